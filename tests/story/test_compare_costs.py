"""The same purchase at each account: the cheapest first, and why it cannot be made at the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.console.frontend import Console
from bot.console.script import parse
from tests.story.stage import Stage

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=["url"])


async def said(console: Console, *lines: str) -> Any:
    told: list[Any] = []
    for line in lines:
        await console.do(parse(line))
        told = [answer.reply for _, answer in await console.flush()]
    return told[-1]


async def test_paper_costs_its_fee_and_half_the_spread_and_a_venue_without_the_pair_says_so(url: str):
    stage = Stage(url)
    async with stage.open() as (_, console):
        card = await said(
            console, "ann: /me connect kraken", "ann: GOOD-1234", "ann: SECRET", "ann: /trade compare btc 0.1"
        )

        [paper, kraken] = card.data["lines"]
        assert (paper["account"], paper["why"]) == ("paper", "")
        # 0.1 at 60,012: 0.10 % of it, and half of what lies between 59,988 and 60,012.
        assert (Decimal(paper["fee"]), Decimal(paper["spread"])) == (Decimal("6.0012"), Decimal("1.2"))
        assert kraken["why"] == "not_at_broker"
        assert [button.label for button in card.buttons] == ["Buy at paper"]

        preview = await said(console, "ann [Buy at paper]")
        assert "PAPER" in preview.title
        small = await said(console, "ann: /trade compare btc 0.000001")
        whys = {line["account"]: line["why"] for line in small.data["lines"]}
        assert whys["paper"] == "too_small"
    assert stage.broken == []
