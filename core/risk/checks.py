"""May this entry happen? Every check answers, with its number and its limit; none hides behind another (RK-01).

Shares are fractions. The reasons are data; `bot/present` makes the words. What would have let an entry pass is
worked out in `change.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from core.kernel.errors import Reason
from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.kernel.values import quick, replace
from core.market.model import Rules
from core.orders.model import Side
from core.risk.footprint import cut
from core.risk.limits import Limits, allows
from core.risk.model import Refused, Request, Situation, Sized, SizeMode
from core.risk.sizing import slices, wanted, worst_price

# What a failed check is called when it is the first that failed (storyboard, section 15). The order is that in
# which failures are told: what no size or price can help, then the post, then the size and what stands in its way,
# then how much was done already, and last the price, which a moment may change.
CODES = {
    "switch": "kill_switch",
    "safe_mode": "safe_mode",
    "books_differ": "books_differ",
    "position_differs": "position_differs",
    "day": "daily_halt",
    "fall": "drawdown_halt",
    "paused": "copy_stopped",
    "session": "market_closed",
    "symbol": "symbol_blocked",
    "opposite": "opposite",
    "stop": "no_stop",
    "side": "wrong_side",
    "distance": "stop_too_far",
    "reward": "reward_too_small",
    "leverage": "leverage_limit",
    "age": "stale_signal",
    "volume": "thin_market",
    "crowd": "crowd_limit",
    "basis": "no_size",
    "size": "too_small",
    "funds": "no_cash",
    "overlap": "overlap_limit",
    "position": "instrument_limit",
    "exposure": "exposure_limit",
    "order": "order_limit",
    "open": "position_limit",
    "orders": "slow_down",
    "minute": "slow_down",
    "turnover": "turnover_limit",
    "price": "price_ran",
    "band": "price_ran",
}
RANKS = {check: rank for rank, check in enumerate(CODES)}
# The limit behind each check, for whose value it is that holds (BX-07).
LIMIT_OF = {
    "day": "day_share",
    "fall": "drawdown_share",
    "stop": "stop_needed",
    "distance": "stop_share",
    "reward": "reward_least",
    "leverage": "leverage_most",
    "age": "signal_age",
    "volume": "volume_least",
    "size": "smallest_entry",
    "overlap": "risk_share",
    "risk": "risk_share",
    "position": "position_share",
    "exposure": "exposure_share",
    "order": "order_most",
    "open": "open_most",
    "turnover": "turnover_most",
    "price": "chase_share",
    "band": "band_share",
}
# By hand these advise: whoever names a size and a price was told, and decides.
ADVISING = frozenset({"distance", "reward", "risk"})
BY_STOP = frozenset({SizeMode.RISK, SizeMode.AMOUNT, SizeMode.KELLY})
SHARE_DIGITS = Decimal("0.000001")
SECOND = timedelta(seconds=1)
# Clocks of platforms may run a little ahead of ours; a post from further in the future is not believed.
AHEAD_MOST = timedelta(seconds=5)


@quick
@dataclass(frozen=True, slots=True)
class Room:
    """How much a limit leaves: at most this many units, and the number and limit that it is told with."""

    check: str
    most: Quantity
    before: Decimal
    limit: Decimal
    per_unit: Decimal

    def reason(self, quantity: Decimal) -> Reason:
        """The check, were so many units bought."""
        value = self.before + quantity * self.per_unit
        return Reason(self.check, plain(value), plain(self.limit), value <= self.limit)


def judge(request: Request, limits: Limits, situation: Situation) -> Sized | Refused:
    """Size an entry or refuse it with every reason, without looking for a change that would help."""
    worst = request.worst or worst_price(
        request.side, request.posted, limits.chase_share, situation.rules.tick
    )
    full = full_quantity(request, limits, situation)
    rooms = rooms_of(request, limits, situation)
    quantity = full if request.quantity is not None else Quantity(min([full, *(room.most for room in rooms)]))
    if request.crowd is not None and request.quantity is None:
        quantity = cut(quantity, request.crowd.share, situation.rules.step)
    reasons = [
        *_brakes(request, limits, situation),
        *_market(request, limits, situation),
        *_post(request, limits, situation),
        *_stop(request, limits, situation),
        *_pace(limits, situation),
        *_amounts(request, limits, situation, _Amounts(full, quantity, worst), rooms),
    ]
    if not request.copied:
        reasons += _risk_by_hand(request, limits, situation, quantity)
    if situation.whose:
        reasons = [_owned(reason, situation) for reason in reasons]
    advice: tuple[Reason, ...] = ()
    if not request.copied:
        advice = tuple(r for r in reasons if r.check in ADVISING and not r.passed)
        reasons = [reason for reason in reasons if reason.check not in ADVISING]
    failed = sorted((r for r in reasons if not r.passed), key=lambda reason: RANKS[reason.check])
    if failed:
        passed = [reason for reason in reasons if reason.passed]
        return Refused(code=CODES[failed[0].check], reasons=(*failed, *passed), change=None)
    risk = None if request.stop is None else quantity * abs(request.reference - request.stop)
    return Sized(
        quantity=quantity,
        worst=worst,
        risk=risk,
        targets=request.targets,
        reasons=tuple(reasons),
        advice=advice,
    )


def _owned(reason: Reason, situation: Situation) -> Reason:
    who = situation.whose.get(LIMIT_OF.get(reason.check, ""))
    return reason if who is None else replace(reason, whose=who.value)


def full_quantity(request: Request, limits: Limits, situation: Situation) -> Quantity:
    """What the person named, or what their size mode gives before the caps."""
    if request.quantity is not None:
        return request.quantity
    step = situation.rules.step
    return wanted(request.sizing, situation.equity, limits.risk_share, request.reference, request.stop, step)


def rooms_of(request: Request, limits: Limits, situation: Situation) -> tuple[Room, ...]:
    """What the caps leave. A size that was not named is cut to them; one that was named is held against them."""
    facts, step, price = situation.facts, situation.rules.step, request.reference
    held = situation.position_value + facts.working
    caps = [
        ("position", held, situation.equity * limits.position_share),
        ("exposure", facts.exposure, situation.equity * limits.exposure_share),
    ]
    if limits.order_most is not None:
        caps.append(("order", ZERO, limits.order_most))
    caps.append(("turnover", facts.turnover, situation.equity * limits.turnover_most))
    rooms = [
        Room(name, _units(cap - before, price, step), before, cap, Decimal(price))
        for name, before, cap in caps
    ]
    if request.copied and facts.copied_risk and request.stop is not None:
        distance = abs(request.reference - request.stop)
        budget = situation.equity * limits.risk_share
        if distance:
            most = _units(budget - facts.copied_risk, distance, step)
            rooms.append(Room("overlap", most, facts.copied_risk, budget, distance))
    return tuple(rooms)


def _units(room: Decimal, price: Decimal, step: Quantity) -> Quantity:
    return Quantity(to_step(max(room, ZERO) / price, step, ROUND_DOWN))


def _brakes(request: Request, limits: Limits, situation: Situation) -> list[Reason]:
    """What stops every new trade, or every new copy of this provider."""
    facts = situation.facts
    reasons = [Reason("switch", situation.switch or "on", "on", situation.switch is None)]
    if situation.hold is not None:
        why, since = situation.hold
        reasons.append(Reason(why, since, "", passed=False))
    if facts.day is not None:
        on = not facts.halted and facts.day > -limits.day_share
        reasons.append(Reason("day", plain(facts.day), plain(-limits.day_share), on))
    if facts.fall is not None:
        on = facts.fall > -limits.drawdown_share
        reasons.append(Reason("fall", plain(facts.fall), plain(-limits.drawdown_share), on))
    if request.copied and facts.paused is not None:
        why, value, limit = facts.paused
        reasons.append(Reason("paused", value, limit, passed=False, per=why))
    return reasons


def _market(request: Request, limits: Limits, situation: Situation) -> list[Reason]:
    """Whether this instrument may be traded at all: the venue's hours, the person's lists, what stands the other way
    round, what trades a day."""
    reasons = []
    session = situation.session
    if not session.is_open:
        opens = "" if session.opens_at is None else session.opens_at.isoformat()
        reasons.append(Reason("session", "closed", opens, passed=False))
    if limits.allowed is not None or limits.blocked:
        count = "" if limits.allowed is None else str(len(limits.allowed))
        reasons.append(Reason("symbol", request.symbol, count, allows(limits, request.symbol)))
    if (other := situation.facts.opposite) is not None:
        per = "waits" if other.waits else ""
        reasons.append(Reason("opposite", other.trade, other.side.value, passed=False, per=per))
    if situation.live and situation.volume is not None:
        enough = situation.volume >= limits.volume_least
        reasons.append(Reason("volume", plain(situation.volume), plain(limits.volume_least), enough))
    return reasons


def _post(request: Request, limits: Limits, situation: Situation) -> list[Reason]:
    """What counts for somebody else's signal: how old it is and how far the price has run since."""
    if not request.copied:
        return []
    drift = drift_of(request.side, request.posted, situation.quote.last)
    reasons = []
    if request.age is not None:
        fresh = -AHEAD_MOST <= request.age <= limits.signal_age
        bound = limits.signal_age // SECOND
        reasons.append(Reason("age", str(begun_seconds(request.age)), str(bound), fresh))
    reasons.append(Reason("price", plain(drift), plain(limits.chase_share), drift <= limits.chase_share))
    near = abs(drift) <= limits.band_share
    if not near:
        reasons.append(Reason("band", plain(drift), plain(limits.band_share), near))
    # A venue without leverage carries a post that asks for it out all the same: size follows from the risk, and
    # what is bought is paid in full. Only where money is borrowed does the figure mean anything.
    if request.leverage is not None and situation.rules.leverage > 1:
        most = min(limits.leverage_most, situation.rules.leverage)
        reasons.append(Reason("leverage", plain(request.leverage), plain(most), request.leverage <= most))
    return reasons


