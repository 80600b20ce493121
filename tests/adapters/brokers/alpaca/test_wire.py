"""What alpaca-py does on a real socket once its retries, its patience and its floats are undone.

The private names that this needs (`_session`, `_retry_codes`) are held here: another version that renames them fails.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal

import pytest
from aiohttp import web
from alpaca.trading.client import TradingClient
from requests import Session

from adapters.brokers.alpaca import wire
from adapters.brokers.alpaca.classify import Failed, Trip
from adapters.brokers.alpaca.hosts import Call, Hosts, Patience, hosts_at
from tests.servers import free_port

ORDER = Call("POST", "/orders", {"qty": "0.30", "symbol": "AAPL"})
READ = Call("GET", "/account")


class Page:
    """A server that answers everything in one way, and counts."""

    def __init__(self) -> None:
        self.answer: Callable[[], web.StreamResponse] = lambda: web.Response(text="{}")
        self.seen: list[web.Request] = []
        self.bodies: list[str] = []
        self.silent = asyncio.Event()
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        self.bodies.append(await request.text())
        return self.answer()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    page = Page()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    page.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield page
    page.silent.set()
    await runner.cleanup()


def opened(url: str, patience: Patience | None = None) -> tuple[TradingClient, Session, Hosts]:
    hosts = hosts_at(url)
    session = wire.connect(hosts, patience or Patience(connect=2, answer=2), 4)
    return wire.client_of("PKTEST", "secret", hosts.paper, session), session, hosts


async def asked(url: str, call: Call, patience: Patience | None = None) -> object:
    client, session, hosts = opened(url, patience)
    try:
        return await asyncio.to_thread(wire.ask, client, call, hosts.data)
    finally:
        session.close()


async def failed(url: str, call: Call, patience: Patience | None = None) -> Failed:
    with pytest.raises(Failed) as told:
        await asked(url, call, patience)
    assert "secret" not in repr(told.value)
    return told.value


def test_the_library_would_retry_and_ours_never_does():
    client, session, _ = opened("http://127.0.0.1:1")

    assert TradingClient("key", "secret")._retry_codes == [429, 504]
    assert client._retry_codes == []
    assert client._session is session


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_an_order_is_posted_once_whatever_is_answered(page: Page, status: int):
    page.answer = lambda: web.Response(status=status, text="<html></html>", headers={"Retry-After": "7"})

    told = await failed(page.url, ORDER)

    assert (told.trip, told.status, told.pause) == (Trip.ANSWERED, status, 7.0)
    assert len(page.seen) == 1


async def test_who_does_not_answer_is_given_up_in_time(page: Page):
    silent = Patience(connect=1, answer=0.2)

    async def hang(request: web.Request) -> web.StreamResponse:
        page.seen.append(request)
        await page.silent.wait()
        return web.Response()

    page.handle = hang  # type: ignore[method-assign]
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", hang)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()

    told = await failed(f"http://127.0.0.1:{runner.addresses[0][1]}", ORDER, silent)

    assert (told.trip, len(page.seen)) == (Trip.SILENT, 1)
    page.silent.set()
    await runner.cleanup()


async def test_where_nobody_listens_nothing_was_sent():
    assert (await failed(f"http://127.0.0.1:{free_port()}", ORDER)).trip is Trip.NOT_SENT
    assert (await failed("http://nobody.invalid", ORDER)).trip is Trip.NOT_SENT


async def test_texts_go_out_as_they_are_and_numbers_come_in_digit_by_digit(page: Page):
    page.answer = lambda: web.Response(text='{"p": 60012.10, "many": 0.1000000000000000055511151231257827}')

    found = await asked(page.url, ORDER)

    assert page.bodies == ['{"qty": "0.30", "symbol": "AAPL"}']
    assert found == {"p": Decimal("60012.10"), "many": Decimal("0.1000000000000000055511151231257827")}


async def test_an_answer_without_sense_is_unknown(page: Page):
    page.answer = lambda: web.Response(text="<html>all is well</html>")
    assert (await failed(page.url, ORDER)).trip is Trip.BROKEN

    page.answer = lambda: web.Response(text="")
    assert await asked(page.url, ORDER) is None


async def test_a_redirect_is_not_followed(page: Page):
    page.answer = lambda: web.Response(status=307, headers={"Location": "/v2/elsewhere"})

    assert await asked(page.url, ORDER) is None
    assert [one.path for one in page.seen] == ["/v2/orders"]


async def test_cookies_do_not_travel_from_one_account_to_the_next(page: Page):
    page.answer = lambda: web.Response(text="{}", headers={"Set-Cookie": "who=mine; Path=/"})
    client, session, hosts = opened(page.url)
    for _ in range(2):
        await asyncio.to_thread(wire.ask, client, READ, hosts.data)
    session.close()

    assert [one.headers.get("Cookie") for one in page.seen] == [None, None]


async def test_market_data_has_its_own_house_and_version(page: Page):
    call = Call("GET", "/crypto/us/snapshots", {"symbols": "BTC/USD"}, market_data=True, version="v1beta3")

    await asked(page.url, call)

    assert [(one.path, one.query["symbols"]) for one in page.seen] == [
        ("/v1beta3/crypto/us/snapshots", "BTC/USD")
    ]


def test_an_address_of_one_s_own_may_name_the_version_or_not():
    assert hosts_at("http://x:1/v2/") == hosts_at("http://x:1")
    assert hosts_at(None).paper == "https://paper-api.alpaca.markets"
