"""Plays a story: script lines through the real program, and what must have been told after each.

A `.story` file is a script of the console (`bellwether console FILE` runs it as it is). Comments that begin
with one of these marks say what the line above them made the program tell:

    #> ann: PAPER  Bought ... 60,012.00   one card told to ann has this in it; `...` stands for anything between
    #> #calls: BTC/USDT long              the same for a channel; the owner is called `owner`
    #! ann                                nothing was told to ann
    #! ann: Bought                        nothing with this in it was told to ann
    #= ann: positions.0.quantity == 0.4   one card told to ann carries this in its `data`
    # restart                             the program ends here and goes on from what is on disk

Runs of blanks and line breaks count as one blank, so a card's columns may move. Buttons stand as `[Close]`.
"""

from __future__ import annotations

import re
from asyncio import TaskGroup
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.app import SimulatedMoves, build
from bot.clock import STORY_BEGINS, VirtualClock
from bot.console.frontend import OWNER, PLATFORM, Console
from bot.console.render import body
from bot.console.script import NotScript, parse
from bot.dispatch import Answer, Speaker
from bot.ids import SeededIds
from bot.run import Relayed
from storage.bell import LocalBell

_EXPECTED = re.compile(r"#([>!=]) (#?[\w.-]+)(?:: (.+))?")
RESTART = "# restart"
Told = Sequence[tuple[str, Answer]]


@dataclass(slots=True)
class Stage:
    """A database, and a clock and ids that outlive restarts on it."""

    url: str
    clock: VirtualClock = field(default_factory=lambda: VirtualClock(STORY_BEGINS))
    ids: SeededIds = field(default_factory=lambda: SeededIds(1))
    broken: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Console]:
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
            ) as app,
            TaskGroup() as group,
        ):
            await app.start(alone=True)
            relay = group.create_task(app.relay.run())
            owner = Speaker(PLATFORM, OWNER, OWNER, owner=True)
            moves = SimulatedMoves(app, self.clock)
            relayed.console = Console(app.world, app.dispatcher, moves, owner, app.relay.quiet)
            await app.relay.quiet()
            yield relayed.console
            relay.cancel()


async def play(story: str, name: str, url: str) -> list[str]:
    """Play a story: whatever was not as it is written, each with everything that was told there."""
    stage, wrong = Stage(url), list[str]()
    lines = list(enumerate(story.splitlines(), start=1))
    while lines:
        async with stage.open() as console:
            told: Told = ()
            while lines:
                number, line = lines.pop(0)
                where = f"{name}:{number}: {line}"
                if line == RESTART:
                    break
                if found := _EXPECTED.fullmatch(line):
                    if not holds(found[1], found[2], found[3] or "", told):
                        wrong.append(f"{where}\n  told at this rest:\n{shown(told)}")
                elif re.match(r"#[>!=]", line):
                    wrong.append(f"{where}\n  this is no expectation")
                elif line and not line.startswith("# "):
                    told = await step(console, line, where, wrong)
    return [*wrong, *stage.broken]


async def step(console: Console, line: str, where: str, wrong: list[str]) -> Told:
    """One line, and what was told once everything that it caused was done."""
    try:
        await console.do(parse(line))
    except NotScript as error:
        wrong.append(f"{where}\n  {error}")
    return await console.flush()


def holds(mark: str, who: str, what: str, told: Told) -> bool:
    """Whether an expectation is met by what was told."""
    cards = [answer for to, answer in told if to == who]
    if mark == "=":
        place, _, value = what.partition(" == ")
        return any(at(card.reply.data, place) == value for card in cards)
    found = any(matches(what, text_of(card)) for card in cards)
    return found if mark == ">" else not found


def matches(pattern: str, text: str) -> bool:
    """Whether the pieces of a pattern stand in the text, one behind the other."""
    position = 0
    for piece in (" ".join(part.split()) for part in pattern.split("...")):
        position = text.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    return True


def text_of(answer: Answer) -> str:
    """A card in one line: title, body, buttons."""
    buttons = " ".join(f"[{button.label}]" for button in answer.reply.buttons)
    return " ".join(f"{answer.reply.title} {body(answer.reply)} {buttons}".split())


def at(data: object, place: str) -> str:
    """What stands at `positions.0.quantity`, as text; empty for nothing, a count for a list."""
    for name in place.split("."):
        if isinstance(data, list):
            data = data[int(name)] if int(name) < len(data) else None
        else:
            data = data.get(name) if isinstance(data, dict) else None
    if isinstance(data, list):
        return str(len(data))
    return "" if data is None else str(data)


def shown(told: Told) -> str:
    """Everything that was told, for whoever must find out what went wrong."""
    cards = [f"    ({to}) {answer.kind}: {text_of(answer)}" for to, answer in told]
    return "\n".join(cards) or "    (nothing)"
