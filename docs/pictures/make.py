#!/usr/bin/env python3
"""Draws the README's pictures: `make pictures`. The tour goes through the real program; the house is drawn by hand.

The writer knows rectangles, lines and monospaced text, and nothing else. Pictures of results are the program's own.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from html import escape
from pathlib import Path

from bot.cli import main as bellwether

HERE = Path(__file__).resolve().parent
TOUR = HERE.parent / "tour.story"

GROUND, RAISED, EDGE = "#0F1218", "#171C25", "#2A3240"
TEXT, DIM = "#E6EAF0", "#97A3B6"
ASKS, DONE, CAUTION = "#4C8DFF", "#2FA97C", "#E0A030"
FONT = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
SIZE, WIDE, TALL = 13, 7.83, 19
COLUMNS = 48
# By the name here: the file that the program made.
RESULTS = {"board.png": "board-paper.png", "equity.png": "equity.png", "trade.png": "trade.png"}
NO_BREAK = "\N{NO-BREAK SPACE}"
# What the picture shows of the tour: the kind of card, who it is for, how its title begins, and its colour.
LEFT = (
    ("reply", "bob", "Limits changed", ASKS),
    ("post", "#calls", "BTC/USDT", ASKS),
    ("notice", "ann", "PAPER  Bought", DONE),
)
RIGHT = (
    ("notice", "bob", "PAPER  Skipped", CAUTION),
    ("notice", "ann", "PAPER  Target", DONE),
    ("reply", "ann", "PAPER  100", ASKS),
)


class Picture:
    """An SVG under way."""

    def __init__(self, width: float, height: float, title: str) -> None:
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" aria-label="{escape(title)}">'
        )
        self._parts = [f"<title>{escape(title)}</title>"]
        self.box(0.5, 0.5, width - 1, height - 1, fill=GROUND, radius=8)

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = RAISED, radius: float = 5
    ) -> None:
        """A rectangle with an edge."""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius:g}" '
            f'fill="{fill}" stroke="{EDGE}"/>'
        )

    def bar(self, x: float, y: float, height: float, colour: str) -> None:
        """The coloured edge of a card."""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="4" height="{height:g}" rx="2" fill="{colour}"/>'
        )

    def line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """A straight line."""
        self._parts.append(
            f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" stroke="{DIM}" stroke-width="1.5" fill="none"/>'
        )

    def arrow(self, x: float, y: float, to_y: float) -> None:
        """A line downwards, with a head."""
        self.line(x, y, x, to_y - 5)
        self._parts.append(f'<path d="M{x - 4:g} {to_y - 7:g}h8l-4 7z" fill="{DIM}"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: str = TEXT,
        bold: bool = False,
        size: float = SIZE,
        anchor: str = "start",
    ) -> None:
        """One line of text, its blanks kept. Its length is fixed, so that columns stand whatever font is there."""
        weight = ' font-weight="700"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        length = f' textLength="{len(words) * WIDE * size / SIZE:.1f}" lengthAdjust="spacingAndGlyphs"'
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size:g}"{weight}{place}{length} '
            f'xml:space="preserve">{escape(words, quote=False)}</text>'
        )

    def write(self, path: Path) -> None:
        """Put it into a file."""
        body = "\n".join(self._parts)
        path.write_text(f'{self._head}\n<g font-family="{FONT}">\n{body}\n</g>\n</svg>\n', encoding="utf-8")


def told_by(script: Path) -> list[dict[str, object]]:
    """The cards of a script, told by the program in a folder of its own and on a clock of its own."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = bellwether(["console", "--fresh", "--json", str(script)])
    if code:
        raise SystemExit(f"the tour ended with exit code {code}")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def lines_of(card: dict[str, object]) -> list[str]:
    """A card's body and buttons, at the picture's width."""
    lines: list[str] = []
    for line in str(card["text"]).splitlines():
        # A number keeps its unit: a blank between them is no place to break.
        whole = re.sub(r"(?<=\d) (?=[a-zA-Z%]{1,4}\b)", NO_BREAK, line)
        parts = textwrap.wrap(whole, COLUMNS) if len(line) > COLUMNS else [line]
        lines += [part.replace(NO_BREAK, " ") for part in parts]
    buttons = [f"{number} [{label}]" for number, label in enumerate(_labels(card), start=1)]
    return [*lines, *textwrap.wrap("  ".join(buttons), COLUMNS, break_long_words=False)]


def _labels(card: dict[str, object]) -> Sequence[str]:
    labels = card["buttons"]
    return [str(label) for label in labels] if isinstance(labels, list) else []


def chosen(
    cards: Sequence[dict[str, object]], wanted: Sequence[tuple[str, str, str, str]]
) -> list[tuple[str, dict[str, object]]]:
    """The first card for each line of the choice, with its colour."""
    found = []
    for kind, to, begins, colour in wanted:
        for card in cards:
            if (card["kind"], card["to"]) == (kind, to) and str(card["title"]).startswith(begins):
                found.append((colour, card))
                break
    return found


def height_of(card: dict[str, object]) -> float:
    """How tall a card is drawn."""
    return (len(lines_of(card)) + 2) * TALL + 16


