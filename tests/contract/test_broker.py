"""What every broker promises (`core/ports/broker.py`), over every implementation. A new one is a line of VENUES."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest

from adapters.brokers.faulty import Faults, Faulty
from adapters.brokers.guarded import Guarded
from adapters.brokers.paper import PaperVenue
from adapters.market.simulated import SimulatedMarket
from bot.app import VOCABULARY
from core.kernel.money import Price, Quantity
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, OrderType, Sent, Side, TimeInForce
from core.paper.model import PaperBalance
from core.ports.broker import Ability, Broker, BrokerError, Placed
from storage.database import Database
from storage.store import SqlStore
from storage.tables import TABLES
from tests.contract.conftest import NOW as OPENS_AT
from tests.worlds import MovedClock

BTC = "BTC/USDT"
MONEY = Decimal(100_000)
OPENS = Decimal(60_000)
_ids = count(1)
_asked: dict[str, OrderRequest] = {}


@dataclass(slots=True)
class Venue:
    """One account with 100,000 USDT at a venue whose market stands at 60,000 and can be moved."""

    broker: Broker
    other: Broker
    move: Callable[[str, str | None], Awaitable[None]]
    pass_by: Callable[[timedelta], None]

    async def to(self, price: str, size: str | None = None) -> None:
        """Put the market there; `size` bounds what can trade at this price."""
        await self.move(price, size)


async def paper_floor(database: Database) -> tuple[Venue, PaperVenue]:
    """The built-in venue on the simulated market, and the same from inside."""
    clock = MovedClock(OPENS_AT)
    store = SqlStore(database, TABLES, clock, VOCABULARY, {}, lambda: None)
    market = SimulatedMarket(store, clock, builtin_table(), seed=1)
    venue = PaperVenue(store, market, market, clock, window=0)
    async with store.unit() as unit:
        await unit.put([PaperBalance(account=name, asset="USDT", amount=MONEY) for name in ("mine", "other")])

    async def move(price: str, size: str | None) -> None:
        instrument = venue.instrument(BTC)
        await market.move(instrument, Price(price), None if size is None else Quantity(size))
        await venue.trade(BTC)

    return Venue(venue.account("mine"), venue.account("other"), move, clock.pass_by), venue


async def paper(database: Database) -> Venue:
    """The built-in venue as the core sees it."""
    return (await paper_floor(database))[0]


async def guarded(database: Database) -> Venue:
    """Behind the guard that every broker of the program stands behind."""
    venue = await paper(database)
    return replace(venue, broker=Guarded(venue.broker), other=Guarded(venue.other))


async def calm(database: Database) -> Venue:
    """Behind a weather in which nothing happens."""
    venue = await paper(database)
    faults = Faults(clock=MovedClock())
    return replace(
        venue,
        broker=Faulty(venue.broker, "mine", faults),
        other=Faulty(venue.other, "other", faults),
    )


async def slow(database: Database) -> Venue:
    """Every call is two seconds on its way."""
    venue = await paper(database)
    faults = Faults(clock=MovedClock(), latency=timedelta(seconds=2))
    return replace(
        venue,
        broker=Faulty(venue.broker, "mine", faults),
        other=Faulty(venue.other, "other", faults),
    )


VENUES: dict[str, Callable[[Database], Awaitable[Venue]]] = {
    "paper": paper,
    "guarded": guarded,
    "calm": calm,
    "slow": slow,
}


@pytest.fixture(params=VENUES)
async def venue(request: pytest.FixtureRequest, database: Database) -> Venue:
    return await VENUES[request.param](database)


def asks(
    side: Side = Side.BUY,
    quantity: str = "0.1",
    *,
    limit: str | None = None,
    stop: str | None = None,
    reduce_only: bool = False,
    symbol: str = BTC,
    waits: TimeInForce = TimeInForce.GTC,
) -> OrderRequest:
    """An order: at market unless a price is given; with both prices a stop-limit."""
    kind = OrderType.MARKET if limit is None else OrderType.LIMIT
    if stop is not None:
        kind = OrderType.STOP if limit is None else OrderType.STOP_LIMIT
    request = OrderRequest(
        client_order_id=f"be11{next(_ids):028x}",
        symbol=symbol,
        side=side,
        type=kind,
        quantity=Quantity(quantity),
        limit_price=None if limit is None else Price(limit),
        stop_price=None if stop is None else Price(stop),
        reduce_only=reduce_only,
        time_in_force=waits,
    )
    _asked[request.client_order_id] = request
    return request


def sent(order: OrderRequest | OrderSnapshot) -> Sent:
    """An order as it was sent, with the venue's id where it has told one."""
    told = order.venue_order_id if isinstance(order, OrderSnapshot) else None
    return Sent(request=_asked[order.client_order_id], at=OPENS_AT, venue_order_id=told)


