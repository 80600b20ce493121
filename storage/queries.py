"""Answers to the questions of `core/ports/questions.py`: a statement, and how to read its rows.

What a fan-out and every card ask is made once and given its values each time: to put a statement together costs more
than to carry it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)

from core.accounts.model import Account, Person
from core.bookkeeping import Delivery, DeliveryState, Offer, OutboxRow
from core.kernel.money import ZERO, Price, Quantity
from core.notices.letters import ON_THEIR_WAY, Letter, LetterState
from core.orders.lifecycle import FINAL
from core.orders.model import Order, OrderAudit, OrderStatus, Purpose, Side, Trade, TradeStatus
from core.paper.model import PaperFill
from core.portfolio.model import Cash, Portfolio, Position
from core.ports.questions import (
    AccountsDue,
    AccountTally,
    BareTrades,
    BookedFills,
    BreakEvenTally,
    CopiedBy,
    CopiesEntered,
    Counted,
    CredentialTally,
    CrowdMoney,
    DecisionsByProvider,
    DecisionTally,
    DeliveryTally,
    EntriesSent,
    ExitsComing,
    FinishedRows,
    FollowTally,
    Holders,
    LastDecisions,
    LastOffers,
    LastSeals,
    LastShown,
    Members,
    MemberTally,
    ModelTally,
    ModeTally,
    NewestInstant,
    NewestModelReadings,
    NewestTrade,
    NumberedTrade,
    OldLetters,
    OnlyTrade,
    OpenTradesOf,
    OrdersDue,
    OrderSeal,
    OrderTally,
    OutcomeTally,
    Owing,
    PaperFillsSince,
    PeopleFollowing,
    PostTally,
    SignInsEnding,
    SilentTally,
    TradeCount,
    TradedNow,
    TradePage,
    TradesNamed,
    TradesSince,
    TradeTally,
)
from core.recovery.model import Comparison
from core.risk.model import ASKED, CopiedTrade, Decision, OpenTrade, RecentTrade
from core.signals.model import LedgerEntry, Provider, Signal, UpdateOutcome
from core.signals.model_readings import ModelReading
from core.social.model import Follow
from storage.board_queries import BOARD_ANSWERS
from storage.book_queries import booked_fills, copies_entered, exits_coming, traded_now
from storage.card_queries import last_offers, last_shown, only_trade
from storage.curve_queries import CURVE_ANSWERS
from storage.result_queries import ANSWERS as OF_RESULTS
from storage.sharing_queries import ANSWERS as OF_PAGES
from storage.types import Instant
from storage.venue_queries import account_tally, credential_tally, sign_ins_ending

Read = Callable[[Any], Any]
# The third is the values of a statement that was made once.
Answered = tuple[Select[Any], Read] | tuple[Select[Any], Read, Mapping[str, Any]]


def _counted(row: Any) -> Counted:
    return Counted(row[0], row[1])


def _tally(table: Table, column: str) -> Select[Any]:
    return select(table.c[column], func.count()).group_by(table.c[column]).order_by(table.c[column])


def decision_tally(query: DecisionTally, tables: Any) -> Answered:
    table = tables.of(Decision).table
    return _tally(table, "code").where(table.c.signal == query.signal), _counted


def trade_tally(query: TradeTally, tables: Any) -> Answered:
    table = tables.of(Trade).table
    return _tally(table, "status").where(table.c.signal == query.signal), _counted


def mode_tally(query: ModeTally, tables: Any) -> Answered:
    trade, portfolio = tables.of(Trade).table, tables.of(Portfolio).table
    statement = _tally(portfolio, "mode").join(trade, trade.c.portfolio == portfolio.c.id)
    entered = trade.c.status.in_([TradeStatus.OPEN.value, TradeStatus.CLOSED.value])
    return statement.where(trade.c.signal == query.signal, entered), _counted


def silent_tally(query: SilentTally, tables: Any) -> Answered:
    decision, trade = tables.of(Decision).table, tables.of(Trade).table
    entered = select(trade.c.id).where(
        trade.c.signal == decision.c.signal, trade.c.person == decision.c.person
    )
    statement = _tally(decision, "code").where(
        decision.c.signal == query.signal,
        decision.c.code == ASKED,
        decision.c.at <= query.before,
        ~entered.exists(),
    )
    return statement, _counted


def break_even_tally(query: BreakEvenTally, tables: Any) -> Answered:
    table = tables.of(Trade).table
    after = and_(table.c.break_even_after >= 1, table.c.break_even_after <= query.paid)
    statement = _tally(table, "signal").where(
        table.c.signal == query.signal,
        table.c.status == TradeStatus.OPEN.value,
        or_(after, table.c.break_even_asked.is_(True)),
    )
    return statement, _counted


def outcome_tally(query: OutcomeTally, tables: Any) -> Answered:
    table = tables.of(UpdateOutcome).table
    return _tally(table, "code").where(table.c.update == query.update, table.c.index == query.index), _counted


def follow_tally(query: FollowTally, tables: Any) -> Answered:
    table = tables.of(Follow).table
    statement = _tally(table, "provider").where(table.c.active.is_(True))
    return (
        statement if query.provider is None else statement.where(table.c.provider == query.provider)
    ), _counted


def crowd_money(query: CrowdMoney, tables: Any) -> Answered:
    given = {"of": query.provider, "currency": query.currency, "deposit": query.deposit}
    return _crowd_money(*(tables.of(kind).table for kind in (Follow, Portfolio, Cash))), _whole, given


@cache
def _crowd_money(follow: Table, portfolio: Table, cash: Table) -> Select[Any]:
    currency: BindParameter[str] = bindparam("currency")
    # Whole units, one more for what is cut off: whole numbers add up exactly on both databases.
    amount = type_coerce(cash.c.amount, Text)
    unopened = bindparam("deposit", type_=BigInteger())
    each = case((amount.is_(None), unopened), else_=cast(amount, BigInteger) + 1)
    return (
        select(func.coalesce(func.sum(each), 0))
        .select_from(follow)
        .outerjoin(portfolio, and_(portfolio.c.person == follow.c.person, portfolio.c.currency == currency))
        .outerjoin(cash, and_(cash.c.portfolio == portfolio.c.id, cash.c.currency == currency))
        .where(follow.c.provider == bindparam("of"), follow.c.active.is_(True))
    )


def _whole(row: Any) -> int:
    return int(row[0])


def members(query: Members, tables: Any) -> Answered:
    mapper = tables.of(Person)
    table = mapper.table
    ordered = select(table).order_by(table.c.level.desc(), table.c.name, table.c.id)
    return ordered.offset(query.skip).limit(query.size), mapper.from_row


def member_tally(_query: MemberTally, tables: Any) -> Answered:
    return select(func.count()).select_from(tables.of(Person).table), _first


def trades_named(query: TradesNamed, tables: Any) -> Answered:
    mapper = tables.of(Trade)
    named = mapper.table.c.id.startswith(query.prefix, autoescape=True)
    return select(mapper.table).where(named).order_by(mapper.table.c.id).limit(query.size), mapper.from_row


def newest_trade(_query: NewestTrade, tables: Any) -> Answered:
    mapper = tables.of(Trade)
    table = mapper.table
    return select(table).order_by(table.c.created_at.desc(), table.c.id.desc()).limit(1), mapper.from_row


def people_following(query: PeopleFollowing, tables: Any) -> Answered:
    table = tables.of(Follow).table
    statement = select(func.count(table.c.person.distinct())).where(table.c.active.is_(True))
    if query.providers is not None:
        statement = statement.where(table.c.provider.in_(query.providers))
    return statement, _first


def entries_sent(query: EntriesSent, tables: Any) -> Answered:
    mapper, audit = tables.of(Order), tables.of(OrderAudit).table
    table = mapper.table
    statement = select(table).join(audit, audit.c.order == table.c.id)
    left = and_(audit.c.number > query.after, audit.c.now == OrderStatus.SUBMITTING.value)
    entries = statement.where(left, table.c.purpose == Purpose.ENTRY.value)
    return entries.order_by(audit.c.number).limit(query.size), mapper.from_row


def post_tally(_query: PostTally, tables: Any) -> Answered:
    return _tally(tables.of(LedgerEntry).table, "chain"), _counted


def decisions_by_provider(query: DecisionsByProvider, tables: Any) -> Answered:
    decision, signal = tables.of(Decision).table, tables.of(Signal).table
    statement = _tally(decision, "code").join(signal, signal.c.id == decision.c.signal)
    return statement.where(decision.c.person == query.person, signal.c.provider == query.provider), _counted


def orders_due(query: OrdersDue, tables: Any) -> Answered:
    mapper = tables.of(Order)
    table = mapper.table
    due = table.c.hold_until if query.status is OrderStatus.HELD else table.c.expires_at
    statement = select(table).where(
        table.c.status == query.status.value, table.c.purpose == Purpose.ENTRY.value, due <= query.by
    )
    return statement.order_by(due, table.c.id).limit(query.size), mapper.from_row


def _first_audit(tables: Any) -> ColumnElement[Any]:
    """The number of a trade's first audit row: trades of one instant were begun in its order."""
    trade, order, audit = tables.of(Trade).table, tables.of(Order).table, tables.of(OrderAudit).table
    numbers = select(func.min(audit.c.number)).join(order, order.c.id == audit.c.order)
    return func.coalesce(numbers.where(order.c.trade == trade.c.id).scalar_subquery(), 0)


