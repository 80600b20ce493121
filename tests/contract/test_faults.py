"""Whatever goes wrong on the way to a venue: one intent is one order there at most, and the books follow it.

Every trouble meets every kind of order, through the whole program on the paper venue. What must hold afterwards
is looked up on both sides: in our rows and in the venue's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from adapters.brokers.faulty import Fault, Faults, Faulty, Trouble
from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.bookkeeping import Delivery, DeliveryState
from core.kernel.money import ZERO
from core.market.model import Session
from core.market.symbols import builtin_table
from core.orders.lifecycle import LIVE
from core.orders.model import Order, OrderStatus, OrderType, Purpose, Trade
from core.paper.model import PaperBalance, PaperFill, PaperOrder
from core.portfolio.model import Position
from core.ports.broker import BrokerError, ErrorKind, Placed
from storage.database import Database
from tests.contract.venues import BTC, asks, paper_floor
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.story.stage import Stage
from tests.worlds import MovedClock, as_sent

pytestmark = pytest.mark.postgres_when_heavy

UNPROVEN = (OrderStatus.SUBMITTING, OrderStatus.UNKNOWN, OrderStatus.PENDING_CANCEL)
ASKED = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
KINDS = (OrderType.LIMIT, OrderType.STOP)
LINES = (ASKED, "1", "clock: +1m", "market: BTC/USDT 61500", "clock: +1m", "clock: +1m", "clock: +10m")


async def played(stage: Stage, app: App, console: Console) -> None:
    """A trade is asked for and taken, its first target is reached, and time passes."""
    for line in LINES:
        await console.do(parse(line))
        await console.flush()
        await stage.weather.pass_by(app.world)
        await app.relay.quiet()


async def must_hold(app: App) -> None:
    """Nothing is in doubt; one order a client id at the venue; our position is what the venue holds."""
    view = app.world.view
    orders = await view.all(Order)
    assert [one for one in orders if one.status in UNPROVEN] == []
    at_venue = await view.all(PaperOrder)
    known = {order.client_order_id: order for order in orders}
    assert set(known) >= {order.client_order_id for order in at_venue}
    entries = Counter(
        known[order.client_order_id].trade
        for order in at_venue
        if known[order.client_order_id].purpose is Purpose.ENTRY
    )
    assert all(count == 1 for count in entries.values())
    booked = {row.symbol: row.quantity for row in await view.all(Position)}
    held = {row.asset: row.amount for row in await view.all(PaperBalance)}
    assert booked.get(BTC, ZERO) == held.get("BTC", ZERO)
    await must_be_covered(app, orders)


async def must_be_covered(app: App, orders: object) -> None:
    """What is held has one working stop for all of it, at the venue too."""
    for trade in await app.world.view.all(Trade):
        if not trade.held:
            continue
        stops = [
            order
            for order in await app.world.view.all(Order, trade=trade.id, purpose=Purpose.STOP)
            if order.status in LIVE
        ]
        [stop] = stops
        resting = await app.world.view.get(PaperOrder, stop.client_order_id)
        assert resting is not None
        assert resting.status is OrderStatus.OPEN
        assert resting.quantity >= trade.held


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("trouble", [one for one in Trouble if one not in (Trouble.REFUSE, Trouble.TWIN)])
@pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)
async def test_one_intent_is_one_order_whatever_happens_to_it(trouble: Trouble, kind: OrderType, url: str):
    stage = Stage(url)
    stage.weather.faults.plan(Fault(trouble=trouble, type=kind))
    async with stage.open() as (app, console):
        await played(stage, app, console)

        assert not stage.weather.faults.planned, "the trouble must have happened"
        await must_hold(app)
    assert stage.broken == []


@pytest.mark.parametrize("trouble", [Trouble.LOSE_ORDER, Trouble.LOSE_ANSWER])
async def test_a_lost_replacement_of_a_stop_is_one_stop_in_the_end(trouble: Trouble, url: str):
    stage = Stage(url)
    stage.weather.faults.plan(Fault(trouble=trouble, verb="replace"))
    async with stage.open() as (app, console):
        await played(stage, app, console)

        assert not stage.weather.faults.planned
        await must_hold(app)


RESTING = ("/trade buy 1 sol at 140", "1")


@pytest.mark.parametrize("trouble", [Trouble.LOSE_ORDER, Trouble.LOSE_ANSWER])
async def test_a_lost_cancel_is_asked_for_again_until_it_is_proven(trouble: Trouble, url: str):
    stage = Stage(url)
    stage.weather.faults.plan(Fault(trouble=trouble, verb="cancel"))
    async with stage.open() as (app, console):
        for line in (*RESTING, "/panic entries"):
            await console.do(parse(line))
        assert [one.status for one in await app.world.view.all(Order)] == [OrderStatus.PENDING_CANCEL]
        await console.do(parse("clock: +5s"))

        [order] = await app.world.view.all(Order)
        [at_venue] = await app.world.view.all(PaperOrder)
        assert (order.status, at_venue.status) == (OrderStatus.CANCELED, OrderStatus.CANCELED)
    assert stage.broken == []


@pytest.mark.postgres_when_heavy(False)
async def test_a_venue_that_is_silent_for_a_while_gets_its_cancel_when_it_is_back(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        for line in RESTING:
            await console.do(parse(line))
        stage.weather.say("silent 10m")
        for line in ("/panic entries", "clock: +1m", "clock: +1m", "clock: +1m", "clock: +1m", "clock: +1m"):
            await console.do(parse(line))
        assert [one.status for one in await app.world.view.all(Order)] == [OrderStatus.PENDING_CANCEL]
        await console.do(parse("clock: +6m"))

        assert [one.status for one in await app.world.view.all(Order)] == [OrderStatus.CANCELED]
        assert await app.world.view.all(Delivery, state=DeliveryState.DEAD) == []
    assert stage.broken == []


@pytest.mark.postgres_when_heavy(False)
async def test_what_a_venue_says_twice_is_booked_once(url: str):
    stage = Stage(url)
    stage.weather.faults.repeats = True
    async with stage.open() as (app, console):
        await played(stage, app, console)

        await must_hold(app)
        fills = await app.world.view.all(PaperFill)
        assert len({fill.client_order_id for fill in fills}) == len(fills)


@pytest.mark.parametrize("seed", ["1", "2", "3", "4", "5", "6", "7", "8"])
@pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)
async def test_in_any_weather_of_a_seed_the_books_follow_the_venue(seed: str, url: str):
    stage = Stage(url)
    faults = stage.weather.faults
    faults.seed, faults.rate, faults.latency = seed, Decimal("0.3"), timedelta(milliseconds=300)
    async with stage.open() as (app, console):
        for line in LINES[:4]:
            await console.do(parse(line))
        faults.end()
        for line in LINES[4:]:
            await console.do(parse(line))
            await stage.weather.pass_by(app.world)
            await app.relay.quiet()

        at_venue = Counter(order.client_order_id for order in await app.world.view.all(PaperOrder))
        assert max(at_venue.values(), default=0) <= 1
        booked = {row.symbol: row.quantity for row in await app.world.view.all(Position)}
        held = {row.asset: row.amount for row in await app.world.view.all(PaperBalance)}
        assert booked.get(BTC, ZERO) == held.get("BTC", ZERO)
        assert [one for one in await app.world.view.all(Order) if one.status in UNPROVEN] == []


# -- what one fault does to one call


async def behind(database: Database, faults: Faults) -> Faulty:
    return Faulty((await paper_floor(database))[0].broker, "mine", faults)


async def failing(broker: Faulty, kind: ErrorKind, placed: Placed) -> None:
    with pytest.raises(BrokerError) as told:
        await broker.submit(asks())
    assert (told.value.kind, told.value.placed) == (kind, placed)


async def test_a_lost_order_is_not_there_and_a_lost_answer_is(database: Database):
    faults = Faults(clock=MovedClock())
    broker = await behind(database, faults)
    lost, taken = asks(), asks()

    faults.plan(Fault(trouble=Trouble.LOSE_ORDER), Fault(trouble=Trouble.LOSE_ANSWER))
    for request in (lost, taken):
        with pytest.raises(BrokerError) as told:
            await broker.submit(request)
        assert told.value.placed is Placed.UNKNOWN

    assert await broker.find(as_sent(lost)) is None
    found = await broker.find(as_sent(taken))
    assert found is not None
    assert found.status is OrderStatus.FILLED


async def test_a_hidden_order_shows_after_its_time_and_the_venue_stops_promising_to_show_at_once(
    database: Database,
):
    clock = MovedClock()
    faults = Faults(clock=clock)
    broker = await behind(database, faults)
    consistent = broker.abilities
    request = asks()
    faults.plan(Fault(trouble=Trouble.HIDE, lasts=timedelta(seconds=5)))
    with pytest.raises(BrokerError):
        await broker.submit(request)

    assert await broker.find(as_sent(request)) is None
    clock.pass_by(timedelta(seconds=5))

    assert await broker.find(as_sent(request)) is not None
    assert broker.abilities != consistent


async def test_a_late_fill_is_open_until_its_time(database: Database):
    clock = MovedClock()
    faults = Faults(clock=clock)
    broker = await behind(database, faults)
    faults.plan(Fault(trouble=Trouble.FILL_LATE, lasts=timedelta(seconds=10)))

    request = asks()
    first = await broker.submit(request)
    fills = await broker.fills([as_sent(request)])
    clock.pass_by(timedelta(seconds=10))
    then = await broker.find(as_sent(request))

    assert (first.status, first.fills, list(fills)) == (OrderStatus.OPEN, (), [])
    assert then is not None
    assert (then.status, len(then.fills)) == (OrderStatus.FILLED, 1)


async def test_half_a_fill_is_a_cancel_of_the_rest(database: Database):
    faults = Faults(clock=MovedClock())
    broker = await behind(database, faults)
    faults.plan(Fault(trouble=Trouble.FILL_PART))

    shot = await broker.submit(asks(quantity="0.1"))

    assert (shot.status, shot.quantity, shot.filled) == (
        OrderStatus.CANCELED,
        Decimal("0.1"),
        Decimal("0.05"),
    )


async def test_what_keeps_a_call_from_the_venue_is_proof_that_nothing_was_placed(database: Database):
    clock = MovedClock()
    faults = Faults(clock=clock, silent_until=clock.now() + timedelta(seconds=30))
    broker = await behind(database, faults)

    await failing(broker, ErrorKind.UNAVAILABLE, Placed.NO)
    clock.pass_by(timedelta(seconds=30))
    faults.revoked = True
    await failing(broker, ErrorKind.AUTH, Placed.NO)
    faults.end()
    faults.untraded.add(BTC)
    await failing(broker, ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO)
    faults.end()
    faults.plan(Fault(trouble=Trouble.REFUSE, kind=ErrorKind.INVALID_PRICE))
    await failing(broker, ErrorKind.INVALID_PRICE, Placed.NO)

    assert (await broker.submit(asks())).status is OrderStatus.FILLED


async def test_a_closed_market_says_when_it_opens_and_then_trades(database: Database):
    clock = MovedClock()
    opens = clock.now() + timedelta(hours=1)
    broker = await behind(database, Faults(clock=clock, closed={BTC: opens}))
    instrument = builtin_table().get(BTC)
    assert instrument is not None

    assert await broker.session(instrument) == Session(is_open=False, opens_at=opens)
    await failing(broker, ErrorKind.MARKET_CLOSED, Placed.NO)
    clock.pass_by(timedelta(hours=1))

    assert (await broker.session(instrument)).is_open
    assert (await broker.submit(asks())).status is OrderStatus.FILLED


async def test_an_order_on_its_way_takes_its_time_and_two_together_take_it_once(database: Database):
    clock = MovedClock()
    broker = await behind(database, Faults(clock=clock, latency=timedelta(seconds=2)))
    began = clock.now()

    await broker.submit(asks())

    assert clock.now() - began == timedelta(seconds=2)


def test_a_seed_draws_the_same_weather_again():
    def drawn(seed: str) -> list[Trouble | None]:
        faults = Faults(clock=MovedClock(), seed=seed, rate=Decimal("0.5"))
        found = [faults.take("submit") for _ in range(40)]
        return [None if fault is None else fault.trouble for fault in found]

    assert drawn("a") == drawn("a") != drawn("b")
    assert {replace(Fault(trouble=one)).trouble for one in drawn("a") if one} > {Trouble.HIDE}
