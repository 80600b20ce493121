"""What copying a provider would have brought: their recorded signals lived through once more on candles. Pure (BX-05).

Every signal is carried out as a copy is: sized and checked by the same function as a live one, against an account that
holds what the signals before it left. A candle does not say when within it a price was paid, so there is no one result:
each of ten replays has its own delay, from the shortest tenth of those that were measured to the longest, and pays at
another place between the best and the worst price of the candle that it enters in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.money import ZERO, Price, Quantity, to_step
from core.kernel.values import replace
from core.market.candles import HOLE, MILLISECOND, Series, instant, milliseconds
from core.market.model import Instrument, Quote, Rules
from core.orders.model import Side
from core.orders.planning import EntryPlan
from core.orders.proposal import Circumstances, decide
from core.portfolio.model import Position
from core.portfolio.opening import Book
from core.replay.course import Course
from core.replay.model import Outcome, Terms
from core.risk.limits import Effective
from core.risk.model import Facts, Opposite, Refused
from core.risk.sizing import capped, wanted
from core.risk.today import midnight
from core.signals.instructions import moves_of, posted_entry
from core.signals.model import Signal, SignalUpdate
from core.signals.reading import EntryType
from core.social.copying import Terms as CopyTerms
from core.social.copying import side_of, wanted_of

REPLAYS = 10
NO_DELAY = timedelta(0)
# Where nobody's copy was measured yet.
ASSUMED = timedelta(seconds=2)
MEASURED_LEAST = 5
SHARE_PLACES = Decimal("1E-8")
HALF = Decimal("0.5")
# What can be entered at once: a breakout and a ladder wait for their prices.
AT_ONCE = frozenset({EntryType.MARKET, EntryType.LIMIT, EntryType.ZONE})


@dataclass(frozen=True, slots=True)
class Past:
    """A recorded signal with what its provider said about it later, and what its instrument cost."""

    signal: Signal
    instrument: Instrument
    updates: tuple[SignalUpdate, ...]
    series: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Whoever might have copied: an account as it is now but empty, with the limits and the follow that would hold."""

    book: Book
    effective: Effective
    terms: CopyTerms
    rules: Mapping[str, Rules]

    @property
    def equity(self) -> Decimal:
        """What the account begins with."""
        return self.book.cash


@dataclass(frozen=True, slots=True)
class Way:
    """How a replay is done: so late, so far between best (0) and worst (1) within a candle, with fees or without."""

    delay: timedelta = NO_DELAY
    place: Decimal | None = None
    fees: bool = False


@dataclass(frozen=True, slots=True)
class Lived:
    """One signal on its candles: when it was decided, what it cost then, and what became of one unit."""

    past: Past
    at: int
    price: Price
    course: Course


@dataclass(slots=True)
class _Held:
    """Units of a signal that was taken. Once it is over (in milliseconds) its `result` stays what it is."""

    lived: Lived
    quantity: Decimal
    reference: Decimal
    over: int | None = None
    result: Decimal | None = None

    def __post_init__(self) -> None:
        trade = self.lived.course.trade
        if trade.closed_at is not None and not trade.held:
            self.over = milliseconds(trade.closed_at)


