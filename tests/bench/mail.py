"""The mail: ten thousand notices become letters in one transaction, and a thousand are shown in the order of their
urgency by a platform with limits (rows NT-01, NT-05; reference: an alert for 10,000 people is 10,000 rows).
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from core.accounts.model import Identity
from core.context import World
from core.notices.letters import Address
from core.notices.model import NoticeKind
from storage.database import open_database
from storage.migrate import prepare
from tests.bench.rows import Row
from tests.bot.chat.fake import QUICK, Platform
from tests.bot.chat.post import a_notice, at_work, mail_to, until, world_on

LETTERS, SHOWN = 10_000, 1_000
WRITTEN_SECONDS = 1.0
# As Telegram has it, thirty a second with five kept, ten times as quick.
TIMES = 10
PATIENCE = 300.0
PACE = replace(QUICK, a_second=30 * TIMES, kept=5 * TIMES, at_once=16)


def rows(full: bool) -> Iterator[Row]:
    """Seconds to write ten thousand letters; letters a second that are shown, and the floor that the pace allows."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'mail.db'}"
        written, computed, rate = asyncio.run(measured(url, Path(folder), LETTERS if full else SHOWN))
    yield Row(f"mail.{LETTERS}.cpu", computed, "s")
    yield Row(f"mail.{LETTERS}.written", written, "s", want=f"<= {WRITTEN_SECONDS}")
    yield Row("mail.shown", rate, "letters/s", want=f">= {0.9 * (PACE.a_second - PACE.kept):.0f}")


async def measured(url: str, folder: Path, shown: int) -> tuple[float, float, float]:
    """Seconds to write ten thousand letters down, those of the processor, and how many a second reach the platform."""
    await prepare(url, backup_folder=folder, at=datetime.now(UTC))
    database = open_database(url)
    try:
        world, platform = world_on(database), Platform()
        await known(world, LETTERS)
        mail = mail_to(world, platform, pace=PACE)
        told = [
            a_notice(f"p{number}", f"c{number}", f"{number}", notice=KINDS[number % 3])
            for number in range(LETTERS)
        ]
        begun, busy = perf_counter(), process_time()
        await mail.tell_all(told)
        written, computed = perf_counter() - begun, process_time() - busy
        begun = perf_counter()
        async with at_work(mail):
            await until(lambda: len(platform.messages) >= shown, PATIENCE)
        return written, computed, shown / (perf_counter() - begun)
    finally:
        await database.close()


KINDS = (NoticeKind.INFO, NoticeKind.FILL, NoticeKind.ALARM)


async def known(world: World, people: int) -> None:
    """So many people who have a private chat with the bot."""
    names = [f"{number}" for number in range(people)]
    async with world.store.unit() as unit:
        await unit.put(
            [Identity(platform="discord", external=one, person=f"p{one}", name=one) for one in names]
        )
        await unit.put([Address(platform="discord", external=one, chat=f"dm-{one}") for one in names])
