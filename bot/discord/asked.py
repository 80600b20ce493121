"""What somebody asked of the bot on Discord, read out of the interaction: plain data in, plain data out.

Document "Receiving and responding" (2026-07): kinds 2 command, 3 component, 4 typing, 5 form; a command's options are
nested under its sub-command; a form's values stand under labels, or in rows in older forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.buttons import NOWHERE, Place, read_place, read_wire_id
from bot.discord.payload import ON_MESSAGE
from core.command import Call

COMMAND, COMPONENT, TYPING, FORM = 2, 3, 4, 5
SUB_COMMAND = 1
BUTTON = 2
_LIST = re.compile(r"bw:([^:]+):list\d+")
_MENTION = re.compile(r"<@!?(\d{1,20})>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """One interaction. `room` is where it was asked; `with_bot`: in the private chat with the bot.

    `message` is the card that was tapped, `hidden` whether only the person sees it.
    `server` is the server that the room is in, empty in private.
    """

    id: str
    token: str
    kind: int
    data: Mapping[str, Any]
    person: str
    name: str
    language: str
    room: str
    room_name: str
    in_server: bool
    with_bot: bool
    at: datetime
    message: str | None = None
    hidden: bool = False
    server: str = ""

    @property
    def on_card(self) -> bool:
        """Whether it began at a card, by a tap or by the form that a tap opened: its answer is for one person."""
        return self.message is not None


def packed(tap: Tap) -> str:
    """The whole of it as text, for a row."""
    return json.dumps(asdict(tap) | {"at": tap.at.isoformat()})


def unpacked(body: str) -> Tap:
    """What `packed` wrote."""
    found = json.loads(body)
    return Tap(**(found | {"at": datetime.fromisoformat(found["at"])}))


def is_menu(data: Mapping[str, Any]) -> bool:
    """Whether it was asked from a message's menu."""
    return bool(data.get("type") == ON_MESSAGE)


def call_of(data: Mapping[str, Any]) -> Call:
    """The command with its options, as a person would have typed them. A mention stands for its id."""
    path, options = _path(data)
    given = {str(one["name"]): _text(str(one["value"])) for one in options if str(one["value"]).strip()}
    return Call(path, given)


def said_in(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Every text that somebody wrote and that comes with it."""
    if is_menu(data):
        return (words_of(message_of(data)),)
    return tuple(call_of(data).options.values()) if "name" in data else ()


def typing(data: Mapping[str, Any]) -> tuple[str, str, str]:
    """The command, the option that is being typed, and what stands there so far."""
    path, options = _path(data)
    for one in options:
        if one.get("focused"):
            return path, str(one["name"]), str(one.get("value", ""))
    return path, "", ""


def _path(data: Mapping[str, Any]) -> tuple[str, Sequence[Mapping[str, Any]]]:
    path, options = str(data["name"]), data.get("options") or ()
    while options and options[0]["type"] == SUB_COMMAND:
        path, options = f"{path} {options[0]['name']}", options[0].get("options") or ()
    return path, options


def _text(value: str) -> str:
    found = _MENTION.fullmatch(value.strip())
    return found[1] if found else value


def message_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message whose menu it was asked from."""
    messages = data.get("resolved", {}).get("messages", {})
    found = messages.get(str(data.get("target_id")), {})
    return found if isinstance(found, Mapping) else {}


def words_of(message: Mapping[str, Any]) -> str:
    """What is written in a message as it came: its own words, those that it forwards, those of a program's embeds."""
    snapshots = message.get("message_snapshots") or ()
    parts = [str(message.get("content") or ""), *(words_of(one.get("message") or {}) for one in snapshots)]
    if is_program(message) or not any(parts):
        parts += [line for embed in message.get("embeds") or () for line in _embed_lines(embed)]
    return "\n".join(part for part in parts if part).strip()


def is_program(message: Mapping[str, Any]) -> bool:
    """Whether a bot or a webhook wrote it."""
    return bool(message.get("webhook_id") or (message.get("author") or {}).get("bot"))


def _embed_lines(embed: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(embed[name]) for name in ("title", "description") if embed.get(name))
    for field in embed.get("fields") or ():
        yield f"{field.get('name', '')}: {field.get('value', '')}"


def pressed(data: Mapping[str, Any]) -> tuple[str, Place]:
    """The card and the button that was tapped or chosen from a list; ("", NOWHERE) for what is not ours."""
    custom = str(data.get("custom_id", ""))
    if (found := read_wire_id(custom)) is not None:
        return found
    values: Sequence[Any] = data.get("values") or ()
    if (listed := _LIST.fullmatch(custom)) and len(values) == 1:
        place = read_place(str(values[0]))
        if place is not None:
            return listed[1], place
    return "", NOWHERE


def filled_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The values of a form by their names; what was left empty is not among them."""
    found = {}
    for row in data.get("components") or ():
        fields = [row["component"]] if "component" in row else row.get("components") or []
        for one in fields:
            if text := str(one.get("value") or "").strip():
                found[str(one["custom_id"])] = text
    return found
