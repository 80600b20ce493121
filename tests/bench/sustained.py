"""Signals without end: the highest rate at which nothing piles up, 100 followers each (TG-04).

Wanted are 1,000 signals a minute for five minutes. Everything that a signal causes counts, stops, targets and cards
included; the venue is the one of `fanout`, 50 ms away. A rate holds when all of it is at rest a fixed time after the
last post, however long was posted: what waits on purpose is over by then, and nothing has piled up. After one that
does not hold the next is a little under what was done, or a third where that took too long to be seen. A rate is tried
for some seconds, the one that held with `--full` for five minutes.
"""

from __future__ import annotations

import asyncio
import math
import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from time import perf_counter

import uvloop

from core.kernel.money import plain, to_step
from core.market.model import AssetClass
from core.risk.limits import Limits
from core.signals.intake import receive
from tests.bench.fanout import Town, last_fill, percentile, post, town
from tests.bench.rows import Row
from tests.bench.thin import Away, venue
from tests.town import person_id

FOLLOWERS = 100
WANTED = 1_000
TRIES, A_LITTLE_UNDER = 5, 0.85
TRY_SECONDS, FULL_SECONDS = 12.0, 300.0
# Exits and cards wait for the entries of others, for up to nine seconds; then they are done.
REST_SECONDS, GIVE_UP_SECONDS = 12.0, 20.0


@dataclass(slots=True)
class Held:
    """What came of one rate."""

    rate: float
    fills: int
    seconds: float
    late: float
    delays: list[float] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return self.late <= REST_SECONDS

    @property
    def less(self) -> float:
        """A rate that this machine may bear."""
        if self.late >= GIVE_UP_SECONDS:
            return self.rate / 3
        return A_LITTLE_UNDER * self.rate * self.seconds / (self.seconds + self.late)


def rows(full: bool) -> Iterator[Row]:
    """The first rate that holds, or the last that was tried, as it was."""
    held = measured(WANTED, TRY_SECONDS)
    for left in reversed(range(TRIES)):
        yield Row("sustained.tried", held.rate, "signals/min")
        yield Row("sustained.tried.rest", held.late, "s")
        if held.holds or not left:
            break
        held = measured(held.less, TRY_SECONDS)
    if full and held.holds:
        held = measured(held.rate, FULL_SECONDS)
    delays = sorted(held.delays)
    yield Row("sustained.rate", held.rate if held.holds else 0, "signals/min", want=f">= {WANTED}")
    yield Row("sustained.orders", held.fills / (held.seconds + held.late), "entries/s")
    yield Row("sustained.rest", held.late, "s")
    yield Row("sustained.order.p50", statistics.median(delays) * 1000, "ms")
    yield Row("sustained.order.p99", percentile(delays, 0.99) * 1000, "ms")


def measured(rate: float, seconds: float) -> Held:
    """One rate on a fresh installation."""
    with venue(50) as away, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(posted(away, rate, seconds))


async def posted(away: Away, rate: float, seconds: float) -> Held:
    """Post at this rate, then wait for rest, but not for ever."""
    async with town(FOLLOWERS, away, limits=patient) as made, asyncio.TaskGroup() as group:
        relay = group.create_task(made.app.relay.run())
        await made.app.relay.quiet()
        texts = await signals(made)
        fills, begun = last_fill(made.file), perf_counter()
        count = round(rate * seconds / 60)
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number * 60 / rate - perf_counter()))
            await receive(made.app.world, post(number, texts[number % len(texts)]))
        done = perf_counter() - begun
        with suppress(TimeoutError):
            async with asyncio.timeout(GIVE_UP_SECONDS):
                await made.app.relay.quiet()
        late = perf_counter() - begun - done
        relay.cancel()
        # Where posts were taken in late, the rate was less than what was tried.
        rate = min(rate, count * 60 / done)
        return Held(rate, last_fill(made.file) - fills, done, late, delays_of(made.file, count))


async def signals(made: Town) -> list[str]:
    """A signal for each pair, long and then short, at what it costs now."""
    market = made.app.world.market
    pairs = [one for one in market.table.all if one.asset_class is AssetClass.CRYPTO and one.quote == "USDT"]
    found = []
    for side, stop, target in (("LONG", "0.9", "1.1"), ("SHORT", "1.1", "0.9")):
        for pair in pairs:
            last, tick = (await market.quote(pair)).last, market.tick(pair)
            levels = [plain(to_step(last * Decimal(part), tick, ROUND_HALF_EVEN)) for part in (stop, target)]
            found.append(f"{side} {pair.symbol} entry {plain(last)} sl {levels[0]} tp {levels[1]}")
    return found


def delays_of(file: Path, count: int) -> list[float]:
    """Seconds from when a signal was seen to the claim of its first order; those that have none wait still."""
    with sqlite3.connect(file) as connection:
        rows = connection.execute(
            "SELECT s.seen_at, min(a.at) FROM signal s JOIN trade t ON t.signal = s.id"
            " JOIN trade_order o ON o.trade = t.id AND o.purpose = 'entry'"
            " JOIN order_audit a ON a.\"order\" = o.id AND a.now = 'submitting' GROUP BY s.id"
        ).fetchall()
    found = [(datetime.fromisoformat(at) - datetime.fromisoformat(seen)).total_seconds() for seen, at in rows]
    return found + [math.inf] * (count - len(found))


def patient(name: str) -> Limits:
    """Limits under which one may be in hundreds of small trades."""
    return Limits(
        person=person_id(name),
        risk_share=Decimal("0.0002"),
        open_most=10_000,
        orders_minute=100_000,
        orders_day=1_000_000,
    )
