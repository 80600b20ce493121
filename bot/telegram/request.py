"""How the library's requests reach Telegram: over aiohttp, since its own client gets slower with those that wait.

Nothing here repeats a request. A failure says whether the request can have left: `NotSent` is the proof that not.
No address is ever told on, because the token stands in it.
"""

from __future__ import annotations

import json

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

TOO_MANY, FLOOD_SECONDS = 429, 5.0
API = "https://api.telegram.org"
CONNECT_SECONDS = 5.0
# A call, a file with it included. Polling has a pool of its own: it holds a connection all the time, and more than
# one, since a connection that was torn in the midst of a poll may stay counted for a while.
CALL_SECONDS = 20.0
CALLS_AT_ONCE, POLLS_AT_ONCE = 32, 4


class NotSent(NetworkError):
    """No connection came about, so nothing has reached the platform."""


class Flood(NetworkError):
    """Telegram asks to wait so many seconds. Nothing was done. (The library's own class warns of itself when made.)"""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.0f} s")
        self.seconds = seconds


class Request(BaseRequest):
    """One pool of connections: `at_once` of them, each request within so many seconds."""

    def __init__(self, *, at_once: int, seconds: float) -> None:
        self._at_once = at_once
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds, when a call names none of its own."""
        return self._seconds

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=self._at_once))

    async def shutdown(self) -> None:
        """Close the pool."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        if self._session is None:
            raise NotSent("the connection is closed")
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._seconds
        timeout = aiohttp.ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"no connection: {type(error).__name__}") from None
        except TimeoutError:
            raise TimedOut(f"no answer within {seconds} s") from None
        except aiohttp.ClientError as error:
            raise NetworkError(f"the connection broke: {type(error).__name__}") from None
        if status == TOO_MANY:
            raise Flood(_seconds(body))
        return status, body


def _seconds(body: bytes) -> float:
    """How long to wait, as the answer says; a while where it does not say."""
    try:
        return max(float(json.loads(body)["parameters"]["retry_after"]), 0.0)
    except (ValueError, KeyError, TypeError):
        return FLOOD_SECONDS


def make_bot(token: str, url: str | None) -> Bot:
    """The library's client for this token at this server: `TELEGRAM_API_URL`, with or without `/bot`."""
    base = (url or API).rstrip("/").removesuffix("/bot")
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=Request(at_once=CALLS_AT_ONCE, seconds=CALL_SECONDS),
        get_updates_request=Request(at_once=POLLS_AT_ONCE, seconds=CALL_SECONDS),
    )


def _form(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    """The parameters, and files where there are some."""
    if data is None or not data.contains_files:
        return None if data is None else data.json_parameters
    form = aiohttp.FormData(data.json_parameters)
    for field, part in data.multipart_data.items():
        name, content, kind = part
        form.add_field(field, content, filename=name, content_type=kind)
    return form
