"""The venues that this installation can reach: what they are, and whether a person's key is good there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.venues.model import Checked, VenueInfo


class Venues(Protocol):
    """Every venue that there is an adapter for."""

    @property
    def known(self) -> Sequence[VenueInfo]:
        """All of them, the paper venue not among them, in the order in which people are shown them."""
        ...

    def named(self, name: str) -> VenueInfo | None:
        """The venue of this name or alias, in capitals or not; None when there is none."""
        ...

    async def check(self, venue: str, credentials: Mapping[str, str]) -> Checked:
        """Ask the venue about a key, before it is kept. Places nothing.

        Raises `BrokerError`: `AUTH` for a key that it does not take, `CLOCK`, `UNAVAILABLE`, `RATE_LIMITED`, and
        `UNSUPPORTED` where the venue's library is not installed (its message names the extra). Whoever calls gives it a
        time limit.
        """
        ...

    def sign_in(self, venue: str, state: str) -> str:
        """The address at which a person signs in, for venues without keys (`VenueInfo.sign_in`).

        `state` comes back with them. Raises `BrokerError` of kind `UNSUPPORTED` where this installation is not known
        there.
        """
        ...

    async def signed_in(self, venue: str, answer: str) -> Mapping[str, str]:
        """The credentials that a person's return from the sign-in page stands for: `answer` is the whole address that
        they came back to. Raises `BrokerError`."""
        ...
