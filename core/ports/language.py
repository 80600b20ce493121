"""A language model that reads a post. It is asked for words only: nothing that it says trades by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from core.signals.suggestion import Suggestion


class Failure(StrEnum):
    """Why a model gave nothing that can be looked at."""

    TIMEOUT = "timeout"
    """No whole answer in time."""
    UNREACHABLE = "unreachable"
    """No connection, or one that broke."""
    REFUSED = "refused"
    """The server said no: a key, a quota, a form of request that it does not know, or a fault of its own."""
    DECLINED = "declined"
    """The model would not answer, was cut off, or asked for tools."""
    UNREADABLE = "unreadable"
    """An answer that is not of the form, or too large."""


class ModelFailed(Exception):
    """The model gave nothing. `detail` is a few words of ours; `answer` is what it said, as far as there was one.

    Neither holds a key or a header, and the text of the exception does not hold the answer: it goes into logs.
    """

    def __init__(self, kind: Failure, detail: str, answer: str = "") -> None:
        super().__init__(f"{kind.value}: {detail}")
        self.kind = kind
        self.detail = detail
        self.answer = answer


class LanguageModel(Protocol):
    """Reads one post. Every call may cost money, so whoever calls counts them.

    Promised: one try and no second one, an end within the model's own time limit, an answer of bounded size. Only the
    post's text is handed over, as quoted data. Asked twice about one post it may answer differently.
    """

    @property
    def name(self) -> str:
        """The model's name, for the record."""
        ...

    async def suggest(self, text: str) -> Suggestion | None:
        """The trade that it reads in this text; None when it says that there is none.

        Raises `ModelFailed` for everything else: no answer, no time, no sense. Must not be called inside a
        transaction.
        """
        ...
