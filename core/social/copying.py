"""What copying a signal means for a follower: pure, from the signal to what is wanted."""

from __future__ import annotations

from core.kernel.money import Price
from core.market.model import Instrument
from core.orders.model import Side, Target
from core.orders.proposal import Wanted
from core.signals.model import Signal
from core.signals.reading import Direction, EntryType

# How sure the reading is, as people are told (storyboard, scene 5).
SURE = {"auto": "clear", "confirm": "check", "ignore": "chat"}
# A breakout waits for a price and a ladder buys at several: neither is one limit order, so neither is guessed.
ONE_PRICE = frozenset({EntryType.MARKET, EntryType.LIMIT, EntryType.ZONE})


def side_of(direction: Direction) -> Side:
    """The side that opens a position in this direction."""
    return Side.BUY if direction is Direction.LONG else Side.SELL


def posted_price(entries: tuple[Price, ...], direction: Direction) -> Price | None:
    """The price that chase and size are measured from: as written, of a zone the end that is paid last."""
    if not entries:
        return None
    return max(entries) if direction is Direction.LONG else min(entries)


def wanted_of(signal: Signal, instrument: Instrument, *, asked: bool) -> Wanted:
    """The entry that this signal asks of a follower, with the exits that stand now."""
    return wanted_entry(
        instrument,
        signal.direction,
        signal.entries,
        signal.stop_now,
        signal.targets_now,
        asked=asked,
        signal=signal,
        reading=SURE[signal.tier.value],
    )


def wanted_entry(
    instrument: Instrument,
    direction: Direction,
    entries: tuple[Price, ...],
    stop: Price | None,
    targets: tuple[Target, ...],
    *,
    asked: bool,
    signal: Signal | None,
    reading: str,
) -> Wanted:
    """An entry as read in a post, whoever posted it."""
    return Wanted(
        instrument=instrument,
        side=side_of(direction),
        posted=posted_price(entries, direction),
        limit=None,
        stop=stop,
        targets=targets,
        copied=True,
        asked=asked,
        amount=None,
        posted_at=None if signal is None else signal.posted_at,
        triggered_by="manual" if signal is None else f"signal:{signal.id}",
        signal=None if signal is None else signal.id,
        share=None if signal is None else signal.size_share,
        reading=reading,
    )
