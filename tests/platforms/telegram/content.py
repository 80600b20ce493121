"""What a message may say and show: text with its entities, keyboards, media. Each refusal in the platform's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.platforms.telegram.markup import NotMarkup, read_html
from tests.platforms.telegram.model import Chat, File, Json, Message, units
from tests.platforms.telegram.state import State
from tests.platforms.telegram.wire import Given, bad

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
MOST_BYTES = 64
MOST_BUTTONS, WIDEST_ROW = 100, 8


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it is shown, its entities, and as it was sent."""

    text: str
    entities: list[Json]
    source: str


@dataclass(frozen=True, slots=True)
class Markup:
    """What hangs below a message."""

    keyboard: list[list[Json]]
    force_reply: Json | None = None
    below: Json | None = None


def words(given: Given, name: str, longest: int) -> Words:
    """The text or caption of a call, read in its parse mode."""
    source = given.text(name)
    listed = given.nested("entities" if name == "text" else "caption_entities") or []
    return spoken(source, given.text("parse_mode"), listed, longest)


def spoken(source: str, mode: str, listed: list[Json], longest: int) -> Words:
    """Text in a parse mode. Only HTML is read: nothing here writes the others."""
    text, entities = source.strip(), listed
    if mode.lower() == "html":
        try:
            text, entities = read_html(source)
        except NotMarkup as error:
            raise bad(f"can't parse entities: {error}") from None
    elif mode:
        raise bad(f"unsupported parse_mode: the local server does not read {mode}")
    if units(text) > longest:
        raise bad("message is too long" if longest == LONGEST_TEXT else "message caption is too long")
    return Words(text, entities, source)


def markup(given: Given, *, only_inline: bool = False) -> Markup:
    """The keyboard of a call, checked."""
    shape = given.nested("reply_markup")
    if not shape:
        return Markup([])
    if "inline_keyboard" in shape:
        return Markup(_keyboard(shape["inline_keyboard"]))
    if only_inline:
        raise bad("inline keyboard expected")
    if "force_reply" in shape:
        placeholder = shape.get("input_field_placeholder", "")
        if len(placeholder) > 64:
            raise bad("input field placeholder is too long")
        return Markup([], force_reply=shape)
    if "keyboard" in shape or "remove_keyboard" in shape:
        return Markup([], below=shape)
    raise bad("object expected as reply markup")


def _keyboard(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" must be an Array of Arrays')
    kept = [row for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in kept):
        raise bad("REPLY_MARKUP_TOO_LONG")
    for row in kept:
        for one in row:
            _check_button(one)
    return kept


def _check_button(one: Json) -> None:
    if not str(one.get("text", "")).strip():
        raise bad("Text buttons are unallowed in the inline keyboard")
    does = set(one) - {"text", "style", "icon_custom_emoji_id"}
    if len(does) != 1:
        raise bad("Text buttons are unallowed in the inline keyboard" if not does else "BUTTON_TYPE_INVALID")
    if "callback_data" in one and not 1 <= len(str(one["callback_data"]).encode()) <= MOST_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in one:
        _check_address(one["url"])


def _check_address(url: str) -> None:
    """A link needs a host that could be on the internet: `localhost` is refused, as on the real platform."""
    parts = urlsplit(url)
    fine = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    if not fine and parts.scheme != "tg":
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def answered(state: State, given: Given, chat: Chat) -> Message | None:
    """The message that a call replies to."""
    parameters: Mapping[str, Any] = given.nested("reply_parameters") or {}
    number = int(parameters.get("message_id", 0)) or given.whole("reply_to_message_id")
    if not number:
        return None
    found = chat.messages.get(number)
    if found is None or found.deleted:
        if parameters.get("allow_sending_without_reply") or given.flag("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    return found


def media(state: State, given: Given, name: str) -> File:
    """The photo or document of a call: uploaded, or by the id that it has since it was."""
    return (
        media_of(state, given, given.values.get(name), name)
        if name not in given.files
        else state.keep(given.files[name], image=name == "photo")
    )


def media_of(state: State, given: Given, value: Any, kind: str) -> File:
    """What `attach://` or a file's id names."""
    upload = given.attached(value)
    if upload is not None:
        return state.keep(upload, image=kind == "photo")
    if not value:
        raise bad(f"there is no {kind} in the request")
    if str(value) in state.files:
        return state.files[str(value)]
    if re.match(r"https?://", str(value)):
        raise bad("failed to get HTTP URL content")
    raise bad("wrong remote file identifier specified: Wrong character in the string")
