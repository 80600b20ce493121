"""What stands on this machine: the data folder, its key, the database, the disk, Redis."""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from importlib.util import find_spec
from pathlib import Path

from bot.doctor.findings import Finding, broken, caution, fine
from bot.drawing.fonts import fonts, missing
from bot.settings import Settings
from storage.folder import KEY_DIGITS, DataFolder, StartRefused, read_key
from storage.migrate import must_be_current, place

MEGABYTE = 1_000_000
DISK_LEAST, DISK_LITTLE = 200 * MEGABYTE, 2_000 * MEGABYTE
REDIS_SECONDS = 3.0
DRAWN_WITH = ("resvg_py", "uharfbuzz")


def look_at_folder(settings: Settings) -> list[Finding]:
    """The data folder and the secret key. Nothing is made: a first start does that."""
    path = settings.data_dir
    if not path.exists():
        parent = next(one for one in (path, *path.absolute().parents) if one.exists())
        if not os.access(parent, os.W_OK | os.X_OK):
            return [broken("folder", f"{path} is not there, and {parent} cannot be written to", MOVE_IT)]
        return [fine("folder", f"{path} is made at the first start"), *_disk(parent)]
    found = []
    if not path.is_dir() or not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return [broken("folder", f"{path} cannot be written to", MOVE_IT)]
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        found.append(caution("folder", f"{path} can be read by others (mode {mode:o})", f"chmod 700 {path}"))
    else:
        found.append(fine("folder", f"{path}{_held_by(path)}"))
    return [*found, look_at_key(settings), *_disk(path)]


MOVE_IT = "Change its owner or mode, or set BELLWETHER_DATA_DIR to another folder"


def _held_by(path: Path) -> str:
    holder = DataFolder(path).holder()
    if holder is None:
        return ""
    return f", in use since {holder.since:%Y-%m-%d %H:%M} UTC ({holder.command})"


def look_at_key(settings: Settings) -> Finding:
    """The secret key's file."""
    path = settings.secret_key_file or settings.data_dir / "secret.key"
    if not path.exists() and settings.secret_key_file is None:
        return fine("key", "is made at the first start")
    try:
        read_key(path)
    except StartRefused as error:
        return broken("key", f"{path} is not usable", str(error))
    return fine("key", f"{path}, {KEY_DIGITS} digits, read by its owner alone")


def _disk(path: Path) -> list[Finding]:
    free = shutil.disk_usage(path).free
    said = f"{free / MEGABYTE / 1000:.1f} GB free at {path}"
    if free < DISK_LEAST:
        return [broken("disk", said, "Make room: without it nothing can be recorded, and no order leaves")]
    if free < DISK_LITTLE:
        return [caution("disk", said, "Make room: backups take as much as the database each night")]
    return [fine("disk", said)]


async def look_at_database(settings: Settings) -> Finding:
    """Whether it answers, is ours, and is at this program's revision."""
    url = settings.database
    embedded = url.startswith("sqlite")
    if embedded and not await asyncio.to_thread(Path(url.partition(":///")[2]).exists):
        return fine("database", "is made at the first start")
    try:
        await must_be_current(url)
    except StartRefused as error:
        if embedded and "bellwether migrate" in str(error):
            return caution(
                "database", "is older than this program", "The next start copies it and brings it up to date"
            )
        return broken("database", f"{place(url)} is not usable", str(error))
    return fine("database", f"{place(url)}, at this program's revision")


def look_at_pictures() -> Finding:
    """What pictures are drawn with: libraries that load in a process of their own, and fonts that came along."""
    lost = [*(name for name in DRAWN_WITH if find_spec(name) is None), *missing()]
    if lost:
        said = f"cannot be drawn: {', '.join(lost[:3])} missing"
        return caution("pictures", said, "Install the program anew; until then cards have their words alone")
    return fine("pictures", f"can be drawn, in {len(fonts()) + 1} fonts of their own")


async def look_at_redis(settings: Settings) -> list[Finding]:
    """Whether it answers, where one is set."""
    if settings.redis_url is None:
        return []
    from storage.redis_bell import answers  # only where there is a Redis

    if await answers(settings.redis_url.get_secret_value(), REDIS_SECONDS):
        return [fine("redis", "answers")]
    return [
        caution(
            "redis",
            "does not answer",
            "Start it or leave BELLWETHER_REDIS_URL out: without it workers look for work each second",
        )
    ]
