"""What a follow has earned, and when it has lost enough: pure (storyboard, scene 4; DF-11).

The result of a follow is that of its own copies since it began, open ones at last price, fees in, as a share of what
the account was worth when it began. It is the same whatever else the account did meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from core.kernel.money import ZERO, to_step
from core.risk.model import CopiedTrade
from core.risk.today import SHARE_DIGITS
from core.social.model import Follow, Paused

WARNING = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class LossStep:
    """A follow is warned of, or `stops`."""

    stops: bool
    change: Decimal
    limit: Decimal


def result_of(trade: CopiedTrade, price: Decimal | None) -> Decimal:
    """Profit or loss of one copy with its fees; what is still held counts at last, without a price at cost."""
    if not trade.entered:
        return ZERO
    held = trade.entered - trade.exited
    value = held * (trade.cost / trade.entered if price is None else price)
    return trade.side.sign * (trade.proceeds + value - trade.cost) - trade.fees


def change_of(follow: Follow, trades: Sequence[CopiedTrade], prices: Mapping[str, Decimal]) -> Decimal | None:
    """The follow's result as a share of what it began with; None where that is not known.

    Copies in another currency than the account it was counted in are in another account and not part of it.
    """
    if follow.base <= 0 or follow.counted_from is None:
        return None
    earned = earned_by(trades, prices, follow.currency) - follow.earned_before
    return to_step(earned / follow.base, SHARE_DIGITS, ROUND_HALF_UP)


def earned_by(trades: Sequence[CopiedTrade], prices: Mapping[str, Decimal], currency: str) -> Decimal:
    """What these copies brought in one currency, open ones at last."""
    own = [trade for trade in trades if trade.quote == currency]
    return sum((result_of(trade, prices.get(trade.symbol)) for trade in own), ZERO)


def loss_step(follow: Follow, change: Decimal | None) -> LossStep | None:
    """What a follow's loss leads to now, if anything. A follow that waits already is left alone."""
    if change is None or not follow.active or follow.paused is not Paused.NO:
        return None
    limit = follow.chosen.loss_share
    if change <= -limit:
        return LossStep(True, change, limit)
    if change <= -limit * WARNING and follow.warned_at is None:
        return LossStep(False, change, limit)
    return None


def begun(base: Decimal, earned: Decimal, currency: str, now: datetime) -> dict[str, object]:
    """Fields of a follow whose result is counted from now on: its copies brought `earned` before."""
    return {
        "counted_from": now,
        "base": base,
        "earned_before": earned,
        "currency": currency,
        "paused": Paused.NO,
        "paused_at_loss": ZERO,
        "warned_at": None,
    }
