"""A signal goes to its followers: page by page, each decided by their own limits, refusals told with reasons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache, partial

from core.accounts.model import PAPER, Account
from core.context import World
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.values import replace
from core.market.model import Instrument, Quote
from core.notices.model import Notice, NoticeKind
from core.notices.tell import notice, tell
from core.orders.chain import first_rows
from core.orders.changes import CancelEntries, CloseShare, Move
from core.orders.kept_rules import keep_rules
from core.orders.model import (
    ChunkPlanned,
    Mover,
    Order,
    OrderSettled,
    Purpose,
    Trade,
    TradeRecorded,
    TradeStatus,
    TradeTold,
)
from core.orders.planning import EntryPlan, copy_cause, entry_rows
from core.orders.proposal import Circumstances, Wanted, decide
from core.orders.steering import steer
from core.orders.switches import Origin, Switch, blocks, hold_words, server_of
from core.paper.model import PriceMoved
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.portfolio.valuation import equity
from core.portfolio.views import load_books, prices_of, write_openings
from core.ports.questions import CopiedBy, Holders
from core.ports.store import Unit
from core.risk.limits import Limits, merge
from core.risk.model import ASKED, TOLD, CopiedTrade, Decision, Refused
from core.risk.today import UNTOUCHED, facts_of
from core.risk.views import bounds_of, load_today
from core.signals.model import Signal, SignalAccepted, SignalStatus, SignalTold
from core.signals.reading import Tier
from core.social.copying import Terms, side_of, unclear, wanted_of
from core.social.crowd import measure
from core.social.earned import LossStep, change_of, loss_step
from core.social.model import (
    AskTold,
    CopyLossTold,
    CopyMode,
    Follow,
    HeardTold,
    OnLoss,
    Paused,
    SkipTold,
)
from core.social.reach import AtVenue, at_venue, in_reach, reachable
from core.social.views import terms_for

# The first orders leave as soon as the first page is written, so it is small. Later ones cost less for each follower
# the larger they are.
FIRST_PAGE, GROWTH, LARGEST_PAGE = 16, 16, 512
# How many followers are decided in one turn: what is on its way already must not wait for those who come after.
AT_ONE_TURN = 4
WATCHED = 500


@dataclass(slots=True)
class _Page:
    """Rows of one page of followers, written together."""

    books: list[Book]
    trades: list[Trade]
    orders: list[Order]
    decisions: list[Decision]
    notices: list[Notice]
    wanted: list[Decimal]
    chunk: str
    venue: AtVenue


async def copy_signals(world: World, events: Sequence[SignalAccepted]) -> None:
    """Outside(SignalAccepted): plan every follower. Ids follow from (signal, person), so a second run adds nothing."""
    for event in events:
        signal = await world.view.get(Signal, event.signal)
        instrument = (
            None if signal is None or signal.symbol is None else world.market.table.get(signal.symbol)
        )
        if signal is not None and instrument is not None:
            await _copy(world, signal, instrument)


async def _copy(world: World, signal: Signal, instrument: Instrument) -> None:
    """Pages grow, so that the first orders leave at once however many follow."""
    after: tuple[object, ...] = ()
    size, measured = FIRST_PAGE, False
    while not signal.entries_over and signal.status is SignalStatus.OPEN:
        page = await world.view.page(Follow, provider=signal.provider, active=True, after=after, size=size)
        if not page:
            return
        changed = False
        for group in await _by_venue(world, await _undecided(world, signal, page)):
            inside, there = await in_reach(world, signal, instrument, group)
            if there is None:
                continue
            plan, measured = _plan_page if measured else _plan_first, True
            if not await _copy_page(world, signal, await plan(world, signal, instrument, inside, there)):
                changed = True
                break
        if changed:
            # Its provider changed it meanwhile: these are planned again, by what stands now.
            signal = await world.view.get(Signal, signal.id) or signal
            continue
        after = (page[-1].provider, page[-1].person)
        size = min(size * GROWTH, LARGEST_PAGE)


async def _plan_first(
    world: World, signal: Signal, instrument: Instrument, follows: Sequence[Follow], there: AtVenue
) -> _Page:
    """The first page, planned while the crowd is measured: nothing of it is written before. Where the crowd is too
    large it is planned again."""
    planned, counted = await asyncio.gather(
        _plan_page(world, signal, instrument, follows, there), _measure(world, signal, instrument)
    )
    if not counted:
        return planned
    # Counting takes its time: what it costs may be another price by now.
    return await _plan_page(
        world, signal, instrument, follows, await at_venue(world, there.account, instrument)
    )


async def _measure(world: World, signal: Signal, instrument: Instrument) -> bool:
    """Whether all of them together turned out to be too many for this market."""

    async def pages() -> AsyncIterator[list[Follow]]:
        after: tuple[object, ...] = ()
        while page := await world.view.page(
            Follow, provider=signal.provider, active=True, after=after, size=LARGEST_PAGE
        ):
            after = (page[-1].provider, page[-1].person)
            yield await _undecided(world, signal, page)

    async def sizes(follows: Sequence[Follow]) -> Sequence[Decimal]:
        found = list[Decimal]()
        for group in await _by_venue(world, follows):
            inside, _, there = await reachable(world, instrument, group)
            if there is not None:
                found += (await _plan_page(world, signal, instrument, inside, there)).wanted
        return found

    return await measure(world, signal, instrument, pages(), sizes)


async def _by_venue(world: World, follows: Sequence[Follow]) -> Sequence[list[Follow]]:
    """Followers by the venue that their copies are traded at: each has its own rules, hours and prices."""
    named = {follow.account for follow in follows if follow.account}
    accounts = await world.view.all(Account, id=named) if named else ()
    venues = {account.id: account.venue for account in accounts}
    groups: dict[str, list[Follow]] = {}
    for follow in follows:
        groups.setdefault(venues.get(follow.account, PAPER), []).append(follow)
    return list(groups.values())


async def _undecided(world: World, signal: Signal, page: Sequence[Follow]) -> list[Follow]:
    """Those of a page for whom nothing was decided yet. A second run after a kill decides for nobody twice: limits may
    have changed meanwhile."""
    ids = [decision_id(signal.id, follow.person) for follow in page]
    decided = {one.person for one in await world.view.all(Decision, id=ids)}
    return await _of_addition(world, signal, [follow for follow in page if follow.person not in decided])


async def _of_addition(world: World, signal: Signal, follows: list[Follow]) -> list[Follow]:
    """What adds to a signal is for those who are in it."""
    if signal.adds_to is None or not follows:
        return follows
    persons = [follow.person for follow in follows]
    trades = await world.view.all(
        Trade, signal=signal.adds_to, person=persons, status=(TradeStatus.PLANNED, TradeStatus.OPEN)
    )
    inside = {trade.person for trade in trades}
    return [follow for follow in follows if follow.person in inside]


async def _copy_page(world: World, signal: Signal, page: _Page) -> bool:
    """Write down one page; False when the signal was changed meanwhile, and nothing was."""
    await keep_rules(world, page.venue.name, page.venue.symbol, page.venue.rules)
    async with world.store.unit() as unit:
        await unit.hold(Signal, [signal.id])
        stands = await unit.get(Signal, signal.id)
        if stands is None or (stands.updates, stands.status) != (signal.updates, signal.status):
            return False
        await _write(unit, page, page.chunk)
        # The public card counts who is in and who was skipped.
        await tell(unit, [*page.notices, notice(world, SignalTold(signal.id), channel=signal.channel)])
    faultpoint("chunk.planned")
    return True


async def _plan_page(
    world: World, signal: Signal, instrument: Instrument, follows: Sequence[Follow], there: AtVenue
) -> _Page:
    """What each of these followers' own limits make of the signal, by what their venue says. Nothing is written."""
    now = world.clock.now()
    persons = [follow.person for follow in follows]
    # Side by side: one after another, each would wait for its turn behind the orders that are on their way.
    accounts = {follow.person: follow.account for follow in follows}
    books, set_by_them, theirs, switches, terms = await asyncio.gather(
        load_books(world.view, persons, instrument.quote, now, accounts),
        world.view.all(Limits, person=persons),
        bounds_of(world.view, signal.provider, signal.channel),
        world.view.all(Switch),
        terms_for(world, signal, follows),
    )
    quote = there.quote
    todays, prices = await asyncio.gather(
        load_today(world.view, books.values(), now),
        _prices(world, books, quote),
    )
    limits = {row.person: row for row in set_by_them}
    server = server_of(signal.channel)

    @cache
    def wanted(terms: Terms, asked: bool) -> Wanted:
        """The same for everybody on the same terms, and that is nearly everybody."""
        return wanted_of(signal, instrument, asked=asked, terms=terms)

    chunk = derived("copy", signal.id, persons[0])
    page = _Page([], [], [], [], [], [], chunk, there)
    for number, follow in enumerate(follows, start=1):
        if number % AT_ONE_TURN == 0:
            await asyncio.sleep(0)
        book = books[follow.person]
        switch = blocks(switches, follow.person, Origin(signal.provider, server, book.account.venue))
        worth = equity(book.cash, [p for p in book.positions if p.quantity], prices)
        today = todays.get(book.portfolio.id, UNTOUCHED)
        side = side_of(signal.direction)
        around = Circumstances(
            now=now,
            book=book,
            equity=worth,
            effective=merge(
                limits.get(follow.person) or Limits(person=follow.person),
                own=terms[follow.person].own,
                server=theirs.server,
                provider=theirs.provider,
            ),
            quote=quote,
            rules=there.rules,
            switch=None if switch is None else f"{switch.by}, {switch.at:%H:%M} UTC",
            hold=hold_words(switches, book.portfolio.id, book.account.id, instrument.symbol),
            facts=facts_of(
                today,
                book,
                worth,
                prices,
                instrument.symbol,
                side,
                now,
                paused=terms[follow.person].paused,
                adding_to=None if signal.adds_to is None else signal.provider,
            ),
            session=there.session,
        )
        _decide_one(world, signal, follow, partial(wanted, terms[follow.person]), around, page)
    return page


