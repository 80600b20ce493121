"""Cards as plain text: laid out in columns, and nothing of other people's acts on the terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.render import body, button_lines, clean, columns, render
from bot.present.reply import Button, Dismiss, Line, Reply, Rows, Rule, Tone


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label, Dismiss()) for label in labels)


PREVIEW = Reply(
    title="PAPER  Buy BTC/USDT for 19,999.80 USDT?",
    blocks=(
        Rows(
            (
                ("now", "60,000.00", "pay ≤ 60,300.00"),
                ("size", "0.33333 BTC", "reading: clear"),
                ("stop", "58,500.00", "−2.50 %"),
                ("target 1", "61,500.00", "+2.50 %", "50 %"),
                ("target 2", "63,000.00", "+5.00 %", "50 %"),
                ("at risk", "500.00", "0.50 % of 100k"),
            )
        ),
        Line("No money is involved: this is paper."),
    ),
    buttons=buttons("Confirm", "Change size", "What did you read?", "Skip"),
    tone=Tone.ASKS,
)
PREVIEW_TEXT = """\
PAPER  Buy BTC/USDT for 19,999.80 USDT?
now          60,000.00   pay ≤ 60,300.00
size       0.33333 BTC   reading: clear
stop         58,500.00   −2.50 %
target 1     61,500.00   +2.50 %   50 %
target 2     63,000.00   +5.00 %   50 %
at risk         500.00   0.50 % of 100k
No money is involved: this is paper.
1 [Confirm]  2 [Change size]
3 [What did you read?]  4 [Skip]"""


def test_the_first_card_looks_as_drawn():
    assert render(PREVIEW) == PREVIEW_TEXT


def test_the_body_leaves_out_title_and_buttons():
    assert body(PREVIEW) == "\n".join(PREVIEW_TEXT.split("\n")[1:-2])


def test_buttons_may_be_left_out_or_counted_on():
    assert "[" not in render(PREVIEW, buttons=False)
    assert render(PREVIEW, number_from=5).endswith("7 [What did you read?]  8 [Skip]")


def test_the_portfolio_lines_up_and_its_rule_is_as_wide_as_the_card():
    reply = Reply(
        title="PAPER  10,033.10 USDT     today +12.40",
        blocks=(
            Rows(
                (
                    ("", "amount", "value", "P&L"),
                    ("BTC", "0.01667", "1,030.21", "+28.81", "+2.88 %"),
                    ("SOL", "6.5", "906.10", "−18.47", "−12.00 %"),
                    ("cash", "", "8,096.79", "80.70 % of all"),
                ),
                "lrrrr",
            ),
            Rule(),
            Line("open +10.33   closed +22.77   all +33.10"),
        ),
    )

    assert render(reply).split("\n") == [
        "PAPER  10,033.10 USDT     today +12.40",
        "      amount    value    P&L",
        "BTC  0.01667 1,030.21 +28.81  +2.88 %",
        "SOL      6.5   906.10 −18.47 −12.00 %",
        "cash         8,096.79 80.70 % of all",
        "─" * 40,
        "open +10.33   closed +22.77   all +33.10",
    ]


def test_a_column_of_remarks_reads_from_its_left_edge():
    reply = Reply(
        title="x", blocks=(Rows((("now", "1.00", "pay ≤ 2"), ("stop", "10.00", "working at broker"))),)
    )

    assert body(reply).split("\n") == ["now     1.00   pay ≤ 2", "stop   10.00   working at broker"]


def test_wide_characters_take_two_columns():
    reply = Reply(title="x", blocks=(Rows((("東京", "1.00"), ("ab", "2.00"))),))

    assert body(reply).split("\n") == ["東京   1.00", "ab     2.00"]


def test_a_sentence_is_wrapped_and_a_number_stays_with_its_unit():
    reply = Reply(
        title="x", blocks=(Line("  You would pay 1,000,000.00 USDT for it and risk 2.50 % of it."),)
    )

    lines = body(reply, width=40).split("\n")

    assert lines == ["  You would pay 1,000,000.00 USDT for it", "  and risk 2.50 % of it."]
    assert body(reply, width=31).split("\n")[0] == "  You would pay"


def test_a_web_address_stays_whole_and_other_long_words_are_cut():
    address = "https://example.org/" + "a" * 60

    assert body(Reply(title="x", blocks=(Line(f"See {address} today"),)), width=40).split("\n")[1] == address
    assert [len(line) for line in body(Reply(title="x", blocks=(Line("a" * 90),)), width=40).split("\n")] == [
        40,
        40,
        10,
    ]


def test_a_remark_that_is_too_long_goes_on_below_itself():
    reply = Reply(title="x", blocks=(Rows((("price", "0.68 %", "word " * 12),)),))

    assert body(reply, width=40).split("\n") == [
        "price 0.68 % word word word word word",
        "             word word word word word",
        "             word word",
    ]


def test_a_long_name_is_cut_and_no_figure_is():
    rows = (
        ("BTC/USDT", "0.16667", "61,500.00", "+238.00", "+2.38 %"),
        ("1000SHIB/USDT", "1,250", "0.02", "−1.00", "−0.38 %"),
    )

    assert body(Reply(title="x", blocks=(Rows(rows, "lrrrr"),)), width=40).split("\n") == [
        "BTC/U… 0.16667 61,500.00 +238.00 +2.38 %",
        "1000S…   1,250      0.02   −1.00 −0.38 %",
    ]


def test_colour_mode_underlines_the_title_in_its_tone_and_prints_the_mode_bold():
    title = render(PREVIEW, colour=True).split("\n")[0]

    assert title == ("\x1b[0;4;38;2;76;141;255m\x1b[1mPAPER\x1b[22m  Buy BTC/USDT for 19,999.80 USDT?\x1b[0m")
    assert "\x1b" not in render(PREVIEW, colour=True).split("\n", 1)[1]
    assert "\x1b[1mLIVE\x1b[22m  NO STOP" in render(Reply(title="! LIVE  NO STOP"), colour=True)


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[Hgone\x9b5A", "gone"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("a\x1b[ 60,000.00", "a[ 60,000.00"),
        ("a\x00b\x08c\x7fd\x85e", "abcde"),
        ("\u202eevil\u202c \u2066x\u2069 \ufeff", "evil x "),
        ("👩\u200d🚀 ok", "👩\u200d🚀 ok"),
        ("a\tb\r\nc\u2028d", "a b\nc\nd"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_acts_on_a_terminal_is_taken_out(dirty: str, expected: str):
    assert clean(dirty) == expected


anything = st.text(max_size=60) | st.text("\x1b\x9b[]0;31mABa \n\u202e₿🚀東\u0301", max_size=30)


@given(
    anything, st.lists(st.lists(anything, max_size=4).map(tuple), max_size=4), anything, st.integers(20, 80)
)
def test_no_card_holds_anything_but_text(title: str, rows: list[tuple[str, ...]], label: str, width: int):
    reply = Reply(title=title, blocks=(Rows(tuple(rows)), Rule(), Line(title)), buttons=buttons(label))

    text = render(reply, width=width)

    assert not {unicodedata.category(char) for char in text.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}
    text.encode()


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")), max_size=200),
    st.integers(20, 80),
)
def test_no_line_of_a_sentence_is_too_wide_and_none_of_it_is_lost(text: str, width: int):
    text = text.replace("http", "")

    lines = body(Reply(title="x", blocks=(Line(text),)), width=width).split("\n")

    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_buttons_break_only_between_each_other():
    assert button_lines(buttons("a" * 50, "b"), width=40) == [f"1 [{'a' * 50}]", "2 [b]"]
    assert button_lines((), width=40) == []
