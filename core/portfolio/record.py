"""Facts into the books: lots, positions and cash, in the transaction that records the fact (rows PF-03, TG-09).

Who books holds the portfolio's row. Each fact also gets its place in the order of booking (`Entry`), so that
everything can be rebuilt from the facts alone (`sheet.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.kernel.money import ZERO
from core.kernel.values import replace
from core.orders.model import Fill
from core.portfolio.lots import Method, book, cash_moved, fee_value
from core.portfolio.model import (
    Cash,
    CashFlow,
    Change,
    Entry,
    EntryKind,
    FeeUnvalued,
    Lot,
    Portfolio,
    Position,
    Rate,
)
from core.portfolio.sheet import Fact, Sheet, changed, fold
from core.ports.store import Unit, View

Key = tuple[str, str]


async def book_fills(unit: Unit, fills: Sequence[Fill], quotes: Mapping[str, str]) -> None:
    """Book new fills, in this order, into lots, positions and cash. `quotes` is the currency of each fill."""
    if not fills:
        return
    portfolios = {fill.portfolio for fill in fills}
    symbols = {fill.symbol for fill in fills}
    found = await unit.all(Position, portfolio=portfolios, symbol=symbols)
    positions: dict[Key, Position] = {(one.portfolio, one.symbol): one for one in found}
    before: dict[Key, list[Lot]] = defaultdict(list)
    for lot in await unit.all(Lot, portfolio=portfolios, symbol=symbols):
        before[lot.portfolio, lot.symbol].append(lot)
    lots = {key: tuple(sorted(held, key=lambda lot: lot.sequence)) for key, held in before.items()}
    cash = {(row.portfolio, row.currency): row for row in await unit.all(Cash, portfolio=portfolios)}
    touched = set[Key]()
    for fill in fills:
        key, quote = (fill.portfolio, fill.symbol), quotes[fill.id]
        flat = Position(portfolio=fill.portfolio, symbol=fill.symbol, quote=quote)
        booked = book(positions.get(key, flat), lots.get(key, ()), fill)
        positions[key], lots[key] = booked.position, booked.lots
        for currency, by in cash_moved(fill, quote).items():
            purse = (fill.portfolio, currency)
            held = cash.get(purse) or Cash(portfolio=fill.portfolio, currency=currency, amount=ZERO)
            cash[purse] = replace(held, amount=held.amount + by)
        if fee_value(fill, quote, None) is None:
            unit.record(FeeUnvalued(fill.id))
        touched.add(key)
    await unit.put([positions[key] for key in sorted(touched)])
    await _put_lots(unit, [lot for key in touched for lot in before[key]], [lots[key] for key in touched])
    await unit.put([row for _, row in sorted(cash.items())])
    await unit.add([_entry(fill.portfolio, EntryKind.FILL, fill.id) for fill in fills])


async def _put_lots(unit: Unit, before: Sequence[Lot], after: Sequence[Sequence[Lot]]) -> None:
    now_held = {lot.id: lot for held in after for lot in held}
    was_held = {lot.id: lot for lot in before}
    await unit.drop(Lot, sorted(was_held.keys() - now_held.keys()))
    await unit.put([lot for id_, lot in sorted(now_held.items()) if was_held.get(id_) != lot])


def _entry(portfolio: str, kind: EntryKind, fact: str) -> Entry:
    return Entry(number=0, portfolio=portfolio, kind=kind, fact=fact)


async def book_change(unit: Unit, change: Change) -> bool:
    """Book a split, a renaming, units that came or went without an order. False: it was booked before."""
    await unit.hold(Portfolio, {change.portfolio})
    if not await unit.add([change], new_only=True):
        return False
    await unit.add([_entry(change.portfolio, EntryKind.CHANGE, change.id)])
    symbols = {change.symbol, change.renamed or change.symbol}
    sheet = Sheet(change.portfolio)
    lots = await unit.all(Lot, portfolio=change.portfolio, symbol=symbols)
    for position in await unit.all(Position, portfolio=change.portfolio, symbol=symbols):
        sheet.positions[position.symbol] = position
        own = (lot for lot in lots if lot.symbol == position.symbol)
        sheet.lots[position.symbol] = tuple(sorted(own, key=lambda lot: lot.sequence))
    changed(sheet, change)
    gone = symbols - sheet.positions.keys()
    await unit.drop(Position, [(change.portfolio, symbol) for symbol in sorted(gone)])
    await unit.put([position for _, position in sorted(sheet.positions.items())])
    await _put_lots(unit, lots, list(sheet.lots.values()))
    for currency, by in sheet.cash.items():
        await move_cash(unit, change.portfolio, currency, by)
    return True


async def book_flow(unit: Unit, flow: CashFlow) -> bool:
    """Book money that came or went without a trade. False: it was booked before."""
    await unit.hold(Portfolio, {flow.portfolio})
    if not await unit.add([flow], new_only=True):
        return False
    await move_cash(unit, flow.portfolio, flow.money.currency, flow.money.amount)
    return True


async def move_cash(unit: Unit, portfolio: str, currency: str, by: Decimal) -> None:
    """Free money of a portfolio changes."""
    held = await unit.get(Cash, portfolio, currency)
    amount = by if held is None else held.amount + by
    await unit.put([Cash(portfolio=portfolio, currency=currency, amount=amount)])


async def value_fee(unit: Unit, fill: Fill, rate: Rate) -> bool:
    """Note what a fee in a third currency was worth, and fold the portfolio anew with it. False: it was known."""
    await unit.hold(Portfolio, {fill.portfolio})
    if not await unit.add([rate], new_only=True):
        return False
    sheet = await load_sheet(unit, fill.portfolio)
    before = await unit.all(Lot, portfolio=fill.portfolio)
    await unit.put([position for _, position in sorted(sheet.positions.items())])
    await _put_lots(unit, before, list(sheet.lots.values()))
    return True


async def load_facts(view: View, portfolio: str) -> Sequence[Fact]:
    """Everything that happened to units of a portfolio, in the order in which it was booked."""
    entries = sorted(await view.all(Entry, portfolio=portfolio), key=lambda entry: entry.number)
    ids = {kind: [entry.fact for entry in entries if entry.kind is kind] for kind in EntryKind}
    fills = {fill.id: fill for fill in await view.all(Fill, id=ids[EntryKind.FILL])}
    changes = {one.id: one for one in await view.all(Change, id=ids[EntryKind.CHANGE])}
    return [fills[entry.fact] if entry.kind is EntryKind.FILL else changes[entry.fact] for entry in entries]


async def load_sheet(view: View, portfolio: str, method: Method = Method.FIFO) -> Sheet:
    """The portfolio rebuilt from its facts alone."""
    facts = await load_facts(view, portfolio)
    fills = [fact.id for fact in facts if isinstance(fact, Fill)]
    rates = {row.subject: row.rate for row in await view.all(Rate, subject=fills)}
    flows = await view.all(CashFlow, portfolio=portfolio)
    quotes = {fact.symbol: fact.quote for fact in facts if isinstance(fact, Change)}
    quotes |= {one.symbol: one.quote for one in await view.all(Position, portfolio=portfolio)}
    return fold(portfolio, facts, flows, quotes, rates, method)
