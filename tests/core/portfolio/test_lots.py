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
from core.portfolio.lots import Booked, Method, book, cash_moved, rebuild, split
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


def usdt(fill: Fill) -> D:
    """What a fill did to free money; its fee is in the same currency."""
    return cash_moved(fill, "USDT")["USDT"]


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
        cash += usdt(fill)
        assert cash == step.position.realized - step.position.cost


@given(fills, prices, fees)
def test_a_closed_round_trip_earned_exactly_the_cash_that_moved(history, price, fee):
    steps = booked(history)
    assume(steps and steps[-1].position.quantity)
    position = steps[-1].position

    last_fill = closing(position, price, fee)
    last = book(position, steps[-1].lots, last_fill)

    assert last.position.quantity == last.position.cost == ZERO
    assert last.lots == ()
    assert last.position.realized == sum((usdt(fill) for fill in (*history, last_fill)), ZERO)
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
    cash = DEPOSIT + sum((usdt(fill) for fill in history), ZERO)
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

    assert view.realized is not None
    assert view.unrealized is not None
    assert view.realized + view.unrealized == view.equity - view.deposits


@given(fills, prices)
def test_a_position_of_unknown_price_counts_at_cost(history, price):
    position, _ = rebuild("portfolio", SYMBOL, "USDT", history)
    cash = DEPOSIT + sum((usdt(fill) for fill in history), ZERO)
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


def test_a_fee_in_units_leaves_the_position_with_them():
    """Bought 1 at 60,000, 0.001 of it kept as the fee: 0.999 is held and cost 60,000. Sold at 61,000: +939."""
    bought = a_fill(Side.BUY, "1", "60000", fee="0.001", fee_currency="BTC")
    sold = a_fill(Side.SELL, "0.999", "61000")

    opened, closed = booked([bought, sold])

    assert opened.position.quantity == D("0.999")
    assert opened.position.cost == D(60000)
    assert opened.position.fees == D(60)
    assert cash_moved(bought, "USDT") == {"USDT": D(-60000)}
    assert closed.position.quantity == ZERO
    assert closed.realized == D(939)


def test_a_fee_in_units_of_a_sale_takes_more_than_was_sold():
    bought, sold = (
        a_fill(Side.BUY, "1", "100"),
        a_fill(Side.SELL, "0.9", "110", fee="0.1", fee_currency="BTC"),
    )

    step = booked([bought, sold])[-1]

    assert step.position.quantity == ZERO
    assert step.realized == D("0.9") * 110 - 100


def test_a_purchase_that_went_into_its_fee_as_a_whole_is_a_loss():
    step = booked([a_fill(Side.BUY, "1", "100", fee="1", fee_currency="BTC")])[-1]

    assert step.lots == ()
    assert step.position.realized == D(-100)


def test_a_fee_in_a_third_currency_costs_what_it_was_worth():
    """0.02 BNB at 600 are 12 of cost; the BNB come from a purse of their own."""
    fill = a_fill(Side.BUY, "1", "60000", fee="0.02", fee_currency="BNB")

    step = book(FLAT, (), fill, D(600))

    assert step.position.cost == D(60012)
    assert step.position.fees == D(12)
    assert step.position.unvalued == 0
    assert cash_moved(fill, "USDT") == {"USDT": D(-60000), "BNB": D("-0.02")}


def test_a_fee_whose_worth_nobody_knows_is_counted_not_taken_for_nothing():
    step = book(FLAT, (), a_fill(Side.BUY, "1", "60000", fee="0.02", fee_currency="BNB"))

    assert step.position.unvalued == 1


def test_each_method_gives_back_its_own_lots():
    """Bought at 100, 130 and 110, one sold at 120: the lots that go are 100, 110, 130 or the mean of 113.33..."""
    bought = [a_fill(Side.BUY, "1", price) for price in ("100", "130", "110")]
    sold = a_fill(Side.SELL, "1", "120")

    gained = {
        method: rebuild("portfolio", SYMBOL, "USDT", [*bought, sold], method=method)[0].realized
        for method in Method
    }

    assert gained[Method.FIFO] == D(20)
    assert gained[Method.LIFO] == D(10)
    assert gained[Method.HIFO] == D(-10)
    assert gained[Method.AVERAGE].quantize(D("0.01")) == D("6.67")


def test_a_short_gives_back_what_was_sold_lowest_first_by_hifo():
    sold = [a_fill(Side.SELL, "1", price) for price in ("100", "130", "110")]

    position, lots = rebuild(
        "portfolio", SYMBOL, "USDT", [*sold, a_fill(Side.BUY, "1", "90")], method=Method.HIFO
    )

    assert position.realized == D(10)
    assert [lot.price for lot in lots] == [D(130), D(110)]


@given(fills, prices, st.sampled_from(Method))
def test_any_method_earns_the_same_over_a_closed_history(history, price, method):
    fifo, _ = rebuild("portfolio", SYMBOL, "USDT", history)
    assume(fifo.quantity)
    whole = [*history, closing(fifo, price, ZERO)]

    one, _ = rebuild("portfolio", SYMBOL, "USDT", whole)
    other, lots = rebuild("portfolio", SYMBOL, "USDT", whole, method=method)

    assert other.realized == one.realized
    assert lots == ()


@given(fills, st.integers(1, 20), st.integers(1, 20))
def test_a_split_changes_units_and_nothing_else(history, new, old):
    position, lots = rebuild("portfolio", SYMBOL, "USDT", history)

    after = split(position, lots, new, old)

    assert after.position.cost + -after.position.realized == position.cost - position.realized
    assert abs(after.position.quantity * old - position.quantity * new) <= old * D("1E-18")
    assert signed(after.lots) == after.position.quantity


def test_a_split_of_four_for_one():
    position, lots = rebuild("portfolio", SYMBOL, "USDT", [a_fill(Side.BUY, "3", "100", fee="1")])

    after = split(position, lots, 4, 1)

    assert (after.lots[0].quantity, after.lots[0].price, after.lots[0].fee) == (D(12), D(25), D(1))


def test_round_trips_say_what_was_opened_and_closed():
    bought, sold = a_fill(Side.BUY, "2", "100", fee="2"), a_fill(Side.SELL, "1", "110", fee="0.5")

    (match,) = booked([bought, sold])[-1].matches

    assert (match.opened, match.closed, match.quantity) == (bought.id, sold.id, D(1))
    assert match.cost == D(101)
    assert match.fees == D("1.5")
    assert match.realized == D("8.5")


def test_a_fill_of_another_instrument_is_a_bug():
    with pytest.raises(Bug, match="a fill of"):
        book(replace(FLAT, symbol="ETH/USDT"), (), a_fill(Side.BUY, "1", "100"))


def test_the_program_s_precision_is_what_makes_it_exact():
    with localcontext() as context:
        assert context.prec >= 50
