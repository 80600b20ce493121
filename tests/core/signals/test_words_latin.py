"""Posts of nine languages in Latin letters, each with what it says (SG-01, BX-08).

The table beside this file has a post a line: language, what is read, the text. `long SOL 140/142 > 148/155 ! 134` is
a trade with its entries, targets and stop; nothing stands for a post that asks for nothing.
"""

from __future__ import annotations

import pytest

from core.market.symbols import builtin_table
from core.signals.read import read
from core.signals.reading import Action, Tier
from tests.core.signals.worded import figures, rows, said

TABLE = builtin_table()
ROWS = rows("words_latin.tsv")
PLACES = [f"{row[0]}-{place}" for place, row in enumerate(ROWS)]


def done(action: Action) -> str:
    numbers = figures(action.pct, action.stop, action.size_pct, *action.targets)
    at = f"@{figures(action.price)}" if action.price is not None else ""
    return " ".join(each for each in (action.do.value, numbers, at) if each)


@pytest.mark.parametrize(("language", "expected", "text"), ROWS, ids=PLACES)
def test_a_post_says_what_its_traders_mean(language: str, expected: str, text: str):
    readings = read(text.replace("\\n", "\n"), table=TABLE)

    assert [said(reading, done) for reading in readings] == [expected]
    assert (readings[0].tier is Tier.IGNORE) == (expected == "")


def test_most_whole_trades_go_by_themselves():
    trades = [text.replace("\\n", "\n") for _, expected, text in ROWS if " ! " in expected]
    alone = sum(read(text, table=TABLE)[0].tier is Tier.AUTO for text in trades)

    assert alone >= len(trades) * 9 // 10
    assert len(trades) > 80


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GİRİŞ 140 ALIŞ SOL STOP 134 HEDEF 150", "giriş 140 alış sol stop 134 hedef 150"),
        ("SOL SATIŞ 140 ZARAR DURDUR 146 HEDEF 130", "sol satis 140 zarar durdur 146 hedef 130"),
        ("SOL long, Stop auf Einstand erhöhen", "SOL long, Stop auf Einstand erhoehen"),
        ("Đóng lệnh SOL ngay", "Dong lenh SOL ngay"),
    ],
)
def test_words_read_alike_in_capitals_and_without_marks(one: str, other: str):
    [first], [second] = read(one, table=TABLE), read(other, table=TABLE)

    assert said(first, done) == said(second, done) != ""
