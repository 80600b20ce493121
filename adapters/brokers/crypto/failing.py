"""What a failed call is to the program: the venue's verdict as a `BrokerError`, and its budgets left in peace."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.brokers.crypto.budget import Budget
from adapters.brokers.crypto.classify import Verdict
from adapters.brokers.crypto.profiles import Profile
from core.ports.broker import BrokerError, ErrorKind, Placed


class Failed(Exception):
    """What stood on the wire when a call failed: for the adapter alone. `absent`: the venue knows no such order."""

    def __init__(self, verdict: Verdict, *, absent: bool) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict
        self.absent = absent


def is_absent(error: BrokerError) -> bool:
    """Whether the venue said that there is no such order."""
    return isinstance(error.__cause__, Failed) and error.__cause__.absent


def failure(
    profile: Profile, verdict: Verdict, retry_after: float | None, budgets: Iterable[Budget]
) -> BrokerError:
    """The error of this verdict. A venue that was asked too much is left alone for as long as it wants."""
    if verdict.kind is ErrorKind.RATE_LIMITED:
        for budget in budgets:
            budget.stay_away(retry_after or profile.away_seconds)
    # The venue's code and no more: addresses bear signatures, and sentences may repeat what was sent.
    message = f"{profile.name}: {verdict.code or verdict.kind.value}"
    return BrokerError(verdict.kind, verdict.placed, message, retry_after=retry_after)


def late() -> Verdict:
    """Our turn did not come in time: nothing was sent."""
    return Verdict(ErrorKind.RATE_LIMITED, Placed.NO, "our turn did not come in time")
