"""Posts that a language model reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "model_day",
        sa.Column("day", TEXT, nullable=False),
        sa.Column("calls", WHOLE, nullable=False),
        sa.Column("refused", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_model_day")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "model_reading",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("text_hash", TEXT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("fate", TEXT, nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("output", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_reading")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("model_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_model_reading_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_model_reading_day_fate"), ["day", "fate"], unique=False)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("model_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_reading_day_fate"))
        batch_op.drop_index(batch_op.f("ix_model_reading_asked_at"))

    op.drop_table("model_reading")
    op.drop_table("model_day")
