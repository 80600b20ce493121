"""A local Telegram for a test, and the unmodified client library pointed at it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram.error import Conflict

from tests.platforms.telegram import Telegram


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)


@pytest.fixture(autouse=True)
def _lengths_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library asks that one chooses between numbers and timedeltas before it lets go of numbers."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[Telegram]:
    async with Telegram() as one:
        yield one


@pytest.fixture
async def bot(server: Telegram) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(
        server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot"
    ) as one:
        yield one


async def conflict(bot: telegram.Bot) -> str:
    """Poll until somebody else does, or a webhook is set: what the platform says then."""
    with pytest.raises(Conflict) as raised:
        await bot.get_updates(timeout=20)
    return str(raised.value)
