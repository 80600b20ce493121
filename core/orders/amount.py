"""An amount as people mean it: units, money, or a part of the account (row EX-07)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from core.kernel.money import Price, Quantity, to_step
from core.market.model import Rules


class Unit(StrEnum):
    """What an amount counts."""

    UNITS = "units"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Amount:
    """`0.5` is units, `$50` is the account's currency, `10%` is a part of the account (row EX-07)."""

    unit: Unit
    value: Decimal

    def quantity(self, equity: Decimal, price: Price, rules: Rules) -> Quantity:
        """Units at this price, rounded down to the venue's step."""
        if self.unit is Unit.UNITS:
            units = self.value
        else:
            money = self.value if self.unit is Unit.MONEY else equity * self.value / 100
            units = money / price
        return Quantity(to_step(units, rules.step, ROUND_DOWN))
