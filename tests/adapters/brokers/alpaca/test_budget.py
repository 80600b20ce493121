"""Requests of one key: exits always, entries while there is room, questions before it gets narrow."""

from __future__ import annotations

import pytest

from adapters.brokers.alpaca.budget import Budget
from core.orders.road import Rank
from core.ports.broker import BrokerError, ErrorKind, Placed

NOW = 1000.0


def claimed(budget: Budget, rank: Rank) -> int:
    """How many go through before one is refused."""
    for number in range(1000):
        try:
            budget.claim(rank, NOW)
        except BrokerError:
            return number
    return 1000


def test_questions_leave_room_for_entries_and_entries_for_exits():
    budget = Budget()

    # 200 a minute; each may wait five seconds, in which 16 more come free.
    assert claimed(budget, Rank.QUERY) == 200 - 60 + 16
    assert claimed(budget, Rank.ENTRY) == 40
    assert claimed(budget, Rank.EXIT) == 1000


def test_a_turn_comes_as_the_minute_goes_on():
    budget = Budget()
    claimed(budget, Rank.QUERY)

    with pytest.raises(BrokerError) as told:
        budget.claim(Rank.QUERY, NOW)
    assert (told.value.kind, told.value.placed) == (ErrorKind.RATE_LIMITED, Placed.NO)
    assert budget.claim(Rank.QUERY, NOW + 1) < 5
    assert budget.claim(Rank.QUERY, NOW + 60) == 0


async def test_who_is_told_to_wait_leaves_it_alone_but_for_exits():
    budget = Budget()
    budget.shut(30)

    with pytest.raises(BrokerError) as told:
        await budget.take(Rank.ENTRY)
    await budget.take(Rank.EXIT)

    assert told.value.retry_after == pytest.approx(30, abs=5)
