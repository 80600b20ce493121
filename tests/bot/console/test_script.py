"""The console script language, line by line."""

import contextlib
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.console.script import (
    ClockMove,
    MarketMove,
    Nothing,
    NotScript,
    Post,
    Press,
    ReplyTo,
    Say,
    Step,
    parse,
    pasted,
)

SIGNAL = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("ann: /portfolio show", Say("ann", "/portfolio show")),
        ("ann:/portfolio show", Say("ann", "/portfolio show")),
        ("  ann:   hello  \n", Say("ann", "hello")),
        ("ann.b-1_x: 1", Say("ann.b-1_x", "1")),
        ("Аня: привет", Say("Аня", "привет")),
        ("/trade buy BTC/USDT: now", Say(None, "/trade buy BTC/USDT: now")),
        (SIGNAL, Say(None, SIGNAL)),
        ("LONG BTC/USDT entry: 60000", Say(None, "LONG BTC/USDT entry: 60000")),
        ("LONG #BTC entry: 60000 sl: 58500", Say(None, "LONG #BTC entry: 60000 sl: 58500")),
        ("LONG #BTC ~60000", Say(None, "LONG #BTC ~60000")),
        ("#BTC/USDT LONG 60000", Say(None, "#BTC/USDT LONG 60000")),
        ("[VIP] BTC/USDT long", Say(None, "[VIP] BTC/USDT long")),
        ("entry:60000", Say(None, "entry:60000")),
        ("https://example.org/a", Say(None, "https://example.org/a")),
        ("14: words", Say(None, "14: words")),
        ("123", Say(None, "123")),
        # A whole line in the form of a person speaking is one, whatever the word means elsewhere.
        ("entry: 60000", Say("entry", "60000")),
        (f"{'a' * 32}: x", Say("a" * 32, "x")),
        (f"{'a' * 33}: x", Say(None, f"{'a' * 33}: x")),
    ],
)
def test_someone_speaks(line: str, step: Step):
    assert parse(line) == step


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (f"pro #calls: {SIGNAL}", Post(name="pro", channel="calls", text=SIGNAL)),
        ("#calls: hello", Post(name=None, channel="calls", text="hello")),
        ("pro #calls ^: half", Post(name="pro", channel="calls", text="half", reply_to=ReplyTo())),
        ("pro #calls ^2: half", Post(name="pro", channel="calls", text="half", reply_to=ReplyTo(2))),
        ("pro #calls ^otto: no", Post(name="pro", channel="calls", text="no", reply_to=ReplyTo(1, "otto"))),
        ("pro #calls ~: LONG", Post(name="pro", channel="calls", text="LONG", edit=True)),
        (
            "pro #calls -134s: LONG",
            Post(name="pro", channel="calls", text="LONG", age=timedelta(seconds=134)),
        ),
        (
            "pro #calls ^2 -2m: x",
            Post(name="pro", channel="calls", text="x", reply_to=ReplyTo(2), age=timedelta(minutes=2)),
        ),
        ("pro #calls:LONG entry: 6", Post(name="pro", channel="calls", text="LONG entry: 6")),
    ],
)
def test_someone_posts(line: str, step: Step):
    assert parse(line) == step


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("1", Press(name=None, label="1")),
        ("12", Press(name=None, label="12")),
        ("[Confirm]", Press(name=None, label="Confirm")),
        ("ann [1]", Press(name="ann", label="1")),
        ("ann [Stop to BE]", Press(name="ann", label="Stop to BE")),
        ("ann [What did you read?]", Press(name="ann", label="What did you read?")),
        ("ann [Confirm] ^2", Press(name="ann", label="Confirm", back=2)),
        ("bob [Confirm] of ann", Press(name="bob", label="Confirm", of="ann")),
        ("bob [Confirm] ^2 of ann", Press(name="bob", label="Confirm", back=2, of="ann")),
        ("bob [Confirm] of ann ^2", Press(name="bob", label="Confirm", back=2, of="ann")),
        ("ann #calls [My trade]", Press(name="ann", label="My trade", channel="calls")),
        ("#calls [My trade] ^3", Press(name=None, label="My trade", back=3, channel="calls")),
    ],
)
def test_someone_presses(line: str, step: Step):
    assert parse(line) == step


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("market: BTC/USDT 61500", MarketMove("BTC/USDT", Decimal("61500"))),
        ("market: btc/usdt 61,500.00", MarketMove("BTC/USDT", Decimal("61500"))),
        ("market: SOL/USDT 142.05 size 6.5", MarketMove("SOL/USDT", Decimal("142.05"), Decimal("6.5"))),
        ("Market:AAPL 200", MarketMove("AAPL", Decimal("200"))),
        ("clock: +2h", ClockMove(timedelta(hours=2))),
        ("clock: 1d 6h", ClockMove(timedelta(hours=30))),
        ("", Nothing()),
        ("   \n", Nothing()),
        ("# a comment", Nothing()),
        ("#", Nothing()),
        ("#!/usr/bin/env bellwether", Nothing()),
        ("#---- ann: hello", Nothing()),
    ],
)
def test_the_world_moves_or_nothing_does(line: str, step: Step):
    assert parse(line) == step


