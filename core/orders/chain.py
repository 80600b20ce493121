"""Each order's life as a hash chain: what was decided, each step and each fill seal what came before (row P14).

One chain an order, so that nobody waits for anybody: a step holds its order's row anyhow. The first seal covers the
order as it was decided and names the signal that caused it, whose post is sealed in the record of its channel
(`core/signals/ledger.py`). A row that was changed, removed, put in or moved no longer fits its neighbors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from core.kernel.money import plain
from core.orders.model import Fill, Order, OrderAudit, OrderStatus

BEGINNING = ""
BETWEEN = "\n"
# Stands between the parts of what is sealed, and in none of them: a fan-out seals tens of thousands of rows, so this
# is the one place where text is put together by hand and not by the codec.
PART, NOTHING = "\x1f", "\x00"


@lru_cache(maxsize=512)
def _at(at: datetime | None) -> str:
    return NOTHING if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def _number(value: Decimal | None) -> str:
    return NOTHING if value is None else plain(value)


def decided(order: Order) -> str:
    """What of an order never changes, in canonical form."""
    return PART.join(
        (
            order.id,
            order.client_order_id,
            order.person,
            order.account,
            order.portfolio,
            order.trade,
            order.symbol,
            order.side.value,
            order.type.value,
            order.purpose.value,
            str(order.number),
            plain(order.quantity),
            _number(order.limit_price),
            _number(order.stop_price),
            "reduces" if order.reduce_only else "",
            order.replaces or NOTHING,
            order.triggered_by,
            order.chunk,
            _at(order.created_at),
            _at(order.send_before),
            _at(order.expires_at),
            order.time_in_force.value,
        )
    )


def happened(fill: Fill) -> str:
    """A fill in canonical form."""
    return PART.join(
        (
            fill.id,
            fill.order,
            fill.account,
            fill.portfolio,
            fill.trade,
            fill.symbol,
            fill.side.value,
            plain(fill.quantity),
            plain(fill.price),
            plain(fill.fee),
            fill.fee_currency,
            _at(fill.at),
        )
    )


def seal_of(audit: OrderAudit, previous: str, order: Order | None = None, fills: Sequence[Fill] = ()) -> str:
    """SHA-256 over the seal before it, the row itself, and what it brought (`order` on the first one)."""
    return _seal(audit.order, audit.was, audit.now, audit.evidence, audit.at, previous, order, fills)


def _seal(
    id_: str,
    was: OrderStatus | None,
    now: OrderStatus,
    evidence: str,
    at: datetime,
    previous: str,
    order: Order | None,
    fills: Sequence[Fill],
) -> str:
    what = NOTHING if order is None else decided(order)
    traded = PART.join([happened(fill) for fill in fills]) if fills else ""
    said = evidence.replace(PART, " ")  # a venue's own word may hold anything
    parts = (previous, id_, NOTHING if was is None else was.value, now.value, said, _at(at), what, traded)
    return hashlib.sha256(PART.join(parts).encode()).hexdigest()


def sealed_row(
    id_: str,
    was: OrderStatus | None,
    now: OrderStatus,
    evidence: str,
    at: datetime,
    previous: str,
    *,
    order: Order | None = None,
    fills: Sequence[Fill] = (),
) -> OrderAudit:
    """A step of an order, sealed onto the one before, with the fills that it brings."""
    return OrderAudit(
        number=0,
        order=id_,
        was=was,
        now=now,
        evidence=evidence,
        at=at,
        fills=BETWEEN.join([fill.id for fill in fills]) if fills else "",
        seal=_seal(id_, was, now, evidence, at, previous, order, fills),
    )


def first_rows(orders: Sequence[Order], evidence: str) -> list[OrderAudit]:
    """The first row of each of these new orders."""
    return [
        sealed_row(order.id, None, order.status, evidence, order.created_at, BEGINNING, order=order)
        for order in orders
    ]


def fills_of(audit: OrderAudit) -> list[str]:
    """Ids of the fills that a row sealed."""
    return audit.fills.split(BETWEEN) if audit.fills else []


def broken_at(
    order: Order, audits: Sequence[OrderAudit], fills: Mapping[str, Fill], unsealed_until: int = 0
) -> str:
    """Where an order's chain does not hold together, in words for whoever looks after it; empty when it is whole.

    `audits` in the order of their numbers, `fills` all fills of this order. Rows up to `unsealed_until` are from
    before there were seals: they are held against the table of moves only.
    """
    previous, covered = BEGINNING, set[str]()
    old = [audit for audit in audits if audit.number <= unsealed_until]
    for place, audit in enumerate(audits):
        before = None if place == 0 else audits[place - 1].now
        if audit.was is not before:
            return f"step {audit.number}"
        if audit.number <= unsealed_until:
            continue
        names = fills_of(audit)
        if not all(name in fills for name in names):
            return f"fill of step {audit.number}"
        own = [fills[name] for name in names]
        if seal_of(audit, previous, order if place == 0 else None, own) != audit.seal:
            return f"step {audit.number}"
        previous = audit.seal
        covered.update(names)
    if not audits or audits[-1].now is not order.status or _said(audits) not in (None, order.evidence):
        return f"order {order.id}"
    left = fills.keys() - covered
    return f"fill {min(left)}" if left and not old else ""


def _said(audits: Sequence[OrderAudit]) -> str | None:
    """The evidence of the newest step, which the order repeats; None while it has made none."""
    steps = [audit.evidence for audit in audits if audit.was not in (None, audit.now)]
    return steps[-1] if steps else None
