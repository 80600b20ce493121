"""A card as plain text for a terminal or a pipe: title, body, numbered buttons.

Names, posts and notes of other people stand in cards. Nothing of theirs may move the cursor, colour a word or
turn the line around: every text is cleaned before it is laid out, and escapes are only added afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.present.format import is_figure
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule, Tone

NARROWEST = 40
# A remark that is narrower than this is not worth a column of its own; a name that is shorter says nothing.
NARROWEST_REMARK = 14
SHORTEST_NAME = 6
COLOURS = {
    Tone.INFO: "#7A8599",
    Tone.ASKS: "#4C8DFF",
    Tone.DONE: "#2FA97C",
    Tone.CAUTION: "#E0A030",
    Tone.ALARM: "#E5484D",
}

# Whole colour and cursor sequences go. Of anything else only the control characters do and the rest stays to
# be seen: a name that ends in half a sequence must not swallow the number behind it.
_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-9;:?<=>]*[A-Za-z@~]")
_JOINERS = "\u200c\u200d"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_UNIT = re.compile(r"(?<=\d) (?=%|[A-Z]{1,6}\b|s\b|min\b|h\b|d\b)")
_MODE = re.compile(r"((?:! )?)(LIVE|PAPER)\b(.*)", re.DOTALL)


def render(
    reply: Reply, *, width: int = 80, colour: bool = False, buttons: bool = True, number_from: int = 1
) -> str:
    """The whole card, without a line break at its end. `number_from` is the number of its first button."""
    titles = _wrap(clean(reply.title, lines=False), width)
    lines = _laid_out(reply.blocks, width, titles)
    card = _card_width([*titles, *lines])
    out = [_titled(title, reply.tone) for title in titles] if colour else titles
    out = out + lines
    if buttons and reply.buttons:
        out = out + button_lines(
            reply.buttons, width=min(max(card, NARROWEST), width), number_from=number_from
        )
    return "\n".join(out)


def body(reply: Reply, *, width: int = 80) -> str:
    """The card without title and buttons: the `text` of a JSON line."""
    return "\n".join(_laid_out(reply.blocks, width, []))


def button_lines(buttons: Sequence[Button], *, width: int, number_from: int = 1) -> list[str]:
    """`1 [Confirm]  2 [Change size]`, as many in a line as fit. A button is never broken."""
    lines: list[str] = []
    for position, button in enumerate(buttons, number_from):
        piece = f"{position} [{clean(button.label, lines=False)}]"
        if lines and columns(lines[-1]) + 2 + columns(piece) <= width:
            lines[-1] += f"  {piece}"
        else:
            lines.append(piece)
    return lines


def clean(text: str, *, lines: bool = True) -> str:
    """The text without escapes, control characters and marks that turn the direction; emoji stay whole.

    Line breaks become spaces unless `lines`. What cannot be encoded becomes U+FFFD.
    """
    text = _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    out = []
    for char in text:
        kind = unicodedata.category(char)
        if char == "\n":
            out.append("\n" if lines else " ")
        elif char in "\t\r":
            out.append(" ")
        elif kind == "Cs":
            out.append("\N{REPLACEMENT CHARACTER}")
        elif kind != "Cc" and (kind != "Cf" or char in _JOINERS):
            out.append(char)
    return "".join(out)


def columns(text: str) -> int:
    """How many columns a terminal takes for a clean text."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _laid_out(blocks: Sequence[Block], width: int, above: Sequence[str]) -> list[str]:
    parts: list[list[str] | None] = []
    for block in blocks:
        match block:
            case Line():
                parts.append(
                    [piece for line in clean(block.text).split("\n") for piece in _wrap(line, width)]
                )
            case Rows():
                parts.append(_table(block, width))
            case Rule():
                parts.append(None)
    # A rule is as long as the card is wide, which is known last.
    rule = "─" * min(_card_width([*above, *(line for part in parts if part for line in part)]), width)
    return [line for part in parts for line in ([rule] if part is None else part)]


def _card_width(lines: Sequence[str]) -> int:
    return max((columns(line) for line in lines), default=NARROWEST)


def _table(block: Rows, width: int) -> list[str]:
    rows = [tuple(clean(cell, lines=False) for cell in row) for row in block.rows]
    widths, free = _widths(rows)
    # The widest gap with which the table still is a narrow one; else whatever fits.
    gaps = [(3, NARROWEST), (2, NARROWEST), (1, NARROWEST), (2, width), (1, width)]
    for gap, limit in gaps:
        lines = [_row(row, widths, free[at], block.align, gap) for at, row in enumerate(rows)]
        if _card_width(lines) <= min(limit, width):
            return lines
    return _hung(rows, widths, free, block.align, width) or _cut(rows, block.align, width)


def _hung(
    rows: Sequence[tuple[str, ...]], widths: Sequence[int], free: Sequence[bool], align: str, width: int
) -> list[str]:
    """A table whose remarks are too long: each goes on below itself. Nothing where that would not help."""
    lines = []
    for at, row in enumerate(rows):
        line = _row(row, widths, free[at], align, 1)
        if columns(line) > width:
            before = sum(widths[: len(row) - 1]) + len(row) - 1
            if not free[at] or width - before < NARROWEST_REMARK:
                return []
            head = _row((*row[:-1], ""), widths, False, align, 1).ljust(before - 1)
            first, *rest = _wrap(row[-1], width - before)
            lines += [f"{head} {first}", *(" " * before + piece for piece in rest)]
        else:
            lines.append(line)
    return lines


