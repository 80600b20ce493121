"""From what somebody wants to a sized plan or a refusal with every reason: pure, the same for all who ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.accounts.model import Mode
from core.kernel.errors import Reason, Refusal
from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.kernel.values import quick, replace
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session
from core.orders.amount import Amount, Unit
from core.orders.model import OrderType, Side, Target, TimeInForce
from core.orders.planning import EntryPlan, Rung
from core.orders.switches import Holding
from core.portfolio.opening import Book
from core.risk.change import assess
from core.risk.limits import Bounds, Effective, Limits
from core.risk.model import BY_RISK, NOTHING_YET, Facts, Footprint, Refused, Request, Situation, Sized, Sizing
from core.risk.sizing import slices, split, worst_price
from core.risk.today import midnight

CENT = Decimal("0.01")
# Checks that another amount can pass.
HOLDS = frozenset(Holding)
FITTED = frozenset({"size", "funds", "position", "exposure", "order"})


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry as somebody wants it. `posted` None means: at what it costs now. `amount` None: risk decides.

    `share` is the part of the usual size that is wanted. `asked` marks entries that a person is shown before they
    happen: those are sized by the present price.
    `provider` and `channel` say whose signal it is and where it was posted: their bounds hold too. `own` are
    what the person chose for this follow, `paused` is why it brings nothing now, `adding` that it adds to a trade
    of the same provider.
    `crowd` is set where all followers of the signal are cut alike. `account` is where it is traded: empty on paper,
    None where the person trades.
    `trigger` is a price to wait for; a copied one is a breakout. `ladder` is several prices to buy at, each with
    its share: sized from their mean, each a limit of its own.
    """

    instrument: Instrument
    side: Side
    posted: Price | None
    limit: Price | None
    stop: Price | None
    targets: tuple[Target, ...]
    copied: bool
    asked: bool
    amount: Amount | None
    posted_at: datetime | None
    triggered_by: str
    signal: str | None
    reading: str | None
    text: str | None = None
    share: Decimal | None = None
    sizing: Sizing = BY_RISK
    leverage: Decimal | None = None
    provider: str | None = None
    channel: str | None = None
    own: Bounds | None = None
    paused: tuple[str, str, str] | None = None
    adding: bool = False
    trigger: Price | None = None
    ladder: tuple[Target, ...] = ()
    time_in_force: TimeInForce = TimeInForce.GTC
    valid_for: timedelta | None = None
    trail: Decimal | None = None
    soft_stop: bool = False
    crowd: Footprint | None = None
    account: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is true around one person when an entry is decided."""

    now: datetime
    book: Book
    equity: Decimal
    effective: Effective
    quote: Quote
    rules: Rules
    switch: str | None
    facts: Facts = NOTHING_YET
    session: Session = ALWAYS_OPEN
    hold: tuple[str, str] | None = None

    @property
    def limits(self) -> Limits:
        """The limits that hold."""
        return self.effective.limits


def decide(wanted: Wanted, around: Circumstances) -> EntryPlan | Refused:
    """Size and check an entry."""
    wanted, around = _for_a_part(wanted, around)
    request = _request(wanted, around)
    outcome = assess(request, around.limits, _situation(wanted, around))
    if isinstance(outcome, Refused):
        return outcome
    rungs = rungs_of(wanted.ladder, wanted.side, outcome.quantity, around.rules)
    if rungs and (small := _too_small(rungs, request, around, outcome)) is not None:
        return small
    return _plan(wanted, around, request, outcome, rungs)


def _for_a_part(wanted: Wanted, around: Circumstances) -> tuple[Wanted, Circumstances]:
    """The same for a part of the usual size, whatever that is measured by: what adds to a trade names one."""
    share, sizing = wanted.share, wanted.sizing
    if share is None:
        return wanted, around
    sizing = replace(
        sizing,
        figure=sizing.figure * share,
        leader_share=None if sizing.leader_share is None else sizing.leader_share * share,
        kelly_share=None if sizing.kelly_share is None else sizing.kelly_share * share,
    )
    limits = replace(around.limits, risk_share=around.limits.risk_share * share)
    effective = replace(around.effective, limits=limits)
    return replace(wanted, sizing=sizing), replace(around, effective=effective)


def _request(wanted: Wanted, around: Circumstances) -> Request:
    last = around.quote.last
    mean = _mean(wanted, around.rules)
    posted = wanted.posted or wanted.limit or wanted.trigger or mean or last
    reference = mean or wanted.limit or wanted.trigger or (last if wanted.asked else posted)
    quantity = None
    if wanted.amount is not None:
        quantity = wanted.amount.quantity(around.equity, reference, around.rules)
    return Request(
        symbol=wanted.instrument.symbol,
        side=wanted.side,
        posted=posted,
        reference=reference,
        stop=wanted.stop,
        targets=wanted.targets,
        copied=wanted.copied,
        quantity=quantity,
        age=None if wanted.posted_at is None else around.now - wanted.posted_at,
        sizing=wanted.sizing,
        leverage=wanted.leverage,
        crowd=wanted.crowd,
        worst=wanted.limit or (_worst_rung(wanted) if wanted.ladder else None),
        stop_from=wanted.trigger or _first_rung(wanted, last),
    )


def _mean(wanted: Wanted, rules: Rules) -> Price | None:
    """The mean price of a ladder, to the tick away from its stop: what its size is measured from."""
    if not wanted.ladder:
        return None
    mean = sum((rung.price * rung.share for rung in wanted.ladder), ZERO)
    return Price(to_step(mean, rules.tick, ROUND_UP if wanted.side is Side.BUY else ROUND_DOWN))


def _first_rung(wanted: Wanted, last: Price) -> Price | None:
    """Of a ladder and the price, what is nearest to the stop."""
    prices = (last, *(rung.price for rung in wanted.ladder))
    return min(prices, key=lambda price: wanted.side.sign * price) if wanted.ladder else None


def _worst_rung(wanted: Wanted) -> Price:
    return max((rung.price for rung in wanted.ladder), key=lambda price: wanted.side.sign * price)


def rungs_of(ladder: tuple[Target, ...], side: Side, quantity: Quantity, rules: Rules) -> tuple[Rung, ...]:
    """Equal parts as posted. What rounding leaves goes to the price nearest to the stop, where it risks least."""
    if not ladder:
        return ()
    rounding = ROUND_DOWN if side is Side.BUY else ROUND_UP  # in the person's favor
    places = sorted(range(len(ladder)), key=lambda at: -side.sign * ladder[at].price)
    parts = slices(quantity, tuple(ladder[at] for at in places), rules.step)
    rungs = {
        at: Rung(Price(to_step(ladder[at].price, rules.tick, rounding)), part)
        for at, (_, part) in zip(places, parts, strict=True)
    }
    return tuple(rungs[at] for at in range(len(rungs)))


def _too_small(
    rungs: tuple[Rung, ...], request: Request, around: Circumstances, sized: Sized
) -> Refused | None:
    """A ladder of which one order is under what the venue takes."""
    minimum = max(around.limits.smallest_entry, around.rules.minimum_notional)
    value = min(rung.price * rung.quantity for rung in rungs)
    enough = all(rung.quantity >= max(around.rules.minimum_quantity, around.rules.step) for rung in rungs)
    if enough and value >= minimum:
        return None
    failed = Reason("size", plain(value), plain(minimum), False, "entry")
    rest = tuple(reason for reason in sized.reasons if reason.check != "size")
    return Refused(code="too_small", reasons=(failed, *rest), change=None)


def _situation(wanted: Wanted, around: Circumstances) -> Situation:
    position = around.book.position(wanted.instrument.symbol)
    value = ZERO if position is None else abs(position.quantity) * around.quote.last
    return Situation(
        now=around.now,
        quote=around.quote,
        rules=around.rules,
        equity=around.equity,
        cash=around.book.cash,
        position_value=value,
        switch=around.switch,
        hold=around.hold,
        facts=around.facts,
        live=around.book.portfolio.mode is Mode.LIVE,
        session=around.session,
        volume=around.quote.volume,
        whose=around.effective.whose,
        theirs=around.effective.theirs,
    )


def entry_type(
    side: Side, trigger: Price | None, last: Price, *, capped: bool, copied: bool = False
) -> OrderType:
    """How an entry asks for its price. Copied, a trigger is a breakout, wherever the price is; by hand it is one
    when it lies ahead of the price, and a touch when the price has to come back to it."""
    if trigger is None:
        return OrderType.LIMIT if capped else OrderType.MARKET
    if not copied and side.sign * (trigger - last) <= 0:
        return OrderType.TAKE_PROFIT
    return OrderType.STOP_LIMIT if capped else OrderType.STOP


def _plan(
    wanted: Wanted, around: Circumstances, request: Request, sized: Sized, rungs: tuple[Rung, ...]
) -> EntryPlan:
    capped = wanted.limit is not None or wanted.posted is not None or bool(rungs)
    bound = around.limits.signal_age if wanted.copied else None
    straight = wanted.copied and not wanted.asked
    return EntryPlan(
        person=around.book.portfolio.person,
        account=around.book.account.id,
        portfolio=around.book.portfolio.id,
        mode=around.book.portfolio.mode.value,
        symbol=wanted.instrument.symbol,
        base=wanted.instrument.base,
        quote=wanted.instrument.quote,
        side=wanted.side,
        type=entry_type(wanted.side, wanted.trigger, around.quote.last, capped=capped, copied=wanted.copied),
        quantity=sized.quantity,
        limit_price=sized.worst if capped else None,
        reference=request.reference,
        now=around.quote.last,
        stop=wanted.stop,
        targets=wanted.targets,
        parts=tuple(part for _, part in split(sized.quantity, wanted.targets, around.rules)),
        break_even_after=around.limits.break_even_after if wanted.targets and wanted.stop else 0,
        risk=sized.risk,
        equity=around.equity,
        fee=sized.quantity * request.reference * around.rules.fee_rate,
        triggered_by=wanted.triggered_by,
        signal=wanted.signal,
        reading=wanted.reading,
        text=wanted.text,
        reasons=sized.reasons,
        advice=sized.advice,
        copied=wanted.copied,
        send_before=_last_moment(wanted.posted_at, bound),
        trigger=wanted.trigger,
        rungs=rungs,
        time_in_force=wanted.time_in_force,
        valid_for=wanted.valid_for or (around.limits.entry_for if wanted.copied else None),
        undo=around.limits.undo if straight else timedelta(0),
        posted=wanted.posted,
        trail=wanted.trail,
        soft_stop=wanted.soft_stop,
    )


def _last_moment(posted_at: datetime | None, bound: timedelta | None) -> datetime | None:
    return None if posted_at is None or bound is None else posted_at + bound


def refusal_of(refused: Refused, wanted: Wanted, around: Circumstances) -> Refusal:
    """The refusal as a person hears it, with the numbers of the check that failed first."""
    first = refused.reasons[0]
    facts = {
        "symbol": wanted.instrument.symbol,
        "mode": around.book.portfolio.mode.value,
        "base": wanted.instrument.base,
        "currency": wanted.instrument.quote,
        "check": first.check,
        "value": first.value,
        "limit": first.limit,
        "per": first.per,
        "whose": first.whose,
        "side": wanted.side.value,
        "price": plain(around.quote.last),
        "stop": "" if wanted.stop is None else plain(wanted.stop),
        "use": _fitting(refused, wanted, around),
        **particular_facts(first, around.now),
        "first": _first_target(first, wanted, around),
    }
    if refused.change is not None and refused.change.keys() == {"risk_share"}:
        facts |= {"risk": refused.change["risk_share"], "risk_now": plain(around.limits.risk_share)}
    if first.check in HOLDS:
        facts["since"] = first.value
    if first.check == "switch":
        facts["by"], _, facts["since"] = first.value.rpartition(", ")
    if first.check == "size" and around.rules.minimum_notional >= around.limits.smallest_entry:
        facts["venue"] = around.book.account.venue
    facts |= _waiting(refused, wanted, around)
    return Refusal(refused.code, facts, refused.reasons, refused.change)


def particular_facts(reason: Reason, now: datetime) -> dict[str, str]:
    """What the words of one check need beside its number and its limit."""
    match reason.check:
        case "day" | "fall":
            return {"until": (midnight(now) + timedelta(days=1)).isoformat()}
        case "paused":
            return {"name": reason.per} if reason.value else {"name": reason.per, "by_you": "yes"}
        case "session":
            return {"opens": reason.limit, "city": "UTC"} if reason.limit else {}
        case "symbol":
            return {"allowed": reason.limit} if reason.limit else {}
        case "minute":
            return {"value": reason.limit, "span": "minute", "wait": reason.per or "60"}
        case "opposite":
            waits = {"waits": "yes"} if reason.per else {}
            return {"trade": reason.value, "held": reason.limit, **waits}
        case "orders":
            wait = midnight(now) + timedelta(days=1) - now
            return {"value": reason.limit, "span": "day", "wait": str(wait // timedelta(seconds=1))}
        case "basis":
            return {"missing": reason.limit, reason.limit: "yes"}
    return {}


def _fitting(refused: Refused, wanted: Wanted, around: Circumstances) -> str:
    """The amount nearest to what was asked by hand that would pass, tried out; empty when there is none."""
    request = _request(wanted, around)
    failed = [reason for reason in refused.reasons if not reason.passed]
    if request.quantity is None or any(reason.per or reason.check not in FITTED for reason in failed):
        return ""
    price, step = request.reference, around.rules.step
    if failed[0].check == "size":
        if len(failed) > 1:
            return ""
        units = to_step(Decimal(failed[0].limit) / price, step, ROUND_UP)
    else:
        most = [_most(reason, request.quantity, price) for reason in failed]
        units = to_step(min(most), step, ROUND_DOWN)
    # Up to the cent, so that the same number of steps comes out when this is typed. Where a cent buys several
    # steps, what must not be too much is rounded down instead.
    up = failed[0].check == "size" or step * price > CENT
    use = to_step(units * price, CENT, ROUND_UP if up else ROUND_DOWN)
    if use <= 0:
        return ""
    tried = decide(replace(wanted, amount=Amount(Unit.MONEY, use)), around)
    return "" if isinstance(tried, Refused) else plain(use)


def _first_target(failed: Reason, wanted: Wanted, around: Circumstances) -> str:
    """The price of the first target, where selling everything there would pass; empty where it would not."""
    if failed.check != "size" or not failed.per or wanted.amount is None:
        return ""
    price = wanted.targets[0].price
    tried = decide(replace(wanted, targets=equal_targets((price,))), around)
    return "" if isinstance(tried, Refused) else plain(price)


def _most(failed: Reason, quantity: Quantity, price: Price) -> Decimal:
    """Units that the free cash pays for, or that the position still has room for."""
    value, limit = Decimal(failed.value), Decimal(failed.limit)
    return quantity * limit / value if failed.check == "funds" else quantity - (value - limit) / price


def equal_targets(prices: tuple[Price, ...]) -> tuple[Target, ...]:
    """Targets that each get an equal share; the last takes what rounding leaves."""
    if not prices:
        return ()
    share = (Decimal(1) / len(prices)).quantize(Decimal("0.0001"))
    shares = [share] * (len(prices) - 1) + [1 - share * (len(prices) - 1)]
    return tuple(Target(price, part) for price, part in zip(prices, shares, strict=True))


def _waiting(refused: Refused, wanted: Wanted, around: Circumstances) -> dict[str, str]:
    """Where only the price ran: the order that would wait for its return, with its size, tried out.

    `wait` is the posted price with max chase in it, so that what waits is what would have been paid at most.
    """
    failed = {reason.check for reason in refused.reasons if not reason.passed}
    if wanted.posted is None or wanted.stop is None or not failed <= {"price", "band"}:
        return {}
    price = worst_price(wanted.side, wanted.posted, around.limits.chase_share, around.rules.tick)
    tried = decide(replace(wanted, posted=None, limit=price, copied=False, asked=True), around)
    if isinstance(tried, Refused):
        return {}
    targets = " ".join(plain(target.price) for target in wanted.targets)
    return {"wait": plain(price), "units": plain(tried.quantity), "targets": targets}
