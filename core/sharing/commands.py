"""Links to one's portfolio: made without a question, changed by a tap, stopped, revoked (rows SO-01, DF-38)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from core.command import command
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.linking.codes import digest_of
from core.portfolio.views import home_book
from core.ports.store import Unit
from core.sharing import tokens
from core.sharing.model import REFERENCE_LETTERS, Share, ShareSettings, ShareViews, Visibility
from core.sharing.options import (
    NEVER,
    OFF,
    ON,
    YEAR,
    AReference,
    ASetting,
    Reference,
    Setting,
    ShareWhat,
    length_of,
)
from core.sharing.results import ShareCard, ShareGone, ShareList, ShareLook
from core.sharing.views import find_share, share_cards, shown_of

# A link that nobody remembers is a leak: it ends by itself, unless its owner wants it otherwise.
LASTS = timedelta(days=30)
MOST = 20
# How the parts of the settings are typed.
SWITCHES = {
    ShareWhat.PNL: "show_pnl",
    ShareWhat.HOLDINGS: "show_holdings",
    ShareWhat.TRADES: "show_trades",
    ShareWhat.AMOUNTS: "show_amounts",
    ShareWhat.NOTES: "show_notes",
    ShareWhat.DELAY: "delayed",
}
WORDS: dict[ShareWhat, tuple[str, ...]] = {
    ShareWhat.ACCESS: tuple(one.value for one in Visibility),
    ShareWhat.EXPIRES: ("7d", "30d", YEAR, NEVER),
}


@command("share create")
async def create(ctx: Context) -> ShareCard:
    """A link to your portfolio: return, chart and holdings in percent, no amounts. It asks nothing."""
    now, person = ctx.world.clock.now(), ctx.actor.person
    book = await home_book(ctx.view, person, now)
    if book.opening is not None:
        raise Refusal("no_portfolio")
    id_, secret = derived("share", person, ctx.cause.key), ctx.world.secret()
    token = tokens.made(id_[:REFERENCE_LETTERS], secret)
    made = Share(
        id=id_,
        person=person,
        portfolio=book.portfolio.id,
        digest=digest_of(ctx.world.installation, tokens.PURPOSE, token),
        visibility=Visibility.LINK,
        is_active=True,
        settings=ShareSettings(),
        created_at=now,
        expires_at=now + LASTS,
    )
    async with ctx.unit() as unit:
        if len(await unit.all(Share, person=person)) >= MOST:
            raise Refusal("many_shares", {"most": str(MOST)})
        await unit.add([made])
    return replace(await _card(ctx, made), address=f"{ctx.world.address}/{tokens.PATH}/{token}")


@command("share list")
async def list_(ctx: Context) -> ShareList:
    """Your links: what they show, until when, how often they were opened."""
    mine = await ctx.view.all(Share, person=ctx.actor.person)
    ordered = sorted(mine, key=lambda one: (one.created_at, one.id), reverse=True)
    return ShareList(shares=tuple(await share_cards(ctx.world, ordered)))


@command("share show")
async def show(
    ctx: Context,
    share: Annotated[AReference | None, "which link: its first letters, or its address"] = None,
) -> ShareLook:
    """What others see behind a link, in words."""
    found = await _mine(ctx, share)
    view = await shown_of(ctx.world, found)
    if view is None:
        raise Refusal("no_portfolio")
    return ShareLook(share=await _card(ctx, found), view=view)


@command("share edit")
async def edit(
    ctx: Context,
    what: Annotated[
        ShareWhat | None, "pnl, holdings, trades, amounts, notes, delay, access, expires, active"
    ] = None,
    to: Annotated[
        ASetting | None, "on, off; private, link, public; 7d, 30d, never. Left out, a switch is turned over"
    ] = None,
    share: Annotated[AReference | None, "which link: its first letters, or its address"] = None,
) -> ShareCard:
    """Change what a link shows, who may open it and until when. It counts at once."""
    found = await _mine(ctx, share)
    if what is None and to is None:
        return replace(await _card(ctx, found), choosing=True)
    what = what or _meant(to)
    async with ctx.unit() as unit:
        found = await _still(unit, found)
        changed = _changed(found, what, to, ctx)
        await unit.put([changed])
    return replace(await _card(ctx, changed), changed=what.value, choosing=what in (*SWITCHES, *WORDS))


@command("share stop")
async def stop(
    ctx: Context,
    share: Annotated[AReference | None, "which link: its first letters, or its address"] = None,
) -> ShareCard:
    """Stop sharing: the address answers as if it had never been, until you share again."""
    found = await _mine(ctx, share)
    async with ctx.unit() as unit:
        stopped = replace(await _still(unit, found), is_active=False)
        await unit.put([stopped])
    return replace(await _card(ctx, stopped), changed=ShareWhat.ACTIVE.value)


@command("share revoke")
async def revoke(
    ctx: Context,
    share: Annotated[
        AReference | None, "which link: its first letters, its token or its whole address"
    ] = None,
) -> ShareGone:
    """Take a link back for good. Whoever has the address finds nothing there."""
    found = await _mine(ctx, share)
    card = await _card(ctx, found)
    async with ctx.unit() as unit:
        await unit.drop(ShareViews, [found.id])
        if not await unit.drop(Share, [found.id]):
            raise Refusal("no_such_share", {"typed": found.reference})
    return ShareGone(reference=card.reference, hint=card.hint, views=card.views)


async def _card(ctx: Context, share: Share) -> ShareCard:
    return (await share_cards(ctx.world, [share]))[0]


async def _mine(ctx: Context, reference: Reference | None) -> Share:
    """The person's own link of this reference, token or address; without one, the only one that they have."""
    if reference is not None and tokens.is_token(reference):
        found = await find_share(ctx.world, reference)
        if found is None or found.person != ctx.actor.person:
            raise Refusal("no_such_share", {"typed": reference[:6]})
        return found
    mine = await ctx.view.all(Share, person=ctx.actor.person)
    fitting = [one for one in mine if reference is None or one.id.startswith(reference)]
    if len(fitting) == 1:
        return fitting[0]
    if reference is not None and not fitting:
        raise Refusal("no_such_share", {"typed": reference})
    if not fitting:
        raise Refusal("no_share")
    newest = sorted(fitting, key=lambda one: (one.created_at, one.id), reverse=True)
    raise Refusal("which_share", {"near": ", ".join(one.reference for one in newest)})


