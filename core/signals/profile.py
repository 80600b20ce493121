"""How one provider writes: what the post itself leaves open is settled here, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Dash(StrEnum):
    """What two prices joined by a dash are."""

    ZONE = "zone"
    TWO_ENTRIES = "two_entries"


class Decimals(StrEnum):
    """What stands before the decimals. `BY_POST`: decided for each post by its own numbers."""

    BY_POST = "by_post"
    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A provider's habits. The default one is what `bellwether parse` reads with."""

    default_quote: str = "USDT"
    dash: Dash = Dash.ZONE
    decimals: Decimals = Decimals.BY_POST
    split_blocks: bool = True  # several trades in one post


DEFAULT = Profile()
