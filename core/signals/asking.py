"""A language model is asked about a post that looks like a trade and was not read. Confirm only, one try, counted.

The post is on record by then and nobody waits for this. The attempt is written with its place in the day's budget
before anything is asked, so a kill or a second delivery never asks twice: what was under way is lost, and that is on
record too. The call stands outside every transaction. Whatever comes back is held against the post
(`grounding.py`); what is left of it becomes a question to the provider, and nothing else (row P13).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from core.context import World
from core.control.views import owners
from core.kernel.codec import dumps, encode
from core.kernel.errors import Unavailable
from core.kernel.ids import derived
from core.kernel.money import Price
from core.market.model import Instrument
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.ports.language import LanguageModel, ModelFailed
from core.ports.store import Unit, View
from core.signals.doubts import ANSWERED_WITHIN
from core.signals.grounding import Grounded, as_reading, ground, instrument_named
from core.signals.instructing import Word
from core.signals.intake import profile_of
from core.signals.model import LedgerEntry, Provider, ProviderStatus, UpdateSource
from core.signals.model_readings import (
    BudgetSpentTold,
    Fate,
    ModelDay,
    ModelDiffersTold,
    ModelReading,
    PostUnread,
)
from core.signals.opening import offer_suggested
from core.signals.suggestion import Suggestion

OUTPUT_MOST = 2_000
WHY_MOST, WHY_LONGEST = 12, 200


async def ask_model(world: World, events: Sequence[PostUnread]) -> None:
    """Outside(PostUnread): each post once. A model that was turned off meanwhile is not asked."""
    for event in events:
        if world.language is not None:
            await _ask(world, world.language, event)


async def _ask(world: World, model: LanguageModel, event: PostUnread) -> None:
    begun = await _begin(world, model, event)
    if begun is None:
        return
    reading, entry, provider = begun
    try:
        suggestion = await model.suggest(entry.text)
    except ModelFailed as error:
        why = (error.kind.value, error.detail)
        await _close(world, reading, Fate.FAILED, output=error.answer, why=why)
        return
    if suggestion is None:
        await _close(world, reading, Fate.NO_TRADE)
        return
    output = dumps(encode(suggestion))
    try:
        found = await _grounded(world, entry, provider, suggestion)
    except Unavailable:
        await _close(world, reading, Fate.NO_PRICE, output=output)
        return
    if not found.usable:
        await _close(world, reading, Fate.NOT_GROUNDED, output=output, why=found.dropped)
    elif found.differs:
        await _close(world, reading, Fate.DIFFERS, output=output, why=found.differs, tell_of=provider)
    else:
        await _offer(world, reading, found, output)


# -- before the call ------------------------------------------------------------------------------------------


async def _begin(
    world: World, model: LanguageModel, event: PostUnread
) -> tuple[ModelReading, LedgerEntry, Provider] | None:
    """The attempt on record with its place in the budget; None when nothing is to be asked (any more)."""
    now = world.clock.now()
    id_ = derived("model", event.channel, event.message)
    async with world.store.unit() as unit:
        entry, provider = await _post_of(unit, event)
        if entry is None or provider is None:
            return None
        await unit.hold(Provider, [provider.id])  # two deliveries of one post do not both begin
        known = await unit.get(ModelReading, id_)
        if known is not None:
            # Whoever asked before is gone: a second call could cost a second time, so there is none.
            await _end(world, unit, known, Fate.LOST)
            return None
        fate = await _fate(world, unit, entry, provider)
        asked = fate is Fate.ASKED
        reading = ModelReading(
            id=id_,
            day=f"{now:%Y-%m-%d}",
            channel=event.channel,
            message=event.message,
            provider=provider.id,
            model=model.name,
            text_hash=hashlib.sha256(entry.text.encode()).hexdigest(),
            asked_at=now,
            fate=fate,
            counted=asked,
            answered_at=None if asked else now,
        )
        await unit.add([reading])
    return (reading, entry, provider) if asked else None


async def _post_of(view: View, event: PostUnread) -> tuple[LedgerEntry | None, Provider | None]:
    entries = await view.all(LedgerEntry, chain=event.channel, message=event.message, version=0)
    found = await view.all(Provider, channel=event.channel)
    return (entries[0] if entries else None), (found[0] if found else None)


async def _fate(world: World, unit: Unit, entry: LedgerEntry, provider: Provider) -> Fate:
    """Whether a post is still worth a call, and whether there is one left."""
    now = world.clock.now()
    if not await _stands(unit, entry, provider):
        return Fate.CHANGED
    if now - entry.posted_at > ANSWERED_WITHIN:
        return Fate.TOO_OLD
    return Fate.ASKED if await _take_call(world, unit, f"{now:%Y-%m-%d}") else Fate.OVER_BUDGET


async def _stands(unit: Unit, entry: LedgerEntry, provider: Provider) -> bool:
    versions = await unit.all(LedgerEntry, chain=entry.chain, message=entry.message)
    return len(versions) == 1 and provider.status is ProviderStatus.LIVE


async def _take_call(world: World, unit: Unit, day: str) -> bool:
    """One of the day's calls, for all processes together: whoever holds the day's row counts alone."""
    await unit.add([ModelDay(day=day, calls=0, refused=0)], new_only=True)
    await unit.hold(ModelDay, [day])
    counted = await unit.get(ModelDay, day)
    assert counted is not None
    if counted.calls < world.language_calls:
        await unit.put([replace(counted, calls=counted.calls + 1)])
        return True
    await unit.put([replace(counted, refused=counted.refused + 1)])
    if not counted.refused:  # said once a day
        told = BudgetSpentTold(day)
        await tell(
            unit, [notice(world, told, person=one, kind=NoticeKind.INFO) for one in await owners(world.view)]
        )
    return False


# -- after the call -------------------------------------------------------------------------------------------


async def _grounded(world: World, entry: LedgerEntry, provider: Provider, suggestion: Suggestion) -> Grounded:
    """Held against the post and the market's present price. Raises `Unavailable` when there is none."""
    profile, table = profile_of(provider), world.market.table
    named: Instrument | None = instrument_named(entry.text, profile=profile, table=table)
    price: Price | None = None if named is None else (await world.market.quote(named)).last
    return ground(entry.text, suggestion, profile=profile, table=table, price=price)