@dataclass(frozen=True, slots=True)
class Replay:
    """How an account ended: the return and the deepest fall as shares, signals taken, and why others were not."""

    total: Decimal
    fall: Decimal
    taken: int
    of: int
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All of it: what was posted, what delay, fees and rules took off it, and the replays, the worst first."""

    as_posted: Decimal
    later: Decimal
    fees: Decimal
    rules: Decimal
    replays: tuple[Replay, ...]

    @property
    def typical(self) -> Replay:
        """The one in the middle; of two the lower."""
        return self.replays[(len(self.replays) - 1) // 2]


def ways_of(delays: Sequence[timedelta]) -> tuple[Way, ...]:
    """Ten ways of copying, each as likely as the others by the delays that were measured."""
    ordered = sorted(delays) if len(delays) >= MEASURED_LEAST else [ASSUMED]
    places = [(2 * number + 1, 2 * REPLAYS) for number in range(REPLAYS)]
    return tuple(
        Way(ordered[min(part * len(ordered) // whole, len(ordered) - 1)], Decimal(part) / whole, fees=True)
        for part, whole in places
    )


def live_through(past: Past, way: Way, rules: Rules, break_even_after: int) -> Lived | None:
    """One signal in one way, for one unit; None where its candles are not there."""
    known = milliseconds(past.signal.seen_at) + way.delay // MILLISECOND
    series = past.series
    first = series.first_from(known)
    if first == len(series) or series.times[first] - known > HOLE:
        return None
    price = _price(series, known, past.signal, way.place)
    terms = Terms(fee=rules.fee_rate if way.fees else ZERO)
    signal, paid = past.signal, None
    if past.signal.entry_type in AT_ONCE and way.place is not None:
        signal, paid = replace(signal, entry_type=EntryType.MARKET, entries=()), price
    course = Course(signal, series, known, terms, break_even_after, paid)
    for update in past.updates:
        moves = tuple(move for _, move in moves_of(update.actions, signal.direction))
        course.ask(milliseconds(update.at) + way.delay // MILLISECOND, moves)
    course.finish()
    return Lived(past, known, price, course)


def _price(series: Series, at: int, signal: Signal, place: Decimal | None) -> Price:
    """What it cost then: so far from best to worst in the candle of that moment; without a place as posted."""
    posted = posted_entry(signal)
    if place is None and posted is not None:
        return posted
    candle = bisect_right(series.times, at) - 1
    if candle < 0 or at >= series.ends(candle):
        after = series.first_from(at)
        return series.price(series.opens[min(after, len(series) - 1)])
    low, high = series.price(series.lows[candle]), series.price(series.highs[candle])
    best, worst = (low, high) if side_of(signal.direction) is Side.BUY else (high, low)
    return Price(best + (worst - best) * (HALF if place is None else place))


# -- an account that lives through them ----------------------------------------------------------------------


class _Account:
    """What an account holds and is worth at any moment of the past, as its trades went."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self.held: list[_Held] = []
        self.peak = follower.equity

    def equity(self, at: int) -> Decimal:
        """What it is worth at this time."""
        return self._follower.equity + sum((_profit(one, at) for one in self.held), ZERO)

    def open(self, at: int) -> list[_Held]:
        """What of it is not over at this time."""
        return [one for one in self.held if _units(one, at)]

    def circumstances(self, lived: Lived) -> Circumstances:
        """What is true around the account when a signal is decided."""
        at, symbol = lived.at, lived.past.instrument.symbol
        now = instant(at)
        equity = self.equity(at)
        self.peak = max(self.peak, equity)
        standing = self.open(at)
        book = replace(
            self._follower.book,
            cash=equity - sum((_side(one).sign * _value(one, at) for one in standing), ZERO),
            positions=_positions(standing, at),
        )
        return Circumstances(
            now=now,
            book=book,
            equity=equity,
            effective=self._follower.effective,
            quote=Quote(symbol=symbol, last=lived.price, bid=lived.price, ask=lived.price, at=now),
            rules=self._follower.rules[symbol],
            switch=None,
            facts=self._facts(lived, equity, standing),
        )

    def _facts(self, lived: Lived, equity: Decimal, standing: Sequence[_Held]) -> Facts:
        at = lived.at
        began = milliseconds(midnight(instant(at)))
        today = [one for one in self.held if one.lived.at >= began]
        minute = [one for one in today if at - one.lived.at < 60_000]
        before = self.equity(began)
        against = [
            one
            for one in standing
            if one.lived.past.instrument == lived.past.instrument
            and _side(one) is not side_of(lived.past.signal.direction)
        ]
        return Facts(
            day=_share(equity - before, before),
            fall=_share(equity - self.peak, self.peak),
            exposure=sum((_value(one, at) for one in standing), ZERO),
            open_trades=len(standing),
            orders_today=len(today),
            orders_this_minute=len(minute),
            turnover=sum((one.quantity * one.reference for one in today), ZERO),
            opposite=Opposite("", _side(against[0])) if against else None,
        )


def replayed(lives: Sequence[Lived], follower: Follower, *, rules: bool) -> Replay:
    """An account that is offered these, in order of time, and what it came to. Without `rules` everything that can be
    sized is taken, never more than the largest position that is allowed."""
    account = _Account(follower)
    skipped: Counter[str] = Counter()
    offered = sorted(lives, key=lambda one: (one.at, one.past.signal.number))
    for lived in offered:
        if lived.course.outcome is Outcome.PASSED:
            skipped["wrong_side"] += 1
            continue
        sized = _checked(account, lived, follower) if rules else _sized(account, lived, follower)
        if isinstance(sized, str):
            skipped[sized] += 1
        else:
            account.held.append(_Held(lived, sized, lived.price))
    end = max((_last(one) for one in offered), default=0)
    total = _share(account.equity(end) - follower.equity, follower.equity) or ZERO
    taken = sum(1 for one in account.held if one.lived.course.trade.entered)
    return Replay(total, _deepest(account, follower.equity), taken, len(offered), skipped)


def _checked(account: _Account, lived: Lived, follower: Follower) -> Quantity | str:
    """The size that the house would have let through, or the code for which it would not."""
    past = lived.past
    signal = replace(past.signal, stop_now=past.signal.stop, targets_now=past.signal.targets)
    entry = wanted_of(signal, past.instrument, asked=False, terms=follower.terms)
    outcome = decide(entry, account.circumstances(lived))
    if isinstance(outcome, Refused):
        return outcome.code
    assert isinstance(outcome, EntryPlan)
    return outcome.quantity


