"""The past at live prices: candles from the same sources as quotes, kept in a table of their own (MD-05, CA-03).

What is over never changes, so it is asked for once and kept. The newest candles are asked for again after a quarter of
an hour. One stretch of one instrument is of one source: two houses' candles are not mixed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeGuard

from adapters.market.flight import Flight
from adapters.market.source import Bar, Guard, Past, Source, SourceFailed
from core.kernel.errors import Unavailable
from core.kernel.money import ZERO, plain
from core.kernel.time import Clock, utc
from core.market.candles import EPOCH, CandleFault, Gathering, Series, milliseconds
from core.market.model import Candle, CandleRange, Instrument
from core.ports.store import Store, outside_unit

KEPT_FOR = timedelta(minutes=15)
# A series is of the shortest candles of which there are not more than so many.
MOST = 50_000
SPANS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(days=1),
)
DAY = SPANS[-1]
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)
WRITTEN_AT_ONCE = 2_000


class LiveHistory:
    """Candles of several sources, the first that has them. Without a store they are kept as long as this object."""

    simulated = False

    def __init__(self, clock: Clock, sources: Sequence[Source], store: Store | None = None) -> None:
        self._clock = clock
        self._guards = [Guard(source, clock) for source in sources if is_past(source)]
        self._store = store
        self._asking: Flight[Series | None] = Flight()

    async def candles(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        """The shortest candles that a source keeps so far back and that are not too many. Raises `Unavailable`."""
        failed = False
        for span in SPANS:
            if span != DAY and (until - since) / span > MOST:
                continue
            try:
                found = await self._series(instrument, span, since, until)
            except Unavailable:
                failed = True
                continue
            if found is not None:
                return found
        if failed:
            raise Unavailable(f"no source tells the past of {instrument.symbol} now")
        return None

    async def daily(self, instrument: Instrument, since: datetime, until: datetime) -> Series | None:
        """Whole days, UTC for coins and the exchange's for shares. Raises `Unavailable`."""
        return await self._series(instrument, DAY, since, until)

    async def close(self) -> None:
        """Let go of connections."""
        await asyncio.gather(*(guard.source.close() for guard in self._guards))

    async def _series(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Series | None:
        """Candles of one length; those that ask for the same at once share the answer."""
        first, last = _up(utc(since), span), min(utc(until), self._clock.now())
        if last - first < 2 * span:
            return None
        key = (instrument.symbol, span, first, last)
        return await self._asking.share(key, lambda: self._found(instrument, span, first, last))

    async def _found(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Series | None:
        bars = await self._kept(instrument, span, since, until)
        if bars is None:
            bars = await self._fetched(instrument, span, since, until)
        return _series_of(bars)

    # -- what is kept ---------------------------------------------------------------------------------------------

    async def _kept(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar] | None:
        """What is kept of this stretch, brought up to date; None when it has to be asked for whole."""
        if self._store is None:
            return None
        kept = await self._store.view.get(CandleRange, instrument.symbol, span // SECOND)
        if kept is None or not kept.since <= since <= kept.until:
            return None
        if until > kept.until and self._clock.now() - kept.asked_at >= KEPT_FOR:
            guard = next((one for one in self._guards if one.source.name == kept.source), None)
            # A day of shares begins when it likes: the one that was not over at the last time is asked for again.
            begins = max(kept.until - span, kept.since)
            more = None if guard is None else await self._of(guard, instrument, span, begins, until)
            if more is None:
                return None
            await self._keep(instrument, span, kept.since, until, kept.source, more)
        bars: list[Bar] = []
        after = (instrument.symbol, span // SECOND, since - MICROSECOND)
        while page := await self._store.view.page(
            Candle, after=after, size=WRITTEN_AT_ONCE, symbol=instrument.symbol, span=span // SECOND
        ):
            bars += [_bar_of(row) for row in page if row.at + span <= until]
            if page[-1].at >= until:
                break
            after = (page[-1].symbol, page[-1].span, page[-1].at)
        return bars

    async def _keep(
        self,
        instrument: Instrument,
        span: timedelta,
        since: datetime,
        until: datetime,
        source: str,
        bars: Sequence[Bar],
    ) -> None:
        """Candles first, then how far they reach: after a kill in between they are asked for again."""
        if self._store is None:
            return
        symbol, seconds = instrument.symbol, span // SECOND
        rows = [
            Candle(
                symbol=symbol, span=seconds, at=bar.at, open=bar.open, high=bar.high, low=bar.low,
                close=bar.close, volume=bar.volume if bar.volume is not None and bar.volume >= ZERO else None,
            )
            for bar in bars
        ]  # fmt: skip
        for at in range(0, len(rows), WRITTEN_AT_ONCE):
            async with self._store.unit() as unit:
                await unit.put(rows[at : at + WRITTEN_AT_ONCE])
        reach = CandleRange(
            symbol=symbol, span=seconds, since=since, until=until, source=source, asked_at=self._clock.now()
        )
        async with self._store.unit() as unit:
            await unit.put([reach])

    # -- what is asked for ----------------------------------------------------------------------------------------

    async def _fetched(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """The whole stretch from the first source that has it. Raises `Unavailable` when those that may fail."""
        outside_unit("the market's past")
        failed = False
        for guard in self._guards:
            if not _has(guard.source, instrument, span):
                continue
            bars = await self._of(guard, instrument, span, since, until)
            if bars is None:
                failed = True
            elif bars:
                await self._forget(instrument, span)
                await self._keep(instrument, span, since, until, guard.source.name, bars)
                return bars
        if failed:
            raise Unavailable(f"no source tells the past of {instrument.symbol} now")
        return ()

    async def _forget(self, instrument: Instrument, span: timedelta) -> None:
        """What another source, or an earlier time, left of this instrument."""
        if self._store is None:
            return
        symbol, seconds = instrument.symbol, span // SECOND
        while page := await self._store.view.page(Candle, size=WRITTEN_AT_ONCE, symbol=symbol, span=seconds):
            async with self._store.unit() as unit:
                await unit.drop(CandleRange, [(symbol, seconds)])
                await unit.drop(Candle, [(row.symbol, row.span, row.at) for row in page])

    async def _of(
        self, guard: Guard, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> list[Bar] | None:
        """All candles of one source, page by page; none where it does not keep so much. None when it fails."""
        try:
            await guard.ready()
            source = guard.source
            assert is_past(source)
            oldest = source.oldest(span)
            if not _has(source, instrument, span) or (oldest is not None and since < oldest):
                return []
            bars: list[Bar] = []
            at = since
            while at + span <= until:
                await guard.room()
                page = await guard.candles(instrument, span, at, until)
                bars += [bar for bar in page if bar.at >= at]
                # A page without candles may only be a hole: nobody traded, or the market was closed.
                at = bars[-1].at + span if page else at + span * source.page
        except SourceFailed:
            return None
        return [bar for bar in bars if bar.at + span <= until]


def is_past(source: Source) -> TypeGuard[Past]:
    """Whether a source keeps candles."""
    return hasattr(source, "candles")


def _has(source: Source, instrument: Instrument, span: timedelta) -> bool:
    return is_past(source) and span in source.spans and source.serves(instrument, order=False)


def _up(at: datetime, span: timedelta) -> datetime:
    return EPOCH - (EPOCH - at) // span * span


def _bar_of(row: Candle) -> Bar:
    return Bar(at=row.at, open=row.open, high=row.high, low=row.low, close=row.close, volume=row.volume)


def _series_of(bars: Sequence[Bar]) -> Series | None:
    """Candles of a source as a series; None where there are fewer than two. What contradicts itself is no answer."""
    if len(bars) < 2:
        return None
    gathering = Gathering()
    try:
        for line, bar in enumerate(bars, start=1):
            prices = (bar.open, bar.high, bar.low, bar.close)
            gathering.add(milliseconds(bar.at), [plain(one) for one in prices], line)
        return gathering.series()
    except CandleFault as fault:
        raise Unavailable(f"the source's candles contradict each other: {fault.code}") from fault
