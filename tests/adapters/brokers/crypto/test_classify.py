"""What answers of each venue say about an order: proof only by a code that is known for it."""

from __future__ import annotations

import json

import pytest

from adapters.brokers.crypto.classify import Refusals, Verdict, classify, is_sound, says_absent
from adapters.brokers.crypto.refusals import BINANCE, COINBASE, KRAKEN, KUCOIN, NOBODYS
from core.ports.broker import ErrorKind, Placed

NO, UNKNOWN = Placed.NO, Placed.UNKNOWN
VENUES = {"kraken": KRAKEN, "binance": BINANCE, "coinbase": COINBASE, "kucoin": KUCOIN}


def kraken(*errors: str) -> str:
    return json.dumps({"error": list(errors)})


def binance(code: int, words: str = "") -> str:
    return json.dumps({"code": code, "msg": words})


def coinbase(reason: str, words: str = "") -> str:
    refusal = {
        "error": "UNKNOWN_FAILURE_REASON",
        "message": words,
        "preview_failure_reason": f"PREVIEW_{reason}",
    }
    return json.dumps({"success": False, "error_response": refusal})


def kucoin(code: str, words: str = "") -> str:
    return json.dumps({"code": code, "msg": words})


def says(
    table: Refusals, status: int | None, body: str | None, error: BaseException | None = None
) -> Verdict:
    return classify(table, status, body, error, written=True)


@pytest.mark.parametrize(
    ("table", "status", "body", "kind", "placed"),
    [
        (KRAKEN, 200, kraken("EOrder:Insufficient funds"), "insufficient_funds", NO),
        (KRAKEN, 200, kraken("EOrder:Cost minimum not met"), "invalid_size", NO),
        (KRAKEN, 200, kraken("EGeneral:Invalid arguments:volume minimum not met"), "invalid_size", NO),
        (KRAKEN, 200, kraken("EOrder:Tick size check failed"), "invalid_price", NO),
        (KRAKEN, 200, kraken("EQuery:Unknown asset pair"), "unknown_instrument", NO),
        (KRAKEN, 200, kraken("EService:Market in cancel_only mode"), "market_closed", NO),
        (KRAKEN, 200, kraken("EAPI:Rate limit exceeded"), "rate_limited", NO),
        (KRAKEN, 200, kraken("EAPI:Invalid key"), "auth", NO),
        (KRAKEN, 200, kraken("EAPI:Invalid nonce"), "clock", NO),
        (KRAKEN, 200, kraken("EService:Timeout"), "unavailable", UNKNOWN),
        (KRAKEN, 200, kraken("EService:Deadline elapsed"), "unavailable", UNKNOWN),
        (KRAKEN, 200, kraken("EService:Busy"), "unavailable", UNKNOWN),
        (KRAKEN, 200, kraken("EGeneral:Internal error"), "unavailable", UNKNOWN),
        (KRAKEN, 200, kraken("EOrder:Something new"), "unnamed", UNKNOWN),
        # One that is known beside one that is not proves nothing.
        (KRAKEN, 200, kraken("EOrder:Insufficient funds", "EOrder:Something new"), "unnamed", UNKNOWN),
        (KRAKEN, 200, kraken("EGeneral:Invalid arguments:cl_ord_id is in use"), "rejected", UNKNOWN),
        (BINANCE, 400, binance(-2010, "Account has insufficient balance."), "insufficient_funds", NO),
        (BINANCE, 400, binance(-2010, "Duplicate order sent."), "rejected", UNKNOWN),
        (BINANCE, 400, binance(-2010, "Market is closed."), "market_closed", NO),
        (BINANCE, 400, binance(-2010, "Stop price would trigger immediately."), "invalid_price", NO),
        (BINANCE, 400, binance(-1013, "Filter failure: NOTIONAL"), "invalid_size", NO),
        (BINANCE, 400, binance(-1013, "Filter failure: PERCENT_PRICE_BY_SIDE"), "invalid_price", NO),
        (BINANCE, 401, binance(-2015, "Invalid API-key, IP, or permissions for action."), "auth", NO),
        (BINANCE, 429, binance(-1003, "Too many requests."), "rate_limited", NO),
        (BINANCE, 400, binance(-1021, "Timestamp for this request is outside of the recvWindow."), "clock", NO),
        (BINANCE, 503, binance(-1007, "Timeout waiting for response from backend server."), "unavailable", UNKNOWN),
        (BINANCE, 500, binance(-1000, "An unknown error occured."), "unavailable", UNKNOWN),
        (BINANCE, 400, binance(-4116, "ClientOrderId is duplicated."), "rejected", UNKNOWN),
        (BINANCE, 400, binance(-9999, "Something new."), "unavailable", UNKNOWN),
        (COINBASE, 200, coinbase("INSUFFICIENT_FUND"), "insufficient_funds", NO),
        (COINBASE, 200, coinbase("INVALID_BASE_SIZE_TOO_SMALL"), "invalid_size", NO),
        (COINBASE, 200, coinbase("SOMETHING_NEW"), "unnamed", UNKNOWN),
        (COINBASE, 200, json.dumps({"success": False}), "unnamed", UNKNOWN),
        (COINBASE, 500, json.dumps({"error": "INTERNAL", "message": "x"}), "unavailable", UNKNOWN),
        (COINBASE, 429, json.dumps({"error": "rate_limit_exceeded"}), "rate_limited", UNKNOWN),
        (COINBASE, 401, "Unauthorized", "auth", NO),
        (COINBASE, 401, "<html>Unauthorized</html>", "unavailable", UNKNOWN),
        (KUCOIN, 200, kucoin("200004", "Balance insufficient!"), "insufficient_funds", NO),
        (KUCOIN, 200, kucoin("400100", "Order size below the minimum requirement."), "invalid_size", NO),
        (KUCOIN, 200, kucoin("400100", "The clientOid is repeated."), "rejected", UNKNOWN),
        (KUCOIN, 200, kucoin("400200", "Forbidden to place an order"), "market_closed", NO),
        (KUCOIN, 401, kucoin("400003", "KC-API-KEY not exists"), "auth", NO),
        (KUCOIN, 400, kucoin("400002", "KC-API-TIMESTAMP Invalid"), "clock", NO),
        (KUCOIN, 429, kucoin("429000", "Too Many Requests"), "rate_limited", NO),
        (KUCOIN, 200, kucoin("500000", "Internal Server Error"), "unavailable", UNKNOWN),
        (NOBODYS, 400, json.dumps({"error": "insufficient funds"}), "unavailable", UNKNOWN),
    ],
)  # fmt: skip
def test_an_answer_is_read_by_its_code(table: Refusals, status: int, body: str, kind: str, placed: Placed):
    verdict = says(table, status, body)

    assert (verdict.kind, verdict.placed) == (kind, placed)


