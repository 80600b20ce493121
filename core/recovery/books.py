"""Whether a portfolio's books are what its facts come to, to the last digit (rows PF-03, TG-09; reliability, P8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from core.kernel.money import ZERO, plain
from core.orders.model import Fill
from core.portfolio.model import Cash, Change, Entry, EntryKind, Lot, Portfolio, Position
from core.portfolio.record import load_sheet
from core.portfolio.sheet import Sheet
from core.ports.store import View


async def differences(view: View, portfolio: Portfolio) -> list[str]:
    """Where what is kept is not what follows from the facts, in words; nothing when all is well.

    Read in a transaction that holds the portfolio, it is exact; without one, somebody may book meanwhile.
    """
    lost = await _lost_facts(view, portfolio)
    if lost:
        return lost
    sheet = await load_sheet(view, portfolio.id)
    return [
        *await _positions(view, portfolio.id, sheet),
        *await _lots(view, portfolio.id, sheet),
        *await _cash(view, portfolio.id, sheet),
        *_unbalanced(sheet),
    ]


async def _lost_facts(view: View, portfolio: Portfolio) -> list[str]:
    """Facts that have no place in the order of booking, and places whose fact is gone."""
    entries = await view.all(Entry, portfolio=portfolio.id)
    placed = defaultdict[EntryKind, list[str]](list)
    for entry in entries:
        placed[entry.kind].append(entry.fact)
    fills = {fill.id: fill.symbol for fill in await view.all(Fill, account=portfolio.account)}
    changes = {one.id: one.symbol for one in await view.all(Change, portfolio=portfolio.id)}
    # A position stays when it is flat; a change knows its own currency, also of what was renamed.
    kept = {one.symbol for one in await view.all(Position, portfolio=portfolio.id)} | set(changes.values())
    words = [f"position {symbol} is gone" for symbol in sorted(set(fills.values()) - kept)]
    for kind, known in ((EntryKind.FILL, fills), (EntryKind.CHANGE, changes)):
        names = placed[kind]
        words += [f"{kind.value} {name} is gone" for name in sorted(set(names) - known.keys())]
        words += [f"{kind.value} {name} was not booked" for name in sorted(known.keys() - set(names))]
        twice = (
            sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        )
        words += [f"{kind.value} {name} was booked twice" for name in twice]
    return words


async def _positions(view: View, portfolio: str, sheet: Sheet) -> list[str]:
    kept = {row.symbol: row for row in await view.all(Position, portfolio=portfolio)}
    symbols = sorted(kept.keys() | sheet.positions.keys())
    return [f"position {symbol}" for symbol in symbols if kept.get(symbol) != sheet.positions.get(symbol)]


async def _lots(view: View, portfolio: str, sheet: Sheet) -> list[str]:
    kept = {row.id: row for row in await view.all(Lot, portfolio=portfolio)}
    made = {lot.id: lot for lots in sheet.lots.values() for lot in lots}
    return [f"lot {id_}" for id_ in sorted(kept.keys() | made.keys()) if kept.get(id_) != made.get(id_)]


async def _cash(view: View, portfolio: str, sheet: Sheet) -> list[str]:
    kept = {row.currency: row.amount for row in await view.all(Cash, portfolio=portfolio)}
    words = []
    for currency in sorted(kept.keys() | sheet.cash.keys()):
        have, made = kept.get(currency, ZERO), sheet.cash.get(currency, ZERO)
        if have != made:
            words.append(f"cash {currency} is {plain(have)}, its facts come to {plain(made)}")
    return words


def _unbalanced(sheet: Sheet) -> Sequence[str]:
    """The law of the sheet: what came in, what was earned and what is held add up to the cash, by currency."""
    words = []
    for currency, amount in sorted(sheet.cash.items()):
        own = [one for one in sheet.positions.values() if one.quote == currency]
        if any(one.unvalued for one in sheet.positions.values()):
            continue  # a fee whose worth is not known yet is in the cash and in no profit
        made = sum((one.realized - one.cost for one in own), ZERO)
        sums = (sheet.flows, sheet.earned, sheet.in_kind, sheet.foreign)
        if amount != made + sum((one.get(currency, ZERO) for one in sums), ZERO):
            words.append(f"cash {currency} does not follow from flows, profit and cost")
    return words
