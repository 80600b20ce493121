"""The grounds of a community: what a platform lets us build there. Where it lets nobody, people do it by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Room(StrEnum):
    """What a channel is for; a platform gives it the rights that follow from it."""

    SIGNALS = "signals"  # providers write, all read
    RESULTS = "results"  # only the bot writes, all read
    DESK = "desk"  # all write: commands


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A community as the platform shows it, and what we may not do there, by the platform's own words.

    Without `rooms` no channel can be made; without `roles` no role, which can be done without.
    """

    name: str
    rooms: bool
    roles: bool
    missing: tuple[str, ...] = ()


class Grounds(Protocol):
    """Builds in communities of one platform. `community` is the platform's own id, and what is made has one too.

    Every call has its own time limit. Raises `Unavailable` when the platform does not answer or asks to wait, and
    `Refusal("no_ground", {"what": ...})` when it forbids. None is repeated here: whoever calls twice makes two.
    """

    async def standing(self, community: str) -> Standing:
        """What the community is called, and what may be made there."""
        ...

    async def make_room(self, community: str, room: Room, name: str) -> str:
        """A new text channel with the rights that `room` asks for; its id."""
        ...

    async def make_role(self, community: str, name: str) -> str:
        """A new role without any rights of its own; its id."""
        ...

    async def remove_room(self, community: str, made: str) -> None:
        """Take a channel away. One that is gone already is fine."""
        ...

    async def remove_role(self, community: str, made: str) -> None:
        """Take a role away. One that is gone already is fine."""
        ...
