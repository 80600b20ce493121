"""Time zones by their names in the IANA list, as the machine's own zone files have them."""

from __future__ import annotations

import difflib
from datetime import UTC, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

PLAIN_UTC = "UTC"
NEAR = 3


@cache
def known_zones() -> dict[str, str]:
    """Every zone by how it may be typed: its name, and its city where only one has it; all in small letters."""
    names = sorted(available_timezones())
    found = {name.lower(): name for name in names}
    cities: dict[str, list[str]] = {}
    for name in names:
        area, _, city = name.rpartition("/")
        if area and not name.startswith(("Etc/", "posix/", "right/")):
            cities.setdefault(city.lower(), []).append(name)
    for city, of in cities.items():
        if len(of) == 1:
            found.setdefault(city, of[0])
    return found | {"utc": PLAIN_UTC}


def find_zone(typed: str) -> str | None:
    """The zone that `Europe/Berlin`, `berlin` or `new york` names; None for no zone or more than one."""
    return known_zones().get("_".join(typed.lower().split()))


def near_zones(typed: str) -> tuple[str, ...]:
    """Zones whose names look like what was typed."""
    known = known_zones()
    near = difflib.get_close_matches("_".join(typed.lower().split()), known, NEAR * 2, 0.7)
    return tuple(dict.fromkeys(known[name] for name in near))[:NEAR]


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of a kept name; None for UTC, and for one that this machine no longer knows."""
    known = find_zone(name)
    return None if known is None or known == PLAIN_UTC else ZoneInfo(known)


def clock_of(name: str) -> tzinfo:
    """The zone to reckon by."""
    return zone_of(name) or UTC
