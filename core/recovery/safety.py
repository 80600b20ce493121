"""Safe mode: a copy of the past must not act on what it does not know (reliability, P15).

Each start counts the installation's epoch up, in the database and in a file outside of it. A database that is behind
the file was put back from a backup: what it has planned may have been sent long ago. Then entries are off, whatever
was planned and not sent is expired, and the books are compared with the venues, until an owner says otherwise. Exits
and stops work.
"""

from __future__ import annotations

from dataclasses import replace

from core.accounts.model import Account
from core.bookkeeping import Setting
from core.context import World
from core.control.views import owners
from core.kernel.access import Level
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.model import Order, OrderStatus
from core.orders.record import Report, newest_step, record
from core.orders.switches import Holding, Switch, hold_scope
from core.ports.store import Unit
from core.recovery.model import SafeModeTold, SafeReason

EPOCH = "epoch"
SCOPE = hold_scope(Holding.SAFE)
AT_ONCE = 500
UNSENT = (OrderStatus.PLANNED, OrderStatus.HELD)


async def begin_epoch(world: World, kept: int | None) -> int:
    """Count this start; the number to note in the file. `kept` is what the file says, None where there is none.

    The database comes first, and with it safe mode where it is due: a kill before the file is written leaves a file
    that is behind, which harms nobody.
    """
    async with world.store.unit() as unit:
        await unit.hold(Setting, [EPOCH])
        row = await unit.get(Setting, EPOCH)
        known = 0 if row is None else int(row.value)
        number = max(known, kept or 0) + 1
        await unit.put([Setting(EPOCH, str(number))])
        # Nobody has an account in an empty database: it is new, and forgot nothing.
        if kept is not None and known < kept and await unit.page(Account, size=1):
            await _pull(world, unit, SafeReason.OLD_COPY)
    if await world.view.get(Switch, SCOPE) is not None:
        await _expire_unsent(world)
    return number


async def enter_safe_mode(world: World, why: SafeReason) -> bool:
    """Entries off, everything unsent expired, the owners told. False when it was on already."""
    async with world.store.unit() as unit:
        entered = await _pull(world, unit, why)
    await _expire_unsent(world)
    return entered


async def _expire_unsent(world: World) -> None:
    """What was planned and never sent is not sent any more. A second time finds nothing."""
    while unsent := await world.view.page(Order, size=AT_ONCE, status=UNSENT):
        reports = [
            Report(client_order_id=o.client_order_id, status=OrderStatus.EXPIRED, evidence=Holding.SAFE.value)
            for o in unsent
        ]
        async with world.store.unit() as unit:
            await record(unit, reports, world.clock.now())


async def _pull(world: World, unit: Unit, why: SafeReason) -> bool:
    if await unit.get(Switch, SCOPE) is not None:
        return False
    now = world.clock.now()
    seen = await newest_step(unit)
    await unit.put([Switch(scope=SCOPE, by=why.value, at=now, level=Level.OWNER, seen=seen)])
    people = await owners(unit)
    told = SafeModeTold(now)
    await tell(unit, [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in people])
    return True


async def leave_safe_mode(world: World, unit: Unit) -> bool:
    """Entries on again. False when it was off already."""
    switch = await unit.get(Switch, SCOPE)
    if switch is None:
        return False
    await unit.drop(Switch, [SCOPE])
    people = await owners(unit)
    told = SafeModeTold(switch.at)
    cards = [replace(notice(world, told, person=one), kind=NoticeKind.INFO) for one in people]
    await tell(unit, cards)
    return True
