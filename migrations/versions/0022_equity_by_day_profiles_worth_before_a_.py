"""Equity by day, profiles, worth before a flow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "equity_day",
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("equity", EXACT, nullable=False),
        sa.Column("paid_in", EXACT, nullable=False),
        sa.Column("taken_out", EXACT, nullable=False),
        sa.Column("change", EXACT, nullable=False),
        sa.Column("index", EXACT, nullable=False),
        sa.Column("days", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("portfolio", "begins_at", name=op.f("pk_equity_day")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("equity_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_equity_day_begins_at"), ["begins_at"], unique=False)

    op.create_table(
        "profile",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("alias", TEXT, nullable=True),
        sa.Column("folded", TEXT, nullable=True),
        sa.Column("on_boards", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_profile")),
        sa.UniqueConstraint("folded", name=op.f("uq_profile_folded")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("cash_flow", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", EXACT, nullable=True))


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("cash_flow", schema=None) as batch_op:
        batch_op.drop_column("before")

    op.drop_table("profile")
    with op.batch_alter_table("equity_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_equity_day_begins_at"))

    op.drop_table("equity_day")
