"""Who is at work on a shared database: every process holds a lock for as long as it lives.

A process that can have the lock for itself alone has thereby proven that nobody else is at work: what is leased
is leased to the dead. On SQLite the data folder's own lock says the same.

The lock is the session's: it ends with the connection, so also with a process that was killed. A connection that
broke is made anew; whoever starts in between takes the living for dead, which costs a second look at what they
were doing and nothing else: a lease that is void too early is an order that is asked about too early.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

LOCK = 0x6265_6C6C_7761_6B65
# The server may need a moment to see that the process before us is gone.
TRIES, PAUSE_SECONDS = 3, 0.1
LOOK_SECONDS = 5.0


class Presence:
    """This process among those on one database. `alone` is how it was when we came."""

    def __init__(self, database: Database, *, alone: bool = True) -> None:
        self._database = database
        self._connection: AsyncConnection | None = None
        self.alone = alone

    async def come(self) -> None:
        """Take the lock: for ourselves if nobody has it, else beside the others."""
        await self._connect()
        for attempt in range(TRIES):
            await asyncio.sleep(PAUSE_SECONDS if attempt else 0)
            self.alone = bool(await self._ask(f"SELECT pg_try_advisory_lock({LOCK})"))
            if self.alone:
                return
        await self._share()

    async def let_others_in(self) -> None:
        """What the dead left is put in order: from now on others may start."""
        if self._connection is not None and self.alone:
            await self._share()
            await self._ask(f"SELECT pg_advisory_unlock({LOCK})")

    async def stay(self) -> None:
        """See to it, until canceled, that the lock is held."""
        while self._connection is not None:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(DBAPIError, OSError):  # not there yet: looked at again
                try:
                    await self._ask("SELECT 1")
                except (DBAPIError, OSError):
                    await self.leave()
                    await self._connect()
                    await self._share()

    async def leave(self) -> None:
        """Give the connection back, and the lock with it."""
        if self._connection is not None:
            with suppress(DBAPIError, OSError):
                await self._connection.invalidate()  # closed, not pooled: a pooled one would keep the lock
                await self._connection.close()

    async def _connect(self) -> None:
        connection = await self._database.writer.connect()
        self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")

    async def _share(self) -> None:
        await self._ask(f"SELECT pg_advisory_lock_shared({LOCK})")

    async def _ask(self, question: str) -> object:
        assert self._connection is not None
        return (await self._connection.execute(text(question))).scalar()


@asynccontextmanager
async def present(database: Database) -> AsyncIterator[Presence]:
    """Be at work on this database. On SQLite whoever holds the data folder is alone, and nothing is to be done."""
    presence = Presence(database)
    if database.dialect == "sqlite":
        yield presence
        return
    try:
        await presence.come()
        yield presence
    finally:
        await presence.leave()
