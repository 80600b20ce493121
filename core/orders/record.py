"""What venues answered, made durable: status by the lifecycle table, money by fills and by fills only.

Everything of one report commits together: the order's step and its audit row, new fills, lots, position,
cash and the trade. A fill that is told twice is booked once. Rows EX-05, PF-01..04.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.bookkeeping import Setting
from core.context import World
from core.kernel.money import ZERO, Quantity
from core.kernel.values import quick, replace
from core.orders.advancing import ADVANCED, advance
from core.orders.chain import BEGINNING, sealed_row
from core.orders.lifecycle import FINAL, WORKING, may_move
from core.orders.model import (
    Answer,
    Fill,
    Order,
    OrderAudit,
    OrderSettled,
    OrderSnapshot,
    OrderStatus,
    Purpose,
    Trade,
    TradeRecorded,
    TradeStatus,
    VenueFill,
    VenueReported,
    fill_id,
)
from core.orders.sharing import BESIDE, beside, portions
from core.portfolio.model import Portfolio
from core.portfolio.record import book_fills
from core.ports.questions import LastSeals
from core.ports.store import Unit, View

ENDED = FINAL - {OrderStatus.FILLED}
MORE_FILLS = "more fills"
FILLS_TO_COME = "fills to come"
SEALS_AT_ONCE = 500
SEALED_AFTER = "audit_sealed_after"
NO_FILLS: Mapping[str, Sequence[Fill]] = {}


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of an order: a snapshot of the venue, or a status with its evidence when there is none.

    `order` is the order as whoever reports has it at hand. One that has moved since loses the compare-and-set and is
    read anew. `filled` is how much of it the venue says was filled, where it says so.
    """

    client_order_id: str
    status: OrderStatus
    evidence: str
    venue_order_id: str | None = None
    fills: tuple[VenueFill, ...] = ()
    order: Order | None = None
    filled: Decimal = ZERO


def report_of(snapshot: OrderSnapshot, order: Order | None = None) -> Report:
    """The report that a venue's snapshot makes."""
    return Report(
        client_order_id=snapshot.client_order_id,
        status=snapshot.status,
        evidence=snapshot.reason or "venue",
        venue_order_id=snapshot.venue_order_id,
        fills=snapshot.fills,
        order=order,
        filled=Decimal(snapshot.filled),
    )


async def take_reports(world: World, unit: Unit, events: Sequence[VenueReported]) -> None:
    """Inside(VenueReported): book what a venue told unasked."""
    reports = [report_of(snapshot) for event in events for snapshot in event.snapshots]
    await record(unit, reports, world.clock.now())


async def record(unit: Unit, reports: Sequence[Report], at: datetime) -> None:
    """Write reports down. Safe to repeat: a second time changes nothing."""
    orders = {report.client_order_id: report.order for report in reports if report.order is not None}
    if unread := {report.client_order_id for report in reports} - orders.keys():
        orders |= {order.client_order_id: order for order in await unit.all(Order, client_order_id=unread)}
    known = [
        (orders[report.client_order_id], report) for report in reports if report.client_order_id in orders
    ]
    await unit.hold(Portfolio, {order.portfolio for order, _ in known})
    answers = [
        Answer(order=order.id, account=order.account, venue_order_id=report.venue_order_id, at=at)
        for order, report in known
        if report.venue_order_id is not None
    ]
    await unit.add(answers, new_only=True)
    known = list(await _shared(unit, await _as_far_as_told(unit, known), at))
    fills = await _new_fills(unit, known)
    moved = await _follow(unit, known, fills, at)
    trades = await _book(unit, fills, at)
    _announce(unit, known, fills, moved, trades)


async def _as_far_as_told(
    unit: Unit, known: Sequence[tuple[Order, Report]]
) -> Sequence[tuple[Order, Report]]:
    """The same, but what a venue calls over while fills of it are still to come stays as it is until they have come:
    an order is over once its fills add up to what was filled. Whoever looked at its status alone would sell a second
    time what it has just sold."""
    short = [one for one in known if _untold(*one)]
    if not short:
        return known
    booked: dict[str, dict[str, Decimal]] = {}
    for fill in await unit.all(Fill, order={order.id for order, _ in short}):
        booked.setdefault(fill.order, {})[fill.id] = fill.quantity
    return [one if one not in short else _until_told(*one, booked.get(one[0].id, {})) for one in known]


def _due(order: Order, report: Report) -> Decimal:
    """How much of an order must have been told by fills before it is over as this report says."""
    if report.status is OrderStatus.FILLED:
        return report.filled or order.quantity
    return report.filled if report.status in FINAL else ZERO


def _untold(order: Order, report: Report) -> bool:
    return sum((fill.quantity for fill in report.fills), ZERO) < _due(order, report)


