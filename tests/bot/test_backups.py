"""A copy each night: once, kept for days and weeks, and missed aloud."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.backups import back_up, spare
from bot.console.script import parse
from core.bookkeeping import Setting
from core.notices.model import Notice
from core.operations.views import BACKUP_FAILED, health
from core.recovery.model import BackupTold
from core.recovery.views import show_backup
from storage.restore import epoch_of
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

NIGHT = timedelta(days=1)


def nightly_of(folder: Path) -> list[Path]:
    return list(folder.glob("nightly-*.db"))


async def state_of(app: App) -> dict[str, str]:
    return {part.name: part.state for part in (await health(app.world)).parts}


@pytest.mark.postgres_when_heavy(False)
async def test_each_night_brings_one_copy_that_can_be_put_back(url: str, tmp_path: Path):
    stage = Stage(url)
    async with stage.open() as (app, _):
        assert "backup" not in await state_of(app)

        made = await back_up(app.world, url, tmp_path)
        again = await back_up(app.world, url, tmp_path)

        assert made is not None
        assert again is None
        assert epoch_of(made) == 0
        assert (await state_of(app))["backup"] == "ok"
        stage.clock.advance(NIGHT)
        assert await back_up(app.world, url, tmp_path) is not None
    assert len(nightly_of(tmp_path)) == 2


async def test_a_night_without_a_copy_is_told_once_and_tried_again(url: str, tmp_path: Path):
    stage = Stage(url)
    async with stage.open() as (app, console):
        await console.do(parse("owner: /help"))
        await app.relay.quiet()
        in_the_way = tmp_path / "backups"
        in_the_way.write_text("no folder")

        for _ in range(2):
            assert await back_up(app.world, url, in_the_way) is None
            stage.clock.advance(timedelta(hours=1))

        told = [one for one in await app.world.view.all(Notice) if "BackupTold" in one.subject]
        assert len(told) == 1
        assert (await state_of(app))["backup"] == "missing"
        missed = BackupTold(app.world.clock.now())
        card = await show_backup(app.world, missed)
        assert card is not None
        assert card.missing

        in_the_way.unlink()
        made = await back_up(app.world, url, in_the_way)
        assert made is not None, await app.world.view.get(Setting, BACKUP_FAILED)
        assert await app.world.view.get(Setting, BACKUP_FAILED) is None
        card = await show_backup(app.world, missed)
        assert card is not None
        assert not card.missing


def test_seven_days_and_four_weeks_stay():
    first = datetime(2026, 9, 1, 2, tzinfo=UTC)
    nights = [first + number * NIGHT for number in range(78)]  # to 17 November, a Tuesday
    copies = [Path(f"nightly-0008-{at:%Y%m%dT%H%M%SZ}.db") for at in nights]

    kept = sorted({*copies} - {*spare(copies)})

    assert [path.stem[-16:-8] for path in kept] == [
        "20261101", "20261108", "20261111", "20261112", "20261113", "20261114", "20261115", "20261116", "20261117",
    ]  # fmt: skip


def test_copies_of_one_night_are_one():
    copies = [
        Path(f"nightly-0008-20261117T0{hour}0000Z{again}.db") for hour in (2, 3) for again in ("", "-2")
    ]

    assert len(spare(copies)) == 3
