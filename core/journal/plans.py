"""Plans without an order: which way they go, what they risk, what they came to. Plain arithmetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.journal.model import Idea, IdeaStatus
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.kernel.money import Price, Quantity, plain
from core.market.model import Instrument
from core.orders.model import Side


def idea_id(cause: str) -> str:
    """A plan's id, from what caused it: `P-7K2Q...`, its first letters are enough to type."""
    return f"P-{derived('plan', cause)[:16].upper()}"


def write_down(
    person: str,
    instrument: Instrument,
    entry: Price,
    stop: Price | None,
    target: Price | None,
    size: Quantity,
    *,
    cause: str,
    at: datetime,
) -> Idea:
    """A new plan. Refuses one whose stop and target do not stand on different sides of its entry."""
    side = direction(instrument, entry, stop, target)
    return Idea(
        id=idea_id(cause),
        person=person,
        symbol=instrument.symbol,
        quote=instrument.quote,
        side=side,
        entry=entry,
        stop=stop,
        target=target,
        size=size,
        risk=None if stop is None else abs(entry - stop) * size,
        reward=None if target is None else abs(target - entry) * size,
        opened_at=at,
    )


def direction(instrument: Instrument, entry: Price, stop: Price | None, target: Price | None) -> Side:
    """Long when the stop is below or the target above, short the other way round; neither says nothing."""
    sides = {Side.BUY if stop < entry else Side.SELL for stop in (stop,) if stop is not None}
    sides |= {Side.BUY if target > entry else Side.SELL for target in (target,) if target is not None}
    if len(sides) != 1 or entry in (stop, target):
        facts = {
            "symbol": instrument.symbol,
            "entry": plain(entry),
            "stop": "" if stop is None else plain(stop),
            "target": "" if target is None else plain(target),
        }
        raise Refusal("plan_sides" if stop is not None or target is not None else "plan_bare", facts)
    return sides.pop()


def close(idea: Idea, price: Price, at: datetime) -> Idea:
    """The plan as it ended at this price."""
    profit = idea.side.sign * idea.size * (price - idea.entry)
    return replace(idea, status=IdeaStatus.CLOSED, exit=price, profit=profit, closed_at=at)
