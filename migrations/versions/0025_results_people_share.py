"""Results people share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "alias_used",
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_alias_used")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("alias_used", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alias_used_person"), ["person"], unique=False)

    op.create_table(
        "board",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("metric", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=True),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("rows", TEXT, nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("ranked", WHOLE, nullable=False),
        sa.Column("joined", WHOLE, nullable=False),
        sa.Column("left", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "board_day",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("change", EXACT, nullable=False),
        sa.Column("worth", EXACT, nullable=False),
        sa.Column("paid_in", EXACT, nullable=False),
        sa.Column("profit", EXACT, nullable=False),
        sa.Column("traded", WHOLE, nullable=False),
        sa.Column("won", WHOLE, nullable=False),
        sa.Column("lost", WHOLE, nullable=False),
        sa.Column("even", WHOLE, nullable=False),
        sa.Column("gained", EXACT, nullable=False),
        sa.Column("gave", EXACT, nullable=False),
        sa.Column("under", WHOLE, nullable=False),
        sa.Column("under_by", EXACT, nullable=False),
        sa.PrimaryKeyConstraint("person", "mode", "begins_at", name=op.f("pk_board_day")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "board_member",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("counts_from", INSTANT, nullable=False),
        sa.Column("counted_to", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.Column("amounts", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person", "mode", name=op.f("pk_board_member")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "board_post",
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("community", TEXT, nullable=False),
        sa.Column("posted", INSTANT, nullable=True),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("set_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_board_post")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "board_row",
        sa.Column("rows", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("value", EXACT, nullable=False),
        sa.Column("change", EXACT, nullable=False),
        sa.Column("fall", EXACT, nullable=False),
        sa.Column("trades", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("rows", "number", name=op.f("pk_board_row")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("board_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_row_rows_person"), ["rows", "person"], unique=False)

    op.create_table(
        "digest_due",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("due_at", "person", name=op.f("pk_digest_due")),
        sa.UniqueConstraint("person", name=op.f("uq_digest_due_person")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "follower_day",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("followers", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("person", "mode", "begins_at", name=op.f("pk_follower_day")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "sign_in_link",
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in_link")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person"), ["person"], unique=False)

    op.create_table(
        "simulated_move",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("last", EXACT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("symbol", "revision", name=op.f("pk_simulated_move")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "web_session",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("browser", TEXT, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_web_session_digest")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_person"), ["person"], unique=False)

    with op.batch_alter_table("trade", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trade_portfolio_closed_at"), ["portfolio", "closed_at"], unique=False
        )


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("trade", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trade_portfolio_closed_at"))

    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_person"))
        batch_op.drop_index(batch_op.f("ix_web_session_expires_at"))

    op.drop_table("web_session")
    op.drop_table("simulated_move")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person"))

    op.drop_table("sign_in_link")
    op.drop_table("follower_day")
    op.drop_table("digest_due")
    with op.batch_alter_table("board_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_board_row_rows_person"))

    op.drop_table("board_row")
    op.drop_table("board_post")
    op.drop_table("board_member")
    op.drop_table("board_day")
    op.drop_table("board")
    with op.batch_alter_table("alias_used", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alias_used_person"))

    op.drop_table("alias_used")
