"""Who runs an installation that no setting names an owner of (AC-06)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.dispatch import Answer, Speaker, private
from bot.ownership import owner_line
from bot.settings import OwnerId, load
from core.accounts.model import Identity, Person
from core.accounts.ownership import OFFERED, offer_ownership
from core.bookkeeping import Setting
from core.kernel.access import Level
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

ANN, BOB = Speaker("telegram", "1", "ann"), Speaker("telegram", "2", "bob")
KEY = b"k" * 32


@pytest.fixture
async def app(url: str) -> AsyncIterator[App]:
    async with Stage(url).open() as (app, _):
        yield app


async def says(app: App, who: Speaker, text: str) -> Answer:
    return await app.dispatcher.say(who, private("telegram", who.external), text, app.world.ids.new())


async def level(app: App, who: Speaker) -> Level:
    identity = await app.world.view.get(Identity, who.platform, who.external)
    assert identity is not None
    person = await app.world.view.get(Person, identity.person)
    assert person is not None
    return person.level


async def test_whoever_sends_the_code_first_is_the_owner(app: App):
    made = await offer_ownership(app.world, KEY)
    assert made is not None

    answer = await says(app, ANN, f"/start {made}")
    second = await says(app, BOB, f"/start {made}")

    assert answer.reply.title == "You are the owner now"
    assert await level(app, ANN) is Level.OWNER
    assert second.reply.data["code"] == "no_owner_code"
    assert await level(app, BOB) is Level.TRADER
    assert (await says(app, ANN, "/admin members")).kind == "reply"


async def test_the_code_is_the_same_until_it_is_used_and_none_after(app: App):
    first = await offer_ownership(app.world, KEY)
    assert first is not None
    assert await offer_ownership(app.world, KEY) == first
    assert await offer_ownership(app.world, b"x" * 32) != first

    await offer_ownership(app.world, KEY)
    await says(app, ANN, f"/start {first}")

    assert await offer_ownership(app.world, KEY) is None
    assert (await says(app, BOB, f"/start {first}")).reply.data["code"] == "no_owner_code"


async def test_only_a_digest_is_kept(app: App):
    made = await offer_ownership(app.world, KEY)
    kept = await app.world.view.get(Setting, OFFERED)

    assert made is not None
    assert kept is not None
    assert made.replace("-", "").lower() not in kept.value


@pytest.mark.postgres_when_heavy(False)
async def test_guessing_ends_after_five_tries_even_with_the_right_one(app: App):
    made = await offer_ownership(app.world, KEY)
    for _ in range(5):
        assert (await says(app, BOB, "/start K7QM-2XTD-9F4A-PPQ3")).reply.data["code"] == "no_owner_code"

    assert (await says(app, BOB, f"/start {made}")).reply.data["code"] == "too_many_tries"
    assert (await says(app, ANN, f"/start {made}")).kind == "reply"


async def test_a_printed_code_ends_when_a_setting_names_the_owner(app: App, tmp_path: Path):
    (tmp_path / "secret.key").write_text("ab" * 32)
    (tmp_path / "secret.key").chmod(0o600)
    alone = load({"BELLWETHER_DATA_DIR": str(tmp_path), "BELLWETHER_TELEGRAM_TOKEN": "1:t"}, tmp_path)
    line = await owner_line(app.world, alone)
    assert line is not None
    made = line.rpartition(" ")[2]

    named = alone.model_copy(update={"owner": (OwnerId("telegram", "9"),)})
    assert await owner_line(app.world, named) is None

    assert (await says(app, ANN, f"/start {made}")).reply.data["code"] == "no_owner_code"


async def test_without_a_telegram_token_no_code_is_made(app: App, tmp_path: Path):
    (tmp_path / "secret.key").write_text("ab" * 32)
    (tmp_path / "secret.key").chmod(0o600)

    assert await owner_line(app.world, load({"BELLWETHER_DATA_DIR": str(tmp_path)}, tmp_path)) is None
    assert await app.world.view.get(Setting, OFFERED) is None
