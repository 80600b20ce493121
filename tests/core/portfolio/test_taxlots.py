"""The tax-lot report: the year's closed lots by every method, gain = proceeds - cost, held against the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.model import Mode
from core.kernel.money import ZERO
from core.orders.model import Fill, Side
from core.portfolio.lots import Method
from core.portfolio.model import Portfolio
from core.portfolio.sheet import Sheet, fold
from core.portfolio.taxlots import columns, disposals, tax_year
from tests.core.builders import NOW, SYMBOL, a_fill

D = Decimal
BOOK = Portfolio(
    id="portfolio", person="ann", account="account", mode=Mode.PAPER, currency="USDT", opened_at=NOW
)


def a_sheet(fills: list[Fill], method: Method = Method.FIFO) -> Sheet:
    return fold("portfolio", fills, (), {SYMBOL: "USDT"}, {}, method)


def on(year: int, day: int, side: Side, quantity: str, price: str, fee: str = "0") -> Fill:
    at = datetime(year, 3, day, 12, tzinfo=UTC)
    return replace(a_fill(side, quantity, price, fee=fee), at=at)


BOUGHT_TWICE = [
    on(2025, 1, Side.BUY, "1", "100", "1"),
    on(2025, 2, Side.BUY, "1", "200", "2"),
    on(2026, 3, Side.SELL, "1", "300", "3"),
    on(2027, 4, Side.SELL, "1", "400"),
]


@pytest.mark.parametrize(
    ("method", "cost", "acquired"),
    [(Method.FIFO, "101", 1), (Method.LIFO, "202", 2), (Method.AVERAGE, "151.5", 1)],
)
def test_the_method_says_what_the_units_cost(method, cost, acquired):
    [one] = disposals([(BOOK, a_sheet(BOUGHT_TWICE, method))], 2026)

    assert (one.proceeds, one.cost, one.gain) == (D(297), D(cost), 297 - D(cost))
    assert one.acquired.day == acquired
    assert one.days_held == 365 + 3 - acquired


def test_every_year_has_its_own():
    books = [(BOOK, a_sheet(BOUGHT_TWICE))]

    assert [len(disposals(books, year)) for year in (2025, 2026, 2027, 2028)] == [0, 1, 1, 0]


def test_a_short_is_disposed_of_when_it_is_bought_back():
    fills = [on(2025, 1, Side.SELL, "2", "100", "2"), on(2026, 2, Side.BUY, "2", "70", "1.4")]

    [one] = disposals([(BOOK, a_sheet(fills))], 2026)

    # 200 received less 2, 140 paid and 1.40.
    assert (one.proceeds, one.cost, one.gain) == (D(198), D("141.4"), D("56.6"))
    assert (one.acquired.year, one.disposed.year, one.side) == (2025, 2026, Side.SELL)


def test_the_header_names_the_method():
    report = tax_year([(BOOK, a_sheet(BOUGHT_TWICE, Method.LIFO))], 2026, "lifo")

    assert report.table.columns == columns("lifo")
    row = dict(zip(report.table.columns, report.table.rows[0], strict=True))
    assert (row["proceeds_lifo"], row["cost_lifo"], row["gain_lifo"]) == ("297", "202", "95")
    assert (row["acquired_utc"], row["days_held"], row["mode"]) == ("2025-03-02T12:00:00Z", "366", "paper")
    assert [(line.symbol, line.sold, line.gain) for line in report.lines] == [(SYMBOL, 1, D(95))]
    assert report.unvalued == ()


def test_a_fee_without_a_rate_is_named():
    fills = [*BOUGHT_TWICE[:2], replace(BOUGHT_TWICE[2], fee_currency="BNB")]

    assert tax_year([(BOOK, a_sheet(fills))], 2026, "fifo").unvalued == (SYMBOL,)
    assert tax_year([(BOOK, a_sheet(fills))], 2025, "fifo").unvalued == ()


steps = st.lists(
    st.tuples(
        st.sampled_from([2024, 2025, 2026]),
        st.sampled_from(Side),
        st.integers(1, 50),
        st.integers(1, 10**6).map(lambda cents: D(cents) / 100),
        st.integers(0, 300).map(lambda cents: D(cents) / 100),
    ),
    max_size=20,
)


@given(steps, st.sampled_from(Method))
def test_all_years_together_are_what_the_books_realized(history, method):
    fills = [
        on(year, 1, side, str(quantity), str(price), str(fee))
        for year, side, quantity, price, fee in sorted(history, key=lambda step: step[0])
    ]
    sheet = a_sheet(fills, method)

    found = [one for year in (2024, 2025, 2026) for one in disposals([(BOOK, sheet)], year)]

    assert sum((one.gain for one in found), ZERO) == sum((p.realized for p in sheet.positions.values()), ZERO)
    assert all(one.gain == one.proceeds - one.cost for one in found)
