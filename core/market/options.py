"""How instruments and prices are typed by people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

from core.command import Kind, plain_kind
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import Price, plain
from core.market.model import Instrument

# No thousands begin with a nought: `0,500` is half of one to many people, and five hundred to nobody.
NUMBER = re.compile(r"\$?([1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)([kKmM]?)")
LONGEST_NUMBER = 30


def read_number(text: str) -> Decimal | None:
    """`58k`, `62,000.5`, `$1.5m`, `.85`: a number above or at zero; None for anything else."""
    found = NUMBER.fullmatch(text.strip())
    if found is None or len(text) > LONGEST_NUMBER:
        return None
    try:
        number = Decimal(found.group(1).replace(",", ""))
    except InvalidOperation:
        return None
    return number * {"": 1, "k": 1_000, "m": 1_000_000}[found.group(2).lower()]


def read_price(text: str) -> Price | None:
    """A price as typed; zero is none."""
    number = read_number(text)
    return Price(number) if number else None


async def read_instrument(ctx: Context, text: str) -> Instrument:
    """The instrument of this name, whatever style it is written in. Raises `unknown_symbol` with near names."""
    found = ctx.world.market.table.find(text)
    if found is None:
        near = ctx.world.market.table.near(text)
        raise Refusal("unknown_symbol", {"typed": text.upper()[:40], "near": ", ".join(near)})
    return found


def looks_like_symbol(text: str) -> bool:
    """Whether the text alone could name an instrument: it has a letter and is not an amount."""
    return any(letter.isalpha() for letter in text) and read_number(text.rstrip("%")) is None


async def suggest_instrument(ctx: Context, typed: str) -> Sequence[str]:
    """Symbols that begin so."""
    return [instrument.symbol for instrument in ctx.world.market.table.complete(typed)]


AnInstrument = Annotated[
    Instrument,
    Kind(Instrument, read_instrument, looks_like_symbol, lambda one: one.symbol, suggest_instrument),
]
APrice = Annotated[Price, plain_kind(Price, read_price, write=plain)]
