"""Tell notices: look up what they are about, make the card, keep its buttons, hand it to the front-end.

Whether a new card is told now, with a ring or silently, waits for the end of quiet hours or for the digest, or
is not wanted, is decided here at the moment of telling (`core/notices/quiet.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.dispatch import Answer, Dispatcher, Shown, of_book
from bot.looks import look_by, look_of
from bot.present.table import ANEW, SUBJECTS, card
from bot.together import together
from core.accounts.directory import readers_of
from core.accounts.model import Person
from core.context import World
from core.digests.views import digest_of
from core.kernel.errors import Bug
from core.kernel.faults import faultpoint
from core.linking.results import LinkCard
from core.notices.model import HeldNotice, Notice, NoticesDue, Preferences, SummaryTold, Waits
from core.notices.quiet import Verdict, judge
from core.notices.results import HeldTitle, Summary
from core.notices.tell import notice as about
from core.notices.views import all_wishes
from core.notices.zones import clock_of
from core.orders.model import ExitTold, TradeTold
from core.risk.model import WhyCard
from core.signals.model import SignalTold, ThreadTold

TITLES_AT_MOST = 20


class Notifier(Protocol):
    """A front-end that can tell people and channels something unasked."""

    async def tell(self, answer: Answer) -> None:
        """Show a card, or show it anew in its place when its kind is `edit`. May be called twice for one card.

        `answer.rings` says whether the person's bell may sound; an edit never does.
        """
        ...


# So many are looked up together, and told before it is written down that they were: after a kill they are told again,
# in their places. Between two handfuls others have their turn.
HANDFUL = 32


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one notice: whether its reader has the card, and whether it waits."""

    shown: bool
    held: HeldNotice | None


@dataclass(frozen=True, slots=True)
class _Ready:
    """A notice that was looked up, and its card where one is told now."""

    notice: Notice
    outcome: _Outcome
    card: Shown | None


class Delivery:
    """Outside(NoticesDue): at least once. A notice that changed while it was told is told again."""

    def __init__(self, dispatcher: Dispatcher, notifier: Callable[[Notice], Notifier]) -> None:
        self._dispatcher = dispatcher
        self._notifier = notifier

    async def deliver_notices(self, world: World, events: Sequence[NoticesDue]) -> None:
        """Tell what is due, each card in its newest form only."""
        ids = list(dict.fromkeys(one for event in events for one in event.notices))
        due = [notice for notice in await world.view.all(Notice, id=ids) if notice.told < notice.version]
        readers = await readers_of(world.view, {one.person for one in due if one.person is not None})
        theirs = await all_wishes(world.view, set(readers.values()))
        wishes = {person: theirs[reader] for person, reader in readers.items()}
        failed: list[Exception] = []
        for start in range(0, len(due), HANDFUL):
            ready, errors = await _made_ready(world, due[start : start + HANDFUL], wishes)
            failed += errors
            await self._tell(world, ready)
        if failed:
            raise failed[0]  # the others have theirs, and are not told twice

    async def _tell(self, world: World, ready: Sequence[_Ready]) -> None:
        await self._dispatcher.offer_all([one.card for one in ready if one.card is not None])
        done: list[_Ready] = []
        try:
            for one in ready:
                if one.card is not None:
                    await self._notifier(one.notice).tell(one.card.answer)
                    faultpoint("notice.told")
                done.append(one)
        finally:  # one that cannot be told makes nobody hear the others twice
            await _mark(world, done)


async def _made_ready(
    world: World, handful: Sequence[Notice], wishes: Mapping[str, Preferences]
) -> tuple[list[_Ready], list[Exception]]:
    """The cards of a handful, looked up side by side, and what went wrong with some."""
    shared = together(world)
    made = await asyncio.gather(
        *(_ready(shared, one, None if one.person is None else wishes[one.person]) for one in handful),
        return_exceptions=True,
    )
    ready: list[_Ready] = []
    errors: list[Exception] = []
    for one in made:
        if isinstance(one, _Ready):
            ready.append(one)
        elif isinstance(one, Exception):
            errors.append(one)
        else:
            raise one
    return ready, errors


async def _ready(world: World, notice: Notice, wishes: Preferences | None) -> _Ready:
    """How what a notice is about stands now, whether its reader wants to hear of it now, and the card."""
    result = await _look_up(world, notice)
    verdict = _verdict(world, notice, result, wishes)
    told_now = result is not None and verdict.wanted and verdict.until is None
    held = None
    if result is not None and verdict.until is not None and verdict.why is not None:
        held = HeldNotice(due_at=verdict.until, person=notice.person or "", notice=notice.id, why=verdict.why)
    card = await _card(world, notice, result, wishes, rings=verdict.rings) if told_now else None
    return _Ready(notice, _Outcome(notice.shown or told_now, held), card)


