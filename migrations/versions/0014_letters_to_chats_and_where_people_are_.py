"""Letters to chats and where people are reached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "address",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("external", TEXT, nullable=False),
        sa.Column("chat", TEXT, nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("last_spoke", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("platform", "external", name=op.f("pk_address")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_platform_chat"), ["platform", "chat"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("chat", TEXT, nullable=False),
        sa.Column("card", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=True),
        sa.Column("room", sa.Boolean(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("rings", sa.Boolean(), nullable=False),
        sa.Column("rank", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("digest_sent", TEXT, nullable=False),
        sa.Column("digest_shown", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=True),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("nonce", TEXT, nullable=False),
        sa.Column("anew", sa.Boolean(), nullable=False),
        sa.Column("answers", TEXT, nullable=True),
        sa.Column("under", TEXT, nullable=True),
        sa.Column("thread", TEXT, nullable=True),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("error", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("shown_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_card"), ["card"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_person_state"), ["person", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_platform_state"), ["platform", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_state_due_at"), ["state", "due_at"], unique=False)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_state_due_at"))
        batch_op.drop_index(batch_op.f("ix_letter_platform_state"))
        batch_op.drop_index(batch_op.f("ix_letter_person_state"))
        batch_op.drop_index(batch_op.f("ix_letter_card"))

    op.drop_table("letter")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_platform_chat"))

    op.drop_table("address")
