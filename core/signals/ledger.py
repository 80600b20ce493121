"""The first-seen record: each entry is sealed onto the one before, so a changed past shows (row BX-02, P14)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from core.kernel.codec import dumps, encode
from core.signals.model import EntryKind, LedgerEntry

GENESIS = "0" * 64
# Not there when the first entries were sealed. Their kind follows from their version, so it cannot be changed unseen.
LATER_FIELDS = ("kind", "reply_to")


def seal(entry: LedgerEntry) -> LedgerEntry:
    """The entry with its seal: SHA-256 over its canonical JSON, the seal before it included."""
    body = dumps(encode(replace(entry, seal="")))
    return replace(entry, seal=hashlib.sha256(body.encode()).hexdigest())


def _sealed_early(entry: LedgerEntry) -> bool:
    """Whether an entry bears the seal that was given before entries had a kind."""
    kind = EntryKind.EDIT if entry.version else EntryKind.POST
    if entry.kind is not kind or entry.reply_to is not None:
        return False
    body = encode(replace(entry, seal=""))
    early = {name: value for name, value in body.items() if name not in LATER_FIELDS}
    return hashlib.sha256(dumps(early).encode()).hexdigest() == entry.seal


def first_break(entries: Sequence[LedgerEntry]) -> int | None:
    """The number of the first entry whose seal or place does not match; None when the chain is whole."""
    previous = GENESIS
    for position, entry in enumerate(entries, start=1):
        sealed = seal(entry).seal == entry.seal or _sealed_early(entry)
        if entry.number != position or entry.previous != previous or not sealed:
            return entry.number
        previous = entry.seal
    return None
