"""Alpaca's words for orders and fills: what is asked digit by digit, and what its answers mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from adapters.brokers.alpaca.fees import fee_of, rate_of
from adapters.brokers.alpaca.words import (
    Told,
    Unreadable,
    body_of,
    instant,
    instrument_of,
    number,
    orders_of,
    snapshot_of,
    told_of,
    trade_of,
    trades,
)
from core.kernel.money import Money, Price, Quantity
from core.market.model import AssetClass, Instrument
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce, VenueFill
from core.ports.broker import BrokerError, ErrorKind, Placed

TABLE = builtin_table()
ID = "be11" + "0" * 28
CENT = Decimal("0.01")
ROW = {
    "id": "61e69015-8549-4bfd-b9c3-01e75843f47d",
    "client_order_id": ID,
    "submitted_at": "2021-03-16T18:38:01.937734123Z",
    "filled_at": None,
    "replaced_by": None,
    "replaces": None,
    "asset_class": "us_equity",
    "symbol": "AAPL",
    "qty": "2",
    "filled_qty": "0",
    "type": "stop",
    "side": "sell",
    "time_in_force": "gtc",
    "status": "accepted",
    "legs": None,
}


def known(symbol: str) -> Instrument:
    instrument = TABLE.get(symbol)
    assert instrument is not None
    return instrument


def request(symbol: str = "AAPL", quantity: str = "2", **more: object) -> OrderRequest:
    asked = OrderRequest(
        client_order_id=ID,
        symbol=symbol,
        side=Side.BUY,
        type=OrderType.MARKET,
        quantity=Quantity(quantity),
    )
    return replace(asked, **more)  # type: ignore[arg-type]


def body(asked: OrderRequest, tick: Decimal = CENT) -> dict[str, str]:
    return body_of(asked, known(asked.symbol), tick)


# -- what is asked


def test_a_limit_is_asked_for_in_exactly_its_digits():
    asked = request(
        quantity="0.300000001",
        type=OrderType.LIMIT,
        limit_price=Price(Decimal("0.1") + Decimal("0.2")),
        time_in_force=TimeInForce.DAY,
    )

    assert body(asked) == {
        "symbol": "AAPL",
        "qty": "0.300000001",
        "side": "buy",
        "type": "limit",
        "limit_price": "0.3",
        "time_in_force": "day",
        "client_order_id": ID,
    }


@pytest.mark.parametrize(
    ("quantity", "kind", "waits"),
    [
        ("2", OrderType.MARKET, "day"),
        ("2", OrderType.LIMIT, "gtc"),
        ("2.5", OrderType.MARKET, "day"),
        ("2.5", OrderType.LIMIT, "day"),
        ("2.5", OrderType.STOP, "day"),
        ("2", OrderType.STOP, "gtc"),
    ],
)
def test_whole_shares_wait_until_canceled_and_fractions_until_the_close(
    quantity: str, kind: OrderType, waits: str
):
    asked = request(quantity=quantity, type=kind, limit_price=Price("100"), stop_price=Price("90"))

    assert body(asked)["time_in_force"] == waits


def test_an_exit_of_shares_says_that_it_only_closes():
    sale = request(side=Side.SELL, reduce_only=True)

    assert body(sale)["position_intent"] == "sell_to_close"
    assert body(replace(sale, side=Side.BUY))["position_intent"] == "buy_to_close"
    assert "position_intent" not in body(request(side=Side.SELL))
    assert "position_intent" not in body(replace(sale, symbol="BTC/USD"))


@pytest.mark.parametrize(
    ("side", "stop", "limit"), [(Side.SELL, "58501.5", "55576.4"), (Side.BUY, "61000.1", "64050.2")]
)
def test_a_stop_of_a_coin_has_a_limit_five_percent_past_it(side: Side, stop: str, limit: str):
    asked = request("BTC/USD", "0.1", side=side, type=OrderType.STOP, stop_price=Price(stop))

    made = body(asked, Decimal("0.1"))

    assert (made["type"], made["stop_price"], made["limit_price"]) == ("stop_limit", stop, limit)


@pytest.mark.parametrize(
    "asked",
    [
        request(type=OrderType.TAKE_PROFIT, stop_price=Price("100")),
        request("BTC/USD", "0.1", time_in_force=TimeInForce.DAY),
        request(quantity="0.5", time_in_force=TimeInForce.IOC),
    ],
)
def test_what_it_has_no_word_for_is_not_sent(asked: OrderRequest):
    with pytest.raises(BrokerError) as told:
        body(asked)

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)


@pytest.mark.parametrize(
    ("symbol", "there"),
    [
        ("AAPL", True),
        ("BTC/USD", True),
        ("BTC/USDT", True),
        ("BTC/EUR", False),
        ("SBER", False),
        ("EUR/USD", False),
    ],
)
def test_a_share_of_another_country_is_not_the_one_of_its_name_here(symbol: str, there: bool):
    assert trades(known(symbol)) is there


# -- what is told


def told(**more: object) -> Told:
    return told_of(ROW | more)


def fill(quantity: str) -> VenueFill:
    return VenueFill(
        venue_trade_id=quantity,
        client_order_id=ID,
        symbol="AAPL",
        side=Side.SELL,
        quantity=Quantity(quantity),
        price=Price("100"),
        fee=Money(Decimal(0), "USD"),
        at=datetime(2021, 3, 16, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("word", "filled", "parts", "status"),
    [
        ("pending_new", "0", [], OrderStatus.OPEN),
        ("accepted", "0", [], OrderStatus.OPEN),
        ("held", "0", [], OrderStatus.OPEN),
        ("pending_cancel", "0", [], OrderStatus.OPEN),
        ("pending_cancel", "1", ["1"], OrderStatus.PARTIALLY_FILLED),
        ("done_for_day", "1", ["1"], OrderStatus.PARTIALLY_FILLED),
        ("partially_filled", "1", ["1"], OrderStatus.PARTIALLY_FILLED),
        ("filled", "2", ["1", "1"], OrderStatus.FILLED),
        ("canceled", "0", [], OrderStatus.CANCELED),
        ("canceled", "1", ["1"], OrderStatus.CANCELED),
        ("replaced", "0", [], OrderStatus.CANCELED),
        ("expired", "0", [], OrderStatus.EXPIRED),
        ("rejected", "0", [], OrderStatus.REJECTED),
        # Fills that are not told yet: it is not over before they add up.
        ("filled", "2", [], OrderStatus.OPEN),
        ("filled", "2", ["1"], OrderStatus.PARTIALLY_FILLED),
        ("canceled", "1", [], OrderStatus.OPEN),
    ],
)
def test_how_an_order_stands(word: str, filled: str, parts: list[str], status: OrderStatus):
    shot = snapshot_of(told(status=word, filled_qty=filled), [fill(one) for one in parts], known("AAPL"), ID)

    assert (shot.status, shot.filled) == (status, sum(Decimal(one) for one in parts))


def test_a_status_that_nobody_knows_works_and_is_said():
    shot = snapshot_of(told(status="in_the_clouds"), (), known("AAPL"), ID)

    assert (shot.status, shot.reason) == (OrderStatus.OPEN, "in_the_clouds")


def test_what_ended_by_its_time_says_which():
    assert snapshot_of(told(status="expired", time_in_force="day"), (), known("AAPL"), ID).reason == "day"


def test_legs_are_orders_and_several_options_together_are_none():
    leg = ROW | {"id": "leg", "status": "held"}
    several = {"id": "sum", "order_class": "mleg", "symbol": "", "legs": [leg]}

    assert [one.id for one in orders_of(ROW | {"order_class": "bracket", "legs": [leg]})] == [
        ROW["id"],
        "leg",
    ]
    assert [one.id for one in orders_of(several)] == ["leg"]


@pytest.mark.parametrize(
    "row",
    [None, [], {}, ROW | {"id": None}, ROW | {"qty": "x"}, ROW | {"side": "up"}, ROW | {"filled_qty": 0.5}],
)
def test_an_order_that_makes_no_sense_is_not_read(row: object):
    with pytest.raises(Unreadable if row != ROW | {"side": "up"} else ValueError):
        told_of(row)


def test_numbers_are_exact_or_nothing():
    assert number("0.1") == number(Decimal("0.1")) == Decimal("0.1")
    assert number(3) == 3
    assert number(None) is number("") is None
    wrongs: list[object] = [0.1, True, "NaN", "Infinity", "1,5", []]
    for wrong in wrongs:
        with pytest.raises(Unreadable):
            number(wrong)


def test_moments_are_cut_to_microseconds_and_have_their_zone():
    assert instant("2021-03-16T18:38:01.937734999Z") == datetime(2021, 3, 16, 18, 38, 1, 937734, tzinfo=UTC)
    assert instant("2026-11-20T09:30:00-05:00") == datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
    with pytest.raises(Unreadable):
        instant("2026-11-20T09:30:00")


def test_a_fill_names_its_order_by_the_venue_s_id():
    row = {
        "id": "20190524113406977::8efc7b9a-8b2b-4000-9955-d36e7db0df74",
        "activity_type": "FILL",
        "transaction_time": "2019-05-24T15:34:06.977Z",
        "type": "partial_fill",
        "price": "1.63",
        "qty": "3.5",
        "side": "sell_short",
        "symbol": "LPCN",
        "order_id": "904837e3-3b76-47ec-b432-046db621571b",
    }

    trade = trade_of(row)

    assert (trade.id, trade.order) == (row["id"], row["order_id"])
    assert (trade.side, trade.quantity, trade.price) == (Side.SELL, Decimal("3.5"), Decimal("1.63"))
    with pytest.raises(Unreadable):
        trade_of(row | {"price": "0"})


@pytest.mark.parametrize(
    ("symbol", "asset_class", "base", "quote"),
    [
        ("BTC/USD", "crypto", "BTC", "USD"),
        ("BTCUSD", "crypto", "BTC", "USD"),
        ("AAPL", "us_equity", "AAPL", "USD"),
        # A name that is a share of another country in our listing.
        ("SBER", "us_equity", "SBER", "USD"),
        ("NEW/USD", "crypto", "NEW", "USD"),
    ],
)
def test_symbols_of_the_venue_are_instruments_of_ours(symbol: str, asset_class: str, base: str, quote: str):
    instrument = instrument_of(TABLE, symbol, asset_class)

    assert (instrument.base, instrument.quote) == (base, quote)


# -- fees


def test_shares_are_free_and_coins_cost_a_share_of_what_comes_in():
    coin, taker = known("BTC/USD"), rate_of(1, rested=False)

    assert fee_of(known("AAPL"), Side.BUY, Quantity("3"), Price("100"), taker) == Money(Decimal(0), "USD")
    # 0.000199999 x 0.25 % = 0.00000049999..., rounded up to 1E-9.
    bought = fee_of(coin, Side.BUY, Quantity("0.000199999"), Price("60000"), taker)
    assert bought == Money(Decimal("0.0000005"), "BTC")
    # 0.12 x 60,000 x 0.18 %: the fourth tier.
    sold = fee_of(coin, Side.SELL, Quantity("0.12"), Price("60000"), rate_of(4, rested=False))
    assert sold == Money(Decimal("12.96"), "USD")


def test_who_rested_pays_less_and_a_tier_that_nobody_knows_the_most():
    assert rate_of(1, rested=True) == Decimal("0.0015")
    assert rate_of(8, rested=True) == 0
    assert rate_of(0, rested=False) == rate_of(99, rested=False) == Decimal("0.0025")
    assert fee_of(
        Instrument("X/USD", "X", "USD", AssetClass.CRYPTO), Side.BUY, Quantity("1"), Price("1"), Decimal(0)
    ) == Money(Decimal(0), "X")
