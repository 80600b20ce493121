"""What an update goes through: kept before it is acknowledged, done once, over restarts, conflicts and outages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import uvicorn
from aiohttp import ClientSession
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from telegram import Bot, Update
from telegram.error import Conflict

from bot.chat.wire import TokenRefused
from bot.telegram.frontend import Telegram as Frontend
from bot.telegram.request import make_bot
from bot.telegram.webhook import LARGEST, SECRET_HEADER
from core.bookkeeping import Heard
from core.kernel.errors import Unavailable
from core.orders.model import Order
from tests.bot.telegram.stage import Stage, gives_signals, staged

SIGNAL = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"


# -- nothing lost, nothing twice ---------------------------------------------------------------------------


async def test_an_update_stays_until_it_is_done_and_its_words_go_with_that(url: str):
    async with staged(url) as stage, stage.open() as (app, _):
        ann = stage.telegram.person("Ann")
        stage.mail.gate = asyncio.Event()

        await ann.writes("/trade buy $100 btc")
        await stage.telegram.until(lambda: stage.mail.held)
        [waiting] = await app.world.view.all(Heard)
        stage.mail.gate.set()
        await ann.reads("Buy BTC/USDT")

        assert "/trade buy" in waiting.body
        rows: Sequence[Heard] = [waiting]
        async with asyncio.timeout(5):
            while not rows[0].done:
                rows = await app.world.view.all(Heard)
        assert rows[0].body == ""


async def test_what_was_not_done_is_done_after_a_restart_and_once(url: str):
    async with staged(url) as stage:
        ann = stage.telegram.person("Ann")
        async with stage.open():
            await ann.writes("/trade buy $100 btc")
            card = await ann.reads("Buy BTC/USDT")
            stage.mail.gate = asyncio.Event()
            await ann.presses(card, "Confirm")  # it is bought, and the program ends before that can be said
            await stage.telegram.until(lambda: stage.mail.held)
        stage.mail.gate = None

        async with stage.open() as (app, _):
            await ann.reads("Done already")

            assert len(await app.world.view.all(Order)) == 1


async def test_a_burst_over_a_restart_is_answered_whole_and_in_order(url: str):
    async with staged(url) as stage:
        people = [stage.telegram.person(f"P{number}") for number in range(5)]
        async with stage.open():
            with stage.telegram.updates.held():
                for number in range(6):
                    for person in people:
                        await person.writes(f"/trade buy ${100 + number} btc")
            await stage.telegram.until(lambda: sum(len(person.told()) for person in people) >= 7)
        async with stage.open():
            await stage.telegram.until(lambda: all(len(person.told()) >= 6 for person in people))
            await stage.telegram.until(lambda: stage.telegram.quiet)

        for person in people:
            asked = [one.answers.text for one in person.told() if one.answers is not None]
            assert asked == [f"/trade buy ${100 + number} btc" for number in range(6)]


async def test_what_telegram_brings_twice_or_out_of_order_is_done_once_and_in_order(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        await ann.writes("/me show")
        await ann.reads("Ann")
        before = len(ann.told())

        with stage.telegram.updates.held():
            await ann.writes("/trade buy $100 btc")
            await ann.writes("/trade buy $200 btc")
            stage.telegram.updates.reverses = 1
        await stage.telegram.until(lambda: len(ann.told()) == before + 2)
        stage.telegram.updates.repeats = 2
        await ann.writes("/me show")
        await stage.telegram.until(lambda: len(ann.told()) == before + 3)
        await stage.telegram.until(lambda: stage.telegram.quiet)

        asked = [one.answers.text for one in ann.told() if one.answers is not None]
        assert asked == ["/me show", "/trade buy $100 btc", "/trade buy $200 btc", "/me show"]


async def test_whoever_waits_long_holds_up_nobody_else(url: str):
    async with staged(url) as stage, stage.open():
        ann, bob = stage.telegram.person("Ann"), stage.telegram.person("Bob")
        gate = stage.telegram.faults.holds("sendMessage")
        await ann.writes("/me show")
        await stage.telegram.until(lambda: stage.telegram.calls_of("sendMessage"))

        await bob.writes("/me show")

        await bob.reads("Bob")
        assert ann.told() == []
        gate.set()
        await ann.reads("Ann")


# -- trouble -----------------------------------------------------------------------------------------------


async def test_a_token_that_is_not_known_ends_it_and_says_what_to_do(url: str):
    async with staged(url) as stage, stage.built() as (_, frontend):
        stage.telegram.revoked = True

        with pytest.raises(TokenRefused, match="BELLWETHER_TELEGRAM_TOKEN"):
            await frontend.run()

        assert not frontend.health.ready
        assert "@BotFather" in frontend.health.said
        assert stage.telegram.token not in f"{frontend.health} {stage.reports}"


async def test_a_token_that_is_taken_back_ends_it_in_the_midst(url: str):
    async with staged(url) as stage, stage.built() as (_, frontend), asyncio.TaskGroup() as group:
        running = group.create_task(_refused(frontend))
        await stage.telegram.until(lambda: frontend.health.ready)

        stage.telegram.revoked = True
        ann = stage.telegram.person("Ann")
        await ann.writes("/me show")  # ends the poll that is open

        assert await running
        assert "@BotFather" in frontend.health.said


async def test_another_listener_is_told_of_and_outlived(url: str):
    async with staged(url) as stage, stage.open() as (_, frontend):
        await stage.telegram.until(lambda: frontend.health.ready)
        async with make_bot(stage.telegram.token, stage.telegram.url) as other, asyncio.TaskGroup() as group:
            taken = group.create_task(_poll(other))
            await stage.telegram.until(lambda: "Another program listens" in frontend.health.said)
            await taken

        ann = stage.telegram.person("Ann")
        await ann.writes("/me show")
        await ann.reads("Ann")
        assert frontend.health.ready
        assert [about[:2] for about in stage.reports] == [("telegram", "listening")]


async def test_a_telegram_that_stumbles_is_asked_again(url: str):
    async with staged(url) as stage:
        for method in ("getMe", "deleteWebhook", "getUpdates"):
            stage.telegram.faults.breaks(method, 502)
            stage.telegram.faults.cuts(method)
            stage.telegram.faults.floods(method, 0)
        async with stage.open() as (_, frontend):
            ann = stage.telegram.person("Ann")
            await ann.writes("/me show")

            await ann.reads("Ann")

            assert frontend.health.ready
            assert frontend.health.name == "@bellwether_bot"
            assert frontend.health.last_heard == stage.clock.now()


async def test_a_webhook_of_before_is_taken_away_to_poll(url: str):
    async with staged(url) as stage:
        async with make_bot(stage.telegram.token, stage.telegram.url) as bot:
            await bot.set_webhook("https://elsewhere.example/hook")
        async with stage.open():
            ann = stage.telegram.person("Ann")

            await ann.writes("/me show")

            await ann.reads("Ann")


async def test_while_the_records_are_away_people_are_told_and_posts_are_handed_on(url: str):
    async with staged(url) as stage, stage.open() as (app, frontend):
        pro, ann = stage.telegram.person("Pro"), stage.telegram.person("Ann")
        calls = stage.telegram.channel("calls", [pro])
        await gives_signals(app, calls, calls.id, at=stage.clock.now())
        await stage.telegram.until(lambda: frontend.health.ready)
        frontend._inbox = _Away(frontend)  # type: ignore[assignment]

        await calls.posts(SIGNAL)
        await ann.writes("/me show")

        await ann.reads("Ann")  # the dispatcher's own answer to that is proven with it
        assert [post.text for post in stage.heard] == [SIGNAL]
        assert await app.world.view.all(Heard) == []
        await stage.telegram.until(lambda: stage.telegram.quiet)


# -- webhook -----------------------------------------------------------------------------------------------


async def test_updates_that_are_brought_are_taken_once_and_only_from_telegram(url: str):
    async with staged(url) as stage, served(stage) as hooks, stage.open(hooks) as (_, frontend):
        await stage.telegram.until(lambda: stage.telegram.updates.webhook)
        hook = stage.telegram.updates.webhook
        assert hook is not None
        assert hook.secret
        ann = stage.telegram.person("Ann")

        await ann.writes("/me show")
        await ann.reads("Ann")
        async with ClientSession() as session:
            answers = []
            for secret, body in (
                ("", "{}"),
                ("wrong", "{}"),
                (hook.secret, "x" * (LARGEST + 1)),
                (hook.secret, "?"),
            ):
                async with session.post(hook.url, data=body, headers={SECRET_HEADER: secret}) as answer:
                    answers.append(answer.status)

        assert answers == [403, 403, 413, 200]
        assert stage.telegram.calls_of("getUpdates") == []
        assert frontend.health.ready


async def test_an_update_that_cannot_be_kept_is_brought_again(url: str):
    async with staged(url) as stage, served(stage) as hooks, stage.open(hooks) as (_, frontend):
        await stage.telegram.until(lambda: stage.telegram.updates.webhook and frontend.health.ready)
        kept, frontend._inbox = frontend._inbox, _Away(frontend)  # type: ignore[assignment]
        ann = stage.telegram.person("Ann")

        await ann.writes("/me show")
        hook = stage.telegram.updates.webhook
        await stage.telegram.until(lambda: hook is not None and hook.failed)
        frontend._inbox = kept

        await ann.reads("Ann")
        assert len(ann.told()) == 1


# -- helpers -----------------------------------------------------------------------------------------------


class _Away:
    """An inbox whose database is away."""

    def __init__(self, frontend: Frontend) -> None:
        self._real = frontend._inbox

    async def keep(self, updates: Sequence[Update]) -> list[Update]:
        raise Unavailable("away")


async def _refused(frontend: Frontend) -> bool:
    try:
        await frontend.run()
    except TokenRefused:
        return True
    return False


async def _poll(bot: Bot) -> None:
    """Somebody else's poll: it ends when ours comes back."""
    try:
        await bot.get_updates(timeout=1)
    except Conflict:
        return


@asynccontextmanager
async def served(stage: Stage) -> AsyncIterator[list[BaseRoute]]:
    """Web pages on a port of this machine, which the settings name."""
    pages = Starlette()
    config = uvicorn.Config(pages, port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    async with asyncio.TaskGroup() as group:
        group.create_task(server._serve())
        await stage.telegram.until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        stage.settings |= {"public_url": f"http://127.0.0.1:{port}", "telegram_webhook": True}
        stage.timing = replace(stage.timing, look=0.02)
        try:
            yield pages.router.routes
        finally:
            server.should_exit = True
