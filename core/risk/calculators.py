"""The calculators: position size, reward/risk, Kelly. Pure (rows RK-02, RK-03, RK-04; DF-32, DF-33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from core.kernel.money import ZERO, to_step

TRADES_NEEDED = 30
RATIO_DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Kelly:
    """Kelly's fraction of the account, whole, halved and quartered; never below zero, never above one."""

    full: Decimal
    half: Decimal
    quarter: Decimal


def kelly(win_rate: Decimal, payoff: Decimal) -> Kelly:
    """f = W - (1 - W) / R, with R = average win / average loss; below 0 it is 0 (DF-32).

    `win_rate` is a fraction of 0 to 1, `payoff` is above 0. Rounded down to 0.01 %: a bet is never rounded up.
    """
    fraction = win_rate - (1 - win_rate) / payoff if payoff > 0 else ZERO
    full = min(max(fraction, ZERO), Decimal(1))
    return Kelly(*(to_step(full / part, RATIO_DIGITS, ROUND_DOWN) for part in (1, 2, 4)))


def record_of(results: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Win rate and payoff of closed trades; None under 30 of them, or without both a win and a loss.

    A trade that ended at nothing is no win. The payoff is average win / average loss.
    """
    wins = [one for one in results if one > 0]
    losses = [-one for one in results if one < 0]
    if len(results) < TRADES_NEEDED or not wins or not losses:
        return None
    average_win, average_loss = sum(wins, ZERO) / len(wins), sum(losses, ZERO) / len(losses)
    win_rate = Decimal(len(wins)) / len(results)
    return (
        to_step(win_rate, RATIO_DIGITS, ROUND_HALF_UP),
        to_step(average_win / average_loss, RATIO_DIGITS, ROUND_HALF_UP),
    )


def units_for(risk: Decimal, entry: Decimal, stop: Decimal, commission: Decimal, step: Decimal) -> Decimal:
    """Units that lose at most `risk` at the stop: floor(risk / (abs(entry - stop) + 2 x commission a unit)) (DF-33)."""
    loss = abs(entry - stop) + 2 * commission
    return to_step(risk / loss, step, ROUND_DOWN) if loss > 0 and risk > 0 else ZERO


def reward_risk(
    entry: Decimal, stop: Decimal, target: Decimal, fee_rate: Decimal, commission: Decimal = ZERO
) -> Decimal | None:
    """Gain at the target over loss at the stop, each after what both fills cost (RK-03); None when nothing is at risk.

    Fees are a rate of each fill's value plus a commission a unit; below zero when fees eat the gain.
    """
    costs = {price: fee_rate * (entry + price) + 2 * commission for price in (stop, target)}
    loss = abs(entry - stop) + costs[stop]
    gain = abs(target - entry) - costs[target]
    return None if loss <= 0 else to_step(gain / loss, Decimal("0.01"), ROUND_HALF_UP)
