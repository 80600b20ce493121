"""What the start says of secrets that the key file does not open: on stderr, and to the owners (row BR-16)."""

from __future__ import annotations

import sys

from core.context import World
from core.control.views import owners
from core.notices.model import Notice, NoticeKind
from core.notices.tell import notice, tell
from core.venues.credentials import KeysTold
from core.venues.keys import lost_keys


async def say_lost_keys(world: World) -> None:
    """The accounts that cannot be reached for want of a key. The program goes on: the others can."""
    for row in await lost_keys(world):
        sys.stderr.write(
            f"bellwether: the secret key file does not hold key {row.word}, which {row.rows} sealed values need. "
            "Put its line back, or connect these accounts anew.\n"
        )
        told = KeysTold(row.word)
        async with world.store.unit() as unit:
            cards = [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in await owners(unit)]
            known = (
                {one.id for one in await unit.all(Notice, id=[card.id for card in cards])} if cards else set()
            )
            await tell(unit, [card for card in cards if card.id not in known])
