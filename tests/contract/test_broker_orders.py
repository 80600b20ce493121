"""What every broker promises of orders that wait for a price, and of how long an order waits (row EX-07)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.kernel.money import Price
from core.orders.model import OrderSnapshot, OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import Ability
from tests.contract.test_broker import bought, owned, prices
from tests.contract.venues import Venue, refused, sent

NEEDED = {
    OrderType.STOP: Ability.STOP,
    OrderType.STOP_LIMIT: Ability.STOP_LIMIT,
    OrderType.TAKE_PROFIT: Ability.TAKE_PROFIT,
}
ENDED = (OrderStatus.EXPIRED, OrderStatus.CANCELED)


def over(venue: Venue, order: OrderSnapshot, reason: str) -> bool:
    """Whether the order ended by itself, and says why where the venue does."""
    says = order.reason == reason and order.status is OrderStatus.EXPIRED
    return says or (order.status in ENDED and "say why it ended" in venue.lacks)


# -- what waits for a price


async def test_a_breakout_with_a_cap_waits_then_pays_at_most_its_limit(venue: Venue):
    venue.needs(Ability.STOP_LIMIT)
    order = await venue.submit(venue.asks(stop="61000", limit="61100"))
    assert (order.status, order.fills) == (OrderStatus.OPEN, ())

    await venue.to("60999.99")
    assert (await venue.now(order)).status is OrderStatus.OPEN
    await venue.to("61000")

    # 0.02 % over 61,000 is 61,012.20.
    filled = await venue.now(order)
    assert (filled.status, prices(filled)) == (OrderStatus.FILLED, [Decimal("61012.20")])


async def test_a_breakout_that_was_jumped_over_rests_as_a_limit(venue: Venue):
    venue.needs(Ability.STOP_LIMIT)
    order = await venue.submit(venue.asks(stop="61000", limit="61100"))

    await venue.to("62000")
    assert (await venue.now(order)).status is OrderStatus.OPEN
    await venue.to("60500")  # below the price it waited for, which has come and gone

    filled = await venue.now(order)
    assert (filled.status, prices(filled)) == (OrderStatus.FILLED, [Decimal(61100)])


async def test_a_protecting_sale_with_a_floor_is_not_sold_below_it(venue: Venue):
    venue.needs(Ability.STOP_LIMIT)
    await bought(venue)
    order = await venue.submit(venue.asks(Side.SELL, stop="58500", limit="58400", reduce_only=True))

    await venue.to("58000")
    assert (await venue.now(order)).filled == 0
    await venue.to("58400")

    assert prices(await venue.now(order)) == [Decimal(58400)]


@pytest.mark.parametrize(
    ("side", "touch", "before", "at", "price"),
    [
        (Side.BUY, "59000", "59000.01", "59000", "59011.80"),
        (Side.SELL, "61500", "61499.99", "61500", "61487.70"),
    ],
)
async def test_a_touch_waits_for_the_good_side_and_trades_at_market(
    venue: Venue, side: Side, touch: str, before: str, at: str, price: str
):
    venue.needs(Ability.TAKE_PROFIT)
    await bought(venue)
    request = replace(venue.asks(side, stop=touch, reduce_only=side is Side.SELL), type=OrderType.TAKE_PROFIT)
    order = await venue.submit(request)

    await venue.to(before)
    assert (await venue.now(order)).status is OrderStatus.OPEN
    await venue.to(at)

    filled = await venue.now(order)
    assert (filled.status, prices(filled)) == (OrderStatus.FILLED, [Decimal(price)])


# -- how long


async def test_at_once_takes_what_is_there_and_rests_for_nothing(venue: Venue):
    venue.needs(Ability.IMMEDIATE)
    await venue.to("60000", "0.04")
    part = await venue.submit(venue.asks(limit="60000", waits=TimeInForce.IOC))
    none = await venue.submit(venue.asks(limit="59000", waits=TimeInForce.IOC))
    await venue.to("58000")

    assert (over(venue, part, "ioc"), part.filled) == (True, venue.units("0.04"))
    assert (over(venue, none, "ioc"), none.filled) == (True, Decimal(0))
    assert list(await venue.broker.open_orders()) == []
    assert (await owned(venue))[venue.base] == venue.units("0.04")


async def test_all_or_nothing_is_one_of_the_two(venue: Venue):
    venue.needs(Ability.IMMEDIATE)
    await venue.to("60000", "0.15")
    whole = await venue.submit(venue.asks(limit="60000", waits=TimeInForce.FOK))
    # 0.05 is left of what trades at this price.
    nothing = await venue.submit(venue.asks(limit="60000", waits=TimeInForce.FOK))
    rest = await venue.submit(venue.asks(quantity="0.05", limit="60000", waits=TimeInForce.FOK))
    far = await venue.submit(venue.asks(quantity="0.01", limit="59000", waits=TimeInForce.FOK))

    assert [order.status for order in (whole, rest)] == [OrderStatus.FILLED, OrderStatus.FILLED]
    assert [over(venue, order, "fok") for order in (nothing, far)] == [True, True]
    assert not any(order.filled or order.fills for order in (nothing, far))
    assert (await owned(venue))[venue.base] == venue.units("0.15")
    assert list(await venue.broker.open_orders()) == []


@pytest.mark.parametrize("waits", [TimeInForce.IOC, TimeInForce.FOK])
async def test_who_does_not_wait_cannot_wait_for_a_price(venue: Venue, waits: TimeInForce):
    venue.needs(Ability.IMMEDIATE, Ability.STOP_LIMIT)
    request = venue.asks(stop="61000", limit="61100", waits=waits)

    if "wait for a price and for nothing else" in venue.lacks:
        assert await refused(venue, request) == "unsupported"
        return
    order = await venue.submit(request)
    await venue.to("61000")

    assert over(venue, await venue.now(order), waits.value)
    assert venue.base not in await owned(venue)


async def test_good_for_the_day_trades_until_midnight_utc_and_not_after(venue: Venue):
    """It is 14:03 UTC at first."""
    venue.needs_to("end a day")
    day = await venue.submit(venue.asks(limit="59500", waits=TimeInForce.DAY))
    other = await venue.submit(venue.asks(limit="59000", waits=TimeInForce.DAY))
    stays = await venue.submit(venue.asks(limit="58900"))

    venue.pass_by(timedelta(hours=9, minutes=56, seconds=59))  # 23:59:59
    await venue.to("59500")
    assert (await venue.now(day)).status is OrderStatus.FILLED
    venue.pass_by(timedelta(seconds=1))
    await venue.to("58000")

    late = await venue.now(other)
    assert (over(venue, late, "day"), late.filled) == (True, Decimal(0))
    assert (await venue.now(stays)).status is OrderStatus.FILLED


async def test_a_part_filled_order_that_ends_with_the_day_keeps_its_part(venue: Venue):
    venue.needs_to("end a day")
    await venue.to("60000", "0.04")
    order = await venue.submit(venue.asks(limit="60000", waits=TimeInForce.DAY))
    venue.pass_by(timedelta(hours=10))
    await venue.to("59990")

    late = await venue.now(order)
    assert (over(venue, late, "day"), late.filled) == (True, venue.units("0.04"))
    assert (await owned(venue))[venue.base] == venue.units("0.04")


@pytest.mark.parametrize("kind", [OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT])
async def test_what_waits_can_be_taken_back_before_its_price_comes(venue: Venue, kind: OrderType):
    venue.needs(NEEDED[kind])
    request = replace(
        venue.asks(stop="61000", limit="61100" if kind is OrderType.STOP_LIMIT else None),
        stop_price=Price(59000 if kind is OrderType.TAKE_PROFIT else 61000),
        type=kind,
    )
    order = await venue.submit(request)

    told = await venue.broker.cancel(sent(order))
    await venue.to("59000")
    await venue.to("61000")

    assert told is not None
    assert told.status is OrderStatus.CANCELED
    if "show a stop that was taken back" not in venue.lacks:
        assert (await venue.now(order)).status is OrderStatus.CANCELED
    assert venue.base not in await owned(venue)


async def test_what_rests_is_listed_under_our_ids(venue: Venue):
    resting = [await venue.submit(venue.asks(limit="59000")), await venue.submit(venue.asks(limit="58000"))]
    if Ability.STOP in venue.broker.abilities:
        resting.append(await venue.submit(venue.asks(stop="61000")))
    await bought(venue, "0.01")

    listed = await venue.broker.open_orders()

    assert {order.client_order_id for order in listed} == {order.client_order_id for order in resting}
    assert {(order.symbol, order.status) for order in listed} == {(venue.symbol, OrderStatus.OPEN)}
    assert list(await venue.other.open_orders()) == []
