"""A role that holds in one server holds there for commands, taps, forms and typing, and in no other (AC-06)."""

from __future__ import annotations

import pytest

from core.signals.model import Provider
from tests.bot.discord.desk import Desk
from tests.platforms.changes import PATIENCE
from tests.platforms.discord import Person
from tests.platforms.discord.model import Asks, Channel, Message
from tests.platforms.discord.people import Ask


async def met(at: Desk, name: str) -> Person:
    """Somebody whom the bot knows."""
    one = at.discord.person(name)
    await (await one.runs("/portfolio show")).shown()
    return one


async def gives(at: Desk, who: str, role: str, where: Channel) -> None:
    """The owner gives a role there."""
    asked = await (await at.discord.owner.runs("/admin roles", where, who=who, role=role)).shown()
    await at.discord.owner.presses(asked, "Confirm")
    await at.discord.until(lambda: "It holds in the server or group of" in asked.text and not asked.buttons)


@pytest.fixture
async def here(at_work: Desk) -> Channel:
    """A channel of the server that mira moderates; pro and she are known, and members of another server, too."""
    calls = at_work.discord.channel("calls")
    for name in ("pro", "mira"):
        await met(at_work, name)
    await gives(at_work, "mira", "moderator", calls)
    return calls


@pytest.fixture
def there(at_work: Desk) -> Channel:
    """A channel of another server."""
    state = at_work.discord.state
    other = state.new_guild("Other")
    for name in ("pro", "mira"):
        state.join(other, at_work.discord.person(name).user)
    return at_work.discord.channel("calls", other)


def labels(message: Message) -> list[str | None]:
    return [one.label for one in message.buttons]


async def sends_in(who: Person, command: str, fields: dict[str, str], where: Channel) -> Ask:
    """A form of a command that was opened by a client of yesterday, when it could be left out."""
    rows = [
        {"type": 18, "id": at, "component": {"type": 4, "id": at + 100, "custom_id": name, "value": value}}
        for at, (name, value) in enumerate(fields.items(), start=1)
    ]
    data = {"custom_id": f"bw:run:{command}", "components": rows}
    return await who._ask(Asks.MODAL, where, data, PATIENCE)


async def providers(at: Desk) -> list[tuple[str, str]]:
    return [(one.name, one.channel) for one in await at.app.world.view.all(Provider)]


async def test_a_moderator_of_one_server_may_there_and_not_in_another_nor_in_private(
    at_work: Desk, here: Channel, there: Channel
):
    mira = at_work.discord.person("mira")

    allowed = await (await mira.runs("/provider add", here, who="pro")).shown()
    elsewhere = await (await mira.runs("/provider add", there, who="pro")).shown()
    alone = await (await mira.runs("/provider add", who="pro")).shown()

    assert "Go live" in labels(allowed)
    assert allowed.only_for is mira.user
    assert "Not allowed" in elsewhere.text
    assert "Not allowed" in alone.text


async def test_a_tap_counts_the_role_of_the_server_that_it_is_made_in(
    at_work: Desk, here: Channel, there: Channel
):
    mira = at_work.discord.person("mira")
    asked = await (await mira.runs("/provider add", here, who="pro")).shown()
    button = next(one.id for one in asked.buttons if one.label == "Go live")
    assert button is not None
    theirs = await (await mira.runs("/portfolio show", there)).shown()

    refused = await (await mira.taps(theirs, button)).says("Not allowed")
    assert refused.only_for is mira.user
    assert await providers(at_work) == []

    await mira.presses(asked, "Go live")
    await at_work.discord.until(lambda: "Go live" not in labels(asked))

    assert asked.only_for is mira.user
    assert await providers(at_work) == [("pro", f"discord:{here.id}")]


async def test_what_was_asked_in_a_server_may_be_confirmed_in_private(at_work: Desk, here: Channel):
    """With the role of that server, as it is then."""
    mira = at_work.discord.person("mira")
    asked = await (await mira.runs("/provider add", here, who="pro")).shown()
    button = next(one.id for one in asked.buttons if one.label == "Go live")
    assert button is not None
    alone = await (await mira.runs("/portfolio show")).shown()

    await mira.taps(alone, button)
    await mira.reads("pro", channel=mira.room)

    assert await providers(at_work) == [("pro", f"discord:{here.id}")]


async def test_a_form_counts_the_role_of_the_server_that_it_is_sent_in(
    at_work: Desk, here: Channel, there: Channel
):
    mira = at_work.discord.person("mira")

    for where, said in ((there, "Not allowed"), (here, "pro")):
        shown = await (await sends_in(mira, "provider add", {"who": "pro"}, where)).says(said)
        assert shown.only_for is mira.user
        assert ("Go live" in labels(shown)) is (where is here)


async def test_a_role_that_was_taken_back_does_not_count_for_a_tap(at_work: Desk, here: Channel):
    mira = at_work.discord.person("mira")
    asked = await (await mira.runs("/provider add", here, who="pro")).shown()
    back = await (await at_work.discord.owner.runs("/admin roles", here, who="mira", role="trader")).shown()
    await at_work.discord.owner.presses(back, "Confirm")
    await at_work.discord.until(lambda: not back.buttons)

    ask = await mira.presses(asked, "Go live")

    assert "Not allowed" in (await ask.says("Not allowed")).text
    assert await providers(at_work) == []


async def test_what_began_at_a_card_for_one_person_stays_for_that_person(at_work: Desk, here: Channel):
    mira, pro = at_work.discord.person("mira"), at_work.discord.person("pro")
    asked = await (await mira.runs("/provider add", here, who="pro")).shown()
    await mira.presses(asked, "Go live")
    await at_work.discord.until(lambda: "Go live" not in labels(asked))
    listed = await (await pro.runs("/provider show", here, name="pro")).shown()
    assert listed.only_for is None

    ask = await mira.presses(listed, "All signals")
    signals = await ask.shown()
    before = signals.text
    verify = next(one.id for one in listed.buttons if one.label == "Verify")
    assert verify is not None
    await mira.taps(signals, verify)
    await at_work.discord.until(lambda: signals.text != before)

    assert signals.only_for is mira.user
    assert pro.sees(here) == [listed]
