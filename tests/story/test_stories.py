"""Every story, on both databases. How one is written: `tests/story/stage.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story.stage import play

STORIES = sorted(Path(__file__).parent.glob("*.story"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
async def test_story(story: Path, url: str):
    wrong = await play(story, url)
    assert not wrong, "\n\n".join(wrong)


def test_every_story_says_what_it_tells_and_expects_something():
    for story in STORIES:
        title, *lines = story.read_text(encoding="utf-8").splitlines()
        assert title.startswith("# "), f"{story.name}: the first line says what this story is about"
        assert any(line.startswith("#> ") for line in lines), f"{story.name}: expects nothing"
