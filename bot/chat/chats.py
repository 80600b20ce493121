"""The chat platforms of one process, put together: mail, rooms, open questions, and the front-ends that use them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.app import COMMANDS, App
from bot.chat.asks import Asks
from bot.chat.frontends import Parts, Report
from bot.chat.mail import Mail
from bot.chat.rooms import Rooms
from bot.chat.supervise import Supervisor, made, routes_of
from bot.settings import Settings
from core.signals.model import Post

Hear = Callable[[Post], Awaitable[object]]


class Chats:
    """Made before anything is told, so that nothing is told into the void; at work inside `at_work`."""

    def __init__(self, app: App, settings: Settings, report: Report) -> None:
        self._ear: Hear | None = None
        self.mail = Mail(app.world, report, paint=app.painter.painted)
        parts = Parts(
            world=app.world,
            dispatcher=app.dispatcher,
            hear=self._hear,
            rooms=Rooms(app.world),
            asks=Asks(app.world, app.dispatcher, COMMANDS, self.mail.missed),
            mail=self.mail,
            settings=settings,
            report=report,
            address=settings.web_address,
            paint=app.painter.painted,
        )
        fronts = made(parts)
        for front in fronts:
            self.mail.serve(front.wire)
        self.routes = routes_of(fronts)
        self.supervisor = Supervisor(app.world, fronts, report)

    @asynccontextmanager
    async def at_work(self, hear: Hear) -> AsyncIterator[None]:
        """Listen and send beside the block, and hand posts to `hear`. When it ends nobody is heard any more, and what
        is on the wire is shown."""
        self._ear = hear
        async with asyncio.TaskGroup() as sending, asyncio.TaskGroup() as listening:
            mail = sending.create_task(self.mail.run())
            heard = listening.create_task(self.supervisor.run())
            try:
                yield
            finally:
                heard.cancel()
                mail.cancel()

    async def _hear(self, post: Post) -> object:
        """Front-ends are made before the ear, and run after it is there."""
        assert self._ear is not None, "nobody listens yet"
        return await self._ear(post)
