"""Getting in, and what is said when that fails."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.chat.wire import Later, TokenRefused
from bot.discord.endpoints import api_base
from tests.bot.discord.desk import Desk, desk
from tests.platforms.discord import Discord
from tests.platforms.discord.model import May

CONTENT = 1 << 15


@pytest.mark.parametrize(
    ("url", "base"),
    [
        (None, "https://discord.com/api/v10"),
        ("http://localhost:1", "http://localhost:1/api/v10"),
        ("http://localhost:1/api", "http://localhost:1/api/v10"),
        ("http://localhost:1/api/v10", "http://localhost:1/api/v10"),
        ("http://localhost:1/api/v9/", "http://localhost:1/api/v9"),
    ],
)
def test_the_base_is_made_whole(url: str | None, base: str):
    assert api_base(url) == base


async def test_it_says_who_it_is_where_it_is_and_how_it_is_invited(at_work: Desk):
    health = at_work.front.health

    assert health.ready
    assert (health.name, health.said) == ("bellwether#0001", "1 server")
    assert f"client_id={at_work.discord.state.bot.id}" in health.invite
    assert "permissions=" in health.invite
    assert not May.ADMINISTRATOR & int(health.invite.partition("permissions=")[2].partition("&")[0])


async def test_commands_are_posted_once_for_each_session(at_work: Desk):
    names = [one["name"] for one in at_work.discord.state.commands[None]]

    assert {"trade", "portfolio", "help", "Read as signal"} <= set(names)
    assert len(at_work.discord.asked("PUT")) == 1


async def test_a_bad_token_says_what_to_mend(discord: Discord, folder: Path):
    async with desk(discord, folder, discord_token="wrong") as one:
        with pytest.raises(TokenRefused) as raised:
            await one.front.run()

        assert "BELLWETHER_DISCORD_TOKEN" in str(raised.value)
        assert "https://discord.com/developers/applications" in str(raised.value)
        assert one.front.health.said == str(raised.value)
        assert not one.front.health.ready


async def test_a_token_that_is_taken_back_says_so_too(discord: Discord, folder: Path):
    async with desk(discord, folder) as one:
        await one.begin()
        await discord.gateway.close(4004)

        assert one.listening is not None
        with pytest.raises(TokenRefused):
            await one.listening
        one.listening = None


async def test_a_first_connection_that_breaks_ends_the_run_and_the_next_one_works(
    discord: Discord, folder: Path
):
    discord.gateway.refusing = 1_000
    async with desk(discord, folder) as one:
        with pytest.raises(Exception) as raised:  # noqa: PT011 - which one is the library's affair
            await asyncio.wait_for(one.front.run(), 10)
        discord.gateway.refusing = 0
        await one.begin()

        assert not isinstance(raised.value, TokenRefused)
        assert one.front.health.ready


async def test_the_wire_waits_until_there_is_a_connection(discord: Discord, folder: Path):
    async with desk(discord, folder) as one:
        with pytest.raises(Later):
            await one.front.wire.private_chat("1")


async def test_without_message_content_it_goes_on_and_says_so_once(discord: Discord, folder: Path):
    discord.gateway.allowed &= ~CONTENT
    async with desk(discord, folder) as one:
        await one.begin()
        told = await discord.owner.next_message("I cannot read what is posted")
        ann = discord.person("ann")
        shown = await (await ann.runs("/portfolio show")).shown()
        await one.end()
        await one.begin()
        await one.rest()

        assert "Message Content Intent" in told.text
        assert "Message Content Intent" in one.front.health.said
        assert "PAPER" in shown.text
        again = [one for one in discord.owner.sees() if "I cannot read what is posted" in one.text]
        assert len(again) == 1


async def test_who_lets_it_in_hears_of_it_once_and_without_a_ring(at_work: Desk):
    mira = at_work.discord.person("mira", member=False)
    at_work.discord.state.new_guild("Second", mira.user)

    card = await mira.next_message("I am in Second now")
    await at_work.end()
    await at_work.begin()
    await at_work.rest()

    assert card.flags & 4096
    assert len(mira.sees()) == 1


async def test_a_team_runs_what_it_owns(discord: Discord, folder: Path):
    ann, bob = discord.person("ann"), discord.person("bob")
    discord.state.team = [ann.user]
    async with desk(discord, folder) as one:
        await one.begin()

        assert "Well" in (await (await ann.runs("/admin health")).shown()).text
        assert "Well" not in (await (await bob.runs("/admin health")).shown()).text


async def test_whom_the_settings_name_is_the_only_owner(discord: Discord, folder: Path):
    ann = discord.person("ann")
    async with desk(discord, folder, owner=f"discord:{ann.id}") as one:
        await one.begin()

        assert "Well" in (await (await ann.runs("/admin health")).shown()).text
        assert "Well" not in (await (await discord.owner.runs("/admin health")).shown()).text
