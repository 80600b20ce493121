"""Who posts signals where: registering, settings, pause, leaving, and what the record says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.accounts.directory import identity_named, identity_on
from core.command import AWord, Preview, command, confirmed
from core.communities.views import level_here
from core.context import Context, PlaceKind
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.notices.tell import notice, tell
from core.ports.questions import FollowTally, PostTally
from core.signals.instructing import standing_signals
from core.signals.model import (
    Channel,
    EditsPolicy,
    Provider,
    ProviderLeftTold,
    ProviderList,
    ProviderRegistered,
    ProviderStatus,
)
from core.signals.profile import DEFAULT, Dash, Decimals
from core.signals.record import provider_record, verified
from core.signals.results import (
    ProviderPlan,
    ProviderRecord,
    ProviderRemoved,
    ProviderSettings,
    RemovePlan,
    Verified,
)
from core.signals.rights import no_right, own_provider
from core.signals.trial import run
from core.signals.views import find_provider, provider_lines
from core.signals.words import LANGUAGES
from core.social.model import Follow
from core.teaching.model import TeachDraft
from core.teaching.results import TeachCard
from core.teaching.sessions import begun, first_question, past_posts

LONGEST_NAME = 32
LEVERAGE_MOST = 125  # the most that any venue lends
READ_BY = frozenset({"default_quote", "dash", "decimals", "language", "template"})


class Form(StrEnum):
    """What may be done to a taught form without teaching another."""

    OFF = "off"


@command("provider register")
async def register(
    ctx: Context, name: Annotated[AWord | None, "what followers call you; your own name when left out"] = None
) -> Preview[ProviderPlan]:
    """Post signals in this channel: shows how you will be read, then goes live."""
    return Preview(await _plan(ctx, name or ctx.actor.name, ctx.actor.person))


@command("provider add", level=Level.MODERATOR, local=True)
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
    if ctx.place.platform != "console" and not ctx.actor.may(Level.PROVIDER, local=True):
        raise await no_right(ctx)
    name = name.strip().lstrip("@")[:LONGEST_NAME]
    await _must_be_free(ctx, name)
    identity = await identity_named(ctx.world, ctx.place.platform, author) if author else None
    if author and identity is None:
        raise Refusal("unknown_person", {"typed": author[:40]})
    mine = await identity_on(ctx.world, ctx.place.platform, person) if person else identity
    if mine is None:
        raise Refusal("unknown_person", {"typed": name})
    posts = await past_posts(ctx.view, ctx.place.id, (mine.external,))
    trial = run(posts, DEFAULT, ctx.world.market.table).short if posts else None
    return ProviderPlan(
        name=name,
        person=mine.person,
        channel=ctx.place.id,
        channel_name=ctx.place.name,
        authors=(mine.external,),
        default_quote=DEFAULT.default_quote,
        trial=trial,
        community=ctx.place.community,
    )


async def _must_be_free(ctx: Context, name: str) -> None:
    for provider in await _present(ctx):
        if provider.channel == ctx.place.id:
            raise Refusal("channel_taken", {"channel": ctx.place.name, "name": provider.name})
        if provider.name.lower() == name.lower():
            raise Refusal("name_taken", {"name": name})


async def _present(ctx: Context) -> list[Provider]:
    """Providers who have not left."""
    return [one for one in await ctx.view.all(Provider) if one.status is not ProviderStatus.REMOVED]


@confirmed
async def go_live(ctx: Context, plan: ProviderPlan) -> ProviderRegistered | TeachCard:
    """Bind the channel to its provider. With [Teach my format] it is paused until its form was taught."""
    there = replace(ctx.place, community=plan.community)
    if (
        not plan.channel.startswith("console:")
        and await level_here(ctx.view, ctx.actor, there) < Level.PROVIDER
    ):
        raise await no_right(ctx)
    everybody = await ctx.view.all(Provider)
    provider = Provider(
        id=_new_id(plan, {one.id for one in everybody}),
        name=plan.name,
        person=plan.person,
        channel=plan.channel,
        authors=plan.authors,
        default_quote=plan.default_quote,
        status=ProviderStatus.PAUSED if plan.teach else ProviderStatus.LIVE,
        signals=0,
        registered_at=ctx.world.clock.now(),
    )
    draft = begun(ctx, provider)
    async with ctx.unit() as unit:
        taken = [
            p
            for p in await unit.all(Provider)
            if p.channel == plan.channel or p.name.lower() == plan.name.lower()
        ]
        if taken:
            raise Refusal("channel_taken", {"channel": plan.channel_name, "name": taken[0].name})
        await unit.add([provider])
        if plan.teach:
            await unit.put([draft])
        known = await unit.get(Channel, plan.channel)
        if known is not None:
            await unit.put([replace(known, name=plan.channel_name)])
    if plan.teach:
        return first_question(provider, draft)
    (line,) = await provider_lines(ctx.world, [provider])
    return ProviderRegistered(provider=line)


def _new_id(plan: ProviderPlan, known: Collection[str]) -> str:
    """An id of this channel and name; whoever left and comes back is somebody new."""
    names = [
        (plan.channel, plan.name),
        *((plan.channel, plan.name, str(nth)) for nth in range(2, len(known) + 3)),
    ]
    return next(id_ for name in names if (id_ := derived("provider", *name)) not in known)


@command("provider list", level=Level.VIEWER, public=True)
async def list_providers(ctx: Context) -> ProviderList:
    """Who posts signals here, with what the record says."""
    return ProviderList(providers=await provider_lines(ctx.world, await _present(ctx)))


@command("provider show", level=Level.VIEWER, public=True)
async def show(
    ctx: Context, name: Annotated[AWord, "a provider's name, @handle or #channel"]
) -> ProviderRecord:
    """One provider by what is on record: first-seen posts and real fills."""
    return await provider_record(ctx.world, await find_provider(ctx.world, name))


@command("provider verify", level=Level.VIEWER, public=True)
async def verify(ctx: Context, name: Annotated[AWord, "a provider's name, @handle or #channel"]) -> Verified:
    """Work the seals of a provider's record out anew."""
    return await verified(ctx.world, await find_provider(ctx.world, name))


