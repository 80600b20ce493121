"""Answers to the questions that have their own SQL, for the store in memory.

The few that the money path asks all the time are written out, and a test holds each against its statement in lived
worlds. Every other one runs its own statement from
`storage/queries.py` on a database that holds these rows for that one question: slow, and right without anybody's
doing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Engine, StaticPool, Table, create_engine, insert
from sqlalchemy.sql import visitors

from core.accounts.model import Account
from core.bookkeeping import Delivery, DeliveryState
from core.kernel.errors import Bug
from core.orders.exits import AT_REST
from core.orders.lifecycle import LIVE
from core.orders.model import Order, OrderAudit, OrderStatus, Purpose, Trade, TradeStatus
from core.portfolio.model import CashFlow, Portfolio, Position
from core.ports.questions import (
    AccountsDue,
    BareTrades,
    Counted,
    ExitsComing,
    Holders,
    LastSeals,
    NumberedTrade,
    OpenTradesOf,
    OrdersDue,
    OrderSeal,
    Owing,
    PaidInto,
    TradedNow,
    TradedThere,
    TradePage,
    TradesSince,
    TradeTally,
)
from core.recovery.model import Comparison
from core.risk.model import OpenTrade, PaidIn, RecentTrade
from core.signals.model import Provider, Signal
from storage.queries import ANSWERS, OPEN_TRADE
from storage.tables import TABLES


class Source(Protocol):
    """Where the rows come from."""

    def everything(self, kind: type) -> list[Any]: ...

    def those(self, kind: type, **equals: object) -> list[Any]: ...

    @property
    def kinds(self) -> Mapping[type, Any]: ...


def answer(query: Any, source: Source) -> Sequence[Any]:
    """The answer to a question, from these rows."""
    quick = QUICK.get(type(query))
    return by_statement(query, source) if quick is None else quick(query, source)


def owing(query: Owing, source: Source) -> Sequence[str]:
    """Names of the reactions that owe something now: due, and in nobody's hands."""
    names = {
        row.reaction
        for row in source.everything(Delivery)
        if row.state is DeliveryState.DUE
        and row.due_at <= query.now
        and (row.lease_until is None or row.lease_until <= query.now)
    }
    return sorted(names)


def orders_due(query: OrdersDue, source: Source) -> Sequence[Order]:
    """Entries of a status whose time has come, the first due first."""

    def due(order: Order) -> datetime | None:
        return order.hold_until if query.status is OrderStatus.HELD else order.expires_at

    timed = [
        (at, order.id, order)
        for order in source.those(Order, status=query.status)
        if order.purpose is Purpose.ENTRY and (at := due(order)) is not None and at <= query.by
    ]
    return [order for _at, _id, order in sorted(timed, key=lambda one: one[:2])][: query.size]


def open_trades_of(query: OpenTradesOf, source: Source) -> Sequence[OpenTrade]:
    """Trades of these persons that are open, or planned and not yet filled."""
    standing = (TradeStatus.PLANNED, TradeStatus.OPEN)
    trades = [t for t in source.those(Trade, person=query.persons) if t.status in standing]
    if not trades:
        return []
    providers = {signal.id: signal.provider for signal in source.everything(Signal)}
    names = {provider.id: provider.name for provider in source.everything(Provider)}
    found = []
    for trade in sorted(trades, key=lambda trade: (trade.created_at, trade.id)):
        provider = providers.get(trade.signal)
        given = {name: getattr(trade, name) for name in OPEN_TRADE}
        found.append(OpenTrade(**given, provider=provider, provider_name=names.get(provider)))
    return found


def trades_since(query: TradesSince, source: Source) -> Sequence[RecentTrade]:
    """Entries that were planned in these portfolios from an instant on."""
    return [
        RecentTrade(
            portfolio=trade.portfolio,
            created_at=trade.created_at,
            status=trade.status,
            planned=trade.planned,
            reference=trade.reference,
        )
        for trade in source.those(Trade, portfolio=query.portfolios)
        if trade.created_at >= query.since
    ]


def paid_into(query: PaidInto, source: Source) -> Sequence[PaidIn]:
    """Money paid into or out of these portfolios."""
    return [
        PaidIn(flow.portfolio, flow.money.amount, flow.at, flow.before)
        for flow in source.everything(CashFlow)
        if flow.portfolio in query.portfolios
        and not flow.kind.earned
        and (query.since is None or flow.at >= query.since)
    ]


def holders(query: Holders, source: Source) -> Sequence[str]:
    """Portfolios that hold something, or this instrument."""
    held = {
        row.portfolio
        for row in source.everything(Position)
        if row.quantity and row.portfolio > query.after and query.symbol in (None, row.symbol)
    }
    return sorted(held)[: query.size]


def traded_now(query: TradedNow, source: Source) -> Sequence[TradedThere]:
    """What is held or has a live order, each instrument of a venue once."""
    accounts = {account.id: account.venue for account in source.everything(Account)}
    portfolios = {row.id: row.account for row in source.everything(Portfolio)}
    found = {(o.symbol, o.account) for o in source.everything(Order) if o.status in LIVE}
    found |= {(p.symbol, portfolios[p.portfolio]) for p in source.everything(Position) if p.quantity}
    first: dict[tuple[str, str], str] = {}
    for symbol, account in found:
        pair = accounts[account], symbol
        first[pair] = min(account, first.get(pair, account))
    return [TradedThere(*pair, account) for pair, account in sorted(first.items())]


