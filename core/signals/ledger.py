"""The first-seen record: each entry is sealed onto the one before, so a changed past shows (row BX-02, P14)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from core.kernel.codec import dumps, encode
from core.signals.model import LedgerEntry

GENESIS = "0" * 64


def seal(entry: LedgerEntry) -> LedgerEntry:
    """The entry with its seal: SHA-256 over its canonical JSON, the seal before it included."""
    body = dumps(encode(replace(entry, seal="")))
    return replace(entry, seal=hashlib.sha256(body.encode()).hexdigest())


def first_break(entries: Sequence[LedgerEntry]) -> int | None:
    """The number of the first entry whose seal or place does not match; None when the chain is whole."""
    previous = GENESIS
    for position, entry in enumerate(entries, start=1):
        if entry.number != position or entry.previous != previous or seal(entry).seal != entry.seal:
            return entry.number
        previous = entry.seal
    return None
