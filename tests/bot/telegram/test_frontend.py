"""Telegram as people use it, through the real library to a local Telegram: words, taps, posts, groups."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.wire import Outgoing, Unreachable
from bot.present.reply import Reply
from core.bookkeeping import Heard
from core.orders.model import Order
from core.signals.model import LedgerEntry, Signal
from tests.bot.telegram.stage import gives_signals, staged

SIGNAL = "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"


# -- in private --------------------------------------------------------------------------------------------


async def test_a_typed_command_is_answered_in_private(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")

        await ann.writes("/trade_buy $100 btc")

        card = await ann.reads("PAPER", "BTC/USDT", "A PAPER account")
        assert card.labels[0] == "Confirm"
        assert ("reachable", str(ann.id)) in stage.mail.told


async def test_a_tap_is_acknowledged_and_buys_once(url: str):
    async with staged(url) as stage, stage.open() as (app, _):
        ann = stage.telegram.person("Ann")
        await ann.writes("/trade buy $100 btc")
        card = await ann.reads("Buy BTC/USDT")

        first, second = await ann.presses(card, "Confirm"), await ann.presses(card, "Confirm")

        await ann.reads("Bought BTC/USDT")
        await ann.reads("Done already")
        assert (first.answered, second.answered) == (True, True)
        assert len(await app.world.view.all(Order)) == 1
        assert [one for one in ann.told() if "Buy BTC/USDT for" in one.text] == [], (
            "what is over stands no more"
        )


async def test_words_in_private_are_read_as_a_signal_and_so_are_forwards(url: str):
    async with staged(url) as stage, stage.open():
        ann, bob = stage.telegram.person("Ann"), stage.telegram.person("Bob")
        group = stage.telegram.group("Traders", [ann, bob])
        post = await bob.writes(SIGNAL, group)

        await ann.writes(SIGNAL)
        await ann.reads("BTC/USDT", "60,000.00")
        forward = await ann.forwards(post)

        def answered() -> str:
            return next((one.text for one in ann.told() if one.answers is forward), "")

        assert "60,000.00" in await stage.telegram.until(answered)


async def test_a_forwarded_command_is_not_carried_out(url: str):
    async with staged(url) as stage, stage.open():
        ann, bob = stage.telegram.person("Ann"), stage.telegram.person("Bob")
        group = stage.telegram.group("Traders", [ann, bob])
        trap = await bob.writes("/me paper reset", group)
        await ann.writes("/me show")
        await ann.reads("PAPER")
        before = len(ann.told())

        await ann.forwards(trap)

        await stage.telegram.until(lambda: len(ann.told()) > before)
        assert "Reset" not in ann.told()[-1].text


async def test_a_missing_option_is_the_next_plain_line(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        await ann.writes("/trade buy btc")
        await ann.reads("amount")

        await ann.writes("$100")

        await ann.reads("Buy BTC/USDT")


async def test_a_link_brings_its_payload_to_start(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")

        await ann.starts("nonsense")

        card = await ann.reads("")
        assert "Something broke" not in card.text


async def test_what_is_no_text_is_told_so(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")

        await ann.sends_file("chart.bin", b"\x00")

        await ann.reads("I read text only")


async def test_an_edited_command_never_runs_again(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        command = await ann.writes("/trade buy $100 btc")
        await ann.reads("Buy BTC/USDT")

        await ann.edits(command, "/trade buy $900 btc")
        await ann.writes("/me show")

        await ann.reads("Ann")
        assert not any("900" in one.text for one in ann.told())


async def test_a_slow_answer_is_announced_by_typing(url: str):
    async with staged(url) as stage:
        stage.timing = replace(stage.timing, slow=0.0)
        async with stage.open():
            ann = stage.telegram.person("Ann")

            await ann.writes("/portfolio show")

            await ann.reads("PAPER")
            assert stage.telegram.calls_of("sendChatAction")


# -- in groups ---------------------------------------------------------------------------------------------


async def test_a_public_command_is_answered_where_it_was_asked_in_its_topic(url: str):
    async with staged(url, privacy=False) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        forum = stage.telegram.group("Traders", [ann], forum=True)
        topic = await forum.opens_topic("Calls")

        await ann.writes("/provider_list", forum, topic=topic)

        card = await ann.reads("rovider", chat=forum)
        assert card.topic == topic
        assert ann.told() == []


async def test_a_private_answer_leaves_one_line_in_the_group_that_goes_away(url: str):
    async with staged(url) as stage:
        stage.timing = replace(stage.timing, aside=0.2)
        async with stage.open():
            ann = stage.telegram.person("Ann")
            group = stage.telegram.group("Traders", [ann], admin=True)
            await ann.starts()
            await ann.reads("")

            await ann.writes(f"/portfolio_show@{stage.telegram.state.bot.username}", group)

            line = await ann.reads("Sent to you in private.", chat=group)
            assert line.labels == []
            await ann.reads("PAPER", "cash")
            await stage.telegram.until(lambda: line.deleted)


async def test_who_never_pressed_start_is_shown_the_way(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann])

        await ann.writes("/portfolio show", group)

        line = await ann.reads("private", chat=group)
        [button] = line.buttons
        assert button.label == "Open private chat"
        assert "PAPER" not in line.text


async def test_commands_of_other_bots_are_left_alone(url: str):
    async with staged(url, privacy=False) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann])

        await ann.writes("/help@other_bot", group)
        await ann.writes("/weather", group)
        await ann.writes("/provider_list", group)

        await ann.reads("rovider", chat=group)
        assert len(ann.told(group)) == 1
        assert ann.told() == []


async def test_somebody_who_writes_as_the_group_is_asked_for_a_name(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann])

        await ann.writes("/portfolio show", group, anonymous=True)

        await ann.reads("Write under your own name", chat=group)


async def test_the_bot_says_what_it_does_where_it_is_added(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann], bot=False)

        await group.admits_bot(ann)

        await ann.reads("I read signals here and answer in private. Owner: /admin setup", chat=group)


async def test_a_group_that_grew_up_is_told_to_the_owner_once(url: str):
    async with staged(url) as stage:
        ann = stage.telegram.person("Ann")
        stage.owned_by(ann)
        async with stage.open() as (_, frontend):
            await ann.starts()
            await ann.reads("")
            group = stage.telegram.group("Traders", [ann], small=True)

            new = await group.becomes_supergroup()
            card = await ann.reads("The group Traders has moved", f"telegram:{new.id}")
            with pytest.raises(Unreachable, match=f"telegram:{new.id}"):
                await frontend.wire.send(
                    Outgoing(chat=str(group.id), card="c", reply=Reply(title="T"), nonce="n")
                )
            await stage.telegram.until(lambda: len(stage.reports) == 2)
            await stage.telegram.until(lambda: not stage.mail.waiting)

            assert [one for one in ann.told() if "has moved" in one.text] == [card]


async def test_whoever_blocks_the_bot_is_marked_until_they_come_back(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        await ann.starts()
        await ann.reads("")

        await ann.blocks()
        await stage.telegram.until(lambda: ("unreachable", str(ann.id)) in stage.mail.told)
        stage.mail.told.clear()
        await ann.starts()

        await stage.telegram.until(lambda: ("reachable", str(ann.id)) in stage.mail.told)


async def test_a_button_of_somebody_else_pops_up_and_sends_nothing(url: str):
    async with staged(url) as stage, stage.open() as (app, _):
        ann, bob = stage.telegram.person("Ann"), stage.telegram.person("Bob")
        group = stage.telegram.group("Traders", [ann, bob])
        await ann.writes("/trade buy $100 btc")
        card = await ann.reads("Buy BTC/USDT")
        data = card.buttons[0].data
        line = await bob.writes("/provider_list", group)
        shown = await bob.reads("rovider", chat=group)
        assert line is not None

        tap = await bob.presses(shown, "", stale=data)

        assert "Not your button: it is Ann's" in await bob.pop_up(tap)
        assert tap.alert
        assert bob.told() == []
        assert await app.world.view.all(Order) == []


async def test_typing_its_name_anywhere_offers_what_everybody_may_see(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")

        ask = await ann.asks_inline("provider")

        await stage.telegram.until(lambda: ask.results)
        titles = [one["title"] for one in ask.results]
        assert "/provider list" in titles
        assert not any("trade" in one for one in titles)


async def test_what_is_ones_own_to_show_is_offered_to_oneself_alone(url: str):
    async with staged(url, privacy=False) as stage, stage.open():
        ann, bob = stage.telegram.person("Ann"), stage.telegram.person("Bob")
        group = stage.telegram.group("Traders", [ann, bob])
        await ann.starts()
        await ann.reads("PAPER")

        hers, his = await ann.asks_inline("portfolio"), await bob.asks_inline("portfolio")
        await stage.telegram.until(lambda: hers.results and his.answered)
        shown = await ann.picks(hers, 0, group)
        other = await ann.asks_inline("signal 1")
        await stage.telegram.until(lambda: other.answered)

        assert "PAPER" in shown.text
        assert "100,000.00" in shown.text
        assert not any("PAPER" in one["title"] for one in his.results)  # nobody is met by typing
        assert hers.personal
        assert his.personal


async def test_an_offer_that_is_picked_is_a_command_there(url: str):
    async with staged(url, privacy=False) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        group = stage.telegram.group("Traders", [ann])
        ask = await ann.asks_inline("provider list")
        await stage.telegram.until(lambda: ask.results)

        await ann.picks(ask, 0, group)

        await ann.reads("rovider", chat=group)


async def test_a_tap_that_takes_long_is_acknowledged_before_it_is_done(url: str):
    async with staged(url, privacy=False) as stage:
        stage.timing = replace(stage.timing, tap=0.0)
        async with stage.open():
            ann = stage.telegram.person("Ann")
            group = stage.telegram.group("Traders", [ann])
            await ann.starts()
            await ann.reads("")
            await ann.writes("/provider_list", group)
            shown = await ann.reads("rovider", chat=group)

            tap = await ann.presses(shown, "", stale="bw:nosuchcard:0")

            assert await ann.pop_up(tap) == ""
            await stage.telegram.until(lambda: ("spoke", str(ann.id)) in stage.mail.told)


async def test_a_button_that_is_none_of_ours_is_acknowledged(url: str):
    async with staged(url) as stage, stage.open():
        ann = stage.telegram.person("Ann")
        await ann.writes("/me show")
        shown = await ann.reads("Ann")

        tap = await ann.presses(shown, "", stale="something else")

        assert await ann.pop_up(tap) == ""


async def test_each_scope_has_its_menu(url: str):
    async with staged(url) as stage, stage.open():
        ann, bob = stage.telegram.person("Ann"), stage.telegram.person("Bob")
        group = stage.telegram.group("Traders", [ann, bob])

        await stage.telegram.until(lambda: ann.menu(group) != bob.menu(group) and bob.menu())

        assert "trade_buy" in [one["command"] for one in bob.menu()]
        assert "trade_buy" not in [one["command"] for one in bob.menu(group)]
        assert "provider_register" in [one["command"] for one in ann.menu(group)]


# -- posts -------------------------------------------------------------------------------------------------


async def test_a_channels_post_is_a_signal_and_its_edit_a_version(url: str):
    async with staged(url) as stage, stage.open() as (app, _):
        pro = stage.telegram.person("Pro")
        calls = stage.telegram.channel("calls", [pro])
        await gives_signals(app, calls, calls.id, at=stage.clock.now())

        post = await calls.posts(SIGNAL, signature="Pro")
        await stage.telegram.until(lambda: len(stage.heard) == 1)
        stage.clock.advance(timedelta(seconds=60))
        await calls.edits_post(post, SIGNAL.replace("58500", "59000"))
        await stage.telegram.until(lambda: len(stage.heard) == 2)

        first, second = stage.heard
        assert (first.author, first.author_name, first.version) == (str(calls.id), "Pro", 0)
        assert second.version > 0
        assert second.message == first.message
        async with asyncio.timeout(5):
            while len(await app.world.view.all(LedgerEntry)) < 2:
                pass
        assert len(await app.world.view.all(Signal)) == 1


async def test_in_a_group_only_the_providers_own_posts_are_theirs(url: str):
    async with staged(url, privacy=False) as stage, stage.open() as (app, _):
        pro, bob = stage.telegram.person("Pro"), stage.telegram.person("Bob")
        group = stage.telegram.group("calls", [pro, bob])
        await gives_signals(app, group, pro.id, at=stage.clock.now())

        said = await bob.writes(SIGNAL, group)
        await pro.forwards(said, group)
        own = await pro.writes(SIGNAL, group, reply_to=said)
        await stage.telegram.until(lambda: len(stage.heard) == 3)

        assert [one.author for one in stage.heard] == [str(bob.id), f"forward:{pro.id}", str(pro.id)]
        assert stage.heard[2].reply_to == str(said.id)
        entries: Sequence[LedgerEntry] = ()
        async with asyncio.timeout(5):
            while not entries:
                entries = await app.world.view.all(LedgerEntry)
        assert [entry.message for entry in entries] == [str(own.id)]


async def test_talk_in_a_room_without_a_provider_is_neither_read_nor_kept(url: str):
    async with staged(url, privacy=False) as stage, stage.open() as (app, _):
        bob = stage.telegram.person("Bob")
        group = stage.telegram.group("chat", [bob])

        await bob.writes("my grandmother's recipe", group)
        await bob.writes("/me show")
        await bob.reads("Bob")

        assert stage.heard == []
        rows = await app.world.view.all(Heard)
        assert not any("grandmother" in one.body for one in rows)