async def _prices(world: World, books: dict[str, Book], quote: Quote) -> dict[str, Decimal]:
    held = {p.symbol for book in books.values() for p in book.positions if p.quantity} - {quote.symbol}
    return {quote.symbol: quote.last, **await prices_of(world, held)}


def _decide_one(
    world: World,
    signal: Signal,
    follow: Follow,
    wanted: Callable[[bool], Wanted],
    around: Circumstances,
    page: _Page,
) -> None:
    """One follower: told, asked, skipped or planned. `wanted` by whether they are asked first."""
    mode = CopyMode.CONFIRM if signal.tier is not Tier.AUTO and follow.mode is CopyMode.AUTO else follow.mode
    outcome = decide(wanted(mode is CopyMode.CONFIRM), around)
    if isinstance(outcome, EntryPlan) and unclear(signal.entry_type, signal.entries):
        outcome = Refused(code="entry_form", reasons=outcome.reasons, change=None)
    if isinstance(outcome, EntryPlan) and mode is not CopyMode.NOTIFY:
        page.wanted.append(outcome.quantity * outcome.reference)
    decision = _decision(signal, follow, outcome, around)
    if mode is CopyMode.NOTIFY:
        page.decisions.append(replace(decision, code=TOLD, change=None))
        page.notices.append(notice(world, HeardTold(signal.id, follow.person), person=follow.person))
    elif isinstance(outcome, Refused):
        page.decisions.append(decision)
        if follow.paused is not Paused.BY_YOU:
            page.notices.append(notice(world, SkipTold(decision.id), person=follow.person))
    elif mode is CopyMode.CONFIRM:
        page.decisions.append(replace(decision, code=ASKED))
        page.notices.append(notice(world, AskTold(signal.id, follow.person), person=follow.person))
    else:
        cause = copy_cause(signal.id, follow.person)
        trade, orders = entry_rows(outcome, cause, page.chunk, world.installation, around.now)
        page.books.append(around.book)
        page.trades.append(trade)
        page.orders += orders
        if outcome.undo:  # nothing is sent yet, and may be taken back
            page.notices.append(notice(world, TradeTold(trade.id), person=follow.person))
        page.decisions.append(replace(decision, trade=trade.id))


