"""Ways of asking that lead through more than one step, from the first word to what is read at the end."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.clock import RealClock
from bot.dispatch import Answer, Speaker
from bot.present.reply import Button, Reply
from core.command import Call
from tests.bot.discord.desk import Desk, desk
from tests.bot.discord.test_listening import moved_in, recorded
from tests.platforms.discord import Discord, Person, model

BARE = "LONG BTC/USDT entry 60000 tp 61500"


async def test_why_a_signal_was_not_copied_is_told_from_its_menu(at_work: Desk):
    pro, calls = await moved_in(at_work)
    ann = at_work.discord.person("ann")
    asked = await (await ann.runs("/copy start", provider="owner")).shown()
    await ann.presses(asked, "Follow")
    await at_work.discord.until(lambda: "Copying" in asked.text)
    post = await pro.says(calls, BARE)
    await recorded(at_work, 1)
    await ann.reads("Skipped BTC/USDT")

    ask = await ann.picks("Why was this not copied?", post)
    shown = await ask.shown()

    assert ask.private
    assert "BTC/USDT" in shown.text
    assert "✗ stop" in shown.text


async def test_a_button_that_asks_opens_a_form_and_goes_on_with_what_is_filled_in(at_work: Desk):
    ann = at_work.discord.person("ann")
    preview = await (await ann.runs("/trade buy", symbol="btc", amount="$100")).shown()

    ask = await ann.presses(preview, "Add a stop")
    assert ask.modal is not None
    assert str(ask.modal["custom_id"]).startswith("bw:ask:")
    shown = await (await ann.submits(ask, {"stop": "58k"})).shown()

    assert "58,000" in shown.text
    assert "Buy BTC/USDT" in shown.text
    await ann.presses(shown, "Confirm")
    await at_work.discord.until(lambda: "Bought BTC/USDT" in shown.text)


async def test_what_is_chosen_from_a_list_is_done(at_work: Desk):
    ann = at_work.discord.person("ann")
    await (await ann.runs("/portfolio show")).shown()
    actor, _ = await at_work.app.dispatcher.meet(Speaker("discord", ann.id, "ann"))
    calls = [Call(path, {}) for path in ("portfolio positions", "me limits", "me show", "me notify")]
    calls.append(Call("trade buy", {"symbol": "btc", "amount": "$100", "stop": ""}))
    card = Answer(
        kind="reply", person=actor.person, channel=None, card="five", command="",
        reply=Reply(title="Five ways", buttons=tuple(Button(call.path, call) for call in calls)),
    )  # fmt: skip
    await at_work.app.dispatcher.offer(card, None, None, None)
    await at_work.mail.answer(card, platform="discord", chat=ann.room.id)
    five = await ann.next_message("Five ways")
    assert five.buttons == []

    asked = await ann.selects(five, "trade buy")
    assert asked.modal is not None
    bought = await (await ann.submits(asked, {"stop": "58k"})).shown()
    assert "58,000" in bought.text

    await ann.selects(five, "me limits")
    await at_work.discord.until(lambda: "Your limits" in five.text)
    assert five.selects == []


async def test_a_card_that_can_be_changed_no_more_is_shown_anew_in_private(folder: Path):
    clock = RealClock()
    async with Discord(clock.now) as discord, desk(discord, folder, clock=clock) as at:
        await at.begin()
        ann, calls = discord.person("ann"), discord.channel("calls")
        soon, late = [await resting(discord, ann, calls) for _ in range(2)]

        await ann.runs("/trade cancel", what=trade_of(soon))
        await discord.until(lambda: "canceled" in soon.text)
        before = late.text
        clock.advance(timedelta(minutes=14, seconds=30))
        await ann.runs("/trade cancel", what=trade_of(late))
        anew = await ann.next_message(
            lambda one: trade_of(late) in one.text and "canceled" in one.text, channel=ann.room
        )

        assert late.text == before
        assert anew.channel is ann.room
        assert at.reports == []


async def resting(discord: Discord, ann: Person, where: model.Channel) -> model.Message:
    """A card in a channel, for one person's eyes, of an order that waits."""
    shown = await (await ann.runs("/trade buy", where, symbol="btc", amount="$100", limit="50000")).shown()
    await ann.presses(shown, "Confirm")
    await discord.until(
        lambda: [one.label for one in shown.buttons][-1:] == ["Cancel"] and "T-" in shown.text
    )
    return shown


def trade_of(card: model.Message) -> str:
    """The number of the trade on a card."""
    found = re.search(r"T-[0-9A-Z]{4}", card.text)
    assert found is not None, card.text
    return found[0]
