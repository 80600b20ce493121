"""The declared commands as Telegram's menu shows them: plain data, no client library.

A menu line is one word and carries no options, so it holds the nouns, which open help with buttons, and the
few verbs that are used most. Everything else is typed: `/trade buy $50 btc` or `/trade_buy $50 btc`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.present.locales import ENGLISH
from bot.present.messages import spoken
from core.command import Catalog, Command
from core.kernel.access import Level

DESCRIPTION_MOST = 256
# Used most (storyboard, section 17); those that this version does not have are left out.
MOST_USED = (
    "portfolio show",
    "trade buy",
    "trade close",
    "copy start",
    "provider register",
    "signal check",
    "share create",
    "me connect",
)
MOST_USED_BY_ADMINISTRATORS = ("admin setup", "provider add", "provider register", "admin health")


def commands(catalog: Catalog, language: str = ENGLISH) -> list[dict[str, str]]:
    """The menu of everybody: nouns in the order of the catalog, then the verbs used most.

    Telegram keeps one for each language, and one without a code for everybody else, which is the English one.
    """
    nouns = [_noun(catalog, noun, language) for noun in catalog.nouns if _for_everybody(catalog, noun)]
    used = [catalog.commands[path] for path in MOST_USED if path in catalog.commands]
    return [*nouns, *_lines(catalog, used, language)]


def commands_of_groups(catalog: Catalog, language: str = ENGLISH) -> list[dict[str, str]]:
    """The menu in groups: what is answered there for everybody to see, and help."""
    public = [one for one in catalog.commands.values() if one.public and one.level < Level.MODERATOR]
    return _lines(catalog, [*public, catalog.commands["help"]], language)


def commands_of_administrators(catalog: Catalog, language: str = ENGLISH) -> list[dict[str, str]]:
    """The same for those who run a group: what sets it up comes first."""
    used = [catalog.commands[path] for path in MOST_USED_BY_ADMINISTRATORS if path in catalog.commands]
    return [*_lines(catalog, used, language), *commands_of_groups(catalog, language)]


def _lines(catalog: Catalog, shown: Iterable[Command[..., Any]], language: str) -> list[dict[str, str]]:
    return [
        {"command": one.path.replace(" ", "_"), "description": _help(one, language)}
        for one in shown
        if one.path in catalog.commands
    ]


def _noun(catalog: Catalog, noun: str, language: str) -> dict[str, str]:
    alone = catalog.commands.get(noun)
    verbs = ", ".join(one.path.removeprefix(f"{noun} ") for one in catalog.group(noun))
    return {"command": noun, "description": _fitting(verbs) if alone is None else _help(alone, language)}


def _help(declared: Command[..., Any], language: str) -> str:
    return _fitting(spoken(language).help(declared.path, "", declared.help))


def _for_everybody(catalog: Catalog, noun: str) -> bool:
    return any(one.level < Level.MODERATOR for one in catalog.group(noun))


def _fitting(text: str) -> str:
    return text if len(text) <= DESCRIPTION_MOST else f"{text[: DESCRIPTION_MOST - 1]}…"
