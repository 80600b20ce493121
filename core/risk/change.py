"""The smallest change of a person's own limits that would have let an entry pass: worked out, then tried (BX-04).

Limits that a community or a provider holds are not offered: the person cannot change them. Nor are the brakes of the
day and of the drawdown: whoever they stop is not invited to take them off that minute.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from datetime import timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from core.kernel.money import ZERO, Quantity, plain, to_step
from core.kernel.values import replace
from core.market.model import Rules
from core.risk.checks import (
    SECOND,
    away_of,
    begun_seconds,
    drift_of,
    full_quantity,
    judge,
    reward_of,
    smallest_part,
)
from core.risk.limits import Limits, allows, loosens
from core.risk.model import Refused, Request, Situation, Sized, SizeMode

POINT = Decimal("0.0001")
CENT = Decimal("0.01")
TENTH = Decimal("0.1")
# Limits that a smallest change may loosen, in the order in which they are told.
LOOSENED = (
    "risk_share",
    "position_share",
    "exposure_share",
    "order_most",
    "smallest_entry",
    "open_most",
    "orders_day",
    "orders_minute",
    "live_orders_day",
    "live_orders_minute",
    "turnover_most",
    "chase_share",
    "band_share",
    "signal_age",
    "stop_share",
    "reward_least",
    "leverage_most",
    "volume_least",
    "allowed",
    "blocked",
)
# What each is rounded to, so that a person can type it. Shares go up to the next 0.01 %.
GRIDS: dict[str, Decimal] = {
    "risk_share": POINT,
    "position_share": POINT,
    "exposure_share": POINT,
    "order_most": CENT,
    "smallest_entry": CENT,
    "turnover_most": TENTH,
    "chase_share": POINT,
    "band_share": POINT,
    "stop_share": POINT,
    "reward_least": CENT,
    "leverage_most": TENTH,
    "volume_least": Decimal(1),
}


def assess(request: Request, limits: Limits, situation: Situation) -> Sized | Refused:
    """Size an entry or refuse it with every reason, and with the smallest change that would have let it pass."""
    outcome = judge(request, limits, situation)
    if isinstance(outcome, Refused):
        return replace(outcome, change=smallest_change(request, limits, situation))
    return outcome


def smallest_change(request: Request, limits: Limits, situation: Situation) -> dict[str, str] | None:
    """The least loosening of a person's own limits under which the very same request passes, re-tested.

    None when no limit of theirs would have helped. More size is tried before a smaller smallest entry.
    """
    if situation.equity <= 0:
        return None
    eased = _eased(request, limits, situation)
    for changed in _looser(request, eased, situation):
        if changed == limits or not _theirs_to_change(limits, changed, situation):
            continue
        if isinstance(judge(request, changed, situation), Sized):
            return {name: written(getattr(changed, name)) for name in _changed(limits, changed)}
    return None


def _changed(limits: Limits, changed: Limits) -> list[str]:
    return [name for name in LOOSENED if getattr(changed, name) != getattr(limits, name)]


def _theirs_to_change(limits: Limits, changed: Limits, situation: Situation) -> bool:
    """Whether the community and the provider leave room for this change."""
    return not any(
        name in situation.theirs and loosens(name, situation.theirs[name], getattr(changed, name))
        for name in _changed(limits, changed)
    )


def written(value: Any) -> str:
    """A limit as text: seconds, plain numbers, symbols with commas between; empty is off."""
    if isinstance(value, timedelta):
        return str(value // SECOND)
    if isinstance(value, tuple):
        return ",".join(value)
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)


def _eased(request: Request, limits: Limits, situation: Situation) -> Limits:
    """Limits that everything is within which does not hang on the size."""
    failed = _failed(request, limits, situation)
    values = _eased_post(request, limits, situation, failed)
    values |= _eased_pace(failed, situation)
    if "symbol" in failed:
        values |= _listed(limits, request.symbol)
    return replace(limits, **values) if values else limits


def _eased_post(
    request: Request, limits: Limits, situation: Situation, failed: Collection[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "price" in failed or "band" in failed:
        drift = drift_of(request.side, request.posted, situation.quote.last)
        values["chase_share"] = _up("chase_share", limits.chase_share, drift)
        values["band_share"] = _up("band_share", limits.band_share, abs(drift))
    if "age" in failed and request.age is not None:
        values["signal_age"] = max(limits.signal_age, begun_seconds(request.age) * SECOND)
    if "distance" in failed and request.stop is not None:
        values["stop_share"] = _up(
            "stop_share", limits.stop_share, abs(away_of(request.posted, request.stop))
        )
    if "reward" in failed:
        values["reward_least"] = max(
            ZERO, min(limits.reward_least, to_step(reward_of(request), CENT, ROUND_DOWN))
        )
    if "leverage" in failed and request.leverage is not None:
        values["leverage_most"] = _up("leverage_most", limits.leverage_most, request.leverage)
    if "volume" in failed and situation.volume is not None:
        values["volume_least"] = to_step(situation.volume, GRIDS["volume_least"], ROUND_DOWN)
    return values


def _eased_pace(failed: Collection[str], situation: Situation) -> dict[str, int]:
    values = {}
    facts, live = situation.facts, "live_" if situation.live else ""
    if "open" in failed:
        values["open_most"] = facts.open_trades + 1
    if "orders" in failed:
        values[f"{live}orders_day"] = facts.orders_today + 1
    if "minute" in failed:
        values[f"{live}orders_minute"] = facts.orders_this_minute + 1
    return values


def _failed(request: Request, limits: Limits, situation: Situation) -> frozenset[str]:
    outcome = judge(request, limits, situation)
    return frozenset(reason.check for reason in outcome.reasons if not reason.passed)


def _listed(limits: Limits, symbol: str) -> dict[str, Any]:
    base = symbol.split("/")[0]
    blocked = tuple(one for one in limits.blocked if one not in (symbol, base))
    allowed = limits.allowed
    if not allows(replace(limits, blocked=blocked), symbol):
        allowed = (*(limits.allowed or ()), base)
    return {"allowed": allowed, "blocked": blocked}


def _up(name: str, limit: Decimal, needed: Decimal) -> Decimal:
    """The limit raised to what is needed, on its grid; as it is where that is enough."""
    return limit if needed <= limit else to_step(needed, GRIDS[name], ROUND_UP)


def _looser(request: Request, limits: Limits, situation: Situation) -> Iterator[Limits]:
    """Limits with just enough room for each quantity that could be the smallest one to pass."""
    yield limits
    for quantity in _quantities(request, limits, situation):
        looser = _with_room(request, limits, situation, quantity)
        if max(looser.risk_share, looser.position_share, looser.exposure_share) > 1:
            break
        yield looser
    # Nothing larger helped: perhaps what was wanted may be smaller than the person's smallest entry.
    full = full_quantity(request, limits, situation)
    part, _ = smallest_part(request, full, situation.rules)
    smallest = to_step(part * request.reference, CENT, ROUND_DOWN)
    if full and situation.rules.minimum_notional <= smallest < limits.smallest_entry:
        eased = replace(limits, smallest_entry=smallest)
        yield eased
        # A step less may have parts that are just as large: then less room is enough.
        least, step = Decimal(full), situation.rules.step
        while least > step and smallest_part(request, Quantity(least - step), situation.rules)[0] == part:
            least -= step
        yield _with_room(request, eased, situation, least)


def _with_room(request: Request, limits: Limits, situation: Situation, quantity: Decimal) -> Limits:
    """Caps raised so that this quantity fits, the others as they are."""
    facts, equity = situation.facts, situation.equity
    value = quantity * request.reference
    risk = ZERO
    if request.quantity is None and request.stop is not None:
        lost = facts.copied_risk if request.copied else ZERO
        risk = (lost + quantity * abs(request.reference - request.stop)) / equity
    held = situation.position_value + facts.working
    order = limits.order_most
    return replace(
        limits,
        risk_share=_up("risk_share", limits.risk_share, risk),
        position_share=_up("position_share", limits.position_share, (held + value) / equity),
        exposure_share=_up("exposure_share", limits.exposure_share, (facts.exposure + value) / equity),
        order_most=None if order is None else _up("order_most", order, value),
        turnover_most=_up("turnover_most", limits.turnover_most, (facts.turnover + value) / equity),
    )


def _quantities(request: Request, limits: Limits, situation: Situation) -> Iterator[Decimal]:
    """Quantities around the least at which every part is as large as it must be, smallest first.

    Each part is rounded to steps and the last takes what the others leave, so a larger quantity may have a
    smaller part: the candidates are as many as that can matter for.
    """
    if request.quantity is not None:
        yield request.quantity
        return
    rules: Rules = situation.rules
    minimum = max(limits.smallest_entry, rules.minimum_notional)
    least = max(minimum / request.reference, rules.minimum_quantity) / rules.step
    count = max(len(request.targets), 1)
    smallest_share = min((target.share for target in request.targets), default=Decimal(1))
    if smallest_share <= 0:
        return
    first = max(1, math.ceil((math.ceil(least) - count) / smallest_share))
    last = math.ceil((math.ceil(least) + 1) / smallest_share)
    full = full_quantity(request, limits, situation)
    for steps in range(first, last + 1):
        # What is not sized by risk alone does not grow with the risk that is allowed.
        if request.sizing.mode is SizeMode.RISK or steps * rules.step <= full:
            yield steps * rules.step
