"""A card as Telegram shows it: HTML, rows of buttons, files. Plain functions, no client library.

HTML and not Markdown: three letters are escaped, and a full stop in a price breaks nothing. Lengths are counted as
Telegram counts them, in UTF-16 units of what is read, without the markup (Bot API, "Formatting options").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from bot.buttons import Place, place_of, wire_id
from bot.chat.measure import MORE, cut, units
from bot.console.render import body, clean
from bot.present.reply import Attachment, Block, Button, Line, Picture, Reply, Rule
from core.kernel.errors import Bug

# Bot API 10.1: sendMessage, sendDocument, InlineKeyboardButton, answerCallbackQuery.
TEXT_MOST = 4_096
CAPTION_MOST = 1_024
DATA_BYTES = 64
POPUP_MOST = 200
# Ours: a phone's width, a title that is read at a glance, a label that stands beside another one.
COLUMNS = 40
TITLE_MOST = 300
LABEL_MOST = 40
BUTTONS_A_ROW = 2
BUTTONS_MOST = 100
RULE = "─" * 12


@dataclass(frozen=True, slots=True)
class Key:
    """A button on the wire: its label, and what a tap sends back."""

    label: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A card made native. `caption` is its text where it fits below a file, else None."""

    text: str
    caption: str | None
    keys: tuple[tuple[Key, ...], ...]
    files: tuple[Attachment | Picture, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text of one kind: what is read, and what stands around it."""

    text: str
    before: str = ""
    after: str = ""

    @property
    def html(self) -> str:
        return f"{self.before}{escape(self.text)}{self.after}"


def render(reply: Reply, card: str = "") -> Shown:
    """The whole card. `card` is the id of its buttons."""
    pieces = list(_pieces(reply))
    whole = units("".join(piece.text for piece in pieces))
    return Shown(
        text=_html(pieces, TEXT_MOST),
        caption=_html(pieces, CAPTION_MOST) if whole <= CAPTION_MOST else None,
        keys=keyboard(reply.buttons, card),
        files=(*(one for one in reply.pictures if one.content is not None), *reply.files),
    )


def caption(reply: Reply) -> str:
    """The card below a file, cut where it must be."""
    return _html(list(_pieces(reply)), CAPTION_MOST)


def popup(reply: Reply) -> str:
    """What a pop-up says of a card: its title, and its sentences as far as they fit. No markup there."""
    lines = [_titled(reply.title), *(clean(block.text) for block in reply.blocks if isinstance(block, Line))]
    return cut("\n".join(lines), POPUP_MOST)


def keyboard(buttons: Iterable[Button], card: str) -> tuple[tuple[Key, ...], ...]:
    """Rows of two."""
    keys = [
        Key(_label(button.label), tap(card, place_of(button, number)))
        for number, button in enumerate(buttons)
    ]
    shown = keys[:BUTTONS_MOST]
    return tuple(tuple(shown[at : at + BUTTONS_A_ROW]) for at in range(0, len(shown), BUTTONS_A_ROW))


def tap(card: str, place: Place) -> str:
    """What a button sends back."""
    data = wire_id(card, place)
    if len(data.encode()) > DATA_BYTES:
        raise Bug(f"a button's data is longer than {DATA_BYTES} bytes")
    return data


def escape(text: str) -> str:
    """The text so that nothing in it is markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pieces(reply: Reply) -> Iterator[_Piece]:
    yield _Piece(cut(_titled(reply.title), TITLE_MOST), "<b>", "</b>")
    for laid_out, group in groupby(reply.blocks, key=lambda block: not isinstance(block, Line)):
        blocks = tuple(group)
        if not laid_out:
            for block in blocks:
                text = clean(block.text) if isinstance(block, Line) else ""
                yield _Piece(f"\n{text}")
        elif all(isinstance(block, Rule) for block in blocks):
            yield _Piece(f"\n{RULE}")
        else:
            yield _Piece("\n")
            yield _Piece(_laid_out(reply, blocks), "<pre>", "</pre>")
    for picture in reply.pictures:  # what it shows is nowhere else to be read there
        yield _Piece(f"\n{clean(picture.alt)}")


def _laid_out(reply: Reply, blocks: tuple[Block, ...]) -> str:
    return body(replace(reply, blocks=blocks), width=COLUMNS)


def _titled(title: str) -> str:
    """A title's figure stands two blanks behind its words: in a proportional letter no column can be kept."""
    words = [" ".join(part.split()) for part in clean(title, lines=False).split("  ")]
    return "  ".join(word for word in words if word) or MORE


def _label(label: str) -> str:
    return cut(" ".join(clean(label, lines=False).split()), LABEL_MOST) or MORE


def _html(pieces: list[_Piece], most: int) -> str:
    """The markup of as much as fits. It is cut in what is read, never in what stands around it."""
    out, room = list[str](), most
    for piece in pieces:
        needed = units(piece.text)
        # The last sign is kept for what tells that something is missing.
        if needed <= room - units(MORE) or (needed <= room and piece is pieces[-1]):
            out.append(piece.html)
            room -= needed
            continue
        out.append(_end(piece, room))
        break
    return "".join(out)


def _end(piece: _Piece, room: int) -> str:
    """As much of a piece as there is room for; where that is nothing, the mark stands outside of any markup."""
    text = cut(f"{piece.text} ", room)
    return replace(piece, text=text).html if text != MORE else MORE