async def now(venue: Venue, order: OrderSnapshot) -> OrderSnapshot:
    """The order as the venue says it is now."""
    found = await venue.broker.find(sent(order))
    assert found is not None
    return found


async def owned(venue: Venue) -> dict[str, Decimal]:
    return {money.currency: money.amount for money in await venue.broker.balances()}


async def bought(venue: Venue, quantity: str = "0.1") -> OrderSnapshot:
    return await venue.broker.submit(asks(quantity=quantity))


def prices(order: OrderSnapshot) -> list[Decimal]:
    return [Decimal(fill.price) for fill in order.fills]


# -- what trades, and at what price (DESIGN's figures: 0.02 % of last, fee 0.10 %)


async def test_a_market_order_pays_the_spread_and_the_fee(venue: Venue):
    buy = await venue.broker.submit(asks(Side.BUY))
    sale = await venue.broker.submit(asks(Side.SELL))

    assert (buy.status, prices(buy)) == (OrderStatus.FILLED, [Decimal("60012")])
    assert (sale.status, prices(sale)) == (OrderStatus.FILLED, [Decimal("59988")])
    assert [(fill.fee.amount, fill.fee.currency) for fill in (*buy.fills, *sale.fills)] == [
        (Decimal("6.0012"), "USDT"),
        (Decimal("5.9988"), "USDT"),
    ]


async def test_a_limit_that_could_trade_at_once_does_and_never_past_its_price(venue: Venue):
    generous = await venue.broker.submit(asks(limit="60500"))
    exact = await venue.broker.submit(asks(limit="60000"))

    assert prices(generous) == [Decimal("60012")]
    assert prices(exact) == [Decimal("60000")]


async def test_a_resting_limit_fills_at_its_price_when_the_market_is_there(venue: Venue):
    order = await venue.broker.submit(asks(limit="59000"))
    assert (order.status, order.fills) == (OrderStatus.OPEN, ())

    await venue.to("59000.01")
    assert (await now(venue, order)).status is OrderStatus.OPEN
    await venue.to("58000")

    filled = await now(venue, order)
    assert (filled.status, filled.filled, prices(filled)) == (
        OrderStatus.FILLED,
        order.quantity,
        [Decimal(59000)],
    )


async def test_a_stop_waits_and_then_sells_at_what_the_market_gives(venue: Venue):
    await bought(venue)
    stop = await venue.broker.submit(asks(Side.SELL, stop="58500", reduce_only=True))
    await venue.to("58500.01")
    assert (await now(venue, stop)).status is OrderStatus.OPEN

    await venue.to("58000")

    filled = await now(venue, stop)
    assert (filled.status, prices(filled)) == (OrderStatus.FILLED, [Decimal("57988.4")])


async def test_what_the_market_has_not_is_not_traded(venue: Venue):
    await venue.to("60000", "0.04")
    order = await venue.broker.submit(asks(limit="60000"))
    assert (order.status, order.filled) == (OrderStatus.PARTIALLY_FILLED, Decimal("0.04"))

    await venue.to("59990", "0.05")
    assert (await now(venue, order)).filled == Decimal("0.09")
    await venue.to("59990")

    full = await now(venue, order)
    assert (full.status, full.filled) == (OrderStatus.FILLED, Decimal("0.1"))
    assert [Decimal(fill.quantity) for fill in full.fills] == [
        Decimal("0.04"),
        Decimal("0.05"),
        Decimal("0.01"),
    ]


async def test_reduce_only_never_sells_more_than_is_held(venue: Venue):
    await bought(venue, "0.1")
    await venue.broker.submit(asks(Side.SELL, "0.1", limit="61500", reduce_only=True))
    await venue.broker.submit(asks(Side.SELL, "0.1", limit="61600", reduce_only=True))
    await venue.broker.submit(asks(Side.SELL, "0.25", stop="58500", reduce_only=True))

    await venue.to("62000")
    await venue.to("58000")

    assert "BTC" not in await owned(venue)


# -- refusals: proven, by name, and nothing left behind


async def test_money_that_is_not_there_is_refused(venue: Venue):
    request = asks(quantity="2")

    assert await refused(venue, request) == "insufficient_funds"
    assert await venue.broker.find(sent(request)) is None
    assert await owned(venue) == {"USDT": MONEY}


