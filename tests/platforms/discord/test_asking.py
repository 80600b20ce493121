"""Commands, buttons, menus, forms and proposals, between people and the unmodified client library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.platforms.discord import Discord
from tests.platforms.discord.client import point_client_at
from tests.platforms.discord.conftest import Bot
from tests.platforms.discord.model import Answers
from tests.platforms.discord.people import NotAnswered

Tap = discord.Interaction[Bot]


class Confirm(discord.ui.View):
    """A card with two buttons and a menu."""

    @discord.ui.button(label="Confirm", custom_id="bw:card1:0", style=discord.ButtonStyle.primary)
    async def confirm(self, tap: Tap, button: discord.ui.Button[Confirm]) -> None:
        await tap.response.edit_message(content="Bought.", view=None)

    @discord.ui.button(label="Change", custom_id="bw:card1:1")
    async def change(self, tap: Tap, button: discord.ui.Button[Confirm]) -> None:
        await tap.response.send_modal(Size())

    @discord.ui.select(custom_id="bw:card1:2", options=[discord.SelectOption(label="Half", value="0.5")])
    async def part(self, tap: Tap, menu: discord.ui.Select[Confirm]) -> None:
        await tap.response.send_message(f"part {menu.values[0]}", ephemeral=True)


class Size(discord.ui.Modal, title="How much?"):
    """A form with two fields."""

    amount: discord.ui.TextInput[Size] = discord.ui.TextInput(label="Amount", custom_id="amount")
    zone: discord.ui.Label[Size] = discord.ui.Label(
        text="Zone",
        component=discord.ui.Select(
            custom_id="zone", options=[discord.SelectOption(label="Berlin", value="b")]
        ),
    )

    async def on_submit(self, tap: discord.Interaction[Any]) -> None:
        zone = self.zone.component
        assert isinstance(zone, discord.ui.Select)
        await tap.response.edit_message(content=f"Buy for {self.amount.value} at {zone.values[0]}?")


async def trading(bot: Bot) -> None:
    """The bot offers /trade buy with proposals, and a command in the message's menu."""
    trade = app_commands.Group(name="trade", description="Trading")

    @trade.command(description="Buy something")
    async def buy(tap: Tap, symbol: str, amount: app_commands.Range[int, 1] = 50) -> None:
        await tap.response.send_message(f"Buy {symbol} for {amount}?", view=Confirm(), ephemeral=True)

    @buy.autocomplete("symbol")
    async def propose(tap: Tap, typed: str) -> list[app_commands.Choice[str]]:
        known = ["BTC/USDT", "BNB/USDT", "ETH/USDT"]
        return [app_commands.Choice(name=one, value=one) for one in known if one.lower().startswith(typed)]

    @trade.command(description="Takes its time")
    async def slow(tap: Tap) -> None:
        await tap.response.defer(ephemeral=True, thinking=True)
        for text in ("one", "two"):
            await tap.edit_original_response(content=text)
        await tap.followup.send("three", ephemeral=True)

    @bot.tree.context_menu(name="Read as signal")
    async def read(tap: Tap, message: discord.Message) -> None:
        await tap.response.send_message(f"read {message.content!r}")

    bot.tree.add_command(trade)
    await bot.begin()


async def test_a_private_answer_is_seen_by_nobody_else(platform: Discord, bot: Bot):
    ann, otto = platform.person("ann"), platform.person("otto")
    calls = platform.channel("calls")
    await trading(bot)

    ask = await ann.runs("/trade buy", calls, symbol="BTC/USDT", amount=20)

    assert ask.private
    assert (await ask.shown()).text == "Buy BTC/USDT for 20?"
    assert [one.text for one in ann.sees(calls)] == ["Buy BTC/USDT for 20?"]
    assert otto.sees(calls) == []


async def test_a_command_works_in_private_too(platform: Discord, bot: Bot):
    await trading(bot)

    ask = await platform.person("ann").runs("/trade buy", symbol="ETH/USDT")

    assert (await ask.shown()).text == "Buy ETH/USDT for 50?"


async def test_options_are_proposed_while_typing(platform: Discord, bot: Bot):
    await trading(bot)

    proposed = await platform.person("ann").types_into("/trade buy", "symbol", "b")

    assert [one["value"] for one in proposed] == ["BTC/USDT", "BNB/USDT"]


