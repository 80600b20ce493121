"""Requests go once, where they were sent, and the want of an answer says whether they left."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from adapters.brokers import direct as module
from adapters.brokers.direct import Direct, Unanswered
from tests.venues.floor import Floor
from tests.venues.serving import Served, serving
from tests.venues.trouble import Asked, Fate, Trouble
from tests.worlds import MovedClock


class Places:
    """A server that sends every order on to another place."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.app = web.Application()
        self.app.router.add_route("*", "/{place}", self.answer)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(str(request.rel_url))
        if request.path == "/moved":
            raise web.HTTPTemporaryRedirect("/elsewhere")
        return web.Response(text="é", headers={"Retry-After": "7"}, status=429)


@pytest.fixture
def places() -> Places:
    return Places()


@pytest.fixture
async def served(places: Places) -> AsyncIterator[Served]:
    async with serving(places.app, Floor(MovedClock().now), lambda _: Asked.ORDER) as served:
        yield served


@pytest.fixture
async def direct(served: Served) -> AsyncIterator[Direct]:
    direct = Direct(served.url)
    yield direct
    await direct.close()


async def test_what_is_sent_elsewhere_is_not_sent_again(direct: Direct, places: Places):
    """307 asks for the same at another address: that would be a second order."""
    answer = await direct.ask("POST", "/moved", {}, b"{}")

    assert (answer.status, places.asked) == (307, ["/moved"])


async def test_the_target_goes_as_it_was_signed_and_the_answer_is_told_whole(direct: Direct, places: Places):
    answer = await direct.ask("GET", "/a?x=1%2C2&y=b%20c", {})

    assert places.asked == ["/a?x=1%2C2&y=b%20c"]
    assert (answer.status, answer.body, answer.retry_after) == (429, "é", 7.0)
    assert answer.date is not None


@pytest.mark.parametrize(
    ("fate", "late"), [(Fate.CLOSED, False), (Fate.RESET, False), (Fate.CUT, False), (Fate.SILENCE, True)]
)
async def test_what_left_and_was_not_answered_may_have_arrived(
    direct: Direct, served: Served, fate: Fate, late: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "ANSWER_SECONDS", 0.1)
    served.weather.plan(Trouble(name="t", fate=fate, reaches=True))

    with pytest.raises(Unanswered) as told:
        await direct.ask("POST", "/a", {}, b"{}")

    assert (told.value.sent, told.value.late) == (True, late)
    assert served.weather.count(Asked.ORDER) == 1


async def test_what_found_nobody_never_left(direct: Direct, served: Served):
    await served.down()

    with pytest.raises(Unanswered) as told:
        await direct.ask("POST", "/a", {}, b"{}")
    assert not told.value.sent


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://api.webull.com", "api.webull.com"), ("http://127.0.0.1:81/", "127.0.0.1:81")],
)
def test_the_host_is_as_it_stands_in_the_request(url: str, host: str):
    assert Direct(url).host == host
