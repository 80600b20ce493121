"""The declared commands as Discord is told of them: plain data for one bulk update, no client library.

A noun is a command and its verbs are sub-commands. Every option is text, also amounts and prices: Discord's
only number with decimals is a float, and a float may not meet money. A secret is never an option, because
what is typed there stays in the chat's history: the front-end asks for it in a form.
"""

from __future__ import annotations

from typing import Any

from bot.present.messages import languages, spoken
from core.command import Catalog, Command, Option
from core.kernel.access import Level
from core.kernel.errors import Bug

CHAT_INPUT = 1
ON_MESSAGE = 3
# Commands of a message's own menu, by the command that they go to (storyboard, section 17).
READ, WHY = "Read as signal", "Why was this not copied?"
MENU = {READ: "signal read", WHY: "trade why"}
SUB_COMMAND = 1
TEXT = 3
DESCRIPTION_MOST = 100
# What Discord calls a language, where that is not its code (its document "Locales").
LOCALES = {"en": (), "es": ("es-ES", "es-419"), "pt": ("pt-BR",), "sv": ("sv-SE",), "zh": ("zh-CN",)}
# Installed on a server or by a person; asked there, in the bot's private chat, or anywhere else.
INSTALLED = (0, 1)
ASKED_IN = (0, 1, 2)
# The right to manage the server: who has it decides which roles see commands of moderators.
MANAGE_SERVER = 1 << 5


def commands(catalog: Catalog) -> list[dict[str, Any]]:
    """Every command, in the order of the catalog, as the bulk update wants it."""
    return [_top(noun, catalog.group(noun)) for noun in catalog.nouns]


def menu(catalog: Catalog) -> list[dict[str, Any]]:
    """What stands in the menu of every message, for the same update."""
    return [_on_message(name) for name, path in MENU.items() if path in catalog.commands]


def _on_message(name: str) -> dict[str, Any]:
    return {
        "type": ON_MESSAGE,
        "name": name,
        "integration_types": list(INSTALLED),
        "contexts": list(ASKED_IN),
        "default_member_permissions": None,
    }


def _top(noun: str, group: tuple[Command[..., Any], ...]) -> dict[str, Any]:
    first = group[0]
    alone = len(group) == 1 and first.path == noun
    if not alone and any(one.path == noun for one in group):
        raise Bug(f"on Discord /{noun} cannot be a command and a group at once")
    return {
        "type": CHAT_INPUT,
        "name": noun,
        **(_described(first) if alone else {"description": _fitting(", ".join(map(_verb, group)))}),
        "options": _options(first) if alone else [_sub_command(one) for one in group],
        "integration_types": list(INSTALLED),
        "contexts": list(ASKED_IN),
        "default_member_permissions": None if _for_everybody(group) else MANAGE_SERVER,
    }


def _sub_command(declared: Command[..., Any]) -> dict[str, Any]:
    return {
        "type": SUB_COMMAND,
        "name": _verb(declared),
        **_described(declared),
        "options": _options(declared),
    }


def _verb(declared: Command[..., Any]) -> str:
    return declared.path.split()[-1]


def _for_everybody(group: tuple[Command[..., Any], ...]) -> bool:
    return any(one.level < Level.MODERATOR for one in group)


def _options(declared: Command[..., Any]) -> list[dict[str, Any]]:
    """Those that must be given first, as Discord demands; each part in the order of declaration."""
    typed = [option for option in declared.options if option.kind.wire != "secret"]
    return [_option(declared, option) for option in sorted(typed, key=_is_left_out)]


def _is_left_out(option: Option) -> bool:
    """Whether the platform lets the command go without it."""
    return not option.required or option.kind.wire == "whole"


def _option(declared: Command[..., Any], option: Option) -> dict[str, Any]:
    data: dict[str, Any] = {
        "type": TEXT,
        "name": option.name,
        **_described(declared, option),
        # A text that may have line breaks does not fit an option: left out, a form asks for it.
        "required": not _is_left_out(option),
    }
    if option.choices:
        data["choices"] = [{"name": choice, "value": choice} for choice in option.choices]
    elif option.kind.suggest is not None:
        data["autocomplete"] = True
    return data


def _described(declared: Command[..., Any], option: Option | None = None) -> dict[str, Any]:
    """What a command, or an option of it, is for: in English, and in the languages that Discord shows it in."""
    english, name = (declared.help, "") if option is None else (option.help, option.name)
    said = {
        locale: _fitting(spoken(language).help(declared.path, name, english))
        for language in languages()
        for locale in LOCALES.get(language, (language,))
    }
    return {"description": english, "description_localizations": said}


def _fitting(text: str) -> str:
    return text if len(text) <= DESCRIPTION_MOST else f"{text[: DESCRIPTION_MOST - 1]}…"
