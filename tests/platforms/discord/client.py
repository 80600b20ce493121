"""Sending the client library to a local Discord, without changing it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord
import yarl
from discord.gateway import DiscordWebSocket

from tests.platforms.discord.server import Discord


@contextmanager
def point_client_at(server: Discord) -> Iterator[None]:
    """Send discord.py to this server for a while. It keeps its addresses in three class attributes."""
    before = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE
    discord.http.Route.BASE = server.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    discord.Asset.BASE = f"{server.state.base}/cdn"
    try:
        yield
    finally:
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = before
