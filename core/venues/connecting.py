"""A key from a person to the vault: asked for, checked at its venue, kept only if it is good (rows BR-03, BR-16).

The key is in memory between the form and the vault, as a `Secret`, and nowhere else. What the venue says of it is told
by codes of ours: its own sentences may repeat the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from core.accounts.model import Account, Mode, Person, TradingAccount
from core.context import Context, World
from core.kernel.access import Level
from core.kernel.errors import Bug, Refusal
from core.kernel.ids import derived
from core.kernel.secret import Secret
from core.linking.codes import digest_of, same
from core.linking.tries import Allowance, count
from core.notices.tell import notice, tell
from core.portfolio.views import open_book
from core.ports.broker import BrokerError, ErrorKind
from core.ports.store import Unit, View
from core.ports.venues import Venues
from core.recovery.compare import compare_account
from core.venues.choosing import choose_default
from core.venues.credentials import Connection, ConnectTold, Credential, Ticket, TicketState
from core.venues.keys import sealed_rows, vault_of
from core.venues.model import Checked, VenueInfo
from core.venues.results import ConnectCard, Connected

LIFE = timedelta(minutes=10)
# A venue that is asked about a key makes three or four calls.
CHECK_SECONDS = 25.0
ASKED = Allowance("connect", 20, timedelta(hours=1))
# Each is a question to the venue, which counts them as well.
ENTERED = Allowance("key entered", 20, timedelta(hours=1))
PURPOSE, FORM = "connect", "connect form"
# What a person brings back from a sign-in: the whole address that they came to.
ANSWER = "answer"
SKEW_MOST = 5.0
LABEL_MOST = 4
INSTALL = "pip install"
PENDING = (TicketState.OPEN, TicketState.OPENED)
CANCELED = TicketState.CANCELED
FORGOTTEN = timedelta(days=1)
CONNECT, RECONNECT = "me connect", "me reconnect"
SAFE_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
CONSOLE = "console"

UnitOf = Callable[[], AbstractAsyncContextManager[Unit]]


def venues_of(world: World) -> Venues:
    """The venues that can be connected here."""
    if world.venues is None:
        raise Bug("there are no venues")
    return world.venues


# -- asking for a key ---------------------------------------------------------------------------------------


async def ask_for_key(ctx: Context, info: VenueInfo, name: str, *, path: str) -> ConnectCard:
    """A place to enter a key, for ten minutes; what was open before is over. `path` is the command that asks."""
    await count(ctx, ASKED)
    now, secret = ctx.world.clock.now(), ctx.world.secret()
    known = await connection_named(ctx.view, ctx.actor.person, info.name, name)
    if path == RECONNECT and known is None:
        raise Refusal("not_connected", {"broker": info.title, "name": info.name})
    ticket = Ticket(
        id=derived("connect", ctx.cause.key),
        digest=digest_of(ctx.world.installation, PURPOSE, secret),
        person=ctx.actor.person,
        platform=ctx.place.platform,
        who=ctx.actor.name,
        venue=info.name,
        name=name,
        account=known.account if known is not None and path == RECONNECT else "",
        made_at=now,
        expires_at=now + LIFE,
    )
    address = _address(ctx, info, secret)
    async with ctx.unit() as unit:
        await _end_open(unit, ctx.actor.person, now)
        await unit.add([ticket])
    return await card_of(ctx.world, ticket, address=address)


def _address(ctx: Context, info: VenueInfo, secret: str) -> str:
    """Where the key is entered: never a page that others on the way could read. The console needs none."""
    if ctx.place.platform != CONSOLE:
        return f"{ctx.world.address}/connect/{secret}" if is_safe(ctx.world.address) else ""
    return sign_in_at(ctx.world, info, secret) if info.sign_in else ""


def is_safe(address: str) -> bool:
    """Whether what is typed there stays between the browser and this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in SAFE_HOSTS


