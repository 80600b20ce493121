"""Mail on a real store, with people who are reached and cards to be told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.chat.mail import Mail
from bot.clock import RealClock
from bot.dispatch import Answer
from bot.drawing.painter import Paint, unpainted
from bot.present.reply import Line, Reply
from core.accounts.model import Identity
from core.context import World
from core.notices.letters import Address
from core.notices.model import NoticeKind
from storage.database import Database
from tests.bot.chat.fake import QUICK, FakeWire, Platform
from tests.worlds import a_world

PATIENCE = 20.0
# How often a condition is looked at that nobody announces.
LOOK = 0.005


def world_on(database: Database) -> World:
    """A world on the present time: pauses are real ones here."""
    return a_world(database, clock=RealClock(), subscribers={"LetterDied": ["LetterDied.tell_of_dead"]})  # type: ignore[arg-type]


def mail_to(
    world: World,
    *platforms: Platform,
    pace: object = QUICK,
    faults: list[BaseException] | None = None,
    paint: Paint = unpainted,
) -> Mail:
    """Mail that reaches these platforms."""
    seen = faults if faults is not None else []
    mail = Mail(world, lambda where, what, error: seen.append(error), paint=paint)
    for platform in platforms:
        mail.serve(FakeWire(platform, pace))  # type: ignore[arg-type]
    return mail


@asynccontextmanager
async def at_work(mail: Mail) -> AsyncIterator[Mail]:
    """The mail runs beside the block."""
    task = asyncio.get_running_loop().create_task(mail.run())
    try:
        yield mail
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def knows(world: World, person: str, *ways: tuple[str, str], chats: bool = True) -> None:
    """This person is known on these platforms, as (platform, their id); the last named spoke last."""
    async with world.store.unit() as unit:
        for number, (platform, external) in enumerate(ways):
            await unit.put([Identity(platform=platform, external=external, person=person, name=person)])
            if chats:
                spoke = world.clock.now().replace(year=2025, month=1 + number)
                chat = f"dm-{external}"
                await unit.put([Address(platform=platform, external=external, chat=chat, last_spoke=spoke)])


def a_notice(
    person: str | None = "ann",
    card: str = "card",
    title: str = "Bought BTC/USDT",
    *,
    kind: str = "notice",
    notice: NoticeKind = NoticeKind.FILL,
    version: int = 1,
    rings: bool = True,
    channel: str | None = None,
) -> Answer:
    """A card that somebody is told."""
    return Answer(
        kind=kind,
        person=person if channel is None else None,
        channel=channel,
        card=card,
        command="",
        reply=Reply(title=title, blocks=(Line("filled"),)),
        rings=rings and kind != "edit",
        version=version,
        notice=notice,
    )


def an_answer(person: str = "ann", card: str = "asked", title: str = "Here") -> Answer:
    """A card that somebody waits for."""
    return Answer(
        kind="reply", person=person, channel=None, card=card, command="help", reply=Reply(title=title)
    )


async def until(holds: Callable[[], bool] | Callable[[], Awaitable[bool]], seconds: float = PATIENCE) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(seconds):
        while True:
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(LOOK)


async def emptied(mail: Mail) -> None:
    """Everything was sent."""
    async with asyncio.timeout(PATIENCE):
        await mail.empty()
