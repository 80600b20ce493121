"""Plots say what their cards say, in the reader's words, and nothing that was not given to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.present.plots import LevelKind, Notch, Plot, Theme, Trend
from bot.present.plotting import equity_plot, months_plot, ticks_over, trade_plot
from core.analytics.curve import Curve
from core.analytics.model import EquityDay
from core.charts.results import ChartBar, MonthReturn
from core.kernel.codec import dumps, encode
from core.orders.model import Purpose, Side
from core.orders.results import TradeCard
from tests.bot.present.samples import sample
from tests.bot.present.test_table import LOOK

D = Decimal
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


def day(number: int, equity: str, index: str, *, paid_in: str = "0", taken_out: str = "0") -> EquityDay:
    begins = BEGAN + timedelta(days=number)
    return EquityDay(
        portfolio="p", begins_at=begins, marked_at=begins + timedelta(days=1), equity=D(equity),
        paid_in=D(paid_in), taken_out=D(taken_out), change=D(0), index=D(index),
    )  # fmt: skip


CURVE = Curve(
    day(0, "10000.00", "1"),
    (
        day(1, "9961.40", "0.99614"),
        day(2, "12033.10", "1.00331", paid_in="2000"),
        day(5, "11033.10", "1.00331", taken_out="1000"),
    ),
)


def test_the_curve_is_told_in_words_to_who_cannot_see_it():
    plot = equity_plot(CURVE, LOOK, mode="PAPER", currency="USDT")

    assert plot is not None
    assert plot.alt == (
        "Equity 1 Nov to 6 Nov, 10,000.00 to 11,033.10 USDT, lowest 9,961.40 on 2 Nov. "
        "Return +0.33 %, deepest fall −0.39 %."
    )
    assert (plot.title, plot.figure, plot.trend) == ("PAPER  11,033.10 USDT", "+0.33 %", Trend.UP)
    assert plot.deepest == "−0.39 %"
    assert plot.values == (D("10000.00"), D("9961.40"), D("12033.10"), D("11033.10"))
    assert plot.falls == (D(0), D("0.99614") - 1, D(0), D(0))


def test_money_that_came_and_went_is_a_notch_and_days_stand_as_far_apart_as_they_were():
    plot = equity_plot(CURVE, LOOK, mode="PAPER", currency="USDT", light=True)

    assert plot is not None
    assert plot.notches == (Notch(2, True), Notch(3, False))
    assert plot.places == (0, 1, 2, 5)
    assert [mark.label for mark in plot.marks] == ["1 Nov", "2 Nov", "6 Nov"]
    assert plot.theme is Theme.LIGHT


@pytest.mark.parametrize("amount", ["10,000", "10000", "11,033", "11033", "9961.4", "9,961", "2000", "USDT"])
def test_without_a_currency_no_amount_is_anywhere_in_the_picture(amount: str):
    plot = equity_plot(CURVE, LOOK, mode="PAPER", currency=None)

    assert plot is not None
    assert amount not in dumps(encode(plot))
    assert plot.values[-1] == D("1.00331")
    assert all(tick.label.endswith("%") for tick in plot.ticks)
    assert plot.notches == ()


def test_what_was_paid_in_on_the_first_day_is_where_a_curve_begins():
    curve = Curve(None, (day(0, "10500", "1.05", paid_in="10000"), day(1, "10400", "1.04")))

    plot = equity_plot(curve, LOOK, mode="PAPER", currency="USDT")

    assert plot is not None
    assert plot.values == (D(10000), D(10500), D(10400))
    assert plot.notches == ()


def test_years_of_days_are_as_many_points_as_can_be_told_apart_and_lose_no_fall_and_no_flow():
    days = [day(number, "1000", "1") for number in range(1_000)]
    days[500] = day(500, "600", "0.6")
    days[777] = day(777, "1000", "1", paid_in="50", taken_out="20")

    plot = equity_plot(Curve(None, tuple(days)), LOOK, mode="PAPER", currency="USDT")

    assert plot is not None
    assert len(plot.values) == len(plot.falls) == len(plot.places) == 200
    assert min(plot.falls) == D("-0.4")
    assert plot.notches == (Notch(155, True),)
    assert plot.places[-1] == 995
    assert "lowest 600.00" in plot.alt
    assert len(dumps(encode(plot))) < 20_000


def test_an_opening_stands_before_its_own_day():
    opened = Curve(None, (day(0, "10500", "1.05", paid_in="10000"), day(3, "10400", "1.04")))

    plot = equity_plot(opened, LOOK, mode="PAPER", currency="USDT")

    assert plot is not None
    assert plot.places == (0, 1, 4)


def test_two_points_are_no_curve():
    assert equity_plot(Curve(None, ()), LOOK, mode="PAPER", currency="USDT") is None
    assert equity_plot(Curve(CURVE.before, CURVE.days[:1]), LOOK, mode="PAPER", currency="USDT") is None


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        ("9961", "10033", ["9,980", "10,000", "10,020"]),
        ("0.0012", "0.0019", ["0.0012", "0.0014", "0.0016", "0.0018"]),
        ("58000", "63000", ["58,000", "60,000", "62,000"]),
        ("5", "5", ["5"]),
        ("-3", "4", ["−2", "0", "2", "4"]),
    ],
)
def test_figures_beside_a_scale_are_round_and_few(low: str, high: str, labels: list[str]):
    assert [tick.label for tick in ticks_over([D(low), D(high)], LOOK)] == labels


def test_months_are_two_years_of_twelve_with_the_newest_first():
    months = [
        MonthReturn(2025, 12, D("0.1")),
        MonthReturn(2026, 1, D("-0.02")),
        MonthReturn(2026, 2, D("2.5")),
    ]

    plot = months_plot(months, LOOK, mode="LIVE", total=D("2.773"))

    assert plot is not None
    assert [(year.name, year.label, len(year.months)) for year in plot.years] == [
        ("2026", "+243.00 %", 12), ("2025", "+10.00 %", 12),
    ]  # fmt: skip
    assert [cell.label for cell in plot.years[0].months[:3]] == ["−2.00", "+250.0", ""]
    assert plot.years[0].months[2].value is None
    assert "Best Feb 2026 +250.00 %, worst Jan 2026 −2.00 %" in plot.alt
    assert months_plot([], LOOK, mode="LIVE", total=D(0)) is None


def bars(count: int) -> list[ChartBar]:
    return [
        ChartBar(BEGAN + timedelta(hours=number), D(100), D(110), D(90), D(105)) for number in range(count)
    ]


def test_a_trade_stands_on_its_candles_with_its_levels_and_fills():
    whole: TradeCard = sample(TradeCard)
    fill = replace(
        whole.fills[0], at=BEGAN + timedelta(minutes=90), side=Side.SELL, price=whole.fills[0].price
    )
    order = replace(whole.orders[0], purpose=Purpose.TARGET, number=1, filled=D(1))
    stop = replace(whole.orders[0], purpose=Purpose.STOP, filled=D(0), trigger=whole.order.price)
    card = replace(whole, fills=(fill,), orders=(order, stop))

    plot = trade_plot(card, bars(5), LOOK)

    assert plot is not None
    assert [(level.kind, level.word, level.done) for level in plot.levels] == [
        (LevelKind.ENTRY, "entry", True),
        (LevelKind.STOP, "stop", False),
        (LevelKind.TARGET, "target 1", True),
        (LevelKind.TARGET, "target 2", False),
    ]
    assert plot.levels[1].price == stop.trigger
    assert [(dot.at, dot.bought) for dot in plot.dots] == [(1, False)]
    assert len(plot.bars) == 5
    assert plot.mode == "PAPER"
    assert trade_plot(card, (), LOOK) is None


def test_every_plot_has_words_for_who_cannot_see_it():
    months = months_plot([MonthReturn(2026, 1, D("0.1"))], LOOK, mode="LIVE", total=D("0.1"))
    plots: list[Plot | None] = [equity_plot(CURVE, LOOK, mode="LIVE", currency="USDT"), months]

    assert all(plot is not None and plot.alt.endswith(".") for plot in plots)
