"""Connected accounts and their sealed secrets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "connect_ticket",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("venue", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connect_ticket")),
        sa.UniqueConstraint("digest", name=op.f("uq_connect_ticket_digest")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("connect_ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_connect_ticket_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_connect_ticket_person_state"), ["person", "state"], unique=False)

    op.create_table(
        "connection",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("venue", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("rights", TEXT, nullable=False),
        sa.Column("checked_at", INSTANT, nullable=False),
        sa.Column("balances", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("until", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_connection")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_connection_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_connection_until"), ["until"], unique=False)

    op.create_table(
        "credential",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("sealed", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("account", "field", name=op.f("pk_credential")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credential_key"), ["key"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_account_person_venue_mode_currency"), type_="unique")
        batch_op.create_index(batch_op.f("ix_account_person"), ["person"], unique=False)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_person"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_account_person_venue_mode_currency"), ["person", "venue", "mode", "currency"]
        )

    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credential_key"))

    op.drop_table("credential")
    with op.batch_alter_table("connection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_connection_until"))
        batch_op.drop_index(batch_op.f("ix_connection_person"))

    op.drop_table("connection")
    with op.batch_alter_table("connect_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_connect_ticket_person_state"))
        batch_op.drop_index(batch_op.f("ix_connect_ticket_expires_at"))

    op.drop_table("connect_ticket")
