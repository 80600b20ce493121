"""Rooms with a provider are listened to as soon as there is one; questions stay open, but not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.asks import OPEN_FOR, Asks
from bot.chat.rooms import Rooms
from bot.console.script import parse
from bot.dispatch import Speaker, private
from tests.bot.chat.post import until
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.story.stage import Stage

pytestmark = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)

ANN = Speaker("telegram", "7", "ann")
HOME = private("telegram", "7")


async def test_a_room_is_listened_to_from_the_moment_it_has_a_provider(url: str):
    async with Stage(url).open() as (app, console):
        rooms = Rooms(app.world)
        before = await rooms.listens("console:calls")
        await console.do(parse("pro #calls: /provider register"))
        await console.do(parse("pro [Go live]"))

        assert not before
        await until(lambda: rooms.listens("console:calls"), seconds=1.0)
        assert not await rooms.listens("console:talk")


async def asks_of(app: object) -> Asks:
    from bot.app import COMMANDS

    return Asks(app.world, app.dispatcher, COMMANDS)  # type: ignore[attr-defined]


async def test_a_missing_option_is_the_next_plain_line_also_after_a_restart(url: str):
    async with Stage(url).open() as (app, _):
        first = await asks_of(app)
        asked = await first.say(ANN, HOME, "/trade buy btc", "1", chat="7")
        waits = await first.waits("telegram", "7", "7")
        second = await asks_of(app)

        answer = await second.say(ANN, HOME, "$100", "2", chat="7")

    assert asked.reply.data["code"] == "missing_option"
    assert waits
    assert answer.command == "trade buy"
    assert "Buy BTC/USDT" in answer.reply.title


async def test_a_question_is_one_persons_and_one_chats(url: str):
    async with Stage(url).open() as (app, _):
        asks = await asks_of(app)
        await asks.say(ANN, HOME, "/trade buy btc", "1", chat="7")

        assert not await asks.waits("telegram", "8", "7")
        assert not await asks.waits("telegram", "7", "8")


async def test_a_command_a_tap_or_cancel_ends_a_question(url: str):
    async with Stage(url).open() as (app, _):
        asks = await asks_of(app)
        open_after = []
        for ends in ("/help", "/cancel", "/cancel@bellwether_bot"):
            await asks.say(ANN, HOME, "/trade buy btc", f"ask {ends}", chat="7")
            await asks.say(ANN, HOME, ends, f"end {ends}", chat="7")
            open_after.append(await asks.waits("telegram", "7", "7"))
        nothing = await asks.say(ANN, HOME, "/cancel", "5", chat="7")

    assert open_after == [False, False, False]
    assert nothing.reply.title == "Nothing was open here."


async def test_a_question_lapses(url: str):
    async with Stage(url).open() as (app, console):
        asks = await asks_of(app)
        await asks.say(ANN, HOME, "/trade buy btc", "1", chat="7")
        await console.do(parse(f"clock: +{(OPEN_FOR + timedelta(seconds=1)).seconds}s"))

        assert not await asks.waits("telegram", "7", "7")


async def test_what_could_not_reach_somebody_is_said_with_their_next_answer(url: str):
    async with Stage(url).open() as (app, _):
        from bot.app import COMMANDS

        counts = [3, 0]

        async def missed(person: str) -> int:
            return counts.pop(0)

        asks = Asks(app.world, app.dispatcher, COMMANDS, missed)
        await app.dispatcher.meet(ANN)
        first = await asks.say(ANN, HOME, "/help", "1", chat="7")
        second = await asks.say(ANN, HOME, "/help", "2", chat="7")

    assert "3 messages could not reach you" in first.reply.blocks[-1].text  # type: ignore[union-attr]
    assert first.reply.blocks[:-1] == second.reply.blocks
