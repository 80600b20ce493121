"""Methods that change what is there: edit, delete, react, pin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.platforms.telegram import shapes
from tests.platforms.telegram.content import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    Words,
    markup,
    media_of,
    spoken,
    words,
)
from tests.platforms.telegram.methods import method
from tests.platforms.telegram.model import Chat, File, Json, Kind, Message
from tests.platforms.telegram.state import State
from tests.platforms.telegram.wire import Given, bad

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
DELETABLE = timedelta(hours=48)
MOST_AT_ONCE = 100
EMOJI = set(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
)


def _editable(state: State, given: Given) -> Message:
    """The message that a call wants to change. Only the bot's own may be, and in channels with the right to."""
    inline = given.text("inline_message_id")
    if inline:
        if inline not in state.inline or state.inline[inline].deleted:
            raise bad("MESSAGE_ID_INVALID")
        return state.inline[inline]
    chat = state.open_chat(given.text("chat_id"))
    if not given.whole("message_id"):
        raise bad("message identifier is not specified")
    found = state.message(chat, given.whole("message_id"), "message to edit not found")
    if found.service is not None or not (found.by_bot or chat.may(state.bot, "can_edit_messages")):
        raise bad("message can't be edited")
    return found


def _change(
    state: State, message: Message, given: Given, *, said: Words | None, file: File | None = None
) -> Any:
    """Carry out an edit, unless nothing would be different."""
    keyboard = markup(given, only_inline=True).keyboard
    before = (message.text, message.entities, message.keyboard)
    after = (
        (said.text, said.entities, keyboard)
        if said is not None
        else (message.text, message.entities, keyboard)
    )
    if before == after and file is None:
        raise bad(NOT_MODIFIED)
    if said is not None:
        message.text, message.entities, message.source = said.text, said.entities, said.source
    message.keyboard = keyboard
    message.edits += 1
    message.edited_at = state.now()
    state.changes.tell()
    return True if given.text("inline_message_id") else shapes.message(message)


@method("editMessageText")
def edit_message_text(state: State, given: Given) -> Any:
    """Another text, and another keyboard or none."""
    if not given.text("text").strip():
        raise bad("message text is empty")
    message = _editable(state, given)
    if message.media is not None:
        raise bad("there is no text in the message to edit")
    return _change(state, message, given, said=words(given, "text", LONGEST_TEXT))


@method("editMessageCaption")
def edit_message_caption(state: State, given: Given) -> Any:
    """Another caption, and another keyboard or none."""
    message = _editable(state, given)
    if message.media is None:
        raise bad("there is no caption in the message to edit")
    return _change(state, message, given, said=words(given, "caption", LONGEST_CAPTION))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(state: State, given: Given) -> Any:
    """Another keyboard, or none."""
    return _change(state, _editable(state, given), given, said=None)


@method("editMessageMedia")
def edit_message_media(state: State, given: Given) -> Any:
    """Another photo or document with its caption."""
    shape: Json = given.nested("media") or {}
    kind = shape.get("type")
    if kind not in {"photo", "document"}:
        raise bad("the local server takes photos and documents")
    message = _editable(state, given)
    said = spoken(
        shape.get("caption", ""),
        shape.get("parse_mode", ""),
        shape.get("caption_entities", []),
        LONGEST_CAPTION,
    )
    file = media_of(state, given, shape.get("media"), kind)
    answer_first = message.photo, message.document
    message.photo, message.document = (file, None) if kind == "photo" else (None, file)
    same = answer_first == (message.photo, message.document)
    done = _change(state, message, given, said=said, file=None if same else file)
    return done if done is True else shapes.message(message)


@method("deleteMessage")
def delete_message(state: State, given: Given) -> bool:
    """Take a message away."""
    chat = state.open_chat(given.text("chat_id"))
    message = state.message(chat, given.whole("message_id"), "message to delete not found")
    if not _may_delete(state, chat, message):
        raise bad("message can't be deleted")
    message.deleted = True
    state.changes.tell()
    return True


def _may_delete(state: State, chat: Chat, message: Message) -> bool:
    """Messages of the last two days: its own, those in private, and where it is an administrator with the right."""
    if chat.kind in (Kind.SUPERGROUP, Kind.CHANNEL) and chat.may(state.bot, "can_delete_messages"):
        return True
    if state.now() - message.at > DELETABLE:
        return False
    return message.by_bot or chat.kind is Kind.PRIVATE or chat.may(state.bot, "can_delete_messages")


@method("deleteMessages")
def delete_messages(state: State, given: Given) -> bool:
    """Take several away; those that cannot be are skipped."""
    chat = state.open_chat(given.text("chat_id"))
    numbers: list[int] = given.nested("message_ids") or []
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        raise bad(
            "too many message identifiers specified" if numbers else "message identifiers are not specified"
        )
    for number in numbers:
        message = chat.messages.get(number)
        if message is not None and _may_delete(state, chat, message):
            message.deleted = True
    state.changes.tell()
    return True


@method("setMessageReaction")
def set_message_reaction(state: State, given: Given) -> bool:
    """The bot's reaction to a message, or none."""
    chat = state.open_chat(given.text("chat_id"))
    message = state.message(chat, given.whole("message_id"), "message to react not found")
    wanted: list[Json] = given.nested("reaction") or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(
        one.get("type") != "emoji" or one.get("emoji", "").rstrip("\ufe0f") not in EMOJI for one in wanted
    ):
        raise bad("REACTION_INVALID")
    message.reactions[state.bot.id] = wanted
    state.changes.tell()
    return True


@method("pinChatMessage")
def pin_chat_message(state: State, given: Given) -> bool:
    """Keep a message on top."""
    chat = state.open_chat(given.text("chat_id"))
    right = "can_edit_messages" if chat.kind is Kind.CHANNEL else "can_pin_messages"
    if chat.kind is not Kind.PRIVATE and not chat.may(state.bot, right):
        raise bad("not enough rights to manage pinned messages in the chat")
    message = state.message(chat, given.whole("message_id"), "message to pin not found")
    chat.pinned.append(message.id)
    state.changes.tell()
    return True


@method("unpinChatMessage")
def unpin_chat_message(state: State, given: Given) -> bool:
    """No longer."""
    chat = state.open_chat(given.text("chat_id"))
    number = given.whole("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    state.changes.tell()
    return True
