"""The vault: seals secrets so that a copy of the database gives nobody anything (row BR-16).

What is sealed is bound to its row: it opens only for the account, person, venue and field that it was sealed for.
The keys are outside the database. A sealed value names the key it was sealed with, so that keys can be changed while
everything goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.kernel.secret import Secret


@dataclass(frozen=True, slots=True)
class Bound:
    """The row that a secret belongs to. It is not in what is sealed, and nothing opens without it."""

    account: str
    person: str
    venue: str
    field: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret as a row may keep it: text without use to anybody, and the name of the key that opens it."""

    key: str
    text: str


class VaultError(Exception):
    """The vault cannot do it. The message names keys by their names and holds no secret."""


class KeyMissing(VaultError):
    """Sealed with a key that is not here: the key's file is another one, or lost a line."""


class SealBroken(VaultError):
    """It does not open although its key is here: it was altered, or moved to another row."""


class KeyFixed(VaultError):
    """The keys cannot be changed from here: their file is not ours to write. The message says which."""


class Vault(Protocol):
    """Seals and opens. Nothing of it waits for a network; looking after the keys may touch a file."""

    @property
    def newest(self) -> str:
        """The name of the key that seals now."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all keys that open something, the newest first."""
        ...

    def seal(self, bound: Bound, secret: Secret) -> Sealed:
        """Seal with the newest key. The second time for the same gives another text: both open."""
        ...

    def open(self, bound: Bound, sealed: Sealed) -> Secret:
        """The secret. Raises `KeyMissing` or `SealBroken`."""
        ...

    def renew(self) -> str:
        """Make a new key, which seals from now on, and give its name; what was sealed before still opens.

        Raises `KeyFixed` where the keys' file cannot be written to. Killed in the middle: the new key is there or not,
        and no old one is lost.
        """
        ...

    def forget(self, names: tuple[str, ...]) -> None:
        """Drop these keys for good; the newest is never dropped. Raises `KeyFixed` as `renew` does."""
        ...
