"""Who runs this installation, as Discord knows them, and what they are told once."""

from __future__ import annotations

from contextlib import suppress

from bot.chat.frontends import Parts
from bot.chat.wire import NOT_SHOWN
from bot.discord.rest import Rest
from bot.discord.wire import PLATFORM
from bot.dispatch import Answer, Speaker
from bot.present.look import Look
from bot.present.reply import Line, Reply, Tone
from core.bookkeeping import Spent
from core.kernel.errors import Unavailable
from core.kernel.ids import derived

PORTAL = "https://discord.com/developers/applications"
ACCEPTED = 2


class Owners:
    """Those that the settings name; when they name nobody at all, the application's owner or its team."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._rest: Rest | None = None
        self._named = bool(parts.settings.owner)
        self._ids = {one.external for one in parts.settings.owner if one.platform == PLATFORM}

    def are(self, person: str) -> bool:
        """Whether this person runs the installation."""
        return person in self._ids

    async def learn(self, rest: Rest) -> None:
        """Ask whose application this is, where nobody is named."""
        self._rest = rest
        if self._named:
            return
        try:
            found = await rest.call("GET", "/oauth2/applications/@me")
        except NOT_SHOWN as error:
            self._parts.report("discord", "the application's owner is not known yet", error)
            return
        team = found.get("team")
        if team is not None:
            members = [one for one in team.get("members", ()) if one.get("membership_state") == ACCEPTED]
            self._ids = {str(one["user"]["id"]) for one in members}
        else:
            self._ids = {str(found["owner"]["id"])}

    async def tell_no_content(self) -> None:
        """Once: posts in channels come without their words."""
        look = self._look()
        how = Line(look.say("discord.no_content_how", address=PORTAL))
        reply = Reply(title=look.say("discord.no_content"), blocks=(how,), tone=Tone.CAUTION)
        for person in sorted(self._ids):
            await self._tell_once("no_content", person, reply)

    async def tell_joined(self, guild: str, name: str, inviter: str) -> None:
        """One private card for each server, without a ring: to its owner, who let the bot in."""
        person = inviter or next(iter(sorted(self._ids)), "")
        if not person:
            return
        look = self._look()
        blocks = (Line(look.say("discord.joined_how")), Line(look.say("discord.joined_setup")))
        reply = Reply(title=look.say("discord.joined", server=name), blocks=blocks)
        await self._tell_once(f"joined:{guild}", person, reply)

    async def _tell_once(self, what: str, person: str, reply: Reply) -> None:
        world = self._parts.world
        cause = f"discord:{what}:{person}"
        with suppress(Unavailable):  # then at the next session
            if await world.view.get(Spent, cause) is not None:
                return
            speaker = Speaker(PLATFORM, person, await self._name_of(person), owner=self.are(person))
            actor, _ = await self._parts.dispatcher.meet(speaker)
            async with world.store.unit() as unit:
                if not await unit.add([Spent(cause=cause, at=world.clock.now())], new_only=True):
                    return
            card = derived("told", cause)
            answer = Answer(
                kind="notice", person=actor.person, channel=None, card=card, command="", reply=reply
            )
            await self._parts.mail.tell(answer)

    async def _name_of(self, person: str) -> str:
        """What somebody is called who has not spoken yet."""
        with suppress(*NOT_SHOWN):
            if self._rest is not None:
                found = await self._rest.call("GET", f"/users/{person}")
                return str(found.get("global_name") or found["username"])
        return person

    def _look(self) -> Look:
        return Look(self._parts.world, self._parts.world.clock.now())
