"""Webull over a socket, against a server that checks signatures and answers as the venue does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.brokers import direct
from adapters.brokers.reading import Unreadable
from adapters.brokers.webull import broker as broker_module
from adapters.brokers.webull.broker import WebullBroker
from adapters.brokers.webull.driver import WebullDriver, make, shares_trade
from adapters.brokers.webull.shapes import snapshot
from core.accounts.model import Mode
from core.kernel.money import Price, Quantity
from core.market.model import ALWAYS_OPEN, Session
from core.market.symbols import builtin_table
from core.orders.model import OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.adapters.brokers.orders import OPEN, as_sent, buy, hurried, listed
from tests.contract.venues import Venue, sent
from tests.venues import webull as venues
from tests.venues.floor import Floor, rules
from tests.venues.matrix import a_cancel_is_proven, one_intent_is_one_order
from tests.venues.schwab import kept_nowhere, shares
from tests.venues.serving import Served
from tests.venues.trouble import TROUBLES, Asked, Trouble
from tests.venues.webull import Webull, webull_served
from tests.worlds import MovedClock


@dataclass(slots=True)
class Desk:
    """One account at the venue, and all of it from inside."""

    broker: WebullBroker
    driver: WebullDriver
    webull: Webull
    floor: Floor
    served: Served
    clock: MovedClock

    def opened(self, **credentials: str) -> WebullBroker:
        return self.driver.open("mine", {"key": "k", "secret": "s", **credentials}, Mode.LIVE, kept_nowhere)


@asynccontextmanager
async def at_the_desk() -> AsyncIterator[Desk]:
    clock = MovedClock(OPEN)
    floor = shares(clock.now, {"AAPL": rules(step="1", minimum="0"), "MSFT": rules(step="1")})
    floor.price("AAPL", "200")
    async with webull_served(floor) as (webull, served):
        driver = WebullDriver(
            clock=clock, url=served.url, hours=lambda _: ALWAYS_OPEN, questions=(10_000, 1.0)
        )
        webull.open("k", "s", "MINE", money=Decimal(100_000))
        desk = Desk(None, driver, webull, floor, served, clock)  # type: ignore[arg-type]
        desk.broker = desk.opened()
        yield desk
        await driver.close()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with at_the_desk() as desk:
        yield desk


@pytest.fixture
async def venue() -> AsyncIterator[Venue]:
    async with venues.venue(None) as venue:
        yield venue


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> Callable[[Trouble], None]:
    return hurried(monkeypatch, direct)


# -- whatever goes wrong on the way


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.name)
async def test_one_intent_is_one_order_whatever_happens_to_it(
    venue: Venue, hurry: Callable[[Trouble], None], trouble: Trouble
):
    request = venue.asks(limit="59000")
    await venue.broker.balances()
    hurry(trouble)

    await one_intent_is_one_order(venue, request, sent(request), trouble)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.name)
async def test_a_cancel_is_proven_whatever_happens_to_it(
    venue: Venue, hurry: Callable[[Trouble], None], trouble: Trouble
):
    order = await venue.broker.submit(venue.asks(limit="59000"))
    hurry(trouble)

    await a_cancel_is_proven(venue, sent(order), trouble)


async def test_a_venue_that_is_not_there_has_no_order(desk: Desk):
    await desk.broker.account()
    await desk.served.down()

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)


# -- refusals


@pytest.mark.parametrize("held", [0, 10])
async def test_a_sale_of_nothing_is_told_from_one_of_what_is_bound(desk: Desk, held: int):
    if held:
        await desk.broker.submit(buy(limit_price=Price(201)))
    exit_ = buy(client_order_id="be11" + "b" * 28, side=Side.SELL, quantity=Quantity(11), reduce_only=True)

    with pytest.raises(BrokerError, match="CAN_NOT_SELL_SHORT") as told:
        await desk.broker.submit(exit_)

    assert told.value.placed is Placed.NO
    assert told.value.kind is (ErrorKind.INSUFFICIENT_FUNDS if held else ErrorKind.NOTHING_TO_REDUCE)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"quantity": Quantity("0.5")}, ErrorKind.INVALID_SIZE),
        ({"type": OrderType.TAKE_PROFIT}, ErrorKind.UNSUPPORTED),
        ({"time_in_force": TimeInForce.IOC}, ErrorKind.UNSUPPORTED),
    ],
)
async def test_what_webull_cannot_do_is_refused_before_it_is_sent(
    desk: Desk, changed: dict[str, Any], kind: ErrorKind
):
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy(**changed))

    assert (told.value.kind, told.value.placed) == (kind, Placed.NO)
    assert desk.served.weather.seen == []


async def test_a_closed_market_and_a_symbol_that_went_away_are_refused_by_name(desk: Desk):
    desk.floor.closed.add("AAPL")
    with pytest.raises(BrokerError) as closed:
        await desk.broker.submit(buy())
    del desk.floor.listings["AAPL"]
    with pytest.raises(BrokerError) as gone:
        await desk.broker.submit(buy())

    assert [(one.value.kind, one.value.placed) for one in (closed, gone)] == [
        (ErrorKind.MARKET_CLOSED, Placed.NO),
        (ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO),
    ]
    assert await desk.broker.rules(listed("AAPL")) is None


async def test_an_entry_at_market_after_hours_is_not_kept_for_the_morning(desk: Desk):
    driver = WebullDriver(clock=desk.clock, url=desk.served.url, hours=lambda _: Session(is_open=False))
    broker = driver.open("mine", {"key": "k", "secret": "s"}, Mode.LIVE, kept_nowhere)

    with pytest.raises(BrokerError) as told:
        await broker.submit(buy(type=OrderType.MARKET, limit_price=None))

    assert (told.value.kind, told.value.placed) == (ErrorKind.MARKET_CLOSED, Placed.NO)
    assert desk.served.weather.seen == []


async def test_a_key_that_was_taken_back_a_wrong_secret_and_a_clock_that_is_off(desk: Desk):
    kinds = []
    await desk.broker.account()
    for broken in (desk.opened(secret="other"), desk.opened(key="nobody"), desk.opened(token="unasked")):
        with pytest.raises(BrokerError) as told:
            await broken.submit(buy())
        kinds.append((told.value.kind, told.value.placed))
    del desk.webull.keys["k"]
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())
    kinds.append((told.value.kind, told.value.placed))
    desk.webull.keys["k"] = "s"
    desk.floor.now = lambda: OPEN + timedelta(minutes=6)
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())
    kinds.append((told.value.kind, told.value.placed))

    assert kinds == [(ErrorKind.AUTH, Placed.NO)] * 4 + [(ErrorKind.CLOCK, Placed.NO)]
    assert desk.floor.orders == []


async def test_the_same_id_again_is_no_second_order_and_the_first_is_found(desk: Desk):
    first = await desk.broker.submit(buy())
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())
    found = await desk.broker.find(as_sent(buy()))

    assert told.value.placed is Placed.UNKNOWN
    assert found is not None
    assert (len(desk.floor.orders), found.venue_order_id) == (1, first.venue_order_id)


# -- what it tells


async def test_an_order_is_one_fill_at_its_average_price_with_all_its_fees_once_it_is_over(desk: Desk):
    desk.floor.price("AAPL", "199", "4")
    order = await desk.broker.submit(buy())
    part = await desk.broker.find(as_sent(buy()))
    desk.floor.price("AAPL", "198")
    whole = await desk.broker.find(as_sent(buy()))

    assert part is not None
    assert (part.status, int(part.filled), part.fills) == (OrderStatus.PARTIALLY_FILLED, 4, ())
    assert whole is not None
    [fill] = whole.fills
    # 4 at 199.04 and 6 at the limit of 199.50: 1,993.16; 0.10 % of it.
    assert (int(fill.quantity), str(fill.price), str(fill.fee.amount.normalize())) == (
        10,
        "199.316",
        "1.99316",
    )
    assert [fill.venue_trade_id] == [one.venue_trade_id for one in await desk.broker.fills_since(OPEN, ())]
    assert fill.venue_order_id == order.venue_order_id


async def test_listings_are_read_to_their_end(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(broker_module, "PAGE", 2)
    desk.webull.page_most = 2
    for number in range(5):
        await desk.broker.submit(buy(client_order_id=f"be11{number:028}"))

    assert len(await desk.broker.open_orders()) == 5


async def test_a_key_with_several_accounts_wants_one_of_them_named(desk: Desk):
    desk.webull.open("k2", "s", "ONE", "TWO", money=Decimal(5))
    with pytest.raises(BrokerError, match="2 accounts") as told:
        await desk.opened(key="k2").submit(buy())
    named = desk.opened(key="k2", account="5-TWO")

    assert (told.value.kind, told.value.placed) == (ErrorKind.AMBIGUOUS, Placed.NO)
    assert await named.account() == "id-TWO"


async def test_a_key_is_checked_and_its_account_shown_by_its_last_letters(desk: Desk):
    checked = await desk.driver.check({"key": "k", "secret": "s"})

    assert (checked.label, checked.currency, checked.mode) == ("…MINE", "USD", Mode.LIVE)
    assert [money.amount for money in checked.balances] == [100_000]
    assert checked.rights.withdraw is False
    assert checked.skew_seconds is not None
    with pytest.raises(BrokerError):
        await desk.driver.check({"key": "k"})


async def test_what_goes_on_the_wire_is_what_was_asked_to_the_last_digit(desk: Desk):
    await desk.broker.submit(buy(limit_price=Price("199.10")))

    [asked] = [one for one in desk.served.weather.seen if one.asked is Asked.ORDER]
    assert '"limit_price":"199.1"' in asked.body
    assert '"quantity":"10"' in asked.body
    assert "x-app-secret" not in {name.lower() for name in asked.headers}


def test_a_status_that_nobody_knows_is_open_and_said_and_what_lacks_a_number_is_not_guessed():
    order = {
        "order_id": "W1",
        "client_order_id": "ours",
        "symbol": "AAPL",
        "side": "SHORT",
        "status": "MOONRISE",
        "total_quantity": "3",
        "filled_quantity": "",
    }
    shot = snapshot(order)

    assert (shot.status, shot.reason, shot.side) == (OrderStatus.OPEN, "Webull says MOONRISE", Side.SELL)
    for broken in (
        {"total_quantity": "NaN"},
        {"side": "LEND"},
        {"status": None},
        {"status": "FILLED", "filled_quantity": "3"},
    ):
        with pytest.raises(Unreadable):
            snapshot({**order, **broken})


async def test_shares_trade_by_the_exchange_s_calendar():
    driver = make("webull", clock=MovedClock(OPEN), table=builtin_table(), url=None)
    broker = driver.open("mine", {"key": "k", "secret": "s"}, Mode.LIVE, kept_nowhere)

    assert (await broker.session(listed("AAPL"))).closes_at == datetime(2026, 11, 17, 21, tzinfo=UTC)
    thanksgiving = shares_trade(datetime(2026, 11, 26, 15, tzinfo=UTC))
    assert thanksgiving is not None
    assert not thanksgiving.is_open
