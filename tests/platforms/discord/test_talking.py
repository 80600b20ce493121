"""The unmodified client library on the local Discord: it connects, hears, answers and is answered."""

from __future__ import annotations

import io

import discord
import pytest

from tests.platforms.discord import Discord
from tests.platforms.discord.conftest import Bot
from tests.platforms.discord.model import May

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (4).to_bytes(4, "big") + (3).to_bytes(4, "big")


def repeats(bot: Bot) -> None:
    """The bot replies to everybody with what it heard."""

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"heard {message.content!r}", mention_author=False)


async def room(bot: Bot, name: str) -> discord.TextChannel:
    channel = bot.get_channel(int(bot.platform.channel(name).id))
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_replies_to_a_post(platform: Discord, bot: Bot):
    repeats(bot)
    calls = platform.channel("calls")
    ann = platform.person("ann")
    await bot.begin()

    post = await ann.says(calls, "btc long 60000")
    seen = await ann.next_message("heard 'btc long 60000'", channel=calls)

    assert seen.answers is post
    assert seen.author is platform.state.bot
    assert seen.mentions == []


async def test_talks_in_private(platform: Discord, bot: Bot):
    repeats(bot)
    ann, otto = platform.person("ann"), platform.person("otto")
    await bot.begin()

    await ann.dm("hello")

    assert (await ann.next_message()).text == "heard 'hello'"
    assert otto.sees() == []


async def test_writes_to_somebody_first_unless_they_closed_their_messages(platform: Discord, bot: Bot):
    ann, otto = platform.person("ann"), platform.person("otto")
    otto.user.dms_open = False
    await bot.begin()

    await (await bot.fetch_user(int(ann.id))).send("a fill")
    with pytest.raises(discord.Forbidden) as refused:
        await (await bot.fetch_user(int(otto.id))).send("a fill")

    assert (await ann.next_message("a fill")).channel is ann.room
    assert refused.value.code == 50007


async def test_opens_only_so_many_private_chats(platform: Discord, bot: Bot):
    platform.rest.dms_most = 2
    await bot.begin()
    people = [await bot.fetch_user(int(platform.person(name).id)) for name in ("ann", "otto", "mira")]

    for one in people[:2]:
        await one.create_dm()
    with pytest.raises(discord.Forbidden) as refused:
        await people[2].create_dm()

    assert refused.value.code == 40003


