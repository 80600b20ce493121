"""Telegram for stories: a supergroup for every `#room`, in which the bot is an administrator, and private chats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.chat.frontends import Parts
from bot.chat.wire import Frontend
from bot.clock import VirtualClock
from bot.console.frontend import OWNER
from bot.console.script import Post
from bot.telegram.frontend import Telegram as TelegramFrontend
from bot.telegram.timing import Timing
from tests.platforms.stage import NotHere, Shown
from tests.platforms.telegram import Person, Room, Telegram
from tests.platforms.telegram.model import Chat, Kind, Member, Message, Tap

# Lines that go away by themselves stay, so that they can be read.
TIMING = Timing(poll=5, again=0.02, again_most=0.1, conflict=0.02, slow=60.0, aside=600.0, aside_gap=0.0)


class OnTelegram:
    """The platform, and whom the story has brought there."""

    name = "telegram"
    words: Mapping[str, str] = {}

    def __init__(self, server: Telegram, clock: VirtualClock) -> None:
        self.server = server
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.rooms: dict[str, Room] = {}
        self._posts: dict[tuple[str, str], list[Message]] = {}
        self._seen: dict[tuple[int, int], tuple[str, Sequence[str]]] = {}
        self._taps: list[Tap] = []

    def external(self, name: str) -> str:
        """Somebody's number."""
        return str(self._person(name).id)

    def _person(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = self.server.person(name)
            self.people[name].private.started = True
        return self.people[name]

    def room(self, name: str) -> str:
        """A group's number."""
        if name not in self.rooms:
            self.rooms[name] = self.server.group(name, [self._person(OWNER)], admin=True)
        return str(self.rooms[name].id)

    def community(self, room: str) -> str:
        """A group is one by itself."""
        return self.room(room)

    def private_chat(self, name: str) -> str:
        """As the person."""
        return self.external(name)

    def settings(self) -> dict[str, Any]:
        """The token and where to go."""
        return {"telegram_token": self.server.token, "telegram_api_url": self.server.url}

    def front(self, parts: Parts) -> Frontend:
        """The real one, which has no time."""
        return TelegramFrontend(parts, TIMING)

    async def says(self, name: str, text: str) -> None:
        """In private."""
        await self._person(name).writes(text)

    async def posts(self, step: Post, name: str) -> None:
        """In a group. What is told late was posted early."""
        person, room = self._person(name), self.rooms[step.channel]
        room.chat.members.setdefault(person.id, Member(person.user))
        mine = self._posts.setdefault((step.channel, name), [])
        replied = self._replied(step, name)
        if step.edit:
            if not mine:
                raise NotHere(f"{name} wrote nothing in #{step.channel}")
            mine[-1].answers = replied or mine[-1].answers
            await self._edit(person, mine[-1], step.text)
            return
        message = await person.writes(step.text, room, reply_to=replied, ago=step.age or timedelta(0))
        if not step.text.startswith("/"):
            mine.append(message)

    async def _edit(self, person: Person, message: Message, text: str) -> None:
        """Telegram tells edits apart by the second."""
        before = message.edited_at
        now = self.clock.now()
        at = now if before is None else max(now, before + timedelta(seconds=1))
        await person.edits(message, text, at=at)

    def _replied(self, step: Post, name: str) -> Message | None:
        if step.reply_to is None:
            return None
        theirs = self._posts.get((step.channel, step.reply_to.author or name), [])
        if step.edit and step.reply_to.author is None:
            theirs = theirs[:-1]
        if len(theirs) < step.reply_to.back:
            raise NotHere(f"there is no such post in #{step.channel}")
        return theirs[-step.reply_to.back]

    async def presses(self, name: str, data: str, room: str | None) -> None:
        """The newest message that shows the button; one that does so no more is pressed as an old client would."""
        person = self._person(name)
        chat = person.private if room is None else self.rooms[room].chat
        messages = [one for one in reversed(chat.messages.values()) if one.by_bot and not one.deleted]
        for message in messages:
            for button in message.buttons:
                if button.data == data:
                    self._taps.append(await person.presses(message, button.label, stale=data))
                    return
        if not messages:
            raise NotHere(f"{name} sees no card")
        self._taps.append(await person.presses(messages[0], "", stale=data))

    async def still(self, front: Frontend) -> None:
        """Everything is fetched, acknowledged, carried out and answered."""
        assert isinstance(front, TelegramFrontend)
        await self.server.until(lambda: self.server.updates.polling, what="the connection")
        await self.server.until(lambda: self.server.quiet, what="the bot to fetch what happened")
        desk = front._desk
        if desk is not None:
            await desk.still()
        await self.server.until(lambda: self.server.quiet, what="the bot to finish its calls")

    def changes(self) -> list[Shown]:
        """Messages of the bot, and pop-ups that said something."""
        found = []
        for chat in self.server.state.chats.values():
            for message in chat.messages.values():
                now = (message.text, message.labels)
                if message.by_bot and not message.deleted and self._seen.get((chat.id, message.id)) != now:
                    self._seen[chat.id, message.id] = now
                    found.append(self._shown(message))
        found += [
            Shown(to=self._name(tap.user.id), message=f"tap {tap.id}", text=tap.text)
            for tap in self._taps
            if tap.answered and tap.text
        ]
        self._taps = [tap for tap in self._taps if not tap.answered]
        return found

    def find(self, chat: str, message: str, person: str | None) -> Shown | None:
        """By its numbers."""
        found = self.server.state.chats.get(int(chat))
        one = None if found is None else found.messages.get(int(message))
        return None if one is None or one.deleted else self._shown(one)

    def _shown(self, message: Message) -> Shown:
        return Shown(
            to=self._place(message.chat),
            message=f"{message.chat.id}/{message.id}",
            text=message.text if message.media is None else f"{message.media.name} {message.text}",
            labels=tuple(message.labels),
            raw=raw(message),
        )

    def _place(self, chat: Chat) -> str:
        return self._name(chat.id) if chat.kind is Kind.PRIVATE else f"#{chat.title}"

    def _name(self, number: int) -> str:
        return next(name for name, person in self.people.items() if person.id == number)

    @property
    def mark(self) -> object:
        """How many calls there were that are no polls."""
        return sum(call.method != "getUpdates" for call in self.server.calls)

    @property
    def violations(self) -> Sequence[str]:
        """What was not as the Bot API has it."""
        return self.server.violations


def raw(message: Message) -> str:
    """A card as it was sent: its HTML, its file, its rows of buttons."""
    rows = ["  ".join(f"[{key['text']}]" for key in row) for row in message.keyboard]
    file = [] if message.media is None else [f"(file {message.media.name})"]
    return "\n".join([*file, message.source, *rows])
