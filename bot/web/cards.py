"""A card of the chats as a page: the same title, rows and sentences, so that a fact looks the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from bot.present.reply import Hint, Reply, Rows, Rule
from bot.web.sharepage import Link


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row; `number` ones stand to the right."""

    text: str
    number: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, a table, or a line between two parts: one of the three is there."""

    line: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A card, ready to be laid out."""

    title: str
    right: str
    description: str
    pieces: tuple[Piece, ...]
    links: tuple[Link, ...]
    small: tuple[str, ...]


def card_page(reply: Reply, links: tuple[Link, ...] = (), small: tuple[str, ...] = ()) -> CardPage:
    """The page of a card. Its buttons stay in the chat: whoever reads a page is nobody there."""
    left, _, right = reply.title.partition("  ")
    pieces = []
    for block in reply.blocks:
        if isinstance(block, Rows):
            wide = max((len(row) for row in block.rows), default=0)
            pieces.append(Piece(rows=tuple(_row(row, block.align, wide) for row in block.rows)))
        elif isinstance(block, Rule):
            pieces.append(Piece(rule=True))
        elif not isinstance(block, Hint):
            pieces.append(Piece(line=block.text))
    first = next((piece.line for piece in pieces if piece.line), "")
    return CardPage(
        title=left.strip(),
        right=right.strip(),
        description=first,
        pieces=tuple(pieces),
        links=links,
        small=small,
    )


def _row(row: tuple[str, ...], align: str, wide: int) -> tuple[Cell, ...]:
    cells = [Cell(text, align[place : place + 1] == "r") for place, text in enumerate(row)]
    return (*cells, *(Cell("", number=False) for _ in range(wide - len(row))))
