"""A post comes in: recorded as first seen, read, and what it asks for is set going. Once, whatever comes twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.bookkeeping import Spent
from core.context import World
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.money import Price
from core.market.model import Instrument
from core.notices.tell import notice, tell
from core.orders.model import Target
from core.ports.store import Unit
from core.signals.ledger import GENESIS, seal
from core.signals.model import (
    Channel,
    FollowUpTold,
    LedgerEntry,
    Post,
    Provider,
    ProviderStatus,
    Signal,
    SignalAccepted,
    SignalStatus,
    SignalTold,
)
from core.signals.profile import Profile
from core.signals.read import read
from core.signals.reading import Reading, ReadingKind, Tier

LONGEST_TEXT = 4_096
FOLLOW_UPS = (ReadingKind.UPDATE, ReadingKind.CLOSE, ReadingKind.CANCEL)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a post."""

    provider: str | None
    signals: tuple[str, ...]
    readings: tuple[Reading, ...]
    repeated: bool = False


async def receive(world: World, post: Post) -> Received:
    """Take a post in. The second delivery of the same (message, version) changes nothing.

    Only posts of a live provider's authors in the bound channel are recorded and read; an edit is recorded and
    amends the card, it never trades (row SG-01, P1).
    """
    channel = f"{post.platform}:{post.channel}"
    found = await world.view.all(Provider, channel=channel)
    provider = next((one for one in found if post.author in one.authors), None)
    if provider is None:
        return Received(None, (), ())
    post = replace(post, text=post.text[:LONGEST_TEXT])
    parent = await _parent_text(world, channel, post)
    readings, prices = await read_priced(world, post.text, profile_of(provider), parent)
    faultpoint("post.read")
    async with world.store.unit() as unit:
        spent = Spent(cause=f"post:{channel}:{post.message}:{post.version}", at=world.clock.now())
        if not await unit.add([spent], new_only=True):
            return Received(provider.id, (), readings, repeated=True)
        await unit.hold(Provider, [provider.id])
        entry = await _record(unit, channel, post, prices, world.clock.now())
        if post.version > 0:
            signals = await _amend(world, unit, channel, post, entry.seen_at)
        elif provider.status is ProviderStatus.LIVE:
            signals = await _open(world, unit, provider.id, post, readings, entry)
        else:
            signals = ()
        follow_ups = [reading for reading in readings if reading.kind in FOLLOW_UPS]
        if follow_ups and provider.status is ProviderStatus.LIVE:
            told = FollowUpTold(provider.id, post.message, follow_ups[0].kind.value)
            await tell(unit, [notice(world, told, person=provider.person)])
        faultpoint("post.received")
    return Received(provider.id, signals, readings)


async def read_priced(
    world: World, text: str, profile: Profile, parent: str | None = None
) -> tuple[tuple[Reading, ...], dict[str, Decimal]]:
    """Read a text, with the present price of every instrument it names, and these prices."""
    first = read(text, profile=profile, table=world.market.table, parent=parent)
    prices: dict[str, Decimal] = {}
    for reading in first:
        if reading.instrument is not None and reading.instrument.symbol not in prices:
            prices[reading.instrument.symbol] = (await world.market.quote(reading.instrument)).last
    if not prices:
        return first, prices

    def price(instrument: Instrument) -> Price | None:
        known = prices.get(instrument.symbol)
        return None if known is None else Price(known)

    return read(text, profile=profile, table=world.market.table, parent=parent, price=price), prices


def profile_of(provider: Provider) -> Profile:
    """How this provider writes."""
    return Profile(default_quote=provider.default_quote)


async def _parent_text(world: World, channel: str, post: Post) -> str | None:
    if post.reply_to is None:
        return None
    entries = await world.view.all(LedgerEntry, chain=channel, message=post.reply_to, version=0)
    return entries[0].text if entries else None


