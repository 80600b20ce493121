"""What owners say of their trades, as they speak it, in every language; and talk that asks for nothing.

Each row of `spoken.tsv` has what is read and the text. A row without a name is read as an answer to a signal.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.market.symbols import builtin_table
from core.signals.flat import flat
from core.signals.read import read

TABLE = builtin_table()
SIGNAL = "BTC/USDT long 60000 sl 58000 tp 65000"
NOTHING = "none"


def rows() -> list[tuple[str, str]]:
    table = Path(__file__).with_name("spoken.tsv").read_text("utf-8")
    return [
        (code, text.replace("\\n", "\n")) for code, text in (line.split("\t") for line in table.splitlines())
    ]


def figure(value: object) -> str:
    return format(Decimal(str(value)).normalize(), "f")


def done(action: Mapping[str, Any]) -> str:
    """`close_part 50 @2.4`"""
    names = ("pct", "qty", "stop", "index", "size_pct")
    told = [figure(action[name]) for name in names if action.get(name) is not None]
    listed = action.get("targets") or action.get("entries") or []
    told += ["/".join(map(figure, listed))] if listed else []
    told += [f"@{figure(action['price'])}"] if action.get("price") is not None else []
    return " ".join([action["do"], *told])


def said(reading: Mapping[str, Any]) -> str:
    """What is read, in one line: `SOL close`, `breakeven`, `close all long`."""
    match reading["kind"]:
        case "update":
            what = ", ".join(map(done, reading["actions"]))
        case "close":
            side = reading.get("side")
            price = None if reading.get("price") is None else f"@{figure(reading['price'])}"
            what = " ".join(filter(None, ("close", reading["scope"], side, price)))
        case "cancel":
            what = "cancel"
        case None:
            return NOTHING
        case other:
            return str(other)
    return f"{reading['base']} {what}" if reading.get("base") else what


def answers(code: str) -> bool:
    """Whether this is said in answer to a signal: it names nothing, and asks for something."""
    return code != NOTHING and not code.split(" ")[0].isupper() and not code.startswith("close all")


def test_what_is_spoken_is_done_and_nothing_else():
    spoken = rows()
    heard = [
        said(flat(read(text, table=TABLE, parent=SIGNAL if answers(code) else None))) for code, text in spoken
    ]

    assert len(spoken) >= 1_790
    assert [(code, is_, text) for (code, text), is_ in zip(spoken, heard, strict=True) if is_ != code] == []
