"""Channels know their community."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.add_column(sa.Column("community", TEXT, nullable=False, server_default=""))

    # What the rows that were there begin with; new ones say it themselves.
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.alter_column("community", server_default=None)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.drop_column("community")
