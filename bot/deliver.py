"""Tell notices: look up what they are about, make the card, keep its buttons, hand it to the front-end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.dispatch import Answer, Dispatcher
from bot.present.look import Look
from bot.present.table import SUBJECTS, card
from core.context import World
from core.kernel.errors import Bug
from core.kernel.faults import faultpoint
from core.notices.model import Notice, NoticesDue


class Notifier(Protocol):
    """A front-end that can tell people and channels something unasked."""

    async def tell(self, answer: Answer) -> None:
        """Show a card, or show it anew in its place when its kind is `edit`. May be called twice for one card."""
        ...


class Delivery:
    """Outside(NoticesDue): at least once. A notice that changed while it was told is told again."""

    def __init__(self, dispatcher: Dispatcher, notifier: Callable[[Notice], Notifier]) -> None:
        self._dispatcher = dispatcher
        self._notifier = notifier

    async def deliver_notices(self, world: World, events: Sequence[NoticesDue]) -> None:
        """Tell what is due, each card in its newest form only."""
        ids = list(dict.fromkeys(one for event in events for one in event.notices))
        due = [notice for notice in await world.view.all(Notice, id=ids) if notice.told < notice.version]
        for notice in due:
            await self._tell(world, notice)

    async def _tell(self, world: World, notice: Notice) -> None:
        subject = world.vocabulary.read(notice.subject)
        view = SUBJECTS.get(type(subject))
        if view is None:
            raise Bug(f"nothing looks up {type(subject).__name__}")
        result = await view(world, subject)
        if result is not None:
            kind = "edit" if notice.told else ("post" if notice.channel is not None else "notice")
            answer = Answer(
                kind=kind,
                person=notice.person,
                channel=notice.channel,
                card=notice.id,
                command="",
                reply=card(result, Look(world, world.clock.now())),
                rank=notice.rank,
            )
            answer = await self._dispatcher.offer(answer, None, result, None)
            await self._notifier(notice).tell(answer)
            faultpoint("notice.told")
        async with world.store.unit() as unit:
            await unit.move(Notice, [notice.id], was={"told": notice.told}, now={"told": notice.version})
