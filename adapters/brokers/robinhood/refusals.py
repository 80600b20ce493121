"""What Robinhood's failures mean: one table from an answer, or the want of one, to a `BrokerError`.

The shape is from the venue's published reference and from answers that others recorded, not tried against the venue:
`{"type": "validation_error" | "client_error" | "server_error", "errors": [{"detail": ..., "attr": ...}]}`. There are no
codes, only sentences: those that are known for a refusal are listed, an order that met any other is of unknown fate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from adapters.brokers.direct import Unanswered
from core.ports.broker import BrokerError, ErrorKind, Placed

# A part of the sentence in lower case, what it stands for. The first that fits counts.
SENTENCES: tuple[tuple[str, ErrorKind], ...] = (
    ("timestamp", ErrorKind.CLOCK),
    ("incorrect authentication", ErrorKind.AUTH),
    ("authentication credentials", ErrorKind.AUTH),
    ("invalid api key", ErrorKind.AUTH),
    ("signature", ErrorKind.AUTH),
    ("permission", ErrorKind.AUTH),
    ("not enough buying power", ErrorKind.INSUFFICIENT_FUNDS),
    ("insufficient", ErrorKind.INSUFFICIENT_FUNDS),
    ("not enough", ErrorKind.INSUFFICIENT_FUNDS),
    ("invalid symbol", ErrorKind.UNKNOWN_INSTRUMENT),
    ("not tradable", ErrorKind.UNKNOWN_INSTRUMENT),
    ("trading is halted", ErrorKind.MARKET_CLOSED),
    ("order size", ErrorKind.INVALID_SIZE),
    ("quantity", ErrorKind.INVALID_SIZE),
    ("limit price", ErrorKind.INVALID_PRICE),
    ("stop price", ErrorKind.INVALID_PRICE),
    ("price", ErrorKind.INVALID_PRICE),
)
# What was said of a field of ours, where the sentence is not known.
FIELDS = {"symbol": ErrorKind.UNKNOWN_INSTRUMENT, "limit_price": ErrorKind.INVALID_PRICE}
REFUSED = (400, 401, 403)
ALREADY = "client_order_id"


def classify(
    status: int | None, body: str, exception: BaseException | None, *, retry_after: float | None = None
) -> BrokerError:
    """What a failed request means, and whether an order may exist after it.

    `status` and `body` are the answer's, None and empty where none came; `exception` is what was raised then.
    """
    if status is None:
        return _unanswered(exception)
    errors = told(body)
    text = "; ".join(detail for detail, _ in errors) or f"HTTP {status}"
    if status == 429:
        # Whether Robinhood counts before or after it takes an order is not known.
        return BrokerError(ErrorKind.RATE_LIMITED, Placed.UNKNOWN, text, retry_after=retry_after)
    if status >= 500:
        return BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, text)
    kind = kind_of(errors) if status in REFUSED else None
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


def kind_of(errors: tuple[tuple[str, str], ...]) -> ErrorKind | None:
    """What these errors stand for; None where none is known, or our id was used before: then something is there."""
    if any(field == ALREADY for _, field in errors):
        return None
    for detail, field in errors:
        low = detail.lower()
        found = next((kind for part, kind in SENTENCES if part in low), FIELDS.get(field))
        if found is not None:
            return found
    return None


def told(body: str) -> tuple[tuple[str, str], ...]:
    """Sentence and field of each error of an answer in the venue's own shape; none where somebody else wrote it."""
    try:
        read = json.loads(body)
    except ValueError:
        return ()
    errors = read.get("errors") if isinstance(read, Mapping) else None
    return tuple(
        (one["detail"], str(one.get("attr") or ""))
        for one in (errors if isinstance(errors, list) else ())
        if isinstance(one, Mapping) and isinstance(one.get("detail"), str)
    )
