"""What a portfolio is made of, beside what it should be made of, and which of it is news. Pure (DF-36).

A drift is in points of the portfolio: what an asset has of it less what it should have. Once it is as large as the band
it is told, and not again until it was back inside half of the band.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.money import ZERO
from core.portfolio.lots import base_of
from core.rebalancing.model import CASH, RebalancingTarget

INSIDE = Decimal(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One asset of a portfolio: its share of it, and the share that it should have (None: nothing was said)."""

    asset: str
    name: str
    want: Decimal | None
    have: Decimal
    value: Decimal

    @property
    def drift(self) -> Decimal | None:
        """How far it is off, in points of the portfolio as a share; above zero there is too much of it."""
        return None if self.want is None else self.have - self.want

    def off(self, equity: Decimal) -> Decimal:
        """The money that is too much in it, or too little; zero where nothing was said."""
        return ZERO if self.want is None else self.value - self.want * equity


def parts_of(wanted: Mapping[str, Decimal], values: Mapping[str, Decimal], cash: Decimal) -> tuple[Part, ...]:
    """The parts of a portfolio: what has a target in the order of the targets, cash, then what else is held.

    `values` are what its positions are worth, by symbol. Without any worth there are no shares.
    """
    equity = cash + sum(values.values(), ZERO)
    if equity <= 0:
        return ()
    names = [*(asset for asset in wanted if asset != CASH), CASH]
    names += [symbol for symbol, value in values.items() if value and symbol not in wanted]

    def part(asset: str) -> Part:
        value = cash if asset == CASH else values.get(asset, ZERO)
        return Part(
            asset=asset,
            name=base_of(asset),
            want=wanted.get(asset),
            have=value / equity,
            value=value,
        )

    return tuple(map(part, names))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a portfolio brings: assets that are newly outside their band, all that are outside, and those
    that were told of and are back."""

    news: tuple[str, ...]
    outside: tuple[str, ...]
    back: tuple[str, ...]


def look_at(parts: Sequence[Part], band: Decimal, targets: Collection[RebalancingTarget]) -> Seen:
    """Hold the parts against the band."""
    drifts = {part.asset: abs(part.drift) for part in parts if part.drift is not None}
    known = [target for target in targets if target.asset in drifts]
    outside = [one for one in known if drifts[one.asset] >= band and not one.muted]
    back = [one for one in known if one.alerted_at is not None and drifts[one.asset] <= band / INSIDE]
    return Seen(
        tuple(one.asset for one in outside if one.alerted_at is None),
        tuple(one.asset for one in outside),
        tuple(one.asset for one in back),
    )
