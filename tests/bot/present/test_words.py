"""The message catalogue: complete, used, in agreement with its callers, and in the voice of the house."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.brokers.drivers import all_infos
from bot.present.locales import one_or_other
from bot.present.messages import Message, Words, load, spoken
from core.kernel.errors import Bug

CHECKOUT = Path(__file__).parents[3]
CODE = sorted((CHECKOUT / "bot").rglob("*.py"))
MESSAGES = spoken("en").messages
AREAS = sorted({key.partition(".")[0] for key in MESSAGES})
KEY = re.compile(rf"({'|'.join(AREAS)})(\.[a-z0-9_]+)+")


@dataclass(frozen=True)
class Use:
    """One `say` with a key that can be read here, and the names that it gives. None: they are computed."""

    where: str
    key: str
    gives: frozenset[str] | None


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in CODE:
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


def uses() -> Iterator[Use]:
    for name, tree in trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "say"
            ):
                first = node.args[0] if node.args else None
                given = [keyword.arg for keyword in node.keywords]
                gives = None if None in given else frozenset(str(each) for each in given)
                choices = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                for choice in choices:
                    if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                        yield Use(f"{name}:{node.lineno}", choice.value, gives)


def patterns() -> Iterator[re.Pattern[str]]:
    """Keys that are put together: `say(f"refusals.{code}")`."""
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if any(start.startswith(f"{area}.") for area in AREAS):
                    parts = [
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+"
                        for part in node.values
                    ]
                    yield re.compile("".join(parts))


def mentioned() -> set[str]:
    """Every string in the code that looks like a key: those that stand in tables are said later."""
    found = set()
    for _, tree in trees():
        pieces = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        found |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            if id(node) not in pieces and KEY.fullmatch(node.value)
        }
    return found


USES = sorted(set(uses()), key=lambda use: use.where)


def test_every_key_that_is_said_exists():
    assert len(USES) > 5, "the search finds nothing any more"
    assert sorted({use.key for use in USES} - set(MESSAGES)) == []
    assert sorted(mentioned() - set(MESSAGES)) == []
    assert [pattern.pattern for pattern in patterns() if not any(map(pattern.fullmatch, MESSAGES))] == []


def test_every_key_is_said_somewhere():
    made = list(patterns())
    said = mentioned() | {key for key in MESSAGES for pattern in made if pattern.fullmatch(key)}

    assert sorted(set(MESSAGES) - said) == []


def test_what_is_given_is_what_the_text_takes():
    wrong = [
        f"{use.where}: {use.key} takes {sorted(MESSAGES[use.key].parameters)}, not {sorted(use.gives)}"
        for use in USES
        if use.gives is not None and use.key in MESSAGES and use.gives != MESSAGES[use.key].parameters
    ]

    assert wrong == []


# Commands and script lines as people type them: no words of a language.
TYPED = re.compile(r"/[a-z]+( [a-z]+)?|\bmarket:")
SHOWN_AS_IT_IS = {"Line", "Button", "Reply"}


def spoken_in_code() -> Iterator[str]:
    """Texts that stand in a presenter instead of the catalogue: what a line, a button or a title is given."""
    for path in sorted((CHECKOUT / "bot" / "present").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            named = [keyword.value for keyword in node.keywords if keyword.arg == "title"]
            given = node.args[:1] if node.func.id in ("Line", "Button") else named
            if node.func.id not in SHOWN_AS_IT_IS:
                continue
            for part in given:
                pieces = part.values if isinstance(part, ast.JoinedStr) else [part]
                texts = [str(piece.value) for piece in pieces if isinstance(piece, ast.Constant)]
                if any(re.search(r"[A-Za-z]{2,}", TYPED.sub("", text)) for text in texts):
                    yield f"{path.name}:{node.lineno}: {texts}"


def test_presenters_hold_no_words_of_their_own():
    """Words live in `bot/present/words`, and presenters say them by key. Only commands to type may stand in code."""
    assert list(spoken_in_code()) == []


def whole(message: Message) -> list[str]:
    return [
        "".join(before + (f"{{{name}}}" if name else "") for before, name in text.pieces)
        for text in message.forms.values()
    ]


BANNED = re.compile(
    r"\b(invalid|errors?|failed to|oops|great|sorry|please|you should|unfortunately|successful(ly)?)\b|!",
    re.IGNORECASE,
)
# Beyond letters: the marks of scene 16, minus and bounds, a time span, what was cut, a product, the user's arrows.
MARKS = set("✓✗·✎→−≤≥…–×½¼“”’")


# The storyboard's own title of a provider's check: "not ready, 1 error 2 hints".
SAYS_ERROR = {"checks.draft_errors"}
TEXTS = [(key, text) for key, message in sorted(MESSAGES.items()) for text in whole(message)]


def test_the_texts_keep_to_the_voice():
    told = [each for each in TEXTS if each[0] not in SAYS_ERROR]
    assert [each for each in told if BANNED.search(each[1].removeprefix("! "))] == []
    assert [each for each in TEXTS if {char for char in each[1] if ord(char) > 126} - MARKS] == []


def test_the_texts_have_no_loose_blanks():
    """Three blanks part two facts of a line, two stand behind PAPER or LIVE; ends are for who puts texts together."""
    assert [each for each in TEXTS if each[1] != each[1].strip()] == []
    assert [each for each in TEXTS if "  " in each[1].replace("   ", " ").replace("{mode}  ", "")] == []


def test_buttons_are_short():
    labels = [text for key, text in TEXTS if key.startswith("buttons.")]

    assert [label for label in labels if len(re.sub(r"\{\w+\}", "60,300.00", label)) > 24] == []


def test_the_voice_is_heard():
    assert BANNED.search("Oops, invalid amount!")
    assert BANNED.search("Great trade")
    assert not BANNED.search("A terror of errand boys")


def words(tmp_path: Path, text: str, behind: Words | None = None, plural=one_or_other) -> Words:
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "shop.toml").write_text(text, encoding="utf-8")
    return Words(load(tmp_path), plural, behind)


def test_a_text_takes_exactly_its_parameters(tmp_path: Path):
    shop = words(tmp_path, 'sold = "Sold {what} for {price}."')

    assert shop.say("shop.sold", what="{tea}", price="3.00") == "Sold {tea} for 3.00."
    with pytest.raises(Bug, match="takes"):
        shop.say("shop.sold", what="tea")
    with pytest.raises(Bug, match="takes"):
        shop.say("shop.sold", what="tea", price="3.00", more="x")
    with pytest.raises(Bug, match="no text is called"):
        shop.say("shop.bought")


def test_a_number_chooses_its_form_and_gets_its_commas(tmp_path: Path):
    shop = words(tmp_path, 'cups = { one = "{count} cup", other = "{count} cups" }')

    assert [shop.say("shop.cups", count=count) for count in (0, 1, 2, 1204, -1)] == [
        "0 cups",
        "1 cup",
        "2 cups",
        "1,204 cups",
        "−1 cups",
    ]
    with pytest.raises(Bug, match="whole number"):
        shop.say("shop.cups", count="1")


def polish(count: int) -> str:
    """Polish, as CLDR has it: 1 one, 2-4 22-24 few, the rest of the whole numbers many."""
    if count == 1:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"


def test_a_language_with_more_forms_fits(tmp_path: Path):
    english = words(tmp_path / "en", 'cups = { one = "{count} cup", other = "{count} cups" }')
    text = 'cups = { one = "{count} kubek", few = "{count} kubki", many = "{count} kubków", other = "{count} kubka" }'
    other = words(tmp_path / "pl", text, english, polish)

    assert [other.say("shop.cups", count=count) for count in (1, 3, 5, 13, 24)] == [
        "1 kubek",
        "3 kubki",
        "5 kubków",
        "13 kubków",
        "24 kubki",
    ]


def test_what_a_language_lacks_is_told_in_english_whole(tmp_path: Path):
    english = words(tmp_path / "en", 'open = "Open"\nsold = "Sold {what}."')
    other = words(tmp_path / "de", 'open = "Offen"', english)

    assert other.say("shop.open") == "Offen"
    assert other.say("shop.sold", what="Tee") == "Sold Tee."
    assert spoken("tlh") is spoken("en")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('more = "More"', "English does not have shop.more"),
        ('sold = "{who} kauft"', "parameters of its own: who"),
    ],
)
def test_a_translation_that_does_not_fit_is_found_when_it_is_read(tmp_path: Path, text: str, says: str):
    english = words(tmp_path / "en", 'sold = "Sold {what}."')

    with pytest.raises(Bug, match=says):
        words(tmp_path / "de", text, english)


@pytest.mark.parametrize(
    "text", ['a = "{b.c}"', 'a = "{b!r}"', 'a = "{b:>3}"', 'a = "{"', "a = 3", 'a = "{}"']
)
def test_what_is_no_text_is_found_when_it_is_read(tmp_path: Path, text: str):
    with pytest.raises(Bug, match=r"shop\.a"):
        words(tmp_path, text)


def test_who_may_use_a_venue_is_said_in_every_language():
    words = spoken("en").messages
    said = {name: info.region for name, (info, _) in all_infos().items() if info.region}

    assert {name: spoken("en").say(f"connecting.region_{name}") for name in said} == said
    assert {key for key in words if key.startswith("connecting.region_")} == {
        f"connecting.region_{name}" for name in said
    }
