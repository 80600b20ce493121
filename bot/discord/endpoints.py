"""Where Discord is: the addresses that the client library keeps in class attributes, set in one place."""

from __future__ import annotations

import re

import discord
import yarl
from discord.gateway import DiscordWebSocket

HOME = "https://discord.com"
VERSION = "v10"


def api_base(url: str | None) -> str:
    """The base of the HTTP interface, with its version: given with or without `/api/v10`."""
    base = (url or HOME).rstrip("/")
    if re.search(r"/api/v\d+$", base):
        return base
    return f"{base}/{VERSION}" if base.endswith("/api") else f"{base}/api/{VERSION}"


def point_library_at(base: str, gateway: str | None) -> None:
    """Send the client library there. Without a gateway it goes to Discord's own."""
    discord.http.Route.BASE = base
    # Nobody talks here: that the libraries for it are missing is no news for the log.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    if gateway is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    if not base.startswith(HOME):
        discord.Asset.BASE = f"{base.split('/api')[0]}/cdn"
