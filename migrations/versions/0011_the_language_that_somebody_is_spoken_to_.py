"""The language that somebody is spoken to in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", TEXT, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("heard", TEXT, nullable=False, server_default=""))

    # What the rows that were there begin with; new ones say it themselves.
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.alter_column("language", server_default=None)
        batch_op.alter_column("heard", server_default=None)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.drop_column("heard")
        batch_op.drop_column("language")
