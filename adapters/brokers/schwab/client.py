"""Schwab's client library for one account: calls with a time limit, a token that is fresh, failures by their names.

The library's addresses are fixed; where the venue is reached elsewhere, the transport below takes requests there. One
transport, and so one pool of connections, serves all accounts of a process.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from typing import Any

from adapters.brokers.calling import Budget, Writes
from adapters.brokers.driver import Keep
from adapters.brokers.reading import made, read_json
from adapters.brokers.schwab.refusals import SIGN_IN_AGAIN, classify, sentences
from adapters.brokers.schwab.sign_in import (
    TOKENS_AT,
    App,
    Tokens,
    credentials_of,
    read_tokens,
    refresh_form,
    tokens_of,
)
from core.kernel.errors import Unavailable
from core.kernel.time import Clock
from core.ports.broker import BrokerError, ErrorKind, Placed

with warnings.catch_warnings():
    # It loads its streaming with it, which warns of an old interface of a library that is not used here.
    warnings.simplefilter("ignore", DeprecationWarning)
    from authlib.integrations.httpx_client import AsyncOAuth2Client
    from schwab.client import AsyncClient

# The HTTP library that this version of the sign-in library stands on: httpx or httpx2.
HTTP: Any = import_module(
    next(one.__module__ for one in AsyncOAuth2Client.__mro__ if one.__name__ == "AsyncClient").partition(".")[
        0
    ]
)
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
# 120 requests a minute for an account, as its users report; some of them are left for the person's own.
CALLS, CALLS_SECONDS = 100, 60.0
# The account's own hash stands in every address, which these write down by themselves.
TALKATIVE = ("httpx", "httpx2", "httpcore", "httpcore2", "schwab", "authlib")

Call = Callable[[Any], Awaitable[Any]]


class Elsewhere:
    """A transport that takes every request to another address: scheme, host and port; what is asked stays."""

    def __init__(self, url: str) -> None:
        self._to = HTTP.URL(url)
        self._transport = HTTP.AsyncHTTPTransport()

    async def handle_async_request(self, request: Any) -> Any:
        request.url = request.url.copy_with(scheme=self._to.scheme, host=self._to.host, port=self._to.port)
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        await self._transport.aclose()


def make_transport(url: str | None) -> Any:
    """What all accounts of a process reach Schwab through. What it would log of itself is not logged."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return HTTP.AsyncHTTPTransport() if url is None else Elsewhere(url)


@dataclass(frozen=True, slots=True)
class Answered:
    """A whole answer: its status, body, and the headers that matter here."""

    status: int
    body: str
    location: str | None
    retry_after: float | None
    date: str | None

    @property
    def unknown(self) -> bool:
        """Whether Schwab itself says that there is no such thing."""
        return self.status == 404 and bool(sentences(self.body))

    def error(self) -> BrokerError:
        """What it means when it is a failure."""
        return classify(self.status, self.body, None, retry_after=self.retry_after)

    def read(self) -> Any:
        """What it says. Raises `BrokerError` for a failure and for what cannot be read."""
        if self.status != 200:
            raise self.error()
        return made(lambda: read_json(self.body))


class House:
    """What the accounts of a process share: the way to Schwab, what is being written, and a budget for each account."""

    def __init__(self, clock: Clock, url: str | None) -> None:
        self.clock = clock
        self.transport = make_transport(url)
        self.writes = Writes()
        self._budgets: dict[str, Budget] = {}

    def budget(self, account: str) -> Budget:
        """The budget of an account, however often it was opened."""
        return self._budgets.setdefault(account, Budget(CALLS, CALLS_SECONDS))

    async def close(self) -> None:
        """Let what is being written come to its end, then close the connections."""
        await self.writes.over()
        await self.transport.aclose()


