"""Follows, skips and questions as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.command import ASKED_PREVIEW, Preview
from core.context import World
from core.kernel.errors import Refusal
from core.orders.planning import EntryPlan
from core.orders.views import propose
from core.ports.questions import DecisionsByProvider
from core.risk.model import ASKED, TOLD, Decision, WhyCard
from core.risk.views import why_card
from core.signals.cards import show_signal
from core.signals.model import Provider, Signal, SignalCard, SignalStatus, SignalTold
from core.social.copying import wanted_of
from core.social.model import AskOver, AskTold, Follow, FollowLine, HeardTold, SkipTold


async def follow_lines(world: World, follows: Sequence[Follow]) -> tuple[FollowLine, ...]:
    """Follows with how many signals were taken and skipped."""
    lines = []
    for follow in follows:
        provider = await world.view.get(Provider, follow.provider)
        tally = {
            row.word: row.rows
            for row in await world.view.ask(DecisionsByProvider(follow.person, follow.provider))
        }
        lines.append(
            FollowLine(
                provider=follow.provider,
                name=follow.provider if provider is None else provider.name,
                mode=follow.mode,
                active=follow.active,
                since=follow.since,
                taken=tally.get("", 0),
                skipped=sum(rows for code, rows in tally.items() if code not in ("", ASKED, TOLD)),
            )
        )
    return tuple(lines)


async def show_skip(world: World, told: SkipTold) -> WhyCard | None:
    """Why a copy was skipped."""
    decision = await world.view.get(Decision, told.decision)
    return None if decision is None else await why_card(world, decision)


async def show_ask(world: World, told: AskTold) -> Preview[EntryPlan] | WhyCard | AskOver | None:
    """The question whether to copy a signal, sized by what one would pay now; or why that is no longer possible.

    It stays open for as long as when it was first asked, however often its provider changes the signal meanwhile.
    """
    signal = await world.view.get(Signal, told.signal)
    instrument = None if signal is None or signal.symbol is None else world.market.table.get(signal.symbol)
    if signal is None or instrument is None:
        return None
    decisions = await world.view.all(Decision, signal=signal.id, person=told.person, code=ASKED)
    left = ASKED_PREVIEW - (world.clock.now() - decisions[0].at) if decisions else ASKED_PREVIEW
    if signal.entries_over or signal.status is not SignalStatus.OPEN or left <= timedelta(0):
        return await _ask_over(world, signal, lapsed=left <= timedelta(0))
    try:
        plan, _ = await propose(world, told.person, wanted_of(signal, instrument, asked=True))
    except Refusal as refusal:
        if not decisions:
            raise LookupError(f"nothing was decided about {signal.id}") from refusal
        return await why_card(world, decisions[0])
    return Preview(plan, left)


async def _ask_over(world: World, signal: Signal, *, lapsed: bool) -> AskOver:
    provider = await world.view.get(Provider, signal.provider)
    return AskOver(
        provider="" if provider is None else provider.name,
        number=signal.number,
        symbol=signal.symbol or "",
        lapsed=lapsed,
    )


async def show_heard(world: World, told: HeardTold) -> SignalCard | None:
    """A signal, for somebody who only wants to hear of it."""
    return await show_signal(world, SignalTold(told.signal))