def _cut(rows: Sequence[tuple[str, ...]], align: str, width: int) -> list[str]:
    """A table that is too wide: its names are cut, never its figures. What is still too wide goes on below."""
    while True:
        widths, free = _widths(rows)
        lines = [_row(row, widths, free[at], align, 1) for at, row in enumerate(rows)]
        over = _card_width(lines) - width
        names = [at for at in range(len(widths)) if _is_names(rows, at, align) and widths[at] > SHORTEST_NAME]
        if over <= 0 or not names:
            break
        at = max(names, key=lambda column: widths[column])
        room = max(widths[at] - over, SHORTEST_NAME)
        rows = [(*row[:at], cut(row[at], room), *row[at + 1 :]) if at < len(row) else row for row in rows]
    return [piece for at, row in enumerate(rows) for piece in _broken(row, widths, free[at], align, width)]


def _is_names(rows: Sequence[tuple[str, ...]], at: int, align: str) -> bool:
    """Whether a column is words that may be cut: to the left, and no figure among them."""
    cells = [row[at] for row in rows if at < len(row)]
    return align[at : at + 1] == "l" and not any(cell and is_figure(cell) for cell in cells)


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns, the last of them `…` where something is missing."""
    if columns(text) <= width:
        return text
    room, kept = width - 1, ""
    for char in text:
        room -= _columns(char)
        if room < 0:
            break
        kept += char
    return f"{kept.rstrip()}…"


def _widths(rows: Sequence[tuple[str, ...]]) -> tuple[list[int], list[bool]]:
    """The width of each column, and for each row whether its last cell is free of it.

    A remark at the end of a row (`pay ≤ 60,300.00`) beside figures in other rows would push those apart. It
    starts where its column starts and runs on over what follows; only figures and inner cells make a column.
    Where a column holds nothing but remarks, all of them read from its left edge.
    """
    count = max((len(row) for row in rows), default=0)
    widths, firm = [0] * count, [False] * count
    for row in rows:
        for at, cell in enumerate(row):
            if at < len(row) - 1 or at == 0 or (cell and is_figure(cell)):
                widths[at], firm[at] = max(widths[at], columns(cell)), True
    for row in rows:
        if row and not firm[len(row) - 1]:
            widths[len(row) - 1] = max(widths[len(row) - 1], columns(row[-1]))
    free = [bool(row) and (not firm[len(row) - 1] or columns(row[-1]) > widths[len(row) - 1]) for row in rows]
    return widths, free


def _row(row: tuple[str, ...], widths: Sequence[int], free: bool, align: str, gap: int) -> str:
    cells = []
    for at, cell in enumerate(row):
        room = " " * (widths[at] - columns(cell))
        right = align[at : at + 1] == "r" and not (free and at == len(row) - 1)
        cells.append(room + cell if right else cell + room)
    return (" " * gap).join(cells).rstrip()


def _broken(row: tuple[str, ...], widths: Sequence[int], free: bool, align: str, width: int) -> list[str]:
    """A row of a table that is too wide: what does not fit goes on below, set in."""
    line = _row(row, widths, free, align, 1)
    if columns(line) <= width:
        return [line]
    first, *rest = _wrap(" ".join(cell for cell in row if cell), width - 2)
    return [first, *(f"  {piece}" for piece in rest)]


def _wrap(line: str, width: int) -> list[str]:
    """The line in pieces of at most `width` columns. Its indent is kept; a number stays with its unit."""
    line = line.rstrip()
    if columns(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip())][: width // 2]
    pieces, piece = list[str](), indent
    for word in _words(_UNIT.sub(_NO_BREAK, line), width - len(indent)):
        if piece != indent and columns(piece) + 1 + columns(word) > width:
            pieces.append(piece)
            piece = indent
        piece += word if piece == indent else f" {word}"
    return [each.replace(_NO_BREAK, " ") for each in (*pieces, piece)]


def _words(line: str, width: int) -> list[str]:
    """The words of a line; one that is too long is cut, but an address must stay whole to be of use."""
    words: list[str] = []
    for word in (each for each in line.split(" ") if each):
        start = 0
        if not word.startswith(("http://", "https://")):
            room = width
            for at, char in enumerate(word):
                room -= _columns(char)
                if room < 0 and at > start:
                    words.append(word[start:at])
                    start, room = at, width - _columns(char)
        words.append(word[start:])
    return words


def _titled(title: str, tone: Tone) -> str:
    """The title underlined in the colour of its tone, LIVE or PAPER in bold."""
    red, green, blue = bytes.fromhex(COLOURS[tone][1:])
    on, off = f"\x1b[0;4;38;2;{red};{green};{blue}m", "\x1b[0m"
    found = _MODE.fullmatch(title)
    if not found:
        return f"{on}{title}{off}"
    return f"{on}{found[1]}\x1b[1m{found[2]}\x1b[22m{found[3]}{off}"
