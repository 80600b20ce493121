"""Every table, one line each: the dataclass it keeps, its name, its key, what is unique, what is searched."""

from __future__ import annotations

from sqlalchemy import MetaData

from core.accounts.model import Account, Identity, Person, Profile, TradingAccount
from core.analytics.model import EquityDay
from core.boards.model import AliasUsed, Board, BoardDay, BoardMember, BoardPost, BoardRow, FollowerDay
from core.bookkeeping import Delivery, Heard, Offer, OpenQuestion, OutboxRow, Process, Setting, Spent
from core.communities.model import Community, Membership
from core.digests.model import DigestDue
from core.hooks.model import Hook
from core.journal.model import Idea, Note
from core.linking.model import LinkCode, Tries
from core.market.model import Candle, CandleRange, KeptRules, Listing
from core.notices.letters import Address, Letter
from core.notices.model import HeldNotice, Notice, Preferences
from core.orders.model import Answer, Fill, Order, OrderAudit, Trade
from core.orders.reconcile import Inquiry
from core.orders.switches import Switch
from core.paper.model import PaperBalance, PaperFill, PaperOrder, PaperTape, SimulatedMove, SimulatedPrice
from core.portfolio.model import Cash, CashFlow, Change, Entry, Lot, Portfolio, Position, Rate
from core.rebalancing.model import DriftWatch, Rebalance, RebalanceStep, RebalancingTarget
from core.recovery.model import Comparison, Discrepancy, Exposed, OutsideFill, Protection, StrayOrder
from core.risk.limits import Bounds, Limits
from core.risk.model import DayBook, Decision, Footprint, PendingChange
from core.sessions.model import SignInLink, WebSession
from core.sharing.model import Share, ShareViews
from core.signals.model import (
    Channel,
    LedgerEntry,
    Provider,
    Signal,
    SignalQuestion,
    SignalUpdate,
    UpdateOutcome,
)
from core.signals.model_readings import ModelDay, ModelReading
from core.social.model import Follow
from core.teaching.model import TeachDraft
from core.venues.credentials import Connection, Credential, Ticket
from storage.mapper import NAMES, Mapper, make_mapper
from storage.queries import ANSWERS
from storage.store import Tables

metadata = MetaData(naming_convention=NAMES)
_m = metadata

