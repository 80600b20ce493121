"""When the venue cannot be traded at, or nobody says what it costs, nobody of a page is in: the same reason for all,
told to each."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import World
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.market.model import Instrument
from core.notices.tell import notice, tell
from core.orders.access import session_at
from core.orders.views import quote_for, rules_for
from core.portfolio.views import load_book
from core.ports.market import NoPrice
from core.risk.model import TOLD, Decision
from core.signals.model import Signal, SignalTold
from core.social.model import CopyMode, Follow, HeardTold, SkipTold


async def skipped_by_venue(
    world: World, signal: Signal, instrument: Instrument, follows: Sequence[Follow]
) -> bool:
    """Whether their venue or a missing price keeps these followers out now; then each has a decision that says why.

    No check is made and no limit is looked at: none of them could help.
    """
    now = world.clock.now()
    book = await load_book(world.view, follows[0].person, instrument.quote, now, follows[0].account)
    try:
        await rules_for(world, book, instrument)
        session = await session_at(await world.brokers.of(book.account.id), instrument, now)
        await quote_for(world, instrument, session)
    except (Refusal, NoPrice) as why:
        code = why.code
    else:
        return False
    decisions = [
        Decision(
            id=derived("decision", signal.id, follow.person),
            person=follow.person,
            signal=signal.id,
            trade=None,
            symbol=signal.symbol or "",
            mode=book.portfolio.mode.value,
            source=f"signal:{signal.id}",
            code=TOLD if follow.mode is CopyMode.NOTIFY else code,
            reasons=(),
            change=None,
            at=now,
        )
        for follow in follows
    ]
    notices = [
        notice(world, HeardTold(signal.id, one.person), person=one.person)
        if one.code == TOLD
        else notice(world, SkipTold(one.id), person=one.person)
        for one in decisions
    ]
    async with world.store.unit() as unit:
        await unit.add(decisions, new_only=True)
        await tell(unit, [*notices, notice(world, SignalTold(signal.id), channel=signal.channel)])
    return True
