"""The program at work before a local Discord: the real core, the real front-end, the real client library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import COMMANDS, App, build
from bot.chat.asks import Asks
from bot.chat.frontends import Parts
from bot.chat.mail import Mail
from bot.chat.rooms import Rooms
from bot.clock import RealClock
from bot.discord.frontend import DiscordFrontend, make
from bot.dispatch import Answer
from bot.hearing import Ear
from bot.ids import SystemIds
from bot.settings import load
from core.kernel.time import Clock
from storage.bell import LocalBell
from storage.spool import Spool
from tests.platforms.discord import Discord
from tests.vaults import a_vault
from tests.venues_told import ToldVenues

MOMENT = 0.02


@dataclass
class Relayed:
    """Hands notices to the mail once there is one."""

    mail: Mail | None = None

    async def tell(self, answer: Answer) -> None:
        assert self.mail is not None
        await self.mail.tell(answer)


@dataclass
class Desk:
    """The program, its front-end and the platform."""

    app: App
    front: DiscordFrontend
    mail: Mail
    discord: Discord
    reports: list[tuple[str, str, BaseException]]
    listening: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Connect and wait until everything that a new session does is done."""
        self.listening = asyncio.ensure_future(self.front.run())
        async with asyncio.timeout(10):
            while not (self.front.health.ready and self.discord.state.commands[None]):
                if self.listening.done():
                    await self.listening
                await self.discord.until(
                    lambda: (
                        self.listening is None
                        or self.listening.done()
                        or (self.front.health.ready and self.discord.state.commands[None])
                    )
                )

    async def end(self) -> None:
        """Hang up."""
        if self.listening is not None:
            self.listening.cancel()
            with suppress(asyncio.CancelledError):
                await self.listening
            self.listening = None

    async def rest(self) -> None:
        """A moment later, when nothing is on its way inside."""
        loop = asyncio.get_running_loop()
        moment = loop.create_future()
        loop.call_later(MOMENT, moment.set_result, None)
        await moment
        await self.app.relay.quiet()


@asynccontextmanager
async def desk(
    discord: Discord, folder: Path, *, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Desk]:
    """The program on the database in this folder, not connected yet."""
    environ = {
        "BELLWETHER_DISCORD_TOKEN": discord.token,
        "BELLWETHER_DISCORD_API_URL": discord.api_url,
        "BELLWETHER_DISCORD_GATEWAY_URL": discord.gateway_url,
        "BELLWETHER_MARKET": "simulated",
        "BELLWETHER_DATA_DIR": str(folder),
    }
    environ |= {f"BELLWETHER_{name.upper()}": value for name, value in settings.items()}
    relayed, reports = Relayed(), list[tuple[str, str, BaseException]]()

    def report(part: str, what: str, error: BaseException) -> None:
        reports.append((part, what, error))

    async with (
        build(
            database_url=f"sqlite:///{folder / 'bellwether.db'}",
            clock=clock or RealClock(),
            ids=SystemIds(),
            secrets=SystemIds(),
            bell=LocalBell(),
            seed=1,
            report=report,
            notifier=lambda _notice: relayed,
            window=0.001,
            venues=ToldVenues(clock or RealClock()),
            vault=a_vault(),
        ) as app,
        asyncio.TaskGroup() as group,
    ):
        mail = relayed.mail = Mail(app.world, report, paint=app.painter.painted)
        await app.start(alone=True)
        ear = Ear(app.world, Spool(folder / "posts.db"), lambda error: report("ear", "", error))
        tasks = [group.create_task(app.relay.run()), group.create_task(ear.run())]
        front = make(
            Parts(
                world=app.world,
                dispatcher=app.dispatcher,
                hear=ear.hear,
                rooms=Rooms(app.world),
                asks=Asks(app.world, app.dispatcher, COMMANDS),
                mail=mail,
                settings=load(environ, folder),
                report=report,
                paint=app.painter.painted,
            )
        )
        mail.serve(front.wire)
        tasks.append(group.create_task(mail.run()))
        one = Desk(app, front, mail, discord, reports)
        try:
            yield one
        finally:
            await one.end()
            for task in tasks:
                task.cancel()