async def test_an_instrument_that_nobody_trades_is_refused(venue: Venue):
    assert await refused(venue, asks(symbol="NOBODY/USDT")) == "unknown_instrument"


async def test_reducing_nothing_is_refused(venue: Venue):
    assert await refused(venue, asks(Side.SELL, reduce_only=True)) == "nothing_to_reduce"


async def refused(venue: Venue, request: OrderRequest, replaces: str | None = None) -> str:
    broker = venue.broker
    with pytest.raises(BrokerError) as told:
        await (broker.submit(request) if replaces is None else broker.replace(replaces, request))
    assert told.value.placed is Placed.NO
    return told.value.kind


# -- the second time


async def test_the_same_id_again_is_the_first_order(venue: Venue):
    if Ability.CLIENT_ID_UNIQUE not in venue.broker.abilities:
        pytest.skip("this venue does not promise it")
    request = asks()

    first = await venue.broker.submit(request)
    again = await venue.broker.submit(replace(request, quantity=Quantity("0.2")))

    assert again == first
    assert (await owned(venue))["BTC"] == Decimal("0.1")


@pytest.mark.parametrize("limit", [None, "59000"])
async def test_the_same_id_many_times_at_once_is_one_order(venue: Venue, limit: str | None):
    if Ability.CLIENT_ID_UNIQUE not in venue.broker.abilities:
        pytest.skip("this venue does not promise it")
    # Twice what there is money for: a second fill, or a refusal of the second, would show.
    request = asks(quantity="1", limit=limit)

    told = await asyncio.gather(*(venue.broker.submit(request) for _ in range(5)))

    assert all(order == told[0] for order in told)
    assert (await owned(venue)).get("BTC", 0) == (1 if limit is None else 0)
    assert len(await venue.broker.open_orders()) == (0 if limit is None else 1)


async def test_a_cancel_ends_an_order_and_a_second_one_changes_nothing(venue: Venue):
    order = await venue.broker.submit(asks(limit="59000"))

    first = await venue.broker.cancel(sent(order))
    again = await venue.broker.cancel(replace(sent(order), venue_order_id=None))
    await venue.to("58000")

    assert first is not None
    assert first.status is OrderStatus.CANCELED
    assert again == first == await now(venue, order)


async def test_a_cancel_that_comes_too_late_tells_of_the_fill(venue: Venue):
    order = await bought(venue)

    told = await venue.broker.cancel(sent(order))

    assert told == order


async def test_what_the_venue_does_not_know(venue: Venue):
    never = sent(asks())
    assert await venue.broker.find(never) is None
    assert await venue.broker.cancel(never) is None
    assert list(await venue.broker.fills([never])) == []


async def test_an_account_sees_and_ends_nothing_of_another(venue: Venue):
    mine = await venue.broker.submit(asks(limit="59000"))

    assert await venue.other.find(sent(mine)) is None
    assert await venue.other.cancel(sent(mine)) is None
    with pytest.raises(BrokerError) as told:
        await venue.other.replace(mine.venue_order_id, asks(limit="58000"))
    assert told.value.placed is Placed.NO
    assert await now(venue, mine) == mine


# -- replacing


async def test_a_replacement_takes_the_place_in_one_step(venue: Venue):
    await bought(venue)
    old = await venue.broker.submit(asks(Side.SELL, stop="58500", reduce_only=True))

    new = await venue.broker.replace(old.venue_order_id, asks(Side.SELL, stop="59500", reduce_only=True))

    assert (await now(venue, old)).status is OrderStatus.CANCELED
    assert [order.client_order_id for order in await venue.broker.open_orders()] == [new.client_order_id]


async def test_a_refused_replacement_leaves_the_old_order(venue: Venue):
    old = await venue.broker.submit(asks(limit="59000"))

    assert await refused(venue, asks(quantity="9", limit="59500"), old.venue_order_id) == "insufficient_funds"

    assert await now(venue, old) == old


async def test_what_is_gone_cannot_be_replaced(venue: Venue):
    await bought(venue)
    stop = await venue.broker.submit(asks(Side.SELL, stop="58500", reduce_only=True))
    await venue.to("58000")
    request = asks(Side.SELL, stop="59500", reduce_only=True)

    assert await refused(venue, request, stop.venue_order_id) == "nothing_to_replace"
    assert await venue.broker.find(sent(request)) is None


