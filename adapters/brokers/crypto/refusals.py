"""How each venue says no. Sources: the venues' own error pages as of 2026, and answers recorded through the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from adapters.brokers.crypto.classify import Code, Refusals, Row
from core.ports.broker import ErrorKind

FUNDS, SIZE, PRICE = ErrorKind.INSUFFICIENT_FUNDS, ErrorKind.INVALID_SIZE, ErrorKind.INVALID_PRICE
NOBODY, CLOSED, BUSY = ErrorKind.UNKNOWN_INSTRUMENT, ErrorKind.MARKET_CLOSED, ErrorKind.RATE_LIMITED
AUTH, CLOCK, AWAY = ErrorKind.AUTH, ErrorKind.CLOCK, ErrorKind.UNAVAILABLE
NO, LESS, NOT_OURS = ErrorKind.REJECTED, ErrorKind.NOTHING_TO_REDUCE, ErrorKind.UNSUPPORTED


def _dict(answer: object) -> dict[str, Any]:
    """The answer as an object; a `TypeError` when it is none."""
    if not isinstance(answer, dict):
        raise TypeError(type(answer).__name__)
    return answer


def _kraken_codes(answer: object) -> Sequence[Code]:
    """`{"error": ["EOrder:Insufficient funds"]}`: the text is the code; details may follow a second colon."""
    errors = cast("dict[str, Any]", answer)["error"]
    return [(":".join(error.split(":")[:2]), error) for error in errors]


KRAKEN = Refusals(
    codes=_kraken_codes,
    rows=(
        Row("EOrder:Insufficient funds", FUNDS),
        Row("EOrder:Insufficient margin", FUNDS),
        Row("EOrder:Margin allowance exceeded", FUNDS),
        Row("EOrder:Order minimum not met", SIZE),
        Row("EOrder:Cost minimum not met", SIZE),
        Row("EGeneral:Invalid arguments", NO, "cl_ord_id", proof=False),
        Row("EGeneral:Invalid arguments", SIZE, "volume"),
        Row("EOrder:Tick size check failed", PRICE),
        Row("EOrder:Invalid price", PRICE),
        Row("EGeneral:Invalid arguments", PRICE, "price"),
        Row("EQuery:Unknown asset pair", NOBODY),
        Row("EQuery:Invalid asset pair", NOBODY),
        Row("EService:Market in cancel_only mode", CLOSED),
        Row("EService:Market in post_only mode", CLOSED),
        Row("EService:Market in limit_only mode", CLOSED),
        Row("EOrder:Market in cancel_only mode", CLOSED),
        Row("EAPI:Rate limit exceeded", BUSY),
        Row("EOrder:Rate limit exceeded", BUSY),
        Row("EOrder:Domain rate limit exceeded", BUSY),
        Row("EGeneral:Temporary lockout", BUSY),
        Row("EAPI:Invalid key", AUTH),
        Row("EAPI:Invalid signature", AUTH),
        Row("EGeneral:Permission denied", AUTH),
        Row("EAccount:Invalid permissions", AUTH),
        Row("EAuth:Account temporary disabled", AUTH),
        Row("EAuth:Account unconfirmed", AUTH),
        Row("EOrder:Trading agreement required", AUTH),
        # The number that goes up with each call did not: our clock went back, or another program uses the key.
        Row("EAPI:Invalid nonce", CLOCK),
        Row("EOrder:Reduce only", LESS),
        Row("EOrder:Orders limit exceeded", NO),
        Row("EOrder:Positions limit exceeded", NO),
        Row("EOrder:Post only order", PRICE),
        Row("EGeneral:Invalid arguments", NO),
        Row("EService:Unavailable", AWAY, proof=False),
        Row("EService:Busy", AWAY, proof=False),
        Row("EService:Timeout", AWAY, proof=False),
        Row("EService:Deadline elapsed", AWAY, proof=False),
        Row("EGeneral:Internal error", AWAY, proof=False),
    ),
    nothing=lambda answer: answer == {"error": [], "result": {}},
    sound=lambda answer: _dict(answer)["error"] == [] and "result" in _dict(answer),
    absent=(
        Row("EOrder:Unknown order", NO),
        Row("EOrder:Invalid order", NO),
        Row("EGeneral:Invalid arguments", NO, "txid"),
    ),
)


def _binance_codes(answer: object) -> Sequence[Code]:
    """`{"code": -2010, "msg": "..."}`."""
    said = cast("dict[str, Any]", answer)
    return [(str(said["code"]), str(said.get("msg", "")))] if int(said["code"]) < 0 else []


BINANCE = Refusals(
    codes=_binance_codes,
    rows=(
        Row("-2010", FUNDS, "insufficient balance"),
        Row("-2010", NO, "duplicate", proof=False),
        Row("-2010", CLOSED, "market is closed"),
        Row("-2010", PRICE, "trigger immediately"),
        Row("-2010", PRICE, "immediately match"),
        Row("-2010", AUTH, "not permitted"),
        Row("-2010", NO),
        Row("-1013", PRICE, "price"),
        Row("-1013", CLOSED, "market is closed"),
        Row("-1013", SIZE),
        Row("-1111", SIZE),
        Row("-1121", NOBODY),
        Row("-1003", BUSY),
        Row("-1015", BUSY),
        Row("-1021", CLOCK),
        Row("-1022", AUTH),
        Row("-1002", AUTH),
        Row("-2014", AUTH),
        Row("-2015", AUTH),
        Row("-2018", FUNDS),
        Row("-2019", FUNDS),
        Row("-2016", CLOSED),
        Row("-2021", PRICE),
        Row("-2022", LESS),
        Row("-2024", LESS),
        Row("-2020", NO),
        Row("-2025", NO),
        Row("-2027", SIZE),
        Row("-2028", FUNDS),
        Row("-4003", SIZE),
        Row("-4004", SIZE),
        Row("-4005", SIZE),
        Row("-4023", SIZE),
        Row("-4164", SIZE),
        Row("-4013", PRICE),
        Row("-4014", PRICE),
        Row("-4015", NO),
        Row("-4016", PRICE),
        Row("-4024", PRICE),
        Row("-4131", PRICE),
        Row("-4140", CLOSED),
        Row("-4141", CLOSED),
        Row("-4118", LESS),
        Row("-4061", NOT_OURS),
        Row("-4116", NO, proof=False),  # this client order id is there already
        Row("-1100", NO),
        Row("-1101", NO),
        Row("-1102", NO),
        Row("-1103", NO),
        Row("-1104", NO),
        Row("-1105", NO),
        Row("-1106", NO),
        Row("-1114", NO),
        Row("-1115", NOT_OURS),
        Row("-1116", NOT_OURS),
        Row("-1117", NO),
        Row("-1130", NO),
        Row("-1000", AWAY, proof=False),
        Row("-1001", AWAY, proof=False),
        Row("-1006", AWAY, proof=False),
        Row("-1007", AWAY, proof=False),
        Row("-1008", AWAY, proof=False),
        Row("-1016", AWAY, proof=False),
    ),
    absent=(Row("-2011", NO, "unknown order"), Row("-2013", NO)),
    sound=lambda answer: isinstance(answer, list) or bool(_dict(answer)),
)


def _coinbase_codes(answer: object) -> Sequence[Code]:
    """`{"success": false, "error_response": {"error": ..., "preview_failure_reason": ...}}` or `{"error": ...}`."""
    said = cast("dict[str, Any]", answer)
    refusal = said.get("error_response") or said
    words = str(refusal.get("message", ""))
    names = [
        refusal.get("preview_failure_reason"),
        refusal.get("new_order_failure_reason"),
        refusal.get("error"),
    ]
    told = [name for name in names if name and not str(name).startswith("UNKNOWN_")]
    if results := said.get("results"):
        told = [one["failure_reason"] for one in results if not one.get("success")]
    return [(str(told[0]).removeprefix("PREVIEW_"), words)] if told else []


COINBASE = Refusals(
    codes=_coinbase_codes,
    rows=(
        Row("INSUFFICIENT_FUND", FUNDS),
        Row("INSUFFICIENT_FUNDS_FOR_FUTURES", FUNDS),
        Row("INVALID_SIZE_PRECISION", SIZE),
        Row("INVALID_BASE_SIZE_TOO_SMALL", SIZE),
        Row("INVALID_BASE_SIZE_TOO_LARGE", SIZE),
        Row("INVALID_QUOTE_SIZE_TOO_SMALL", SIZE),
        Row("INVALID_QUOTE_SIZE_TOO_LARGE", SIZE),
        Row("INVALID_BASE_SIZE", SIZE),
        Row("ORDER_SIZE_EXCEEDS_BOOK_LIMIT", SIZE),
        Row("INVALID_PRICE_PRECISION", PRICE),
        Row("INVALID_LIMIT_PRICE", PRICE),
        Row("INVALID_LIMIT_PRICE_POST_ONLY", PRICE),
        Row("INVALID_STOP_PRICE", PRICE),
        Row("STOP_PRICE_ABOVE_LIMIT_PRICE", PRICE),
        Row("STOP_PRICE_BELOW_LIMIT_PRICE", PRICE),
        Row("STOP_PRICE_ABOVE_LAST_TRADE_PRICE", PRICE),
        Row("STOP_PRICE_BELOW_LAST_TRADE_PRICE", PRICE),
        Row("LIMIT_PRICE_OUT_OF_RANGE", PRICE),
        Row("INVALID_PRODUCT_ID", NOBODY),
        Row("NOT_FOUND", NOBODY, "product"),
        Row("INVALID_ARGUMENT", NOBODY, "productid"),
        Row("INELIGIBLE_PAIR", NOBODY),
        Row("ORDER_ENTRY_DISABLED", CLOSED),
        Row("MARKET_ORDERS_DISABLED", CLOSED),
        Row("TRADE_ORDERS_DISABLED", CLOSED),
        Row("PERMISSION_DENIED", AUTH),
        Row("UNAUTHENTICATED", AUTH),
        Row("unauthorized", AUTH),
        Row("INVALID_ORDER_CONFIG", NO),
        Row("UNSUPPORTED_ORDER_CONFIGURATION", NOT_OURS),
        Row("INVALID_REQUEST", NO),
        Row("INVALID_ARGUMENT", NO),
        Row("RATE_LIMIT_EXCEEDED", BUSY, proof=False),
        Row("rate_limit_exceeded", BUSY, proof=False),
    ),
    absent=(
        Row("NOT_FOUND", NO),
        Row("UNKNOWN_CANCEL_ORDER", NO),
        Row("INVALID_CANCEL_REQUEST", NO),
        Row("DUPLICATE_CANCEL_REQUEST", NO),
        Row("INVALID_ARGUMENT", NO, "order_id"),
    ),
    plain=((401, "Unauthorized", AUTH),),
    sound=lambda answer: bool(_dict(answer)),
)


def _kucoin_codes(answer: object) -> Sequence[Code]:
    """`{"code": "200004", "msg": "Balance insufficient!"}`; 200000 is the code of what went well."""
    said = cast("dict[str, Any]", answer)
    code = str(said["code"])
    return [] if code == "200000" else [(code, str(said.get("msg", "")))]


KUCOIN = Refusals(
    codes=_kucoin_codes,
    rows=(
        Row("200004", FUNDS),
        Row("230003", FUNDS),
        Row("400100", NO, "clientoid", proof=False),
        Row("400100", NOBODY, "symbol"),
        Row("400100", PRICE, "price increment"),
        Row("400100", SIZE, "size"),
        Row("400100", SIZE, "funds"),
        Row("400100", SIZE, "quantity"),
        Row("400100", NO),
        Row("400760", PRICE),
        Row("300012", PRICE),
        Row("900001", NOBODY),
        Row("900014", NOBODY),
        Row("400200", CLOSED),
        Row("600101", CLOSED),
        Row("600203", CLOSED),
        Row("400600", CLOSED),
        Row("429000", BUSY),
        Row("400001", AUTH),
        Row("400003", AUTH),
        Row("400004", AUTH),
        Row("400005", AUTH),
        Row("400006", AUTH),
        Row("400007", AUTH),
        Row("400303", AUTH),
        Row("400500", AUTH),
        Row("411100", AUTH),
        Row("400002", CLOCK),
        Row("400370", NO),
        Row("500000", AWAY, proof=False),
        Row("200009", AWAY, proof=False),
    ),
    nothing=lambda answer: _dict(answer)["code"] == "200000" and not _dict(answer).get("data"),
    sound=lambda answer: _dict(answer)["code"] == "200000" and "data" in _dict(answer),
    absent=(
        Row("400100", NO, "order_not_exist"),
        Row("400100", NO, "order not exist"),
        Row("400100", NO, "order does not exist"),
        Row("404000", NO, "order"),
        Row("100004", NO),
        Row("100001", NO, "order"),
    ),
)


def _no_codes(answer: object) -> Sequence[Code]:
    return []


# A venue whose words nobody has written down here: nothing it says is proof.
NOBODYS = Refusals(codes=_no_codes, rows=())
