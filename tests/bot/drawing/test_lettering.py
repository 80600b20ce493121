"""Names in any script are set in fonts that have them: no letter becomes a box, and none loses its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing.canvas import Canvas
from bot.drawing.draw import filled
from bot.drawing.fonts import FAMILY, UNKNOWN, fonts, readable
from bot.drawing.lettering import pieces, shortened, width, wrapped
from bot.drawing.measure import advance
from bot.present.plots import Theme
from tests.bot.drawing.plots import NAMES

# No font has these: a letter of private use, and one that is not given to anybody yet.
NOBODYS = "\ue000", "\u0378"
BY_FAMILY = {font.family: font for font in fonts()}
SCRIPTS = {
    "Latin": "Ąß",
    "Cyrillic": "Жї",
    "Greek": "Ωώ",
    "Chinese": "王陳",
    "Japanese": "髙カひ",
    "Korean": "김뷁",
    "Arabic": "محمد",
    "Hebrew": "שלום",
    "Hindi": "अर्जुन",
    "Bengali": "বাংলা",
    "Tamil": "தமிழ்",
    "Telugu": "తెలుగు",
    "Thai": "ไทย",
    "Georgian": "ქარ",
    "Armenian": "Հայ",
    "Amharic": "አማርኛ",
    "Khmer": "ខ្មែរ",
    "Burmese": "မြန်မာ",
    "emoji": "🚀😀🫡",
    "fancy": "𝓐𝕬𝐁",
    "signs": "−★✓→₿€½≤",
}


def drawn(text: str, *, bold: bool = False) -> bytes:
    canvas = Canvas(400.0, 60.0, Theme.DARK, 30.0)
    canvas.text(10, 40, text, bold=bold)
    return filled(canvas, 1.0)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_no_letter_of_any_script_is_a_box(text: str):
    assert readable(text) == text

    for piece in pieces(text):
        lost = [letter for letter in piece.text if not BY_FAMILY[piece.family].has(letter)]
        assert lost == []


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_what_is_drawn_is_neither_empty_nor_the_box_that_stands_for_nothing(text: str):
    canvas = Canvas(400.0, 60.0, Theme.DARK, 30.0)
    box = canvas.svg().replace(
        "</svg>", f'<text x="10" y="40" font-size="30">{NOBODYS[0] * len(text)}</text></svg>'
    )

    assert drawn(text) not in (drawn(""), filled(canvas, 1.0, svg=box))
    assert len({drawn(text), drawn(text, bold=True)}) == (2 if pieces(text)[0].family == FAMILY else 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_several_scripts_is_set_piece_by_piece(name: str):
    said = readable(name)

    for piece in pieces(said):
        assert [one for one in piece.text if not BY_FAMILY[piece.family].has(one) and one != "\u200d"] == []
    assert sorted("".join(piece.text for piece in pieces(said))) == sorted(said)
    assert drawn(said)


def test_what_no_font_has_is_a_dot_and_never_a_box():
    assert readable(f"a{NOBODYS[0]}{NOBODYS[1]}b") == f"a{UNKNOWN}b"


def test_what_would_break_a_line_is_taken_out():
    assert readable("a\u202eb\x1b[2Jc\x00d\ud800e\u2028f") == "ab[2Jcdef"
    assert readable("one\ntwo\tthree") == "one two three"
    assert readable("Z" + "\u0335" * 40 + "o") == "Z" + "\u0335" * 3 + "o"
    assert readable("❤\ufe0f") == "❤"
    assert readable("e\u0301") == "é"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ann مرحبا bob", ["ann ", "مرحبا", " bob"]),
        ("مرحبا بك", ["بك", " ", "مرحبا"]),
        ("مرحبا 123 بك", ["بك", " ", "123", " ", "مرحبا"]),
        ("שלום (דוד)", ["דוד", " (", "שלום", ")"]),
        ("سعر 60,000", ["60,000", " ", "سعر"]),
        ("ann 12", ["ann 12"]),
    ],
)
def test_what_runs_to_the_left_stands_where_it_is_read(text: str, shown: list[str]):
    assert [piece.text for piece in pieces(text)] == shown


def test_letters_that_join_are_measured_as_they_are_joined():
    apart = sum(advance("Noto Sans Arabic", letter, bold=False) for letter in "لا")

    assert advance("Noto Sans Arabic", "لا", bold=False) < 0.9 * apart
    assert advance("Noto Emoji", "👨‍👩‍👧", bold=False) == advance("Noto Emoji", "👨", bold=False)


def test_figures_are_all_of_one_width_so_that_columns_stand():
    assert len({advance(FAMILY, figure, bold=False) for figure in "0123456789"}) == 1
    assert advance(FAMILY, "−", bold=True) == advance(FAMILY, "+", bold=True)


def test_a_long_name_is_cut_to_its_room():
    cut = shortened("a name that never ends at all", 30, 200)

    assert cut.endswith("…")
    assert width(cut, 30) <= 200
    assert shortened("ann", 30, 200) == "ann"
    assert not shortened("नमस्ते नमस्ते नमस्ते", 30, 100)[:-1].endswith(("\u200d", " "))


def test_a_sentence_is_broken_at_its_blanks_and_cut_where_its_lines_end():
    said = wrapped("one two three four five six", 30, 130, 2)

    assert said[0] == "one two"
    assert said[1].startswith("three")
    assert said[1].endswith("…")
    assert all(width(line, 30) <= 130 for line in said)
    assert wrapped("one two", 30, 400, 2) == ["one two"]
    assert wrapped("", 30, 400, 2) == []


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=12) | st.text(alphabet="".join(NAMES) + "\u200d\u200c0123() ", max_size=20))
def test_whatever_somebody_is_called_can_be_drawn(text: str):
    assert drawn(text)
