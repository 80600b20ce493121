"""Channels are remembered by the name that they had when they were first met."""

from __future__ import annotations

from datetime import datetime

from core.context import World
from core.signals.model import Channel


def channel_row(platform: str, external: str, name: str, at: datetime) -> Channel:
    """A channel that somebody named for the first time."""
    return Channel(id=f"{platform}:{external}", platform=platform, external=external, name=name, seen_at=at)


async def know_channel(world: World, platform: str, external: str, name: str) -> None:
    """Remember a channel as `#name`, unless it is known. Raises `Unavailable` while the database is away."""
    if await world.view.get(Channel, f"{platform}:{external}") is None:
        async with world.store.unit() as unit:
            await unit.add([channel_row(platform, external, f"#{name}", world.clock.now())], new_only=True)
