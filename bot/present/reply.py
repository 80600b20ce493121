"""A reply in blocks that every platform can make native: title, rows, lines, table, buttons, tone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.present.plots import Plot
from core.command import Call


class Tone(StrEnum):
    """The colour of a card (storyboard, section 16)."""

    INFO = "info"
    ASKS = "asks"
    DONE = "done"
    CAUTION = "caution"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Hint(Line):
    """A sentence for whoever types to the program itself: the console shows it, a chat leaves it out."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Facts under each other: a label, then cells. `align` has one letter a cell, `r` or `l`.

    Rows may be shorter than others. Cells line up over all rows of the block.
    """

    rows: tuple[tuple[str, ...], ...]
    align: str = "lrrr"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two parts of a card."""


Block = Line | Rows | Rule


@dataclass(frozen=True, slots=True)
class Confirm:
    """Carry out the plan of this card, or a variant of it that the plan knows by name."""

    variant: str = ""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Leave it: the plan is spent without being carried out."""


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it does."""

    label: str
    action: Call | Confirm | Dismiss


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a card: its name, what is in it, and in words what that is."""

    name: str
    text: str
    alt: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes with a card: a PNG file that stays as it is, and in words what it shows.

    Where the file is gone by the time the card is shown, its words are shown alone.
    """

    path: str
    alt: str

    @property
    def name(self) -> str:
        """What the file is called."""
        return Path(self.path).name

    @property
    def content(self) -> bytes | None:
        """The file's bytes; None when it is gone."""
        try:
            return Path(self.path).read_bytes()
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class Drawn(Picture):
    """A picture that was made for this card and is in no file; `path` is only its name."""

    png: bytes = b""

    @property
    def content(self) -> bytes:
        """The PNG."""
        return self.png


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One card. `data` is the typed result for machines; its names are stable.

    `plots` become pictures where the card is shown (`bot/drawing/painter.py`); until then they are data.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    tone: Tone = Tone.INFO
    data: dict[str, Any] = field(default_factory=dict)
    anyone: bool = False
    files: tuple[Attachment, ...] = ()
    pictures: tuple[Picture, ...] = ()
    plots: tuple[Plot, ...] = ()
