"""`bellwether verify`, `backup` and `restore`: the records held against themselves, copied, put back."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings, SettingsError, load
from core.kernel.money import use_exact_context
from core.recovery.verifying import SHOWN, Checked, verify
from storage.database import open_database
from storage.epoch import read_epoch, write_epoch
from storage.folder import DataFolder, StartRefused, shown
from storage.migrate import must_be_current
from storage.restore import Restored, back_up_database, epoch_of, restore_database
from storage.store import snapshot
from storage.tables import TABLES


def verify_now(environ: Mapping[str, str], folder: Path) -> int:
    """`bellwether verify`: 0 when every record holds together, 1 when not."""
    use_exact_context()
    try:
        settings = load(environ, folder)
        checked = asyncio.run(_verified(settings))
    except (SettingsError, StartRefused) as error:
        return _refused(error)
    for one in checked:
        sys.stdout.write(f"{_line(one)}\n")
        for words in one.broken[:SHOWN]:
            sys.stdout.write(f"    {words}\n")
        if len(one.broken) > SHOWN:
            sys.stdout.write(f"    and {len(one.broken) - SHOWN} more\n")
    broken = any(one.broken for one in checked)
    said = (
        "What is named above was changed after it was written. Compare with a backup."
        if broken
        else "All whole."
    )
    sys.stdout.write(f"{said}\n")
    return 1 if broken else 0


def _line(one: Checked) -> str:
    mark = "✗" if one.broken else "✓"
    return f"{mark} {one.what:<8}{one.rows:>9,} rows in {one.chains:,} chains, {len(one.broken)} broken"


async def _verified(settings: Settings) -> Sequence[Checked]:
    await must_be_current(settings.database)
    database = open_database(settings.database)
    try:
        async with snapshot(database, TABLES) as view:
            return await verify(view)
    finally:
        await database.close()


def back_up_now(environ: Mapping[str, str], folder: Path, target: Path | None) -> int:
    """`bellwether backup [FILE]`: also while the program is at work."""
    try:
        settings = load(environ, folder)
        data = DataFolder(settings.data_dir)
        at = datetime.now(UTC)
        made = asyncio.run(back_up_database(settings.database, target, data.backups, at))
    except (SettingsError, StartRefused) as error:
        return _refused(error)
    size = made.stat().st_size
    sys.stdout.write(f"Copied to {shown(made)} ({size:,} bytes), and checked.\n")
    sys.stdout.write(f"The key {shown(data.path / 'secret.key')} is not in it: keep that elsewhere.\n")
    return 0


def restore_now(environ: Mapping[str, str], folder: Path, copy: Path) -> int:
    """`bellwether restore FILE`: refused while the program is at work."""
    try:
        settings = load(environ, folder)
        data = DataFolder(settings.data_dir)
        data.hold(since=datetime.now(UTC), command="bellwether restore")
        try:
            done = _restored(settings, data, copy)
        finally:
            data.release()
    except (SettingsError, StartRefused) as error:
        return _refused(error)
    sys.stdout.write(f"Restored {shown(copy)} (schema revision {done.revision}).\n")
    if done.kept is not None:
        sys.stdout.write(f"What was there is kept as {shown(done.kept)}.\n")
    sys.stdout.write(
        "The next start is in safe mode: no new orders until an owner has compared with the brokers "
        "(/admin compare). Stops and closing work.\n"
    )
    return 0


def _restored(settings: Settings, data: DataFolder, copy: Path) -> Restored:
    """The copy in its place; and first the number of a start that it cannot know of: a kill in between harms nobody."""
    known = max(read_epoch(data.path) or 0, epoch_of(copy))
    write_epoch(data.path, known + 1)
    return asyncio.run(restore_database(settings.database, copy, data.backups, datetime.now(UTC)))


def _refused(error: Exception) -> int:
    sys.stderr.write(f"bellwether: {error}\n")
    return 1
