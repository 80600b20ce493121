"""What somebody types or taps in a chat, with the question that is open there: a missing option is the person's next
plain line. The question is a row, so it outlives the process; `/cancel` drops it, and after ten minutes it lapses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.buttons import Place as Button
from bot.dispatch import Answer, Dispatcher, Speaker
from bot.looks import look_of
from bot.present.reply import Line, Reply
from core.bookkeeping import OpenQuestion
from core.command import Catalog
from core.context import Place, World
from core.kernel.errors import Unavailable
from core.kernel.ids import derived

OPEN_FOR = timedelta(minutes=10)
CANCEL = "/cancel"


class Asks:
    """Stands before the dispatcher for everything that is said in a chat. `chat` is the platform's own id."""

    def __init__(
        self,
        world: World,
        dispatcher: Dispatcher,
        catalog: Catalog,
        missed: Callable[[str], Awaitable[int]] | None = None,
    ) -> None:
        self._world = world
        self._dispatcher = dispatcher
        self._catalog = catalog
        self._missed = missed

    async def waits(self, platform: str, chat: str, external: str) -> bool:
        """Whether this person's next plain line here is an answer. In a group nothing else of theirs is read."""
        try:
            return await self._open(platform, chat, external) is not None
        except Unavailable:
            return False

    async def say(self, speaker: Speaker, place: Place, text: str, message: str, *, chat: str) -> Answer:
        """A typed line, which may complete what was open. What it leaves open itself is kept."""
        try:
            asked = await self._open(place.platform, chat, speaker.external)
            if text.split("@")[0].strip().lower() == CANCEL:
                return await self._cancel(speaker, place, message, chat, asked)
            if asked is not None and not text.lstrip().startswith("/"):
                text = f"{asked.line} {text}"
        except Unavailable as error:
            return self._dispatcher.records_away(speaker, error)
        answer = await self._dispatcher.say(speaker, place, text, message)
        return await self.noted(answer, speaker, chat=chat)

    async def press(
        self, speaker: Speaker, place: Place, offer_id: str, button: Button, message: str, *, chat: str
    ) -> Answer:
        """A tap. Whatever was open in this chat is over with it, unless the button asks for something itself."""
        answer = await self._dispatcher.press(speaker, place, offer_id, button, message)
        return await self.noted(answer, speaker, chat=chat)

    async def noted(self, answer: Answer, speaker: Speaker, *, chat: str) -> Answer:
        """Keep what this answer asks for, or drop what was asked before.

        A line that may hold a secret is never kept: secrets are asked for elsewhere. The answer comes back as it is to
        be shown: with the count of what could not reach this person before, if anything could not.
        """
        answer = await self._with_missed(answer)
        key = (speaker.platform, chat, speaker.external)
        line = self._line_of(answer)
        try:
            if line is None and await self._world.view.get(OpenQuestion, *key) is None:
                return answer
            async with self._world.store.unit() as unit:
                if line is None:
                    await unit.drop(OpenQuestion, [key])
                else:
                    until = self._world.clock.now() + OPEN_FOR
                    platform, where, external = key
                    await unit.put(
                        [
                            OpenQuestion(
                                platform=platform, chat=where, external=external, line=line, until=until
                            )
                        ]
                    )
        except Unavailable:
            pass  # whoever asked hears of the outage by the answer
        return answer

    async def _with_missed(self, answer: Answer) -> Answer:
        count = 0
        if self._missed is not None and answer.person is not None and answer.channel is None:
            count = await self._missed(answer.person)
        if not count:
            return answer
        said = (await look_of(self._world, answer.person)).say("common.missed", count=count)
        return replace(answer, reply=replace(answer.reply, blocks=(*answer.reply.blocks, Line(said))))

    def _line_of(self, answer: Answer) -> str | None:
        if answer.reply.data.get("code") != "missing_option":
            return None
        facts: dict[str, str] = answer.reply.data["facts"]
        command = self._catalog.commands.get(facts.get("command", ""))
        if command is None or any(option.kind.wire == "secret" for option in command.options):
            return None
        return facts.get("line")

    async def _open(self, platform: str, chat: str, external: str) -> OpenQuestion | None:
        found = await self._world.view.get(OpenQuestion, platform, chat, external)
        return found if found is not None and self._world.clock.now() < found.until else None

    async def _cancel(
        self, speaker: Speaker, place: Place, message: str, chat: str, asked: OpenQuestion | None
    ) -> Answer:
        actor, _ = await self._dispatcher.meet(speaker)
        if asked is not None:
            async with self._world.store.unit() as unit:
                await unit.drop(OpenQuestion, [(speaker.platform, chat, speaker.external)])
        look = await look_of(self._world, actor.person)
        said = look.say("common.question_dropped" if asked is not None else "common.nothing_asked")
        card = derived("cancel", place.id, message)
        return Answer(
            kind="reply",
            person=actor.person,
            channel=None,
            card=card,
            command="cancel",
            reply=Reply(title=said),
        )
