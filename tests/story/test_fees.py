"""Fees in units and in a third currency, from the venue to the card: what they were worth is cost, never nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.console.frontend import Console
from bot.console.script import parse
from core.paper.fees import IN_RECEIVED
from core.portfolio.model import Rate
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

D = Decimal


async def say(console: Console, *lines: str) -> dict[str, Any]:
    """Lines of the owner; what the last one was answered with."""
    told = []
    for line in lines:
        await console.do(parse(line))
        told = await console.flush()
    return told[0][1].reply.data


async def test_units_that_were_kept_back_are_not_there_to_be_sold(url: str):
    """0.1 BTC bought at 60,012 for 6,001.20, 0.0001 of it kept back: 0.0999 is held and cost all of that."""
    async with Stage(url).open() as (app, console):
        app.paper.fees_in = IN_RECEIVED

        await say(console, "/buy 0.1 btc")
        await console.do(parse("1"))
        [(_, card)] = await console.flush()
        assert card.reply.title == "PAPER  Bought BTC/USDT", "all of it, though a fee was kept back"
        view = await say(console, "/portfolio show")

        assert D(view["positions"][0]["quantity"]) == D("0.0999")
        assert D(view["cash"]) == 100_000 - D("6001.2")
        assert D(view["unrealized"]) == D("0.0999") * 60_000 - D("6001.2")
        assert D(view["equity"]) == D(view["cash"]) + D("0.0999") * 60_000

        closed = await say(console, "/trade close btc", "1", "/portfolio show")

        # Sold at 59,988.00 with the fee taken from the money received.
        assert closed["positions"] == []
        assert D(closed["realized"]) == D("0.0999") * 59_988 * D("0.999") - D("6001.2")
        assert D(closed["cash"]) == 100_000 + D(closed["realized"])


@pytest.mark.postgres_when_heavy(False)
async def test_a_fee_in_a_third_currency_has_its_purse_and_its_rate(url: str):
    """A fee of 6.0012 USDT taken as BNB at 600: 0.010002 BNB, and the position cost 6.0012 more all the same."""
    async with Stage(url).open() as (app, console):
        await say(console, "market: BNB/USDT 600", "/buy 1 bnb", "1")
        app.paper.fees_in = "BNB"

        view = await say(console, "/buy 0.1 btc", "1", "/portfolio show")

        btc = next(one for one in view["positions"] if one["symbol"] == "BTC/USDT")
        assert D(btc["unrealized"]) == 6000 - D("6001.2") - D("6.0012")
        (purse,) = view["other_cash"]
        assert (purse["currency"], D(purse["amount"]), D(purse["value"])) == (
            "BNB",
            D("-0.010002"),
            D("-6.0012"),
        )
        assert view["unknown"] == []
        (rate,) = await app.world.view.all(Rate)
        assert (rate.base, rate.quote, rate.rate, rate.source) == ("BNB", "USDT", D(600), "BNB/USDT")
        # What was put in, what was earned and what is there agree, whatever the fee was taken in.
        assert D(view["equity"]) == 100_000 + D(view["realized"]) + D(view["unrealized"])