@pytest.mark.parametrize(
    "line",
    [
        "market: foo",
        "market: BTC/USDT",
        "market: BTC/USDT 0",
        "market: BTC/USDT -5",
        "market: BTC/USDT 6,15",
        "market: BTC/USDT NaN",
        "market: BTC/USDT 5 size",
        "market: BTC/USDT 5 size x",
        "market:",
        "market #calls: x",
        "clock: yesterday",
        "clock: -2h",
        "clock: +99999d",
        "clock [Confirm]",
        "ann:",
        "pro #calls:",
        "pro #calls ^^: x",
        "pro #calls ^0: x",
        "pro #calls ^ ^2: x",
        "pro #calls ^ ~: x",
        "pro #calls ~2: x",
        "pro #calls -134: x",
        "pro #calls -5m -6m: x",
        "pro #calls ^ no colon",
        "pro #calls ^market: x",
        "pro ^: close half",
        "pro -134s: LONG",
        "ann []",
        "ann [Confirm] ^^",
        "ann [Confirm] ^0",
        "ann [Confirm] of",
        "ann #calls [Confirm] of bob",
        "ann: a\x1b[31mb",
        "ann: a\x00",
        "ann: a\u2028b",
        "ann: \ud800",
        "x" * 4097,
    ],
)
def test_a_slip_is_named_with_the_next_step(line: str):
    with pytest.raises(NotScript) as caught:
        parse(line)

    # Two sentences or an example at least: what is wrong, and what to write.
    assert 40 < len(str(caught.value)) < 300
    assert line not in str(caught.value) or len(line) < 40


def test_escapes_stand_for_line_breaks_and_backslashes():
    assert parse(r"pro #calls: LONG\nsl 5 \\n \t") == Post(
        name="pro", channel="calls", text="LONG\nsl 5 \\n \\t"
    )
    assert parse(r"LONG\nsl 5") == Say(None, "LONG\nsl 5")


def test_the_longest_line_is_taken():
    assert parse("x" * 4096) == Say(None, "x" * 4096)


heads = st.sampled_from(
    [
        "",
        "ann",
        "pro #calls",
        "market",
        "clock",
        "#calls",
        "ann [",
        "[",
        "ann [x] ",
        "pro #c ^",
        "pro #c -1",
        "1",
    ]
)


@given(heads, st.text(max_size=40) | st.text("^~-:#[] \\nof1290smhd.,/", max_size=20))
@example("market", ": ¹ ²")
@example("clock", ": ٣h")
def test_any_line_is_a_step_or_a_named_slip(head: str, tail: str):
    with contextlib.suppress(NotScript):
        assert isinstance(parse(head + tail), Say | Post | Press | MarketMove | ClockMove | Nothing)


names = st.from_regex(r"[a-z][a-z0-9_.\-]{0,31}", fullmatch=True).filter(
    lambda name: name not in ("market", "clock")
)
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), include_characters=" \n"),
    min_size=1,
    max_size=80,
).filter(lambda text: text == text.strip() and bool(text) and not text.startswith("\ufeff"))


@given(names, texts)
def test_what_was_written_is_what_is_heard(name: str, text: str):
    written = text.replace("\\", "\\\\").replace("\n", "\\n")

    assert parse(f"{name}: {written}") == Say(name, text)
    assert parse(f"{name} #calls: {written}") == Post(name=name, channel="calls", text=text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("/help", ("/help",)),
        ("LONG BTC/USDT\n\nentry: 60000\r\nsl: 58500", (r"LONG BTC/USDT\nentry: 60000\nsl: 58500",)),
        ("#BTC LONG\nentry: 60000", (r"#BTC LONG\nentry: 60000",)),
        (f"{SIGNAL}\n1\nmarket: BTC/USDT 61500", (SIGNAL, "1", "market: BTC/USDT 61500")),
        ("# first\nann: /help\nbob: hello", ("# first", "ann: /help", "bob: hello")),
    ],
)
def test_a_pasted_post_is_one_line_and_a_pasted_script_is_many(text: str, lines: tuple[str, ...]):
    assert pasted(text) == lines
