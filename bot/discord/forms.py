"""Forms for what must not or cannot be typed into a command: secrets, and what was left out. Plain data.

A form is stateless: its id says what it is for, and what was given already stands in it, to be seen and mended.
Document "Component reference", modals (2026-07): a title of 45 letters, five fields of 4,000.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.chat.measure import cut
from core.command import Call, Command, Option
from core.kernel.codec import decode

TITLE_MOST, LABEL_MOST, DESCRIPTION_MOST, VALUE_MOST, FIELDS_MOST = 45, 45, 100, 4_000, 5
LABEL, FIELD = 18, 4
LINE, PARAGRAPH = 1, 2
_RUN = re.compile(r"bw:run:([a-z]+(?: [a-z]+)?)")
_ASK = re.compile(r"bw:ask:([^:]+):(\d+)")


def form_for(command: Command[..., Any], given: Mapping[str, str]) -> dict[str, Any] | None:
    """The form that a command needs before it can run, with what was given; None when it needs none."""
    secret = [option for option in command.options if option.kind.wire == "secret"]
    missing = [option for option in command.options if option.required and option.name not in given]
    if not secret and not missing:
        return None
    asked = [
        option for option in command.options if option in missing or option in secret or option.name in given
    ]
    needed = [option for option in asked if option in missing or option in secret]
    shown = [option for option in asked if option in needed or len(needed) < FIELDS_MOST][:FIELDS_MOST]
    return _form(f"bw:run:{command.path}", command, shown, given)


def form_for_button(command: Command[..., Any], call: Call, card: str, number: int) -> dict[str, Any] | None:
    """The form of a button that asks for options; None for one that has all it needs."""
    asked = [option for option in command.options if call.options.get(option.name) == ""]
    return _form(f"bw:ask:{card}:{number}", command, asked[:FIELDS_MOST], {}) if asked else None


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


def button_of(custom_id: str) -> tuple[str, int] | None:
    """The card and the button that a form is for."""
    found = _ASK.fullmatch(custom_id)
    return None if found is None else (found[1], int(found[2]))


def call_behind(action: str) -> Call | None:
    """The command behind a button as its card keeps it; None for one that confirms or dismisses."""
    kept = json.loads(action)
    return decode(Call, kept["call"]) if kept.get("do") == "call" else None
