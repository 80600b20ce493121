"""From a follow-up to what is on record about a signal: tied, judged, written once, and set going.

Everything here writes in the caller's unit. What changes trades is `reactions.carry_out`, page by page, caused by
`SignalUpdated`; what cannot be carried out is told to whoever said it, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.context import World
from core.kernel.ids import derived
from core.kernel.money import Price
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.ports.store import Unit, View
from core.signals.doubts import ANSWERED_WITHIN, ASKED_FOR
from core.signals.instructions import HUNDRED, followed, judge, levels_after, levels_of
from core.signals.model import (
    FollowUpTold,
    LedgerEntry,
    Provider,
    QuestionKind,
    QuestionTold,
    Signal,
    SignalAccepted,
    SignalQuestion,
    SignalStatus,
    SignalTold,
    SignalUpdate,
    SignalUpdated,
    ThreadTold,
    UpdateSource,
)
from core.signals.reading import Action, Do, EntryType, Tier
from core.signals.suggestion import REASON
from core.signals.tying import Standing

REPLIES_DEEP = 8  # a reply to a reply to a reply ...
ASKED_CHOICES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Who said what it is about, where, and how it came: the same for a reply, a command and an answer."""

    provider: str
    person: str
    channel: str
    message: str
    version: int
    source: UpdateSource


async def standing_signals(view: View, provider: str) -> tuple[Signal, ...]:
    """A provider's signals that can be followed up, oldest first. What adds to one is followed up with it."""
    found = await view.all(Signal, provider=provider, status=SignalStatus.OPEN, adds_to=None)
    return tuple(sorted((one for one in found if one.symbol is not None), key=lambda one: one.number))


def standing(signals: Sequence[Signal]) -> tuple[Standing, ...]:
    """The same, as tying looks at them."""
    return tuple(Standing(signal=one.id, symbol=one.symbol, direction=one.direction) for one in signals)


async def replied_to(world: World, channel: str, reply_to: str | None) -> frozenset[str] | None:
    """The signals of the post that is answered: their own post, our card or thread, or a follow-up of theirs.

    None for no reply at all, empty for a reply to something else.
    """
    for _ in range(REPLIES_DEEP):
        if reply_to is None:
            return None
        if (found := await _signals_at(world, channel, reply_to)) is not None:
            return found
        entries = await world.view.all(LedgerEntry, chain=channel, message=reply_to, version=0)
        if not entries or entries[0].reply_to is None:
            break
        reply_to = entries[0].reply_to
    return frozenset()


async def _signals_at(world: World, channel: str, message: str) -> frozenset[str] | None:
    card = await world.view.get(Notice, message)
    if card is not None and card.channel == channel:
        subject = world.vocabulary.read(card.subject)
        if isinstance(subject, SignalTold | ThreadTold):
            signal = await world.view.get(Signal, subject.signal)
            return None if signal is None else frozenset({signal.adds_to or signal.id})
    signals = await world.view.all(Signal, channel=channel, message=message)
    if signals:
        return frozenset(one.adds_to or one.id for one in signals)
    updates = await world.view.all(SignalUpdate, channel=channel, message=message)
    return frozenset(one.signal for one in updates) or None


async def instruct(
    world: World,
    unit: Unit,
    word: Word,
    signals: Sequence[str],
    actions: Sequence[Action],
    prices: Mapping[str, Decimal],
) -> tuple[SignalUpdate, ...]:
    """Put these actions on each signal's record and set them going; what cannot be meant is told instead."""
    await unit.hold(Signal, list(signals))
    written = []
    for signal in sorted(await unit.all(Signal, id=list(signals)), key=lambda one: one.number):
        price = prices.get(signal.symbol or "")
        code = "signal_over" if signal.status is not SignalStatus.OPEN else None
        code = code or judge(actions, signal.direction, levels_of(signal), price)
        if code is not None:
            await decline(world, unit, word, code, signal.id)
        else:
            written.append(await write_update(world, unit, word, signal, actions, price))
    return tuple(written)


async def decline(world: World, unit: Unit, word: Word, code: str, signal: str | None) -> None:
    """Tell whoever said it that nothing was changed, and why."""
    told = FollowUpTold(word.channel, word.message, word.version, code, signal)
    await tell(unit, [notice(world, told, person=word.person)])


