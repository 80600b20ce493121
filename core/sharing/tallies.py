"""Sums over closed trades that are asked for again and again: one more is added, not all of them anew (CA-07).

What is kept is checked against the count of the database each time; where the two differ all is added up anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.analytics.closed import Tally, added, tally
from core.ports.page_questions import ClosedCount, CountClosed
from core.ports.questions import ClosedTrades
from core.ports.store import View

KEPT_MOST = 1_024
JUST_AFTER = timedelta(microseconds=1)
Key = tuple[str, datetime | None, bool]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sum, of how many trades it is, and those that were closed at its last instant."""

    counted: ClosedCount
    sum: Tally
    last: frozenset[str]


@dataclass(slots=True)
class Tallies:
    """Sums by portfolio and beginning, present and late ones apart; those asked for longest ago are forgotten."""

    _kept: OrderedDict[Key, _Kept] = field(default_factory=OrderedDict)

    async def of(self, view: View, portfolio: str, since: datetime | None, until: datetime | None) -> Tally:
        """All trades of a portfolio that were closed at `since` or later, and not past `until`."""
        [counted] = await view.ask(CountClosed(portfolio=portfolio, since=since, until=until))
        key = (portfolio, since, until is None)
        known = self._kept.get(key)
        if known is None or known.counted != counted:
            known = await self._continued(view, key, until, known, counted)
            self._kept[key] = known
            while len(self._kept) > KEPT_MOST:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return known.sum

    async def _continued(
        self, view: View, key: Key, until: datetime | None, known: _Kept | None, counted: ClosedCount
    ) -> _Kept:
        """What is known with what was closed since; from the beginning where that does not come out."""
        if known is not None and known.counted.newest is not None:
            found = await _summed(view, key[0], known.counted.newest, until, known)
            if found.sum.trades == counted.count:
                return found
        return await _summed(view, key[0], key[1], until, None)


async def _summed(
    view: View, portfolio: str, since: datetime | None, until: datetime | None, known: _Kept | None
) -> _Kept:
    end = None if until is None else until + JUST_AFTER
    trades = await view.ask(ClosedTrades((portfolio,), since, end))
    if known is None:
        total = tally(trades)
    else:
        total = known.sum
        for one in trades:
            if one.trade not in known.last:
                total = added(total, one.profit, one.r_multiple)
    newest = trades[-1].closed_at if trades else None
    last = frozenset(one.trade for one in trades if one.closed_at == newest)
    return _Kept(ClosedCount(total.trades, newest), total, last)
