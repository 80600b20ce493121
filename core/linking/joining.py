"""A code from one chat to another: made, entered, agreed to on both sides, and only then two ids are one person.

Nothing of an account is moved, merged or lost by it: ids lead to another person, and that can be taken back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.accounts.model import Identity, Person
from core.command import Preview
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.linking.codes import LINK_LETTERS, digest_of, read_code, written
from core.linking.model import LinkCode, LinkState, LinkTold, Side
from core.linking.results import JoinPlan, LinkCard
from core.linking.tries import CODES_MADE, CODES_TRIED, count
from core.linking.views import CONSOLE, card_of, plan_of
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.operations.frontends import front_state
from core.ports.store import Unit, View
from core.signals.model import Provider, ProviderStatus

LIFE = timedelta(minutes=10)
PENDING = (LinkState.OPEN, LinkState.ENTERED, LinkState.AGREED)
PURPOSE = "link"
TELEGRAM = "telegram"


async def issue(ctx: Context) -> LinkCard:
    """A new code for whoever asks; what they asked for before no longer works."""
    await count(ctx, CODES_MADE)
    now = ctx.world.clock.now()
    letters = ctx.world.secret()[:LINK_LETTERS]
    link = LinkCode(
        id=derived("link", ctx.cause.key),
        digest=digest_of(ctx.world.installation, PURPOSE, letters),
        person=ctx.actor.person,
        platform=ctx.place.platform,
        name=await _name_here(ctx),
        made_at=now,
        expires_at=now + LIFE,
        state=LinkState.OPEN,
    )
    async with ctx.unit() as unit:
        await _cancel_mine(ctx, unit)
        await unit.add([link])
    card = await card_of(ctx.world, link, Side.ISSUER, code=written(letters))
    return replace(card, address=await _deep_link(ctx, letters))


async def _deep_link(ctx: Context, letters: str) -> str:
    """Telegram's way to hand a code to a bot by one tap; empty there, and where no bot of ours speaks Telegram."""
    if ctx.place.platform == TELEGRAM:
        return ""
    state = await front_state(ctx.world, TELEGRAM)
    name = "" if state is None else state.name.removeprefix("@")
    return f"https://t.me/{name}?start={letters}" if name else ""


async def cancel(ctx: Context) -> LinkCard:
    """Take one's own code back, whoever may have entered it meanwhile."""
    async with ctx.unit() as unit:
        gone = await _cancel_mine(ctx, unit)
    if gone is None:
        raise Refusal("no_code_open")
    return await card_of(ctx.world, gone, Side.ISSUER)


async def _cancel_mine(ctx: Context, unit: Unit) -> LinkCode | None:
    """End the codes of whoever asks that still work; the newest of them."""
    mine = await unit.all(LinkCode, person=ctx.actor.person, state=PENDING)
    now = ctx.world.clock.now()
    ended = [replace(one, state=LinkState.CANCELED) for one in mine]
    await unit.put(ended)
    for one in ended:
        if one.other is not None and now < one.expires_at:
            await _tell(ctx, unit, one, Side.REDEEMER)
    working = [one for one in ended if now < one.expires_at]
    return max(working, key=lambda one: one.made_at) if working else None


async def redeem(ctx: Context, typed: str) -> Preview[JoinPlan]:
    """A code was entered: it is spent by that, and whoever entered it is asked whether they are the same person."""
    await count(ctx, CODES_TRIED)
    letters = read_code(typed)
    found: list[LinkCode] = []
    if letters is not None:
        digest = digest_of(ctx.world.installation, PURPOSE, letters)
        found = list(await ctx.view.all(LinkCode, digest=digest, state=LinkState.OPEN))
    now = ctx.world.clock.now()
    if not found or now >= found[0].expires_at:
        raise Refusal("no_such_code", {"typed": typed[:20]})
    link = found[0]
    await _must_fit(ctx.view, link, ctx.actor.person, ctx.place.platform)
    name = await _name_here(ctx)
    entered = {"state": LinkState.ENTERED, "other": ctx.actor.person}
    entered |= {"other_platform": ctx.place.platform, "other_name": name}
    async with ctx.unit() as unit:
        if not await unit.move(LinkCode, [link.id], was={"state": LinkState.OPEN}, now=entered):
            raise Refusal("no_such_code", {"typed": typed[:20]})
    link = await _again(ctx, link.id)
    return Preview(await plan_of(ctx.world, link, Side.REDEEMER), link.expires_at - now)