async def _still(unit: Unit, share: Share) -> Share:
    """The link as it is now, held: two taps on it are done one after the other."""
    await unit.hold(Share, {share.id})
    found = await unit.get(Share, share.id)
    if found is None:
        raise Refusal("no_such_share", {"typed": share.reference})
    return found


def _meant(to: Setting | None) -> ShareWhat:
    """What a word is about that says so itself: `public`, `30d`."""
    if to is None or to in (ON, OFF):
        raise Refusal("which_setting", {"choices": ", ".join(SWITCHES)})
    return ShareWhat.ACCESS if to in WORDS[ShareWhat.ACCESS] else ShareWhat.EXPIRES


def _changed(share: Share, what: ShareWhat, to: Setting | None, ctx: Context) -> Share:
    if what is ShareWhat.ACCESS:
        if to not in WORDS[what]:
            raise Refusal("not_a_choice", {"typed": to or "", "choices": ", ".join(WORDS[what])})
        return replace(share, visibility=Visibility(to))
    if what is ShareWhat.EXPIRES:
        return replace(share, expires_at=_until(to, ctx))
    if to not in (None, ON, OFF):
        raise Refusal("not_a_choice", {"typed": str(to), "choices": f"{ON}, {OFF}"})
    if what is ShareWhat.ACTIVE:
        return replace(share, is_active=not share.is_active if to is None else to == ON)
    name = SWITCHES[what]
    value = not getattr(share.settings, name) if to is None else to == ON
    return replace(share, settings=replace(share.settings, **{name: value}))


def _until(to: Setting | None, ctx: Context) -> datetime | None:
    """When a link ends that is set to this; a year is 365 days."""
    if to == NEVER:
        return None
    length = None if to is None else length_of("365d" if to == YEAR else to)
    if length is None:
        raise Refusal("not_a_choice", {"typed": to or "", "choices": ", ".join(WORDS[ShareWhat.EXPIRES])})
    return ctx.world.clock.now() + length
