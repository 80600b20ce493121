"""A copy of the database each night, and which older ones stay: seven days and four weeks (row OP-10).

Copies that somebody made by hand, and those from before a migration, are left alone. A night that brought none is told
to those who run the place, and shown by health until there is one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.jobs import Job
from core.bookkeeping import Setting
from core.context import World
from core.control.views import owners
from core.notices.model import Notice, NoticeKind
from core.notices.tell import notice, tell
from core.operations.views import BACKED_UP, BACKUP_FAILED
from core.recovery.model import BackupTold
from storage.backup import free_name
from storage.folder import StartRefused
from storage.migrate import History
from storage.restore import SIDES, back_up_database

NIGHTLY = "nightly"
DAYS, WEEKS = 7, 4
# In UTC: when little happens, and after the day's mark was set.
HOUR = timedelta(hours=2)
LOOK = timedelta(hours=1)


def nightly(url: str, folder: Path) -> Job:
    """The job that copies the database at this address into this folder."""

    async def run(world: World) -> None:
        await back_up(world, url, folder)

    return Job("back_up", LOOK, run)


async def back_up(world: World, url: str, folder: Path) -> Path | None:
    """Tonight's copy, where there is none yet; then those that are kept no longer go. None: it was there, or could
    not be made."""
    now = world.clock.now()
    last = await world.view.get(Setting, BACKED_UP)
    night = (now - HOUR).replace(hour=0, minute=0, second=0, microsecond=0) + HOUR
    if last is not None and datetime.fromisoformat(last.value) >= night:
        return None
    try:
        made = await back_up_database(url, free_name(folder, History().head, now, NIGHTLY), folder, now)
        await asyncio.to_thread(_clear, folder)
    except (StartRefused, OSError) as error:
        await _failed(world, night, str(error))
        return None
    async with world.store.unit() as unit:
        await unit.put([Setting(BACKED_UP, now.isoformat())])
        await unit.drop(Setting, [BACKUP_FAILED])
    return made


async def _failed(world: World, night: datetime, why: str) -> None:
    """Told once a night; tried again each hour."""
    async with world.store.unit() as unit:
        await unit.put([Setting(BACKUP_FAILED, why)])
        told = BackupTold(night)
        cards = [notice(world, told, person=one, kind=NoticeKind.ALARM) for one in await owners(unit)]
        known = {one.id for one in await unit.all(Notice, id=[card.id for card in cards])}
        await tell(unit, [card for card in cards if card.id not in known])


def _clear(folder: Path) -> None:
    for path in spare(list(folder.glob(f"{NIGHTLY}-*.db"))):
        for one in (path, *(path.with_name(path.name + side) for side in SIDES)):
            one.unlink(missing_ok=True)


def spare(copies: Sequence[Path]) -> list[Path]:
    """Nightly copies that are kept no longer: the newest of each of the last seven days with one stay, and of each of
    the last four weeks with one."""
    newest_first = sorted(copies, key=_made_at, reverse=True)
    kept: set[Path] = set()
    for most, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V")):
        first: dict[str, Path] = {}
        for path in newest_first:
            first.setdefault(_made_at(path).strftime(period), path)
        kept |= set(list(first.values())[:most])
    return [path for path in newest_first if path not in kept]


def _made_at(path: Path) -> datetime:
    """`nightly-0008-20261117T020000Z.db`, or the same with `-2` for a second one of that second."""
    return datetime.strptime(path.stem.split("-")[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
