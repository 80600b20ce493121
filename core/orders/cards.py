"""Cards of trades from their rows: pure arithmetic over fills, no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.money import ZERO, Price, to_step
from core.orders.lifecycle import LIVE
from core.orders.model import ExitTold, Fill, Order, OrderAudit, OrderStatus, Purpose, TimeInForce, Trade
from core.orders.planning import EntryPlan, copy_cause, trade_id
from core.orders.results import (
    EntryOverCard,
    ExitCard,
    ExitLine,
    FillView,
    OrderTicket,
    OrderView,
    ProblemCard,
    Timing,
    TradeCard,
    TradeStep,
)
from core.portfolio.lots import base_of
from core.risk.model import Footprint

SHARE = Decimal("0.000001")
# What says why an order is over: that it was taken back, or else how it ended.
ENDING = frozenset({OrderStatus.PENDING_CANCEL, OrderStatus.CANCELED, OrderStatus.EXPIRED})
Fills = Mapping[str, Sequence[Fill]]


def fill_view(fill: Fill) -> FillView:
    """A fill as it is told outside."""
    return FillView(
        id=fill.id,
        symbol=fill.symbol,
        side=fill.side,
        quantity=fill.quantity,
        price=fill.price,
        fee=fill.fee,
        fee_currency=fill.fee_currency,
        at=fill.at,
    )


def order_view(order: Order, fills: Sequence[Fill]) -> OrderView:
    """An order as it is told outside."""
    filled = sum((fill.quantity for fill in fills), ZERO)
    return OrderView(
        id=order.id,
        symbol=order.symbol,
        side=order.side,
        type=order.type,
        purpose=order.purpose,
        number=order.number,
        status=order.status,
        quantity=order.quantity,
        filled=filled,
        price=order.limit_price or order.stop_price,
        average_price=_average(fills),
        fills=tuple(fill_view(fill) for fill in fills),
        trigger=order.stop_price,
        hold_until=order.hold_until,
        expires_at=order.expires_at,
    )


def ticket(plan: EntryPlan, order: Order) -> OrderTicket:
    """What is said when an entry was taken."""
    return OrderTicket(
        trade=order.trade,
        symbol=plan.symbol,
        side=plan.side,
        quantity=plan.quantity,
        mode=plan.mode,
        order=order_view(order, ()),
    )


def _average(fills: Sequence[Fill]) -> Decimal | None:
    quantity = sum((fill.quantity for fill in fills), ZERO)
    value = sum((fill.quantity * fill.price for fill in fills), ZERO)
    return value / quantity if quantity else None


def profit(
    trade: Trade, quantity: Decimal, value: Decimal, exit_fees: Decimal, entry_fees: Decimal
) -> Decimal:
    """What giving back `quantity` for `value` brought: against the trade's own mean entry, both fees in."""
    if not trade.entered:
        return ZERO
    part = quantity / trade.entered
    return trade.side.sign * (value - trade.cost * part) - exit_fees - entry_fees * part


def entry_fees(orders: Sequence[Order], fills: Fills) -> Decimal:
    """Fees of the fills that opened the trade, in its quote currency."""
    return _fees(
        [fill for order in orders if order.purpose is Purpose.ENTRY for fill in fills.get(order.id, ())]
    )


def _fees(fills: Sequence[Fill]) -> Decimal:
    """Fees as money: one that was kept back in units of the instrument is worth their price (DF-21)."""
    return sum(
        (fill.fee * fill.price if fill.fee_currency == base_of(fill.symbol) else fill.fee for fill in fills),
        ZERO,
    )


