"""Who asks: what the connection says, a proxy's word only where somebody named the proxy (WB-06, WB-07)."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.settings import SettingsError, load
from bot.web.clients import MOST, client_of
from bot.web.limited import Limited
from bot.web.server import serve
from tests.bot.web.test_shares import PERSON, free_port, hear_nothing
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy


async def answers(url: str, folder: Path, **environment: str) -> list[int]:
    """What 61 guesses are answered, each of which says that it comes from somebody else."""
    settings = load(environment, folder).model_copy(update={"data_dir": folder})
    async with (
        Stage(url).open() as (app, _),
        serve(app, settings, free_port(), hear_nothing) as address,
        httpx2.AsyncClient(base_url=address, trust_env=False) as web,
    ):
        found = []
        for place in range(MOST + 1):
            said = PERSON | {"x-forwarded-for": f"203.0.113.{place}"}
            found.append((await web.get(f"/s/{place:032d}", headers=said)).status_code)
    return found


async def test_nobody_is_believed_about_where_they_come_from(url: str, tmp_path: Path):
    assert (await answers(url, tmp_path))[-1] == 429


async def test_a_proxy_that_was_named_is_believed(url: str, tmp_path: Path):
    found = await answers(url, tmp_path, BELLWETHER_TRUSTED_PROXIES="127.0.0.0/8, ::1")

    assert set(found) == {404}


def test_a_proxy_is_an_address_or_a_network(tmp_path: Path):
    with pytest.raises(SettingsError, match="BELLWETHER_TRUSTED_PROXIES is 'somebody'"):
        load({"BELLWETHER_TRUSTED_PROXIES": "somebody"}, tmp_path)


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_a_network_that_is_somebodys_alone_is_one_client(host: str, named: str):
    assert client_of(Request({"type": "http", "client": (host, 1)})) == named


async def test_who_asks_too_much_is_sent_away_and_whoever_looks_after_it_is_not():
    async def page(_request: Request) -> Response:
        return PlainTextResponse("here")

    app = Starlette(
        routes=[Route("/livez", page), Route("/{there}", page)], middleware=[Middleware(Limited, most=3)]
    )
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://bw") as web:
        found = [(await web.get("/x")).status_code for _ in range(5)]
        assert found == [200, 200, 200, 429, 429]
        assert (await web.get("/livez")).status_code == 200
