"""Targets of a portfolio and rebalances."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "drift_watch",
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("band", EXACT, nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("quiet_until", INSTANT, nullable=True),
        sa.Column("channel", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("portfolio", name=op.f("pk_drift_watch")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("drift_watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drift_watch_person"), ["person"], unique=False)

    op.create_table(
        "rebalance",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rebalance")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("rebalance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rebalance_portfolio"), ["portfolio"], unique=False)
        batch_op.create_index(batch_op.f("ix_rebalance_status"), ["status"], unique=False)

    op.create_table(
        "rebalance_step",
        sa.Column("rebalance", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("price", EXACT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("limit", EXACT, nullable=True),
        sa.Column("trade", TEXT, nullable=False),
        sa.Column("order", TEXT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("until", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("rebalance", "number", name=op.f("pk_rebalance_step")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("rebalance_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rebalance_step_order"), ["order"], unique=False)

    op.create_table(
        "rebalancing_target",
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("share", EXACT, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("alerted_at", INSTANT, nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("portfolio", "asset", name=op.f("pk_rebalancing_target")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("rebalancing_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rebalancing_target_asset"), ["asset"], unique=False)
        batch_op.create_index(batch_op.f("ix_rebalancing_target_person"), ["person"], unique=False)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("rebalancing_target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rebalancing_target_person"))
        batch_op.drop_index(batch_op.f("ix_rebalancing_target_asset"))

    op.drop_table("rebalancing_target")
    with op.batch_alter_table("rebalance_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rebalance_step_order"))

    op.drop_table("rebalance_step")
    with op.batch_alter_table("rebalance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rebalance_status"))
        batch_op.drop_index(batch_op.f("ix_rebalance_portfolio"))

    op.drop_table("rebalance")
    with op.batch_alter_table("drift_watch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drift_watch_person"))

    op.drop_table("drift_watch")
