"""The secret keys of an installation in a file: 64 hexadecimal digits a line, the newest first, for its owner alone.

One line is the ordinary case. A second one is there while secrets are sealed anew, and goes when nothing needs it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.ports.vault import KeyFixed
from storage.folder import StartRefused, read_keys


class KeyFile:
    """The file, looked at anew whenever it has changed: another process may have put a key in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, ...] | None = None
        self._keys: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"KeyFile({self._path})"

    def read(self) -> Sequence[bytes]:
        """Every key. A file that has become unreadable meanwhile changes nothing: what was read before holds."""
        try:
            found = self._path.stat()
            stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
            if stamp != self._stamp:
                self._keys, self._stamp = read_keys(self._path), stamp
        except (OSError, StartRefused):
            if not self._keys:
                raise
        return self._keys

    def add(self, key: bytes) -> None:
        """Put a new key first."""
        self._change(lambda keys: [key, *keys])

    def drop(self, keys: Sequence[bytes]) -> None:
        """Take these keys out; the first one stays."""
        self._change(lambda known: [known[0], *(key for key in known[1:] if key not in keys)])

    def _change(self, change: Callable[[Sequence[bytes]], list[bytes]]) -> None:
        try:
            with self._alone():
                self._stamp = None
                was = self.read()
                now = change(was)
                if now != list(was):
                    self._write(now)
        except OSError as error:
            raise KeyFixed(f"{self._path} cannot be written to: {error.strerror}") from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes that change the keys at once would each lose the other's."""
        descriptor = os.open(
            self._path.with_name(f"{self._path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _write(self, keys: Sequence[bytes]) -> None:
        """Whole or not at all, and on the disk before it counts: a key that is lost takes what it sealed with it."""
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as out:
                out.writelines(f"{key.hex()}\n" for key in keys)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(self._path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._stamp = None
