"""Plays stories over a chat platform: the same files as `tests/story`, through the real front-end and the real client
library, over sockets, to a local platform. What people are told is what they see there.

A line `ann: /portfolio show` is ann writing in private, `pro #calls: ...` pro in a room that the bot is in; `^`
replies, `~` edits, `[Button]` presses the button of the message that shows it. `market:` and `clock:` move the world.
After each line everything comes to rest: relay quiet, mail empty, nothing on the wire. Then

* what is expected of a card's words and buttons is looked for in the messages that are new or changed, and in those
  that stand for the cards that were told;
* its data is that of the answer, which no platform shows;
* every card that was told must stand somewhere, with its title and all its buttons.

What differs by platform by design (storyboard, section 18) is said in each platform's `CANNOT`.
"""

from __future__ import annotations

import re
import tempfile
from asyncio import TaskGroup
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from bot.app import App, SimulatedMoves
from bot.buttons import place_in, wire_id
from bot.chat.asks import Asks
from bot.chat.frontends import Parts
from bot.chat.mail import Mail
from bot.chat.rooms import Rooms
from bot.chat.wire import Frontend, Outgoing, Pace, Wire
from bot.clock import VirtualClock
from bot.console.frontend import LOOK_BACK, OWNER, Console
from bot.console.script import Post, Press, Say, Step
from bot.dispatch import Answer, Speaker
from bot.hearing import Ear
from bot.present.reply import Button, Dismiss, Reply
from bot.settings import Settings
from core.bookkeeping import Offer, Spent
from core.communities.model import Membership
from core.kernel.access import Level
from core.kernel.ids import derived
from core.notices.letters import Letter, LetterState
from core.ports.questions import LastOffers
from storage.spool import Spool
from tests.story.model import calls_of
from tests.story.stage import Front, Scene, Stumbling, play_on
from tests.story.told import Told

# Stories have no time: what the platform lets a bot do is tried elsewhere.
NO_HURRY = Pace(
    a_second=100_000,
    kept=0,
    room_seconds=0,
    rooms_a_minute=1_000_000,
    chat_seconds=0,
    edit_seconds=0,
    at_once=16,
)


class NotHere(AssertionError):
    """Nobody can do this on this platform."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A message as somebody sees it: where, its words, and the labels of its buttons. `raw` is what the platform was
    sent, with its markup and the rows of buttons."""

    to: str
    message: str
    text: str
    labels: tuple[str, ...] = ()
    raw: str = ""


class Platform(Protocol):
    """A local platform with people who do what a story says."""

    name: str
    # What is said otherwise there, by design: the console's words and the platform's.
    words: Mapping[str, str]

    def external(self, name: str) -> str:
        """The platform's id of somebody, who is there from now on."""
        ...

    def room(self, name: str) -> str:
        """The platform's id of a room, which is there from now on."""
        ...

    def community(self, room: str) -> str:
        """The id of the server or group that a room belongs to."""
        ...

    def private_chat(self, name: str) -> str:
        """The id of somebody's private chat with the bot, which they have opened."""
        ...

    def settings(self) -> dict[str, Any]:
        """What the front-end must be told."""
        ...

    def front(self, parts: Parts) -> Frontend:
        """The real front-end, not connected yet."""
        ...

    async def says(self, name: str, text: str) -> None:
        """Somebody writes to the bot in private."""
        ...

    async def posts(self, step: Post, name: str) -> None:
        """Somebody writes in a room, or edits what they wrote."""
        ...

    async def presses(self, name: str, data: str, room: str | None) -> None:
        """Somebody presses the button that stands for this data, in private or in a room."""
        ...

    async def still(self, front: Frontend) -> None:
        """Wait until the front-end has heard and done everything."""
        ...

    def changes(self) -> list[Shown]:
        """What is new or changed since this was asked last, and what popped up."""
        ...

    def find(self, chat: str, message: str, person: str | None) -> Shown | None:
        """A message as it stands now. `person` is somebody's name where only they see it."""
        ...

    @property
    def mark(self) -> object:
        """Something else whenever something happened."""
        ...

    @property
    def violations(self) -> Sequence[str]:
        """What was not as the platform's description has it."""
        ...


