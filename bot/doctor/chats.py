"""What the chat platforms say of our tokens: who we are there, what we may see and do (CH-01, CH-02)."""

from __future__ import annotations

from typing import Any

from bot.doctor.asking import Asker, Heard
from bot.doctor.findings import Finding, broken, caution, fine
from bot.settings import Settings

DISCORD, TELEGRAM = "https://discord.com", "https://api.telegram.org"
PORTAL = "https://discord.com/developers/applications"
# Application flags, "limited" for bots below the size that needs a review (Discord's documents, "Application Flags").
MESSAGE_CONTENT = 1 << 18 | 1 << 19
# What the bot needs in a server, by the platform's bits and words ("Permissions").
NEEDED = {
    1 << 10: "View Channels",
    1 << 11: "Send Messages",
    1 << 35: "Create Public Threads",
    1 << 38: "Send Messages in Threads",
    1 << 14: "Embed Links",
    1 << 15: "Attach Files",
    1 << 16: "Read Message History",
    1 << 6: "Add Reactions",
}
ADMINISTRATOR = 1 << 3
SERVERS_NAMED = 5
STARTS_LEFT_LITTLE = 50
PENDING_MANY = 1_000


def discord_base(settings: Settings) -> str:
    """The address of Discord's interface, with its version."""
    base = (settings.discord_api_url or DISCORD).rstrip("/")
    return base if base.endswith("/api/v10") else f"{base}/api/v10"


def telegram_base(settings: Settings) -> str:
    """The address of the Bot API, up to the token."""
    return f"{(settings.telegram_api_url or TELEGRAM).rstrip('/').removesuffix('/bot')}/bot"


async def look_at_discord(settings: Settings, asker: Asker) -> tuple[list[Finding], Heard | None]:
    """The token, what the application may see, and its rights in each server."""
    if settings.discord_token is None:
        return [], None
    base = discord_base(settings)
    signed = {"Authorization": f"Bot {settings.discord_token.get_secret_value()}"}
    me = await asker.get(f"{base}/users/@me", signed)
    if me.status != 200:
        return [_no_token("Discord", "DISCORD", me, f"Reset the token at {PORTAL}, Bot")], me
    application = await asker.get(f"{base}/oauth2/applications/@me", signed)
    starts = await asker.get(f"{base}/gateway/bot", signed)
    servers = await asker.get(f"{base}/users/@me/guilds", signed)
    found = [fine("discord", f"the token is {me.fields.get('username', '?')}'s")]
    found.append(_intents(application))
    found += _starts(starts)
    return [*found, *_servers(servers, application)], me


def _no_token(platform: str, variable: str, heard: Heard, where: str) -> Finding:
    """Why a token does not work; never the token."""
    name = platform.lower()
    if heard.status == 0:
        return broken(name, f"{platform} cannot be asked: {heard.body}", "Check the network and the address")
    if heard.status in (401, 404):
        return broken(
            name, "the token is not known there", f"{where}, and set BELLWETHER_{variable}_TOKEN to it"
        )
    return broken(name, f"answers with status {heard.status}", "Try again in a minute")


def _intents(heard: Heard) -> Finding:
    flags = heard.fields.get("flags")
    if not isinstance(flags, int):
        return caution("intents", "the application could not be asked", "Try again in a minute")
    if flags & MESSAGE_CONTENT:
        return fine("intents", "Message Content is on")
    return broken(
        "intents",
        "Message Content is off: posts of providers arrive empty",
        f"Switch it on at {PORTAL}, Bot, Privileged Gateway Intents",
    )


def _starts(heard: Heard) -> list[Finding]:
    limit = heard.fields.get("session_start_limit", {})
    left = limit.get("remaining") if isinstance(limit, dict) else None
    if not isinstance(left, int):
        return []
    if left < STARTS_LEFT_LITTLE:
        return [
            caution("gateway", f"{left} more starts today", "Find out what starts again and again, then wait")
        ]
    return [fine("gateway", f"answers, {left:,} more starts today")]


def _servers(heard: Heard, application: Heard) -> list[Finding]:
    """Rights in each server that the bot is in."""
    if not isinstance(heard.body, list):
        return [caution("servers", "could not be asked", "Try again in a minute")]
    if not heard.body:
        invite = f"{PORTAL}/{application.fields.get('id', '')}/installation"
        return [caution("servers", "the bot is in no server yet", f"Invite it: {invite}")]
    found = [one for server in heard.body[:200] if (one := _rights(server)) is not None]
    named = ", ".join(str(server.get("name", "?")) for server in heard.body[:SERVERS_NAMED])
    more = len(heard.body) - SERVERS_NAMED
    said = named + (f" and {more} more" if more > 0 else "")
    return [fine("servers", said), *found]


def _rights(server: dict[str, Any]) -> Finding | None:
    try:
        has = int(server.get("permissions", 0))
    except (TypeError, ValueError):
        return None
    name = str(server.get("name", "?"))
    if has & ADMINISTRATOR:
        return caution(
            "rights", f"{name}: it is Administrator", "Take that away: it needs far less, and never that"
        )
    missing = [words for bit, words in NEEDED.items() if not has & bit]
    if not missing:
        return fine("rights", f"{name}: all that it needs")
    return caution("rights", f"{name}: lacks {', '.join(missing)}", "Give them to its role in that server")


async def look_at_telegram(settings: Settings, asker: Asker) -> tuple[list[Finding], Heard | None]:
    """The token, what the bot sees in groups, and how updates reach us."""
    if settings.telegram_token is None:
        return [], None
    base = f"{telegram_base(settings)}{settings.telegram_token.get_secret_value()}"
    me = await asker.get(f"{base}/getMe")
    told = me.fields.get("result")
    if me.status != 200 or not isinstance(told, dict):
        return [_no_token("Telegram", "TELEGRAM", me, "Ask @BotFather for it with /token")], me
    found = [fine("telegram", f"the token is @{told.get('username', '?')}'s")]
    if told.get("can_read_all_group_messages"):
        found.append(fine("privacy", "privacy mode is off: posts in groups are seen"))
    else:
        found.append(
            caution(
                "privacy",
                "privacy mode is on: in groups only commands and replies are seen",
                "@BotFather, /setprivacy, Disable, then add the bot anew; or make it an admin there",
            )
        )
    return [*found, *_webhook(await asker.get(f"{base}/getWebhookInfo"), settings)], me


def _webhook(heard: Heard, settings: Settings) -> list[Finding]:
    told = heard.fields.get("result")
    if heard.status != 200 or not isinstance(told, dict):
        return [caution("webhook", "could not be asked", "Try again in a minute")]
    url, waiting = str(told.get("url") or ""), int(told.get("pending_update_count") or 0)
    found = []
    if url and settings.public_url is not None and not url.startswith(settings.public_url):
        found.append(
            caution("webhook", "it is set to another address than PUBLIC_URL", "A start sets it anew")
        )
    elif url and settings.public_url is None:
        found.append(
            caution("webhook", "one is set, and this installation asks for updates by itself",
                    "A start removes it; another program with this token sets it again")
        )  # fmt: skip
    else:
        found.append(fine("webhook", "as PUBLIC_URL says" if url else "none: updates are asked for"))
    if told.get("last_error_message"):
        found.append(
            caution("webhook", f"the last delivery: {str(told['last_error_message'])[:80]}",
                    "Check that PUBLIC_URL is reached over https")
        )  # fmt: skip
    if waiting > PENDING_MANY:
        found.append(caution("webhook", f"{waiting:,} updates wait", "Start the program: it takes them in"))
    return found
