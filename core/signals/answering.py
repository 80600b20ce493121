"""What becomes of a question to a provider: an answer is carried out once, and one that nobody gives lapses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.context import World
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.ports.store import Unit
from core.signals.doubts import confirmed, scaled
from core.signals.instructing import Word, instruct
from core.signals.model import (
    Provider,
    QuestionKind,
    QuestionTold,
    Signal,
    SignalAccepted,
    SignalQuestion,
    SignalStatus,
    SignalTold,
    UpdateSource,
)
from core.signals.reading import Action, Do

LAPSED = "lapsed"
YES, NO, WRITTEN, ADD, REPEAT, ALL, NONE = "yes", "no", "written", "add", "repeat", "all", "none"
# Told to the provider alone: the channel hears of a signal only once there is one.
PRIVATE = (QuestionKind.LATE, QuestionKind.MODEL)
CHOICES: Mapping[QuestionKind, tuple[str, ...]] = {
    QuestionKind.WHICH: (ALL, NONE),  # and the number of each signal
    QuestionKind.SURE: (YES, NO),
    QuestionKind.REPORT: (YES, NO),
    QuestionKind.NUMBER: (YES, WRITTEN, NO),
    QuestionKind.REPEAT: (ADD, REPEAT),
    QuestionKind.LATE: (YES, NO),
    QuestionKind.TAUGHT: (YES, NO),
    QuestionKind.MODEL: (YES, NO),
}


def choices(question: SignalQuestion) -> tuple[str, ...]:
    """What this question may be answered with. A scale that nobody knows cannot be confirmed."""
    if question.kind is QuestionKind.WHICH:
        return (*(str(number) for number in range(1, len(question.signals) + 1)), ALL, NONE)
    if question.kind is QuestionKind.NUMBER and question.scale is None:
        return (WRITTEN, NO)
    return CHOICES[question.kind]


async def settle(
    world: World,
    unit: Unit,
    question: SignalQuestion,
    choice: str,
    person: str,
    prices: Mapping[str, Decimal],
) -> None:
    """Carry out an answer; the caller has made sure that it is the first."""
    if question.kind in (QuestionKind.WHICH, QuestionKind.SURE, QuestionKind.REPORT):
        await _follow(world, unit, question, choice, person, prices)
    else:
        await _open(world, unit, question, choice, person)


async def _follow(
    world: World,
    unit: Unit,
    question: SignalQuestion,
    choice: str,
    person: str,
    prices: Mapping[str, Decimal],
) -> None:
    signals = question.signals
    if choice.isdigit():
        signals = (signals[int(choice) - 1],)
    if choice not in (NO, NONE):
        word = Word(
            provider=question.provider, person=person, channel=question.channel, message=question.message,
            version=question.version, source=UpdateSource.REPLY,
        )  # fmt: skip
        actions = [_obeyed(action) for action in question.actions]
        await instruct(world, unit, word, signals, actions, prices)
    await tell(unit, [notice(world, QuestionTold(question.id), person=question.asked)])


def _obeyed(action: Action) -> Action:
    """`closed at 61200`, said about the own trade, becomes a close for followers at what they get."""
    return replace(action, price=None) if action.do in (Do.CLOSE, Do.CLOSE_PART) else action


async def _open(world: World, unit: Unit, question: SignalQuestion, choice: str, person: str) -> None:
    """A signal in doubt: from here on its age and price count, or it was none."""
    signal = await unit.get(Signal, question.signals[-1])
    if signal is None or signal.status is not SignalStatus.WAITING:
        return
    await _count(unit, question, signal, choice)
    now = world.clock.now()
    if choice in (NO, REPEAT):
        signal = replace(signal, status=SignalStatus.DROPPED, closed_at=now)
    else:
        if choice == YES and question.scale is not None:
            signal = scaled(signal, question.scale)
        if question.kind is QuestionKind.NUMBER:
            signal = confirmed(signal)
        signal = replace(
            signal,
            status=SignalStatus.OPEN,
            posted_at=now,
            confirmed_at=now,
            adds_to=question.signals[0] if choice == ADD else None,
        )
        unit.record(SignalAccepted(signal.id))
    await unit.put([signal])
    told = [notice(world, SignalTold(signal.id), channel=signal.channel)]
    if question.kind is QuestionKind.MODEL and signal.status is SignalStatus.OPEN:
        told += await _replace(world, unit, question.signals[:-1])
    if question.kind in PRIVATE:
        told = told if signal.status is SignalStatus.OPEN else []
        told.append(notice(world, QuestionTold(question.id), person=question.asked))
    await tell(unit, told)


async def _count(unit: Unit, question: SignalQuestion, signal: Signal, choice: str) -> None:
    """A template's readings that were right are counted; a wrong one starts over (storyboard, scene 3)."""
    wrong = choice == NO
    if not signal.taught or not (wrong or question.kind is QuestionKind.TAUGHT):
        return
    await unit.hold(Provider, [question.provider])
    provider = await unit.get(Provider, question.provider)
    if provider is not None and provider.template is not None:
        await unit.put([replace(provider, right=0 if wrong else provider.right + 1)])


async def _replace(world: World, unit: Unit, unread: Sequence[str]) -> list[Notice]:
    """The reader's own signals of a post, which nobody could enter by, give way to what its provider confirmed."""
    ended = [
        replace(one, status=SignalStatus.DROPPED, closed_at=world.clock.now())
        for one in await unit.all(Signal, id=list(unread), status=SignalStatus.OPEN)
        if one.symbol is None
    ]
    await unit.put(ended)
    return [notice(world, SignalTold(one.id), channel=one.channel) for one in ended]


async def withdraw(world: World, unit: Unit, channel: str, message: str) -> None:
    """A post was edited or deleted: what a model read in it before is not asked about any more."""
    asked = await unit.all(SignalQuestion, channel=channel, message=message, answer=None)
    given = {"answer": LAPSED, "answered_at": world.clock.now()}
    for question in asked:
        model = question.kind is QuestionKind.MODEL
        if model and await unit.move(SignalQuestion, [question.id], was={"answer": None}, now=given):
            await lapse(world, unit, question)


async def lapse(world: World, unit: Unit, question: SignalQuestion) -> None:
    """Nobody answered: nothing happened, and the card says so."""
    if question.kind in (QuestionKind.NUMBER, QuestionKind.REPEAT, QuestionKind.TAUGHT, *PRIVATE):
        signal = await unit.get(Signal, question.signals[-1])
        if signal is not None and signal.status is SignalStatus.WAITING:
            await unit.put([replace(signal, status=SignalStatus.LAPSED, closed_at=world.clock.now())])
            if question.kind not in PRIVATE:
                await tell(unit, [notice(world, SignalTold(signal.id), channel=signal.channel)])
                return
    await tell(unit, [notice(world, QuestionTold(question.id), person=question.asked)])