@pytest.mark.parametrize("name", VENUES)
@pytest.mark.parametrize(
    ("status", "body"),
    [(200, ""), (200, "{}"), (200, "null"), (200, "[]"), (200, '"ok"'), (200, "<html/>"), (400, "<html/>"),
     (403, "<html/>"), (404, "{}"), (500, "<html/>"), (502, ""), (520, "x"), (418, "teapot")],
)  # fmt: skip
def test_what_no_venue_says_proves_nothing(name: str, status: int, body: str):
    table = VENUES[name]

    assert says(table, status, body).placed is UNKNOWN
    assert not says_absent(table, body)
    assert not is_sound(table, body) or (name, body) == ("binance", "[]")


def test_no_answer_proves_nothing_and_what_never_left_everything():
    silent, broken = says(KRAKEN, None, None, TimeoutError()), says(KRAKEN, 200, None, ValueError())
    unsent = classify(KRAKEN, None, None, OSError(), written=False)

    assert (silent.kind, silent.placed) == (ErrorKind.TIMEOUT, UNKNOWN)
    assert (broken.kind, broken.placed) == (ErrorKind.UNAVAILABLE, UNKNOWN)
    assert (unsent.kind, unsent.placed) == (ErrorKind.UNAVAILABLE, NO)


@pytest.mark.parametrize(
    ("table", "body", "absent"),
    [
        (KRAKEN, kraken("EOrder:Unknown order"), True),
        (KRAKEN, json.dumps({"error": [], "result": {}}), True),
        (KRAKEN, json.dumps({"error": [], "result": {"OA": {}}}), False),
        (KRAKEN, kraken("EAPI:Invalid key"), False),
        (BINANCE, binance(-2013, "Order does not exist."), True),
        (BINANCE, binance(-2011, "Unknown order sent."), True),
        (BINANCE, binance(-2011, "Something else."), False),
        (BINANCE, binance(-2015), False),
        (
            COINBASE,
            json.dumps({"error": "NOT_FOUND", "message": "order with this orderID was not found"}),
            True,
        ),
        (COINBASE, json.dumps({"error": "PERMISSION_DENIED"}), False),
        (KUCOIN, kucoin("400100", "order_not_exist_or_not_allow_to_access"), True),
        (KUCOIN, json.dumps({"code": "200000", "data": None}), True),
        (KUCOIN, json.dumps({"code": "200000"}), False),
        (KUCOIN, kucoin("900001", "symbol not exists"), False),
    ],
)
def test_that_an_order_is_not_there_is_a_definite_word(table: Refusals, body: str, absent: bool):
    assert says_absent(table, body) is absent
