"""Chains of order steps and comparisons with venues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

COUNTED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "comparison",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("looked_at", INSTANT, nullable=True),
        sa.Column("held_at", INSTANT, nullable=True),
        sa.Column("fills_until", INSTANT, nullable=True),
        sa.Column("silent_since", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_comparison")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comparison_due_at"), ["due_at"], unique=False)

    op.create_table(
        "discrepancy",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("books", EXACT, nullable=False),
        sa.Column("venue", EXACT, nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.Column("looks", WHOLE, nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("account", "asset", name=op.f("pk_discrepancy")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "exposed",
        sa.Column("trade", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("covered", EXACT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        sa.Column("tried_at", INSTANT, nullable=True),
        sa.Column("fell_back_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("hands_off", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("trade", name=op.f("pk_exposed")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "outside_fill",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("price", EXACT, nullable=False),
        sa.Column("fee", EXACT, nullable=False),
        sa.Column("fee_currency", TEXT, nullable=False),
        sa.Column("held_before", EXACT, nullable=False),
        sa.Column("held_after", EXACT, nullable=False),
        sa.Column("trades", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_fill")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "protection",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("fallback", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_protection")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "stray_order",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("client_order_id", TEXT, nullable=False),
        sa.Column("venue_order_id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=True),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("gone_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("account", "client_order_id", name=op.f("pk_stray_order")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("order_audit", schema=None, table_kwargs=COUNTED) as batch_op:
        batch_op.add_column(sa.Column("fills", TEXT, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("seal", TEXT, nullable=False, server_default=""))
    with op.batch_alter_table("order_audit", schema=None, table_kwargs=COUNTED) as batch_op:
        batch_op.alter_column("fills", server_default=None)
        batch_op.alter_column("seal", server_default=None)
    # What came before there were seals stays as it is: the chains begin behind it.
    op.execute(
        "INSERT INTO setting (name, value) SELECT 'audit_sealed_after', CAST(MAX(number) AS TEXT) FROM order_audit "
        "HAVING MAX(number) IS NOT NULL"
    )

    with op.batch_alter_table("paper_fill", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account", TEXT, nullable=False, server_default=""))
    op.execute(
        "UPDATE paper_fill SET account = COALESCE((SELECT paper_order.account FROM paper_order "
        "WHERE paper_order.client_order_id = paper_fill.client_order_id), '')"
    )
    with op.batch_alter_table("paper_fill", schema=None) as batch_op:
        batch_op.alter_column("account", server_default=None)
        batch_op.create_index(batch_op.f("ix_paper_fill_account_at"), ["account", "at"], unique=False)

    with op.batch_alter_table("trade_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trade_order_account_status"), ["account", "status"], unique=False
        )


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("trade_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trade_order_account_status"))

    with op.batch_alter_table("paper_fill", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_fill_account_at"))
        batch_op.drop_column("account")

    op.execute("DELETE FROM setting WHERE name = 'audit_sealed_after'")
    with op.batch_alter_table("order_audit", schema=None, table_kwargs=COUNTED) as batch_op:
        batch_op.drop_column("seal")
        batch_op.drop_column("fills")

    op.drop_table("stray_order")
    op.drop_table("protection")
    op.drop_table("outside_fill")
    op.drop_table("exposed")
    op.drop_table("discrepancy")
    with op.batch_alter_table("comparison", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comparison_due_at"))

    op.drop_table("comparison")
