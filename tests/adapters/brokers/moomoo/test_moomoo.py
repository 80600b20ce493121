"""Moomoo over the facade of its library: calls that block, sentences that prove nothing, our id in a remark."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.brokers.moomoo import broker as broker_module
from adapters.brokers.moomoo import shapes
from adapters.brokers.moomoo.broker import MoomooBroker, classify
from adapters.brokers.moomoo.driver import MoomooDriver, make
from adapters.brokers.moomoo.facade import Answered, Gateway
from adapters.brokers.reading import Unreadable
from core.accounts.model import Mode
from core.kernel.money import ZERO, Quantity
from core.market.model import ALWAYS_OPEN, Session
from core.market.symbols import builtin_table
from core.orders.model import OrderStatus, OrderType, TimeInForce
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.adapters.brokers.orders import OPEN, as_sent, buy, listed
from tests.venues.floor import Floor, rules
from tests.venues.moomoo import FakeOpenD
from tests.venues.schwab import kept_nowhere, shares
from tests.worlds import MovedClock

# Every way in which a write may end that is no whole answer, before and after the venue did it.
TROUBLES = [f"{how}_{when}" for how in ("error", "hang", "empty") for when in ("before", "after")]


@dataclass(slots=True)
class Desk:
    """One account at the gateway, and all of it from inside."""

    broker: MoomooBroker
    driver: MoomooDriver
    gateway: FakeOpenD
    floor: Floor
    clock: MovedClock

    def opened(self, **credentials: str) -> MoomooBroker:
        return self.driver.open("mine", {"port": "11111", **credentials}, Mode.LIVE, kept_nowhere)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = MovedClock(OPEN)
    floor = shares(clock.now, {"AAPL": rules(step="1", minimum="0")})
    floor.open("MINE", {"USD": Decimal(100_000)})
    floor.price("AAPL", "200")
    gateway = FakeOpenD(floor, {1: "MINE"})
    driver = MoomooDriver(
        clock=clock,
        reach=lambda host, port, password: gateway,
        hours=lambda _: ALWAYS_OPEN,
        pace=(10_000, 1.0),
    )
    desk = Desk(None, driver, gateway, floor, clock)  # type: ignore[arg-type]
    desk.broker = desk.opened()
    yield desk
    gateway.hangs.set()
    await driver.close()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Nobody waits long for an answer that never comes; any other may take its time on a busy machine."""

    def hurry(trouble: str) -> None:
        if trouble.startswith("hang"):
            monkeypatch.setattr(broker_module, "ANSWER_SECONDS", 1.0)

    return hurry


# -- whatever goes wrong on the way


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_one_intent_is_one_order_whatever_happens_to_it(
    desk: Desk, hurry: Callable[[str], None], trouble: str
):
    await desk.broker.balances()
    hurry(trouble)
    desk.gateway.troubles.append(trouble)

    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy())
    desk.gateway.hangs.set()
    found = await desk.broker.find(as_sent(buy()))

    assert told.value.placed is Placed.UNKNOWN
    assert desk.gateway.calls.count("place") == 1
    assert len(desk.floor.orders) == trouble.endswith("after")
    assert (found is not None) is trouble.endswith("after")


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_cancel_is_proven_whatever_happens_to_it(
    desk: Desk, hurry: Callable[[str], None], trouble: str
):
    await desk.broker.submit(buy())
    hurry(trouble)
    desk.gateway.troubles.append(trouble)

    try:
        told = await desk.broker.cancel(as_sent(buy()))
    except BrokerError:
        told = None
    desk.gateway.hangs.set()
    again = await desk.broker.cancel(as_sent(buy()))

    assert told is None or told.status is desk.floor.orders[0].status or trouble.endswith("before")
    assert again is not None
    assert again.status is desk.floor.orders[0].status is OrderStatus.CANCELED


async def test_a_refusal_without_a_code_proves_nothing(desk: Desk):
    with pytest.raises(BrokerError, match="insufficient") as told:
        await desk.broker.submit(buy(quantity=Quantity(10_000)))

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNNAMED, Placed.UNKNOWN)
    assert classify(Answered(-1)).placed is Placed.UNKNOWN


