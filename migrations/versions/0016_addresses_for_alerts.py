"""Addresses for alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "hook",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("heard_at", INSTANT, nullable=True),
        sa.Column("outcome", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_hook")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("hook", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hook_provider"), ["provider"], unique=False)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("hook", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hook_provider"))

    op.drop_table("hook")
