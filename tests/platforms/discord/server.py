"""The local Discord as a whole: one loopback port for REST, gateway and files; a log, faults and limits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from aiohttp import web

from tests.platforms.changes import PATIENCE
from tests.platforms.discord.call import Call, read
from tests.platforms.discord.errors import Refuse, bad_form, unauthorized
from tests.platforms.discord.faults import Fault, Faults, Limited, Limits, matches
from tests.platforms.discord.gateway import Gateway
from tests.platforms.discord.interactions import Interactions
from tests.platforms.discord.judge import Wrong, judge
from tests.platforms.discord.model import NOTHING, Channel, File, Guild, May, Message, Webhook
from tests.platforms.discord.people import Person
from tests.platforms.discord.rest import Rest
from tests.platforms.discord.state import State

T = TypeVar("T")
# A bad form, and an empty message: whoever sends them has made a mistake of their own.
BAD_FORMS = (50035, 50006)
API = "/api/v10"
TOKEN = "bG9jYWw.made-up.token-of-the-local-discord"
BODY_MOST = 30 * 1024 * 1024
# A 429 without it is taken for a ban by Cloudflare, and the library gives up at once.
VIA = {"Via": "1.1 google"}
OPEN_WITHOUT_TOKEN = ("/interactions/", "/webhooks/")


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that Discord's own description does not allow."""

    call: Call
    wrong: Wrong

    def __str__(self) -> str:
        return f"{self.call}: {self.wrong.path}: {self.wrong.words}"


def _now() -> datetime:
    return datetime.now(UTC)


