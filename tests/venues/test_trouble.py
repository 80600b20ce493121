"""The weather before venue servers: each trouble happens, once, and the venue was reached or not as it says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from tests.venues.floor import Floor
from tests.venues.serving import Served, serving
from tests.venues.trouble import TROUBLES, Asked, Fate, Trouble
from tests.worlds import MovedClock

ANSWER = '{"id": "1"}'


class Counter:
    """An application that counts the orders it took."""

    def __init__(self) -> None:
        self.taken = 0
        self.app = web.Application()
        self.app.router.add_post("/order", self.order)

    async def order(self, request: web.Request) -> web.Response:
        self.taken += 1
        return web.Response(text=ANSWER, content_type="application/json")


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
async def served(counter: Counter) -> AsyncIterator[Served]:
    async with serving(counter.app, Floor(MovedClock().now), lambda _: Asked.ORDER) as served:
        yield served


async def post(session: aiohttp.ClientSession, served: Served) -> tuple[int, str]:
    async with session.post(f"{served.url}/order", json={"quantity": "0.1"}) as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
async def test_each_trouble_happens_once_and_reaches_the_venue_as_it_says(
    trouble: Trouble, served: Served, counter: Counter
):
    served.weather.plan(trouble)
    async with aiohttp.ClientSession() as session:
        if trouble.fate in (Fate.CLOSED, Fate.RESET, Fate.CUT, Fate.CUT_CHUNK):
            with pytest.raises((aiohttp.ClientError, ConnectionError)):
                await post(session, served)
        elif trouble.fate is Fate.SILENCE:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(post(session, served), 0.1)
        else:
            status, text = await post(session, served)
            assert status == trouble.status
            assert (text == ANSWER) is (trouble.fate is Fate.ANSWER)
        assert (counter.taken, served.weather.met) == (int(trouble.reaches), [trouble])

        assert await post(session, served) == (200, ANSWER)


async def test_a_server_that_is_down_refuses_and_is_back_on_its_port(served: Served, counter: Counter):
    async with aiohttp.ClientSession() as session:
        assert await post(session, served) == (200, ANSWER)
        await served.down()
        with pytest.raises(aiohttp.ClientConnectorError):
            await post(session, served)
        await served.up()

        assert await post(session, served) == (200, ANSWER)
    assert counter.taken == 2
    assert [one.body for one in served.weather.seen] == ['{"quantity": "0.1"}'] * 2