def _wanted(query: TradePage | TradeCount, tables: Any) -> list[Any]:
    table, signal = tables.of(Trade).table, tables.of(Signal).table
    terms = [table.c.person == query.person]
    if query.status is not None:
        terms.append(table.c.status == query.status)
    if query.symbol is not None:
        terms.append(table.c.symbol == query.symbol)
    if query.provider is not None:
        terms.append(table.c.signal.in_(select(signal.c.id).where(signal.c.provider == query.provider)))
    return terms


def trade_page(query: TradePage, tables: Any) -> Answered:
    mapper = tables.of(Trade)
    table, number = mapper.table, _first_audit(tables)
    statement = select(table, number.label("first_audit")).where(*_wanted(query, tables))
    if query.trade is not None:
        statement = statement.where(table.c.id == query.trade)
    keys = (table.c.created_at, number)
    if query.at is not None:
        at, same = table.c.created_at, table.c.created_at == query.at
        beyond = (
            (at > query.at, number > query.number) if query.newer else (at < query.at, number < query.number)
        )
        statement = statement.where(or_(beyond[0], and_(same, beyond[1])))
    order = keys if query.newer else tuple(key.desc() for key in keys)

    def read(row: Any) -> NumberedTrade:
        return NumberedTrade(mapper.from_row(row), row.first_audit)

    return statement.order_by(*order).limit(query.size), read


