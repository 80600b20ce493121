"""One intent through one trouble on its way to a venue's server: what must hold afterwards, whatever the adapter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.orders.model import OrderRequest, OrderStatus, Sent
from core.ports.broker import BrokerError, Placed
from tests.venues.trouble import Asked, Trouble

if TYPE_CHECKING:
    from tests.contract.venues import Venue


async def one_intent_is_one_order(venue: Venue, request: OrderRequest, asked: Sent, trouble: Trouble) -> None:
    """Send it through this trouble: it left once, is there once or not at all, and the adapter knows or says that it
    does not."""
    assert venue.weather is not None
    assert venue.floor is not None
    venue.weather.plan(trouble)
    proven_absent = proven_there = False
    try:
        told = await venue.broker.submit(request)
        proven_there = bool(told.venue_order_id)
    except BrokerError as error:
        proven_absent = error.placed is Placed.NO
    assert venue.weather.met == [trouble]
    assert venue.weather.count(Asked.ORDER) == 1, "a write is never sent again"

    venue.weather.end()
    there = venue.floor.orders
    assert len(there) == int(trouble.reaches)
    assert not (proven_absent and there)
    assert not proven_there or there
    found = await venue.broker.find(asked)
    assert (found is not None) is bool(there)
    if found is not None:
        [placed] = there
        assert (found.status, found.filled) == (placed.status, placed.order.filled)
        assert [(fill.quantity, fill.price) for fill in found.fills] == [
            (fill.quantity, fill.price) for fill in placed.fills
        ]


async def a_cancel_is_proven(venue: Venue, resting: Sent, trouble: Trouble) -> None:
    """Take it back through this trouble: what is told is so, and it is over once it was asked for again."""
    assert venue.weather is not None
    assert venue.floor is not None
    [placed] = venue.floor.orders
    venue.weather.plan(replace(trouble, asked=Asked.CANCEL, hides=False))
    try:
        told = await venue.broker.cancel(resting)
    except BrokerError:
        told = None
    if told is not None and told.status is not OrderStatus.OPEN:
        assert told.status is placed.status is OrderStatus.CANCELED

    venue.weather.end()
    again = await venue.broker.cancel(resting)
    assert again is not None
    assert again.status is placed.status is OrderStatus.CANCELED
