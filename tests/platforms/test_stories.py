"""The stories of `tests/story`, over Telegram and Discord."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.clock import STORY_BEGINS, VirtualClock
from tests.platforms.on_telegram import OnTelegram
from tests.platforms.snapshots import differences
from tests.platforms.stage import play_over
from tests.platforms.telegram import Telegram
from tests.story.test_stories import STORIES

# Between them they show nearly every kind of card, every way of speaking, restarts and files. The others are heavy.
ALWAYS = """by_hand confirm_mode digest edited_post export help portfolio restart results_in_the_channel
    roles teach_by_tapping two_posts
    wrong_place""".split()

SETUP = "sets up the console; a server or group is set up in it, and does not look the same"
KEYS = "a key is typed line by line on the console alone; a form or a page of its own takes it here: tests/bot/{}"
# Stories that cannot be told there at all, and why.
CANNOT = {
    "discord": {
        "connecting": KEYS.format("discord/test_connecting.py"),
        "setup": SETUP,
        "linking": "is about the console's own side of linking; tests/bot/discord tells this platform's",
        "wrong_place": "what is asked in a server is answered before one person's eyes, so no line is left for others",
    },
    "telegram": {
        "connecting": KEYS.format("web/test_connect.py"),
        "deleted_post": "Telegram tells no bot of deletions (storyboard, section 18)",
        "linking": "is about the console's own side of linking; tests/bot/telegram tells this platform's",
        "setup": "nobody makes channels for others there; tests/bot/test_communities.py tells what is said instead",
    },
}

# What nobody can do in a chat, by story: press what only others see, press what is shown no more in its place, or reply
# to what is no message there. What is expected right after such a line is left out with it.
LEFT_OUT = {
    "confirm_mode": ["bob does not see what ann sees"],
    "deleted_post": ["eve sees no button [Confirm]"],
    "limits_reached": ["cat sees no button [Cancel]"] * 2,
    "model_reads": ["ann does not see what pro sees"],
    "paper_reset": ["ann sees no button [Confirm]"],
    "question_follows": ["bob sees no button [Confirm]"],
    "refusals": ["bob does not see what ann sees"],
    "signal_commands": ["there is no such post in #calls"],
    "which_one": ["bob does not see what pro sees"],
    "wrong_place": ["bob sees no button [Confirm]"],
}


def told_on(platform: str) -> list[object]:
    """The stories that can be told there; the tail only now and then."""
    names = [name.removesuffix(".story") for name in STORIES]
    assert {*ALWAYS, *LEFT_OUT, *CANNOT[platform]} <= set(names)
    return [
        name if name in ALWAYS else pytest.param(name, marks=pytest.mark.heavy)
        for name in names
        if name not in CANNOT[platform]
    ]


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    """A database at today's revision, for this test alone."""
    shutil.copy(migrated_file, tmp_path / "story.db")
    return f"sqlite:///{tmp_path / 'story.db'}"


@pytest.mark.parametrize("name", told_on("telegram"))
async def test_story_over_telegram(name: str, url: str):
    clock = VirtualClock(STORY_BEGINS)
    async with Telegram(now=clock.now) as server:
        played = await play_over(OnTelegram(server, clock), clock, STORIES[f"{name}.story"], name, url)

    assert not played.wrong, "\n\n".join(played.wrong)
    assert played.left_out == LEFT_OUT.get(name, [])
    assert not (changed := differences("telegram", name, played.seen)), "\n\n".join(changed)
