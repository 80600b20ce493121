"""The mail's rows: what is told becomes letters, and what became of them is written down. Transactions, no decisions
of its own: those are `core/notices/letters.py`. No platform is called here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.chat.body import packed
from bot.chat.wire import Why
from bot.dispatch import Answer
from bot.present.reply import Reply
from core.accounts.model import Identity
from core.context import World
from core.control.model import DeadTold, LetterDied
from core.notices.letters import (
    WAITING_AT_MOST,
    Address,
    Letter,
    LetterState,
    News,
    Urgency,
    current,
    dead,
    doubted,
    forwarded,
    fresh,
    letter_id,
    lost,
    missed,
    over,
    postponed,
    private_chat,
    released,
    revised,
    settled,
    taken,
    urgency_of,
    ways,
)
from core.notices.model import HeldNotice, Notice, NoticeKind, Waits
from core.notices.tell import tell_again
from core.ports.store import Unit

PAGE = 500
# Cards beyond what may wait for one person are told together when such a stretch of time is over.
SUMMED_UP = timedelta(minutes=10)
NOWHERE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A card to be shown. With `chat` it is an answer for that chat of `platform`, else where its reader is reached.

    `over` is the message there that it takes the place of.
    """

    answer: Answer
    platform: str = NOWHERE
    chat: str | None = None
    room: bool = False
    to: str | None = None
    thread: str | None = None
    over: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The platform shows it as this message."""

    message: str
    edited: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """The platform asked to wait so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """It may be shown or not. `counts`: others pass meanwhile, so it is the letter and not the platform."""

    error: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Unfit:
    """The platform refused its form; `plain` is what is shown instead."""

    error: str
    plain: Reply


@dataclass(frozen=True, slots=True)
class Closed:
    """It can never be shown there."""

    why: Why


