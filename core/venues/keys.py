"""The secrets of connected accounts: sealed into rows, opened for their venue, sealed anew under another key.

Nothing here shows a secret: what comes out goes to the venue's adapter and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.accounts.model import Account
from core.context import World
from core.kernel.errors import Bug, Unavailable
from core.kernel.secret import Secret
from core.ports.questions import Counted, CredentialTally
from core.ports.store import View
from core.ports.vault import Bound, Sealed, Vault, VaultError
from core.venues.credentials import Credential

# So many rows are sealed anew in one transaction: whoever trades meanwhile does not wait for the rest.
PAGE = 200


def vault_of(world: World) -> Vault:
    """The vault; a program that was put together without one connects nothing."""
    if world.vault is None:
        raise Bug("there is no vault")
    return world.vault


def sealed_rows(
    vault: Vault, account: Account, credentials: Mapping[str, Secret], at: datetime
) -> list[Credential]:
    """The rows that keep these secrets of an account."""
    rows = []
    for field, secret in credentials.items():
        sealed = vault.seal(_bound(account, field), secret)
        rows.append(Credential(account=account.id, field=field, sealed=sealed.text, key=sealed.key, at=at))
    return rows


async def credentials_of(view: View, vault: Vault, account: str) -> dict[str, str]:
    """The secrets of an account, open, for the driver of its venue; empty when it has none (any more).

    Raises `Unavailable` when one does not open: the message names key and account, and nothing else.
    """
    owner = await view.get(Account, account)
    rows = await view.all(Credential, account=account)
    if owner is None or not rows:
        return {}
    try:
        return {row.field: vault.open(_bound(owner, row.field), _sealed(row)).reveal() for row in rows}
    except VaultError as error:
        raise Unavailable(str(error)) from None


async def keep_credentials(world: World, account: str, credentials: Mapping[str, str]) -> bool:
    """Keep what has changed by being used: a token that was renewed. False: the account has no secrets any more, and
    none come back."""
    vault = vault_of(world)
    async with world.store.unit() as unit:
        owner = await unit.get(Account, account)
        if owner is None or not await unit.all(Credential, account=account):
            return False
        secrets = {field: Secret(text) for field, text in credentials.items()}
        await unit.put(sealed_rows(vault, owner, secrets, world.clock.now()))
    return True


def _bound(account: Account, field: str) -> Bound:
    return Bound(account=account.id, person=account.person, venue=account.venue, field=field)


def _sealed(row: Credential) -> Sealed:
    return Sealed(row.key, row.sealed)


# -- another key --------------------------------------------------------------------------------------------


async def keys_in_use(view: View) -> Sequence[Counted]:
    """The keys that something is sealed with, and how much."""
    return await view.ask(CredentialTally())


async def lost_keys(world: World) -> list[Counted]:
    """Keys that something is sealed with and that are not here."""
    names = vault_of(world).names
    return [row for row in await keys_in_use(world.view) if row.word not in names]


async def reseal(world: World) -> int:
    """Seal everything anew that an older key has sealed, page by page; how many rows that were.

    Killed in the middle, the next call goes on with what is left. A row that somebody replaces meanwhile stays as they
    put it; one that does not open is left alone.
    """
    vault, done = vault_of(world), 0
    newest = vault.newest
    older = tuple(name for name in vault.names if name != newest)
    after: tuple[str, ...] = ()
    while older:
        rows = await world.view.page(Credential, after=after, size=PAGE, key=older)
        if not rows:
            break
        done += await _reseal_page(world, vault, rows)
        after = (rows[-1].account, rows[-1].field)
    return done


async def _reseal_page(world: World, vault: Vault, rows: Sequence[Credential]) -> int:
    accounts = {one.id: one for one in await world.view.all(Account, id={row.account for row in rows})}
    done = 0
    async with world.store.unit() as unit:
        for row in rows:
            bound = _bound(accounts[row.account], row.field)
            try:
                sealed = vault.seal(bound, vault.open(bound, _sealed(row)))
            except VaultError:
                continue
            now = {"sealed": sealed.text, "key": sealed.key}
            key = (row.account, row.field)
            done += len(await unit.move(Credential, [key], was={"sealed": row.sealed}, now=now))
    return done


async def forget_unused(world: World) -> tuple[str, ...]:
    """Drop keys that nothing is sealed with any more; which those were."""
    vault = vault_of(world)
    used = {row.word for row in await keys_in_use(world.view)}
    gone = tuple(name for name in vault.names[1:] if name not in used)
    if gone:
        vault.forget(gone)
    return gone


async def tend_keys(world: World) -> None:
    """What the clock does each hour: go on sealing anew, and one hour after that let keys go that nothing needs.

    Not at once: another process may have sealed with the old key a moment before it read the new one.
    """
    if world.vault is None or len(world.vault.names) == 1:
        return
    if not await reseal(world):
        await forget_unused(world)
