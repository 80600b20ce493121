"""Reply words: what is nothing but instructions is read as them, in the order written; all else is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.market.symbols import builtin_table
from core.signals.read import read
from core.signals.reading import Action, Direction, Do, ReadingKind
from core.signals.replies import REPLY_WORDS, REPORT, read_replies

TABLE = builtin_table()


def stop(price: int | str) -> Action:
    return Action(do=Do.MOVE_STOP, stop=Decimal(price))


def part(share: int | str) -> Action:
    return Action(do=Do.CLOSE_PART, pct=Decimal(share))


CLOSE, CANCEL, EVEN = Action(do=Do.CLOSE), Action(do=Do.CANCEL), Action(do=Do.BREAKEVEN)


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("close", (CLOSE,)),
        ("Close now!", (CLOSE,)),
        ("close the rest", (CLOSE,)),
        ("out", (CLOSE,)),
        ("close 50", (part(50),)),
        ("close half", (part(50),)),
        ("close 1/3", (part("33.33"),)),
        ("close 100%", (CLOSE,)),
        ("be", (EVEN,)),
        ("sl to entry", (EVEN,)),
        ("sl 59000", (stop(59000),)),
        ("move stop to 59,000", (stop(59000),)),
        ("sl 59k", (stop("59000"),)),
        ("tp 62000 65000", (Action(do=Do.SET_TARGETS, targets=(Decimal(62000), Decimal(65000))),)),
        ("tp2 64000", (Action(do=Do.SET_TARGET, index=2, price=Decimal(64000)),)),
        ("tp 2 64000", (Action(do=Do.SET_TARGET, index=2, price=Decimal(64000)),)),
        ("tp 2 2.5", (Action(do=Do.SET_TARGETS, targets=(Decimal(2), Decimal("2.5"))),)),
        ("trail 1.5%", (Action(do=Do.TRAIL_STOP, pct=Decimal("1.5")),)),
        ("cancel", (CANCEL,)),
        ("add", (Action(do=Do.ADD),)),
        ("add 50% at 59500", (Action(do=Do.ADD, price=Decimal(59500), size_pct=Decimal(50)),)),
        ("close 50, be", (part(50), EVEN)),
        ("be close 50 tp2 64000", (EVEN, part(50), Action(do=Do.SET_TARGET, index=2, price=Decimal(64000)))),
        ("close half\nsl 59000", (part(50), stop(59000))),
    ],
)
def test_is_read_as(text: str, actions: tuple[Action, ...]):
    reading = read_replies(text, TABLE)

    assert reading is not None
    assert reading.actions == actions
    assert REPLY_WORDS in reading.reasons


@pytest.mark.parametrize(
    "text",
    [
        "gm",
        "TP1 smashed!",
        "be careful",
        "close to target",
        "closing soon",
        "stop",
        "sl 1.5%",
        "close 61200",
        "close 0",
        "sl 59000, 58000",
        "closed at 61200 and be",
        "maybe close",
        "close?",
        "close btc be eth",
        "LONG BTC/USDT entry 60000 sl 58500 tp 61500",
        "",
        "close " * 40,
    ],
)
def test_is_left_alone(text: str):
    assert read_replies(text, TABLE) is None


def test_a_report_is_no_order():
    reading = read_replies("closed BTC at 61200", TABLE)

    assert reading is not None
    assert (reading.kind, reading.base, reading.price) == (ReadingKind.CLOSE, "BTC", Decimal(61200))
    assert REPORT in reading.reasons


def test_all_and_sides():
    everything, longs = read_replies("close all", TABLE), read_replies("close longs", TABLE)

    assert everything is not None
    assert (everything.scope, everything.direction) == ("all", None)
    assert longs is not None
    assert (longs.scope, longs.direction) == ("all", Direction.LONG)


def test_only_a_post_that_can_be_about_a_standing_trade_is_read_so():
    (alone,) = read("be", table=TABLE)
    (answer,) = read("be", table=TABLE, parent="LONG BTC/USDT entry 60000 sl 58500 tp 61500")

    assert alone.kind is ReadingKind.NOTE
    assert answer.actions == (EVEN,)


words = st.lists(
    st.sampled_from(
        "close be sl tp tp2 trail cancel add 50 59000 1.5% half all btc eth and , to now gm closed".split()
    ),
    max_size=12,
).map(" ".join)


@given(words)
def test_no_number_is_invented(text: str):
    reading = read_replies(text, TABLE)
    written = {Decimal(50), Decimal(59000), Decimal("1.5"), Decimal(2)}

    for action in () if reading is None else reading.actions:
        numbers = (action.stop, action.price, action.pct, action.size_pct, *action.targets)
        assert {number for number in numbers if number is not None} <= written


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str):
    read_replies(text, TABLE)
