"""A year of closed lots on the card of an export; every row of it is in the file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.present.look import Look
from bot.present.reply import Block, Line, Rows, Rule
from core.portfolio.results import TaxLine, TaxYear

LINES_SHOWN = 8
NONE = Decimal(0)


def tax_blocks(tax: TaxYear, look: Look) -> tuple[Block, ...]:
    """Proceeds, cost and gain by instrument, what gained or lost most first, and a sum for each currency."""
    if not tax.lines:
        return (Line(look.say("taxes.nothing")), Rule())
    largest = sorted(tax.lines, key=lambda line: -abs(line.gain))
    shown = largest[:LINES_SHOWN]
    rows: list[tuple[str, ...]] = [
        ("", *(look.say(f"taxes.{name}") for name in ("proceeds", "cost", "gain"))),
        *(_row(line.symbol.split("/")[0], [line], look) for line in shown),
    ]
    rows += [
        _row(currency, [line for line in tax.lines if line.currency == currency], look)
        for currency in sorted({line.currency for line in tax.lines})
    ]
    blocks: list[Block] = [Rows(tuple(rows), "lrrr")]
    if len(largest) > len(shown):
        blocks.append(Line(look.say("taxes.more", count=len(largest) - len(shown))))
    blocks.append(Line(look.say("taxes.fees_in")))
    if tax.unvalued:
        blocks.append(Line(look.say("taxes.fee_unknown", what=look.join(tax.unvalued))))
    return (*blocks, Rule())


def _row(name: str, lines: Sequence[TaxLine], look: Look) -> tuple[str, ...]:
    proceeds = sum((line.proceeds for line in lines), NONE)
    cost = sum((line.cost for line in lines), NONE)
    return name, look.money(proceeds), look.money(cost), look.change(proceeds - cost)
