"""From one currency into another over the market's own pairs: which pairs, and what comes out.

Nothing is worth 1 because of its name: stablecoins are quoted too. Every currency knows its way to the dollar;
a rate between two others goes over it, unless they have a pair of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.money import to_step
from core.market.model import Instrument
from core.market.symbols import SymbolTable

HUB = "USD"
# A coin without a pair in dollars has one in these.
OVER = ("USDT", "USDC", "BTC")
DIGITS = Decimal("1E-18")


@dataclass(frozen=True, slots=True)
class Leg:
    """One pair on the way; `inverted` when the way goes from its quote to its base."""

    instrument: Instrument
    inverted: bool


def way(table: SymbolTable, base: str, quote: str) -> tuple[Leg, ...] | None:
    """The pairs that lead from one currency to another, or None when the market has no such way."""
    return next(ways(table, base, quote), None)


def ways(table: SymbolTable, base: str, quote: str) -> Iterator[tuple[Leg, ...]]:
    """Every such way, the shortest first: a pair may be listed and not quoted by anybody at hand."""
    if base == quote:
        yield ()
        return
    direct = _leg(table, base, quote)
    if direct is not None:
        yield (direct,)
    for there in _to_hub(table, base):
        for back in _to_hub(table, quote):
            legs = (*there, *(Leg(leg.instrument, not leg.inverted) for leg in reversed(back)))
            if legs != (direct,):
                yield legs


def _to_hub(table: SymbolTable, currency: str) -> Iterator[tuple[Leg, ...]]:
    if currency == HUB:
        yield ()
        return
    direct = _leg(table, currency, HUB)
    if direct is not None:
        yield (direct,)
    for middle in OVER:
        first, second = _leg(table, currency, middle), _leg(table, middle, HUB)
        if first is not None and second is not None:
            yield (first, second)


def _leg(table: SymbolTable, base: str, quote: str) -> Leg | None:
    straight = table.get(f"{base}/{quote}")
    if straight is not None:
        return Leg(straight, inverted=False)
    inverse = table.get(f"{quote}/{base}")
    return None if inverse is None else Leg(inverse, inverted=True)


def worth(legs: Sequence[Leg], prices: Mapping[str, Decimal]) -> Decimal:
    """What one unit comes to at the end of the way; divisions are rounded half to even at 18 places."""
    rate = Decimal(1)
    for leg in legs:
        price = prices[leg.instrument.symbol]
        rate = to_step(rate / price, DIGITS, ROUND_HALF_EVEN) if leg.inverted else rate * price
    return rate


def told(legs: Sequence[Leg]) -> str:
    """The way in words: the pairs it goes over."""
    return ", ".join(leg.instrument.symbol for leg in legs)
