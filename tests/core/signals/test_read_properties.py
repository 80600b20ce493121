"""What holds for every post: an answer, in time, with no number of our own making."""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.market.symbols import builtin_table
from core.signals.flat import flat
from core.signals.normalise import normalise
from core.signals.read import read
from core.signals.reading import Direction, Reading, ReadingKind, Tier

TABLE = builtin_table()
WORDS = """long short buy sell BTC/USDT #ETH $AAPL gold entry stop sl tp tp1 target now limit close half all cancel be
    60000 58500 1.0850 61,500 3.5k 10x 5% 1) 2) - / ~ , . : ( ) ✅ 🎯 if yesterday not BTO 190C 7/19 @ move new
    стоп вход 做多 止损 entrada هدف ~~ ** || \n""".split(" ")

posts = st.lists(st.sampled_from([word for word in WORDS if word]), max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), posts))
def test_every_text_has_an_answer(text):
    readings = read(text, table=TABLE)

    assert readings
    assert json.dumps(flat(readings))
    for reading in readings:
        assert all(text[span.start : span.end] == span.text for span in reading.spans)


@settings(max_examples=150, deadline=None)
@given(posts)
def test_what_trades_by_itself_is_complete_and_on_the_right_side(text):
    for reading in read(text, table=TABLE):
        if reading.tier is Tier.AUTO:
            assert reading.kind is ReadingKind.OPEN
            assert reading.instrument
            assert reading.direction
            assert reading.stop
            assert reading.targets
            sign = 1 if reading.direction is Direction.LONG else -1
            assert all(sign * target > sign * reading.stop for target in reading.targets)
            assert all(sign * entry > sign * reading.stop for entry in reading.entries)


def figures(value: Decimal | str) -> str:
    """The figures that count of a number: 68,000 and 0.068 have the same."""
    return re.sub(r"\D", "", format(Decimal(value), "f") if isinstance(value, Decimal) else value).strip("0")


def told(reading: Reading) -> set[Decimal]:
    """Every number that a reading hands on, other than how sure it is."""
    found = {*reading.entries, *reading.targets, *reading.leverage, *reading.size_pct, *reading.targets_pct}
    found |= {
        *reading.targets_pips,
        *(each * 100 for each in (*reading.target_shares, *reading.entry_shares)),
    }
    single = (reading.stop, reading.qty, reading.size_usd, reading.risk_pct, reading.stop_pct, reading.stop_pips,
              reading.trailing_pct, reading.rr, reading.price)  # fmt: skip
    found |= {each for each in single if each is not None}
    for action in reading.actions:
        each = (action.stop, action.qty, action.price, *action.entries, *action.targets)
        found |= {number for number in each if number is not None}
    if reading.option is not None:
        found |= {each for each in (reading.option.strike, *reading.option.strikes) if each is not None}
    return found


def has_written(number: Decimal, written: list[str]) -> bool:
    """Whether a post has these figures: as one number, two written together, or a short one after a whole one."""
    wanted = figures(number)
    if not wanted or any(wanted in figures(one) for one in written):
        return True
    shortened = (first[: len(first) - len(last)] + last for first in written for last in written)
    return any(figures(one) == wanted for one in shortened)


NUMBERS = """0 1 2 3 10 58500 60000 61,500 61.500 2 391,50 1.0850 .95 0.0₅1042 3.5k 68-69k 2361-64 1e-5 5% -2.5% 10x 1/2
    7/19 ٦١٥٠٠ ６１５００ 1️⃣ ① 10.38万 1_000 1464,1450 4860..4920 $1,000 R$ 32,80 190C NVDA250718P140 4h 30pips 3R %40 x5
    1) 2. TP1 TP 2 e1 t2 (40%) 30/30/40 12:30 2026-11-21""".split()
numbered = st.lists(st.sampled_from([*NUMBERS, *WORDS, *WORDS]), min_size=2, max_size=30).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(st.one_of(numbered, st.text(max_size=200)))
def test_no_reading_has_a_number_that_the_post_has_not(text):
    written = [each.strip() for each in re.findall(r"\d[\d.,_'/ \u00a0]*", normalise(text).text)]
    written += [part for each in written for part in re.split(r"[ /]", each)]
    for reading in read(text, table=TABLE):
        strange = {number for number in told(reading) if not has_written(number, written)}

        assert not strange, (strange, reading)


price = st.integers(min_value=1000, max_value=90000)


