"""The judge catches what Discord's own description does not allow, and lets pass what it allows."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import discord
import pytest

from bot.app import COMMANDS
from bot.discord.payload import commands
from tests.platforms.discord import Discord
from tests.platforms.discord.conftest import Bot
from tests.platforms.discord.judge import judge
from tests.platforms.discord.registering import wrong

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS_PATH = "/applications/{application_id}/commands"


def row(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"components": [{"type": 1, "components": list(buttons)}]}


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Buy", "custom_id": "bw:1:0", **more}


FIELD = {"name": "fee", "value": "0.45"}


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", MESSAGES, {"content": 7}, "content"),
        ("POST", MESSAGES, {"content": "x", "colour": 7}, "colour"),
        ("POST", MESSAGES, {"nonce": "x" * 26}, "nonce"),
        ("POST", MESSAGES, {"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ("POST", MESSAGES, {"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
        ("POST", MESSAGES, {"embeds": [{"fields": [FIELD] * 26}]}, "embeds.0.fields"),
        ("POST", MESSAGES, {"embeds": [{"fields": [{"name": "x"}]}]}, "embeds.0.fields.0.value"),
        ("POST", MESSAGES, {"embeds": [{"color": 0x1000000}]}, "embeds.0.color"),
        ("POST", MESSAGES, {"embeds": [{}] * 11}, "embeds"),
        ("POST", MESSAGES, row(button(label="x" * 81)), "components.0.components.0.label"),
        ("POST", MESSAGES, row(button(custom_id="x" * 101)), "components.0.components.0.custom_id"),
        ("POST", MESSAGES, row(button(style=9)), "components.0.components.0.style"),
        ("POST", MESSAGES, row(*[button()] * 6), "components.0.components"),
        ("POST", MESSAGES, row({"type": 99}), "components.0.components.0.type"),
        ("POST", MESSAGES, {"message_reference": {}}, "message_reference.message_id"),
        ("POST", CALLBACK, {"type": 3}, "type"),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
        (
            "POST",
            CALLBACK,
            {"type": 9, "data": {"custom_id": "x", "title": "x" * 46, "components": []}},
            "data.title",
        ),
        (
            "POST",
            CALLBACK,
            {"type": 8, "data": {"choices": [{"name": "x", "value": "x"}] * 26}},
            "data.choices",
        ),
        ("PUT", COMMANDS_PATH, [{"name": "x" * 33}], "0.name"),
        ("PUT", COMMANDS_PATH, [{"name": "x", "description": "x" * 101}], "0.description"),
        ("POST", "/users/@me/channels", {"recipient_id": "ann"}, "recipient_id"),
        ("POST", "/no/such/route", None, ""),
        ("POST", MESSAGES, None, ""),
    ],
)
def test_a_planted_fault_is_found(method: str, path: str, body: Any, field: str):
    assert field in [one.path for one in judge(method, path, {}, body)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, {"content": "x", "nonce": 12345, "message_reference": {"message_id": 1}}),
        (
            "POST",
            MESSAGES,
            {"embeds": [{"title": "x" * 256, "fields": [FIELD] * 25}], **row(*[button()] * 5)},
        ),
        ("POST", CALLBACK, {"type": 6}),
        ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
        ("PATCH", f"{MESSAGES}/{{message_id}}", {"content": None}),
    ],
)
def test_what_is_allowed_is_let_pass(method: str, path: str, body: Any):
    assert judge(method, path, {}, body) == []


def test_a_query_that_discord_does_not_know_is_found():
    (found,) = judge("GET", MESSAGES, {"limit": "5", "since": "1"}, None)

    assert found.path == "?since"


SUB = {"type": 1, "name": "buy", "description": "Buy"}
TEXT = {"type": 3, "name": "symbol", "description": "What"}


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ({"name": "Trade", "description": "x"}, "0.name"),
        ({"name": "two words", "description": "x"}, "0.name"),
        ({"name": "trade", "description": ""}, "0.description"),
        ({"name": "trade", "description": "x", "options": [SUB, TEXT]}, "0.options"),
        ({"name": "trade", "description": "x", "options": [TEXT, TEXT]}, "0.options"),
        (
            {"name": "trade", "description": "x", "options": [TEXT, {**TEXT, "name": "z", "required": True}]},
            "0.options.1",
        ),
        (
            {
                "name": "trade",
                "description": "x",
                "options": [{**TEXT, "autocomplete": True, "choices": [1]}],
            },
            "0.options.0",
        ),
        ({"name": "trade", "description": "x" * 100, "options": [{**SUB, "description": "y" * 8000}]}, "0"),
        ({"type": 3, "name": "Read as signal", "description": "x"}, "0.description"),
    ],
)
def test_a_command_that_discord_would_refuse_is_found(command: dict[str, Any], path: str):
    if "choices" in str(command):
        command["options"][0]["choices"] = [{"name": "x", "value": "x"}]

    assert path in wrong([command])


def test_our_own_commands_are_such_as_discord_takes():
    declared = commands(COMMANDS)

    assert judge("PUT", COMMANDS_PATH, {}, declared) == []
    assert wrong(declared) == {}


async def test_a_bad_request_is_refused_and_remembered(platform: Discord, bot: Bot):
    channel = platform.channel("calls")
    headers = {"Authorization": f"Bot {platform.token}"}
    url = f"{platform.api_url}/channels/{channel.id}/messages"

    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(url, json={"content": "x", "embeds": [{"title": "x" * 300}]}) as answer:
            body = await answer.json()
        async with session.post(f"{platform.api_url}/guilds/1/rumors", json={}) as nowhere:
            pass

    assert (answer.status, body["code"]) == (400, 50035)
    assert body["errors"]["embeds"]["0"]["title"]["_errors"][0]["code"] == "BASE_TYPE_BAD_LENGTH"
    assert nowhere.status == 404
    assert [one.wrong.path for one in platform.violations] == ["embeds.0.title", ""]
    assert channel.messages == {}
    platform.violations.clear()


class Board(discord.ui.LayoutView):
    """A card of the newer kind: text, a picture, a separator and buttons in a box."""

    box: discord.ui.Container[Board] = discord.ui.Container(
        discord.ui.TextDisplay("# Portfolio"),
        discord.ui.Section("BTC 0.5", accessory=discord.ui.Button(label="Close", custom_id="bw:2:0")),
        discord.ui.Separator(),
        discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://equity.png")),
        discord.ui.ActionRow(discord.ui.Button(label="Refresh", custom_id="bw:2:1")),
    )


async def test_cards_of_the_newer_kind_are_kept_to_their_rules(platform: Discord, bot: Bot):
    platform.channel("calls")
    ann = platform.person("ann")
    await bot.begin()
    channel = bot.get_channel(int(platform.channel("calls").id))
    assert isinstance(channel, discord.TextChannel)

    sent = await channel.send(view=Board(), file=discord.File(io.BytesIO(b"x"), "equity.png"))
    with pytest.raises(discord.HTTPException):
        await sent.edit(content="x")

    seen = await ann.next_message("# Portfolio")
    assert [one.label for one in seen.buttons] == ["Close", "Refresh"]
    assert seen.text == "# Portfolio\nBTC 0.5"
    assert len(platform.violations) == 1
    platform.violations.clear()


async def test_everything_about_a_server_can_be_read(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    post = await ann.says(platform.channel("calls"), "btc long")
    await bot.begin()
    guild = await bot.fetch_guild(int(platform.guild.id))
    message = await (await guild.fetch_channel(int(post.channel.id))).fetch_message(int(post.id))  # type: ignore[union-attr]

    await message.add_reaction("✅")
    await message.remove_reaction("✅", discord.Object(int(platform.state.bot.id)))
    thread = await message.create_thread(name="talk")
    hook = platform.webhook(post.channel, "Feed")
    face = discord.Webhook.partial(int(hook.id), hook.token, client=bot)
    stranger = discord.Webhook.partial(int(hook.id), "wrong", client=bot)

    assert [one.name for one in await guild.fetch_roles()] == ["@everyone", "bot"]
    assert (await guild.fetch_member(int(ann.id))).name == "ann"
    assert [one.name for one in await guild.fetch_channels()] == ["calls"]
    assert [one.name for one in await guild.active_threads()] == [thread.name]
    assert [one.id async for one in bot.fetch_guilds()] == [guild.id]
    assert (await bot.application_info()).owner.name == "owner"
    assert (await bot.http.get_bot_gateway())[0] == 1
    assert await bot.tree.fetch_commands() == []
    await thread.edit(archived=True)
    await thread.delete()
    said = await face.send("third", username="Feed of Ann", wait=True)
    await said.edit(content="fourth")
    assert [one.text for one in ann.sees()] == ["btc long", "fourth"]
    with pytest.raises(discord.HTTPException) as refused:
        await stranger.send("x")
    assert refused.value.code == 50027
