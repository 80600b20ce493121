"""Requests to a venue without a library of its own: each goes once, with a time limit, and follows nobody elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp
from yarl import URL

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Answered:
    """A whole answer, whatever its status. `date` is the venue's clock, where it was told."""

    status: int
    body: str
    retry_after: float | None = None
    date: str | None = None


class Unanswered(Exception):
    """No whole answer came. `sent` is False only when not one byte of the request left."""

    def __init__(self, why: str, *, sent: bool, late: bool = False) -> None:
        super().__init__(why)
        self.sent = sent
        self.late = late


class Direct:
    """The way to one venue for all accounts of a process. `url` is where it is: scheme, host and port."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    @property
    def host(self) -> str:
        """The host as it stands in the request, with its port where that is not the usual one."""
        url = URL(self._url)
        return url.host_port_subcomponent or ""

    async def ask(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answered:
        """Send one request, once. `target` is the path with its query as it goes on the wire. Raises `Unanswered`."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
            )
        try:
            async with (
                asyncio.timeout(ANSWER_SECONDS),
                self._session.request(
                    method,
                    URL(self._url + target, encoded=True),
                    headers=headers,
                    data=body,
                    # A redirected order would be a second one.
                    allow_redirects=False,
                ) as response,
            ):
                text = await response.text(errors="replace")
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unanswered(f"no connection: {type(error).__name__}", sent=False) from error
        except TimeoutError as error:
            raise Unanswered("no answer in time", sent=True, late=True) from error
        except aiohttp.ClientError as error:
            raise Unanswered(f"no answer: {type(error).__name__}", sent=True) from error
        after = response.headers.get("Retry-After", "")
        return Answered(
            response.status, text, float(after) if after.isdecimal() else None, response.headers.get("Date")
        )

    async def close(self) -> None:
        """Close what is open."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def skew(date: str | None, now: datetime) -> float | None:
    """How far a venue's clock is ahead of ours, by the second that its answer is of; None where it told none."""
    if date is None:
        return None
    try:
        return (parsedate_to_datetime(date) - now).total_seconds()
    except (ValueError, TypeError):
        return None
