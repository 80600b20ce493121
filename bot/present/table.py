"""The table from results to cards, and from what is told to how it is looked up. A test lists what is missing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.present import (
    attribution,
    boards,
    charts,
    checks,
    closings,
    communities,
    connecting,
    control,
    doubts,
    entries,
    follows,
    followups,
    handling,
    hooks,
    journal,
    limits,
    linking,
    lookback,
    model,
    notices,
    operations,
    people,
    portfolio,
    providers,
    readings,
    rebalancing,
    recovery,
    sessions,
    sharing,
    signalcards,
    sizes,
    stats,
    teaching,
    trades,
    venues,
)
from bot.present.look import Look
from bot.present.reply import Line, Reply
from core.accounts.results import Me, OwnerNow, Welcome
from core.analytics.results import AttributionReport, CorrelationReport, StatsReport
from core.boards.model import BoardTold, RankTold
from core.boards.results import (
    BoardCard,
    BoardChannels,
    BoardJoined,
    BoardJoinPlan,
    BoardLeft,
    BoardRules,
    PrivacyCard,
    RankCard,
    RankPosted,
    SharedRank,
)
from core.boards.views import show_boards, show_rank
from core.charts.results import AllocationChart, EquityChart, MonthsChart, TradeChart
from core.command import Call, Preview
from core.communities.results import (
    ChannelsCard,
    SetupByHand,
    SetupDone,
    SetupPlan,
    TestCard,
    UndoDone,
    UndoPlan,
)
from core.context import World
from core.control.model import AwayTold, BugTold, DeadTold, FrontTold, MixedTold, SwitchTold
from core.control.results import (
    AuditTrail,
    BugNews,
    DeadList,
    DeadNews,
    Dropped,
    DropPlan,
    FrontNews,
    KillChoice,
    LiftPlan,
    MemberPage,
    MixedNews,
    RoleGiven,
    RolePlan,
    SwitchLifted,
    SwitchList,
    SwitchNews,
    SwitchPulled,
)
from core.control.views import show_away, show_bug, show_dead, show_front, show_mixed, show_switch
from core.handling.results import EditPlan, EntriesCanceled, EntrySent, TradeEdited
from core.hooks.results import HookCard
from core.journal.results import IdeaCard, IdeaList, JournalCard, Noted, Synced, TradeList
from core.kernel.codec import encode
from core.kernel.errors import Bug
from core.linking.model import LinkTold, UnlinkTold
from core.linking.results import BookCard, JoinPlan, LinkCard, Unlinked, UnlinkPlan
from core.linking.views import show_link, show_unlinked
from core.lookback.results import CopyReport, TradeReplay, WhatIfCard
from core.notices.results import LanguageCard, NotifyCard, Summary, ZoneCard
from core.operations.model import Health, HelpPage
from core.orders.commands import ResumePlan
from core.orders.doubts import DoubtCard, DoubtTold, show_doubt
from core.orders.model import EntryOverTold, ExitTold, ProblemTold, TradeTold
from core.orders.planning import EntryPlan
from core.orders.results import (
    ClosePlan,
    CloseTicket,
    EntryOverCard,
    ExitCard,
    OrderTicket,
    ProblemCard,
    SwitchState,
    TradeCard,
)
from core.orders.views import show_entry_over, show_exit, show_problem, show_trade
from core.portfolio.results import (
    CashReport,
    Export,
    PnlDetail,
    PnlReport,
    PortfolioReport,
    PositionReport,
)
from core.rebalancing.model import DriftPosted, DriftTold, RebalanceTold
from core.rebalancing.results import (
    DriftCard,
    DriftPost,
    DriftSettings,
    RebalanceCard,
    RebalancePlan,
    RebalanceTicket,
    TargetsCard,
    TargetsGone,
    TargetsPlan,
)
from core.rebalancing.views import show_drift, show_drift_post, show_rebalance
from core.recovery.model import (
    BackupTold,
    BooksTold,
    BrokenTold,
    CameTold,
    DifferenceTold,
    ExposedTold,
    OutsideTold,
    SafeModeTold,
    StrayTold,
)
from core.recovery.results import (
    BackupCard,
    BooksCard,
    BrokenCard,
    CameCard,
    CompareCard,
    DifferenceCard,
    ExposedCard,
    LeavePlan,
    OutsideCard,
    ProtectionCard,
    SafeModeCard,
    SafeModeLeft,
    SettleCard,
    SettlePlan,
    StrayCard,
)
from core.recovery.views import (
    show_backup,
    show_books,
    show_broken,
    show_came,
    show_difference,
    show_exposed,
    show_outside,
    show_safe_mode,
    show_stray,
)
from core.risk.model import (
    BrakeCard,
    BrakePlan,
    BrakeTold,
    LimitsCard,
    LimitsPlan,
    LimitsTold,
    ServerLimits,
    SizeCard,
    WhyCard,
)
from core.risk.views import show_brake, show_limits
from core.sessions.results import LoginsCard
from core.sharing.results import ShareCard, ShareGone, ShareList, ShareLook
from core.signals.cards import (
    show_follow_up,
    show_held_back,
    show_post_gone,
    show_provider_left,
    show_question,
    show_signal,
    show_thread,
)
from core.signals.model import (
    FollowUpCard,
    FollowUpTold,
    HeldBackCard,
    HeldBackTold,
    NothingRead,
    PostGoneCard,
    PostGoneTold,
    ProviderLeftTold,
    ProviderList,
    ProviderRegistered,
    QuestionCard,
    QuestionTold,
    SignalCard,
    SignalTold,
    ThreadLine,
    ThreadTold,
)
from core.signals.model_cards import show_budget_spent, show_model_differs
from core.signals.model_readings import (
    BudgetSpentCard,
    BudgetSpentTold,
    ModelCard,
    ModelDiffersCard,
    ModelDiffersTold,
)
from core.signals.results import (
    CheckCard,
    FirstVersion,
    Posted,
    ProviderLeft,
    ProviderPlan,
    ProviderRecord,
    ProviderRemoved,
    ProviderSettings,
    RemovePlan,
    SignalList,
    UpdateTicket,
    Verified,
)
from core.social.model import (
    AskOver,
    AskTold,
    CopyLossCard,
    CopyLossTold,
    FollowChanged,
    FollowList,
    FollowPlan,
    FollowStarted,
    FollowStopped,
    HeardTold,
    SizesCard,
    SkipTold,
    StopPlan,
)
from core.social.views import show_ask, show_copy_loss, show_heard, show_skip
from core.teaching.results import HowRead, TeachCard, TeachEnded, TeachPlan, TemplateUsed, TrialCard
from core.venues.credentials import ConnectTold, KeysTold, ReloginTold
from core.venues.results import (
    BrokerChoice,
    BrokerList,
    ConnectCard,
    Connected,
    ConnectStopped,
    CostCard,
    Disconnected,
    DisconnectPlan,
    KeysNews,
    ModeCard,
    PaperCard,
    ReloginCard,
    ResetDone,
    ResetPlan,
    Rotated,
    RotatePlan,
)
from core.venues.views import show_connect, show_keys, show_relogin

# What makes a question anew that was asked unasked and has lapsed: [New preview].
ANEW: dict[type, Callable[[Any], Call]] = {
    AskTold: lambda told: Call("copy ask", {"signal": told.signal}),
}


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A card was left: its plan will not be carried out."""