@command("provider pause")
async def pause(
    ctx: Context, name: Annotated[AWord | None, "a provider's name; your own when left out"] = None
) -> ProviderSettings:
    """Open nothing new: posts are recorded. Follow-ups of what is open are carried out all the same."""
    return await _set_status(ctx, await own_provider(ctx, name), ProviderStatus.PAUSED)


@command("provider resume")
async def resume(
    ctx: Context, name: Annotated[AWord | None, "a provider's name; your own when left out"] = None
) -> ProviderSettings:
    """Take new signals again. What was posted meanwhile stays unopened."""
    return await _set_status(ctx, await own_provider(ctx, name), ProviderStatus.LIVE)


async def _set_status(ctx: Context, provider: Provider, status: ProviderStatus) -> ProviderSettings:
    changed = await _change(ctx, provider, status=status)
    return await _settings(ctx, changed, ("state",) if changed.status is not provider.status else ())


@command("provider edit")
async def edit(
    ctx: Context,
    name: Annotated[AWord | None, "whose settings; your own when left out"] = None,
    quote: Annotated[AWord | None, "the currency that a bare symbol is quoted in: USDT"] = None,
    dash: Annotated[Dash | None, "two prices with a dash: zone or two_entries"] = None,
    split: Annotated[AWord | None, "shares of the targets: 50/30/20, or equal"] = None,
    edits: Annotated[EditsPolicy | None, "an edited post may tighten stops, or is only a record"] = None,
    rename: Annotated[AWord | None, "what followers call you"] = None,
    decimals: Annotated[
        Decimals | None, "what 61.500 is, where a post leaves it open: point or comma"
    ] = None,
    language: Annotated[AWord | None, "the language you write: de, es ...; none for any"] = None,
    form: Annotated[Form | None, "off: forget the form that you taught me"] = None,
    leverage: Annotated[AWord | None, "what a post asks that names none: 5x; none for none"] = None,
) -> ProviderSettings:
    """How your posts are read: shows it, and changes what you name."""
    provider = await own_provider(ctx, name)
    read: tuple[tuple[str, AWord | None, Callable[[str], object]], ...] = (
        ("default_quote", quote, _currency),
        ("split", split, _split),
        ("language", language, _language),
        ("leverage", leverage, _leverage),
    )
    chosen = (("dash", dash), ("decimals", decimals), ("edits", edits))
    wanted = {field: make(typed) for field, typed, make in read if typed is not None}
    wanted |= {field: choice for field, choice in chosen if choice is not None}
    if form is Form.OFF:
        wanted["template"] = None
    if rename is not None:
        await _must_be_named(ctx, provider, rename)
        wanted["name"] = rename[:LONGEST_NAME]
    if not wanted:
        return await _settings(ctx, provider, ())
    return await _settings(ctx, await _change(ctx, provider, **wanted), tuple(sorted(wanted)))


