"""Orders whose fate is not known: one card from the first doubt to the proof, changed in its place (scene 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.context import World
from core.kernel.money import ZERO
from core.orders.model import Fill, Order, OrderAudit, OrderStatus, Purpose, Trade
from core.portfolio.model import Portfolio
from core.ports.broker import ErrorKind


@dataclass(frozen=True, slots=True)
class DoubtTold:
    """An order may or may not exist at its venue, or did until a moment ago."""

    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtCard:
    """Since when an order is in doubt, and how it came out: `settled_at` None while it has not. `several`: more than
    one order at the venue fits it, and the venue knows no ids of ours."""

    trade: str
    mode: str
    symbol: str
    base: str
    venue: str
    purpose: Purpose
    status: OrderStatus
    quantity: Decimal
    filled: Decimal
    average_price: Decimal | None
    since: datetime
    settled_at: datetime | None
    several: bool = False


async def show_doubt(world: World, told: DoubtTold) -> DoubtCard | None:
    """The card of an order in doubt, as far as the doubt has come."""
    order = await world.view.get(Order, told.order)
    trade = None if order is None else await world.view.get(Trade, order.trade)
    if order is None or trade is None:
        return None
    audits = sorted(await world.view.all(OrderAudit, order=order.id), key=lambda audit: audit.number)
    since, settled = _span(audits)
    if since is None:
        return None
    fills = await world.view.all(Fill, order=order.id, trade=trade.id)
    filled = sum((fill.quantity for fill in fills), ZERO)
    value = sum((fill.quantity * fill.price for fill in fills), ZERO)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    return DoubtCard(
        trade=trade.id,
        mode="paper" if portfolio is None else portfolio.mode.value,
        symbol=trade.symbol,
        base=world.market.table.base(trade.symbol),
        venue=(await world.brokers.of(order.account)).venue,
        purpose=order.purpose,
        status=order.status,
        quantity=order.quantity,
        filled=filled,
        average_price=value / filled if filled else None,
        since=since,
        settled_at=settled,
        several=settled is None and audits[-1].evidence == ErrorKind.AMBIGUOUS,
    )


def _span(audits: Sequence[OrderAudit]) -> tuple[datetime | None, datetime | None]:
    """When the last doubt began, and when it ended. What a dead process was sending was in doubt from then on."""
    steps = [audit for audit in audits if audit.was is not audit.now]
    doubts = [place for place, audit in enumerate(steps) if audit.now is OrderStatus.UNKNOWN]
    if doubts:
        after = steps[doubts[-1] + 1 :]
        return steps[doubts[-1]].at, after[0].at if after else None
    absent = [audit for audit in steps if audit.now is OrderStatus.ABSENT]
    return (absent[0].at, absent[0].at) if absent else (None, None)
