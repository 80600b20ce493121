"""What charts are made of: months add up to the whole, put-together candles lose no price, parts are all of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from core.accounts.model import Mode
from core.analytics.curve import Curve
from core.analytics.model import EquityDay
from core.charts.figures import bars_of, holdings_of, months_of
from core.market.candles import series_of
from core.portfolio.results import OtherCash, PortfolioView, PositionLine

D = Decimal
BEGAN = datetime(2026, 10, 30, tzinfo=UTC)


def day(number: int, change: str, index: str) -> EquityDay:
    begins = BEGAN + timedelta(days=number)
    return EquityDay(
        portfolio="p", begins_at=begins, marked_at=begins + timedelta(days=1), equity=D(1), paid_in=D(0),
        taken_out=D(0), change=D(change), index=D(index),
    )  # fmt: skip


def test_months_multiply_to_the_whole_curve():
    curve = Curve(
        None, (day(0, "0.1", "1.1"), day(1, "-0.5", "0.55"), day(2, "0.2", "0.66"), day(3, "0.5", "0.99"))
    )

    found = months_of(curve)

    assert [(one.year, one.month, one.change) for one in found] == [
        (2026, 10, D("-0.45")),
        (2026, 11, D("0.8")),
    ]
    assert (1 + found[0].change) * (1 + found[1].change) - 1 == curve.total == D("-0.01")


def test_a_curve_without_days_has_no_months():
    assert months_of(Curve(None, ())) == ()


def test_candles_are_put_together_without_losing_a_price():
    rows = [
        (BEGAN + timedelta(hours=hour), str(100 + hour), str(110 + hour), str(90 - hour), str(101 + hour))
        for hour in range(10)
    ]
    series = series_of(rows)

    found = bars_of(series, 4)

    assert len(found) == 4
    assert [(one.at - BEGAN) // timedelta(hours=1) for one in found] == [0, 3, 6, 9]
    assert (found[0].open, found[0].high, found[0].low, found[0].close) == (D(100), D(112), D(88), D(103))
    assert max(one.high for one in found) == D(119)
    assert min(one.low for one in found) == D(81)
    assert found[-1].close == D(110)
    assert len(bars_of(series, 90)) == 10


def line(symbol: str, value: str | None) -> PositionLine:
    worth = None if value is None else D(value)
    return PositionLine(
        symbol=symbol,
        quantity=D(1),
        average_price=None,
        price=worth,
        value=worth,
        realized=None,
        unrealized=None,
    )


def view(*lines: PositionLine, cash: str, equity: str, other: tuple[OtherCash, ...] = ()) -> PortfolioView:
    return PortfolioView(
        mode=Mode.PAPER, currency="USDT", cash=D(cash), equity=D(equity), realized=None, unrealized=None,
        positions=lines, priced_at=BEGAN, deposits=D(0), stop_loss=None, other_cash=other,
    )  # fmt: skip


def test_parts_are_all_of_a_portfolio_the_largest_first():
    euros = OtherCash(currency="EUR", amount=D(80), value=D(100), rate=None)

    held, cash = holdings_of(
        view(line("SOL/USDT", "200"), line("BTC/USDT", "500"), cash="200", equity="1000", other=(euros,))
    )

    assert [(one.symbol, one.share) for one in held] == [
        ("BTC/USDT", D("0.5")), ("SOL/USDT", D("0.2")), ("EUR", D("0.1")),
    ]  # fmt: skip
    assert (cash.symbol, cash.share) == ("USDT", D("0.2"))
    assert sum(one.share for one in (*held, cash)) == 1


def test_what_has_no_price_is_no_part_and_nothing_is_divided_by_nothing():
    held, cash = holdings_of(view(line("BTC/USDT", None), cash="0", equity="0"))

    assert (held, cash.share) == ((), D(0))
