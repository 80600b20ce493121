"""Carries out what was heard: commands and taps to the dispatcher, posts to the ear, answers to the mail."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, Update, User
from telegram.constants import ChatAction, ParseMode
from telegram.error import TelegramError

from bot.buttons import read_wire_id
from bot.chat.frontends import Parts
from bot.chat.inbox import Inbox
from bot.chat.lanes import Lanes
from bot.chat.measure import units
from bot.chat.pasted import said_of_key, taken_away
from bot.chat.peek import calls_for, peek
from bot.chat.taps import takes_its_place
from bot.chat.wire import NOT_SHOWN, Unreachable
from bot.dispatch import Answer, Speaker, channel, private
from bot.present.locales import ENGLISH
from bot.present.look import Look
from bot.present.messages import language_of
from bot.present.refusals import refusal
from bot.present.reply import Line, Reply, Rows, Tone
from bot.settings import OwnerId
from bot.telegram.meaning import (
    Looked,
    Meaning,
    Moved,
    Nameless,
    Posted,
    Said,
    Standing,
    Tapped,
    Who,
    lane_of,
    meaning,
    read,
    speaker_of,
)
from bot.telegram.render import POPUP_MOST, popup, render
from bot.telegram.timing import Timing
from bot.telegram.wire import PLATFORM, TelegramWire
from bot.typed import ALIASES
from core.context import Place
from core.control.views import owners
from core.kernel.errors import Refusal, Unavailable
from core.kernel.ids import derived
from core.notices.views import room_language
from core.signals.channels import know_channel
from core.signals.model import Channel
from core.venues.pasted import holds_key

T = TypeVar("T")

INLINE_MOST = 20
INLINE_SECONDS = 300
INLINE_OWN_SECONDS = 5
INLINE_LETTERS = 120
# `/cancel` belongs to the questions of a chat and is no command of the catalogue.
ALWAYS = frozenset({"cancel"})
CHATS_REMEMBERED = 10_000


class Desk:
    """What one run of the front-end does with updates."""

    def __init__(
        self,
        parts: Parts,
        wire: TelegramWire,
        inbox: Inbox,
        bot: Bot,
        group: asyncio.TaskGroup,
        timing: Timing,
    ) -> None:
        self._parts = parts
        self._wire = wire
        self._inbox = inbox
        self._bot = bot
        self._group = group
        self._timing = timing
        self._lanes = Lanes(group)
        self._me: User = bot.bot
        self._catalog = parts.dispatcher.catalog
        self._commands = frozenset(self._catalog.nouns) | ALIASES.keys() | ALWAYS
        self._asides: dict[str, float] = {}

    # -- what is kept, and in which order it is done ---------------------------------------------------------

    def read(self, body: str) -> Update | None:
        """An update as Telegram brought it; None for what is none."""
        return read(body, self._bot)

    def meaning(self, update: Update) -> Meaning | None:
        """What it means to this bot."""
        return meaning(update, self._me, self._commands)

    async def is_ours(self, update: Update) -> bool:
        """Whether it is kept at all: others' talk in rooms without a provider is not."""
        found = self.meaning(update)
        if isinstance(found, Posted) and not holds_key(found.post.text):
            return await self._parts.rooms.listens(f"{PLATFORM}:{found.post.channel}")
        return found is not None

    async def put(self, update: Update, *, kept: bool = True) -> None:
        """Carry it out in its turn. `kept`: it has a row, which is done with then."""
        found = self.meaning(update)
        lane = "none" if found is None else lane_of(found)
        await self._lanes.put(lane, lambda: self._do(update, found, kept=kept))

    async def still(self) -> None:
        """Wait until everything that was put is carried out."""
        await self._lanes.still()

    async def _do(self, update: Update, found: Meaning | None, *, kept: bool) -> None:
        try:
            if found is not None and not await self._pasted(found):
                await self._carry_out(found, update)
        except Exception as error:  # noqa: BLE001 - the edge of a loop: told, and the next one comes
            self._parts.report(PLATFORM, "update", error)
        if kept:
            self._inbox.done(update.update_id)

    async def _carry_out(self, found: Meaning, update: Update) -> None:
        match found:
            case Said() if found.private:
                await self._said(found)
            case Said():
                await self._said_in_public(found)
            case Nameless():
                text = self._look().say("telegram.anonymous")
                await self._line(found.chat, text, to=found.message, thread=found.thread)
            case Posted():
                await self._posted(found)
            case Tapped():
                await (self._tapped(found) if found.private else self._tapped_in_public(found))
            case Looked():
                await self._looked(found)
            case Standing():
                await self._stands(found, update.update_id)
            case Moved():
                await self.moved(found.old, found.new, found.title)

    # -- words ---------------------------------------------------------------------------------------------

    async def _said(self, said: Said) -> None:
        """In private: a command, the answer to a question, or words that may be a signal."""
        await self._parts.mail.reachable(PLATFORM, said.who.external, said.chat)
        if not said.text:
            await self._tell(said, self._look(said.who).say("telegram.text_only"))
            return
        text = said.text
        if said.forwarded and text.lstrip().startswith("/"):
            text = f"/signal read {text}"  # somebody else's command is a text to be read
        place = private(PLATFORM, said.who.external)
        asked = self._parts.asks.say(self._speaker(said.who), place, text, said.message, chat=said.chat)
        answer = await self._patiently(said.chat, asked)
        await self._parts.mail.answer(
            answer, platform=PLATFORM, chat=said.chat, to=said.message, thread=said.thread
        )

    async def _said_in_public(self, said: Said) -> None:
        """A command in a group: answered there if it is public, else in private with one line in the group."""
        place = channel(PLATFORM, said.chat, name=said.title)
        await self._know(said.chat, said.title)
        external = said.who.external
        # What is asked back is asked in private, so it is answered there.
        asked = self._parts.asks.say(self._speaker(said.who), place, said.text, said.message, chat=external)
        answer = await self._patiently(said.chat, asked, said.thread)
        await self._parts.mail.spoke(PLATFORM, external)
        if answer.channel is not None:
            await self._parts.mail.answer(
                answer, platform=PLATFORM, chat=said.chat, to=said.message, thread=said.thread
            )
            return
        opened = await self._can_write_to(external)
        await self._parts.mail.answer(answer, platform=PLATFORM, chat=external)
        await self._aside(said, place, answer, opened=opened)

    async def _aside(self, said: Said, place: Place, answer: Answer, *, opened: bool) -> None:
        """One neutral line in the group, gone after a while. Those who never pressed Start see where that is."""
        now = asyncio.get_running_loop().time()
        if opened and now - self._asides.get(said.chat, float("-inf")) < self._timing.aside_gap:
            return  # it stands there already
        self._asides.pop(said.chat, None)
        self._asides[said.chat] = now
        if len(self._asides) > CHATS_REMEMBERED:
            del self._asides[next(iter(self._asides))]
        look = await self._look_of(place)
        text = look.say("common.sent_in_private") if answer.aside is None else answer.aside.title
        way = None if opened else (look.say("telegram.open_private"), self._link("start"))
        message = await self._line(said.chat, text, to=said.message, thread=said.thread, way=way)
        if message is not None:
            self._group.create_task(self._take_away(said.chat, message))

    async def _take_away(self, chat: str, message: str) -> None:
        await asyncio.sleep(self._timing.aside)
        with suppress(*NOT_SHOWN):
            await self._wire.delete(chat, message)

    async def _line(
        self,
        chat: str,
        text: str,
        *,
        to: str,
        thread: str | None,
        way: tuple[str, str] | None = None,
    ) -> str | None:
        """A line in a group that no mail needs to keep: if the platform will not have it now, it stays unsaid."""
        try:
            return await self._wire.line(chat, text, to=to, thread=thread, way=way)
        except NOT_SHOWN as error:
            self._parts.report(PLATFORM, "line in a group", error)
            return None

    async def _tell(self, said: Said, text: str) -> None:
        """A line in private that no command answers."""
        answer = Answer(
            kind="reply",
            person=None,
            channel=None,
            card=derived("telegram", said.chat, said.message),
            command="",
            reply=Reply(title=text),
        )
        await self._parts.mail.answer(answer, platform=PLATFORM, chat=said.chat, to=said.message)

    async def _pasted(self, found: Meaning) -> bool:
        """A key has no business in a chat: whether it was one, which is all that is done with it then."""
        who, chat, message, text = None, "", "", ""
        if isinstance(found, Said):
            who, chat, message, text = found.who, found.chat, found.message, found.text
        elif isinstance(found, Posted):
            who, chat, message, text = found.who, found.post.channel, found.post.message, found.post.text
        if not holds_key(text):
            return False
        deleted = await taken_away(self._wire, chat, message)
        if who is not None:
            answer = await said_of_key(self._parts, self._speaker(who), chat, message, deleted=deleted)
            await self._parts.mail.answer(answer, platform=PLATFORM, chat=who.external)
        return True

    # -- posts ---------------------------------------------------------------------------------------------

    async def _posted(self, posted: Posted) -> None:
        """To the ear. What is refused is told to whoever wrote it, where Telegram tells who that is."""
        await self._know(posted.post.channel, posted.title)
        try:
            await self._parts.hear(posted.post)
        except Refusal as error:
            if posted.who is None:
                self._parts.report(PLATFORM, "post", error)
                return
            who = posted.who
            answer = Answer(
                kind="refusal",
                person=derived("person", PLATFORM, who.external),
                channel=None,
                card=derived("post", posted.post.channel, posted.post.message, posted.post.version),
                command="",
                reply=refusal(error, self._look(who)),
            )
            await self._parts.mail.answer(answer, platform=PLATFORM, chat=who.external)

    async def _know(self, chat: str, title: str) -> None:
        """The room by its title, from the first time that it matters."""
        with suppress(Unavailable):
            await know_channel(self._parts.world, PLATFORM, chat, title or chat, f"{PLATFORM}:{chat}")

    # -- taps ----------------------------------------------------------------------------------------------

    async def _tapped(self, tap: Tapped) -> None:
        """In private: acknowledged at once, answered by a card, which may take the place of the one that was tapped."""
        await self._acknowledge(tap)
        found = read_wire_id(tap.data)
        if found is None:
            return
        await self._parts.mail.reachable(PLATFORM, tap.who.external, tap.chat)
        place = private(PLATFORM, tap.who.external)
        pressed = self._parts.asks.press(self._speaker(tap.who), place, *found, tap.tap, chat=tap.chat)
        answer = await self._patiently(tap.chat, pressed)
        instead = tap.message and await takes_its_place(self._parts.world, found[0], answer)
        over = tap.message if instead else None
        await self._parts.mail.answer(answer, platform=PLATFORM, chat=tap.chat, over=over)

    async def _tapped_in_public(self, tap: Tapped) -> None:
        """On a public card: a pop-up for whoever pressed, and in private the card if that says more."""
        found = read_wire_id(tap.data)
        if found is None:
            await self._acknowledge(tap)
            return
        external = tap.who.external
        place = channel(PLATFORM, tap.chat)
        pressing = self._group.create_task(
            _caught(self._parts.asks.press(self._speaker(tap.who), place, *found, tap.tap, chat=external))
        )
        done, _ = await asyncio.wait({pressing}, timeout=self._timing.tap)
        if not done:
            await self._acknowledge(tap)
        outcome = await pressing
        if isinstance(outcome, Exception):
            if done:
                await self._acknowledge(tap)
            raise outcome
        await self._parts.mail.spoke(PLATFORM, external)
        if done:
            await self._acknowledge(tap, popup(outcome.reply), alert=outcome.kind == "refusal")
        if outcome.channel is not None:
            await self._parts.mail.answer(outcome, platform=PLATFORM, chat=tap.chat)
        elif not done or _says_more(outcome):
            await self._parts.mail.answer(outcome, platform=PLATFORM, chat=external)

    async def _acknowledge(self, tap: Tapped, text: str = "", *, alert: bool = False) -> None:
        """Each tap once. One that is too old for that, or comes again after a restart, needs none any more."""
        with suppress(TelegramError):
            await self._bot.answer_callback_query(tap.tap, text=text or None, show_alert=alert)

    # -- the rest ------------------------------------------------------------------------------------------

    async def _looked(self, looked: Looked) -> None:
        """Typed behind the bot's name anywhere: what is theirs to show there, and the commands whose answers everybody
        may see. What is theirs is computed for them alone, and not kept by Telegram."""
        cards = [
            InlineQueryResultArticle(
                id=str(number),
                title=reply.title,
                description=popup(replace(reply, title=""))[:INLINE_LETTERS],
                input_message_content=InputTextMessageContent(render(reply).text, parse_mode=ParseMode.HTML),
            )
            for number, reply in enumerate(await self._peeked(looked))
        ]
        words = looked.text.lower().replace("/", "").split()
        found = [
            command
            for command in self._catalog.commands.values()
            if command.public and all(word in command.path for word in words)
        ]
        commands = [
            InlineQueryResultArticle(
                id=command.path.replace(" ", "_"),
                title=f"/{command.path}",
                description=command.help,
                input_message_content=InputTextMessageContent(
                    f"/{command.path.replace(' ', '_')}@{self._me.username}"
                ),
            )
            for command in found[:INLINE_MOST]
        ]
        with suppress(TelegramError):  # they type on, and ask again with each letter
            await self._bot.answer_inline_query(
                looked.query,
                [*cards, *commands],
                cache_time=INLINE_OWN_SECONDS if cards else INLINE_SECONDS,
                is_personal=True,
            )

    async def _peeked(self, looked: Looked) -> list[Reply]:
        """The cards that these words ask for; none while the records are away."""
        speaker = self._speaker(looked.who)
        with suppress(Unavailable):
            found = [
                await peek(self._parts.world, self._catalog, speaker, call) for call in calls_for(looked.text)
            ]
            return [one for one in found if one is not None]
        return []

    async def _stands(self, standing: Standing, number: int) -> None:
        """Added to a room, or thrown out; blocked by somebody, or no longer."""
        if standing.private:
            if standing.here:
                await self._parts.mail.reachable(PLATFORM, standing.chat, standing.chat)
            else:
                await self._parts.mail.unreachable(PLATFORM, standing.chat)
            return
        if not standing.new:
            return
        await self._know(standing.chat, standing.title)
        place = channel(PLATFORM, standing.chat)
        line = (await self._look_of(place)).say("telegram.joined")
        answer = Answer(
            kind="notice",
            person=None,
            channel=place.id,
            card=derived("joined", place.id, number),
            command="",
            reply=Reply(title=line),
        )
        await self._parts.mail.answer(answer, platform=PLATFORM, chat=standing.chat)

    def hears_of_move(self, old: str, new: str) -> None:
        """The wire met a group that has another number."""
        self._group.create_task(self._heard_of_move(old, new))

    async def _heard_of_move(self, old: str, new: str) -> None:
        with suppress(Unavailable):  # it was in the log before the records were asked
            await self.moved(old, new)

    async def moved(self, old: str, new: str, title: str = "") -> None:
        """A group has another number: what hangs on the old one is told to whoever runs this, once."""
        look = self._look()
        known = None
        with suppress(Unavailable):
            known = await self._parts.world.view.get(Channel, f"{PLATFORM}:{old}")
        name = title or ("" if known is None else known.name.removeprefix("#")) or old
        words = look.say("telegram.moved", title=name, old=f"{PLATFORM}:{old}", new=f"{PLATFORM}:{new}")
        self._parts.report(PLATFORM, "group", Unavailable(words))
        reply = Reply(
            title=look.say("telegram.moved_title", title=name), blocks=(Line(words),), tone=Tone.CAUTION
        )
        for person in await owners(self._parts.world.view):
            answer = Answer(
                kind="notice",
                person=person,
                channel=None,
                card=derived("moved", person, old, new),
                command="",
                reply=reply,
                rings=True,
            )
            await self._parts.mail.tell(answer)

    # -- small things --------------------------------------------------------------------------------------

    def _speaker(self, who: Who) -> Speaker:
        return speaker_of(who, owner=OwnerId(PLATFORM, who.external) in self._parts.settings.owner)

    async def _patiently(self, chat: str, work: Awaitable[T], thread: str | None = None) -> T:
        """What the work gives. If it takes long, the chat sees that somebody is at it."""
        typing = self._group.create_task(self._type(chat, thread))
        try:
            return await work
        finally:
            typing.cancel()

    async def _type(self, chat: str, thread: str | None) -> None:
        await asyncio.sleep(self._timing.slow)
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(
                    int(chat), ChatAction.TYPING, message_thread_id=None if thread is None else int(thread)
                )
            await asyncio.sleep(self._timing.typing)

    async def _can_write_to(self, external: str) -> bool:
        """Whether somebody has opened the private chat. Asked by what they would see there anyway: typing."""
        try:
            await self._wire.touch(external)
        except Unreachable:
            return False
        except NOT_SHOWN:
            return True
        return True

    def _link(self, payload: str) -> str:
        return f"https://t.me/{self._me.username}?start={payload}"

    def _look(self, who: Who | None = None) -> Look:
        spoken = "" if who is None else language_of(who.language)
        return Look(self._parts.world, self._parts.world.clock.now(), language=spoken or ENGLISH)

    async def _look_of(self, place: Place) -> Look:
        language = ""
        with suppress(Unavailable):
            language = await room_language(self._parts.world.view, place.id)
        return Look(self._parts.world, self._parts.world.clock.now(), language=language or ENGLISH)


async def _caught(work: Awaitable[Answer]) -> Answer | Exception:
    """What it gives or fails with: a task of the front-end's own group may not fail."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - raised again by whoever waits for it
        return error


def _says_more(answer: Answer) -> bool:
    """Whether a card holds more than its pop-up could say."""
    reply = answer.reply
    whole = units(popup(reply)) < POPUP_MOST and not any(isinstance(block, Rows) for block in reply.blocks)
    return answer.kind != "refusal" or bool(reply.buttons) or not whole
