"""`bellwether doctor --broker NAME`: what stands between this installation and a broker, for each account in turn.

It asks the broker what connecting asks, with the keys that are kept here, and changes nothing. No key is shown, and
nothing that the broker says in its own words, which may repeat one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.doctor.findings import Finding, broken, caution, fine
from bot.settings import Settings
from core.kernel.errors import Unavailable
from core.kernel.time import Clock
from core.ports.broker import BrokerError, ErrorKind
from core.ports.store import View
from core.ports.vault import Vault
from core.ports.venues import Venues
from core.venues.credentials import Connection
from core.venues.keys import credentials_of, keys_in_use
from core.venues.model import Checked, VenueInfo
from storage.folder import StartRefused
from storage.migrate import must_be_current

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHECK_SECONDS = 25.0
# Letters that every form of key allows, and that nobody's key is.
NO_KEY = "ZG9jdG9y"
# More accounts than this have the same trouble or troubles of their own.
ACCOUNTS_MOST = 5
SKEW_LITTLE, SKEW_MOST = 1.0, 5.0
RELOGIN_HOURS = 48

NEW_KEY = "Their owner gives it a new one: /me reconnect {name}"
TROUBLE = {
    ErrorKind.AUTH: (
        "key",
        "is not taken: deleted, expired, not copied whole, from another venue, or tied to another address",
        "Compare the address that it is tied to with this server's, else: /me reconnect {name}",
    ),
    ErrorKind.CLOCK: (
        "clock",
        "this server's clock is off, so nothing that is signed is taken",
        "Switch time synchronisation on (timedatectl set-ntp true), then look again",
    ),
    ErrorKind.RATE_LIMITED: (
        "limit",
        "says that it is asked too much",
        "Wait a minute; see what else uses the same key",
    ),
}
SILENT = (
    "address",
    "does not answer",
    "Check the network, a proxy or firewall in between, and BELLWETHER_VENUE_{NAME}_URL",
)


async def look_at_broker(
    settings: Settings, name: str, venues: Venues, vault: Vault | None, clock: Clock
) -> list[Finding]:
    """Everything about one broker, in the order in which an order would meet it."""
    info = venues.named(name)
    if info is None:
        choices = ", ".join(one.name for one in venues.known)
        return [broken("broker", f"unsupported broker {name!r}", f"There are: {choices}")]
    found = [fine("broker", info.title if info.name == name else f"{info.title} ({info.name})")]
    if info.name in settings.venue_urls:
        found.append(
            caution(
                "address",
                f"{settings.venue_urls[info.name]} stands in for its own",
                "Leave it out for the real one",
            )
        )
    try:
        await must_be_current(settings.database)
    except StartRefused as error:
        return [*found, broken("database", "is not usable", str(error))]
    async with _reading(settings) as view:
        accounts = [one for one in await view.all(Connection, ended_at=None) if one.venue == info.name]
        if not accounts or vault is None:
            return [*found, *await _without_account(info, venues)]
        newest = sorted(accounts, key=lambda one: one.checked_at, reverse=True)[:ACCOUNTS_MOST]
        for one in newest:
            found += await _account(view, info, one, venues, vault, clock)
    more = len(accounts) - len(newest)
    return [*found, fine("accounts", f"{more} more are not looked at")] if more else found


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[View]:
    from storage.database import open_database
    from storage.store import snapshot
    from storage.tables import TABLES

    database = open_database(settings.database)
    try:
        async with snapshot(database, TABLES) as view:
            yield view
    finally:
        await database.close()


async def _without_account(info: VenueInfo, venues: Venues) -> list[Finding]:
    """Nobody has connected it: whether it could be. A key that is none is asked about, and rightly not taken."""
    nobody = caution("accounts", "nobody has connected one", f"/me connect {info.name}")
    try:
        if info.sign_in:
            venues.sign_in(info.name, "doctor")
            return [nobody]
        async with asyncio.timeout(CHECK_SECONDS):
            await venues.check(info.name, {one.name: NO_KEY for one in info.fields})
    except TimeoutError:
        return [_said(SILENT, info, ""), nobody]
    except BrokerError as error:
        if error.kind is ErrorKind.AUTH:
            return [fine("address", "it answers"), nobody]
        return [_trouble(info, error, ""), nobody]
    return [nobody]


async def _account(
    view: View, info: VenueInfo, account: Connection, venues: Venues, vault: Vault, clock: Clock
) -> list[Finding]:
    try:
        credentials = await credentials_of(view, vault, account.account)
        async with asyncio.timeout(CHECK_SECONDS):
            checked = await venues.check(info.name, credentials)
    except Unavailable as error:
        return [
            broken(
                "vault",
                f"{account.label}: {error}",
                "Put its line back into the secret key file, or connect anew",
            )
        ]
    except TimeoutError:
        return [_said(SILENT, info, account.label)]
    except BrokerError as error:
        return [_trouble(info, error, account.label)]
    return _checked(info, account, checked, clock)


def _trouble(info: VenueInfo, error: BrokerError, label: str) -> Finding:
    if error.kind is ErrorKind.UNSUPPORTED:  # these words are our adapter's own
        return broken("library", _whose(label, str(error)), "docs/brokers.md says what it needs")
    return _said(TROUBLE.get(error.kind, SILENT), info, label)


def _said(about: tuple[str, str, str], info: VenueInfo, label: str) -> Finding:
    name, said, to_do = about
    return broken(name, _whose(label, said), to_do.format(name=info.name, NAME=info.name.upper()))


def _whose(label: str, said: str) -> str:
    return f"{label} {said}" if label else said


def _checked(info: VenueInfo, account: Connection, checked: Checked, clock: Clock) -> list[Finding]:
    """A key that works: what it may do, the two clocks, and how long the sign-in lasts."""
    rights, found = checked.rights, []
    to_do = NEW_KEY.format(name=info.name)
    if rights.withdraw:
        found.append(broken("rights", f"{account.label} may withdraw money", to_do))
    elif rights.trade is False:
        found.append(broken("rights", f"{account.label} may look but not trade", to_do))
    elif rights.address_bound is False:
        found.append(
            caution(
                "rights", f"{account.label} works from any address", "Tie it to this server's address there"
            )
        )
    else:
        found.append(
            fine(
                "rights",
                f"{account.label} may trade and not withdraw"
                if rights.withdraw is False
                else f"{account.label} works",
            )
        )
    if checked.skew_seconds is not None:
        found.append(_clock(checked.skew_seconds))
    if checked.until is not None:
        left = checked.until - clock.now()
        hours = left.total_seconds() / 3600
        until = f"{account.label} is signed in until {checked.until:%Y-%m-%d %H:%M} UTC"
        found.append(
            fine("sign-in", until)
            if hours > RELOGIN_HOURS
            else caution("sign-in", until, f"/me reconnect {info.name}")
        )
    return found


def _clock(skew: float) -> Finding:
    said = f"{abs(skew):.1f} s {'behind' if skew > 0 else 'ahead of'} the broker's"
    if abs(skew) <= SKEW_LITTLE:
        return fine("clock", "right within 1 s")
    to_do = "Switch time synchronisation on (timedatectl set-ntp true)"
    return caution("clock", said, to_do) if abs(skew) <= SKEW_MOST else broken("clock", said, to_do)


async def look_at_seals(settings: Settings) -> list[Finding]:
    """Secrets that the key file does not open; nothing where all do, or there is nothing to look at yet."""
    from bot.app import vault_on

    given = settings.secret_key_file or settings.data_dir / "secret.key"
    try:
        await must_be_current(settings.database)
        names = vault_on(given).names
    except (StartRefused, OSError):
        return []  # said already
    async with _reading(settings) as view:
        lost: Sequence[str] = [row.word for row in await keys_in_use(view) if row.word not in names]
    if not lost:
        return []
    return [
        broken(
            "vault",
            f"sealed keys need {', '.join(lost)}, which the secret key file does not hold",
            "Put the old line back into it, or connect these accounts anew",
        )
    ]
