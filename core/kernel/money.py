"""Exact money: prices, quantities and amounts with their currency. No float enters here.

Prices and quantities are Decimals that were checked at the door; arithmetic between them gives plain
Decimals, which must be named again (`Price(...)`, `Quantity(...)`) before they may leave. Rounding is
always a call with a mode.
"""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Self, TypeVar

from core.kernel.errors import Bug
from core.kernel.values import quick

__all__ = [
    "ROUND_CEILING",
    "ROUND_DOWN",
    "ROUND_FLOOR",
    "ROUND_HALF_EVEN",
    "ROUND_HALF_UP",
    "ROUND_UP",
    "ZERO",
    "Decimal",
    "Money",
    "Price",
    "Quantity",
    "exact",
    "plain",
    "to_step",
    "use_exact_context",
]

Number = TypeVar("Number", bound=Decimal)

ZERO = Decimal(0)

# Fifty digits hold any product of two amounts of eighteen decimals and nine places before the point, so
# sums and products of money are exact; only divisions round, and those are followed by a named rounding.
DIGITS = 50


def use_exact_context() -> None:
    """Give this thread, and threads started later, enough digits for exact products. Called by every start."""
    for context in (decimal.DefaultContext, decimal.getcontext()):
        context.prec = DIGITS


def exact(value: str | int | Decimal) -> Decimal:
    """A finite Decimal from text, a whole number or a Decimal. A float, NaN or infinity is a Bug."""
    return _number(Decimal, value)


def _number(kind: type[Number], value: str | int | Decimal) -> Number:
    if isinstance(value, float):
        raise Bug(f"a float met money: {value!r}")
    try:
        number = Decimal.__new__(kind, value)
    except (decimal.InvalidOperation, TypeError, ValueError) as error:
        raise Bug(f"not a number: {value!r}") from error
    if not number.is_finite():
        raise Bug(f"not a finite number: {value!r}")
    return number


def plain(value: Decimal) -> str:
    """Canonical text: no exponent, no trailing zeros, one zero. Equal numbers have equal text."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if text[-1] != "0":  # nearly always
        return text
    if not value:
        return "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Price(Decimal):
    """What one unit costs, in the quote currency: finite and above zero."""

    __slots__ = ()

    def __new__(cls, value: str | int | Decimal) -> Self:
        number = _number(cls, value)
        if number <= ZERO:
            raise Bug(f"a price must be above zero, not {number}")
        return number


class Quantity(Decimal):
    """How many units: finite, zero or more. Direction is a `Side`, never a sign."""

    __slots__ = ()

    def __new__(cls, value: str | int | Decimal) -> Self:
        number = _number(cls, value)
        if number < ZERO:
            raise Bug(f"a quantity cannot be negative: {number}")
        return number


def to_step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """The multiple of `step` next to `value`, in the direction `rounding` names."""
    return (value / step).to_integral_value(rounding=rounding) * step


@quick
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency. Different currencies do not mix: adding them is a Bug."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", exact(self.amount))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def times(self, factor: Decimal) -> Money:
        """This amount times a plain number, not rounded."""
        return Money(self.amount * factor, self.currency)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise Bug(f"{self.currency} and {other.currency} do not mix")
        return other.amount
