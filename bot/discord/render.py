"""A card as Discord takes it: one embed, rows of buttons, files. Plain data; no client library.

The blocks of a card hold our words and other people's side by side, so all of it is escaped: nothing anybody wrote
can format a line, hide a link behind other words, or mention somebody. Tables stand in a code block, where nothing is
read as markup; only its fence must not appear inside (documents "Embed limits" and "Component reference", 2026-07).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from bot.buttons import place_of
from bot.chat.measure import MORE, clusters, cut, units
from bot.console.render import COLOURS, body, clean
from bot.present.reply import (
    Attachment,
    Block,
    Button,
    Confirm,
    Dismiss,
    Hint,
    Line,
    Picture,
    Reply,
    Rows,
    Rule,
    Tone,
)

TITLE_MOST, DESCRIPTION_MOST, LABEL_MOST, OPTION_MOST, ALT_MOST = 256, 4096, 80, 100, 1024
CUSTOM_ID_MOST = 100
BUTTONS_A_ROW, BUTTONS_MOST, OPTIONS_A_LIST, ROWS_MOST = 2, 4, 25, 5
PHONE_COLUMNS = 40
ROW, BUTTON, SELECT = 1, 2, 3
PRIMARY, SECONDARY, DANGER = 1, 2, 4
# What a card that does not fit is sent as beside itself.
WHOLE = "card.txt"
RULE = "─" * 20
NOTHING = "\u200b"
PNG = "image/png"
NOBODY: dict[str, Any] = {"parse": []}

_ADDRESS = re.compile(r"https?://[^\s<>`|\\\"^{}\[\]]+")
_MARKS = re.compile(r"[\\*_~`|\[\]<]")
_CALLS = re.compile(r"@(?=everyone|here)")
_LEADING = re.compile(r"^(\s*)(#{1,3}(?=\s)|-#|[-+>]|\d+(?=\.\s))", re.MULTILINE)
_GAP = re.compile(r" {3,}")


@dataclass(frozen=True, slots=True)
class File:
    """One file beside a card."""

    name: str
    content: bytes
    kind: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card's payload for a new message or an edit, and the files that go with it."""

    payload: dict[str, Any]
    files: tuple[File, ...] = ()


def render(reply: Reply, card: str) -> Rendered:
    """The card whose buttons are kept under the id `card`."""
    pictures = [(one, content) for one in reply.pictures if (content := one.content) is not None]
    lost = [Line(one.alt) for one in reply.pictures if one not in [there for there, _ in pictures]]
    blocks = [block for block in reply.blocks if not isinstance(block, Hint)]
    description, whole = _description([*blocks, *lost])
    title = _cut(_GAP.sub("  ", clean(reply.title, lines=False)).strip(), TITLE_MOST)
    embed: dict[str, Any] = {"color": int(COLOURS[reply.tone][1:], 16)}
    if title:
        embed["title"] = title
    if description or not title:
        embed["description"] = description or NOTHING
    if pictures:
        embed["image"] = {"url": f"attachment://{pictures[0][0].name}"}
    files = [*reply.files] if whole else [*reply.files, _in_full(reply)]
    attached: list[Attachment | Picture] = [*(one for one, _ in pictures), *files]
    return Rendered(
        {
            "embeds": [embed],
            "components": components(reply.buttons, card, reply.tone),
            "attachments": [
                {"id": str(number), "filename": one.name, "description": cut(one.alt, ALT_MOST)}
                for number, one in enumerate(attached)
            ],
            "allowed_mentions": NOBODY,
        },
        (
            *(File(one.name, content, PNG) for one, content in pictures),
            *(File(one.name, one.text.encode()) for one in files),
        ),
    )


def components(buttons: Sequence[Button], card: str, tone: Tone = Tone.INFO) -> list[dict[str, Any]]:
    """Two rows of two. Where there are more, what is decided stays a button and the rest becomes a list."""
    numbered = list(enumerate(buttons))
    if len(numbered) <= BUTTONS_MOST:
        return _rows_of(numbered, card, tone)
    decided = [one for one in numbered if isinstance(one[1].action, Confirm | Dismiss)][:BUTTONS_MOST]
    listed = [one for one in numbered if one not in decided]
    rows = _rows_of(decided, card, tone)
    chunks = [listed[at : at + OPTIONS_A_LIST] for at in range(0, len(listed), OPTIONS_A_LIST)]
    return [*rows, *(_list(chunk, card, at) for at, chunk in enumerate(chunks[: ROWS_MOST - len(rows)]))]


def _rows_of(numbered: Sequence[tuple[int, Button]], card: str, tone: Tone) -> list[dict[str, Any]]:
    made = [
        {
            "type": BUTTON,
            "style": _style(button, tone),
            "label": cut(_label(button), LABEL_MOST),
            "custom_id": _custom_id(card, str(place_of(button, number))),
        }
        for number, button in numbered
    ]
    return [
        {"type": ROW, "components": made[at : at + BUTTONS_A_ROW]}
        for at in range(0, len(made), BUTTONS_A_ROW)
    ]


