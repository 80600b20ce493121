"""One account at a crypto venue, behind the broker port."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from adapters.brokers.calling import or_nothing_to_reduce
from adapters.brokers.crypto.asking import CONDITIONAL, Call, call_for
from adapters.brokers.crypto.budget import Urgency
from adapters.brokers.crypto.desk import Desk
from adapters.brokers.crypto.failing import is_absent
from adapters.brokers.crypto.profiles import Paging, Profile, Search, Trades
from adapters.brokers.crypto.reading import (
    balances_of,
    fill_of,
    in_order,
    milliseconds,
    number,
    quote_of,
    rules_of,
    snapshot_of,
)
from core.kernel.money import ZERO, Money
from core.kernel.time import Clock
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, OrderType, Sent, Side, VenueFill
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed

T = TypeVar("T")
Told = Mapping[str, Any]

# Clocks differ: an order may bear a time before the one that we took for its send.
BEFORE = timedelta(minutes=1)
# So many pages of a listing are read at most; a page is as long as the venue makes it.
PAGES_MOST = 40
PAGE = 100
# What is asked after a send so that its fills are known at once may fail: the order is there all the same.
AFTER_SECONDS = 3.0


class CryptoBroker:
    """One account. It holds a key and nothing else until it is asked something."""

    def __init__(self, profile: Profile, clock: Clock, desk: Callable[[], Awaitable[Desk]]) -> None:
        self._profile = profile
        self._clock = clock
        self._desk = desk

    def __repr__(self) -> str:
        return f"<{self._profile.name} account>"

    @property
    def venue(self) -> str:
        return self._profile.name

    @property
    def abilities(self) -> Ability:
        return self._profile.abilities

    @property
    def in_flight(self) -> int:
        return self._profile.in_flight

    # -- what is traded

    async def rules(self, instrument: Instrument) -> Rules | None:
        desk = await self._desk()
        market = desk.market(instrument.symbol)
        if market is None:
            return None
        own = await desk.own_fee(str(market["symbol"])) if self._profile.own_fees else None
        return rules_of(market, self._profile, own)

    async def session(self, instrument: Instrument) -> Session:
        desk = await self._desk()
        market = desk.market(instrument.symbol)
        return (
            ALWAYS_OPEN
            if market is not None and market.get("active") is not False
            else Session(is_open=False)
        )

    async def quote(self, instrument: Instrument) -> Quote | None:
        desk = await self._desk()
        market = desk.market(instrument.symbol)
        if market is None:
            return None
        ticker = await desk.ask(lambda exchange: exchange.fetch_ticker(market["symbol"]))
        if not ticker.get("bid"):
            book = await desk.ask(lambda exchange: exchange.fetch_order_book(market["symbol"], 5))
            best = {"bid": book["bids"], "ask": book["asks"]}
            ticker = {**ticker, **{name: side[0][0] for name, side in best.items() if side}}
        return quote_of(ticker, instrument.symbol, self._clock.now())

    # -- orders

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        desk = await self._desk()
        call = await self._call(desk, request)
        leaves = request.reduce_only or request.type in CONDITIONAL
        urgency = Urgency.EXIT if leaves else Urgency.ENTRY
        try:
            order = await desk.place(call, urgency)
        except BrokerError as error:
            if error.kind in (ErrorKind.MARKET_CLOSED, ErrorKind.UNKNOWN_INSTRUMENT):
                desk.suspect()
            raise await self._explained(desk, request, error) from error
        id_ = order.get("id")
        if not id_:
            # An answer without the venue's id is no answer: the order may be there.
            raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, f"{self.venue}: no order id in the answer")
        return await self._placed(desk, request, order)

    async def _call(self, desk: Desk, request: OrderRequest) -> Call:
        market = desk.market(request.symbol)
        if market is None:
            raise BrokerError(ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO, request.symbol)
        last = None
        wants_price = request.type is OrderType.MARKET and request.side is Side.BUY
        if wants_price and self._profile.market_reach is not None:
            last = await self._ask_price(desk, str(market["symbol"]))
        tick = number(market["precision"]["price"])
        return call_for(request, self._profile, str(market["symbol"]), tick=tick, last=last)

    async def _ask_price(self, desk: Desk, symbol: str) -> Any:
        try:
            ticker = await desk.ask(lambda exchange: exchange.fetch_ticker(symbol), Urgency.ENTRY)
        except BrokerError as error:
            raise BrokerError(error.kind, Placed.NO, str(error), retry_after=error.retry_after) from error
        return number(ticker.get("ask")) or number(ticker.get("last")) or None

    async def _explained(self, desk: Desk, request: OrderRequest, error: BrokerError) -> BrokerError:
        """A sale that nothing is held for is no want of funds: somebody was faster."""
        if request.side is not Side.SELL or self._profile.swap or error.placed is not Placed.NO:
            return error
        return await or_nothing_to_reduce(error, request, lambda: self._to_sell(desk, request.symbol))

    async def _to_sell(self, desk: Desk, symbol: str) -> Decimal:
        """What is held of this; nothing where that is too little for any order."""
        held = {money.currency: money.amount for money in await self.balances()}
        market, units = desk.market(symbol), held.get(symbol.partition("/")[0], ZERO)
        step = ZERO if market is None else number(market["precision"]["amount"])
        return units if units >= max(step, number("0.00000001")) else ZERO

    async def _placed(self, desk: Desk, request: OrderRequest, order: Told) -> OrderSnapshot:
        """What the answer to a send says, with the fills that are there already."""
        # What is told of a fill beside its order leaves out what stands in the order.
        known = {"timestamp": order.get("timestamp"), "side": request.side.value, "order": order["id"]}
        fills = [
            self._fill({**known, **_told(trade)}, request.symbol, request.client_order_id)
            for trade in order.get("trades") or ()
        ]
        told = dict(order) | {"amount": order.get("amount") or str(request.quantity)}
        first = snapshot_of(told, fills, request.symbol, request.client_order_id, request.quantity)
        may_trade_now = request.type not in CONDITIONAL and first.status is not OrderStatus.FILLED
        if not may_trade_now or (
            self._profile.answers_with_fills and number(order.get("filled")) == first.filled
        ):
            return first
        sent = Sent(request=request, at=self._clock.now(), venue_order_id=first.venue_order_id)
        try:
            async with asyncio.timeout(AFTER_SECONDS):
                return await self._find(desk, sent) or first
        except (BrokerError, TimeoutError):
            return first

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, f"{self.venue}: replacing in one step")

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        desk = await self._desk()
        id_, apart = order.venue_order_id, self._apart(order.request)
        if id_ is None:
            known = await self._look(desk, order)
            if known is None:
                return None
            id_, apart = str(known["id"]), bool(known.get("apart"))
        symbol = desk.symbol(order.request.symbol)
        try:
            await desk.take_back(id_, symbol, apart=apart)
        except BrokerError as error:
            if not is_absent(error):
                raise
        found = await self._find(desk, order)
        if found is None and apart and self._profile.triggered_keeps_id:
            # Taken back, and not told of any more.
            told = {"id": id_, "status": "canceled", "side": order.request.side.value}
            request = order.request
            return snapshot_of(told, (), request.symbol, request.client_order_id, request.quantity)
        return found

    async def find(self, order: Sent) -> OrderSnapshot | None:
        return await self._find(await self._desk(), order)

    async def _find(self, desk: Desk, order: Sent) -> OrderSnapshot | None:
        found = await self._look(desk, order)
        if found is None:
            return None
        request = order.request
        fills = await self._fills(desk, found, request.symbol, request.client_order_id)
        return snapshot_of(found, fills, request.symbol, request.client_order_id, request.quantity)

    def _apart(self, request: OrderRequest) -> bool:
        return self._profile.conditional_apart and request.type in CONDITIONAL

    # -- looking for an order

    async def _look(self, desk: Desk, order: Sent) -> dict[str, Any] | None:
        """The order as the venue has it; None when it definitely has none."""
        if order.venue_order_id is not None:
            return await self._by_id(desk, order, order.venue_order_id)
        match self._profile.search:
            case Search.CLIENT_ID:
                return await self._by_client_id(desk, order)
            case Search.LISTS:
                return await self._in_lists(desk, order)
            case Search.SCAN:
                return await self._scanned(desk, order)

    async def _by_id(self, desk: Desk, order: Sent, id_: str) -> dict[str, Any] | None:
        """By the venue's own id. What waits for a price may stand apart, and stands among the others afterwards."""
        symbol = desk.symbol(order.request.symbol)
        if not self._apart(order.request):
            return await desk.look(symbol, id_=id_)
        found = await desk.look(symbol, id_=id_, apart=True)
        if found is not None:
            return await self._gone_over(desk, order, found)
        # Never by this id among the others: the two lists are numbered apart.
        now = await self._among_others(desk, order) if self._profile.triggered_keeps_id else None
        return None if now is None else {**now, "id": id_, "traded_as": now["id"]}

    async def _by_client_id(self, desk: Desk, order: Sent) -> dict[str, Any] | None:
        if not self._apart(order.request):
            return await self._among_others(desk, order)
        symbol, ours = desk.symbol(order.request.symbol), order.client_order_id
        found = self._own(await desk.look(symbol, ours=ours, apart=True), ours)
        if found is not None:
            return await self._gone_over(desk, order, found)
        return await self._among_others(desk, order) if self._profile.triggered_keeps_id else None

    async def _among_others(self, desk: Desk, order: Sent) -> dict[str, Any] | None:
        """The order of our id among those that wait for no price."""
        symbol, ours = desk.symbol(order.request.symbol), order.client_order_id
        return self._own(await desk.look(symbol, ours=ours), ours)

    def _own(self, found: dict[str, Any] | None, ours: str) -> dict[str, Any] | None:
        """What was sought, which must bear our id."""
        if found is not None and found.get("clientOrderId") != ours:
            raise BrokerError(
                ErrorKind.UNNAMED, Placed.UNKNOWN, f"{self.venue}: an order that was not asked for"
            )
        return found

    async def _gone_over(self, desk: Desk, order: Sent, found: dict[str, Any]) -> dict[str, Any]:
        """A conditional order whose price came: the order that it became, under the id that it was given."""
        became = str((found.get("info") or {}).get("actualOrderId") or "")
        if not became:
            return {**found, "apart": True}
        symbol = desk.symbol(order.request.symbol)
        now = await desk.look(symbol, id_=became)
        if now is None:
            return {**found, "apart": True, "status": "open"}
        return {**now, "id": found["id"], "traded_as": became}

    async def _in_lists(self, desk: Desk, order: Sent) -> dict[str, Any] | None:
        symbol, ours = desk.symbol(order.request.symbol), order.client_order_id
        params = {"clientOrderId": ours, "trades": "true"}
        closed_since = milliseconds(order.at - BEFORE)  # a list of what is over is long
        for which, since in (("fetch_open_orders", None), ("fetch_closed_orders", closed_since)):
            listed = await desk.ask(_listing(which, symbol, since, None, params))
            for one in listed:
                if one.get("clientOrderId") == ours:
                    return dict(one)
        return None

    async def _scanned(self, desk: Desk, order: Sent) -> dict[str, Any] | None:
        symbol, since = desk.symbol(order.request.symbol), milliseconds(order.at - BEFORE)
        for one in await self._pages(desk, "fetch_orders", symbol, since):
            if one.get("clientOrderId") == order.client_order_id:
                return dict(one)
        return None

    # -- lists

    async def _pages(self, desk: Desk, which: str, symbol: str | None, since: int | None) -> list[Told]:
        """Everything of a listing that gives a cursor for more; as much as one answer has where it gives none."""
        found: list[Told] = []
        params: dict[str, Any] = {}
        for _ in range(PAGES_MOST):
            page = await desk.ask(_listing(which, symbol, since, PAGE, params))
            found += page
            cursor = next((c for one in page if (c := (one.get("info") or {}).get("cursor"))), None)
            if not cursor:
                return found
            params = {"cursor": cursor}
        raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, f"{self.venue}: more pages than are read")

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        desk = await self._desk()
        if self._profile.paging is Paging.CURSOR:
            listed = await self._pages(desk, "fetch_open_orders", None, None)
        elif desk.exchange.options.get("hf"):
            listed = await self._open_by_symbol(desk)
        else:
            listed = list(await desk.ask(lambda exchange: exchange.fetch_open_orders()))
        if self._profile.conditional_apart:
            # The list of stops is one for all instruments, whichever kind the account is of.
            apart = {"trigger": True, **({"hf": False} if desk.exchange.options.get("hf") else {})}
            listed += await desk.ask(_listing("fetch_open_orders", None, None, None, apart))
        found = []
        for one in listed:
            symbol = desk.ours(str(one["symbol"]))
            ours = str(one.get("clientOrderId") or "")
            if symbol is None:
                continue
            fills = await self._fills(desk, one, symbol, ours)
            found.append(snapshot_of(one, fills, symbol, ours, None))
        return found

    async def _open_by_symbol(self, desk: Desk) -> list[Told]:
        """Where open orders are told by instrument only, and which these are stands in a list of its own."""
        answer = await desk.ask(
            lambda exchange: exchange.request("hf/orders/active/symbols", ["private"], "GET", {})
        )
        found: list[Told] = []
        for id_ in (answer.get("data") or {}).get("symbols") or ():
            symbol = desk.exchange.safe_symbol(id_)
            found += await desk.ask(_listing("fetch_open_orders", symbol, None, None, {}))
        return found

    # -- fills and money

    async def _fills(self, desk: Desk, order: Told, symbol: str, ours: str) -> list[VenueFill]:
        """The fills of an order that the venue told of."""
        if not number(order.get("filled")):
            return []
        id_ = str(order.get("traded_as") or order["id"])
        market = desk.symbol(symbol)
        named = [str(trade["id"]) for trade in order.get("trades") or ()]
        if (
            self._profile.trades is Trades.IDS and not named
        ):  # a list need not name them; the order itself does
            order = await desk.look(market, id_=id_) or order
            named = [str(trade["id"]) for trade in order.get("trades") or ()]
        trades = await desk.order_trades(id_, market, named)
        own = [trade for trade in trades if str(trade.get("order") or id_) == id_]
        return in_order([self._fill(trade, symbol, ours) for trade in own])

    def _fill(self, trade: Told, symbol: str, ours: str) -> VenueFill:
        return fill_of(trade, symbol, ours, self._profile)

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        desk = await self._desk()
        found: list[VenueFill] = []
        for order in orders:
            shot = await self._find(desk, order)
            found += () if shot is None else shot.fills
        return in_order(found)

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        desk = await self._desk()
        names: list[str | None] = [None]
        if self._profile.fills_by_symbol:
            names = [desk.symbol(symbol) for symbol in sorted(symbols) if desk.market(symbol) is not None]
        found = []
        for name in names:
            for trade in await desk.trades_since(name, milliseconds(since)):
                symbol = desk.ours(str(trade["symbol"]))
                if symbol is not None:
                    found.append(self._fill(trade, symbol, ""))
        return [fill for fill in in_order(found) if fill.at >= since]

    async def balances(self) -> Sequence[Money]:
        desk = await self._desk()
        told = await desk.ask(lambda exchange: exchange.fetch_balance())
        return balances_of(told, self._profile, self._held(desk, told))

    def _held(self, desk: Desk, told: Told) -> list[tuple[str, str, Told]]:
        """The positions in it, each with the names of what it is in and what it is paid in."""
        listed = (told.get("info") or {}).get("positions") or () if self._profile.swap else ()
        found = []
        for position in listed:
            symbol = desk.ours(str(desk.exchange.safe_symbol(position["symbol"], None, None, "contract")))
            if symbol is not None:
                base, _, quote = symbol.partition("/")
                found.append((base, quote, position))
        return found


def _told(trade: Told) -> Told:
    """What is told of a trade, and not what is left empty."""
    return {name: value for name, value in trade.items() if value is not None}


def _listing(
    which: str, symbol: str | None, since: int | None, limit: int | None, params: Told
) -> Callable[[Any], Awaitable[Any]]:
    """The library's listing of this name."""
    return lambda exchange: getattr(exchange, which)(symbol, since, limit, dict(params))
