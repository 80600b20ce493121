"""Channels are remembered by the name that they had when they were first met."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.context import World
from core.signals.model import Channel


def channel_row(platform: str, external: str, name: str, at: datetime, community: str = "") -> Channel:
    """A channel that somebody named for the first time."""
    return Channel(
        id=f"{platform}:{external}",
        platform=platform,
        external=external,
        name=name,
        seen_at=at,
        community=community,
    )


async def know_channel(world: World, platform: str, external: str, name: str, community: str = "") -> None:
    """Remember a channel as `#name`, unless it is known, and the community that it belongs to (`platform:external`).

    Raises `Unavailable` while the database is away.
    """
    known = await world.view.get(Channel, f"{platform}:{external}")
    if known is None:
        row = channel_row(platform, external, f"#{name}", world.clock.now(), community)
        async with world.store.unit() as unit:
            await unit.add([row], new_only=True)
    elif community and known.community != community:
        async with world.store.unit() as unit:
            await unit.put([replace(known, community=community)])
