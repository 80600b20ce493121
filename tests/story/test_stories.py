"""Every story, on both databases. How one is written: `tests/story/stage.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story.stage import play

STORIES = {
    path.name: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.story"))
}


@pytest.mark.parametrize("name", STORIES)
async def test_story(name: str, url: str):
    wrong = await play(STORIES[name], name, url)

    assert not wrong, "\n\n".join(wrong)


def test_every_story_says_what_it_tells_and_expects_something():
    for name, story in STORIES.items():
        title, *lines = story.splitlines()
        assert title.startswith("# "), f"{name}: the first line says what this story is about"
        assert any(line.startswith("#> ") for line in lines), f"{name}: expects nothing"
