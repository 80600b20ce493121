"""A card survives its letter, and two forms that look the same have one digest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.body import digest, pack, unpack
from bot.present.reply import (
    Attachment,
    Button,
    Confirm,
    Dismiss,
    Hint,
    Line,
    Picture,
    Reply,
    Rows,
    Rule,
    Tone,
)
from core.command import Call
from core.kernel.errors import Bug
from tests.bot.drawing.plots import FULL

WHOLE = Reply(
    title="PAPER  Bought BTC/USDT",
    blocks=(
        Line("0.5 BTC"),
        Rule(),
        Rows((("now", "60,020.00"), ("stop", "58,500.00", "−2.50 %")), align="lrr"),
    ),
    buttons=(
        Button("Confirm", Confirm("half")),
        Button("Skip", Dismiss()),
        Button("Close", Call("trade close", {"trade": "T-7K2Q"})),
    ),
    tone=Tone.DONE,
    data={"rings": True, "fills": [{"price": "60012.00"}]},
    anyone=True,
    files=(Attachment("trades.csv", "id,symbol\n", "two columns"),),
    pictures=(Picture("/data/charts/value.png", "Value, 30 days"),),
    plots=FULL,
)


def test_a_card_comes_out_of_its_letter_as_it_went_in():
    assert unpack(pack(WHOLE)) == WHOLE


def test_what_only_the_console_can_use_stays_there():
    hinted = replace(WHOLE, blocks=(*WHOLE.blocks, Hint("market: BTC/USDT 61500")))

    assert unpack(pack(hinted)) == WHOLE
    assert digest(hinted) == digest(WHOLE)


def test_what_is_for_machines_makes_no_new_form():
    assert digest(replace(WHOLE, data={})) == digest(WHOLE)
    assert digest(replace(WHOLE, title="Sold")) != digest(WHOLE)
    assert digest(replace(WHOLE, buttons=WHOLE.buttons[:2])) != digest(WHOLE)


def test_a_part_that_letters_do_not_know_is_not_dropped_on_the_way():
    class Chart:
        pass

    with pytest.raises(Bug, match="Chart"):
        pack(replace(WHOLE, blocks=(Chart(),)))  # type: ignore[arg-type]