async def write_update(
    world: World,
    unit: Unit,
    word: Word,
    signal: Signal,
    actions: Sequence[Action],
    price: Decimal | None,
    noted: Sequence[Action] = (),
) -> SignalUpdate:
    """One update of one signal: the row, the signal as it stands from now on, the card, and what follows."""
    now = world.clock.now()
    was = levels_of(signal)
    levels = levels_after(actions, signal.direction, was)
    number = signal.updates + 1
    update = SignalUpdate(
        id=derived("update", signal.id, number),
        signal=signal.id,
        number=number,
        channel=word.channel,
        message=word.message,
        version=word.version,
        source=word.source,
        by=word.person,
        actions=tuple(actions),
        noted=tuple(noted),
        stop_was=was.stop,
        stop_now=levels.stop,
        targets_was=was.targets,
        targets_now=levels.targets,
        price=None if price is None else Price(price),
        at=now,
    )
    signal = followed(signal, actions, now, gone=word.source is UpdateSource.DELETED)
    await unit.add([update])
    await unit.put([signal])
    await _take_along(unit, signal)
    await _add_to(world, unit, word, signal, update)
    unit.record(SignalUpdated(update.id))
    await tell(unit, [notice(world, SignalTold(signal.id), channel=signal.channel)])
    return update


async def _take_along(unit: Unit, signal: Signal) -> None:
    """What adds to a signal stands and ends with it."""
    additions = [
        replace(
            one,
            stop_now=signal.stop_now,
            targets_now=signal.targets_now,
            updates=one.updates + 1,
            entries_over=signal.entries_over,
            status=signal.status,
            closed_at=signal.closed_at,
        )
        for one in await unit.all(Signal, adds_to=signal.id, status=SignalStatus.OPEN)
    ]
    if additions:
        await unit.put(additions)


async def _add_to(world: World, unit: Unit, word: Word, signal: Signal, update: SignalUpdate) -> None:
    """`add`: a further entry with the exits that stand now, as a numbered signal that names the one it adds to.

    It goes the way of every entry, so each follower's own limits decide again. Without a size it asks.
    """
    adding = [(place, action) for place, action in enumerate(update.actions) if action.do is Do.ADD]
    provider = await unit.get(Provider, signal.provider) if adding else None
    if provider is None:
        return
    made = [
        _addition(world, signal, update, place, action, provider.signals + count)
        for count, (place, action) in enumerate(adding, start=1)
    ]
    await unit.put([replace(provider, signals=provider.signals + len(made))])
    await unit.add(made)
    unit.record(*(SignalAccepted(one.id) for one in made))
    await tell(unit, [notice(world, SignalTold(one.id), channel=one.channel) for one in made])


def _addition(
    world: World, signal: Signal, update: SignalUpdate, place: int, action: Action, number: int
) -> Signal:
    at = world.clock.now()
    # What adds to a trade that a language model read asks everybody, as the trade did.
    doubts = tuple(reason for reason in signal.reasons if reason == REASON)
    doubts += () if action.size_pct is not None else ("no_size",)
    return replace(
        signal,
        id=derived("addition", update.id, place),
        number=number,
        message=update.message,
        item=100 + place,
        entry_type=EntryType.MARKET if action.price is None else EntryType.LIMIT,
        entries=() if action.price is None else (Price(action.price),),
        stop=signal.stop_now,
        targets=signal.targets_now,
        tier=Tier.CONFIRM if doubts else Tier.AUTO,
        reasons=doubts,
        spans=(),
        status=SignalStatus.OPEN,
        posted_at=at,
        seen_at=at,
        updates=0,
        entries_over=False,
        confirmed_at=None,
        closed_at=None,
        adds_to=signal.id,
        size_share=None if action.size_pct is None else action.size_pct / HUNDRED,
    )


async def ask(
    world: World,
    unit: Unit,
    word: Word,
    kind: QuestionKind,
    signals: Sequence[str],
    *,
    actions: Sequence[Action] = (),
    scale: Decimal | None = None,
) -> SignalQuestion:
    """Ask the provider about a post. One question for one post of one kind: a second time it is the same row."""
    now = world.clock.now()
    public = kind in (
        QuestionKind.NUMBER,
        QuestionKind.REPEAT,
        QuestionKind.TAUGHT,
    )  # those stand on the signal's own card
    key = (word.channel, word.message, word.version, kind.value, *signals)
    question = SignalQuestion(
        id=derived("question", *key)[:12],
        kind=kind,
        provider=word.provider,
        asked=word.person,
        channel=word.channel,
        message=word.message,
        version=word.version,
        actions=tuple(actions),
        signals=tuple(signals)[-ASKED_CHOICES:],
        scale=scale,
        asked_at=now,
        until=now + (ASKED_FOR if public else ANSWERED_WITHIN),
    )
    await unit.add([question], new_only=True)
    if not public:
        await tell(unit, [notice(world, QuestionTold(question.id), person=word.person)])
    return question
