"""What an exit sold beyond its own trade: units of the same person's other trades in the instrument. Pure.

Where two exits of a trade rest at a venue, both may trade before the second is taken back. Reduce-only bounds that by
what the account holds, so what the second one sells is another trade's. That part of its fill is booked as an exit of
the trade whose units they were, at the price that they got: what every trade holds adds up to the position again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from core.kernel.money import ZERO, Money, Quantity
from core.orders.chain import first_rows
from core.orders.model import Order, OrderAudit, OrderStatus, OrderType, Purpose, Trade, VenueFill

# The evidence of an order that was never sent: an exit of another trade sold these units.
BESIDE = "sold by another trade's exit"
BESIDE_ID = "beside"


def portions(
    fill: VenueFill,
    own: Trade,
    held: Mapping[str, Decimal],
    coming: Mapping[str, Decimal],
    others: Sequence[Trade],
) -> list[tuple[Trade, VenueFill]]:
    """A fill by the trades whose units it moved: its own first, then the others', the oldest first.

    Units that nobody is known to hold are those of a trade whose entry is still on its way to be told, its own first:
    `coming` is how many each may yet turn out to hold. What others are known to hold goes before that: an entry may
    end with nothing more, and then the trade would have given back what it never had. What even so is nobody's stays
    with its own. The fee stays with the first part; the first part keeps the fill's name.
    """
    left = Decimal(fill.quantity)
    parts: dict[str, Decimal] = {}
    oldest = sorted(others, key=lambda one: (one.began_at, one.id))
    # An entry that has traded is at the venue; one that nobody has seen there may never have arrived.
    seen = sorted(oldest, key=lambda one: one.opened_at is None)
    rooms = [(one, held[one.id]) for one in (own, *oldest)]
    rooms += [(one, coming.get(one.id, ZERO)) for one in (own, *seen)]
    for trade, room in rooms:
        part = min(left, room)
        if part > 0:
            parts[trade.id] = parts.get(trade.id, ZERO) + part
            left -= part
    if left:
        parts = {own.id: parts.get(own.id, ZERO) + left} | {k: v for k, v in parts.items() if k != own.id}
    trades = {one.id: one for one in (own, *others)}
    nothing = Money(ZERO, fill.fee.currency)
    return [
        (
            trades[id_],
            replace(
                fill,
                venue_trade_id=fill.venue_trade_id if place == 0 else f"{fill.venue_trade_id}/{place}",
                quantity=Quantity(part),
                fee=fill.fee if place == 0 else nothing,
            ),
        )
        for place, (id_, part) in enumerate(parts.items())
    ]


def beside(order: Order, trade: Trade, fill: VenueFill, at: datetime) -> tuple[Order, OrderAudit]:
    """The row under which a trade keeps what another trade's exit sold of it, and its first audit row."""
    id_ = f"{BESIDE_ID}/{order.id}/{fill.venue_trade_id}"
    made = replace(
        order,
        id=id_,
        client_order_id=id_,
        trade=trade.id,
        type=OrderType.MARKET,
        purpose=Purpose.CLOSE,
        number=0,
        quantity=fill.quantity,
        limit_price=None,
        stop_price=None,
        replaces=None,
        triggered_by=f"trade:{order.trade}",
        chunk=id_,
        status=OrderStatus.OPEN,
        evidence=BESIDE,
        lease_owner=None,
        lease_until=None,
        created_at=at,
    )
    [audit] = first_rows([made], BESIDE)
    return made, audit
