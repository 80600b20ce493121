"""May this entry happen? Every check answers, with its number and its limit; none hides behind another (RK-01).

Shares are fractions. The reasons are data; `bot/present` makes the words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from core.accounts.model import Limits
from core.kernel.errors import Reason
from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.market.model import Rules
from core.orders.model import Side
from core.risk.model import Refused, Request, Situation, Sized
from core.risk.sizing import by_risk, capped, slices, worst_price

# What a failed check is called when it is the first that failed (storyboard, section 15). The order is that in
# which failures are told: what no size or price can help, then the size, then the price.
CODES = {
    "switch": "kill_switch",
    "stop": "no_stop",
    "side": "wrong_side",
    "age": "stale_signal",
    "size": "too_small",
    "funds": "no_cash",
    "position": "order_limit",
    "price": "price_ran",
    "band": "price_ran",
}
RANKS = {check: rank for rank, check in enumerate(CODES)}
SHARE_DIGITS = Decimal("0.000001")
TWO_PLACES_OF_PERCENT = Decimal("0.0001")
SECOND = timedelta(seconds=1)
# Clocks of platforms may run a little ahead of ours; a post from further in the future is not believed.
AHEAD_MOST = timedelta(seconds=5)
# Limits that a smallest change may loosen, in the order in which they are told.
LOOSENED = ("risk_share", "position_share", "chase_share", "signal_age")


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
    # Without a stop there is no size to speak of: what is not known is left out, not told as 0.
    sizeless = request.copied and request.quantity is None and request.stop is None
    reasons = [
        *_always(request, situation),
        *_post(request, limits, situation),
        *_stop(request, situation),
        *([] if sizeless else _size(request, limits, situation, quantity, worst)),
    ]
    failed = sorted((r for r in reasons if not r.passed), key=lambda reason: RANKS[reason.check])
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
        fresh = -AHEAD_MOST <= request.age <= limits.signal_age
        bound = limits.signal_age // SECOND
        reasons.append(Reason("age", str(_begun_seconds(request.age)), str(bound), fresh))
    reasons.append(Reason("price", plain(drift), plain(limits.chase_share), drift <= limits.chase_share))
    far = abs(drift) <= limits.band_share
    if not far:
        reasons.append(Reason("band", plain(drift), plain(limits.band_share), far))
    return reasons


def _begun_seconds(length: timedelta) -> int:
    """Seconds that have begun: 120.5 s is told as 121, so that what is over a limit never looks equal to it."""
    return -(-length // SECOND)


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
    part, per = _smallest_part(request, quantity, rules)
    minimum = max(limits.smallest_entry, rules.minimum_notional)
    value = part * request.reference
    big_enough = value >= minimum and part >= rules.minimum_quantity and part > 0
    reasons = [Reason("size", plain(value), plain(minimum), big_enough, per)]
    needed = quantity * max(worst, situation.quote.ask) * (1 + rules.fee_rate)
    if request.side is Side.BUY:
        reasons.append(Reason("funds", plain(needed), plain(situation.cash), needed <= situation.cash))
    else:
        reasons.append(Reason("funds", plain(needed), plain(situation.equity), needed <= situation.equity))
    bound = situation.equity * limits.position_share
    total = situation.position_value + quantity * request.reference
    reasons.append(Reason("position", plain(total), plain(bound), total <= bound))
    return reasons


def _smallest_part(request: Request, quantity: Quantity, rules: Rules) -> tuple[Quantity, str]:
    """The smallest order that the entry leads to, and what it is a part of: with several targets, each must sell."""
    if len(request.targets) < 2:
        return quantity, ""
    return min(part for _, part in slices(quantity, request.targets, rules.step)), "target"


def smallest_change(request: Request, limits: Limits, situation: Situation) -> dict[str, str] | None:
    """The least loosening of a person's own limits under which the very same request passes, re-tested.

    None when no limit of theirs would have helped. Shares are rounded up to 0.01 %, ages to whole seconds.
    """
    for changed in _looser(request, _caught_up(request, limits, situation), situation):
        if changed != limits and isinstance(judge(request, changed, situation), Sized):
            return {
                name: _written(getattr(changed, name))
                for name in LOOSENED
                if getattr(changed, name) != getattr(limits, name)
            }
    return None


def _written(limit: Decimal | timedelta) -> str:
    return str(limit // SECOND) if isinstance(limit, timedelta) else plain(limit)


def _caught_up(request: Request, limits: Limits, situation: Situation) -> Limits:
    """Limits that the age of the post and the price of now are within."""
    if not request.copied:
        return limits
    drift = drift_of(request.side, request.posted, situation.quote.last)
    if drift > limits.chase_share:
        limits = replace(limits, chase_share=to_step(drift, TWO_PLACES_OF_PERCENT, ROUND_UP))
    if request.age is not None and request.age > limits.signal_age:
        limits = replace(limits, signal_age=_begun_seconds(request.age) * SECOND)
    return limits


def _looser(request: Request, limits: Limits, situation: Situation) -> Iterator[Limits]:
    """Limits with just enough risk and position for each quantity that could be the smallest one to pass."""
    if situation.equity <= 0:
        return
    for quantity in _small_quantities(request, limits, situation.rules):
        risk = ZERO
        if request.quantity is None and request.stop is not None:
            risk = quantity * abs(request.reference - request.stop) / situation.equity
        position = (situation.position_value + quantity * request.reference) / situation.equity
        if max(risk, position) > 1:
            return
        yield replace(
            limits,
            risk_share=_raised(limits.risk_share, risk),
            position_share=_raised(limits.position_share, position),
        )


def _raised(share: Decimal, needed: Decimal) -> Decimal:
    return share if needed <= share else to_step(needed, TWO_PLACES_OF_PERCENT, ROUND_UP)


def _small_quantities(request: Request, limits: Limits, rules: Rules) -> Iterator[Decimal]:
    """Quantities around the least at which every part is as large as it must be, smallest first.

    Each part is rounded to steps and the last takes what the others leave, so a larger quantity may have a
    smaller part: the candidates are as many as that can matter for.
    """
    if request.quantity is not None:
        yield request.quantity
        return
    minimum = max(limits.smallest_entry, rules.minimum_notional)
    least = max(minimum / request.reference, rules.minimum_quantity) / rules.step
    count = max(len(request.targets), 1)
    smallest_share = min((target.share for target in request.targets), default=Decimal(1))
    if smallest_share <= 0:
        return
    first = max(1, math.ceil((math.ceil(least) - count) / smallest_share))
    last = math.ceil((math.ceil(least) + 1) / smallest_share)
    for steps in range(first, last + 1):
        yield steps * rules.step
