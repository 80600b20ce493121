"""One person on several platforms: linking, undoing it, and the account that stays beside (row AC-01)."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

from core.accounts.model import Identity, Person
from core.command import AWord, Preview, command, confirmed
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.linking.joining import agree, cancel, issue, redeem
from core.linking.model import UnlinkTold
from core.linking.results import BookCard, JoinPlan, LinkCard, Unlinked, UnlinkPlan
from core.linking.views import joined_books, moved
from core.notices.tell import notice, tell
from core.portfolio.results import PositionReport
from core.portfolio.views import portfolio_views
from core.social.model import Follow


class LinkWhat(StrEnum):
    """What a code may be called besides itself."""

    CANCEL = "cancel"


@command("me link")
async def link(
    ctx: Context,
    code: Annotated[AWord | None, "the code from the other platform; cancel takes yours back"] = None,
) -> LinkCard | Preview[JoinPlan]:
    """Be one person on Discord and Telegram: a code from here, entered there, confirmed on both sides."""
    if code is None:
        return await issue(ctx)
    if code.lower() == LinkWhat.CANCEL:
        return await cancel(ctx)
    return await redeem(ctx, code)


@confirmed
async def join(ctx: Context, plan: JoinPlan) -> LinkCard:
    """One side says yes or no."""
    return await agree(ctx, plan)


@command("me unlink")
async def unlink(
    ctx: Context,
    what: Annotated[AWord | None, "which platform leaves; not needed where there is one only"] = None,
) -> Preview[UnlinkPlan]:
    """Undo a link: shows which id becomes an account of its own again, then asks."""
    mine = await ctx.view.all(Identity, person=ctx.actor.person)
    found = [one for one in mine if moved(one)]
    if not found:
        raise Refusal("not_linked")
    if what is not None and len(found) > 1:
        names = {one: {one.platform.lower(), one.name.lower()} for one in found}
        found = [one for one in found if what.lower().lstrip("@") in names[one]]
    if len(found) != 1:
        choices = ", ".join(one.platform for one in mine if moved(one))
        raise Refusal("not_a_choice", {"typed": (what or "")[:40], "choices": choices})
    leaving = found[0]
    stays = [f"{one.platform}: {one.name}" for one in mine if one is not leaving]
    return Preview(
        UnlinkPlan(
            platform=leaving.platform,
            external=leaving.external,
            name=leaving.name,
            owner=ctx.actor.person,
            person=derived("person", leaving.platform, leaving.external),
            stays=", ".join(stays),
        )
    )


@confirmed
async def undo(ctx: Context, plan: UnlinkPlan) -> Unlinked:
    """The id belongs to the account that it began with; what is in either account stays there."""
    async with ctx.unit() as unit:
        was = {"person": plan.owner}
        key = (plan.platform, plan.external)
        if plan.owner != ctx.actor.person or not await unit.move(
            Identity, [key], was=was, now={"person": plan.person}
        ):
            raise Refusal("not_linked")
        alone = await unit.get(Person, plan.person)
        if alone is not None:
            await unit.put([replace(alone, joined_to=None)])
        told = UnlinkTold(plan.platform, plan.name, ctx.world.clock.now())
        await tell(unit, [notice(ctx.world, told, person=one) for one in (plan.owner, plan.person)])
    return Unlinked(platform=plan.platform, name=plan.name)


@command("me book")
async def book(
    ctx: Context,
    name: Annotated[AWord | None, "whose; not needed where there is one only"] = None,
) -> BookCard:
    """The account that you had before you linked it: what it holds, and buttons that act in it."""
    books = await joined_books(ctx.view, ctx.actor.person)
    if not books:
        raise Refusal("no_book")
    found = [one for one in books if name is None or one.name.lower() == name.lower().lstrip("@")]
    if len(found) != 1:
        choices = ", ".join(one.name for one in books)
        raise Refusal("not_a_choice", {"typed": (name or "")[:40], "choices": choices})
    views = await portfolio_views(ctx.world, found[0].id)
    follows = await ctx.view.all(Follow, person=found[0].id, active=True)
    report = PositionReport(portfolios=tuple(views))
    return BookCard(book=found[0].id, name=found[0].name, report=report, copies=len(follows))
