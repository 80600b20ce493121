"""What is written where the bot is: in private talk, and in channels with a provider."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.discord import posts
from core.signals.model import Channel, EntryKind, LedgerEntry, Signal
from tests.bot.discord.desk import Desk, desk
from tests.platforms.discord import Discord, Person, model

SIGNAL = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"


async def moved_in(at: Desk) -> tuple[Person, model.Channel]:
    """A provider in #calls: the owner, who needs nobody's leave."""
    pro, calls = at.discord.owner, at.discord.channel("calls")
    asked = await (await pro.runs("/provider register", calls)).shown()
    await pro.presses(asked, "Go live")
    await at.discord.until(lambda: "Go live" not in [one.label for one in asked.buttons])
    return pro, calls


async def recorded(at: Desk, count: int) -> list[LedgerEntry]:
    """The record, as soon as it has so many lines."""
    found: list[LedgerEntry] = []
    async with asyncio.timeout(20):
        while len(found) < count:
            await at.rest()
            found = list(await at.app.world.view.all(LedgerEntry))
    assert len(found) == count
    return sorted(found, key=lambda one: one.number)


# -- private talk --------------------------------------------------------------------------------------


async def test_a_typed_command_is_answered_by_a_reply(at_work: Desk):
    ann = at_work.discord.person("ann")

    asked = await ann.dm("/portfolio show")
    shown = await ann.next_message("PAPER")

    assert shown.answers is asked


async def test_plain_words_in_private_are_read_as_a_signal(at_work: Desk):
    ann = at_work.discord.person("ann")

    await ann.dm(SIGNAL)

    assert "BTC/USDT" in (await ann.next_message("58,500")).text


async def test_a_post_that_is_forwarded_to_the_bot_is_read(at_work: Desk):
    ann, bob = at_work.discord.person("ann"), at_work.discord.person("bob")
    post = await bob.says(at_work.discord.channel("talk"), SIGNAL)

    await ann.forwards(post, ann.room)

    assert "BTC/USDT" in (await ann.next_message("58,500")).text


async def test_a_question_is_answered_by_the_next_plain_line(at_work: Desk):
    ann = at_work.discord.person("ann")

    await ann.dm("/trade buy btc")
    await ann.next_message()
    await ann.dm("$100")

    assert "Buy BTC/USDT" in (await ann.next_message("Confirm" and "Buy BTC/USDT")).text


async def test_a_picture_alone_is_told_that_it_cannot_be_read(at_work: Desk):
    ann = at_work.discord.person("ann")

    await ann.dm("", files=[("chart.png", b"png")])

    await ann.next_message("There are no words in that message")


async def test_a_message_that_comes_twice_is_answered_once(at_work: Desk):
    ann = at_work.discord.person("ann")
    at_work.discord.gateway.twice["MESSAGE_CREATE"] = 1

    await ann.dm("/trade buy btc $100")
    await ann.next_message("Buy BTC/USDT")
    await ann.dm("/me show")
    await ann.next_message(lambda one: "Buy" not in one.text)

    assert len([one for one in ann.sees() if one.author is at_work.discord.state.bot]) == 2


async def test_an_edit_of_what_was_asked_asks_nothing(at_work: Desk):
    ann = at_work.discord.person("ann")
    asked = await ann.dm("/trade buy btc $100")
    await ann.next_message("Buy BTC/USDT")

    await ann.edits(asked, "/trade buy btc $500")
    await ann.dm("/me show")
    await ann.next_message(lambda one: "Buy" not in one.text)

    assert not [one for one in ann.sees() if "500" in one.text and one is not asked]


# -- channels ------------------------------------------------------------------------------------------


