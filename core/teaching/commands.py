"""Teaching a provider's own form, and testing how posts are read with it (rows BX-08, BX-09)."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from core.accounts.model import Identity
from core.command import AText, AWord, Preview, command, confirmed
from core.context import Context, PlaceKind
from core.kernel.errors import Refusal
from core.signals.intake import profile_of, read_priced
from core.signals.lessons import choices, why_not
from core.signals.model import Provider
from core.signals.profile import DEFAULT, PROVEN
from core.signals.rights import must_own, own_provider
from core.signals.trial import Mark, Trial, run
from core.signals.views import item_of
from core.teaching.model import TeachDraft
from core.teaching.results import HowRead, TeachCard, TeachEnded, TeachPlan, TemplateUsed, TrialCard
from core.teaching.sessions import (
    answered,
    begun,
    draft_of,
    is_done,
    keep,
    meant,
    past_posts,
    plain_profile,
    show,
    tried,
    with_post,
)


@command("provider teach")
async def teach(
    ctx: Context, text: Annotated[AText | None, "an old post of yours; asked for when left out"] = None
) -> TeachCard | Preview[TeachPlan]:
    """Teach me how you write: three old posts, and what is what in them by tapping."""
    provider = await _whose(ctx)
    draft = await draft_of(ctx.view, provider.id, ctx.world.clock.now())
    if draft is None or draft.person != ctx.actor.person:
        draft = await keep(ctx, begun(ctx, provider))
    if text is None or is_done(draft):
        return await show(ctx, provider, draft)
    if draft.step is not None:
        return await _typed(ctx, provider, draft, text)
    code = why_not(text, plain_profile(provider), ctx.world.market.table)
    if code is not None:
        return await show(ctx, provider, draft, code)
    return await show(ctx, provider, await keep(ctx, with_post(ctx, provider, draft, text)))


async def _whose(ctx: Context) -> Provider:
    """The provider whose lesson this person has open, else the one of this channel, else their own."""
    mine = await ctx.view.all(TeachDraft, person=ctx.actor.person)
    going = [one for one in mine if ctx.world.clock.now() < one.until]
    if going and ctx.place.kind is PlaceKind.PRIVATE:
        return await must_own(ctx, max(going, key=lambda one: one.until).provider)
    return await own_provider(ctx, None)


async def _typed(
    ctx: Context, provider: Provider, draft: TeachDraft, text: str
) -> TeachCard | Preview[TeachPlan]:
    """An answer in words instead of a tap."""
    offered = choices(draft.lessons[-1], plain_profile(provider), ctx.world.market.table)
    further = answered(ctx, draft, provider, meant(offered, text))
    if further is None:
        return await show(ctx, provider, draft, "no_choice", typed=text[:40])
    return await show(ctx, provider, await keep(ctx, further))


@command("provider tap")
async def tap(
    ctx: Context,
    draft: Annotated[AWord, "which lesson: its buttons know"],
    at: Annotated[AWord, "which question: its buttons know"],
    choice: Annotated[AWord, "what its buttons say"],
) -> TeachCard | Preview[TeachPlan] | TeachEnded | TrialCard:
    """Answer what I asked you about a post that teaches me."""
    lesson, provider = await _lesson(ctx, draft)
    if choice == "discard":
        async with ctx.unit() as unit:
            await unit.drop(TeachDraft, [lesson.provider])
        return TeachEnded(name=provider.name)
    if choice == "new":
        return await _gained(ctx, provider, lesson)
    # A tap that comes twice, or on an older card, shows where the lesson stands.
    further = answered(ctx, lesson, provider, choice) if at == lesson.at else None
    return await show(ctx, provider, lesson if further is None else await keep(ctx, further))


async def _lesson(ctx: Context, draft: str) -> tuple[TeachDraft, Provider]:
    found = await ctx.view.all(TeachDraft, id=draft)
    if not found or ctx.world.clock.now() >= found[0].until:
        raise Refusal("lesson_over")
    return found[0], await must_own(ctx, found[0].provider)


async def _gained(ctx: Context, provider: Provider, lesson: TeachDraft) -> TrialCard:
    """The posts that only the template reads."""
    result = await show(ctx, provider, lesson)
    if not isinstance(result, Preview):
        raise Refusal("lesson_over")
    trial = result.plan.trial
    return TrialCard(name=provider.name, new=True, posts=trial.posts, lines=trial.marked(Mark.NEW))


@confirmed
async def use(ctx: Context, plan: TeachPlan) -> TemplateUsed:
    """Switch a learned template on. It is tried once more: the channel went on meanwhile."""
    provider = await must_own(ctx, plan.provider)
    harm = (await tried(ctx, provider, plan.template)).harm
    if harm:
        facts = {"mark": harm[0].mark.value, "number": str(harm[0].number), "text": harm[0].text}
        raise Refusal("template_harms", facts)
    async with ctx.unit() as unit:
        await unit.hold(Provider, [provider.id])
        stands = await unit.get(Provider, provider.id) or provider
        await unit.put([replace(stands, template=plan.template, right=0)])
        await unit.drop(TeachDraft, [provider.id])
    return TemplateUsed(name=provider.name, needed=PROVEN)


@command("provider test")
async def test(ctx: Context, text: Annotated[AText, "the post, as it would be written"]) -> HowRead:
    """How a post would be read: with your settings, and with the form you taught me."""
    provider = await own_provider(ctx, None)
    before, _ = await read_priced(ctx.world, text, plain_profile(provider))
    after, _ = await read_priced(ctx.world, text, profile_of(provider))
    return HowRead(
        name=provider.name,
        text=text,
        before=tuple(map(item_of, before)),
        after=tuple(map(item_of, after)) if provider.template is not None else (),
        right=None if provider.template is None else provider.right,
    )


@command("provider look")
async def look(
    ctx: Context,
    channel: Annotated[AWord | None, "a channel, as its buttons know it; your own when left out"] = None,
) -> TrialCard:
    """Posts on record that read as signals and would be asked about first."""
    found = [] if channel is None else await ctx.view.all(Provider, channel=channel)
    if channel is not None and not found:
        return await _before_going_live(ctx, channel)
    provider = await must_own(ctx, found[0].id) if found else await own_provider(ctx, None)
    return _looked_at(provider.name, await tried(ctx, provider, provider.template))


async def _before_going_live(ctx: Context, channel: str) -> TrialCard:
    """Of a channel that nobody posts signals in yet, everybody sees what they wrote there themselves."""
    mine = await ctx.view.all(Identity, person=ctx.actor.person)
    posts = await past_posts(ctx.view, channel, [one.external for one in mine])
    return _looked_at("", run(posts, DEFAULT, ctx.world.market.table))


def _looked_at(name: str, trial: Trial) -> TrialCard:
    lines = trial.short.marked(Mark.LOOK, Mark.CHAT, Mark.SIDE, Mark.STOP)
    return TrialCard(name=name, new=False, posts=trial.posts, lines=lines)
