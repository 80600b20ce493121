"""The stories of `tests/story`, over Discord."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.clock import STORY_BEGINS, VirtualClock
from tests.platforms.discord import Discord
from tests.platforms.on_discord import OnDiscord
from tests.platforms.snapshots import differences
from tests.platforms.stage import play_over
from tests.platforms.test_stories import LEFT_OUT, told_on
from tests.story.test_stories import STORIES


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    """A database at today's revision, for this test alone."""
    shutil.copy(migrated_file, tmp_path / "story.db")
    return f"sqlite:///{tmp_path / 'story.db'}"


@pytest.mark.parametrize("name", told_on("discord"))
async def test_story_over_discord(name: str, url: str):
    clock = VirtualClock(STORY_BEGINS)
    async with Discord(now=clock.now) as server:
        played = await play_over(OnDiscord(server, clock), clock, STORIES[f"{name}.story"], name, url)

    assert not played.wrong, "\n\n".join(played.wrong)
    assert played.left_out == LEFT_OUT.get(name, [])
    assert not (changed := differences("discord", name, played.seen)), "\n\n".join(changed)
