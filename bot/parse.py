"""`bellwether parse`: posts in, one flat object per post out, answered line by line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TextIO

from core.kernel.errors import Bug
from core.kernel.money import Price
from core.market.model import Instrument
from core.market.symbols import SymbolTable, builtin_table
from core.signals.flat import Flat, flat
from core.signals.read import read

USAGE = 2
_WITHOUT_PRICE = "no_price"
Prices = Callable[[Instrument], Price | None]


def main(stream_in: TextIO, stream_out: TextIO, prices: Mapping[str, str]) -> int:
    """Answer every post on `stream_in`; `prices` are symbols with what they cost now. Returns the exit code."""
    table = builtin_table()
    try:
        known = {_symbol(table, name): Price(value) for name, value in prices.items()}
    except Bug:
        return USAGE
    lookup: Prices | None = (lambda instrument: known.get(instrument.symbol)) if known else None
    first = stream_in.readline()
    while first and not first.strip():
        first = stream_in.readline()
    if not first.lstrip("\ufeff \t").startswith("{"):
        _answer(stream_out, table, lookup, {"id": None, "text": first + stream_in.read()})
        return 0
    code = 0
    line = first
    while line:
        if line.strip():
            code = max(code, _line(stream_out, table, lookup, line))
        line = stream_in.readline()
    return code


def _line(stream_out: TextIO, table: SymbolTable, prices: Prices | None, line: str) -> int:
    try:
        post = json.loads(line.lstrip("\ufeff"))
    except ValueError:
        post = None
    if not isinstance(post, dict) or not isinstance(post.get("text"), str):
        _write(stream_out, {"id": post.get("id") if isinstance(post, dict) else None, "kind": None, "tier": "ignore",
                            "reasons": ["not_a_post"], "spans": []})  # fmt: skip
        return USAGE
    _answer(stream_out, table, prices, post)
    return 0


def _answer(
    stream_out: TextIO, table: SymbolTable, prices: Prices | None, post: Mapping[str, object]
) -> None:
    parent = post.get("reply_to")
    readings = read(
        str(post["text"]), table=table, parent=parent if isinstance(parent, str) else None, price=prices
    )
    answer = flat(readings)
    if prices is None and answer["kind"] is not None:
        # Said once per answer: without a price, rules that compare with the market were left out.
        answer["reasons"] = [*answer["reasons"], _WITHOUT_PRICE]
    _write(stream_out, {"id": post.get("id"), **answer})


def _write(stream_out: TextIO, answer: Flat) -> None:
    stream_out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    stream_out.flush()


def _symbol(table: SymbolTable, name: str) -> str:
    instrument = table.find(name)
    return instrument.symbol if instrument else name