async def _record(
    unit: Unit, channel: str, post: Post, prices: dict[str, Decimal], now: datetime
) -> LedgerEntry:
    last = await unit.page(LedgerEntry, chain=channel, size=1, newest=True)
    entry = seal(
        LedgerEntry(
            chain=channel,
            number=last[0].number + 1 if last else 1,
            message=post.message,
            version=post.version,
            author=post.author,
            text=post.text,
            prices=tuple(sorted(prices.items())),
            posted_at=post.posted_at,
            seen_at=now,
            previous=last[0].seal if last else GENESIS,
            seal="",
        )
    )
    await unit.add([entry])
    return entry


async def _amend(world: World, unit: Unit, channel: str, post: Post, at: datetime) -> tuple[str, ...]:
    """An edited post: the card says so, the first version stands."""
    known = await unit.all(Signal, channel=channel, message=post.message)
    note = f"{at:%H:%M} edited: recorded, the first version stands"
    await unit.put([replace(signal, notes=(*signal.notes, note)) for signal in known])
    await tell(unit, [notice(world, SignalTold(signal.id), channel=channel) for signal in known])
    return ()


async def _open(
    world: World, unit: Unit, provider_id: str, post: Post, readings: Sequence[Reading], entry: LedgerEntry
) -> tuple[str, ...]:
    provider = await unit.get(Provider, provider_id)
    opening = [
        (item, reading)
        for item, reading in enumerate(readings)
        if reading.kind is ReadingKind.OPEN
        and reading.tier is not Tier.IGNORE
        and reading.direction is not None
    ]
    if provider is None or not opening:
        return ()
    signals = [
        _signal(provider, provider.signals + count, post, item, reading, entry)
        for count, (item, reading) in enumerate(opening, start=1)
    ]
    await unit.put([replace(provider, signals=provider.signals + len(signals))])
    await unit.add(signals)
    unit.record(*(SignalAccepted(signal.id) for signal in signals if signal.symbol is not None))
    await tell(unit, [notice(world, SignalTold(signal.id), channel=entry.chain) for signal in signals])
    return tuple(signal.id for signal in signals)


def _signal(
    provider: Provider, number: int, post: Post, item: int, reading: Reading, entry: LedgerEntry
) -> Signal:
    assert reading.direction is not None
    assert reading.entry_type is not None
    return Signal(
        id=derived("signal", entry.chain, post.message, item),
        provider=provider.id,
        number=number,
        channel=entry.chain,
        message=post.message,
        item=item,
        author=post.author,
        symbol=None if reading.instrument is None else reading.instrument.symbol,
        base=reading.base,
        quote=reading.quote,
        direction=reading.direction,
        entry_type=reading.entry_type,
        entries=reading.entries,
        stop=reading.stop,
        targets=targets_of(reading),
        tier=reading.tier,
        confidence=reading.confidence,
        reasons=reading.reasons,
        spans=reading.spans,
        status=SignalStatus.OPEN if reading.tier is Tier.AUTO else SignalStatus.WAITING,
        notes=(),
        posted_at=post.posted_at,
        seen_at=entry.seen_at,
    )


def targets_of(reading: Reading) -> tuple[Target, ...]:
    """Targets with their shares: as written, else equal parts; the last one takes what equal parts leave."""
    count = len(reading.targets)
    if len(reading.target_shares) == count and sum(reading.target_shares) == 1:
        shares = list(reading.target_shares)
    else:
        part = (Decimal(1) / count).quantize(Decimal("0.0001")) if count else Decimal(0)
        shares = [part] * max(count - 1, 0) + [1 - part * (count - 1)] * min(count, 1)
    return tuple(Target(price, share) for price, share in zip(reading.targets, shares, strict=True))


def channel_row(platform: str, external: str, name: str, at: datetime) -> Channel:
    """A channel that somebody named for the first time."""
    return Channel(id=f"{platform}:{external}", platform=platform, external=external, name=name, seen_at=at)