@pytest.mark.parametrize(
    ("line", "options", "named"),
    [
        ("/trade sell", {}, "sell"),
        ("/trade", {}, "sub-command"),
        ("/trade buy", {}, "symbol"),
        ("/trade buy", {"symbol": "x", "size": 1}, "size"),
    ],
)
async def test_what_was_not_registered_cannot_be_sent(
    platform: Discord, bot: Bot, line: str, options: dict[str, Any], named: str
):
    await trading(bot)

    with pytest.raises(LookupError, match=named):
        await platform.person("ann").runs(line, **options)


async def test_a_button_changes_its_card(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    await trading(bot)
    card = await (await ann.runs("/trade buy", platform.channel("calls"), symbol="BTC/USDT")).shown()
    assert [one.label for one in card.buttons] == ["Confirm", "Change"]

    await ann.presses(card, "Confirm")

    assert card.text == "Bought."
    assert card.buttons == []


async def test_a_button_opens_a_form_and_a_menu_answers(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    await trading(bot)
    card = await (await ann.runs("/trade buy", symbol="BTC/USDT")).shown()

    form = await ann.presses(card, "Change")
    assert form.modal is not None
    with pytest.raises(LookupError, match="Zone"):
        await ann.submits(form, {"Amount": "20"})
    await ann.submits(form, {"Amount": "20", "Zone": "Berlin"})
    menu = await ann.selects(card, "Half")

    assert card.text == "Buy for 20 at b?"
    assert (await menu.shown()).text == "part 0.5"


async def test_a_message_of_others_is_given_to_the_bot_by_its_menu(platform: Discord, bot: Bot):
    ann, otto = platform.person("ann"), platform.person("otto")
    await trading(bot)
    post = await otto.says(platform.channel("calls"), "btc long")

    ask = await ann.picks("Read as signal", post)

    assert (await ask.shown()).text == "read 'btc long'"
    assert [one.text for one in otto.sees()] == ["btc long", "read 'btc long'"]


async def test_a_deferred_answer_grows(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    await trading(bot)

    ask = await ann.runs("/trade slow")
    assert ask.interaction.answered is Answers.DEFER_MESSAGE
    last = await ask.says("three")

    assert last is not ask.message
    assert (await ask.shown()).text == "two"


async def test_nobody_waits_for_a_bot_that_is_silent(platform: Discord, bot: Bot):
    ann = platform.person("ann")

    @bot.tree.command(description="Says nothing")
    async def silent(tap: Tap) -> None:
        pass

    await bot.begin()

    with pytest.raises(NotAnswered):
        await ann.runs("/silent", within=0.05)


async def test_a_token_lives_for_fifteen_minutes_and_a_tap_for_three_seconds(platform: Discord, bot: Bot):
    at = [datetime(2026, 11, 22, 12, 0, tzinfo=UTC)]
    answers: list[int] = []
    async with Discord(now=lambda: at[0]) as server:
        with point_client_at(server):
            late = Bot(server)

            @late.tree.command(description="Comes too late")
            async def ask(tap: Tap, wait: int) -> None:
                at[0] += timedelta(seconds=wait)
                try:
                    await tap.response.send_message("here")
                    at[0] += timedelta(minutes=16)
                    await tap.edit_original_response(content="later")
                except discord.HTTPException as refused:
                    answers.append(refused.code)

            try:
                await late.begin()
                ann = server.person("ann")
                await ann.runs("/ask", wait=0)
                await server.until(lambda: answers)
                with pytest.raises(NotAnswered):
                    await ann.runs("/ask", wait=4, within=0.3)
                await server.until(lambda: len(answers) == 2)
            finally:
                await late.end()

    assert answers == [50027, 10062]


async def test_where_the_bot_is_not_a_person_may_have_brought_it(platform: Discord, bot: Bot):
    ann = platform.person("ann")
    elsewhere = platform.state.new_guild("Elsewhere", with_bot=False)
    platform.state.join(elsewhere, ann.user)
    room = platform.channel("talk", elsewhere)
    refused: list[int] = []

    @bot.tree.command(description="Says much")
    @app_commands.user_install()
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def much(tap: Tap) -> None:
        await tap.response.send_message("first", ephemeral=True)
        try:
            for number in range(6):
                await tap.followup.send(f"more {number}", ephemeral=True)
        except discord.HTTPException as error:
            refused.append(error.code)

    @bot.tree.command(description="Only where it was invited")
    async def invited(tap: Tap) -> None:
        await tap.response.send_message("here")

    await bot.begin()
    ask = await ann.runs("/much", room)
    await platform.until(lambda: refused)

    assert [one.text for one in ask.interaction.followups] == [f"more {number}" for number in range(5)]
    assert refused == [40094]
    with pytest.raises(LookupError, match="not offered"):
        await ann.runs("/invited", room)