def dismissed(_result: Dismissed, look: Look) -> Reply:
    """A card was left."""
    return Reply(title=look.say("common.left"), blocks=(Line(look.say("common.nothing_sent")),))


CARDS: dict[Any, Callable[[Any, Look], Reply]] = {
    Dismissed: dismissed,
    Welcome: people.welcome,
    OwnerNow: people.owner_now,
    Me: people.me,
    LinkCard: linking.link_card,
    Preview[JoinPlan]: linking.join_preview,
    Preview[UnlinkPlan]: linking.unlink_preview,
    Unlinked: linking.unlinked,
    BookCard: linking.book_card,
    LimitsCard: limits.limits_card,
    Preview[LimitsPlan]: limits.limits_preview,
    Preview[BrakePlan]: limits.brake_preview,
    SizeCard: sizes.size_card,
    BrakeCard: limits.brake,
    ServerLimits: limits.server_limits,
    PaperCard: venues.paper_card,
    Preview[ResetPlan]: venues.reset_preview,
    ResetDone: venues.reset_done,
    ModeCard: venues.mode_card,
    CostCard: venues.cost_card,
    BrokerList: venues.broker_list,
    BrokerChoice: connecting.broker_choice,
    ConnectCard: connecting.connect_card,
    Connected: connecting.connected_card,
    ConnectStopped: connecting.connect_stopped,
    Preview[DisconnectPlan]: connecting.disconnect_preview,
    Disconnected: connecting.disconnected,
    ReloginCard: connecting.relogin,
    Preview[RotatePlan]: connecting.rotate_preview,
    Rotated: connecting.rotated,
    KeysNews: connecting.keys_news,
    NotifyCard: notices.notify_card,
    ZoneCard: notices.zone_card,
    LanguageCard: notices.language_card,
    Summary: notices.summary,
    HelpPage: operations.help_page,
    Health: operations.health,
    KillChoice: control.kill_choice,
    SwitchPulled: control.switch_pulled,
    Preview[LiftPlan]: control.lift_preview,
    SwitchLifted: control.switch_lifted,
    SwitchList: control.switch_list,
    SwitchNews: control.switch_news,
    DeadList: control.dead_list,
    Preview[DropPlan]: control.drop_preview,
    Dropped: control.dropped,
    BugNews: control.bug_news,
    DeadNews: control.dead_news,
    FrontNews: control.front_news,
    MixedNews: control.mixed_news,
    AwayTold: control.away_news,
    AuditTrail: control.audit_trail,
    MemberPage: control.member_page,
    Preview[RolePlan]: control.role_preview,
    RoleGiven: control.role_given,
    Preview[SetupPlan]: communities.setup_preview,
    SetupByHand: communities.setup_by_hand,
    SetupDone: communities.setup_done,
    TestCard: communities.test_card,
    Preview[UndoPlan]: communities.undo_preview,
    UndoDone: communities.undo_done,
    ChannelsCard: communities.channels_card,
    DoubtCard: doubts.doubt_card,
    SettleCard: doubts.settle_card,
    Preview[SettlePlan]: doubts.settle_preview,
    SafeModeCard: recovery.safe_mode,
    SafeModeLeft: recovery.safe_mode_left,
    CompareCard: recovery.compare_card,
    Preview[LeavePlan]: recovery.leave_preview,
    CameCard: recovery.came,
    DifferenceCard: recovery.difference,
    StrayCard: recovery.stray,
    OutsideCard: recovery.outside,
    BooksCard: recovery.books,
    BackupCard: recovery.backup,
    BrokenCard: recovery.broken,
    ExposedCard: recovery.exposed,
    ProtectionCard: recovery.protection,
    Preview[EntryPlan]: entries.entry_preview,
    OrderTicket: entries.order_ticket,
    EntryOverCard: entries.entry_over,
    Preview[EditPlan]: handling.edit_preview,
    TradeEdited: handling.trade_edited,
    EntriesCanceled: handling.entries_canceled,
    EntrySent: handling.entry_sent,
    TradeCard: trades.trade_card,
    ExitCard: trades.exit_card,
    ProblemCard: trades.problem_card,
    Preview[ClosePlan]: closings.close_preview,
    CloseTicket: closings.close_ticket,
    SwitchState: closings.switch_state,
    Preview[ResumePlan]: closings.resume_preview,
    TradeList: journal.trade_list,
    JournalCard: journal.journal_card,
    Noted: journal.noted,
    IdeaCard: journal.idea_card,
    IdeaList: journal.idea_list,
    Synced: journal.synced,
    WhyCard: checks.why_card,
    PortfolioReport: portfolio.portfolio_report,
    PositionReport: portfolio.position_report,
    PnlReport: portfolio.pnl_report,
    PnlDetail: portfolio.pnl_detail,
    StatsReport: stats.stats_report,
    AttributionReport: attribution.attribution_report,
    CorrelationReport: attribution.correlation_report,
    CashReport: portfolio.cash_report,
    Export: portfolio.export,
    EquityChart: charts.equity_chart,
    AllocationChart: charts.allocation_chart,
    MonthsChart: charts.months_chart,
    TradeChart: charts.trade_chart,
    Preview[TargetsPlan]: rebalancing.targets_preview,
    TargetsCard: rebalancing.targets_card,
    TargetsGone: rebalancing.targets_gone,
    Preview[RebalancePlan]: rebalancing.rebalance_preview,
    RebalanceTicket: rebalancing.rebalance_ticket,
    RebalanceCard: rebalancing.rebalance_card,
    DriftCard: rebalancing.drift_card,
    DriftPost: rebalancing.drift_post,
    DriftSettings: rebalancing.drift_settings,
    LoginsCard: sessions.logins_card,
    ShareCard: sharing.share_card,
    ShareList: sharing.share_list,
    ShareLook: sharing.share_look,
    ShareGone: sharing.share_gone,
    Preview[ProviderPlan]: providers.provider_preview,
    ProviderRegistered: providers.provider_registered,
    ProviderList: providers.provider_list,
    ProviderRecord: providers.provider_record,
    ProviderSettings: providers.provider_settings,
    HookCard: hooks.hook_card,
    Preview[RemovePlan]: providers.remove_preview,
    TeachCard: teaching.teach_card,
    Preview[TeachPlan]: teaching.teach_preview,
    TemplateUsed: teaching.template_used,
    TeachEnded: teaching.teach_ended,
    TrialCard: teaching.trial_card,
    HowRead: teaching.how_read,
    ProviderRemoved: providers.provider_removed,
    ProviderLeft: providers.provider_left,
    Verified: providers.verified,
    SignalCard: signalcards.signal_card,
    ThreadLine: signalcards.thread_line,
    FollowUpCard: followups.follow_up,
    QuestionCard: followups.question_card,
    AskOver: followups.ask_over,
    HeldBackCard: followups.held_back,
    PostGoneCard: followups.post_gone,
    NothingRead: readings.nothing_read,
    CheckCard: readings.check_card,
    Posted: readings.posted,
    UpdateTicket: readings.update_ticket,
    ModelDiffersCard: model.model_differs,
    BudgetSpentCard: model.budget_spent,
    ModelCard: model.model_card,
    SignalList: readings.signal_list,
    FirstVersion: readings.first_version,
    Preview[FollowPlan]: follows.follow_preview,
    FollowStarted: follows.follow_started,
    FollowChanged: follows.follow_changed,
    SizesCard: follows.sizes,
    Preview[StopPlan]: follows.stop_preview,
    CopyLossCard: follows.copy_loss,
    FollowList: follows.follow_list,
    FollowStopped: follows.follow_stopped,
    BoardCard: boards.board_card,
    RankCard: boards.rank_card,
    SharedRank: boards.shared_rank,
    RankPosted: boards.rank_posted,
    Preview[BoardJoinPlan]: boards.join_preview,
    BoardJoined: boards.joined,
    BoardLeft: boards.left,
    BoardRules: boards.how,
    BoardChannels: boards.board_channels,
    PrivacyCard: boards.privacy_card,
    WhatIfCard: lookback.what_if_card,
    CopyReport: lookback.copy_report,
    TradeReplay: lookback.trade_replay,
}

