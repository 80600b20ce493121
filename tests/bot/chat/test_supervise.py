"""Front-ends are kept at work: run again when they break, not when their token is refused; health says how they are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import asynccontextmanager

import pytest

from bot.chat.supervise import Supervisor, line_of
from bot.chat.wire import Frontend, Health, TokenRefused
from core.accounts.model import Person
from core.context import World
from core.kernel.access import Level
from core.notices.model import Notice
from core.operations.frontends import front_parts
from storage.database import Database
from tests.bot.chat.fake import FakeWire, Platform
from tests.bot.chat.post import until, world_on
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.worlds import rows

on_a_database = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=True)


class Scripted:
    """A front-end that ends as told, run by run, and then stays."""

    def __init__(self, name: str, *ends: BaseException | None) -> None:
        self.wire = FakeWire(Platform(name))
        self.ends = list(ends)
        self.runs = 0
        self.ready = False

    @property
    def health(self) -> Health:
        name = self.wire.platform
        return Health(
            platform=name, ready=self.ready, name=f"{name} bot", said="3 servers" if self.ready else "",
            invite="https://invite.example" if self.ready else "",
        )  # fmt: skip

    async def run(self) -> None:
        self.runs += 1
        if self.ends:
            end = self.ends.pop(0)
            if end is not None:
                raise end
            return
        self.ready = True
        try:
            await asyncio.Event().wait()
        finally:
            self.ready = False


async def an_owner(world: World) -> None:
    async with world.store.unit() as unit:
        owner = Person(id="otto", name="otto", level=Level.OWNER, created_at=world.clock.now())
        await unit.add([owner])


@asynccontextmanager
async def supervised(world: World, fronts: Sequence[Frontend], told_after: float = 60.0):
    seen: list[str] = []
    supervisor = Supervisor(
        world, fronts, lambda where, what, error: seen.append(f"{where} {what}: {error}"),
        pauses=(0.0, 0.0), told_after=told_after,
    )  # fmt: skip
    task = asyncio.get_running_loop().create_task(supervisor.run())
    try:
        yield supervisor, seen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@on_a_database
async def test_a_front_end_that_breaks_or_ends_is_run_again_and_the_others_do_not_notice(database: Database):
    world = world_on(database)
    await an_owner(world)
    broken, well = Scripted("discord", OSError("no route"), None), Scripted("telegram")

    async with supervised(world, [broken, well]) as (_, seen):
        await until(lambda: broken.ready and well.ready)

    assert (broken.runs, well.runs) == (3, 1)
    assert seen == ["discord front-end: no route", "discord front-end: it ended by itself"]


@on_a_database
async def test_a_refused_token_is_said_and_not_tried_again(database: Database):
    world = world_on(database)
    await an_owner(world)
    refused, well = Scripted("discord", TokenRefused("Get a new one at the portal.")), Scripted("telegram")

    async with supervised(world, [refused, well]) as (supervisor, _):
        lines = await supervisor.greet(5.0)

        async def told() -> bool:
            return "FrontTold" in str([one.subject for one in await rows(world, Notice)])

        await until(told)
        parts = {part.name: (part.state, part.detail) for part in await front_parts(world)}

    assert refused.runs == 1
    assert lines == [
        "Discord   not ready: Get a new one at the portal.",
        "Telegram  ready as telegram bot, 3 servers",
        "  invite  https://invite.example",
    ]
    assert parts["Discord"][0] == "down"
    assert "Get a new one" in parts["Discord"][1]


@on_a_database
async def test_the_owners_hear_of_what_stays_away_and_on_the_same_card_that_it_is_back(database: Database):
    world = world_on(database)
    await an_owner(world)
    front = Scripted("telegram")
    front.ends = [OSError("no route")] * 10_000

    async with supervised(world, [front], told_after=0.0):

        async def told(version: int) -> bool:
            found = [one for one in await rows(world, Notice) if "FrontTold" in one.subject]
            return len(found) == 1 and found[0].version == version

        await until(lambda: told(1))
        front.ends.clear()  # the route is back
        await until(lambda: told(2))

    assert front.runs > 1


@on_a_database
async def test_health_knows_the_platforms_and_forgets_those_without_a_token(database: Database):
    world = world_on(database)
    async with supervised(world, [Scripted("discord"), Scripted("telegram")]):

        async def all_ok() -> bool:
            return [part.state for part in await front_parts(world)] == ["ok", "ok"]

        await until(all_ok)
    async with supervised(world, [Scripted("telegram")]):

        async def one_left() -> bool:
            return [part.name for part in await front_parts(world)] == ["Telegram"]

        await until(one_left)


def test_a_line_of_the_greeting_says_who_it_is_or_what_is_the_matter():
    ready = Health(platform="discord", ready=True, name="Bellwether#1234", said="3 servers")
    down = Health(platform="telegram", ready=False, name="", said="not reached yet; I keep trying")

    assert line_of(ready) == "Discord   ready as Bellwether#1234, 3 servers"
    assert line_of(down) == "Telegram  not ready: not reached yet; I keep trying"
