"""The life of an order is a table without dead ends, and nothing moves but along it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Bug
from core.orders.lifecycle import FINAL, LEGAL, LIVE, WORKING, check, may_move, sources
from core.orders.model import OrderStatus

ALL = frozenset(OrderStatus)
PAIRS = list(itertools.product(OrderStatus, OrderStatus))


def reachable(start: OrderStatus) -> set[OrderStatus]:
    found, edge = set[OrderStatus](), {start}
    while edge:
        found |= edge
        edge = {now for was in edge for now in LEGAL[was]} - found
    return found


def test_every_state_has_its_row():
    assert set(LEGAL) == ALL
    assert set().union(*LEGAL.values()) <= ALL


@pytest.mark.parametrize("status", [status for status in OrderStatus if status not in FINAL])
def test_every_order_can_come_to_an_end(status):
    assert reachable(status) & FINAL
    assert LEGAL[status]


def test_every_state_can_be_come_to_from_planned():
    assert reachable(OrderStatus.PLANNED) == ALL


def test_a_state_is_live_or_final_and_never_both():
    assert LIVE | FINAL == ALL
    assert not LIVE & FINAL
    assert WORKING <= LIVE


def test_what_is_over_is_opened_again_only_by_the_venue_s_own_word():
    """A late fill beats any word; an order called absent may turn up. Nothing else wakes what is over."""
    assert {status: LEGAL[status] for status in FINAL if LEGAL[status]} == {
        OrderStatus.CANCELED: {OrderStatus.FILLED},
        OrderStatus.EXPIRED: {OrderStatus.FILLED},
        OrderStatus.ABSENT: {
            OrderStatus.OPEN,
            OrderStatus.PARTIALLY_FILLED,
            OrderStatus.FILLED,
            OrderStatus.CANCELED,
        },
    }


def test_nothing_goes_on_the_wire_twice():
    """What was sent, or may have been, never comes back to a state from which it is sent."""
    sent = ALL - {OrderStatus.PLANNED, OrderStatus.HELD}

    assert all(not LEGAL[status] & {OrderStatus.PLANNED, OrderStatus.HELD} for status in sent)
    assert sources(OrderStatus.SUBMITTING) == (OrderStatus.PLANNED,)


def test_doubt_comes_only_from_sending():
    assert sources(OrderStatus.UNKNOWN) == (OrderStatus.SUBMITTING,)
    assert sources(OrderStatus.ABSENT) == (OrderStatus.UNKNOWN,)


@pytest.mark.parametrize(("was", "now"), PAIRS)
def test_a_move_is_legal_where_the_table_says_so(was, now):
    assert may_move(was, now) is (now in LEGAL[was]) is (was in sources(now))
    if may_move(was, now):
        check(was, now)
    else:
        with pytest.raises(Bug, match=f"from {was} to {now}"):
            check(was, now)


@pytest.mark.parametrize("status", list(OrderStatus))
def test_staying_is_no_move(status):
    assert not may_move(status, status)


@given(st.lists(st.sampled_from(OrderStatus), max_size=30))
def test_any_news_in_any_order_leaves_a_legal_life(news):
    status, life = OrderStatus.PLANNED, [OrderStatus.PLANNED]
    for now in news:
        if may_move(status, now):
            status = now
            life.append(now)

    assert all(after in LEGAL[before] for before, after in itertools.pairwise(life))
    # Filled is the end of ends: whatever comes after it, it stays.
    assert OrderStatus.FILLED not in life[:-1]
    assert life.count(OrderStatus.SUBMITTING) <= 1
