"""Every language that has words here says everything, in words of its own, in the room that a phone has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import COMMANDS
from bot.console.render import columns, render
from bot.present import format as form
from bot.present.look import Look, style_of
from bot.present.messages import COUNT, language_of, languages, load, spoken, words_folder
from bot.present.operations import EXAMPLE
from bot.present.refusals import refusal
from bot.present.reply import Reply, Rows
from bot.present.table import CARDS, card
from bot.typed import ALIASES
from core.command import usage
from core.kernel.errors import Bug, Refusal
from core.operations.topics import WORDS
from tests.bot.present.samples import sample
from tests.bot.present.test_help import shown as help_pages
from tests.bot.present.test_table import LOOK, WAYS, facts_for
from tests.bot.present.test_words import whole

OTHERS = [language for language in languages() if language != "en"]
ENGLISH = spoken("en")
# No count comes near these: forms that a language has for millions only may be left out.
COUNTS = range(1_000)
NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
D = Decimal


def look(language: str) -> Look:
    return replace(LOOK, language=language)


# -- the words


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english(language: str):
    """A new English text needs its translation in the same change: docs/languages.md."""
    there = load(words_folder(language))

    lacks = sorted(ENGLISH.messages.keys() - there.keys())
    more = sorted(there.keys() - ENGLISH.messages.keys())

    assert not lacks, f"words/{language} lacks: {', '.join(lacks)}"
    assert not more, f"words/{language} has, and English has not: {', '.join(more)}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_says_all_that_the_english_says(language: str):
    """Which values a text takes, and that each of them is said. What chooses a form need not be said."""
    there = load(words_folder(language))
    both = sorted(there.keys() & ENGLISH.messages.keys())
    differ = [
        key for key in both if there[key].parameters - {COUNT} != ENGLISH.messages[key].parameters - {COUNT}
    ]

    assert not differ, f"words/{language}: parameters are not those of English: {', '.join(differ)}"


@pytest.mark.parametrize("language", OTHERS)
def test_what_counts_has_every_form_that_its_language_knows(language: str):
    words = spoken(language)
    forms = {words.form_of(count) for count in COUNTS}
    lacks = {
        key: sorted(forms - there.forms.keys())
        for key, there in words.messages.items()
        if key in ENGLISH.messages and ENGLISH.messages[key].counts and forms - there.forms.keys()
    }

    assert lacks == {}


@pytest.mark.parametrize("language", OTHERS)
def test_every_command_and_option_has_its_help(language: str):
    wanted = {
        name
        for one in COMMANDS.commands.values()
        for name in (
            f"{one.path.replace(' ', '_')}.help",
            *(f"{one.path.replace(' ', '_')}.options.{option.name}" for option in one.options),
        )
    }
    helps = spoken(language).helps

    lacks, more = sorted(wanted - helps.keys()), sorted(helps.keys() - wanted)

    assert not lacks, f"words/{language}/commands.toml lacks: {', '.join(lacks)}"
    assert not more, f"words/{language}/commands.toml has, and no command has: {', '.join(more)}"
    assert [name for name, text in helps.items() if len(whole(text)[0]) > 100] == []


def texts(language: str) -> Iterator[tuple[str, str]]:
    words = spoken(language)
    for key, message in {**words.messages, **words.helps}.items():
        for text in whole(message):
            yield key, text


@pytest.mark.parametrize("language", OTHERS)
def test_the_texts_keep_to_the_voice(language: str):
    said = list(texts(language))

    assert [each for each in said if re.search("[!¡]", each[1].removeprefix("! "))] == []
    assert [each for each in said if each[1] != each[1].strip()] == []
    assert [each for each in said if "  " in each[1].replace("   ", " ").replace("{mode}  ", "")] == []
    labels = [text for key, text in said if key.startswith("buttons.")]
    assert [label for label in labels if len(re.sub(r"\{\w+\}", "60,300.00", label)) > 24] == []


# -- the cards


def cards(language: str) -> Iterator[tuple[str, Reply]]:
    """Every card with everything there, and with nothing that may be left out; every refusal; every page of help."""
    for full in (True, False):
        for kind in CARDS:
            try:
                yield str(kind), card(sample(kind, full=full), look(language))
            except (ArithmeticError, Bug, LookupError, ValueError):
                continue  # made from type hints alone: a few results are never like that
    for code, told in WAYS:
        yield code, refusal(Refusal(code, facts_for(told)), look(language))
    yield from help_pages(look(language))


def latin(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))


# What the samples say, and what help shows as it is typed: none of it is a text of ours.
SAID = latin(
    " ".join(
        [
            *(str(value) for told in WAYS for value in facts_for(told[1]).values()),
            *(usage(one) for one in COMMANDS.commands.values()),
            "Northlight-Signals-International Kraken 1000SHIB/USDT valuex Europe Berlin New York PAPER LIVE UTC reset",
            "USD USDT",
            EXAMPLE,
            *WORDS,
            *ALIASES,
        ]
    )
)


def test_no_word_of_a_card_is_english_where_the_language_is_not():
    """Russian has letters of its own: whatever is written in Latin ones came from code, or from a person."""
    russian = latin(" ".join(text for _, text in texts("ru"))) | SAID | {"Español", "english"}
    strange = {
        (word, name)
        for name, reply in cards("ru")
        for word in latin(f"{render(reply, width=200)} {' '.join(button.label for button in reply.buttons)}")
        if word not in russian and not any(word in known for known in SAID)
    }

    assert strange == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_card_fits_a_phone(language: str):
    wrong, style, count = [], style_of(language), 0
    for name, reply in cards(language):
        count += 1
        lines = re.sub(r"[^\S\n]", " ", render(reply, width=40, buttons=False)).split("\n")
        wrong += [f"{name}: {line}" for line in lines if columns(line) > 40]
        cells = [
            cell for block in reply.blocks if isinstance(block, Rows) for row in block.rows for cell in row
        ]
        figures = {re.sub(r"\s", " ", cell) for cell in cells if form.is_figure(cell, style)}
        wrong += [f"{name} parts {figure}" for figure in figures if not any(figure in line for line in lines)]

    assert wrong == []
    assert count > len(WAYS)


def test_what_is_for_machines_is_the_same_in_every_language():
    for language in OTHERS:
        for (name, theirs), (_, english) in zip(cards(language), cards("en"), strict=True):
            if name.startswith("<"):
                assert theirs.data == english.data, name
            assert len(theirs.buttons) == len(english.buttons), name
            assert [button.action for button in theirs.buttons] == [
                button.action for button in english.buttons
            ], name


# -- numbers and times


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["60,012.00", "−1,234.50", "1,204", "+2.50 %", "0.00", "n/a", "1 min 52 s", "134 s"]),
        ("es", ["60.012,00", "−1234,50", "1204", "+2,50 %", "0,00", "n/d", "1 min 52 s", "134 s"]),
        ("ru", ["60 012,00", "−1 234,50", "1 204", "+2,50 %", "0,00", "н/д", "1 мин 52 с", "134 с"]),
    ],
)
def test_numbers_are_written_as_their_language_does(language: str, expected: list[str]):
    own = look(language)
    said = [
        own.money(D("60012")),
        own.money(D("-1234.5")),
        own.number(1204),
        own.percent(D("0.025")),
        own.change(D("0.001")),
        own.change(None),
        own.length(timedelta(seconds=112)),
        own.age(timedelta(seconds=134)),
    ]

    assert [text.replace("\u00a0", " ") for text in said] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["15:03 Berlin", "17 Nov", "3 May 2025", "3 May 2025 16:00 Berlin", "Thu 09:30 New York"]),
        ("es", ["15:03 Berlín", "17 nov", "3 may 2025", "3 may 2025 16:00 Berlín", "jue 09:30 Nueva York"]),
        (
            "ru",
            ["15:03 Берлин", "17 нояб", "3 мая 2025 г.", "3 мая 2025 г. 16:00 Берлин", "чт 09:30 Нью-Йорк"],
        ),
    ],
)
def test_times_are_written_as_their_language_does(language: str, expected: list[str]):
    own = replace(look(language), now=NOW, zone=ZoneInfo("Europe/Berlin"))
    earlier = datetime(2025, 5, 3, 14, 0, tzinfo=UTC)
    opens = datetime(2026, 11, 19, 14, 30, tzinfo=UTC)
    said = [own.clock(NOW), own.date(NOW), own.date(earlier), own.moment(earlier)]

    said.append(own.session(opens, "America/New_York"))

    assert [re.sub(r"\s", " ", text) for text in said] == expected


def read_back(text: str, language: str) -> Decimal:
    style = style_of(language)
    plain = text.replace(style.group, "").replace(style.point, ".").replace("\u2212", "-")
    return Decimal(plain)


@pytest.mark.parametrize("language", languages())
@given(
    value=st.decimals(
        allow_nan=False, allow_infinity=False, min_value=D("-1e24"), max_value=D("1e24"), places=8
    )
)
def test_no_digit_is_lost_in_any_language(language: str, value: Decimal):
    text = form.number(value, 8, style_of(language))

    assert read_back(text, language) == value
    assert "-" not in text
    assert form.is_figure(text, style_of(language))


def test_a_number_chooses_its_russian_form():
    words = spoken("ru")
    said = [words.say("control.orders_waiting", count=count) for count in (1, 2, 5, 11, 21, 22, 1204)]

    assert [text.replace("\u00a0", " ") for text in said] == [
        "1 ордер", "2 ордера", "5 ордеров", "11 ордеров", "21 ордер", "22 ордера", "1 204 ордера",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("es-ES", "es"),
        ("es-419", "es"),
        ("ES", "es"),
        ("ru", "ru"),
        ("en-GB", "en"),
        ("pt-BR", ""),
        ("", ""),
        ("_", ""),
    ],
)
def test_a_platform_s_code_names_its_language(code: str, language: str):
    assert language_of(code) == language


PRESENTERS = [
    path
    for path in sorted((Path(__file__).parents[3] / "bot" / "present").glob("*.py"))
    if path.stem not in ("format", "look", "locales", "messages")
]
WITHOUT_LANGUAGE = {"cut", "is_figure"}


def written_by_hand(tree: ast.Module) -> Iterator[int]:
    """Lines where a number is written without the reader's language: `f"{count:,}"`, `fmt.money(...)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(
                str(part.value) for part in ast.walk(node.format_spec) if isinstance(part, ast.Constant)
            )
            if "," in spec:  # a bare `f` is what somebody may type: that is English everywhere
                yield node.lineno
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "fmt"
            and node.func.attr not in WITHOUT_LANGUAGE
        ):
            yield node.lineno


def test_presenters_leave_the_writing_of_numbers_to_the_look():
    found = [
        f"{path.name}:{line}"
        for path in PRESENTERS
        for line in written_by_hand(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []
    assert sorted(written_by_hand(ast.parse('f"{count:,}"\nfmt.money(x)\nfmt.cut(x, 3)'))) == [1, 2]