async def test_posts_edits_and_deletions_of_a_provider_are_recorded(at_work: Desk):
    pro, calls = await moved_in(at_work)

    post = await pro.says(calls, SIGNAL)
    await recorded(at_work, 1)
    await pro.edits(post, SIGNAL.replace("58500", "59000"))
    await recorded(at_work, 2)
    await pro.deletes(post)
    entries = await recorded(at_work, 3)

    assert [one.kind for one in entries] == [EntryKind.POST, EntryKind.EDIT, EntryKind.DELETED]
    assert entries[0].version == 0 < entries[1].version < entries[2].version
    assert entries[0].posted_at == post.at.replace(microsecond=post.at.microsecond // 1000 * 1000)
    (signal,) = await at_work.app.world.view.all(Signal)
    assert signal.channel == f"discord:{calls.id}"
    channel = await at_work.app.world.view.get(Channel, signal.channel)
    assert channel is not None
    assert channel.name == "calls"


async def test_nobody_else_is_taken_for_the_provider(at_work: Desk):
    pro, calls = await moved_in(at_work)
    bob, robot = at_work.discord.person("bob"), at_work.discord.person("robot", bot=True)
    theirs = await bob.says(at_work.discord.channel("talk"), SIGNAL)

    await bob.says(calls, SIGNAL)
    await robot.says(calls, SIGNAL)
    at_work.discord.webhook_says(at_work.discord.webhook(calls, "pro"), SIGNAL, username="pro")
    await pro.forwards(theirs, calls)
    mine = await pro.says(calls, SIGNAL)

    (entry,) = await recorded(at_work, 1)
    assert entry.message == mine.id


async def test_a_link_that_unfolds_is_no_edit(at_work: Desk):
    pro, calls = await moved_in(at_work)
    post = await pro.says(calls, SIGNAL)
    at_work.discord.state._tell_message("MESSAGE_UPDATE", post)
    await pro.says(calls, "be")

    entries = await recorded(at_work, 2)
    assert [one.version for one in entries] == [0, 0]


async def test_replies_are_known_as_such(at_work: Desk):
    pro, calls = await moved_in(at_work)
    post = await pro.says(calls, SIGNAL)

    await pro.replies(post, "sl 59000")

    entries = await recorded(at_work, 2)
    assert entries[1].reply_to == post.id


async def test_posts_of_a_channel_come_in_their_order(at_work: Desk):
    pro, calls = await moved_in(at_work)

    posts = [await pro.says(calls, f"note {number}") for number in range(40)]

    entries = await recorded(at_work, 40)
    assert [one.message for one in entries] == [post.id for post in posts]


async def test_others_channels_are_not_read(at_work: Desk):
    pro, calls = await moved_in(at_work)
    talk = at_work.discord.channel("talk")

    await pro.says(talk, SIGNAL)
    await pro.says(calls, "hello")

    (entry,) = await recorded(at_work, 1)
    assert entry.text == "hello"


# -- away and back -------------------------------------------------------------------------------------


async def test_what_was_posted_while_nobody_listened_is_heard_with_its_own_time(at_work: Desk):
    pro, calls = await moved_in(at_work)
    first = await pro.says(calls, "first")
    await recorded(at_work, 1)
    await at_work.end()
    second = await pro.says(calls, "second")
    third = await pro.says(calls, "third")
    await pro.edits(first, "first, mended")

    await at_work.begin()
    fourth = await pro.says(calls, "fourth")

    entries = await recorded(at_work, 5)
    posts = [one.message for one in entries if one.version == 0]
    assert posts == [first.id, second.id, third.id, fourth.id]
    assert [one.message for one in entries if one.version] == [first.id]
    assert entries[1].posted_at < entries[1].seen_at


async def test_what_was_deleted_while_nobody_listened_is_recorded(at_work: Desk):
    pro, calls = await moved_in(at_work)
    post = await pro.says(calls, SIGNAL)
    await recorded(at_work, 1)
    await at_work.end()
    await pro.deletes(post)

    await at_work.begin()

    entries = await recorded(at_work, 2)
    assert entries[1].kind is EntryKind.DELETED


async def test_a_lost_session_misses_nothing(at_work: Desk):
    pro, calls = await moved_in(at_work)
    await pro.says(calls, "before")
    await recorded(at_work, 1)

    at_work.discord.gateway.forget()
    at_work.discord.gateway.cut()
    await pro.says(calls, "in between")
    await at_work.discord.until(lambda: at_work.discord.gateway.identifies == 2, 30)
    await pro.says(calls, "after")

    entries = await recorded(at_work, 3)
    assert [one.text for one in entries] == ["before", "in between", "after"]


async def test_a_resumed_session_hears_what_it_missed_once(at_work: Desk):
    pro, calls = await moved_in(at_work)

    at_work.discord.gateway.ask_to_reconnect()
    await pro.says(calls, "in between")
    await at_work.discord.until(lambda: at_work.discord.gateway.resumes == 1)
    await pro.says(calls, "after")

    entries = await recorded(at_work, 2)
    assert [one.text for one in entries] == ["in between", "after"]
    assert at_work.discord.gateway.identifies == 1
    assert at_work.front.health.ready


async def test_a_restart_in_the_middle_of_a_confirm_loses_nothing(discord: Discord, folder: Path):
    ann = discord.person("ann")
    async with desk(discord, folder) as before:
        await before.begin()
        await ann.dm("/trade buy btc $100")
        preview = await ann.next_message("Buy BTC/USDT")
    async with desk(discord, folder) as after:
        await after.begin()
        await ann.presses(preview, "Confirm")
        await discord.until(lambda: "Bought BTC/USDT" in preview.text)
        await ann.dm("/portfolio positions")
        positions = await ann.next_message(lambda one: "0.00166" in one.text and one is not preview)

        assert positions.text.count("BTC") >= 1
        assert len([one for one in ann.sees() if "Bought" in one.text]) == 1


async def test_more_than_can_wait_is_read_from_the_history_as_soon_as_there_is_room(
    discord: Discord, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(posts, "WAITING_MOST", 3)
    async with desk(discord, folder) as at:
        await at.begin()
        pro, calls = await moved_in(at)
        quiet = discord.channel("quiet")
        second = await (await pro.runs("/provider register", quiet, name="second")).shown()
        await pro.presses(second, "Go live")
        await discord.until(lambda: "Go live" not in [one.label for one in second.buttons])
        await pro.says(calls, "first")
        await recorded(at, 1)

        async with at.front.posts._lanes.turn(calls.id):  # one post takes long
            burst = [await pro.says(calls, f"note {number}") for number in range(12)]
            await discord.until(lambda: left_behind(at, calls))
            alone = await pro.says(quiet, "nothing comes after this")
            await discord.until(lambda: left_behind(at, quiet))

        entries = await recorded(at, 14)
        heard = [one.message for one in entries if one.message != alone.id]
        assert heard[1:] == [one.id for one in burst]
        assert len({one.message for one in entries}) == 14
        assert not at.front.posts._behind


def left_behind(at: Desk, room: model.Channel) -> bool:
    return room.id in at.front.posts._behind


# -- what was written while nobody was there ------------------------------------------------------------


async def test_private_messages_that_were_missed_are_answered_once_and_first(discord: Discord, folder: Path):
    ann = discord.person("ann")
    async with desk(discord, folder) as first:
        await first.begin()
        await ann.dm("/me show")
        await ann.next_message("role")
    await ann.dm("/trade buy btc $100")

    for _ in range(2):  # at another start nothing is answered again
        async with desk(discord, folder) as later:
            await later.begin()
            await ann.dm("/portfolio show")
            await discord.until(lambda: len(answered_to(ann)) == len(asked_by(ann)))
            await later.rest()

    assert answered_to(ann) == asked_by(ann)


def asked_by(person: Person) -> list[str]:
    return [one.content for one in person.sees(person.room) if one.author is person.user]


def answered_to(person: Person) -> list[str]:
    return [one.answers.content for one in person.sees(person.room) if one.answers is not None]
