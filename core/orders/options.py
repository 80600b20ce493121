"""How amounts are typed by people."""

from __future__ import annotations

from typing import Annotated

from core.command import Named, plain_kind
from core.kernel.money import plain
from core.market.options import read_number
from core.orders.amount import Amount, Unit


def read_amount(text: str) -> Amount | None:
    """An amount above zero as typed; None for anything else."""
    number = read_number(text.removesuffix("%"))
    if not number:
        return None
    if text.endswith("%"):
        return Amount(Unit.SHARE, number) if not text.startswith("$") and number <= 100 else None
    return Amount(Unit.MONEY if text.startswith("$") else Unit.UNITS, number)


def write_amount(amount: Amount) -> str:
    """The amount as it would be typed."""
    number = plain(amount.value)
    return {Unit.UNITS: number, Unit.MONEY: f"${number}", Unit.SHARE: f"{number}%"}[amount.unit]


AnAmount = Annotated[Amount, plain_kind(Amount, read_amount, write=write_amount)]
STOP_WORDS = Named(("sl", "stoploss"))
TARGET_WORDS = Named(("tp", "target"))
