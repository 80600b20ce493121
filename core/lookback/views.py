"""Reads behind looking back: signals with their candles, copies with their times."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.accounts.model import Account
from core.charts.views import bars_around
from core.context import World
from core.kernel.errors import Refusal
from core.kernel.values import replace
from core.lookback.measured import Delays, Earned, Way, cost_of, delays_of, earned_of
from core.lookback.model import CopyEntered
from core.lookback.results import CopyReport, Skipped, TradeReplay, WhatIfCard
from core.lookback.retelling import MOMENTS_AT_MOST, told_again
from core.lookback.whatif import (
    MEASURED_LEAST,
    REPLAYS,
    Follower,
    Lived,
    Past,
    compared,
    live_through,
    replayed,
    ways_of,
)
from core.lookback.whatif import Way as Replaying
from core.market.model import Instrument, Rules
from core.orders.access import rules_at
from core.orders.model import Fill, Order, OrderAudit, OrderStatus, Purpose, Trade, TradeTold
from core.orders.views import show_trade
from core.portfolio.opening import Book
from core.portfolio.views import book_equity, prices_of
from core.ports.questions import CopiesEntered
from core.risk.limits import Limits, merge
from core.risk.model import BY_RISK, SizeMode
from core.risk.views import bounds_of
from core.signals.instructions import posted_entry
from core.signals.model import LedgerEntry, Provider, Signal, SignalStatus, SignalUpdate
from core.social.copying import Terms, shared, sizing_of
from core.social.model import PLAIN, Follow
from core.social.views import kelly_shares
from core.venues.choosing import chosen_account, home_of

DAYS = 90
LOOKED_AT = 500
SIGNALS_AT_MOST = 2_000
# What a signal may be that was out for everybody to copy.
OUT = (SignalStatus.OPEN, SignalStatus.CLOSED, SignalStatus.CANCELED)
LEADING = frozenset({SizeMode.MIRROR, SizeMode.FACTOR})


# -- what copies were measured to take and cost ---------------------------------------------------------------


async def copies_of(world: World, provider: str, person: str | None = None) -> Sequence[CopyEntered]:
    """The newest copies of a provider (of one person) that were entered."""
    return await world.view.ask(CopiesEntered(provider, LOOKED_AT, person))


async def signals_of(world: World, copies: Collection[CopyEntered]) -> dict[str, Signal]:
    """The signals of these copies, by id."""
    ids = sorted({copy.signal for copy in copies})
    return {one.id: one for one in await world.view.all(Signal, id=ids)} if ids else {}


def delay_lengths(copies: Sequence[CopyEntered], signals: Mapping[str, Signal]) -> list[timedelta]:
    """From each post to the first fill of its copy."""
    lengths = [copy.opened_at - signals[copy.signal].posted_at for copy in copies if copy.signal in signals]
    return [max(length, timedelta(0)) for length in lengths]


async def delays_with(world: World, copies: Sequence[CopyEntered], *, stations: bool) -> Delays | None:
    """What the way of these copies took and cost; with `stations` also when each was sent."""
    signals = await signals_of(world, copies)
    sent = await _sent(world, copies) if stations else {}
    ways = []
    for copy in copies:
        signal = signals.get(copy.signal)
        if signal is None:
            continue
        cost = cost_of(copy.side, posted_entry(signal), copy.average)
        posted = posted_entry(signal)
        money = None if posted is None else copy.side.sign * (copy.cost - posted * copy.entered)
        seen = signal.confirmed_at or signal.seen_at
        ways.append(
            Way(signal.posted_at, seen, copy.created_at, sent.get(copy.trade), copy.opened_at, cost, money)
        )
    return delays_of(ways)


async def _sent(world: World, copies: Sequence[CopyEntered]) -> dict[str, datetime]:
    """When the first entry of each copy went on the wire, by trade."""
    trades = [copy.trade for copy in copies]
    orders = await world.view.all(Order, trade=trades, purpose=Purpose.ENTRY) if trades else ()
    trade_of = {order.id: order.trade for order in orders}
    audits = (
        await world.view.all(OrderAudit, order=list(trade_of), now=OrderStatus.SUBMITTING) if orders else ()
    )
    found: dict[str, datetime] = {}
    for audit in audits:
        trade = trade_of[audit.order]
        found[trade] = min(audit.at, found.get(trade, audit.at))
    return found


async def copy_report(world: World, provider: Provider, person: str) -> CopyReport:
    """What the way from post to fill took and cost one follower."""
    book = await _book(world, provider, person)
    mine = await copies_of(world, provider.id, person)
    own = [copy for copy in mine if copy.quote == book.portfolio.currency]
    return CopyReport(
        provider=provider.name,
        mode=book.portfolio.mode,
        currency=book.portfolio.currency,
        delays=await delays_with(world, own, stations=True),
    )


async def earned_with(world: World, provider: Provider) -> tuple[Earned | None, Delays | None]:
    """What followers really earned with a provider, and what the way cost them (BX-15, BX-03)."""
    copies = await copies_of(world, provider.id)
    people = sorted({copy.person for copy in copies})
    follows = await world.view.all(Follow, provider=provider.id, person=people) if people else ()
    bases = {one.person: (one.base, one.currency) for one in follows}
    prices = await prices_of(world, {copy.symbol for copy in copies if copy.entered != copy.exited})
    return earned_of(copies, bases, prices), await delays_with(world, copies, stations=False)


# -- what copying would have brought --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """What can be replayed, and why the rest cannot."""

    pasts: tuple[Past, ...]
    rules: dict[str, Rules]
    without: Counter[str]


async def _book(world: World, provider: Provider, person: str) -> Book:
    """The book in which somebody copies a provider, or would."""
    known = await world.view.get(Follow, provider.id, person)
    account = await chosen_account(world.view, person)
    if known is not None and known.active:
        account = await world.view.get(Account, known.account) if known.account else None
    return await home_of(world.view, person, account, world.clock.now())


async def what_if(world: World, provider: Provider, person: str, days: int = DAYS) -> WhatIfCard:
    """Copying this provider for the last days, by this person's own account, limits and fees.

    Raises `nothing_to_replay` where no signal of that time has candles.
    """
    book = await _book(world, provider, person)
    known = await world.view.get(Follow, provider.id, person)
    follower, mirrored = await _follower(world, provider, person, book, known)
    found = await _pasts(world, provider, book, world.clock.now() - timedelta(days=days))
    if not found.pasts:
        raise Refusal("nothing_to_replay", {"name": provider.name, "days": str(days)})
    follower = replace(follower, rules=found.rules)
    copies = await copies_of(world, provider.id, person)
    if len(copies) < MEASURED_LEAST:
        copies = await copies_of(world, provider.id)
    delays = delay_lengths(copies, await signals_of(world, copies))
    ways = ways_of(delays)
    typical = ways[(len(ways) - 1) // 2]

    async def lives(way: Replaying) -> list[Lived]:
        return await _lives(found, way, follower)

    posted = replayed(await lives(Replaying()), follower, rules=False)
    late = replayed(await lives(replace(typical, fees=False)), follower, rules=False)
    paid = replayed(await lives(typical), follower, rules=False)
    replays = [replayed(await lives(way), follower, rules=True) for way in ways]
    result = compared(posted, late, paid, replays)
    inner = result.replays[1:-1]
    return WhatIfCard(
        provider=provider.name,
        mode=book.portfolio.mode,
        currency=book.portfolio.currency,
        equity=follower.equity,
        days=days,
        follows=known is not None and known.active,
        as_posted=result.as_posted,
        later=result.later,
        fees=result.fees,
        rules=result.rules,
        typical=result.typical.total,
        low=inner[0].total,
        high=inner[-1].total,
        replays=REPLAYS,
        fall=result.typical.fall,
        taken=result.typical.taken,
        signals=len(found.pasts) + found.without.total(),
        skipped=_counted(result.typical.skipped),
        without=_counted(found.without),
        delay=typical.delay // timedelta(milliseconds=1),
        measured=len(delays) if len(delays) >= MEASURED_LEAST else 0,
        simulated=world.history is not None and world.history.simulated,
        mirrored=mirrored,
    )


def _counted(counts: Counter[str]) -> tuple[Skipped, ...]:
    return tuple(Skipped(code, count) for code, count in sorted(counts.items(), key=lambda one: -one[1]))


async def _follower(
    world: World, provider: Provider, person: str, book: Book, known: Follow | None
) -> tuple[Follower, bool]:
    """The account as it is worth now, with the limits that would hold; and whether a size had to be replaced: what a
    leader's own account was worth at each signal is not on record."""
    chosen = PLAIN if known is None else known.chosen
    limits = await world.view.get(Limits, person) or Limits(person=person)
    theirs = await bounds_of(world.view, provider.id, provider.channel)
    effective = merge(limits, own=chosen.bounds, server=theirs.server, provider=theirs.provider)
    kelly = (await kelly_shares(world, provider.id, [person])).get(person)
    mirrored = chosen.size in LEADING
    sizing = BY_RISK if mirrored else sizing_of(chosen, None, kelly)
    terms = Terms(sizing=sizing, own=chosen.bounds, target_shares=effective.target_shares)
    worth = await book_equity(world, book, {})
    empty = replace(book, cash=worth, positions=())
    return Follower(book=empty, effective=effective, terms=terms, rules={}), mirrored


