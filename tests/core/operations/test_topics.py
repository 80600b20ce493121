"""Help finds what was meant, shows it in pages, and knows nothing that the asker may not use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.operations.model import HelpLine, Topic
from core.operations.topics import GROUPS_A_PAGE, LINES_A_PAGE, WORDS, find, near, word_of


def a_line(path: str) -> HelpLine:
    return HelpLine(path=path, usage=f"/{path}", help="Does it.", options=())


LINES = [a_line(path) for path in ("help", "panic", "trade buy", "trade close", "copy stop", "me limits")]
MANY = [a_line(f"trade {chr(97 + number)}") for number in range(LINES_A_PAGE * 2 + 1)]


def test_groups_come_in_the_order_of_use_with_their_second_words():
    page = find("", LINES)

    assert page is not None
    assert [(group.noun, group.names) for group in page.groups] == [
        ("help", ()),
        ("trade", ("buy", "close")),
        ("copy", ("stop",)),
        ("panic", ()),
        ("me", ("limits",)),
    ]


@pytest.mark.parametrize("typed", ["trade buy", "/trade buy", " TRADE  Buy", "/trade_buy"])
def test_a_command_is_found_however_it_is_typed(typed):
    page = find(typed, LINES)

    assert page is not None
    assert (page.kind, page.topic, len(page.lines)) == (Topic.COMMAND, "trade buy", 1)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("R", "R"),
        ("r", "R"),
        ("sl", "stop"),
        ("b/e", "break-even"),
        ("Break Even", "break-even"),
        ("fifo", "FIFO"),
    ],
)
def test_a_word_of_the_trade_is_found_however_it_is_spelled(typed, word):
    page = find(typed, LINES)

    assert page is not None
    assert (page.kind, page.topic) == (Topic.WORD, word)


def test_a_word_that_is_also_a_command_shows_both():
    page = find("tp", [*LINES, a_line("copy target")])
    assert page is not None
    assert [line.path for line in page.lines] == ["copy target"]

    stop = find("stop", LINES)
    assert stop is not None
    assert [line.path for line in stop.lines] == ["copy stop"]


def test_a_second_word_alone_finds_its_commands():
    page = find("close", LINES)

    assert page is not None
    assert (page.kind, [line.path for line in page.lines]) == (Topic.GROUP, ["trade close"])


def test_pages_hold_everything_once():
    pages = [find(f"trade {number}", MANY) for number in (1, 2, 3, 4)]
    shown = [line.path for page in pages[:3] if page is not None for line in page.lines]

    assert shown == [line.path for line in MANY]
    assert pages[3] == pages[2], "past the end stands the last"
    assert GROUPS_A_PAGE < 12


def test_what_is_not_known_here_is_not_found_and_its_neighbours_are_named():
    assert find("admin", LINES) is None
    assert find("quantum", LINES) is None
    assert near("trad", LINES)[0] == "trade"
    assert near("targt", LINES) == ["target"]


def test_no_word_is_spelled_like_another():
    spelled = [
        name.lower().replace(" ", "").replace("-", "")
        for word, more in WORDS.items()
        for name in (word, *more)
    ]

    assert len(spelled) == len(set(spelled))
    assert all(word_of(name) == word for word, more in WORDS.items() for name in (word, *more))


@given(st.text(max_size=60))
def test_any_text_has_an_answer(typed):
    page = find(typed, LINES)

    assert page is None or page.kind in Topic
    assert len(near(typed, LINES)) <= 5
