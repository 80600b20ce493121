"""Sign-ins on the web: a link that opens once, the browsers that are signed in, an end to them (row AC-02)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from core.command import AWord, command
from core.context import Context
from core.kernel.errors import Refusal
from core.linking.codes import digest_of
from core.linking.tries import Allowance, count
from core.sessions.model import LINK_LASTS, SignInLink, WebSession
from core.sessions.results import LoginsCard, SessionLine
from core.sessions.views import LINK

PATH = "in"
REFERENCE_LETTERS = 6
LINKS_MADE = Allowance("sign-in link", 10, timedelta(hours=1))


class LoginsWhat(StrEnum):
    """What is done about sign-ins."""

    SHOW = "show"
    NEW = "new"
    END = "end"


@command("me logins")
async def logins(
    ctx: Context,
    what: Annotated[LoginsWhat, "show, new or end"] = LoginsWhat.SHOW,
    which: Annotated[AWord | None, "which browser to sign out; all when left out"] = None,
) -> LoginsCard:
    """Your sign-ins on the web: a link that opens once, and an end to those that stand."""
    if what is LoginsWhat.NEW:
        return await _new(ctx)
    if what is LoginsWhat.END:
        return await _end(ctx, which)
    return await _card(ctx)


async def _new(ctx: Context) -> LoginsCard:
    """A link that signs in whoever opens it first. The one before opens nothing any more."""
    await count(ctx, LINKS_MADE)
    now, person = ctx.world.clock.now(), ctx.actor.person
    secret = ctx.world.secret()
    made = SignInLink(
        digest=digest_of(ctx.world.installation, LINK, secret),
        person=person,
        made_at=now,
        expires_at=now + LINK_LASTS,
    )
    async with ctx.unit() as unit:
        before = await unit.all(SignInLink, person=person)
        await unit.drop(SignInLink, [one.digest for one in before])
        await unit.add([made])
    address = f"{ctx.world.address}/{PATH}/{secret}"
    return replace(await _card(ctx), address=address, expires_at=made.expires_at)


async def _end(ctx: Context, which: str | None) -> LoginsCard:
    async with ctx.unit() as unit:
        mine = await unit.all(WebSession, person=ctx.actor.person)
        ending = [one.id for one in mine if which is None or one.id.startswith(which.lower())]
        if which is not None and len(ending) != 1:
            raise Refusal("no_such_login", {"typed": which[:40]})
        gone = await unit.drop(WebSession, ending)
        links = await unit.all(SignInLink, person=ctx.actor.person)
        await unit.drop(SignInLink, [one.digest for one in links])
    return replace(await _card(ctx), ended=len(gone))


async def _card(ctx: Context) -> LoginsCard:
    now = ctx.world.clock.now()
    mine = await ctx.view.all(WebSession, person=ctx.actor.person)
    lines = [
        SessionLine(
            reference=one.id[:REFERENCE_LETTERS],
            browser=one.browser,
            made_at=one.made_at,
            seen_at=one.seen_at,
            expires_at=one.expires_at,
        )
        for one in sorted(mine, key=lambda one: (one.seen_at, one.id), reverse=True)
        if one.expires_at > now
    ]
    return LoginsCard(sessions=tuple(lines))
