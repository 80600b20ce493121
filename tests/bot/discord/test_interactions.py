"""What people ask on Discord, and where they read the answer."""

from __future__ import annotations

import pytest

from tests.bot.discord.desk import Desk
from tests.platforms.discord.people import NotAnswered


async def test_a_slash_command_in_private_is_answered_by_a_message_that_stays(at_work: Desk):
    ann = at_work.discord.person("ann")

    ask = await ann.runs("/portfolio show")
    shown = await ask.shown()

    assert "PAPER" in shown.text
    assert not ask.private
    assert shown.channel is ann.room


async def test_in_a_channel_only_who_asked_sees_the_answer(at_work: Desk):
    ann, bob = at_work.discord.person("ann"), at_work.discord.person("bob")
    calls = at_work.discord.channel("calls")

    ask = await ann.runs("/portfolio show", calls)
    shown = await ask.shown()

    assert ask.private
    assert shown in ann.sees(calls)
    assert bob.sees(calls) == []


async def test_a_chart_is_a_picture_below_its_words_with_words_for_who_cannot_see_it(at_work: Desk):
    ann = at_work.discord.person("ann")
    calls = at_work.discord.channel("calls")

    for room in (None, calls):  # by the mail in private, by the front-end itself before her eyes only
        ask = await (ann.runs("/portfolio chart", what="allocation") if room is None
                     else ann.runs("/portfolio chart", room, what="allocation"))  # fmt: skip
        shown = await ask.shown()
        [file] = shown.attachments

        assert "cash" in shown.text
        assert (file["filename"], file["description"]) == ("allocation.png", "PAPER, made of: cash 100.00 %.")
        assert file["size"] > 1_000


async def test_a_public_answer_is_for_everybody_and_its_refusal_is_not(at_work: Desk):
    ann, bob = at_work.discord.person("ann"), at_work.discord.person("bob")
    calls = at_work.discord.channel("calls")

    listed = await ann.runs("/provider list", calls)
    await listed.shown()
    unknown = await ann.runs("/provider show", calls, name="nobody")
    await at_work.discord.until(lambda: unknown.interaction.followups and len(bob.sees(calls)) == 1)

    assert unknown.interaction.followups[0].only_for is ann.user


async def test_options_have_names_and_the_preview_becomes_what_was_done(at_work: Desk):
    ann = at_work.discord.person("ann")

    ask = await ann.runs("/trade buy", symbol="btc", amount="$100", stop="58k", targets="62k, 65k")
    preview = await ask.shown()
    assert "Buy BTC/USDT" in preview.text
    assert "62,000.00" in preview.text
    done = await ann.presses(preview, "Confirm")
    await at_work.discord.until(lambda: "Bought BTC/USDT" in preview.text)
    await at_work.rest()

    assert ann.sees() == [preview]
    assert done.interaction.followups == []


async def test_a_second_tap_buys_nothing_and_hides_nothing(at_work: Desk):
    ann = at_work.discord.person("ann")
    preview = await (await ann.runs("/trade buy", symbol="btc", amount="$100")).shown()
    button = next(one for one in preview.buttons if one.label == "Confirm")
    assert button.id is not None

    await ann.presses(preview, "Confirm")
    await at_work.discord.until(lambda: "Bought" in preview.text)
    await ann.taps(preview, button.id)
    again = await ann.next_message(lambda one: one is not preview)

    assert "Bought" in preview.text
    assert "already" in again.text.lower()


async def test_somebody_elses_button_is_refused_in_private(at_work: Desk):
    ann, bob = at_work.discord.person("ann"), at_work.discord.person("bob")
    mine = await (await ann.runs("/trade buy", symbol="btc", amount="$100")).shown()
    button = mine.buttons[0].id
    assert button is not None
    theirs = await (await bob.runs("/portfolio show")).shown()

    await bob.taps(theirs, button)
    refused = await bob.next_message("Not your button")

    assert refused.channel is bob.room
    assert "Buy BTC/USDT" in mine.text


async def test_symbols_are_completed_while_typing(at_work: Desk):
    ann = at_work.discord.person("ann")

    found = await ann.types_into("/trade buy", "symbol", "bt")

    assert {"name": "BTC/USDT", "value": "BTC/USDT"} in found
    assert len(found) <= 25