async def test_of_two_replacements_at_once_one_is_placed(venue: Venue):
    old = await venue.broker.submit(asks(limit="59000"))

    told = await asyncio.gather(
        *(venue.broker.replace(old.venue_order_id, asks(limit=price)) for price in ("58000", "58100")),
        return_exceptions=True,
    )

    refusals = [one for one in told if isinstance(one, BrokerError)]
    assert [(one.kind, one.placed) for one in refusals] == [("nothing_to_replace", Placed.NO)]
    assert len(await venue.broker.open_orders()) == 1


# -- fills and balances


async def test_fills_are_told_once_each_oldest_first_and_make_the_balances(venue: Venue):
    requests = [
        asks(quantity="0.3"),
        asks(Side.SELL, "0.1"),
        asks(limit="59500", quantity="0.2"),
        asks(Side.SELL, "0.2"),
    ]
    for request in requests:
        await venue.broker.submit(request)
    await venue.to("59400")

    fills = await venue.broker.fills([sent(request) for request in requests])

    assert len({fill.venue_trade_id for fill in fills}) == len(fills) == 4
    assert list(fills) == sorted(fills, key=lambda fill: fill.at)
    made: dict[str, Decimal] = defaultdict(Decimal, USDT=MONEY)
    for fill in fills:
        made["BTC"] += fill.side.sign * fill.quantity
        made["USDT"] -= fill.side.sign * fill.quantity * fill.price
        made[fill.fee.currency] -= fill.fee.amount
    assert await owned(venue) == made


async def test_fills_since_a_moment_are_the_account_s_own_from_then_on(venue: Venue):
    first = await bought(venue)
    await venue.other.submit(asks())
    [told] = await venue.broker.fills_since(OPENS_AT, {BTC})
    venue.pass_by(timedelta(minutes=5))
    await venue.to("60000")
    later = await venue.broker.submit(asks(Side.SELL, "0.04"))

    assert [fill.client_order_id for fill in await venue.broker.fills_since(OPENS_AT, {BTC})] == [
        first.client_order_id,
        later.client_order_id,
    ]
    assert list(await venue.broker.fills_since(later.fills[0].at, {BTC})) == list(later.fills)
    assert list(await venue.broker.fills_since(told.at + timedelta(days=1), {BTC})) == []


@pytest.mark.parametrize(
    ("taken_in", "fee", "sold_in"),
    [
        # 0.10 % of 6,001.20 in quote.
        ("quote", ("6.0012", "USDT"), "USDT"),
        # 0.10 % of what came in: 0.1 BTC for the purchase, dollars for the sale.
        ("received", ("0.0001", "BTC"), "USDT"),
        # 6.0012 / 3,431 = 0.0017491110..., rounded up to 1E-8.
        ("ETH", ("0.00174912", "ETH"), "ETH"),
    ],
)
async def test_fees_may_be_taken_in_other_currencies_and_balances_follow(
    database: Database, taken_in: str, fee: tuple[str, str], sold_in: str
):
    venue, floor = await paper_floor(database)
    await venue.broker.submit(asks(quantity="1", symbol="ETH/USDT"))
    before = await owned(venue)
    floor.fees_in = taken_in

    buy = await venue.broker.submit(asks(Side.BUY))
    sale = await venue.broker.submit(asks(Side.SELL, "0.09"))

    fills = (*buy.fills, *sale.fills)
    assert [one.fee.currency for one in fills] == [fee[1], sold_in]
    assert fills[0].fee.amount == Decimal(fee[0])
    made = defaultdict(Decimal, before)
    for one in fills:
        made["BTC"] += one.side.sign * one.quantity
        made["USDT"] -= one.side.sign * one.quantity * one.price
        made[one.fee.currency] -= one.fee.amount
    assert await owned(venue) == made


async def test_a_coin_that_is_not_held_is_no_way_to_pay(database: Database):
    venue, floor = await paper_floor(database)
    floor.fees_in = "ETH"

    buy = await venue.broker.submit(asks(Side.BUY))

    assert [(one.fee.amount, one.fee.currency) for one in buy.fills] == [(Decimal("6.0012"), "USDT")]


async def test_rules_are_known_for_what_is_traded(venue: Venue):
    instrument = builtin_table().get(BTC)
    assert instrument is not None

    rules = await venue.broker.rules(instrument)

    assert rules is not None
    assert (rules.tick, rules.step, rules.fee_rate) == (
        Decimal("0.01"),
        Decimal("0.00001"),
        Decimal("0.001"),
    )


async def test_it_says_whether_an_instrument_trades_now(venue: Venue):
    instrument = builtin_table().get(BTC)
    assert instrument is not None

    assert (await venue.broker.session(instrument)).is_open