def trade_count(query: TradeCount, tables: Any) -> Answered:
    table, number = tables.of(Trade).table, _first_audit(tables)
    statement = select(func.count()).select_from(table).where(*_wanted(query, tables))
    if query.at is not None:
        same = and_(table.c.created_at == query.at, number > query.number)
        statement = statement.where(or_(table.c.created_at > query.at, same))
    return statement, _first


def last_decisions(query: LastDecisions, tables: Any) -> Answered:
    mapper = tables.of(Decision)
    table = mapper.table
    statement = select(table).where(table.c.person == query.person)
    return statement.order_by(table.c.at.desc(), table.c.id.desc()).limit(query.size), mapper.from_row


def model_tally(query: ModelTally, tables: Any) -> Answered:
    table = tables.of(ModelReading).table
    return _tally(table, "fate").where(table.c.day == query.day), _counted


def newest_model_readings(query: NewestModelReadings, tables: Any) -> Answered:
    mapper = tables.of(ModelReading)
    table = mapper.table
    statement = select(table).order_by(table.c.asked_at.desc(), table.c.id.desc())
    return statement.limit(query.size), mapper.from_row


def newest_instant(_query: NewestInstant, tables: Any) -> Answered:
    columns = [
        tables.of(kind).table.c[name]
        for kind, name in (
            (OutboxRow, "at"),
            (LedgerEntry, "seen_at"),
            (Trade, "created_at"),
            (Offer, "made_at"),
        )
    ]
    newest = union_all(*(select(func.max(column).label("at")) for column in columns)).subquery()
    statement = select(func.max(newest.c.at, type_=Instant())).where(newest.c.at.is_not(None))
    return statement.having(func.max(newest.c.at).is_not(None)), _first


def _first(row: Any) -> Any:
    return row[0]


def delivery_tally(_query: DeliveryTally, tables: Any) -> Answered:
    return _tally(tables.of(Delivery).table, "state"), _counted


def finished_rows(query: FinishedRows, tables: Any) -> Answered:
    outbox, delivery = tables.of(OutboxRow).table, tables.of(Delivery).table
    owed = select(delivery.c.number).where(delivery.c.number == outbox.c.number).exists()
    statement = select(outbox.c.number).where(outbox.c.at < query.before, ~owed)
    return statement.order_by(outbox.c.number).limit(query.size), _first


def old_letters(query: OldLetters, tables: Any) -> Answered:
    letter = tables.of(Letter).table
    over = letter.c.state.in_([state for state in LetterState if state not in ON_THEIR_WAY])
    return select(letter.c.id).where(over, letter.c.due_at < query.before).limit(query.size), _first