def trade_card(
    trade: Trade,
    orders: Sequence[Order],
    fills: Fills,
    *,
    mode: str,
    base: str,
    price: Price | None,
    source: str,
    audits: Sequence[OrderAudit],
    first: bool,
    posted_at: datetime | None = None,
    watched_stop: Price | None = None,
    crowd: Footprint | None = None,
) -> TradeCard:
    """A trade as its owner sees it now. Of several entries, the one that can still buy stands for all."""
    entries = [order for order in orders if order.purpose is Purpose.ENTRY]
    entry = next((order for order in entries if order.status in LIVE), entries[-1])
    paid_fees = entry_fees(orders, fills)
    realized = _realized(trade, orders, fills)
    held = Decimal(trade.held)
    unrealized = None
    if price is not None and held:
        unrealized = profit(trade, held, held * price, ZERO, paid_fees)
    views = tuple(order_view(order, fills.get(order.id, ())) for order in orders)
    return TradeCard(
        trade=trade.id,
        mode=mode,
        symbol=trade.symbol,
        base=base,
        quote=trade.quote,
        side=trade.side,
        status=trade.status,
        quantity=trade.entered or trade.planned,
        planned=trade.planned,
        average_price=trade.average_entry,
        paid=trade.cost,
        fee=paid_fees,
        held=held,
        price=price,
        unrealized=unrealized,
        realized=realized if trade.exited else None,
        realized_share=_share_of(realized, trade.cost) if trade.exited else None,
        r_multiple=_r_multiple(trade, realized) if trade.exited else None,
        reference=trade.reference,
        stop=trade.stop,
        exits=tuple(
            view
            for order, view in zip(orders, views, strict=True)
            if order.purpose in (Purpose.STOP, Purpose.TARGET) and order.status in LIVE
        ),
        targets=trade.targets,
        order=views[orders.index(entry)],
        orders=views,
        fills=tuple(fill_view(fill) for order in orders for fill in fills.get(order.id, ())),
        triggered_by=trade.triggered_by,
        source=source,
        created_at=trade.created_at,
        opened_at=trade.opened_at,
        closed_at=trade.closed_at,
        history=tuple(_steps(orders, audits)),
        first=first,
        copied=trade.signal is not None,
        entries=tuple(view for order, view in zip(orders, views, strict=True) if order in entries),
        watched_stop=watched_stop,
        trail=trade.trail,
        timing=_timing(trade, entries, fills, audits, posted_at),
        cut=None if crowd is None or crowd.share == 1 else crowd.share,
    )


def _timing(
    trade: Trade,
    entries: Sequence[Order],
    fills: Fills,
    audits: Sequence[OrderAudit],
    posted_at: datetime | None,
) -> Timing | None:
    """How long a copy took and what that cost, once something was bought."""
    own = {order.id for order in entries}
    sent = [audit.at for audit in audits if audit.order in own and audit.now is OrderStatus.SUBMITTING]
    filled = [fill.at for id_ in own for fill in fills.get(id_, ())]
    if posted_at is None or not sent or not filled or trade.average_entry is None:
        return None
    away = trade.side.sign * (trade.average_entry - trade.reference)
    return Timing(
        posted_at=posted_at,
        sent_at=min(sent),
        filled_at=max(filled),
        cost=away * trade.entered,
        cost_share=away / trade.reference,
    )


def _why_over(last: Order, end: OrderAudit | None) -> str:
    if end is None:
        return ""
    over = end.evidence == "entry_expired" and last.time_in_force is TimeInForce.DAY
    midnight = end.at.astimezone(UTC).date() > last.created_at.astimezone(UTC).date()
    return TimeInForce.DAY.value if over and midnight else end.evidence


def entry_over_card(
    trade: Trade,
    orders: Sequence[Order],
    fills: Fills,
    audits: Sequence[OrderAudit],
    *,
    mode: str,
    base: str,
) -> EntryOverCard | None:
    """What was bought of an entry that is over, and why no more; None while some of it can still buy."""
    entries = [order for order in orders if order.purpose is Purpose.ENTRY]
    if any(order.status in LIVE for order in entries) or trade.entered == trade.planned:
        return None
    last = entries[-1]
    ends = [audit for audit in audits if audit.order == last.id and audit.now in ENDING]
    end = ends[0] if ends else None
    own = [fill for order in entries for fill in fills.get(order.id, ())]
    sent = last.created_at if last.hold_until is None else last.hold_until
    return EntryOverCard(
        trade=trade.id,
        mode=mode,
        symbol=trade.symbol,
        base=base,
        quote=trade.quote,
        side=trade.side,
        planned=trade.planned,
        filled=trade.entered,
        average_price=trade.average_entry,
        why=_why_over(last, end),
        after=timedelta(0) if end is None else end.at - sent,
        copied=trade.signal is not None,
        stop=trade.stop,
        targets=trade.targets,
        fills=tuple(fill_view(fill) for fill in own),
    )


def _steps(orders: Sequence[Order], audits: Sequence[OrderAudit]) -> list[TradeStep]:
    """What happened, as it did; of one instant order by order, for which of two answers was written down first says
    nothing about which was first."""
    label = {order.id: (place, _label(order)) for place, order in enumerate(orders)}
    ordered = sorted(audits, key=lambda audit: (audit.at, label[audit.order][0], audit.number))
    return [TradeStep(at=audit.at, what=audit.now.value, order=label[audit.order][1]) for audit in ordered]


def _label(order: Order) -> str:
    return f"{order.purpose.value} {order.number}" if order.number else order.purpose.value


