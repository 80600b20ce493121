"""What a crowd wanted of a market."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "footprint",
        sa.Column("signal", TEXT, nullable=False),
        sa.Column("wanted", EXACT, nullable=False),
        sa.Column("cap", EXACT, nullable=False),
        sa.Column("share", EXACT, nullable=False),
        sa.Column("people", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("signal", name=op.f("pk_footprint")),
        sqlite_autoincrement=False,
    )


def downgrade() -> None:
    """The same step back."""
    op.drop_table("footprint")
