"""Reads that commands, copies and cards of orders share: proposals, trades, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.context import World
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Price
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.access import rules_at, session_at, venue_quote
from core.orders.cards import entry_over_card, exit_card, problem_card, trade_card
from core.orders.exits import stop_now
from core.orders.model import (
    EntryOverTold,
    ExitTold,
    Fill,
    Order,
    OrderAudit,
    ProblemTold,
    Purpose,
    Trade,
    TradeTold,
)
from core.orders.planning import EntryPlan
from core.orders.proposal import Circumstances, Wanted, decide, refusal_of
from core.orders.results import EntryOverCard, ExitCard, ProblemCard, TradeCard
from core.orders.switches import Origin, Switch, blocks, hold_words
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.portfolio.views import book_equity, load_book, shown_price
from core.ports.broker import Ability, Broker
from core.ports.market import NoPrice
from core.ports.questions import OnlyTrade
from core.ports.store import View
from core.risk.limits import Limits, merge
from core.risk.model import Decision, Footprint, Refused
from core.risk.today import UNTOUCHED, facts_of
from core.risk.views import bounds_of, load_today
from core.signals.model import Provider, Signal

SHORTEST_REFERENCE = 2
CLOSED = Session(is_open=False)


async def circumstances(world: World, book: Book, wanted: Wanted) -> Circumstances:
    """What is true around one person now, for this entry."""
    person, instrument, now = book.portfolio.person, wanted.instrument, world.clock.now()
    broker = await world.brokers.of(book.account.id)
    session = await session_at(broker, instrument, now)
    quote = await quote_for(world, instrument, session, broker)
    switches = await world.view.all(Switch)
    switch = blocks(switches, person, Origin(venue=book.account.venue))
    prices = {instrument.symbol: Decimal(quote.last)}
    equity = await book_equity(world, book, prices)
    limits = await world.view.get(Limits, person) or Limits(person=person)
    theirs = await bounds_of(world.view, wanted.provider, wanted.channel)
    today = (await load_today(world.view, [book], now)).get(book.portfolio.id, UNTOUCHED)
    return Circumstances(
        now=now,
        book=book,
        equity=equity,
        effective=merge(limits, own=wanted.own, server=theirs.server, provider=theirs.provider),
        quote=quote,
        rules=await rules_at(broker, instrument, now),
        switch=None if switch is None else f"{switch.by}, {switch.at:%H:%M} UTC",
        hold=hold_words(switches, book.portfolio.id, book.account.id, instrument.symbol),
        facts=facts_of(
            today,
            book,
            equity,
            prices,
            instrument.symbol,
            wanted.side,
            now,
            paused=wanted.paused,
            adding_to=wanted.provider if wanted.adding else None,
        ),
        session=session,
    )


async def quote_for(
    world: World, instrument: Instrument, session: Session, broker: Broker | None = None
) -> Quote:
    """What an entry is decided by: the price of the venue that it goes to, else the market's. Where it is closed the
    last price will do: it is refused for that, with the hour at which it opens. Raises `NoPrice`."""
    if broker is not None and session.is_open:
        there = await venue_quote(broker, instrument, world.clock.now())
        if there is not None:
            return there
    try:
        return await world.market.quote(instrument)
    except NoPrice:
        last = None if session.is_open else await world.market.shown(instrument)
        if last is None:
            raise
        return last


async def rules_of_account(world: World, account: str, instrument: Instrument) -> Rules:
    """The rules of the venue of this account. Raises what `rules_at` raises."""
    return await rules_at(await world.brokers.of(account), instrument, world.clock.now())


async def propose(world: World, person: str, wanted: Wanted) -> tuple[EntryPlan, Book]:
    """A plan that passes every check, or the refusal with every reason."""
    book = await load_book(world.view, person, wanted.instrument.quote, world.clock.now(), wanted.account)
    around = await circumstances(world, book, wanted)
    outcome = decide(wanted, around)
    if isinstance(outcome, Refused):
        raise refusal_of(outcome, wanted, around)
    return outcome, book


async def find_trade(world: World, person: str, reference: str) -> Trade:
    """The person's trade of this reference: `T-7K2Q`, its first letters, or a symbol with one open trade."""
    text = reference.strip().upper().removeprefix("T-")
    trades = await world.view.all(Trade, person=person)
    found = [
        trade for trade in trades if len(text) >= SHORTEST_REFERENCE and trade.id.startswith(f"T-{text}")
    ]
    if not found:
        instrument = world.market.table.find(reference)
        symbol = None if instrument is None else instrument.symbol
        found = [trade for trade in trades if trade.symbol == symbol and trade.held]
        found = found or sorted((t for t in trades if t.symbol == symbol), key=lambda t: t.created_at)[-1:]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("no_such_trade", {"typed": reference[:40]})
    raise Refusal(
        "which_trade", {"typed": reference[:40], "near": ", ".join(trade.id[:8] for trade in found[:6])}
    )


async def show_trade(world: World, told: TradeTold) -> TradeCard | None:
    """The card of one trade as it stands now; None for a trade that is not known (any more)."""
    trade = await world.view.get(Trade, told.trade)
    if trade is None:
        return None
    orders, fills = await _orders_and_fills(world, trade)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    price = await shown_price(world, trade.symbol)
    audits = await world.view.all(OrderAudit, order=[order.id for order in orders])
    return trade_card(
        trade,
        orders,
        fills,
        mode="paper" if portfolio is None else portfolio.mode.value,
        base=world.market.table.base(trade.symbol),
        price=price,
        source=await source_of(world, trade),
        audits=audits,
        first=bool(await world.view.ask(OnlyTrade((trade.person,)))),
        posted_at=await _posted_at(world, trade),
        watched_stop=await _watched_stop(world, trade, orders),
        crowd=None if trade.signal is None else await world.view.get(Footprint, trade.signal),
    )