@lru_cache(maxsize=2 * LARGEST_PAGE)
def decision_id(signal: str, person: str) -> str:
    """A decision follows from the signal and whom it is for: a second run meets the first one's row."""
    return derived("decision", signal, person)


def _decision(
    signal: Signal, follow: Follow, outcome: EntryPlan | Refused, around: Circumstances
) -> Decision:
    return Decision(
        id=decision_id(signal.id, follow.person),
        person=follow.person,
        signal=signal.id,
        trade=None,
        symbol=signal.symbol or "",
        mode=around.book.portfolio.mode.value,
        source=f"signal:{signal.id}",
        code=outcome.code if isinstance(outcome, Refused) else "",
        reasons=outcome.reasons,
        change=outcome.change if isinstance(outcome, Refused) else None,
        at=around.now,
    )


async def _write(unit: Unit, page: _Page, chunk: str) -> None:
    """One bulk insert a table. What was there already (a second run) is left alone and not sent again."""
    await write_openings(unit, page.books)
    new = {key[0] for key in await unit.add(page.orders, new_only=True)}
    fresh = {order.trade for order in page.orders if order.id in new}
    await unit.add([trade for trade in page.trades if trade.id in fresh])
    await unit.add(page.decisions, new_only=True)
    await unit.add(first_rows([order for order in page.orders if order.id in new], "copied"))
    if new:
        unit.record(ChunkPlanned(chunk))


