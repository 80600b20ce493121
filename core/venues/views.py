"""How connections stand: the card of a key that was asked for, sign-ins that end, keys that are lost."""

from __future__ import annotations

from core.accounts.model import Account
from core.context import World
from core.venues.connecting import card_of, connected, venues_of
from core.venues.credentials import (
    Connection,
    ConnectTold,
    KeysTold,
    ReloginTold,
    Ticket,
    TicketState,
)
from core.venues.keys import lost_keys
from core.venues.results import ConnectCard, Connected, ConnectStopped, KeysNews, ReloginCard


async def show_connect(world: World, told: ConnectTold) -> ConnectCard | Connected | ConnectStopped | None:
    """What became of asking for a key."""
    ticket = await world.view.get(Ticket, told.ticket)
    if ticket is None:
        return None
    if ticket.state is TicketState.DONE:
        account = await world.view.get(Account, ticket.account)
        connection = await world.view.get(Connection, ticket.account)
        if account is None or connection is None:
            return None
        return await connected(world, account, connection, ticket=ticket.id)
    if ticket.why or ticket.state is TicketState.CANCELED:
        return stopped(world, ticket)
    return await card_of(world, ticket)


def stopped(world: World, ticket: Ticket) -> ConnectStopped:
    """It came to nothing: what was wrong with the key, or that it was left."""
    return ConnectStopped(
        ticket=ticket.id, broker=ticket.venue, title=title_of(world, ticket.venue), why=ticket.why
    )


def title_of(world: World, venue: str) -> str:
    """A broker as people write it."""
    info = None if world.venues is None else venues_of(world).named(venue)
    return venue if info is None else info.title


async def show_relogin(world: World, told: ReloginTold) -> ReloginCard | None:
    """A sign-in that ends; nothing once it was renewed or given up."""
    found = await world.view.get(Connection, told.account)
    if found is None or found.ended_at is not None or found.until != told.until:
        return None
    return ReloginCard(
        broker=found.venue,
        title=title_of(world, found.venue),
        name=found.name,
        label=found.label,
        until=told.until,
        lapsed=world.clock.now() >= told.until,
    )


async def show_keys(world: World, told: KeysTold) -> KeysNews | None:
    """Secrets that do not open for want of their key; nothing once it is back."""
    rows = sum(row.rows for row in await lost_keys(world) if row.word == told.key)
    return KeysNews(key=told.key, rows=rows) if rows else None