def paper_fills_since(query: PaperFillsSince, tables: Any) -> Answered:
    mapper = tables.of(PaperFill)
    fill = mapper.table
    mine = select(fill).where(fill.c.account == query.account, fill.c.at >= query.since)
    return mine.order_by(fill.c.at, fill.c.id), mapper.from_row


def accounts_due(query: AccountsDue, tables: Any) -> Answered:
    mapper = tables.of(Account)
    account, looked = mapper.table, tables.of(Comparison).table
    due = or_(looked.c.due_at.is_(None), looked.c.due_at <= query.by)
    # What was never compared comes first, on both databases.
    first = case((looked.c.due_at.is_(None), 0), else_=1)
    joined = select(account).outerjoin(looked, looked.c.account == account.c.id).where(due)
    return joined.order_by(first, looked.c.due_at, account.c.id).limit(query.size), mapper.from_row


def bare_trades(query: BareTrades, tables: Any) -> Answered:
    trade, order = tables.of(Trade).table, tables.of(Order).table
    resting = [OrderStatus.OPEN.value, OrderStatus.PARTIALLY_FILLED.value]
    stop = select(order.c.id).where(
        order.c.trade == trade.c.id,
        order.c.purpose == Purpose.STOP.value,
        order.c.status.in_(resting),
    )
    bare = select(trade.c.id).where(
        trade.c.status == TradeStatus.OPEN.value,
        trade.c.stop.is_not(None),
        trade.c.soft_stop.is_(False),
        trade.c.opened_at <= query.opened_by,
        ~stop.exists(),
    )
    return bare.order_by(trade.c.opened_at, trade.c.id).limit(query.size), lambda row: row[0]


def last_seals(query: LastSeals, tables: Any) -> Answered:
    return _last_seals(tables.of(OrderAudit).table), _order_seal, {"of": query.orders}


@cache
def _last_seals(audit: Table) -> Select[Any]:
    newest = select(func.max(audit.c.number)).where(audit.c.order.in_(bindparam("of", expanding=True)))
    last = audit.c.number.in_(newest.group_by(audit.c.order))
    return select(audit.c.order, audit.c.seal).where(last).order_by(audit.c.order)


def _order_seal(row: Any) -> OrderSeal:
    return OrderSeal(row[0], row[1])


def order_tally(_query: OrderTally, tables: Any) -> Answered:
    table = tables.of(Order).table
    return _tally(table, "status").where(table.c.status.not_in([status.value for status in FINAL])), _counted


def owing(query: Owing, tables: Any) -> Answered:
    return _owing(tables.of(Delivery).table), _first, {"at": query.now}


@cache
def _owing(table: Table) -> Select[Any]:
    now = bindparam("at", type_=Instant())
    free = or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
    due = and_(table.c.state == DeliveryState.DUE.value, table.c.due_at <= now, free)
    return select(table.c.reaction).where(due).distinct()


def open_trades_of(query: OpenTradesOf, tables: Any) -> Answered:
    trade, signal, provider = (tables.of(kind).table for kind in (Trade, Signal, Provider))
    return _open_trades_of(trade, signal, provider), _open_trade, {"of": query.persons}


@cache
def _open_trades_of(trade: Table, signal: Table, provider: Table) -> Select[Any]:
    columns = [trade.c[name] for name in OPEN_TRADE]
    named = [signal.c.provider, provider.c.name.label("provider_name")]
    statement = select(*columns, *named).select_from(
        trade.outerjoin(signal, signal.c.id == trade.c.signal).outerjoin(
            provider, provider.c.id == signal.c.provider
        )
    )
    standing = [status.value for status in (TradeStatus.PLANNED, TradeStatus.OPEN)]
    theirs = trade.c.person.in_(bindparam("of", expanding=True))
    statement = statement.where(theirs, trade.c.status.in_(standing))
    return statement.order_by(trade.c.created_at, trade.c.id)


OPEN_TRADE = (
    "id portfolio person symbol side status planned entered exited cost reference stop break_even_after signal"
).split()


def _open_trade(row: Any) -> OpenTrade:
    return OpenTrade(
        id=row.id,
        portfolio=row.portfolio,
        person=row.person,
        symbol=row.symbol,
        side=Side(row.side),
        status=TradeStatus(row.status),
        planned=Quantity(row.planned),
        entered=Quantity(row.entered),
        exited=Quantity(row.exited),
        cost=row.cost,
        reference=Price(row.reference),
        stop=None if row.stop is None else Price(row.stop),
        break_even_after=row.break_even_after,
        signal=row.signal,
        provider=row.provider,
        provider_name=row.provider_name,
    )


