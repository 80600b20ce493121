"""Round trips that some fills opened, without folding all that a portfolio ever did (rows PF-05, TG-06).

Which purchase a sale gave back depends on what was held then, and on nothing from before the instrument was last flat.
So what each fill did to the units is read from the newest on, back to where the instruments of these fills were flat
before them; the stretches between flat and flat that they lie in are folded in full, and nothing else is. Where
anything happened to units without a fill, or the beginning is not reached at nothing, the whole portfolio is folded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from core.kernel.money import ZERO
from core.orders.model import Fill
from core.portfolio.lots import Match, base_of
from core.portfolio.model import Change, Position, Rate
from core.portfolio.record import load_sheet
from core.portfolio.sheet import fold
from core.ports.questions import BookedFill, BookedFills
from core.ports.store import View

# Fills read at first: a page of the history and what was traded beside it. Each time more, so that an old page takes
# few questions, up to what is held in memory without a thought.
READ_AT_ONCE, READ_MOST = 256, 4_096


async def matches_of(view: View, portfolio: str, fills: Mapping[str, str]) -> Sequence[Match]:
    """Round trips that these fills opened, in the order in which they were closed. `fills` names the instrument of
    each."""
    if not fills:
        return ()
    stretches = await _stretches(view, portfolio, fills)
    matches: Sequence[Match]
    if stretches is None:
        matches = list((await load_sheet(view, portfolio)).matches)
    else:
        matches = await _folded(view, portfolio, stretches)
    return [match for match in matches if match.opened in fills]


async def _stretches(view: View, portfolio: str, fills: Mapping[str, str]) -> list[str] | None:
    """The fills of each stretch, from flat to flat, in which one of these lies, in the order of booking; None where
    that cannot be told from fills alone."""
    if await view.page(Change, size=1, portfolio=portfolio):
        return None
    symbols = tuple(sorted(set(fills.values())))
    positions = {one.symbol: one for one in await view.all(Position, portfolio=portfolio, symbol=symbols)}
    looking = {
        symbol: _Looking(positions.get(symbol), {id_ for id_, of in fills.items() if of == symbol})
        for symbol in symbols
    }
    before, size = None, READ_AT_ONCE
    while looking_for := tuple(symbol for symbol in symbols if not looking[symbol].done):
        found = await view.ask(BookedFills(portfolio, looking_for, size, before))
        for one in found:
            looking[one.symbol].take(one)
        if len(found) < size:
            break
        before, size = found[-1].number, min(size * 2, READ_MOST)
    if not all(one.done for one in looking.values()):
        return None
    taken = sorted((number, id_) for one in looking.values() for number, id_ in one.found)
    return [id_ for _, id_ in taken]


class _Looking:
    """Goes back through one instrument, from what is held now to where it was flat before all that is looked for."""

    def __init__(self, position: Position | None, wanted: Collection[str]) -> None:
        self._units = ZERO if position is None else position.quantity
        self._quote = "" if position is None else position.quote
        self._left = set(wanted)
        self._stretch: list[tuple[int, str]] = []
        self._counts = False
        self.found: list[tuple[int, str]] = []

    @property
    def done(self) -> bool:
        """Whether everything was found, and what it lies in from its beginning on."""
        return not self._left and not self._stretch

    def take(self, one: BookedFill) -> None:
        """The fill before those that were taken."""
        if self.done:
            return
        self._stretch.append((one.number, one.fill))
        if one.fill in self._left:
            self._left.discard(one.fill)
            self._counts = True
        self._units -= _units(one, self._quote)
        if not self._units:
            self.found += self._stretch if self._counts else ()
            self._stretch, self._counts = [], False


def _units(one: BookedFill, quote: str) -> Decimal:
    """What a fill did to the units held: `core/portfolio/lots.py:move_of` for a fill."""
    units = one.quantity if one.bought else -one.quantity
    return units - one.fee if one.fee_currency == base_of(one.symbol) != quote else units


async def _folded(view: View, portfolio: str, ids: Sequence[str]) -> Sequence[Match]:
    fills = {fill.id: fill for fill in await view.all(Fill, id=ids)}
    rates = {row.subject: row.rate for row in await view.all(Rate, subject=ids)}
    quotes = {one.symbol: one.quote for one in await view.all(Position, portfolio=portfolio)}
    return list(fold(portfolio, [fills[id_] for id_ in ids], (), quotes, rates).matches)
