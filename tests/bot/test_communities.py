"""Roles of one server or group are none in another (AC-06); a server is set up, tested and undone (BX-19)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from bot.app import COMMANDS, App
from bot.buttons import Place as Button
from bot.clock import STORY_BEGINS
from bot.console.render import body
from bot.dispatch import Answer, Speaker, channel, private
from core.accounts.model import Person
from core.communities.model import Community, Membership
from core.context import Place
from core.kernel.access import Level
from core.kernel.errors import Refusal, Unavailable
from core.kernel.ids import derived
from core.notices.views import room_language
from core.orders.model import Trade
from core.ports.grounds import Room, Standing
from core.risk.views import bounds_of
from core.signals.channels import know_channel
from core.signals.intake import receive
from core.signals.model import Post, Provider, ProviderStatus, Signal, SignalUpdate
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

SIGNAL = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
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
    return await app.dispatcher.press(who, place, asks.card, Button(0), app.world.ids.new())


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


@pytest.mark.postgres_when_heavy(False)
async def test_limits_of_one_server_hold_in_that_one_alone(app: App):
    for place in (HERE, ALSO_HERE, THERE):
        await know_channel(app.world, "discord", place.id.partition(":")[2], place.name, place.community)
    await gives(app, OTTO, HERE, "/admin roles mira moderator")

    assert code(await says(app, MIRA, HERE, "/admin limits risk=0.5%")) == ""
    assert code(await says(app, MIRA, THERE, "/admin limits risk=0.1%")) == "no_right"
    assert code(await says(app, OTTO, ALONE, "/admin limits risk=0.1%")) == "not_in_server"

    theirs = {
        place.id: (await bounds_of(app.world.view, "pro", place.id)).server
        for place in (HERE, ALSO_HERE, THERE)
    }
    assert [None if one is None else one.risk_share for one in theirs.values()] == [
        Decimal("0.005"), Decimal("0.005"), None,
    ]  # fmt: skip


async def test_a_moderators_words_under_a_signal_count_in_their_server_alone(app: App):
    for provider, place in (("here", HERE), ("there", THERE)):
        await know_channel(app.world, "discord", place.id.partition(":")[2], place.name, place.community)
        await gives(app, OTTO, place, f"/provider register {provider}")
        await receive(app.world, a_post(place, "1", OTTO, SIGNAL))
    await gives(app, OTTO, HERE, "/admin roles mira moderator")

    for place in (HERE, THERE):
        await receive(app.world, a_post(place, "2", MIRA, "cancel this", reply_to="1"))

    updates = await app.world.view.all(SignalUpdate)
    signals = {one.id: one.channel for one in await app.world.view.all(Signal)}
    assert [signals[one.signal] for one in updates] == [HERE.id]


def a_post(place: Place, message: str, who: Speaker, text: str, *, reply_to: str | None = None) -> Post:
    return Post(
        platform="discord", channel=place.id.partition(":")[2], message=message, version=0, author=who.external,
        author_name=who.name, text=text, posted_at=STORY_BEGINS, reply_to=reply_to,
    )  # fmt: skip


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
    pressed = await app.dispatcher.press(PRO, HERE, asks.card, Button(0), app.world.ids.new())
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


# -- setting up


@dataclass
class FakeGrounds:
    """A platform that makes what it is asked for, until it is told to forbid something."""

    rooms: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    forbids: str = ""
    keeps: str = ""
    shown: Standing = field(default_factory=lambda: Standing(name="Desk", rooms=True, roles=True))

    async def standing(self, community: str) -> Standing:
        assert community == "50"
        return self.shown

    async def make_room(self, community: str, room: Room, name: str) -> str:
        if name == self.forbids:
            raise Refusal("no_ground", {"what": name})
        made = str(900 + len(self.rooms))
        self.rooms[made] = name
        return made

    async def make_role(self, community: str, name: str) -> str:
        made = str(700 + len(self.roles))
        self.roles[made] = name
        return made

    async def remove_room(self, community: str, made: str) -> None:
        if self.rooms[made] == self.keeps:
            raise Unavailable("busy")
        del self.rooms[made]

    async def remove_role(self, community: str, made: str) -> None:
        del self.roles[made]


@pytest.fixture
def grounds(app: App) -> FakeGrounds:
    made = FakeGrounds()
    app.world.grounds["discord"] = made
    return made


def words(answer: Answer) -> str:
    return f"{answer.reply.title} {' '.join(body(answer.reply).split())}"


async def community(app: App) -> Community:
    found = await app.world.view.get(Community, "discord:50")
    assert found is not None
    return found


async def test_a_server_is_set_up_as_it_was_shown_and_tested(app: App, grounds: FakeGrounds):
    asks = await says(app, OTTO, HERE, "/admin setup")
    assert grounds.rooms == {}
    assert "Set up Desk?" in words(asks)
    assert "Provider, Trader" in words(asks)

    done = await app.dispatcher.press(OTTO, HERE, asks.card, Button(0), "tap")
    await app.relay.quiet()

    assert sorted(grounds.rooms.values()) == ["desk", "results", "signals"]
    assert list(grounds.roles.values()) == ["Provider", "Trader"]
    assert "Made #signals, #results, #desk." in words(done)
    assert "Test passed: 6 of 6" in words(await says(app, OTTO, HERE, "/admin test"))
    assert (await community(app)).signals in {f"discord:{made}" for made in grounds.rooms}


async def test_a_second_tap_makes_nothing_more(app: App, grounds: FakeGrounds):
    asks = await says(app, OTTO, HERE, "/admin setup")
    for tap in ("one", "two"):
        await app.dispatcher.press(OTTO, HERE, asks.card, Button(0), tap)

    assert len(grounds.rooms) == 3


async def test_what_the_platform_forbids_in_the_midst_is_named_and_gone_on_with(
    app: App, grounds: FakeGrounds
):
    grounds.forbids = "desk"
    done = await gives(app, OTTO, HERE, "/admin setup")
    assert "Set up in part" in words(done)
    assert "#desk could not be made" in words(done)

    grounds.forbids = ""
    again = await gives(app, OTTO, HERE, "/admin setup")

    assert "Made #desk." in words(again)
    assert sorted(grounds.rooms.values()) == ["desk", "results", "signals"]
    assert len(grounds.roles) == 2


async def test_missing_rights_are_named_and_roles_can_be_done_without(app: App, grounds: FakeGrounds):
    grounds.shown = Standing(name="Desk", rooms=True, roles=False, missing=("Manage Roles",))
    asks = await says(app, OTTO, HERE, "/admin setup")
    assert "Missing right: Manage Roles (optional)." in words(asks)

    grounds.shown = Standing(name="Desk", rooms=False, roles=False, missing=("Manage Channels",))
    by_hand = await says(app, OTTO, HERE, "/admin setup")

    assert "Missing right: Manage Channels." in words(by_hand)
    assert "1 #signals providers write, all read" in words(by_hand)


async def test_on_telegram_people_make_them_themselves(app: App):
    owner = Speaker("telegram", "1", "otto", owner=True)
    by_hand = await says(app, owner, GROUP, "/admin setup")
    assert "Telegram lets nobody make channels for you." in words(by_hand)

    await says(app, owner, GROUP, "/admin channels signals this")

    found = await app.world.view.get(Community, "telegram:-700")
    assert found is not None
    assert found.signals == "telegram:-700"


async def test_undoing_takes_away_what_was_made_and_tries_again_what_stayed(app: App, grounds: FakeGrounds):
    await gives(app, OTTO, HERE, "/admin setup")
    grounds.keeps = "results"
    undone = await gives(app, OTTO, HERE, "/admin setup undo")
    assert "1 thing stays" in words(undone)
    assert list(grounds.rooms.values()) == ["results"]

    grounds.keeps = ""
    await gives(app, OTTO, HERE, "/admin setup undo")

    assert grounds.rooms == grounds.roles == {}
    assert (await community(app)).made == ()
    assert code(await says(app, OTTO, HERE, "/admin setup undo")) == "nothing_set_up"


async def test_it_is_asked_in_the_server_that_it_is_for_and_by_who_runs_the_place(
    app: App, grounds: FakeGrounds
):
    assert code(await says(app, OTTO, private("discord", "1"), "/admin setup")) == "not_in_server"
    await gives(app, OTTO, HERE, "/admin roles mira moderator")

    assert code(await says(app, MIRA, HERE, "/admin setup")) == "no_right"


async def test_public_cards_speak_the_language_of_their_community(app: App):
    await says(app, OTTO, HERE, "/admin channels signals this language es")

    assert await room_language(app.world.view, HERE.id) == "es"
    assert await room_language(app.world.view, THERE.id) == ""


async def test_a_test_touches_nobody_elses_account(app: App, grounds: FakeGrounds):
    before = {one.id for one in await app.world.view.all(Person)}
    await gives(app, OTTO, HERE, "/admin setup")
    await app.relay.quiet()

    trades = await app.world.view.all(Trade)
    assert len(trades) == 1
    assert trades[0].person not in before
    assert [one.status for one in await app.world.view.all(Provider)] == [ProviderStatus.REMOVED]
