"""From what somebody wants to a sized plan or a refusal with every reason: pure, the same for all who ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.accounts.model import Mode
from core.kernel.errors import Reason, Refusal
from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session
from core.orders.amount import Amount, Unit
from core.orders.model import OrderType, Side, Target
from core.orders.planning import EntryPlan
from core.portfolio.opening import Book
from core.risk.change import assess
from core.risk.limits import Bounds, Effective, Limits
from core.risk.model import BY_RISK, NOTHING_YET, Facts, Refused, Request, Situation, Sized, Sizing
from core.risk.sizing import split
from core.risk.today import midnight

CENT = Decimal("0.01")
# Checks that another amount can pass.
FITTED = frozenset({"size", "funds", "position", "exposure", "order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry as somebody wants it. `posted` None means: at what it costs now. `amount` None: risk decides.

    `share` is the part of the usual size that is wanted. `asked` marks entries that a person is shown before they
    happen: those are sized by the present price.
    `provider` and `channel` say whose signal it is and where it was posted: their bounds hold too. `own` are
    what the person chose for this follow, `paused` is why it brings nothing now, `adding` that it adds to a trade
    of the same provider.
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

    @property
    def limits(self) -> Limits:
        """The limits that hold."""
        return self.effective.limits


def decide(wanted: Wanted, around: Circumstances) -> EntryPlan | Refused:
    """Size and check an entry."""
    around = _for_a_part(around, wanted.share)
    request = _request(wanted, around)
    outcome = assess(request, around.limits, _situation(wanted, around))
    return outcome if isinstance(outcome, Refused) else _plan(wanted, around, request, outcome)


def _for_a_part(around: Circumstances, share: Decimal | None) -> Circumstances:
    """The same with so much less at risk: what adds to a trade asks for a part of the usual size."""
    if share is None:
        return around
    limits = replace(around.limits, risk_share=around.limits.risk_share * share)
    return replace(around, effective=replace(around.effective, limits=limits))


def _request(wanted: Wanted, around: Circumstances) -> Request:
    last = around.quote.last
    posted = wanted.posted or wanted.limit or last
    reference = wanted.limit or (last if wanted.asked else posted)
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
        worst=wanted.limit,
        sizing=wanted.sizing,
        leverage=wanted.leverage,
    )


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
        facts=around.facts,
        live=around.book.portfolio.mode is Mode.LIVE,
        session=around.session,
        volume=around.quote.volume,
        whose=around.effective.whose,
        theirs=around.effective.theirs,
    )


def _plan(wanted: Wanted, around: Circumstances, request: Request, sized: Sized) -> EntryPlan:
    capped = wanted.limit is not None or wanted.posted is not None
    bound = around.limits.signal_age if wanted.copied else None
    return EntryPlan(
        person=around.book.portfolio.person,
        account=around.book.account.id,
        portfolio=around.book.portfolio.id,
        mode=around.book.portfolio.mode.value,
        symbol=wanted.instrument.symbol,
        base=wanted.instrument.base,
        quote=wanted.instrument.quote,
        side=wanted.side,
        type=OrderType.LIMIT if capped else OrderType.MARKET,
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
        "side": wanted.side.value,
        "price": plain(around.quote.last),
        "stop": "" if wanted.stop is None else plain(wanted.stop),
        "use": _fitting(refused, wanted, around),
        **particular_facts(first, around.now),
    }
    if first.check == "switch":
        facts["by"], _, facts["since"] = first.value.rpartition(", ")
    if first.check == "size" and around.rules.minimum_notional >= around.limits.smallest_entry:
        facts["venue"] = around.book.account.venue
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
