"""How Alembic runs the revisions: on the connection that `storage.migrate` hands over. Nothing imports this."""

from __future__ import annotations

from alembic import context

from storage.migrate import OPTIONS
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change most things of a table in place: Alembic copies it.
    render_as_batch=context.config.attributes.get("render_as_batch", True),
    render_item=context.config.attributes.get("render_item"),
    **OPTIONS,
)
with context.begin_transaction():
    context.run_migrations()
