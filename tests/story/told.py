"""Whether what was told is what a story expects. How expectations are written: `tests/story/stage.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.console.render import body, columns, render
from bot.dispatch import Answer
from bot.present.format import is_figure
from bot.present.reply import Rows

Told = Sequence[tuple[str, Answer]]


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


PHONE = 40


def too_wide(told: Told) -> list[str]:
    """Lines that a phone would wrap, and figures that were cut in two to make a table fit."""
    wrong = []
    for to, answer in told:
        card = render(answer.reply, width=PHONE, buttons=False)
        lines = card.split("\n")
        wrong += [
            f"({to}) wider than a phone: {line}"
            for line in lines
            if columns(line) > PHONE and "://" not in line
        ]
        figures = {
            flat(cell)
            for block in answer.reply.blocks
            if isinstance(block, Rows)
            for row in block.rows
            for cell in row
            if is_figure(cell)
        }
        wrong += [f"({to}) cut: {cell}" for cell in figures if not any(cell in flat(line) for line in lines)]
    return wrong


def flat(text: str) -> str:
    """With plain blanks: some languages part thousands by one that does not break."""
    return re.sub(r"\s", " ", text)


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
