"""What the tests of the schema's history share: a planted next revision, and rows in every table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, select

from storage.database import Database
from storage.migrate import VERSION_TABLE, History
from storage.tables import MAPPERS
from tests.storage.samples import dull_row

AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
HEAD = History().head

# The next release, as far as these tests go: a column on a table that SQLite must copy for it.
NEXT = f'''
import sqlalchemy as sa
from alembic import op

revision = "planted"
down_revision = "{HEAD}"


def upgrade() -> None:
    for table in ("trade", "outbox", "setting"):
        with op.batch_alter_table(table, recreate=RECREATE) as batch:
            batch.add_column(sa.Column("planted", sa.Text(), nullable=False, server_default="yes"))
    BODY


def downgrade() -> None:
    for table in ("trade", "outbox", "setting"):
        with op.batch_alter_table(table, recreate=RECREATE) as batch:
            batch.drop_column("planted")
'''


def planted(folder: Path, body: str = "pass", recreate: str = "auto") -> Path:
    folder.mkdir()
    source = NEXT.replace("RECREATE", repr(recreate)).replace("BODY", body)
    (folder / "planted.py").write_text(source)
    return folder


async def run(database: Database, work: Any, *arguments: Any) -> Any:
    """Do something with a connection that is not in a transaction yet, and commit."""
    async with database.writer.connect() as connection:
        found = await connection.run_sync(work, *arguments)
        await connection.commit()
    return found


def shape(connection: Connection) -> dict[str, Any]:
    """All tables as the database itself tells them."""
    look = inspect(connection)
    found = {}
    for table in sorted(set(look.get_table_names()) - {VERSION_TABLE}):
        columns = [
            (c["name"], str(c["type"]), getattr(c["type"], "timezone", None), c["nullable"], c["default"])
            for c in look.get_columns(table)
        ]
        unique = sorted((c["name"], tuple(c["column_names"])) for c in look.get_unique_constraints(table))
        indexes = sorted((i["name"], tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(table))
        # A column that came later stands last in an older table: its place says nothing, every statement names it.
        found[table] = (
            sorted(columns, key=lambda told: told[0]),
            look.get_pk_constraint(table),
            unique,
            indexes,
        )
    return found


def fill(connection: Connection) -> dict[str, Any]:
    """A row in every table."""
    rows = {mapper.table.name: dull_row(mapper) for mapper in MAPPERS}
    for mapper in MAPPERS:
        connection.execute(mapper.table.insert(), mapper.to_row(rows[mapper.table.name]))
    return rows


def content(connection: Connection) -> dict[str, Any]:
    found = {m.table.name: [m.from_row(row) for row in connection.execute(select(m.table))] for m in MAPPERS}
    return {name: rows[0] for name, rows in found.items() if rows}