def _until_told(order: Order, report: Report, booked: Mapping[str, Decimal]) -> tuple[Order, Report]:
    """The report as far as fills bear it out."""
    told = {fill_id(order.account, fill.venue_trade_id): fill.quantity for fill in report.fills}
    have = sum((told | dict(booked)).values(), ZERO)
    if have >= _due(order, report):
        return order, report
    status = OrderStatus.PARTIALLY_FILLED if have else OrderStatus.OPEN
    if order.status is OrderStatus.PENDING_CANCEL:
        status = order.status
    return order, replace(report, status=status, evidence=FILLS_TO_COME)


async def _follow(
    unit: Unit, known: Sequence[tuple[Order, Report]], fills: Sequence[Fill], at: datetime
) -> dict[str, Report]:
    """Move orders as their reports say: several of one order in turn, each from where the one before left it.
    Returns the report that moved each order last. The first step of an order seals its new fills.

    Whoever lost a race to another writer looks again at where the order is now; the table decides anew.
    """
    moved: dict[str, Report] = {}
    unsealed = by_order(fills)
    while known:
        turn = {one[0].id: one for one in reversed(known)}
        steps = [(order, report.status, report.evidence) for order, report in turn.values()]
        went = await step(unit, steps, at, fills=unsealed)
        moved |= {id_: turn[id_][1] for id_ in went}
        unsealed = {id_: own for id_, own in unsealed.items() if id_ not in went}
        known = [one for one in known if one is not turn[one[0].id] or _lost(*one, went)]
        if known:
            fresh = {order.id: order for order in await unit.all(Order, id={order.id for order, _ in known})}
            known = [(fresh[order.id], report) for order, report in known]
    await _seal(unit, unsealed, at)
    return moved


def by_order(fills: Sequence[Fill]) -> dict[str, list[Fill]]:
    """Fills by their order, as they come."""
    found: dict[str, list[Fill]] = {}
    for fill in fills:
        found.setdefault(fill.order, []).append(fill)
    return found


async def _seal(unit: Unit, fills: Mapping[str, Sequence[Fill]], at: datetime) -> None:
    """Fills of orders that stay where they are: a row from a status to the same."""
    if not fills:
        return
    await unit.hold(Order, set(fills))  # whoever steps an order holds its row: seals follow each other
    orders = await unit.all(Order, id=set(fills))
    last = await last_seals(unit, fills)
    rows = [
        sealed_row(
            one.id, one.status, one.status, MORE_FILLS, at, last.get(one.id, BEGINNING), fills=fills[one.id]
        )
        for one in orders
    ]
    await unit.add(rows)


async def last_seals(view: View, orders: Collection[str]) -> dict[str, str]:
    """The newest seal of each of these orders."""
    found: dict[str, str] = {}
    ids = sorted(orders)
    for start in range(0, len(ids), SEALS_AT_ONCE):
        part = tuple(ids[start : start + SEALS_AT_ONCE])
        found |= {row.order: row.seal for row in await view.ask(LastSeals(part))}
    return found


async def newest_step(view: View) -> int:
    """The number of the newest step of any order; 0 before the first. What comes after a switch has a higher one."""
    newest = await view.page(OrderAudit, size=1, newest=True)
    return newest[0].number if newest else 0


def _lost(order: Order, report: Report, went: dict[str, OrderStatus]) -> bool:
    return may_move(order.status, report.status) and order.id not in went


async def _shared(
    unit: Unit, known: Sequence[tuple[Order, Report]], at: datetime
) -> Sequence[tuple[Order, Report]]:
    """The same, with what an exit sold beyond its own trade as reports of the trades whose units they were."""
    exits = {o.trade for o, report in known if report.fills and o.purpose is not Purpose.ENTRY}
    trades = {trade.id: trade for trade in await unit.all(Trade, id=exits)} if exits else {}
    over = [trade for trade in trades.values() if _sold(known, trade) > trade.held]
    if not over:
        return known
    told = {fill_id(order.account, fill.venue_trade_id) for order, report in known for fill in report.fills}
    booked = {fill.id for fill in await unit.all(Fill, id=told)}
    ended = {order.id for order, report in known if report.status in FINAL}
    where = {"portfolio": {one.portfolio for one in over}, "symbol": {one.symbol for one in over}}
    begun = (TradeStatus.PLANNED, TradeStatus.OPEN)
    standing = {one.id: one for one in await unit.all(Trade, status=begun, **where)} | trades
    accounts = {one.account for one in over}
    # What was not sent yet has bought nothing.
    entries = await unit.all(Order, account=accounts, purpose=Purpose.ENTRY, status=WORKING, **where)
    # A trade whose units were sold before anybody told us of them counts as closed until its entry is heard of.
    early = {order.trade for order in entries} - standing.keys()
    standing |= {one.id: one for one in await unit.all(Trade, id=early)} if early else {}
    waiting = {order.trade for order in entries if order.id not in ended}
    sharing = _Sharing(standing, waiting, booked, at)
    for order, report in known:
        sharing.take(order, report)
    await unit.add(sharing.rows)
    await unit.add(sharing.audits)
    return sharing.known


