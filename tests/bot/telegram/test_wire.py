"""Cards over the real library to a server: what it is asked, and what its answers mean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.buttons import place_of, wire_id
from bot.chat.wire import InDoubt, Later, Outgoing, Refused, Unreachable, Why
from bot.present.reply import Attachment, Button, Dismiss, Drawn, Line, Picture, Reply
from bot.telegram.request import make_bot
from bot.telegram.wire import TelegramWire
from tests.bot.telegram.scripted import TOKEN, Scripted, message, no, scripted, yes

CARD = Reply(
    title="PAPER  Bought BTC/USDT",
    blocks=(Line("Tom & Jerry"),),
    buttons=(Button("Close", Dismiss()), Button("Why", Dismiss()), Button("Edit", Dismiss())),
)
OUT = Outgoing(chat="7", card="c1", reply=CARD, nonce="n1")
GROUP = replace(OUT, chat="-100500")
FILE = Attachment("trades.csv", "a,b\n1,2\n", "All trades")
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


@asynccontextmanager
async def wired(server: Scripted, moved: list[tuple[str, str]] | None = None) -> AsyncIterator[TelegramWire]:
    bot = make_bot(TOKEN, server.url)
    async with bot:
        heard: list[tuple[str, str]] = [] if moved is None else moved
        wire = TelegramWire(lambda old, new: heard.append((old, new)))
        wire.connect(bot)
        yield wire


def at(number: int) -> str:
    return wire_id("c1", place_of(CARD.buttons[number], number))


async def test_a_card_goes_out_as_html_with_its_buttons():
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", yes(message(41)))

        shown = await wire.send(replace(OUT, silent=True, answers="40", thread="5"))

        assert shown == "41"
        [asked] = server.calls("sendMessage")
        assert asked["chat_id"] == 7
        assert asked["text"] == "<b>PAPER  Bought BTC/USDT</b>\nTom &amp; Jerry"
        assert asked["parse_mode"] == "HTML"
        assert asked["disable_notification"] is True
        assert asked["message_thread_id"] == 5
        assert asked["reply_parameters"] == {"message_id": 40, "allow_sending_without_reply": True}
        rows = asked["reply_markup"]["inline_keyboard"]
        assert [[key["callback_data"] for key in row] for row in rows] == [
            [at(0), at(1)],
            [at(2)],
        ]


async def test_an_address_may_end_in_bot():
    async with scripted() as server, make_bot(TOKEN, f"{server.url}/bot/") as bot:
        assert bot.username == "bellwether_bot"


async def test_an_edit_takes_its_buttons_away_and_may_change_nothing():
    async with scripted() as server, wired(server) as wire:
        server.say(
            "editMessageText",
            yes(message(41)),
            no(400, "Bad Request: message is not modified: specified new message content is the same"),
        )
        bare = replace(OUT, reply=replace(CARD, buttons=()))

        await wire.edit("41", bare)
        await wire.edit("41", bare)

        assert [
            ("reply_markup" in asked, asked["message_id"]) for asked in server.calls("editMessageText")
        ] == [
            (False, 41),
            (False, 41),
        ]


async def test_a_file_takes_the_card_as_its_caption_and_is_edited_as_such():
    async with scripted() as server, wired(server) as wire:
        server.say("sendDocument", yes(message(50)))
        server.say("editMessageText", no(400, "Bad Request: there is no text in the message to edit"))
        server.say("editMessageCaption", yes(message(50)))

        shown = await wire.send(replace(OUT, reply=replace(CARD, files=(FILE,))))
        await wire.edit(shown, OUT)

        assert shown == "50"
        [sent] = server.calls("sendDocument")
        assert b"a,b\n1,2\n" in sent.values()
        assert sent["caption"] == "<b>PAPER  Bought BTC/USDT</b>\nTom &amp; Jerry"
        assert server.calls("editMessageCaption")[0]["caption"] == sent["caption"]
        assert server.calls("sendMessage") == []


async def test_a_long_card_stands_before_its_files_and_goes_on_where_it_stopped():
    long = replace(CARD, blocks=(Line("x" * 2_000),), files=(FILE, replace(FILE, name="fills.csv")))
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", yes(message(60)))
        server.say(
            "sendDocument", yes(message(61)), no(429, "Too Many Requests", retry_after=3), yes(message(62))
        )

        with pytest.raises(Later) as waits:
            await wire.send(replace(OUT, reply=long))
        shown = await wire.send(replace(OUT, reply=long))

        assert waits.value.seconds == 3.0
        assert shown == "60"
        assert len(server.calls("sendMessage")) == 1
        assert [sent["reply_parameters"]["message_id"] for sent in server.calls("sendDocument")] == [60] * 3


@pytest.mark.parametrize(
    ("code", "said", "why"),
    [
        (403, "Forbidden: bot was blocked by the user", Why.BLOCKED),
        (403, "Forbidden: user is deactivated", Why.BLOCKED),
        (403, "Forbidden: bot can't initiate conversation with a user", Why.NEVER_BEGAN),
        (400, "Bad Request: chat not found", Why.NEVER_BEGAN),
        (403, "Forbidden: bot can't send messages to bots", Why.NO_RIGHT),
        (400, "Bad Request: message thread not found", Why.NO_ROOM),
    ],
)
async def test_whoever_cannot_be_reached_is_told_apart(code: int, said: str, why: Why):
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", no(code, said))

        with pytest.raises(Unreachable) as found:
            await wire.send(OUT)

        assert found.value.why is why


@pytest.mark.parametrize(
    ("code", "said", "why"),
    [
        (400, "Bad Request: chat not found", Why.NO_ROOM),
        (403, "Forbidden: bot was kicked from the supergroup chat", Why.NO_RIGHT),
        (400, "Bad Request: not enough rights to send text messages to the chat", Why.NO_RIGHT),
        (400, "Bad Request: TOPIC_CLOSED", Why.NO_RIGHT),
        (403, "Forbidden: the group chat was deleted", Why.NO_ROOM),
    ],
)
async def test_a_room_that_cannot_be_written_to_is_told_apart(code: int, said: str, why: Why):
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", no(code, said))

        with pytest.raises(Unreachable) as found:
            await wire.send(GROUP)

        assert found.value.why is why


async def test_a_picture_is_a_photo_with_its_words_below_and_words_alone_when_it_is_gone(tmp_path: Path):
    path = tmp_path / "value.png"
    path.write_bytes(b"png")
    card = replace(OUT, reply=replace(CARD, pictures=(Picture(str(path), "Value, 30 days"),)))
    async with scripted() as server, wired(server) as wire:
        server.say("sendPhoto", yes(message(41)))
        server.say("sendMessage", yes(message(42)))

        shown = await wire.send(card)
        path.unlink()
        await wire.send(replace(card, nonce="n2"))

        assert shown == "41"
        [photo] = server.calls("sendPhoto")
        assert photo["caption"].endswith("Tom &amp; Jerry\nValue, 30 days")
        assert photo["reply_markup"]["inline_keyboard"]
        [words] = server.calls("sendMessage")
        assert words["text"].endswith("Tom &amp; Jerry\nValue, 30 days")


async def test_a_picture_that_has_not_changed_is_not_sent_again():
    card = replace(OUT, reply=replace(CARD, pictures=(Drawn("equity.png", "Equity", b"one"),)))
    async with scripted() as server, wired(server) as wire:
        server.say("sendPhoto", yes(message(41)))
        server.say("editMessageCaption", yes(message(41)))
        server.say("editMessageMedia", yes(message(41)))

        shown = await wire.send(card)
        await wire.edit(shown, replace(card, reply=replace(card.reply, title="PAPER  10,040.00 USDT")))
        await wire.edit(
            shown, replace(card, reply=replace(CARD, pictures=(Drawn("equity.png", "", b"two"),)))
        )

        assert len(server.calls("sendPhoto")) == len(server.calls("editMessageMedia")) == 1
        [caption] = server.calls("editMessageCaption")
        assert "10,040.00" in caption["caption"]


async def test_a_card_too_long_for_a_caption_keeps_its_words_when_it_changes():
    long = replace(CARD, blocks=(Line("x" * 1_500),), pictures=(Drawn("equity.png", "Equity", b"one"),))
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", yes(message(41)))
        server.say("sendPhoto", yes(message(42)))
        server.say("editMessageText", yes(message(41)))

        shown = await wire.send(replace(OUT, reply=long))
        await wire.edit(shown, replace(OUT, reply=replace(long, title="PAPER  10,040.00 USDT")))

        [changed] = server.calls("editMessageText")
        assert "x" * 1_500 in changed["text"]
        assert changed["message_id"] == 41


async def test_a_group_that_moved_is_told_with_its_new_number():
    moved: list[tuple[str, str]] = []
    async with scripted() as server, wired(server, moved) as wire:
        server.say(
            "sendMessage",
            no(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100777),
        )

        with pytest.raises(Unreachable, match="telegram:-100777") as found:
            await wire.send(GROUP)

        assert found.value.why is Why.NO_ROOM
        assert moved == [("-100500", "-100777")]


async def test_a_message_that_is_gone_is_no_room_to_edit_and_fine_to_delete():
    async with scripted() as server, wired(server) as wire:
        server.say("editMessageText", no(400, "Bad Request: message to edit not found"))
        server.say("deleteMessage", no(400, "Bad Request: message to delete not found"))

        with pytest.raises(Unreachable) as found:
            await wire.edit("41", OUT)
        await wire.delete("7", "41")

        assert found.value.why is Why.NO_ROOM


async def test_what_may_not_be_deleted_says_so():
    async with scripted() as server, wired(server) as wire:
        server.say("deleteMessage", no(400, "Bad Request: message can't be deleted"))

        with pytest.raises(Unreachable) as found:
            await wire.delete("7", "41")

        assert found.value.why is Why.NO_RIGHT


async def test_content_that_is_refused_is_ours_to_mend():
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", no(400, "Bad Request: can't parse entities: unsupported start tag"))

        with pytest.raises(Refused):
            await wire.send(OUT)


@pytest.mark.parametrize(("code", "body"), [(502, ""), (500, '{"ok": false}'), (200, "no json")])
async def test_an_answer_that_proves_nothing_leaves_it_in_doubt(code: int, body: str):
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, text=body)

    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", answer)

        with pytest.raises(InDoubt):
            await wire.send(OUT)
        assert await wire.was_shown(OUT, MOMENT) is None


async def test_a_connection_that_is_cut_leaves_it_in_doubt():
    async def cut(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", cut)

        with pytest.raises(InDoubt):
            await wire.send(OUT)


async def test_a_server_that_is_not_there_has_heard_nothing():
    async with scripted() as server:
        bot = make_bot(TOKEN, server.url)
        await bot.initialize()
    wire = TelegramWire()
    wire.connect(bot)

    with pytest.raises(InDoubt):  # by the connection that was open: it may have arrived
        await wire.send(OUT)
    with pytest.raises(Later) as waits:
        await wire.send(OUT)

    assert TOKEN not in f"{waits.value!r} {waits.value.__context__!r} {waits.value.__cause__!r}"
    await bot.shutdown()


async def test_a_wire_without_a_bot_asks_to_wait():
    with pytest.raises(Later):
        await TelegramWire().send(OUT)


async def test_what_was_sent_here_is_known_by_its_nonce():
    async with scripted() as server, wired(server) as wire:
        server.say("sendMessage", yes(message(41)))
        await wire.send(OUT)

        assert await wire.was_shown(OUT, MOMENT) == "41"
        assert await wire.was_shown(replace(OUT, nonce="n2"), MOMENT) is None
        assert await wire.private_chat("7") == "7"