MAPPERS: tuple[Mapper[object], ...] = (
    make_mapper(_m, Setting, "setting", key=["name"]),
    make_mapper(_m, Spent, "spent", key=["cause"]),
    make_mapper(_m, OutboxRow, "outbox", key=["number"], counted="number"),
    make_mapper(_m, Delivery, "delivery", key=["reaction", "number"]),
    make_mapper(_m, Process, "process", key=["id"]),
    make_mapper(_m, Heard, "heard", key=["platform", "number"], index=[["platform", "done"]]),
    make_mapper(_m, Offer, "offer", key=["id"], index=[["place", "shown"]]),
    make_mapper(_m, OpenQuestion, "open_question", key=["platform", "chat", "external"]),
    make_mapper(_m, Notice, "notice", key=["id"]),
    make_mapper(_m, Preferences, "preferences", key=["person"]),
    make_mapper(_m, HeldNotice, "held_notice", key=["due_at", "person", "notice"]),
    make_mapper(_m, DigestDue, "digest_due", key=["due_at", "person"], unique=[["person"]]),
    make_mapper(
        _m,
        Letter,
        "letter",
        key=["id"],
        index=[["card"], ["platform", "state"], ["person", "state"], ["state", "due_at"]],
    ),
    make_mapper(_m, Address, "address", key=["platform", "external"], index=[["platform", "chat"]]),
    make_mapper(_m, Person, "person", key=["id"], index=[["joined_to"]]),
    make_mapper(_m, Identity, "identity", key=["platform", "external"], index=[["person"]]),
    make_mapper(_m, Membership, "membership", key=["community", "person"]),
    make_mapper(_m, Community, "community", key=["id"]),
    make_mapper(_m, Hook, "hook", key=["digest"], index=[["provider"]]),
    make_mapper(_m, Share, "portfolio_share", key=["id"], unique=[["digest"]], index=[["person"]]),
    make_mapper(_m, SignInLink, "sign_in_link", key=["digest"], index=[["person"]]),
    make_mapper(
        _m, WebSession, "web_session", key=["id"], unique=[["digest"]], index=[["person"], ["expires_at"]]
    ),
    make_mapper(_m, ShareViews, "share_views", key=["share"]),
    make_mapper(_m, LinkCode, "link_code", key=["id"], unique=[["digest"]], index=[["person", "state"]]),
    make_mapper(_m, Tries, "tries", key=["person", "what"]),
    make_mapper(_m, Limits, "limits", key=["person"]),
    make_mapper(_m, Bounds, "bounds", key=["scope"]),
    # A person may have several accounts at one venue: what an account is called follows from whose and which it is.
    make_mapper(_m, Account, "account", key=["id"], index=[["person"]]),
    make_mapper(_m, Credential, "credential", key=["account", "field"], index=[["key"]]),
    make_mapper(_m, Connection, "connection", key=["account"], index=[["person"], ["until"]]),
    make_mapper(
        _m,
        Ticket,
        "connect_ticket",
        key=["id"],
        unique=[["digest"]],
        index=[["person", "state"], ["expires_at"]],
    ),
    make_mapper(_m, Portfolio, "portfolio", key=["id"], unique=[["account", "currency"]], index=[["person"]]),
    make_mapper(_m, TradingAccount, "trading_account", key=["person"]),
    make_mapper(_m, AliasUsed, "alias_used", key=["folded"], index=[["person"]]),
    make_mapper(_m, BoardMember, "board_member", key=["person", "mode"]),
    make_mapper(_m, BoardDay, "board_day", key=["person", "mode", "begins_at"]),
    make_mapper(_m, Board, "board", key=["id"]),
    make_mapper(_m, BoardRow, "board_row", key=["rows", "number"], index=[["rows", "person"]]),
    make_mapper(_m, BoardPost, "board_post", key=["channel"]),
    make_mapper(_m, FollowerDay, "follower_day", key=["person", "mode", "begins_at"]),
    make_mapper(_m, Profile, "profile", key=["person"], unique=[["folded"]]),
    make_mapper(_m, EquityDay, "equity_day", key=["portfolio", "begins_at"], index=[["begins_at"]]),
    make_mapper(_m, Cash, "cash", key=["portfolio", "currency"]),
    make_mapper(_m, CashFlow, "cash_flow", key=["id"], index=[["portfolio", "at"]]),
    make_mapper(_m, Change, "book_change", key=["id"], index=[["portfolio"]]),
    make_mapper(_m, Rate, "rate", key=["subject"]),
    make_mapper(_m, Entry, "book_entry", key=["number"], counted="number", index=[["portfolio", "number"]]),
    make_mapper(_m, Lot, "lot", key=["id"], index=[["portfolio", "symbol"]]),
    make_mapper(_m, Position, "position", key=["portfolio", "symbol"]),
    make_mapper(
        _m,
        Trade,
        "trade",
        key=["id"],
        index=[
            ["portfolio", "created_at"],
            ["portfolio", "closed_at"],
            ["person", "created_at"],
            ["person", "status"],
            ["signal"],
            ["symbol", "watched"],
        ],
    ),
    make_mapper(
        _m,
        Order,
        "trade_order",
        key=["id"],
        unique=[["client_order_id"]],
        index=[["chunk"], ["trade"], ["status"], ["account", "status"]],
    ),
    make_mapper(_m, Note, "trade_note", key=["trade", "version"]),
    make_mapper(_m, Idea, "trade_plan", key=["id"], index=[["person", "status"]]),
    make_mapper(_m, Answer, "order_answer", key=["order"], unique=[["account", "venue_order_id"]]),
    make_mapper(_m, OrderAudit, "order_audit", key=["number"], counted="number", index=[["order"]]),
    make_mapper(_m, Inquiry, "order_inquiry", key=["order"]),
    make_mapper(_m, Fill, "fill", key=["id"], index=[["trade"], ["account", "at"]]),
    make_mapper(_m, Switch, "switch", key=["scope"]),
    make_mapper(_m, Channel, "channel", key=["id"]),
    make_mapper(_m, Provider, "provider", key=["id"], unique=[["name"], ["channel"]]),
    make_mapper(_m, LedgerEntry, "ledger", key=["chain", "number"], unique=[["chain", "message", "version"]]),
    make_mapper(
        _m,
        Signal,
        "signal",
        key=["id"],
        unique=[["provider", "number"]],
        index=[["channel", "message"], ["provider", "status"], ["adds_to"]],
    ),
    make_mapper(
        _m,
        SignalUpdate,
        "signal_update",
        key=["id"],
        unique=[["signal", "number"]],
        index=[["channel", "message"]],
    ),
    make_mapper(_m, UpdateOutcome, "update_outcome", key=["update", "trade", "index"]),
    make_mapper(_m, SignalQuestion, "signal_question", key=["id"], index=[["answer"]]),
    make_mapper(_m, TeachDraft, "teach_draft", key=["provider"], index=[["person"], ["id"]]),
    make_mapper(_m, ModelReading, "model_reading", key=["id"], index=[["day", "fate"], ["asked_at"]]),
    make_mapper(_m, ModelDay, "model_day", key=["day"]),
    make_mapper(_m, DayBook, "day_book", key=["portfolio"]),
    make_mapper(
        _m, PendingChange, "pending_change", key=["due_at", "person", "scope", "name"], index=[["person"]]
    ),
    make_mapper(_m, Follow, "follow", key=["provider", "person"], index=[["person"]]),
    make_mapper(_m, KeptRules, "kept_rules", key=["venue", "symbol"]),
    make_mapper(_m, Footprint, "footprint", key=["signal"]),
    make_mapper(_m, Decision, "decision", key=["id"], index=[["person", "at"], ["signal"], ["trade"]]),
    make_mapper(
        _m,
        RebalancingTarget,
        "rebalancing_target",
        key=["portfolio", "asset"],
        index=[["asset"], ["person"]],
    ),
    make_mapper(_m, DriftWatch, "drift_watch", key=["portfolio"], index=[["person"]]),
    make_mapper(_m, Rebalance, "rebalance", key=["id"], index=[["status"], ["portfolio"]]),
    make_mapper(_m, RebalanceStep, "rebalance_step", key=["rebalance", "number"], index=[["order"]]),
    make_mapper(_m, Comparison, "comparison", key=["account"], index=[["due_at"]]),
    make_mapper(_m, Discrepancy, "discrepancy", key=["account", "asset"]),
    make_mapper(_m, StrayOrder, "stray_order", key=["account", "client_order_id"]),
    make_mapper(_m, OutsideFill, "outside_fill", key=["id"]),
    make_mapper(_m, Exposed, "exposed", key=["trade"]),
    make_mapper(_m, Protection, "protection", key=["person"]),
    make_mapper(_m, Listing, "listing", key=["symbol"]),
    make_mapper(_m, Candle, "candle", key=["symbol", "span", "at"]),
    make_mapper(_m, CandleRange, "candle_range", key=["symbol", "span"]),
    make_mapper(_m, SimulatedPrice, "simulated_price", key=["symbol"]),
    make_mapper(_m, SimulatedMove, "simulated_move", key=["symbol", "revision"]),
    make_mapper(
        _m, PaperOrder, "paper_order", key=["client_order_id"], index=[["symbol", "status"], ["account"]]
    ),
    make_mapper(_m, PaperFill, "paper_fill", key=["id"], index=[["client_order_id"], ["account", "at"]]),
    make_mapper(_m, PaperBalance, "paper_balance", key=["account", "asset"]),
    make_mapper(_m, PaperTape, "paper_tape", key=["symbol"]),
)

TABLES = Tables({mapper.kind: mapper for mapper in MAPPERS}, ANSWERS)
