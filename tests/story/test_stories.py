"""Every story on SQLite, and those with the most different questions on PostgreSQL as well; `make test-heavy` tells
all of them on both. How one is written: `tests/story/stage.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import on_both
from tests.story.stage import play

STORIES = {
    path.name: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.story"))
}

# Of each area one: between them they write and ask most of what there is.
ON_BOTH = "copy_loss dead_letters edited_post export history kill_scopes paper_reset rebalance_stops".split()


@pytest.mark.parametrize(
    ("name", "url"), on_both(STORIES, {f"{name}.story" for name in ON_BOTH}), indirect=["url"]
)
async def test_story(name: str, url: str):
    wrong = await play(STORIES[name], name, url)

    assert not wrong, "\n\n".join(wrong)


def test_every_story_says_what_it_tells_and_expects_something():
    for name, story in STORIES.items():
        title, *lines = story.splitlines()
        assert title.startswith("# "), f"{name}: the first line says what this story is about"
        assert any(line.startswith("#> ") for line in lines), f"{name}: expects nothing"
