"""What Schwab's failures mean: one table from an answer, or the want of one, to a `BrokerError`.

Shapes are from the venue's published reference and others' reports, not tried against the venue: the trader interface
answers `{"message": ..., "errors": [...]}`, market data `{"errors": [{"status": ..., "title": ..., "detail": ...}]}`,
sign-in `{"error": ..., "error_description": ...}`. There are no codes for refused orders, only sentences: those that
are known for a refusal are listed, and an order that met any other is of unknown fate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from core.ports.broker import BrokerError, ErrorKind, Placed

# Names of exceptions that httpx raises before the first byte of a request was written.
NOT_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"})
# The sentence in lower case, what it stands for. The first that fits counts.
SENTENCES: tuple[tuple[str, ErrorKind], ...] = (
    ("buying power", ErrorKind.INSUFFICIENT_FUNDS),
    ("insufficient funds", ErrorKind.INSUFFICIENT_FUNDS),
    ("settled cash", ErrorKind.INSUFFICIENT_FUNDS),
    ("oversold", ErrorKind.INSUFFICIENT_FUNDS),
    ("overbought", ErrorKind.INSUFFICIENT_FUNDS),
    ("do not hold", ErrorKind.NOTHING_TO_REDUCE),
    ("unresolved symbol", ErrorKind.UNKNOWN_INSTRUMENT),
    ("invalid symbol", ErrorKind.UNKNOWN_INSTRUMENT),
    ("symbol is not valid", ErrorKind.UNKNOWN_INSTRUMENT),
    ("symbol not found", ErrorKind.UNKNOWN_INSTRUMENT),
    ("market is closed", ErrorKind.MARKET_CLOSED),
    ("not available during this session", ErrorKind.MARKET_CLOSED),
    ("trading is halted", ErrorKind.MARKET_CLOSED),
    ("stop price", ErrorKind.INVALID_PRICE),
    ("limit price", ErrorKind.INVALID_PRICE),
    ("invalid price", ErrorKind.INVALID_PRICE),
    ("order price", ErrorKind.INVALID_PRICE),
    ("quantity", ErrorKind.INVALID_SIZE),
    ("cannot be canceled", ErrorKind.NOTHING_TO_REPLACE),
    ("cannot be replaced", ErrorKind.NOTHING_TO_REPLACE),
    ("not editable", ErrorKind.NOTHING_TO_REPLACE),
    ("order not found", ErrorKind.NOTHING_TO_REPLACE),
    ("account not found", ErrorKind.AUTH),
    ("closing transactions only", ErrorKind.REJECTED),
    ("no trades are currently allowed", ErrorKind.REJECTED),
    ("cannot be accepted", ErrorKind.REJECTED),
    ("validation error", ErrorKind.REJECTED),
)
# Answers whose sentences are looked up.
REFUSED = (400, 404, 422)
SIGN_IN = frozenset(
    {
        "invalid_grant",
        "invalid_client",
        "unauthorized_client",
        "unsupported_token_type",
        "refresh_token_authentication_error",
    }
)
SIGN_IN_AGAIN = "the sign-in at Schwab has ended"


def classify(
    status: int | None, body: str, exception: BaseException | None, *, retry_after: float | None = None
) -> BrokerError:
    """What a failed request means, and whether an order may exist after it.

    `status` and `body` are the answer's, None and empty where none came; `exception` is what the client raised.
    """
    if status is None:
        return _unanswered(exception)
    told = sentences(body)
    text = "; ".join(told) or f"HTTP {status}"
    if status == 401 and told:
        return BrokerError(ErrorKind.AUTH, Placed.NO, SIGN_IN_AGAIN)
    if status in (401, 403):
        return BrokerError(ErrorKind.AUTH, Placed.NO if told else Placed.UNKNOWN, text)
    if status == 429:
        # Whether Schwab counts before or after it takes an order is not known.
        return BrokerError(ErrorKind.RATE_LIMITED, Placed.UNKNOWN, text, retry_after=retry_after)
    if status in REFUSED:
        kind = kind_of(text) if told else None
        if kind is not None:
            return BrokerError(kind, Placed.NO, text)
    if status >= 500:
        return BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, text)
    return BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, text)


def _unanswered(exception: BaseException | None) -> BrokerError:
    name = type(exception).__name__
    if name in NOT_SENT:
        return BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, f"no connection: {name}")
    if isinstance(exception, TimeoutError) or name.endswith("Timeout"):
        return BrokerError(ErrorKind.TIMEOUT, Placed.UNKNOWN, "no answer in time")
    return BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, f"no answer: {name}")


def kind_of(text: str) -> ErrorKind | None:
    """What a sentence of refusal stands for; None for one that is not known to be one."""
    low = text.lower()
    return next((kind for part, kind in SENTENCES if part in low), None)


def sentences(body: str) -> tuple[str, ...]:
    """The sentences of an answer in one of the venue's own shapes; none where somebody else wrote it."""
    try:
        read = json.loads(body)
    except ValueError:
        return ()
    if not isinstance(read, Mapping):
        return ()
    found = [read.get("message"), read.get("error"), read.get("error_description")]
    errors = read.get("errors")
    for one in errors if isinstance(errors, list) else ():
        found += [one.get("title"), one.get("detail")] if isinstance(one, Mapping) else [one]
    return tuple(one for one in found if isinstance(one, str) and one)


def sign_in_over(body: str) -> bool:
    """Whether the answer to a refresh says that the sign-in is no longer good."""
    text = " ".join(sentences(body))
    return any(word in text for word in SIGN_IN)
