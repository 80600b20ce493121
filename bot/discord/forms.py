"""Forms for what must not or cannot be typed into a command: secrets, and what was left out. Plain data.

A form is stateless: its id says what it is for, and what was given already stands in it, to be seen and mended.
Document "Component reference", modals (2026-07): a title of 45 letters, five fields of 4,000.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.buttons import Place, read_place
from bot.chat.measure import cut
from core.command import Call, Command, Option
from core.kernel.codec import decode
from core.venues.options import ASK, entry_text

TITLE_MOST, LABEL_MOST, DESCRIPTION_MOST, VALUE_MOST, FIELDS_MOST = 45, 45, 100, 4_000, 5
LABEL, FIELD = 18, 4
LINE, PARAGRAPH = 1, 2
# The option that takes a key, and the part of one that has a single line everywhere.
ENTRY, KEY = "entry", "key"
_RUN = re.compile(r"bw:run:([a-z]+(?: [a-z]+)?)")
_ASK = re.compile(r"bw:ask:([^:]+):([^:]+)")


def form_for(command: Command[..., Any], given: Mapping[str, str]) -> dict[str, Any] | None:
    """The form that a command needs before it can run, with what was given; None when it needs none."""
    # One that may be left out is asked for by a button of the command's own card.
    secret = [option for option in command.options if option.kind.wire == "secret" and option.required]
    missing = [option for option in command.options if option.required and option.name not in given]
    if not secret and not missing:
        return None
    asked = [
        option for option in command.options if option in missing or option in secret or option.name in given
    ]
    needed = [option for option in asked if option in missing or option in secret]
    shown = [option for option in asked if option in needed or len(needed) < FIELDS_MOST][:FIELDS_MOST]
    return _form(f"bw:run:{command.path}", command, shown, given)


def form_for_button(
    command: Command[..., Any], call: Call, card: str, place: Place, say: Callable[[str], str] = str
) -> dict[str, Any] | None:
    """The form of a button that asks for options; None for one that has all it needs.

    `say` words the parts of a key.
    """
    parts = parts_of(call)
    if parts:
        return _key_form(f"bw:ask:{card}:{place}", command, parts, say)
    asked = [option for option in command.options if call.options.get(option.name) == ""]
    return _form(f"bw:ask:{card}:{place}", command, asked[:FIELDS_MOST], {}) if asked else None


def parts_of(call: Call) -> tuple[str, ...]:
    """The parts of a key that a button asks for; those with a question mark may be left out."""
    text = call.options.get(ENTRY, "")
    return tuple(text.removeprefix(ASK).split(",")) if text.startswith(ASK) else ()


def _key_form(
    id_: str, command: Command[..., Any], parts: tuple[str, ...], say: Callable[[str], str]
) -> dict[str, Any]:
    """A form for a key. Keys of some venues have several lines: all but the name of a key may."""
    fields = [
        {
            "type": LABEL,
            "label": cut(say(part.removesuffix("?")), LABEL_MOST),
            "component": {
                "type": FIELD,
                "custom_id": f"{ENTRY}.{part.removesuffix('?')}",
                "style": LINE if part == KEY else PARAGRAPH,
                "required": not part.endswith("?"),
                "max_length": VALUE_MOST,
            },
        }
        for part in parts[:FIELDS_MOST]
    ]
    return {"custom_id": id_, "title": cut(f"/{command.path}", TITLE_MOST), "components": fields}


def with_filled(call: Call, filled: Mapping[str, str]) -> Call:
    """The command behind a button with what its form brought; the parts of a key become one option."""
    parts = {
        name.removeprefix(f"{ENTRY}."): text for name, text in filled.items() if name.startswith(f"{ENTRY}.")
    }
    given = {name: text for name, text in filled.items() if not name.startswith(f"{ENTRY}.")}
    if parts:
        given[ENTRY] = entry_text(parts)
    return replace(call, options={**call.options, **given})


def _form(
    id_: str, command: Command[..., Any], options: list[Option], given: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "custom_id": id_,
        "title": cut(f"/{command.path}", TITLE_MOST),
        "components": [_field(option, given.get(option.name)) for option in options],
    }


def _field(option: Option, value: str | None) -> dict[str, Any]:
    field: dict[str, Any] = {
        "type": FIELD,
        "custom_id": option.name,
        "style": PARAGRAPH if option.kind.wire == "whole" else LINE,
        "required": option.required,
        "max_length": VALUE_MOST,
    }
    if value is not None and option.kind.wire != "secret":
        field["value"] = cut(value, VALUE_MOST)
    return {
        "type": LABEL,
        "label": cut(option.name, LABEL_MOST),
        "description": cut(option.help, DESCRIPTION_MOST),
        "component": field,
    }


def command_of(custom_id: str) -> str | None:
    """The command that a form is for."""
    found = _RUN.fullmatch(custom_id)
    return None if found is None else found[1]


def button_of(custom_id: str) -> tuple[str, Place] | None:
    """The card and the button that a form is for."""
    found = _ASK.fullmatch(custom_id)
    place = None if found is None else read_place(found[2])
    return None if found is None or place is None else (found[1], place)


def call_behind(action: str) -> Call | None:
    """The command behind a button as its card keeps it; None for one that confirms or dismisses."""
    kept = json.loads(action)
    return decode(Call, kept["call"]) if kept.get("do") == "call" else None
