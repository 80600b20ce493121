"""A comparison of everybody at once, and what it found."""

from __future__ import annotations

from collections.abc import Sequence

from core.accounts.model import Account, Person
from core.context import World
from core.orders.model import Trade, TradeStatus
from core.orders.reconcile import settle, unsettled
from core.orders.steering import rearrange
from core.orders.switches import Switch
from core.ports.store import View
from core.recovery.compare import compare_account
from core.recovery.model import Discrepancy, StrayOrder
from core.recovery.results import CompareCard, DifferenceLine, StrayLine
from core.recovery.safety import SCOPE

PAGE = 200
SHOWN = 10


async def compare_everybody(world: World) -> CompareCard:
    """Ask about what is not proven, look at every account twice where something differs, and bring exits in line."""
    await settle(world)
    accounts = silent = taken = 0
    after: tuple[object, ...] = ()
    while page := await world.view.page(Account, after=after, size=PAGE):
        for account in page:
            looked = await compare_account(world, account, deep=True)
            if await world.view.page(Discrepancy, size=1, account=account.id, ended_at=None):
                await compare_account(world, account, deep=True)
            accounts += 1
            silent += looked.silent
            taken += looked.taken_in
        after = (page[-1].id,)
    await _protect(world)
    switch = await world.view.get(Switch, SCOPE)
    return CompareCard(
        accounts=accounts,
        silent=silent,
        unproven=len(await unsettled(world)),
        taken_in=taken,
        differences=await difference_lines(world.view),
        strays=await stray_lines(world.view),
        safe_since=None if switch is None else switch.at,
    )


async def _protect(world: World) -> None:
    """Stops and targets that expired unsent are planned anew, of what is held now."""
    after: tuple[object, ...] = ()
    while page := await world.view.page(Trade, after=after, size=PAGE, status=TradeStatus.OPEN):
        async with world.store.unit() as unit:
            await rearrange(world, unit, [trade.id for trade in page])
        after = (page[-1].id,)


async def difference_lines(view: View) -> tuple[DifferenceLine, ...]:
    """What differs now, as far as it was seen twice."""
    rows = await view.all(Discrepancy, confirmed=True, ended_at=None)
    people, venues = await _names(view, rows)
    return tuple(
        DifferenceLine(
            person=people.get(row.person, ""),
            venue=venues.get(row.account, ""),
            asset=row.asset,
            books=row.books,
            at_venue=row.venue,
            since=row.first_at,
        )
        for row in rows
    )


async def stray_lines(view: View) -> tuple[StrayLine, ...]:
    """Orders of ours that are at venues and not in the books."""
    rows = await view.all(StrayOrder, ours=True, gone_at=None)
    people, venues = await _names(view, rows)
    return tuple(
        StrayLine(
            person=people.get(row.person, ""),
            venue=venues.get(row.account, ""),
            symbol=row.symbol,
            client_order_id=row.client_order_id,
            since=row.first_at,
        )
        for row in rows
    )


async def _names(
    view: View, rows: Sequence[Discrepancy] | Sequence[StrayOrder]
) -> tuple[dict[str, str], dict[str, str]]:
    """What the people and the venues of these are called."""
    if not rows:
        return {}, {}
    people = await view.all(Person, id={row.person for row in rows})
    accounts = await view.all(Account, id={row.account for row in rows})
    return {one.id: one.name for one in people}, {one.id: one.venue for one in accounts}