async def _card(
    world: World, notice: Notice, result: object, wishes: Preferences | None, *, rings: bool
) -> Shown:
    kind = "edit" if notice.shown else ("post" if notice.channel is not None else "notice")
    look = look_by(world, wishes) if wishes else await look_of(world, None, notice.channel)
    reply = card(result, look)
    reader = notice.person if wishes is None else wishes.person
    if notice.person is not None:
        reply = replace(reply, data={**reply.data, "rings": rings})
    book = notice.person if notice.person != reader else None
    if book is not None and not isinstance(result, LinkCard):
        owner = await world.view.get(Person, book)
        reply = of_book(reply, "" if owner is None else owner.name, look)
    subject = world.vocabulary.read(notice.subject)
    answer = Answer(
        kind=kind,
        person=reader,
        book=book,
        channel=notice.channel,
        card=notice.id,
        command="",
        reply=reply,
        rank=notice.rank,
        rings=rings,
        version=notice.version,
        notice=notice.kind,
        under=_under(world, notice, subject),
    )
    anew = ANEW.get(type(subject))
    return Shown(answer, result, None if anew is None else anew(subject))


def _under(world: World, notice: Notice, subject: object) -> str | None:
    """The card that this one replies to: the signal's under its thread's lines, the trade's under its exits."""
    if isinstance(subject, ThreadTold):
        return about(world, SignalTold(subject.signal), channel=notice.channel, person=notice.person).id
    if isinstance(subject, ExitTold):
        return about(world, TradeTold(subject.trade), channel=notice.channel, person=notice.person).id
    return None


async def _mark(world: World, done: Sequence[_Ready]) -> None:
    """Write down what became of a handful. What has changed since it was looked up is told again."""
    alike: dict[tuple[int, int, bool], list[str]] = {}
    for one in done:
        alike.setdefault((one.notice.told, one.notice.version, one.outcome.shown), []).append(one.notice.id)
    if not done:
        return
    async with world.store.unit() as unit:
        await unit.put([one.outcome.held for one in done if one.outcome.held is not None])
        for (was, version, shown), ids in alike.items():
            await unit.move(Notice, ids, was={"told": was}, now={"told": version, "shown": shown})


def _verdict(world: World, notice: Notice, result: object, wishes: Preferences | None) -> Verdict:
    """A card that its reader has is changed in its place, silently; a new one is told as they wish."""
    if wishes is None or notice.shown:
        return Verdict()
    reason = result.code if isinstance(result, WhyCard) else ""
    verdict = judge(notice.kind, reason, wishes, clock_of(wishes.zone), world.clock.now())
    # What was held back or dropped before has had its telling: if it comes after all, it comes silently.
    return replace(verdict, rings=verdict.rings and not notice.told)


async def _look_up(world: World, notice: Notice) -> object:
    """How what a notice is about stands at this moment; None when there is nothing (any more) to tell."""
    subject = world.vocabulary.read(notice.subject)
    if isinstance(subject, SummaryTold):
        return await _summary(world, subject)
    view = SUBJECTS.get(type(subject))
    if view is None:
        raise Bug(f"nothing looks up {type(subject).__name__}")
    return await view(world, subject)


async def _summary(world: World, told: SummaryTold) -> Summary | None:
    """The titles of what was held back, as the cards would be now."""
    named = told.notices[:TITLES_AT_MOST]
    found = sorted(
        await world.view.all(Notice, id=list(named)), key=lambda one: (one.made_at, one.rank, one.id)
    )
    look = await look_of(world, told.person)
    titles = []
    for notice in found:
        result = await _look_up(world, notice)
        if result is not None:
            title = " ".join(card(result, look).title.split())
            titles.append(HeldTitle(title=title, kind=notice.kind, at=notice.made_at))
    more = len(told.notices) - len(named)
    digest = None
    if told.why is Waits.DIGEST:
        reader = (await readers_of(world.view, [told.person]))[told.person]
        digest = await digest_of(world, reader, told.person, told.at)
    if not titles and not more and digest is None:
        return None
    return Summary(why=told.why, at=told.at, titles=tuple(titles), more=more, digest=digest)
