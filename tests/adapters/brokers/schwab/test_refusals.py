"""What Schwab's failures mean: the table of the adapter, by answers as the venue words them."""

from __future__ import annotations

import json

import pytest

from adapters.brokers.schwab.client import HTTP
from adapters.brokers.schwab.refusals import SIGN_IN_AGAIN, classify
from core.ports.broker import ErrorKind, Placed

PAGE = "<html><head><title>502</title></head><body>Bad Gateway</body></html>"
VALIDATION = "A validation error occurred while processing the request."


def trader(*sentences: str) -> str:
    return json.dumps({"message": sentences[0], "errors": list(sentences[1:])})


def market(status: int, title: str, detail: str) -> str:
    return json.dumps({"errors": [{"id": "7", "status": status, "title": title, "detail": detail}]})


@pytest.mark.parametrize(
    ("status", "body", "kind", "placed"),
    [
        (400, trader(VALIDATION, "You do not have enough available cash/buying power for this order."),
         ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (400, trader(VALIDATION, "Your buying power will be below zero ($0.00) if this order is accepted."),
         ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (400, trader(VALIDATION, "This order may result in an oversold/overbought position in your account."),
         ErrorKind.INSUFFICIENT_FUNDS, Placed.NO),
        (400, trader(VALIDATION, "Unresolved Symbol"), ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO),
        (400, trader(VALIDATION, "The market is closed."), ErrorKind.MARKET_CLOSED, Placed.NO),
        (400, trader(VALIDATION, "Limit price is too aggressive"), ErrorKind.INVALID_PRICE, Placed.NO),
        (400, trader(VALIDATION, "Stop price must be below the current ask"), ErrorKind.INVALID_PRICE, Placed.NO),
        (400, trader(VALIDATION, "Quantity must be a whole number"), ErrorKind.INVALID_SIZE, Placed.NO),
        (400, trader(VALIDATION), ErrorKind.REJECTED, Placed.NO),
        (400, trader("Something that nobody has heard of"), ErrorKind.UNNAMED, Placed.UNKNOWN),
        (400, PAGE, ErrorKind.UNNAMED, Placed.UNKNOWN),
        (400, "", ErrorKind.UNNAMED, Placed.UNKNOWN),
        (401, market(401, "Unauthorized", "Client not authorized"), ErrorKind.AUTH, Placed.NO),
        (401, PAGE, ErrorKind.AUTH, Placed.UNKNOWN),
        (403, trader("Forbidden"), ErrorKind.AUTH, Placed.NO),
        (403, PAGE, ErrorKind.AUTH, Placed.UNKNOWN),
        (404, trader("Order not found"), ErrorKind.NOTHING_TO_REPLACE, Placed.NO),
        (404, PAGE, ErrorKind.UNNAMED, Placed.UNKNOWN),
        (429, trader("Too many requests"), ErrorKind.RATE_LIMITED, Placed.UNKNOWN),
        (500, trader(VALIDATION), ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (502, PAGE, ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (504, "", ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        (200, "[]", ErrorKind.UNNAMED, Placed.UNKNOWN),
        (200, "null", ErrorKind.UNNAMED, Placed.UNKNOWN),
    ],
)  # fmt: skip
def test_an_answer_is_a_refusal_only_by_a_known_sentence(
    status: int, body: str, kind: ErrorKind, placed: Placed
):
    error = classify(status, body, None)

    assert (error.kind, error.placed) == (kind, placed)


@pytest.mark.parametrize(
    ("name", "kind", "placed"),
    [
        ("ConnectError", ErrorKind.UNAVAILABLE, Placed.NO),
        ("ConnectTimeout", ErrorKind.UNAVAILABLE, Placed.NO),
        ("PoolTimeout", ErrorKind.UNAVAILABLE, Placed.NO),
        ("ReadTimeout", ErrorKind.TIMEOUT, Placed.UNKNOWN),
        ("WriteTimeout", ErrorKind.TIMEOUT, Placed.UNKNOWN),
        ("ReadError", ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        ("WriteError", ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
        ("RemoteProtocolError", ErrorKind.UNAVAILABLE, Placed.UNKNOWN),
    ],
)
def test_only_what_never_left_is_proven_not_to_be_there(name: str, kind: ErrorKind, placed: Placed):
    error = classify(None, "", getattr(HTTP, name)("x"))

    assert (error.kind, error.placed) == (kind, placed)


def test_our_own_time_limit_proves_nothing():
    error = classify(None, "", TimeoutError())

    assert (error.kind, error.placed) == (ErrorKind.TIMEOUT, Placed.UNKNOWN)


def test_a_limit_of_rates_says_for_how_long_and_a_lapsed_sign_in_what_to_do():
    assert classify(429, "", None, retry_after=7.0).retry_after == 7.0
    assert str(classify(401, market(401, "Unauthorized", "Client not authorized"), None)) == SIGN_IN_AGAIN