def trades_since(query: TradesSince, tables: Any) -> Answered:
    values = {"of": query.portfolios, "since": query.since}
    return _trades_since(tables.of(Trade).table), _recent_trade, values


@cache
def _trades_since(table: Table) -> Select[Any]:
    columns = [table.c[name] for name in ("portfolio", "created_at", "status", "planned", "reference")]
    since = bindparam("since", type_=Instant())
    return select(*columns).where(
        table.c.portfolio.in_(bindparam("of", expanding=True)), table.c.created_at >= since
    )


def _recent_trade(row: Any) -> RecentTrade:
    return RecentTrade(
        portfolio=row.portfolio,
        created_at=row.created_at,
        status=TradeStatus(row.status),
        planned=Quantity(row.planned),
        reference=Price(row.reference),
    )


def holders(query: Holders, tables: Any) -> Answered:
    table = tables.of(Position).table
    statement = select(table.c.portfolio).distinct().where(table.c.quantity != ZERO)
    if query.symbol is not None:
        statement = statement.where(table.c.symbol == query.symbol)
    statement = statement.where(table.c.portfolio > query.after)
    return statement.order_by(table.c.portfolio).limit(query.size), _first


def copied_by(query: CopiedBy, tables: Any) -> Answered:
    trade, signal = tables.of(Trade).table, tables.of(Signal).table
    statement = select(*(trade.c[name] for name in ("id", *COPIED)), signal.c.provider)
    statement = statement.join_from(trade, signal, signal.c.id == trade.c.signal)
    statement = statement.where(trade.c.person.in_(query.persons), trade.c.entered != ZERO)
    if query.provider is not None:
        statement = statement.where(signal.c.provider == query.provider)
    return statement.order_by(trade.c.created_at, trade.c.id), _copied


COPIED = "person symbol quote side status entered exited cost proceeds fees created_at".split()


def _copied(row: Any) -> CopiedTrade:
    return CopiedTrade(
        trade=row.id,
        person=row.person,
        provider=row.provider,
        symbol=row.symbol,
        quote=row.quote,
        side=Side(row.side),
        status=TradeStatus(row.status),
        entered=Quantity(row.entered),
        exited=Quantity(row.exited),
        cost=row.cost,
        proceeds=row.proceeds,
        fees=row.fees,
        created_at=row.created_at,
    )


ANSWERS: Mapping[type, Callable[[Any, Any], Answered]] = {
    DecisionTally: decision_tally,
    TradeTally: trade_tally,
    FollowTally: follow_tally,
    CrowdMoney: crowd_money,
    PeopleFollowing: people_following,
    Members: members,
    MemberTally: member_tally,
    AccountTally: account_tally,
    CredentialTally: credential_tally,
    SignInsEnding: sign_ins_ending,
    TradesNamed: trades_named,
    NewestTrade: newest_trade,
    EntriesSent: entries_sent,
    ModeTally: mode_tally,
    SilentTally: silent_tally,
    BreakEvenTally: break_even_tally,
    OutcomeTally: outcome_tally,
    PostTally: post_tally,
    DecisionsByProvider: decisions_by_provider,
    OrdersDue: orders_due,
    TradePage: trade_page,
    TradeCount: trade_count,
    LastDecisions: last_decisions,
    LastOffers: last_offers,
    LastShown: last_shown,
    OnlyTrade: only_trade,
    ModelTally: model_tally,
    NewestModelReadings: newest_model_readings,
    NewestInstant: newest_instant,
    DeliveryTally: delivery_tally,
    FinishedRows: finished_rows,
    OldLetters: old_letters,
    LastSeals: last_seals,
    BareTrades: bare_trades,
    PaperFillsSince: paper_fills_since,
    AccountsDue: accounts_due,
    OrderTally: order_tally,
    Owing: owing,
    OpenTradesOf: open_trades_of,
    TradesSince: trades_since,
    Holders: holders,
    TradedNow: traded_now,
    BookedFills: booked_fills,
    ExitsComing: exits_coming,
    CopiedBy: copied_by,
    **BOARD_ANSWERS,
    CopiesEntered: copies_entered,
    **CURVE_ANSWERS,
    **OF_RESULTS,
    **OF_PAGES,
}