def _sized(account: _Account, lived: Lived, follower: Follower) -> Quantity | str:
    limits, sizing = follower.effective.limits, follower.terms.sizing
    if sizing.missing:
        return "no_size"
    equity, stop = account.equity(lived.at), lived.past.signal.stop
    step = follower.rules[lived.past.instrument.symbol].step
    full = wanted(sizing, equity, limits.risk_share, lived.price, stop, step)
    units = capped(full, equity * limits.position_share, lived.price, step)
    return units or "no_size"


def compared(posted: Replay, late: Replay, paid: Replay, replays: Sequence[Replay]) -> WhatIf:
    """The replays beside what was posted: what each thing took off adds up to the one in the middle."""
    ordered = tuple(sorted(replays, key=lambda one: one.total))
    typical = ordered[(len(ordered) - 1) // 2].total
    return WhatIf(
        as_posted=posted.total,
        later=late.total - posted.total,
        fees=paid.total - late.total,
        rules=typical - paid.total,
        replays=ordered,
    )


# -- figures of one trade at one moment ----------------------------------------------------------------------


def _side(one: _Held) -> Side:
    return one.lived.course.trade.side


def _entered(one: _Held, at: int) -> bool:
    opened = one.lived.course.trade.opened_at
    return opened is not None and milliseconds(opened) <= max(at, one.lived.at)


def _gone(one: _Held, at: int) -> list[tuple[Decimal, Decimal]]:
    """Shares that were given back by then, and their prices."""
    return [(exit_.share, exit_.price) for exit_ in one.lived.course.exits if milliseconds(exit_.at) <= at]


def _units(one: _Held, at: int) -> Decimal:
    """Units that are held at this time."""
    if not _entered(one, at) or (one.over is not None and at >= one.over):
        return ZERO
    left = one.lived.course.trade.entered - sum((share for share, _ in _gone(one, at)), ZERO)
    return max(left, ZERO) * one.quantity


def _now(one: _Held, at: int) -> Decimal:
    return one.lived.past.series.last_before(at) or one.lived.price


def _value(one: _Held, at: int) -> Decimal:
    return _units(one, at) * _now(one, at)


def _profit(one: _Held, at: int) -> Decimal:
    """What it brought until then, what is held at the last close, fees off."""
    if one.over is not None and at >= one.over:
        if one.result is None:
            one.result = _worked_out(one, at)
        return one.result
    return _worked_out(one, at) if _entered(one, at) else ZERO


def _worked_out(one: _Held, at: int) -> Decimal:
    course = one.lived.course
    trade = course.trade
    gone = _gone(one, at)
    proceeds = sum((share * price for share, price in gone), ZERO)
    held = max(trade.entered - sum((share for share, _ in gone), ZERO), ZERO)
    rate = course.fee_rate
    unit = trade.side.sign * (proceeds + held * _now(one, at) - trade.cost) - rate * (trade.cost + proceeds)
    return one.quantity * unit


def _positions(standing: Sequence[_Held], at: int) -> tuple[Position, ...]:
    units: dict[str, Decimal] = {}
    quotes: dict[str, str] = {}
    for one in standing:
        instrument = one.lived.past.instrument
        signed = _side(one).sign * _units(one, at)
        units[instrument.symbol] = units.get(instrument.symbol, ZERO) + signed
        quotes[instrument.symbol] = instrument.quote
    return tuple(
        Position(portfolio="", symbol=symbol, quote=quotes[symbol], quantity=count)
        for symbol, count in units.items()
    )


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return None if whole <= 0 else to_step(part / whole, SHARE_PLACES, ROUND_HALF_EVEN)


def _last(lived: Lived) -> int:
    """Until when there are candles."""
    return lived.past.series.ends(len(lived.past.series) - 1)


def _deepest(account: _Account, begins: Decimal) -> Decimal:
    """The deepest fall of the account from its highest point, looked at whenever something was entered or given back
    and at the end of each day, as a share of that point."""
    moments = {one.lived.at for one in account.held}
    moments |= {milliseconds(exit_.at) for one in account.held for exit_ in one.lived.course.exits}
    if moments:
        ends = max(_last(one.lived) for one in account.held)
        day = timedelta(days=1) // MILLISECOND
        moments |= set(range(min(moments) // day * day + day, ends, day)) | {ends}
    peak, deepest = begins, ZERO
    for at in sorted(moments):
        worth = account.equity(at)
        peak = max(peak, worth)
        deepest = min(deepest, _share(worth - peak, peak) or ZERO)
    return deepest