class Unhurried:
    """A wire without the pace of its platform."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.platform = wire.platform
        self.pace = NO_HURRY
        self.delete = wire.delete
        self.private_chat = wire.private_chat

    async def send(self, out: Outgoing) -> str:
        """As it is."""
        return await self._wire.send(out)

    async def edit(self, message: str, out: Outgoing) -> None:
        """As it is."""
        await self._wire.edit(message, out)

    async def was_shown(self, out: Outgoing, after: datetime) -> str | None:
        """As it is."""
        return await self._wire.was_shown(out, after)


@dataclass
class Noted:
    """The mail, whose cards are remembered until the next rest."""

    mail: Mail
    answers: list[Answer] = field(default_factory=list)
    asked: list[Answer] = field(default_factory=list)  # also those that only a pop-up or a passing line shows

    async def answer(
        self,
        answer: Answer,
        *,
        platform: str,
        chat: str,
        to: str | None = None,
        thread: str | None = None,
        over: str | None = None,
    ) -> None:
        """An answer."""
        self.answers.append(answer)
        await self.mail.answer(answer, platform=platform, chat=chat, to=to, thread=thread, over=over)

    async def shown(
        self, answer: Answer, *, platform: str, chat: str, message: str, until: datetime | None = None
    ) -> None:
        """An answer that the front-end showed itself."""
        self.answers.append(answer)
        await self.mail.shown(answer, platform=platform, chat=chat, message=message, until=until)

    async def tell(self, answer: Answer) -> None:
        """A notice."""
        self.answers.append(answer)
        await self.mail.tell(answer)

    async def reachable(self, platform: str, external: str, chat: str) -> None:
        """They wrote."""
        await self.mail.reachable(platform, external, chat)

    async def spoke(self, platform: str, external: str) -> None:
        """They spoke."""
        await self.mail.spoke(platform, external)

    async def unreachable(self, platform: str, external: str) -> None:
        """They are gone."""
        await self.mail.unreachable(platform, external)


class NotedAsks(Asks):
    """What is said and pressed, whose answers are remembered until the next rest."""

    def __init__(self, noted: Noted, app: App) -> None:
        super().__init__(app.world, app.dispatcher, app.dispatcher.catalog)
        self._noted = noted

    async def noted(self, answer: Answer, speaker: Speaker, *, chat: str) -> Answer:
        """Every answer comes by here."""
        self._noted.asked.append(answer)
        return await super().noted(answer, speaker, chat=chat)


@dataclass
class Talk:
    """Carries out a story's lines on a platform, and says what was shown: the `Front` of the stage."""

    app: App
    platform: Platform
    front: Frontend
    noted: Noted
    moves: Console
    stage: ChatStage

    async def do(self, step: Step) -> None:
        """Carry out one step and wait until everything it caused is done."""
        self.stage.leaves_out = False
        try:
            await self._carry_out(step)
        except NotHere as error:
            self.stage.leave_out(str(error))
        await self.rest()

    async def _carry_out(self, step: Step) -> None:
        if isinstance(step, Say):
            await self._introduce(step.name or OWNER)
            await self.platform.says(step.name or OWNER, step.text)
        elif isinstance(step, Post):
            await self._introduce(step.name or OWNER)
            self.platform.room(step.channel)
            if step.text.startswith("/provider"):
                await self._allow(step)
            await self.platform.posts(step, step.name or OWNER)
        elif isinstance(step, Press):
            await self._press(step)
        else:
            await self.moves.do(step)

    async def rest(self) -> None:
        """Return when nothing more happens by itself."""
        while True:
            before = (self.platform.mark, len(self.noted.answers))
            await self.platform.still(self.front)
            await self.app.relay.quiet()
            await self.noted.mail.empty()
            await self.platform.still(self.front)
            if before == (self.platform.mark, len(self.noted.answers)):
                return

    async def _introduce(self, name: str) -> None:
        """They pressed Start long ago: notices reach them, as they reach everybody on the console."""
        if name not in self.stage.people:
            self.stage.people.add(name)
            external = self.platform.external(name)
            await self.noted.mail.reachable(self.platform.name, external, self.stage.private_chat(name))

    async def _allow(self, step: Post) -> None:
        """The owner let them post signals here: on the console nobody must be asked, in a community one must."""
        row = Membership(
            community=f"{self.platform.name}:{self.platform.community(step.channel)}",
            person=self.stage.person_of(step.name or OWNER),
            level=Level.PROVIDER,
            since=self.app.world.clock.now(),
        )
        async with self.app.world.store.unit() as unit:
            await unit.add([row], new_only=True)

    async def _press(self, step: Press) -> None:
        name = step.name or OWNER
        await self._introduce(name)
        if step.of is not None and step.of != name:
            raise NotHere(f"{name} does not see what {step.of} sees")
        where = f"person:{self.stage.person_of(name)}"
        room = None
        if step.channel is not None:
            public = f"channel:{self.platform.name}:{self.platform.room(step.channel)}"
            if await self._find(public, step) is not None:
                where, room = public, step.channel
        found = await self._find(where, step)
        if found is None:
            raise NotHere(f"{name} sees no button [{step.label}]")
        await self.platform.presses(name, wire_id(found[0].id, place_in(*found)), room)

    async def _find(self, where: str, step: Press) -> tuple[Offer, int] | None:
        """The button that a label means: of the newest card, or of a spent one before it, as on the console."""
        offers = await self.app.world.view.ask(LastOffers(where, LOOK_BACK))
        told = self.stage.newest.get(where, set())
        for offer in offers[step.back - 1 :][: LOOK_BACK if step.back == 1 else 1]:
            number = number_of(offer, step.label)
            if number is None:
                continue
            # Of cards that were told together any may be the newest.
            newest = offer is offers[step.back - 1] or offer.id in told
            if newest or await self.app.world.view.get(Spent, f"offer:{offer.id}") is not None:
                return offer, number
        return None

    async def flush(self) -> list[tuple[str, Answer]]:
        """Everything that is new or changed before people's eyes, and what stands for the cards that were told."""
        await self.rest()
        answers, self.noted.answers = self.noted.answers, []
        newest = {(one.card, one.person or one.channel): one for one in answers}
        changes = self.platform.changes()
        self.stage.seen += changes
        shown = {(one.to, one.message): (one, None) for one in changes}
        told: dict[tuple[str, str], tuple[Shown, Answer | None]] = dict(shown)
        for answer in newest.values():
            self.stage.whole[answer.card] = answer
            for one in await self._standing(answer):
                told[one.to, one.message] = (one, answer)
        asked, self.noted.asked = self.noted.asked, []
        told_now: dict[str, set[str]] = {}
        for answer in newest.values():
            where = f"person:{answer.person}" if answer.channel is None else f"channel:{answer.channel}"
            told_now.setdefault(where, set()).add(answer.card)
        self.stage.newest |= told_now
        await self.moves.flush()
        return [(one.to, as_told(one, answer or said_by(one, asked))) for one, answer in told.values()]

    async def _standing(self, answer: Answer) -> list[Shown]:
        """Where a card that was told stands. One that stands nowhere is a fault, and so is one without its buttons."""
        letters = await self.app.world.view.all(Letter, card=answer.card, person=answer.person)
        found = []
        for letter in letters:
            if letter.state is LetterState.DEAD:
                self.stage.faults.append(f"could not be shown: {answer.reply.title}: {letter.error}")
            if letter.message is None or letter.platform != self.platform.name:
                continue
            name = None if answer.person is None else self.stage.name_of(answer.person)
            one = self.platform.find(letter.chat.lstrip("@"), letter.message, name)
            if one is not None:
                found.append(one)
        if not found and not any(one.state is LetterState.MISSED for one in letters):
            self.stage.faults.append(f"stands nowhere: {answer.reply.title}")
        self.stage.faults += [words for one in found for words in differs(one, answer.reply)]
        return found


