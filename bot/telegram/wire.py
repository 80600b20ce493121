"""Telegram's way out: one card, one call. Order, pace and repetition are the mail's (`bot/chat/mail.py`)."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.chat.measure import cut
from bot.chat.wire import InDoubt, Later, Outgoing, Pace, Refused, Unreachable, Why
from bot.present.reply import Attachment, Picture
from bot.telegram.render import TEXT_MOST, Key, Shown, caption, escape, render
from bot.telegram.request import Flood, NotSent

T = TypeVar("T")

PLATFORM = "telegram"
# Telegram's FAQ for bots, "My bot is hitting limits": about 30 a second in all, one a second in a chat, twenty a
# minute in a group. Storyboard, section 18: five of them are kept for people who are typing.
PACE = Pace(
    a_second=30,
    kept=5,
    room_seconds=3.0,
    rooms_a_minute=20,
    chat_seconds=1.0,
    edit_seconds=1.5,
    at_once=16,
)
# Until there is a connection, and while the token is not taken: the front-end says why.
NOT_YET_SECONDS, NO_TOKEN_SECONDS = 1.0, 60.0
NONCES_KEPT = 1_000
ALT_MOST = 200
FILES_REMEMBERED = 2_000

# How Telegram says no, in small letters. It has no codes for these; the words are those of its Bot API server.
BLOCKED = ("blocked by the user", "user is deactivated")
NEVER_BEGAN = ("can't initiate conversation", "peer_id_invalid")
NO_RIGHT = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_admin_required",
    "chat_restricted",
    "chat_send_",
    "topic_closed",
    "bot is not a member",
    "bot was kicked",
    "message can't be deleted",
)
NO_ROOM = (
    "chat not found",
    "chat was deleted",
    "chat was deactivated",
    "message thread not found",
    "topic_deleted",
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message_id_invalid",
)
SAME, NO_TEXT = "message is not modified", "there is no text in the message"


class TelegramWire:
    """Shows cards through a bot. `connect` gives it one; before that, and after `lose`, it asks to wait.

    `moved(old, new)` hears of a group that has become a supergroup and is another chat since.
    """

    def __init__(self, moved: Callable[[str, str], None] = lambda old, new: None) -> None:
        self._bot: Bot | None = None
        self._wait = NOT_YET_SECONDS
        self._moved = moved
        self._shown: OrderedDict[str, _Parts] = OrderedDict()
        self._files: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._asking = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def platform(self) -> str:
        """`telegram`."""
        return PLATFORM

    @property
    def pace(self) -> Pace:
        """What Telegram lets one bot do."""
        return PACE

    def connect(self, bot: Bot) -> None:
        """Go on through this bot."""
        self._bot = bot

    def lose(self, *, token: bool = False) -> None:
        """There is no bot now; for longer when its `token` is not taken."""
        self._bot = None
        self._wait = NO_TOKEN_SECONDS if token else NOT_YET_SECONDS

    async def finish(self, seconds: float) -> None:
        """Let what is on the wire come to its end, for so long: what is cut off nobody can tell from what arrived."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    async def send(self, out: Outgoing) -> str:
        """Show a new card; the message's id.

        A file takes the card as its caption. Where the card is too long for that, or files are several, they follow
        it as replies; tried again, such a card goes on where it stopped, so that only its last file may come twice.
        """
        shown = render(out.reply, out.card)
        if len(shown.files) == 1 and shown.caption is not None:
            return await self._send_file(out, shown.files[0], shown.caption, shown.keys)
        if not shown.files:
            return await self._send_text(out, shown)
        parts = self._parts(out.nonce)
        if parts.card is None:
            parts.card = await self._send_text(out, shown)
        for file in shown.files[parts.files :]:
            below = Outgoing(
                chat=out.chat, card=out.card, reply=out.reply, nonce=out.nonce, silent=True,
                answers=parts.card, thread=out.thread,
            )  # fmt: skip
            try:
                await self._send_file(below, file, escape(cut(file.alt, ALT_MOST)), ())
            except InDoubt:
                raise Later(NOT_YET_SECONDS) from None  # the card stands; of a file two are better than none
            parts.files += 1
        return parts.card

    async def edit(self, message: str, out: Outgoing) -> None:
        """Show the card anew in its place. Telegram never rings for it."""
        shown = render(out.reply, out.card)
        with suppress(_Same):
            if shown.files and shown.caption is not None:
                await self._edit_file(message, out, shown)
                return
            try:  # too long for a caption: its files stand below it, as they were sent
                await self._edit_text(message, out, shown)
            except _NoText:
                await self._edit_caption(message, out, shown)

    async def _edit_text(self, message: str, out: Outgoing, shown: Shown) -> None:
        call = self._connected().edit_message_text(
            shown.text,
            chat_id=_number(out.chat),
            message_id=int(message),
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=_markup(shown.keys),
        )
        await self._ask(out.chat, call)

    async def _edit_caption(self, message: str, out: Outgoing, shown: Shown) -> None:
        call = self._connected().edit_message_caption(
            chat_id=_number(out.chat),
            message_id=int(message),
            caption=caption(out.reply),
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(shown.keys),
        )
        await self._ask(out.chat, call)

    async def _edit_file(self, message: str, out: Outgoing, shown: Shown) -> None:
        mark = _mark_of(shown.files[0])
        if self._files.get((out.chat, message)) == mark:
            await self._edit_caption(message, out, shown)  # the same picture is not sent again
            return
        kind = InputMediaPhoto if isinstance(shown.files[0], Picture) else InputMediaDocument
        call = self._connected().edit_message_media(
            kind(_file(shown.files[0], attach=True), caption(out.reply), parse_mode=ParseMode.HTML),
            chat_id=_number(out.chat),
            message_id=int(message),
            reply_markup=_markup(shown.keys),
        )
        await self._ask(out.chat, call)
        self._note(out.chat, message, mark)

    def _note(self, chat: str, message: str, mark: str) -> None:
        """Which file a message has now."""
        self._files.pop((chat, message), None)
        self._files[chat, message] = mark
        if len(self._files) > FILES_REMEMBERED:
            self._files.popitem(last=False)

    async def delete(self, chat: str, message: str) -> None:
        """Take a message away; one that is gone is fine. In groups that is a right, after two days nobody's."""
        try:
            await self._ask(chat, self._connected().delete_message(_number(chat), int(message)))
        except Unreachable as error:
            if error.why is not Why.NO_ROOM:
                raise

    async def private_chat(self, external: str) -> str:
        """A private chat has the id of the person. A bot cannot open it: the first card tells whether it is there."""
        return external

    async def was_shown(self, out: Outgoing, after: datetime) -> str | None:
        """What this process saw succeed; Telegram itself cannot be asked.

        Messages carry no nonce and cannot be listed. To try edits on likely numbers proves nothing safely: numbers
        are shared by all private chats of a bot, and an edit that meets another card of ours would overwrite it.
        """
        parts = self._shown.get(out.nonce)
        return None if parts is None else parts.card

    async def line(
        self, chat: str, text: str, *, to: str, thread: str | None, way: tuple[str, str] | None = None
    ) -> str:
        """A line in a group that belongs to no card: its message. `way` is a button to an address."""
        keys = None if way is None else InlineKeyboardMarkup([[InlineKeyboardButton(way[0], url=way[1])]])
        message = await self._ask(
            chat,
            self._connected().send_message(
                _number(chat),
                escape(cut(text, TEXT_MOST)),
                parse_mode=ParseMode.HTML,
                disable_notification=True,
                reply_markup=keys,
                reply_parameters=_replies(to),
                message_thread_id=None if thread is None else int(thread),
            ),
        )
        return str(message.message_id)

    async def touch(self, chat: str) -> None:
        """Raises `Unreachable` when this chat cannot be written to. Who is there sees somebody type."""
        await self._ask(chat, self._connected().send_chat_action(_number(chat), ChatAction.TYPING))

    async def _send_text(self, out: Outgoing, shown: Shown) -> str:
        message = await self._ask(
            out.chat,
            self._connected().send_message(
                _number(out.chat),
                shown.text,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                disable_notification=out.silent,
                reply_markup=_markup(shown.keys),
                reply_parameters=_replies(out.answers),
                message_thread_id=None if out.thread is None else int(out.thread),
            ),
        )
        return self._sent(out, message)

    async def _send_file(
        self, out: Outgoing, file: Attachment | Picture, below: str, keys: tuple[tuple[Key, ...], ...]
    ) -> str:
        bot = self._connected()
        send = bot.send_photo if isinstance(file, Picture) else bot.send_document
        message = await self._ask(
            out.chat,
            send(
                _number(out.chat),
                _file(file),
                caption=below,
                parse_mode=ParseMode.HTML,
                disable_notification=out.silent,
                reply_markup=_markup(keys),
                reply_parameters=_replies(out.answers),
                message_thread_id=None if out.thread is None else int(out.thread),
            ),
        )
        self._note(out.chat, str(message.message_id), _mark_of(file))
        return self._sent(out, message)

    def _sent(self, out: Outgoing, message: Message) -> str:
        parts = self._parts(out.nonce)
        if parts.card is None:
            parts.card = str(message.message_id)
        return str(message.message_id)

    def _parts(self, nonce: str) -> _Parts:
        """What of a card has been sent; the oldest are forgotten."""
        while len(self._shown) >= NONCES_KEPT:
            self._shown.popitem(last=False)
        return self._shown.setdefault(nonce, _Parts())

    def _connected(self) -> Bot:
        if self._bot is None:
            raise Later(self._wait)
        return self._bot

    async def _ask(self, chat: str, call: Awaitable[T]) -> T:
        """The answer of a call. What it fails with is said in the words of the contract, never with an address."""
        self._asking += 1
        self._idle.clear()
        try:
            return await call
        except TelegramError as error:
            said = meaning_of(error, chat)
            if isinstance(error, ChatMigrated):
                self._moved(chat, str(error.new_chat_id))
            raise said from None
        finally:
            self._asking -= 1
            if not self._asking:
                self._idle.set()