class Discord:
    """A running local Discord: `async with Discord() as discord`.

    It begins with one guild, the bot in it and no channels; `channel(name)` and `person(name)` make what is not there
    yet. `violations` are the requests that Discord's own description does not allow; they are refused as Discord would.
    `now` is its clock: ids, times, the three seconds and the fifteen minutes of an interaction go by it. Rate
    limits are off until `limits` is set.
    """

    def __init__(self, now: Callable[[], datetime] = _now, token: str = TOKEN, guild: str = "Desk") -> None:
        self.token = token
        self.state = State(now)
        self.gateway = Gateway(self.state, lambda: self.token)
        self.rest = Rest(self.state, self.gateway)
        self.interactions = Interactions(self.state, self.rest)
        self.faults = Faults()
        self.limits: Limits | None = None
        self.requests: list[Call] = []
        self.violations: list[Violation] = []
        self.people: dict[str, Person] = {}
        self.guild = self.state.new_guild(guild)
        self.port = 0
        self._runner: web.AppRunner | None = None

    # Its life

    async def start(self, port: int = 0) -> None:
        """Listen on loopback; port 0 takes a free one."""
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.state.base = f"http://127.0.0.1:{self.port}"

    async def stop(self) -> None:
        """Hang up on everybody and listen no longer. What it knows stays; it can be started again."""
        self.gateway.cut()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Discord:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        """What DISCORD_API_URL is to be."""
        return f"{self.state.base}{API}"

    @property
    def gateway_url(self) -> str:
        """What DISCORD_GATEWAY_URL is to be."""
        return f"{self.state.base.replace('http', 'ws', 1)}/gateway"

    # Who and what is there

    def person(self, name: str, *, member: bool = True, bot: bool = False, locale: str = "en-US") -> Person:
        """Somebody of this name, the same each time; a member of the first guild, unless said otherwise."""
        if name not in self.people:
            user = self.state.new_user(name, bot=bot, locale=locale)
            self.people[name] = Person(user, self.state, self.interactions)
            if member:
                self.state.join(self.guild, user)
        return self.people[name]

    @property
    def owner(self) -> Person:
        """The application's owner, who also owns the first guild."""
        if "owner" not in self.people:
            self.people["owner"] = Person(self.state.owner, self.state, self.interactions)
        return self.people["owner"]

    def channel(self, name: str, guild: Guild | None = None) -> Channel:
        """The channel of this name, made at the first call."""
        where = guild or self.guild
        for one in where.channels.values():
            if one.name == name:
                return one
        return self.state.new_channel(where, name)

    def role(self, name: str, permissions: May = NOTHING) -> str:
        """The id of the role of this name in the first guild, made at the first call."""
        for one in self.guild.roles.values():
            if one.name == name:
                return one.id
        return self.state.new_role(self.guild, name, permissions).id

    def webhook(self, channel: Channel, name: str) -> Webhook:
        """A webhook of a channel; `webhook_says` posts by it."""
        return self.state.new_webhook(channel, name)

    def webhook_says(self, hook: Webhook, text: str, **body: Any) -> Message:
        """A program posts by a webhook."""
        return self.interactions.post_by(hook, {"content": text, **body})

    async def until(self, look: Callable[[], T | None], within: float = PATIENCE, what: str = "") -> T:
        """What `look` returns, as soon as that is true. It is asked again after every change."""
        return await self.state.changes.until(look, within, what)

    async def ready(self, within: float = PATIENCE) -> None:
        """Wait until the bot listens."""
        await self.until(lambda: self.gateway.connected, within, "the bot on the gateway")

    # What can go wrong

    def fails(self, status: int = 502, method: str = "*", path: str = "*", times: int = 1) -> Fault:
        """The next requests of this kind are answered so, and nothing is done."""
        return self.faults.add(Fault(method=method, pattern=path, times=times, status=status))

    def limits_once(
        self,
        retry_after: float,
        method: str = "*",
        path: str = "*",
        *,
        times: int = 1,
        everywhere: bool = False,
        via: bool = True,
    ) -> Fault:
        """The next requests of this kind are answered 429."""
        fault = Fault(method=method, pattern=path, times=times, status=429, retry_after=retry_after)
        fault.everywhere, fault.via = everywhere, via
        return self.faults.add(fault)

    def loses_answers(self, method: str = "*", path: str = "*", times: int = 1) -> Fault:
        """The next requests of this kind are carried out, but the connection breaks before the answer."""
        return self.faults.add(Fault(method=method, pattern=path, times=times, lost=True))

    def cuts(self, method: str = "*", path: str = "*", times: int = 1) -> Fault:
        """The connection of the next requests of this kind breaks before anything is done."""
        return self.faults.add(Fault(method=method, pattern=path, times=times, cut=True))

    def holds(self, method: str = "*", path: str = "*", times: int = 1) -> Fault:
        """The next requests of this kind wait until `release`."""
        return self.faults.add(Fault(method=method, pattern=path, times=times, held=True))

    def slows(self, seconds: float, method: str = "*", path: str = "*", times: int = 1) -> Fault:
        """The answers to the next requests of this kind come so much later."""
        return self.faults.add(Fault(method=method, pattern=path, times=times, seconds=seconds))

    @property
    def invalid_requests(self) -> int:
        """Answers 401, 403 and 429 so far: 10,000 of them in ten minutes get a real bot banned for a while."""
        return sum(one.status in (401, 403, 429) for one in self.requests)

    def asked(self, method: str, path: str = "*") -> list[Call]:
        """The requests so far of this kind, in their order, with their bodies and what was answered."""
        return [
            one
            for one in self.requests
            if method in ("*", one.method) and matches(path, one.template, one.path)
        ]

    # How a request goes through

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=BODY_MOST)
        routes = {**self.rest.routes(), **self.interactions.routes()}
        for (method, template), handle in routes.items():
            app.router.add_route(method, f"{API}{template}", self._through(template, handle))
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/cdn/attachments/{channel}/{file}/{name}", self._file)
        app.router.add_route("*", f"{API}/{{rest:.*}}", self._through("", _nowhere))
        return app

    def _through(
        self, template: str, handle: Callable[[Call], tuple[int, Any]]
    ) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.StreamResponse:
            try:
                call = await read(request, template, self.state.now())
            except Refuse as refusal:
                return _json(refusal.status, refusal.body, {})
            self.requests.append(call)
            answer = await self._answer(call, handle, request)
            self.state.changes.tell()
            return answer

        return serve

    async def _answer(
        self, call: Call, handle: Callable[[Call], tuple[int, Any]], request: web.Request
    ) -> web.StreamResponse:
        fault = self.faults.take(call.method, call.template, call.path)
        if fault is not None:
            if fault.held:
                self.state.changes.tell()
                await fault.wait()
            if fault.cut:
                return _cut(request)
            if fault.status:
                return self._refused(call, fault)
        headers: dict[str, str] = {}
        if self.limits is not None:
            loop = asyncio.get_running_loop()
            taken = self.limits.take(call.method, call.template, call.parameters, loop.time())
            if isinstance(taken, Limited):
                return self._limited(call, taken)
            headers = taken
        call.status, call.answer = self._do(call, handle)
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.lost:
            call.lost = True
            return _cut(request)
        return _json(call.status, call.answer, headers)

    def _do(self, call: Call, handle: Callable[[Call], tuple[int, Any]]) -> tuple[int, Any]:
        try:
            self._known(call)
            self._judge(call)
            return handle(call)
        except Refuse as refusal:
            code = refusal.body["code"]
            if code in BAD_FORMS and not any(one.call is call and one.wrong.told for one in self.violations):
                self.violations.append(Violation(call, Wrong("", str(code), str(refusal.body))))
            return refusal.status, refusal.body

    def _judge(self, call: Call) -> None:
        found = judge(call.method, call.template or call.path, call.query, call.body)
        self.violations += [Violation(call, one) for one in found]
        told = {one.path: (one.code, one.words) for one in found if one.told}
        if told:
            raise bad_form(told)

    def _known(self, call: Call) -> None:
        """Answers by an interaction's or webhook's token need no other; everything else needs the bot's."""
        said = call.headers.get("Authorization")
        if said is None and call.path.startswith(OPEN_WITHOUT_TOKEN):
            return
        if said != f"Bot {self.token}":
            raise unauthorized()

    def _refused(self, call: Call, fault: Fault) -> web.Response:
        if fault.status == 429:
            return self._limited(call, Limited(fault.retry_after, fault.everywhere, {}), via=fault.via)
        call.status = fault.status
        # Discord's own proxies answer with a page, not with JSON.
        return web.Response(status=fault.status, text="<html>bad gateway</html>", content_type="text/html")

    @staticmethod
    def _limited(call: Call, limited: Limited, *, via: bool = True) -> web.Response:
        call.status = 429
        call.answer = {
            "message": "You are being rate limited.",
            "code": 0,
            "retry_after": round(limited.retry_after, 3),
            "global": limited.everywhere,
        }
        headers = {**limited.headers, "Retry-After": str(int(limited.retry_after) + 1)}
        return _json(429, call.answer, {**headers, **(VIA if via else {})})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file: File | None = self.state.files.get(
            f"{request.match_info['channel']}/{request.match_info['file']}"
        )
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.data, headers={"Content-Type": file.content_type})


def _nowhere(call: Call) -> tuple[int, Any]:
    return 404, {"message": "404: Not Found", "code": 0}


def _json(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204, headers=headers)
    answer = web.json_response(body, status=status, headers={**VIA, **headers} if status != 429 else headers)
    # Exactly this: with a charset behind it, the library takes the body for text.
    answer.headers["Content-Type"] = "application/json"
    return answer


def _cut(request: web.Request) -> web.StreamResponse:
    transport = request.transport
    if isinstance(transport, asyncio.Transport):
        transport.abort()
    return web.Response(status=500)
