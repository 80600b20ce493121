"""Who is at work on a shared database: every process holds a lock for as long as it lives, and beats once a second.

A process that can have the lock for itself alone has thereby proven that nobody else is at work: what is leased
is leased to the dead. On SQLite the data folder's own lock says the same.

A beat is the process's row with the database's time in it. Who has not beaten for four seconds is taken for dead by
whoever sees it first, and what it held is anybody's. Somebody who lives after all (a machine that stood still, a
line that broke) loses nothing by it but time: its orders are asked about, never sent again, and it looks at the
database again before it sends what it had been slow to send (`core/orders/submit.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.kernel.errors import Unavailable
from storage.database import Database

LOCK = 0x6265_6C6C_7761_6B65
# The server may need a moment to see that the process before us is gone.
TRIES, PAUSE_SECONDS = 3, 0.1
BEAT_SECONDS = 1.0
DEAD_SECONDS = 4.0
# A beat that does not come through: the connection is given up and made anew.
ANSWER_SECONDS = 3.0
BEAT = """
    INSERT INTO process (id, role, build, revision, since, seen_at)
    VALUES (:id, :role, :build, :revision, now(), now())
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
"""
SILENT = "SELECT id FROM process WHERE seen_at < now() - make_interval(secs => :seconds) ORDER BY id"
# Its leases are anybody's at the next beat of anybody; its row goes with them.
GOODBYE = "UPDATE process SET seen_at = now() - make_interval(secs => 3600) WHERE id = :id"
# A connection that was lost in the midst of a statement asks for its rollback before it says so.
GONE = (DBAPIError, PendingRollbackError, OSError, TimeoutError)

Bury = Callable[[Sequence[str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Self:
    """What a process says of itself: its id in leases, its role, its build, the schema revision that it needs."""

    id: str
    role: str
    build: str
    revision: str


class Presence:
    """This process among those on one database. `alone` is how it was when we came."""

    def __init__(self, database: Database, me: Self, *, alone: bool = True) -> None:
        self._database = database
        self._me = me
        self._connection: AsyncConnection | None = None
        self._steady_since = 0.0
        self._silent: tuple[str, ...] = ()
        self._seen = asyncio.Event()
        self.alone = alone

    async def come(self) -> None:
        """Take the lock: for ourselves if nobody has it, else beside the others. Then say that we are here."""
        await self._connect()
        for attempt in range(TRIES):
            await asyncio.sleep(PAUSE_SECONDS if attempt else 0)
            self.alone = bool(await self._ask(f"SELECT pg_try_advisory_lock({LOCK})"))
            if self.alone:
                await self._do("DELETE FROM process")  # whoever is still written down is gone
                break
        else:
            await self._share()
        await self._beat()

    async def let_others_in(self) -> None:
        """What the dead left is put in order: from now on others may start."""
        if self._connection is not None and self.alone:
            await self._share()
            await self._ask(f"SELECT pg_advisory_unlock({LOCK})")

    async def stay(self, bury: Bury, lost: Callable[[BaseException], None]) -> None:
        """Beat until canceled, and have those buried who no longer do. `lost` hears once of a database that is gone."""
        if self._connection is None:
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(self._beats(lost))
            group.create_task(self._burials(bury, lost))

    async def _beats(self, lost: Callable[[BaseException], None]) -> None:
        told = False
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    if self._connection is None:
                        await self._connect()
                        await self._share()
                    await self._beat()
                    self._look_for(await self._silent_ones())
                told = False
            except GONE as error:
                self._steady_since = _now() + BEAT_SECONDS
                if not told:
                    lost(Unavailable(f"the database does not answer: {type(error).__name__}"))
                told = True
                await self._drop()

    def _look_for(self, silent: Sequence[str]) -> None:
        """Judge nobody by a silence that may have been our own, or the database's."""
        if silent and _now() - self._steady_since > DEAD_SECONDS:
            self._silent = tuple(silent)
            self._seen.set()

    async def _burials(self, bury: Bury, lost: Callable[[BaseException], None]) -> None:
        while True:
            await self._seen.wait()
            self._seen.clear()
            try:
                await bury(self._silent)
            except Exception as error:  # noqa: BLE001 - the edge of a loop: told, and seen again at the next beat
                lost(error)

    async def leave(self) -> None:
        """Say that we go, and give the connection back, and the lock with it."""
        if self._connection is not None:
            with suppress(*GONE):
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._do(GOODBYE, id=self._me.id)
        await self._drop()

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*GONE):
                async with asyncio.timeout(ANSWER_SECONDS):
                    await connection.invalidate()  # closed, not pooled: a pooled one would keep the lock
                    await connection.close()

    async def _connect(self) -> None:
        connection = await self._database.writer.connect()
        self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        self._steady_since = _now()

    async def _share(self) -> None:
        await self._ask(f"SELECT pg_advisory_lock_shared({LOCK})")

    async def _beat(self) -> None:
        me = self._me
        await self._do(BEAT, id=me.id, role=me.role, build=me.build, revision=me.revision)

    async def _silent_ones(self) -> Sequence[str]:
        assert self._connection is not None
        return (await self._connection.execute(text(SILENT), {"seconds": DEAD_SECONDS})).scalars().all()

    async def _do(self, statement: str, **values: object) -> None:
        assert self._connection is not None
        await self._connection.execute(text(statement), values)

    async def _ask(self, question: str) -> object:
        assert self._connection is not None
        return (await self._connection.execute(text(question))).scalar()


def _now() -> float:
    return asyncio.get_running_loop().time()


@asynccontextmanager
async def present(database: Database, me: Self) -> AsyncIterator[Presence]:
    """Be at work on this database. On SQLite whoever holds the data folder is alone, and nothing is to be done."""
    presence = Presence(database, me)
    if database.dialect == "sqlite":
        yield presence
        return
    try:
        await presence.come()
        yield presence
    finally:
        await presence.leave()
