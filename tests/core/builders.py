"""Nouns of the money path with good defaults: Ann's BTC trade of the storyboard, unless a test says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count

from core.kernel.money import Price, Quantity
from core.market.model import Quote, Rules
from core.orders.model import (
    Fill,
    Order,
    OrderStatus,
    OrderType,
    Purpose,
    Side,
    Target,
    Trade,
    TradeStatus,
)
from core.paper.matching import FEE_RATE, taken

NOW = datetime(2026, 11, 17, 14, 3, 7, tzinfo=UTC)
SYMBOL = "BTC/USDT"
RULES = Rules(
    tick=Price("0.01"),
    step=Quantity("0.00001"),
    minimum_quantity=Quantity("0.00001"),
    minimum_notional=Decimal(1),
    fee_rate=FEE_RATE,
)
HALVES = (Target(Price(61500), Decimal("0.5")), Target(Price(63000), Decimal("0.5")))
_numbers = count(1)


def a_quote(last: str | Decimal = "60000", *, at: datetime = NOW) -> Quote:
    price = Price(last)
    bid, ask = taken(Side.SELL, price, RULES.tick), taken(Side.BUY, price, RULES.tick)
    return Quote(symbol=SYMBOL, last=price, bid=bid, ask=ask, at=at)


def a_fill(
    side: Side,
    quantity: str | Decimal,
    price: str | Decimal,
    *,
    fee: str | Decimal = "0",
    id: str = "",  # noqa: A002 - the field's name
    fee_currency: str = "USDT",
    order: str = "order",
) -> Fill:
    return Fill(
        id=id or f"fill-{next(_numbers)}",
        order=order,
        account="account",
        portfolio="portfolio",
        trade="T-7K2Q",
        symbol=SYMBOL,
        side=side,
        quantity=Quantity(quantity),
        price=Price(price),
        fee=Decimal(fee),
        fee_currency=fee_currency,
        at=NOW,
    )


def a_trade(
    *,
    side: Side = Side.BUY,
    planned: str | Decimal = "0.03333",
    reference: str | Decimal = "60000",
    stop: str | Decimal | None = "58500",
    targets: tuple[Target, ...] = HALVES,
    break_even_after: int = 1,
) -> Trade:
    return Trade(
        id="T-7K2Q",
        person="ann",
        account="account",
        portfolio="portfolio",
        symbol=SYMBOL,
        quote="USDT",
        side=side,
        status=TradeStatus.PLANNED,
        planned=Quantity(planned),
        reference=Price(reference),
        stop=None if stop is None else Price(stop),
        targets=targets,
        break_even_after=break_even_after,
        risk=Decimal("49.995"),
        triggered_by="signal:86",
        signal="86",
        entered=Quantity(0),
        exited=Quantity(0),
        cost=Decimal(0),
        proceeds=Decimal(0),
        fees=Decimal(0),
        created_at=NOW,
        opened_at=None,
        closed_at=None,
    )


def held(trade: Trade, quantity: str | Decimal, price: str | Decimal = "60012") -> Trade:
    """The trade after its entry filled so much at this price."""
    entered = Quantity(quantity)
    return replace(
        trade, entered=entered, cost=entered * Decimal(price), status=TradeStatus.OPEN, opened_at=NOW
    )


def an_order(
    purpose: Purpose = Purpose.ENTRY,
    quantity: str | Decimal = "0.03333",
    price: str | Decimal | None = None,
    *,
    id: str = "",  # noqa: A002 - the field's name
    number: int = 0,
    status: OrderStatus = OrderStatus.OPEN,
    side: Side = Side.BUY,
    replaces: str | None = None,
    created_at: datetime = NOW,
) -> Order:
    kind = OrderType.STOP if purpose is Purpose.STOP else OrderType.LIMIT
    return Order(
        id=id or f"order-{next(_numbers)}",
        client_order_id="be11",
        person="ann",
        account="account",
        portfolio="portfolio",
        trade="T-7K2Q",
        symbol=SYMBOL,
        side=side,
        type=kind,
        purpose=purpose,
        number=number,
        quantity=Quantity(quantity),
        limit_price=Price(price) if price is not None and kind is OrderType.LIMIT else None,
        stop_price=Price(price) if price is not None and kind is OrderType.STOP else None,
        reduce_only=purpose is not Purpose.ENTRY,
        replaces=replaces,
        triggered_by="signal:86",
        chunk="chunk",
        status=status,
        evidence="venue",
        lease_owner=None,
        lease_until=None,
        created_at=created_at,
        send_before=None,
    )
