"""One key's way to its venue: each call in its turn, within its time, with what came back on the wire beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from decimal import Decimal
from operator import methodcaller
from typing import Any, Protocol, TypeVar, cast

import aiohttp

from adapters.brokers.crypto.asking import Call
from adapters.brokers.crypto.binance import waits_for_a_price
from adapters.brokers.crypto.budget import Budget, Lane, Turn, Urgency
from adapters.brokers.crypto.classify import Verdict, classify, is_sound, says_absent
from adapters.brokers.crypto.failing import Failed, failure, is_absent, late
from adapters.brokers.crypto.profiles import Paging, Profile, Trades
from adapters.brokers.crypto.reading import number
from adapters.brokers.crypto.thin import Thin
from adapters.brokers.crypto.wire import Exchanged, exchanged
from adapters.brokers.crypto.wire import turn as turns
from core.ports.broker import BrokerError, ErrorKind, Placed

T = TypeVar("T")
Told = Mapping[str, Any]
Use = Callable[[Any], Awaitable[T]]

# One question, its wait for a turn included. A send has the library's own limit on top of the wait for its turn.
ASK_SECONDS = 15.0
WRITE_SECONDS = 18.0
PAGES_MOST = 40
DAY_MS = 86_400_000
# So many windows back are read where a list of trades reaches over one only.
WINDOWS_MOST = 60
# Whatever else the library raises on an answer that it did not expect.
BROKEN = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, OSError, RuntimeError)


class Markets(Protocol):
    """What the driver knows of the venue's instruments."""

    def market(self, symbol: str) -> Told | None:
        """The venue's market of one of our symbols."""
        ...

    def ours(self, symbol: str) -> str | None:
        """Our symbol of one of the venue's; None for what is no business of ours."""
        ...

    def suspect(self) -> None:
        """The table of markets is not as the venue is."""
        ...

    def run(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Let something come to its end, whoever stops waiting for it."""
        ...


class Desk:
    """One key at its venue. `exchange` is the library's object for it; `thin` the way that its orders take past it."""

    def __init__(
        self,
        profile: Profile,
        exchange: Any,
        markets: Markets,
        lane: Lane,
        orders: Budget,
        thin: Thin | None = None,
    ) -> None:
        self._profile = profile
        self._markets = markets
        self._lane = lane
        self._orders = orders
        self._thin = thin
        self.exchange = exchange
        self.loaded_at: datetime | None = None
        self._fees_of: datetime | None = None
        self._fees: Mapping[str, Any] = {}
        self._prepared = not profile.prepare
        self.swap = profile.swap

    def market(self, symbol: str) -> Told | None:
        """The venue's market of one of our symbols."""
        return self._markets.market(symbol)

    def symbol(self, symbol: str) -> str:
        """The venue's name of one of our symbols. What it does not trade keeps ours, and is not found there."""
        market = self._markets.market(symbol)
        return symbol if market is None else str(market["symbol"])

    def ours(self, symbol: str) -> str | None:
        """Our name of what the venue calls so."""
        return self._markets.ours(symbol)

    def suspect(self) -> None:
        """The venue refused an instrument that its table has."""
        self._markets.suspect()

    async def ask(self, use: Use[T], urgency: Urgency = Urgency.QUESTION) -> T:
        """A question. Raises `BrokerError`."""
        return await self._called(use, urgency, ASK_SECONDS, None)

    async def seek(self, use: Use[T]) -> T | None:
        """A question for something that may not be there: None on the venue's definite word."""
        try:
            return await self._called(use, Urgency.QUESTION, ASK_SECONDS, None, named=True)
        except BrokerError as error:
            if is_absent(error):
                return None
            raise

    async def write(self, use: Use[T], urgency: Urgency) -> T:
        """Something that changes things. It comes to its end also where whoever asked stops waiting."""
        return await asyncio.shield(
            self._markets.run(self._called(use, urgency, WRITE_SECONDS, self._orders))
        )

    # -- orders

    async def place(self, call: Call, urgency: Urgency) -> Told:
        """Send an order, once. Raises `BrokerError`."""
        thin = self._thin
        if thin is None or (self.swap and waits_for_a_price(call)):
            return await self.write(lambda exchange: exchange.create_order(*_arguments(call)), urgency)
        return await thin.place(self._named(call.symbol), call, urgency, WRITE_SECONDS)

    async def take_back(self, id_: str, symbol: str, *, apart: bool) -> None:
        """Take the order of this id back; `apart` where it stands in a list of its own. Raises `BrokerError`."""
        if self._thin is None or apart:
            params = {"trigger": True} if apart else {}
            await self.write(lambda exchange: exchange.cancel_order(id_, symbol, dict(params)), Urgency.EXIT)
        else:
            await self._thin.take_back(self._named(symbol), id_, WRITE_SECONDS)

    async def look(
        self, symbol: str, *, id_: str = "", ours: str = "", apart: bool = False
    ) -> dict[str, Any] | None:
        """The order of the venue's id, or of ours; None on the venue's definite word. Raises `BrokerError`."""
        if self._thin is None or apart:
            params = ({"clientOrderId": ours} if ours else {}) | ({"trigger": True} if apart else {})
            return await self.seek(lambda exchange: exchange.fetch_order(id_, symbol, dict(params)))
        found = await self._thin.look(self._named(symbol), id_, ours, ASK_SECONDS)
        return None if found is None else dict(found)

    def _named(self, symbol: str) -> str:
        """How the instrument is called on the wire. Raises `BrokerError` for one that is not traded there."""
        market = self.exchange.markets.get(symbol)
        if market is None:
            raise BrokerError(ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO, symbol)
        return str(market["id"])

    # -- one call of the library

    async def _called(
        self, use: Use[T], urgency: Urgency, seconds: float, budget: Budget | None, *, named: bool = False
    ) -> T:
        """One call in its turn. Every failure of it is a `BrokerError`, by what stood on the wire. `named`: what is
        wanted is one thing with an id."""
        kept: list[Exchanged] = []
        turn = Turn(self._lane, urgency)
        heard, before = exchanged.set(kept), turns.set(turn)
        try:
            async with asyncio.timeout(seconds):
                if budget is not None:
                    await budget.take(1.0, urgency)
                found = await use(self.exchange)
            if not all(is_sound(self._profile.refusals, one.body) for one in kept):
                raise ValueError("an answer that is not the venue's")
            if named and not cast("Told", found).get("id"):
                raise LookupError("an answer without an id")
            return found
        except broken() as error:
            verdict, absent = self._judged(kept, error)
            raise self._error(kept, verdict) from Failed(verdict, absent=absent)
        finally:
            turn.over()
            exchanged.reset(heard)
            turns.reset(before)

    def _judged(self, kept: list[Exchanged], error: BaseException) -> tuple[Verdict, bool]:
        """What the last thing on the wire says."""
        last = kept[-1] if kept else None
        if last is None:
            verdict = _unsent(error)
        else:
            table = self._profile.refusals
            written = not _never_left(error)
            verdict = classify(table, last.status, last.body, error, written=written)
        return verdict, last is not None and says_absent(self._profile.refusals, last.body)

    def _error(self, kept: list[Exchanged], verdict: Verdict) -> BrokerError:
        if not kept:
            return failure(self._profile, verdict, None, ())
        return failure(self._profile, verdict, kept[-1].retry_after, (*self.exchange.budgets, self._orders))

    async def own_fee(self, symbol: str) -> Decimal | None:
        """What this account pays for taking, asked once for each table of markets; None where it is not told."""
        if self._fees_of is not self.loaded_at:
            try:
                self._fees = await self.ask(lambda exchange: exchange.fetch_trading_fees())
            except BrokerError:
                return None
            self._fees_of = self.loaded_at
        taker = (self._fees.get(symbol) or {}).get("taker")
        return None if taker is None else number(taker)

    async def prepare(self) -> None:
        """What has to be known of an account before its first use. Raises `BrokerError`."""
        if self._prepared:
            return
        for question in self._profile.prepare:
            answer = await self.ask(methodcaller(question))
            if question == "is_uta_enabled" and answer:
                raise BrokerError(
                    ErrorKind.UNSUPPORTED, Placed.NO, f"{self._profile.name}: a unified account"
                )
        self._prepared = True

    # -- trades, as each venue lists them

    async def order_trades(self, id_: str, symbol: str, trades: list[str]) -> list[Told]:
        """The trades of one order. `trades` are their ids, where the order tells them."""
        match self._profile.trades:
            case Trades.IDS:
                if not trades:
                    return []
                params = {"trades": trades}
                return await self.ask(lambda ex: ex.fetch_order_trades(id_, symbol, None, None, params))
            case Trades.BY_ORDER | Trades.BY_ORDERS:
                key = "orderId" if self._profile.trades is Trades.BY_ORDER else "order_ids"
                return await self.ask(
                    lambda ex: ex.fetch_my_trades(symbol, None, self._profile.page, {key: id_})
                )
            case Trades.LISTED:
                return await self.ask(lambda ex: ex.fetch_my_trades(symbol))

    async def trades_since(self, symbol: str | None, since: int) -> list[Told]:
        """Every trade since then, oldest list first."""
        days = self._profile.window_days
        if days is None:
            return await self._trades_between(symbol, since, {})
        found, width, now = [], days * DAY_MS, int(self.exchange.milliseconds())
        since = max(since, now - WINDOWS_MOST * width)
        while since <= now:
            found += await self._trades_between(symbol, since, {"until": min(since + width - 1, now)})
            since += width
        return found

    async def _trades_between(self, symbol: str | None, since: int, until: Mapping[str, Any]) -> list[Told]:
        """Pages overlap or are numbered; what is told twice is kept once."""
        found: dict[tuple[Any, Any], Told] = {}
        more: Mapping[str, Any] | None = {}
        for _ in range(PAGES_MOST):
            page = await self._page(symbol, since, {**until, **(more or {})})
            new = {(one["symbol"], one["id"]): one for one in page}
            if not new.keys() - found.keys():
                return list(found.values())
            found |= new
            if self._profile.paging is Paging.TIME:
                since = max(int(one["timestamp"]) for one in page)
                continue
            more = self._more(page, len(found))
            if more is None:
                return list(found.values())
        raise BrokerError(
            ErrorKind.UNNAMED, Placed.UNKNOWN, f"{self._profile.name}: more trades than are read"
        )

    def _more(self, page: list[Told], have: int) -> Mapping[str, Any] | None:
        """What the next page is asked by; None where this was the last."""
        match self._profile.paging:
            case Paging.OFFSET:
                return {"ofs": have}
            case Paging.CURSOR:
                cursor = next((c for one in page if (c := one["info"].get("cursor"))), None)
                return {"cursor": cursor} if cursor else None
            case _:
                # The newest come first. Where they are numbered, the lowest is what to go on from.
                numbers = [int(one["info"]["id"]) for one in page if "id" in one["info"]]
                size = self._profile.page or 1
                return {"lastId": min(numbers)} if numbers else {"currentPage": have // size + 1}

    async def _page(self, symbol: str | None, after: int, params: Mapping[str, Any]) -> list[Told]:
        return list(
            await self.ask(lambda ex: ex.fetch_my_trades(symbol, after, self._profile.page, dict(params)))
        )


def broken() -> tuple[type[Exception], ...]:
    """All that a call may end with that is not ours: the library is loaded by now."""
    from ccxt.base.errors import BaseError

    return (cast("type[Exception]", BaseError), *BROKEN)


def _never_left(error: BaseException) -> bool:
    """Whether a connection was refused or not found: nothing was written then."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, aiohttp.ClientConnectorError):
            return True
        seen = seen.__cause__
    return False


def _unsent(error: BaseException) -> Verdict:
    """Nothing was asked: our turn did not come in time, or the library would not take it."""
    if isinstance(error, TimeoutError):
        return late()
    if type(error).__name__ == "BadSymbol":
        return Verdict(ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO)
    return Verdict(ErrorKind.UNSUPPORTED, Placed.NO, type(error).__name__)


def _arguments(call: Call) -> tuple[Any, ...]:
    return call.symbol, call.type, call.side, call.amount, call.price, dict(call.params)
