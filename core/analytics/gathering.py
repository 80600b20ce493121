"""Statistics of a portfolio, read: its days, its closed trades, the closes of benchmarks. What is worked out is in
`stats.py`.

Commands, pages and digests share these reads. Nothing of it is counted up anywhere: every figure follows from the
record (AN-22).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.analytics.closed import ClosedTrade
from core.analytics.curve import Curve
from core.analytics.model import Period
from core.analytics.periods import begins
from core.analytics.ratios import days_in_year
from core.analytics.results import Against, Stats
from core.analytics.stats import Closes, held_against, midnight_of, returns_of, trades_of
from core.analytics.views import curve_of
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.money import Price
from core.market.benchmarks import MEASURES, Benchmark, Measure, daily_closes
from core.market.model import AssetClass, Instrument
from core.market.symbols import STABLE
from core.orders.model import Trade, TradeStatus
from core.portfolio.model import Portfolio, Position
from core.ports.questions import ClosedTrades

DAY = timedelta(days=1)
CLOSES_SECONDS = 10.0
# A benchmark of shares may have had its last close before a long weekend.
BEFORE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Record:
    """The closed trades of a portfolio in a period, and instruments of which a fee has no worth yet."""

    since: datetime
    until: datetime
    closed: Sequence[ClosedTrade]
    unvalued: Sequence[str]


async def stats_of(world: World, portfolio: Portfolio, period: Period) -> Stats:
    """All figures of a portfolio over the period that is now."""
    now = world.clock.now()
    first = begins(period, now)
    curve = await curve_of(world, portfolio, first)
    record = await record_of(world, portfolio, first)
    coins = await holds_crypto(world, portfolio)
    risk_free = float(world.risk_free)
    per_year = days_in_year(holds_crypto=coins)
    held = [(trade.opened_at, trade.closed_at) for trade in record.closed]
    held += [(begun, now) for begun in await _open_since(world, portfolio)]
    return Stats(
        portfolio=portfolio.id,
        mode=portfolio.mode,
        venue=portfolio.venue,
        currency=portfolio.currency,
        period=period,
        at=now,
        returns=returns_of(curve, now, per_year=per_year, holds_crypto=coins, risk_free=risk_free),
        trades=trades_of(record.closed, held, record.since, now, record.unvalued),
        against=await benchmarks_for(world, curve, portfolio.currency, risk_free),
        risk_free=world.risk_free,
        simulated=world.history is not None and world.history.simulated,
    )


async def record_of(world: World, portfolio: Portfolio, first: date | None) -> Record:
    """What a portfolio closed from a day on; from its opening where there is none."""
    now = world.clock.now()
    since = portfolio.opened_at if first is None else max(midnight_of(first), portfolio.opened_at)
    closed = await world.view.ask(
        ClosedTrades((portfolio.id,), None if first is None else midnight_of(first))
    )
    positions = await world.view.all(Position, portfolio=portfolio.id)
    return Record(since, now, closed, tuple(one.symbol for one in positions if one.unvalued))


async def _open_since(world: World, portfolio: Portfolio) -> list[datetime]:
    trades = await world.view.all(Trade, portfolio=portfolio.id, status=TradeStatus.OPEN)
    return [trade.opened_at for trade in trades if trade.opened_at is not None]


async def holds_crypto(world: World, portfolio: Portfolio) -> bool:
    """Whether a portfolio has days on weekends too: it holds coins, or ever did, or its money is a coin (DF-01)."""
    if portfolio.currency in STABLE:
        return True
    positions = await world.view.all(Position, portfolio=portfolio.id)
    known = (world.market.table.get(position.symbol) for position in positions)
    return any(one is not None and one.asset_class is AssetClass.CRYPTO for one in known)


async def benchmarks_for(world: World, curve: Curve, currency: str, risk_free: float) -> tuple[Against, ...]:
    """The portfolio against each benchmark, on the days of its curve. A source that is silent leaves one without
    figures."""
    measures = measures_in(currency)
    found = await asyncio.gather(*(_closes(world, curve, measure) for measure in measures))
    return tuple(
        held_against(curve, closes, per_year=_days_of(world, measure), risk_free=risk_free)
        for measure, closes in zip(measures, found, strict=True)
    )


def measures_in(currency: str) -> tuple[Measure, ...]:
    """The benchmarks, each first by what is quoted in a portfolio's own currency: it moves by what its money is
    worth."""
    return tuple(
        replace(
            one, symbols=tuple(sorted(one.symbols, key=lambda symbol: not symbol.endswith(f"/{currency}")))
        )
        for one in MEASURES
    )


def _days_of(world: World, measure: Measure) -> int:
    """Closes in a year of a benchmark: pairs are of its days, whatever the portfolio holds."""
    instrument = world.market.table.get(measure.symbols[0])
    is_coin = instrument is not None and instrument.asset_class is AssetClass.CRYPTO
    return days_in_year(holds_crypto=is_coin)


async def _closes(world: World, curve: Curve, measure: Measure) -> Closes:
    found = None
    if curve.days:
        until = curve.days[-1].begins_at
        found = await _told(world, measure, curve.days[0].begins_at - BEFORE, until)
    return Closes(
        measure.name,
        "" if found is None else found.symbol,
        measure.proxy,
        {} if found is None else dict(found.closes),
    )


async def closes_of(
    world: World, instrument: Instrument, since: datetime, until: datetime
) -> Mapping[date, Price] | None:
    """The daily closes of something that is held; None where nobody tells them now."""
    found = await _told(world, Measure(instrument.symbol, (instrument.symbol,), proxy=False), since, until)
    return None if found is None else dict(found.closes)


async def _told(world: World, measure: Measure, since: datetime, until: datetime) -> Benchmark | None:
    """What the history says within ten seconds; a source that is away is as silent as one that does not know it."""
    if world.history is None:
        return None
    try:
        async with asyncio.timeout(CLOSES_SECONDS):
            return await daily_closes(world.history, world.market.table, measure, since, until)
    except (Unavailable, TimeoutError):
        return None
