"""What the record says of a provider: first-seen posts, real fills, and seals worked out anew (rows SG-03, BX-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core.context import World
from core.lookback.views import earned_with
from core.orders.model import Trade, TradeStatus
from core.signals.cards import first_paid, name_of, returned, score_of, updates_of
from core.signals.ledger import first_break
from core.signals.model import (
    EntryKind,
    LedgerEntry,
    Provider,
    Score,
    Signal,
    SignalStatus,
    SignalUpdate,
    UpdateSource,
)
from core.signals.outcome import middle, middle_half
from core.signals.results import ProviderRecord, Verified, VersionLine
from core.signals.views import provider_lines

LOOKED_AT = 200  # signals whose outcome is worked out for a record, newest first
SAMPLE = 16
# Fewer than these are nobody's number.
FEW = 5


async def provider_record(world: World, provider: Provider) -> ProviderRecord:
    """Signals, how they ended as posted, and what they brought to those who copied them."""
    (line,) = await provider_lines(world, [provider])
    signals = [
        one
        for one in await world.view.page(Signal, provider=provider.id, size=2_000)
        if one.status in (SignalStatus.OPEN, SignalStatus.CLOSED, SignalStatus.CANCELED)
    ]
    newest = sorted(signals, key=lambda one: -one.number)[:LOOKED_AT]
    scores = [score for one in newest if (score := await _score(world, one)) is not None]
    copies = await _copies(world, newest)
    entries = await world.view.all(LedgerEntry, chain=provider.channel)
    multiples = [score.multiple for score in scores if score.multiple is not None]
    total = sum((score.share for score in scores), Decimal(0))
    together = Score(share=total, multiple=sum(multiples, Decimal(0)) if multiples else None)
    earned, delays = await earned_with(world, provider)
    return ProviderRecord(
        provider=line,
        open=sum(one.status is SignalStatus.OPEN for one in signals),
        won=sum(score.share > 0 for score in scores),
        lost=sum(score.share < 0 for score in scores),
        even=sum(score.share == 0 for score in scores),
        canceled=sum(one.status is SignalStatus.CANCELED for one in signals),
        as_posted=together if scores else None,
        average_multiple=sum(multiples, Decimal(0)) / len(multiples) if multiples else None,
        followers_typical=middle(copies),
        middle=middle_half(copies),
        copies=len(copies),
        edited=len({entry.message for entry in entries if entry.kind is EntryKind.EDIT}),
        deleted=sum(entry.kind is EntryKind.DELETED for entry in entries),
        tightened=await _tightened(world, newest),
        unbroken=first_break(entries) is None,
        earned=earned,
        late=None if delays is None else delays.cost,
        delay=None if delays is None else delays.whole.typical,
    )


def public_record(record: ProviderRecord) -> ProviderRecord:
    """The record for people who are nobody here: what a handful of followers got is theirs alone."""
    if record.copies >= FEW:
        return record
    return replace(record, followers_typical=None, middle=None, copies=0)


async def _score(world: World, signal: Signal) -> Score | None:
    """What a signal brought as posted; None while it runs, and for one that nobody's fill proves."""
    if signal.status is not SignalStatus.CLOSED:
        return None
    sample = await world.view.page(Trade, signal=signal.id, size=SAMPLE)
    return score_of(signal, await first_paid(world, sample), await updates_of(world, signal))


async def _copies(world: World, signals: Sequence[Signal]) -> list[Decimal]:
    ids = [one.id for one in signals]
    if not ids:
        return []
    done = await world.view.page(Trade, signal=ids, status=TradeStatus.CLOSED, size=2_000)
    return [returned(trade) for trade in done if trade.entered]


async def _tightened(world: World, signals: Sequence[Signal]) -> int:
    ids = [one.id for one in signals]
    updates = await world.view.all(SignalUpdate, signal=ids, source=UpdateSource.EDIT) if ids else ()
    return sum(bool(update.actions) for update in updates)


async def verified(world: World, provider: Provider, signal: Signal | None = None) -> Verified:
    """Every seal of a channel's record worked out anew."""
    entries = await world.view.all(LedgerEntry, chain=provider.channel)
    broken = first_break(entries)
    at = next((entry.seen_at for entry in entries if entry.number == broken), None)
    own = [entry for entry in entries if signal is not None and entry.message == signal.message]
    return Verified(
        provider=provider.name,
        entries=len(entries),
        since=entries[0].seen_at if entries else None,
        head=entries[-1].seal if entries else None,
        broken=broken,
        broken_at=at,
        signal=None if signal is None else name_of(signal),
        own=version_lines(own),
    )


def version_lines(entries: Sequence[LedgerEntry]) -> tuple[VersionLine, ...]:
    """Versions of one post, oldest first."""
    return tuple(
        VersionLine(
            number=entry.number,
            version=entry.version,
            kind=entry.kind.value,
            text=entry.text,
            seen_at=entry.seen_at,
            seal=entry.seal,
        )
        for entry in sorted(entries, key=lambda entry: entry.version)
    )
