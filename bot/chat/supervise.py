"""Keeps the chat platforms at work: makes their front-ends, runs them anew when they end, says how they are doing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from typing import Any

from bot.chat.frontends import Parts, Report
from bot.chat.wire import Frontend, Health, TokenRefused
from core.context import World
from core.control.reactions import tell_of_bug, tell_of_front
from core.kernel.errors import Unavailable
from core.kernel.ids import derived
from core.operations.frontends import NOTED_EVERY, FrontState, forget_fronts, note_front
from core.operations.model import Words

# Pauses before a front-end is run again; one that held for a while begins with the first.
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
HELD_SECONDS = 120.0
LOOK_SECONDS = 1.0
# The owners hear of a platform that is not reached for so long; shorter is a line that broke and came back.
TOLD_AFTER = 60.0


def made(parts: Parts) -> list[Frontend]:
    """The front-ends whose token is set, not connected yet. Their libraries are loaded here and nowhere before."""
    return [import_module(f"bot.{name}.frontend").make(parts) for name in parts.settings.chats]


def routes_of(fronts: Sequence[Frontend]) -> list[Any]:
    """What the web server serves for them: a webhook, where that is how one listens."""
    return [route for front in fronts for route in getattr(front, "routes", ())]


class Supervisor:
    """Runs the front-ends until canceled, whatever becomes of them."""

    def __init__(
        self,
        world: World,
        fronts: Sequence[Frontend],
        report: Report,
        *,
        pauses: Sequence[float] = PAUSES,
        told_after: float = TOLD_AFTER,
    ) -> None:
        self._world = world
        self._fronts = fronts
        self._report = report
        self._pauses = pauses
        self._told_after = told_after
        # Why a platform is not spoken to: for good, and for now.
        self.refused: dict[str, str] = {}
        self.failed: dict[str, str] = {}
        self.broke: dict[str, str] = {}

    async def run(self) -> None:
        """All of them, and a look at each every second."""
        async with asyncio.TaskGroup() as group:
            for front in self._fronts:
                group.create_task(self._keep(front))
            group.create_task(self._watch())

    async def greet(self, seconds: float) -> list[str]:
        """A line for each platform once it is ready or cannot be, at the latest after so many seconds."""
        until = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < until:
            if all(front.health.ready or front.wire.platform in self.refused for front in self._fronts):
                break
            await asyncio.sleep(LOOK_SECONDS / 10)
        lines: list[str] = []
        for front in self._fronts:
            health = self.health_of(front)
            lines.append(line_of(health))
            if health.ready and health.invite:
                lines.append(f"  invite  {health.invite}")
        return lines

    def health_of(self, front: Frontend) -> Health:
        """How one is doing: what it says itself, or why it is not running."""
        health = front.health
        platform = health.platform
        why = self.refused.get(platform) or ("" if health.ready else self.failed.get(platform, ""))
        if not why or (not health.ready and health.said == why):
            return health
        broke = (Words("control.front_broke", (("what", self.broke.get(platform, "")),)),)
        return Health(
            platform=platform, ready=False, name=health.name, said=why, last_heard=health.last_heard,
            words=() if platform in self.refused else broke,
        )  # fmt: skip

    async def _keep(self, front: Frontend) -> None:
        """Run one again and again, with growing pauses; a token that is not taken is not tried again."""
        platform, loop, failures = front.wire.platform, asyncio.get_running_loop(), 0
        while True:
            began = loop.time()
            try:
                await front.run()
                await self._broke(platform, RuntimeError("it ended by itself"))
            except TokenRefused as error:
                self._report(platform, "token", error)
                self.refused[platform] = str(error)
                return
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told to the owner, and run again
                await self._broke(platform, error)
            failures = 0 if loop.time() - began > HELD_SECONDS else failures + 1
            await asyncio.sleep(self._pauses[min(max(failures - 1, 0), len(self._pauses) - 1)])

    async def _broke(self, platform: str, error: Exception) -> None:
        what = type(error).__name__
        self._report(platform, "front-end", error)
        self.failed[platform] = f"it broke ({what}) and is started again"
        self.broke[platform] = what
        with suppress(Unavailable):  # the log has it
            await tell_of_bug(self._world, derived("front", platform, what)[:4].upper(), platform, error)

    async def _watch(self) -> None:
        """Note how each is doing when that changes, and every half minute; tell the owners of what stays away."""
        watches = [_Watch(self, front) for front in self._fronts]
        forgotten = False
        while True:
            try:
                if not forgotten:
                    await forget_fronts(self._world, [front.wire.platform for front in self._fronts])
                    forgotten = True
                for watch in watches:
                    await watch.look(self._world, self._told_after)
            except Unavailable:
                pass  # noted at the next look
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, and looked again
                self._report("front-ends", "watch", error)
            await asyncio.sleep(LOOK_SECONDS)


class _Watch:
    """What was noted of one front-end, and whether the owners know."""

    def __init__(self, supervisor: Supervisor, front: Frontend) -> None:
        self._supervisor = supervisor
        self._front = front
        self._noted: FrontState | None = None
        self._told: datetime | None = None

    async def look(self, world: World, told_after: float) -> None:
        health, now = self._supervisor.health_of(self._front), world.clock.now()
        if health.ready:
            self._supervisor.failed.pop(health.platform, None)
        before = self._noted
        since = now if before is None or before.ready != health.ready else before.since
        state = FrontState(
            platform=health.platform,
            ready=health.ready,
            name=health.name,
            said=health.said,
            since=since,
            noted_at=now,
            last_heard=health.last_heard,
            words=health.words,
        )
        changed = before is None or (before.ready, before.said) != (state.ready, state.said)
        if changed or (before is not None and now - before.noted_at >= NOTED_EVERY):
            await note_front(world, state)
            self._noted = state
        await self._tell(world, state, long=(now - since).total_seconds() >= told_after)

    async def _tell(self, world: World, state: FrontState, *, long: bool) -> None:
        refused = state.platform in self._supervisor.refused
        if not state.ready and self._told is None and (long or refused):
            await tell_of_front(world, state.platform, state.since)
            self._told = state.since
        elif state.ready and self._told is not None:
            await tell_of_front(world, state.platform, self._told)
            self._told = None


def line_of(health: Health) -> str:
    """`Discord   ready as Bellwether#1234, 3 servers`."""
    name = f"{health.platform.capitalize():<9}"
    if not health.ready:
        return f"{name} not ready: {health.said}"
    said = f", {health.said}" if health.said else ""
    return f"{name} ready as {health.name}{said}"
