"""How a broker, and the parts of its key, are given by people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from core.command import Kind
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.secret import Secret
from core.venues.model import VenueInfo
from core.venues.pasted import without_keys

# In the place of a key, behind a button: what a form has to ask for, the names after it.
ASK = "ask:"
SUGGESTED = 25
TYPED_MOST = 24
LONGEST_PART = 4_000


async def read_venue(ctx: Context, text: str) -> VenueInfo:
    """The broker of a name; the names that there are, for any other."""
    venues = ctx.world.venues
    found = None if venues is None else venues.named(text)
    if found is None:
        names = () if venues is None else tuple(one.name for one in venues.known)
        typed = without_keys(text)[:TYPED_MOST]
        raise Refusal("unsupported_broker", {"typed": typed, "choices": ", ".join(names)})
    return found


async def suggest_venues(ctx: Context, so_far: str) -> Sequence[str]:
    """Names that begin so."""
    known = () if ctx.world.venues is None else ctx.world.venues.known
    wanted = so_far.strip().casefold()
    return [
        one.name for one in known if one.name.startswith(wanted) or one.title.casefold().startswith(wanted)
    ][:SUGGESTED]


def write_venue(info: VenueInfo) -> str:
    """As it would be typed."""
    return info.name


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of a key by their names, as a form or the lines of a terminal brought them."""

    parts: Mapping[str, Secret]


def entry_text(parts: Mapping[str, str]) -> str:
    """The parts as the option takes them. It is never written down: what holds a secret is kept behind no button."""
    return json.dumps(parts)


async def read_entry(ctx: Context, text: str) -> Entry:
    """What `entry_text` made. What somebody typed in its place is not looked at."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(part, str) for part in found.values()):
        raise Refusal("key_in_line")
    return Entry(
        {str(name): Secret(part.strip()[:LONGEST_PART]) for name, part in found.items() if part.strip()}
    )


def _never(_text: str) -> bool:
    return False


def _is_word(text: str) -> bool:
    return bool(text.strip())


AVenue = Annotated[VenueInfo, Kind(VenueInfo, read_venue, _is_word, write_venue, suggest_venues)]
AnEntry = Annotated[Entry, Kind(Entry, read_entry, _never, wire="secret")]
