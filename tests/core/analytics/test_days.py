"""What a day returned is what was traded: money that comes or goes is neither profit nor loss (DF-02, DF-28, DF-37)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.days import Flow, change_over, day_of
from core.analytics.model import EquityDay

D = Decimal
MIDNIGHT = datetime(2026, 11, 17, tzinfo=UTC)
SMALL = D("1E-10")


def at(hour: int) -> datetime:
    """An hour of that day."""
    return MIDNIGHT + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("start", "flows", "end", "change"),
    [
        ("100", (), "101", "0.01"),
        ("100", (), "100", "0"),
        # Deposited at midday, when the book stood at 110: 10 % before it, 10 % after it.
        ("100", (Flow(at(12), D(890), D(110)),), "1100", "0.21"),
        # Taken out after a loss of a half: what is left then gains a tenth.
        ("1000", (Flow(at(12), D(-400), D(500)),), "110", "-0.45"),
        # Nobody knows what it was worth then: the deposit counts from the beginning, a withdrawal until the end.
        ("100", (Flow(at(12), D(900)),), "1100", "0.1"),
        ("1000", (Flow(at(12), D(-900)),), "200", "0.1"),
        # A book opens with its deposit.
        ("0", (Flow(at(1), D(1000)),), "1050", "0.05"),
        # Units and money came at one instant, and only the money knows what was there before.
        ("0", (Flow(at(1), D(500)), Flow(at(1), D(100), D(0))), "660", "0.1"),
        # A book that opened and was paid into at once; then twice at one instant, after a fall.
        ("0", (Flow(at(1), D(1000), D(0)), Flow(at(1), D(500), D(1000))), "1650", "0.1"),
        ("1000", (Flow(at(1), D(-100), D(900)), Flow(at(1), D(200), D(800))), "1100", "-0.01"),
        # While a clock stands still prices may go: ten for one came, a tenth was lost, and eight went again.
        ("100", (Flow(at(1), D(900), D(100)), Flow(at(1), D(-800), D(900))), "100", "-0.1"),
        ("100", (Flow(at(1), D(-800), D(900)), Flow(at(1), D(900), D(100))), "100", "-0.1"),
        # All of it went and half came again.
        ("100", (Flow(at(1), D(50), D(0)), Flow(at(1), D(-100), D(100))), "55", "0.1"),
        # Two that were noted with one worth came together.
        ("100", (Flow(at(1), D(50), D(100)), Flow(at(1), D(50), D(100))), "220", "0.1"),
        ("100", (), "0", "-1"),
        ("100", (), "-20", "-1"),
        ("0", (), "0", "0"),
    ],
)
def test_a_day_returns_what_was_made_between_its_flows(
    start: str, flows: tuple[Flow, ...], end: str, change: str
):
    assert change_over(D(start), flows, D(end)) == D(change)


amounts = st.decimals("0.01", "100000", places=2)
growths = st.decimals("0.5", "2", places=4)


@given(amounts, st.lists(st.tuples(growths, st.decimals("-0.9", "5", places=3)), max_size=5), growths)
def test_money_that_comes_and_goes_changes_no_return(
    start: Decimal, moves: list[tuple[Decimal, Decimal]], last: Decimal
):
    """The same market with and without flows, each a part of what is there, returns the same."""
    worth, flows, without = start, list[Flow](), start
    for hour, (growth, share) in enumerate(moves):
        before = worth * growth
        flows.append(Flow(at(hour), before * share, before))
        worth, without = before * (1 + share), without * growth

    change = change_over(start, flows, worth * last)

    assert abs(change - change_over(start, (), without * last)) < SMALL


@given(amounts, st.lists(amounts, max_size=4), growths)
def test_a_deposit_of_unknown_moment_never_makes_a_return_larger(
    start: Decimal, deposits: list[Decimal], growth: Decimal
):
    flows = [Flow(at(hour), amount) for hour, amount in enumerate(deposits)]

    change = change_over(start, flows, start * growth + sum(deposits, D(0)))

    assert abs(change) <= abs(growth - 1) + SMALL


def test_days_follow_each_other_and_one_stands_for_those_that_nobody_saw():
    first = day_of("p", None, D(1050), [Flow(at(3), D(1000))], begins_at=MIDNIGHT, marked_at=at(24))
    later = day_of("p", first, D(1155), (), begins_at=MIDNIGHT + timedelta(days=3), marked_at=at(24 * 4))

    assert first == EquityDay(
        portfolio="p",
        begins_at=MIDNIGHT,
        marked_at=at(24),
        equity=D(1050),
        paid_in=D(1000),
        taken_out=D(0),
        change=D("0.05"),
        index=D("1.05"),
    )
    assert (later.change, later.index, later.days) == (D("0.1"), D("1.155"), 3)


@given(
    amounts,
    st.lists(st.tuples(growths, st.decimals("-0.9", "5", places=3)), max_size=5),
    growths,
    st.randoms(),
)
def test_at_one_instant_the_order_in_which_flows_are_told_changes_no_return(start, steps, last, chance):
    worth, growth, flows = start, D(1), list[Flow]()
    for grown, share in steps:
        worth, growth = worth * grown, growth * grown
        flows.append(Flow(at(12), worth * share, worth))
        worth += worth * share
    # Two flows that a market between them brought to one worth cannot be told apart.
    if len({flow.before for flow in flows}) < len(flows):
        return
    chance.shuffle(flows)

    assert abs(change_over(start, flows, worth * last) - (growth * last - 1)) < SMALL