def sign_in_at(world: World, info: VenueInfo, state: str) -> str:
    """The venue's own sign-in page. Raises a refusal where this installation is not registered there."""
    try:
        return venues_of(world).sign_in(info.name, state)
    except BrokerError as error:
        raise refusal_of(info, error) from None


async def card_of(world: World, ticket: Ticket, *, address: str = "") -> ConnectCard:
    """The card that asks for a key."""
    info = venues_of(world).named(ticket.venue)
    if info is None:
        raise Bug(f"no venue {ticket.venue}")
    known = await connection_named(world.view, ticket.person, info.name, ticket.name)
    return ConnectCard(
        ticket=ticket.id,
        path=RECONNECT if ticket.account else CONNECT,
        platform=ticket.platform,
        broker=info.name,
        title=info.title,
        name=ticket.name,
        asks=asked_of(info),
        hidden=tuple(one.name for one in info.fields if one.secret),
        spare=tuple(one.name for one in info.fields if one.optional),
        sign_in=info.sign_in,
        expires_at=ticket.expires_at,
        expired=world.clock.now() >= ticket.expires_at,
        address=address,
        keys_page=info.keys_page,
        region=info.region,
        experimental=info.experimental,
        replaces="" if known is None or known.ended_at is not None else known.label,
        operator=await operator_of(world.view),
    )


def asked_of(info: VenueInfo) -> tuple[str, ...]:
    """The names of what is entered: the parts of a key, or the address that somebody came back to."""
    return (ANSWER,) if info.sign_in else tuple(one.name for one in info.fields)


async def operator_of(view: View) -> str:
    """Who runs this installation, by name."""
    names = [one.name for one in await view.all(Person, level=Level.OWNER)]
    return ", ".join(sorted(names))


async def _end_open(unit: Unit, person: str, now: datetime) -> None:
    """What was open before is over, and what is long over is forgotten."""
    mine = await unit.all(Ticket, person=person)
    await unit.move(
        Ticket,
        [one.id for one in mine if one.state in PENDING],
        was={"state": PENDING},
        now={"state": CANCELED},
    )
    await unit.drop(Ticket, [one.id for one in mine if now - one.expires_at > FORGOTTEN])


async def leave(ctx: Context) -> Ticket | None:
    """Whoever asked no longer wants to: the newest of what was open."""
    async with ctx.unit() as unit:
        mine = await unit.all(Ticket, person=ctx.actor.person, state=PENDING)
        await _end_open(unit, ctx.actor.person, ctx.world.clock.now())
    newest = max(mine, key=lambda one: one.made_at, default=None)
    return None if newest is None else replace(newest, state=CANCELED)


async def connection_named(view: View, person: str, venue: str, name: str) -> Connection | None:
    """The account that somebody has at a venue under a name, the newest first; also one whose keys are gone."""
    found = [
        one for one in await view.all(Connection, person=person) if one.venue == venue and one.name == name
    ]
    alive = [one for one in found if one.ended_at is None]
    return max(alive or found, key=lambda one: one.checked_at, default=None)


# -- a key comes --------------------------------------------------------------------------------------------


async def entered(
    ctx: Context, info: VenueInfo, name: str, given: Mapping[str, Secret], *, path: str
) -> Connected:
    """A key that came by a form or by lines of one's own terminal."""
    await count(ctx, ENTERED)
    known = await connection_named(ctx.view, ctx.actor.person, info.name, name)
    if path == RECONNECT and known is None:
        raise Refusal("not_connected", {"broker": info.title, "name": info.name})
    if info.sign_in:
        await _must_be_mine(ctx, info, given)
    mine = [
        one
        for one in await ctx.view.all(Ticket, person=ctx.actor.person, state=PENDING)
        if one.venue == info.name
    ]
    ticket = max(mine, key=lambda one: one.made_at, default=None)
    replaces = known.account if known is not None and path == RECONNECT else ""
    asked = Asked(info, ctx.actor.person, name, replaces, ticket)
    return await keep(ctx.world, asked, given, unit_of=ctx.unit)


