"""Follows, skips and questions as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

from core.accounts.model import PAPER, PAPER_CURRENCY, Account, Mode
from core.command import ASKED_PREVIEW, Preview
from core.context import World
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Price, to_step
from core.market.model import Instrument
from core.orders.model import Side, TradeStatus
from core.orders.planning import EntryPlan
from core.orders.proposal import Wanted
from core.orders.views import propose
from core.portfolio.opening import Book
from core.portfolio.views import book_equity, load_book, prices_of, shown_price
from core.ports.questions import CopiedBy, DecisionsByProvider, OpenTradesOf
from core.ports.store import View
from core.risk.calculators import kelly, record_of
from core.risk.limits import Bounds, Limits, merge, provider_scope
from core.risk.model import ASKED, TOLD, Decision, Footprint, OpenTrade, SizeMode, WhyCard
from core.risk.sizing import capped, wanted
from core.risk.today import risk_left
from core.risk.views import bounds_of, why_card
from core.signals.cards import show_signal
from core.signals.model import Provider, Signal, SignalCard, SignalStatus, SignalTold
from core.signals.views import provider_lines
from core.social.copying import NO_TERMS, Terms, side_of, sizing_of, terms_of, wanted_of
from core.social.earned import change_of, result_of
from core.social.model import (
    AskOver,
    AskTold,
    CopyLossCard,
    CopyLossTold,
    CopyMode,
    CopySettings,
    Follow,
    FollowLine,
    FollowPlan,
    HeardTold,
    Overlap,
    SizeLine,
    SizesCard,
    SkipTold,
)

EXAMPLE = "BTC/USDT"
EXAMPLE_STOP = Decimal("0.975")
# The figures of the example, as people start out with them.
EXAMPLES = (
    CopySettings(size=SizeMode.RISK),
    CopySettings(size=SizeMode.FIXED, figure=Decimal(200)),
    CopySettings(size=SizeMode.PART, figure=Decimal("0.05")),
    CopySettings(size=SizeMode.MIRROR),
    CopySettings(size=SizeMode.FACTOR, figure=Decimal("0.5")),
    CopySettings(size=SizeMode.KELLY),
)


async def terms_for(world: World, signal: Signal, follows: Sequence[Follow]) -> dict[str, Terms]:
    """The terms of these follows for one signal, by person. What a size mode needs is read only where one needs it."""
    provider = await world.view.get(Provider, signal.provider)
    name = signal.provider if provider is None else provider.name
    sizes = {follow.chosen.size for follow in follows if follow.settings is not None}
    leader = None
    if provider is not None and sizes & {SizeMode.MIRROR, SizeMode.FACTOR}:
        leader = await leader_share(world, signal, provider.person)
    kellys: dict[str, Decimal] = {}
    if SizeMode.KELLY in sizes:
        persons = [follow.person for follow in follows if follow.chosen.size is SizeMode.KELLY]
        kellys = await kelly_shares(world, signal.provider, persons)
    bounds = await world.view.get(Bounds, provider_scope(signal.provider))
    shares = None if bounds is None else bounds.target_shares
    crowd = await world.view.get(Footprint, signal.id)
    return {
        follow.person: terms_of(follow, name, leader, kellys.get(follow.person), shares, crowd)
        for follow in follows
    }


async def leader_share(world: World, signal: Signal, leader: str) -> Decimal | None:
    """The share of their own account that the provider put into this trade (DF-10); None when they have none."""
    instrument = None if signal.symbol is None else world.market.table.get(signal.symbol)
    if instrument is None:
        return None
    side = side_of(signal.direction)
    trades = [
        trade
        for trade in await world.view.ask(OpenTradesOf((leader,)))
        if trade.symbol == signal.symbol and trade.side is side
    ]
    if not trades:
        return None
    trade = trades[-1]
    book = await load_book(world.view, leader, instrument.quote, world.clock.now())
    worth = await book_equity(world, book, {})
    units = trade.planned if not trade.entered else trade.entered
    return None if worth <= 0 else units * trade.reference / worth


async def kelly_shares(world: World, provider: str, persons: Sequence[str]) -> dict[str, Decimal]:
    """A quarter of Kelly's fraction for each person, from their own closed copies of this provider (DF-32)."""
    results: dict[str, list[Decimal]] = {}
    for copy in await world.view.ask(CopiedBy(tuple(persons), provider)):
        if copy.status is TradeStatus.CLOSED:
            results.setdefault(copy.person, []).append(result_of(copy, None))
    records = {person: record_of(found) for person, found in results.items()}
    return {person: kelly(*record).quarter for person, record in records.items() if record is not None}


