"""Accounts at venues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "trading_account",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_trading_account")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account", TEXT, nullable=False, server_default=""))

    with op.batch_alter_table("portfolio", schema=None) as batch_op:
        batch_op.add_column(sa.Column("venue", TEXT, nullable=False, server_default="paper"))
        batch_op.drop_constraint(batch_op.f("uq_portfolio_account"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_portfolio_account_currency"), ["account", "currency"]
        )

    # What the rows that were there begin with; new ones say it themselves.
    for table, column in (("follow", "account"), ("portfolio", "venue")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("portfolio", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_portfolio_account_currency"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_portfolio_account"), ["account"])
        batch_op.drop_column("venue")

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_column("account")

    op.drop_table("trading_account")
