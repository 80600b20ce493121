"""Leverage of a provider whose posts name none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leverage", EXACT, nullable=True))


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_column("leverage")