def _sold(known: Sequence[tuple[Order, Report]], trade: Trade) -> Decimal:
    own = (report for order, report in known if order.trade == trade.id and order.side is not trade.side)
    return sum((fill.quantity for report in own for fill in report.fills), ZERO)


class _Sharing:
    """Goes through reports in turn and parts the fills of exits among the trades whose units they moved."""

    def __init__(
        self, trades: Mapping[str, Trade], waiting: Collection[str], booked: Collection[str], at: datetime
    ) -> None:
        self._trades = trades
        self._booked = booked
        self._at = at
        self._held = {trade.id: trade.entered - trade.exited for trade in trades.values()}
        self._coming = {
            one.id: max(one.planned - max(one.entered, one.exited), ZERO) if one.id in waiting else ZERO
            for one in trades.values()
        }
        self.known: list[tuple[Order, Report]] = []
        self.rows: list[Order] = []
        self.audits: list[OrderAudit] = []

    def take(self, order: Order, report: Report) -> None:
        """One report: what is new in it, by the trades whose units it moved."""
        own = self._trades.get(order.trade)
        fills: list[VenueFill] = []
        shared: list[tuple[Order, Report]] = []
        for fill in report.fills:
            if own is None or fill_id(order.account, fill.venue_trade_id) in self._booked:
                fills.append(fill)
                continue
            self._booked = {*self._booked, fill_id(order.account, fill.venue_trade_id)}
            if fill.side is own.side:
                self._held[own.id] += fill.quantity
                fills.append(fill)
                continue
            for trade, part in portions(fill, own, self._held, self._coming, self._others(own)):
                self._held[trade.id] -= part.quantity
                if trade is own:
                    fills.append(part)
                else:
                    shared.append(self._beside(order, trade, part))
        self.known += [(order, replace(report, fills=tuple(fills))), *shared]

    def _others(self, own: Trade) -> list[Trade]:
        where = (own.portfolio, own.symbol, own.side)
        return [
            one
            for one in self._trades.values()
            if one is not own and (one.portfolio, one.symbol, one.side) == where
        ]

    def _beside(self, order: Order, trade: Trade, part: VenueFill) -> tuple[Order, Report]:
        row, audit = beside(order, trade, part, self._at)
        self.rows.append(row)
        self.audits.append(audit)
        report = Report(
            client_order_id=row.client_order_id, status=OrderStatus.FILLED, evidence=BESIDE, fills=(part,)
        )
        return row, report


async def _new_fills(unit: Unit, known: Sequence[tuple[Order, Report]]) -> list[Fill]:
    told: dict[str, Fill] = {}
    for order, report in known:
        for fill in report.fills:
            row = _fill(order, fill)
            told.setdefault(
                row.id, row
            )  # said twice at once it may be whole the second time, and was parted before
    new = await unit.add(list(told.values()), new_only=True)
    return sorted((row for row in told.values() if (row.id,) in new), key=lambda row: (row.at, row.id))


def _fill(order: Order, fill: VenueFill) -> Fill:
    return Fill(
        id=fill_id(order.account, fill.venue_trade_id),
        order=order.id,
        account=order.account,
        portfolio=order.portfolio,
        trade=order.trade,
        symbol=order.symbol,
        side=order.side,
        quantity=fill.quantity,
        price=fill.price,
        fee=fill.fee.amount,
        fee_currency=fill.fee.currency,
        at=fill.at,
    )


async def step(
    unit: Unit,
    steps: Iterable[tuple[Order, OrderStatus, str]],
    at: datetime,
    *,
    fills: Mapping[str, Sequence[Fill]] = NO_FILLS,
    **also: object,
) -> dict[str, OrderStatus]:
    """Move orders along the lifecycle table, each with its sealed audit row. Returns who moved, and where to.

    A step that is not in the table is not taken: late news of an order that is over changes nothing. `fills` are new
    fills by order, which the step of their order seals.
    """
    groups: dict[tuple[OrderStatus, OrderStatus, str], list[str]] = defaultdict(list)
    for order, now, evidence in steps:
        if may_move(order.status, now):
            groups[order.status, now, evidence].append(order.id)
    moved: dict[str, OrderStatus] = {}
    taken: list[tuple[str, OrderStatus, OrderStatus, str]] = []
    for (was, now, evidence), ids in groups.items():
        changed = await unit.move(
            Order, ids, was={"status": was}, now={"status": now, "evidence": evidence, **also}
        )
        moved |= dict.fromkeys(changed, now)
        taken += [(id_, was, now, evidence) for id_ in sorted(changed)]
    if taken:  # the rows were moved, so nobody else adds to these chains before we commit
        last = await last_seals(unit, moved)
        rows = [
            sealed_row(id_, was, now, word, at, last.get(id_, BEGINNING), fills=fills.get(id_, ()))
            for id_, was, now, word in taken
        ]
        await unit.add(rows)
    return moved


