"""Binance's own words for an order, spot and USD-M futures: what is sent, and what comes back. Pure.

Source: "New order", "Cancel order" and "Query order" of the venue's REST APIs (2026). Orders come back in the shape
that the library gives them, so that whoever reads them need not know which way they went.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from adapters.brokers.crypto.asking import Call

Told = Mapping[str, Any]
Words = dict[str, str]

# By what waits for a price, and how it goes then.
TYPES = {
    ("", "market"): "MARKET",
    ("", "limit"): "LIMIT",
    ("stopLossPrice", "market"): "STOP_LOSS",
    ("stopLossPrice", "limit"): "STOP_LOSS_LIMIT",
    ("takeProfitPrice", "market"): "TAKE_PROFIT",
    ("takeProfitPrice", "limit"): "TAKE_PROFIT_LIMIT",
}
TRIGGERS = ("stopLossPrice", "takeProfitPrice")
STATUSES = {
    "NEW": "open",
    "PARTIALLY_FILLED": "open",
    "ACCEPTED": "open",
    "FILLED": "closed",
    "CANCELED": "canceled",
    "CANCELLED": "canceled",
    "PENDING_CANCEL": "canceling",
    "REJECTED": "rejected",
    "EXPIRED": "expired",
    "EXPIRED_IN_MATCH": "expired",
}
# In this order, as an answer to a send has other times than an answer to a question.
TIMES = ("time", "workingTime", "transactTime", "updateTime")


def waits_for_a_price(call: Call) -> bool:
    """Whether this order is a stop or a target."""
    return any(name in call.params for name in TRIGGERS)


def order_words(call: Call, market: str, *, futures: bool) -> Words:
    """An order as it is sent. `market` is the venue's name of the instrument. Futures take none here that waits for a
    price: those have a list of their own."""
    trigger = next((name for name in TRIGGERS if name in call.params), "")
    kind = TYPES[trigger, call.type]
    words = {
        "symbol": market,
        "side": call.side.upper(),
        "newClientOrderId": str(call.params["clientOrderId"]),
        "newOrderRespType": "RESULT" if futures else "FULL",
        "type": kind,
        "quantity": call.amount,
    }
    if call.price is not None:
        words["price"] = call.price
    if trigger:
        words["stopPrice"] = str(call.params[trigger])
    if call.type == "limit":
        words["timeInForce"] = str(call.params.get("timeInForce", "GTC"))
    if call.params.get("reduceOnly"):
        words["reduceOnly"] = "true"
    return words


def which(market: str, id_: str, ours: str) -> Words:
    """One order, by the venue's id or by ours."""
    named = {"origClientOrderId": ours} if ours else {"orderId": id_}
    return {"symbol": market, **named}


def query(words: Words) -> str:
    """Words as they are signed and sent."""
    return "&".join(f"{name}={quote(word, safe='')}" for name, word in words.items())


def told(answer: Told) -> dict[str, Any]:
    """An order as the library tells it, as far as anybody reads it. Raises `LookupError` where it has no id."""
    status = str(answer.get("status"))
    at = next((answer[name] for name in TIMES if answer.get(name) is not None), None)
    return {
        "id": str(answer["orderId"]),
        "clientOrderId": answer.get("clientOrderId"),
        "timestamp": at,
        "side": str(answer.get("side", "")).lower() or None,
        "amount": answer.get("origQty"),
        "filled": answer.get("executedQty"),
        "status": STATUSES.get(status, status),
        "trades": [_trade(one) for one in answer.get("fills") or ()],
        "info": answer,
    }


def _trade(fill: Told) -> dict[str, Any]:
    """A fill in the answer to an order: it names neither its time nor its side, which are the order's."""
    return {
        "id": str(fill["tradeId"]),
        "amount": fill["qty"],
        "price": fill["price"],
        "fee": {"cost": fill.get("commission"), "currency": fill.get("commissionAsset")},
    }
