"""Robinhood's crypto interface over a socket, against a server that checks signatures and answers as the venue does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.brokers import direct
from adapters.brokers.direct import Unanswered
from adapters.brokers.reading import Unreadable
from adapters.brokers.robinhood.broker import RobinhoodBroker
from adapters.brokers.robinhood.driver import RobinhoodDriver
from adapters.brokers.robinhood.refusals import classify
from adapters.brokers.robinhood.shapes import snapshot
from adapters.brokers.robinhood.signing import Key
from core.accounts.model import Mode
from core.kernel.money import Price, Quantity
from core.market.model import ALWAYS_OPEN
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.adapters.brokers import orders
from tests.adapters.brokers.orders import OPEN, as_sent, hurried, listed
from tests.contract.venues import Venue, sent
from tests.venues import robinhood as venues
from tests.venues.floor import Floor, rules
from tests.venues.matrix import a_cancel_is_proven, one_intent_is_one_order
from tests.venues.robinhood import Robinhood, robinhood_served, secret_of
from tests.venues.schwab import kept_nowhere
from tests.venues.serving import Served
from tests.venues.trouble import TROUBLES, Asked, Trouble
from tests.worlds import MovedClock

PAGE = "<html><body>Bad Gateway</body></html>"


@dataclass(slots=True)
class Desk:
    """One account at the venue, and all of it from inside."""

    broker: RobinhoodBroker
    driver: RobinhoodDriver
    robinhood: Robinhood
    floor: Floor
    served: Served
    clock: MovedClock

    def opened(self, key: str = "k", secret: str = "MINE") -> RobinhoodBroker:
        given = {"key": key, "secret": secret_of(secret)}
        return self.driver.open("mine", given, Mode.LIVE, kept_nowhere)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = MovedClock(OPEN)
    floor = Floor(clock.now, {"BTC/USD": rules(minimum="0")}, reserves=True, shorts=False)
    async with robinhood_served(floor) as (robinhood, served):
        driver = RobinhoodDriver(clock=clock, url=served.url)
        robinhood.open("k", "MINE", Decimal(100_000))
        desk = Desk(None, driver, robinhood, floor, served, clock)  # type: ignore[arg-type]
        desk.broker = desk.opened()
        yield desk
        await driver.close()


@pytest.fixture
async def venue() -> AsyncIterator[Venue]:
    async with venues.venue(None) as venue:
        yield venue


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> Callable[[Trouble], None]:
    return hurried(monkeypatch, direct)


def buy(**changed: Any) -> OrderRequest:
    coins = {"symbol": "BTC/USD", "quantity": Quantity("0.1"), "limit_price": Price("59000.10")}
    return orders.buy(**(coins | changed))


# -- signing


def test_the_venue_s_worked_example():
    """Its own example signs the body as Python prints it: whatever text is sent is what is signed."""
    key = Key("rh-api-6148effc-c0b1-486c-8940-a1d099456be6", "xQnTJVeQLmw1/Mg2YimEViSpw/SdJcgNXZ5kQkAXNPU=")
    body = str(
        {
            "client_order_id": "131de903-5a9c-4260-abc1-28d562a5dcf0",
            "side": "buy",
            "symbol": "BTC-USD",
            "type": "market",
            "market_order_config": {"asset_quantity": "0.1"},
        }
    )
    at = datetime.fromtimestamp(1698708981, UTC)

    signed = key.headers("POST", "/api/v1/crypto/trading/orders/", body, at)

    assert signed["x-signature"] == (
        "q/nEtxp/P2Or3hph3KejBqnw5o9qeuQ+hYRnB56FaHbjDsNUY9KhB1asMxohDnzdVFSD7StaTqjSd9U9HvaRAw=="
    )
    assert signed["x-timestamp"] == "1698708981"


@pytest.mark.parametrize("secret", ["not base64", "c2hvcnQ=", ""])
def test_a_secret_that_is_no_key_is_told_and_not_repeated(secret: str):
    with pytest.raises(BrokerError) as told:
        Key("k", secret)

    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert not secret or secret not in str(told.value)
    assert repr(Key("k", secret_of("canary"))) == "Key(...)"


# -- refusals


def told(detail: str, attr: str | None = None) -> str:
    return json.dumps({"type": "validation_error", "errors": [{"detail": detail, "attr": attr}]})


@pytest.mark.parametrize(
    ("status", "body", "kind", "placed"),
    [
        (400, told("Not enough buying power."), ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (400, told("Insufficient holdings."), ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (400, told("Invalid symbol.", "symbol"), ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO),
        (400, told("This field may not be blank.", "symbol"), ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO),
        (400, told("Order size is too small.", "asset_quantity"), ErrorKind.INVALID_SIZE, Placed.NO),
        (400, told("Limit price has too many digits.", "limit_price"), ErrorKind.INVALID_PRICE, Placed.NO),
        (400, told("Order already exists.", "client_order_id"), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (400, told("Insufficient originality.", "client_order_id"), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (400, told("The moon is in the wrong house."), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (400, PAGE, ErrorKind.UNNAMED, Placed.UNKNOWN),
        (401, told("Incorrect authentication credentials."), ErrorKind.AUTH, Placed.NO),
        (401, told("Timestamp is invalid or expired."), ErrorKind.CLOCK, Placed.NO),
        (401, PAGE, ErrorKind.AUTH, Placed.UNKNOWN),
        (403, told("You do not have permission to perform this action."), ErrorKind.AUTH, Placed.NO),
        (403, PAGE, ErrorKind.AUTH, Placed.UNKNOWN),
        (404, told("Not found."), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (429, told("Request was throttled."), ErrorKind.RATE_LIMITED, Placed.UNKNOWN),
        (500, told("Not enough buying power."), ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (502, PAGE, ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (200, "[]", ErrorKind.UNNAMED, Placed.UNKNOWN),
    ],
)  # fmt: skip
def test_an_answer_is_a_refusal_only_by_a_known_sentence(
    status: int, body: str, kind: ErrorKind, placed: Placed
):
    error = classify(status, body, None)

    assert (error.kind, error.placed) == (kind, placed)


@pytest.mark.parametrize(
    ("exception", "kind", "placed"),
    [
        (Unanswered("x", sent=False), ErrorKind.UNAVAILABLE, Placed.NO),
        (Unanswered("x", sent=True), ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (Unanswered("x", sent=True, late=True), ErrorKind.TIMEOUT, Placed.UNKNOWN),
        (ValueError("x"), ErrorKind.UNNAMED, Placed.UNKNOWN),
    ],
)
def test_only_what_never_left_is_proven_not_to_be_there(
    exception: Exception, kind: ErrorKind, placed: Placed
):
    error = classify(None, "", exception)

    assert (error.kind, error.placed) == (kind, placed)


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
    await desk.broker.account_number()
    await desk.served.down()

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)


@pytest.mark.parametrize("held", ["0", "0.1"])
async def test_a_sale_of_nothing_is_told_from_one_of_what_is_bound(desk: Desk, held: str):
    if held != "0":
        await desk.broker.submit(buy(limit_price=Price(60100)))
    exit_ = buy(client_order_id="be11" + "b" * 28, side=Side.SELL, quantity=Quantity("0.2"), reduce_only=True)

    with pytest.raises(BrokerError, match="holdings") as told:
        await desk.broker.submit(exit_)

    assert told.value.placed is Placed.NO
    assert told.value.kind is (ErrorKind.NOTHING_TO_REDUCE if held == "0" else ErrorKind.INSUFFICIENT_FUNDS)


@pytest.mark.parametrize(
    "changed",
    [{"type": OrderType.TAKE_PROFIT}, {"time_in_force": TimeInForce.IOC}, {"client_order_id": "no uuid"}],
)
async def test_what_robinhood_cannot_do_is_refused_before_it_is_sent(desk: Desk, changed: dict[str, Any]):
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy(**changed))

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)
    assert desk.served.weather.seen == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"quantity": Quantity("0.000001")}, ErrorKind.INVALID_SIZE),
        ({"limit_price": Price("59000.001")}, ErrorKind.INVALID_PRICE),
    ],
)
async def test_what_is_off_its_steps_is_refused_by_name(desk: Desk, changed: dict[str, Any], kind: ErrorKind):
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy(**changed))

    assert (told.value.kind, told.value.placed) == (kind, Placed.NO)


async def test_a_halted_and_a_delisted_coin_are_refused_by_name(desk: Desk):
    desk.floor.closed.add("BTC/USD")
    with pytest.raises(BrokerError) as halted:
        await desk.broker.submit(buy())
    del desk.floor.listings["BTC/USD"]
    with pytest.raises(BrokerError) as gone:
        await desk.broker.submit(buy())

    assert [(one.value.kind, one.value.placed) for one in (halted, gone)] == [
        (ErrorKind.MARKET_CLOSED, Placed.NO),
        (ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO),
    ]


async def test_a_key_that_was_taken_back_a_wrong_secret_and_a_clock_that_is_off(desk: Desk):
    await desk.broker.account_number()
    kinds = []
    for broken in (desk.opened(secret="other"), desk.opened(key="nobody")):
        with pytest.raises(BrokerError) as told:
            await broker_submits(broken)
        kinds.append((told.value.kind, told.value.placed))
    desk.floor.now = lambda: OPEN + timedelta(seconds=31)
    with pytest.raises(BrokerError) as told:
        await broker_submits(desk.broker)
    kinds.append((told.value.kind, told.value.placed))
    del desk.robinhood.keys["k"]
    with pytest.raises(BrokerError) as told:
        await broker_submits(desk.broker)
    kinds.append((told.value.kind, told.value.placed))

    assert kinds == [
        (ErrorKind.AUTH, Placed.NO),
        (ErrorKind.AUTH, Placed.NO),
        (ErrorKind.CLOCK, Placed.NO),
        (ErrorKind.AUTH, Placed.NO),
    ]
    assert desk.floor.orders == []


async def broker_submits(broker: RobinhoodBroker) -> None:
    await broker.submit(buy())


async def test_the_same_id_again_is_no_second_order_and_the_first_is_found(desk: Desk):
    first = await desk.broker.submit(buy())
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())
    found = await desk.broker.find(as_sent(buy()))

    assert told.value.placed is Placed.UNKNOWN
    assert found is not None
    assert (len(desk.floor.orders), found.venue_order_id) == (1, first.venue_order_id)


# -- what goes there, and what it tells


async def test_what_goes_on_the_wire_is_what_was_asked_to_the_last_digit(desk: Desk):
    await desk.broker.submit(buy(type=OrderType.STOP_LIMIT, stop_price=Price("58999.99")))

    [asked] = [one for one in desk.served.weather.seen if one.asked is Asked.ORDER]
    assert json.loads(asked.body) == {
        "client_order_id": "be11aaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
        "side": "buy",
        "symbol": "BTC-USD",
        "type": "stop_limit",
        "stop_limit_order_config": {
            "asset_quantity": "0.1",
            "limit_price": "59000.1",
            "stop_price": "58999.99",
            "time_in_force": "gtc",
        },
    }


async def test_one_fee_is_shared_among_the_parts_of_an_order_to_the_last_cent(desk: Desk):
    desk.floor.price("BTC/USD", "59000", "0.03")
    await desk.broker.submit(buy(limit_price=Price("59500")))
    desk.floor.price("BTC/USD", "58000")

    found = await desk.broker.find(as_sent(buy()))
    assert found is not None
    first, second = found.fills
    # 0.03 at 59,011.80 and 0.07 at the limit: 0.10 % of 1,770.354 and of 4,165.
    assert (str(first.fee.amount.normalize()), str(second.fee.amount.normalize())) == ("1.770354", "4.165")
    assert [one.venue_trade_id.rpartition("-")[2] for one in found.fills] == ["0.03", "0.1"]
    assert [one.client_order_id for one in await desk.broker.fills_since(OPEN, ())] == [
        "be11" + "a" * 28,
        "be11" + "a" * 28,
    ]


async def test_listings_are_read_to_their_end(desk: Desk):
    desk.robinhood.page_most = 2
    for number in range(5):
        await desk.broker.submit(buy(client_order_id=f"be11{number:028}", quantity=Quantity("0.01")))

    assert len(await desk.broker.open_orders()) == 5
    last = buy(client_order_id=f"be11{4:028}", quantity=Quantity("0.01"))
    assert await desk.broker.find(as_sent(last)) is not None


async def test_a_key_is_checked_and_its_account_shown_by_its_last_letters(desk: Desk):
    checked = await desk.driver.check({"key": "k", "secret": secret_of("MINE")})

    assert (checked.label, checked.currency, checked.mode) == ("…MINE", "USD", Mode.LIVE)
    assert [money.amount for money in checked.balances] == [100_000]
    assert checked.rights.withdraw is False
    with pytest.raises(BrokerError):
        await desk.driver.check({"key": "k"})


async def test_coins_trade_around_the_clock_and_shares_not_at_all(desk: Desk):
    bitcoin = await desk.broker.rules(listed("BTC/USD"))

    assert bitcoin is not None
    assert (str(bitcoin.tick), str(bitcoin.step)) == ("0.01", "0.00001")
    assert await desk.broker.rules(listed("AAPL")) is None
    assert await desk.broker.rules(listed("ETH/USD")) is None
    assert await desk.broker.session(listed("BTC/USD")) == ALWAYS_OPEN


def test_a_state_that_nobody_knows_is_open_and_said_and_what_lacks_a_number_is_not_guessed():
    order = {
        "id": "r1",
        "client_order_id": "be11aaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
        "symbol": "BTC-USD",
        "side": "sell",
        "type": "market",
        "state": "moonrise",
        "market_order_config": {"asset_quantity": "0.5"},
    }
    shot = snapshot(order)

    assert (shot.status, shot.reason, shot.side) == (OrderStatus.OPEN, "Robinhood says moonrise", Side.SELL)
    for broken in (
        {"side": "lend"},
        {"state": None},
        {"market_order_config": None},
        {"filled_asset_quantity": "NaN"},
    ):
        with pytest.raises(Unreadable):
            snapshot({**order, **broken})
