"""The trading core in depth: books, days, limits, follow-ups, journal, notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


# Columns that rows of before are given a value for: what the program did until now, or the default of a new setting.
ADDED = {
    "follow": ("base", "earned_before", "currency", "paused", "paused_at_loss"),
    "ledger": ("kind",),
    "limits": (
        "exposure_share",
        "open_most",
        "day_share",
        "drawdown_share",
        "stop_needed",
        "stop_share",
        "reward_least",
        "leverage_most",
        "orders_day",
        "orders_minute",
        "live_orders_day",
        "live_orders_minute",
        "turnover_most",
        "volume_least",
        "blocked",
        "undo",
        "entry_for",
    ),
    "notice": ("kind", "shown"),
    "paper_order": ("time_in_force", "triggered"),
    "position": ("unvalued",),
    "provider": ("dash", "split", "edits"),
    "signal": ("targets_now", "updates", "entries_over"),
    "switch": ("level", "seen"),
    "trade": ("stop_by", "break_even_asked", "soft_stop", "watched", "entries_over"),
    "trade_order": ("time_in_force",),
}
# What follows from rows of before: edits were told apart by their version, a signal stood as it was posted, and every
# fill was booked in the order of its time.
KNOWN_BEFORE = (
    "UPDATE ledger SET kind = 'edit' WHERE version > 0",
    "UPDATE signal SET stop_now = stop, targets_now = targets",
    "UPDATE notice SET shown = (told > 0)",
    "INSERT INTO book_entry (portfolio, kind, fact) SELECT portfolio, 'fill', id FROM fill ORDER BY at, id",
)


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "book_change",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("new", WHOLE, nullable=False),
        sa.Column("old", WHOLE, nullable=False),
        sa.Column("renamed", TEXT, nullable=True),
        sa.Column("units", EXACT, nullable=False),
        sa.Column("price", EXACT, nullable=True),
        sa.Column("fee", EXACT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_change")),
    )
    with op.batch_alter_table("book_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_book_change_portfolio"), ["portfolio"], unique=False)

    op.create_table(
        "book_entry",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("fact", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_book_entry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("book_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_book_entry_portfolio_number"), ["portfolio", "number"], unique=False
        )

    op.create_table(
        "bounds",
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("risk_share", EXACT, nullable=True),
        sa.Column("position_share", EXACT, nullable=True),
        sa.Column("exposure_share", EXACT, nullable=True),
        sa.Column("open_most", WHOLE, nullable=True),
        sa.Column("day_share", EXACT, nullable=True),
        sa.Column("drawdown_share", EXACT, nullable=True),
        sa.Column("chase_share", EXACT, nullable=True),
        sa.Column("band_share", EXACT, nullable=True),
        sa.Column("signal_age", TEXT, nullable=True),
        sa.Column("stop_needed", sa.Boolean(), nullable=True),
        sa.Column("stop_share", EXACT, nullable=True),
        sa.Column("reward_least", EXACT, nullable=True),
        sa.Column("leverage_most", EXACT, nullable=True),
        sa.Column("orders_day", WHOLE, nullable=True),
        sa.Column("orders_minute", WHOLE, nullable=True),
        sa.Column("live_orders_day", WHOLE, nullable=True),
        sa.Column("live_orders_minute", WHOLE, nullable=True),
        sa.Column("turnover_most", EXACT, nullable=True),
        sa.Column("smallest_entry", EXACT, nullable=True),
        sa.Column("order_most", EXACT, nullable=True),
        sa.Column("volume_least", EXACT, nullable=True),
        sa.Column("allowed", TEXT, nullable=True),
        sa.Column("blocked", TEXT, nullable=True),
        sa.Column("undo", TEXT, nullable=True),
        sa.Column("entry_for", TEXT, nullable=True),
        sa.Column("break_even_after", WHOLE, nullable=True),
        sa.Column("target_shares", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_bounds")),
    )
    op.create_table(
        "day_book",
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("mark", EXACT, nullable=False),
        sa.Column("peak", EXACT, nullable=False),
        sa.Column("warned_at", INSTANT, nullable=True),
        sa.Column("halted_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("portfolio", name=op.f("pk_day_book")),
    )
    op.create_table(
        "held_notice",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("notice", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("due_at", "person", "notice", name=op.f("pk_held_notice")),
    )
    op.create_table(
        "pending_change",
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("due_at", "person", "scope", "name", name=op.f("pk_pending_change")),
    )
    with op.batch_alter_table("pending_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pending_change_person"), ["person"], unique=False)

    op.create_table(
        "preferences",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("quiet_from", WHOLE, nullable=True),
        sa.Column("quiet_until", WHOLE, nullable=True),
        sa.Column("digest_at", WHOLE, nullable=False),
        sa.Column("silent", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("off", TEXT, nullable=False),
        sa.Column("copying", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_preferences")),
    )
    op.create_table(
        "rate",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("base", TEXT, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("rate", EXACT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_rate")),
    )
    op.create_table(
        "signal_question",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("actions", TEXT, nullable=False),
        sa.Column("signals", TEXT, nullable=False),
        sa.Column("scale", EXACT, nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("answer", TEXT, nullable=True),
        sa.Column("answered_by", TEXT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_question")),
    )
    with op.batch_alter_table("signal_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signal_question_answer"), ["answer"], unique=False)

    op.create_table(
        "signal_update",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("signal", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("actions", TEXT, nullable=False),
        sa.Column("noted", TEXT, nullable=False),
        sa.Column("stop_was", EXACT, nullable=True),
        sa.Column("stop_now", EXACT, nullable=True),
        sa.Column("targets_was", TEXT, nullable=False),
        sa.Column("targets_now", TEXT, nullable=False),
        sa.Column("price", EXACT, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_update")),
        sa.UniqueConstraint("signal", "number", name=op.f("uq_signal_update_signal_number")),
    )
    with op.batch_alter_table("signal_update", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signal_update_channel_message"), ["channel", "message"], unique=False
        )

    op.create_table(
        "trade_note",
        sa.Column("trade", TEXT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("trade", "version", name=op.f("pk_trade_note")),
    )
    op.create_table(
        "trade_plan",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("entry", EXACT, nullable=False),
        sa.Column("stop", EXACT, nullable=True),
        sa.Column("target", EXACT, nullable=True),
        sa.Column("size", EXACT, nullable=False),
        sa.Column("risk", EXACT, nullable=True),
        sa.Column("reward", EXACT, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("exit", EXACT, nullable=True),
        sa.Column("profit", EXACT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_plan")),
    )
    with op.batch_alter_table("trade_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trade_plan_person_status"), ["person", "status"], unique=False)

    op.create_table(
        "update_outcome",
        sa.Column("update", TEXT, nullable=False),
        sa.Column("index", WHOLE, nullable=False),
        sa.Column("trade", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("update", "index", "trade", name=op.f("pk_update_outcome")),
    )
    with op.batch_alter_table("cash_flow", schema=None) as batch_op:
        batch_op.add_column(sa.Column("symbol", TEXT, nullable=True))

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settings", TEXT, nullable=True))
        batch_op.add_column(sa.Column("counted_from", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("base", EXACT, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("earned_before", EXACT, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("currency", TEXT, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("paused", TEXT, nullable=False, server_default=""))
        batch_op.add_column(sa.Column("paused_at_loss", EXACT, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("warned_at", INSTANT, nullable=True))

    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", TEXT, nullable=False, server_default="post"))
        batch_op.add_column(sa.Column("reply_to", TEXT, nullable=True))

    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("exposure_share", EXACT, nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("open_most", WHOLE, nullable=False, server_default="20"))
        batch_op.add_column(sa.Column("day_share", EXACT, nullable=False, server_default="0.03"))
        batch_op.add_column(sa.Column("drawdown_share", EXACT, nullable=False, server_default="0.2"))
        batch_op.add_column(sa.Column("stop_needed", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("stop_share", EXACT, nullable=False, server_default="0.15"))
        batch_op.add_column(sa.Column("reward_least", EXACT, nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("leverage_most", EXACT, nullable=False, server_default="3"))
        batch_op.add_column(sa.Column("orders_day", WHOLE, nullable=False, server_default="500"))
        batch_op.add_column(sa.Column("orders_minute", WHOLE, nullable=False, server_default="60"))
        batch_op.add_column(sa.Column("live_orders_day", WHOLE, nullable=False, server_default="200"))
        batch_op.add_column(sa.Column("live_orders_minute", WHOLE, nullable=False, server_default="20"))
        batch_op.add_column(sa.Column("turnover_most", EXACT, nullable=False, server_default="20"))
        batch_op.add_column(sa.Column("order_most", EXACT, nullable=True))
        batch_op.add_column(sa.Column("volume_least", EXACT, nullable=False, server_default="1000000"))
        batch_op.add_column(sa.Column("allowed", TEXT, nullable=True))
        batch_op.add_column(sa.Column("blocked", TEXT, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("undo", TEXT, nullable=False, server_default='"0"'))
        batch_op.add_column(sa.Column("entry_for", TEXT, nullable=False, server_default='"900"'))

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", TEXT, nullable=False, server_default="info"))
        batch_op.add_column(sa.Column("shown", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("paper_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("time_in_force", TEXT, nullable=False, server_default="gtc"))
        batch_op.add_column(sa.Column("triggered", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unvalued", WHOLE, nullable=False, server_default="0"))

    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dash", TEXT, nullable=False, server_default="zone"))
        batch_op.add_column(sa.Column("split", TEXT, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("edits", TEXT, nullable=False, server_default="tighten"))

    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stop_now", EXACT, nullable=True))
        batch_op.add_column(sa.Column("targets_now", TEXT, nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("updates", WHOLE, nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("entries_over", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("confirmed_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("closed_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("adds_to", TEXT, nullable=True))
        batch_op.add_column(sa.Column("size_share", EXACT, nullable=True))
        batch_op.add_column(sa.Column("leverage", EXACT, nullable=True))
        batch_op.create_index(batch_op.f("ix_signal_adds_to"), ["adds_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_signal_provider_status"), ["provider", "status"], unique=False)
        batch_op.drop_column("notes")

    with op.batch_alter_table("switch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.Integer(), nullable=False, server_default="10"))
        batch_op.add_column(sa.Column("seen", WHOLE, nullable=False, server_default="0"))

    with op.batch_alter_table("trade", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stop_by", TEXT, nullable=False, server_default="plan"))
        batch_op.add_column(
            sa.Column("break_even_asked", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("trail", EXACT, nullable=True))
        batch_op.add_column(sa.Column("high_water", EXACT, nullable=True))
        batch_op.add_column(sa.Column("stop_reached", EXACT, nullable=True))
        batch_op.add_column(sa.Column("soft_stop", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("watched", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(
            sa.Column("entries_over", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_index(
            batch_op.f("ix_trade_person_created_at"), ["person", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_trade_symbol_watched"), ["symbol", "watched"], unique=False)

    with op.batch_alter_table("trade_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("time_in_force", TEXT, nullable=False, server_default="gtc"))
        batch_op.add_column(sa.Column("hold_until", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("expires_at", INSTANT, nullable=True))
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
    for statement in KNOWN_BEFORE:
        op.execute(statement)


def downgrade() -> None:
    """The same step back."""
    with op.batch_alter_table("trade_order", schema=None) as batch_op:
        batch_op.drop_column("expires_at")
        batch_op.drop_column("hold_until")
        batch_op.drop_column("time_in_force")

    with op.batch_alter_table("trade", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trade_symbol_watched"))
        batch_op.drop_index(batch_op.f("ix_trade_person_created_at"))
        batch_op.drop_column("entries_over")
        batch_op.drop_column("watched")
        batch_op.drop_column("soft_stop")
        batch_op.drop_column("stop_reached")
        batch_op.drop_column("high_water")
        batch_op.drop_column("trail")
        batch_op.drop_column("break_even_asked")
        batch_op.drop_column("stop_by")

    with op.batch_alter_table("switch", schema=None) as batch_op:
        batch_op.drop_column("seen")
        batch_op.drop_column("level")

    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notes", TEXT, nullable=False, server_default="[]"))
        batch_op.drop_index(batch_op.f("ix_signal_provider_status"))
        batch_op.drop_index(batch_op.f("ix_signal_adds_to"))
        batch_op.drop_column("leverage")
        batch_op.drop_column("size_share")
        batch_op.drop_column("adds_to")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("entries_over")
        batch_op.drop_column("updates")
        batch_op.drop_column("targets_now")
        batch_op.drop_column("stop_now")

    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_column("edits")
        batch_op.drop_column("split")
        batch_op.drop_column("dash")

    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_column("unvalued")

    with op.batch_alter_table("paper_order", schema=None) as batch_op:
        batch_op.drop_column("triggered")
        batch_op.drop_column("time_in_force")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_column("shown")
        batch_op.drop_column("kind")

    with op.batch_alter_table("limits", schema=None) as batch_op:
        batch_op.drop_column("entry_for")
        batch_op.drop_column("undo")
        batch_op.drop_column("blocked")
        batch_op.drop_column("allowed")
        batch_op.drop_column("volume_least")
        batch_op.drop_column("order_most")
        batch_op.drop_column("turnover_most")
        batch_op.drop_column("live_orders_minute")
        batch_op.drop_column("live_orders_day")
        batch_op.drop_column("orders_minute")
        batch_op.drop_column("orders_day")
        batch_op.drop_column("leverage_most")
        batch_op.drop_column("reward_least")
        batch_op.drop_column("stop_share")
        batch_op.drop_column("stop_needed")
        batch_op.drop_column("drawdown_share")
        batch_op.drop_column("day_share")
        batch_op.drop_column("open_most")
        batch_op.drop_column("exposure_share")

    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_column("reply_to")
        batch_op.drop_column("kind")

    with op.batch_alter_table("follow", schema=None) as batch_op:
        batch_op.drop_column("warned_at")
        batch_op.drop_column("paused_at_loss")
        batch_op.drop_column("paused")
        batch_op.drop_column("currency")
        batch_op.drop_column("earned_before")
        batch_op.drop_column("base")
        batch_op.drop_column("counted_from")
        batch_op.drop_column("settings")

    with op.batch_alter_table("cash_flow", schema=None) as batch_op:
        batch_op.drop_column("symbol")

    op.drop_table("update_outcome")
    with op.batch_alter_table("trade_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trade_plan_person_status"))

    op.drop_table("trade_plan")
    op.drop_table("trade_note")
    with op.batch_alter_table("signal_update", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signal_update_channel_message"))

    op.drop_table("signal_update")
    with op.batch_alter_table("signal_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signal_question_answer"))

    op.drop_table("signal_question")
    op.drop_table("rate")
    op.drop_table("preferences")
    with op.batch_alter_table("pending_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pending_change_person"))

    op.drop_table("pending_change")
    op.drop_table("held_notice")
    op.drop_table("day_book")
    op.drop_table("bounds")
    with op.batch_alter_table("book_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_book_entry_portfolio_number"))

    op.drop_table("book_entry")
    with op.batch_alter_table("book_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_book_change_portfolio"))

    op.drop_table("book_change")
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.alter_column("notes", server_default=None)
