"""Signing in and staying so: what a browser shows is held against digests; what else it says is not believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.accounts.model import Person
from core.context import World
from core.kernel.ids import derived
from core.linking.codes import digest_of, same
from core.sessions.model import SESSION_LASTS, SignInLink, WebSession

LINK, SESSION = "sign-in", "session"
SECRET_LETTERS = 26
SEEN_EVERY = timedelta(minutes=15)
SESSIONS_MOST = 10
# How browsers name themselves, the most telling first: each names older ones as well.
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera"}


async def find_link(world: World, secret: str) -> SignInLink | None:
    """The link of this secret while it can be opened. Raises Unavailable."""
    if len(secret) != SECRET_LETTERS:
        return None
    digest = digest_of(world.installation, LINK, secret)
    found = await world.view.get(SignInLink, digest)
    if found is None or not same(found.digest, digest) or world.clock.now() >= found.expires_at:
        return None
    return found


async def sign_in(world: World, link: SignInLink, agent: str) -> str | None:
    """Open a link: the token that the browser shows from now on. None: somebody opened it before."""
    token, now = world.secret(), world.clock.now()
    digest = digest_of(world.installation, SESSION, token)
    made = WebSession(
        id=derived("session", digest),
        person=link.person,
        digest=digest,
        browser=browser_of(agent),
        made_at=now,
        seen_at=now,
        expires_at=now + SESSION_LASTS,
    )
    async with world.store.unit() as unit:
        if not await unit.drop(SignInLink, [link.digest]):
            return None
        mine = await unit.all(WebSession, person=link.person)
        kept = sorted(
            (one for one in mine if one.expires_at > now), key=lambda one: one.seen_at, reverse=True
        )
        gone = {one.id for one in mine} - {one.id for one in kept[: SESSIONS_MOST - 1]}
        await unit.drop(WebSession, sorted(gone))
        await unit.add([made])
    return token


async def signed_in(world: World, token: str) -> WebSession | None:
    """The session of what a browser shows, while it lasts; now and then notes that it was seen. Raises Unavailable."""
    if len(token) != SECRET_LETTERS:
        return None
    digest, now = digest_of(world.installation, SESSION, token), world.clock.now()
    found = await world.view.all(WebSession, digest=digest)
    if not found or not same(found[0].digest, digest) or now >= found[0].expires_at:
        return None
    session = found[0]
    if now - session.seen_at >= SEEN_EVERY:
        async with world.store.unit() as unit:
            await unit.move(WebSession, [session.id], was={"seen_at": session.seen_at}, now={"seen_at": now})
        session = replace(session, seen_at=now)
    return session


async def who_is(world: World, session: WebSession) -> Person | None:
    """Whose browser it is; None when they are not known any more."""
    return await world.view.get(Person, session.person)


async def sign_out(world: World, session: WebSession) -> None:
    """The browser is nobody's from now on."""
    async with world.store.unit() as unit:
        await unit.drop(WebSession, [session.id])


def browser_of(agent: str) -> str:
    """A word for a browser: `Firefox`; nothing for one that does not say."""
    return next((NAMES.get(name, name) for name in BROWSERS if name in agent), "")
