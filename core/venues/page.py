"""The page on which a key is entered: it opens once, for one browser, for ten minutes (row BR-16).

Looking at the address changes nothing, since chats look at links by themselves: opening is a tap. From then on only
the browser that opened it may send a key, which it shows by a token that it got with the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.context import World
from core.kernel.errors import Refusal
from core.kernel.secret import Secret
from core.linking.codes import digest_of, same
from core.notices.tell import notice, tell
from core.venues.connecting import ANSWER, FORM, Asked, keep, ticket_of, venues_of
from core.venues.credentials import ConnectTold, Ticket, TicketState
from core.venues.model import VenueInfo
from core.venues.results import Connected

TRIES_MOST = 5


def info_of(world: World, ticket: Ticket) -> VenueInfo:
    """The broker that is being connected. Raises a refusal for one that this program no longer has."""
    info = venues_of(world).named(ticket.venue)
    if info is None:
        raise Refusal("connect_over", {"broker": ticket.venue, "name": ticket.venue})
    return info


async def open_once(world: World, ticket: Ticket) -> str | None:
    """Open the page: the token for its form. None: somebody did so before."""
    token = world.secret()
    form = digest_of(world.installation, FORM, token)
    async with world.store.unit() as unit:
        was, now = {"state": TicketState.OPEN}, {"state": TicketState.OPENED, "form": form}
        return token if await unit.move(Ticket, [ticket.id], was=was, now=now) else None


async def enter(world: World, secret: str, token: str, given: Mapping[str, Secret]) -> Connected:
    """A key from the page. Raises refusals; the card in the chat then says the same, and the form may be sent again."""
    ticket = await ticket_of(world, secret)
    digest = digest_of(world.installation, FORM, token)
    if ticket is None or ticket.state is not TicketState.OPENED or not same(ticket.form, digest):
        raise Refusal("connect_over", {"broker": "", "name": ""})
    info = info_of(world, ticket)
    if not await _count(world, ticket):
        raise Refusal("connect_over", {"broker": info.title, "name": info.name})
    asked = Asked(info, ticket.person, ticket.name, ticket.account, ticket, elsewhere=True)
    try:
        return await keep(world, asked, given, unit_of=world.store.unit)
    except Refusal as error:
        await _say_why(world, ticket, error.code)
        raise


async def came_back(world: World, state: str, token: str, answer: str) -> Connected:
    """Somebody returns from a venue's sign-in page; `answer` is the address that they came back to, whole."""
    return await enter(world, state, token, {ANSWER: Secret(answer)})


async def _count(world: World, ticket: Ticket) -> bool:
    """One more form; whether it may be looked at. Of two at once one is."""
    async with world.store.unit() as unit:
        was = {"tries": ticket.tries, "state": TicketState.OPENED}
        moved = await unit.move(Ticket, [ticket.id], was=was, now={"tries": ticket.tries + 1})
    return bool(moved) and ticket.tries < TRIES_MOST


async def _say_why(world: World, ticket: Ticket, code: str) -> None:
    async with world.store.unit() as unit:
        found = await unit.get(Ticket, ticket.id)
        if found is not None and found.state is TicketState.OPENED:
            await unit.put([replace(found, why=code)])
            await tell(unit, [notice(world, ConnectTold(ticket.id), person=ticket.person)])
