"""One Webull account behind the broker port. Our id is the order's own there: it places, finds and ends by it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from urllib.parse import urlencode

from adapters.brokers.calling import Budget, Writes, must_be_open, or_nothing_to_reduce
from adapters.brokers.direct import Answered, Direct, Unanswered
from adapters.brokers.reading import Body, Unreadable, in_order, made, read_json, text, unreadable
from adapters.brokers.webull import shapes
from adapters.brokers.webull.refusals import NOT_FOUND, classify, told
from adapters.brokers.webull.signing import Key, headers
from core.kernel.money import ZERO, Money
from core.kernel.time import Clock
from core.market.model import AssetClass, Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, Sent, VenueFill
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed

ABILITIES = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.STOP_LIMIT
    | Ability.FIND_BY_CLIENT_ID
    | Ability.REDUCE_ONLY
)
IN_FLIGHT = 16
# For one key, as its users report: so many calls in so many seconds of each question, and of orders together.
QUESTIONS = (2, 2.0)
ORDERS = (600, 60.0)
PLACE, CANCEL = "/trading/orders/place", "/trading/orders/cancel"
WRITTEN = frozenset({PLACE, CANCEL})
PAGE, PAGES_MOST = 100, 20
RULES_LAST = timedelta(hours=1)

Hours = Callable[[datetime], Session | None]


class Shared:
    """What all accounts of a process have in common."""

    def __init__(self, clock: Clock, direct: Direct, hours: Hours, questions: tuple[int, float]) -> None:
        self.clock = clock
        self.direct = direct
        self.hours = hours
        self._questions = questions
        self._asked = count(1)
        self.writes = Writes()
        self.rules: dict[str, tuple[Rules | None, datetime]] = {}
        self._budgets: dict[tuple[str, str], Budget] = {}

    def nonce(self) -> str:
        """What tells a request from every other of this key: of this process, and of others beside it."""
        text = f"{self.clock.now().isoformat()}/{os.getpid()}/{id(self)}/{next(self._asked)}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def budget(self, key: str, path: str) -> Budget:
        """What a key may ask of this, however many accounts it is for. Orders have a budget of their own."""
        orders = path in WRITTEN
        name = key, "" if orders else path
        if name not in self._budgets:
            self._budgets[name] = Budget(*(ORDERS if orders else self._questions))
        return self._budgets[name]


class WebullBroker:
    """One account. `account` is its number, empty where the key has one only. `venue_date` is the venue's clock as it
    was told last."""

    venue = "webull"
    abilities = ABILITIES
    in_flight = IN_FLIGHT

    def __init__(self, shared: Shared, key: Key, account: str) -> None:
        self._shared = shared
        self._key = key
        self._wanted = account
        self._account = ""
        self.venue_date: str | None = None

    # -- the market

    async def rules(self, instrument: Instrument) -> Rules | None:
        if instrument.asset_class is not AssetClass.STOCK or instrument.quote != shapes.USD:
            return None
        now, symbol = self._shared.clock.now(), instrument.symbol
        kept = self._shared.rules.get(symbol)
        if kept is not None and now - kept[1] < RULES_LAST:
            return kept[0]
        query = {"category": "US_STOCK", "symbols": symbol}
        body = await self._read("/trading/instruments/stocks/profiles/list", query)
        found = made(lambda: shapes.rules(body, symbol))
        self._shared.rules[symbol] = (found, now)
        return found

    async def session(self, instrument: Instrument) -> Session:
        return await self._session()

    async def _session(self) -> Session:
        # The calendar is large, and loaded by whoever asks first.
        found = await asyncio.to_thread(self._shared.hours, self._shared.clock.now())
        if found is None:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "no calendar for shares")
        return found

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None  # prices are a subscription of its own there

    # -- what places, and what takes back

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        order = shapes.order_body(request)
        await must_be_open(request, self._session())
        body = {"account_id": await self.account(first=True), "new_orders": [order]}
        return await self._shared.writes.send(self._placed(request, body))

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "Webull keeps an order's id when it is changed")

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        body = {"account_id": await self.account(first=True), "client_order_id": order.client_order_id}
        return await self._shared.writes.send(self._canceled(order, body))

    async def _placed(self, request: OrderRequest, body: Body) -> OrderSnapshot:
        answer = await self._ask("POST", PLACE, {}, body, first=True)
        if answer.status != 200:
            raise await self._refusal(answer, request)
        try:
            answered = read_json(answer.body)
            named = isinstance(answered, Mapping) and answered.get("client_order_id")
            if named != request.client_order_id:
                raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, "Webull's answer names another order")
            return OrderSnapshot(
                venue_order_id=text(answered, "order_id"),
                client_order_id=request.client_order_id,
                symbol=request.symbol,
                status=OrderStatus.OPEN,
                quantity=request.quantity,
                side=request.side,
            )
        except Unreadable as error:
            raise unreadable(error) from error

    async def _refusal(self, answer: Answered, request: OrderRequest) -> BrokerError:
        """Why an order was not taken."""
        error = classify(answer.status, answer.body, None, retry_after=answer.retry_after)
        return await or_nothing_to_reduce(error, request, lambda: self._held(request.symbol))

    async def _held(self, symbol: str) -> Decimal:
        """How many shares of this the account has."""
        return sum((one.amount for one in await self.balances() if one.currency == symbol), ZERO)

    async def _canceled(self, order: Sent, body: Body) -> OrderSnapshot | None:
        # Whatever it answers, how the order stands now is the answer: refused is also what is over already.
        await self._ask("POST", CANCEL, {}, body, first=True)
        return await self._found(order, first=True)

    # -- what asks

    async def find(self, order: Sent) -> OrderSnapshot | None:
        return await self._found(order)

    async def _found(self, order: Sent, *, first: bool = False) -> OrderSnapshot | None:
        account = await self.account(first=first)
        query = {"account_id": account, "client_order_id": order.client_order_id}
        answer = await self._ask("GET", "/trading/orders/get", query, first=first)
        if answer.status in (404, 417) and told(answer.body)[0] == NOT_FOUND:
            return None
        body = self._answer(answer)
        mine = [one for one in _shots(body) if one.client_order_id == order.client_order_id]
        if not mine:
            raise unreadable(Unreadable("another order"))
        return mine[0]

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        return await self._listed("/trading/orders/open-orders/list", {})

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        found = [await self.find(one) for one in orders]
        return in_order([fill for shot in found if shot is not None for fill in shot.fills])

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        # Orders are listed by the day they were placed on: one may have waited for its fill as long as orders can.
        start = (since - timedelta(days=60)).date().isoformat()
        shots = await self._listed("/trading/orders/historical-orders/list", {"start_date": start})
        return in_order([fill for shot in shots for fill in shot.fills if fill.at >= since])

    async def balances(self) -> Sequence[Money]:
        query = {"account_id": await self.account()}
        money = await self._read("/trading/assets/balances/get", query)
        held = await self._read("/trading/assets/positions/list", query)
        return [one for one in made(lambda: [*shapes.cash(money), *shapes.shares(held)]) if one.amount]

    async def account(self, *, first: bool = False) -> str:
        """The venue's id of the account, asked for once."""
        if not self._account:
            self._account, _ = await self.named(first=first)
        return self._account

    async def named(self, *, first: bool = False) -> tuple[str, str]:
        """The account's id and its label. Raises `BrokerError`: nothing else was asked, so nothing was placed."""
        try:
            answer = await self._ask("GET", "/trading/accounts/list", {}, first=first)
            body = self._answer(answer)
            return made(lambda: shapes.account_of(body, self._wanted))
        except BrokerError as error:
            raise BrokerError(error.kind, Placed.NO, str(error), retry_after=error.retry_after) from error

    async def _listed(self, path: str, query: Mapping[str, str]) -> list[OrderSnapshot]:
        """Every order of a listing, page by page; a page is full of groups, each with an order or more."""
        asked = {"account_id": await self.account(), "page_size": str(PAGE), **query}
        found: dict[str, OrderSnapshot] = {}
        for _ in range(PAGES_MOST):
            body = await self._read(path, asked)
            page = _shots(body)
            new = [one for one in page if one.client_order_id not in found]
            found |= {one.client_order_id: one for one in new}
            if len(page) < PAGE or not new:
                break
            asked["last_client_order_id"] = page[-1].client_order_id
        return list(found.values())

    # -- how it asks

    async def _read(self, path: str, query: Mapping[str, str]) -> object:
        return self._answer(await self._ask("GET", path, query))

    def _answer(self, answer: Answered) -> object:
        if answer.status != 200:
            raise classify(answer.status, answer.body, None, retry_after=answer.retry_after)
        return made(lambda: read_json(answer.body))

    async def _ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: Body | None = None,
        *,
        first: bool = False,
    ) -> Answered:
        """One request, once. Raises `BrokerError` when no whole answer came; an answer may be a failure."""
        await self._shared.budget(self._key.key, path).take(first=first)
        payload = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
        signed = headers(
            self._key,
            host=self._shared.direct.host,
            path=path,
            query=query,
            body=payload,
            now=self._shared.clock.now(),
            nonce=self._shared.nonce(),
        )
        target = f"{path}?{urlencode(query)}" if query else path
        try:
            answer = await self._shared.direct.ask(method, target, signed, payload or None)
        except Unanswered as error:
            raise classify(None, "", error) from error
        self.venue_date = answer.date
        return answer


def _shots(body: object) -> list[OrderSnapshot]:
    return made(lambda: [shapes.snapshot(one) for one in shapes.orders_in(body)])