async def redraw_after_fills(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): the signal's public card counts fills."""
    await _redraw(world, unit, {event.signal for event in events if event.signal is not None})


async def redraw_after_orders(world: World, unit: Unit, events: Sequence[OrderSettled]) -> None:
    """Inside(OrderSettled): the signal's public card follows what became of orders."""
    await _redraw(world, unit, {event.signal for event in events if event.signal is not None})


async def _redraw(world: World, unit: Unit, signals: set[str]) -> None:
    found = await unit.all(Signal, id=sorted(signals)) if signals else ()
    await tell(unit, [notice(world, SignalTold(one.id), channel=one.channel) for one in found])


# -- a follow that loses too much ----------------------------------------------------------------------------------


async def losses_on_prices(world: World, events: Sequence[PriceMoved]) -> None:
    """Outside(PriceMoved): the follows of whoever holds what moved."""
    for symbol in dict.fromkeys(event.symbol for event in events):
        await _watch(world, symbol)


async def losses_on_fills(world: World, events: Sequence[TradeRecorded]) -> None:
    """Outside(TradeRecorded): the follow whose copy gave something back."""
    gave = {e.person for e in events if e.signal is not None and e.purpose is not Purpose.ENTRY}
    if gave:
        await _look_at(world, sorted(gave))


async def watch_losses(world: World) -> None:
    """Each minute: the follows of everybody who holds something."""
    await _watch(world, None)


async def _watch(world: World, symbol: str | None) -> None:
    after = ""
    while ids := await world.view.ask(Holders(symbol, after, WATCHED)):
        portfolios = await world.view.all(Portfolio, id=list(ids))
        await _look_at(world, sorted({portfolio.person for portfolio in portfolios}))
        after = ids[-1]


async def _look_at(world: World, persons: Sequence[str]) -> None:
    """Warn at 80 % of what a follow may lose, and stop it at all of it, each once."""
    follows = await world.view.all(Follow, person=list(persons), active=True, paused=Paused.NO)
    follows = [follow for follow in follows if follow.base > 0]
    if not follows:
        return
    copies = await world.view.ask(CopiedBy(tuple(sorted({follow.person for follow in follows}))))
    prices = await prices_of(world, {copy.symbol for copy in copies if copy.entered != copy.exited})
    of_follow: dict[tuple[str, str], list[CopiedTrade]] = {}
    for copy in copies:
        of_follow.setdefault((copy.provider, copy.person), []).append(copy)
    for follow in follows:
        own = of_follow.get((follow.provider, follow.person), [])
        step = loss_step(follow, change_of(follow, own, prices))
        if step is not None:
            await _stop_or_warn(world, follow, step, own, prices)


async def _stop_or_warn(
    world: World, follow: Follow, step: LossStep, copies: Sequence[CopiedTrade], prices: dict[str, Decimal]
) -> None:
    """One follow, in one transaction; a second look finds it warned or stopped already."""
    now = world.clock.now()
    told = CopyLossTold(
        provider=follow.provider,
        person=follow.person,
        stopped=step.stops,
        change=step.change,
        limit=step.limit,
        at=follow.counted_from or now,
    )
    changed: dict[str, object] = {"warned_at": now}
    if step.stops:
        ends = follow.chosen.on_loss is OnLoss.KEEP
        changed = {"paused": Paused.BY_LOSS, "paused_at_loss": step.change, "active": not ends}
    was = {"paused": Paused.NO, "warned_at": follow.warned_at, "counted_from": follow.counted_from}
    async with world.store.unit() as unit:
        if not await unit.move(Follow, [(follow.provider, follow.person)], was=was, now=changed):
            return
        if step.stops and follow.chosen.on_loss is OnLoss.CLOSE:
            standing = [copy.trade for copy in copies if copy.entered != copy.exited]
            cause = f"copy-loss/{follow.provider}/{follow.person}/{told.at.isoformat()}"
            moves: list[Move] = [CancelEntries(), CloseShare(Decimal(1))]
            await steer(world, unit, standing, moves, by=Mover.OWNER, cause=cause, prices=prices)
        kind = NoticeKind.ALARM if step.stops else NoticeKind.INFO
        await tell(unit, [notice(world, told, person=follow.person, kind=kind)])