async def _must_be_mine(ctx: Context, info: VenueInfo, given: Mapping[str, Secret]) -> None:
    """Somebody else's way back from a sign-in would hang their account on this person."""
    answer = given.get(ANSWER, Secret("")).reveal()
    state = parse_qs(urlsplit(answer).query).get("state", [""])[0]
    found = await ticket_of(ctx.world, state)
    if found is None or found.person != ctx.actor.person or found.venue != info.name:
        raise Refusal("sign_in_over", {"broker": info.title, "name": info.name})


async def ticket_of(world: World, secret: str) -> Ticket | None:
    """What an address or a state stands for, as long as it is open and not too old."""
    digest = digest_of(world.installation, PURPOSE, secret)
    for found in await world.view.all(Ticket, digest=digest):
        if same(found.digest, digest) and found.state in PENDING and world.clock.now() < found.expires_at:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose key it is, for which account. `replaces` is the account that must be meant; empty where any may.

    `elsewhere`: it came by the page, so that the card in the chat is still to hear of it.
    """

    info: VenueInfo
    person: str
    name: str
    replaces: str
    ticket: Ticket | None
    elsewhere: bool = False


async def keep(world: World, asked: Asked, given: Mapping[str, Secret], *, unit_of: UnitOf) -> Connected:
    """Check a key and open its account, or put it in the place of the one that the account had.

    Everything is one transaction: account, connection and sealed secrets are there together or not at all. Raises
    refusals; then nothing is kept.
    """
    info, ticket = asked.info, asked.ticket
    secrets, checked = await check(world, info, given)
    now = world.clock.now()
    account = Account(
        id=derived("account", asked.person, info.name, checked.mode.value, asked.name),
        person=asked.person,
        venue=info.name,
        mode=checked.mode,
        currency=checked.currency,
        opened_at=now,
    )
    if asked.replaces and asked.replaces != account.id:
        mode = checked.mode.value.upper()
        raise Refusal("key_other_mode", {"broker": info.title, "name": info.name, "mode": mode})
    connection = Connection(
        account=account.id,
        person=asked.person,
        venue=info.name,
        label=shown_label(checked.label),
        rights=checked.rights,
        checked_at=now,
        balances=checked.balances,
        name=asked.name,
        until=checked.until,
    )
    async with unit_of() as unit:
        if ticket is not None and not await _take(unit, ticket, account.id):
            raise Refusal("connect_over", {"broker": info.title, "name": info.name})
        await unit.add([account], new_only=True)
        await _put_secrets(unit, sealed_rows(vault_of(world), account, secrets, now))
        await unit.put([connection])
        await open_book(unit, account, account.currency, now)
        if world.live_trading or account.mode is Mode.PAPER:  # else nothing can be bought there
            await choose_default(unit, account.person, account)
        if ticket is not None and asked.elsewhere:
            await tell(unit, [notice(world, ConnectTold(ticket.id), person=asked.person)])
    world.brokers.forget(account.id)
    # Its books begin with what is there. A venue that does not answer now is asked again by the clock.
    await compare_account(world, account, deep=True)
    ticket_id = "" if ticket is None else ticket.id
    return await connected(world, account, connection, ticket=ticket_id)


def shown_label(label: str) -> str:
    """`··4F2Q`: what a venue says, alike for all of them, and never more than four letters of a key."""
    letters = label.strip("·….* ")[-LABEL_MOST:]
    return f"··{letters}" if letters else ""


async def _take(unit: Unit, ticket: Ticket, account: str) -> bool:
    """Each time that a key is asked for brings one account at most."""
    now = {"state": TicketState.DONE, "account": account, "why": ""}
    return bool(await unit.move(Ticket, [ticket.id], was={"state": PENDING}, now=now))


async def _put_secrets(unit: Unit, rows: Sequence[Credential]) -> None:
    """These and no others: a part that the new key does not have is gone."""
    kept = {(row.account, row.field) for row in rows}
    known = await unit.all(Credential, account={row.account for row in rows})
    await unit.drop(Credential, [key for row in known if (key := (row.account, row.field)) not in kept])
    await unit.put(rows)


async def connected(world: World, account: Account, connection: Connection, *, ticket: str = "") -> Connected:
    """How a connected account stands."""
    info = venues_of(world).named(connection.venue)
    chosen = await world.view.get(TradingAccount, connection.person)
    return Connected(
        ticket=ticket,
        account=account.id,
        broker=connection.venue,
        title=connection.venue if info is None else info.title,
        mode=account.mode,
        name=connection.name,
        label=connection.label,
        rights=connection.rights,
        balances=connection.balances,
        until=connection.until,
        default=chosen is not None and chosen.account == account.id,
        live=world.live_trading,
        operator=await operator_of(world.view),
    )


# -- what the venue says of it ------------------------------------------------------------------------------


async def check(
    world: World, info: VenueInfo, given: Mapping[str, Secret]
) -> tuple[Mapping[str, Secret], Checked]:
    """Ask the venue about a key, and judge what it says: the secrets to keep, and what it said. Raises refusals."""
    given = {name: one for name, one in given.items() if one}
    missing = [name for name in asked_of(info) if name not in given and not _optional(info, name)]
    if missing:
        raise Refusal("key_parts", {"broker": info.title, "parts": ", ".join(missing), "name": info.name})
    venues = venues_of(world)
    try:
        with Veil(info.name, given.values()):
            async with asyncio.timeout(CHECK_SECONDS):
                plain = {name: one.reveal() for name, one in given.items()}
                if info.sign_in:
                    plain = dict(await venues.signed_in(info.name, plain[ANSWER]))
                checked = await venues.check(info.name, plain)
    except TimeoutError:
        raise Refusal("venue_silent", {"broker": info.title, "name": info.name}) from None
    except BrokerError as error:
        raise refusal_of(info, error) from None
    judge(info, checked)
    return {name: Secret(text) for name, text in plain.items()}, checked


def _optional(info: VenueInfo, name: str) -> bool:
    return any(one.name == name and one.optional for one in info.fields)


def judge(info: VenueInfo, checked: Checked) -> None:
    """Whether a key that works is one to keep. Raises refusals."""
    facts = {"broker": info.title, "name": info.name}
    if checked.rights.withdraw:
        raise Refusal("key_withdraws", facts)
    if checked.rights.trade is False:
        raise Refusal("key_reads_only", facts)
    if checked.skew_seconds is not None and abs(checked.skew_seconds) > SKEW_MOST:
        seconds = str(round(abs(checked.skew_seconds)))
        raise Refusal("clock_off", {"broker": info.title, "name": info.name, "seconds": seconds})


def refusal_of(info: VenueInfo, error: BrokerError) -> Refusal:
    """What a venue's answer to a key means for whoever entered it. Its own words stay with it."""
    if error.kind is ErrorKind.AUTH:
        return Refusal("key_refused", {"broker": info.title, "name": info.name})
    if error.kind is ErrorKind.CLOCK:
        return Refusal("clock_off", {"broker": info.title, "name": info.name})
    if error.kind is ErrorKind.UNSUPPORTED:
        # The library, or what this installation has to be registered with there: the message is our own.
        extra = info.extra if str(error).startswith(INSTALL) else ""
        return Refusal("no_library", {"broker": info.title, "name": info.name, "extra": extra})
    return Refusal("venue_silent", {"broker": info.title, "name": info.name})


class Veil:
    """Whatever breaks while a key is in hand: an error whose words hold it goes no further with these words."""

    def __init__(self, venue: str, secrets: Iterable[Secret]) -> None:
        self._venue = venue
        self._secrets = [one.reveal() for one in secrets if one]

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, BrokerError):
            return
        told: BaseException | None = error
        while told is not None:
            if any(secret in f"{told!s} {told.args!r}" for secret in self._secrets):
                name = "" if kind is None else kind.__name__
                raise Bug(
                    f"{name} at {self._venue} while a key was checked; its words held the key"
                ) from None
            told = told.__cause__ or told.__context__
