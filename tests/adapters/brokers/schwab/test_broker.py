"""Schwab through its client library, over a socket, against a server that answers as the venue does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from adapters.brokers.schwab import client as client_module
from adapters.brokers.schwab.broker import SchwabBroker
from adapters.brokers.schwab.driver import SchwabDriver, make
from adapters.brokers.schwab.refusals import SIGN_IN_AGAIN
from core.accounts.model import Mode
from core.kernel.errors import Unavailable
from core.kernel.money import Price, Quantity
from core.market.symbols import builtin_table
from core.orders.model import OrderStatus, OrderType, Side
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.adapters.brokers.orders import OPEN, as_sent, buy, hurried, listed
from tests.bot.chat.post import until
from tests.contract.venues import Venue, sent
from tests.venues import schwab as venues
from tests.venues.floor import Floor, rules
from tests.venues.matrix import a_cancel_is_proven, one_intent_is_one_order
from tests.venues.schwab import CALLBACK, KEY, SECRET, Schwab, SignedIn, credentials, schwab_served, shares
from tests.venues.serving import Served
from tests.venues.trouble import TROUBLES, Asked, Fate, Trouble
from tests.worlds import MovedClock

APP = {"key": KEY, "secret": SECRET, "callback": CALLBACK}


@dataclass(slots=True)
class Desk:
    """One account at the venue, and all of it from inside."""

    broker: SchwabBroker
    driver: SchwabDriver
    schwab: Schwab
    floor: Floor
    served: Served
    clock: MovedClock
    given: SignedIn
    kept: list[Mapping[str, str]]
    lost: int = 0

    async def keep(self, credentials: Mapping[str, str]) -> None:
        if self.lost:
            self.lost -= 1
            raise Unavailable("no database")
        self.kept.append(credentials)


@asynccontextmanager
async def at_the_desk(app: Mapping[str, str] | None = APP) -> AsyncIterator[Desk]:
    clock = MovedClock(OPEN)
    floor = shares(clock.now, {"AAPL": rules(step="1", minimum="0"), "MSFT": rules(step="1")})
    floor.price("AAPL", "200")
    async with schwab_served(floor) as (schwab, served):
        driver = make("schwab", clock=clock, table=builtin_table(), url=served.url, app=app)
        schwab.open("HASH", "11112222", Decimal(100_000))
        given = schwab.sign_in("HASH")
        desk = Desk(None, driver, schwab, floor, served, clock, given, [])  # type: ignore[arg-type]
        if app is not None:
            desk.broker = driver.open("mine", credentials(given), Mode.LIVE, desk.keep)
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
    return hurried(monkeypatch, client_module)


AAPL = listed("AAPL")


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
    await desk.served.down()

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)


async def test_an_order_on_the_wire_comes_to_its_end_though_nobody_waits(desk: Desk):
    desk.served.weather.plan(Trouble(name="silence", fate=Fate.SILENCE, reaches=True))
    waiting = asyncio.create_task(desk.broker.submit(buy()))
    await until(lambda: len(desk.floor.orders) == 1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    closing = asyncio.create_task(desk.driver.close())
    await asyncio.sleep(0)
    assert not closing.done(), "it waits for what is being written"
    desk.served.weather.end()
    await closing
    assert [one.status for one in desk.floor.orders] == [OrderStatus.OPEN]


# -- no ids of ours


async def test_an_address_that_names_another_order_is_not_believed(desk: Desk):
    await desk.broker.submit(buy(client_order_id="be11" + "0" * 28, quantity=Quantity(3)))
    desk.schwab.wrong_location = True
    request = buy()

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(request)
    assert (told.value.kind, told.value.placed) == (ErrorKind.UNNAMED, Placed.UNKNOWN)

    found = await desk.broker.find(as_sent(request))
    assert found is not None
    assert (int(found.quantity), found.client_order_id) == (10, request.client_order_id)


async def test_an_address_that_names_the_same_order_of_before_is_not_believed(desk: Desk):
    await desk.broker.submit(buy(client_order_id="be11" + "0" * 28))
    desk.schwab.wrong_location = True

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())

    assert told.value.placed is Placed.UNKNOWN
    found = await desk.broker.find(as_sent(buy()))
    assert found is not None
    assert found.venue_order_id == str(venues.FIRST_ID + 2)


async def test_a_clock_of_ours_that_is_ahead_does_not_put_an_order_in_doubt(desk: Desk):
    desk.floor.now = lambda: OPEN - timedelta(seconds=30)

    assert (await desk.broker.submit(buy())).status is OrderStatus.OPEN


async def test_two_that_fit_are_for_a_person_to_look_at(desk: Desk):
    for id_ in ("b", "c"):
        await desk.broker.submit(buy(client_order_id="be11" + id_ * 28))
    fresh = desk.driver.open("mine", credentials(desk.given), Mode.LIVE, desk.keep)

    with pytest.raises(BrokerError) as told:
        await fresh.find(as_sent(buy()))

    assert (told.value.kind, told.value.placed) == (ErrorKind.AMBIGUOUS, Placed.UNKNOWN)
    first, second = told.value.candidates
    assert (first.quantity, first.filled, first.at) == (second.quantity, second.filled, second.at)
    found = await fresh.find(replace(as_sent(buy()), venue_order_id=second.venue_order_id))
    assert found is not None
    assert found.venue_order_id == second.venue_order_id


async def test_orders_that_are_known_are_not_taken_for_another(desk: Desk):
    known = await desk.broker.submit(buy(client_order_id="be11" + "b" * 28))

    assert await desk.broker.find(as_sent(buy())) is None
    again = await desk.broker.find(as_sent(buy(client_order_id=known.client_order_id)))
    assert again == known


async def test_what_was_found_once_is_known_by_its_id(desk: Desk):
    desk.floor.place("HASH", buy())
    first = await desk.broker.find(as_sent(buy()))
    desk.floor.place("HASH", buy())

    assert first is not None
    assert await desk.broker.find(as_sent(buy())) == first


async def test_orders_and_fills_of_a_process_before_have_the_venue_s_id_only(desk: Desk):
    filled = await desk.broker.submit(buy(limit_price=Price(201)))
    resting = await desk.broker.submit(buy(client_order_id="be11" + "b" * 28))
    fresh = desk.driver.open("mine", credentials(desk.given), Mode.LIVE, desk.keep)

    [fill] = await fresh.fills_since(OPEN, {"AAPL"})
    [order] = await fresh.open_orders()

    assert (fill.client_order_id, fill.venue_order_id) == ("", filled.venue_order_id)
    assert (order.client_order_id, order.venue_order_id) == ("", resting.venue_order_id)
    assert [one.client_order_id for one in await desk.broker.fills_since(OPEN, {"AAPL"})] == [
        filled.client_order_id
    ]


# -- refusals


async def test_an_order_that_was_accepted_and_rejected_a_moment_later_is_refused(desk: Desk):
    desk.schwab.late_refusals = True

    with pytest.raises(BrokerError, match="buying power") as told:
        await desk.broker.submit(buy(quantity=Quantity(10_000)))

    assert (told.value.kind, told.value.placed) == (ErrorKind.INSUFFICIENT_FUNDS, Placed.NO)
    found = await desk.broker.find(as_sent(buy(quantity=Quantity(10_000))))
    assert found is not None
    assert found.status is OrderStatus.REJECTED


@pytest.mark.parametrize("held", [0, 10])
async def test_a_sale_of_nothing_is_told_from_one_of_what_is_bound(desk: Desk, held: int):
    if held:
        await desk.broker.submit(buy(limit_price=Price(201)))
    exit_ = buy(client_order_id="be11" + "b" * 28, side=Side.SELL, quantity=Quantity(11), reduce_only=True)

    with pytest.raises(BrokerError, match="oversold") as told:
        await desk.broker.submit(exit_)

    assert told.value.placed is Placed.NO
    assert told.value.kind is (ErrorKind.INSUFFICIENT_FUNDS if held else ErrorKind.NOTHING_TO_REDUCE)


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
    assert await desk.broker.rules(AAPL) is None


async def test_an_entry_at_market_after_hours_is_not_kept_for_the_morning(desk: Desk):
    desk.clock.pass_by(timedelta(hours=7))
    market = buy(type=OrderType.MARKET, limit_price=None)

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(market)

    assert (told.value.kind, told.value.placed) == (ErrorKind.MARKET_CLOSED, Placed.NO)
    assert desk.served.weather.count(Asked.ORDER) == 0


async def test_what_goes_on_the_wire_is_what_was_asked_to_the_last_digit(desk: Desk):
    await desk.broker.submit(buy(limit_price=Price("199.10"), quantity=Quantity("7")))

    [asked] = [one for one in desk.served.weather.seen if one.asked is Asked.ORDER]
    assert '"price":"199.1"' in asked.body.replace(" ", "")
    assert '"quantity":7,' in asked.body.replace(" ", "")


# -- fees


async def test_a_fill_has_the_fee_that_its_transaction_was_booked_with(desk: Desk):
    order = await desk.broker.submit(buy(limit_price=Price(201)))

    [fill] = order.fills
    # 10 at 200.04 are 2,000.40; 0.10 % of that.
    assert (Decimal(fill.price), fill.fee.amount, fill.fee.currency) == (
        Decimal("200.04"),
        Decimal("2.0004"),
        "USD",
    )


# -- signing in


async def test_a_stale_token_is_refreshed_first_and_the_new_one_kept(desk: Desk):
    desk.clock.pass_by(timedelta(minutes=26))

    await desk.broker.balances()
    await desk.broker.balances()

    [kept] = desk.kept
    assert (kept["access_token"], kept["refresh_token"]) == (desk.given.access, desk.given.refresh)
    assert kept["access_token"] != "access-1"
    assert (kept["account"], kept["until"]) == ("HASH", (OPEN + timedelta(days=7)).isoformat())


async def test_a_token_that_could_not_be_kept_is_kept_at_the_next_call(desk: Desk):
    desk.clock.pass_by(timedelta(minutes=26))
    desk.lost = 1

    await desk.broker.balances()
    assert desk.kept == []
    await desk.broker.balances()
    assert len(desk.kept) == 1


async def test_a_sign_in_of_seven_days_ago_asks_nobody_and_says_what_to_do(desk: Desk):
    desk.clock.pass_by(timedelta(days=7))

    with pytest.raises(BrokerError, match=SIGN_IN_AGAIN) as told:
        await desk.broker.submit(buy())

    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert desk.served.weather.seen == []


async def test_a_sign_in_that_was_taken_back_is_told_and_nothing_is_placed(desk: Desk):
    desk.schwab.signed_in.clear()

    with pytest.raises(BrokerError, match=SIGN_IN_AGAIN) as told:
        await desk.broker.submit(buy())
    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)

    with pytest.raises(BrokerError, match=SIGN_IN_AGAIN):
        await desk.broker.balances()
    assert desk.served.weather.count(Asked.ORDER) == 1


async def test_a_token_that_ended_before_its_time_costs_one_refusal_and_no_question(desk: Desk):
    desk.given.access_until = OPEN

    with pytest.raises(BrokerError):
        await desk.broker.submit(buy())
    placed = await desk.broker.submit(buy())
    assert placed.status is OrderStatus.OPEN

    desk.given.access_until = OPEN
    assert await desk.broker.balances()


async def test_somebody_signs_in_ticks_one_account_and_trades():
    async with at_the_desk() as desk:
        desk.schwab.codes["C0.abc@"] = ("HASH",)
        assert "state=st" in desk.driver.sign_in("st")

        got = await desk.driver.signed_in(f"{CALLBACK}?code=C0.abc%40&state=st")
        checked = await desk.driver.check(got)
        broker = desk.driver.open("mine", got, Mode.LIVE, desk.keep)

        assert (checked.label, checked.currency, checked.mode) == ("…2222", "USD", Mode.LIVE)
        assert checked.until == OPEN + timedelta(days=7)
        assert (checked.rights.trade, checked.rights.withdraw) == (True, False)
        assert [money.amount for money in checked.balances] == [100_000]
        assert (await broker.submit(buy())).status is OrderStatus.OPEN


async def test_of_several_accounts_none_is_chosen_for_somebody(desk: Desk):
    desk.schwab.open("HASH2", "33334444", Decimal(5))
    desk.schwab.codes["c"] = ("HASH", "HASH2")

    with pytest.raises(BrokerError, match="2 accounts") as told:
        await desk.driver.signed_in(f"{CALLBACK}?code=c&state=s")

    assert told.value.kind is ErrorKind.AMBIGUOUS


async def test_a_code_is_good_once(desk: Desk):
    desk.schwab.codes["c"] = ("HASH",)
    await desk.driver.signed_in(f"{CALLBACK}?code=c&state=s")

    with pytest.raises(BrokerError) as told:
        await desk.driver.signed_in(f"{CALLBACK}?code=c&state=s")
    assert told.value.kind is ErrorKind.AUTH


async def test_an_installation_that_is_not_registered_says_so():
    async with at_the_desk(app=None) as desk:
        with pytest.raises(BrokerError, match="not registered") as told:
            desk.driver.sign_in("s")

        assert told.value.kind is ErrorKind.UNSUPPORTED


# -- hours, rules and prices


@pytest.mark.parametrize(
    ("at", "is_open", "next_"),
    [
        (OPEN, True, datetime(2026, 11, 17, 21, 0, tzinfo=UTC)),
        (datetime(2026, 11, 17, 22, 0, tzinfo=UTC), False, datetime(2026, 11, 18, 14, 30, tzinfo=UTC)),
        # A Friday evening.
        (datetime(2026, 11, 20, 22, 0, tzinfo=UTC), False, datetime(2026, 11, 23, 14, 30, tzinfo=UTC)),
    ],
)
async def test_the_venue_says_when_it_trades(at: datetime, is_open: bool, next_: datetime):
    async with at_the_desk() as desk:
        desk.clock.pass_by(at - OPEN)
        desk.schwab.signed_in[0].access_until = desk.schwab.signed_in[0].refresh_until

        session = await desk.broker.session(AAPL)

        assert session.is_open is is_open
        assert (session.closes_at if is_open else session.opens_at) == next_


async def test_rules_and_prices_of_what_is_traded(desk: Desk):
    allowed = await desk.broker.rules(AAPL)
    quote = await desk.broker.quote(AAPL)
    coin = listed("BTC/USDT")

    assert allowed is not None
    assert [Decimal(one) for one in (allowed.tick, allowed.step, allowed.minimum_quantity)] == [
        Decimal("0.01"),
        1,
        1,
    ]
    assert quote is not None
    assert [Decimal(one) for one in (quote.last, quote.bid, quote.ask)] == [
        200,
        Decimal("199.96"),
        Decimal("200.04"),
    ]
    assert await desk.broker.rules(coin) is None
    assert await desk.broker.quote(coin) is None


async def test_rules_are_asked_for_once_for_all_accounts(desk: Desk):
    other = desk.driver.open("other", credentials(desk.schwab.sign_in("HASH")), Mode.LIVE, desk.keep)

    await desk.broker.rules(AAPL)
    await other.rules(AAPL)

    assert len(desk.served.weather.seen) == 1


async def test_nothing_of_an_account_is_written_into_logs(desk: Desk, caplog: pytest.LogCaptureFixture):
    """The client's library writes whole answers and addresses into its own log."""
    caplog.set_level(logging.DEBUG)
    desk.clock.pass_by(timedelta(minutes=26))

    await desk.broker.submit(buy(limit_price=Price(201)))
    await desk.broker.balances()

    secrets = (SECRET, desk.given.access, "access-1", desk.given.refresh, "11112222", "HASH")
    assert [secret for secret in secrets if secret in caplog.text] == []


async def test_nothing_that_is_secret_is_in_what_is_told(desk: Desk):
    desk.schwab.signed_in.clear()
    with pytest.raises(BrokerError) as told:
        await desk.broker.balances()

    secrets = (SECRET, desk.given.access, desk.given.refresh)
    assert not any(secret in f"{told.value!r} {desk.broker!r} {desk.driver!r}" for secret in secrets)
