"""Buttons as they are kept and as they go over a wire: `bw:<card>:<place>.<mark>`.

The place is where a button stands on its card, from 0. The mark says what stood there when it was shown: a card changes
in its place, and a tap that was on its way then means the button that was seen, wherever that stands now, or nothing.
Buttons from before there were marks have their place alone.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.present.reply import Button, Confirm, Dismiss
from core.bookkeeping import Offer
from core.kernel.codec import dumps, encode
from core.kernel.ids import derived

MARK_LETTERS = 5
# Where a plan was made, for rights that hold in one community only.
WITHIN = "in"
_PLACE = re.compile(r"([0-9]{1,2})(?:\.([0-9a-z]{5}))?")
_BUTTON = re.compile(r"bw:([^:]+):([^:]+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A button's place on its card, and the mark of what was seen there; no mark on an older card."""

    number: int
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.number}.{self.mark}" if self.mark else str(self.number)


NOWHERE = Place(-1)


def place_of(button: Button, number: int) -> Place:
    """A button that is shown in this place."""
    return Place(number, _mark(button.label, action_of(button)))


def place_in(offer: Offer, number: int) -> Place:
    """A button of a card as it is kept."""
    return Place(number, _mark(offer.labels[number], json.loads(offer.actions[number])))


def read_place(text: str) -> Place | None:
    """`3.x7k2p`, or `3` of an older card; None for what is neither."""
    found = _PLACE.fullmatch(text) if text.isascii() else None
    return None if found is None else Place(int(found[1]), found[2] or "")


def wire_id(card: str, place: Place) -> str:
    """What a tap sends back."""
    return f"bw:{card}:{place}"


def read_wire_id(text: str) -> tuple[str, Place] | None:
    """The card and the place that a tap names; None for what is no button of ours."""
    found = _BUTTON.fullmatch(text)
    place = None if found is None else read_place(found[2])
    return None if found is None or place is None else (found[1], place)


def action_of(button: Button) -> dict[str, Any]:
    """What pressing it does, as its card keeps it."""
    if isinstance(button.action, Confirm):
        return {"do": "confirm", "variant": button.action.variant}
    if isinstance(button.action, Dismiss):
        return {"do": "dismiss"}
    return {"do": "call", "call": encode(button.action)}


def meant(offer: Offer, place: Place) -> int | None:
    """The number of the button that a tap means on the card as it is now; None when that is there no more."""
    if not place.mark:
        return place.number if 0 <= place.number < len(offer.actions) else None
    marks = [place_in(offer, number).mark for number in range(len(offer.actions))]
    if place.number < len(marks) and marks[place.number] == place.mark:
        return place.number
    return marks.index(place.mark) if place.mark in marks else None


def _mark(label: str, action: dict[str, Any]) -> str:
    does = {name: value for name, value in action.items() if name != WITHIN}
    return derived("button", label, dumps(does))[:MARK_LETTERS]
