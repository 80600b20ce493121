"""The program on a database, Telegram's front-end on it, and a local Telegram with people.

All that is between them is real but the mail, which here shows at once what it is given.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from starlette.routing import BaseRoute

from bot.app import App, build
from bot.chat.asks import Asks
from bot.chat.frontends import Parts
from bot.chat.lanes import Lanes
from bot.chat.rooms import Rooms
from bot.chat.wire import InDoubt, Later, Outgoing, Unreachable
from bot.clock import STORY_BEGINS, VirtualClock
from bot.dispatch import Answer
from bot.ids import SeededIds
from bot.settings import Settings
from bot.telegram.frontend import Telegram as Frontend
from bot.telegram.timing import Timing
from core.accounts.model import Identity
from core.context import World
from core.signals.channels import channel_row
from core.signals.intake import receive
from core.signals.model import Post, Provider, ProviderStatus
from storage.bell import LocalBell
from tests.platforms.telegram import Person, Room, Telegram
from tests.vaults import a_vault
from tests.venues_told import ToldVenues

QUICK = Timing(
    poll=2,
    again=0.02,
    again_most=0.1,
    conflict=0.05,
    look=0.05,
    slow=5.0,
    aside=20.0,
    aside_gap=0.0,
    finish=1.0,
)

# The routes of a web server that is there already.
Hooks = list[BaseRoute] | None


@dataclass
class Mail:
    """Shows what it is given as soon as it can, and knows over restarts what waits and what stands where.

    The same card in the same chat takes the place of the first.
    """

    world: World | None = None
    wire: Any = None
    cards: dict[tuple[str, str], str] = field(default_factory=dict)
    waiting: dict[tuple[str, str], Outgoing] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    gate: asyncio.Event | None = None  # while it is closed, nothing more is taken
    held: int = 0
    rings: asyncio.Queue[tuple[str, str]] = field(default_factory=asyncio.Queue)

    async def answer(
        self,
        answer: Answer,
        *,
        platform: str,
        chat: str,
        to: str | None = None,
        thread: str | None = None,
        over: str | None = None,
    ) -> None:
        assert platform == "telegram"
        if self.gate is not None:
            self.held += 1
            async with asyncio.timeout(20):
                await self.gate.wait()
        key = (chat, answer.card)
        if over is not None:
            self.cards.setdefault(key, over)
        self.waiting[key] = Outgoing(
            chat=chat, card=answer.card, reply=answer.reply, nonce=":".join(key), answers=to, thread=thread
        )
        self.rings.put_nowait(key)

    async def run(self) -> None:
        """Show what waits, chat by chat, until canceled."""
        self.rings = asyncio.Queue()
        for key in self.waiting:
            self.rings.put_nowait(key)
        async with asyncio.TaskGroup() as group:
            lanes = Lanes(group)
            while True:
                key = await self.rings.get()
                await lanes.put(key[0], partial(self._show, key))

    async def _show(self, key: tuple[str, str]) -> None:
        while (out := self.waiting.get(key)) is not None:
            try:
                known = self.cards.get(key)
                if known is None:
                    self.cards[key] = await self.wire.send(out)
                else:
                    await self.wire.edit(known, out)
            except Later as error:
                with suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.Event().wait(), min(error.seconds, 0.02))
                continue
            except InDoubt:
                continue
            except Unreachable:
                pass
            if self.waiting[key] is out:
                del self.waiting[key]

    async def shown(
        self, answer: Answer, *, platform: str, chat: str, message: str, until: datetime | None = None
    ) -> None:
        raise AssertionError("Telegram's front-end shows no card by itself")

    async def tell(self, answer: Answer) -> None:
        assert self.world is not None
        if answer.channel is not None:
            await self.answer(answer, platform="telegram", chat=answer.channel.partition(":")[2])
        for one in await self.world.view.all(Identity, person=answer.person or "", platform="telegram"):
            await self.answer(answer, platform="telegram", chat=one.external)

    async def reachable(self, platform: str, external: str, chat: str) -> None:
        self.told.append(("reachable", external))

    async def spoke(self, platform: str, external: str) -> None:
        self.told.append(("spoke", external))

    async def unreachable(self, platform: str, external: str) -> None:
        self.told.append(("unreachable", external))


@dataclass
class Stage:
    """What outlives a restart: the database, the clock, the ids, Telegram and what the mail has shown."""

    url: str
    telegram: Telegram
    clock: VirtualClock
    ids: SeededIds = field(default_factory=lambda: SeededIds(1))
    mail: Mail = field(default_factory=Mail)
    reports: list[tuple[str, str, BaseException]] = field(default_factory=list)
    heard: list[Post] = field(default_factory=list)
    timing: Timing = QUICK
    settings: dict[str, Any] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self, hooks: Hooks = None) -> AsyncIterator[tuple[App, Frontend]]:
        """The program at work, listening to Telegram."""
        async with self.built(hooks) as (app, frontend), asyncio.TaskGroup() as group:
            running = group.create_task(frontend.run())
            try:
                yield app, frontend
            finally:
                running.cancel()

    @asynccontextmanager
    async def built(self, hooks: Hooks = None) -> AsyncIterator[tuple[App, Frontend]]:
        """The same without the front-end at work."""
        async with (
            build(
                database_url=self.url,
                clock=self.clock,
                ids=self.ids,
                bell=LocalBell(),
                seed=1,
                report=self.report,
                notifier=lambda _notice: self.mail,
                window=0.001,
                venues=ToldVenues(self.clock),
                vault=a_vault(),
                address="https://bellwether.example",
            ) as app,
            asyncio.TaskGroup() as group,
        ):
            await app.start(alone=True)
            at_work = [group.create_task(app.relay.run())]
            frontend = Frontend(self.parts(app), self.timing)
            if hooks is not None:
                hooks[:] = frontend.routes
            self.mail.world, self.mail.wire = app.world, frontend.wire
            at_work.append(group.create_task(self.mail.run()))
            try:
                yield app, frontend
            finally:
                for task in at_work:
                    task.cancel()

    def parts(self, app: App) -> Parts:
        """What the front-end gets."""

        async def hear(post: Post) -> object:
            self.heard.append(post)
            return await receive(app.world, post)

        given: dict[str, Any] = {
            "telegram_token": self.telegram.token,
            "telegram_api_url": self.telegram.url,
            **self.settings,
        }
        return Parts(
            world=app.world,
            dispatcher=app.dispatcher,
            hear=hear,
            rooms=Rooms(app.world),
            asks=Asks(app.world, app.dispatcher, app.dispatcher.catalog),
            mail=self.mail,
            settings=Settings(**given),
            report=self.report,
        )

    def report(self, *about: Any) -> None:
        """What the program told its log."""
        self.reports.append((str(about[0]), str(about[1]), about[-1]))

    def owned_by(self, *people: Person) -> None:
        """These run the installation."""
        self.settings["owner"] = ",".join(f"telegram:{one.id}" for one in people)


@asynccontextmanager
async def staged(url: str, **telegram: Any) -> AsyncIterator[Stage]:
    """A database at this address, and a local Telegram whose time is the program's."""
    clock = VirtualClock(STORY_BEGINS)
    async with Telegram(now=clock.now, **telegram) as server:
        yield Stage(url, server, clock)
        assert server.violations == []


async def gives_signals(app: App, room: Room, *authors: int, at: datetime) -> None:
    """The room has a provider, whose posts are those of these authors."""
    channel = f"telegram:{room.id}"
    async with app.world.store.unit() as unit:
        await unit.add([channel_row("telegram", str(room.id), f"#{room.chat.title}", at)], new_only=True)
        await unit.add(
            [
                Provider(
                    id=f"provider-{room.id}", name=room.chat.title, person="nobody", channel=channel,
                    authors=tuple(map(str, authors)), default_quote="USDT", status=ProviderStatus.LIVE, signals=0,
                    registered_at=at,
                )
            ]
        )  # fmt: skip
