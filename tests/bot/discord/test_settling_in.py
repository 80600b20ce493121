"""A server is set up by the owner's taps, and roles given in it hold there only (BX-19, AC-06). Over sockets."""

from __future__ import annotations

from core.communities.model import Community, Membership
from tests.bot.discord.desk import Desk
from tests.platforms.discord.model import May


async def test_the_owner_sets_a_server_up_and_a_test_signal_goes_through(at_work: Desk):
    discord = at_work.discord
    hall, owner = discord.channel("hall"), discord.owner
    for role in discord.guild.roles.values():
        if role.name == "bot":
            role.permissions |= May.MANAGE_CHANNELS | May.MANAGE_ROLES

    preview = await (await owner.runs("/admin setup", hall)).shown()
    assert "I will create, and nothing else" in preview.text
    await owner.presses(preview, "Create 3 channels")
    await discord.until(lambda: "Made #signals, #results, #desk." in preview.text)
    await at_work.rest()

    names = {one.name for one in discord.guild.channels.values()}
    assert names >= {"signals", "results", "desk"}
    [community] = await at_work.app.world.view.all(Community)
    assert community.id == f"discord:{discord.guild.id}"


async def test_a_role_that_is_given_in_a_server_is_that_servers(at_work: Desk):
    discord = at_work.discord
    hall, owner, ann = discord.channel("hall"), discord.owner, discord.person("ann")
    await (await ann.runs("/me show", hall)).shown()

    asks = await (await owner.runs("/admin roles", hall, who=f"<@{ann.id}>", role="provider")).shown()
    await owner.presses(asks, "Confirm")
    await discord.until(lambda: "is provider now" in asks.text)

    [given] = await at_work.app.world.view.all(Membership)
    assert given.community == f"discord:{discord.guild.id}"
