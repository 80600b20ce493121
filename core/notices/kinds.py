"""What kind of notice each subject makes, where its slice does not say otherwise. A new subject is a line here."""

from __future__ import annotations

from core.notices.model import NoticeKind

KINDS: dict[str, NoticeKind] = {
    "TradeTold": NoticeKind.FILL,
    "EntryOverTold": NoticeKind.FILL,
    "ExitTold": NoticeKind.EXIT,
    "DoubtTold": NoticeKind.ALARM,
    "ProblemTold": NoticeKind.ALARM,
    "AskTold": NoticeKind.QUESTION,
    "SkipTold": NoticeKind.SKIP,
    "HeardTold": NoticeKind.INFO,
    "FollowUpTold": NoticeKind.INFO,
    "SignalTold": NoticeKind.INFO,
    "ThreadTold": NoticeKind.INFO,
    "QuestionTold": NoticeKind.QUESTION,
    "HeldBackTold": NoticeKind.INFO,
    "PostGoneTold": NoticeKind.INFO,
    "ProviderLeftTold": NoticeKind.INFO,
    "SwitchTold": NoticeKind.INFO,
    "BugTold": NoticeKind.ALARM,
    "DeadTold": NoticeKind.ALARM,
    "AwayTold": NoticeKind.INFO,
    "MixedTold": NoticeKind.ALARM,
    "FrontTold": NoticeKind.ALARM,
    "SafeModeTold": NoticeKind.ALARM,
    "DifferenceTold": NoticeKind.ALARM,
    "StrayTold": NoticeKind.ALARM,
    "OutsideTold": NoticeKind.ALARM,
    "CameTold": NoticeKind.INFO,
    "ExposedTold": NoticeKind.ALARM,
    "BooksTold": NoticeKind.ALARM,
    "BackupTold": NoticeKind.ALARM,
    "BrokenTold": NoticeKind.ALARM,
    "CopyLossTold": NoticeKind.ALARM,
    "BrakeTold": NoticeKind.ALARM,
    "LimitsTold": NoticeKind.INFO,
    "ModelDiffersTold": NoticeKind.INFO,
    "BudgetSpentTold": NoticeKind.INFO,
    "LinkTold": NoticeKind.INFO,
    "UnlinkTold": NoticeKind.INFO,
    "ConnectTold": NoticeKind.INFO,
    "ReloginTold": NoticeKind.ALARM,
    "KeysTold": NoticeKind.ALARM,
    "DriftTold": NoticeKind.FILL,
    "DriftPosted": NoticeKind.INFO,
    "RebalanceTold": NoticeKind.FILL,
    "BoardTold": NoticeKind.BOARD,
    "RankTold": NoticeKind.BOARD,
    "SummaryTold": NoticeKind.SUMMARY,
}


def kind_of(subject: object) -> NoticeKind:
    """The kind of a subject's notices; what nobody classed is news."""
    return KINDS.get(type(subject).__name__, NoticeKind.INFO)
