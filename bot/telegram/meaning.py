"""What an update means, before anybody acts on it. Plain functions over the library's types."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.chat.measure import clusters
from bot.dispatch import Speaker
from bot.telegram.wire import PLATFORM
from core.signals.model import Post
from core.venues.pasted import GONE, holds_key

# What is asked of Telegram; everything else it keeps to itself (Bot API, `allowed_updates`).
# Where words of a message stand beside its text.
WITH_WORDS = ("caption", "entities", "caption_entities", "reply_to_message", "quote", "external_reply")
ALLOWED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
NAME_MOST = 40
# Who is shown as the writer of what administrators write in the name of their group.
ANONYMOUS = 1_087_968_824
# The writer of a forward's copy is no author of ours, whoever sent it on.
FORWARDED = "forward:"
COMMAND = re.compile(r"\s*/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
HERE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody on Telegram."""

    external: str
    name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words for the bot: in private, or a command in a group. `text` is empty for what is no text."""

    who: Who
    chat: str
    title: str
    message: str
    text: str
    private: bool
    thread: str | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    """A command that somebody typed in the name of the group."""

    chat: str
    message: str
    thread: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post of a room, or a new version of one. `who` wrote it, where Telegram tells."""

    post: Post
    title: str
    who: Who | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """A button of a card."""

    who: Who
    tap: str
    data: str
    chat: str
    message: str
    private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Somebody types the bot's name and some words anywhere."""

    who: Who
    query: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The bot may write in this chat from now on, or may not. `new`: it was not in this room before."""

    chat: str
    title: str
    private: bool
    here: bool
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A group has another number."""

    old: str
    new: str
    title: str


Meaning = Said | Nameless | Posted | Tapped | Looked | Standing | Moved


def meaning(update: Update, me: User, commands: Collection[str]) -> Meaning | None:
    """What it means; None for what is nothing to us. `commands` are the first words of those that there are.

    An edit is never a command, also when it is changed into one: only posts have versions. What the bot itself wrote
    is never heard.
    """
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.inline_query is not None:
        query = update.inline_query
        return Looked(who=who_is(query.from_user), query=query.id, text=query.query)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member)
    if update.channel_post is not None or update.edited_channel_post is not None:
        message = update.channel_post or update.edited_channel_post
        return None if message is None else _posted(message, edited=update.edited_channel_post is not None)
    if update.edited_message is not None:
        return _edited(update.edited_message, me)
    return None if update.message is None else _message(update.message, me, commands)


def body_of(update: Update) -> str:
    """An update as it is written down. A key that somebody pasted is not: only that there was one."""
    message = update.effective_message
    if message is None or not holds_key(_words(message)):
        return update.to_json()
    kept = update.to_dict()
    for part in kept.values():
        if isinstance(part, dict) and ("text" in part or "caption" in part):
            for name in WITH_WORDS:
                part.pop(name, None)
            part["text"] = GONE
    return json.dumps(kept)


def read(body: str, bot: Bot) -> Update | None:
    """An update from its JSON; None for what is none."""
    try:
        return Update.de_json(json.loads(body), bot)
    except (ValueError, KeyError, TypeError):
        return None


def lane_of(found: Meaning) -> str:
    """What must keep its order: what somebody asks, wherever they ask it; what is posted in a room."""
    match found:
        case Said() | Tapped() | Looked():
            return f"who:{found.who.external}"
        case Posted():
            return f"room:{found.post.channel}"
        case Standing() if found.private:
            return f"who:{found.chat}"
        case Moved():
            return f"room:{found.old}"
        case _:
            return f"room:{found.chat}"


def who_is(user: User) -> Who:
    """How they are called. The name is for reading: rights hang on the number."""
    name = " ".join(f"{user.first_name} {user.last_name or ''}".split()) or user.username or str(user.id)
    name = "".join(list(clusters(name))[:NAME_MOST])
    return Who(external=str(user.id), name=name, language=user.language_code or "")


def speaker_of(who: Who, *, owner: bool) -> Speaker:
    """Them, as the dispatcher knows people."""
    return Speaker(PLATFORM, who.external, who.name, owner=owner, language=who.language)


def thread_of(message: Message) -> str | None:
    """The topic of a forum. Replies elsewhere have a thread's number too, which nobody can write to."""
    if not message.is_topic_message or message.message_thread_id is None:
        return None
    return str(message.message_thread_id)


