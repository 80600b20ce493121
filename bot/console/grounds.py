"""The grounds of the console: a channel exists once it is named, and goes when nobody names it any more."""

from __future__ import annotations

from core.ports.grounds import Room, Standing


class ConsoleGrounds:
    """One community, where channels can be made and roles cannot: on the console everybody may do what they ask."""

    async def standing(self, community: str) -> Standing:
        """There are no roles to make."""
        return Standing(name=community, rooms=True, roles=False)

    async def make_room(self, community: str, room: Room, name: str) -> str:
        """A channel is its name."""
        return name

    async def make_role(self, community: str, name: str) -> str:
        """Never asked for."""
        return name

    async def remove_room(self, community: str, made: str) -> None:
        """Nothing is left behind that would have to go."""

    async def remove_role(self, community: str, made: str) -> None:
        """Nothing either."""