async def test_nobody_is_met_by_typing_alone(at_work: Desk):
    ann = at_work.discord.person("ann")
    await ann.types_into("/trade buy", "symbol", "bt")

    first = await (await ann.runs("/portfolio show")).shown()

    assert "was opened for you" in first.text


async def test_a_text_with_line_breaks_is_asked_for_in_a_form(at_work: Desk):
    ann = at_work.discord.person("ann")

    ask = await ann.runs("/signal check")
    assert ask.modal is not None
    sent = await ann.submits(ask, {"text": "LONG BTC/USDT\nentry 60000\nsl 58500\ntp 61500"})
    shown = await sent.shown()

    assert "BTC/USDT" in shown.text
    assert "58,500" in shown.text


async def test_a_form_keeps_what_was_given_already(at_work: Desk):
    ann = at_work.discord.person("ann")

    ask = await ann.runs("/trade note", trade="T-7K2Q")

    assert ask.modal is not None
    fields = [one["component"] for one in ask.modal["components"]]
    assert [(one["custom_id"], one.get("value")) for one in fields] == [("trade", "T-7K2Q"), ("text", None)]


async def test_a_message_is_read_as_a_signal_from_its_menu(at_work: Desk):
    ann, bob = at_work.discord.person("ann"), at_work.discord.person("bob")
    talk = at_work.discord.channel("talk")
    post = await bob.says(talk, "LONG BTC/USDT entry 60000 sl 58500 tp 61500")

    ask = await ann.picks("Read as signal", post)
    shown = await ask.shown()

    assert ask.private
    assert "BTC/USDT" in shown.text


async def test_the_menu_says_so_when_there_is_nothing(at_work: Desk):
    ann, bob = at_work.discord.person("ann"), at_work.discord.person("bob")
    talk = at_work.discord.channel("talk")
    picture = await bob.says(talk, "", files=[("chart.png", b"png")])
    words = await bob.says(talk, "good morning")

    read = await (await ann.picks("Read as signal", picture)).shown()
    why = await (await ann.picks("Why was this not copied?", words)).shown()

    assert "There are no words in that message" in read.text
    assert "no signal here" in why.text
    assert [one.label for one in why.buttons] == ["Read it as a signal"]


async def test_a_form_opens_for_what_a_button_does_not_know(at_work: Desk):
    ann = at_work.discord.person("ann")
    shown = await (await ann.runs("/me show")).shown()

    assert shown.text
    ask = await ann.runs("/trade close")

    assert ask.modal is not None


async def test_an_answer_goes_on_when_the_way_is_bad_for_a_while(at_work: Desk):
    ann = at_work.discord.person("ann")
    at_work.discord.limits_once(0.05, "PATCH")
    at_work.discord.loses_answers("POST", "/interactions/{interaction_id}/{interaction_token}/callback")

    ask = await ann.runs("/portfolio show")
    shown = await ask.shown()

    assert "PAPER" in shown.text
    assert len(ann.sees()) == 1


async def test_what_was_not_acknowledged_is_not_done(at_work: Desk):
    ann = at_work.discord.person("ann")
    preview = await (await ann.runs("/trade buy", symbol="btc", amount="$100")).shown()
    at_work.discord.fails(404, "POST", "/interactions/{interaction_id}/{interaction_token}/callback")

    with pytest.raises(NotAnswered):
        await ann.presses(preview, "Confirm", within=0.3)
    await at_work.rest()

    assert at_work.reports[0][1] == "an interaction was not acknowledged"
    at_work.reports.clear()
    positions = await (await ann.runs("/portfolio positions")).shown()
    assert "BTC" not in positions.text


async def test_who_may_not_hears_that(at_work: Desk):
    ann = at_work.discord.person("ann")
    await (await at_work.discord.owner.runs("/portfolio show")).shown()  # known, so that they can be named

    shown = await (await ann.runs("/admin health")).shown()

    assert "Not allowed" in shown.text
    assert "Only moderators here can use /admin health. Ask Owner." in shown.text


async def test_the_applications_owner_runs_the_installation(at_work: Desk):
    shown = await (await at_work.discord.owner.runs("/admin health")).shown()

    assert "Well" in shown.text
