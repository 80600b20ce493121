"""How much: from what may be lost to a quantity the venue takes (rows RK-02, DF-33)."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.kernel.money import ZERO, Price, Quantity, to_step
from core.market.model import Rules
from core.orders.model import Side, Target
from core.risk.model import SizeMode, Sizing


def by_risk(equity: Decimal, share: Decimal, reference: Price, stop: Price, step: Quantity) -> Quantity:
    """Units whose loss at the stop is at most `share` of `equity`, rounded down to the venue's step."""
    distance = abs(reference - stop)
    if not distance or equity <= 0:
        return Quantity(0)
    return Quantity(to_step(equity * share / distance, step, ROUND_DOWN))


def wanted(
    sizing: Sizing, equity: Decimal, risk_share: Decimal, reference: Price, stop: Price | None, step: Quantity
) -> Quantity:
    """Units by this size mode, rounded down to the step; never more at risk than `risk_share` of the account.

    mirror (DF-10): leader's value / leader's equity x own equity; factor: so many times that. kelly: what a quarter
    of Kelly's fraction of the account puts at risk at the stop (DF-32).
    """
    if equity <= 0:
        return Quantity(0)
    by_stop = None if stop is None else by_risk(equity, risk_share, reference, stop, step)
    money: Decimal | None = None
    risked: Decimal | None = None
    match sizing.mode:
        case SizeMode.RISK:
            return Quantity(0) if by_stop is None else by_stop
        case SizeMode.AMOUNT:
            risked = sizing.figure / equity
        case SizeMode.KELLY:
            risked = sizing.kelly_share or ZERO
        case SizeMode.FIXED:
            money = sizing.figure
        case SizeMode.PART:
            money = equity * sizing.figure
        case SizeMode.MIRROR:
            money = equity * (sizing.leader_share or ZERO)
        case SizeMode.FACTOR:
            money = equity * (sizing.leader_share or ZERO) * sizing.figure
    if risked is not None:
        found = Quantity(0) if stop is None else by_risk(equity, risked, reference, stop, step)
    else:
        assert money is not None
        found = Quantity(to_step(money / reference, step, ROUND_DOWN))
    return found if by_stop is None else Quantity(min(found, by_stop))


def capped(quantity: Quantity, room: Decimal, reference: Price, step: Quantity) -> Quantity:
    """At most what `room` of quote currency buys at the reference price."""
    most = to_step(max(room, ZERO) / reference, step, ROUND_DOWN)
    return Quantity(min(Decimal(quantity), most))


def worst_price(side: Side, reference: Price, chase: Decimal, tick: Price) -> Price:
    """The posted price plus max chase, rounded in the person's favour: never more is paid."""
    if side is Side.BUY:
        return Price(to_step(reference * (1 + chase), tick, ROUND_DOWN))
    return Price(to_step(reference * (1 - chase), tick, ROUND_UP))


def split(
    quantity: Quantity, targets: tuple[Target, ...], rules: Rules
) -> tuple[tuple[Target, Quantity], ...]:
    """Units for each target: shares rounded down to the step, the last takes the rest.

    When a slice would be under what the venue takes, the last target is given up, and so on: a person too
    small for two targets sells all at the first (storyboard, scene 3).
    """
    while targets:
        parts = slices(quantity, targets, rules.step)
        if len(targets) == 1 or all(_enough(target, part, rules) for target, part in parts):
            return parts
        kept = targets[:-1]
        whole = sum((target.share for target in kept), ZERO)
        targets = tuple(Target(target.price, target.share / whole) for target in kept)
    return ()


def slices(
    quantity: Quantity, targets: tuple[Target, ...], step: Quantity
) -> tuple[tuple[Target, Quantity], ...]:
    """Units for each target as posted: shares rounded down to the step, the last takes the rest."""
    parts = [to_step(quantity * target.share, step, ROUND_DOWN) for target in targets[:-1]]
    parts.append(quantity - sum(parts, ZERO))
    return tuple((target, Quantity(part)) for target, part in zip(targets, parts, strict=True))


def _enough(target: Target, quantity: Quantity, rules: Rules) -> bool:
    return (
        quantity >= rules.minimum_quantity
        and quantity > 0
        and quantity * target.price >= rules.minimum_notional
    )
