"""One call to Discord's HTTP interface: sent once, and what became of it said in the wire's words.

discord.py has its own sender, which the gateway's log-in uses. It repeats by itself, sleeps out a limit inside the call
and also after the last call that a limit allowed (2.7.1, `Ratelimit.__aexit__`), so that whoever waits knows neither
whether nor when something was shown. Mail paces and repeats; this sends, and remembers what it was told to wait.
Documents: "Rate limits" and "Opcodes and status codes", 2026-07.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp

from bot.chat.wire import InDoubt, Later, Refused, Unreachable, Why
from bot.discord.render import File

SECONDS = 10.0
CONNECT_SECONDS = 5.0
# Nothing left the house, or the platform stands behind a wall: look again then.
AWAY_SECONDS = 2.0
UNKNOWN_WAIT_SECONDS = 60.0
CLOSED_SECONDS = 1.0
REMEMBERED_MOST = 2_000
# Private messages opened too fast: seen after some dozens; it passes by itself.
TOO_MANY_CHATS = 40003
TOO_MANY_CHATS_SECONDS = 600.0
# An interaction that was acknowledged by a call whose answer was lost.
ACKNOWLEDGED = 40060
WHY = {
    50007: Why.BLOCKED,  # cannot send messages to this user
    50278: Why.BLOCKED,  # no server in common
    10003: Why.NO_ROOM,  # unknown channel
    10004: Why.NO_ROOM,  # unknown server
    10008: Why.NO_ROOM,  # unknown message
    10013: Why.NO_ROOM,  # unknown user
    10015: Why.NO_ROOM,  # unknown webhook: an interaction's 15 minutes are over
    10062: Why.NO_ROOM,  # unknown interaction: its 3 seconds are over
    50027: Why.NO_ROOM,  # webhook token no longer known
    50001: Why.NO_RIGHT,
    50013: Why.NO_RIGHT,
    50083: Why.NO_RIGHT,  # the thread is archived
    160005: Why.NO_RIGHT,  # the thread is locked
}


class Rest:
    """Sends one call at a time for each limit it knows of. `base` ends in `/api/v10`, `token` is the bot's."""

    def __init__(self, base: str, token: str, agent: str, *, seconds: float = SECONDS) -> None:
        self._base = base
        self._token = token
        self._agent = agent
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self._until: dict[tuple[str, str], float] = {}
        self._all_until = 0.0

    def open(self) -> None:
        """From here on calls are made."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._seconds, sock_connect=CONNECT_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        """Give the connections back: from here on every call is told to come later."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(
        self,
        method: str,
        path: str,
        *,
        payload: Any = None,
        files: Sequence[File] = (),
        query: Mapping[str, str] | None = None,
        signed: bool = True,
    ) -> Any:
        """The platform's answer as data. Not `signed`: the path carries a token of its own.

        Raises `Later` when a limit is used up, also one that is only known from before; `InDoubt` when the call left
        and no answer says what became of it; `Unreachable` and `Refused` as the platform says.
        """
        limit = (method, "/".join(path.split("/")[:3]))
        self._must_be_free(limit, signed=signed)
        if self._session is None:
            raise Later(CLOSED_SECONDS)
        headers = {"User-Agent": self._agent} | ({"Authorization": f"Bot {self._token}"} if signed else {})
        body, kind = _body(payload, files)
        try:
            async with self._session.request(
                method, f"{self._base}{path}", data=body, headers=headers | kind, params=query
            ) as response:
                data = _read(await response.text(encoding="utf-8"))
                self._remember(limit, response, data)
                return _judged(response.status, response.headers, data)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Later(AWAY_SECONDS) from error
        except (
            aiohttp.ClientError,
            TimeoutError,
            OSError,
            RuntimeError,
        ) as error:  # closed in the midst, too
            raise InDoubt(f"{method} {path.split('/')[1]}: {type(error).__name__}") from error

    def _must_be_free(self, limit: tuple[str, str], *, signed: bool) -> None:
        until = max(self._until.get(limit, 0.0), self._all_until if signed else 0.0)
        left = until - asyncio.get_running_loop().time()
        if left > 0:
            raise Later(left)

    def _remember(self, limit: tuple[str, str], response: aiohttp.ClientResponse, data: Any) -> None:
        """What the headers say about the next call of this kind, and a limit over everything."""
        now = asyncio.get_running_loop().time()
        if response.status == 429:
            wait = _wait(response.headers, data)
            if isinstance(data, dict) and data.get("global"):
                self._all_until = now + wait
            else:
                self._until[limit] = now + wait
        elif response.headers.get("X-RateLimit-Remaining") == "0":
            self._until[limit] = now + float(response.headers.get("X-RateLimit-Reset-After") or 0)
        if len(self._until) > REMEMBERED_MOST:
            self._until = {one: until for one, until in self._until.items() if until > now}


def _body(payload: Any, files: Sequence[File]) -> tuple[Any, dict[str, str]]:
    if payload is None:
        return None, {}
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if not files:
        return text.encode("utf-8", "replace"), {"Content-Type": "application/json"}
    form = aiohttp.FormData(quote_fields=False)  # the brackets of `files[0]` stay as they are
    form.add_field("payload_json", text, content_type="application/json")
    for number, file in enumerate(files):
        form.add_field(f"files[{number}]", file.content, filename=file.name, content_type=file.kind)
    return form, {}


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None  # a proxy's page


def _judged(status: int, headers: Mapping[str, str], data: Any) -> Any:
    if 200 <= status < 300:
        return data
    known = data if isinstance(data, dict) else {}
    code, said = known.get("code", 0), str(known.get("message", ""))[:200]
    if code == ACKNOWLEDGED:
        return None
    if status == 429:
        raise Later(_wait(headers, data))
    if code == TOO_MANY_CHATS:
        raise Later(TOO_MANY_CHATS_SECONDS)
    if status >= 500:
        raise InDoubt(f"the platform answered {status}")
    if code in WHY:
        raise Unreachable(WHY[code], said)
    if status in (401, 408):
        raise Later(UNKNOWN_WAIT_SECONDS)  # the front-end finds out about the token and says so
    if status == 403:
        raise Unreachable(Why.NO_RIGHT, said)
    if status == 404:
        raise Unreachable(Why.NO_ROOM, said)
    raise Refused(f"{status} {code} {said} {json.dumps(known.get('errors', {}))[:300]}")


def _wait(headers: Mapping[str, str], data: Any) -> float:
    """Seconds to wait by a 429; one that does not come from the interface itself says it in its header, if at all."""
    said = data.get("retry_after") if isinstance(data, dict) else headers.get("Retry-After")
    try:
        return max(float(said), 0.05) if said is not None else UNKNOWN_WAIT_SECONDS
    except (TypeError, ValueError):
        return UNKNOWN_WAIT_SECONDS
