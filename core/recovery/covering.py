"""Whether a position stands behind its stop: a plain look at a trade and its orders (row BX-18; reliability, P4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from core.kernel.money import ZERO
from core.orders.exits import AT_REST, Ways
from core.orders.lifecycle import LIVE
from core.orders.model import Order, OrderStatus, OrderType, Purpose, Trade

# On its way to the venue: nothing is proven yet, and another one beside it would be one too many.
UNDER_WAY = LIVE - AT_REST
# A fan-out to ten thousand has sent its last stop long before.
QUEUES_AT_MOST = timedelta(minutes=5)


def needs_stop(trade: Trade, ways: Ways) -> bool:
    """Whether a stop of this trade has to rest at the venue now."""
    return bool(trade.held) and trade.stop is not None and not trade.soft_stop and ways.stops


def covered(orders: Sequence[Order], filled: Mapping[str, Decimal]) -> Decimal:
    """Units behind stops that rest at the venue, and units that are being sold at market."""
    stops = [one for one in orders if one.purpose is Purpose.STOP and one.status in AT_REST]
    return _left(stops, filled) + _left(sales_under_way(orders), filled)


def sales_under_way(orders: Sequence[Order]) -> list[Order]:
    """Sales at market that are not over."""
    exits = [one for one in orders if one.purpose is not Purpose.ENTRY]
    return [one for one in exits if one.type is OrderType.MARKET and one.status in LIVE]


def stop_under_way(orders: Sequence[Order]) -> bool:
    """Whether a stop is on its way to the venue, or its fate is being asked for."""
    return any(one.purpose is Purpose.STOP and one.status in UNDER_WAY for one in orders)


def stop_queues_here(orders: Sequence[Order], now: datetime) -> bool:
    """Whether the newest stop has only waited for its turn with us so far, and not for ever.

    No venue has refused it: that others go before it is no reason to sell what it will protect.
    """
    stop = newest_stop(orders)
    return stop is not None and stop.status is OrderStatus.PLANNED and now - stop.created_at < QUEUES_AT_MOST


def newest_stop(orders: Sequence[Order]) -> Order | None:
    """The stop that was planned last, whatever became of it; `orders` oldest first."""
    return next((one for one in reversed(orders) if one.purpose is Purpose.STOP), None)


def why_bare(orders: Sequence[Order]) -> str:
    """What became of the newest stop, as evidence; `no_stop` where there never was one."""
    stop = newest_stop(orders)
    if stop is None:
        return "no_stop"
    if stop.status in AT_REST:
        return "too_small"
    return stop.evidence if stop.status is OrderStatus.REJECTED else stop.status.value


def _left(orders: Sequence[Order], filled: Mapping[str, Decimal]) -> Decimal:
    return sum((one.quantity - filled.get(one.id, ZERO) for one in orders), ZERO)
