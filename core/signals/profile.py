"""How one provider writes: what the post itself leaves open is settled here, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.signals.reading import Direction

TARGETS_MAX = 10  # in one form
PROVEN = 20  # readings of a template that its provider called right, with none wrong, before it may be clear


class Dash(StrEnum):
    """What two prices joined by a dash are."""

    ZONE = "zone"
    TWO_ENTRIES = "two_entries"


class Decimals(StrEnum):
    """What stands before the decimals. `BY_POST`: decided for each post by its own numbers."""

    BY_POST = "by_post"
    POINT = "point"
    COMMA = "comma"


class Role(StrEnum):
    """What a group of numbers is for."""

    ENTRY = "entry"
    STOP = "stop"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Numbers with one role in a form: what stands before them, and how many there are.

    An empty `anchor` means that their place alone gives the role. `again` stands before each further group of
    them (None: there is but one group).
    """

    role: Role
    anchor: tuple[str, ...]
    least: int
    most: int
    again: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One provider's own form of posts, learned from three of them (row BX-08). It knows no numbers.

    `sides` are signs or words that nobody else uses for a side. `side_told` says whether every post names its
    side; where none does, the order of its levels tells it. `filler` are words that say nothing.
    """

    slots: tuple[Slot, ...]
    sides: tuple[tuple[str, Direction], ...]
    side_told: bool
    filler: tuple[str, ...]
    decimals: Decimals = Decimals.BY_POST


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A provider's habits. The default one is what `bellwether parse` reads with.

    A post whose own numbers prove their decimal mark is read by them; `decimals` and `language` (a code, as in the
    word lists) settle what it leaves open. What only the `template` reads is asked about until it is `proven`.
    """

    default_quote: str = "USDT"
    dash: Dash = Dash.ZONE
    decimals: Decimals = Decimals.BY_POST
    split_blocks: bool = True  # several trades in one post
    language: str = ""
    template: Template | None = None
    proven: bool = False


DEFAULT = Profile()
