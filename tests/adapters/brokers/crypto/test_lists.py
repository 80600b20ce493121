"""Long lists at the crypto venues: every page is read, nothing twice, and what is late to show is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.orders.model import OrderStatus, Sent, Side
from core.ports.broker import BrokerError
from tests.adapters.brokers.crypto.stage import staged
from tests.contract.venues import OPENS_AT, asks
from tests.venues.binance import Wrong
from tests.venues.crypto import profile


@pytest.mark.parametrize("name", ["kraken", "binance", "coinbase", "kucoin"])
async def test_fills_beyond_one_page_are_all_told_once(name: str):
    many = 7
    async with staged(name, replace(profile(name), page=3 if name != "kraken" else None)) as stage:
        if name in ("coinbase", "kucoin"):
            stage.house.page = 3
        if name == "kraken":
            many = 53
        for turn in range(many):
            stage.house.floor.place("mine", asks(Side.BUY if turn % 2 == 0 else Side.SELL, "0.01"))
            stage.clock.pass_by(timedelta(seconds=1))

        told = await stage.broker.fills_since(OPENS_AT, {"BTC/USDT"})

    assert len(told) == len({fill.venue_trade_id for fill in told}) == many
    assert [fill.at for fill in told] == sorted(fill.at for fill in told)
    assert all(fill.venue_order_id for fill in told)


async def test_fills_of_weeks_ago_are_read_week_by_week():
    async with staged("kucoin") as stage:
        for _ in range(3):
            stage.house.floor.place("mine", asks(quantity="0.01"))
            stage.clock.pass_by(timedelta(days=9))

        told = await stage.broker.fills_since(OPENS_AT, {"BTC/USDT"})

    assert len(told) == 3
    windows = [one for one in stage.bodies if "/fills" in one]
    assert len(windows) >= 4
    assert all("endAt=" in one for one in windows)


async def test_an_order_beyond_the_first_page_is_found_by_our_id():
    async with staged("coinbase") as stage:
        stage.house.page = 2
        request = asks(limit="50000", quantity="0.01")
        await stage.broker.submit(request)
        for _ in range(5):
            stage.house.floor.place("mine", asks(limit="50000", quantity="0.01"))

        found = await stage.broker.find(Sent(request=request, at=OPENS_AT))
        resting = await stage.broker.open_orders()

    assert found is not None
    assert found.client_order_id == request.client_order_id
    assert len(resting) == 6


@pytest.mark.parametrize("name", ["binance", "kucoin", "binanceusdm"])
async def test_a_stop_whose_price_came_is_found_with_its_fills_by_either_id(name: str):
    async with staged(name) as stage:
        await stage.broker.submit(asks())
        request = asks(Side.SELL, stop="58500", reduce_only=True)
        placed = await stage.broker.submit(request)
        stage.house.floor.price("BTC/USDT", "58000")

        by_venue = Sent(request=request, at=OPENS_AT, venue_order_id=placed.venue_order_id)
        for asked in (by_venue, Sent(request=request, at=OPENS_AT)):
            found = await stage.broker.find(asked)
            assert found is not None
            assert (found.status, [str(fill.price.normalize()) for fill in found.fills]) == (
                OrderStatus.FILLED,
                ["57988.4"],
            )
        assert [fill.side for fill in await stage.broker.fills([by_venue])] == [Side.SELL]


@pytest.mark.parametrize("name", ["binance", "kucoin"])
async def test_fees_in_several_coins_are_told_fill_by_fill(name: str):
    async with staged(name) as stage:
        await stage.broker.submit(asks(quantity="1", symbol="ETH/USDT"))
        stage.house.floor.price("BTC/USDT", "60000", "0.05")
        first = await stage.broker.submit(asks(quantity="0.1", limit="60000"))
        stage.house.floor.fees_in = "ETH"
        stage.house.floor.price("BTC/USDT", "60000")

        order = Sent(
            request=asks(quantity="0.1", limit="60000"), at=OPENS_AT, venue_order_id=first.venue_order_id
        )
        found = await stage.broker.find(order)

    assert found is not None
    assert [fill.fee.currency for fill in found.fills] == ["USDT", "ETH"]
    # 3 dollars, and 3 / 3,431 of a coin, rounded up to 1E-8.
    assert [str(fill.fee.amount.normalize()) for fill in found.fills] == ["3", "0.00087439"]


CODES: list[tuple[int, int, str, str, str]] = [
    (400, -2010, "Account has insufficient balance for requested action.", "insufficient_funds", "no"),
    (400, -1013, "Filter failure: LOT_SIZE", "invalid_size", "no"),
    (400, -1013, "Filter failure: NOTIONAL", "invalid_size", "no"),
    (400, -1013, "Filter failure: PRICE_FILTER", "invalid_price", "no"),
    (400, -1121, "Invalid symbol.", "unknown_instrument", "no"),
    (400, -2010, "Market is closed.", "market_closed", "no"),
    (
        429,
        -1003,
        "Too many requests; current limit is 6000 request weight per 1 MINUTE.",
        "rate_limited",
        "no",
    ),
    (401, -2015, "Invalid API-key, IP, or permissions for action.", "auth", "no"),
    (400, -1021, "Timestamp for this request is outside of the recvWindow.", "clock", "no"),
    (503, -1007, "Timeout waiting for response from backend server.", "unavailable", "unknown"),
    (500, -1000, "An unknown error occurred while processing the request.", "unavailable", "unknown"),
    (400, -2019, "Margin is insufficient.", "insufficient_funds", "no"),
    (400, -2022, "ReduceOnly Order is rejected.", "nothing_to_reduce", "no"),
]


@pytest.mark.parametrize(("status", "code", "words", "kind", "placed"), CODES)
@pytest.mark.parametrize("name", ["binance", "binanceusdm"])
async def test_binance_s_codes_mean_what_they_say_under_its_real_names(
    name: str, status: int, code: int, words: str, kind: str, placed: str
):
    async with staged(name) as stage:
        await (
            stage.broker.balances()
        )  # after a call that was signed well, the library takes a dead key for haste
        stage.house.says = Wrong(code, words, status)
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks(limit="59000"))

    assert (told.value.kind, told.value.placed) == (kind, placed)
