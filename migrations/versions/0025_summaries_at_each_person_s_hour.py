"""Summaries at each person's hour."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "digest_due",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("due_at", "person", name=op.f("pk_digest_due")),
        sa.UniqueConstraint("person", name=op.f("uq_digest_due_person")),
        sqlite_autoincrement=False,
    )


def downgrade() -> None:
    """The same step back."""
    op.drop_table("digest_due")
