"""What Webull's failures mean: the table of the adapter, by answers as the venue words them."""

from __future__ import annotations

import json

import pytest

from adapters.brokers.direct import Unanswered
from adapters.brokers.webull.refusals import classify
from core.ports.broker import ErrorKind, Placed

PAGE = "<html><body>Bad Gateway</body></html>"


def biz(code: str) -> str:
    return json.dumps({"error_code": code, "message": "no"})


@pytest.mark.parametrize(
    ("status", "body", "kind", "placed"),
    [
        (417, biz("OAUTH_OPENAPI_DAY_BUYING_POWER_INSUFFICIENT"), ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (417, biz("OPENAPI_DAY_BUYING_POWER_INSUFFICIENT_M_NEW"), ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (417, biz("CASH_ACCOUNT_CAN_NOT_SELL_SHORT"), ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (417, biz("OPENAPI_INSTRUMENT_NOT_FOUND"), ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO),
        (417, biz("OPENAPI_DAY_ORDER_NOT_ALLOWED_AFT_CORE_TIME_LIMIT"), ErrorKind.MARKET_CLOSED, Placed.NO),
        (417, biz("OAUTH_OPENAPI_CAN_NOT_TRADING_FOR_FIXGW_NOT_READY_NIGHT"), ErrorKind.MARKET_CLOSED, Placed.NO),
        (417, biz("OPENAPI_NO_NIGHT_TRADING_TIME"), ErrorKind.MARKET_CLOSED, Placed.NO),
        (417, biz("STOP_PRICE_MUST_BE_LESS_THAN_MARKET_PRICE"), ErrorKind.INVALID_PRICE, Placed.NO),
        (417, biz("ORDER_QUANTITY_EXCEED_LIMIT"), ErrorKind.INVALID_SIZE, Placed.NO),
        (417, biz("OPENAPI_PARAM_ERR"), ErrorKind.REJECTED, Placed.NO),
        (417, biz("OPENAPI_MOON_IN_THE_WRONG_HOUSE"), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (417, biz("OPENAPI_DUPLICATE_CLIENT_ORDER_ID"), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (417, PAGE, ErrorKind.UNNAMED, Placed.UNKNOWN),
        (401, biz("UNAUTHORIZED"), ErrorKind.AUTH, Placed.NO),
        (401, biz("INVALID_TOKEN"), ErrorKind.AUTH, Placed.NO),
        (401, biz("MISSING_APP_KEY"), ErrorKind.AUTH, Placed.NO),
        (401, biz("CLOCK_SKEW_EXCEEDED"), ErrorKind.CLOCK, Placed.NO),
        (401, biz("DUPPLICATED_REQUEST"), ErrorKind.AUTH, Placed.UNKNOWN),
        (401, PAGE, ErrorKind.AUTH, Placed.UNKNOWN),
        (403, biz("ACCOUNT_ACCESS_DENIED"), ErrorKind.AUTH, Placed.NO),
        (403, PAGE, ErrorKind.AUTH, Placed.UNKNOWN),
        (404, json.dumps({"error_msg": "404 Route Not Found"}), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (429, biz("TOO_MANY_REQUESTS"), ErrorKind.RATE_LIMITED, Placed.UNKNOWN),
        (417, biz("REQUEST_TOTAL_COUNT_EXCEEDED"), ErrorKind.RATE_LIMITED, Placed.UNKNOWN),
        (500, biz("SYSTEM_ERROR"), ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (500, biz("OPENAPI_PARAM_ERR"), ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (502, PAGE, ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (200, "[]", ErrorKind.UNNAMED, Placed.UNKNOWN),
        (200, "", ErrorKind.UNNAMED, Placed.UNKNOWN),
    ],
)  # fmt: skip
def test_an_answer_is_a_refusal_only_by_a_listed_code(
    status: int, body: str, kind: ErrorKind, placed: Placed
):
    error = classify(status, body, None)

    assert (error.kind, error.placed) == (kind, placed)


@pytest.mark.parametrize(
    ("exception", "kind", "placed"),
    [
        (Unanswered("x", sent=False), ErrorKind.UNAVAILABLE, Placed.NO),
        (Unanswered("x", sent=True), ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (Unanswered("x", sent=True, late=True), ErrorKind.TIMEOUT, Placed.UNKNOWN),
        (ValueError("x"), ErrorKind.UNNAMED, Placed.UNKNOWN),
    ],
)
def test_only_what_never_left_is_proven_not_to_be_there(
    exception: Exception, kind: ErrorKind, placed: Placed
):
    error = classify(None, "", exception)

    assert (error.kind, error.placed) == (kind, placed)
