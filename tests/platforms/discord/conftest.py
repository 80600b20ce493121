"""A local Discord for each test, and a plain client of the library that is sent to it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from tests.platforms.discord import Discord
from tests.platforms.discord.client import point_client_at


class Bot(discord.Client):
    """The library's own client, with a command tree; `begin` connects it and waits until it is ready."""

    def __init__(self, platform: Discord, intents: discord.Intents | None = None) -> None:
        super().__init__(intents=intents or discord.Intents.all(), guild_ready_timeout=0)
        self.platform = platform
        self.tree: app_commands.CommandTree[Bot] = app_commands.CommandTree(self)
        self.running: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Log in and listen; commands of the tree are registered."""
        await self.login(self.platform.token)
        if self.tree.get_commands():
            await self.tree.sync()
        self.running = asyncio.ensure_future(self.connect())
        async with asyncio.timeout(10):
            await self.wait_until_ready()

    async def end(self) -> None:
        """Hang up."""
        await self.close()
        if self.running is not None:
            with contextlib.suppress(asyncio.CancelledError, discord.ConnectionClosed):
                await self.running


@pytest.fixture
async def platform() -> AsyncIterator[Discord]:
    async with Discord() as server:
        with point_client_at(server):
            yield server
            assert [str(one) for one in server.violations] == []


@pytest.fixture
async def bot(platform: Discord) -> AsyncIterator[Bot]:
    client = Bot(platform)
    try:
        yield client
    finally:
        await client.end()
