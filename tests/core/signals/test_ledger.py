"""The first-seen record: any change of the past shows, at the entry where it begins."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core.kernel.codec import decode, dumps, encode
from core.signals.ledger import GENESIS, first_break, seal
from core.signals.model import EntryKind, LedgerEntry
from tests.core.builders import NOW

Tamper = Callable[[list[LedgerEntry], random.Random], list[LedgerEntry]]


def chain(length: int) -> list[LedgerEntry]:
    entries: list[LedgerEntry] = []
    for number in range(1, length + 1):
        entry = LedgerEntry(
            chain="console:#calls",
            number=number,
            message=f"post-{number}",
            version=0,
            author="pro",
            text=f"LONG BTC/USDT entry {60000 + number} sl 58500 tp 61500 63000 ✅",
            prices=(("BTC/USDT", Decimal(60000 + number)),),
            posted_at=NOW + timedelta(minutes=number),
            seen_at=NOW + timedelta(minutes=number, seconds=1),
            previous=entries[-1].seal if entries else GENESIS,
            seal="",
        )
        entries.append(seal(entry))
    return entries


def flipped_letter(entries: list[LedgerEntry], rng: random.Random) -> list[LedgerEntry]:
    index = rng.randrange(len(entries))
    text = entries[index].text
    place = rng.randrange(len(text))
    letter = chr(ord(text[place]) ^ (1 << rng.randrange(5)))
    entries[index] = replace(entries[index], text=text[:place] + letter + text[place + 1 :])
    return entries


def changed_field(entries: list[LedgerEntry], rng: random.Random) -> list[LedgerEntry]:
    index = rng.randrange(len(entries))
    entry = entries[index]
    entries[index] = rng.choice(
        [
            replace(entry, author="somebody"),
            replace(entry, version=entry.version + 1),
            replace(entry, message=f"{entry.message}0"),
            replace(entry, chain="console:#other"),
            replace(entry, prices=(("BTC/USDT", entry.prices[0][1] + Decimal("0.01")),)),
            replace(entry, prices=()),
            replace(entry, posted_at=entry.posted_at - timedelta(microseconds=1)),
            replace(entry, seen_at=entry.seen_at + timedelta(seconds=1)),
            replace(entry, seal=entry.seal[::-1]),
            replace(entry, number=entry.number + 1),
        ]
    )
    return entries


def resealed(entries: list[LedgerEntry], rng: random.Random) -> list[LedgerEntry]:
    """Changed and sealed anew: the next entry, which stands on the old seal, tells."""
    index = rng.randrange(len(entries) - 1)
    entries[index] = seal(replace(entries[index], text="SHORT BTC/USDT", seal=""))
    return entries


def dropped(entries: list[LedgerEntry], rng: random.Random) -> list[LedgerEntry]:
    del entries[rng.randrange(len(entries) - 1)]
    return entries


def swapped(entries: list[LedgerEntry], rng: random.Random) -> list[LedgerEntry]:
    one, other = rng.sample(range(len(entries)), 2)
    entries[one], entries[other] = entries[other], entries[one]
    return entries


def doubled(entries: list[LedgerEntry], rng: random.Random) -> list[LedgerEntry]:
    index = rng.randrange(len(entries))
    return [*entries[: index + 1], *entries[index:]]


@pytest.mark.parametrize("tamper", [flipped_letter, changed_field, resealed, dropped, swapped, doubled])
def test_a_thousand_tampers_are_a_thousand_found(tamper: Tamper):
    rng = random.Random(14)
    whole = chain(8)

    missed = [number for number in range(1000) if first_break(tamper(list(whole), rng)) is None]

    assert missed == []


def test_the_break_is_named_where_it_begins():
    entries = chain(8)
    entries[4] = replace(entries[4], text="SHORT BTC/USDT")

    assert first_break(entries) == 5


def test_a_whole_chain_has_no_break():
    assert first_break([]) is None
    assert all(first_break(chain(8)[:length]) is None for length in range(9))


def test_entries_come_back_from_storage_with_the_same_seal():
    entries = [decode(LedgerEntry, encode(entry)) for entry in chain(3)]

    assert first_break(entries) is None


def test_equal_prices_written_differently_have_one_seal():
    """A database may give 60001 back as 60001.000: the record is of the number, not of its zeros."""
    entry = chain(1)[0]

    assert seal(replace(entry, prices=(("BTC/USDT", Decimal("60001.000")),))).seal == entry.seal


def test_the_seal_is_the_sum_of_what_stands_there():
    """Anybody can work it out without this program: SHA-256 over compact JSON in this order."""
    entry = chain(1)[0]

    assert dumps(encode(replace(entry, seal=""))).startswith(
        '{"chain":"console:#calls","number":1,"message":"post-1","version":0,"author":"pro","text":"LONG BTC'
    )
    assert entry.previous == GENESIS == "0" * 64
    assert len(entry.seal) == 64


# -- entries that were sealed before they had a kind


def sealed_early(version: int) -> LedgerEntry:
    """The first entry of a chain as it was sealed then: its kind is what its version says."""
    kind = EntryKind.EDIT if version else EntryKind.POST
    entry = replace(chain(1)[0], version=version, kind=kind, seal="")
    body = {name: value for name, value in encode(entry).items() if name not in ("kind", "reply_to")}
    return replace(entry, seal=hashlib.sha256(dumps(body).encode()).hexdigest())


@pytest.mark.parametrize("version", [0, 1])
def test_an_entry_that_was_sealed_before_entries_had_a_kind_still_holds(version: int):
    entry = sealed_early(version)

    assert seal(entry).seal != entry.seal
    assert first_break([entry]) is None


@pytest.mark.parametrize(
    "changed", [{"text": "other"}, {"kind": EntryKind.DELETED}, {"reply_to": "post-9"}, {"version": 1}]
)
def test_an_early_seal_hides_no_change_either(changed: dict[str, Any]):
    assert first_break([replace(sealed_early(0), **changed)]) == 1
