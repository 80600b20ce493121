"""Where a result came from: closed trades by instrument, provider, cause and hour (AN-16). Exact, pure.

An attribution is a view of the trades, never ownership: every trade belongs to the portfolio, and the parts of each
view add up to the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

from core.analytics.closed import NONE, ClosedTrade, Tally, added

SIGNAL = "signal"


class By(StrEnum):
    """What trades are told apart by. An hour is that of the entry, in UTC."""

    SYMBOL = "symbol"
    PROVIDER = "provider"
    CAUSE = "cause"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Part:
    """The trades that share a word: a symbol, a provider's id (empty: none), a cause, an hour."""

    word: str
    tally: Tally


def cause_of(trade: ClosedTrade) -> str:
    """What kind of thing made a trade: `signal`, `bot:7`, `manual`. A signal's own number is a trade's, not a kind."""
    kind, _, _ = trade.triggered_by.partition(":")
    return SIGNAL if kind == SIGNAL else trade.triggered_by


WORDS: dict[By, Callable[[ClosedTrade], str]] = {
    By.SYMBOL: lambda trade: trade.symbol,
    By.PROVIDER: lambda trade: trade.provider,
    By.CAUSE: cause_of,
    By.HOUR: lambda trade: f"{trade.opened_at.astimezone(UTC):%H}",
}


def parts(trades: Iterable[ClosedTrade], by: By) -> tuple[Part, ...]:
    """The parts, what brought most first; hours in their own order."""
    word_of, sums = WORDS[by], dict[str, Tally]()
    for trade in trades:
        word = word_of(trade)
        sums[word] = added(sums.get(word, NONE), trade.profit, trade.r_multiple)
    found = [Part(word, sums[word]) for word in sorted(sums)]
    return tuple(found if by is By.HOUR else sorted(found, key=lambda part: -part.tally.profit))