async def follow_plan(
    world: World,
    provider: Provider,
    mode: CopyMode,
    settings: CopySettings,
    book: Book,
    *,
    known: bool,
) -> FollowPlan:
    """A follow with the limits that would hold, and whose they are; `book` is where its copies are traded."""
    person = book.portfolio.person
    (line,) = await provider_lines(world, [provider])
    theirs = await bounds_of(world.view, provider.id, provider.channel)
    limits = await world.view.get(Limits, person) or Limits(person=person)
    effective = merge(limits, own=settings.bounds, server=theirs.server, provider=theirs.provider)
    return FollowPlan(
        provider=line,
        person=person,
        mode=mode,
        paper=book.portfolio.mode is Mode.PAPER,
        account="" if book.portfolio.venue == PAPER else book.account.id,
        venue=book.portfolio.venue,
        settings=settings,
        limits=effective.limits,
        whose={name: who.value for name, who in effective.whose.items()},
        target_shares=effective.target_shares,
        currency=book.portfolio.currency,
        equity=await book_equity(world, book, {}),
        known=known,
    )


async def sizes_card(world: World, provider: Provider, person: str, plan: FollowPlan) -> SizesCard:
    """Each size mode with one example: BTC/USDT at 60,000 with its stop 2.5 % away, cut as a copy would be."""
    instrument = world.market.table.get(EXAMPLE)
    if instrument is None:
        raise LookupError(f"{EXAMPLE} is not known")
    tick = world.market.tick(instrument)
    book = await load_book(world.view, person, instrument.quote, world.clock.now())
    broker = await world.brokers.of(book.account.id)
    rules = await broker.rules(instrument)
    if rules is None:
        raise Refusal("not_at_broker", {"venue": broker.venue, "symbol": EXAMPLE})
    entry = (await world.market.quote(instrument)).last
    stop = Price(to_step(entry * EXAMPLE_STOP, tick, ROUND_DOWN))
    kellys = await kelly_shares(world, provider.id, [person])
    leader = await _example_leader(world, provider)
    lines = []
    for settings in EXAMPLES:
        sizing = sizing_of(settings, leader, kellys.get(person))
        units = wanted(sizing, plan.equity, plan.limits.risk_share, entry, stop, rules.step)
        units = capped(units, plan.equity * plan.limits.position_share, entry, rules.step)
        value = None if sizing.missing else units * entry
        lines.append(
            SizeLine(size=settings.size, figure=settings.figure, value=value, missing=sizing.missing)
        )
    return SizesCard(
        provider=provider.name,
        mode=plan.mode,
        symbol=EXAMPLE,
        entry=entry,
        stop=stop,
        lines=tuple(lines),
        position_share=plan.limits.position_share,
        position_most=plan.equity * plan.limits.position_share,
    )


async def _example_leader(world: World, provider: Provider) -> Decimal | None:
    """The share of the provider's newest open trade."""
    trades = await world.view.ask(OpenTradesOf((provider.person,)))
    if not trades:
        return None
    instrument = world.market.table.get(trades[-1].symbol)
    currency = PAPER_CURRENCY if instrument is None else instrument.quote
    book = await load_book(world.view, provider.person, currency, world.clock.now())
    worth = await book_equity(world, book, {})
    units = trades[-1].entered or trades[-1].planned
    return None if worth <= 0 else units * trades[-1].reference / worth


async def overlaps_of(world: World, person: str) -> tuple[Overlap, ...]:
    """What several leaders are in at once: net value, and what may be lost of the one budget there is (BX-12)."""
    groups: dict[tuple[str, Side], list[OpenTrade]] = {}
    for trade in await world.view.ask(OpenTradesOf((person,))):
        if trade.provider is not None:
            groups.setdefault((trade.symbol, trade.side), []).append(trade)
    limits = await world.view.get(Limits, person) or Limits(person=person)
    found = []
    for (symbol, side), trades in groups.items():
        names = tuple(dict.fromkeys(trade.provider_name or "" for trade in trades))
        instrument = world.market.table.get(symbol)
        if len(names) < 2 or instrument is None:
            continue
        book = await load_book(world.view, person, instrument.quote, world.clock.now())
        price = await shown_price(world, symbol)
        units = [t.planned if t.status is TradeStatus.PLANNED else t.entered - t.exited for t in trades]
        found.append(
            Overlap(
                symbol=symbol,
                side=side,
                names=names,
                value=None if price is None else sum(units, ZERO) * price,
                risk=sum((risk_left(trade) for trade in trades), ZERO),
                most=await book_equity(world, book, {}) * limits.risk_share,
            )
        )
    return tuple(found)


