"""Which switches an order falls under, read from its rows."""

from __future__ import annotations

from collections.abc import Sequence

from core.orders.model import Order
from core.orders.switches import NOWHERE, Origin, server_of
from core.ports.store import View
from core.signals.model import Signal

CAUSED = "signal:"


async def origins_of(view: View, orders: Sequence[Order], venue: str | None) -> dict[str, Origin]:
    """Where each of these orders comes from, by order; all of them go to one venue."""
    signals = {order.triggered_by.removeprefix(CAUSED) for order in orders if _is_copied(order)}
    found = {one.id: one for one in await view.all(Signal, id=signals)} if signals else {}
    return {order.id: _origin(found.get(order.triggered_by.removeprefix(CAUSED)), venue) for order in orders}


def _is_copied(order: Order) -> bool:
    return order.triggered_by.startswith(CAUSED)


def _origin(signal: Signal | None, venue: str | None) -> Origin:
    if signal is None:
        return NOWHERE if venue is None else Origin(venue=venue)
    return Origin(provider=signal.provider, server=server_of(signal.channel), venue=venue)
