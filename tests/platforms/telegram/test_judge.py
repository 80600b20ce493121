"""Calls and answers are held against the tables of the Bot API: what is not of it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import telegram
from aiohttp import web
from telegram.error import BadRequest, Conflict
from telegram.ext import Application, MessageHandler, filters

from tests.platforms.telegram import Telegram
from tests.platforms.telegram.conftest import conflict
from tests.platforms.telegram.judge import wrong_in_answer
from tests.platforms.telegram.updates import SECRET_HEADER


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("sendMessage", {"chat_id": "1"}, "sendMessage: text is required"),
        ("sendMessage", {"chat_id": "1", "text": "a", "colour": "red"}, "sendMessage: no parameter colour"),
        (
            "sendMessage",
            {"chat_id": "1", "text": "a", "message_thread_id": "x"},
            "message_thread_id is no Integer",
        ),
        ("setMyCommands", {"commands": "[{"}, "commands is no JSON"),
        ("setMyCommands", {"commands": '[{"command": "a"}]'}, "commands.0: BotCommand needs description"),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"buttons": []}}, "reply_markup"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "text has 201, 0 to 200"),
        ("sendGift", {"gift_id": "1"}, "does not know this method"),
    ],
)
async def test_a_wrong_call_is_told(server: Telegram, method: str, given: dict[str, object], words: str):
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{server.token}/{method}", json=given) as answer,
    ):
        assert (await answer.json())["ok"] is False

    assert any(words in one for one in server.violations), server.violations


async def test_what_is_refused_for_its_form_is_told_and_what_is_refused_for_the_moment_is_not(
    server: Telegram, bot: telegram.Bot
):
    ann = server.person("ann")
    await ann.starts()
    sent = await bot.send_message(ann.id, "same")
    with pytest.raises(BadRequest):
        await bot.edit_message_text("same", ann.id, sent.message_id)
    assert server.violations == []

    with pytest.raises(BadRequest):
        await bot.send_message(ann.id, "<b>", parse_mode="HTML")
    assert len(server.violations) == 1


def test_a_wrong_answer_of_the_server_is_told():
    assert wrong_in_answer("getMe", {"id": "9", "is_bot": True}) == [
        "answer to getMe: result.id is no Integer",
        "answer to getMe: result: User needs first_name",
    ]


@asynccontextmanager
async def listening(statuses: list[int]) -> AsyncIterator[tuple[str, list[tuple[str, int]]]]:
    """Somebody who takes updates, answering with these statuses and then with 200; what they got."""
    got: list[tuple[str, int]] = []

    async def take(request: web.Request) -> web.Response:
        got.append((request.headers.get(SECRET_HEADER, ""), (await request.json())["update_id"]))
        return web.Response(status=statuses.pop(0) if statuses else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", got
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_every_update_with_the_secret_and_again_until_it_takes_it(
    server: Telegram, bot: telegram.Bot
):
    ann = server.person("ann")
    await ann.writes("before")
    async with listening([500]) as (url, got):
        await bot.set_webhook(url, secret_token="s-1")
        await ann.writes("after")
        await server.until(lambda: server.quiet)

        assert [secret for secret, _ in got] == ["s-1"] * 3
        assert len({number for _, number in got}) == 2
        assert got[0] == got[1]
        assert "500" in ((await bot.get_webhook_info()).last_error_message or "")
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        with pytest.raises(BadRequest, match="Secret token contains illegal characters"):
            await bot.set_webhook(url, secret_token="a b")
        with pytest.raises(BadRequest, match="an https url"):
            await bot.set_webhook("http://example.org/hook")
        await bot.delete_webhook()

    await ann.writes("by polling again")
    assert len(await bot.get_updates()) == 1


async def test_a_poll_ends_when_a_webhook_is_set(server: Telegram, bot: telegram.Bot):
    async with listening([]) as (url, _), asyncio.TaskGroup() as group:
        poll = group.create_task(conflict(bot))
        await server.until(lambda: server.updates.polling == 1)
        await bot.set_webhook(url)

    assert "while webhook is active" in poll.result()


async def test_a_whole_application_polls(server: Telegram):
    heard = asyncio.Queue[str]()

    async def hear(update: telegram.Update, _context: object) -> None:
        heard.put_nowait(update.effective_message.text or "" if update.effective_message else "")

    application = Application.builder().token(server.token).base_url(f"{server.url}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, hear))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        ann = server.person("ann")
        await ann.writes("by polling")
        assert await asyncio.wait_for(heard.get(), 10) == "by polling"
        await application.updater.stop()
        await application.stop()
