"""The page of `make play`: what people see and do there, with the client library on the other side."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from tests.platforms.discord.client import point_client_at
from tests.platforms.discord.conftest import Bot
from tests.platforms.play.discord_pane import given
from tests.platforms.play.house import House, opened
from tests.platforms.play.marks import entities, markdown
from tests.platforms.play.pages import application

Page = TestClient[web.Request, web.Application]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with opened() as one:
        yield one


@pytest.fixture
async def page(house: House) -> AsyncIterator[Page]:
    async with TestClient(TestServer(application(house))) as client:
        yield client


async def does(page: Page, what: str, who: str = "ann", **more: Any) -> dict[str, Any]:
    async with page.post(f"/do/{what}", json={"who": who, "where": "", **more}) as answer:
        said: dict[str, Any] = await answer.json()
        return said


async def sees(page: Page, side: str, who: str = "ann", where: str = "") -> str:
    async with page.get(f"/pane/{side}", params={"who": who, "where": where}) as answer:
        return await answer.text()


class Form(discord.ui.Modal, title="How much?"):
    """One field."""

    amount: discord.ui.TextInput[Form] = discord.ui.TextInput(label="Amount", custom_id="amount")

    async def on_submit(self, tap: discord.Interaction[Any]) -> None:
        await tap.response.edit_message(content=f"Bought for {self.amount.value}", view=None)


class Card(discord.ui.View):
    """One button."""

    @discord.ui.button(label="Change", custom_id="bw:1:0")
    async def change(self, tap: discord.Interaction[Any], button: discord.ui.Button[Card]) -> None:
        await tap.response.send_modal(Form())


async def test_a_command_a_button_and_a_form_work_from_the_page(house: House, page: Page):
    with point_client_at(house.discord):
        bot = Bot(house.discord)

        @bot.tree.command(description="Buy something")
        async def buy(tap: discord.Interaction[Any], symbol: str, amount: str) -> None:
            await tap.response.send_message(f"Buy {symbol} for {amount}?", view=Card(), ephemeral=True)

        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(bot.end)
            await bot.begin()
            async with page.get("/propose/discord", params={"who": "ann", "text": "/bu"}) as answer:
                proposed = await answer.json()
            assert (
                await does(page, "discord-say", text=f"{proposed[0]['text']}amount:50 symbol:btc/usdt") == {}
            )
            (card,) = house.discord.people["ann"].sees()
            form = await does(page, "discord-press", message=card.id, id="bw:1:0")
            assert "How much?" in form["form"]
            await does(page, "discord-submit", fields={"amount": "70"})

            assert card.text == "Bought for 70"
            assert "Bought for 70" in await sees(page, "discord")
            assert "Bought for 70" not in await sees(page, "discord", "otto")


async def test_people_talk_on_both_platforms_without_a_bot(house: House, page: Page):
    await does(page, "discord-say", "otto", text="LONG <b>BTC</b>")
    await does(page, "telegram-say", "mira", where="Traders", text="hello <i>all</i>")
    said = await does(page, "discord-say", text="/trade buy")

    assert "LONG &lt;b&gt;BTC&lt;/b&gt;" in await sees(page, "discord")
    assert "hello &lt;i&gt;all&lt;/i&gt;" in await sees(page, "telegram", where="Traders")
    assert "Start" in await sees(page, "telegram")
    assert said["note"] == "No command /trade is registered."


async def test_the_shell_names_everybody(page: Page):
    async with page.get("/") as answer:
        text = await answer.text()

    assert all(f'data-who="{one}"' in text for one in ("ann", "otto", "mira"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("**PAPER** `x`", "<b>PAPER</b> <code>x</code>"),
        (r"2 \* 3 \* 4", "2 * 3 * 4"),
        (r"\<b>", "&lt;b&gt;"),
        ("```\na  <1\n```", "<pre>a  &lt;1</pre>"),
        ("to <@7> in <#9>", 'to <span class="mention">@ann</span> in <span class="mention">#calls</span>'),
        ("# Portfolio", '<span class="head">Portfolio</span>'),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_markdown_is_shown_as_discord_would(said: str, shown: str):
    assert markdown(said, {"7": "ann"}.__getitem__, {"9": "calls"}.__getitem__) == shown


def test_entities_are_counted_in_utf_16_units():
    marks = [{"type": "bold", "offset": 3, "length": 2}, {"type": "pre", "offset": 6, "length": 1}]

    assert entities("😀 ab <", marks) == "😀 <b>ab</b> <pre>&lt;</pre>"


@pytest.mark.parametrize(
    ("rest", "options"),
    [
        ("symbol:btc amount:$50 now", {"symbol": "btc", "amount": "$50 now"}),
        ("btc 50 and more", {"symbol": "btc", "amount": "50 and more"}),
        ("", {}),
    ],
)
def test_options_are_read_by_name_or_in_their_order(rest: str, options: dict[str, str]):
    assert given({"options": [{"name": "symbol"}, {"name": "amount"}]}, rest) == options
