"""Posts in Russian, Ukrainian, Arabic, Persian, Chinese, Japanese and Korean, each with what it says (SG-01, BX-08).

The table beside this file has a post a line: language, what is read, the text. `long SOL 141.2/142.8 > 147/152 ! 136.5`
is a trade with its entries, targets and stop; nothing stands for a post that asks for nothing.
"""

from __future__ import annotations

import pytest

from core.market.symbols import builtin_table
from core.signals.read import read
from core.signals.reading import Action, Do, Tier
from tests.core.signals.worded import figures, rows, said

TABLE = builtin_table()
ROWS = rows("words_east.tsv")
PLACES = [f"{row[0]}-{place}" for place, row in enumerate(ROWS)]
# Of trades in these languages that say all there is to say, this many go by themselves; one that says where its stop
# is put in the words of a change asks.
ALONE = 108


def done(action: Action) -> str:
    values = [action.price, action.size_pct] if action.do is Do.ADD else [action.pct, action.stop]
    at = "" if action.do is Do.ADD or action.price is None else f" @{figures(action.price)}"
    numbers = [figures(value) for value in (*values, *action.targets) if value is not None]
    return " ".join([action.do.value, *numbers]) + at


@pytest.mark.parametrize(("language", "expected", "text"), ROWS, ids=PLACES)
def test_a_post_says_what_its_traders_mean(language: str, expected: str, text: str):
    readings = read(text.replace("\\n", "\n"), table=TABLE)

    assert [said(reading, done) for reading in readings] == [expected]
    assert (readings[0].tier is Tier.IGNORE) == (expected == "")


def test_most_whole_trades_go_by_themselves():
    trades = [text.replace("\\n", "\n") for _, expected, text in ROWS if " ! " in expected]

    assert sum(read(text, table=TABLE)[0].tier is Tier.AUTO for text in trades) >= ALONE