def _exits(orders: Sequence[Order]) -> list[Order]:
    return [order for order in orders if order.purpose is not Purpose.ENTRY]


def _realized(trade: Trade, orders: Sequence[Order], fills: Fills) -> Decimal:
    exit_fees = _fees([fill for order in _exits(orders) for fill in fills.get(order.id, ())])
    return profit(trade, trade.exited, trade.proceeds, exit_fees, entry_fees(orders, fills))


def _share_of(part: Decimal, whole: Decimal) -> Decimal | None:
    return to_step(part / whole, SHARE, ROUND_HALF_EVEN) if whole else None


def _r_multiple(trade: Trade, realized: Decimal) -> Decimal | None:
    """Profit over the risk frozen at entry (DF-35)."""
    return realized / trade.risk if trade.risk else None


def exit_card(
    trade: Trade,
    orders: Sequence[Order],
    fills: Fills,
    told: ExitTold,
    *,
    mode: str,
    base: str,
    source: str,
    equity: Decimal | None = None,
    limited_by: tuple[str, ...] = (),
) -> ExitCard:
    """What one exit brought, and what is left."""
    order = next(one for one in orders if one.id == told.order)
    own = fills.get(order.id, ())
    quantity = sum((fill.quantity for fill in own), ZERO)
    total = _realized(trade, orders, fills)
    stop = working_stop(orders)
    posted = trade.stop
    moved = stop is not None and posted is not None and trade.side.sign * (stop - posted) > 0
    return ExitCard(
        trade=trade.id,
        mode=mode,
        symbol=trade.symbol,
        base=base,
        quote=trade.quote,
        side=trade.side,
        purpose=order.purpose,
        number=order.number,
        quantity=quantity,
        share=_share_of(quantity, trade.entered) or ZERO,
        price=_average(own) or ZERO,
        realized=_brought(trade, orders, fills, order),
        held=trade.held,
        stop=stop,
        break_even=moved,
        closed=not trade.held,
        total=total,
        total_share=_share_of(total, trade.cost),
        r_multiple=_r_multiple(trade, total),
        fees=trade.fees,
        source=source,
        fills=tuple(fill_view(fill) for fill in own),
        lines=_lines(trade, orders, fills),
        copy=_copy_of(trade),
        limited_by=limited_by,
        equity=equity,
        closed_at=trade.closed_at,
        proceeds=sum((fill.quantity * fill.price for fill in own), ZERO),
    )


def _copy_of(trade: Trade) -> str:
    """How a copied trade came about: by itself or after a question; empty for one by hand."""
    if trade.signal is None:
        return ""
    return "auto" if trade.id == trade_id(copy_cause(trade.signal, trade.person)) else "confirm"


# Of exits in the same instant, a target came before the stop that ended the rest.
_RANK = {Purpose.ENTRY: 0, Purpose.TARGET: 1, Purpose.STOP: 2, Purpose.CLOSE: 3}


def _lines(trade: Trade, orders: Sequence[Order], fills: Fills) -> tuple[ExitLine, ...]:
    """Every exit that filled, in the order in which they happened."""
    lines = [
        ExitLine(
            purpose=one.purpose,
            number=one.number,
            at=fills[one.id][-1].at,
            price=_average(fills[one.id]) or ZERO,
            realized=_brought(trade, orders, fills, one),
        )
        for one in _exits(orders)
        if fills.get(one.id)
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, _RANK[line.purpose], line.number)))


def working_stop(orders: Sequence[Order]) -> Price | None:
    """The price of the stop that stands, or is about to: the one that no other order takes the place of."""
    replaced = {order.replaces for order in orders if order.status in LIVE}
    return next(
        (
            order.stop_price
            for order in orders
            if order.purpose is Purpose.STOP and order.status in LIVE and order.id not in replaced
        ),
        None,
    )


def _brought(trade: Trade, orders: Sequence[Order], fills: Fills, order: Order) -> Decimal:
    own = fills.get(order.id, ())
    quantity = sum((fill.quantity for fill in own), ZERO)
    value = sum((fill.quantity * fill.price for fill in own), ZERO)
    fees = _fees(own)
    return profit(trade, quantity, value, fees, entry_fees(orders, fills))


def problem_card(
    order: Order, trade: Trade, status: OrderStatus, evidence: str, venue: str, mode: str
) -> ProblemCard:
    """What went wrong with one order."""
    return ProblemCard(
        trade=trade.id,
        mode=mode,
        symbol=trade.symbol,
        venue=venue,
        purpose=order.purpose,
        status=status,
        evidence=evidence,
        quantity=order.quantity,
        stop=trade.stop,
    )
