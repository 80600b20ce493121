"""Links to portfolios."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "portfolio_share",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("visibility", TEXT, nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("settings", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_share")),
        sa.UniqueConstraint("digest", name=op.f("uq_portfolio_share_digest")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("portfolio_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_portfolio_share_person"), ["person"], unique=False)

    op.create_table(
        "share_views",
        sa.Column("share", TEXT, nullable=False),
        sa.Column("views", WHOLE, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("share", name=op.f("pk_share_views")),
        sqlite_autoincrement=False,
    )


def downgrade() -> None:
    """The same step back."""
    op.drop_table("share_views")
    with op.batch_alter_table("portfolio_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_portfolio_share_person"))

    op.drop_table("portfolio_share")
