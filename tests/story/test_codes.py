"""Every refusal that people may meet is met in a story: a code is reached where a line `#= ...: code == it` stands."""

from __future__ import annotations

import re

import pytest

from bot.present.codes import TOLD
from tests.story.test_stories import STORIES

REFUSALS = """
    too_small market_closed stale_signal price_ran no_stop wrong_side unknown_symbol not_at_broker symbol_blocked
    no_cash position_limit order_limit leverage_limit daily_halt copy_stopped kill_switch key_revoked broker_down
    thin_market slow_down chat_flood not_yours expired already_done wrong_place no_right live_off bug
""".split()
# What no console and no paper account can meet, and why. Each has its words in the table all the same.
ELSEWHERE = {
    "thin_market": "a floor under what trades a day holds for real money only, and no account here is live",
    "chat_flood": "a chat platform that asks to wait; a terminal never does",
}
REACHED = {
    code
    for story in STORIES.values()
    for code in re.findall(r"^#= \S+: code == (\w+)$", story, flags=re.MULTILINE)
}


def test_there_are_as_many_refusals_as_were_promised():
    assert len(set(REFUSALS)) == 28


@pytest.mark.parametrize("code", REFUSALS)
def test_a_story_reaches_this_refusal(code: str):
    assert code in TOLD, "has no words"
    assert code in REACHED or code in ELSEWHERE, f"no story has a line `#= ann: code == {code}`"


@pytest.mark.parametrize("code", ELSEWHERE)
def test_what_is_met_elsewhere_only_is_taken_off_the_list_once_a_story_reaches_it(code: str):
    assert code in REFUSALS
    assert code not in REACHED


def test_every_code_that_stories_expect_has_words():
    assert not REACHED - TOLD.keys()
