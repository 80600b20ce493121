"""May this entry happen? Every check answers, with its number and its limit; none hides behind another (RK-01).

Shares are fractions. The reasons are data; `bot/present` makes the words.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from core.accounts.model import Limits
from core.kernel.errors import Reason
from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.orders.model import Side
from core.risk.model import Refused, Request, Situation, Sized
from core.risk.sizing import by_risk, capped, worst_price

# What a failed check is called when it is the first that failed (storyboard, section 15).
CODES = {
    "switch": "kill_switch",
    "age": "stale_signal",
    "stop": "no_stop",
    "side": "wrong_side",
    "price": "price_ran",
    "band": "price_ran",
    "size": "too_small",
    "funds": "no_cash",
    "position": "order_limit",
}
SHARE_DIGITS = Decimal("0.000001")
TWO_PLACES_OF_PERCENT = Decimal("0.0001")


def assess(request: Request, limits: Limits, situation: Situation) -> Sized | Refused:
    """Size an entry or refuse it with every reason, and with the smallest change that would have let it pass."""
    outcome = judge(request, limits, situation)
    if isinstance(outcome, Refused):
        return replace(outcome, change=smallest_change(request, limits, situation))
    return outcome


def judge(request: Request, limits: Limits, situation: Situation) -> Sized | Refused:
    """`assess` without looking for a change."""
    worst = request.worst or worst_price(
        request.side, request.posted, limits.chase_share, situation.rules.tick
    )
    quantity = _quantity(request, limits, situation)
    reasons = [
        *_always(request, situation),
        *_post(request, limits, situation),
        *_stop(request, situation),
        *_size(request, limits, situation, quantity, worst),
    ]
    failed = [reason for reason in reasons if not reason.passed]
    if failed:
        passed = [reason for reason in reasons if reason.passed]
        return Refused(code=CODES[failed[0].check], reasons=(*failed, *passed), change=None)
    risk = None if request.stop is None else quantity * abs(request.reference - request.stop)
    return Sized(quantity=quantity, worst=worst, risk=risk, targets=request.targets, reasons=tuple(reasons))


def _quantity(request: Request, limits: Limits, situation: Situation) -> Quantity:
    if request.quantity is not None:
        return request.quantity
    if request.stop is None:
        return Quantity(0)
    step = situation.rules.step
    wanted = by_risk(situation.equity, limits.risk_share, request.reference, request.stop, step)
    room = situation.equity * limits.position_share - situation.position_value
    return capped(wanted, room, request.reference, step)


def _always(request: Request, situation: Situation) -> list[Reason]:
    return [Reason("switch", situation.switch or "on", "on", situation.switch is None)]


def _post(request: Request, limits: Limits, situation: Situation) -> list[Reason]:
    """What counts for somebody else's signal: how old it is and how far the price has run since."""
    if not request.copied:
        return []
    drift = drift_of(request.side, request.posted, situation.quote.last)
    reasons = []
    if request.age is not None:
        age = request.age.total_seconds().__floor__()
        bound = int(limits.signal_age.total_seconds())
        reasons.append(Reason("age", str(age), str(bound), -5 <= age <= bound))
    reasons.append(Reason("price", plain(drift), plain(limits.chase_share), drift <= limits.chase_share))
    far = abs(drift) <= limits.band_share
    if not far:
        reasons.append(Reason("band", plain(drift), plain(limits.band_share), far))
    return reasons


def drift_of(side: Side, posted: Price, last: Price) -> Decimal:
    """How far the price ran against the one who enters now, as a share of the posted price; rounded to 0.0001 %."""
    return to_step(side.sign * (last - posted) / posted, SHARE_DIGITS, ROUND_HALF_UP)


def _stop(request: Request, situation: Situation) -> list[Reason]:
    """A copied trade needs a stop, on the side of the entry where it loses, and not yet passed by the price."""
    reasons = []
    if request.copied:
        away = "" if request.stop is None else plain(_away(request.posted, request.stop))
        reasons.append(Reason("stop", away, "needed", request.stop is not None))
    if request.stop is not None:
        entry = (
            min(request.posted, situation.quote.last)
            if request.side is Side.BUY
            else max(request.posted, situation.quote.last)
        )
        right = request.side.sign * (entry - request.stop) > 0
        reasons.append(Reason("side", plain(request.stop), plain(entry), right))
    return reasons


def _away(reference: Price, stop: Price) -> Decimal:
    return to_step((stop - reference) / reference, SHARE_DIGITS, ROUND_HALF_UP)


def _size(
    request: Request, limits: Limits, situation: Situation, quantity: Quantity, worst: Price
) -> list[Reason]:
    rules = situation.rules
    minimum = max(limits.smallest_entry, rules.minimum_notional)
    value = quantity * request.reference
    big_enough = value >= minimum and quantity >= rules.minimum_quantity and quantity > 0
    reasons = [Reason("size", plain(value), plain(minimum), big_enough)]
    needed = quantity * max(worst, situation.quote.ask) * (1 + rules.fee_rate)
    if request.side is Side.BUY:
        reasons.append(Reason("funds", plain(needed), plain(situation.cash), needed <= situation.cash))
    else:
        reasons.append(Reason("funds", plain(needed), plain(situation.equity), needed <= situation.equity))
    bound = situation.equity * limits.position_share
    total = situation.position_value + value
    reasons.append(Reason("position", plain(total), plain(bound), total <= bound))
    return reasons


def smallest_change(request: Request, limits: Limits, situation: Situation) -> dict[str, str] | None:
    """The least loosening of age, chase and risk under which the very same request passes, re-tested.

    None when no limit of the person's own would have helped. Shares are rounded up to 0.01 %.
    """
    changed, change = limits, {}
    drift = drift_of(request.side, request.posted, situation.quote.last)
    if request.copied and drift > limits.chase_share:
        share = to_step(drift, TWO_PLACES_OF_PERCENT, ROUND_UP)
        changed, change["chase_share"] = replace(changed, chase_share=share), plain(share)
    if request.copied and request.age is not None and request.age > limits.signal_age:
        seconds = request.age.total_seconds().__ceil__()
        changed = replace(changed, signal_age=request.age)
        change["signal_age"] = str(seconds)
    risk = _risk_needed(request, changed, situation)
    if risk is not None and risk > changed.risk_share:
        changed, change["risk_share"] = replace(changed, risk_share=risk), plain(risk)
    if change and isinstance(judge(request, changed, situation), Sized):
        return change
    return None


def _risk_needed(request: Request, limits: Limits, situation: Situation) -> Decimal | None:
    """The share of the account that must be at risk for the smallest order the venue takes."""
    if request.quantity is not None or request.stop is None or situation.equity <= 0:
        return None
    rules = situation.rules
    minimum = max(limits.smallest_entry, rules.minimum_notional)
    least = max(to_step(minimum / request.reference, rules.step, ROUND_UP), rules.minimum_quantity, ZERO)
    share = least * abs(request.reference - request.stop) / situation.equity
    return to_step(share, TWO_PLACES_OF_PERCENT, ROUND_UP)
