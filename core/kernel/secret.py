"""A text that is shown to nobody: however it is printed, logged or put into a message, it comes out as dots."""

from __future__ import annotations

import hmac

DOTS = "••••"


class Secret:
    """A key, a password, a token. `reveal` is the only way to its text; whoever calls it hands it on at once."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: for a venue or the vault, never for a message, a log or a row."""
        return self._text

    def __repr__(self) -> str:
        return DOTS

    __str__ = __repr__

    def __format__(self, _how: str) -> str:
        return DOTS

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written down")
