"""A role of one server or group is none in another, and none in private (AC-06)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.app import COMMANDS, App
from bot.dispatch import Answer, Speaker, channel, private
from core.accounts.model import Person
from core.communities.model import Membership
from core.context import Place
from core.kernel.access import Level
from core.kernel.ids import derived
from core.signals.model import Provider
from tests.story.stage import Stage

OTTO = Speaker("discord", "1", "otto", owner=True)
MIRA, ANN, PRO = (Speaker("discord", str(2 + at), name) for at, name in enumerate(("mira", "ann", "pro")))
HERE = channel("discord", "500", name="calls", community="50")
ALSO_HERE = channel("discord", "501", name="more", community="50")
THERE = channel("discord", "600", name="calls", community="60")
GROUP, OTHER_GROUP = channel("telegram", "-700"), channel("telegram", "-800")
ALONE = private("discord", "2")


@pytest.fixture
async def app(url: str) -> AsyncIterator[App]:
    async with Stage(url).open() as (app, _):
        for who in (OTTO, MIRA, ANN, PRO):
            await app.dispatcher.meet(who)
        yield app


async def says(app: App, who: Speaker, place: Place, text: str) -> Answer:
    return await app.dispatcher.say(who, place, text, app.world.ids.new())


async def gives(app: App, who: Speaker, place: Place, text: str) -> Answer:
    asks = await says(app, who, place, text)
    assert asks.reply.buttons, asks
    return await app.dispatcher.press(who, place, asks.card, 0, app.world.ids.new())


def code(answer: Answer) -> str:
    return str(answer.reply.data.get("code", "")) if answer.kind == "refusal" else ""


async def roles(app: App) -> list[tuple[str, str, Level]]:
    return [(one.community, one.person, one.level) for one in await app.world.view.all(Membership)]


async def test_a_moderator_of_one_server_is_none_in_another_nor_in_private(app: App):
    given = await gives(app, OTTO, HERE, "/admin roles mira moderator")
    assert "It holds in the server or group of calls only." in str(given.reply.blocks)

    assert code(await says(app, MIRA, HERE, "/provider add pro")) == ""
    assert code(await says(app, MIRA, ALSO_HERE, "/provider add pro")) == ""
    assert code(await says(app, MIRA, THERE, "/provider add pro")) == "no_right"
    assert code(await says(app, MIRA, ALONE, "/provider add pro")) == "no_right"
    person = await app.world.view.get(Person, derived("person", "discord", "2"))
    assert person is not None
    assert person.level is Level.TRADER


async def test_what_reaches_further_than_one_server_is_not_open_to_its_moderators(app: App):
    await gives(app, OTTO, HERE, "/admin roles mira moderator")
    everywhere = [
        path for path, one in COMMANDS.commands.items() if one.level >= Level.MODERATOR and not one.local
    ]
    assert {"admin kill", "admin audit", "admin members", "admin roles"} <= set(everywhere)

    for path in everywhere:
        assert code(await says(app, MIRA, HERE, f"/{path}")) == "no_right", path


async def test_only_providers_post_signals_and_only_where_they_are(app: App):
    assert code(await says(app, PRO, HERE, "/provider register")) == "no_right"
    await gives(app, OTTO, HERE, "/admin roles pro provider")

    assert code(await says(app, PRO, THERE, "/provider register")) == "no_right"
    assert code(await gives(app, PRO, HERE, "/provider register")) == ""
    assert [one.channel for one in await app.world.view.all(Provider)] == ["discord:500"]


async def test_the_owner_may_register_anywhere(app: App):
    assert code(await says(app, OTTO, THERE, "/provider register")) == ""


async def test_a_role_that_is_taken_back_is_gone_also_from_cards_that_are_open(app: App):
    await gives(app, OTTO, HERE, "/admin roles pro provider")
    asks = await says(app, PRO, HERE, "/provider register")
    await gives(app, OTTO, HERE, "/admin roles pro trader")
    assert await roles(app) == []

    assert code(await says(app, PRO, HERE, "/provider register")) == "no_right"
    pressed = await app.dispatcher.press(PRO, HERE, asks.card, 0, app.world.ids.new())
    assert code(pressed) == "no_right"
    assert await app.world.view.all(Provider) == []


async def test_a_telegram_group_is_a_community_by_itself(app: App):
    owner, ann = Speaker("telegram", "1", "otto", owner=True), Speaker("telegram", "4", "ann")
    await app.dispatcher.meet(ann)
    await gives(app, owner, GROUP, "/admin roles ann provider")

    assert [place for place, *_ in await roles(app)] == ["telegram:-700"]
    assert code(await says(app, ann, OTHER_GROUP, "/provider register")) == "no_right"
    assert code(await says(app, ann, GROUP, "/provider register")) == ""


async def test_roles_that_are_no_communitys_hold_everywhere_wherever_they_are_given(app: App):
    await gives(app, OTTO, HERE, "/admin roles ann admin")

    assert await roles(app) == []
    assert code(await says(app, ANN, THERE, "/admin roles pro provider")) == ""
    assert code(await says(app, ANN, private("discord", "3"), "/admin dead")) == ""


async def test_a_role_given_in_private_holds_everywhere(app: App):
    await gives(app, OTTO, private("discord", "1"), "/admin roles mira moderator")

    assert await roles(app) == []
    assert code(await says(app, MIRA, THERE, "/provider add pro")) == ""