def _language(typed: str) -> str:
    if typed.lower() == "none":
        return ""
    if typed.lower() not in LANGUAGES:
        raise Refusal("not_a_choice", {"typed": typed[:40], "choices": ", ".join((*LANGUAGES, "none"))})
    return typed.lower()


def _leverage(typed: str) -> Decimal | None:
    """`5x` or `5`; none for `none`."""
    if typed.lower() == "none":
        return None
    written = typed.lower().removesuffix("x")
    if not (written.isascii() and written.isdigit()) or not 1 <= int(written) <= LEVERAGE_MOST:
        raise Refusal("not_understood", {"what": "leverage", "typed": typed[:40]})
    return Decimal(written)


def _currency(typed: str) -> str:
    if not typed.isalpha() or not 2 <= len(typed) <= 10:
        raise Refusal("not_understood", {"what": "currency", "typed": typed[:40]})
    return typed.upper()


def _split(typed: str) -> tuple[Decimal, ...]:
    """`50/30/20` as shares; `equal` as none. They make a whole or are refused."""
    if typed.lower() == "equal":
        return ()
    parts = typed.replace("%", "").split("/")
    if not all(part.isdigit() for part in parts) or sum(map(int, parts)) != 100 or "0" in parts:
        raise Refusal("not_understood", {"what": "split", "typed": typed[:40]})
    return tuple(Decimal(part) / 100 for part in parts)


async def _must_be_named(ctx: Context, provider: Provider, name: str) -> None:
    if any(
        one.id != provider.id and one.name.lower() == name.lower() for one in await ctx.view.all(Provider)
    ):
        raise Refusal("name_taken", {"name": name[:LONGEST_NAME]})


async def _change(ctx: Context, provider: Provider, **wanted: object) -> Provider:
    """The provider with these settings, written on what stands now: signals are counted meanwhile.

    What changes how posts are read makes a template prove itself anew.
    """
    if READ_BY & wanted.keys():
        wanted["right"] = 0
    async with ctx.unit() as unit:
        await unit.hold(Provider, [provider.id])
        stands = await unit.get(Provider, provider.id) or provider
        changed: Provider = replace(stands, **wanted)  # type: ignore[arg-type]
        await unit.put([changed])
    return changed


async def _settings(ctx: Context, provider: Provider, changed: tuple[str, ...]) -> ProviderSettings:
    channel = await ctx.view.get(Channel, provider.channel)
    return ProviderSettings(
        name=provider.name,
        channel=provider.channel if channel is None else channel.name,
        default_quote=provider.default_quote,
        dash=provider.dash,
        split=provider.split,
        edits=provider.edits.value,
        status=provider.status.value,
        changed=changed,
        decimals=provider.decimals,
        language=provider.language,
        leverage=provider.leverage,
        right=None if provider.template is None else provider.right,
    )


@command("provider remove")
async def remove(
    ctx: Context, name: Annotated[AWord | None, "a provider's name; your own when left out"] = None
) -> Preview[RemovePlan]:
    """Leave as a provider: shows what ends and what stays, then asks."""
    provider = await own_provider(ctx, name)
    followers = sum(row.rows for row in await ctx.view.ask(FollowTally(provider.id)))
    posts = {row.word: row.rows for row in await ctx.view.ask(PostTally())}
    plan = RemovePlan(
        provider=provider.id,
        name=provider.name,
        followers=followers,
        standing=len(await standing_signals(ctx.view, provider.id)),
        posts=posts.get(provider.channel, 0),
    )
    return Preview(plan)


@confirmed
async def leave(ctx: Context, plan: RemovePlan) -> ProviderRemoved:
    """End it: nobody copies them any more, the channel and the name are free, the record stays."""
    async with ctx.unit() as unit:
        await unit.hold(Provider, [plan.provider])
        provider = await unit.get(Provider, plan.provider)
        if provider is None or provider.status is ProviderStatus.REMOVED:
            raise Refusal("no_such_provider", {"typed": plan.name, "near": ""})
        follows = await unit.all(Follow, provider=provider.id, active=True)
        keys = [(follow.provider, follow.person) for follow in follows]
        await unit.move(Follow, keys, was={"active": True}, now={"active": False})
        gone = replace(
            provider,
            status=ProviderStatus.REMOVED,
            name=f"{provider.name} (left {ctx.world.clock.now():%Y-%m-%d %H:%M})",
            channel=f"left:{provider.id}",
        )
        await unit.put([gone])
        await unit.drop(TeachDraft, [provider.id])
        told = ProviderLeftTold(provider.id, plan.name)
        await tell(unit, [notice(ctx.world, told, person=follow.person) for follow in follows])
    return ProviderRemoved(name=plan.name, followers=len(follows))
