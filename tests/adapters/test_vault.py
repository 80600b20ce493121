"""The vault: what is sealed opens for its own row alone, with the key that it names, and shows itself to nobody."""

from __future__ import annotations

import base64
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.vault import AesVault, name_of
from core.kernel.secret import Secret
from core.ports.vault import Bound, KeyFixed, KeyMissing, SealBroken, Sealed
from storage.folder import StartRefused
from storage.keys import KeyFile
from tests.vaults import MemoryKeys, a_vault

ROW = Bound("account-1", "ann", "kraken", "secret")
SECRET = Secret("canary/Zk3+very==secret")


@given(st.text(max_size=300))
def test_what_was_sealed_opens(text: str):
    vault = a_vault()

    assert vault.open(ROW, vault.seal(ROW, Secret(text))).reveal() == text


@pytest.mark.parametrize("moved", [
    replace(ROW, account="account-2"), replace(ROW, person="bob"), replace(ROW, venue="binance"),
    replace(ROW, field="key"), Bound("account-1ann", "", "kraken", "secret"),
])  # fmt: skip
def test_a_value_that_was_moved_to_another_row_does_not_open(moved: Bound):
    vault = a_vault()

    with pytest.raises(SealBroken) as broken:
        vault.open(moved, vault.seal(ROW, SECRET))

    assert SECRET.reveal() not in str(broken.value)


def test_a_value_with_any_byte_altered_does_not_open():
    vault = a_vault()
    sealed = vault.seal(ROW, SECRET)
    form, _, text = sealed.text.partition(".")
    whole = base64.urlsafe_b64decode(text)

    for at in range(len(whole)):
        altered = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(SealBroken):
            vault.open(ROW, Sealed(sealed.key, f"{form}.{base64.urlsafe_b64encode(altered).decode()}"))


@pytest.mark.parametrize("text", ["", "1", "1.", "2.AAAA", "1.not base 64 at all", "1.AAAA"])
def test_what_was_never_sealed_does_not_open(text: str):
    vault = a_vault()

    with pytest.raises(SealBroken):
        vault.open(ROW, Sealed(vault.newest, text))


def test_the_same_secret_twice_looks_different_and_tells_nothing():
    vault = a_vault()

    one, other = vault.seal(ROW, SECRET), vault.seal(ROW, SECRET)

    assert one.text != other.text
    assert SECRET.reveal() not in one.text
    assert SECRET.reveal().encode() not in base64.urlsafe_b64decode(one.text.partition(".")[2])


def test_a_value_says_which_key_is_missing():
    sealed = a_vault().seal(ROW, SECRET)
    other = AesVault(MemoryKeys([b"o" * 32]))

    with pytest.raises(KeyMissing, match=sealed.key):
        other.open(ROW, sealed)


def test_a_value_under_another_keys_name_does_not_open():
    keys = MemoryKeys([b"a" * 32, b"b" * 32])
    vault = AesVault(keys)
    sealed = vault.seal(ROW, SECRET)

    with pytest.raises(SealBroken):
        vault.open(ROW, Sealed(name_of(b"b" * 32), sealed.text))


def test_a_new_key_seals_and_the_old_one_still_opens_until_it_is_forgotten():
    vault = a_vault()
    old, before = vault.newest, vault.seal(ROW, SECRET)

    new = vault.renew()

    assert list(vault.names) == [new, old]
    assert vault.seal(ROW, SECRET).key == new
    assert vault.open(ROW, before) == SECRET
    vault.forget((new, old))
    assert list(vault.names) == [new], "the newest stays"
    with pytest.raises(KeyMissing):
        vault.open(ROW, before)


def test_a_secret_shows_itself_to_nobody():
    text = SECRET.reveal()

    for shown in (str(SECRET), repr(SECRET), f"{SECRET}", f"{SECRET:>40}", f"{[SECRET]}", repr(a_vault())):
        assert text not in shown
    assert text not in str(ValueError("took", SECRET))
    with pytest.raises(TypeError):
        pickle.dumps(SECRET)


# -- the file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "secret.key"
    path.write_text(f"{'ab' * 32}\n")
    path.chmod(0o600)
    return path


def test_a_new_key_is_in_the_file_before_it_seals(path: Path):
    vault = AesVault(KeyFile(path))
    sealed = vault.seal(ROW, SECRET)

    name = vault.renew()

    assert path.stat().st_mode & 0o777 == 0o600
    again = AesVault(KeyFile(path))
    assert again.newest == name
    assert again.open(ROW, sealed) == SECRET
    assert [one.name for one in path.parent.iterdir() if "new" in one.name] == []


def test_a_key_that_another_process_put_in_is_used_at_once(path: Path):
    here, there = AesVault(KeyFile(path)), AesVault(KeyFile(path))
    was = here.newest

    there.renew()

    assert here.newest == there.newest != was
    assert here.open(ROW, there.seal(ROW, SECRET)) == SECRET


def test_two_who_change_the_keys_lose_none(path: Path):
    here, there = KeyFile(path), KeyFile(path)
    here.read(), there.read()

    here.add(b"h" * 32)
    there.add(b"t" * 32)

    assert list(here.read()) == [b"t" * 32, b"h" * 32, b"\xab" * 32]


def test_a_file_that_cannot_be_written_keeps_its_keys_and_says_so(path: Path):
    keys = KeyFile(path)
    was = keys.read()
    path.with_name(f"{path.name}.lock").mkdir()

    with pytest.raises(KeyFixed, match=str(path)):
        AesVault(keys).renew()

    assert keys.read() == was


def test_a_file_that_goes_away_changes_nothing_for_whoever_has_read_it(path: Path):
    vault = AesVault(KeyFile(path))
    sealed = vault.seal(ROW, SECRET)

    path.unlink()

    assert vault.open(ROW, sealed) == SECRET
    with pytest.raises((OSError, StartRefused)):
        KeyFile(path).read()


def test_a_file_that_everybody_may_read_is_refused(path: Path):
    path.chmod(0o644)

    with pytest.raises(StartRefused, match="Everybody"):
        KeyFile(path).read()


def test_a_second_line_that_is_no_key_is_refused_by_its_number(path: Path):
    path.write_text(f"{'ab' * 32}\nhello\n")
    path.chmod(0o600)

    with pytest.raises(StartRefused, match="in line 2"):
        KeyFile(path).read()
