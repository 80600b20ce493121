"""The local Telegram: a Bot API server on a loopback port, and the people around it."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any, TypeVar

from aiohttp import web

import tests.platforms.telegram.asking
import tests.platforms.telegram.changing
import tests.platforms.telegram.sending  # noqa: F401 - they fill the list of methods
from tests.platforms.changes import PATIENCE
from tests.platforms.telegram.judge import FORM, wrong_in_answer, wrong_in_call
from tests.platforms.telegram.methods import METHODS
from tests.platforms.telegram.model import Kind, Member, Standing
from tests.platforms.telegram.people import Person, Room
from tests.platforms.telegram.state import State, all_rights
from tests.platforms.telegram.troubles import Fault, Faults, Limits, Meter
from tests.platforms.telegram.updates import Updates
from tests.platforms.telegram.wire import Call, Given, Refusal, read

TOKEN = "99:local-telegram-token"
T = TypeVar("T")
LARGEST_UPLOAD = 50 * 1024 * 1024


def _now() -> datetime:
    return datetime.now(UTC)


class Telegram:
    """`async with Telegram() as telegram:` runs one. `telegram.url` is what goes into BELLWETHER_TELEGRAM_API_URL."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        now: Callable[[], datetime] = _now,
        username: str = "bellwether_bot",
        privacy: bool = True,
    ) -> None:
        self.token = token
        self.state = State(now, username=username, privacy=privacy)
        self.url = ""
        self.revoked = False
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Telegram:
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        deliveries = asyncio.create_task(self.state.updates.deliver())
        self._open.push_async_callback(_ended, deliveries)
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._open.aclose()

    # People and rooms.

    def person(self, name: str, *, language: str | None = "en", username: str | None = None) -> Person:
        """Somebody who uses the platform, and has not met the bot yet."""
        return Person(self.state, self.state.new_user(name, language=language, username=username))

    def group(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        small: bool = False,
        forum: bool = False,
        admin: bool = False,
        bot: bool = True,
    ) -> Room:
        """A group with these members, the first of whom made it. `small` is one that can still become a supergroup.

        The bot is in it already, as an administrator with every right where `admin`, or not where `bot` is false.
        """
        kind = Kind.GROUP if small else Kind.SUPERGROUP
        return self._room(kind, title, members, forum=forum, admin=admin, bot=bot)

    def channel(
        self, title: str, members: Sequence[Person] = (), *, username: str | None = None, bot: bool = True
    ) -> Room:
        """A channel that the first of these members made; the bot is an administrator there."""
        return self._room(Kind.CHANNEL, title, members, admin=True, bot=bot, username=username)

    def _room(
        self,
        kind: Kind,
        title: str,
        members: Sequence[Person],
        *,
        admin: bool,
        bot: bool,
        forum: bool = False,
        username: str | None = None,
    ) -> Room:
        chat = self.state.new_chat(kind, title, username=username, forum=forum)
        for person in members:
            standing = Standing.MEMBER if chat.members else Standing.CREATOR
            chat.members[person.id] = Member(person.user, standing)
        if bot:
            standing = Standing.ADMINISTRATOR if admin else Standing.MEMBER
            rights = all_rights() if admin else set()
            chat.members[self.state.bot.id] = Member(self.state.bot, standing, rights)
        return Room(self.state, chat)

    # What a test looks at and arranges.

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot, in order."""
        return self.state.calls

    def calls_of(self, *methods: str) -> list[Call]:
        """The calls of these methods."""
        return [call for call in self.calls if call.method in methods]

    @property
    def violations(self) -> list[str]:
        """What a call, or an answer of ours, had that the Bot API does not allow."""
        return self.state.violations

    @property
    def faults(self) -> Faults:
        """What goes wrong with the next calls."""
        return self.state.faults

    @property
    def updates(self) -> Updates:
        """What waits for the bot; `held`, `repeats` and `reverses` disturb it."""
        return self.state.updates

    @property
    def meter(self) -> Meter:
        """Counts what the bot sends."""
        return self.state.meter

    @property
    def limits(self) -> Limits:
        """What the bot may send; unlimited unless it is set."""
        return self.state.meter.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.state.meter.limits = limits

    async def until(self, look: Callable[[], T], within: float = PATIENCE, what: str = "") -> T:
        """Wait for a fact; see `Changes`."""
        return await self.state.changes.until(look, within, what)

    @property
    def quiet(self) -> bool:
        """Nothing waits for the bot, and no call of its is on the way."""
        return not self.state.updates.waiting and not self.state.busy

    # HTTP.

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token or self.revoked:
            known = request.match_info["token"].partition(":")[0].isdigit()
            refusal = Refusal(401, "Unauthorized") if known else Refusal(404, "Not Found")
            return web.json_response(refusal.shape, status=refusal.code)
        given = await read(request)
        call = Call(
            number=len(self.calls) + 1,
            method=request.match_info["method"],
            given=given.values,
            files=sorted(given.files),
            at=asyncio.get_running_loop().time(),
        )
        self.calls.append(call)
        waits = call.method == "getUpdates"
        self.state.busy += not waits
        try:
            return await self._answer(request, call, given)
        finally:
            self.state.busy -= not waits
            self.state.changes.tell()

    async def _answer(self, request: web.Request, call: Call, given: Given) -> web.StreamResponse:
        fault = self.state.faults.take(call.method)
        if fault is not None and not fault.after and (spoiled := await self._spoil(request, call, fault)):
            return spoiled
        status, shape = 200, dict[str, Any]()
        try:
            shape = {"ok": True, "result": await self._carry_out(call, given)}
        except Refusal as refusal:
            status, shape = refusal.code, refusal.shape
            call.words = refusal.words
            if FORM.search(refusal.words):
                self.violations.append(f"{call.method}: {refusal.words}")
        call.status, call.answer = status, shape.get("result")
        if fault is not None and fault.after and (spoiled := await self._spoil(request, call, fault)):
            return spoiled
        return web.json_response(shape, status=status)

    async def _carry_out(self, call: Call, given: Given) -> Any:
        function = METHODS.get(call.method.lower())
        if function is None:
            self.violations.append(f"{call.method}: the local server does not know this method")
            raise Refusal(404, "Not Found")
        chat = self.state.chats.get(given.whole("chat_id")) if _is_number(given.text("chat_id")) else None
        self.state.meter.count(call.method, chat)
        self.violations.extend(wrong_in_call(call.method, given))
        result = function(self.state, given)
        if inspect.isawaitable(result):
            return await result  # updates were looked at when they were made
        self.violations.extend(wrong_in_answer(call.method, result))
        return result

    async def _spoil(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """What a fault answers instead; nothing for one that only holds up."""
        if fault.gate is not None:
            async with asyncio.timeout(PATIENCE):
                await fault.gate.wait()
            return None
        if fault.wait:
            call.status = 429
            words = f"Too Many Requests: retry after {fault.wait}"
            return web.json_response(Refusal(429, words, retry_after=fault.wait).shape, status=429)
        if fault.cut:
            call.status = 0
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        call.status = fault.status
        return web.Response(status=fault.status)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = [one for one in self.state.files.values() if one.path == request.match_info["path"]]
        if request.match_info["token"] != self.token or not found:
            return web.json_response(Refusal(404, "Not Found").shape, status=404)
        return web.Response(body=found[0].data, content_type=found[0].content_type)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdigit()


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
