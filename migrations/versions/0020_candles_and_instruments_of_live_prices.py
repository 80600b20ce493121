"""Candles and instruments of live prices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "candle",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("span", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("open", EXACT, nullable=False),
        sa.Column("high", EXACT, nullable=False),
        sa.Column("low", EXACT, nullable=False),
        sa.Column("close", EXACT, nullable=False),
        sa.Column("volume", EXACT, nullable=True),
        sa.PrimaryKeyConstraint("symbol", "span", "at", name=op.f("pk_candle")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "candle_range",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("span", WHOLE, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("symbol", "span", name=op.f("pk_candle_range")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "listing",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("asset_class", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("sector", TEXT, nullable=False),
        sa.Column("industry", TEXT, nullable=False),
        sa.Column("exchange", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("symbol", name=op.f("pk_listing")),
        sqlite_autoincrement=False,
    )


def downgrade() -> None:
    """The same step back."""
    op.drop_table("listing")
    op.drop_table("candle_range")
    op.drop_table("candle")
