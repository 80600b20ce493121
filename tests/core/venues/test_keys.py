"""Secrets of connected accounts: in rows only sealed, sealed anew under another key while everything goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from adapters.vault import AesVault
from core.accounts.model import Account, Mode
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.secret import Secret
from core.venues import keys
from core.venues.credentials import Credential
from core.venues.keys import credentials_of, forget_unused, keep_credentials, lost_keys, reseal, tend_keys
from storage.database import Database
from tests.core.builders import NOW
from tests.vaults import MemoryKeys
from tests.worlds import a_world


def an_account(number: int) -> Account:
    return Account(
        id=f"account-{number:04}", person="ann", venue="kraken", mode=Mode.LIVE, currency="USD", opened_at=NOW
    )


def secrets_of(number: int) -> dict[str, str]:
    return {"key": f"key-of-{number}", "secret": f"secret-of-{number}"}


@pytest.fixture
def ring() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def world(database: Database, ring: MemoryKeys) -> World:
    return replace(a_world(database), vault=AesVault(ring))


async def connect(world: World, numbers: Sequence[int]) -> None:
    vault = keys.vault_of(world)
    async with world.store.unit() as unit:
        for number in numbers:
            account = an_account(number)
            given = {field: Secret(text) for field, text in secrets_of(number).items()}
            await unit.add([account])
            await unit.add(keys.sealed_rows(vault, account, given, NOW))


async def all_open(world: World, numbers: Sequence[int]) -> bool:
    vault = keys.vault_of(world)
    return [await credentials_of(world.view, vault, an_account(one).id) for one in numbers] == [
        secrets_of(one) for one in numbers
    ]


async def test_rows_hold_no_secret_and_open_for_their_account(world: World):
    await connect(world, [1, 2])

    rows = await world.view.all(Credential)
    assert len(rows) == 4
    assert "secret-of" not in repr(rows)
    assert await all_open(world, [1, 2])


async def test_a_row_that_was_moved_to_another_account_does_not_open(world: World):
    await connect(world, [1, 2])
    async with world.store.unit() as unit:
        [stolen] = await unit.all(Credential, account=an_account(1).id, field="key")
        await unit.put([replace(stolen, account=an_account(2).id)])

    with pytest.raises(Unavailable) as error:
        await credentials_of(world.view, keys.vault_of(world), an_account(2).id)

    assert "key-of" not in str(error.value)


async def test_another_key_is_said_by_name_and_row_count(world: World):
    await connect(world, [1, 2])
    other = replace(world, vault=AesVault(MemoryKeys([b"x" * 32])))

    [lost] = await lost_keys(other)

    assert (lost.word, lost.rows) == (keys.vault_of(world).newest, 4)
    assert await lost_keys(world) == []
    with pytest.raises(Unavailable, match=lost.word):
        await credentials_of(other.view, keys.vault_of(other), an_account(1).id)


async def test_everything_is_sealed_anew_and_the_old_key_goes_when_nothing_needs_it(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keys, "PAGE", 3)
    await connect(world, range(5))
    vault = keys.vault_of(world)
    old, new = vault.newest, vault.renew()

    assert await forget_unused(world) == (), "rows need it"
    assert await reseal(world) == 10

    assert {row.word: row.rows for row in await keys.keys_in_use(world.view)} == {new: 10}
    assert await all_open(world, range(5))
    assert vault.names == (new, old), "another process may have sealed with it a moment ago"
    await tend_keys(world)
    assert list(vault.names) == [new]
    assert await all_open(world, range(5))


async def test_a_kill_in_the_middle_goes_on_afterwards(
    world: World, ring: MemoryKeys, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keys, "PAGE", 3)
    await connect(world, range(5))
    keys.vault_of(world).renew()
    real, pages = keys._reseal_page, []

    async def dies_at_the_second(*about: object) -> int:
        pages.append(about)
        if len(pages) == 2:
            raise KeyboardInterrupt
        return await real(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(keys, "_reseal_page", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        await reseal(world)
    monkeypatch.undo()

    again = replace(world, vault=AesVault(ring))
    assert len(await keys.keys_in_use(again.view)) == 2
    assert await all_open(again, range(5))
    await tend_keys(again)
    assert [row.word for row in await keys.keys_in_use(again.view)] == [keys.vault_of(again).newest]
    assert len(ring.keys) == 2
    await tend_keys(again)
    assert len(ring.keys) == 1
    assert await all_open(again, range(5))


async def test_what_is_replaced_meanwhile_stays_as_it_was_put(world: World, monkeypatch: pytest.MonkeyPatch):
    await connect(world, [1])
    vault = keys.vault_of(world)
    vault.renew()
    real = keys._reseal_page

    async def after_a_reconnect(*about: object) -> int:
        await keep_credentials(world, an_account(1).id, {"key": "new-key", "secret": "new-secret"})
        return await real(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(keys, "_reseal_page", after_a_reconnect)
    assert await reseal(world) == 0

    found = await credentials_of(world.view, vault, an_account(1).id)
    assert found == {"key": "new-key", "secret": "new-secret"}


async def test_a_token_that_was_renewed_is_kept_only_where_there_was_one(world: World):
    await connect(world, [1])

    assert await keep_credentials(world, an_account(1).id, {"token": "renewed"})
    assert not await keep_credentials(world, "of nobody", {"token": "renewed"})

    found = await credentials_of(world.view, keys.vault_of(world), an_account(1).id)
    assert found["token"] == "renewed"
    assert await credentials_of(world.view, keys.vault_of(world), "of nobody") == {}


async def test_one_that_does_not_open_holds_nothing_up(world: World):
    await connect(world, [1, 2])
    async with world.store.unit() as unit:
        [broken] = await unit.all(Credential, account=an_account(1).id, field="key")
        await unit.put([replace(broken, sealed="1.AAAA")])
    keys.vault_of(world).renew()

    assert await reseal(world) == 3
    assert await all_open(world, [2])
    assert await forget_unused(world) == ()