def begun_seconds(length: timedelta) -> int:
    """Seconds that have begun: 120.5 s is told as 121, so that what is over a limit never looks equal to it."""
    return -(-length // SECOND)


def drift_of(side: Side, posted: Price, last: Price) -> Decimal:
    """How far the price ran against the one who enters now, as a share of the posted price; rounded to 0.0001 %."""
    return to_step(side.sign * (last - posted) / posted, SHARE_DIGITS, ROUND_HALF_UP)


def _stop(request: Request, limits: Limits, situation: Situation) -> list[Reason]:
    """A copied trade needs a stop: on the side of the entry where it loses, not too far, not yet passed."""
    reasons = []
    if request.copied:
        away = "" if request.stop is None else plain(away_of(request.posted, request.stop))
        there = request.stop is not None or not limits.stop_needed
        reasons.append(Reason("stop", away, "needed" if limits.stop_needed else "", there))
    if request.stop is None:
        return reasons
    nearest = min if request.side is Side.BUY else max
    entry = request.stop_from or nearest(request.posted, situation.quote.last)
    right = request.side.sign * (entry - request.stop) > 0
    reasons.append(Reason("side", plain(request.stop), plain(entry), right))
    far = abs(away_of(request.posted, request.stop))
    reasons.append(Reason("distance", plain(far), plain(limits.stop_share), far <= limits.stop_share))
    if limits.reward_least and request.targets and right:
        ratio = reward_of(request)
        reasons.append(
            Reason("reward", plain(ratio), plain(limits.reward_least), ratio >= limits.reward_least)
        )
    return reasons


def away_of(reference: Price, stop: Price) -> Decimal:
    """How far a stop is from the entry, as a share of the entry: below zero for a long's."""
    return to_step((stop - reference) / reference, SHARE_DIGITS, ROUND_HALF_UP)


def reward_of(request: Request) -> Decimal:
    """What all targets bring for each unit of what the stop costs, before fees, to two places."""
    if request.stop is None or request.stop == request.posted:
        return ZERO
    gain = sum((t.share * request.side.sign * (t.price - request.posted) for t in request.targets), ZERO)
    return to_step(gain / abs(request.posted - request.stop), Decimal("0.01"), ROUND_DOWN)


def _pace(limits: Limits, situation: Situation) -> list[Reason]:
    """How much was done already: open trades, entries today and in this minute."""
    facts, live = situation.facts, situation.live
    day = limits.live_orders_day if live else limits.orders_day
    minute = limits.live_orders_minute if live else limits.orders_minute
    calm = facts.orders_this_minute < minute
    wait = "" if calm else str(begun_seconds(facts.next_in))
    return [
        Reason("open", str(facts.open_trades), str(limits.open_most), facts.open_trades < limits.open_most),
        Reason("orders", str(facts.orders_today), str(day), facts.orders_today < day),
        Reason("minute", str(facts.orders_this_minute), str(minute), calm, wait),
    ]


@dataclass(frozen=True, slots=True)
class _Amounts:
    """What was wanted, what the caps leave of it, and the worst price."""

    full: Quantity
    quantity: Quantity
    worst: Price


def _amounts(
    request: Request, limits: Limits, situation: Situation, sized: _Amounts, rooms: Sequence[Room]
) -> list[Reason]:
    """Size, money and caps. Without a basis for a size there is none to speak of: it is not told as 0."""
    lacking = _no_basis(request, limits)
    if lacking is not None:
        return lacking
    minimum = max(limits.smallest_entry, situation.rules.minimum_notional)
    size = _size_reason(request, sized.quantity, minimum, situation.rules)
    # What a cap leaves may be too small where what was wanted is not: then the cap is told, with what was wanted.
    told = size if size.passed else _size_reason(request, sized.full, minimum, situation.rules)
    measured = sized.quantity if size.passed else sized.full
    reasons = [
        told,
        _funds(request, situation, sized),
        *(room.reason(measured) for room in rooms),
    ]
    if request.crowd is not None and request.crowd.share < 1 and request.quantity is None:
        # Cut, and still enough to be worth it: said, and no reason against it.
        enough = size.passed or not told.passed
        reasons.append(Reason("crowd", plain(request.crowd.share), plain(request.crowd.cap), enough))
    return reasons


def _no_basis(request: Request, limits: Limits) -> list[Reason] | None:
    """Nothing to size from: no stop for a size by risk, no leader's trade, too few trades. None: there is something."""
    if request.quantity is not None:
        return None
    if request.stop is None and request.sizing.mode in BY_STOP:
        # Where a stop is needed, its own check says so.
        return [] if request.copied and limits.stop_needed else [_basis(request, "no_stop")]
    return [_basis(request, request.sizing.missing)] if request.sizing.missing else None


def _basis(request: Request, missing: str) -> Reason:
    return Reason("basis", request.sizing.mode.value, missing, passed=False)


def _size_reason(request: Request, quantity: Quantity, minimum: Decimal, rules: Rules) -> Reason:
    part, per = smallest_part(request, quantity, rules)
    value = part * request.reference
    big_enough = value >= minimum and part >= rules.minimum_quantity and part > 0
    return Reason("size", plain(value), plain(minimum), big_enough, per)


def smallest_part(request: Request, quantity: Quantity, rules: Rules) -> tuple[Quantity, str]:
    """The smallest order that the entry leads to, and what it is a part of: with several targets, each must sell."""
    if len(request.targets) < 2:
        return quantity, ""
    return min(part for _, part in slices(quantity, request.targets, rules.step)), "target"


def _funds(request: Request, situation: Situation, sized: _Amounts) -> Reason:
    rate = 1 + situation.rules.fee_rate
    needed = sized.quantity * max(sized.worst, situation.quote.ask) * rate
    free = situation.cash if request.side is Side.BUY else situation.equity
    return Reason("funds", plain(needed), plain(free), needed <= free)


def _risk_by_hand(request: Request, limits: Limits, situation: Situation, quantity: Quantity) -> list[Reason]:
    """Who names a size is told when it puts more at risk than a copy may; without a stop that is all of it."""
    if request.stop is None or situation.equity <= 0:
        return []
    share = quantity * abs(request.reference - request.stop) / situation.equity
    share = to_step(share, SHARE_DIGITS, ROUND_HALF_UP)
    return [Reason("risk", plain(share), plain(limits.risk_share), share <= limits.risk_share)]