Outcome = Shown | Wait | Doubt | Unfit | Closed


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a letter that was sent in the form `sent`; `doubt`: it was in doubt before already."""

    letter: str
    sent: str
    doubt: bool
    outcome: Outcome


@dataclass(slots=True)
class _Known:
    """What a transaction knows of the cards that it is about."""

    letters: dict[str, Letter] = field(default_factory=dict)
    cards: dict[str, dict[str, Letter]] = field(default_factory=dict)
    changed: dict[str, Letter] = field(default_factory=dict)
    ways: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    held: list[HeldNotice] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)

    def of_card(self, card: str, person: str | None) -> list[Letter]:
        """Where somebody has this card. A card is one reader's: who was another person when it was shown has joined
        their accounts since."""
        letters = self.cards.get(card, {}).values()
        return [one if one.person == person else replace(one, person=person) for one in letters if one.person]

    def know(self, letter: Letter) -> None:
        self.letters[letter.id] = letter
        self.cards.setdefault(letter.card, {})[letter.id] = letter

    def put(self, letter: Letter) -> None:
        if self.letters.get(letter.id) is not letter:
            self.know(letter)
            self.changed[letter.id] = letter


class Book:
    """Letters in the database. `served` names the platforms that there is a wire to."""

    def __init__(self, world: World, served: Callable[[], Sequence[str]]) -> None:
        self._world = world
        self._served = served

    async def post(
        self, tellings: Sequence[Telling], waiting: Callable[[str], int] = lambda person: 0
    ) -> list[Letter]:
        """Write all of them down in one transaction; the letters that are new or changed. `waiting` counts what waits
        for somebody already."""
        async with self._world.store.unit() as unit:
            known = await self._known(unit, tellings)
            for telling in tellings:
                self._posted(known, telling, waiting)
            await unit.put(list(known.changed.values()))
            await unit.put(known.held)
            answered = {one.answer.card for one in tellings if one.chat is not None}
            await _tell_newer(unit, answered)
        return list(known.changed.values())

    async def _known(self, unit: Unit, tellings: Sequence[Telling]) -> _Known:
        known = _Known()
        cards = sorted({one.answer.card for one in tellings})
        for start in range(0, len(cards), PAGE):
            for letter in await unit.all(Letter, card=cards[start : start + PAGE]):
                known.know(letter)
        people = {one.answer.person for one in tellings if one.chat is None and one.answer.channel is None}
        known.ways = await self._ways(unit, {one for one in people if one is not None})
        return known

    async def _ways(self, unit: Unit, people: Collection[str]) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        names = sorted(people)
        for start in range(0, len(names), PAGE):
            part = names[start : start + PAGE]
            identities = await unit.all(Identity, person=part)
            addresses = await unit.all(Address, external={one.external for one in identities})
            known = {(one.platform, one.external): one for one in addresses}
            theirs: dict[str, list[Identity]] = {person: [] for person in part}
            for identity in identities:
                theirs[identity.person].append(identity)
            for person, names_there in theirs.items():
                places = (known.get((one.platform, one.external)) for one in names_there)
                here = [one for one in places if one is not None]
                found[person] = ways(names_there, here, self._served())
        return found

    def _posted(self, known: _Known, telling: Telling, waiting: Callable[[str], int]) -> None:
        answer, now = telling.answer, self._world.clock.now()
        news = news_of(telling)
        if telling.chat is None and answer.channel is None:
            self._told(known, answer, news, waiting)
            return
        platform, chat, room = telling.platform, telling.chat, telling.room
        if chat is None:
            platform, _, chat = (answer.channel or "").partition(":")
            room = True
        before = known.letters.get(letter_id(platform, chat, answer.card))
        if (
            before is None and not room
        ):  # the fill was quicker than the answer: it stands in the same private chat
            there = [one for one in known.of_card(answer.card, answer.person) if one.platform == platform]
            before = current([one for one in there if not one.room], now)
        if before is not None:
            after = revised(before, news, now)
            if after is before and before.state is LetterState.DUE and news.urgency < before.urgency:
                after = replace(before, urgency=news.urgency)
            known.put(over(after, telling.over))
            return
        made = fresh(
            news, now, platform=platform, chat=chat, card=answer.card, person=answer.person, room=room
        )
        known.put(over(made, telling.over))

    def _told(self, known: _Known, answer: Answer, news: News, waiting: Callable[[str], int]) -> None:
        """A notice for a person, wherever they are reached."""
        now, person = self._world.clock.now(), answer.person or ""
        served = self._served()
        mine = [one for one in known.of_card(answer.card, answer.person) if one.platform in served]
        before = current(mine, now)
        way = next(iter(known.ways.get(person, [])), None)
        if (
            before is None and way is not None
        ):  # a card whose message cannot be changed any more has a row still
            before = known.letters.get(letter_id(way[0], private_chat(way[1]), answer.card))
        if before is not None:
            known.put(revised(before, news, now))
            return
        if way is None:
            nobody = fresh(
                news, now, platform=NOWHERE, chat=private_chat(person), card=answer.card, person=person,
                room=False,
            )  # fmt: skip
            known.put(missed(nobody, "no way to reach them"))
            return
        if news.urgency > Urgency.ALARM:
            count = known.waiting.get(person, 0) + 1
            if waiting(person) + count > WAITING_AT_MOST:
                due = _next_stretch(now)
                held = HeldNotice(due_at=due, person=person, notice=answer.card, why=Waits.CROWD)
                known.held.append(held)
                return
            known.waiting[person] = count
        platform, external = way
        made = fresh(
            news, now, platform=platform, chat=private_chat(external), card=answer.card, person=person,
            room=False,
        )  # fmt: skip
        known.put(made)

    async def showed(
        self, answer: Answer, *, platform: str, chat: str, message: str, until: datetime | None, room: bool
    ) -> None:
        """A card that the front-end showed by itself."""
        now = self._world.clock.now()
        news = news_of(Telling(answer=answer, platform=platform, chat=chat))
        made = fresh(
            news, now, platform=platform, chat=chat, card=answer.card, person=answer.person, room=room
        )
        async with self._world.store.unit() as unit:
            await unit.put([settled(made, made.digest, message, until, now, edited=False)])
            await _tell_newer(unit, {answer.card})

    async def due(self, platform: str, *, recover: bool) -> list[Letter]:
        """Everything that waits for a platform. `recover`: what a process that is gone was sending is in doubt."""
        if recover:
            async with self._world.store.unit() as unit:
                cut = await unit.all(Letter, platform=platform, state=LetterState.SENDING)
                await unit.put([replace(one, state=LetterState.DUE) for one in cut])
        return list(await self._world.view.all(Letter, platform=platform, state=LetterState.DUE))

    async def take(self, ids: Sequence[str]) -> tuple[dict[str, Letter], set[str]]:
        """Mark these as being sent; those that are due, and which of them may be shown already."""
        now = self._world.clock.now()
        async with self._world.store.unit() as unit:
            found = await unit.all(Letter, id=list(ids), state=LetterState.DUE)
            mine = {one.id: taken(one, now) for one in found}
            await unit.put(list(mine.values()))
        return mine, {one.id for one in found if one.sent_at is not None}

    async def release(self, ids: Sequence[str], in_doubt: Collection[str]) -> None:
        """Taken and not sent: due again. What was in doubt before stays so."""
        async with self._world.store.unit() as unit:
            found = await unit.all(Letter, id=list(ids), state=LetterState.SENDING)
            await unit.put(
                [
                    replace(one, state=LetterState.DUE) if one.id in in_doubt else released(one)
                    for one in found
                ]
            )

    async def settle(self, results: Sequence[Result]) -> list[Letter]:
        """What became of them; the letters that are due after it. Written twice, it is written once."""
        async with self._world.store.unit() as unit:
            found = await unit.all(Letter, id=[one.letter for one in results], state=LetterState.SENDING)
            rows = {one.id: one for one in found}
            after: dict[str, Letter] = {}
            for result in results:
                row = rows.get(result.letter)
                if row is not None:
                    for letter in await self._settled(unit, row, result):
                        after[letter.id] = letter
            await unit.put(list(after.values()))
        return [one for one in after.values() if one.state is LetterState.DUE]

    async def _settled(self, unit: Unit, row: Letter, result: Result) -> list[Letter]:
        now, outcome = self._world.clock.now(), result.outcome
        if isinstance(outcome, Shown):
            sent = row.digest_sent if result.doubt and not outcome.edited else result.sent
            return [settled(row, sent, outcome.message, row.until, now, edited=outcome.edited)]
        if isinstance(outcome, Wait):
            until = now + timedelta(seconds=outcome.seconds)
            return [postponed(row, until, shown_perhaps=result.doubt)]
        if isinstance(outcome, Doubt):
            after = doubted(row, outcome.error, now, counts=outcome.counts)
            return [await self._died(unit, after) if after.state is LetterState.DEAD else after]
        if isinstance(outcome, Unfit):
            if row.plain:
                return [await self._died(unit, dead(row, outcome.error))]
            body, mark = packed(outcome.plain)
            again = replace(released(row), body=body, digest=mark, plain=True, error=outcome.error)
            return [again]
        return await self._closed(unit, row, outcome.why, now)

    async def _closed(self, unit: Unit, row: Letter, why: Why, now: datetime) -> list[Letter]:
        """There is no way in: by another one if its reader has one, else it is missed; a room is the owner's."""
        if row.message is not None:
            return [lost(row, now)]
        if row.room or row.person is None:
            return [await self._died(unit, dead(row, str(why)))]
        await self._shut(unit, row, why)
        if row.urgency is not Urgency.ANSWER:
            others = (await self._ways(unit, {row.person}))[row.person]
            for platform, external in others:
                if platform != row.platform:
                    return [
                        missed(row, f"told on {platform}: {why}"),
                        forwarded(row, platform, private_chat(external), now),
                    ]
        return [missed(row, str(why))]

    async def _shut(self, unit: Unit, row: Letter, why: Why) -> None:
        """Nobody is to be tried there again until they speak."""
        if row.chat.startswith("@"):
            external = row.chat[1:]
            known = await unit.get(Address, row.platform, external)
            address = known or Address(platform=row.platform, external=external)
        else:
            found = await unit.all(Address, platform=row.platform, chat=row.chat)
            if not found:
                return
            address = found[0]
        await unit.put([replace(address, reachable=False, why=str(why))])

    async def _died(self, unit: Unit, letter: Letter) -> Letter:
        """The owners hear of it; not of what was to tell them just that."""
        told = await unit.get(Notice, letter.card)
        if told is None or told.subject != self._world.vocabulary.write(DeadTold()):
            unit.record(LetterDied(f"mail.{letter.platform}", 0))
        return letter


async def _tell_newer(unit: Unit, cards: Collection[str]) -> None:
    """A card that was told before it was answered with: what is newer is told once more, in its place."""
    if cards:
        told = [one for one in await unit.all(Notice, id=sorted(cards)) if one.told > 0]
        await tell_again(unit, told)


def news_of(telling: Telling) -> News:
    answer = telling.answer
    answers_somebody = telling.chat is not None
    body, mark = packed(answer.reply)
    return News(
        version=0 if answers_somebody else answer.version,
        body=body,
        digest=mark,
        urgency=Urgency.ANSWER if answers_somebody else urgency_of(answer.notice or NoticeKind.INFO),
        ring=answers_somebody or (answer.kind != "edit" and (answer.rings or answer.channel is not None)),
        rank=answer.rank,
        answers=telling.to,
        under=answer.under,
        thread=telling.thread,
    )


def _next_stretch(now: datetime) -> datetime:
    """The end of the present stretch: all that is held back in it becomes one summary."""
    length = SUMMED_UP // timedelta(seconds=1)
    return datetime.fromtimestamp((int(now.timestamp()) // length + 1) * length, tz=now.tzinfo)
