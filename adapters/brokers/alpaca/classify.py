"""What a failed request means: one table, and nothing that is not in it counts as a refusal (brokers, 2.2).

Alpaca refuses with a number of eight digits, which it calls stable; the sentence beside it is not, and only picks the
class of what is told. A wrong key is refused without a number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from core.ports.broker import BrokerError, ErrorKind, Placed

# Refusals before matching, by HTTP status. Everything else may have been placed.
REFUSALS = {
    400: frozenset({40010000, 40010001}),
    401: frozenset({40110000}),
    403: frozenset({40310000, 40310100}),
    404: frozenset({40410000}),
    422: frozenset({40010000, 40010001, 40310000, 42210000}),
    429: frozenset({42910000}),
}
NOT_FOUND = 40410000
# What is said to a key that does not count, and by the gate before the venue that counts requests.
NO_KEY = frozenset(
    {"unauthorized", "forbidden", "request is not authorized", "access key verification failed"}
)
TOO_MANY = frozenset({"too many requests", "rate limit exceeded"})
DUPLICATE = "client_order_id must be unique"
# The first words that are found name the class; `cannot replace` before `price`, `fractionable` before `asset`.
WORDS = (
    ("intent mismatch", ErrorKind.NOTHING_TO_REDUCE),
    ("replace", ErrorKind.NOTHING_TO_REPLACE),
    ("market hours", ErrorKind.MARKET_CLOSED),
    ("market is closed", ErrorKind.MARKET_CLOSED),
    ("halted", ErrorKind.MARKET_CLOSED),
    ("insufficient", ErrorKind.INSUFFICIENT_FUNDS),
    ("buying power", ErrorKind.INSUFFICIENT_FUNDS),
    ("minimal amount", ErrorKind.INVALID_SIZE),
    ("fraction", ErrorKind.INVALID_SIZE),
    ("notional", ErrorKind.INVALID_SIZE),
    ("qty", ErrorKind.INVALID_SIZE),
    ("order size", ErrorKind.INVALID_SIZE),
    ("decimal", ErrorKind.INVALID_SIZE),
    ("sub-penny", ErrorKind.INVALID_PRICE),
    ("limit_price", ErrorKind.INVALID_PRICE),
    ("stop_price", ErrorKind.INVALID_PRICE),
    ("limit price", ErrorKind.INVALID_PRICE),
    ("stop price", ErrorKind.INVALID_PRICE),
    ("not tradable", ErrorKind.UNKNOWN_INSTRUMENT),
    ("not active", ErrorKind.UNKNOWN_INSTRUMENT),
    ("inactive", ErrorKind.UNKNOWN_INSTRUMENT),
    ("asset", ErrorKind.UNKNOWN_INSTRUMENT),
    ("symbol", ErrorKind.UNKNOWN_INSTRUMENT),
    ("order_type", ErrorKind.UNSUPPORTED),
    ("order type", ErrorKind.UNSUPPORTED),
    ("time_in_force", ErrorKind.UNSUPPORTED),
    ("time in force", ErrorKind.UNSUPPORTED),
)
SAID_MOST = 160


class Trip(StrEnum):
    """How far a request came."""

    NOT_SENT = "not_sent"
    """No connection, or none with that name: not one byte left."""
    SILENT = "silent"
    BROKEN = "broken"
    """Cut off, or an answer that makes no sense."""
    ANSWERED = "answered"


class Failed(Exception):
    """A request without a good answer: how far it came, and what came back."""

    def __init__(self, trip: Trip, status: int = 0, body: str = "", pause: float | None = None) -> None:
        super().__init__(f"{trip.value} {status}")
        self.trip = trip
        self.status = status
        self.body = body
        self.pause = pause


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a failure means. `absent`: the venue's definite "not found". `duplicate`: an order of this id is there."""

    kind: ErrorKind
    placed: Placed
    said: str
    absent: bool = False
    duplicate: bool = False

    def error(self, pause: float | None = None) -> BrokerError:
        """The same in the words of the port."""
        return BrokerError(self.kind, self.placed, f"alpaca: {self.said}", retry_after=pause)


def classify(failed: Failed) -> Meaning:
    """What this failure means for an order that was being sent."""
    match failed.trip:
        case Trip.NOT_SENT:
            return Meaning(ErrorKind.UNAVAILABLE, Placed.NO, "no connection")
        case Trip.SILENT:
            return Meaning(ErrorKind.TIMEOUT, Placed.UNKNOWN, "no answer in time")
        case Trip.BROKEN:
            return Meaning(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "the answer was cut off or made no sense")
        case Trip.ANSWERED:
            return _answered(failed.status, failed.body)


def _answered(status: int, body: str) -> Meaning:
    code, said = _read(body)
    words = said.lower().rstrip(".")
    if status in (401, 403) and code is None and words in NO_KEY:
        return Meaning(ErrorKind.AUTH, Placed.NO, "the key is not accepted")
    if status == 429 and (code in REFUSALS[429] or words in TOO_MANY):
        return Meaning(ErrorKind.RATE_LIMITED, Placed.NO, "too many requests")
    if code is None or code not in REFUSALS.get(status, ()):
        return Meaning(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, f"status {status}")
    if status == 401:
        return Meaning(ErrorKind.AUTH, Placed.NO, "the key is not accepted")
    if DUPLICATE in words.replace("client order id", "client_order_id"):
        return Meaning(ErrorKind.REJECTED, Placed.UNKNOWN, said, duplicate=True)
    kind = next((kind for part, kind in WORDS if part in words), ErrorKind.REJECTED)
    return Meaning(kind, Placed.NO, said[:SAID_MOST], absent=status == 404)


def _read(body: str) -> tuple[int | None, str]:
    """The number and the sentence of a refusal, where the body is one."""
    try:
        found = json.loads(body)
    except ValueError:
        return None, ""
    if not isinstance(found, dict):
        return None, ""
    code, said = found.get("code"), found.get("message")
    whole = code if isinstance(code, int) and not isinstance(code, bool) else None
    return whole, said if isinstance(said, str) else ""
