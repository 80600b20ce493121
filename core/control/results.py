"""What the commands of those who run the place answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.kernel.access import Level
from core.operations.model import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom a switch meets: people who copy, and entries that have not left yet."""

    followers: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeName:
    """A scope as people call it, and as it is typed: `everyone`, `server`, a provider, a venue."""

    scope: str
    kind: str
    name: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchLine:
    """One switch that is pulled, and how many entries have left in its scope since."""

    scope: ScopeName
    by: str
    since: datetime
    left: int
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class KillChoice:
    """What could be stopped, what that would meet, and what is stopped already."""

    choices: tuple[ScopeName, ...]
    reach: Reach
    off: tuple[SwitchLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchPulled:
    """New orders are off for a scope."""

    line: SwitchLine
    already: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftPlan:
    """A switch about to be turned on again."""

    line: SwitchLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchLifted:
    """New orders are on again for a scope."""

    scope: ScopeName


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchList:
    """The switches that are pulled."""

    off: tuple[SwitchLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchNews:
    """For a channel: since when new orders are off for a scope; `until` once they are on again."""

    scope: ScopeName
    by: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A reaction that gave up on a row, or a card that a chat does not take: then `letter` is its id.

    `droppable`: it only tells or draws, so nothing of value is lost.
    """

    reaction: str
    number: int
    attempts: int
    error: str
    at: datetime
    droppable: bool
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadList:
    """Letters that are stuck; `tried` how many were put on their way again just now. `full` shows the errors."""

    letters: tuple[DeadLetter, ...]
    full: bool = False
    tried: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DropPlan:
    """Letters about to be thrown away, and how many stay because they carry money."""

    letters: tuple[DeadLetter, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Letters that were thrown away."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One moment of a trade's trail. `what` is stable; `facts` fill its words."""

    at: datetime
    what: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditTrail:
    """Everything that led to a trade and became of it, and whether the records hold together."""

    trade: str
    person: str
    mode: str
    symbol: str
    rows: tuple[AuditRow, ...]
    checked: int
    broken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """A person as those who run the place see them: no money, no keys."""

    name: str
    level: Level
    platforms: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """Some of the people, the highest roles first; `more` continues."""

    members: tuple[MemberLine, ...]
    first: int
    total: int
    more: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePlan:
    """A role about to be given: everywhere, or in one community, which is then named."""

    person: str
    name: str
    before: Level
    after: Level
    community: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven:
    """A role was given; `place` names where it holds, if not everywhere."""

    name: str
    before: Level
    after: Level
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BugNews:
    """For the owners: something broke, where, and the reference that the person was given."""

    reference: str
    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontNews:
    """For the owners: a chat platform that is not spoken to since then, and why; `until` is when it was again."""

    platform: str
    said: str
    since: datetime
    until: datetime | None
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedNews:
    """For the owners: which builds are at work and in which roles; `until` is when they were alike again."""

    builds: tuple[tuple[str, tuple[str, ...]], ...]
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadNews:
    """For the owners: letters are stuck."""

    count: int
    reactions: tuple[str, ...]
