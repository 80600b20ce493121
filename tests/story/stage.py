"""Plays a story: script lines through the real program, and what must have been told after each.

A `.story` file is a script of the console (`bellwether console FILE` runs it as it is). Comments that begin
with one of these marks say what the line above them made the program tell:

    #> ann: PAPER  Bought ... 60,012.00   one card told to ann has this in it; `...` stands for anything between
    #> #calls: BTC/USDT long              the same for a channel; the owner is called `owner`
    #! ann                                nothing was told to ann
    #! ann: Bought                        nothing with this in it was told to ann
    #= ann: positions.0.quantity == 0.4   one card told to ann carries this in its `data`
    # restart                             the program ends here and goes on from what is on disk
    # again                               the newest post comes in a second time, as platforms do when in doubt
    # venue: loses the answer             what happens to the next orders, or from now on: `tests/story/weather.py`

Runs of blanks and line breaks count as one blank, so a card's columns may move. Buttons stand as `[Close]`.
"""

from __future__ import annotations

import re
from asyncio import TaskGroup
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.app import App, SimulatedMoves, build
from bot.clock import STORY_BEGINS, VirtualClock
from bot.console.frontend import OWNER, PLATFORM, Console
from bot.console.script import NotScript, parse
from bot.dispatch import Speaker
from bot.ids import SeededIds
from bot.run import Relayed
from core.signals.intake import receive
from core.signals.model import LedgerEntry, Post
from storage.bell import LocalBell
from tests.story.told import Told, holds, shown
from tests.story.weather import VENUE, Weather

_EXPECTED = re.compile(r"#([>!=]) (#?[\w.-]+)(?:: (.+))?")
RESTART, AGAIN = "# restart", "# again"


@dataclass(slots=True)
class Stage:
    """A database, and a clock and ids that outlive restarts on it."""

    url: str
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(STORY_BEGINS))
    ids: SeededIds = field(default_factory=lambda: SeededIds(1))
    broken: list[str] = field(default_factory=list)
    weather: Weather = field(init=False)

    def __post_init__(self) -> None:
        self.weather = Weather(self.clock)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[App, Console]]:
        """The program at work on this database, as `bellwether console` puts it together."""
        relayed = Relayed()
        async with (
            build(
                database_url=self.url,
                clock=self.clock,
                ids=self.ids,
                bell=LocalBell(),
                seed=1,
                report=lambda *about: self.broken.append(" ".join(map(str, about))),
                notifier=lambda _notice: relayed,
                window=0.001,
                weather=self.weather.around,
            ) as app,
            TaskGroup() as group,
        ):
            self.weather.blows_over(app.world)
            await app.start(alone=True)
            relay = group.create_task(app.relay.run())
            owner = Speaker(PLATFORM, OWNER, OWNER, owner=True)
            moves = SimulatedMoves(app, self.clock)
            relayed.console = Console(app.world, app.dispatcher, moves, owner, app.relay.quiet)
            await app.relay.quiet()
            yield app, relayed.console
            relay.cancel()

    async def carry_out(self, app: App, console: Console, line: str, where: str, wrong: list[str]) -> Told:
        """One line, and what was told at the rest after it; then what the venue still has to tell unasked."""
        if line == AGAIN:
            await deliver_again(app)
            return await console.flush()
        told = await step(console, line, where, wrong)
        if await self.weather.pass_by(app.world):
            await app.relay.quiet()
            told = [*told, *await console.flush()]
        return told


async def play(story: str, name: str, url: str) -> list[str]:
    """Play a story: whatever was not as it is written, each with everything that was told there."""
    stage, wrong = Stage(url), list[str]()
    lines = list(enumerate(story.splitlines(), start=1))
    while lines:
        async with stage.open() as (app, console):
            told: Told = ()
            while lines:
                number, line = lines.pop(0)
                where = f"{name}:{number}: {line}"
                if line == RESTART:
                    break
                if line.startswith(VENUE):
                    if not stage.weather.say(line.removeprefix(VENUE)):
                        wrong.append(f"{where}\n  no venue does this")
                elif found := _EXPECTED.fullmatch(line):
                    if not holds(found[1], found[2], found[3] or "", told):
                        wrong.append(f"{where}\n  told at this rest:\n{shown(told)}")
                elif re.match(r"#[>!=]", line):
                    wrong.append(f"{where}\n  this is no expectation")
                elif line == AGAIN or (line and not line.startswith("# ")):
                    told = await stage.carry_out(app, console, line, where, wrong)
    return [*wrong, *stage.broken]


async def step(console: Console, line: str, where: str, wrong: list[str]) -> Told:
    """One line, and what was told once everything that it caused was done."""
    try:
        await console.do(parse(line))
    except NotScript as error:
        wrong.append(f"{where}\n  {error}")
    return await console.flush()


async def deliver_again(app: App) -> None:
    """The newest post that was recorded, once more as it came."""
    (entry,) = await app.world.view.page(LedgerEntry, size=1, newest=True)
    platform, _, channel = entry.chain.partition(":")
    post = Post(
        platform=platform,
        channel=channel,
        message=entry.message,
        version=entry.version,
        author=entry.author,
        author_name=entry.author,
        text=entry.text,
        posted_at=entry.posted_at,
    )
    assert (await receive(app.world, post)).repeated
    await app.relay.quiet()
