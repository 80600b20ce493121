"""Schwab's orders, accounts and hours in our words, without anybody being asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.brokers.reading import Unreadable, read_json
from adapters.brokers.schwab import shapes
from core.kernel.money import Money, Price, Quantity
from core.market.model import Session
from core.orders.model import OrderRequest, OrderStatus, OrderType, Sent, Side, TimeInForce
from core.ports.broker import BrokerError, ErrorKind, Placed

AT = datetime(2026, 11, 17, 15, 0, 0, 250_000, tzinfo=UTC)
REQUEST = OrderRequest(
    client_order_id="be11" + "0" * 28,
    symbol="BRK.B",
    side=Side.SELL,
    type=OrderType.STOP_LIMIT,
    quantity=Quantity(10),
    limit_price=Price("410.50"),
    stop_price=Price("411.07"),
)


def order(**changed: Any) -> dict[str, Any]:
    """The order that REQUEST becomes, as it is listed; read as the adapter reads it."""
    leg = {"legId": 1, "instruction": "SELL", "instrument": {"symbol": "BRK/B", "assetType": "EQUITY"}}
    return {
        "orderId": 1001,
        "orderType": "STOP_LIMIT",
        "quantity": Decimal("10.0"),
        "filledQuantity": Decimal("0.0"),
        "price": Decimal("410.5"),
        "stopPrice": Decimal("411.07"),
        "status": "AWAITING_STOP_CONDITION",
        "enteredTime": "2026-11-17T15:00:00+0000",
        "orderLegCollection": [leg],
        **changed,
    }


# -- on its way


def test_prices_leave_as_text_shares_as_a_whole_number_and_a_class_with_a_slash():
    assert shapes.order_body(REQUEST) == {
        "session": "NORMAL",
        "duration": "GOOD_TILL_CANCEL",
        "orderType": "STOP_LIMIT",
        "orderStrategyType": "SINGLE",
        "price": "410.5",
        "stopPrice": "411.07",
        "orderLegCollection": [
            {
                "instruction": "SELL",
                "quantity": 10,
                "instrument": {"symbol": "BRK/B", "assetType": "EQUITY"},
            }
        ],
    }


def test_an_order_at_market_is_for_the_day():
    market = replace(REQUEST, type=OrderType.MARKET, limit_price=None, stop_price=None)

    assert shapes.order_body(market)["duration"] == "DAY"
    assert (
        shapes.order_body(replace(market, time_in_force=TimeInForce.IOC))["duration"] == "IMMEDIATE_OR_CANCEL"
    )


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"quantity": Quantity("1.5")}, ErrorKind.INVALID_SIZE),
        ({"quantity": Quantity(0)}, ErrorKind.INVALID_SIZE),
        ({"type": OrderType.TAKE_PROFIT}, ErrorKind.UNSUPPORTED),
    ],
)
def test_what_schwab_cannot_do_is_refused_before_it_is_sent(changed: dict[str, Any], kind: ErrorKind):
    with pytest.raises(BrokerError) as told:
        shapes.order_body(replace(REQUEST, **changed))

    assert (told.value.kind, told.value.placed) == (kind, Placed.NO)


@pytest.mark.parametrize(
    ("location", "id_"),
    [
        ("https://api.schwabapi.com/trader/v1/accounts/HASH/orders/1001", "1001"),
        ("https://api.schwabapi.com/trader/v1/accounts/OTHER/orders/1001", None),
        ("https://api.schwabapi.com/trader/v1/accounts/HASH/orders/", None),
        ("https://api.schwabapi.com/trader/v1/accounts/HASH", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_names_an_order_of_this_account_or_none(location: str | None, id_: str | None):
    assert shapes.order_id_in(location, "HASH") == id_


# -- by content


def sent(**changed: Any) -> Sent:
    return replace(Sent(request=REQUEST, at=AT), **changed)


def test_the_one_order_that_fits_is_chosen_and_no_other():
    others = [
        order(orderId=1, quantity=Decimal(11)),
        order(orderId=2, price=Decimal("410.51")),
        order(orderId=3, stopPrice=Decimal("411.06")),
        order(orderId=4, orderType="LIMIT"),
        order(orderId=5, orderLegCollection=[{"instruction": "BUY", "instrument": {"symbol": "BRK/B"}}]),
        order(orderId=6, orderLegCollection=[{"instruction": "SELL", "instrument": {"symbol": "BRK/A"}}]),
        order(orderId=7, enteredTime="2026-11-17T14:58:59+0000"),
        order(orderId=8, enteredTime="2026-11-17T15:15:01+0000"),
    ]

    assert shapes.chosen([*others, order()], sent(), frozenset()) == order()
    assert shapes.chosen(others, sent(), frozenset()) is None


def test_two_that_fit_are_for_a_person_unless_one_is_known_to_be_another():
    twins = [order(), order(orderId=1002, enteredTime="2026-11-17T15:00:03+0000")]

    with pytest.raises(BrokerError) as told:
        shapes.chosen(twins, sent(), frozenset())
    assert (told.value.kind, told.value.placed) == (ErrorKind.AMBIGUOUS, Placed.UNKNOWN)
    assert "1001" in str(told.value)
    assert "1002" in str(told.value)

    assert shapes.chosen(twins, sent(), frozenset({"1001"})) == twins[1]


@pytest.mark.parametrize(("before", "sure"), [(0, True), (2, True), (3, False), (60, False)])
def test_one_that_may_be_older_is_for_a_person(before: int, sure: bool):
    """Schwab writes whole seconds, and clocks differ: an order of 2 s before is ours, one of 3 s before may be."""
    told = (AT - timedelta(seconds=before)).strftime("%Y-%m-%dT%H:%M:%S+0000")
    only = order(enteredTime=told)

    if sure:
        assert shapes.chosen([only], sent(), frozenset()) == only
    else:
        with pytest.raises(BrokerError, match="1001"):
            shapes.chosen([only], sent(), frozenset())


def test_an_order_at_market_fits_whatever_price_it_tells():
    market = replace(REQUEST, type=OrderType.MARKET, limit_price=None, stop_price=None)

    assert shapes.fits(order(orderType="MARKET", price=Decimal("409.9")), market)


# -- how it stands


@pytest.mark.parametrize(
    ("raw", "filled", "status"),
    [
        ("WORKING", 0, OrderStatus.OPEN),
        ("QUEUED", 0, OrderStatus.OPEN),
        ("PENDING_ACTIVATION", 0, OrderStatus.OPEN),
        ("PENDING_CANCEL", 4, OrderStatus.PARTIALLY_FILLED),
        ("FILLED", 10, OrderStatus.FILLED),
        ("CANCELED", 4, OrderStatus.CANCELED),
        ("REPLACED", 0, OrderStatus.CANCELED),
        ("EXPIRED", 0, OrderStatus.EXPIRED),
        ("REJECTED", 0, OrderStatus.REJECTED),
    ],
)
def test_statuses(raw: str, filled: int, status: OrderStatus):
    shot = shapes.snapshot(order(status=raw, filledQuantity=Decimal(filled)), "ours", {})

    assert (shot.status, int(shot.filled), int(shot.quantity)) == (status, filled, 10)
    assert (shot.symbol, shot.side, shot.venue_order_id) == ("BRK.B", Side.SELL, "1001")


def test_a_status_that_nobody_knows_is_open_and_said():
    shot = shapes.snapshot(order(status="PENDING_MOONRISE"), "ours", {})

    assert (shot.status, shot.reason) == (OrderStatus.OPEN, "Schwab says PENDING_MOONRISE")


def executed(quantity: str, left: str, price: str, second: int) -> dict[str, Any]:
    return {
        "activityType": "EXECUTION",
        "executionType": "FILL",
        "orderRemainingQuantity": Decimal(left),
        "executionLegs": [
            {
                "legId": 1,
                "quantity": Decimal(quantity),
                "price": Decimal(price),
                "time": f"2026-11-17T15:00:{second:02}+0000",
            }
        ],
    }


def trade(quantity: str, price: str, *fees: str) -> dict[str, Any]:
    shares = {"amount": Decimal(f"-{quantity}"), "price": Decimal(price), "cost": Decimal(1)}
    return {
        "type": "TRADE",
        "orderId": 1001,
        "transferItems": [*({"feeType": "SEC_FEE", "cost": Decimal(fee)} for fee in fees), shares],
    }


def test_fills_have_ids_that_stay_and_their_own_fees():
    told = order(
        status="FILLED",
        filledQuantity=Decimal(10),
        # The newest first: the order of a list is nobody's promise.
        orderActivityCollection=[executed("6", "0", "410.61", 9), executed("4", "6", "410.55", 5)],
    )
    trades = shapes.trades_by_order([trade("6", "410.61", "-0.03", "-0.01"), trade("4", "410.55", "-0.02")])

    first, second = shapes.snapshot(told, "ours", trades).fills
    assert [fill.venue_trade_id for fill in (first, second)] == ["1001-1-6", "1001-1-0"]
    assert [fill.fee for fill in (first, second)] == [Money(Decimal(fee), "USD") for fee in ("0.02", "0.04")]
    assert (str(first.quantity), str(first.price), first.venue_order_id) == ("4", "410.55", "1001")

    early = shapes.snapshot(
        {**told, "orderActivityCollection": [executed("4", "6", "410.55", 5)]}, "ours", {}
    )
    assert [(fill.venue_trade_id, str(fill.fee.amount)) for fill in early.fills] == [("1001-1-6", "0")]


@pytest.mark.parametrize(
    "broken", [{"orderId": None}, {"quantity": "ten"}, {"orderLegCollection": []}, {"filledQuantity": None}]
)
def test_an_order_that_lacks_what_it_must_have_is_not_guessed_at(broken: dict[str, Any]):
    with pytest.raises(Unreadable):
        shapes.snapshot(order(**broken), "ours", {})


def test_orders_that_hang_on_others_are_seen():
    parent = {"orderStrategyType": "OCO", "childOrderStrategies": [order(), order(orderId=1002)]}

    assert [shapes.id_of(one) for one in shapes.flat([parent])] == ["1001", "1002"]


# -- money, and hours


def test_what_is_owed_counts_against_the_money_and_what_is_sold_short_is_below_zero():
    body = read_json(
        """{"securitiesAccount": {"currentBalances": {"cashBalance": 1000.10, "marginBalance": -250.05},
        "positions": [
          {"longQuantity": 10.0, "shortQuantity": 0.0, "instrument": {"symbol": "BRK/B"}},
          {"longQuantity": 0.0, "shortQuantity": 3.0, "instrument": {"symbol": "MSFT"}},
          {"longQuantity": 0.0, "shortQuantity": 0.0, "instrument": {"symbol": "GONE"}}]}}"""
    )

    assert shapes.holdings(body) == [
        Money(Decimal("750.05"), "USD"),
        Money(Decimal("10.0"), "BRK.B"),
        Money(Decimal("-3.0"), "MSFT"),
    ]


def day(date: str, *, open_: bool = True) -> shapes.Hours:
    told: dict[str, Any] = {"isOpen": open_}
    if open_:
        regular = {"start": f"{date}T09:30:00-05:00", "end": f"{date}T16:00:00-05:00"}
        told["sessionHours"] = {"regularMarket": [regular]}
    return shapes.hours({"equity": {"EQ": told}})


@pytest.mark.parametrize(
    ("now", "session"),
    [
        ("2026-11-25T15:00+00:00", Session(is_open=True, closes_at=datetime(2026, 11, 25, 21, tzinfo=UTC))),
        (
            "2026-11-25T13:00+00:00",
            Session(is_open=False, opens_at=datetime(2026, 11, 25, 14, 30, tzinfo=UTC)),
        ),
        # Thanksgiving is the day after.
        (
            "2026-11-25T21:00+00:00",
            Session(is_open=False, opens_at=datetime(2026, 11, 27, 14, 30, tzinfo=UTC)),
        ),
    ],
)
def test_it_opens_and_closes_by_the_venue_s_own_hours(now: str, session: Session):
    days = [day("2026-11-25"), day("2026-11-26", open_=False), day("2026-11-27")]

    assert shapes.session(days, datetime.fromisoformat(now)) == session
    assert shapes.session(days[:2], datetime(2026, 11, 25, 22, tzinfo=UTC)) is None
