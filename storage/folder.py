"""The data folder: one process holds it, and the installation's secret key lives in it.

The lock is the operating system's, so it dies with its process however that dies; what is written inside
only says who holds it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import string
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.kernel.time import utc

KEY_DIGITS = 64
# A container engine mounts secrets here with modes of its own choosing; nobody outside the container sees them.
MOUNTED = Path("/run/secrets")
MOVE = "set BELLWETHER_DATA_DIR to another folder"


class StartRefused(Exception):
    """The program cannot start. The sentence says what, where and the next step; it is shown as it is."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a folder."""

    pid: int
    since: datetime
    command: str


class DataFolder:
    """The folder of one installation's files. Making it opens nothing but the folder itself (mode 700)."""

    def __init__(self, path: Path) -> None:
        """Make the folder if it is missing; raise StartRefused where it cannot be written to."""
        self.path = path
        self.database = path / "bellwether.db"
        self.backups = path / "backups"
        self.history = path / "history"
        self._lock: int | None = None
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(path, error) from error
        if not os.access(path, os.W_OK | os.X_OK):
            raise StartRefused(f"{shown(path)} cannot be written to. Change its owner or mode, or {MOVE}.")

    def hold(self, *, since: datetime, command: str) -> None:
        """Take the folder for this process, until `release` or its end. A second holder is refused."""
        descriptor = self._open_lock()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise StartRefused(self._taken()) from error
        except OSError as error:  # some network file systems know no locks
            os.close(descriptor)
            raise _unusable(self.path, error) from error
        holder = {"pid": os.getpid(), "since": utc(since).isoformat(timespec="seconds"), "command": command}
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(holder).encode(), 0)
        self._lock = descriptor

    def release(self) -> None:
        """Give the folder back. The lock's file stays: removing it would let two processes hold two files."""
        if self._lock is not None:
            os.truncate(self._lock, 0)
            os.close(self._lock)
            self._lock = None

    def holder(self) -> Holder | None:
        """What the lock's file says; None when it says nothing. Only a hint: the lock itself decides."""
        try:
            told = json.loads((self.path / "lock").read_text(encoding="utf-8"))
            return Holder(int(told["pid"]), datetime.fromisoformat(told["since"]), str(told["command"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def secret_key(self, given: Path | None = None) -> bytes:
        """The installation's 32 secret bytes: from the file that was given, else from the folder's own.

        The folder's own is made at the first call. A file that was named and is missing is refused rather than
        made: what was encrypted with the right one would be lost behind a new one.
        """
        if given is None:
            _make_key(self.key_file())
        return read_key(self.key_file(given))

    def key_file(self, given: Path | None = None) -> Path:
        """Where the installation's keys are: the file that was given, else the folder's own."""
        return self.path / "secret.key" if given is None else given

    def _open_lock(self) -> int:
        try:
            return os.open(self.path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise _unusable(self.path, error) from error

    def _taken(self) -> str:
        holder = self.holder()
        who = "another process"
        if holder is not None:
            who = f"process {holder.pid} ({holder.command}) since {holder.since:%Y-%m-%d %H:%M:%S} UTC"
        return f"{shown(self.path)} is in use by {who}. Stop it, or {MOVE}."


def read_key(path: Path) -> bytes:
    """The installation's key: the newest in this file."""
    return read_keys(path)[0]


def read_keys(path: Path) -> tuple[bytes, ...]:
    """The keys in this file, which nobody else may read: 64 hexadecimal digits a line, the newest first."""
    help_ = f"Make one with `openssl rand -hex 32 > {path}` and `chmod 600 {path}`"
    try:
        text = path.read_text(encoding="utf-8", errors="replace").strip()
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise StartRefused(
            f"The secret key file {path} does not exist. Restore it, or, on a first start: {help_}."
        ) from error
    except OSError as error:
        raise StartRefused(
            f"The secret key file {path} cannot be read: {error.strerror}. Change its owner or mode."
        ) from error
    lines = text.splitlines() or [""]
    for number, line in enumerate(lines, start=1):
        if len(line) != KEY_DIGITS or not set(line) <= set(string.hexdigits):
            where = "" if len(lines) == 1 else f" in line {number}"
            raise StartRefused(
                f"The secret key file {path} must hold {KEY_DIGITS} hexadecimal digits; it holds {len(line)} "
                f"characters{where}. Restore it, or, on a first start: {help_}."
            )
    if mode & 0o007 and MOUNTED not in path.absolute().parents:
        raise StartRefused(
            f"Everybody on this machine can read the secret key file {path}. Run `chmod 600 {path}`."
        )
    return tuple(dict.fromkeys(bytes.fromhex(line) for line in lines))


def shown(path: Path) -> str:
    """A path as people write it: `./data`, `/srv/data`."""
    return str(path) if path.is_absolute() or path.parts[:1] == ("..",) else f"./{path}"


def _make_key(path: Path) -> None:
    """Make the key's file, whole or not at all. Of two processes that do so at once, one key stays."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(descriptor, f"{secrets.token_hex(KEY_DIGITS // 2)}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # unlike a rename, it never replaces
        draft.unlink()
    except OSError as error:
        raise _unusable(path.parent, error) from error


def _unusable(path: Path, error: OSError) -> StartRefused:
    return StartRefused(f"{shown(path)} cannot be used: {error.strerror or error}. Correct that, or {MOVE}.")
