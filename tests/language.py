"""A chat-completions server on loopback that does as a test tells it: well, badly, slowly, or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Behaviour = Callable[["Server", asyncio.StreamWriter], Awaitable[None]]
READING = {
    "kind": "open", "symbol": "BTC", "side": "long", "entry_type": "limit", "entries": ["61000"], "stop": "58000",
    "targets": ["63000", "65000"],
}  # fmt: skip
NO_TRADE: dict[str, Any] = {
    "kind": "none",
    "symbol": None,
    "side": None,
    "entry_type": None,
    "entries": [],
    "stop": None,
    "targets": [],
}
CHUNK = b"x" * 16_384


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(slots=True)
class Server:
    """Answers every request by `behaviour`. `sent` counts the bytes that it could get rid of."""

    behaviour: Behaviour
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    sent: int = 0
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    async def write(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(data)
        await writer.drain()
        self.sent += len(data)


def answer(status: int, body: bytes, **headers: str) -> bytes:
    """A whole HTTP answer."""
    given = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + body


def completion(message: Mapping[str, Any], finish: str | None = "stop") -> bytes:
    """The body of an answer with this message in it."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    whole = {"id": "c1", "object": "chat.completion", "created": 1, "model": "small", "choices": [choice]}
    return json.dumps(whole).encode()


def says(content: object, finish: str | None = "stop") -> Behaviour:
    """It answers with these words, or with this as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return sends(200, completion({"content": text}, finish))


def sends(status: int, body: bytes, **headers: str) -> Behaviour:
    """It sends exactly this."""

    async def behave(server: Server, writer: asyncio.StreamWriter) -> None:
        await server.write(writer, answer(status, body, **headers))

    return behave


async def hangs(server: Server, _writer: asyncio.StreamWriter) -> None:
    """It takes the request and says nothing."""
    await server.let_go.wait()


async def trickles(server: Server, writer: asyncio.StreamWriter) -> None:
    """It begins to answer, and never ends."""
    await server.write(writer, answer(200, completion({"content": json.dumps(READING)}))[:-5])
    await server.let_go.wait()


async def drops(_server: Server, writer: asyncio.StreamWriter) -> None:
    """It closes the connection without a word."""
    writer.close()


async def breaks_off(server: Server, writer: asyncio.StreamWriter) -> None:
    """It closes the connection in the middle of its answer."""
    await server.write(writer, answer(200, completion({"content": json.dumps(READING)}))[:-5])


def floods(status: int) -> Behaviour:
    """It sends without end."""

    async def behave(server: Server, writer: asyncio.StreamWriter) -> None:
        await server.write(writer, f"HTTP/1.1 {status} Status\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        while True:
            await server.write(writer, b"%x\r\n" % len(CHUNK) + CHUNK + b"\r\n")

    return behave


@asynccontextmanager
async def serving(behaviour: Behaviour) -> AsyncIterator[Server]:
    """The server at work on a port of its own."""
    server = Server(behaviour)

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            server.requests.append(await _request(reader))
            await server.behaviour(server, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    listening = await asyncio.start_server(take, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    try:
        yield server
    finally:
        server.let_go.set()
        listening.close()
        await listening.wait_closed()


async def _request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(first.split(" ")[1], headers, json.loads(body) if body else None)
