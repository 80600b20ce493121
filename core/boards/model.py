"""Who takes part in the leaderboards, how each of their days came out, and the boards that were made of it.

Paper and live never meet here: every row is of one mode (rows LB-01 to LB-09, BX-14).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.accounts.model import Mode
from core.analytics.model import Period
from core.kernel.money import ZERO
from core.kernel.values import quick


class Metric(StrEnum):
    """What a board ranks by; how each is worked out: `core/boards/standing.py`."""

    RETURN = "return"
    ROI = "roi"
    AMOUNT = "amount"
    WINRATE = "winrate"
    CONSISTENCY = "consistency"
    PROFITABILITY = "profitability"
    FOLLOWERS = "followers"
    RISK = "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardMember:
    """Somebody who joined the boards of one mode, once.

    What counts begins at `counts_from`, the midnight after they first joined. Neither leaving nor joining again
    moves it, so that nobody leaves a bad week behind. Their days are kept as `BoardDay` up to `counted_to`, a
    midnight. `amounts`: they are shown on the board of amounts as well.
    """

    person: str
    mode: Mode
    joined_at: datetime
    counts_from: datetime
    counted_to: datetime
    left_at: datetime | None = None
    amounts: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDay:
    """One day (UTC) of one person in one mode, all their accounts of that mode together; sums are in USDT.

    `change` is the day's time-weighted return, each account weighed by `worth`, what was there when the day began:
    money that comes in the middle of a day makes no loss of that day smaller. `traded` counts the closed trades that
    make a sample; `won`, `lost` and `even` closed trades by result, `gained` and `gave` what they brought and cost.
    `under` counts open trades that stood below zero when the day ended, `under_by` by how much.
    """

    person: str
    mode: Mode
    begins_at: datetime
    change: Decimal = ZERO
    worth: Decimal = ZERO
    paid_in: Decimal = ZERO
    profit: Decimal = ZERO
    traded: int = 0
    won: int = 0
    lost: int = 0
    even: int = 0
    gained: Decimal = ZERO
    gave: Decimal = ZERO
    under: int = 0
    under_by: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One board: a mode, a period and a metric, from the midnight `since` (None: from the beginning) to `until`.

    `rows` names its `BoardRow`s; they are written first, so that a reader has a whole board or the one before. A
    `final` one is never made again. `ranked`, `joined` and `left` count people.
    """

    id: str
    mode: Mode
    period: Period
    metric: Metric
    since: datetime | None
    until: datetime
    made_at: datetime
    rows: str
    final: bool
    ranked: int
    joined: int
    left: int


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One place on a board. `number` counts from 1; equal values share a `place`."""

    rows: str
    number: int
    place: int
    person: str
    value: Decimal
    change: Decimal
    fall: Decimal
    trades: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasUsed:
    """An alias that somebody had. It stays theirs: nobody else takes a name that stood on a board."""

    folded: str
    person: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPost:
    """A channel that gets the boards of each week (row LB-01), at the hour of its `community`'s time zone.

    `posted` is the end of the newest week that was posted there.
    """

    channel: str
    community: str
    posted: datetime | None
    since: datetime
    set_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerDay:
    """How many people really copied somebody's signals, at the end of a day (row AN-20)."""

    person: str
    mode: Mode
    begins_at: datetime
    followers: int


# -- what is told -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BoardTold:
    """The boards of a week that is over, for a channel."""

    until: datetime


@dataclass(frozen=True, slots=True)
class RankTold:
    """Somebody's place on a board, which they want others to see."""

    person: str
    board: str
