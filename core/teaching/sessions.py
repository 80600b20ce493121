"""A lesson from post to post: what is kept of it, what is asked next, and what comes of three of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.command import Preview
from core.context import Context
from core.kernel.ids import derived
from core.ports.store import View
from core.signals.intake import profile_of
from core.signals.learning import POSTS, NotLearned, guessed, learn, understood
from core.signals.lessons import (
    APART,
    NONE,
    Choice,
    Lesson,
    Step,
    can_part,
    choices,
    said,
)
from core.signals.model import LedgerEntry, Provider
from core.signals.profile import Profile, Template
from core.signals.trial import POSTS as PAST_POSTS
from core.signals.trial import PastPost, Trial, run
from core.signals.views import item_of
from core.teaching.model import OPEN_FOR, TeachDraft
from core.teaching.results import TeachCard, TeachPlan

YES, AGAIN, RESTART = "yes", "again", "restart"
PREVIEW_FOR = OPEN_FOR


async def draft_of(view: View, provider: str, now: datetime) -> TeachDraft | None:
    """The lesson of a provider that is going on."""
    found = await view.get(TeachDraft, provider)
    return found if found is not None and now < found.until else None


async def awaits_words(view: View, person: str, now: datetime) -> bool:
    """Whether the next plain words of somebody belong to a lesson of theirs: a post, or an answer."""
    found = await view.all(TeachDraft, person=person)
    return any(now < one.until and not is_done(one) for one in found)


def is_done(draft: TeachDraft) -> bool:
    """Whether all posts were given and answered."""
    return len(draft.lessons) == POSTS and draft.step is None


def begun(ctx: Context, provider: Provider) -> TeachDraft:
    """A new lesson, which takes the place of an earlier one."""
    return TeachDraft(
        provider=provider.id,
        id=derived("lesson", provider.id, ctx.cause.key)[:12],
        person=ctx.actor.person,
        lessons=(),
        until=ctx.world.clock.now() + OPEN_FOR,
    )


async def keep(ctx: Context, draft: TeachDraft) -> TeachDraft:
    """The lesson written down, open for as long again."""
    draft = replace(draft, until=ctx.world.clock.now() + OPEN_FOR)
    async with ctx.unit() as unit:
        await unit.put([draft])
    return draft


def plain_profile(provider: Provider) -> Profile:
    """How a provider is read without a template."""
    return replace(profile_of(provider), template=None)


def with_post(ctx: Context, provider: Provider, draft: TeachDraft, text: str) -> TeachDraft:
    """One more post: with the answers of the form so far where it has that form, else to be asked about."""
    lesson = Lesson(text=text)
    if draft.lessons:
        lesson = guessed(lesson, draft.lessons, plain_profile(provider), ctx.world.market.table)
    return replace(draft, lessons=(*draft.lessons, lesson))


def answered(ctx: Context, draft: TeachDraft, provider: Provider, answer: str) -> TeachDraft | None:
    """The lesson with one more answer; None where this is no answer to what is asked."""
    if answer == RESTART:
        return replace(draft, lessons=())
    lesson = draft.lessons[-1] if draft.lessons else None
    if lesson is None or lesson.step is None:
        return None
    table, profile = ctx.world.market.table, plain_profile(provider)
    if lesson.step is Step.RIGHT:
        if answer == AGAIN:
            return _last(draft, replace(lesson, answers=(), apart=False))
        return _last(draft, _more(lesson, YES)) if answer == YES else None
    if answer == APART:
        return _last(draft, replace(lesson, apart=True)) if can_part(lesson, profile, table) else None
    allowed = {choice.answer for choice in choices(lesson, profile, table)} | {NONE}
    return _last(draft, _more(lesson, answer)) if answer in allowed else None


def _more(lesson: Lesson, answer: str) -> Lesson:
    return replace(lesson, answers=(*lesson.answers, answer))


def _last(draft: TeachDraft, lesson: Lesson) -> TeachDraft:
    return replace(draft, lessons=(*draft.lessons[:-1], lesson))


def meant(offered: Sequence[Choice], typed: str) -> str:
    """The answer that typed words mean: those on a button, or the word itself."""
    words = " ".join(typed.casefold().split())
    for choice in offered:
        if words == choice.label.casefold():
            return choice.answer
    return words


async def show(
    ctx: Context, provider: Provider, draft: TeachDraft, code: str = "", **facts: str
) -> TeachCard | Preview[TeachPlan]:
    """The lesson as it stands: the next question, or what was learned."""
    if is_done(draft):
        return await _result(ctx, provider, draft)
    table, profile = ctx.world.market.table, plain_profile(provider)
    card = _card(provider, draft, code, facts)
    lesson = draft.lessons[-1] if draft.step is not None else None
    if lesson is None:
        return card
    card = replace(card, known=said(lesson, profile, table))
    if lesson.step is not Step.RIGHT:
        parts = lesson.step is not Step.SIDE and can_part(lesson, profile, table)
        return replace(card, choices=choices(lesson, profile, table), can_part=parts)
    try:
        return replace(card, item=item_of(understood(lesson, profile, table)))
    except NotLearned as why:
        return replace(card, code=why.code, facts=_facts(why))


def first_question(provider: Provider, draft: TeachDraft) -> TeachCard:
    """A lesson that has just begun: the first post is asked for."""
    return _card(provider, draft, "", {})


def _card(provider: Provider, draft: TeachDraft, code: str, facts: dict[str, str]) -> TeachCard:
    asked = draft.step is not None
    return TeachCard(
        provider=provider.id,
        name=provider.name,
        draft=draft.id,
        at=draft.at,
        step=draft.step.value if draft.step is not None else "post",
        number=len(draft.lessons) if asked else len(draft.lessons) + 1,
        needed=POSTS,
        text=draft.lessons[-1].text if asked else "",
        known=(),
        choices=(),
        can_part=False,
        item=None,
        until=draft.until,
        code=code,
        facts=tuple(sorted(facts.items())),
    )


def _facts(why: NotLearned) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({**why.facts, "post": str(why.post)}.items()))


async def _result(ctx: Context, provider: Provider, draft: TeachDraft) -> TeachCard | Preview[TeachPlan]:
    failed = replace(_card(provider, draft, "", {}), step="failed", number=POSTS)
    try:
        template = learn(draft.lessons, plain_profile(provider), ctx.world.market.table)
    except NotLearned as why:
        return replace(failed, code=why.code, facts=_facts(why))
    trial = await tried(ctx, provider, template)
    if trial.harm:
        return replace(failed, code="harm", trial=trial)
    plan = TeachPlan(
        provider=provider.id, name=provider.name, draft=draft.id, template=template, trial=trial.short
    )
    return Preview(plan, open_for=PREVIEW_FOR)


async def tried(ctx: Context, provider: Provider, template: Template | None) -> Trial:
    """A provider's profile, with this template, on the channel's last posts."""
    posts = await past_posts(ctx.view, provider.channel, provider.authors)
    return run(posts, replace(plain_profile(provider), template=template), ctx.world.market.table)


async def past_posts(view: View, channel: str, authors: Sequence[str]) -> tuple[PastPost, ...]:
    """The last posts of these authors in a channel, as they were first seen."""
    found = await view.page(
        LedgerEntry, chain=channel, author=list(authors), version=0, size=PAST_POSTS, newest=True
    )
    return tuple(
        PastPost(number=one.number, text=one.text, answers=one.reply_to is not None, prices=one.prices)
        for one in found
        if one.text.strip()
    )
