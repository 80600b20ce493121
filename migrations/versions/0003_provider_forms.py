"""Provider forms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


# Columns that rows of before are given a value for: no habit was set, and no form had been taught.
ADDED = {"provider": ("decimals", "language", "right"), "signal": ("taught",)}


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "teach_draft",
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("lessons", TEXT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("provider", name=op.f("pk_teach_draft")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("teach_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_teach_draft_id"), ["id"], unique=False)
        batch_op.create_index(batch_op.f("ix_teach_draft_person"), ["person"], unique=False)

    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decimals", TEXT, nullable=False, server_default="by_post"))
        batch_op.add_column(sa.Column("language", TEXT, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("template", TEXT, nullable=True))
        batch_op.add_column(sa.Column("right", WHOLE, nullable=False, server_default="0"))

    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("taught", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.drop_column("taught")

    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_column("right")
        batch_op.drop_column("template")
        batch_op.drop_column("language")
        batch_op.drop_column("decimals")

    with op.batch_alter_table("teach_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_teach_draft_person"))
        batch_op.drop_index(batch_op.f("ix_teach_draft_id"))

    op.drop_table("teach_draft")
