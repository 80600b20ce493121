"""Accounts that were linked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "link_code",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("other", TEXT, nullable=True),
        sa.Column("other_platform", TEXT, nullable=False),
        sa.Column("other_name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_code_digest")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("link_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_code_person_state"), ["person", "state"], unique=False)

    op.create_table(
        "tries",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("count", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("person", "what", name=op.f("pk_tries")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joined_to", TEXT, nullable=True))
        batch_op.create_index(batch_op.f("ix_person_joined_to"), ["joined_to"], unique=False)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_joined_to"))
        batch_op.drop_column("joined_to")

    op.drop_table("tries")
    with op.batch_alter_table("link_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_code_person_state"))

    op.drop_table("link_code")
