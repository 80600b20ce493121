"""One question to a web address: what came back, and when the other side says it is. Tokens never leave this file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

SECONDS = 8.0
LARGEST_ANSWER = 2_000_000


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer. `status` 0: none came, `body` says why in a few words. `ahead`: our clock less theirs, in seconds."""

    status: int
    body: Any
    ahead: float | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The body, where it is an object; empty otherwise."""
        return self.body if isinstance(self.body, dict) else {}


class Asker:
    """Asks, with a time limit each. What goes wrong is said by its kind: errors of the library carry addresses."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> Heard:
        """One GET; JSON where it is JSON."""
        timeout = aiohttp.ClientTimeout(total=self._seconds)
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=timeout, headers={"User-Agent": "bellwether-doctor"}
                ) as session,
                session.get(url, headers=headers, allow_redirects=False) as answer,
            ):
                text = (await answer.content.read(LARGEST_ANSWER)).decode("utf-8", "replace")
                return Heard(answer.status, _data(text), _ahead(answer.headers.get("Date")))
        except TimeoutError:
            return Heard(0, f"no answer within {self._seconds:.0f} s")
        except aiohttp.ClientConnectorError as error:
            return Heard(0, f"no connection ({error.os_error.strerror or type(error.os_error).__name__})")
        except (aiohttp.ClientError, ValueError) as error:
            return Heard(0, type(error).__name__)


def _data(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _ahead(date: str | None) -> float | None:
    if date is None:
        return None
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return None
    return (datetime.now(UTC) - theirs).total_seconds()
