"""Small channels and candles for replays, and the one thing most tests do: live through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from core.market.candles import Series, series_of
from core.market.symbols import builtin_table
from core.replay.model import Line, OldPost, Record, Terms
from core.replay.walk import Walk
from core.signals.profile import DEFAULT, Profile

NOON = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)
SOL = "SOL/USDT"
LONG = "LONG SOL/USDT entry 100 sl 90 tp 110 120"
TERMS = Terms()


def at(minutes: int, seconds: int = 0) -> datetime:
    """So long after noon."""
    return NOON + timedelta(minutes=minutes, seconds=seconds)


def post(
    number: int, minutes: int, text: str, *, reply: int | None = None, edited: int | None = None
) -> OldPost:
    """A post half a minute into this minute; `edited` is the minute of its last edit."""
    return OldPost(
        id=str(number),
        posted_at=at(minutes, 30),
        text=text,
        author="1",
        author_name="Alpha",
        edited_at=None if edited is None else at(edited, 30),
        reply_to=None if reply is None else str(reply),
    )


def bars(*rows: str, start: int = 0, step: int = 60) -> Series:
    """Hourly candles from noon on, each written `open high low close`."""
    return series_of([row_at(start + step * count, row) for count, row in enumerate(rows)])


def row_at(minutes: int, row: str) -> tuple[datetime, str, str, str, str]:
    """A candle so long after noon, written `open high low close`."""
    first, high, low, last = row.split()
    return at(minutes), first, high, low, last


def replay(
    posts: Sequence[OldPost],
    candles: Series | Mapping[str, Series] | None,
    terms: Terms = TERMS,
    profile: Profile = DEFAULT,
) -> Record:
    """The record of these posts, whatever their order."""
    known = {SOL: candles} if isinstance(candles, Series) else candles or {}
    walk = Walk(posts, builtin_table(), profile, terms, known.get)
    for one in sorted(posts, key=lambda one: one.place):
        walk.take(one)
    return walk.record()


def only(record: Record) -> Line:
    """The one signal of a record."""
    [line] = record.lines
    return line


def told(lines: Iterable[Line]) -> list[str]:
    return [line.outcome.value for line in lines]
