"""`bellwether doctor --broker NAME`: each thing that may be wrong with a key has its line, without the key (BR-16)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import VOCABULARY, vault_on
from bot.clock import RealClock
from bot.doctor.findings import Finding, State, as_json, as_text
from bot.doctor.main import examine, examine_broker
from core.accounts.model import Account, Mode
from core.kernel.secret import Secret
from core.venues.credentials import Connection, Credential
from core.venues.keys import sealed_rows
from core.venues.model import Rights
from storage.database import open_database
from storage.folder import DataFolder
from storage.store import SqlStore
from storage.tables import TABLES
from tests.core.builders import NOW
from tests.venues_told import ToldVenues


async def connected(folder: Path, migrated: Path, key: str, venue: str = "kraken") -> dict[str, str]:
    """An installation in this folder with one account, and its environment."""
    data = DataFolder(folder / "data")
    data.secret_key()
    shutil.copy(migrated, data.database)
    account = Account(
        id=f"of-{key}", person="ann", venue=venue, mode=Mode.LIVE, currency="USD", opened_at=NOW
    )
    field = "token" if venue == "schwab" else "key"
    given = {field: Secret(key), "secret": Secret("hush-hush")}
    connection = Connection(
        account=account.id, person="ann", venue=venue, label=f"··{key[-4:]}", rights=Rights(), checked_at=NOW
    )
    database = open_database(f"sqlite:///{data.database}")
    try:
        store = SqlStore(database, TABLES, RealClock(), VOCABULARY, {}, lambda: None)
        async with store.unit() as unit:
            await unit.add([account])
            await unit.add([connection])
            await unit.add(sealed_rows(vault_on(data.key_file()), account, given, NOW))
    finally:
        await database.close()
    return {"BELLWETHER_DATA_DIR": str(data.path)}


async def look(environ: dict[str, str], folder: Path, name: str = "kraken") -> Sequence[Finding]:
    found = await examine_broker(environ, folder, name, ToldVenues(RealClock()))
    every = as_text(found) + as_json(found)
    assert "hush-hush" not in every
    return found


@pytest.mark.parametrize(
    ("key", "name", "state", "said", "to_do"),
    [
        ("good-4F2Q", "rights", State.FINE, "··4F2Q may trade and not withdraw", ""),
        ("dead-0001", "key", State.BROKEN, "··0001 is not taken", "/me reconnect kraken"),
        ("late-0001", "clock", State.BROKEN, "clock is off", "time synchronisation"),
        ("skewed-0001", "clock", State.BROKEN, "12.0 s behind", "time synchronisation"),
        ("withdraws-0001", "rights", State.BROKEN, "may withdraw money", "/me reconnect kraken"),
        ("reads-0001", "rights", State.BROKEN, "may look but not trade", "/me reconnect kraken"),
        ("silent-0001", "address", State.BROKEN, "does not answer", "BELLWETHER_VENUE_KRAKEN_URL"),
        ("bare-0001", "library", State.BROKEN, "pip install 'bellwether[kucoin]'", "docs/brokers.md"),
    ],
)
async def test_each_trouble_has_its_line(
    tmp_path: Path, migrated_file: Path, key: str, name: str, state: State, said: str, to_do: str
):
    found = await look(await connected(tmp_path, migrated_file, key), tmp_path)

    [one] = [one for one in found if one.name == name and one.state is state]
    assert said in one.said
    assert to_do in one.to_do
    assert key not in as_text(found)


async def test_a_sign_in_that_ends_soon_is_to_be_renewed(tmp_path: Path, migrated_file: Path):
    environ = await connected(tmp_path, migrated_file, "good-token", "schwab")

    found = await look(environ, tmp_path, "td_ameritrade")

    assert [one.said for one in found if one.name == "broker"] == ["Schwab (schwab)"]
    [sign_in] = [one for one in found if one.name == "sign-in"]
    assert sign_in.state is State.FINE, "seven days"


async def test_a_name_that_is_none_is_answered_with_those_there_are(tmp_path: Path):
    found = await look({"BELLWETHER_DATA_DIR": str(tmp_path / "data")}, tmp_path, "krakn")

    assert found[-1].state is State.BROKEN
    assert "kraken, alpaca, kucoin, schwab" in found[-1].to_do


async def test_nobody_has_connected_it(tmp_path: Path, migrated_file: Path):
    environ = await connected(tmp_path, migrated_file, "good-4F2Q")

    found = await look(environ, tmp_path, "alpaca")

    assert found[-1].to_do == "/me connect alpaca"


async def test_a_key_file_of_another_installation_is_said_by_both_doctors(
    tmp_path: Path, migrated_file: Path
):
    environ = await connected(tmp_path, migrated_file, "good-4F2Q")
    key_file = DataFolder(tmp_path / "data").key_file()
    name = vault_on(key_file).newest
    key_file.write_text(f"{'cd' * 32}\n")

    found = await look(environ, tmp_path)
    whole = await examine(environ, tmp_path)

    for findings in (found, whole):
        [one] = [one for one in findings if one.name == "vault"]
        assert one.state is State.BROKEN
        assert name in one.said


async def test_a_row_that_was_altered_is_said(tmp_path: Path, migrated_file: Path):
    environ = await connected(tmp_path, migrated_file, "good-4F2Q")
    database = open_database(f"sqlite:///{tmp_path / 'data' / 'bellwether.db'}")
    try:
        store = SqlStore(database, TABLES, RealClock(), VOCABULARY, {}, lambda: None)
        async with store.unit() as unit:
            [key] = await unit.all(Credential, field="key")
            [secret] = await unit.all(Credential, field="secret")
            await unit.put([replace(key, sealed=secret.sealed)])
    finally:
        await database.close()

    found = await look(environ, tmp_path)

    assert [one.state for one in found if one.name == "vault"] == [State.BROKEN]
