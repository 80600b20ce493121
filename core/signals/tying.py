"""Which signal a follow-up is about: a plain function from what was said to the signals meant, or a question.

By reply first, else by symbol, else the only one that stands. Where two would fit it is asked, never guessed; a
reply to something that is no signal does not become one about whatever happens to be open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.signals.reading import Direction, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A provider's signal that can still be followed up."""

    signal: str
    symbol: str | None
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a follow-up says about whom it is for.

    `replied` are the signals of the post that it answers: None when it answers nothing, empty when that post was
    no signal. `all` is `close all`; `symbol` and `direction` narrow where they were written.
    """

    replied: frozenset[str] | None
    symbol: str | None
    direction: Direction | None
    all: bool


@dataclass(frozen=True, slots=True)
class Tied:
    """It is about these signals."""

    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Which:
    """It could be about any of these: their provider is asked."""

    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Untied:
    """It is about none that stands. `code`: signal_over (that `signal`), none_open, none_in_symbol."""

    code: str
    signal: str | None = None


def meant(reading: Reading, replied: frozenset[str] | None) -> Meant:
    """Whom a reading is for, as it was written; `replied` as above."""
    return Meant(
        replied=replied,
        symbol=None if reading.instrument is None else reading.instrument.symbol,
        direction=reading.direction,
        all=reading.scope == "all",
    )


def tie(meant: Meant, standing: Sequence[Standing]) -> Tied | Which | Untied:
    """The signals that a follow-up is about. `standing` are all of its provider's, oldest first."""
    fitting = [one for one in standing if _fits(one, meant)]
    if meant.all:
        return Tied(_ids(fitting)) if fitting else Untied("none_open")
    if meant.replied:
        answered = [one for one in fitting if one.signal in meant.replied]
        if answered:
            return _one_of(answered)
        over = not any(one.signal in meant.replied for one in standing)
        if over:
            return Untied("signal_over", min(meant.replied))
        # A reply to one trade that names another: the two halves of the post disagree.
        return Which(_ids([one for one in standing if one.signal in meant.replied or one in fitting]))
    if not fitting:
        return Untied("none_in_symbol" if meant.symbol is not None else "none_open")
    if meant.replied is not None and meant.symbol is None:
        return Which(_ids(fitting))
    return _one_of(fitting)


def _fits(one: Standing, meant: Meant) -> bool:
    return meant.symbol in (None, one.symbol) and meant.direction in (None, one.direction)


def _one_of(fitting: Sequence[Standing]) -> Tied | Which:
    return Tied(_ids(fitting)) if len(fitting) == 1 else Which(_ids(fitting))


def _ids(found: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(one.signal for one in found)
