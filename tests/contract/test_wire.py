"""What the mail may rely on, whichever wire it has: the fake, and the real ones to local platforms over loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.wire import Outgoing, Unreachable, Wire
from bot.discord.endpoints import api_base
from bot.discord.rest import Rest
from bot.discord.wire import DiscordWire
from bot.present.reply import Attachment, Button, Line, Picture, Reply
from bot.telegram.request import make_bot
from bot.telegram.wire import TelegramWire
from core.command import Call
from tests.bot.chat.fake import FakeWire, Platform
from tests.platforms.discord import Discord
from tests.platforms.telegram import Telegram

# One white point.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f00010101001bb6ee560000000049454e44ae426082"
)
Open = tuple[Wire, str, str]


@asynccontextmanager
async def by_fake() -> AsyncIterator[Open]:
    """A wire, somebody whom it reaches, and somebody who shut the door."""
    yield FakeWire(Platform(blocked={"dm-8"})), "7", "8"


@asynccontextmanager
async def by_telegram() -> AsyncIterator[Open]:
    async with Telegram() as far:
        ann, bob = far.person("ann"), far.person("bob")
        for one in (ann, bob):
            await one.starts()
        await bob.blocks()
        wire, bot = TelegramWire(), make_bot(far.token, far.url)
        await bot.initialize()
        wire.connect(bot)
        try:
            yield wire, str(ann.id), str(bob.id)
        finally:
            await bot.shutdown()


@asynccontextmanager
async def by_discord() -> AsyncIterator[Open]:
    async with Discord() as far:
        ann, bob = far.person("ann"), far.person("bob")
        bob.user.dms_open = False
        rest = Rest(api_base(far.api_url), far.token, "agent")
        rest.open()
        wire = DiscordWire(rest)
        wire.application = wire.me = far.state.bot.id
        try:
            yield wire, ann.id, bob.id
        finally:
            await rest.close()
            assert far.violations == []


OPEN = {"fake": by_fake, "telegram": by_telegram, "discord": by_discord}


@pytest.fixture(params=OPEN)
async def reached(request: pytest.FixtureRequest) -> AsyncIterator[Open]:
    async with OPEN[request.param]() as found:
        yield found


def a_card(chat: str, title: str = "PAPER  Bought BTC/USDT", nonce: str = "nonce") -> Outgoing:
    button = Button("Close", Call("trade close", {"trade": "T-7K2Q"}))
    reply = Reply(title=title, blocks=(Line("0.5 BTC"),), buttons=(button,))
    return Outgoing(chat=chat, card="card", reply=reply, nonce=nonce)


async def test_a_private_chat_is_the_same_whenever_it_is_asked_for(reached: Open):
    wire, ann, _ = reached

    assert await wire.private_chat(ann) == await wire.private_chat(ann)


async def test_a_card_is_shown_changed_and_taken_away_and_each_may_be_repeated(reached: Open):
    wire, ann, _ = reached
    chat = await wire.private_chat(ann)

    message = await wire.send(a_card(chat))
    for title in ("PAPER  Sold BTC/USDT", "PAPER  Sold BTC/USDT"):
        await wire.edit(message, a_card(chat, title))
    for _again in range(2):
        await wire.delete(chat, message)


async def test_a_card_with_a_file_is_shown_and_changed(reached: Open):
    wire, ann, _ = reached
    chat = await wire.private_chat(ann)
    card = a_card(chat)
    card = replace(card, reply=replace(card.reply, files=(Attachment("trades.csv", "a,b\n", "All trades"),)))

    message = await wire.send(card)

    await wire.edit(message, replace(card, reply=replace(card.reply, title="PAPER  Sold BTC/USDT")))


async def test_a_card_with_a_picture_is_shown_and_changed_also_when_the_picture_is_gone(
    reached: Open, tmp_path: Path
):
    wire, ann, _ = reached
    chat = await wire.private_chat(ann)
    picture = tmp_path / "value.png"
    picture.write_bytes(PNG)
    card = a_card(chat)
    card = replace(card, reply=replace(card.reply, pictures=(Picture(str(picture), "Value, 30 days"),)))

    message = await wire.send(card)
    await wire.edit(message, replace(card, reply=replace(card.reply, title="PAPER  Sold BTC/USDT")))
    picture.unlink()

    assert await wire.send(replace(card, nonce="another")) != message


async def test_two_cards_are_two_messages(reached: Open):
    wire, ann, _ = reached
    chat = await wire.private_chat(ann)

    assert await wire.send(a_card(chat, nonce="one")) != await wire.send(a_card(chat, nonce="two"))


async def test_who_shut_the_door_is_unreachable_and_nothing_else(reached: Open):
    wire, _, bob = reached
    chat = await wire.private_chat(bob)

    with pytest.raises(Unreachable):
        await wire.send(a_card(chat))


async def test_what_was_never_sent_was_not_shown(reached: Open):
    wire, ann, _ = reached
    chat = await wire.private_chat(ann)

    assert await wire.was_shown(a_card(chat), datetime.now(UTC) - timedelta(minutes=1)) is None


async def test_what_was_sent_twice_is_one_message_where_it_can_be_found(reached: Open):
    """Where a platform knows nonces or can be asked: the others say that they cannot tell."""
    wire, ann, _ = reached
    chat = await wire.private_chat(ann)
    before = datetime.now(UTC) - timedelta(minutes=1)

    message = await wire.send(a_card(chat, nonce="once"))

    assert await wire.was_shown(a_card(chat, nonce="once"), before) == message


async def test_a_pace_leaves_room_for_answers(reached: Open):
    pace = reached[0].pace

    assert 0 < pace.kept < pace.a_second
    assert pace.at_once > 1
    assert min(pace.room_seconds, pace.chat_seconds, pace.edit_seconds) >= 0