def number_of(offer: Offer, label: str) -> int | None:
    """Which button a label means: its number, its words, or how they begin."""
    text = label.strip().casefold()
    labels = [known.casefold() for known in offer.labels]
    if text.isdecimal() and 0 < int(text) <= len(labels):
        return int(text) - 1
    fitting = [number for number, known in enumerate(labels) if known == text]
    fitting += [number for number, known in enumerate(labels) if text and known.startswith(text)]
    return fitting[0] if fitting else None


def said_by(shown: Shown, asked: Sequence[Answer]) -> Answer | None:
    """The answer that a pop-up or a passing line is of: no card of the mail says what its data is."""
    for answer in asked:
        for reply in (answer.reply, answer.aside):
            if reply is not None and shown.text.startswith(" ".join(reply.title.split())):
                return replace(answer, reply=reply)
    return None


def as_told(shown: Shown, answer: Answer | None) -> Answer:
    """What is shown in the form of an answer, so that a story's expectations can be held against it."""
    reply = Reply(
        title=shown.text,
        buttons=tuple(Button(label, Dismiss()) for label in shown.labels),
        data={} if answer is None else answer.reply.data,
    )
    if answer is not None:
        return replace(answer, reply=reply)
    return Answer(kind="seen", person=shown.to, channel=None, card=shown.message, command="", reply=reply)


def differs(shown: Shown, reply: Reply) -> list[str]:
    """What of a card is missing where it is shown: its title, or a button."""
    flat = " ".join(shown.text.split())
    wrong = [] if " ".join(reply.title.split())[:200] in flat else [f"no title {reply.title!r} in: {flat}"]
    wanted = tuple(" ".join(button.label.split())[:39] for button in reply.buttons)
    if wanted != tuple(label.rstrip("…")[:39] for label in shown.labels):
        wrong.append(f"buttons {list(shown.labels)} instead of {list(wanted)} under: {flat}")
    return wrong


