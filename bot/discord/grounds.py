"""What `/admin setup` builds on Discord: channels with the rights that follow from their use, and two roles.

The bot needs Manage Channels for channels and Manage Roles for roles, and only while it builds; never Administrator.
Documents: "Permissions", "Create Guild Channel", "Create Guild Role", 2026-07.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.chat.wire import InDoubt, Later, Refused, Unreachable, Why
from bot.discord.rest import Rest
from core.kernel.errors import Refusal, Unavailable
from core.ports.grounds import Room, Standing

ADMINISTRATOR, MANAGE_CHANNELS, MANAGE_ROLES = 1 << 3, 1 << 4, 1 << 28
SEND, VIEW, EMBED, ATTACH = 1 << 11, 1 << 10, 1 << 14, 1 << 15
THREADS = 1 << 35 | 1 << 38
FOR_ROLE, FOR_MEMBER, TEXT = 0, 1, 0
PROVIDERS = "Provider"
# A limit that is used up is waited for, so often and so long.
WAITS_MOST, WAIT_SECONDS = 3, 6.0


class DiscordGrounds:
    """Builds in the servers that the bot is in. A server is `community`, by its id."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    async def standing(self, community: str) -> Standing:
        """Its name and the bot's rights there, as Discord adds them up."""
        query = {"after": str(int(community) - 1), "limit": "1"}
        found = await _asked(partial(self._rest.call, "GET", "/users/@me/guilds", query=query), "servers")
        server = next((one for one in found if str(one.get("id")) == community), None)
        if server is None:
            raise Refusal("no_ground", {"what": "anything"})
        rights = int(server.get("permissions") or 0)
        everything = bool(rights & ADMINISTRATOR)
        rooms, roles = everything or bool(rights & MANAGE_CHANNELS), everything or bool(rights & MANAGE_ROLES)
        missing = [words for has, words in ((rooms, "Manage Channels"), (roles, "Manage Roles")) if not has]
        return Standing(name=str(server.get("name") or ""), rooms=rooms, roles=roles, missing=tuple(missing))

    async def make_room(self, community: str, room: Room, name: str) -> str:
        """A text channel. Where not everybody writes, the bot itself may."""
        payload: dict[str, Any] = {"name": name, "type": TEXT}
        if room is not Room.DESK:
            payload["permission_overwrites"] = await self._overwrites(community, room)
        call = partial(self._rest.call, "POST", f"/guilds/{community}/channels", payload=payload)
        return str((await _asked(call, f"#{name}"))["id"])

    async def _overwrites(self, community: str, room: Room) -> list[dict[str, Any]]:
        """Nobody writes but the bot, and in #signals the providers. Without their role all may: somebody must."""
        me = await _asked(partial(self._rest.call, "GET", "/users/@me"), room.value)
        roles = await _asked(partial(self._rest.call, "GET", f"/guilds/{community}/roles"), room.value)
        providers = [one for one in roles if one.get("name") == PROVIDERS]
        if room is Room.SIGNALS and not providers:
            return []
        writes = VIEW | SEND | EMBED | ATTACH | THREADS
        found = [
            {"id": community, "type": FOR_ROLE, "deny": SEND, "allow": 0},
            {"id": str(me["id"]), "type": FOR_MEMBER, "allow": writes, "deny": 0},
        ]
        if room is Room.SIGNALS:
            found += [{"id": str(one["id"]), "type": FOR_ROLE, "allow": SEND, "deny": 0} for one in providers]
        return found

    async def make_role(self, community: str, name: str) -> str:
        """A role that may nothing by itself. One of that name that is there already is left alone."""
        payload = {"name": name, "permissions": "0", "mentionable": False}
        call = partial(self._rest.call, "POST", f"/guilds/{community}/roles", payload=payload)
        return str((await _asked(call, name))["id"])

    async def remove_room(self, community: str, made: str) -> None:
        """Delete the channel, with what was posted in it."""
        await _gone(partial(self._rest.call, "DELETE", f"/channels/{made}"))

    async def remove_role(self, community: str, made: str) -> None:
        """Delete the role; whoever had it has it no more."""
        await _gone(partial(self._rest.call, "DELETE", f"/guilds/{community}/roles/{made}"))


async def _asked(call: Callable[[], Awaitable[Any]], what: str) -> Any:
    """The answer; what the platform does not allow is a refusal, what it does not answer is unavailable.

    Asked to wait a moment it waits: nothing was done yet, and people look at a setup that goes on.
    """
    try:
        for _ in range(WAITS_MOST):
            try:
                return await call()
            except Later as later:
                if later.seconds > WAIT_SECONDS:
                    raise
                await asyncio.sleep(later.seconds)
        return await call()
    except (Unreachable, Refused) as error:
        raise Refusal("no_ground", {"what": what}) from error
    except (Later, InDoubt) as error:
        raise Unavailable("discord") from error


async def _gone(call: Callable[[], Awaitable[Any]]) -> None:
    try:
        await _asked(call, "room")
    except Refusal as error:
        reason = error.__cause__
        if not (isinstance(reason, Unreachable) and reason.why is Why.NO_ROOM):
            raise