async def test_accounts_at_one_gateway_share_one_connection():
    floor = shares(MovedClock(OPEN).now, {"AAPL": rules(step="1", minimum="0")})
    floor.open("MINE", {"USD": Decimal(5)})
    gateway, reached = FakeOpenD(floor, {1: "MINE"}), list[int]()

    def reach(host: str, port: int, password: str) -> Gateway:
        reached.append(port)
        return gateway

    driver = MoomooDriver(clock=MovedClock(OPEN), reach=reach, hours=lambda _: ALWAYS_OPEN)
    for name in ("a", "b"):
        given = {"port": "11111", "account": "1"}
        await driver.open(name, given, Mode.LIVE, kept_nowhere).balances()
    await driver.close()

    assert (reached, gateway.closed) == ([11111], True)


async def test_a_gateway_that_is_not_there_has_no_order():
    def nobody(host: str, port: int, password: str) -> Gateway:
        raise ConnectionRefusedError(port)

    driver = MoomooDriver(clock=MovedClock(OPEN), reach=nobody, hours=lambda _: ALWAYS_OPEN)
    broker = driver.open("mine", {"port": "11111"}, Mode.LIVE, kept_nowhere)

    with pytest.raises(BrokerError) as told:
        await broker.submit(buy())

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)
    await driver.close()


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"quantity": Quantity("0.5")}, ErrorKind.INVALID_SIZE),
        ({"time_in_force": TimeInForce.FOK}, ErrorKind.UNSUPPORTED),
    ],
)
async def test_what_moomoo_cannot_do_is_refused_before_it_is_sent(
    desk: Desk, changed: dict[str, Any], kind: ErrorKind
):
    with pytest.raises(BrokerError) as told:
        await desk.broker.submit(buy(**changed))

    assert (told.value.kind, told.value.placed) == (kind, Placed.NO)
    assert desk.gateway.calls == []


async def test_an_entry_at_market_after_hours_is_not_kept_for_the_morning(desk: Desk):
    driver = MoomooDriver(
        clock=desk.clock, reach=lambda *_: desk.gateway, hours=lambda _: Session(is_open=False)
    )
    broker = driver.open("mine", {"port": "11111"}, Mode.LIVE, kept_nowhere)

    with pytest.raises(BrokerError) as told:
        await broker.submit(buy(type=OrderType.MARKET, limit_price=None))

    assert (told.value.kind, told.value.placed) == (ErrorKind.MARKET_CLOSED, Placed.NO)
    assert desk.gateway.calls == []
    await driver.close()


async def test_two_orders_of_one_remark_are_for_a_person(desk: Desk):
    for _ in range(2):
        desk.floor.place("MINE", buy())

    with pytest.raises(BrokerError) as told:
        await desk.broker.find(as_sent(buy()))

    assert (told.value.kind, told.value.placed) == (ErrorKind.AMBIGUOUS, Placed.UNKNOWN)
    first, second = told.value.candidates
    assert (first.quantity, first.filled) == (second.quantity, second.filled)
    # Once its owner has said which, that one is asked about.
    found = await desk.broker.find(replace(as_sent(buy()), venue_order_id=second.venue_order_id))
    assert found is not None
    assert found.venue_order_id == second.venue_order_id


# -- what it tells


async def test_floats_are_read_by_their_shortest_text_and_one_fee_is_shared(desk: Desk):
    desk.floor.price("AAPL", "199.1", "4")
    await desk.broker.submit(buy())
    desk.floor.price("AAPL", "198")

    found = await desk.broker.find(as_sent(buy()))
    assert found is not None
    # 4 at 199.14 and 6 at the limit: 0.10 % of 796.56 and of 1,197.
    assert [(str(one.price), str(one.fee.amount.normalize())) for one in found.fills] == [
        ("199.14", "0.79656"),
        ("199.5", "1.197"),
    ]
    assert [one.at for one in found.fills] == [OPEN, OPEN]
    assert list(await desk.broker.fills_since(OPEN + timedelta(seconds=1), ())) == []


