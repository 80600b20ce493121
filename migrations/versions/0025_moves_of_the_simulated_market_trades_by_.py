"""Moves of the simulated market; trades by when they were closed."""

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
        "simulated_move",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("last", EXACT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("symbol", "revision", name=op.f("pk_simulated_move")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("trade", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trade_portfolio_closed_at"), ["portfolio", "closed_at"], unique=False
        )


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("trade", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trade_portfolio_closed_at"))

    op.drop_table("simulated_move")