async def note(unit: Unit, orders: Sequence[Order], evidence: str, at: datetime) -> set[str]:
    """Write down of orders that stay where they are why they do, each once since their last step. Returns of which it
    was new. Each has a sealed row from its status to the same; what the order says of itself stays."""
    if not orders:
        return set()
    was = {one.id: one.status for one in orders}
    await unit.hold(Order, set(was))  # whoever steps an order holds its row: seals follow each other
    rows = defaultdict[str, list[OrderAudit]](list)
    for audit in await unit.all(OrderAudit, order=sorted(was)):
        rows[audit.order].append(audit)
    stay = [one for one in await unit.all(Order, id=sorted(was)) if one.status is was[one.id]]
    new = [one for one in stay if not _is_noted(rows[one.id], evidence)]
    last = await last_seals(unit, [one.id for one in new])
    await unit.add(
        [sealed_row(one.id, one.status, one.status, evidence, at, last.get(one.id, BEGINNING)) for one in new]
    )
    return {one.id for one in new}


def _is_noted(audits: Sequence[OrderAudit], evidence: str) -> bool:
    """Whether this was noted since the last step."""
    for audit in sorted(audits, key=lambda one: one.number, reverse=True):
        if audit.was is not audit.now:
            return False
        if audit.evidence == evidence:
            return True
    return False


async def sealed_after(view: View) -> int:
    """The number of the newest step from before steps were sealed; 0 where all are."""
    row = await view.get(Setting, SEALED_AFTER)
    return 0 if row is None else int(row.value)


async def _book(unit: Unit, fills: Sequence[Fill], at: datetime) -> dict[str, Trade]:
    """Book new fills into lots, positions, cash and trades; the trades as they are afterwards."""
    if not fills:
        return {}
    trades = {trade.id: trade for trade in await unit.all(Trade, id={fill.trade for fill in fills})}
    await book_fills(unit, fills, {fill.id: trades[fill.trade].quote for fill in fills})
    for fill in fills:
        trades[fill.trade] = advance(trades[fill.trade], fill)
    await unit.put([trade for _, trade in sorted(trades.items())], only=ADVANCED)
    return trades


def _announce(
    unit: Unit,
    known: Sequence[tuple[Order, Report]],
    fills: Sequence[Fill],
    moved: dict[str, Report],
    trades: dict[str, Trade],
) -> None:
    by_order: dict[str, list[Fill]] = defaultdict(list)
    for fill in fills:
        by_order[fill.order].append(fill)
    for order in {order.id: order for order, _ in known}.values():
        new, last = by_order.get(order.id), moved.get(order.id)
        if new:
            status = order.status if last is None else last.status
            unit.record(_recorded(order, new, status, trades[order.trade]))
        # What ended with a part filled is both: something was traded, and nothing more will be.
        if last is not None and (not new or last.status in ENDED):
            unit.record(_settled(order, last))


def _recorded(order: Order, fills: Sequence[Fill], status: OrderStatus, trade: Trade) -> TradeRecorded:
    return TradeRecorded(
        trade=trade.id,
        person=trade.person,
        portfolio=trade.portfolio,
        symbol=trade.symbol,
        order=order.id,
        purpose=order.purpose,
        number=order.number,
        fills=tuple(fill.id for fill in fills),
        quantity=Quantity(sum((fill.quantity for fill in fills), ZERO)),
        done=status is OrderStatus.FILLED,
        signal=trade.signal,
    )


def _settled(order: Order, last: Report) -> OrderSettled:
    return OrderSettled(
        order=order.id,
        trade=order.trade,
        person=order.person,
        purpose=order.purpose,
        status=last.status,
        evidence=last.evidence,
        signal=signal_of(order),
    )


def signal_of(order: Order) -> str | None:
    """The signal that caused an order, if one did."""
    return order.triggered_by.removeprefix("signal:") if order.triggered_by.startswith("signal:") else None


async def mark_unfilled(unit: Unit, trades: Sequence[str]) -> set[str]:
    """Trades whose entry ended without a fill are over before they began. Returns which were."""
    was = {"status": TradeStatus.PLANNED}
    moved: set[str] = await unit.move(Trade, trades, was=was, now={"status": TradeStatus.UNFILLED})
    return moved