class Client:
    """The calls of one account. The library's own session is made with the first of them."""

    def __init__(self, house: House, app: App, credentials: Mapping[str, str], keep: Keep | None) -> None:
        self.account = credentials.get("account", "")
        self.writes = house.writes
        self._app = app
        self._transport = house.transport
        self._clock = house.clock
        self._tokens = tokens_of(credentials)
        self._label = credentials.get("label", "")
        self._keep = keep
        self._unkept = False
        self._refreshing = asyncio.Lock()
        self._budget = house.budget(self.account)
        self._library: Any = None

    @property
    def until(self) -> datetime:
        """When the sign-in ends."""
        return self._tokens.until

    async def ask(self, call: Call, *, first: bool = False) -> Answered:
        """Make one call, once. Raises `BrokerError` when no whole answer came; an answer may be a failure."""
        await self._be_signed_in()
        await self._budget.take(first=first)
        answer = await _answered(call(self._library))
        if answer.status == 401:  # it ended before its time: the next call gets a new one first
            self._tokens = replace(self._tokens, access_until=self._clock.now())
        return answer

    async def read(self, call: Call, *, first: bool = False) -> Any:
        """Ask for something, and read it. A question may be put again: once, with a new token."""
        answer = await self.ask(call, first=first)
        if answer.status == 401:
            answer = await self.ask(call, first=first)
        return answer.read()

    async def _be_signed_in(self) -> None:
        if self._library is None:
            self._library = self._made(self._tokens)
        async with self._refreshing:
            now = self._clock.now()
            if now >= self._tokens.until:
                raise BrokerError(ErrorKind.AUTH, Placed.NO, SIGN_IN_AGAIN)
            if self._tokens.stale(now):
                # A new token must not be lost because whoever asked gave up waiting.
                await self.writes.send(self._refresh(now))
            if self._unkept:
                await self._hand_over()

    async def _refresh(self, now: datetime) -> None:
        try:
            answer = await post_form(self._library.session, self._app, refresh_form(self._tokens))
            self._tokens = read_tokens(answer.status, answer.body, now, self._tokens)
        except BrokerError as error:
            if error.kind is not ErrorKind.AUTH and now < self._tokens.access_until:
                return  # the one that is there is still good for a while
            raise BrokerError(error.kind, Placed.NO, str(error)) from error
        self._library.session.token = _bearer(self._tokens)
        self._unkept = self._keep is not None

    async def _hand_over(self) -> None:
        """Have the new credentials kept; when that is not possible now, at the next call."""
        if self._keep is None:
            return
        try:
            await self._keep(credentials_of(self._tokens, self.account, self._label))
        except Unavailable:
            return
        self._unkept = False

    def _made(self, tokens: Tokens) -> Any:
        return AsyncClient(self._app.key, new_session(self._app, self._transport, _bearer(tokens)))


def new_session(app: App, transport: Any, token: Mapping[str, str] | None) -> Any:
    """A session of the sign-in library. The token has no end in its eyes: it is refreshed here, by our clock."""
    session = AsyncOAuth2Client(app.key, client_secret=app.secret, token=token, transport=transport)
    session.timeout = HTTP.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    return session


async def post_form(session: Any, app: App, form: Mapping[str, str]) -> Answered:
    """Ask the token endpoint. Raises `BrokerError` when no answer came."""
    return await _answered(session.post(TOKENS_AT, data=dict(form), auth=(app.key, app.secret)))


async def _answered(call: Awaitable[Any]) -> Answered:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            response = await call
    except (TimeoutError, HTTP.HTTPError, HTTP.InvalidURL) as error:
        raise classify(None, "", error) from error
    return Answered(
        status=response.status_code,
        body=response.text,
        location=response.headers.get("Location"),
        retry_after=_seconds(response.headers.get("Retry-After")),
        date=response.headers.get("Date"),
    )


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.isdecimal() else None


def _bearer(tokens: Tokens) -> dict[str, str]:
    return {"access_token": tokens.access, "token_type": "Bearer"}
