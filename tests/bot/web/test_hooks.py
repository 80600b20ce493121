"""Alerts over HTTP become posts of their provider, once; a sender cannot tell a hit from a guess (CH-03)."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import httpx2
import pytest

from bot.app import App, SimulatedMoves
from bot.console.frontend import Console
from bot.console.render import body
from bot.console.script import parse
from bot.dispatch import Answer
from bot.web.clients import MOST, Turnstile
from bot.web.server import routes
from core.hooks.alerts import LARGEST
from core.hooks.model import Hook
from core.orders.model import Trade
from core.signals.intake import receive
from core.signals.model import LedgerEntry, Post
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

LONG = {"ticker": "BTCUSDT", "action": "buy", "price": 60000, "sl": 58500, "tp": 61500}


@dataclass
class Desk:
    """A provider with an address, somebody who copies them, and a client of the web pages."""

    app: App
    console: Console
    stage: Stage
    web: httpx2.AsyncClient
    path: str = ""

    async def do(self, *lines: str) -> list[tuple[str, Answer]]:
        for line in lines:
            await self.console.do(parse(line))
        return await self.console.flush()

    async def alert(self, content: object, path: str | None = None) -> httpx2.Response:
        text = content if isinstance(content, str) else json.dumps(content)
        answer = await self.web.post(path or self.path, content=text.encode())
        await self.app.relay.quiet()
        return answer

    async def posts(self) -> list[str]:
        return [one.text for one in await self.app.world.view.all(LedgerEntry)]

    async def outcome(self) -> str:
        [hook] = await self.app.world.view.all(Hook)
        return hook.outcome

    async def pass_by(self, **by: float) -> None:
        await SimulatedMoves(self.app, self.stage.clock).clock(timedelta(**by))


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    stage = Stage(url)
    async with stage.open() as (app, console):

        async def hear(post: Post) -> None:
            await receive(app.world, post)

        transport = httpx2.ASGITransport(app=routes(app, hear))
        async with httpx2.AsyncClient(transport=transport, base_url="http://bw") as web:
            made = Desk(app, console, stage, web)
            told = await made.do(
                "pro #calls: /provider register", "pro [Go live]", "ann: /copy start pro", "ann [Follow]",
                "pro: /provider hook new",
            )  # fmt: skip
            shown = " ".join(str(answer.reply.blocks) for name, answer in told if name == "pro")
            found = re.search(r"/hooks/tradingview/[0-9a-z]{26}", shown)
            assert found, shown
            made.path = found[0]
            yield made


@pytest.mark.postgres_when_heavy(False)
async def test_an_alert_is_a_post_and_is_copied(desk: Desk):
    answer = await desk.alert(LONG)

    assert (answer.status_code, answer.content) == (202, b"")
    assert await desk.posts() == [json.dumps(LONG)]
    [trade] = await desk.app.world.view.all(Trade)
    assert trade.symbol == "BTC/USDT"
    told = await desk.do()
    assert any(name == "ann" and "Bought" in answer.reply.title for name, answer in told)
    assert any(name == "#calls" for name, _ in told)
    shown = await desk.do("pro: /provider hook")
    assert "taken" in body(shown[-1][1].reply)


@pytest.mark.parametrize(
    "text",
    [
        "ticker=BTCUSDT;action=buy;price=60000;sl=58500;tp=61500",
        "LONG BTC/USDT entry 60000 sl 58500 tp 61500",
    ],
)
async def test_pairs_and_plain_words_are_read_too(desk: Desk, text: str):
    await desk.alert(text)

    assert len(await desk.app.world.view.all(Trade)) == 1


async def test_a_guess_and_a_hit_look_alike(desk: Desk):
    hit = await desk.alert(LONG)
    guess = await desk.alert(LONG, "/hooks/tradingview/" + "0" * 26)
    longer = await desk.alert(LONG, "/hooks/tradingview/" + "0" * 500)
    stale = await desk.alert({**LONG, "time": 1_000_000_000})

    for other in (guess, longer, stale):
        assert (other.status_code, other.content, other.headers) == (
            hit.status_code,
            hit.content,
            hit.headers,
        )
    assert len(await desk.posts()) == 1


async def test_the_same_id_is_one_post_whenever_it_comes_again(desk: Desk):
    await desk.alert({**LONG, "id": "7"})
    await desk.pass_by(hours=3)
    await desk.alert({**LONG, "id": "7", "price": 61000})

    assert len(await desk.posts()) == 1
    assert await desk.outcome() == "repeated"


@pytest.mark.postgres_when_heavy(False)
async def test_the_same_body_is_a_repeat_for_ten_minutes_and_news_after_that(desk: Desk):
    await desk.alert(LONG)
    await desk.pass_by(minutes=9, seconds=50)
    await desk.alert(LONG)
    assert await desk.outcome() == "repeated"
    await desk.pass_by(minutes=11)
    await desk.alert(LONG)

    assert await desk.outcome() == "taken"
    assert len(await desk.posts()) == 2


async def test_an_old_alert_and_one_from_the_future_are_not_taken(desk: Desk):
    now = desk.stage.clock.now()
    for away in (timedelta(minutes=-6), timedelta(minutes=2)):
        await desk.alert({**LONG, "timenow": (now + away).isoformat()})
        assert await desk.outcome() == "old"

    assert await desk.posts() == []


async def test_a_time_in_the_body_is_the_age_that_followers_judge(desk: Desk):
    await desk.alert({**LONG, "timenow": (desk.stage.clock.now() - timedelta(seconds=134)).isoformat()})

    assert len(await desk.posts()) == 1
    assert await desk.app.world.view.all(Trade) == []


async def test_what_is_too_large_is_not_even_read(desk: Desk):
    known = await desk.alert("x" * (LARGEST + 1))
    guess = await desk.alert("x" * (LARGEST + 1), "/hooks/tradingview/none")

    assert known.status_code == guess.status_code == 413
    assert await desk.posts() == []


async def test_a_revoked_address_and_that_of_a_provider_who_left_are_guesses(desk: Desk):
    await desk.do("pro: /provider hook revoke")
    assert (await desk.alert(LONG)).status_code == 202
    assert await desk.posts() == []

    await desk.do("pro: /provider remove", "pro [1]")
    await desk.alert(LONG)
    assert await desk.posts() == []


async def test_a_source_is_let_in_so_often_a_minute_and_no_more(desk: Desk):
    for number in range(MOST + 5):
        assert (await desk.alert({"note": number, "id": str(number)})).status_code == 202

    assert len(await desk.posts()) == MOST


async def test_who_guesses_is_turned_away_after_a_while_and_sources_are_not(desk: Desk):
    guesses = [await desk.alert(LONG, f"/hooks/tradingview/{number:026}") for number in range(MOST + 1)]

    assert [one.status_code for one in guesses][-2:] == [202, 429]
    assert (await desk.alert(LONG)).status_code == 202
    assert len(await desk.posts()) == 1


async def test_bytes_that_are_no_text_are_no_bug(desk: Desk):
    answer = await desk.web.post(desk.path, content=b"\xff\xfe\x00{{{")

    assert answer.status_code == 202
    assert desk.stage.broken == []


def test_a_turnstile_forgets_after_its_window():
    gate = Turnstile(2, 60.0)

    assert [gate.lets("a", at) for at in (0.0, 1.0, 2.0, 59.9, 60.0, 61.0, 62.0)] == [
        True, True, False, False, True, True, False,
    ]  # fmt: skip
    assert gate.lets("b", 2.0)
