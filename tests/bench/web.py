"""How long somebody waits for a page: a shared one that many open at once, one's own with five hundred trades.

The program's server in a process of its own, on a real file; asked over loopback at a fixed pace, whatever it answers,
so that a slow answer does not slow down the questions. A wait counts from when the question was due (TG-02, TG-03).
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from core.linking.codes import digest_of
from core.portfolio.opening import open_paper
from core.sessions.model import SESSION_LASTS, WebSession
from core.sessions.views import SESSION
from core.sharing import tokens
from core.sharing.model import Share, ShareSettings, Visibility
from core.sharing.tokens import PURPOSE
from storage.migrate import prepare
from tests.bench.fanout import percentile
from tests.bench.history import MONTH, month, program
from tests.bench.rows import Row

TRADES, PERSON = 500, "ann"
PACE, SECONDS = 500, {False: 10, True: 60}
CONNECTIONS = 64
FEW, MANY = 20, 1_000
PAGE_MILLISECONDS, OWN_MILLISECONDS = 50, 900
TOKEN, SIGNED_IN = "a" * tokens.TOKEN_LETTERS, "b" * tokens.SECRET_LETTERS
SHARED = f"/s/{TOKEN}"


def rows(full: bool) -> Iterator[Row]:
    """Milliseconds of a cached share page at 500 questions a second, of one's own page, and over 1,000 connections."""
    with tempfile.TemporaryDirectory(prefix="bellwether-bench-") as folder:
        file = Path(folder) / "web.db"
        asyncio.run(written(file))
        with serving(file) as (host, port):
            took, failed = asyncio.run(paced(host, port, SHARED, PACE, SECONDS[full], CONNECTIONS))
            yield Row(f"web.share.{PACE}.p50", statistics.median(took), "ms")
            yield Row(f"web.share.{PACE}.p99", percentile(took, 0.99), "ms", want=f"<= {PAGE_MILLISECONDS}")
            yield Row(f"web.share.{PACE}.failed", failed, "answers", want="<= 0")
            took, failed = asyncio.run(paced(host, port, SHARED, PACE // 2, SECONDS[full], MANY))
            yield Row(
                f"web.share.{MANY}_connections.p99",
                percentile(took, 0.99),
                "ms",
                want=f"<= {PAGE_MILLISECONDS}",
            )
            yield Row(f"web.share.{MANY}_connections.failed", failed, "answers", want="<= 0")
            took, failed = asyncio.run(one_by_one(host, port, "/dashboard", FEW))
            yield Row(f"web.own.{TRADES}_trades.p50", statistics.median(took), "ms")
            yield Row(f"web.own.{TRADES}_trades.first", max(took), "ms", want=f"<= {OWN_MILLISECONDS}")
            yield Row(f"web.own.{TRADES}_trades.failed", failed, "answers", want="<= 0")


async def written(file: Path) -> None:
    """Somebody with 500 trades, a link, and a browser that is signed in."""
    await prepare(f"sqlite:///{file}", backup_folder=None, at=datetime.now(UTC))
    async with program(file) as app, app.world.store.unit() as unit:
        now, place = datetime.now(UTC), app.world.installation
        await month(unit, PERSON, TRADES, now - MONTH)
        portfolio = open_paper(PERSON, "USDT", now).portfolio
        share = Share(
            id="a" * 26,
            person=PERSON,
            portfolio=portfolio.id,
            digest=digest_of(place, PURPOSE, TOKEN),
            visibility=Visibility.LINK,
            is_active=True,
            settings=ShareSettings(),
            created_at=now,
            expires_at=now + timedelta(days=1),
        )
        session = WebSession(
            id="b" * 26,
            person=PERSON,
            digest=digest_of(place, SESSION, SIGNED_IN),
            browser="",
            made_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
        )
        await unit.add([share])
        await unit.add([session])


@contextmanager
def serving(file: Path) -> Iterator[tuple[str, int]]:
    """The program's pages on this file, in a process of their own that ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.web_server", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        host, port = process.stdout.readline().split()
        yield host, int(port)
    finally:
        process.stdin.close()
        process.wait(timeout=20)


async def paced(
    host: str, port: int, path: str, pace: int, seconds: int, connections: int
) -> tuple[list[float], int]:
    """Ask so many times a second over so many connections; waits from when each question was due, sorted, in
    milliseconds, and how many were not answered as they should be."""
    took: list[float] = []
    failed = 0
    due: asyncio.Queue[float] = asyncio.Queue()
    last = -1.0

    async def ask() -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection(host, port)
        while (at := await due.get()) != last:
            failed += not await answered(reader, writer, host, path)
            took.append((perf_counter() - at) * 1000)
        writer.close()

    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(ask())
        await one_by_one(host, port, path, 1)
        begins = perf_counter()
        for number in range(pace * seconds):
            at = begins + number / pace
            await asyncio.sleep(max(at - perf_counter(), 0))
            due.put_nowait(at)
        for _ in range(connections):
            due.put_nowait(last)
    return sorted(took), failed


async def one_by_one(host: str, port: int, path: str, times: int) -> tuple[list[float], int]:
    """Ask so often, each after the one before."""
    reader, writer = await asyncio.open_connection(host, port)
    took, failed = [], 0
    for _ in range(times):
        begun = perf_counter()
        failed += not await answered(reader, writer, host, path)
        took.append((perf_counter() - begun) * 1000)
    writer.close()
    return took, failed


async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, path: str) -> bool:
    """One question over a connection that stays; whether the answer was the page."""
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Mozilla/5.0\r\n"
        f"Cookie: bw_session={SIGNED_IN}\r\n\r\n".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    body = await reader.readexactly(length)
    return head.startswith(b"http/1.1 200") and b"PAPER" in body
