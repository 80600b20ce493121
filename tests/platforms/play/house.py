"""Who and what is there to play with: three people on both platforms, a server, a group, a channel and the bot."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.platforms.discord import Discord
from tests.platforms.discord.people import Ask
from tests.platforms.play.program import Program
from tests.platforms.telegram import Person, Room, Telegram

NAMES = ("ann", "otto", "mira")
CHANNELS = ("calls", "general", "results")


@dataclass(eq=False)
class House:
    """Everything that runs. `forms` are the forms that are open before somebody's eyes on Discord."""

    discord: Discord
    telegram: Telegram
    program: Program
    rooms: dict[str, Room]
    here: dict[str, Person]
    forms: dict[str, Ask] = field(default_factory=dict)


@asynccontextmanager
async def opened() -> AsyncIterator[House]:
    """Both platforms with their people, and the bot's settings; the bot is not started yet."""
    with tempfile.TemporaryDirectory(prefix="bellwether-play-") as folder:
        async with Discord(guild="Harbor desk") as left, Telegram() as right:
            _settle(left)
            here = {name: right.person(name.capitalize(), username=name) for name in NAMES}
            settings = _settings(left, right, here[NAMES[0]], Path(folder))
            yield House(left, right, Program(settings, left.state.changes.tell), _rooms(right, here), here)


def _settle(server: Discord) -> None:
    """The owner is the first of the people; all see every channel."""
    server.state.owner.name = NAMES[0]
    server.people[NAMES[0]] = server.owner
    for name in NAMES[1:]:
        server.person(name)
    for name in CHANNELS:
        server.channel(name)


def _rooms(server: Telegram, here: dict[str, Person]) -> dict[str, Room]:
    ann, otto, mira = here.values()
    return {
        "Traders": server.group("Traders", [ann, otto, mira], admin=True),
        "Northlight": server.channel("Northlight", [otto, ann, mira]),
    }


def _settings(left: Discord, right: Telegram, owner: Person, folder: Path) -> dict[str, str]:
    return {
        "BELLWETHER_DATA_DIR": str(folder),
        "BELLWETHER_MARKET": "simulated",
        "BELLWETHER_DISCORD_TOKEN": left.token,
        "BELLWETHER_DISCORD_API_URL": left.api_url,
        "BELLWETHER_DISCORD_GATEWAY_URL": left.gateway_url,
        "BELLWETHER_TELEGRAM_TOKEN": right.token,
        "BELLWETHER_TELEGRAM_API_URL": right.url,
        "BELLWETHER_OWNER": f"discord:{left.owner.id},telegram:{owner.id}",
    }
