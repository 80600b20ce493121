"""Engines: SQLite with one writer and readers that never wait for it, or PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.lines import Lines

READERS = 4
# What a connection may keep of the file. A fan-out touches thousands of pages in one transaction; what has no room is
# written early and read again.
KIBIBYTES_KEPT = 65_536
# How many pages the log may be ahead of the file (64 MiB) before they are brought over, which holds up the writer.
PAGES_AHEAD = 16_384
# Texts that a connection keeps prepared: a few for each table and verb.
STATEMENTS_KEPT = 512
BUSY_MILLISECONDS = 5_000
# A server that is away says so at once; a line that is cut says nothing, and is not waited for longer than this.
CONNECT_SECONDS, COMMAND_SECONDS = 5.0, 60.0
# Nothing waits inside a transaction here. One that stands still this long belongs to a process that does (a machine
# that is paused, a line that is cut): the server ends it, and its rows are free for whoever takes the work over.
IDLE_MILLISECONDS = 5_000
AUTOCOMMIT = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True, "pool_reset_on_return": None}


@dataclass(frozen=True, slots=True)
class Database:
    """A writer and a reader engine on the same database. On SQLite the store goes by `lines`."""

    writer: AsyncEngine
    reader: AsyncEngine
    lines: Lines | None = None

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.writer.dialect.name

    async def close(self) -> None:
        """Give all connections back."""
        if self.lines is not None:
            await self.lines.close()
        await self.writer.dispose()
        await self.reader.dispose()


def async_url(url: str) -> str:
    """The same database through its asyncio driver, whatever driver the address names."""
    parsed = make_url(url)
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+asyncpg",
        "postgres": "postgresql+asyncpg",
    }
    backend = parsed.drivername.split("+")[0]
    if backend not in drivers:
        raise ValueError(f"DATABASE_URL names {backend}; SQLite and PostgreSQL are known")
    return parsed.set(drivername=drivers[backend]).render_as_string(hide_password=False)


def open_database(url: str) -> Database:
    """Make the engines for an address. Nothing is connected before the first use."""
    url = async_url(url)
    if url.startswith("sqlite"):
        reader = _sqlite(url, writer=False)
        return Database(
            _sqlite(url, writer=True), reader, Lines(_sqlite(url, writer=True, by_hand=True), reader, READERS)
        )
    return Database(_postgres(url, 3), _postgres(url, 2, isolation_level="AUTOCOMMIT"))


def _postgres(url: str, kept: int, **options: Any) -> AsyncEngine:
    """The figures are row OP-08's, for writers and readers together: five kept, ten more under load, replaced hourly,
    checked before use. A reader asks one question at a time: without a transaction around it and around the check
    that is two trips to the server, not six."""
    return create_async_engine(
        url,
        pool_size=kept,
        max_overflow=5,
        pool_recycle=3600,
        pool_pre_ping=True,
        connect_args={
            "timeout": CONNECT_SECONDS,
            "command_timeout": COMMAND_SECONDS,
            "server_settings": {"idle_in_transaction_session_timeout": str(IDLE_MILLISECONDS)},
        },
        **options,
    )


def _sqlite(url: str, *, writer: bool, by_hand: bool = False) -> AsyncEngine:
    """`by_hand`: whoever has a connection begins and ends its transactions."""
    size = 1 if writer else READERS
    # A reader asks one question at a time, so it needs no transaction around it: one trip to its thread, not three.
    alone: dict[str, Any] = AUTOCOMMIT if by_hand or not writer else {}
    engine = create_async_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"cached_statements": STATEMENTS_KEPT},
        **alone,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # We say BEGIN ourselves: the driver's own habit opens a read transaction that cannot always be upgraded.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA cache_size=-{KIBIBYTES_KEPT}")
        if writer:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute(f"PRAGMA wal_autocheckpoint={PAGES_AHEAD}")
        else:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    if writer and not by_hand:

        @event.listens_for(engine.sync_engine, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
