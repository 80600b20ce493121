"""What is built in a server has the rights that it needs, and goes again: on the local Discord (BX-19)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.discord.grounds import DiscordGrounds
from bot.discord.rest import Rest
from core.kernel.errors import Refusal, Unavailable
from core.ports.grounds import Room
from tests.platforms.discord import Discord
from tests.platforms.discord.model import May


@pytest.fixture
async def server() -> AsyncIterator[Discord]:
    async with Discord() as one:
        one.state.new_guild("Elsewhere")
        yield one


@pytest.fixture
async def grounds(server: Discord) -> AsyncIterator[DiscordGrounds]:
    rest = Rest(f"http://127.0.0.1:{server.port}/api/v10", server.token, "Bellwether tests")
    rest.open()
    yield DiscordGrounds(rest)
    await rest.close()


def let(server: Discord, rights: May) -> None:
    """The bot has these rights, too."""
    for role in server.guild.roles.values():
        if role.name == "bot":
            role.permissions |= rights


BUILDER = May.MANAGE_CHANNELS | May.MANAGE_ROLES


async def test_what_may_be_made_is_known_before_it_is_shown(server: Discord, grounds: DiscordGrounds):
    before = await grounds.standing(server.guild.id)
    let(server, May.MANAGE_CHANNELS)
    some = await grounds.standing(server.guild.id)
    let(server, BUILDER)
    all_of_it = await grounds.standing(server.guild.id)

    assert (before.name, before.rooms, before.roles) == ("Desk", False, False)
    assert before.missing == ("Manage Channels", "Manage Roles")
    assert (some.rooms, some.roles, some.missing) == (True, False, ("Manage Roles",))
    assert (all_of_it.rooms, all_of_it.roles, all_of_it.missing) == (True, True, ())


async def test_each_channel_lets_those_write_who_should(server: Discord, grounds: DiscordGrounds):
    let(server, BUILDER)
    guild, state = server.guild, server.state
    role = await grounds.make_role(guild.id, "Provider")
    reader, writer = state.new_user("ann"), state.new_user("pro")
    state.join(guild, reader)
    state.join(guild, writer, [role])

    made = {room: await grounds.make_room(guild.id, room, room.value) for room in Room}

    may = {
        room: tuple(
            bool(state.may(who, guild.channels[made[room]]) & May.SEND_MESSAGES)
            for who in (reader, writer, state.bot)
        )
        for room in Room
    }
    assert may == {
        Room.SIGNALS: (False, True, True),
        Room.RESULTS: (False, False, True),
        Room.DESK: (True, True, True),
    }
    assert [guild.channels[one].name for one in made.values()] == ["signals", "results", "desk"]


async def test_without_the_providers_role_everybody_may_write_signals(
    server: Discord, grounds: DiscordGrounds
):
    let(server, May.MANAGE_CHANNELS)

    made = await grounds.make_room(server.guild.id, Room.SIGNALS, "signals")

    assert server.guild.channels[made].overwrites == {}


async def test_what_is_forbidden_is_refused_by_its_name(server: Discord, grounds: DiscordGrounds):
    with pytest.raises(Refusal) as refused:
        await grounds.make_room(server.guild.id, Room.DESK, "desk")
    assert refused.value.facts == {"what": "#desk"}
    with pytest.raises(Refusal):
        await grounds.make_role(server.guild.id, "Provider")
    with pytest.raises(Refusal):
        await grounds.standing("12345")


async def test_what_was_made_goes_again_and_what_is_gone_is_fine(server: Discord, grounds: DiscordGrounds):
    let(server, BUILDER)
    room = await grounds.make_room(server.guild.id, Room.DESK, "desk")
    role = await grounds.make_role(server.guild.id, "Trader")

    for _ in range(2):
        await grounds.remove_room(server.guild.id, room)
        await grounds.remove_role(server.guild.id, role)

    assert room not in server.guild.channels
    assert role not in server.guild.roles


async def test_a_platform_that_is_away_is_unavailable(server: Discord, grounds: DiscordGrounds):
    await server.stop()

    with pytest.raises(Unavailable):
        await grounds.standing(server.guild.id)