class _Parts:
    """What of a card with files has been sent by this process."""

    def __init__(self) -> None:
        self.card: str | None = None
        self.files = 0


class _Same(Exception):
    """The card stands there already."""


class _NoText(Exception):
    """The message is a file: its words are a caption."""


def meaning_of(error: TelegramError, chat: str) -> Exception:
    """What a failed call means. What is no proof either way is in doubt."""
    if isinstance(error, Flood):
        return Later(error.seconds)
    if isinstance(error, NotSent):
        return Later(NOT_YET_SECONDS)
    if isinstance(error, InvalidToken):
        return Later(NO_TOKEN_SECONDS)
    if isinstance(error, ChatMigrated):
        return Unreachable(Why.NO_ROOM, f"the group is {PLATFORM}:{error.new_chat_id} now")
    said = error.message.lower()
    if isinstance(error, BadRequest | Forbidden):
        return _refusal(error, said, chat)
    return InDoubt(type(error).__name__)


def _refusal(error: TelegramError, said: str, chat: str) -> Exception:
    """A proven no."""
    for words, meant in ((SAME, _Same()), (NO_TEXT, _NoText())):
        if words in said:
            return meant
    for phrases, why in ((BLOCKED, Why.BLOCKED), (NEVER_BEGAN, Why.NEVER_BEGAN), (NO_RIGHT, Why.NO_RIGHT)):
        if any(phrase in said for phrase in phrases):
            return Unreachable(why, error.message)
    if any(phrase in said for phrase in NO_ROOM):
        # A person's number that leads to no chat: they have not written to this bot.
        never = "chat not found" in said and not chat.startswith("-")
        return Unreachable(Why.NEVER_BEGAN if never else Why.NO_ROOM, error.message)
    if isinstance(error, Forbidden):
        return Unreachable(Why.NO_RIGHT, error.message)
    return Refused(error.message)


def _number(chat: str) -> int | str:
    """A chat's number, or the @name of a public channel."""
    return chat if chat.startswith("@") else int(chat)


def _markup(keys: tuple[tuple[Key, ...], ...]) -> InlineKeyboardMarkup | None:
    if not keys:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.label, callback_data=key.data) for key in row] for row in keys]
    )


def _replies(answers: str | None) -> ReplyParameters | None:
    if answers is None:
        return None
    return ReplyParameters(int(answers), allow_sending_without_reply=True)


def _file(file: Attachment | Picture, *, attach: bool = False) -> InputFile:
    """`attach`: named from inside of something else, which a change is."""
    return InputFile(_content(file), filename=file.name, attach=attach)


def _content(file: Attachment | Picture) -> bytes:
    return (file.content or b"") if isinstance(file, Picture) else file.text.encode()


def _mark_of(file: Attachment | Picture) -> str:
    """By what is told whether a message has this file already."""
    return hashlib.sha256(_content(file)).hexdigest()
