"""Nothing is summed without its rate, and what is not known is told as such, never as nothing (DF-25, PF-08)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.accounts.model import Mode
from core.portfolio.model import Cash, Portfolio, Position
from core.portfolio.results import PortfolioView, RateUsed
from core.portfolio.valuation import portfolio_view, together
from tests.core.builders import NOW, SYMBOL

D = Decimal
BOOK = Portfolio(
    id="portfolio", person="ann", account="account", mode=Mode.PAPER, currency="USDT", opened_at=NOW
)
BNB = RateUsed(base="BNB", quote="USDT", rate=D(600), source="BNB/USDT", at=NOW)
HELD = Position(portfolio="portfolio", symbol=SYMBOL, quote="USDT", quantity=D(1), cost=D(100), realized=D(5))
LAST = D(110)


def a_view(
    *positions: Position, rates: dict[str, RateUsed] | None = None, price: D | None = LAST
) -> PortfolioView:
    rows = [
        Cash(portfolio="portfolio", currency="USDT", amount=D(900)),
        Cash(portfolio="portfolio", currency="BNB", amount=D("-0.5")),
    ]
    prices = {} if price is None else {SYMBOL: price}
    return portfolio_view(
        BOOK, rows, positions, prices, deposits=D(1000), stop_loss=None, at=NOW, rates=rates
    )


def test_money_in_another_currency_counts_by_its_rate():
    view = a_view(HELD, rates={"BNB": BNB})

    assert view.equity == D(900) - 300 + 110
    assert view.other_cash[0].value == D(-300)
    assert view.unknown == ()


def test_money_without_a_rate_is_named_and_left_out():
    view = a_view(HELD)

    assert view.equity == D(1010)
    assert view.other_cash[0].value is None
    assert view.unknown == ("BNB",)


def test_without_a_price_profit_is_not_known():
    view = a_view(HELD, rates={"BNB": BNB}, price=None)

    assert view.unrealized is None
    assert view.realized == D(5)
    assert view.unknown == (SYMBOL,)


def test_while_a_fee_has_no_worth_profit_is_not_known():
    view = a_view(replace(HELD, unvalued=1), rates={"BNB": BNB})

    assert (view.realized, view.unrealized) == (None, None)
    assert view.positions[0].average_price is None


def test_several_currencies_are_one_sum_only_with_every_rate():
    usdt = a_view(rates={"BNB": BNB})
    euro = replace(usdt, currency="EUR", equity=D(100))
    live = replace(usdt, mode=Mode.LIVE, currency="USD")
    rate = RateUsed(base="EUR", quote="USDT", rate=D("1.08"), source="EUR/USD, USDT/USD", at=NOW)

    with_rate = together([usdt, euro, live], {"EUR": rate})
    without = together([usdt, euro], {})

    assert with_rate is not None
    assert with_rate.equity == usdt.equity + 108
    assert with_rate.rates == (rate,)
    assert without is not None
    assert (without.equity, without.missing) == (None, ("EUR",))
    # Play money and real money never meet.
    assert together([usdt, live], {}) is None


def test_what_was_paid_and_what_came_of_it_stand_beside_each_position():
    [line] = a_view(HELD).positions

    assert (line.cost, line.unrealized, line.share) == (D(100), D(10), D("0.1"))
    assert a_view(HELD).profit == D(15)
    [unpriced] = a_view(HELD, price=None).positions
    assert (unpriced.cost, unpriced.share) == (D(100), None)
    assert a_view(HELD, price=None).profit is None