def draw_card(picture: Picture, x: float, y: float, colour: str, card: dict[str, object]) -> None:
    """Who it is for, the bold title, the body; buttons are the last lines."""
    height = height_of(card)
    picture.box(x, y, COLUMNS * WIDE + 32, height)
    picture.bar(x, y, height, colour)
    picture.text(x + 18, y + TALL + 2, f"to {card['to']}", colour=DIM, size=11)
    picture.text(x + 18, y + 2 * TALL + 2, str(card["title"])[:COLUMNS], bold=True)
    for number, line in enumerate(lines_of(card), start=3):
        colour_of_line = (
            ASKS if line.startswith("1 [") or (number > 3 and line[:3] in ("2 [", "3 [", "4 [")) else TEXT
        )
        if set(line) == {"─"}:
            picture.line(x + 18, y + number * TALL - 3, x + 18 + len(line) * WIDE, y + number * TALL - 3)
        else:
            picture.text(x + 18, y + number * TALL + 2, line, colour=colour_of_line)


def draw_tour(path: Path) -> None:
    """The ten lines, and the cards that matter."""
    cards = told_by(TOUR)
    columns = [chosen(cards, LEFT), chosen(cards, RIGHT)]
    script = TOUR.read_text(encoding="utf-8").splitlines()
    top = (len(script) + 1) * TALL + 44
    tallest = max(sum(height_of(card) + 12 for _, card in column) for column in columns)
    width = 2 * (COLUMNS * WIDE + 32) + 3 * 16
    picture = Picture(width, top + tallest + 6, "The tour: ten lines and what they show")
    picture.text(24, 32, "$ make run < docs/tour.story", colour=DIM)
    for number, line in enumerate(script, start=1):
        who, blank, rest = line.partition(" ")
        picture.text(24, 32 + number * TALL + 4, who, colour=ASKS, bold=True)
        picture.text(24 + (len(who) + 1) * WIDE, 32 + number * TALL + 4, rest if blank else "")
    for place, column in enumerate(columns):
        x, y = 16 + place * (COLUMNS * WIDE + 48), float(top)
        for colour, card in column:
            draw_card(picture, x, y, colour, card)
            y += height_of(card) + 12
    picture.write(path)


def draw_house(path: Path) -> None:
    """The house, top to bottom: who drives, who decides, who is driven."""
    picture = Picture(760, 470, "The house: bot drives, core decides, adapters and storage are driven")
    for number, (name, what) in enumerate(
        [("people", "console"), ("machines", "health pages"), ("time", "clock"), ("work", "workers")]
    ):
        x = 30 + number * 180
        picture.box(x, 24, 160, 56)
        picture.text(x + 80, 46, name, colour=DIM, size=11, anchor="middle")
        picture.text(x + 80, 66, what, bold=True, anchor="middle")
        if number == 0:
            picture.arrow(x + 80, 80, 104)
        else:
            picture.arrow(x + 80, 80, 174)
    picture.box(30, 104, 160, 46)
    picture.text(110, 124, "dispatcher", bold=True, anchor="middle")
    picture.text(110, 141, "who, may they, ask", colour=DIM, size=11, anchor="middle")
    picture.arrow(110, 150, 174)
    picture.box(30, 174, 700, 152)
    picture.bar(30, 174, 152, ASKS)
    picture.text(50, 198, "core", bold=True, colour=ASKS)
    picture.text(100, 198, "knows no library", colour=DIM, size=11)
    rows = (
        ("commands, reactions", "load, decide, save"),
        ("signals  risk  orders  portfolio  social", "values in, values out"),
        ("ports: Broker  Market  Store  Bell", "what it asks of the outside"),
    )
    for number, (words, what) in enumerate(rows):
        y = 212 + number * 36
        picture.box(50, y, 660, 28, fill=GROUND)
        picture.text(64, y + 19, words)
        picture.text(696, y + 18, what, colour=DIM, size=11, anchor="end")
    picture.arrow(200, 326, 354)
    picture.arrow(560, 326, 354)
    for x, name, words in (
        (30, "adapters", "paper broker, simulated market"),
        (390, "storage", "SQLite or PostgreSQL, outbox, lock"),
    ):
        picture.box(x, 354, 340, 56)
        picture.bar(x, 354, 56, DONE)
        picture.text(x + 20, 377, name, bold=True, colour=DONE)
        picture.text(x + 20, 397, words)
    picture.text(
        380,
        444,
        "imports go one way: bot, then adapters and storage, then core",
        colour=DIM,
        size=11,
        anchor="middle",
    )
    picture.write(path)


def keep_results(folder: Path) -> None:
    """The pictures that the program itself makes in three weeks of a channel, as they are."""
    with tempfile.TemporaryDirectory() as data, contextlib.redirect_stdout(io.StringIO()):
        os.environ["BELLWETHER_DATA_DIR"] = data
        if code := bellwether(["console", str(HERE / "results.story")]):
            raise SystemExit(f"the weeks of results ended with exit code {code}")
        for name, made in RESULTS.items():
            shutil.copyfile(Path(data) / "exports" / made, folder / name)


if __name__ == "__main__":
    draw_tour(HERE / "tour.svg")
    draw_house(HERE / "architecture.svg")
    keep_results(HERE)
    sys.stdout.write("The pictures in docs/pictures are drawn.\n")