async def _close(
    world: World,
    reading: ModelReading,
    fate: Fate,
    *,
    output: str = "",
    why: Sequence[str] = (),
    tell_of: Provider | None = None,
) -> None:
    """What became of it, once: a reading that was given up as lost meanwhile stays lost."""
    async with world.store.unit() as unit:
        if await _end(world, unit, reading, fate, output, why) and tell_of is not None:
            told = ModelDiffersTold(reading.id)
            await tell(unit, [notice(world, told, person=tell_of.person, kind=NoticeKind.INFO)])


async def _end(
    world: World, unit: Unit, reading: ModelReading, fate: Fate, output: str = "", why: Sequence[str] = ()
) -> bool:
    """Write down how a reading ended, once. False when it had ended before."""
    await unit.hold(ModelReading, [reading.id])
    current = await unit.get(ModelReading, reading.id)
    if current is None or current.fate is not Fate.ASKED:
        return False
    ended = replace(
        current,
        fate=fate,
        answered_at=world.clock.now(),
        output=output[:OUTPUT_MOST],
        why=tuple(one[:WHY_LONGEST] for one in why[:WHY_MOST]),
    )
    await unit.put([ended])
    return True


async def _offer(world: World, reading: ModelReading, found: Grounded, output: str) -> None:
    """A question to the provider, in the transaction that ends the reading. Only their Yes makes it a signal."""
    async with world.store.unit() as unit:
        await unit.hold(Provider, [reading.provider])
        entry, provider = await _post_of(unit, PostUnread(reading.channel, reading.message))
        if entry is None or provider is None or not await _stands(unit, entry, provider):
            await _end(world, unit, reading, Fate.CHANGED, output)
            return
        if not await _end(world, unit, reading, Fate.OFFERED, output, found.dropped):
            return
        word = Word(
            provider=provider.id, person=provider.person, channel=entry.chain, message=entry.message, version=0,
            source=UpdateSource.REPLY,
        )  # fmt: skip
        if not await offer_suggested(world, unit, word, as_reading(found), entry):
            offered = await unit.get(ModelReading, reading.id)
            assert offered is not None
            await unit.put([replace(offered, fate=Fate.REPEATED)])
