"""Lots: what is held, what it cost and what was earned, to the last digit, whatever the order of fills."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.accounts.model import Mode
from core.kernel.errors import Bug
from core.kernel.money import ZERO, Quantity
from core.orders.model import Fill, Side
from core.portfolio.lots import Booked, book, cash_moved, rebuild
from core.portfolio.model import Cash, Lot, Portfolio, Position
from core.portfolio.valuation import portfolio_view
from tests.core.builders import NOW, SYMBOL, a_fill

D = Decimal

FLAT = Position(portfolio="portfolio", symbol=SYMBOL, quote="USDT")
DEPOSIT = D(10000)

quantities = st.integers(1, 500_000).map(lambda steps: D(steps) * D("0.00001"))
prices = st.integers(1, 10_000_000).map(lambda ticks: D(ticks) * D("0.01"))
# Some venues charge oddly: fees of eighteen digits, none, and rebates below zero.
fees = st.integers(-(10**18), 10**20).map(lambda smallest: D(smallest) * D("1E-18")) | st.just(ZERO)
fills = st.lists(st.builds(a_fill, st.sampled_from(Side), quantities, prices, fee=fees), max_size=12)


def booked(history: list[Fill]) -> list[Booked]:
    position, steps = FLAT, list[Booked]()
    lots: tuple[Lot, ...] = ()
    for fill in history:
        step = book(position, lots, fill)
        position, lots = step.position, step.lots
        steps.append(step)
    return steps


def signed(lots: tuple[Lot, ...]) -> D:
    return sum((lot.side.sign * lot.quantity for lot in lots), ZERO)


def closing(position: Position, price: D, fee: D) -> Fill:
    side = Side.SELL if position.quantity > 0 else Side.BUY
    return a_fill(side, abs(position.quantity), price, fee=fee)


@given(fills)
def test_lots_sum_to_the_position_and_are_all_on_one_side(history):
    for step in booked(history):
        assert signed(step.lots) == step.position.quantity
        assert (
            sum((lot.side.sign * lot.quantity * lot.price + lot.fee for lot in step.lots), ZERO)
            == step.position.cost
        )
        assert len({lot.side for lot in step.lots}) <= 1
        assert all(lot.quantity for lot in step.lots)
        assert [lot.sequence for lot in step.lots] == sorted({lot.sequence for lot in step.lots})


@given(fills)
def test_cash_moved_is_what_was_earned_less_what_is_still_in_the_position(history):
    cash = ZERO
    for fill, step in zip(history, booked(history), strict=True):
        cash += step.cash
        assert step.cash == cash_moved(fill)
        assert cash == step.position.realized - step.position.cost


@given(fills, prices, fees)
def test_a_closed_round_trip_earned_exactly_the_cash_that_moved(history, price, fee):
    steps = booked(history)
    assume(steps and steps[-1].position.quantity)
    position = steps[-1].position

    last = book(position, steps[-1].lots, closing(position, price, fee))

    assert last.position.quantity == last.position.cost == ZERO
    assert last.lots == ()
    assert last.position.realized == sum((step.cash for step in steps), last.cash)
    assert last.position.fees == sum((fill.fee for fill in history), fee)
    assert last.position.average_price is None


@given(fills)
def test_rebuilding_from_fills_gives_what_booking_one_by_one_gave(history):
    steps = booked(history)
    position, lots = rebuild("portfolio", SYMBOL, "USDT", history)

    assert position == (steps[-1].position if steps else FLAT)
    assert lots == (steps[-1].lots if steps else ())
    assert position.realized == sum((step.realized for step in steps), ZERO)


@given(
    st.lists(st.tuples(st.sampled_from(Side), st.integers(1, 500_000), prices), min_size=1, max_size=10),
    st.data(),
)
def test_one_fill_or_two_at_the_same_price_come_to_the_same(moves, data):
    def fill(side: Side, steps: int, price: D) -> Fill:
        quantity = D(steps) * D("0.00001")
        return a_fill(side, quantity, price, fee=quantity * price * D("0.001"))

    index = data.draw(st.integers(0, len(moves) - 1))
    side, steps, price = moves[index]
    assume(steps > 1)
    first = data.draw(st.integers(1, steps - 1))
    whole = [fill(*move) for move in moves]
    parts = [*whole[:index], fill(side, first, price), fill(side, steps - first, price), *whole[index + 1 :]]

    one, lots = rebuild("portfolio", SYMBOL, "USDT", whole)
    two, other_lots = rebuild("portfolio", SYMBOL, "USDT", parts)

    assert replace(two, fills=one.fills) == one
    assert signed(lots) == signed(other_lots)


@given(fills, prices)
def test_realized_and_unrealized_are_equity_less_deposits(history, price):
    position, _ = rebuild("portfolio", SYMBOL, "USDT", history)
    cash = DEPOSIT + sum((cash_moved(fill) for fill in history), ZERO)
    portfolio = Portfolio(
        id="portfolio", person="ann", account="account", mode=Mode.PAPER, currency="USDT", opened_at=NOW
    )

    view = portfolio_view(
        portfolio,
        [Cash(portfolio="portfolio", currency="USDT", amount=cash)],
        [position],
        {SYMBOL: price},
        deposits=DEPOSIT,
        stop_loss=None,
        at=NOW,
    )

    assert view.realized + view.unrealized == view.equity - view.deposits


@given(fills, prices)
def test_a_position_of_unknown_price_counts_at_cost(history, price):
    position, _ = rebuild("portfolio", SYMBOL, "USDT", history)
    cash = DEPOSIT + sum((cash_moved(fill) for fill in history), ZERO)
    portfolio = Portfolio(
        id="portfolio", person="ann", account="account", mode=Mode.PAPER, currency="USDT", opened_at=NOW
    )
    rows = [Cash(portfolio="portfolio", currency="USDT", amount=cash)]

    view = portfolio_view(portfolio, rows, [position], {}, deposits=DEPOSIT, stop_loss=None, at=NOW)

    assert view.equity - view.deposits == view.realized
    assert all(line.value is line.unrealized is None for line in view.positions)


def test_the_oldest_lot_goes_first():
    one, two = a_fill(Side.BUY, "1", "100"), a_fill(Side.BUY, "1", "200")

    step = booked([one, two, a_fill(Side.SELL, "1.5", "300")])[-1]

    assert step.realized == D("1") * 200 + D("0.5") * 100
    assert [(lot.id, lot.quantity) for lot in step.lots] == [(two.id, D("0.5"))]


def test_what_is_left_costs_its_price_and_its_part_of_the_fee():
    bought = a_fill(Side.BUY, "4", "100", fee="0.40")

    step = booked([bought, a_fill(Side.SELL, "1", "110", fee="0.11")])[-1]

    assert step.realized == D("10") - D("0.10") - D("0.11")
    assert step.position.cost == D("300.30")
    assert step.position.average_price == D("100.10")


def test_ann_sells_half_at_the_first_target():
    """The storyboard's figures: 0.33333 BTC at 60,012.00, half of it sold at 61,500.00."""
    entry = a_fill(Side.BUY, "0.33333", "60012", fee=D("0.33333") * 60012 / 1000)
    first = a_fill(Side.SELL, "0.16666", "61500", fee=D("0.16666") * 61500 / 1000)

    step = booked([entry, first])[-1]

    assert step.realized.quantize(D("0.01")) == D("227.74")


