"""A venue of its own process for benches: an answer a round trip after each request, by the loop's timers.

`python -m tests.bench.venue MILLISECONDS` prints the port it listens on and goes on until its input ends; a line there
is another round trip from then on. Entries are
filled at once at their own price, exits rest. One client order id is one order, whatever is asked twice. Its dialect
is a line of fields, so that what is measured is the program and not a reader of JSON.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import cast

import uvloop

# What a market order gets; whoever names a limit gets that.
PRICES = {"BTC/USDT": "60012", "ETH/USDT": "3431.68", "SOL/USDT": "142.1"}
ORDERS: dict[str, bytes] = {}
NUMBERS = count(1)


@dataclass(slots=True)
class Pace:
    """How long an answer takes, in seconds."""

    seconds: float


class Session(asyncio.Protocol):
    """One connection. A request is answered when its time has come; the next may come only then."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._loop = asyncio.get_running_loop()
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._data += data
        head = self._data.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self._data.find(b"Content-Length: ") + 16
        ends = head + 4 + int(self._data[at : self._data.find(b"\r\n", at)])
        if len(self._data) < ends:
            return
        verb, _, _ = self._data.partition(b" ")
        body, self._data = self._data[head + 4 : ends], self._data[ends:]
        answer = answered(verb, body.decode())
        packed = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer)
        self._loop.call_later(self._pace.seconds, self._answer, packed)

    def _answer(self, packed: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(packed)


def answered(verb: bytes, body: str) -> bytes:
    """What the venue says: `id|client id|symbol|status|quantity|filled|price|fee|time`; nothing is "not known"."""
    if verb != b"POST":
        known = ORDERS.get(body, b"")
        if verb == b"DELETE" and b"|open|" in known:
            known = ORDERS[body] = known.replace(b"|open|", b"|canceled|")
        return known
    client, symbol, _side, _kind, quantity, price, reduce_only = body.split("|")
    if client not in ORDERS:
        price = price or PRICES[symbol]
        fee = float(quantity) * float(price) / 1000
        rests = reduce_only == "1"
        status, filled = ("open", "0") if rests else ("filled", quantity)
        at = datetime.now(UTC).isoformat()
        line = f"V{next(NUMBERS)}|{client}|{symbol}|{status}|{quantity}|{filled}|{price}|{fee:.8f}|{at}"
        ORDERS[client] = line.encode()
    return ORDERS[client]


async def serve(pace: Pace) -> None:
    """Listen until whoever started this process closes its end of the pipe."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Session(pace), "127.0.0.1", 0, backlog=4_096)
    say(f"{server.sockets[0].getsockname()[1]}")
    with suppress(asyncio.CancelledError):
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            pace.seconds = float(line) / 1000
            say("so be it")
    server.close()


def say(line: str) -> None:
    """To whoever started this process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(Pace(float(sys.argv[1]) / 1000)))
