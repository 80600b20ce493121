"""What every broker promises (`core/ports/broker.py`), over every implementation: a line of `venues.py`."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.kernel.money import Quantity
from core.market.model import AssetClass, Instrument
from core.orders.model import OrderSnapshot, OrderStatus, Side
from core.ports.broker import Ability, BrokerError, Placed
from storage.database import Database
from tests.contract.venues import OPENS_AT, Venue, asks, paper_floor, refused, sent


async def owned(venue: Venue) -> dict[str, Decimal]:
    return {money.currency: money.amount for money in await venue.broker.balances()}


async def bought(venue: Venue, quantity: str = "0.1") -> OrderSnapshot:
    return await venue.submit(venue.asks(quantity=quantity))


def prices(order: OrderSnapshot) -> list[Decimal]:
    return [Decimal(fill.price) for fill in order.fills]


# -- what trades, and at what price (DESIGN's figures: 0.02 % of last, fee 0.10 %)


async def test_a_market_order_pays_the_spread_and_the_fee(venue: Venue):
    buy = await venue.submit(venue.asks(Side.BUY))
    sale = await venue.submit(venue.asks(Side.SELL))

    assert (buy.status, prices(buy)) == (OrderStatus.FILLED, [Decimal("60012")])
    assert (sale.status, prices(sale)) == (OrderStatus.FILLED, [Decimal("59988")])
    assert [(fill.fee.amount, fill.fee.currency) for fill in (*buy.fills, *sale.fills)] == [
        (venue.units("6001.2") * venue.fee_rate, venue.quote),
        (venue.units("5998.8") * venue.fee_rate, venue.quote),
    ]


async def test_a_limit_that_could_trade_at_once_does_and_never_past_its_price(venue: Venue):
    generous = await venue.submit(venue.asks(limit="60500"))
    exact = await venue.submit(venue.asks(limit="60000"))

    assert prices(generous) == [Decimal("60012")]
    assert prices(exact) == [Decimal("60000")]


async def test_a_resting_limit_fills_at_its_price_when_the_market_is_there(venue: Venue):
    order = await venue.submit(venue.asks(limit="59000"))
    assert (order.status, order.fills) == (OrderStatus.OPEN, ())

    await venue.to("59000.01")
    assert (await venue.now(order)).status is OrderStatus.OPEN
    await venue.to("58000")

    filled = await venue.now(order)
    assert (filled.status, filled.filled, prices(filled)) == (
        OrderStatus.FILLED,
        order.quantity,
        [Decimal(59000)],
    )


async def test_a_stop_waits_and_then_sells_at_what_the_market_gives(venue: Venue):
    venue.needs(Ability.STOP)
    await bought(venue)
    stop = await venue.submit(venue.asks(Side.SELL, stop="58500", reduce_only=True))
    await venue.to("58500.01")
    assert (await venue.now(stop)).status is OrderStatus.OPEN

    await venue.to("58000")

    filled = await venue.now(stop)
    assert (filled.status, prices(filled)) == (OrderStatus.FILLED, [Decimal("57988.4")])


async def test_what_the_market_has_not_is_not_traded(venue: Venue):
    venue.needs_to("tell the parts of an order")
    await venue.to("60000", "0.04")
    order = await venue.submit(venue.asks(limit="60000"))
    assert (order.status, order.filled) == (OrderStatus.PARTIALLY_FILLED, venue.units("0.04"))

    await venue.to("59990", "0.05")
    assert (await venue.now(order)).filled == venue.units("0.09")
    await venue.to("59990")

    full = await venue.now(order)
    assert (full.status, full.filled) == (OrderStatus.FILLED, venue.units("0.1"))
    assert [Decimal(fill.quantity) for fill in full.fills] == [
        venue.units("0.04"),
        venue.units("0.05"),
        venue.units("0.01"),
    ]


async def test_reduce_only_never_sells_more_than_is_held(venue: Venue):
    venue.needs(Ability.MULTI_EXIT, Ability.REDUCE_ONLY, Ability.STOP)
    await bought(venue, "0.1")
    await venue.submit(venue.asks(Side.SELL, "0.1", limit="61500", reduce_only=True))
    await venue.submit(venue.asks(Side.SELL, "0.1", limit="61600", reduce_only=True))
    await venue.submit(venue.asks(Side.SELL, "0.25", stop="58500", reduce_only=True))

    await venue.to("62000")
    await venue.to("58000")

    assert venue.base not in await owned(venue)


# -- refusals: proven, by name, and nothing left behind


async def test_money_that_is_not_there_is_refused(venue: Venue):
    venue.needs_to("prove a refusal")
    request = venue.asks(quantity="2")

    assert await refused(venue, request) == "insufficient_funds"
    assert await venue.broker.find(sent(request)) is None
    assert await owned(venue) == {venue.quote: venue.money}


async def test_an_instrument_that_nobody_trades_is_refused(venue: Venue):
    venue.needs_to("prove a refusal")
    nobodys = replace(venue.asks(), symbol="NOBODY/USDT")

    assert await refused(venue, nobodys) == "unknown_instrument"


async def test_reducing_nothing_is_refused(venue: Venue):
    venue.needs_to("refuse to reduce nothing")
    assert await refused(venue, venue.asks(Side.SELL, reduce_only=True)) == "nothing_to_reduce"


# -- the second time


async def test_the_same_id_again_is_the_first_order(venue: Venue):
    venue.needs(Ability.CLIENT_ID_UNIQUE)
    request = venue.asks()

    first = await venue.submit(request)
    again = await venue.submit(replace(request, quantity=Quantity(venue.units("0.2"))))

    assert again == first
    assert (await owned(venue))[venue.base] == venue.units("0.1")


@pytest.mark.parametrize("limit", [None, "59000"])
async def test_the_same_id_many_times_at_once_is_one_order(venue: Venue, limit: str | None):
    venue.needs(Ability.CLIENT_ID_UNIQUE)
    # Twice what there is money for: a second fill, or a refusal of the second, would show.
    request = venue.asks(quantity="1", limit=limit)

    told = await asyncio.gather(*(venue.broker.submit(request) for _ in range(5)))

    assert all(order == told[0] for order in told)
    assert (await owned(venue)).get(venue.base, 0) == (venue.units("1") if limit is None else 0)
    assert len(await venue.broker.open_orders()) == (0 if limit is None else 1)


async def test_a_cancel_ends_an_order_and_a_second_one_changes_nothing(venue: Venue):
    order = await venue.submit(venue.asks(limit="59000"))

    first = await venue.broker.cancel(sent(order))
    again = await venue.broker.cancel(replace(sent(order), venue_order_id=None))
    await venue.to("58000")

    assert first is not None
    assert first.status is OrderStatus.CANCELED
    assert again == first == await venue.now(order)


async def test_a_cancel_that_comes_too_late_tells_of_the_fill(venue: Venue):
    order = await bought(venue)

    told = await venue.broker.cancel(sent(order))

    assert told == order


async def test_what_the_venue_does_not_know(venue: Venue):
    never = sent(venue.asks())
    assert await venue.broker.find(never) is None
    assert await venue.broker.cancel(never) is None
    assert list(await venue.broker.fills([never])) == []


async def test_an_account_sees_and_ends_nothing_of_another(venue: Venue):
    mine = await venue.submit(venue.asks(limit="59000"))

    assert await venue.other.find(sent(mine)) is None
    assert await venue.other.cancel(sent(mine)) is None
    if Ability.REPLACE in venue.broker.abilities:
        with pytest.raises(BrokerError) as told:
            await venue.other.replace(mine.venue_order_id, venue.asks(limit="58000"))
        assert told.value.placed is Placed.NO
    assert await venue.now(mine) == mine


# -- replacing


async def test_a_replacement_takes_the_place_in_one_step(venue: Venue):
    venue.needs(Ability.REPLACE)
    await bought(venue)
    old = await venue.submit(venue.asks(Side.SELL, stop="58500", reduce_only=True))

    new = await venue.broker.replace(
        old.venue_order_id, venue.asks(Side.SELL, stop="59500", reduce_only=True)
    )

    assert (await venue.now(old)).status is OrderStatus.CANCELED
    assert [order.client_order_id for order in await venue.broker.open_orders()] == [new.client_order_id]


async def test_a_refused_replacement_leaves_the_old_order(venue: Venue):
    venue.needs(Ability.REPLACE)
    old = await venue.submit(venue.asks(limit="59000"))

    assert (
        await refused(venue, venue.asks(quantity="9", limit="59500"), old.venue_order_id)
        == "insufficient_funds"
    )

    assert await venue.now(old) == old


async def test_what_is_gone_cannot_be_replaced(venue: Venue):
    venue.needs(Ability.REPLACE)
    await bought(venue)
    stop = await venue.submit(venue.asks(Side.SELL, stop="58500", reduce_only=True))
    await venue.to("58000")
    request = venue.asks(Side.SELL, stop="59500", reduce_only=True)

    assert await refused(venue, request, stop.venue_order_id) == "nothing_to_replace"
    assert await venue.broker.find(sent(request)) is None


async def test_of_two_replacements_at_once_one_is_placed(venue: Venue):
    venue.needs(Ability.REPLACE)
    old = await venue.submit(venue.asks(limit="59000"))

    told = await asyncio.gather(
        *(venue.broker.replace(old.venue_order_id, venue.asks(limit=price)) for price in ("58000", "58100")),
        return_exceptions=True,
    )

    refusals = [one for one in told if isinstance(one, BrokerError)]
    assert [(one.kind, one.placed) for one in refusals] == [("nothing_to_replace", Placed.NO)]
    assert len(await venue.broker.open_orders()) == 1


# -- fills and balances


async def test_fills_are_told_once_each_oldest_first_and_make_the_balances(venue: Venue):
    requests = [
        venue.asks(quantity="0.3"),
        venue.asks(Side.SELL, "0.1"),
        venue.asks(limit="59500", quantity="0.2"),
        venue.asks(Side.SELL, "0.2"),
    ]
    for request in requests:
        await venue.submit(request)
    await venue.to("59400")

    fills = await venue.broker.fills([sent(request) for request in requests])

    assert len({fill.venue_trade_id for fill in fills}) == len(fills) == 4
    assert list(fills) == sorted(fills, key=lambda fill: fill.at)
    made: dict[str, Decimal] = defaultdict(Decimal, {venue.quote: venue.money})
    for fill in fills:
        made[venue.base] += fill.side.sign * fill.quantity
        made[venue.quote] -= fill.side.sign * fill.quantity * fill.price
        made[fill.fee.currency] -= fill.fee.amount
    assert await owned(venue) == made


async def test_fills_since_a_moment_are_the_account_s_own_from_then_on(venue: Venue):
    first = await bought(venue)
    await venue.other.submit(venue.asks())
    [told] = await venue.broker.fills_since(OPENS_AT, {venue.symbol})
    venue.pass_by(timedelta(minutes=5))
    await venue.to("60000")
    later = await venue.submit(venue.asks(Side.SELL, "0.04"))

    # Some venues name an order by their own id alone.
    ours = {first.venue_order_id: first.client_order_id, later.venue_order_id: later.client_order_id}
    since = await venue.broker.fills_since(OPENS_AT, {venue.symbol})
    assert [fill.client_order_id or ours[fill.venue_order_id] for fill in since] == [
        first.client_order_id,
        later.client_order_id,
    ]
    last = await venue.broker.fills_since(later.fills[0].at, {venue.symbol})
    assert [replace(fill, client_order_id="") for fill in last] == [
        replace(fill, client_order_id="") for fill in later.fills
    ]
    assert list(await venue.broker.fills_since(told.at + timedelta(days=1), {venue.symbol})) == []


@pytest.mark.parametrize(
    ("taken_in", "fee", "sold_in"),
    [
        # 0.10 % of 6,001.20 in quote.
        ("quote", ("6.0012", "USDT"), "USDT"),
        # 0.10 % of what came in: 0.1 BTC for the purchase, dollars for the sale.
        ("received", ("0.0001", "BTC"), "USDT"),
        # 6.0012 / 3,431 = 0.0017491110..., rounded up to 1E-8.
        ("ETH", ("0.00174912", "ETH"), "ETH"),
    ],
)
async def test_fees_may_be_taken_in_other_currencies_and_balances_follow(
    database: Database, taken_in: str, fee: tuple[str, str], sold_in: str
):
    venue, floor = await paper_floor(database)
    await venue.submit(asks(quantity="1", symbol="ETH/USDT"))
    before = await owned(venue)
    floor.fees_in = taken_in

    buy = await venue.submit(venue.asks(Side.BUY))
    sale = await venue.submit(venue.asks(Side.SELL, "0.09"))

    fills = (*buy.fills, *sale.fills)
    assert [one.fee.currency for one in fills] == [fee[1], sold_in]
    assert fills[0].fee.amount == Decimal(fee[0])
    made = defaultdict(Decimal, before)
    for one in fills:
        made["BTC"] += one.side.sign * one.quantity
        made["USDT"] -= one.side.sign * one.quantity * one.price
        made[one.fee.currency] -= one.fee.amount
    assert await owned(venue) == made


async def test_a_coin_that_is_not_held_is_no_way_to_pay(database: Database):
    venue, floor = await paper_floor(database)
    floor.fees_in = "ETH"

    buy = await venue.submit(venue.asks(Side.BUY))

    assert [(one.fee.amount, one.fee.currency) for one in buy.fills] == [(Decimal("6.0012"), "USDT")]


async def test_rules_are_known_for_what_is_traded(venue: Venue):
    rules = await venue.broker.rules(venue.instrument)

    assert rules is not None
    assert (rules.tick, rules.step, rules.fee_rate) == (venue.tick, venue.step, venue.fee_rate)


async def test_what_it_does_not_trade_has_no_rules(venue: Venue):
    venue.needs_to("tell what it does not trade")

    assert await venue.broker.rules(Instrument("NOBODY/USDT", "NOBODY", "USDT", AssetClass.CRYPTO)) is None


async def test_it_tells_its_own_price_or_that_it_has_none(venue: Venue):
    quote = await venue.broker.quote(venue.instrument)

    assert quote is None or (quote.bid, quote.last, quote.ask) == (
        Decimal("59988"),
        Decimal("60000"),
        Decimal("60012"),
    )


async def test_it_says_whether_an_instrument_trades_now(venue: Venue):
    assert (await venue.broker.session(venue.instrument)).is_open
