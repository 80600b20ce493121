"""Messages of the two exports as posts: plain functions from one JSON object to what somebody wrote.

Telegram Desktop's result.json writes text as a string, or as a list of strings and marked pieces. What is struck
through is void, and is handed to the reader as it knows it. DiscordChatExporter's JSON keeps the marks in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from core.kernel.time import utc
from core.market.candles import EPOCH, MILLISECOND
from core.replay.model import OldPost, Passed

Json = object  # what a decoder made: the edge of the program
Message = Mapping[str, Json]
Taken = OldPost | Passed
LONGEST_TEXT = 4_096
LONGEST_NAME = 80
# Kinds of Discord messages that people or bots write; all others are the platform's own.
_WRITTEN = frozenset({"Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "0", "19", "20", "23"})


class NoZone(Exception):
    """A time names no zone, and nobody said which one it is in."""


def kind_of(message: Message) -> Callable[[Message, tzinfo | None], Taken] | None:
    """Which export a message comes from, by its own form; None when it is of neither."""
    if "timestamp" in message and "author" in message:
        return discord_post
    return telegram_post if "date" in message or "date_unixtime" in message else None


def telegram_post(message: Message, zone: tzinfo | None) -> Taken:
    """A message of Telegram Desktop. Raises `NoZone` for old exports, whose times are the exporting computer's."""
    if message.get("type", "message") != "message":
        return Passed.SERVICE
    posted = _told(message, "date", zone)
    id_ = _id(message.get("id"))
    if posted is None or id_ is None:
        return Passed.UNREADABLE
    text = _telegram_text(message.get("text"))
    name = _name(message.get("from"))
    return _post(
        id_, posted, text,
        author=_name(message.get("from_id")) or name,
        name=name,
        edited=_told(message, "edited", zone),
        reply=_id(message.get("reply_to_message_id")),
        forwarded=bool(message.get("forwarded_from") or message.get("forwarded_from_id")),
    )  # fmt: skip


def _told(message: Message, field: str, zone: tzinfo | None) -> datetime | None:
    """`date` or `edited`: in seconds where the export has them, else as written on somebody's clock."""
    seconds = message.get(f"{field}_unixtime")
    if isinstance(seconds, str | int) and str(seconds).isdecimal() and len(str(seconds)) < 12:
        return EPOCH + int(seconds) * 1000 * MILLISECOND if int(seconds) else None
    return _written(message.get(field), zone)


def _written(text: Json, zone: tzinfo | None) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return utc(at)
        if zone is None:
            raise NoZone
        # An hour that a clock shows twice counts as the second time: nothing is known too early.
        return utc(at.replace(tzinfo=zone, fold=1))
    except (ValueError, OverflowError):
        return None


def _telegram_text(text: Json) -> str:
    if isinstance(text, str):
        return text
    return "".join(_piece(piece) for piece in text) if isinstance(text, list) else ""


def _piece(piece: Json) -> str:
    if isinstance(piece, str):
        return piece
    if not isinstance(piece, Mapping):
        return ""
    text = piece.get("text")
    if not isinstance(text, str):
        return ""
    return _struck(text) if piece.get("type") == "strikethrough" else text


def _struck(text: str) -> str:
    """Each line between the marks of the reader, which end with a line; marks inside it would end it too early."""
    lines = text.replace("~", "").split("\n")
    return "\n".join(
        "".join(f"~~{line[start : start + 400]}~~" for start in range(0, len(line), 400)) for line in lines
    )


def discord_post(message: Message, zone: tzinfo | None) -> Taken:
    """A message of DiscordChatExporter, with its embeds: many providers' bots write nothing else."""
    if str(message.get("type", "Default")) not in _WRITTEN:
        return Passed.SERVICE
    posted, id_ = _written(message.get("timestamp"), zone), _id(message.get("id"))
    if posted is None or id_ is None:
        return Passed.UNREADABLE
    author, reference = _object(message.get("author")), _object(message.get("reference"))
    passed_on = _object(message.get("forwardedMessage"))
    parts = [_discord_text(message), _discord_text(passed_on)]
    return _post(
        id_, posted, "\n".join(part for part in parts if part),
        author=_id(author.get("id")) or _name(author.get("name")),
        name=_name(author.get("nickname")) or _name(author.get("name")),
        edited=_written(message.get("timestampEdited"), zone),
        reply=None if passed_on else _id(reference.get("messageId")),
        forwarded=bool(passed_on),
    )  # fmt: skip


def _discord_text(message: Message) -> str:
    content = message.get("content")
    embeds = message.get("embeds")
    parts = [content if isinstance(content, str) else ""]
    for embed in embeds if isinstance(embeds, list) else []:
        parts += _embed(_object(embed))
    return "\n".join(part for part in parts if part)


def _embed(embed: Message) -> list[str]:
    """Title, description and fields, each on lines of its own, as a person sees them."""
    parts = [_text(embed.get("title")), _text(embed.get("description"))]
    fields = embed.get("fields")
    for field in fields if isinstance(fields, list) else []:
        name, value = _text(_object(field).get("name")), _text(_object(field).get("value"))
        parts.append(f"{name}: {value}" if name.strip("\u200b ") else value)
    return parts


def _post(
    id_: str, posted: datetime, text: str, *, author: str, name: str, edited: datetime | None, reply: str | None,
    forwarded: bool,
) -> Taken:  # fmt: skip
    if not text.strip():
        return Passed.EMPTY
    return OldPost(
        id=id_, posted_at=posted, text=text[:LONGEST_TEXT], author=author or "?", author_name=name or "?",
        edited_at=edited, reply_to=reply, forwarded=forwarded,
    )  # fmt: skip


def _object(value: Json) -> Message:
    return value if isinstance(value, Mapping) else {}


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Json) -> str:
    return value[:LONGEST_NAME] if isinstance(value, str) else ""


def _id(value: Json) -> str | None:
    """An id as text: whole numbers and short strings are ids, anything else is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value)
    return text if 0 < len(text) <= 40 else None
