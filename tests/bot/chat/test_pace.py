"""When a room takes the next card, on a given time."""

from __future__ import annotations

import heapq
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.pace import Pacer, first
from core.notices.letters import Letter, News, Urgency, fresh
from tests.bot.chat.fake import QUICK
from tests.core.builders import NOW


def a_letter(number: int, urgency: Urgency = Urgency.INFO) -> Letter:
    news = News(version=1, body="", digest="", urgency=urgency, ring=True)
    return fresh(news, NOW, platform="discord", chat="room", card=f"c{number}", person=None, room=True)


@pytest.mark.parametrize(
    ("burst", "at"),
    [(1, [0, 1, 2, 3, 4, 5, 6]), (5, [0, 0, 0, 0, 0, 5, 5])],
    ids=["one by one", "five at once"],
)
def test_a_room_takes_so_many_at_once_and_no_more_in_their_time(burst: int, at: list[float]):
    pacer = Pacer(replace(QUICK, room_seconds=1.0, room_burst=burst))
    now, sent = 100.0, list[float]()

    for number in range(len(at)):
        letter = a_letter(number)
        now = pacer.chat_at(letter, now)
        pacer.sent(letter, now)
        sent.append(now - 100.0)

    assert sent == at


def test_whoever_waits_for_an_answer_in_a_room_is_not_kept_waiting_by_its_pace():
    pacer = Pacer(replace(QUICK, room_seconds=1.0))
    pacer.sent(a_letter(1), 100.0)

    assert pacer.chat_at(a_letter(2, Urgency.ANSWER), 100.0) == 100.0


@given(
    st.lists(
        st.tuples(st.tuples(st.integers(0, 3), st.just(0.0), st.integers(0, 9), st.just("")), st.text("ab"))
    ),
    st.integers(0, 20),
)
def test_the_first_of_a_heap_are_its_smallest_in_order(
    ones: list[tuple[tuple[int, float, int, str], str]], most: int
):
    heapq.heapify(ones)

    assert list(first(ones, most)) == sorted(ones)[:most]
