"""What Discord demands of commands beyond the form of their fields (documents: "Application Commands")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.platforms.discord.model import Json

NAME = re.compile(r"^[-_'\w]{1,32}$")
COMMANDS_MOST = 100
MENUS_MOST = 15
SIZE_MOST = 8000
CHAT_INPUT = 1
SUB, GROUP = 1, 2

Complaints = dict[str, tuple[str, str]]


def wrong(commands: list[Json]) -> Complaints:
    """Everything that is wrong with a set of commands, by the path of the field."""
    found: Complaints = {}
    kinds = [one.get("type") or CHAT_INPUT for one in commands]
    if kinds.count(CHAT_INPUT) > COMMANDS_MOST or any(kinds.count(kind) > MENUS_MOST for kind in (2, 3)):
        found[""] = ("APPLICATION_COMMANDS_MAX", "Maximum number of application commands reached")
    for number, one in enumerate(commands):
        found |= _command(one, str(number))
    names = [(kind, one["name"]) for kind, one in zip(kinds, commands, strict=True)]
    if len(names) != len(set(names)):
        words = "Application command names must be unique"
        found["name"] = ("APPLICATION_COMMANDS_DUPLICATE_NAME", words)
    return found


def _command(one: Json, path: str) -> Complaints:
    found: Complaints = {}
    if (one.get("type") or CHAT_INPUT) != CHAT_INPUT:
        if one.get("description") or one.get("options"):
            words = "Context menu commands cannot have description or options"
            found[f"{path}.description"] = ("APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", words)
        return found
    if not one.get("description"):
        found[f"{path}.description"] = ("BASE_TYPE_REQUIRED", "This field is required")
    found |= _name(one["name"], path)
    found |= _options(one.get("options") or [], path)
    size = sum(map(len, _texts(one)))
    if size > SIZE_MOST:
        words = f"Command exceeds maximum size ({size} of {SIZE_MOST})"
        found[path] = ("APPLICATION_COMMAND_TOO_LARGE", words)
    return found


def _options(options: list[Json], path: str) -> Complaints:
    found: Complaints = {}
    optional = False
    names = [one["name"] for one in options]
    if len(names) != len(set(names)):
        words = "Option names must be unique"
        found[f"{path}.options"] = ("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", words)
    if len({one["type"] in (SUB, GROUP) for one in options}) > 1:
        words = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        found[f"{path}.options"] = ("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
    for number, one in enumerate(options):
        here = f"{path}.options.{number}"
        found |= _name(one["name"], here) | _options(one.get("options") or [], here)
        if one.get("required") and optional:
            words = "Required options must be placed before non-required options"
            found[here] = ("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
        optional = optional or not one.get("required")
        if one.get("autocomplete") and one.get("choices"):
            words = "An option cannot have both choices and autocomplete"
            found[here] = ("APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_WITH_CHOICES", words)
    return found


def _name(name: str, path: str) -> Complaints:
    if NAME.match(name) and name == name.lower():
        return {}
    return {f"{path}.name": ("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")}


def _texts(one: Json) -> Iterator[str]:
    """Every text that counts for a command's size; of translations the longest."""
    for field in ("name", "description"):
        shown = [one.get(field) or "", *(one.get(f"{field}_localizations") or {}).values()]
        yield max(shown, key=len)
    for choice in one.get("choices") or []:
        yield str(choice["name"])
        yield str(choice["value"])
    for inner in one.get("options") or []:
        yield from _texts(inner)