async def _name_here(ctx: Context) -> str:
    """How whoever asks is known on the platform where they ask."""
    known = await ctx.view.all(Identity, platform=ctx.place.platform, person=ctx.actor.person)
    return known[0].name if known else ctx.actor.name


async def _must_fit(view: View, link: LinkCode, other: str, platform: str) -> None:
    """Two accounts that may become one person's. Each platform knows one person by one id."""
    if link.person == other:
        raise Refusal("own_code", {"platform": link.platform})
    mine = {one.platform for one in await view.all(Identity, person=link.person)}
    theirs = {one.platform for one in await view.all(Identity, person=other)}
    both = sorted((mine & theirs) - {CONSOLE})
    if both:
        raise Refusal("same_platform", {"platform": both[0], "here": platform})
    provides = [
        one for one in await view.all(Provider, person=other) if one.status is not ProviderStatus.REMOVED
    ]
    if provides:
        raise Refusal("provider_links_first", {"name": provides[0].name, "platform": link.platform})


async def _again(ctx: Context, link: str) -> LinkCode:
    found = await ctx.view.get(LinkCode, link)
    if found is None:
        raise Refusal("no_such_code", {"typed": ""})
    return found


async def agree(ctx: Context, plan: JoinPlan) -> LinkCard:
    """One side's word. The first yes passes the question on, the second makes them one; a no ends it for both."""
    link = await _again(ctx, plan.link)
    mine = link.other if plan.side is Side.REDEEMER else link.person
    due = LinkState.ENTERED if plan.side is Side.REDEEMER else LinkState.AGREED
    if mine != ctx.actor.person or link.other is None:
        raise Refusal("no_such_code", {"typed": ""})
    if ctx.world.clock.now() >= link.expires_at and not plan.stop:
        raise Refusal("code_over")
    if not plan.stop:
        await _must_fit(ctx.view, link, link.other, link.other_platform)
    after = LinkState.STOPPED if plan.stop else _next(plan.side)
    async with ctx.unit() as unit:
        if not await unit.move(LinkCode, [link.id], was={"state": due}, now={"state": after}):
            raise Refusal("code_over")
        link = replace(link, state=after)
        if after is LinkState.JOINED:
            await _join(unit, link.person, _other(link))
        await _tell(ctx, unit, link, Side.ISSUER if plan.side is Side.REDEEMER else Side.REDEEMER)
    return await card_of(ctx.world, link, plan.side)


def _next(side: Side) -> LinkState:
    return LinkState.AGREED if side is Side.REDEEMER else LinkState.JOINED


def _other(link: LinkCode) -> str:
    """Who entered the code; nobody comes here before somebody did."""
    if link.other is None:
        raise Refusal("code_over")
    return link.other


async def _join(unit: Unit, first: str, second: str) -> None:
    """All ids of the second lead to the first, who now speaks for the second's account as well."""
    ids = await unit.all(Identity, person=second)
    await unit.put([replace(one, person=first) for one in ids])
    accounts = [*await unit.all(Person, id=second), *await unit.all(Person, joined_to=second)]
    await unit.put([replace(one, joined_to=first) for one in accounts])


async def _tell(ctx: Context, unit: Unit, link: LinkCode, side: Side) -> None:
    person = link.person if side is Side.ISSUER else link.other
    asks = side is Side.ISSUER and link.state is LinkState.AGREED
    kind = NoticeKind.QUESTION if asks else NoticeKind.INFO
    await tell(unit, [notice(ctx.world, LinkTold(link.id, side), person=person, kind=kind)])
