"""Every command has its level, and whoever stands below it is refused (row AC-06)."""

from __future__ import annotations

import pytest

from bot.app import COMMANDS
from bot.dispatch import Speaker, private
from core.accounts.model import Person
from core.kernel.access import Level
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy


@pytest.mark.parametrize("level", [Level.VIEWER, Level.TRADER, Level.PROVIDER, Level.MODERATOR])
async def test_what_is_above_a_persons_level_is_refused_and_not_in_their_help(level: Level, url: str):
    stage = Stage(url)
    async with stage.open() as (app, _):
        ann = Speaker("console", "ann", "ann")
        place = private("console", "ann")
        actor, _ = await app.dispatcher.meet(ann)
        async with app.world.store.unit() as unit:
            await unit.move(Person, [actor.person], was={}, now={"level": level})

        above = [command for command in COMMANDS.commands.values() if command.level > level]
        for number, command in enumerate(COMMANDS.commands.values()):
            answer = await app.dispatcher.say(ann, place, f"/{command.path}", f"m{number}")
            data = answer.reply.data
            # Whose own a thing is, a command says itself, with the same code.
            by_level = data.get("code") == "no_right" and "level" in data["facts"]
            assert by_level == (command in above), command.path
            told = await app.dispatcher.say(ann, place, f"/help {command.path}", f"h{number}")
            assert (told.reply.data.get("kind") == "command") == (command not in above), command.path
