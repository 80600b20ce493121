"""What the commands of the leaderboards answer with. Nobody's id is in it, and no name but the alias they chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.analytics.model import Period
from core.boards.model import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One place. `alias` is None for who left; `before` is the place on the board before, None for who had none.

    `public`: they have a page of their own under that alias.
    """

    place: int
    alias: str | None
    value: Decimal
    change: Decimal
    fall: Decimal
    trades: int
    before: int | None
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """One board as everybody may see it. `since` is None for all time. `ranked`, `joined` and `left` count people.

    `made_at` None: nobody joined, and there is no board yet.
    """

    mode: Mode
    period: Period
    metric: Metric
    since: datetime | None
    until: datetime
    final: bool
    made_at: datetime | None
    ranked: int
    joined: int
    left: int
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """The boards of both modes, each by itself: live first. `size` is how many places of the first are shown."""

    boards: tuple[BoardView, ...]
    period: Period
    metric: Metric
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on an earlier board, by the day after its last."""

    until: datetime
    place: int
    ranked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankCard:
    """How somebody stands themselves. Without a `place`, `missing` says why: a name of
    `core/boards/standing.py:missing`, or `joins` for who has not joined.

    `above` is the place before theirs and `gap` what they need to be there. `past` are places on boards that are over,
    the newest first. `followers` are those whose copies were filled, `followers_before` 30 days ago.
    """

    mode: Mode
    period: Period
    metric: Metric
    alias: str | None
    place: int | None
    ranked: int
    value: Decimal | None
    change: Decimal
    fall: Decimal
    sampled: int
    sampled_days: int
    missing: str | None
    above: int | None
    gap: Decimal | None
    before: int | None
    past: tuple[Place, ...]
    followers: int
    followers_before: int | None
    counts_from: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRank:
    """One place, posted by the person who has it."""

    board: BoardView
    line: BoardLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardJoinPlan:
    """Somebody about to be shown on the boards of one mode under this alias. `again`: they were there before."""

    person: str
    mode: Mode
    alias: str
    amounts: bool
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardJoined:
    """They joined; what counts begins then."""

    mode: Mode
    alias: str
    amounts: bool
    counts_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLeft:
    """They left the boards of these modes."""

    modes: tuple[Mode, ...]


@dataclass(frozen=True, slots=True)
class BoardRules:
    """How boards are made: the figures of `core/boards/rules.py` in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChannel:
    """A channel that gets the boards, by name, and the zone of its hour."""

    name: str
    community: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChannels:
    """Where the boards are posted. `changed` is what was done just now: `on`, `off`, `now`, or nothing."""

    channels: tuple[BoardChannel, ...]
    changed: str


@dataclass(frozen=True, slots=True)
class RankPosted:
    """A place is being posted in these channels."""

    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyCard:
    """What others can see of somebody. `changed` names what was changed just now; `page` is their address, empty
    where it is not looked at by anybody."""

    alias: str | None
    public: bool
    boards: tuple[Mode, ...]
    amounts: tuple[Mode, ...]
    changed: str
    page: str = ""
