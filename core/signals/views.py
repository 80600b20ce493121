"""Signals and providers as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import World
from core.kernel.errors import Refusal
from core.ports.questions import FollowTally, PostTally
from core.signals.model import (
    Channel,
    LedgerEntry,
    Provider,
    ProviderLine,
    ProviderStatus,
    ReadingItem,
    Signal,
)
from core.signals.reading import Reading


async def provider_lines(world: World, providers: Sequence[Provider]) -> tuple[ProviderLine, ...]:
    """Providers with what the record says of them."""
    followers = {row.word: row.rows for row in await world.view.ask(FollowTally())}
    posts = {row.word: row.rows for row in await world.view.ask(PostTally())}
    channels = {c.id: c.name for c in await world.view.all(Channel, id=[p.channel for p in providers])}
    lines = []
    for provider in providers:
        head = await world.view.page(LedgerEntry, chain=provider.channel, size=1, newest=True)
        lines.append(
            ProviderLine(
                id=provider.id,
                name=provider.name,
                channel=channels.get(provider.channel, provider.channel),
                status=provider.status,
                signals=provider.signals,
                posts=posts.get(provider.channel, 0),
                followers=followers.get(provider.id, 0),
                since=provider.registered_at,
                head=head[0].seal if head else None,
            )
        )
    return tuple(lines)


async def find_provider(world: World, name: str) -> Provider:
    """The provider of this name, @handle or #channel; names are compared without regard to case."""
    wanted = name.strip().lower()
    everybody = [one for one in await world.view.all(Provider) if one.status is not ProviderStatus.REMOVED]
    for provider in everybody:
        handles = {provider.name.lower(), f"@{provider.name.lower()}"}
        channel = await world.view.get(Channel, provider.channel)
        if channel is not None:
            handles |= {channel.name.lower(), f"#{channel.name.lower().lstrip('#')}"}
        if wanted in handles:
            return provider
    names = ", ".join(sorted(provider.name for provider in everybody)[:5])
    raise Refusal("no_such_provider", {"typed": name[:40], "near": names})


async def find_signal(world: World, typed: str, *, provider: str | None = None) -> Signal:
    """The signal of this number: `86`, `#86`, `Northlight #86`; `provider` is whose it is when none is named."""
    name, _, number = typed.strip().rpartition("#") if "#" in typed else typed.strip().rpartition(" ")
    if not number.isdigit():
        raise Refusal("no_such_signal", {"typed": typed[:40]})
    if name.strip():
        provider = (await find_provider(world, name)).id
    found = await world.view.all(Signal, number=int(number))
    mine = [one for one in found if one.provider == provider]
    if mine or len(found) == 1:
        return (mine or list(found))[0]
    if not found or provider is not None:
        raise Refusal("no_such_signal", {"typed": typed[:40]})
    names = {one.id: one.name for one in await world.view.all(Provider)}
    near = ", ".join(f"{names.get(one.provider, '?')} #{one.number}" for one in found[:5])
    raise Refusal("which_signal", {"typed": typed[:40], "near": near})


def item_of(reading: Reading) -> ReadingItem:
    """A reading as it is shown."""
    symbol = reading.instrument.symbol if reading.instrument is not None else reading.base
    return ReadingItem(
        kind=reading.kind,
        tier=reading.tier,
        symbol=symbol,
        direction=reading.direction,
        entry_type=reading.entry_type,
        entries=reading.entries,
        stop=reading.stop,
        targets=reading.targets,
        reasons=reading.reasons,
        spans=reading.spans,
    )