def _list(numbered: Sequence[tuple[int, Button]], card: str, at: int) -> dict[str, Any]:
    options = [
        {"label": cut(_label(button), OPTION_MOST), "value": str(place_of(button, number))}
        for number, button in numbered
    ]
    select = {"type": SELECT, "custom_id": _custom_id(card, f"list{at}"), "options": options}
    return {"type": ROW, "components": [select]}


def _style(button: Button, tone: Tone) -> int:
    """Only what carries a plan out is coloured; red is for alarms."""
    if not isinstance(button.action, Confirm):
        return SECONDARY
    return DANGER if tone is Tone.ALARM else PRIMARY


def _label(button: Button) -> str:
    return clean(button.label, lines=False).strip() or MORE


def _custom_id(card: str, what: str) -> str:
    made = f"bw:{card}:{what}"
    if len(made) > CUSTOM_ID_MOST:
        raise ValueError(f"a button's id has {len(made)} letters: {made}")
    return made


def escape(text: str) -> str:
    """The text as it stands, whatever markup it holds. Addresses stay whole, so that they can be pressed."""
    out, at = [], 0
    for found in _ADDRESS.finditer(text):
        # Discord would take the escape behind an address as its last letter.
        out += [_escape(text[at : found.start()]), found[0], " " if _MARKS.match(text, found.end()) else ""]
        at = found.end()
    escaped = "".join([*out, _escape(text[at:])])
    return _LEADING.sub(_not_leading, escaped)


def _escape(text: str) -> str:
    return _CALLS.sub(f"@{NOTHING}", _MARKS.sub(r"\\\g<0>", text))


def _not_leading(found: re.Match[str]) -> str:
    """What makes a heading, a quote or a list only at the start of a line."""
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"


def _description(blocks: Sequence[Block]) -> tuple[str, bool]:
    """The body within its limit, and whether all of it is there."""
    parts: list[str] = []
    room = DESCRIPTION_MOST
    for lines, fenced in _parts(blocks):
        made = _fence(lines) if fenced else escape("\n".join(lines))
        if units(made) > room:
            parts += _beginning(lines, room, fenced=fenced)
            return "\n".join(parts), False
        parts.append(made)
        room -= units(made) + 1
    return "\n".join(parts), True


def _parts(blocks: Sequence[Block]) -> Iterable[tuple[list[str], bool]]:
    """Sentences, and tables with the rules between them, each laid out for a phone's width."""
    for fenced, group in groupby(_marked(blocks), key=lambda one: one[1]):
        run = tuple(block for block, _ in group)
        if fenced:
            yield body(Reply(title="", blocks=run), width=PHONE_COLUMNS).split("\n"), True
        else:
            for block in run:
                yield ([RULE] if isinstance(block, Rule) else clean(_words(block)).split("\n")), False


def _marked(blocks: Sequence[Block]) -> Iterable[tuple[Block, bool]]:
    """Each block with whether it stands in a code block: tables do, and a rule between two of them."""
    for at, block in enumerate(blocks):
        beside = blocks[max(at - 1, 0) : at + 2]
        between = (
            isinstance(block, Rule) and len(beside) == 3 and not any(isinstance(one, Line) for one in beside)
        )
        yield block, isinstance(block, Rows) or (between and 0 < at < len(blocks) - 1)


def _words(block: Block) -> str:
    return block.text if isinstance(block, Line) else ""


def _fence(lines: Sequence[str]) -> str:
    inside = "\n".join(lines).replace("``", f"`{NOTHING}`").replace("``", f"`{NOTHING}`")
    return f"```\n{inside}\n```"


def _beginning(lines: Sequence[str], room: int, *, fenced: bool) -> list[str]:
    """As many lines of a part as fit with a mark behind them that more would follow; a long line is cut itself."""

    def made(of: Sequence[str]) -> str:
        return _fence(of) if fenced else escape("\n".join(of))

    count = 0
    while count < len(lines) and units(made([*lines[: count + 1], MORE])) <= room:
        count += 1
    kept = list(lines[:count])
    last = lines[count] if count < len(lines) else ""
    shorter = _longest(last, lambda piece: units(made([*kept, piece])) <= room) or MORE
    return [made([*kept, shorter])] if units(made([*kept, shorter])) <= room else []


def _longest(line: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of a line that fits with its mark, never ending inside an address; else nothing."""
    pieces = list(clusters(line))
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{''.join(pieces[:middle])}{MORE}") else (low, middle - 1)
    kept = "".join(pieces[:low])
    for found in _ADDRESS.finditer(line):
        if found.start() < len(kept) < found.end():
            kept = kept[: found.start()]
    kept = kept.rstrip()
    return f"{kept}{MORE}" if kept else ""


def _cut(text: str, most: int) -> str:
    if units(escape(text)) <= most:
        return escape(text)
    return escape(_longest(text, lambda piece: units(escape(piece)) <= most))


def _in_full(reply: Reply) -> Attachment:
    """The whole card as a file, where it is too long to be shown."""
    title = clean(reply.title, lines=False)
    text = body(replace(reply, buttons=()), width=80)
    return Attachment(WHOLE, f"{title}\n\n{text}\n", title)