def trade_tally(query: TradeTally, source: Source) -> Sequence[Counted]:
    """Trades of a signal by status."""
    rows = Counter(trade.status.value for trade in source.those(Trade, signal=query.signal))
    return [Counted(word, count) for word, count in sorted(rows.items())]


def last_seals(query: LastSeals, source: Source) -> Sequence[OrderSeal]:
    """The newest seal of each of these orders."""
    newest: dict[str, OrderAudit] = {}
    for row in source.those(OrderAudit, order=query.orders):
        if row.order not in newest or newest[row.order].number < row.number:
            newest[row.order] = row
    return [OrderSeal(order, newest[order].seal) for order in sorted(newest)]


def exits_coming(query: ExitsComing, source: Source) -> Sequence[str]:
    """Trades of which an exit is on its way, while the stop covers all that was bought and nothing was given back."""
    found = []
    for trade in source.those(Trade, id=query.trades):
        exits = [one for one in source.those(Order, trade=trade.id) if one.purpose is not Purpose.ENTRY]
        stops = [one for one in exits if one.purpose is Purpose.STOP and one.status in LIVE]
        coming = any(one.status in (OrderStatus.PLANNED, OrderStatus.SUBMITTING) for one in exits)
        if not trade.exited and coming and all(one.quantity == trade.entered for one in stops):
            found.append(trade.id)
    return found


def accounts_due(query: AccountsDue, source: Source) -> Sequence[Account]:
    """Accounts whose comparison is due: first those that never were compared, then by when it was due."""
    due_at = {row.account: row.due_at for row in source.everything(Comparison)}
    never = [one for one in source.everything(Account) if one.id not in due_at]
    late = [one for one in source.everything(Account) if one.id in due_at and due_at[one.id] <= query.by]
    return [*never, *sorted(late, key=lambda one: (due_at[one.id], one.id))][: query.size]


def bare_trades(query: BareTrades, source: Source) -> Sequence[str]:
    """Open trades whose stop should rest at a venue, and does not."""
    found = []
    for trade in source.everything(Trade):
        standing = trade.status is TradeStatus.OPEN and trade.stop is not None and not trade.soft_stop
        if not standing or trade.opened_at is None or trade.opened_at > query.opened_by:
            continue
        orders = source.those(Order, trade=trade.id)
        if not any(order.purpose is Purpose.STOP and order.status in AT_REST for order in orders):
            found.append((trade.opened_at, trade.id))
    return [id_ for _at, id_ in sorted(found)][: query.size]


def trade_page(query: TradePage, source: Source) -> Sequence[NumberedTrade]:
    """The newest of a person's trades; pages further back are the statement's."""
    if query.at is not None or query.newer or query.trade is not None or query.provider is not None:
        return by_statement(query, source)
    found = []
    for trade in source.those(Trade, person=query.person):
        if query.status in (None, trade.status) and query.symbol in (None, trade.symbol):
            orders = {order.id for order in source.those(Order, trade=trade.id)}
            numbers = [row.number for row in source.those(OrderAudit, order=orders)]
            found.append(NumberedTrade(trade, min(numbers, default=0)))
    found.sort(key=lambda one: (one.trade.created_at, one.number), reverse=True)
    return found[: query.size]


QUICK: Mapping[type, Callable[[Any, Source], Sequence[Any]]] = {
    Owing: owing,
    OrdersDue: orders_due,
    OpenTradesOf: open_trades_of,
    TradesSince: trades_since,
    PaidInto: paid_into,
    Holders: holders,
    TradedNow: traded_now,
    TradeTally: trade_tally,
    LastSeals: last_seals,
    ExitsComing: exits_coming,
    AccountsDue: accounts_due,
    BareTrades: bare_trades,
    TradePage: trade_page,
}


def by_statement(query: Any, source: Source) -> Sequence[Any]:
    """Ask the real statement of a database that holds the tables it names, and nothing else."""
    known = ANSWERS.get(type(query))
    if known is None:
        raise Bug(f"nobody answers {type(query).__name__}")
    statement, read, *values = known(query, TABLES)
    kinds = {mapper.table: kind for kind, mapper in TABLES.mappers.items()}
    tables = [part for part in visitors.iterate(statement) if isinstance(part, Table)]
    with scratch().connect() as connection:  # left without a commit: the next question finds it empty
        for table in dict.fromkeys(tables):
            mapper = TABLES.mappers[kinds[table]]
            rows = [mapper.to_row(row) for row in source.everything(kinds[table])]
            if rows:
                connection.execute(insert(table), rows)
        return [read(row) for row in connection.execute(statement, *values).all()]


@cache
def scratch() -> Engine:
    """A database with every table and no rows, one a process: making tables costs more than any question."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    for mapper in TABLES.mappers.values():
        mapper.table.create(engine)
    return engine
