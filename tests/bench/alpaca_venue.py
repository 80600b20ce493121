"""A venue of its own process that takes every order in Alpaca's words, a round trip after it came, and knows nothing.

`python -m tests.bench.alpaca_venue MILLISECONDS` prints the port it listens on and goes on until its input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import cast

ROUND_TRIP = float(sys.argv[1]) / 1000 if sys.argv[1:] else 0.1
ID = b'"client_order_id": "'


class Session(asyncio.Protocol):
    """One connection: an order a time, answered when its round trip is over."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._data += data
        head = self._data.find(b"\r\n\r\n")
        if head < 0:
            return
        length = int(self._data[: head + 2].lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(self._data) < head + 4 + length:
            return
        id_ = self._data.partition(ID)[2][:32].decode()
        self._data = b""
        self._loop.call_later(ROUND_TRIP, self._answer, id_)

    def _answer(self, id_: str) -> None:
        body = json.dumps({**TAKEN, "client_order_id": id_}).encode()
        if not self._transport.is_closing():
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


TAKEN = {
    "id": "61e69015-8549-4bfd-b9c3-01e75843f47d",
    "submitted_at": "2021-03-16T18:38:01.937734123Z",
    "filled_at": None,
    "replaced_by": None,
    "replaces": None,
    "asset_class": "us_equity",
    "symbol": "AAPL",
    "qty": "1",
    "filled_qty": "0",
    "type": "limit",
    "side": "buy",
    "time_in_force": "gtc",
    "limit_price": "100",
    "status": "pending_new",
    "legs": None,
}


async def serve() -> None:
    """Listen until whoever started this process closes its end of the pipe."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Session, "127.0.0.1", 0, backlog=4_096)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
