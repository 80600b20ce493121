"""The stories once more, at prices of an exchange: the same fills, stops and targets on paper (MD-03, MD-04).

`market:` moves the local Binance, and the pulse looks at it as it does every two seconds. Bid and ask stand where the
simulated market has them, so that the figures of a story hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from adapters.market.exchanges import VENUES, Exchange
from adapters.market.live import LiveMarket
from adapters.market.simulated import drawn
from bot.app import App, SimulatedMoves
from bot.console.frontend import Moves
from bot.pulse import Pulse
from core.kernel.money import Price, Quantity, plain
from core.market.model import Instrument
from core.market.symbols import builtin_table
from core.orders.model import Side
from core.paper.matching import taken
from tests.story.model import calls_of
from tests.story.stage import Stage, play_on
from tests.venues.market.binance import Binance

pytestmark = pytest.mark.postgres_when_heavy

STORIES = Path(__file__).parent
COINS = "BTC ETH SOL XRP DOGE LINK LTC DOT ADA BNB AVAX PEPE"
# Played each time; the others are heavy.
ALWAYS = frozenset("kill_switch prices_moved restart short stop_hit trailing_and_soft".split())
# What an exchange of coins cannot play: sizes at a price, shares, currencies, a coin that is thin on purpose.
NOT_HERE = frozenset(
    "by_hand edit_a_trade ladder order_types partly_bought crowd currencies second_currency me".split()
)
DEEP = ("100000000", "1", "1")


class LiveMoves(SimulatedMoves):
    """`market:` moves the exchange; `clock:` lets time pass as ever."""

    def __init__(self, app: App, stage: LiveStage, live: LiveMarket) -> None:
        super().__init__(app, stage.clock)
        self._stage, self._world, self._live = stage, app.world, live
        self._pulse = Pulse(live)

    async def market(self, instrument: Instrument, last: Price, size: Quantity | None) -> None:
        """The exchange is somewhere else: what is asked is known at once, as time stands still here."""
        assert size is None, "an exchange does not say how much can trade at a price"
        self._stage.put(instrument, last)
        await self._live.refresh([instrument])
        await self._pulse.beat(self._world)


@dataclass(slots=True)
class LiveStage(Stage):
    """The console on live prices."""

    binance: Binance = field(default_factory=Binance)

    def put(self, instrument: Instrument, last: Price) -> None:
        _, tick, step = drawn(instrument, 1)
        name = instrument.symbol.replace("/", "")
        bid, ask = taken(Side.SELL, last, tick), taken(Side.BUY, last, tick)
        self.binance.prices[name] = (str(last), str(bid), str(ask))
        self.binance.listed[name] = (plain(tick), plain(step), "1")

    def moves(self, app: App) -> Moves:
        assert isinstance(app.market, LiveMarket)
        return LiveMoves(app, self, app.market)


async def play_live(story: str, name: str, url: str) -> list[str]:
    stage = LiveStage(url, calls=calls_of(story))
    stage.binance.now = stage.clock.now
    stage.binance.bids = stage.binance.asks = DEEP
    for coin in COINS.split():
        instrument = builtin_table().get(f"{coin}/USDT")
        assert instrument is not None
        stage.put(instrument, drawn(instrument, 1)[0])
    async with stage.binance.open() as address:
        stage.sources = [Exchange(VENUES[0], stage.clock, address)]
        return await play_on(stage, story, name)


def stories() -> list[object]:
    names = sorted({one.stem for one in STORIES.glob("*.story")} - NOT_HERE)
    return [name if name in ALWAYS else pytest.param(name, marks=pytest.mark.heavy) for name in names]


@pytest.mark.parametrize("name", stories())
async def test_the_story_holds_at_live_prices(name: str, url: str):
    assert await play_live((STORIES / f"{name}.story").read_text(encoding="utf-8"), name, url) == []
