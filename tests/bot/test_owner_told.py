"""The owner hears of what broke and of what is stuck: once, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.bookkeeping import Delivery, DeliveryState, OutboxRow
from core.kernel.faults import install
from core.notices.model import Notice
from tests.story.stage import PlannedFault, Stage
from tests.story.told import Told, text_of
from tests.town import person_id

pytestmark = pytest.mark.postgres_when_heavy

RETRIES = ("clock: +1s", "clock: +2s", "clock: +4s", "clock: +8s")


@pytest.fixture(autouse=True)
def _no_faults() -> Iterator[None]:
    yield
    install(None)


async def told(console: Console, *lines: str) -> Told:
    found: Told = []
    for line in lines:
        await console.do(parse(line))
        found = [*found, *await console.flush()]
    return found


def of(name: str, found: Told) -> list[str]:
    return [text_of(answer) for who, answer in found if who == name]


def break_confirming(name: str) -> None:
    if name == "confirm.spent":
        raise PlannedFault("the plan broke")


async def test_a_bug_is_told_to_the_owner_with_the_reference_that_the_person_has(url: str):
    async with Stage(url).open() as (_, console):
        await told(console, "/me show", "ann: /trade buy $100 btc")
        install(break_confirming)

        found = await told(console, "ann [Confirm]")

    [answer] = of("ann", found)
    [alarm] = of("owner", found)
    reference = answer.partition("(ref ")[2][:4]
    assert "Something broke" in answer
    assert reference
    assert f"reference {reference}" in alarm
    assert "PlannedFault" in alarm


async def test_the_same_bug_of_many_people_is_told_once_a_day(url: str):
    async with Stage(url).open() as (_, console):
        await told(console, "/me show")
        for name in ("ann", "bob", "cara"):
            await told(console, f"{name}: /trade buy $100 btc")
        install(break_confirming)

        found = await told(console, "ann [Confirm]", "bob [Confirm]", "cara [Confirm]")
        tomorrow = await told(console, "clock: +1d", "ann: /trade buy $100 btc", "ann [Confirm]")

    assert len(of("owner", found)) == 1
    assert len(of("owner", tomorrow)) == 1


async def test_a_card_for_the_owner_that_cannot_be_told_is_not_told_of_again(url: str):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await told(console, "/me show", "ann: /me show")
        stage.breaks_for = frozenset({"ann", "owner"})
        await told(console, "ann: /trade buy $100 btc", "ann [Confirm]")

        for _ in range(3):
            await told(console, *RETRIES)

        assert await died(app) == 1
        stuck = await app.world.view.all(Delivery, state=DeliveryState.DEAD)
        assert {one.reaction for one in stuck} == {"NoticesDue.deliver_notices"}
        cards = await app.world.view.all(Notice, person=person_id("owner"))
        assert len([one for one in cards if "DeadTold" in one.subject]) == 1


async def died(app: App) -> int:
    return len(await app.world.view.all(OutboxRow, event="LetterDied"))
