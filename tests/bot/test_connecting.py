"""Connecting over time: sign-ins that come back and end (BR-08), and another secret key while all goes on (BR-16)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from adapters.vault import AesVault
from bot.app import App, SimulatedMoves
from bot.console.frontend import Console
from bot.console.render import body
from bot.console.script import parse
from bot.dispatch import Answer
from core.ports.vault import KeyFixed
from core.venues.credentials import Connection, Credential
from core.venues.keys import credentials_of, keys_in_use, tend_keys, vault_of
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.story.stage import Stage
from tests.vaults import MemoryKeys

pytestmark = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=["url"])
BACK = "https://bellwether.example/oauth/schwab/callback"


@dataclass
class Desk:
    """The console, on a clock that is put forward."""

    app: App
    console: Console
    stage: Stage

    async def do(self, *lines: str) -> list[tuple[str, Answer]]:
        for line in lines:
            await self.console.do(parse(line))
        return await self.console.flush()

    async def says(self, *lines: str) -> str:
        """The last thing that was told, whole."""
        told = await self.do(*lines)
        return f"{told[-1][1].reply.title}\n{body(told[-1][1].reply)}" if told else ""

    async def pass_by(self, **by: float) -> list[str]:
        """Time passes; the titles of what is told meanwhile."""
        await SimulatedMoves(self.app, self.stage.clock).clock(timedelta(**by))
        await self.app.relay.quiet()
        return [answer.reply.title for _, answer in await self.console.flush()]

    async def state(self, who: str = "ann") -> str:
        """Begins a sign-in; what comes back with whoever signs in."""
        card = await self.says(f"{who}: /me connect schwab")
        found = re.search(r"state=(\w+)", card)
        assert found is not None, card
        return found[1]


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    stage = Stage(url)
    async with stage.open() as (app, console):
        yield Desk(app, console, stage)
    assert stage.broken == []


# -- sign-ins


async def test_the_address_that_somebody_came_back_to_signs_them_in(desk: Desk):
    state = await desk.state()

    said = await desk.says(f"ann: {BACK}?code=good&state={state}")

    assert "LIVE ready" in said
    assert "sign in by" in said
    [connection] = await desk.app.world.view.all(Connection)
    kept = await credentials_of(desk.app.world.view, vault_of(desk.app.world), connection.account)
    assert kept == {"token": "good-token"}


@pytest.mark.parametrize("answer", ["?code=good", "?code=good&state=guessed", "", "nonsense"])
async def test_what_is_no_way_back_of_ones_own_is_refused(desk: Desk, answer: str):
    await desk.state()

    assert "not the way back from your own sign-in" in await desk.says(f"ann: {BACK}{answer}")
    assert await desk.app.world.view.all(Connection) == []


async def test_somebody_elses_way_back_hangs_on_nobody(desk: Desk):
    theirs = await desk.state("bob")
    await desk.state("ann")

    assert "not the way back" in await desk.says(f"ann: {BACK}?code=good&state={theirs}")
    assert await desk.app.world.view.all(Connection) == []


async def test_a_sign_in_is_announced_before_it_ends_and_each_time_once(desk: Desk):
    await desk.says(f"ann: {BACK}?code=good&state={await desk.state()}")

    assert await desk.pass_by(days=4, hours=23) == []
    [two_days] = await desk.pass_by(hours=2)
    assert two_days.startswith("Schwab needs you to sign in again by")
    assert await desk.pass_by(hours=30) == []
    [half_a_day] = await desk.pass_by(hours=8)
    assert half_a_day.startswith("Schwab needs you to sign in again by")
    [over] = await desk.pass_by(hours=12)
    assert over == "Schwab let your sign-in end"
    assert await desk.pass_by(days=8) == []


async def test_whoever_signed_in_again_hears_nothing_until_the_next_end(desk: Desk):
    await desk.says(f"ann: {BACK}?code=good&state={await desk.state()}")
    await desk.pass_by(days=5, hours=1)

    card = await desk.says("ann: /me reconnect")
    found = re.search(r"state=(\w+)", card)
    assert found is not None
    await desk.says(f"ann: {BACK}?code=again&state={found[1]}")

    assert await desk.pass_by(days=2) == []
    assert len(await desk.pass_by(days=3, hours=1)) == 1


async def test_one_that_was_given_up_is_announced_no_more(desk: Desk):
    await desk.says(f"ann: {BACK}?code=good&state={await desk.state()}")
    await desk.says("ann: /me disconnect schwab", "ann [Wipe them]")

    assert await desk.pass_by(days=9) == []
    assert await desk.app.world.view.all(Credential) == []


# -- entering


async def test_on_a_terminal_what_is_secret_is_hidden_and_may_be_left(desk: Desk):
    assert desk.console.hides == ""
    await desk.do("owner: /me connect kraken")
    assert desk.console.hides == "key"
    await desk.do("owner: good-4F2Q")
    assert desk.console.hides == "secret"

    desk.console.leave_entry()

    assert desk.console.hides == ""
    assert "I see no trade" in await desk.says("owner: hush")
    await desk.do("ann: /me connect kraken")
    assert desk.console.hides == "", "somebody else's"


async def test_keys_are_not_tried_one_after_the_other(desk: Desk):
    for number in range(20):
        await desk.do("ann: /me connect kraken", f"ann: dead-{number}", "ann: hush")

    assert len(desk.stage.venues.asked) == 20
    assert "the most I take" in await desk.says("ann: /me connect kraken")
    await desk.do("ann: dead-20", "ann: hush")
    assert len(desk.stage.venues.asked) == 20


async def test_a_key_is_no_name_of_an_account(desk: Desk):
    key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"

    assert "no business in a command" in await desk.says(f"ann: /me connect kraken as {key}")


# -- another secret key


async def connected(desk: Desk) -> None:
    await desk.do("owner: /me mode")
    for who in ("ann", "bob"):
        await desk.do(f"{who}: /me connect kraken", f"{who}: good-{who}", f"{who}: hush")


async def all_open(desk: Desk) -> bool:
    world = desk.app.world
    found = await world.view.all(Connection)
    kept = [await credentials_of(world.view, vault_of(world), one.account) for one in found]
    return sorted(one["key"] for one in kept) == ["good-ann", "good-bob"]


async def test_the_owner_changes_the_key_while_everything_goes_on(desk: Desk):
    await connected(desk)
    vault = desk.stage.vault
    old = vault.newest

    asked = await desk.says("owner: /admin rotate")
    done = await desk.says("owner [Confirm]")

    assert f"{old}" in asked
    assert "4 sealed values" in asked
    assert "4 values are sealed anew" in done
    assert {row.word for row in await keys_in_use(desk.app.world.view)} == {vault.newest} != {old}
    assert await all_open(desk)
    assert "Done already" in await desk.says("owner [Confirm]")
    assert len(vault.names) == 2
    await tend_keys(desk.app.world)
    assert old not in vault.names
    assert await all_open(desk)


async def test_nobody_else_may(desk: Desk):
    await connected(desk)

    assert "owner" in await desk.says("ann: /admin rotate")
    assert len(desk.stage.vault.names) == 1


async def test_a_change_that_was_cut_off_is_finished_with_the_same_key(desk: Desk):
    await connected(desk)
    desk.stage.vault.renew()
    new = desk.stage.vault.newest

    asked = await desk.says("owner: /admin rotate")
    await desk.says("owner [Confirm]")

    assert "not finished" in asked
    assert desk.stage.vault.newest == new
    assert {row.word for row in await keys_in_use(desk.app.world.view)} == {new}


class Mounted(MemoryKeys):
    """A key file that is not ours to write."""

    def add(self, key: bytes) -> None:
        raise KeyFixed("/run/secrets/key cannot be written to: Read-only file system")


async def test_a_file_that_cannot_be_written_is_said_with_what_to_do(url: str):
    stage = Stage(url, vault=AesVault(Mounted()))
    async with stage.open() as (app, console):
        desk = Desk(app, console, stage)
        await connected(desk)

        await desk.says("owner: /admin rotate")
        said = await desk.says("owner [Confirm]")

        assert "/run/secrets/key cannot be written to" in said
        assert "Put a new line" in said
        assert await all_open(desk)


async def test_keys_that_are_lost_are_told_to_the_owners_once(desk: Desk, capsys: pytest.CaptureFixture[str]):
    from bot.keys import say_lost_keys

    await connected(desk)
    vault = desk.stage.vault
    assert isinstance(vault._keys, MemoryKeys)
    old = vault.newest
    vault._keys.keys = [b"x" * 32]

    await say_lost_keys(desk.app.world)
    await say_lost_keys(desk.app.world)
    await desk.app.relay.quiet()
    told = await desk.console.flush()

    assert capsys.readouterr().err.count(old) == 2, "each start says it"
    [(to, card)] = told
    assert to == "owner"
    assert old in body(card.reply)
