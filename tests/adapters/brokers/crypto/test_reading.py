"""What the library tells of orders and trades, read so that nothing is over before its fills are told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from adapters.brokers.crypto.profiles import BINANCE_ROW, BINANCEUSDM_ROW, COINBASE_ROW, KRAKEN_ROW
from adapters.brokers.crypto.reading import balances_of, fill_of, quote_of, rules_of, snapshot_of
from core.kernel.money import Quantity
from core.orders.model import OrderStatus
from tests.worlds import MovedClock

BTC = "BTC/USDT"


def order(**told: Any) -> dict[str, Any]:
    return {"id": "1", "status": "open", "amount": "0.30000", "filled": "0", "side": "buy", **told}


def trade(**told: Any) -> dict[str, Any]:
    plain = {
        "id": "7",
        "side": "buy",
        "amount": "0.1",
        "price": "60012.00",
        "timestamp": 1794924180000,
        "order": "1",
    }
    return {**plain, "fee": {"cost": "6.0012", "currency": "USDT"}, **told}


def status(fills: int, **told: Any) -> OrderStatus:
    """How an order stands that was told like this, with so many fills of 0.1."""
    made = [fill_of(trade(id=str(n)), BTC, "ours", KRAKEN_ROW) for n in range(fills)]
    return snapshot_of(order(**told), made, BTC, "ours", Quantity("0.3")).status


@pytest.mark.parametrize(
    ("fills", "told", "now"),
    [
        (0, {}, OrderStatus.OPEN),
        (1, {"filled": "0.1"}, OrderStatus.PARTIALLY_FILLED),
        (3, {"status": "closed", "filled": "0.3"}, OrderStatus.FILLED),
        # The venue says that it is over; its fills are not told yet.
        (0, {"status": "closed", "filled": "0.3"}, OrderStatus.OPEN),
        (2, {"status": "closed", "filled": "0.3"}, OrderStatus.PARTIALLY_FILLED),
        (0, {"status": "canceled", "filled": "0.1"}, OrderStatus.OPEN),
        # Over with a part, whatever its status is called.
        (1, {"status": "canceled", "filled": "0.1"}, OrderStatus.CANCELED),
        (1, {"status": "closed", "filled": "0.1"}, OrderStatus.CANCELED),
        (0, {"status": "canceled"}, OrderStatus.CANCELED),
        (0, {"status": "expired"}, OrderStatus.EXPIRED),
        (0, {"status": "rejected"}, OrderStatus.REJECTED),
        # All of it traded: nothing else counts.
        (3, {"status": "canceled", "filled": "0.3"}, OrderStatus.FILLED),
        (0, {"status": "PENDING"}, OrderStatus.OPEN),
        (0, {"status": None}, OrderStatus.OPEN),
    ],
)
def test_an_order_is_over_once_its_fills_say_so_too(fills: int, told: dict[str, Any], now: OrderStatus):
    assert status(fills, **told) is now


def test_a_status_that_nobody_knows_is_said():
    shot = snapshot_of(order(status="CANCEL_QUEUED"), (), BTC, "ours", None)

    assert (shot.status, shot.reason) == (OrderStatus.OPEN, "status_cancel_queued")


def test_what_an_order_leaves_out_is_what_was_asked_for():
    shot = snapshot_of(order(amount=None), (), BTC, "ours", Quantity("0.3"))

    assert shot.quantity == Decimal("0.3")


def test_trades_that_are_numbered_by_instrument_bear_it_in_their_ids():
    ours = fill_of(trade(), BTC, "ours", BINANCE_ROW), fill_of(trade(), "ETH/USDT", "ours", BINANCE_ROW)

    assert [fill.venue_trade_id for fill in ours] == ["BTCUSDT-7", "ETHUSDT-7"]
    assert fill_of(trade(), BTC, "ours", COINBASE_ROW).venue_trade_id == "7"


def test_fees_keep_their_digits_and_their_coin():
    fill = fill_of(trade(fee={"cost": "0.00174912", "currency": "BNB"}), BTC, "ours", BINANCE_ROW)

    assert (fill.fee.amount, fill.fee.currency) == (Decimal("0.00174912"), "BNB")
    assert fill_of(trade(fee=None), BTC, "ours", BINANCE_ROW).fee.amount == 0


def test_what_is_staked_or_lent_is_no_balance_to_trade():
    told = {"total": {"BTC": "0.1", "DOT.S": "5", "LDBTC": "2", "LDO": "3", "USDT": "0"}}

    binance = {money.currency: money.amount for money in balances_of(told, BINANCE_ROW)}
    kraken = {money.currency: money.amount for money in balances_of(told, KRAKEN_ROW)}

    assert binance == {"BTC": Decimal("0.1"), "LDO": Decimal(3)}
    assert kraken == {"BTC": Decimal("0.1"), "LDBTC": Decimal(2), "LDO": Decimal(3)}


def test_a_futures_position_is_units_and_what_was_paid_for_them():
    # 0.1 BTC bought at 60,000, now worth 61,000 each: 6,100 less the 100 gained.
    position = {"positionAmt": "0.1", "notional": "6100", "unrealizedProfit": "100"}
    short = {"positionAmt": "-2", "notional": "-6000", "unrealizedProfit": "-100"}

    told = balances_of(
        {"total": {"USDT": "10000"}}, BINANCEUSDM_ROW, [("BTC", "USDT", position), ("ETH", "USDT", short)]
    )

    held = {money.currency: money.amount for money in told}
    # The short brought in 5,900.
    assert held == {"USDT": Decimal(9900), "BTC": Decimal("0.1"), "ETH": Decimal(-2)}


def test_rules_are_exact_and_a_step_stands_in_for_a_minimum():
    market = {
        "precision": {"price": "0.01", "amount": "0.00001"},
        "limits": {"amount": {"min": None}, "cost": {"min": "5"}},
        "taker": "0.0026",
        "info": {},
    }
    rules = rules_of(market, KRAKEN_ROW)

    assert (rules.tick, rules.step, rules.minimum_quantity) == (
        Decimal("0.01"),
        Decimal("0.00001"),
        Decimal("0.00001"),
    )
    assert (rules.minimum_notional, rules.fee_rate, rules.leverage) == (
        Decimal(5),
        Decimal("0.0026"),
        Decimal(1),
    )


def test_a_price_that_nobody_offers_is_none():
    at = MovedClock().now()

    assert quote_of({"last": None, "bid": None, "ask": None}, BTC, at) is None
    quote = quote_of({"last": "60000", "bid": "", "ask": "60012"}, BTC, at)
    assert quote is not None
    assert [str(one) for one in (quote.bid, quote.last, quote.ask)] == ["60000", "60000", "60012"]
