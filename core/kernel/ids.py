"""Where ids come from: random ones for what people start, functions of their cause for everything else.

A reaction that runs twice must make the same ids twice, so that the second run meets its own rows.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Protocol

# Crockford's base 32 in lower case: no letters that a person takes for a digit when reading aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


class Ids(Protocol):
    """Fresh, unguessable ids."""

    def new(self) -> str:
        """Twenty-six characters of base 32 (130 bits)."""
        ...


class Rng(Protocol):
    """Randomness that is not secret: jitter, simulated candles."""

    def random(self) -> float:
        """A number from 0 up to 1."""
        ...


# Two characters at a time: a fan-out makes a dozen ids for each follower.
_PAIRS = tuple(low + high for high in ALPHABET for low in ALPHABET)


def base32(number: bytes, length: int) -> str:
    """The first `length` base 32 characters of these bytes, the lowest bits first."""
    value = int.from_bytes(number, "big")
    pairs = [_PAIRS[(value >> place) & 1023] for place in range(0, 5 * length, 10)]
    return "".join(pairs)[:length]


def derived(*cause: object) -> str:
    """An id that follows from its cause: equal causes give equal ids (SHA-256 over the parts)."""
    text = "\x1f".join(str(part) for part in cause)
    return base32(hashlib.sha256(text.encode()).digest(), 26)


def client_order_id(installation: str, intent: str) -> str:
    """Our id of an order at a venue: 32 lowercase hex, made before sending (DESIGN, section 3).

    `be11`, four characters of the installation, 24 of SHA-256 over the intent's id. It fits every venue's
    alphabet and length, and reads as ours in a list of somebody's orders.
    """
    return f"{_ours(installation)}{hashlib.sha256(intent.encode()).hexdigest()[:24]}"


@cache
def _ours(installation: str) -> str:
    """How every order id of an installation begins."""
    return f"be11{hashlib.sha256(installation.encode()).hexdigest()[:4]}"
