"""When the venue cannot be traded at, or nobody says what it costs, nobody of a page is in: the same reason for all,
told to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.context import World
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.market.model import Instrument, Quote, Rules, Session
from core.notices.tell import notice, tell
from core.orders.access import rules_at, session_at
from core.orders.views import quote_for
from core.portfolio.views import load_book
from core.ports.market import NoPrice
from core.risk.model import TOLD, Decision
from core.signals.model import Signal, SignalTold
from core.social.model import CopyMode, Follow, HeardTold, SkipTold


@dataclass(frozen=True, slots=True)
class AtVenue:
    """What a venue says of an instrument, asked for one of the accounts there, and what it costs there."""

    account: str
    name: str
    symbol: str
    rules: Rules
    session: Session
    quote: Quote


async def at_venue(world: World, account: str, instrument: Instrument) -> AtVenue:
    """Raises the refusals of `core/orders/access.py` and `NoPrice`."""
    now = world.clock.now()
    broker = await world.brokers.of(account)
    session = await session_at(broker, instrument, now)
    rules = await rules_at(broker, instrument, now)
    quote = await quote_for(world, instrument, session, broker)
    return AtVenue(account, broker.venue, instrument.symbol, rules, session, quote)


async def reachable(
    world: World, instrument: Instrument, follows: Sequence[Follow]
) -> tuple[list[Follow], list[tuple[Follow, str, str]], AtVenue | None]:
    """Of followers at one venue, those who can trade there now; the others, with why not and in which mode; and what
    the venue says, where anybody can.

    A venue that does not answer and a missing price keep out everybody, a key that it does not take its owner alone.
    """
    inside, out = list(follows), list[tuple[Follow, str, str]]()
    there: AtVenue | None = None
    while inside:
        first, now = inside[0], world.clock.now()
        book = await load_book(world.view, first.person, instrument.quote, now, first.account)
        try:
            there = await at_venue(world, book.account.id, instrument)
        except (Refusal, NoPrice) as why:
            kept_out = inside[:1] if why.code == "key_revoked" and first.account else inside
            out += [(one, why.code, book.portfolio.mode.value) for one in kept_out]
            inside = inside[len(kept_out) :]
        else:
            break
    return inside, out, there


async def in_reach(
    world: World, signal: Signal, instrument: Instrument, follows: Sequence[Follow]
) -> tuple[list[Follow], AtVenue | None]:
    """Those of these followers at one venue who can trade there now, and what it says; the others have a decision that
    says why not.

    No check is made for them and no limit is looked at: none of them could help.
    """
    inside, out, there = await reachable(world, instrument, follows)
    if not out:
        return inside, there
    now = world.clock.now()
    decisions = [
        Decision(
            id=derived("decision", signal.id, follow.person),
            person=follow.person,
            signal=signal.id,
            trade=None,
            symbol=signal.symbol or "",
            mode=mode,
            source=f"signal:{signal.id}",
            code=TOLD if follow.mode is CopyMode.NOTIFY else code,
            reasons=(),
            change=None,
            at=now,
        )
        for follow, code, mode in out
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
    return inside, there
