"""Communities and their roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "community",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("signals", TEXT, nullable=False),
        sa.Column("results", TEXT, nullable=False),
        sa.Column("desk", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("set_up_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "membership",
        sa.Column("community", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("community", "person", name=op.f("pk_membership")),
        sqlite_autoincrement=False,
    )


def downgrade() -> None:
    """The same step back."""
    op.drop_table("membership")
    op.drop_table("community")
