"""The wire to Discord: what goes over the socket, and what each answer means for the mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.wire import InDoubt, Later, Outgoing, Refused, Unreachable, Why, Wire
from bot.discord.render import render
from bot.discord.rest import Rest
from bot.discord.wire import NEW_CHATS_MOST, DiscordWire, moment, nonce, snowflake
from bot.present.reply import Attachment, Button, Confirm, Drawn, Line, Reply
from tests.bot.discord.scripted import HANG, RESET, Scripted, scripted

CARD = Reply(title="PAPER  Bought BTC/USDT", blocks=(Line("at 60,012.00"),))
AT = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[Scripted]:
    async with scripted() as one:
        yield one


@pytest.fixture
async def wire(server: Scripted) -> AsyncIterator[DiscordWire]:
    rest = Rest(f"{server.url}/api/v10", "token", "DiscordBot (test, 1)", seconds=5.0)
    rest.open()
    made = DiscordWire(rest)
    made.application = made.me = "900"
    yield made
    await rest.close()


def out(**more: Any) -> Outgoing:
    return Outgoing(**{"chat": "10", "card": "k", "reply": CARD, "nonce": "n" * 25, **more})


def test_it_keeps_the_contract(wire: DiscordWire):
    as_wire: Wire = wire

    assert as_wire.platform == "discord"
    assert as_wire.pace.kept < as_wire.pace.a_second <= 50


async def test_a_card_is_posted_once_under_its_nonce(wire: DiscordWire, server: Scripted):
    message = await wire.send(out(answers="5", silent=True))

    asked = server.asked[0]
    assert message == "7"
    assert (asked.method, asked.path) == ("POST", "/api/v10/channels/10/messages")
    assert asked.headers["Authorization"] == "Bot token"
    assert asked.data == {
        **render(CARD, "k").payload,
        "nonce": "n" * 25,
        "enforce_nonce": True,
        "flags": 4096,
        "message_reference": {"message_id": "5", "fail_if_not_exists": False},
    }


def test_a_long_nonce_is_made_short_and_stays_the_same():
    assert len(nonce("x" * 80)) == 25
    assert nonce("x" * 80) == nonce("x" * 80) != nonce("x" * 81)
    assert nonce("short") == "short"


async def test_files_go_with_the_card(wire: DiscordWire, server: Scripted):
    await wire.send(out(reply=Reply(title="Export", files=(Attachment("fills.csv", "a,ü\n", "Your fills"),))))

    asked = server.asked[0]
    assert asked.data["attachments"] == [{"id": "0", "filename": "fills.csv", "description": "Your fills"}]
    assert asked.files == {"files[0]": "a,ü\n".encode()}


async def test_a_picture_that_has_not_changed_is_not_sent_again(wire: DiscordWire, server: Scripted):
    card = Reply(title="PAPER  10,033.10 USDT", pictures=(Drawn("equity.png", "Equity", b"one"),))
    message = await wire.send(out(reply=card))

    await wire.edit(message, out(reply=replace(card, title="PAPER  10,040.00 USDT")))
    await wire.edit(message, out(reply=replace(card, pictures=(Drawn("equity.png", "Equity", b"two"),))))

    sent, same, other = server.asked
    assert sent.files == {"files[0]": b"one"}
    assert same.files == {}
    assert "attachments" not in same.data, "what is attached stays"
    assert same.data["embeds"][0]["image"] == {"url": "attachment://equity.png"}
    assert other.files == {"files[0]": b"two"}
    assert [one["filename"] for one in other.data["attachments"]] == ["equity.png"]


@pytest.mark.parametrize(
    ("answer", "error", "why"),
    [
        ((403, {"code": 50007, "message": "no"}), Unreachable, Why.BLOCKED),
        ((403, {"code": 50013, "message": "no"}), Unreachable, Why.NO_RIGHT),
        ((403, {}), Unreachable, Why.NO_RIGHT),
        ((404, {"code": 10003, "message": "no"}), Unreachable, Why.NO_ROOM),
        ((404, None), Unreachable, Why.NO_ROOM),
        ((400, {"code": 50035, "message": "bad form", "errors": {"embeds": "long"}}), Refused, None),
        ((400, {"code": 40003, "message": "too fast"}), Later, None),
        ((401, {"code": 0, "message": "401: Unauthorized"}), Later, None),
        ((500, None), InDoubt, None),
        ((502, None), InDoubt, None),
        ((503, {"message": "away"}), InDoubt, None),
        (RESET, InDoubt, None),
    ],
)
async def test_each_answer_is_told_apart_and_nothing_is_sent_twice(
    wire: DiscordWire, server: Scripted, answer: Any, error: type[Exception], why: Why | None
):
    server.answers.append(answer)

    with pytest.raises(error) as raised:
        await wire.send(out())

    assert getattr(raised.value, "why", None) is why
    assert len(server.asked) == 1


async def test_a_limit_is_told_at_once_and_remembered(wire: DiscordWire, server: Scripted):
    server.answers.append(
        (429, {"retry_after": 30.5, "global": False, "message": "slow"}, {"Via": "1.1 google"})
    )

    with pytest.raises(Later) as first:
        await wire.send(out())
    with pytest.raises(Later) as second:
        await wire.send(out())
    await wire.send(out(chat="11"))
    await wire.edit("7", out())

    assert first.value.seconds == 30.5
    assert 29 < second.value.seconds <= 30.5
    assert [one.path.rpartition("channels/")[2] for one in server.asked] == [
        "10/messages", "11/messages", "10/messages/7"
    ]  # fmt: skip


async def test_a_limit_over_everything_stops_everything(wire: DiscordWire, server: Scripted):
    server.answers.append((429, {"retry_after": 2, "global": True, "message": "slow"}))

    with pytest.raises(Later):
        await wire.send(out())
    with pytest.raises(Later):
        await wire.send(out(chat="11"))
    await wire.edit("hook:secret:7", out())

    assert len(server.asked) == 2


async def test_a_limit_that_is_used_up_is_not_run_into(wire: DiscordWire, server: Scripted):
    server.answers.append(
        (200, {"id": "7"}, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "4.5"})
    )

    await wire.send(out())
    with pytest.raises(Later) as raised:
        await wire.send(out())

    assert 4 < raised.value.seconds <= 4.5
    assert len(server.asked) == 1


async def test_a_wall_before_the_platform_is_no_answer_of_it(wire: DiscordWire, server: Scripted):
    server.answers.append((429, None, {"Retry-After": "12"}))

    with pytest.raises(Later) as raised:
        await wire.send(out())

    assert raised.value.seconds == 12


async def test_an_answer_that_never_comes_leaves_it_in_doubt(server: Scripted):
    server.answers.append(HANG)
    rest = Rest(server.url, "token", "agent", seconds=0.2)
    rest.open()

    with pytest.raises(InDoubt):
        await DiscordWire(rest).send(out())
    await rest.close()


async def test_where_nobody_listens_nothing_was_sent():
    async with scripted() as gone:
        url = gone.url
    rest = Rest(url, "token", "agent")
    rest.open()

    with pytest.raises(Later):
        await DiscordWire(rest).send(out())
    await rest.close()


async def test_edits_find_the_message_by_its_word(wire: DiscordWire, server: Scripted):
    for word in ("7", "12/8", "hook:abc.def:9"):
        await wire.edit(word, out(silent=True))

    assert [(one.method, one.path.removeprefix("/api/v10")) for one in server.asked] == [
        ("PATCH", "/channels/10/messages/7"),
        ("PATCH", "/channels/12/messages/8"),
        ("PATCH", "/webhooks/900/abc.def/messages/9"),
    ]
    assert all(one.data == render(CARD, "k").payload for one in server.asked)
    assert "Authorization" not in server.asked[2].headers


async def test_an_answer_whose_token_is_over_is_gone(wire: DiscordWire, server: Scripted):
    server.answers.append((401, {"code": 50027, "message": "Invalid Webhook Token"}))

    with pytest.raises(Unreachable) as raised:
        await wire.edit("hook:abc:9", out())

    assert raised.value.why is Why.NO_ROOM


async def test_answers_by_token_wait_for_the_log_in(server: Scripted):
    rest = Rest(server.url, "token", "agent")
    rest.open()

    with pytest.raises(Later):
        await DiscordWire(rest).edit("hook:abc:9", out())
    await rest.close()


async def test_what_is_gone_already_is_deleted(wire: DiscordWire, server: Scripted):
    server.answers += [(204, None), (404, {"code": 10008, "message": "Unknown Message"})]

    await wire.delete("10", "7")
    await wire.delete("10", "7")

    assert {one.method for one in server.asked} == {"DELETE"}


async def test_new_private_chats_are_few_and_known_ones_free(wire: DiscordWire, server: Scripted):
    wire.knows("ann", "77")
    for person in range(NEW_CHATS_MOST):
        await wire.private_chat(str(person))

    with pytest.raises(Later) as raised:
        await wire.private_chat("999")

    assert raised.value.seconds > 500
    assert await wire.private_chat("ann") == "77"
    assert await wire.private_chat("3") == "7"
    assert len(server.asked) == NEW_CHATS_MOST
    assert server.asked[0].data == {"recipient_id": "0"}


async def test_a_thread_is_opened_under_its_card_with_its_first_line(wire: DiscordWire, server: Scripted):
    server.answers += [
        (404, {"code": 10003, "message": "Unknown Channel"}), (201, {"id": "55"}), (200, {"id": "56"}),
        (200, {"id": "57"}),
    ]  # fmt: skip

    first = await wire.send(out(thread="55"))
    second = await wire.send(out(thread="55"))

    assert (first, second) == ("55/56", "55/57")
    assert [one.path.removeprefix("/api/v10/channels") for one in server.asked] == [
        "/55/messages", "/10/messages/55/threads", "/55/messages", "/55/messages"
    ]  # fmt: skip
    assert server.asked[1].data == {"name": "PAPER Bought BTC/USDT", "auto_archive_duration": 1440}


async def test_where_threads_are_not_allowed_the_line_is_a_reply(wire: DiscordWire, server: Scripted):
    server.answers += [(404, {"code": 10003}), (403, {"code": 50013}), (200, {"id": "56"})]

    assert await wire.send(out(thread="55")) == "56"
    assert server.asked[2].data["message_reference"]["message_id"] == "55"


@pytest.mark.parametrize(
    "shown",
    [
        {"nonce": "n" * 25},
        {"components": [{"type": 1, "components": [{"type": 2, "custom_id": "bw:k:0"}]}]},
    ],
)
async def test_a_send_in_doubt_is_found_by_its_nonce_or_its_buttons(
    wire: DiscordWire, server: Scripted, shown: dict[str, Any]
):
    mine = {"author": {"id": "900"}, "embeds": [], "components": []}
    server.answers.append((200, [{"id": "1", **mine, "nonce": "other"}, {"id": "2", **mine, **shown}]))
    card = Reply(title="x", buttons=(Button("Confirm", Confirm()),))

    assert await wire.was_shown(out(reply=card), AT) == "2"
    assert server.asked[0].query["after"] == str(snowflake(datetime(2026, 11, 20, 14, 2, tzinfo=UTC)))


async def test_a_send_in_doubt_is_found_by_its_words_but_not_in_anothers(wire: DiscordWire, server: Scripted):
    embed = render(CARD, "k").payload["embeds"][0]
    others = {"id": "1", "author": {"id": "5"}, "embeds": [embed]}
    server.answers += [
        (200, [others]),
        (200, [others, {"id": "2", "author": {"id": "900"}, "embeds": [embed]}]),
    ]

    assert await wire.was_shown(out(), AT) is None
    assert await wire.was_shown(out(), AT) == "2"


async def test_many_may_be_on_the_wire_together(wire: DiscordWire, server: Scripted):
    await asyncio.gather(*(wire.send(out(chat=str(chat))) for chat in range(20)))

    assert len(server.asked) == 20


def test_ids_carry_their_moment():
    assert moment(str(snowflake(AT) + 5)) == AT
