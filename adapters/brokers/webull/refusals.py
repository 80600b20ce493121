"""What Webull's failures mean: one table from an answer, or the want of one, to a `BrokerError`.

Codes are from the venue's published list and from answers that others recorded, not tried against the venue: 417 with
`{"error_code": ..., "message": ...}` for business, 401 and 403 for keys, and `{"error_msg": ...}` from the gateway for
what it does not route. The same code comes with and without `OPENAPI_` before it, and with a limit's name behind it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from adapters.brokers.direct import Unanswered
from core.ports.broker import BrokerError, ErrorKind, Placed

PREFIXES = ("OAUTH_", "OPENAPI_")
# The beginning of a code, what it stands for. The first that fits counts.
CODES: tuple[tuple[str, ErrorKind], ...] = (
    ("DAY_BUYING_POWER_INSUFFICIENT", ErrorKind.INSUFFICIENT_FUNDS),
    ("BUYING_POWER_INSUFFICIENT", ErrorKind.INSUFFICIENT_FUNDS),
    ("SYMBOL_CAN_NOT_SELL_SHORT", ErrorKind.INSUFFICIENT_FUNDS),
    ("CASH_ACCOUNT_CAN_NOT_SELL_SHORT", ErrorKind.INSUFFICIENT_FUNDS),
    ("MARGIN_ACCOUNT_CAN_NOT_SELL_SHORT", ErrorKind.INSUFFICIENT_FUNDS),
    ("INSTRUMENT_NOT_FOUND", ErrorKind.UNKNOWN_INSTRUMENT),
    ("INVALID_SYMBOL", ErrorKind.UNKNOWN_INSTRUMENT),
    ("DAY_ORDER_NOT_ALLOWED_AFT_CORE_TIME", ErrorKind.MARKET_CLOSED),
    ("CAN_NOT_TRADING_FOR_NON_TRADING_HOURS", ErrorKind.MARKET_CLOSED),
    ("CAN_NOT_TRADING_FOR_FIXGW_NOT_READY", ErrorKind.MARKET_CLOSED),
    ("MARKET_NOT_READY", ErrorKind.MARKET_CLOSED),
    ("NO_NIGHT_TRADING_TIME", ErrorKind.MARKET_CLOSED),
    ("STOP_PRICE_MUST_BE_", ErrorKind.INVALID_PRICE),
    ("ORDER_QUANTITY_EXCEED_LIMIT", ErrorKind.INVALID_SIZE),
    ("ORDER_NOT_FOUND", ErrorKind.NOTHING_TO_REPLACE),
    ("PARAM_ERR", ErrorKind.REJECTED),
    ("INVALID_PARAMETER", ErrorKind.REJECTED),
    ("ILLEGAL_PARAMETER", ErrorKind.REJECTED),
    ("ILLEAGAL_PARAMETER", ErrorKind.REJECTED),
    ("TRADE_ORDER_NO_PERMISSION", ErrorKind.AUTH),
    ("ACCOUNT_ACCESS_DENIED", ErrorKind.AUTH),
    ("UNAUTHORIZED", ErrorKind.AUTH),
    ("INVALID_TOKEN", ErrorKind.AUTH),
    ("INCORRECT_SIGN", ErrorKind.AUTH),
    ("IP_NOT_ALLOWED", ErrorKind.AUTH),
    ("MISSING_", ErrorKind.AUTH),
    ("CLOCK_SKEW_EXCEEDED", ErrorKind.CLOCK),
)
# Answers in which codes are looked up.
REFUSED = (400, 401, 403, 404, 417)
LIMITED = ("TOO_MANY_REQUESTS", "REQUEST_TOTAL_COUNT_EXCEEDED")
NOT_FOUND = "ORDER_NOT_FOUND"


def classify(
    status: int | None, body: str, exception: BaseException | None, *, retry_after: float | None = None
) -> BrokerError:
    """What a failed request means, and whether an order may exist after it.

    `status` and `body` are the answer's, None and empty where none came; `exception` is what was raised then.
    """
    if status is None:
        return _unanswered(exception)
    code, message = told(body)
    text = f"{code}: {message}" if code and message else code or f"HTTP {status}"
    if status == 429 or code in LIMITED:
        # Whether Webull counts before or after it takes an order is not known.
        return BrokerError(ErrorKind.RATE_LIMITED, Placed.UNKNOWN, text, retry_after=retry_after)
    if status >= 500:
        return BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, text)
    kind = kind_of(code) if status in REFUSED else None
    if kind is not None:
        return BrokerError(kind, Placed.NO, text)
    if status in (401, 403):
        return BrokerError(ErrorKind.AUTH, Placed.UNKNOWN, text)
    return BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, text)


def _unanswered(exception: BaseException | None) -> BrokerError:
    if not isinstance(exception, Unanswered):
        return BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, type(exception).__name__)
    kind = ErrorKind.TIMEOUT if exception.late else ErrorKind.UNAVAILABLE
    return BrokerError(kind, Placed.UNKNOWN if exception.sent else Placed.NO, str(exception))


def kind_of(code: str) -> ErrorKind | None:
    """What a code stands for; None for one that is not listed."""
    return next((kind for begins, kind in CODES if code.startswith(begins)), None)


def told(body: str) -> tuple[str, str]:
    """Code and message of an answer in the venue's own shape, the code bare; empty where somebody else wrote it."""
    try:
        read = json.loads(body)
    except ValueError:
        return "", ""
    if not isinstance(read, Mapping) or not isinstance(read.get("error_code"), str):
        return "", ""
    code = read["error_code"]
    for prefix in PREFIXES:
        code = code.removeprefix(prefix)
    message = read.get("message")
    return code, message if isinstance(message, str) else ""
