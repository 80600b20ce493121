"""One Robinhood crypto account behind the broker port. Our id goes with each order; orders are found by listing."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from adapters.brokers.calling import Budget, Writes, or_nothing_to_reduce
from adapters.brokers.direct import Answered, Direct, Unanswered
from adapters.brokers.reading import Body, Unreadable, in_order, made, mapping, read_json, text, unreadable
from adapters.brokers.robinhood import shapes
from adapters.brokers.robinhood.refusals import classify, told
from adapters.brokers.robinhood.signing import Key
from core.kernel.money import ZERO, Money
from core.kernel.time import Clock
from core.market.model import ALWAYS_OPEN, AssetClass, Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, Sent, VenueFill
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
# 100 requests a minute for a key, 300 of them at once, as the venue says; some are left for the person's own.
CALLS, CALLS_SECONDS = 90, 60.0
ACCEPTED = (200, 201)
TRADING = "/api/v2/crypto/trading"
ORDERS = f"{TRADING}/orders/"
PAGES_MOST = 50
RULES_LAST = timedelta(hours=1)
# An order of ours is looked for from so long before it was sent, should our clock be wrong, until so long after.
BEFORE, AFTER = timedelta(minutes=5), timedelta(minutes=30)
# What may still fill was placed at most so long ago.
OLDEST = timedelta(days=90)


class Shared:
    """What all accounts of a process have in common."""

    def __init__(self, clock: Clock, direct: Direct) -> None:
        self.clock = clock
        self.direct = direct
        self.writes = Writes()
        self.rules: dict[str, tuple[Rules | None, datetime]] = {}
        self._budgets: dict[str, Budget] = {}

    def budget(self, key: str) -> Budget:
        """The budget of a key, however often it was opened."""
        return self._budgets.setdefault(key, Budget(CALLS, CALLS_SECONDS))


class RobinhoodBroker:
    """One account. `venue_date` is the venue's clock as it was told last."""

    venue = "robinhood"
    abilities = ABILITIES
    in_flight = IN_FLIGHT

    def __init__(self, shared: Shared, key: Key) -> None:
        self._shared = shared
        self._key = key
        self._budget = shared.budget(key.key)
        self._number = ""
        self.venue_date: str | None = None

    # -- the market

    async def rules(self, instrument: Instrument) -> Rules | None:
        if instrument.asset_class is not AssetClass.CRYPTO or instrument.quote != shapes.USD:
            return None
        now, symbol = self._shared.clock.now(), instrument.symbol
        kept = self._shared.rules.get(symbol)
        if kept is not None and now - kept[1] < RULES_LAST:
            return kept[0]
        body = await self._read(f"{TRADING}/trading_pairs/", {"symbol": shapes.their_symbol(symbol)})
        found = made(lambda: shapes.rules(body, symbol))
        self._shared.rules[symbol] = (found, now)
        return found

    async def session(self, instrument: Instrument) -> Session:
        return ALWAYS_OPEN

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None  # its prices have its spread in them; the market's are fairer

    # -- what places, and what takes back

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        body = shapes.order_body(request)
        target = await self._ours(ORDERS, first=True)
        return await self._shared.writes.send(self._placed(request, target, body))

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "Robinhood replaces no orders")

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return await self._shared.writes.send(self._canceled(order))

    async def _placed(self, request: OrderRequest, target: str, body: Body) -> OrderSnapshot:
        answer = await self._ask("POST", target, body, first=True)
        if answer.status not in ACCEPTED:
            raise await self._refusal(answer, request)
        order = made(lambda: mapping(read_json(answer.body)))
        shot = made(lambda: shapes.snapshot(order))
        if shot.client_order_id != request.client_order_id:
            raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, "the answer names another order")
        return shot

    async def _refusal(self, answer: Answered, request: OrderRequest) -> BrokerError:
        """Why an order was not taken."""
        base = request.symbol.partition("/")[0]
        return await or_nothing_to_reduce(_failure(answer), request, lambda: self._held(base))

    async def _held(self, asset: str) -> Decimal:
        """How many units of this the account has."""
        return sum((one.amount for one in await self.balances() if one.currency == asset), ZERO)

    async def _canceled(self, order: Sent) -> OrderSnapshot | None:
        found = await self.find(order)
        if found is None:
            return None
        # Whatever it answers, how the order stands now is the answer: refused is also what is over already.
        target = await self._ours(f"{ORDERS}{found.venue_order_id}/cancel/")
        await self._ask("POST", target, first=True)
        return await self._by_id(found.venue_order_id, order.client_order_id, first=True)

    # -- what asks

    async def find(self, order: Sent) -> OrderSnapshot | None:
        if order.venue_order_id is not None:
            found = await self._by_id(order.venue_order_id, order.client_order_id)
            if found is not None:
                return found
        shapes.their_id(order.client_order_id)
        listed = await self._orders(
            {
                "symbol": shapes.their_symbol(order.request.symbol),
                "created_at_start": _written(order.at - BEFORE),
                "created_at_end": _written(order.at + AFTER),
            }
        )
        return next((one for one in listed if one.client_order_id == order.client_order_id), None)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        found = await self._orders({"created_at_start": _written(self._shared.clock.now() - OLDEST)})
        return [one for one in found if not _over(one)]

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        found = [await self.find(one) for one in orders]
        return in_order([fill for shot in found if shot is not None for fill in shot.fills])

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        shots = await self._orders({"updated_at_start": _written(since)})
        return in_order([fill for shot in shots for fill in shot.fills if fill.at >= since])

    async def balances(self) -> Sequence[Money]:
        account = await self._account()
        held = await self._pages(await self._ours(f"{TRADING}/holdings/"))
        return made(lambda: shapes.holdings(account, held))

    async def account_number(self, *, first: bool = False) -> str:
        """The number of the key's account, asked for once."""
        if not self._number:
            self._number = text(await self._account(first=first), "account_number")
        return self._number

    async def _account(self, *, first: bool = False) -> Body:
        """The key's account. Raises `BrokerError`: nothing else was asked, so nothing was placed."""
        try:
            answer = await self._ask("GET", f"{TRADING}/accounts/", first=first)
            body = _answer(answer)
            return made(lambda: shapes.account_of(body))
        except BrokerError as error:
            raise BrokerError(error.kind, Placed.NO, str(error), retry_after=error.retry_after) from error

    async def _by_id(self, id_: str, client_order_id: str, *, first: bool = False) -> OrderSnapshot | None:
        """The order of this id, as far as it is ours; None when Robinhood says that the account has none."""
        answer = await self._ask("GET", await self._ours(f"{ORDERS}{id_}/"), first=first)
        if answer.status == 404 and told(answer.body):
            return None
        body = _answer(answer)
        shot = made(lambda: shapes.snapshot(mapping(body)))
        return shot if shot.client_order_id == client_order_id else None

    async def _orders(self, query: Mapping[str, str]) -> list[OrderSnapshot]:
        listed = await self._pages(await self._ours(ORDERS, query))
        return made(lambda: [shapes.snapshot(one) for one in listed])

    async def _pages(self, target: str) -> list[Body]:
        """Every result of a listing. Raises `BrokerError` for one without an end: half of it would be half true."""
        found, following = list[Body](), target
        for _ in range(PAGES_MOST):
            body = await self._read(following)
            page, next_ = _page(body)
            found += page
            if next_ is None:
                return found
            following = next_
        raise unreadable(Unreadable("a listing without an end"))

    async def _ours(self, path: str, query: Mapping[str, str] | None = None, *, first: bool = False) -> str:
        """The target of a request about this account."""
        number = await self.account_number(first=first)
        return f"{path}?{urlencode({'account_number': number, **(query or {})})}"

    async def _read(self, target: str, query: Mapping[str, str] | None = None) -> object:
        asked = f"{target}?{urlencode(query)}" if query else target
        return _answer(await self._ask("GET", asked))

    async def _ask(
        self, method: str, target: str, body: Body | None = None, *, first: bool = False
    ) -> Answered:
        """One request, once. Raises `BrokerError` when no whole answer came; an answer may be a failure."""
        await self._budget.take(first=first)
        payload = "" if body is None else json.dumps(body)
        headers = self._key.headers(method, target, payload, self._shared.clock.now())
        try:
            answer = await self._shared.direct.ask(method, target, headers, payload.encode() or None)
        except Unanswered as error:
            raise classify(None, "", error) from error
        self.venue_date = answer.date
        return answer


def _failure(answer: Answered) -> BrokerError:
    return classify(answer.status, answer.body, None, retry_after=answer.retry_after)


def _answer(answer: Answered) -> object:
    if answer.status not in ACCEPTED:
        raise _failure(answer)
    found: object = made(lambda: read_json(answer.body))
    return found


def _page(body: object) -> tuple[list[Body], str | None]:
    return made(lambda: shapes.page(body))


def _over(shot: OrderSnapshot) -> bool:
    return shot.status in shapes.ENDED.values()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
