"""Questions about orders in doubt: side by side, within bounds, those of exits first. Time is the simulator's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

import pytest

from bot.app import VOCABULARY
from core.accounts.model import Account, Mode
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.money import Money
from core.orders.inquiry import UNANSWERED_MOST
from core.orders.model import Order, OrderSnapshot, OrderStatus, Purpose, Sent, VenueFill
from core.orders.reconcile import settle
from core.orders.road import QUESTIONS_OF_ACCOUNT, Rank
from core.portfolio.model import Portfolio
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed
from core.recovery.compare import compare_account
from storage.tables import TABLES
from tests.core.builders import NOW, an_order
from tests.simulation.loop import SeededLoop, Timeline
from tests.simulation.store import Memory, MemoryStore
from tests.simulation.test_store import Turns
from tests.worlds import MovedClock, ToldBroker, a_world_on, turns

ROUND_TRIP = 0.05


@dataclass(slots=True)
class Counting(ToldBroker):
    """A venue that counts its questions: each takes a round trip, and none is heard while it is `silent`."""

    abilities: Ability = Ability.CLIENT_ID_UNIQUE
    resting: list[OrderSnapshot] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    at_once: int = 0
    most: int = 0
    silent: bool = False
    refuses: ErrorKind | None = None

    async def _heard(self, what: str) -> None:
        self.calls.append(what)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await (asyncio.Event().wait() if self.silent else asyncio.sleep(ROUND_TRIP))
        finally:
            self.at_once -= 1
        if self.refuses is not None:
            raise BrokerError(self.refuses, Placed.NO, "not now")

    async def find(self, order: Sent) -> OrderSnapshot | None:
        await self._heard(f"find {order.client_order_id}")
        return self.known.get(order.client_order_id)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        await self._heard("open_orders")
        return self.resting

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        await self._heard(f"fills {' '.join(one.client_order_id for one in orders)}")
        return ()

    async def fills_since(self, since: object, symbols: object) -> Sequence[VenueFill]:
        await self._heard("fills_since")
        return ()

    async def balances(self) -> Sequence[Money]:
        await self._heard("balances")
        return ()


def doubt(number: int, account: str, purpose: Purpose = Purpose.ENTRY) -> Order:
    order = an_order(purpose, id=f"{number:03d}", price="60000", status=OrderStatus.UNKNOWN)
    at = NOW + timedelta(milliseconds=number)
    return replace(order, client_order_id=f"be11-{number:03d}", account=account, created_at=at)


def rests(order: Order) -> OrderSnapshot:
    return OrderSnapshot(
        venue_order_id=f"v-{order.id}",
        client_order_id=order.client_order_id,
        symbol=order.symbol,
        status=OrderStatus.OPEN,
        quantity=order.quantity,
    )


def lived(
    orders: Sequence[Order], broker: Counting, do: Callable[[World], Awaitable[object]] = settle
) -> tuple[float, dict[str, OrderStatus]]:
    """What these orders are once the venue was asked, and how many virtual seconds that took."""
    memory = Memory(TABLES.mappers)

    async def main() -> float:
        clock = MovedClock()
        store = MemoryStore(memory, clock, VOCABULARY, {}, lambda: None, Turns())
        world = a_world_on(store, clock=clock, brokers=broker)
        async with store.unit() as unit:
            await unit.add(orders)
        begun = asyncio.get_running_loop().time()
        await do(world)
        return asyncio.get_running_loop().time() - begun

    loop = SeededLoop(Timeline(), Random(1), lambda step: None)
    try:
        seconds = loop.run_until_complete(main())
    finally:
        loop.bury()
    return seconds, {order.id: order.status for order in memory.all(Order)}


def test_256_accounts_are_asked_side_by_side():
    """One by one they would take 256 round trips: 12.8 seconds."""
    orders = [doubt(number, f"account {number}") for number in range(256)]
    broker = Counting(in_flight=128, known={one.client_order_id: rests(one) for one in orders})

    seconds, statuses = lived(orders, broker)

    assert set(statuses.values()) == {OrderStatus.OPEN}
    assert len(broker.calls) == 256
    assert broker.most == 64  # half of the places: the rest is for what gets out
    assert seconds == pytest.approx(4 * ROUND_TRIP, abs=0.03)


def test_what_rests_in_one_account_is_read_in_one_listing():
    orders = [doubt(number, "account") for number in range(40)]
    broker = Counting(resting=[rests(one) for one in orders])

    seconds, statuses = lived(orders, broker)

    assert set(statuses.values()) == {OrderStatus.OPEN}
    assert broker.calls == ["open_orders"]
    assert seconds == pytest.approx(ROUND_TRIP, abs=0.03)


def test_what_does_not_rest_is_asked_for_one_by_one_within_the_account_s_budget():
    """The listing proves nothing of those that are not in it: they may be filled, canceled or never placed."""
    orders = [doubt(number, "account") for number in range(12)]
    broker = Counting(known={one.client_order_id: rests(one) for one in orders})

    seconds, statuses = lived(orders, broker)

    assert set(statuses.values()) == {OrderStatus.OPEN}
    assert broker.calls[0] == "open_orders"
    assert sorted(broker.calls[1:]) == [f"find {one.client_order_id}" for one in orders]
    assert broker.most == QUESTIONS_OF_ACCOUNT
    assert seconds == pytest.approx(4 * ROUND_TRIP, abs=0.03)


def test_exits_are_asked_about_first_however_late_they_came():
    entries = [doubt(number, f"account {number}") for number in range(6)]
    exits = [doubt(6, "account 6", Purpose.STOP), doubt(7, "account 7", Purpose.CLOSE)]
    orders = [*entries, *exits]
    broker = Counting(in_flight=2, known={one.client_order_id: rests(one) for one in orders})

    lived(orders, broker)

    assert broker.most == 1
    # Turns are drawn here: one entry may have had its place before anybody waited for it.
    assert {"find be11-006", "find be11-007"} <= set(broker.calls[:3])


def test_a_silent_venue_costs_one_wait_and_leaves_room_for_an_exit():
    orders = [doubt(number, f"account {number}") for number in range(100)]
    broker = Counting(in_flight=16, silent=True)
    waited: list[float] = []

    async def meanwhile(world: World) -> None:
        asking = asyncio.ensure_future(settle(world))
        await turns(200)
        before = asyncio.get_running_loop().time()
        await world.roads.to("told", 16).take(1, Rank.EXIT)
        waited.append(asyncio.get_running_loop().time() - before)
        await asking

    seconds, statuses = lived(orders, broker, meanwhile)

    assert set(statuses.values()) == {OrderStatus.UNKNOWN}
    assert waited == [0.0]
    assert len(broker.calls) == 8 >= UNANSWERED_MOST
    assert seconds == pytest.approx(20.0, abs=0.1)


def test_a_venue_that_says_too_much_is_asked_is_asked_no_more():
    orders = [doubt(number, f"account {number}") for number in range(100)]
    broker = Counting(in_flight=8, refuses=ErrorKind.RATE_LIMITED)

    lived(orders, broker)

    assert len(broker.calls) == 4


def test_one_account_whose_key_is_dead_keeps_nobody_else_from_being_asked():
    orders = [doubt(number, f"account {number}") for number in range(20)]
    broker = Counting(in_flight=2, refuses=ErrorKind.AUTH)

    lived(orders, broker)

    assert len(broker.calls) == 20


def test_an_account_that_cannot_be_had_keeps_nobody_else_from_being_asked():
    orders = [doubt(number, f"account {number}") for number in range(3)]

    class Missing(Counting):
        async def of(self, account: str) -> Broker:
            if account == "account 0":
                raise Unavailable("no broker")
            return self

    broker = Missing(known={one.client_order_id: rests(one) for one in orders})

    _, statuses = lived(orders, broker)

    assert statuses == {"000": OrderStatus.UNKNOWN, "001": OrderStatus.OPEN, "002": OrderStatus.OPEN}


def test_a_comparison_waits_for_a_place_like_everybody_who_asks():
    account = Account(
        id="account", person="ann", venue="told", mode=Mode.LIVE, currency="USDT", opened_at=NOW
    )
    book = Portfolio(
        id="portfolio", person="ann", account="account", mode=Mode.LIVE, currency="USDT", opened_at=NOW
    )
    broker = Counting(in_flight=4)

    async def compare(world: World) -> None:
        async with world.store.unit() as unit:
            await unit.add([book])
        road = world.roads.to("told", 4)
        await road.take(4)
        looking = asyncio.ensure_future(compare_account(world, account, deep=True))
        await turns(200)
        assert broker.calls == []
        road.give_back(4)
        await looking

    lived([], broker, compare)

    assert broker.calls == ["open_orders", "fills_since", "balances"]
