"""Whole trades that their own post takes back never trade by themselves; the foot of a real signal is no such word.

Each row of `disowned.tsv`: shown (somebody else's, discussed, not to be taken) or meant, the language, and what
stands around the trade.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.market.symbols import builtin_table
from core.signals.read import read
from core.signals.reading import ReadingKind, Tier

TABLE = builtin_table()
TRADES = (
    "short GBPJPY 195.2, sl 196, tp 193",
    "Long BTCUSDT\nEntry: 64000\nSL: 62800\nTP: 66000",
    "SELL XAUUSD 2650 - 2655\nSL 2662\nTP1 2640\nTP2 2630",
)
CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.title)


def wrapped(kind: str) -> list[tuple[str, str, str]]:
    table = Path(__file__).with_name("disowned.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines()]
    return [
        (language, around, around.replace("{}", trade))
        for told, language, around in rows
        if told == kind
        for trade in TRADES
    ]


def tiers(text: str) -> set[Tier]:
    return {reading.tier for reading in read(text, table=TABLE)}


@pytest.mark.parametrize("trade", TRADES)
def test_each_trade_goes_by_itself_without_such_words(trade: str):
    assert tiers(trade) == {Tier.AUTO}


@pytest.mark.parametrize("written", CASES)
def test_a_trade_that_its_post_takes_back_never_goes_by_itself(written: Callable[[str], str]):
    rows = wrapped("shown")
    through = [around for _, around, text in rows if Tier.AUTO in tiers(written(text))]

    assert len(rows) >= 700
    assert len({language for language, _, _ in rows}) == 17
    assert through == []


def test_what_a_real_signal_says_at_its_foot_keeps_it():
    rows = wrapped("meant")
    held = [around for _, around, text in rows if tiers(text) != {Tier.AUTO}]

    assert len(rows) >= 80
    assert held == []


def test_signs_of_two_kinds_are_certain():
    text = (
        "The trade of @marek_fx: short GBPJPY 195.2, sl 196, tp 193. "
        "Posting it only to discuss the idea, we do NOT take it"
    )
    (reading,) = read(text, table=TABLE)

    assert (reading.kind, reading.tier) == (ReadingKind.NOTE, Tier.IGNORE)


def test_how_a_trade_is_to_be_taken_is_no_word_against_it():
    text = "short GBPJPY 195.2, sl 196, tp 193. Do not take it above 195.6. Don't enter this if it gaps"

    assert "says_disowned" not in read(text, table=TABLE)[0].reasons