async def _pasts(world: World, provider: Provider, book: Book, since: datetime) -> _Found:
    """The provider's signals since then with their updates and candles."""
    now = world.clock.now()
    page = await world.view.page(Signal, provider=provider.id, size=SIGNALS_AT_MOST, newest=True)
    signals = [one for one in page if one.seen_at >= since and one.status in OUT and one.adds_to is None]
    updates: dict[str, list[SignalUpdate]] = {}
    ids = [one.id for one in signals]
    for update in await world.view.all(SignalUpdate, signal=ids) if ids else ():
        updates.setdefault(update.signal, []).append(update)
    without: Counter[str] = Counter()
    series: dict[str, object] = {}
    rules: dict[str, Rules] = {}
    pasts = []
    for signal in sorted(signals, key=lambda one: one.number):
        instrument = None if signal.symbol is None else world.market.table.get(signal.symbol)
        why = await _unready(world, book, instrument, rules)
        if why or instrument is None:
            without[why] += 1
            continue
        if instrument.symbol not in series:
            candles = None if world.history is None else await world.history.candles(instrument, since, now)
            series[instrument.symbol] = candles
        found = series[instrument.symbol]
        if found is None:
            without["no_candles"] += 1
            continue
        own = sorted(updates.get(signal.id, ()), key=lambda one: one.number)
        pasts.append(Past(signal, instrument, tuple(own), found))  # type: ignore[arg-type]
    return _Found(tuple(pasts), rules, without)


