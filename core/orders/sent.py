"""Our orders in the words of the broker port: as they are sent, and as they are asked about afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.orders.model import Answer, Order, OrderRequest, Sent
from core.ports.store import View


def request_of(order: Order) -> OrderRequest:
    """The order in the words of the broker port."""
    return OrderRequest(
        client_order_id=order.client_order_id,
        symbol=order.symbol,
        side=order.side,
        type=order.type,
        quantity=order.quantity,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        reduce_only=order.reduce_only,
        time_in_force=order.time_in_force,
    )


def sent_of(order: Order, venue_order_id: str | None) -> Sent:
    """The order as a venue is asked about it. It was not sent before it was planned."""
    return Sent(request=request_of(order), at=order.created_at, venue_order_id=venue_order_id)


async def sent_orders(view: View, orders: Collection[Order]) -> Sequence[Sent]:
    """These orders with what their venues called them, as far as they have said, in one read."""
    answers = await view.all(Answer, order=[order.id for order in orders]) if orders else ()
    told = {answer.order: answer.venue_order_id for answer in answers}
    return [sent_of(order, told.get(order.id)) for order in orders]
