"""One process holds a data folder, and the key in it is nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import folder as module
from storage.folder import DataFolder, StartRefused, read_key, shown

SINCE = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
CHECKOUT = Path(__file__).parents[2]
KEY = "0123456789abcdef" * 4

OTHER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.folder import DataFolder, StartRefused
try:
    DataFolder(Path(sys.argv[1])).hold(since=datetime(2026, 11, 17, 14, 3, tzinfo=UTC), command="bellwether run")
except StartRefused as refused:
    print(refused, flush=True)
else:
    print("held", flush=True)
    sys.stdin.read()
"""


def other_process(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path):
    folder = DataFolder(tmp_path / "new" / "data")

    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert {path.parent for path in (folder.database, folder.backups, folder.history)} == {folder.path}


def test_a_second_process_is_told_who_holds_it(tmp_path: Path):
    folder = DataFolder(tmp_path)
    folder.hold(since=SINCE, command="bellwether run")

    with other_process(tmp_path) as other:
        told = first_line(other)

    assert told == (
        f"{tmp_path} is in use by process {os.getpid()} (bellwether run) since 2026-11-17 14:03:00 UTC. "
        "Stop it, or set BELLWETHER_DATA_DIR to another folder."
    )
    folder.release()


def test_the_lock_dies_with_a_killed_process(tmp_path: Path):
    folder = DataFolder(tmp_path)

    with other_process(tmp_path) as other:
        assert first_line(other) == "held"
        with pytest.raises(StartRefused, match=f"in use by process {other.pid} "):
            folder.hold(since=SINCE, command="bellwether run")
        other.kill()

    folder.hold(since=SINCE, command="bellwether run")
    folder.release()


def test_a_released_folder_can_be_held_again(tmp_path: Path):
    folder, second = DataFolder(tmp_path), DataFolder(tmp_path)
    folder.hold(since=SINCE, command="one")
    with pytest.raises(StartRefused):
        second.hold(since=SINCE, command="two")
    folder.release()

    second.hold(since=SINCE, command="two")

    holder = folder.holder()
    assert holder is not None
    assert (holder.pid, holder.since, holder.command) == (os.getpid(), SINCE, "two")
    second.release()


def test_an_unreadable_lock_file_still_locks(tmp_path: Path):
    folder = DataFolder(tmp_path)
    folder.hold(since=SINCE, command="bellwether run")
    (tmp_path / "lock").write_text("{")

    with pytest.raises(StartRefused, match="in use by another process"):
        DataFolder(tmp_path).hold(since=SINCE, command="bellwether run")
    folder.release()


def test_a_file_in_its_place_is_refused(tmp_path: Path):
    (tmp_path / "data").write_text("")

    with pytest.raises(StartRefused, match=r"cannot be used: File exists\. .* set BELLWETHER_DATA_DIR"):
        DataFolder(tmp_path / "data")


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "access", lambda *_: False)  # root, as which tests may run, can write anywhere

    with pytest.raises(StartRefused, match="cannot be written to"):
        DataFolder(tmp_path)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    key = DataFolder(tmp_path).secret_key()

    assert len(key) == 32
    assert DataFolder(tmp_path).secret_key() == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_two_folders_have_two_keys(tmp_path: Path):
    assert DataFolder(tmp_path / "a").secret_key() != DataFolder(tmp_path / "b").secret_key()


def test_a_given_key_is_read_and_none_is_made(tmp_path: Path):
    given = tmp_path / "given"
    given.write_text(f"{KEY}\n")
    given.chmod(0o400)

    assert DataFolder(tmp_path / "data").secret_key(given) == bytes.fromhex(KEY)
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.parametrize(("text", "count"), [("", 0), (KEY[:-2], 62), (KEY + "00", 66), ("z" * 64, 64)])
def test_a_key_of_another_form_is_refused(tmp_path: Path, text: str, count: int):
    given = tmp_path / "given"
    given.write_text(text)
    given.chmod(0o600)

    with pytest.raises(
        StartRefused, match=f"must hold 64 hexadecimal digits; it holds {count} characters"
    ) as caught:
        read_key(given)
    assert not text or text not in str(caught.value)


def test_a_key_that_everybody_can_read_is_refused(tmp_path: Path):
    given = tmp_path / "given"
    given.write_text(KEY)
    given.chmod(0o644)

    with pytest.raises(StartRefused, match=f"Everybody .* Run `chmod 600 {given}`"):
        read_key(given)


def test_a_key_mounted_into_a_container_may_have_any_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    given = tmp_path / "given"
    given.write_text(KEY)
    given.chmod(0o444)
    monkeypatch.setattr(module, "MOUNTED", tmp_path)

    assert read_key(given) == bytes.fromhex(KEY)


def test_a_named_key_that_is_missing_is_never_made(tmp_path: Path):
    with pytest.raises(StartRefused, match="does not exist"):
        DataFolder(tmp_path).secret_key(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


def test_paths_are_shown_as_people_write_them():
    assert [shown(Path(path)) for path in ("data", "./data", "../data", "/srv")] == [
        "./data",
        "./data",
        "../data",
        "/srv",
    ]