async def test_edits_show_their_newest_version(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    platform.channel("calls")
    await bot.begin()

    sent = await (await room(bot, "calls")).send(
        "open", embed=discord.Embed(title="T-7K2Q", description="waiting")
    )
    card = await ann.next_message("waiting")
    await sent.edit(embed=discord.Embed(title="T-7K2Q", description="bought"))

    assert card.text == "open\nT-7K2Q\nbought"
    assert card.edits == 1


async def test_uploads_a_picture_and_takes_one(platform: Discord, bot: Bot):
    calls = platform.channel("calls")
    ann = platform.person("ann")
    got: list[bytes] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if message.attachments and not message.author.bot:
            got.append(await message.attachments[0].read())
            picture = discord.File(io.BytesIO(PNG), "chart.png", description="BTC, 4 hours")
            embed = discord.Embed(title="chart").set_image(url="attachment://chart.png")
            await message.channel.send(embed=embed, file=picture)

    await bot.begin()
    await ann.says(calls, "", files=[("notes.txt", b"some notes")])
    shown = await ann.next_message("chart")

    assert got == [b"some notes"]
    (attachment,) = shown.attachments
    assert (attachment["width"], attachment["height"], attachment["description"]) == (4, 3, "BTC, 4 hours")
    assert shown.embeds[0]["image"]["url"] == attachment["url"]


async def test_sees_edits_deletions_forwards_webhooks_and_reactions(platform: Discord, bot: Bot):
    calls = platform.channel("calls")
    ann = platform.person("ann")
    heard: list[str] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        kind = "webhook" if message.webhook_id else "forward" if message.message_snapshots else "post"
        text = message.message_snapshots[0].content if kind == "forward" else message.content
        heard.append(f"{kind} {text}")

    @bot.event
    async def on_raw_message_edit(payload: discord.RawMessageUpdateEvent) -> None:
        heard.append(f"edit {payload.message.content}")

    @bot.event
    async def on_raw_message_delete(payload: discord.RawMessageDeleteEvent) -> None:
        heard.append("deletion")

    @bot.event
    async def on_raw_reaction_add(payload: discord.RawReactionActionEvent) -> None:
        heard.append(f"reaction {payload.emoji.name}")

    await bot.begin()
    post = await ann.says(calls, "first")
    await platform.until(lambda: heard)
    await ann.edits(post, "second")
    await ann.forwards(post, platform.channel("talk"))
    await ann.reacts(post, "👍")
    await ann.deletes(post)
    platform.webhook_says(platform.webhook(calls, "Feed"), "third")
    await platform.until(lambda: len(heard) == 6)

    # The library starts a task for each event, so their order is its own.
    assert heard[0] == "post first"
    assert set(heard) >= {"edit second", "forward second", "reaction 👍", "deletion", "webhook third"}


async def test_a_thread_hangs_on_a_message(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    platform.channel("calls")
    await bot.begin()

    sent = await (await room(bot, "calls")).send("Northlight #86")
    thread = await sent.create_thread(name="Northlight #86")
    await thread.send("filled")

    seen = await ann.next_message("filled")
    assert seen.channel.parent is platform.channel("calls")
    assert seen.channel.id == str(sent.id)


async def test_what_is_not_allowed_is_refused_as_discord_does(platform: Discord, bot: Bot):
    hidden, locked = platform.channel("hidden"), platform.channel("locked")
    platform.state.forbid(locked, platform.guild.id, May.SEND_MESSAGES)
    await bot.begin()
    channel = await room(bot, "hidden")
    platform.state.forbid(hidden, platform.guild.id, May.VIEW_CHANNEL)

    async def code(work: object) -> int:
        with pytest.raises(discord.HTTPException) as refused:
            await work  # type: ignore[misc]  # a coroutine
        return refused.value.code

    assert await code(channel.send("x")) == 50001
    assert await code((await room(bot, "locked")).send("x")) == 50013
    assert await code(platform_user(bot).send("x" * 2001)) == 50035
    assert await code(platform_user(bot).send("")) == 50006
    assert await code(channel.fetch_message(1)) == 50001
    assert [one.wrong.code for one in platform.violations] == ["50035", "50006"]
    platform.violations.clear()


def platform_user(bot: Bot) -> discord.User:
    user = bot.get_user(int(bot.platform.owner.id))
    assert user is not None
    return user


async def test_without_the_content_intent_posts_come_empty(platform: Discord):
    intents = discord.Intents.all()
    intents.message_content = False
    bot = Bot(platform, intents)
    heard: list[str] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    ann = platform.person("ann")
    try:
        await bot.begin()
        await ann.says(platform.channel("calls"), "btc long")
        await ann.says(platform.channel("calls"), f"<@{platform.state.bot.id}> help")
        await ann.dm("in private")
        await platform.until(lambda: len(heard) == 3)
    finally:
        await bot.end()

    assert heard == ["", f"<@{platform.state.bot.id}> help", "in private"]


async def test_reads_the_history_after_a_moment(platform: Discord, bot: Bot):
    calls = platform.channel("calls")
    ann = platform.person("ann")
    await bot.begin()
    posts = [await ann.says(calls, f"post {number}") for number in range(5)]

    channel = await room(bot, "calls")
    since = discord.Object(int(posts[2].id))

    assert [one.content async for one in channel.history(after=since)] == ["post 3", "post 4"]
    assert [one.content async for one in channel.history(limit=2)] == ["post 4", "post 3"]
