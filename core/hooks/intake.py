"""From an alert at an address to a post of its provider. The sender learns nothing of what becomes of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.context import World
from core.hooks.alerts import REPEAT, Alert, read_alert, too_old
from core.hooks.model import Hook
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.linking.codes import digest_of, same
from core.signals.model import LedgerEntry, Post, Provider, ProviderStatus

PURPOSE = "hook"


class Outcome(StrEnum):
    """What became of an alert, for the owner of the address."""

    TAKEN = "taken"
    EMPTY = "empty"
    OLD = "old"
    REPEATED = "repeated"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Found:
    """An address that is known, and whose it is."""

    hook: Hook
    provider: Provider


async def find_hook(world: World, secret: str) -> Found | None:
    """The address of this secret, as long as its provider is here. Raises Unavailable while the records are away."""
    digest = digest_of(world.installation, PURPOSE, secret)
    hook = await world.view.get(Hook, digest)
    if hook is None or not same(hook.digest, digest):
        return None
    provider = await world.view.get(Provider, hook.provider)
    if provider is None or provider.status is ProviderStatus.REMOVED:
        return None
    return Found(hook, provider)


async def take_alert(
    world: World, found: Found, body: str, hear: Callable[[Post], Awaitable[None]]
) -> Outcome:
    """Hand it on as a post of the provider, once; what became of it is noted at the address.

    The same id, or the same body with a time in it, is one post whenever it comes again. A body with neither is a
    repeat within ten minutes of itself, and news after that: strategies send the same words again and again.
    """
    now = world.clock.now()
    alert = read_alert(body)
    outcome = await _take(world, found, alert, hear, now)
    async with world.store.unit() as unit:
        known = await unit.get(Hook, found.hook.digest)
        if known is not None:
            await unit.put([replace(known, heard_at=now, outcome=outcome.value)])
    return outcome


async def _take(
    world: World,
    found: Found,
    alert: Alert | None,
    hear: Callable[[Post], Awaitable[None]],
    now: datetime,
) -> Outcome:
    if alert is None:
        return Outcome.EMPTY
    if too_old(alert, now):
        return Outcome.OLD
    provider = found.provider
    message, before = _ids(found.hook, alert, now)
    for one in (message, *before):
        entries = await world.view.all(LedgerEntry, chain=provider.channel, message=one)
        if any(alert.exact or now - entry.seen_at < REPEAT for entry in entries):
            return Outcome.REPEATED
    platform, _, channel = provider.channel.partition(":")
    post = Post(
        platform=platform,
        channel=channel,
        message=message,
        version=0,
        author=provider.authors[0],
        author_name=provider.name,
        text=alert.text,
        posted_at=min(alert.sent_at or now, now),
    )
    try:
        await hear(post)
    except Refusal:
        return Outcome.FULL
    return Outcome.TAKEN


def _ids(hook: Hook, alert: Alert, now: datetime) -> tuple[str, tuple[str, ...]]:
    """The message's id, and those under which the same alert may have come shortly before."""
    if alert.exact:
        return derived("alert", hook.digest, alert.key), ()
    window = int(now.timestamp() // REPEAT.total_seconds())
    ids = [derived("alert", hook.digest, alert.key, number) for number in (window, window - 1)]
    return ids[0], (ids[1],)