# What a notice is about, and the view that looks it up at the moment of telling.
SUBJECTS: dict[type, Callable[[World, Any], Awaitable[Any]]] = {
    TradeTold: show_trade,
    ExitTold: show_exit,
    EntryOverTold: show_entry_over,
    ProblemTold: show_problem,
    DoubtTold: show_doubt,
    SafeModeTold: show_safe_mode,
    CameTold: show_came,
    DifferenceTold: show_difference,
    StrayTold: show_stray,
    OutsideTold: show_outside,
    BooksTold: show_books,
    BackupTold: show_backup,
    BrokenTold: show_broken,
    ExposedTold: show_exposed,
    SignalTold: show_signal,
    SwitchTold: show_switch,
    BugTold: show_bug,
    DeadTold: show_dead,
    MixedTold: show_mixed,
    FrontTold: show_front,
    AwayTold: show_away,
    ThreadTold: show_thread,
    FollowUpTold: show_follow_up,
    QuestionTold: show_question,
    ModelDiffersTold: show_model_differs,
    BudgetSpentTold: show_budget_spent,
    HeldBackTold: show_held_back,
    PostGoneTold: show_post_gone,
    ProviderLeftTold: show_provider_left,
    SkipTold: show_skip,
    CopyLossTold: show_copy_loss,
    BrakeTold: show_brake,
    LimitsTold: show_limits,
    AskTold: show_ask,
    HeardTold: show_heard,
    LinkTold: show_link,
    UnlinkTold: show_unlinked,
    ConnectTold: show_connect,
    ReloginTold: show_relogin,
    KeysTold: show_keys,
    DriftTold: show_drift,
    DriftPosted: show_drift_post,
    RebalanceTold: show_rebalance,
    BoardTold: show_boards,
    RankTold: show_rank,
}


def card(result: object, look: Look) -> Reply:
    """The card of a result. A result that nothing shows is a Bug."""
    kind: Any = Preview[type(result.plan)] if isinstance(result, Preview) else type(result)  # type: ignore[misc]
    show = CARDS.get(kind)
    if show is None:
        raise Bug(f"nothing shows {kind}")
    reply = show(result, look)
    if reply.data:
        return reply
    return replace(reply, data=encode(result.plan if isinstance(result, Preview) else result))
