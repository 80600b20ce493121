"""What can go wrong between a bot and Discord, made to happen, and what the client library does about it."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.platforms.discord import Discord
from tests.platforms.discord.conftest import Bot
from tests.platforms.discord.faults import Limits

MESSAGES = "/channels/{channel_id}/messages"


def listens(bot: Bot) -> list[str]:
    """What the bot hears, as it comes."""
    heard: list[str] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    return heard


async def owners(bot: Bot) -> discord.DMChannel:
    return await (await bot.fetch_user(int(bot.platform.owner.id))).create_dm()


@pytest.mark.parametrize("way", ["close", "cut", "op 7"])
async def test_what_was_missed_comes_with_the_resume(platform: Discord, bot: Bot, way: str):
    heard = listens(bot)
    calls = platform.channel("calls")
    ann = platform.person("ann")
    await bot.begin()
    await ann.says(calls, "before")
    await platform.until(lambda: heard == ["before"])

    match way:
        case "close":
            await platform.gateway.close(4000)
        case "cut":
            platform.gateway.cut()
        case "op 7":
            platform.gateway.ask_to_reconnect()
    await ann.says(calls, "missed")
    await platform.until(lambda: heard == ["before", "missed"])

    assert platform.gateway.resumes == 1
    assert platform.gateway.identifies == 1


async def test_a_refused_first_connect_ends_the_library_with_a_fault_of_its_own(platform: Discord, bot: Bot):
    platform.gateway.refusing = 1

    await bot.login(platform.token)
    with pytest.raises(AttributeError, match="sequence"):
        await bot.connect()

    again = Bot(platform)
    await again.begin()
    await again.end()


@pytest.mark.parametrize(("token", "intents", "error"), [("wrong", None, 4004), (None, 0, 4014)])
async def test_who_may_not_come_in_is_told_by_a_code(
    platform: Discord, bot: Bot, token: str | None, intents: int | None, error: int
):
    await bot.login(platform.token)
    platform.token = token or platform.token
    if intents is not None:
        platform.gateway.allowed = intents

    with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)) as refused:
        await bot.connect()

    code = refused.value.code if isinstance(refused.value, discord.ConnectionClosed) else 4014
    assert code == error


async def test_a_wrong_token_is_refused_at_login(platform: Discord, bot: Bot):
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")


async def test_events_can_come_twice(platform: Discord, bot: Bot):
    heard = listens(bot)
    platform.gateway.twice["MESSAGE_CREATE"] = 1
    await bot.begin()

    for text in ("one", "two"):
        await platform.person("ann").says(platform.channel("calls"), text)
    await platform.until(lambda: len(heard) == 3)

    assert sorted(heard) == ["one", "one", "two"]


async def test_a_bot_that_says_too_much_on_the_gateway_is_hung_up_on(platform: Discord, bot: Bot):
    platform.gateway.says_most = 5
    await bot.begin()

    for _ in range(5):
        await bot.change_presence(activity=discord.Game("too busy"))
    await platform.until(lambda: platform.gateway.resumes == 1)

    assert platform.gateway.hung_up == [4008]


async def test_heartbeats_are_counted(platform: Discord, bot: Bot):
    platform.gateway.heartbeat_milliseconds = 20
    await bot.begin()

    await platform.until(lambda: len(platform.gateway.heartbeats) > 3)

    assert platform.gateway.longest_silence < 10.0


async def test_a_limit_is_waited_for(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.limits_once(0.01, "POST", MESSAGES, times=2)

    await room.send("in the end")

    assert [one.status for one in platform.asked("POST", MESSAGES)] == [429, 429, 200]
    assert len(platform.owner.sees()) == 1


async def test_a_limit_without_via_is_taken_for_a_ban(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.limits_once(0.01, "POST", MESSAGES, via=False)

    with pytest.raises(discord.HTTPException) as refused:
        await room.send("never")

    assert refused.value.status == 429
    assert len(platform.asked("POST", MESSAGES)) == 1


async def test_a_bad_gateway_is_tried_again_and_the_nonce_keeps_it_single(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.fails(502, "POST", MESSAGES)

    await room.send("once")

    first, second = platform.asked("POST", MESSAGES)
    assert (first.status, second.status) == (502, 200)
    assert first.fields["nonce"] == second.fields["nonce"]
    assert [one.text for one in platform.owner.sees()] == ["once"]


async def test_a_lost_answer_is_asked_for_again_with_the_same_nonce(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.loses_answers("POST", MESSAGES)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await room.send("once", nonce="row-7")
    again = await room.send("once", nonce="row-7")

    (shown,) = platform.owner.sees()
    assert shown.id == str(again.id)
    assert [one.lost for one in platform.asked("POST", MESSAGES)] == [True, False]


async def test_a_cut_request_does_nothing(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.cuts("POST", MESSAGES)

    with pytest.raises((aiohttp.ClientError, OSError)):
        await room.send("never")

    assert platform.owner.sees() == []


async def test_a_request_can_be_held_back(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    held = platform.holds("POST", MESSAGES)

    async with asyncio.TaskGroup() as group:
        group.create_task(room.send("later"))
        await platform.until(lambda: held.waiting == 1)
        assert platform.owner.sees() == []
        held.release()

    assert len(platform.owner.sees()) == 1


async def test_buckets_fill_and_empty(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.limits = Limits(room=(3, 0.1), everything=None)

    async with asyncio.TaskGroup() as group:
        for number in range(7):
            group.create_task(room.send(f"{number}"))

    answers = [one.status for one in platform.asked("POST", MESSAGES)]
    assert answers.count(200) == 7
    assert answers.count(429) == platform.limits.refused == platform.invalid_requests
    assert len(platform.owner.sees()) == 7


async def test_the_common_limit_is_for_everything(platform: Discord, bot: Bot):
    await bot.begin()
    room = await owners(bot)
    platform.limits = Limits(room=None, everything=(2, 0.2))

    for number in range(3):
        await room.send(f"{number}")

    refused = [one for one in platform.asked("POST", MESSAGES) if one.status == 429]
    assert [one.answer["global"] for one in refused] == [True]
