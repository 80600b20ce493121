"""Thousands of lines of talk, put together from what people said, with tickers and prices in them: none trades."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from core.market.symbols import builtin_table
from core.signals.flat import flat
from core.signals.read import read

CORPUS = Path(__file__).parents[2] / "corpus"
TABLE = builtin_table()
THINGS = ("BTC", "$ETH", "#SOL", "EURUSD", "gold", "NVDA", "doge", "XRP/USDT", "US30", "AVAXUSDT")


def talk(lines: int) -> list[str]:
    """The same lines at every run: parts of what was said, in any order, with things and figures between them."""
    said = "\n".join((CORPUS / name).read_text(encoding="utf-8") for name in ("chat.txt", "late_chat.txt"))
    parts = [part.strip() for line in said.splitlines() for part in line.split(",") if part.strip()]
    chance = random.Random(20_000)
    return [line(chance, parts) for _ in range(lines)]


def line(chance: random.Random, parts: list[str]) -> str:
    pieces = chance.sample(parts, chance.choice((1, 1, 2, 2, 3)))
    for _ in range(chance.choice((0, 1, 1, 2))):
        price = chance.choice((0.5, 7.0, 140.0, 3_400.0, 60_000.0)) * chance.uniform(0.9, 1.1)
        figure = chance.choice(
            (f"{price:.5g}", f"{price:,.2f}", f"{chance.randint(1, 90)}%", f"at {price:.4g}")
        )
        pieces.insert(chance.randrange(len(pieces) + 1), chance.choice((chance.choice(THINGS), figure)))
    return chance.choice((", ", " ", "\n", "... ")).join(pieces)


@pytest.mark.parametrize("number", [5_000, pytest.param(20_000, marks=pytest.mark.heavy)])
def test_no_line_of_talk_trades_by_itself(number: int):
    lines = talk(number)
    tiers = [flat(read(each, table=TABLE))["tier"] for each in lines]

    assert [each for each, tier in zip(lines, tiers, strict=True) if tier == "auto"] == []
    assert Counter(tiers)["confirm"] <= number * 4 // 1000
