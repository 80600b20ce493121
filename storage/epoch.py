"""How often this installation was started, in a file beside the database: what a backup put back cannot know."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from storage.folder import StartRefused

NAME = "epoch"


def read_epoch(folder: Path) -> int | None:
    """The number of the newest start; None where none was noted."""
    path = folder / NAME
    try:
        return int(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StartRefused(
            f"{path} cannot be read: it holds the number of the newest start. Restore it, or write a number that is "
            "higher than any before: the next start is then in safe mode."
        ) from error


def write_epoch(folder: Path, number: int) -> None:
    """Note the number of a start, whole or not at all. It never goes back."""
    path = folder / NAME
    number = max(number, read_epoch(folder) or 0)
    draft = path.with_name(f"{NAME}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, f"{number}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    draft.replace(path)
    with contextlib.suppress(OSError):  # some file systems cannot; the number is there all the same
        folder_descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(folder_descriptor)
        finally:
            os.close(folder_descriptor)
