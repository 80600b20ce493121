"""The whole program on a Schwab account, through its client library: what the want of our ids there must not break."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from adapters.brokers.schwab.broker import Ids
from adapters.brokers.schwab.driver import make
from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from bot.present.reply import Reply
from core.accounts.model import Mode
from core.market.symbols import builtin_table
from core.orders.chain import broken_at
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Order, OrderAudit, OrderRequest, OrderStatus, Purpose
from core.portfolio.model import Position
from core.ports.broker import Broker
from tests.story.stage import Stage
from tests.venues.floor import Floor, Placed, rules
from tests.venues.schwab import (
    CALLBACK,
    KEY,
    SECRET,
    Schwab,
    credentials,
    kept_nowhere,
    schwab_served,
    shares,
)
from tests.venues.trouble import TROUBLES, Weather

pytestmark = pytest.mark.postgres_when_heavy

ASKED = ("market: AAPL 200", "/trade buy 10 aapl sl 190 tp 220", "1")
ANSWERS_LOST = ("closed_after", "reset_after", "cut_body", "page_502_after", "empty_200")


@dataclass(slots=True)
class House:
    """The program at work, and the venue that all its accounts are at."""

    app: App
    console: Console
    stage: Stage
    schwab: Schwab
    floor: Floor
    weather: Weather
    told: list[Reply] = field(default_factory=list)

    async def play(self, *lines: str) -> list[str]:
        """Carry these out, the market being the same on both sides; the titles of what was told."""
        told = list[str]()
        for line in lines:
            if line.startswith("market: AAPL "):
                self.floor.price("AAPL", line.removeprefix("market: AAPL "))
            await self.console.do(parse(line))
            replies = [answer.reply for _, answer in await self.console.flush()]
            self.told += replies
            told += [reply.title for reply in replies]
        return told

    def meets(self, name: str) -> None:
        self.weather.plan(next(one for one in TROUBLES if one.name == name))

    async def orders(self, purpose: Purpose) -> Sequence[Order]:
        return [one for one in await self.app.world.view.all(Order) if one.purpose is purpose]

    async def booked(self) -> Decimal:
        rows = await self.app.world.view.all(Position)
        return sum((row.quantity for row in rows if row.symbol == "AAPL"), Decimal(0))

    def held(self) -> Decimal:
        """What the venue says that all accounts have."""
        return sum(
            (self.floor.balances(one).get("AAPL", Decimal(0)) for one in self.schwab.accounts), Decimal(0)
        )

    def bought(self) -> list[Placed]:
        return [one for one in self.floor.orders if one.order.side.value == "BUY"]


@pytest.fixture
async def house(url: str) -> AsyncIterator[House]:
    async with at_schwab(url) as house:
        yield house


@asynccontextmanager
async def at_schwab(url: str) -> AsyncIterator[House]:
    """Every account of the program is one at Schwab, with 100,000 dollars."""
    stage = Stage(url)
    floor = shares(stage.clock.now, {"AAPL": rules(step="1", minimum="0", fee=Decimal(0))})
    async with schwab_served(floor) as (schwab, served):
        schwab.hours = (0, 0), (23, 59)
        app = {"key": KEY, "secret": SECRET, "callback": CALLBACK}
        driver = make("schwab", clock=stage.clock, table=builtin_table(), url=served.url, app=app)
        brokers = dict[str, Broker]()

        def there(_broker: Broker, account: str) -> Broker:
            if account not in brokers:
                name = f"H{len(brokers)}"
                schwab.open(name, f"1111{len(brokers)}", Decimal(100_000))
                given = credentials(schwab.sign_in(name))
                brokers[account] = driver.open(account, given, Mode.LIVE, kept_nowhere)
            return brokers[account]

        stage.weather.around = there  # type: ignore[method-assign,assignment]
        async with stage.open() as (program, console):
            yield House(program, console, stage, schwab, floor, served.weather)
        await driver.close()
    assert stage.broken == []


@pytest.mark.parametrize("name", ANSWERS_LOST)
async def test_a_purchase_whose_answer_was_lost_is_found_booked_once_and_protected(house: House, name: str):
    house.meets(name)

    await house.play(*ASKED, "clock: +1m", "clock: +1m")

    [entry], [stop] = await house.orders(Purpose.ENTRY), await house.orders(Purpose.STOP)
    assert len(house.bought()) == 1
    assert (entry.status, stop.status) == (OrderStatus.FILLED, OrderStatus.OPEN)
    assert await house.booked() == house.held() == 10
    [resting] = [one for one in house.floor.orders if one.resting]
    assert (str(resting.order.quantity), str(resting.order.stop_price)) == ("10", "190")


async def test_a_purchase_that_never_arrived_is_not_there_and_nothing_is_sent_again(house: House):
    house.meets("closed_before")

    await house.play(*ASKED, "clock: +1m", "clock: +1m", "clock: +1m", "clock: +1m")

    [entry] = await house.orders(Purpose.ENTRY)
    assert (entry.status, house.floor.orders) == (OrderStatus.ABSENT, [])


async def test_where_somebody_placed_the_same_by_hand_nothing_is_guessed(house: House):
    """The order stays in doubt, its owner hears of it, and neither purchase is booked under the wrong name."""
    house.meets("closed_after")
    await house.play(*ASKED)
    [ours] = house.floor.orders
    house.floor.place(ours.order.account, _again(ours))

    told = await house.play("clock: +1m", "clock: +1m", "clock: +1m")

    doubts = [one for one in house.told if "Not sure" in one.title]
    assert ["several orders there fit" in str(one.blocks) for one in doubts] == [False, True]
    [entry] = await house.orders(Purpose.ENTRY)
    assert entry.status is OrderStatus.UNKNOWN
    rows = sorted(await house.app.world.view.all(OrderAudit, order=entry.id), key=lambda one: one.number)
    assert [row.evidence for row in rows].count("ambiguous") == 1
    assert broken_at(entry, rows, {}) == ""
    assert len(house.bought()) == 2
    assert await house.app.world.view.all(Fill) == []
    assert not any("Bought" in title for title in told)


@pytest.mark.postgres_when_heavy(False)
async def test_what_was_placed_before_a_restart_is_known_by_the_venue_s_own_id(url: str):
    async with at_schwab(url) as house:
        await house.play(*ASKED, "clock: +1m")
        fills = len(await house.app.world.view.all(Fill))
        # A process that knows nothing: what rests and what traded is told under the venue's ids alone.
        account = (await house.orders(Purpose.ENTRY))[0].account
        broker = await house.app.world.brokers.of(account)
        broker._broker._ids = Ids()  # type: ignore[attr-defined]

        await house.play("clock: +1m", "clock: +5m", "market: AAPL 189", "clock: +1m", "clock: +1m")

        assert fills == 1
        assert len(await house.app.world.view.all(Fill)) == 2
        assert await house.booked() == house.held() == 0
        orders = await house.app.world.view.all(Order)
        assert [one for one in orders if one.status in LIVE or one.triggered_by == "outside"] == []


def _again(placed: Placed) -> OrderRequest:
    """The same order, from another hand."""
    order = placed.order
    return OrderRequest(
        client_order_id="", symbol=order.symbol, side=order.side, type=order.type, quantity=order.quantity
    )
