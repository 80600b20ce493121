"""Talking on the console: a script from a file or a pipe, or a person at a terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.console.frontend import OWNER, Console, as_json
from bot.console.render import render
from bot.console.script import NotScript, Say, Step, parse, pasted
from bot.dispatch import Answer
from core.venues.pasted import holds_key

if TYPE_CHECKING:
    from bot.app import App

WIDTH = 80
NOT_OF_THIS_LANGUAGE = 2


async def read_script(console: Console, lines: Sequence[str] | None, stream: TextIO, *, json: bool) -> int:
    """Carry out lines one by one, each when everything before it is done. 2 when one was not of this language."""
    code, number = 0, 0
    await _show(console, json=json)
    while True:
        if lines is None:
            line = await asyncio.to_thread(stream.readline)
            if not line:
                break
        elif number < len(lines):
            line = lines[number]
        else:
            break
        number += 1
        try:
            step = parse(line.rstrip("\r\n"))
        except NotScript as error:
            sys.stderr.write(f"line {number}: {error}\n")
            code = NOT_OF_THIS_LANGUAGE
            continue
        await console.do(step)
        await _show(console, json=json)
    return code


async def _show(console: Console, *, json: bool) -> None:
    for to, answer in await console.flush():
        sys.stdout.write(f"{as_json(to, answer) if json else as_text(to, answer)}\n")
    sys.stdout.flush()


def as_text(to: str, answer: Answer, *, colour: bool = False) -> str:
    """A card as text, with who it is for when that is not who sits here; an edit says that it is one."""
    whom = "" if to == OWNER else f"({to}) "
    edit = "(edit) " if answer.kind == "edit" else ""
    text = render(answer.reply, width=WIDTH, colour=colour)
    return f"\n{whom}{edit}{text}"


async def talk(console: Console, app: App, history: Path, greeting: str, *, json: bool) -> int:
    """A person at a terminal, until Ctrl-D. Notices appear above the prompt as they come."""
    from bot.console.terminal import Terminal

    async def complete(text: str) -> Sequence[tuple[str, str]]:
        return await completions(app, text)

    terminal = Terminal(history=history, complete=complete, hide=holds_key)

    async def show() -> None:
        for to, answer in await console.flush():
            terminal.show(as_json(to, answer) if json else as_text(to, answer, colour=terminal.colour))

    if greeting and not json:
        terminal.show(greeting)
    while True:
        if console.hides:
            secret = await terminal.read_secret(f"{console.hides}> ")
            if secret is None:
                console.leave_entry()
                continue
            await console.do(Say(None, secret))
            await show()
            continue
        line = await terminal.read("you> ")
        if line is None:
            return 0
        for step in _steps(line, terminal.show):
            await console.do(step)
            await show()


def _steps(line: str, show: object) -> list[Step]:
    steps = []
    for part in pasted(line):
        try:
            steps.append(parse(part))
        except NotScript as error:
            steps.append(Say(None, f"/help {error}"[:0] or "/help"))
            if callable(show):
                show(str(error))
            steps.pop()
    return steps


async def completions(app: App, text: str) -> Sequence[tuple[str, str]]:
    """What the last word could become: a command, or a symbol."""
    words = text.split(" ")
    if text.startswith("/") and len(words) <= 2:
        wanted = text[1:].lower()
        return [
            (f"/{one.path}" if len(words) == 1 else one.path.split()[-1], one.help)
            for one in app.world.commands
            if one.path.startswith(wanted)
        ]
    last = words[-1]
    if len(last) < 2:
        return []
    return [(one.symbol, one.asset_class.value) for one in app.world.market.table.complete(last, 12)]