@settings(max_examples=100, deadline=None)
@given(price, st.integers(min_value=1, max_value=200), st.integers(min_value=1, max_value=200), st.booleans())
def test_long_and_short_are_mirrors_and_no_number_is_invented(entry, risk, reward, is_long):
    sign = 1 if is_long else -1
    stop, target = entry - sign * risk, entry + sign * reward
    text = f"{'LONG' if is_long else 'SHORT'} BTC/USDT entry {entry} sl {stop} tp {target}"

    (reading,) = read(text, table=TABLE)

    written = {Decimal(number) for number in re.findall(r"\d+", text)}
    assert (reading.tier, reading.entries, reading.stop, reading.targets) == (
        Tier.AUTO,
        (entry,),
        stop,
        (target,),
    )
    assert {*reading.entries, *reading.targets, reading.stop} <= written
    assert reading.direction is (Direction.LONG if is_long else Direction.SHORT)


@pytest.mark.parametrize(
    "change",
    [str.lower, str.upper, lambda text: text.replace(" ", "\n"), lambda text: f"🔥🔥 {text} 🔥🔥",
     lambda text: text.replace("tp", "**TP**"), lambda text: f"gm all\n\n{text}\n\nNot financial advice.",
     lambda text: text.replace("sl", "stop loss:").replace("tp", "take profit:"),
     lambda text: text.replace(" ", "\u200b "), lambda text: f"<@123456789> {text} <:up:99887766554433>"],
)  # fmt: skip
def test_dress_does_not_change_the_meaning(change):
    text = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"

    (reading,) = read(change(text), table=TABLE)

    assert (reading.entries, reading.stop, reading.targets) == (
        (Decimal(60000),),
        Decimal(58500),
        (Decimal(61500), Decimal(63000)),
    )
    assert (reading.direction, reading.base) == (Direction.LONG, "BTC")


@pytest.mark.parametrize("power", [-4, -2, 0, 1])
def test_prices_of_any_size_are_read_alike(power):
    levels = [plain(Decimal(each).scaleb(power)) for each in (142, 138, 151)]

    (reading,) = read("SHORT SOL/USDT entry {0} sl {2} tp {1}".format(*levels), table=TABLE)

    assert (reading.tier, reading.stop) == (Tier.AUTO, Decimal(levels[2]))


def plain(value: Decimal) -> str:
    return format(value, "f")


WORST = [
    "0" * 4096, "1a" * 2048, "1aa" * 1365, "LONG BTC entry 1 " * 240, "1 000 " * 682, "~~" * 2048, "<:a:1" * 819,
    "A/" * 2048, "做多" * 2048, "(1" * 2048, "1/" * 2048, "TP 1 " * 819, "1\n" * 2048, "be " * 1365, '{"a":' * 819,
    "0.0{9}" * 682, "0.0₉" * 1024, ":a" * 2048, "no longer " * 409, "a\u0301" * 2048, "_" * 4096, "BTC:" * 1024, "TP1 hit " * 512,  # noqa: E501
]  # fmt: skip


def work(text: str) -> int:
    """How many calls reading a text takes: the same on every machine, however busy."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text, table=TABLE)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("text", WORST, ids=range(len(WORST)))
def test_the_worst_texts_take_linear_work(text):
    half = work(text[: len(text) // 2])

    assert (
        work(text) <= 3 * half + 5_000
    )  # twice the text, twice the work and some; a quadratic reader takes four


@pytest.mark.parametrize(
    "talk",
    ["we have 59 members now", "BTC is at 60k", "stream at 15:00, 3 seats left", "last week 14 wins", "back in 10 min"],
)  # fmt: skip
@pytest.mark.parametrize("above", [True, False])
def test_a_number_in_talk_around_a_trade_is_not_one_of_its_levels(talk, above):
    text = "LONG BTC/USDT entry 59000\nsl 58000\ntp 61000, 63000"

    for reading in read(f"{talk}\n{text}" if above else f"{text}\n{talk}", table=TABLE):
        assert (reading.entries, reading.stop) == ((Decimal(59000),), Decimal(58000))
        assert reading.targets == (Decimal(61000), Decimal(63000))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.just("\n"), max_size=300))
@settings(max_examples=500)
def test_a_plain_post_is_the_same_by_the_short_way_and_by_the_long_one(text):
    short = normalise(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.signals.normalise._AS_IT_IS", re.compile(r"(?!)"))
        assert normalise(text) == short
