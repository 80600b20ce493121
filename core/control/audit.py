"""The trail of one trade from the post to its last order, and whether the records behind it hold together."""

from __future__ import annotations

from collections.abc import Sequence

from core.accounts.model import Person
from core.context import World
from core.control.results import AuditRow, AuditTrail
from core.kernel.errors import Refusal
from core.kernel.money import plain
from core.orders.chain import broken_at
from core.orders.model import Fill, Order, OrderAudit, OrderStatus, Trade
from core.orders.record import sealed_after
from core.portfolio.model import Portfolio
from core.ports.questions import NewestTrade, TradesNamed
from core.risk.model import Decision
from core.signals.ledger import first_break
from core.signals.model import LedgerEntry, Signal

SHORTEST = 4
AT_MOST = 5
SENT = {OrderStatus.SUBMITTING}
FILLING = {OrderStatus.FILLED, OrderStatus.PARTIALLY_FILLED}


async def trail_of(world: World, reference: str | None) -> AuditTrail:
    """The trail of the one trade whose id begins like this, whoever's it is; of the newest for None."""
    trade = await _find(world, reference)
    person = await world.view.get(Person, trade.person)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    orders = {order.id: order for order in await world.view.all(Order, trade=trade.id)}
    audits = sorted(await world.view.all(OrderAudit, order=set(orders)), key=lambda one: one.number)
    fills = await world.view.all(Fill, trade=trade.id)
    rows = [*await _signal_rows(world, trade), *await _decision_rows(world, trade, orders)]
    rows += _order_rows(orders, audits, fills)
    rows.sort(key=lambda row: row.at)
    chain = await _chain(world, trade)
    return AuditTrail(
        trade=trade.id,
        person="" if person is None else person.name,
        mode="paper" if portfolio is None else portfolio.mode.value,
        symbol=trade.symbol,
        rows=tuple(rows),
        checked=len(chain) + len(audits) + len(fills),
        broken=_broken(chain, orders, audits, fills, await sealed_after(world.view)),
    )


async def _find(world: World, reference: str | None) -> Trade:
    if reference is None:
        newest = await world.view.ask(NewestTrade())
        if not newest:
            raise Refusal("no_trade_here", {"typed": ""})
        return newest[0]
    text = reference.strip().upper().removeprefix("T-")
    found = await world.view.ask(TradesNamed(f"T-{text}", AT_MOST)) if len(text) >= SHORTEST else ()
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal("no_trade_here", {"typed": reference[:40]})
    raise Refusal("which_trade", {"typed": reference[:40], "near": ", ".join(one.id[:10] for one in found)})


async def _signal_rows(world: World, trade: Trade) -> list[AuditRow]:
    """The post as it was first seen, and how it was read."""
    signal = None if trade.signal is None else await world.view.get(Signal, trade.signal)
    if signal is None:
        return []
    entries = await world.view.all(LedgerEntry, chain=signal.channel, message=signal.message, version=0)
    seen = [
        AuditRow(at=one.seen_at, what="seen", facts={"signal": str(signal.number), "record": str(one.number)})
        for one in entries
    ]
    return [*seen, AuditRow(at=signal.seen_at, what="read", facts={"tier": signal.tier.value})]


async def _decision_rows(world: World, trade: Trade, orders: dict[str, Order]) -> list[AuditRow]:
    """What was checked before the first order was planned."""
    decisions = await world.view.all(Decision, trade=trade.id)
    passed = sum(reason.passed for one in decisions for reason in one.reasons)
    return [AuditRow(at=trade.created_at, what="planned", facts={"passed": str(passed)})]


def _order_rows(
    orders: dict[str, Order], audits: Sequence[OrderAudit], fills: Sequence[Fill]
) -> list[AuditRow]:
    """Steps in the order in which they were made; where an order filled, its fills say so instead."""
    left = sorted(fills, key=lambda fill: (fill.at, fill.id))
    rows = []
    for audit in audits:
        order = orders[audit.order]
        filling = audit.now in FILLING
        own = [one for one in left if one.order == order.id and (filling or one.at < audit.at)]
        rows += [_fill_row(order, fill) for fill in own]
        left = [fill for fill in left if fill not in own]
        if audit.was is not None and audit.now not in FILLING:
            rows.append(_order_row(order, audit))
    return rows + [_fill_row(orders[fill.order], fill) for fill in left]


def _order_row(order: Order, audit: OrderAudit) -> AuditRow:
    facts = {"order": order.purpose.value, "number": str(order.number or ""), "status": audit.now.value}
    if audit.now in SENT:
        ours = order.client_order_id
        return AuditRow(at=audit.at, what="sent", facts=facts | {"id": f"{ours[:4]}…{ours[-4:]}"})
    return AuditRow(at=audit.at, what="status", facts=facts | {"evidence": audit.evidence})


def _fill_row(order: Order, fill: Fill) -> AuditRow:
    facts = {"order": order.purpose.value, "number": str(order.number or ""), "symbol": fill.symbol}
    return AuditRow(
        at=fill.at,
        what="filled",
        facts=facts | {"quantity": plain(fill.quantity), "price": plain(fill.price)},
    )


async def _chain(world: World, trade: Trade) -> Sequence[LedgerEntry]:
    signal = None if trade.signal is None else await world.view.get(Signal, trade.signal)
    return () if signal is None else await world.view.all(LedgerEntry, chain=signal.channel)


def _broken(
    chain: Sequence[LedgerEntry],
    orders: dict[str, Order],
    audits: Sequence[OrderAudit],
    fills: Sequence[Fill],
    after: int,
) -> str:
    """Where the records do not hold together: a seal of the channel, or of an order."""
    number = first_break(chain)
    if number is not None:
        return f"record {number}"
    for order in orders.values():
        own = [audit for audit in audits if audit.order == order.id]
        where = broken_at(order, own, {fill.id: fill for fill in fills if fill.order == order.id}, after)
        if where:
            return where
    return ""