async def _watched_stop(world: World, trade: Trade, orders: Sequence[Order]) -> Price | None:
    """Where a stop stands that rests at no venue."""
    broker = await world.brokers.of(trade.account)
    instrument = world.market.table.get(trade.symbol)
    if instrument is None or not trade.held or not (trade.soft_stop or Ability.STOP not in broker.abilities):
        return None
    _, filled = await orders_and_filled(world.view, trade)
    return stop_now(trade, orders, filled, await rules_of_account(world, trade.account, instrument))


async def _posted_at(world: World, trade: Trade) -> datetime | None:
    signal = None if trade.signal is None else await world.view.get(Signal, trade.signal)
    return None if signal is None else signal.posted_at


async def show_entry_over(world: World, told: EntryOverTold) -> EntryOverCard | None:
    """What was bought of an entry that is over."""
    trade = await world.view.get(Trade, told.trade)
    if trade is None:
        return None
    orders, fills = await _orders_and_fills(world, trade)
    return entry_over_card(
        trade,
        orders,
        fills,
        await world.view.all(OrderAudit, order=[order.id for order in orders]),
        mode=await mode_of(world, trade),
        base=world.market.table.base(trade.symbol),
    )


async def show_exit(world: World, told: ExitTold) -> ExitCard | None:
    """The card of one exit."""
    trade = await world.view.get(Trade, told.trade)
    if trade is None:
        return None
    orders, fills = await _orders_and_fills(world, trade)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    return exit_card(
        trade,
        orders,
        fills,
        told,
        mode="paper" if portfolio is None else portfolio.mode.value,
        base=world.market.table.base(trade.symbol),
        source=await source_of(world, trade),
        equity=None if trade.held else await _equity(world, trade),
        limited_by=() if trade.held else await _limited_by(world, trade),
    )


async def _limited_by(world: World, trade: Trade) -> tuple[str, ...]:
    """Who besides its owner set limits that held when this was decided, as far as its checks tell."""
    decisions = await world.view.all(Decision, trade=trade.id)
    return tuple(sorted({reason.whose for one in decisions for reason in one.reasons if reason.whose}))


async def _equity(world: World, trade: Trade) -> Decimal:
    """What the account of a trade is worth now."""
    book = await load_book(world.view, trade.person, trade.quote, world.clock.now(), trade.account)
    return await book_equity(world, book, {})


async def show_problem(world: World, told: ProblemTold) -> ProblemCard | None:
    """What went wrong with one order."""
    order = await world.view.get(Order, told.order)
    trade = None if order is None else await world.view.get(Trade, order.trade)
    if order is None or trade is None:
        return None
    broker = await world.brokers.of(order.account)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    return problem_card(
        order,
        trade,
        told.status,
        told.evidence,
        broker.venue,
        "paper" if portfolio is None else portfolio.mode.value,
    )


async def source_of(world: World, trade: Trade) -> str:
    """In words, what made a trade: `Northlight #86`, `by hand`."""
    if trade.signal is None:
        return "by hand"
    signal = await world.view.get(Signal, trade.signal)
    provider = None if signal is None else await world.view.get(Provider, signal.provider)
    return "by hand" if signal is None or provider is None else f"{provider.name} #{signal.number}"


async def _orders_and_fills(
    world: World, trade: Trade
) -> tuple[Sequence[Order], Mapping[str, Sequence[Fill]]]:
    orders = await world.view.all(Order, trade=trade.id)
    by_order: dict[str, list[Fill]] = {}
    for fill in sorted(await world.view.all(Fill, trade=trade.id), key=lambda fill: (fill.at, fill.id)):
        by_order.setdefault(fill.order, []).append(fill)
    rank = {Purpose.ENTRY: 0, Purpose.STOP: 1, Purpose.TARGET: 2, Purpose.CLOSE: 3}
    ordered = sorted(
        orders, key=lambda order: (order.created_at, rank[order.purpose], order.number, order.id)
    )
    return ordered, by_order


async def mode_of(world: World, trade: Trade) -> str:
    """Whether a trade is paper or live."""
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    return Mode.PAPER.value if portfolio is None else portfolio.mode.value


async def orders_and_filled(view: View, trade: Trade) -> tuple[list[Order], dict[str, Decimal]]:
    """All orders of a trade, oldest first, and the units that each filled."""
    orders = sorted(await view.all(Order, trade=trade.id), key=lambda order: (order.created_at, order.id))
    filled: dict[str, Decimal] = {}
    for fill in await view.all(Fill, trade=trade.id):
        filled[fill.order] = filled.get(fill.order, ZERO) + fill.quantity
    return orders, filled


async def price_at_hand(world: World, instrument: Instrument) -> Price:
    """What it costs as far as anybody knows, to read by it what somebody means. Raises `NoPrice`."""
    return (await quote_for(world, instrument, CLOSED)).last


async def price_now(world: World, symbol: str) -> Price:
    """Last price of a symbol that is held."""
    instrument = world.market.table.get(symbol)
    if instrument is None:
        raise Refusal("unknown_symbol", {"typed": symbol, "near": ""})
    return (await world.market.quote(instrument)).last
