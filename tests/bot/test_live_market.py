"""The program on live prices: what is bought, watched and refused, and what people and health hear (MD-03, CA-02)."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.market.chain import Keys, sources_of
from adapters.market.live import LiveMarket
from bot.app import App
from bot.console.frontend import Console
from bot.console.render import body
from bot.console.script import parse
from bot.dispatch import Answer
from bot.pulse import Pulse
from core.bookkeeping import OutboxRow
from core.operations.views import health
from core.orders.model import Order, OrderStatus
from tests.story.stage import Stage
from tests.venues.market import keyed
from tests.venues.market.binance import Binance
from tests.venues.market.coinbase import Coinbase
from tests.venues.market.keyed import KEY
from tests.venues.market.kraken import Kraken
from tests.venues.market.stall import Stall

pytestmark = pytest.mark.postgres_when_heavy

CHECKOUT = Path(__file__).parents[2]
SECONDS = 60.0


@dataclass
class Desk:
    """The program, somebody at its console, and the services that it asks."""

    app: App
    console: Console
    stage: Stage
    stalls: dict[str, Stall]
    market: LiveMarket
    pulse: Pulse

    async def do(self, *lines: str) -> list[Answer]:
        for line in lines:
            await self.console.do(parse(line))
        return [answer for _, answer in await self.console.flush()]

    async def say(self, line: str) -> str:
        """Everything that was told at the rest after a line, as plain text."""
        told = await self.do(line)
        return " / ".join(" ".join([one.reply.title, *body(one.reply).split()]) for one in told)

    @property
    def binance(self) -> Binance:
        found = self.stalls["binance"]
        assert isinstance(found, Binance)
        return found

    def all_silent(self) -> None:
        for stall in self.stalls.values():
            stall.mood = 503

    async def moved(self) -> int:
        """How many price moves were published so far."""
        rows = await self.app.world.view.all(OutboxRow)
        return sum("PriceMoved" in str(row) for row in rows)

    async def beat(self) -> None:
        """Two seconds, and the pulse that is due then."""
        self.stage.clock.advance(timedelta(seconds=2))
        await self.pulse.beat(self.app.world)
        await self.app.relay.quiet()

    async def orders(self, status: OrderStatus) -> list[Order]:
        return [one for one in await self.app.world.view.all(Order) if one.status is status]


@asynccontextmanager
async def a_desk(url: str, keys: Keys) -> AsyncIterator[Desk]:
    stage = Stage(url)
    now = stage.clock.now
    stalls = {
        "binance": Binance(now=now, bids=("100", "1", "1"), asks=("100", "1", "1")),
        "kraken": Kraken(now=now),
        "coinbase": Coinbase(now=now),
        "finnhub": keyed.Finnhub(now=now),
    }
    async with (
        stalls["binance"].open() as one,
        stalls["kraken"].open() as two,
        stalls["coinbase"].open() as three,
        stalls["finnhub"].open() as four,
    ):
        urls = dict(zip(stalls, (one, two, three, four), strict=True))
        stage.sources = sources_of(keys, stage.clock, urls)
        async with stage.open() as (app, console):
            assert isinstance(app.market, LiveMarket)
            yield Desk(app, console, stage, stalls, app.market, Pulse(app.market))


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    async with a_desk(url, Keys(finnhub=KEY)) as made:
        yield made


@pytest.mark.postgres_when_heavy(False)
async def test_paper_buys_at_the_ask_and_sells_at_the_bid(desk: Desk):
    desk.binance.prices["BTCUSDT"] = ("60000.00", "59990.00", "60020.00")
    await desk.do("ann: /trade buy btc 0.1 sl 58500 tp 61500")
    bought = await desk.say("ann [Confirm]")
    desk.binance.prices["BTCUSDT"] = ("58400.00", "58390.00", "58410.00")
    await desk.beat()
    told = " ".join(" ".join(body(one.reply).split()) for one in await desk.do("ann: /trade history"))

    assert "60,020.00" in bought
    assert await desk.orders(OrderStatus.OPEN) == []  # the stop traded, and the target went with it
    [stop] = [one for one in await desk.orders(OrderStatus.FILLED) if one.stop_price is not None]
    assert stop.reduce_only
    assert "58,390.00" in told or "BTC" in told


async def test_what_moved_is_published_and_what_stands_still_is_not(desk: Desk):
    await desk.do("ann: /trade buy btc 0.1 sl 58500", "ann [Confirm]")
    await desk.beat()
    before = await desk.moved()
    await desk.beat()
    assert await desk.moved() == before

    desk.binance.prices["BTCUSDT"] = ("60100.00", "60099.00", "60101.00")
    desk.binance.prices["ETHUSDT"] = ("3500.00", "3499.00", "3501.00")  # nobody holds it
    await desk.beat()
    assert await desk.moved() == before + 1


async def test_a_price_that_is_too_old_moves_nothing(desk: Desk):
    await desk.do("ann: /trade buy btc 0.1 sl 58500", "ann [Confirm]")
    await desk.beat()
    before = await desk.moved()
    desk.stalls["kraken"].mood = 503
    desk.binance.prices["BTCUSDT"] = ("50000.00", "49999.00", "50001.00")
    desk.binance.age = timedelta(seconds=30)
    await desk.beat()

    assert await desk.moved() == before
    assert len(await desk.orders(OrderStatus.OPEN)) == 1  # the stop still rests

    desk.binance.age = timedelta(0)
    await desk.beat()
    assert await desk.orders(OrderStatus.OPEN) == []


async def test_without_a_price_an_order_is_refused_in_words_and_cards_do_without(desk: Desk):
    await desk.do("ann: /trade buy btc 0.1 sl 58500", "ann [Confirm]")
    desk.all_silent()
    desk.stage.clock.advance(timedelta(minutes=2))

    assert "No price source answers for BTC/USDT now" in await desk.say("ann: /trade buy btc 0.1")
    assert "n/a" in await desk.say("ann: /portfolio show")
    assert "n/a" in await desk.say("ann: /trade close btc")
    assert "silent" in await desk.say("/admin health")


async def test_a_share_out_of_hours_is_refused_with_its_hour_and_a_late_price_with_its_age(desk: Desk):
    # 14:03 UTC is before the bell in New York; at 15:03 it trades.
    desk.stalls["finnhub"].age = timedelta(hours=16)  # type: ignore[attr-defined]
    assert "opens" in await desk.say("ann: /trade buy AAPL 1")

    desk.stage.clock.advance(timedelta(hours=1))
    told = await desk.say("ann: /trade buy AAPL 1")
    assert "is 16 h old (Finnhub)" in told


async def test_nobody_who_quotes_it_is_said_so(desk: Desk):
    assert "Nobody that I may ask quotes XAU/USD" in await desk.say("ann: /trade buy XAU/USD 1")


async def test_followers_hear_why_they_are_not_in(desk: Desk):
    await desk.do("pro #calls: /provider register", "pro [Go live]", "ann: /copy start pro", "ann [Follow]")
    desk.all_silent()
    desk.stage.clock.advance(timedelta(minutes=2))

    told = await desk.say("pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000")

    assert "Skipped BTC/USDT" in told
    assert "no source answers" in told
    assert await desk.app.world.view.all(Order) == []


async def test_health_has_a_row_for_each_source_and_is_well_while_one_answers(desk: Desk):
    desk.stalls["kraken"].mood = 503
    await desk.do("ann: /trade buy btc 0.1")
    await desk.say("ann: /trade buy BTC/USD 0.1")  # Kraken's turn, then Coinbase's
    found = await health(desk.app.world)
    rows = {part.name: (part.state, part.facts) for part in found.parts if part.source}

    assert found.well
    assert list(rows) == ["Binance", "Kraken", "Coinbase", "Finnhub"]
    assert rows["Binance"][0] == rows["Coinbase"][0] == "ok"
    assert rows["Kraken"][0] == "resting"
    assert rows["Finnhub"][0] == "idle"
    market = next(part for part in found.parts if part.name == "market")
    assert (market.state, market.facts) == ("ok", (("live", ""), ("by", "Binance")))


async def test_the_program_runs_on_live_prices(tmp_path: Path):
    binance = Binance(bids=("100", "1", "1"), asks=("100", "1", "1"))
    binance.now = partial(datetime.now, UTC)
    lines = ["/trade buy BTC/USDT $500", "[Confirm]", "market: BTC/USDT 61500", "/portfolio show", ""]
    async with binance.open() as url:
        environ = {name: value for name, value in os.environ.items() if not name.startswith("BELLWETHER_")}
        nowhere = "http://127.0.0.1:9"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", "run", "--json",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
            env=environ | {
                "PYTHONPATH": str(CHECKOUT),
                "BELLWETHER_MARKET": "live",
                "BELLWETHER_VENUE_BINANCE_URL": url,
                "BELLWETHER_VENUE_KRAKEN_URL": nowhere,
                "BELLWETHER_VENUE_COINBASE_URL": nowhere,
            },
        )  # fmt: skip
        async with asyncio.timeout(SECONDS):
            out, err = await process.communicate("\n".join(lines).encode())
    told = [json.loads(line) for line in out.decode().splitlines()]

    assert process.returncode == 0, err.decode()
    assert any("60,000.02" in one["text"] for one in told if "Bought" in one["title"])
    assert any(one["kind"] == "refusal" and one["data"]["code"] == "fixed_market" for one in told)
    [shown] = [one["data"] for one in told if one["command"] == "portfolio show"]
    assert shown["positions"][0]["price"] == "60000.01"
