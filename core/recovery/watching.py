"""Each hour the books are folded anew from their facts, and new steps of orders are held against their seals.

What does not hold is no matter of opinion: entries of that portfolio wait at once, its owner and those who run the
place are told, and it is looked at again each hour until it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.bookkeeping import Setting
from core.context import World
from core.control.views import owners
from core.kernel.faults import faultpoint
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.record import newest_step
from core.orders.switches import HOLD, Holding, Switch, hold_scope
from core.portfolio.model import Entry, Portfolio
from core.ports.store import Unit
from core.recovery.books import differences
from core.recovery.model import BooksTold, BrokenTold
from core.recovery.verifying import orders_since

ENTRIES_AT_ONCE = 5_000
# Portfolios in which nothing was booked are looked at in turns, so many an hour.
IN_TURN = 200
BOOKED, TURN, STEPS = "books_checked_until", "books_checked_turn", "steps_checked_until"
SHOWN = 5


async def check_records(world: World) -> None:
    """What was booked and stepped since the last look, and some of the rest."""
    for portfolio in await _due(world):
        await check_books(world, portfolio)
    await _check_steps(world)
    faultpoint("books.checked")


async def check_books(world: World, portfolio: Portfolio) -> bool:
    """Whether a portfolio's books follow from its facts. While they do not, its entries wait."""
    if not await differences(world.view, portfolio):
        held = await world.view.get(Switch, hold_scope(Holding.BOOKS, portfolio.id))
        if held is None:
            return True
    # Somebody may have booked while we read: the verdict is spoken with the portfolio in hand.
    async with world.store.unit() as unit:
        await unit.hold(Portfolio, {portfolio.id})
        found = await differences(unit, portfolio)
        await (_hold(world, unit, portfolio, found) if found else _lift(world, unit, portfolio))
    return not found


async def _hold(world: World, unit: Unit, portfolio: Portfolio, found: Sequence[str]) -> None:
    scope = hold_scope(Holding.BOOKS, portfolio.id)
    if await unit.get(Switch, scope) is not None:
        return
    seen = await newest_step(unit)
    await unit.put([Switch(scope=scope, by=Holding.BOOKS.value, at=world.clock.now(), seen=seen)])
    cards = [notice(world, BooksTold(portfolio.id), person=portfolio.person, kind=NoticeKind.ALARM)]
    told = BrokenTold(f"portfolio {portfolio.id}", tuple(found[:SHOWN]))
    cards += [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in await owners(unit)]
    await tell(unit, cards)


async def _lift(world: World, unit: Unit, portfolio: Portfolio) -> None:
    if await unit.drop(Switch, [hold_scope(Holding.BOOKS, portfolio.id)]):
        await tell(unit, [notice(world, BooksTold(portfolio.id), person=portfolio.person)])


async def _due(world: World) -> Sequence[Portfolio]:
    """Portfolios in which something was booked since the last look, those that are held, and some of the others."""
    number, touched = await _mark(world, BOOKED), set[str]()
    while entries := await world.view.page(Entry, after=(number,), size=ENTRIES_AT_ONCE):
        touched |= {entry.portfolio for entry in entries}
        number = entries[-1].number
    row = await world.view.get(Setting, TURN)
    turn = await world.view.page(Portfolio, after=(row.value,) if row and row.value else (), size=IN_TURN)
    held = f"{HOLD}{Holding.BOOKS.value}:"
    scopes = [one.scope for one in await world.view.all(Switch)]
    touched |= {scope.removeprefix(held) for scope in scopes if scope.startswith(held)}
    known = {portfolio.id for portfolio in turn}
    others = await world.view.all(Portfolio, id=touched - known) if touched - known else ()
    async with world.store.unit() as unit:
        after = turn[-1].id if len(turn) == IN_TURN else ""
        await unit.put([Setting(BOOKED, str(number)), Setting(TURN, after)])
    return [*others, *turn]


async def _check_steps(world: World) -> None:
    """Steps since the last look; what is broken is told to those who run the place."""
    checked, number = await orders_since(world.view, await _mark(world, STEPS))
    async with world.store.unit() as unit:
        await unit.put([Setting(STEPS, str(number))])
        if checked.broken:
            told = BrokenTold("steps of orders", tuple(checked.broken[:SHOWN]))
            people = await owners(unit)
            await tell(unit, [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in people])


async def _mark(world: World, name: str) -> int:
    row = await world.view.get(Setting, name)
    return 0 if row is None else int(row.value)
