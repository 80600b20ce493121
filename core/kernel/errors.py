"""The three kinds of failure: the person can fix it, the world can fix it, or it is ours to fix."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.kernel.values import quick


@quick
@dataclass(frozen=True, slots=True)
class Reason:
    """One check with its numbers as plain data: shares as fractions, ages in seconds, prices and money as such.

    `bot/present` knows how each check is said. `passed` says how it came out. `per` names the part that the
    numbers are of, where they are not of the whole: a target. `whose` is empty where the limit is the person's own.
    """

    check: str
    value: str
    limit: str
    passed: bool
    per: str = ""
    whose: str = ""


@dataclass(eq=False)
class Refusal(Exception):
    """No, and why: what happened, to what, what to do. `code` is stable; words are made in `bot/present`.

    `facts` fill the words of the code. `reasons` lists every check that was looked at, failed ones first.
    `change` is the smallest change of limits that would have passed, by the limits' names, when there is one.
    """

    code: str
    facts: dict[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    change: dict[str, str] | None = None

    def __post_init__(self) -> None:
        super().__init__(f"{self.code} {self.facts}" if self.facts else self.code)


class Unavailable(Exception):
    """Something outside does not answer now. Try again later, then say so."""


class Bug(Exception):
    """We broke our own rule. Stop this message, keep the rest, tell the owner."""


class AlreadyDone(Exception):
    """This very message, tap or job slot was carried out before."""
