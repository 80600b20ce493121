"""JSON over HTTP from a price service: one request, one answer, its numbers as they were written.

Keys travel in headers where the service takes them there. No address and nothing of an answer is part of a failure:
some services want the key in the address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from adapters.market.source import Failure, SourceFailed

ANSWER_MOST = 8 * 1024 * 1024
WAIT_MOST = 3600


@dataclass(frozen=True, slots=True)
class Page:
    """What came: None where the service does not know what was asked for."""

    body: Any
    headers: Mapping[str, str]


class Web:
    """The way to one service. Its library is loaded, and a connection made, when something is first asked.

    `absent` are the statuses by which it says that it has no such thing, or not for this key.
    """

    def __init__(
        self, base: str, headers: Mapping[str, str] | None = None, *, absent: tuple[int, ...] = (404,)
    ) -> None:
        self._base = base.rstrip("/")
        self._absent = absent
        self._headers = {"Accept": "application/json", **(headers or {})}
        self._session: Any = None

    async def get(self, path: str, given: Mapping[str, str]) -> Page:
        """Ask once. Raises `SourceFailed`; the time limit is the caller's."""
        import aiohttp  # only where such a service is set

        if self._session is None:
            self._session = aiohttp.ClientSession(headers=self._headers)
        try:
            async with self._session.get(f"{self._base}{path}", params=dict(given)) as answer:
                status, headers = answer.status, dict(answer.headers)
                body = await answer.content.read(ANSWER_MOST + 1)
                while not answer.content.at_eof() and len(body) <= ANSWER_MOST:
                    body += await answer.content.read(ANSWER_MOST + 1 - len(body))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise SourceFailed(Failure.SILENT, type(error).__name__) from None
        if status in self._absent:
            return Page(None, headers)
        if status != 200:
            raise SourceFailed(*_why(status), after=_after(headers))
        if len(body) > ANSWER_MOST:
            raise SourceFailed(Failure.NONSENSE, "too long")
        try:
            return Page(json.loads(body, parse_float=Decimal, parse_constant=_no_number), headers)
        except (ValueError, RecursionError):
            raise SourceFailed(Failure.NONSENSE, "no JSON") from None

    async def close(self) -> None:
        """Close what is open."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()


def _no_number(_text: str) -> None:
    """NaN and Infinity are no prices."""
    return


def _why(status: int) -> tuple[Failure, str]:
    if status == 429:
        return Failure.LIMITED, ""
    if status in (401, 402, 403):
        return Failure.REFUSED, ""
    return (Failure.SILENT if status >= 500 else Failure.NONSENSE), str(status)


def _after(headers: Mapping[str, str]) -> timedelta | None:
    said = headers.get("Retry-After", "")
    return timedelta(seconds=min(int(said), WAIT_MOST)) if said.isdecimal() else None


def field(body: Any, *names: str) -> Any:
    """What stands there in an answer, None where anything on the way is missing."""
    for name in names:
        if not isinstance(body, dict):
            return None
        body = body.get(name)
    return body
