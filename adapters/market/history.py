"""The candles behind the simulated market: hourly, drawn from its seed, and the same whenever they are asked for.

Of an installation's own market they are true from `BEGINS` on: it stands still but for its moves, and so do they.

The price is where the market opens, bent by waves of lengths from one hour to a year, each a straight line between
points that follow from the seed: any moment of the past is known without those before it. At `BEGINS` every
instrument costs what it opens at. Made up, and said to be: nothing is to be learned from them about anybody's skill.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Decimal
from functools import cache, lru_cache

from adapters.market.simulated import drawn
from core.kernel.money import Price, plain, to_step
from core.kernel.time import utc
from core.market.candles import Series, series_of
from core.market.model import Instrument
from core.paper.model import SimulatedMove
from core.ports.store import Store

BEGINS = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
MIDNIGHT = BEGINS.replace(hour=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A wave twice as long is about 1.4 times as high, as chance would have it; together they stay under a half.
HEIGHTS = tuple(
    Decimal("0.00147") * 2 ** (wave // 2) * (Decimal("1.414") if wave % 2 else 1) for wave in range(14)
)
WICK = Decimal("0.002")
LONGEST = 24 * 366 * 30  # hours of thirty years


class SimulatedHistory:
    """Hourly candles of one seed; with a store, from `BEGINS` on, those of the market that is kept there."""

    simulated = True

    def __init__(self, seed: int, store: Store | None = None) -> None:
        self._seed = seed
        self._store = store

    async def candles(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        """Every whole hour in between, at most thirty years of them."""
        first = -(
            (BEGINS - utc(since)) // HOUR
        )  # the first full hour at or after `since`, counted from BEGINS
        last = (utc(until) - BEGINS) // HOUR
        if last - first < 2:
            return None
        path = await self._path(instrument)
        return series_of([path.candle(hour) for hour in range(max(first, last - LONGEST), last)])

    async def daily(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        """The same hours by the day, UTC."""
        first, last = -((MIDNIGHT - utc(since)) // DAY), (utc(until) - MIDNIGHT) // DAY
        if last - first < 2:
            return None
        path = await self._path(instrument)
        return series_of([path.day(day) for day in range(max(first, last - LONGEST // 24), last)])

    async def _path(self, instrument: Instrument) -> _Path:
        if self._store is None:
            return _Path(self._seed, instrument)
        moves = await self._store.view.all(SimulatedMove, symbol=instrument.symbol)
        return _Moved(self._seed, instrument, moves)


class _Path:
    """The price of one instrument at every full hour."""

    def __init__(self, seed: int, instrument: Instrument) -> None:
        self._name = f"{seed}/{instrument.symbol}"
        self._opens, self._tick, _ = drawn(instrument, seed)
        self._chance = cache(self._drawn)
        self._price = lru_cache(maxsize=2)(self._priced)  # where an hour ends the next one begins
        self._bent = self._bend(0)

    def candle(self, hour: int) -> tuple[datetime, str, str, str, str]:
        """The hour that begins so many hours after BEGINS: when, open, high, low, close."""
        first, last = self._price(hour), self._price(hour + 1)
        high = to_step(max(first, last) * (1 + WICK * self._chance(-1, hour)), self._tick, ROUND_DOWN)
        low = to_step(min(first, last) * (1 - WICK * self._chance(-2, hour)), self._tick, ROUND_UP)
        high, low = max(high, first, last), min(low, first, last)
        return BEGINS + hour * HOUR, plain(first), plain(high), plain(low), plain(last)

    def day(self, day: int) -> tuple[datetime, str, str, str, str]:
        """The day that begins so many days after the one of BEGINS: when, open, high, low, close."""
        begins = day * 24 - BEGINS.hour
        hours = [self.candle(hour) for hour in range(begins, begins + 24)]
        high, low = max(hours, key=lambda one: Decimal(one[2])), min(hours, key=lambda one: Decimal(one[3]))
        return MIDNIGHT + day * DAY, hours[0][1], high[2], low[3], hours[-1][4]

    def _priced(self, hour: int) -> Price:
        return Price(to_step(self._opens * (1 + self._bend(hour) - self._bent), self._tick, ROUND_HALF_EVEN))

    def _bend(self, hour: int) -> Decimal:
        total = Decimal(0)
        for wave, height in enumerate(HEIGHTS):
            point, past = divmod(hour, 2**wave)
            one, next_ = self._chance(wave, point), self._chance(wave, point + 1)
            total += height * (one + (next_ - one) * past / 2**wave)
        return total

    def _drawn(self, wave: int, point: int) -> Decimal:
        """An even number from 0 up to 1 for this point of this wave."""
        digest = hashlib.sha256(f"{self._name}/{wave}/{point}".encode()).digest()
        return Decimal(int.from_bytes(digest[:4], "big")) / 2**32


class _Moved(_Path):
    """The same until BEGINS; from then on the market stands at its opening price but for its moves."""

    def __init__(self, seed: int, instrument: Instrument, moves: Sequence[SimulatedMove]) -> None:
        super().__init__(seed, instrument)
        told = sorted(moves, key=lambda move: (move.at, move.revision))
        self._times = [move.at for move in told]
        self._lasts = [move.last for move in told]

    def candle(self, hour: int) -> tuple[datetime, str, str, str, str]:
        """An hour's moves; what happens at its very end is its close and the next one's open."""
        if hour < 0:
            return super().candle(hour)
        begins = BEGINS + hour * HOUR
        before, until = bisect_right(self._times, begins), bisect_right(self._times, begins + HOUR)
        opens = self._lasts[before - 1] if before else self._opens
        prices = [opens, *self._lasts[before:until]]
        return begins, plain(opens), plain(max(prices)), plain(min(prices)), plain(prices[-1])
