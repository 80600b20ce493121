"""A command is declared once; a declaration that is wrong fails when its module is read, not when it is typed."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from types import ModuleType
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import COMMANDS
from bot.typed import read_call
from core.command import (
    TEXT,
    AText,
    AWord,
    Call,
    Kind,
    Named,
    Preview,
    catalog,
    command,
    confirmed,
    info,
    plain_kind,
    usage,
)
from core.context import Context
from core.kernel.access import Level
from core.kernel.errors import Bug, Refusal
from core.kernel.money import Price, plain
from core.market.options import APrice, read_price


class Pace(StrEnum):
    SLOW = "slow"
    FAST = "fast"


class Plan:
    """A plan waiting for a yes."""


@command("walk dog", level=Level.MODERATOR, public=True)
async def walk(
    ctx: Context,
    name: Annotated[AWord, "whom to walk"],
    price: Annotated[APrice | None, "what it may cost", Named(("at",))] = None,
    stops: Annotated[tuple[APrice, ...], "where to stop", Named(("st",))] = (),
    pace: Annotated[Pace, "how fast"] = Pace.SLOW,
) -> Preview[Plan] | None:
    """Walk a dog.

    More for those who ask.
    """


@command("tell")
async def tell(ctx: Context, text: Annotated[AText, "what to say"]) -> None:
    """Say something."""


@confirmed
async def go(ctx: Context, plan: Plan) -> str:
    """Go."""
    return "gone"


HERE = ModuleType("here")
HERE.__dict__.update({"walk": walk, "tell": tell, "go": go, "other": 5})
CATALOG = catalog([HERE])


def test_the_signature_is_the_whole_description():
    name, price, stops, pace = walk.options

    assert (walk.path, walk.level, walk.public, walk.help) == (
        "walk dog",
        Level.MODERATOR,
        True,
        "Walk a dog.",
    )
    assert walk.results == (Preview[Plan],)
    assert (name.name, name.help, name.required, name.many) == ("name", "whom to walk", True, False)
    assert (price.required, price.default, price.aliases) == (False, None, ("at",))
    assert (stops.many, stops.default, stops.kind.type) == (True, (), Price)
    assert (pace.choices, pace.default) == (("slow", "fast"), Pace.SLOW)


def test_how_it_is_typed():
    assert usage(walk) == "/walk dog <name> [price] [stops ...] [pace]"
    assert info(walk).options[0] == ("name", "whom to walk")


def test_a_catalog_knows_nouns_groups_and_plans():
    assert CATALOG.nouns == ("walk", "tell")
    assert CATALOG.group("walk") == (walk,)
    assert CATALOG.plans == {Plan: go}
    assert go.results == (str,)


def declare(*annotations: Any, path: str = "walk cat", doc: str | None = "Walk a cat.") -> None:
    async def function(ctx: Context, one: Any) -> None: ...

    function.__doc__ = doc
    function.__annotations__ = {
        "ctx": Context,
        "one": annotations[0] if annotations else AWord,
        "return": None,
    }
    command(path)(function)


@pytest.mark.parametrize(
    ("hint", "why"),
    [
        (AWord, "a help text"),
        (Annotated[str, "no kind"], "one Kind"),
        (Annotated[Decimal, TEXT, "a kind of another type"], "one Kind"),
        (Annotated[str, TEXT, TEXT, "two kinds"], "one Kind"),
        (Annotated[AWord | APrice, "two types"], "of one type"),
        (Annotated[str | int, TEXT, "two types"], "of one type"),
        (str, "one Kind"),
    ],
)
def test_an_option_that_nobody_could_type_is_a_bug(hint, why):
    with pytest.raises(Bug, match=why):
        declare(hint)


@pytest.mark.parametrize("doc", [None, "", "   \n  "])
def test_a_command_without_help_is_a_bug(doc):
    with pytest.raises(Bug, match="no help"):
        declare(Annotated[AWord, "fine"], doc=doc)


@pytest.mark.parametrize(
    "path", ["", "Walk", "walk the dog", "walk_dog", "walk ", "/walk", "w" * 33, "walk d" + "o" * 32]
)
def test_a_path_is_one_or_two_words(path):
    with pytest.raises(Bug, match="one or two words"):
        declare(Annotated[AWord, "fine"], path=path)


def test_a_wire_that_no_front_end_knows_is_a_bug():
    with pytest.raises(Bug, match="'pigeon'"):
        Kind(str, TEXT.read, TEXT.looks, wire="pigeon")


def test_two_commands_of_one_path_are_a_bug():
    other = ModuleType("other")
    other.__dict__["again"] = command("tell")(tell.run)

    with pytest.raises(Bug, match="two commands are called /tell"):
        catalog([HERE, other])


def test_two_functions_for_one_plan_are_a_bug():
    other = ModuleType("other")
    other.__dict__["again"] = confirmed(go.run)

    with pytest.raises(Bug, match="two functions carry out Plan"):
        catalog([HERE, other])


def test_one_command_in_two_modules_is_one_command():
    other = ModuleType("other")
    other.__dict__["walk"] = walk

    assert catalog([HERE, other]).commands == CATALOG.commands


async def test_a_kind_without_data_refuses_what_it_cannot_read():
    kind = plain_kind(Price, read_price, write=plain)

    assert kind.looks("58k")
    assert not kind.looks("btc")
    with pytest.raises(Refusal) as refused:
        await kind.read(None, "btc")  # type: ignore[arg-type]
    assert refused.value.facts == {"what": "price", "typed": "btc"}


async def test_a_choice_is_one_of_its_values():
    pace = walk.options[3].kind

    assert await pace.read(None, "FAST") is Pace.FAST  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        await pace.read(None, "warp")  # type: ignore[arg-type]
    assert refused.value.facts == {"typed": "warp", "choices": "slow, fast"}


prices = st.integers(1, 10**9).map(lambda ticks: Price(Decimal(ticks) / 100))
words = st.text(min_size=1).filter(lambda text: text.strip() != "")


@given(words, st.none() | prices, st.lists(prices, max_size=4).map(tuple), st.sampled_from(Pace))
def test_a_button_asks_for_exactly_what_was_put_behind_it(name, price, stops, pace):
    call = walk.call(name, price=price, stops=stops, pace=pace)

    typed = read_call(CATALOG, call)

    assert typed.command is walk
    assert typed.options["name"] == (name,)
    assert tuple(read_price(text) for text in typed.options.get("price", ())) == (
        () if price is None else (price,)
    )
    assert tuple(read_price(text) for text in typed.options.get("stops", ())) == stops
    assert typed.options["pace"] == (pace.value,)
    assert read_call(CATALOG, typed.call) == typed


@given(words)
def test_a_post_behind_a_button_keeps_its_lines_and_quotes(text):
    assert read_call(CATALOG, tell.call(text)).options == {"text": (text,)}


def test_a_call_with_options_that_the_function_does_not_take_fails_where_it_is_written():
    with pytest.raises(TypeError):
        walk.call("rex", speed=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        walk.call()  # type: ignore[call-arg]


def test_a_button_of_a_command_that_is_gone_is_refused():
    with pytest.raises(Refusal) as refused:
        read_call(CATALOG, Call("walk fish", {}))
    assert refused.value.code == "unknown_command"


def test_a_button_without_a_required_option_asks_for_it():
    with pytest.raises(Refusal) as refused:
        read_call(CATALOG, Call("walk dog", {"pace": "fast", "gone": "1"}))
    assert (refused.value.code, refused.value.facts["line"]) == ("missing_option", "/walk dog pace fast name")


@pytest.mark.parametrize("declared", COMMANDS.commands.values(), ids=COMMANDS.commands)
def test_every_command_of_the_product_describes_itself(declared):
    assert declared.help.endswith(".")
    assert len(declared.help) <= 100
    assert all(option.help and len(option.help) <= 100 for option in declared.options)
    assert all(isinstance(result, type) or hasattr(result, "__origin__") for result in declared.results)
    seen = [name for option in declared.options for name in (option.name, *option.aliases)]
    assert len(seen) == len(set(seen))
    wholes = [option for option in declared.options if option.kind.wire == "whole"]
    # It takes what is left of the line, so it stands last.
    assert wholes in ([], list(declared.options[-1:]))
