"""The menu of commands fits Telegram, and every line of it is understood when it is sent."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from bot.app import COMMANDS
from bot.present.messages import languages
from bot.telegram.payload import MOST_USED, commands
from bot.typed import read_line
from core.command import catalog, command
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Refusal

# What the platform takes (Bot API, `BotCommand` and `setMyCommands`).
NAME = re.compile(r"[a-z0-9_]{1,32}")
MOST = {"commands": 100, "description": 256}


@command("admin wipe", level=Level.ADMIN)
async def wipe(ctx: Context) -> None:
    """Wipe it off."""


def asked_for(text: str) -> str:
    """The command that a line names, also when it still asks for an option of it."""
    try:
        return read_line(COMMANDS, text).command.path
    except Refusal as question:
        return question.facts["command"]


@pytest.mark.parametrize("language", languages())
def test_the_menu_is_within_the_limits(language: str):
    menu = commands(COMMANDS, language)

    assert 1 <= len(menu) <= MOST["commands"]
    assert len({line["command"] for line in menu}) == len(menu)
    for line in menu:
        assert set(line) == {"command", "description"}
        assert NAME.fullmatch(line["command"]), line
        assert 1 <= len(line["description"]) <= MOST["description"]


def test_the_menu_shows_nouns_and_the_verbs_used_most():
    names = [line["command"] for line in commands(COMMANDS)]

    assert names[: len(COMMANDS.nouns) - 1] == [noun for noun in COMMANDS.nouns if noun != "admin"]
    assert [name for name in names if "_" in name] == [
        path.replace(" ", "_") for path in MOST_USED if path in COMMANDS.commands
    ]
    assert {"trade", "portfolio_show", "trade_buy", "copy_start"} <= set(names)


def test_every_line_of_the_menu_is_understood():
    for line in commands(COMMANDS):
        for text in (f"/{line['command']}", f"/{line['command']}@bellwether_bot"):
            assert asked_for(text) in ("help", line["command"].replace("_", " "))


def test_every_command_has_a_name_that_a_menu_could_show():
    for path in COMMANDS.commands:
        assert NAME.fullmatch(path.replace(" ", "_"))


def test_what_only_moderators_may_do_is_not_in_everybody_s_menu():
    module = ModuleType("sample")
    module.__dict__["wipe"] = wipe

    assert commands(catalog([module])) == []


def test_a_noun_tells_its_verbs_and_a_command_its_help():
    menu = {line["command"]: line["description"] for line in commands(COMMANDS)}

    assert menu["trade"].startswith("buy, sell, close")
    assert menu["panic"] == COMMANDS.commands["panic"].help
    assert menu["trade_buy"] == COMMANDS.commands["trade buy"].help


def test_a_noun_with_very_many_verbs_still_fits():
    module = ModuleType("sample")
    for number in range(12):
        one = command(f"paint {'a' * 25}{chr(98 + number)}", level=Level.TRADER)(wipe.run)
        module.__dict__[f"one{number}"] = one

    (line,) = commands(catalog([module]))

    assert len(line["description"]) == MOST["description"]


def test_the_menu_speaks_the_language_it_is_for():
    said = {line["command"]: line["description"] for line in commands(COMMANDS, "ru")}

    assert said["trade_buy"] == "Купить: покажет, что будет, и спросит."
    assert {line["command"] for line in commands(COMMANDS)} == set(said)