def _message(message: Message, me: User, commands: Collection[str]) -> Meaning | None:
    if message.migrate_to_chat_id is not None:
        return Moved(
            old=str(message.chat.id), new=str(message.migrate_to_chat_id), title=_title(message.chat)
        )
    user = message.from_user
    if message.chat.type == ChatType.PRIVATE:
        if user is None or user.is_bot or (_is_ours(message, me) and COMMAND.match(_words(message)) is None):
            return None  # a card of ours that somebody shows here
        return _in_private(message, user)
    text = _words(message)
    if user is None or not text or user.id == me.id:
        return None
    found = COMMAND.match(text)
    if found is not None and message.forward_origin is None:
        name, addressed = found[1].split("_")[0].lower(), found[2]
        if addressed is not None and addressed.lower() != (me.username or "").lower():
            return None
        if addressed is not None or name in commands:
            return _command(message, user, text)
    return None if _is_ours(message, me) else _posted(message, edited=False)


def _command(message: Message, user: User, text: str) -> Meaning | None:
    if user.id == ANONYMOUS or message.sender_chat is not None:
        return Nameless(chat=str(message.chat.id), message=str(message.message_id), thread=thread_of(message))
    if user.is_bot:
        return None
    return Said(
        who=who_is(user), chat=str(message.chat.id), title=_title(message.chat), message=str(message.message_id),
        text=text, private=False, thread=thread_of(message),
    )  # fmt: skip


def _in_private(message: Message, user: User) -> Said | None:
    text = _words(message)
    if not text and message.effective_attachment is None:
        return None  # somebody pinned something, or the like
    return Said(
        who=who_is(user), chat=str(message.chat.id), title="", message=str(message.message_id), text=text,
        private=True, thread=thread_of(message), forwarded=message.forward_origin is not None,
    )  # fmt: skip


def _edited(message: Message, me: User) -> Posted | None:
    """A new version of a post in a group. Of what was or becomes a command nothing happens."""
    user = message.from_user
    if message.chat.type == ChatType.PRIVATE or user is None or _is_ours(message, me):
        return None
    text = _words(message)
    return _posted(message, edited=True) if text and COMMAND.match(text) is None else None


def _posted(message: Message, *, edited: bool) -> Posted | None:
    """A post. Its version is the second of its last edit, as Telegram counts no edits: two within one are one."""
    text = _words(message)
    if not text:
        return None
    user, sender = message.from_user, message.sender_chat
    author, name = _author(message)
    at: datetime = (message.edit_date or message.date) if edited else message.date
    post = Post(
        platform=PLATFORM,
        channel=str(message.chat.id),
        message=str(message.message_id),
        version=int(at.timestamp()) if edited else 0,
        author=author,
        author_name=name,
        text=text,
        posted_at=at,
        reply_to=_replied(message),
    )
    who = who_is(user) if user is not None and sender is None and not user.is_bot else None
    return Posted(post=post, title=_title(message.chat), who=who)


def _author(message: Message) -> tuple[str, str]:
    """Whose post it is, by number: a channel's own, a person's, another bot's, the group's; or a forward's copy."""
    user, sender = message.from_user, message.sender_chat
    if sender is not None:
        number, name = sender.id, message.author_signature or sender.title or ""
    elif user is not None:
        number, name = user.id, who_is(user).name
    else:
        number, name = message.chat.id, message.author_signature or message.chat.title or ""
    copy = message.forward_origin is not None or message.is_automatic_forward
    return f"{FORWARDED if copy else ''}{number}", name


def _replied(message: Message) -> str | None:
    """The message that it answers; what opens a topic is answered by everything in it, and is meant by nothing."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    return str(replied.message_id)


def _tapped(query: CallbackQuery) -> Tapped:
    chat = None if query.message is None else query.message.chat
    private = chat is None or chat.type == ChatType.PRIVATE
    return Tapped(
        who=who_is(query.from_user),
        tap=query.id,
        data=query.data or "",
        chat=str(query.from_user.id if chat is None else chat.id),
        message="" if query.message is None else str(query.message.message_id),
        private=private,
    )


def _standing(change: ChatMemberUpdated) -> Standing:
    chat, was, now = change.chat, change.old_chat_member.status, change.new_chat_member.status
    return Standing(
        chat=str(chat.id),
        title=_title(chat),
        private=chat.type == ChatType.PRIVATE,
        here=now in HERE,
        new=now in HERE and was not in HERE,
    )


def _is_ours(message: Message, me: User) -> bool:
    by = (message.from_user, message.via_bot)
    return any(user is not None and user.id == me.id for user in by)


def _words(message: Message) -> str:
    return message.text or message.caption or ""


def _title(chat: Chat) -> str:
    return chat.title or ""
