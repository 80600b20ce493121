"""Copies of a SQLite database, made while it is in use. Copies of either kind, and the way back: `restore.py`."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from core.kernel.time import utc
from storage.folder import StartRefused

BUSY_SECONDS = 5.0


def back_up(path: Path, folder: Path, revision: str, at: datetime) -> Path:
    """Copy a database into a folder while others may write to it: whole, checked, mode 600, never over another."""
    try:
        return copy_to(path, free_name(folder, revision, at))
    except (OSError, sqlite3.Error) as error:
        raise StartRefused(
            f"{path} could not be copied into {folder}: {error}. Nothing was changed."
        ) from error


def free_name(folder: Path, revision: str, at: datetime, stem: str = "bellwether") -> Path:
    """A name for a copy in this folder that nothing has yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"{stem}-{revision}-{utc(at):%Y%m%dT%H%M%SZ}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(folder / f"{name}.db" for name in names if not (folder / f"{name}.db").exists())


def copy_to(path: Path, target: Path) -> Path:
    """Copy a database to this file, whole and checked. Raises OSError, sqlite3.Error, or StartRefused for damage."""
    draft = target.with_name(f"{target.name}.part")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with (
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(draft)) as copy,
        ):
            source.backup(copy)
            [(verdict,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
        if verdict != "ok":
            raise StartRefused(f"The copy {draft} of {path} is damaged: {verdict}. Restore an older backup.")
        settle(draft, target)
    except (OSError, sqlite3.Error):
        draft.unlink(missing_ok=True)
        raise
    return target


def settle(draft: Path, target: Path) -> None:
    """Give a finished file its name, so that it is there after a power cut."""
    draft.replace(target)
    for path in (target, target.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
