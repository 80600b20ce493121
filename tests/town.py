"""A small town to trade in: a provider with a channel, and followers with paper accounts, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.accounts.model import PAPER_CURRENCY, Identity, Person
from core.kernel.access import Level
from core.kernel.ids import derived
from core.portfolio.opening import open_paper
from core.ports.store import Store
from core.signals.channels import channel_row
from core.signals.model import Provider, ProviderStatus
from core.social.model import CopyMode, Follow

PLATFORM = "console"
CHANNEL = "calls"
AUTHOR = "pro"
PROVIDER = "provider-of-calls"


def person_id(name: str) -> str:
    """The person whom the console knows by this name."""
    return derived("person", PLATFORM, name)


async def settle_in(store: Store, followers: Sequence[str], now: datetime) -> None:
    """`pro` goes live in #calls, and everybody named copies them with the limits that everybody begins with."""
    names = [AUTHOR, *followers]
    people = [Person(id=person_id(name), name=name, level=Level.TRADER, created_at=now) for name in names]
    openings = [open_paper(person.id, PAPER_CURRENCY, now) for person in people]
    async with store.unit() as unit:
        await unit.add([channel_row(PLATFORM, CHANNEL, f"#{CHANNEL}", now)])
        await unit.add(people)
        await unit.add(
            [Identity(platform=PLATFORM, external=one.name, person=one.id, name=one.name) for one in people]
        )
        for rows in zip(*(opening.rows for opening in openings), strict=True):
            await unit.add(rows)
        await unit.add([_provider(now)])
        await unit.add([_follow(name, now) for name in followers])


def _provider(now: datetime) -> Provider:
    return Provider(
        id=PROVIDER,
        name=AUTHOR,
        person=person_id(AUTHOR),
        channel=f"{PLATFORM}:{CHANNEL}",
        authors=(AUTHOR,),
        default_quote=PAPER_CURRENCY,
        status=ProviderStatus.LIVE,
        signals=0,
        registered_at=now,
    )


def _follow(name: str, now: datetime) -> Follow:
    return Follow(provider=PROVIDER, person=person_id(name), mode=CopyMode.AUTO, active=True, since=now)