async def test_a_gateway_with_several_accounts_wants_one_of_them_named(desk: Desk):
    desk.gateway.names[22] = "TWO"
    desk.floor.open("TWO", {"USD": Decimal(7)})

    with pytest.raises(BrokerError, match="2 accounts") as told:
        await desk.opened().submit(buy())
    checked = await desk.driver.check({"port": "11111", "account": "22"})

    assert (told.value.kind, told.value.placed) == (ErrorKind.AMBIGUOUS, Placed.NO)
    assert ([str(money.amount) for money in checked.balances], checked.label) == (["7.0"], "…22")


async def test_shares_of_the_united_states_only(desk: Desk):
    assert await desk.broker.rules(listed("AAPL")) is not None
    assert await desk.broker.rules(listed("BTC/USDT")) is None
    assert (await desk.broker.session(listed("AAPL"))).is_open


@pytest.mark.parametrize("port", ["", "eleven", "-1"])
def test_a_port_is_a_whole_number(port: str):
    driver = MoomooDriver(clock=MovedClock(), reach=lambda *_: None, hours=lambda _: None)  # type: ignore[arg-type]

    with pytest.raises(BrokerError) as told:
        driver.open("mine", {"port": port}, Mode.LIVE, kept_nowhere)
    assert told.value.kind is ErrorKind.AUTH


def test_a_library_that_is_missing_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "moomoo", None)
    monkeypatch.delitem(sys.modules, "adapters.brokers.moomoo.opend", raising=False)

    with pytest.raises(BrokerError, match=r"bellwether\[moomoo\]") as told:
        make("moomoo", clock=MovedClock(), table=builtin_table(), url=None)
    assert told.value.kind is ErrorKind.UNSUPPORTED


ROW: dict[str, Any] = {
    "order_id": "M1",
    "remark": "ours",
    "code": "US.AAPL",
    "trd_side": "SELL",
    "order_status": "SUBMITTED",
    "qty": 10.0,
    "dealt_qty": 0.0,
}


@pytest.mark.parametrize(
    ("raw", "filled", "status", "reason"),
    [
        ("SUBMITTED", 0.0, OrderStatus.OPEN, ""),
        ("WAITING_SUBMIT", 0.0, OrderStatus.OPEN, ""),
        ("FILLED_PART", 4.0, OrderStatus.PARTIALLY_FILLED, ""),
        ("CANCELLING_PART", 4.0, OrderStatus.PARTIALLY_FILLED, ""),
        ("FILLED_ALL", 10.0, OrderStatus.FILLED, ""),
        ("CANCELLED_PART", 4.0, OrderStatus.CANCELED, ""),
        ("CANCELLED_ALL", 0.0, OrderStatus.CANCELED, ""),
        ("FAILED", 0.0, OrderStatus.REJECTED, ""),
        ("FAILED", 4.0, OrderStatus.CANCELED, ""),
        ("TIMEOUT", 0.0, OrderStatus.OPEN, "Moomoo says TIMEOUT"),
        ("MOONRISE", 0.0, OrderStatus.OPEN, "Moomoo says MOONRISE"),
    ],
)
def test_statuses(raw: str, filled: float, status: OrderStatus, reason: str):
    shot = shapes.snapshot({**ROW, "order_status": raw, "dealt_qty": filled}, (), ZERO)

    assert (shot.status, shot.reason) == (status, reason)


@pytest.mark.parametrize(
    "broken", [{"qty": float("nan")}, {"qty": "ten"}, {"order_id": None}, {"trd_side": "LEND"}, {"code": ""}]
)
def test_a_row_that_lacks_what_it_must_have_is_not_guessed_at(broken: dict[str, Any]):
    with pytest.raises(Unreadable):
        shapes.snapshot({**ROW, **broken}, (), ZERO)


def test_what_was_sold_short_is_below_zero():
    positions = [{"code": "US.AAPL", "qty": 3.0, "position_side": "SHORT"}]
    held = shapes.holdings([{"cash": 0.1}], positions)

    assert [(str(one.amount), one.currency) for one in held] == [("0.1", "USD"), ("-3.0", "AAPL")]