@dataclass(slots=True, kw_only=True)
class ChatStage(Scene):
    """A chat platform is in front of the program."""

    platform: Platform
    people: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    seen: list[Shown] = field(default_factory=list)
    leaves_out: bool = False
    newest: dict[str, set[str]] = field(default_factory=dict)  # what was told last, by where
    whole: dict[str, Answer] = field(default_factory=dict)  # the newest form of each card, as it was told
    folder: tempfile.TemporaryDirectory[str] = field(default_factory=tempfile.TemporaryDirectory)

    def person_of(self, name: str) -> str:
        """The id of whom the story calls so."""
        return derived("person", self.platform.name, self.platform.external(name))

    def name_of(self, person: str) -> str | None:
        """How the story calls them."""
        return next((name for name in self.people if self.person_of(name) == person), None)

    def private_chat(self, name: str) -> str:
        """The id of somebody's private chat with the bot."""
        return self.platform.private_chat(name)

    def leave_out(self, why: str) -> None:
        """Nobody can do this here: what is expected of it does not count. Which lines these are is part of the test."""
        self.left_out.append(why)
        self.leaves_out = True

    def holds(self, mark: str, who: str, what: str, told: Told) -> bool:
        """As on the console, with the platform's own name; what a phone cuts is looked for in the whole card."""
        if self.leaves_out:
            return True
        what = re.sub(r"\bconsole\b", self.platform.name, what)
        for words, others in self.platform.words.items():
            what = what.replace(words, others)
        if super(ChatStage, self).holds(mark, who, what, told):
            return True
        cut = [(to, one) for to, one in told if mark == ">" and "…" in one.reply.title]
        whole = [(to, self.whole[one.card]) for to, one in cut if one.card in self.whole]
        return super(ChatStage, self).holds(mark, who, what, whole)

    def complaints(self, told: Told) -> list[str]:
        """What stands nowhere, or without its title or its buttons."""
        faults, self.faults = self.faults, []
        return faults

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[App, Front]]:
        """The program at work on this database, listening to the platform."""
        owner = f"{self.platform.name}:{self.platform.external(OWNER)}"
        given: dict[str, Any] = {**self.platform.settings(), "owner": owner}
        settings = Settings(**given)
        relayed = _Later()
        async with self.built(Stumbling(relayed, self)) as app, TaskGroup() as group:
            mail = Mail(app.world, self.report)
            noted = relayed.inner = Noted(mail)
            ear = Ear(app.world, Spool(Path(self.folder.name) / "posts.db"), partial(self.report, "posts"))
            parts = Parts(
                world=app.world,
                dispatcher=app.dispatcher,
                hear=ear.hear,
                rooms=Rooms(app.world),
                asks=NotedAsks(noted, app),
                mail=noted,
                settings=settings,
                report=self.report,
            )
            front = self.platform.front(parts)
            mail.serve(Unhurried(front.wire))
            tasks = [group.create_task(work) for work in (mail.run(), ear.run(), front.run())]
            talk = Talk(app, self.platform, front, noted, self._moves(app), self)
            await talk._introduce(OWNER)
            await talk.rest()
            yield app, talk
            for task in tasks:
                task.cancel()

    def _moves(self, app: App) -> Console:
        """Who moves the market and the clock."""
        owner = Speaker(self.platform.name, self.platform.external(OWNER), OWNER, owner=True)
        return Console(app.world, app.dispatcher, SimulatedMoves(app, self.clock), owner, app.relay.quiet)


class _Later:
    """Tells by the mail once it is there."""

    inner: Noted | None = None

    async def tell(self, answer: Answer) -> None:
        """A notice."""
        assert self.inner is not None, "something was told before anybody could be"
        await self.inner.tell(answer)


@dataclass(frozen=True)
class Played:
    """What was not as it is written, or not by the platform's book; what nobody could do there; and all that was shown,
    in its order."""

    wrong: list[str]
    left_out: list[str]
    seen: list[Shown]


async def play_over(platform: Platform, clock: VirtualClock, story: str, name: str, url: str) -> Played:
    """Play a story over a platform."""
    stage = ChatStage(url=url, clock=clock, calls=calls_of(story), platform=platform)
    try:
        wrong = await play_on(stage, story, name)
    finally:
        stage.folder.cleanup()
    return Played([*wrong, *platform.violations], stage.left_out, stage.seen)
