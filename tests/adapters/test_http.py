"""The thin path: whole answers or an error that says whether anything was sent; never a request twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from adapters.http import BODY_MOST, HEAD_MOST, Response, Wire, WireError

Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Served:
    """How often a server was reached, and what it was asked."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[bytes] = []
        self.under_way = 0
        self.most_under_way = 0
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()


@asynccontextmanager
async def served(answer: bytes, *, most: int = 4) -> AsyncIterator[tuple[Wire, Served]]:
    """A server that says the same to every request, and a wire to it."""
    seen = Served()

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                seen.requests.append(head + await reader.readexactly(length))
                seen.reached.set()
                seen.under_way += 1
                seen.most_under_way = max(seen.most_under_way, seen.under_way)
                await seen.go_on.wait()
                seen.under_way -= 1
                if not answer:
                    return
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    wire = Wire("127.0.0.1", port, most=most, head="Key: k\r\n")
    try:
        yield wire, seen
    finally:
        await wire.close()
        server.close()


FINE = b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\n\r\nfine"


async def test_a_connection_serves_one_request_after_another():
    async with served(FINE) as (wire, seen):
        answers = [await wire.ask("POST", "/orders", b"one"), await wire.ask("GET", "/orders")]

        assert answers == [Response(201, b"fine")] * 2
        assert seen.connections == 1
        assert seen.requests[0].startswith(b"POST /orders HTTP/1.1\r\nHost: 127.0.0.1:")
        assert seen.requests[0].endswith(b"Key: k\r\nContent-Length: 3\r\n\r\none")


async def test_lines_of_one_request_are_of_that_one_only():
    async with served(FINE) as (wire, seen):
        await wire.ask("GET", "/orders", head="Mine: 1\r\n")
        await wire.ask("GET", "/orders")

    assert [b"Mine: 1\r\n" in request for request in seen.requests] == [True, False]


async def test_fields_of_an_answer_are_found_however_they_are_written():
    answer = b"HTTP/1.1 429 Slow\r\nRETRY-AFTER:  7 \r\nContent-Length: 0\r\n\r\n"
    async with served(answer) as (wire, _):
        told = await wire.ask("GET", "/")

    assert (told.header("Retry-After"), told.header("Date")) == ("7", None)


async def test_a_host_is_named_as_it_is_and_reached_where_it_is_said_to_be():
    async with served(FINE) as (wire, seen):
        there = Wire("venue.test", 80, most=1, address=wire.address)
        await there.ask("GET", "/")
        await there.close()

    assert seen.requests[0].startswith(b"GET / HTTP/1.1\r\nHost: venue.test\r\n")


async def test_a_connection_that_was_idle_for_long_is_not_trusted(monkeypatch: pytest.MonkeyPatch):
    async with served(FINE) as (wire, seen):
        await wire.ask("GET", "/")
        monkeypatch.setattr("adapters.http.IDLE_SECONDS", 0.0)
        await wire.ask("GET", "/")

    assert seen.connections == 2


async def test_what_is_under_way_at_the_end_fails_and_nothing_goes_out_after_it():
    async with served(FINE) as (wire, seen):
        seen.go_on.clear()
        lost = asyncio.ensure_future(wire.ask("POST", "/orders", b"one"))
        await seen.reached.wait()
        await wire.close()
        with pytest.raises(WireError) as cut:
            await lost
        with pytest.raises(WireError) as after:
            await wire.ask("POST", "/orders", b"two")
        seen.go_on.set()

    assert (cut.value.sent, after.value.sent) == (True, False)
    assert len(seen.requests) == 1


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfin\r\n1;x=y\r\ne\r\n0\r\n\r\n",
            b"fine",
        ),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nconnection: close\r\nCONTENT-LENGTH: 2\r\n\r\nok", b"ok"),
    ],
)
async def test_answers_in_every_packing_are_read_whole(answer: bytes, body: bytes):
    async with served(answer) as (wire, _):
        assert (await wire.ask("GET", "/")).body == body
        assert (await wire.ask("GET", "/")).body == body


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\nfine",
        b"HTTP/1.1 200 OK\r\n\r\nfine",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (BODY_MOST + 1),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * HEAD_MOST,
    ],
)
async def test_an_answer_that_is_none_is_an_error_of_unknown_outcome(answer: bytes):
    async with served(answer) as (wire, seen):
        with pytest.raises(WireError) as raised:
            await wire.ask("POST", "/orders", b"one")

        assert raised.value.sent
        assert len(seen.requests) == 1


async def test_where_nobody_listens_nothing_was_sent():
    async with served(FINE) as (wire, _):
        pass
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    wire = Wire("127.0.0.1", port, most=1)

    with pytest.raises(WireError) as raised:
        await wire.ask("POST", "/orders", b"one")

    assert not raised.value.sent


async def test_a_canceled_request_takes_its_connection_with_it():
    async with served(FINE, most=1) as (wire, seen):
        seen.go_on.clear()
        lost = asyncio.ensure_future(wire.ask("POST", "/orders", b"one"))
        await seen.reached.wait()
        lost.cancel()
        await asyncio.gather(lost, return_exceptions=True)
        seen.go_on.set()

        assert (await wire.ask("POST", "/orders", b"two")).body == b"fine"
        assert seen.connections == 2
        assert seen.requests[1].endswith(b"two")


async def test_no_more_requests_are_under_way_than_allowed():
    async with served(FINE, most=3) as (wire, seen):
        await asyncio.gather(*(wire.ask("POST", "/orders", b"%d" % number) for number in range(20)))

        assert len(seen.requests) == 20
        assert seen.most_under_way <= 3


async def test_who_gives_up_waiting_for_a_place_takes_none():
    async with served(FINE, most=1) as (wire, seen):
        seen.go_on.clear()
        first = asyncio.ensure_future(wire.ask("GET", "/1"))
        await seen.reached.wait()
        second = asyncio.ensure_future(wire.ask("GET", "/2"))
        third = asyncio.ensure_future(wire.ask("GET", "/3"))
        await asyncio.sleep(0)
        second.cancel()
        seen.go_on.set()

        assert (await first).status == 201
        assert (await third).status == 201
        assert len(seen.requests) == 2


async def test_what_comes_behind_an_answer_is_nobodys():
    async with served(FINE + FINE) as (wire, seen):
        assert (await wire.ask("GET", "/1")).body == b"fine"
        assert (await wire.ask("GET", "/2")).body == b"fine"

        assert seen.connections == 2
