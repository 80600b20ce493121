"""First."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None

# Written out rather than taken from storage.types: what this revision makes must not change with the code.
EXACT = sa.Numeric().with_variant(sa.Text(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """One step forward."""
    op.create_table(
        "account",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("venue", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint(
            "person", "venue", "mode", "currency", name=op.f("uq_account_person_venue_mode_currency")
        ),
    )
    op.create_table(
        "cash",
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("amount", EXACT, nullable=False),
        sa.PrimaryKeyConstraint("portfolio", "currency", name=op.f("pk_cash")),
    )
    op.create_table(
        "cash_flow",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("money", EXACT, nullable=False),
        sa.Column("money_currency", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_flow")),
    )
    op.create_index(op.f("ix_cash_flow_portfolio_at"), "cash_flow", ["portfolio", "at"], unique=False)
    op.create_table(
        "channel",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("external", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
    )
    op.create_table(
        "decision",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("signal", TEXT, nullable=True),
        sa.Column("trade", TEXT, nullable=True),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("change", TEXT, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_person_at"), "decision", ["person", "at"], unique=False)
    op.create_index(op.f("ix_decision_signal"), "decision", ["signal"], unique=False)
    op.create_index(op.f("ix_decision_trade"), "decision", ["trade"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("reaction", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("reaction", "number", name=op.f("pk_delivery")),
    )
    op.create_table(
        "fill",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("order", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("trade", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("price", EXACT, nullable=False),
        sa.Column("fee", EXACT, nullable=False),
        sa.Column("fee_currency", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fill")),
    )
    op.create_index(op.f("ix_fill_account_at"), "fill", ["account", "at"], unique=False)
    op.create_index(op.f("ix_fill_trade"), "fill", ["trade"], unique=False)
    op.create_table(
        "follow",
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("provider", "person", name=op.f("pk_follow")),
    )
    op.create_index(op.f("ix_follow_person"), "follow", ["person"], unique=False)
    op.create_table(
        "identity",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("external", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "external", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_person"), "identity", ["person"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("chain", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("prices", TEXT, nullable=False),
        sa.Column("posted_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("previous", TEXT, nullable=False),
        sa.Column("seal", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("chain", "number", name=op.f("pk_ledger")),
        sa.UniqueConstraint("chain", "message", "version", name=op.f("uq_ledger_chain_message_version")),
    )
    op.create_table(
        "limits",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("risk_share", EXACT, nullable=False),
        sa.Column("position_share", EXACT, nullable=False),
        sa.Column("chase_share", EXACT, nullable=False),
        sa.Column("band_share", EXACT, nullable=False),
        sa.Column("signal_age", TEXT, nullable=False),
        sa.Column("smallest_entry", EXACT, nullable=False),
        sa.Column("break_even_after", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_limits")),
    )
    op.create_table(
        "lot",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("price", EXACT, nullable=False),
        sa.Column("fee", EXACT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("sequence", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
    )
    op.create_index(op.f("ix_lot_portfolio_symbol"), "lot", ["portfolio", "symbol"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=True),
        sa.Column("channel", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("rank", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("told", WHOLE, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_table(
        "offer",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=True),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("labels", TEXT, nullable=False),
        sa.Column("actions", TEXT, nullable=False),
        sa.Column("plan", TEXT, nullable=True),
        sa.Column("again", TEXT, nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("shown", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_place_shown"), "offer", ["place", "shown"], unique=False)
    op.create_table(
        "order_answer",
        sa.Column("order", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("venue_order_id", TEXT, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("order", name=op.f("pk_order_answer")),
        sa.UniqueConstraint("account", "venue_order_id", name=op.f("uq_order_answer_account_venue_order_id")),
    )
    op.create_table(
        "order_audit",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("order", TEXT, nullable=False),
        sa.Column("was", TEXT, nullable=True),
        sa.Column("now", TEXT, nullable=False),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_order_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_order_audit_order"), "order_audit", ["order"], unique=False)
    op.create_table(
        "order_inquiry",
        sa.Column("order", TEXT, nullable=False),
        sa.Column("looks", WHOLE, nullable=False),
        sa.Column("first_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("order", name=op.f("pk_order_inquiry")),
    )
    op.create_table(
        "outbox",
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "paper_balance",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("amount", EXACT, nullable=False),
        sa.PrimaryKeyConstraint("account", "asset", name=op.f("pk_paper_balance")),
    )
    op.create_table(
        "paper_fill",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_order_id", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("price", EXACT, nullable=False),
        sa.Column("fee", EXACT, nullable=False),
        sa.Column("fee_currency", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_fill")),
    )
    op.create_index(op.f("ix_paper_fill_client_order_id"), "paper_fill", ["client_order_id"], unique=False)
    op.create_table(
        "paper_order",
        sa.Column("client_order_id", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("limit_price", EXACT, nullable=True),
        sa.Column("stop_price", EXACT, nullable=True),
        sa.Column("reduce_only", sa.Boolean(), nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("filled", EXACT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("client_order_id", name=op.f("pk_paper_order")),
    )
    op.create_index(op.f("ix_paper_order_account"), "paper_order", ["account"], unique=False)
    op.create_index(op.f("ix_paper_order_symbol_status"), "paper_order", ["symbol", "status"], unique=False)
    op.create_table(
        "paper_tape",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("used", EXACT, nullable=False),
        sa.PrimaryKeyConstraint("symbol", name=op.f("pk_paper_tape")),
    )
    op.create_table(
        "person",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "portfolio",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio")),
        sa.UniqueConstraint("account", name=op.f("uq_portfolio_account")),
    )
    op.create_index(op.f("ix_portfolio_person"), "portfolio", ["person"], unique=False)
    op.create_table(
        "position",
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("cost", EXACT, nullable=False),
        sa.Column("realized", EXACT, nullable=False),
        sa.Column("fees", EXACT, nullable=False),
        sa.Column("fills", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("portfolio", "symbol", name=op.f("pk_position")),
    )
    op.create_table(
        "provider",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("authors", TEXT, nullable=False),
        sa.Column("default_quote", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("signals", WHOLE, nullable=False),
        sa.Column("registered_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("channel", name=op.f("uq_provider_channel")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
    )
    op.create_table(
        "setting",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "signal",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("item", WHOLE, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=True),
        sa.Column("base", TEXT, nullable=True),
        sa.Column("quote", TEXT, nullable=True),
        sa.Column("direction", TEXT, nullable=False),
        sa.Column("entry_type", TEXT, nullable=False),
        sa.Column("entries", TEXT, nullable=False),
        sa.Column("stop", EXACT, nullable=True),
        sa.Column("targets", TEXT, nullable=False),
        sa.Column("tier", TEXT, nullable=False),
        sa.Column("confidence", EXACT, nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("spans", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("notes", TEXT, nullable=False),
        sa.Column("posted_at", INSTANT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
        sa.UniqueConstraint("provider", "number", name=op.f("uq_signal_provider_number")),
    )
    op.create_index(op.f("ix_signal_channel_message"), "signal", ["channel", "message"], unique=False)
    op.create_table(
        "simulated_price",
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("last", EXACT, nullable=False),
        sa.Column("size", EXACT, nullable=True),
        sa.Column("revision", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("symbol", name=op.f("pk_simulated_price")),
    )
    op.create_table(
        "spent",
        sa.Column("cause", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("cause", name=op.f("pk_spent")),
    )
    op.create_table(
        "switch",
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_switch")),
    )
    op.create_table(
        "trade",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("planned", EXACT, nullable=False),
        sa.Column("reference", EXACT, nullable=False),
        sa.Column("stop", EXACT, nullable=True),
        sa.Column("targets", TEXT, nullable=False),
        sa.Column("break_even_after", WHOLE, nullable=False),
        sa.Column("risk", EXACT, nullable=True),
        sa.Column("triggered_by", TEXT, nullable=False),
        sa.Column("signal", TEXT, nullable=True),
        sa.Column("entered", EXACT, nullable=False),
        sa.Column("exited", EXACT, nullable=False),
        sa.Column("cost", EXACT, nullable=False),
        sa.Column("proceeds", EXACT, nullable=False),
        sa.Column("fees", EXACT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade")),
    )
    op.create_index(op.f("ix_trade_person_status"), "trade", ["person", "status"], unique=False)
    op.create_index(op.f("ix_trade_portfolio_created_at"), "trade", ["portfolio", "created_at"], unique=False)
    op.create_index(op.f("ix_trade_signal"), "trade", ["signal"], unique=False)
    op.create_table(
        "trade_order",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_order_id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("portfolio", TEXT, nullable=False),
        sa.Column("trade", TEXT, nullable=False),
        sa.Column("symbol", TEXT, nullable=False),
        sa.Column("side", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("number", WHOLE, nullable=False),
        sa.Column("quantity", EXACT, nullable=False),
        sa.Column("limit_price", EXACT, nullable=True),
        sa.Column("stop_price", EXACT, nullable=True),
        sa.Column("reduce_only", sa.Boolean(), nullable=False),
        sa.Column("replaces", TEXT, nullable=True),
        sa.Column("triggered_by", TEXT, nullable=False),
        sa.Column("chunk", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("lease_owner", TEXT, nullable=True),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("send_before", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trade_order")),
        sa.UniqueConstraint("client_order_id", name=op.f("uq_trade_order_client_order_id")),
    )
    op.create_index(op.f("ix_trade_order_chunk"), "trade_order", ["chunk"], unique=False)
    op.create_index(op.f("ix_trade_order_status"), "trade_order", ["status"], unique=False)
    op.create_index(op.f("ix_trade_order_trade"), "trade_order", ["trade"], unique=False)


def downgrade() -> None:
    """The same step back."""
    op.drop_table("trade_order")
    op.drop_table("trade")
    op.drop_table("switch")
    op.drop_table("spent")
    op.drop_table("simulated_price")
    op.drop_table("signal")
    op.drop_table("setting")
    op.drop_table("provider")
    op.drop_table("position")
    op.drop_table("portfolio")
    op.drop_table("person")
    op.drop_table("paper_tape")
    op.drop_table("paper_order")
    op.drop_table("paper_fill")
    op.drop_table("paper_balance")
    op.drop_table("outbox")
    op.drop_table("order_inquiry")
    op.drop_table("order_audit")
    op.drop_table("order_answer")
    op.drop_table("offer")
    op.drop_table("notice")
    op.drop_table("lot")
    op.drop_table("limits")
    op.drop_table("ledger")
    op.drop_table("identity")
    op.drop_table("follow")
    op.drop_table("fill")
    op.drop_table("delivery")
    op.drop_table("decision")
    op.drop_table("channel")
    op.drop_table("cash_flow")
    op.drop_table("cash")
    op.drop_table("account")