async def _unready(world: World, book: Book, instrument: Instrument | None, rules: dict[str, Rules]) -> str:
    """Why a signal cannot be replayed in this book, or nothing; what its venue allows is kept."""
    if instrument is None:
        return "unknown_symbol"
    if instrument.quote != book.portfolio.currency:
        return "other_currency"
    if instrument.symbol not in rules:
        try:
            broker = await world.brokers.of(book.account.id)
            rules[instrument.symbol] = await rules_at(broker, instrument, world.clock.now())
        except Refusal as refusal:
            return refusal.code
    return ""


async def _lives(found: _Found, way: Replaying, follower: Follower) -> list[Lived]:
    """Every signal in one way. Between two of them others have their turn: this is arithmetic, and may take long."""
    lives = []
    for past in found.pasts:
        signal = past.signal
        targets = shared(signal.targets, follower.terms.target_shares)
        told = replace(past, signal=replace(signal, targets=targets))
        lived = live_through(
            told, way, found.rules[past.instrument.symbol], follower.effective.limits.break_even_after
        )
        if lived is not None:
            lives.append(lived)
        await asyncio.sleep(0)
    return lives


# -- one trade told again --------------------------------------------------------------------------------------


async def trade_replay(world: World, trade: Trade) -> TradeReplay:
    """Post, edits, words, fills, moves of the stop: a trade as one thread."""
    card = await show_trade(world, TradeTold(trade.id))
    if card is None:
        raise Refusal("no_such_trade", {"typed": trade.id})
    signal = None if trade.signal is None else await world.view.get(Signal, trade.signal)
    entries: Sequence[LedgerEntry] = ()
    updates: Sequence[SignalUpdate] = ()
    if signal is not None:
        updates = sorted(await world.view.all(SignalUpdate, signal=signal.id), key=lambda one: one.number)
        messages = sorted({signal.message, *(update.message for update in updates)})
        found = await world.view.all(LedgerEntry, chain=signal.channel, message=messages)
        entries = sorted(found, key=lambda one: one.number)
    orders = sorted(await world.view.all(Order, trade=trade.id), key=lambda one: (one.created_at, one.id))
    audits = await world.view.all(OrderAudit, order=[order.id for order in orders])
    fills = sorted(await world.view.all(Fill, trade=trade.id), key=lambda one: (one.at, one.id))
    moments = told_again(trade, signal, entries, updates, orders, audits, fills)
    more = max(len(moments) - MOMENTS_AT_MOST, 0)
    half = MOMENTS_AT_MOST // 2
    return TradeReplay(
        card=card,
        bars=await bars_around(world, card),
        moments=(*moments[:half], *moments[half + more :]) if more else moments,
        more=more,
    )
