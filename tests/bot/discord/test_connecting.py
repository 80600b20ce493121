"""A key on Discord goes by a form and by nothing else: no option of a command takes one (BR-16)."""

from __future__ import annotations

from bot.app import COMMANDS
from bot.discord.forms import form_for, parts_of, with_filled
from core.command import Call
from core.venues.credentials import Connection
from core.venues.keys import credentials_of, vault_of
from tests.bot.discord.desk import Desk

ASKS = Call("me connect", {"broker": "kucoin", "entry": "ask:key,secret,token?"})


def test_no_command_opens_a_form_for_a_key_by_itself():
    assert form_for(COMMANDS.commands["me connect"], {"broker": "kraken"}) is None


def test_the_parts_of_a_key_become_one_option():
    assert parts_of(ASKS) == ("key", "secret", "token?")
    call = with_filled(ASKS, {"entry.key": "K", "entry.secret": 'S"\n', "name": "two"})

    assert call.options == {"broker": "kucoin", "name": "two", "entry": '{"key": "K", "secret": "S\\"\\n"}'}
    assert parts_of(call) == ()


async def test_a_key_is_entered_in_a_form(at_work: Desk):
    ann = at_work.discord.person("ann")
    asked = await ann.runs("/me connect", at_work.discord.channel("talk"), broker="kraken")
    card = await asked.shown()

    ask = await ann.presses(card, "Enter it")

    assert asked.private
    assert ask.modal is not None
    labels = [one["label"] for one in ask.modal["components"]]
    assert labels == ["key", "secret"]
    sent = await ann.submits(ask, {"entry.key": "good-4F2Q", "entry.secret": "line\nline"})
    shown = await sent.shown()
    assert "LIVE ready" in shown.text
    assert "··4F2Q" in shown.text
    assert sent.private
    world = at_work.app.world
    [connection] = await world.view.all(Connection)
    assert await credentials_of(world.view, vault_of(world), connection.account) == {
        "key": "good-4F2Q",
        "secret": "line\nline",
    }


async def test_one_that_is_no_good_is_refused_where_it_was_asked(at_work: Desk):
    ann = at_work.discord.person("ann")
    card = await (await ann.runs("/me connect", broker="kraken")).shown()
    ask = await ann.presses(card, "Enter it")

    shown = await (await ann.submits(ask, {"entry.key": "withdraws-1", "entry.secret": "x"})).shown()

    assert "I did not keep it" in shown.text
    assert "withdraws-1" not in shown.text


KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"


async def test_a_key_in_private_talk_is_theirs_to_delete(at_work: Desk):
    ann = at_work.discord.person("ann")

    await ann.dm(KEY)

    said = await ann.reads("That looked like a key. I cannot delete it here")
    assert KEY not in said.text


async def test_a_key_in_a_channel_is_deleted_and_its_writer_told_in_private(at_work: Desk):
    ann = at_work.discord.person("ann")
    await ann.dm("/me show")
    await ann.reads("PAPER")
    talk = at_work.discord.channel("talk")

    post = await ann.says(talk, f"my api key {KEY}")

    await ann.reads("That looked like a key. I deleted it")
    assert post.id not in [one.id for one in ann.sees(talk)]
