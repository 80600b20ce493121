"""The declared commands fit Discord: its limits, its order, and no number that could lose a digit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum
from types import ModuleType
from typing import Annotated, Any

import pytest

from bot.app import COMMANDS
from bot.discord.payload import commands
from core.command import TEXT, AWord, Catalog, Kind, catalog, command
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Bug
from core.market.options import AnInstrument

# What the platform takes (documentation of application commands, seen 2026-07).
MOST = {"commands": 100, "sub_commands": 25, "options": 25, "choices": 25, "description": 100, "all": 8000}
NAME = re.compile(r"[-_a-z0-9]{1,32}")
FLOAT = 10

Secret = Annotated[str, Kind(str, TEXT.read, TEXT.looks, wire="secret")]
Shade: Any = Enum("Shade", [(f"S{number}", f"shade-{number}") for number in range(25)])  # type: ignore[misc]


@command("paint wall")
async def paint(
    ctx: Context,
    note: Annotated[AWord | None, "what to remember"] = None,
    shade: Annotated[Shade, "which colour"] = Shade.S0,  # type: ignore[attr-defined]
    *,
    what: Annotated[AnInstrument, "what to paint"],
    key: Annotated[Secret, "what opens the door"],
) -> None:
    """Paint a wall."""


@command("admin wipe", level=Level.ADMIN)
async def wipe(ctx: Context) -> None:
    """Wipe it off."""


@command("paint")
async def bare(ctx: Context) -> None:
    """Paint anything."""


def of(*declared: Any) -> Catalog:
    module = ModuleType("sample")
    module.__dict__.update({f"one{number}": one for number, one in enumerate(declared)})
    return catalog([module])


def everything(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The command, its sub-commands and all their options."""
    yield item
    for inner in item.get("options", ()):
        yield from everything(inner)


def length(item: dict[str, Any]) -> int:
    choices = sum(len(one["name"]) + len(one["value"]) for one in item.get("choices", ()))
    inner = sum(length(one) for one in item.get("options", ()))
    # Of a description and its translations the longest counts.
    said = max(map(len, [item["description"], *item.get("description_localizations", {}).values()]))
    return len(item["name"]) + said + choices + inner


def test_the_whole_catalog_is_within_the_limits():
    payload = commands(COMMANDS)

    assert len(payload) <= MOST["commands"]
    for top in payload:
        assert length(top) <= MOST["all"]
        for item in everything(top):
            assert NAME.fullmatch(item["name"]), item
            assert 1 <= len(item["description"]) <= MOST["description"], item
            for said in item.get("description_localizations", {}).values():
                assert 1 <= len(said) <= MOST["description"], item
            assert len(item.get("options", ())) <= MOST["options"]
            assert len(item.get("choices", ())) <= MOST["choices"]
            names = [inner["name"] for inner in item.get("options", ())]
            assert len(names) == len(set(names))
    assert len({top["name"] for top in payload}) == len(payload)


def test_a_group_has_only_sub_commands_and_a_command_only_options():
    for top in commands(COMMANDS):
        kinds = {item["type"] for item in top["options"]}
        assert kinds <= {1} or 1 not in kinds
        for sub in top["options"]:
            assert sub["type"] != 1 or all(option["type"] == 3 for option in sub["options"])


def test_every_command_is_there_once_in_order():
    found = []
    for top in commands(COMMANDS):
        subs = [item["name"] for item in top["options"] if item["type"] == 1]
        found += [f"{top['name']} {sub}" for sub in subs] or [top["name"]]

    assert sorted(found) == sorted(COMMANDS.commands)
    assert found == [one.path for noun in COMMANDS.nouns for one in COMMANDS.group(noun)]


def test_each_choice_is_a_word_that_the_option_reads():
    choices = [
        (option, choice)
        for one in COMMANDS.commands.values()
        for option in one.options
        for choice in option.choices
    ]

    assert [choice for option, choice in choices if not option.kind.looks(choice)] == []
    assert "provider" in [choice for _, choice in choices]


def test_no_number_with_decimals_ever_crosses_the_wire_as_a_float():
    for top in commands(COMMANDS):
        assert all(item["type"] != FLOAT for item in everything(top))


def test_what_must_be_given_comes_first():
    for top in commands(COMMANDS):
        for item in everything(top):
            wanted = [inner["required"] for inner in item.get("options", ()) if "required" in inner]
            assert wanted == sorted(wanted, reverse=True)


def test_an_instrument_is_completed_and_an_enum_is_chosen_from():
    top = commands(of(paint))[0]

    assert [option["name"] for option in top["options"][0]["options"]] == ["what", "note", "shade"]
    what, note, shade = top["options"][0]["options"]
    assert what["autocomplete"] is True
    assert "autocomplete" not in note
    assert shade["choices"][24] == {"name": "shade-24", "value": "shade-24"}
    assert "autocomplete" not in shade


def test_a_secret_is_never_typed_into_an_option():
    text = json.dumps(commands(of(paint)))

    assert "what opens the door" not in text


def test_commands_of_moderators_are_hidden_until_the_server_says_otherwise():
    shown = {top["name"]: top["default_member_permissions"] for top in commands(of(paint, wipe))}

    assert shown == {"paint": None, "admin": 32}


def test_a_noun_that_is_a_command_and_a_group_is_a_bug():
    with pytest.raises(Bug, match="/paint cannot be"):
        commands(of(paint, bare))


def test_a_group_with_many_verbs_still_has_a_description_that_fits():
    many = [command(f"paint {'a' * 20}{chr(98 + number)}")(wipe.run) for number in range(8)]

    description = commands(of(*many))[0]["description"]

    assert len(description) == MOST["description"]
    assert description.endswith("…")


def test_the_same_catalog_makes_the_same_bytes():
    assert json.dumps(commands(COMMANDS)) == json.dumps(commands(COMMANDS))


def test_descriptions_come_in_every_language_that_has_words():
    trade = next(one for one in commands(COMMANDS) if one["name"] == "trade")
    buy = next(one for one in trade["options"] if one["name"] == "buy")
    symbol = next(one for one in buy["options"] if one["name"] == "symbol")

    assert set(buy["description_localizations"]) == {"es-ES", "es-419", "ru"}
    assert buy["description_localizations"]["es-ES"] == "Comprar algo: muestra qué pasaría y pregunta."
    assert symbol["description_localizations"]["ru"] == "что купить"
    assert symbol["name"] == "symbol"
