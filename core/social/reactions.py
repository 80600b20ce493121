"""A signal goes to its followers: page by page, each decided by their own limits, refusals told with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.accounts.model import Limits
from core.context import World
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.market.model import Instrument, Quote, Rules
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.orders.model import ChunkPlanned, Order, OrderAudit, OrderSettled, Trade, TradeRecorded, TradeStatus
from core.orders.planning import EntryPlan, entry_rows
from core.orders.proposal import Circumstances, decide
from core.orders.switches import Origin, Switch, blocks, server_of
from core.portfolio.opening import Book
from core.portfolio.valuation import equity
from core.portfolio.views import load_books, prices_of, write_openings
from core.ports.store import Unit
from core.risk.model import ASKED, TOLD, Decision, Refused
from core.signals.model import Signal, SignalAccepted, SignalStatus, SignalTold
from core.signals.reading import Tier
from core.social.copying import ONE_PRICE, wanted_of
from core.social.model import AskTold, CopyMode, Follow, HeardTold, SkipTold

FIRST_PAGE = 64
LARGEST_PAGE = 2_000


@dataclass(slots=True)
class _Page:
    """Rows of one page of followers, written together."""

    books: list[Book]
    trades: list[Trade]
    orders: list[Order]
    decisions: list[Decision]
    notices: list[Notice]


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
    size = FIRST_PAGE
    while not signal.entries_over and signal.status is SignalStatus.OPEN:
        page = await world.view.page(Follow, provider=signal.provider, active=True, after=after, size=size)
        if not page:
            return
        # A second run after a kill decides for nobody twice: limits may have changed meanwhile.
        persons = [follow.person for follow in page]
        decided = {one.person for one in await world.view.all(Decision, signal=signal.id, person=persons)}
        undecided = [follow for follow in page if follow.person not in decided]
        undecided = await _of_addition(world, signal, undecided)
        if undecided and not await _copy_page(world, signal, instrument, undecided):
            # Its provider changed it meanwhile: these are planned again, by what stands now.
            signal = await world.view.get(Signal, signal.id) or signal
            continue
        after = (page[-1].provider, page[-1].person)
        size = min(size * 4, LARGEST_PAGE)


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


async def _copy_page(world: World, signal: Signal, instrument: Instrument, follows: Sequence[Follow]) -> bool:
    """Plan one page; False when the signal was changed meanwhile, and nothing was planned."""
    now = world.clock.now()
    persons = [follow.person for follow in follows]
    books = await load_books(world.view, persons, instrument.quote, now)
    limits = {row.person: row for row in await world.view.all(Limits, person=persons)}
    switches = await world.view.all(Switch)
    server = server_of(signal.channel)
    quote = await world.market.quote(instrument)
    prices = await _prices(world, books, quote)
    rules = await _rules(world, books[persons[0]], instrument)
    chunk = derived("copy", signal.id, persons[0])
    page = _Page([], [], [], [], [])
    for follow in follows:
        book = books[follow.person]
        switch = blocks(switches, follow.person, Origin(signal.provider, server, book.account.venue))
        around = Circumstances(
            now=now,
            book=book,
            equity=equity(book.cash, [p for p in book.positions if p.quantity], prices),
            limits=limits.get(follow.person) or Limits(person=follow.person),
            quote=quote,
            rules=rules,
            switch=None if switch is None else f"{switch.by}, {switch.at:%H:%M} UTC",
        )
        _decide_one(world, signal, instrument, follow, around, chunk, page)
    async with world.store.unit() as unit:
        await unit.hold(Signal, [signal.id])
        stands = await unit.get(Signal, signal.id)
        if stands is None or (stands.updates, stands.status) != (signal.updates, signal.status):
            return False
        await _write(unit, page, chunk)
        # The public card counts who is in and who was skipped.
        await tell(unit, [*page.notices, notice(world, SignalTold(signal.id), channel=signal.channel)])
    faultpoint("chunk.planned")
    return True


async def _prices(world: World, books: dict[str, Book], quote: Quote) -> dict[str, Decimal]:
    held = {p.symbol for book in books.values() for p in book.positions if p.quantity} - {quote.symbol}
    return {quote.symbol: quote.last, **await prices_of(world, held)}


async def _rules(world: World, book: Book, instrument: Instrument) -> Rules:
    rules = await (await world.brokers.of(book.account.id)).rules(instrument)
    if rules is None:
        raise LookupError(f"no rules for {instrument.symbol}")
    return rules


def _decide_one(
    world: World,
    signal: Signal,
    instrument: Instrument,
    follow: Follow,
    around: Circumstances,
    chunk: str,
    page: _Page,
) -> None:
    """One follower: told, asked, skipped or planned."""
    mode = CopyMode.CONFIRM if signal.tier is not Tier.AUTO and follow.mode is CopyMode.AUTO else follow.mode
    outcome = decide(wanted_of(signal, instrument, asked=mode is CopyMode.CONFIRM), around)
    if isinstance(outcome, EntryPlan) and signal.entry_type not in ONE_PRICE:
        outcome = Refused(code="entry_form", reasons=outcome.reasons, change=None)
    decision = _decision(signal, follow, outcome, around)
    if mode is CopyMode.NOTIFY:
        page.decisions.append(replace(decision, code=TOLD, change=None))
        page.notices.append(notice(world, HeardTold(signal.id, follow.person), person=follow.person))
    elif isinstance(outcome, Refused):
        page.decisions.append(decision)
        page.notices.append(notice(world, SkipTold(decision.id), person=follow.person))
    elif mode is CopyMode.CONFIRM:
        page.decisions.append(replace(decision, code=ASKED))
        page.notices.append(notice(world, AskTold(signal.id, follow.person), person=follow.person))
    else:
        cause = f"copy/{signal.id}/{follow.person}"
        trade, order = entry_rows(outcome, cause, chunk, world.installation, around.now)
        page.books.append(around.book)
        page.trades.append(trade)
        page.orders.append(order)
        page.decisions.append(replace(decision, trade=trade.id))


def _decision(
    signal: Signal, follow: Follow, outcome: EntryPlan | Refused, around: Circumstances
) -> Decision:
    return Decision(
        id=derived("decision", signal.id, follow.person),
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
    await unit.add([trade for trade, order in zip(page.trades, page.orders, strict=True) if order.id in new])
    await unit.add(page.decisions, new_only=True)
    audits = [
        OrderAudit(
            number=0, order=order.id, was=None, now=order.status, evidence="copied", at=order.created_at
        )
        for order in page.orders
        if order.id in new
    ]
    await unit.add(audits)
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