async def is_on_paper(view: View, follow: Follow) -> bool:
    """Whether a follow's copies are traded with play money. Unless its account says so, it is real."""
    if not follow.account:
        return True
    account = await view.get(Account, follow.account)
    return account is not None and account.mode is Mode.PAPER


async def follow_lines(world: World, follows: Sequence[Follow]) -> tuple[FollowLine, ...]:
    """Follows with how many signals were taken and skipped, and what each has earned."""
    lines = []
    copies = await world.view.ask(CopiedBy(tuple({follow.person for follow in follows}))) if follows else ()
    prices = await prices_of(world, {copy.symbol for copy in copies if copy.entered != copy.exited})
    for follow in follows:
        provider = await world.view.get(Provider, follow.provider)
        tally = {
            row.word: row.rows
            for row in await world.view.ask(DecisionsByProvider(follow.person, follow.provider))
        }
        lines.append(
            FollowLine(
                provider=follow.provider,
                name=follow.provider if provider is None else provider.name,
                mode=follow.mode,
                active=follow.active,
                since=follow.since,
                taken=tally.get("", 0),
                skipped=sum(rows for code, rows in tally.items() if code not in ("", ASKED, TOLD)),
                paused=follow.paused,
                size=follow.chosen.size,
                figure=follow.chosen.figure,
                paper=await is_on_paper(world.view, follow),
                change=change_of(
                    follow,
                    [
                        copy
                        for copy in copies
                        if (copy.provider, copy.person) == (follow.provider, follow.person)
                    ],
                    prices,
                ),
            )
        )
    return tuple(lines)


async def show_skip(world: World, told: SkipTold) -> WhyCard | None:
    """Why a copy was skipped."""
    decision = await world.view.get(Decision, told.decision)
    return None if decision is None else await why_card(world, decision)


async def show_ask(world: World, told: AskTold) -> Preview[EntryPlan] | WhyCard | AskOver | None:
    """The question whether to copy a signal, sized by what one would pay now; or why that is no longer possible.

    It stays open for as long as when it was first asked, however often its provider changes the signal meanwhile.
    """
    signal = await world.view.get(Signal, told.signal)
    instrument = None if signal is None or signal.symbol is None else world.market.table.get(signal.symbol)
    if signal is None or instrument is None:
        return None
    decisions = await world.view.all(Decision, signal=signal.id, person=told.person, code=ASKED)
    left = ASKED_PREVIEW - (world.clock.now() - decisions[0].at) if decisions else ASKED_PREVIEW
    if signal.entries_over or signal.status is not SignalStatus.OPEN or left <= timedelta(0):
        return await _ask_over(world, signal, lapsed=left <= timedelta(0))
    try:
        wanted_here = await wanted_by(world, signal, instrument, told.person)
        plan, _ = await propose(world, told.person, wanted_here)
    except Refusal as refusal:
        if not decisions:
            raise LookupError(f"nothing was decided about {signal.id}") from refusal
        return await why_card(world, decisions[0])
    provider = await world.view.get(Provider, signal.provider)
    source = "" if provider is None else f"{provider.name} #{signal.number}"
    return Preview(replace(plan, source=source), left)


async def _ask_over(world: World, signal: Signal, *, lapsed: bool) -> AskOver:
    provider = await world.view.get(Provider, signal.provider)
    return AskOver(
        provider="" if provider is None else provider.name,
        number=signal.number,
        symbol=signal.symbol or "",
        lapsed=lapsed,
    )


async def show_heard(world: World, told: HeardTold) -> SignalCard | None:
    """A signal, for somebody who only wants to hear of it."""
    return await show_signal(world, SignalTold(told.signal))


async def wanted_by(world: World, signal: Signal, instrument: Instrument, person: str) -> Wanted:
    """The entry that a signal asks of one person, on the terms of their follow, when they are asked."""
    follow = await world.view.get(Follow, signal.provider, person)
    terms = await terms_for(world, signal, [follow]) if follow is not None else {}
    wanted = wanted_of(signal, instrument, asked=True, terms=terms.get(person, NO_TERMS))
    return wanted if follow is None else replace(wanted, account=follow.account)


async def show_copy_loss(world: World, told: CopyLossTold) -> CopyLossCard | None:
    """What a follow lost when it was told."""
    provider = await world.view.get(Provider, told.provider)
    follow = await world.view.get(Follow, told.provider, told.person)
    if provider is None or follow is None:
        return None
    return CopyLossCard(
        name=provider.name,
        stopped=told.stopped,
        on_loss=follow.chosen.on_loss,
        change=told.change,
        limit=told.limit,
        paper=await is_on_paper(world.view, follow),
    )
