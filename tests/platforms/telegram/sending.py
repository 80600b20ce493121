"""Methods that show something new: send, copy, forward."""

from __future__ import annotations

from typing import Any

from tests.platforms.telegram import shapes
from tests.platforms.telegram.content import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    answered,
    markup,
    media,
    media_of,
    spoken,
    words,
)
from tests.platforms.telegram.methods import method
from tests.platforms.telegram.model import Json, Kind, Message
from tests.platforms.telegram.state import State
from tests.platforms.telegram.wire import Given, bad

ACTIONS = """typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker
    find_location record_video_note upload_video_note""".split()
GROUP_LEAST, GROUP_MOST = 2, 10


def _common(state: State, given: Given) -> Json:
    """What every new message of the bot has: where it goes, what it answers, what hangs below it."""
    chat = state.open_chat(given.text("chat_id"))
    below = markup(given)
    reply = answered(state, given, chat)
    topic = state.topic_of(chat, given.whole("message_thread_id"))
    if reply is not None and topic is None:
        topic = reply.topic
    return {
        "chat": chat,
        "sender": None if chat.kind is Kind.CHANNEL else state.bot,
        "by_bot": True,
        "answers": reply,
        "topic": topic,
        "keyboard": below.keyboard,
        "force_reply": below.force_reply,
        "below": below.below,
        "silent": given.flag("disable_notification"),
        "protected": given.flag("protect_content"),
    }


@method("sendMessage")
def send_message(state: State, given: Given) -> Json:
    """Text."""
    if not given.text("text").strip():
        raise bad("message text is empty")
    common = _common(state, given)
    said = words(given, "text", LONGEST_TEXT)
    if not said.text:
        raise bad("text must be non-empty")
    sent = state.add(**common, text=said.text, entities=said.entities, source=said.source)
    return shapes.message(sent)


@method("sendPhoto")
def send_photo(state: State, given: Given) -> Json:
    """An image with a caption."""
    return _send_media(state, given, "photo")


@method("sendDocument")
def send_document(state: State, given: Given) -> Json:
    """A file with a caption."""
    return _send_media(state, given, "document")


def _send_media(state: State, given: Given, kind: str) -> Json:
    common = _common(state, given)
    said = words(given, "caption", LONGEST_CAPTION)
    file = media(state, given, kind)
    sent = state.add(
        **common,
        text=said.text,
        entities=said.entities,
        source=said.source,
        photo=file if kind == "photo" else None,
        document=file if kind == "document" else None,
    )
    return shapes.message(sent)


@method("sendMediaGroup")
def send_media_group(state: State, given: Given) -> list[Json]:
    """Several photos or documents at once."""
    listed: list[Json] = given.nested("media") or []
    if not GROUP_LEAST <= len(listed) <= GROUP_MOST:
        raise bad("wrong number of media in the album: 2 to 10 are needed")
    common = _common(state, given)
    ready: list[Json] = []
    for one in listed:
        if one.get("type") not in {"photo", "document"}:
            raise bad("the local server takes photos and documents in an album")
        said = spoken(
            one.get("caption", ""),
            one.get("parse_mode", ""),
            one.get("caption_entities", []),
            LONGEST_CAPTION,
        )
        file = media_of(state, given, one.get("media"), one["type"])
        fields: Json = {"text": said.text, "entities": said.entities, "source": said.source}
        ready.append(fields | {one["type"]: file})
    return [shapes.message(state.add(**common, **fields)) for fields in ready]


@method("sendChatAction")
def send_chat_action(state: State, given: Given) -> bool:
    """`typing` and the like."""
    if given.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = state.open_chat(given.text("chat_id"))
    chat.actions.append(given.text("action"))
    state.changes.tell()
    return True


def _original(state: State, given: Given) -> Message:
    source = state.find_chat(given.text("from_chat_id"))
    number = given.whole("message_id")
    return state.message(source, number, f"message to {given.text('what') or 'forward'} not found")


@method("forwardMessage")
def forward_message(state: State, given: Given) -> Json:
    """A message again, with where it is from."""
    chat = state.open_chat(given.text("chat_id"))
    return shapes.message(
        copied(state, _original(state, given), origin=True, chat=chat, sender=state.bot, by_bot=True)
    )


@method("copyMessage")
def copy_message(state: State, given: Given) -> Json:
    """A message again, without where it is from."""
    source = state.find_chat(given.text("from_chat_id"))
    original = state.message(source, given.whole("message_id"), "message to copy not found")
    common = _common(state, given)
    sent = state.add(
        **common,
        text=original.text,
        entities=original.entities,
        source=original.source,
        photo=original.photo,
        document=original.document,
    )
    return {"message_id": sent.id}


def copied(state: State, original: Message, *, origin: bool, **fields: Any) -> Message:
    """A message with the content of another; with `origin` it says where that came from."""
    return state.add(
        **fields,
        text=original.text,
        entities=original.entities,
        photo=original.photo,
        document=original.document,
        origin=origin_of(original) if origin else None,
    )


def origin_of(original: Message) -> Json:
    """MessageOrigin: a forward of a forward names the first."""
    if original.origin is not None:
        return original.origin
    shape: Json = {"date": int(original.at.timestamp())}
    if original.chat.kind is Kind.CHANNEL:
        return shape | {
            "type": "channel",
            "chat": shapes.chat(original.chat),
            "message_id": original.id,
        }
    if original.anonymous:
        return shape | {"type": "chat", "sender_chat": shapes.chat(original.chat)}
    if original.sender is None:
        return shape | {"type": "hidden_user", "sender_user_name": "somebody"}
    return shape | {"type": "user", "sender_user": shapes.user(original.sender)}