def test_a_short_is_the_mirror_image():
    sold = a_fill(Side.SELL, "2", "100", fee="0.2")

    opened, closed = booked([sold, a_fill(Side.BUY, "2", "90", fee="0.18")])

    assert opened.position.quantity == D(-2)
    assert opened.position.cost == D("-199.8")
    assert opened.position.average_price == D("99.9")
    assert closed.position.realized == D(20) - D("0.2") - D("0.18")


def test_a_sale_of_more_than_is_held_turns_into_a_short():
    bought, sold = a_fill(Side.BUY, "1", "100", fee="0.1"), a_fill(Side.SELL, "3", "110", fee="0.33")

    step = booked([bought, sold])[-1]

    assert step.position.quantity == D(-2)
    assert step.realized == D(10) - D("0.1") - D("0.11")
    assert step.lots == (
        Lot(
            id=sold.id,
            portfolio="portfolio",
            symbol=SYMBOL,
            side=Side.SELL,
            quantity=Quantity(2),
            price=sold.price,
            fee=D("0.22"),
            opened_at=NOW,
            sequence=2,
        ),
    )


def test_a_fee_that_does_not_divide_is_paid_in_full_all_the_same():
    bought = a_fill(Side.BUY, "3", "100", fee="0.000000000000000001")

    steps = booked([bought, *(a_fill(Side.SELL, "1", "100") for _ in range(3))])

    assert steps[-1].position.realized == D("-0.000000000000000001")


def test_a_fee_in_another_currency_is_never_booked_as_ours():
    with pytest.raises(Bug, match="a fee in BNB"):
        book(FLAT, (), a_fill(Side.BUY, "1", "100", fee_currency="BNB"))


def test_the_program_s_precision_is_what_makes_it_exact():
    with localcontext() as context:
        assert context.prec >= 50
