"""A local Discord and the program before it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.discord.desk import Desk, desk
from tests.platforms.discord import Discord
from tests.platforms.discord.client import point_client_at


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as server:
        with point_client_at(server):  # what the front-end sets is put back
            yield server


@pytest.fixture
def folder(migrated_file: Path, tmp_path: Path) -> Path:
    shutil.copy(migrated_file, tmp_path / "bellwether.db")
    return tmp_path


@pytest.fixture
async def at_work(discord: Discord, folder: Path) -> AsyncIterator[Desk]:
    """The program, connected."""
    async with desk(discord, folder) as one:
        await one.begin()
        yield one
        assert [f"{part}: {what}: {error!r}" for part, what, error in one.reports] == []
