"""What counts as a refusal: answers as the venue gives them, and everything else unknown."""

from __future__ import annotations

import json

import pytest

from adapters.brokers.alpaca.classify import Failed, Trip, classify
from core.ports.broker import ErrorKind, Placed


def answered(status: int, body: object) -> Failed:
    return Failed(Trip.ANSWERED, status, body if isinstance(body, str) else json.dumps(body))


REFUSED = [
    (403, 40310000, "insufficient buying power", ErrorKind.INSUFFICIENT_FUNDS),
    (
        403,
        40310000,
        "insufficient qty available for order (requested: 2, available: 1)",
        "insufficient_funds",
    ),
    (
        403,
        40310000,
        "insufficient balance for USD (requested: 150000, available: 91.26)",
        "insufficient_funds",
    ),
    (403, 40310000, "cost basis must be >= minimal amount of order 1", ErrorKind.INVALID_SIZE),
    (403, 40310000, 'asset "BRK.A" is not fractionable', ErrorKind.INVALID_SIZE),
    (422, 42210000, "fractional orders must be DAY orders", ErrorKind.INVALID_SIZE),
    (422, 40010001, "qty or notional is required", ErrorKind.INVALID_SIZE),
    (
        422,
        42210000,
        "invalid limit_price 290.123. sub-penny increment does not fulfill minimum pricing criteria",
        ErrorKind.INVALID_PRICE,
    ),
    (422, 42210000, "stop price must be less than current price", ErrorKind.INVALID_PRICE),
    (422, 42210000, 'asset "NOBODY" not found', ErrorKind.UNKNOWN_INSTRUMENT),
    (422, 42210000, "asset XYZ is not active", ErrorKind.UNKNOWN_INSTRUMENT),
    (404, 40410000, "symbol not found: XYZ", ErrorKind.UNKNOWN_INSTRUMENT),
    (422, 42210000, "options market orders are only allowed during market hours", ErrorKind.MARKET_CLOSED),
    (422, 42210000, "invalid crypto time_in_force", ErrorKind.UNSUPPORTED),
    (422, 42210000, "invalid order type for crypto order", ErrorKind.UNSUPPORTED),
    (
        422,
        42210000,
        "position intent mismatch, inferred: sell_to_open, specified: sell_to_close",
        ErrorKind.NOTHING_TO_REDUCE,
    ),
    (422, 42210000, 'cannot replace order in "filled" status', ErrorKind.NOTHING_TO_REPLACE),
    (403, 40310000, "potential wash trade detected. use complex orders", ErrorKind.REJECTED),
    (403, 40310100, "trade denied due to pattern day trading protection", ErrorKind.REJECTED),
    (403, 40310000, "new orders are rejected by user request", ErrorKind.REJECTED),
    (429, 42910000, "rate limit exceeded", ErrorKind.RATE_LIMITED),
]


@pytest.mark.parametrize(("status", "code", "said", "kind"), REFUSED, ids=[one[2][:40] for one in REFUSED])
def test_refusals_by_number_are_proven(status: int, code: int, said: str, kind: str):
    meaning = classify(answered(status, {"code": code, "message": said}))

    assert (meaning.kind, meaning.placed) == (kind, Placed.NO)


@pytest.mark.parametrize(
    ("status", "said"), [(401, "unauthorized."), (403, "forbidden."), (401, "request is not authorized")]
)
def test_a_key_that_does_not_count_is_refused_without_a_number(status: int, said: str):
    meaning = classify(answered(status, {"message": said}))

    assert (meaning.kind, meaning.placed) == (ErrorKind.AUTH, Placed.NO)


@pytest.mark.parametrize(
    "failed",
    [
        answered(403, "<html><body><h1>403</h1>cloudflare</body></html>"),
        answered(403, {"message": "who are you"}),
        answered(404, "<html>404</html>"),
        answered(400, {"message": "bad"}),
        answered(422, {"code": 42219999, "message": "a number that nobody knows"}),
        answered(422, {"code": "42210000", "message": "a number as a text"}),
        answered(422, {"code": True, "message": "no number"}),
        answered(400, {"code": 40310000, "message": "insufficient buying power"}),
        answered(429, "<html>429</html>"),
        answered(500, {"code": 50010000, "message": "internal server error occurred"}),
        answered(500, {"code": 40310000, "message": "insufficient buying power"}),
        answered(503, ""),
        answered(504, "<html>504</html>"),
        answered(422, "[]"),
        answered(307, ""),
        Failed(Trip.BROKEN),
        Failed(Trip.SILENT),
    ],
)
def test_everything_else_may_have_been_placed(failed: Failed):
    assert classify(failed).placed is Placed.UNKNOWN


def test_without_a_connection_nothing_was_placed():
    meaning = classify(Failed(Trip.NOT_SENT))

    assert (meaning.kind, meaning.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)


@pytest.mark.parametrize("said", ["client_order_id must be unique", "client order id must be unique"])
def test_an_id_that_is_taken_is_no_refusal(said: str):
    meaning = classify(answered(422, {"code": 40010001, "message": said}))

    assert (meaning.duplicate, meaning.placed) == (True, Placed.UNKNOWN)


def test_not_found_is_what_the_venue_itself_says():
    told = classify(answered(404, {"code": 40410000, "message": "order not found for 1"}))

    assert told.absent
    assert not classify(answered(404, {"message": "Not Found"})).absent
    assert not classify(answered(404, "<html>404</html>")).absent
    assert not classify(answered(422, {"code": 42210000, "message": "asset not found"})).absent
