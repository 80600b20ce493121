"""Providers and the reading of single posts."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from core.accounts.directory import identity_named, identity_on
from core.command import AText, AWord, Preview, command, confirmed
from core.context import Context, PlaceKind
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.orders.planning import EntryPlan
from core.orders.proposal import Wanted
from core.orders.views import propose
from core.signals.intake import read_priced, targets_of
from core.signals.model import (
    Channel,
    NothingRead,
    Provider,
    ProviderList,
    ProviderPlan,
    ProviderRegistered,
    ProviderStatus,
    ReadingCard,
    ReadingItem,
)
from core.signals.profile import DEFAULT
from core.signals.reading import Reading, ReadingKind, Tier
from core.signals.views import find_provider, provider_lines
from core.social.copying import ONE_PRICE, SURE, wanted_entry

LONGEST_NAME = 32


@command("provider register")
async def register(
    ctx: Context, name: Annotated[AWord | None, "what followers call you; your own name when left out"] = None
) -> Preview[ProviderPlan]:
    """Post signals in this channel: shows how you will be read, then goes live."""
    return Preview(await _plan(ctx, name or ctx.actor.name, ctx.actor.person))


@command("provider add", level=Level.MODERATOR)
async def add(
    ctx: Context,
    who: Annotated[AWord, "who posts here (their name in this chat)"],
    name: Annotated[AWord | None, "what followers call them"] = None,
) -> Preview[ProviderPlan]:
    """Let somebody else's posts in this channel count as signals."""
    return Preview(await _plan(ctx, name or who, None, author=who))


async def _plan(ctx: Context, name: str, person: str | None, *, author: str | None = None) -> ProviderPlan:
    if ctx.place.kind is not PlaceKind.CHANNEL:
        raise Refusal("not_in_channel")
    if ctx.place.platform != "console" and ctx.actor.level < Level.PROVIDER:
        raise Refusal("no_right", {"command": "provider register"})
    name = name.strip().lstrip("@")[:LONGEST_NAME]
    await _must_be_free(ctx, name)
    identity = await identity_named(ctx.world, ctx.place.platform, author) if author else None
    if author and identity is None:
        raise Refusal("unknown_person", {"typed": author[:40]})
    mine = await identity_on(ctx.world, ctx.place.platform, person) if person else identity
    if mine is None:
        raise Refusal("unknown_person", {"typed": name})
    return ProviderPlan(
        name=name,
        person=mine.person,
        channel=ctx.place.id,
        channel_name=ctx.place.name,
        authors=(mine.external,),
        default_quote=DEFAULT.default_quote,
    )


async def _must_be_free(ctx: Context, name: str) -> None:
    for provider in await ctx.view.all(Provider):
        if provider.channel == ctx.place.id:
            raise Refusal("channel_taken", {"channel": ctx.place.name, "name": provider.name})
        if provider.name.lower() == name.lower():
            raise Refusal("name_taken", {"name": name})


@confirmed
async def go_live(ctx: Context, plan: ProviderPlan) -> ProviderRegistered:
    """Bind the channel to its provider."""
    provider = Provider(
        id=derived("provider", plan.channel, plan.name),
        name=plan.name,
        person=plan.person,
        channel=plan.channel,
        authors=plan.authors,
        default_quote=plan.default_quote,
        status=ProviderStatus.LIVE,
        signals=0,
        registered_at=ctx.world.clock.now(),
    )
    async with ctx.unit() as unit:
        taken = [
            p
            for p in await unit.all(Provider)
            if p.channel == plan.channel or p.name.lower() == plan.name.lower()
        ]
        if taken:
            raise Refusal("channel_taken", {"channel": plan.channel_name, "name": taken[0].name})
        await unit.add([provider])
        known = await unit.get(Channel, plan.channel)
        if known is not None:
            await unit.put([replace(known, name=plan.channel_name)])
    (line,) = await provider_lines(ctx.world, [provider])
    return ProviderRegistered(provider=line)


@command("provider list", level=Level.VIEWER, public=True)
async def list_providers(ctx: Context) -> ProviderList:
    """Who posts signals here, with what the record says."""
    return ProviderList(providers=await provider_lines(ctx.world, await ctx.view.all(Provider)))


@command("provider show", level=Level.VIEWER, public=True)
async def show(
    ctx: Context, name: Annotated[AWord, "a provider's name, @handle or #channel"]
) -> ProviderRegistered:
    """One provider with what the record says."""
    (line,) = await provider_lines(ctx.world, [await find_provider(ctx.world, name)])
    return ProviderRegistered(provider=line)


@command("signal read")
async def read_signal(
    ctx: Context, text: Annotated[AText, "the post, as it was written"]
) -> Preview[EntryPlan] | NothingRead:
    """Read a post as a signal and show what it would do with your limits."""
    readings, _ = await read_priced(ctx.world, text, DEFAULT)
    opening = [one for one in readings if one.kind is ReadingKind.OPEN and one.tier is not Tier.IGNORE]
    if not opening:
        reasons = tuple(reason for one in readings for reason in one.reasons)
        return NothingRead(text=text, reasons=reasons)
    plan, _ = await propose(ctx.world, ctx.actor.person, replace(_wanted(opening[0]), text=text))
    return Preview(plan)


@command("signal check")
async def check(ctx: Context, text: Annotated[AText, "the post, as it would be written"]) -> ReadingCard:
    """How a post is read: each field with the words it was read from, and what is in doubt."""
    readings, _ = await read_priced(ctx.world, text, DEFAULT)
    return ReadingCard(items=tuple(_item(reading) for reading in readings))


def _item(reading: Reading) -> ReadingItem:
    symbol = reading.instrument.symbol if reading.instrument is not None else reading.base
    return ReadingItem(
        kind=reading.kind,
        tier=reading.tier,
        symbol=symbol,
        direction=reading.direction,
        entry_type=reading.entry_type,
        entries=reading.entries,
        stop=reading.stop,
        targets=reading.targets,
        reasons=reading.reasons,
        spans=reading.spans,
    )


def _wanted(reading: Reading) -> Wanted:
    if reading.instrument is None:
        written = "/".join(part for part in (reading.base, reading.quote) if part)
        raise Refusal("unknown_symbol", {"typed": written or "?", "near": ""})
    if reading.direction is None:
        raise Refusal("no_side", {"symbol": reading.instrument.symbol})
    if reading.entry_type not in ONE_PRICE:
        raise Refusal("entry_form", {"symbol": reading.instrument.symbol})
    return wanted_entry(
        reading.instrument,
        reading.direction,
        reading.entries,
        reading.stop,
        targets_of(reading),
        asked=True,
        signal=None,
        reading=SURE[reading.tier.value],
    )
