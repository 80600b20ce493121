"""Sign-ins that end by themselves (Schwab: after seven days): told in time, each time once (row BR-08)."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.context import World
from core.notices.model import Notice, NoticeKind
from core.notices.tell import notice, tell
from core.ports.questions import SignInsEnding
from core.venues.credentials import Connection, ReloginTold

# Hours before the end; 0 is the end itself.
STAGES = (48, 12, 0)
# One that ended while nobody was there to say so is still told for a day.
LATE = timedelta(days=1)


async def tell_of_sign_ins(world: World) -> None:
    """Whoever has to sign in again soon hears of it: at 48 hours, at 12, and when it has ended. Of stages that were
    slept through the last one counts."""
    now = world.clock.now()
    accounts = await world.view.ask(SignInsEnding(now - LATE, now + timedelta(hours=STAGES[0])))
    found = await world.view.all(Connection, account=set(accounts)) if accounts else ()
    cards = [_card(world, one, one.until, now) for one in found if one.until is not None]
    if not cards:
        return
    told = {one.id for one in await world.view.all(Notice, id=[card.id for card in cards])}
    new = [card for card in cards if card.id not in told]
    if new:
        async with world.store.unit() as unit:
            told = {one.id for one in await unit.all(Notice, id=[card.id for card in new])}
            await tell(unit, [card for card in new if card.id not in told])


def _card(world: World, connection: Connection, until: datetime, now: datetime) -> Notice:
    stage = min(hours for hours in STAGES if until - now <= timedelta(hours=hours))
    told = ReloginTold(connection.account, stage, until)
    return notice(world, told, person=connection.person, kind=NoticeKind.ALARM)


async def next_sign_in(world: World) -> datetime | None:
    """When the next of these is due: for a clock that is put forward."""
    now = world.clock.now()
    horizon = now + timedelta(days=8)
    accounts = await world.view.ask(SignInsEnding(now - LATE, horizon))
    found = await world.view.all(Connection, account=set(accounts)) if accounts else ()
    moments = [
        one.until - timedelta(hours=hours) for one in found if one.until is not None for hours in STAGES
    ]
    return min((at for at in moments if at > now), default=None)
