"""The thin order path: orders are signed, sent and read here, without the library's work for each of them.

For venues whose orders leave by the hundred: the library takes several times the work of the request itself. One
request for each send, never again; what became of one is judged by the same tables. Everything that is no order goes
through the library.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from adapters.brokers.crypto.asking import Call
from adapters.brokers.crypto.binance import Told, Words, order_words, query, told, which
from adapters.brokers.crypto.budget import Budget, Lane, Urgency
from adapters.brokers.crypto.classify import Verdict, classify, says_absent
from adapters.brokers.crypto.failing import Failed, failure, is_absent, late
from adapters.brokers.crypto.profiles import Profile
from adapters.brokers.crypto.signing import Sign, signer
from adapters.http import Response, Wire, WireError
from core.kernel.time import Clock
from core.ports.broker import BrokerError, ErrorKind, Placed

OK = 200
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
CONNECTIONS = 200
SECURE, PLAIN = 443, 80
Run = Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"]
MakeWire = Callable[[str, int, "ssl.SSLContext | None"], Wire]


@dataclass(slots=True, kw_only=True)
class Way:
    """The way to one venue's orders that all keys share. `path` is where orders are taken; `costs` are what a request
    of each method is counted as; `seconds` is how long one may take on the wire."""

    profile: Profile
    clock: Clock
    wire: Wire
    path: str
    costs: Mapping[str, float]
    run: Run
    seconds: float


@dataclass(slots=True)
class Heard:
    """One request: whether it may have left, and what came back."""

    asked: bool = False
    status: int | None = None
    body: str | None = None
    retry_after: float | None = None


@dataclass(slots=True)
class Thin:
    """The orders of one key. `window_ms` is how late a request may arrive; `turns` bounds how long one waits to go."""

    way: Way
    key: str = field(repr=False)
    secret: str = field(repr=False)
    lane: Lane
    budgets: tuple[Budget, ...]
    orders: Budget
    window_ms: str
    _sign: Sign | None = field(default=None, repr=False)

    async def place(self, market: str, call: Call, urgency: Urgency, seconds: float) -> Told:
        """Send an order, once. Raises `BrokerError`. It comes to its end also where whoever asked stops waiting."""
        words = order_words(call, market, futures=self.way.profile.swap)
        ours = words["newClientOrderId"]
        return await self._write(self._asked("POST", words, urgency, seconds, ours))

    async def take_back(self, market: str, id_: str, seconds: float) -> None:
        """Take an order back. Raises `BrokerError`."""
        await self._write(self._asked("DELETE", which(market, id_, ""), Urgency.EXIT, seconds))

    async def look(self, market: str, id_: str, ours: str, seconds: float) -> Told | None:
        """The order of this id, the venue's or ours; None on the venue's definite word. Raises `BrokerError`."""
        try:
            return await self._asked("GET", which(market, id_, ours), Urgency.QUESTION, seconds)
        except BrokerError as error:
            if is_absent(error):
                return None
            raise

    async def _write(self, work: Coroutine[Any, Any, Told]) -> Told:
        answer: Told = await asyncio.shield(self.way.run(work))
        return answer

    async def _asked(
        self, method: str, words: Words, urgency: Urgency, seconds: float, ours: str = ""
    ) -> Told:
        """One request in its turn, and the order that its answer tells of, which bears our id where one is given."""
        heard = Heard()
        sign = self._signer()
        try:
            async with asyncio.timeout(seconds) as limit:
                await self._turn(method, urgency)
                try:
                    limit.reschedule(self._until(limit.when()))
                    heard.asked = True
                    response = await self._sent(method, words, sign)
                finally:
                    self.lane.leave()
            return self._read(response, heard, ours)
        except (WireError, TimeoutError, LookupError, TypeError, AttributeError, ValueError) as error:
            raise self._failed(heard, error) from Failed(
                self._verdict(heard, error), absent=says_absent(self.way.profile.refusals, heard.body)
            )

    def _signer(self) -> Sign:
        """What signs. A key stands in the head of a request among those of others, and must be one word for that."""
        if self._sign is None:
            name = self.way.profile.name
            if not (self.key.isascii() and self.key.isalnum()):
                raise BrokerError(ErrorKind.AUTH, Placed.NO, f"{name}: no key looks like this")
            try:
                self._sign = signer(self.secret)
            except ValueError as error:
                what = f"{name}: the private key cannot be read"
                raise BrokerError(ErrorKind.AUTH, Placed.NO, what) from error
        return self._sign

    async def _turn(self, method: str, urgency: Urgency) -> None:
        """Wait for tokens, then for a place."""
        if method != "GET":
            await self.orders.take(1.0, urgency)
        for budget in self.budgets:
            await budget.take(self.way.costs[method], urgency)
        await self.lane.enter(urgency)

    def _until(self, whole: float | None) -> float:
        """When the answer has to be there: its own time, within that of the whole."""
        own = asyncio.get_running_loop().time() + self.way.seconds
        return own if whole is None else min(own, whole)

    def _sent(self, method: str, words: Words, sign: Sign) -> Coroutine[Any, Any, Response]:
        """The request, signed at the moment that it goes."""
        words["timestamp"] = str(int(self.way.clock.now().timestamp() * 1000))
        words["recvWindow"] = self.window_ms
        text = query(words)
        signed = f"{text}&signature={sign(text.encode())}"
        head = f"X-MBX-APIKEY: {self.key}\r\n"
        if method == "POST":
            return self.way.wire.ask(method, self.way.path, signed.encode(), head + FORM)
        return self.way.wire.ask(method, f"{self.way.path}?{signed}", head=head)

    def _read(self, response: Response, heard: Heard, ours: str) -> Told:
        """The order in the answer. Raises what a broken answer raises."""
        heard.status = response.status
        heard.body = response.body.decode(errors="replace").strip()
        if response.status != OK:
            after = response.header("Retry-After")
            heard.retry_after = float(after) if after is not None and after.isdecimal() else None
            raise ValueError("no order")
        found = told(json.loads(heard.body, parse_float=str))
        if ours and found["clientOrderId"] != ours:
            raise ValueError("an order that was not asked for")
        return found

    def _verdict(self, heard: Heard, error: BaseException) -> Verdict:
        """What the failure says, by what stood on the wire."""
        if not heard.asked:
            return late()
        written = not isinstance(error, WireError) or error.sent
        return classify(self.way.profile.refusals, heard.status, heard.body, error, written=written)

    def _failed(self, heard: Heard, error: BaseException) -> BrokerError:
        budgets = (*self.budgets, self.orders) if heard.asked else ()
        return failure(self.way.profile, self._verdict(heard, error), heard.retry_after, budgets)


def wire_to(host: str, port: int, tls: ssl.SSLContext | None) -> Wire:
    """Connections to this host."""
    return Wire(host, port, most=CONNECTIONS, tls=tls)


def way_to(
    template: Any, profile: Profile, clock: Clock, run: Run, wires: MakeWire, milliseconds: float
) -> Way:
    """The way to a venue's orders: where they are taken and what they count as stands in the library's tables."""
    address = urlsplit(f"{template.urls['api'][profile.thin]}/order")
    secure = address.scheme == "https"
    host, port = str(address.hostname), address.port or (SECURE if secure else PLAIN)
    taken = template.api[profile.thin]
    return Way(
        profile=profile,
        clock=clock,
        wire=wires(host, port, ssl.create_default_context() if secure else None),
        path=address.path,
        costs={method: float(taken[method.lower()]["order"]["cost"]) for method in ("GET", "POST", "DELETE")},
        run=run,
        seconds=milliseconds / 1000,
    )
