"""The whole program with accounts at Alpaca instead of paper ones, through the library and over a real socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal

import pytest

from adapters.brokers.alpaca.driver import AlpacaDriver
from adapters.brokers.alpaca.hosts import Patience, hosts_at
from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.accounts.model import Mode
from core.market.model import Rules
from core.market.symbols import builtin_table
from core.orders.lifecycle import FINAL
from core.orders.model import Order, OrderStatus, Purpose, TimeInForce
from core.portfolio.model import Position
from core.ports.broker import Broker
from tests.story.stage import Stage
from tests.venues.alpaca import COIN_FEE, SHARE, keep
from tests.venues.alpaca_server import Alpaca, Key, asked
from tests.venues.floor import Floor, rules
from tests.venues.serving import serving

pytestmark = pytest.mark.postgres_when_heavy

COIN = {"BTC/USDT": rules(step="0.000000001", minimum="10", fee=COIN_FEE)}
MONEY = Decimal(100_000)


@dataclass(slots=True)
class Program:
    """The program at work, and the venue that its orders go to."""

    app: App
    console: Console
    floor: Floor

    async def do(self, *lines: str) -> str:
        """Carry these out; all that was told meanwhile."""
        told = []
        for line in lines:
            await self.console.do(parse(line))
            told += [str(answer) for _, answer in await self.console.flush()]
        return "\n".join(told)

    async def move(self, symbol: str, price: str) -> str:
        """The market goes there, the venue's and the program's."""
        self.floor.price(symbol, price)
        return await self.do(f"market: {symbol} {price}", "clock: +1m")

    async def orders(self, purpose: Purpose) -> list[Order]:
        """Orders of this purpose, the oldest first."""
        found = await self.app.world.view.all(Order, purpose=purpose)
        return sorted(found, key=lambda order: (order.created_at, order.id))


@asynccontextmanager
async def at_alpaca(url: str, listings: Mapping[str, Rules], quote: str) -> AsyncIterator[Program]:
    stage = Stage(url)
    floor = Floor(stage.clock.now, listings, reserves=True)
    floor.fees_in = "received"
    alpaca = Alpaca(floor)
    async with serving(alpaca.app(), floor, asked) as served:
        patience = Patience(connect=2, answer=5, whole=9)
        driver = AlpacaDriver(stage.clock, builtin_table(), hosts_at(served.url), patience, 8)

        def opened(broker: Broker, account: str) -> Broker:
            key = {"key": f"PK{account}", "secret": "secret"}
            if key["key"] not in alpaca.keys:
                floor.open(account, {quote: MONEY})
                alpaca.keys[key["key"]] = Key("secret", account)
            return driver.open(account, key, Mode.PAPER, keep)

        stage.weather.around = opened  # type: ignore[method-assign]
        try:
            async with stage.open() as (app, console):
                yield Program(app, console, floor)
        finally:
            await driver.close()
    assert stage.broken == []


async def test_coins_are_bought_protected_and_sold_to_the_last_digit_of_what_the_fee_left(url: str):
    async with at_alpaca(url, COIN, "USDT") as program:
        await program.do("LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000", "1", "clock: +1m")
        [entry], [stop] = await program.orders(Purpose.ENTRY), await program.orders(Purpose.STOP)
        # 0.333333333 less 0.25 %, rounded up to 1E-9.
        assert (entry.status, stop.quantity) == (OrderStatus.FILLED, Decimal("0.332499999"))

        await program.move("BTC/USDT", "61500")
        [target] = await program.orders(Purpose.TARGET)
        assert (target.status, target.quantity) == (OrderStatus.FILLED, Decimal("0.166249999"))
        await program.move("BTC/USDT", "58000")

        orders = await program.app.world.view.all(Order)
        assert [order for order in orders if order.status not in FINAL] == []
        assert [row.quantity for row in await program.app.world.view.all(Position)] == [0]
        [account] = {placed.order.account for placed in program.floor.orders}
        assert program.floor.balances(account).get("BTC", Decimal(0)) < Decimal("1E-8")
        ids = [placed.order.client_order_id for placed in program.floor.orders]
        assert len(ids) == len(set(ids)) == len(orders)


async def test_a_fraction_of_a_share_has_its_stop_again_the_day_after(url: str):
    async with at_alpaca(url, SHARE, "USD") as program:
        program.floor.price("AAPL", "230")
        await program.do("market: AAPL 230", "LONG AAPL entry 230 sl 223 tp 250", "1", "clock: +1m")
        [stop] = await program.orders(Purpose.STOP)
        [there] = [one for one in program.floor.orders if one.order.client_order_id == stop.client_order_id]
        assert there.order.time_in_force is TimeInForce.DAY
        assert stop.quantity != stop.quantity.to_integral_value()

        await program.do("clock: +12h")
        told = await program.move("AAPL", "231")

        first, again = await program.orders(Purpose.STOP)
        assert (first.status, first.evidence) == (OrderStatus.EXPIRED, "day")
        assert (again.status, again.quantity) == (OrderStatus.OPEN, first.quantity)
        assert "no stop" not in told.lower()
