"""A curve adds up: its total is its index, its fall is of the index, money without flows (DF-02, DF-03)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from core.analytics.curve import Curve
from core.analytics.days import Flow, day_of
from core.analytics.model import EquityDay
from core.analytics.views import curve_from

D = Decimal
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
NOTHING: tuple[Flow, ...] = ()


def days_of(*worths: str | tuple[str, str]) -> list[EquityDay]:
    """A day for each worth; with a second figure, that much was paid in (below zero: out) at an unknown moment."""
    found = list[EquityDay]()
    for number, one in enumerate(worths):
        worth, paid = (one, "0") if isinstance(one, str) else one
        begins = BEGAN + timedelta(days=number)
        flows = [Flow(begins + timedelta(hours=9), D(paid))] if D(paid) else NOTHING
        marked = begins + timedelta(days=1)
        last = found[-1] if found else None
        found.append(day_of("p", last, D(worth), flows, begins_at=begins, marked_at=marked))
    return found


def test_the_whole_of_a_curve_is_the_product_of_its_days_and_money_is_counted_without_flows():
    curve = Curve(None, tuple(days_of(("1000", "1000"), "1100", ("2200", "1100"), "1980")))

    assert curve.changes == [D(0), D("0.1"), D(0), D("-0.1")]
    assert curve.total == D("-0.01")
    assert curve.gained == D(-120)
    assert (curve.fall.share, curve.money_fall) == (D("-0.1"), D(-220))


def test_a_fall_has_its_days_and_lasts_until_its_peak_is_reached_again():
    days = days_of(("100", "100"), "120", "90", "108", "121", "110")

    fall = Curve(None, tuple(days)).fall

    assert (fall.share, fall.peak, fall.bottom) == (D("-0.25"), date(2026, 11, 2), date(2026, 11, 3))
    assert fall.days == 3


def test_a_fall_that_is_not_made_good_lasts_until_now():
    assert Curve(None, tuple(days_of(("100", "100"), "90", "80"))).fall.days == 2


def test_a_loss_on_the_first_day_is_a_fall():
    curve = Curve(None, tuple(days_of(("80", "100"), "90")))

    assert (curve.fall.share, curve.total) == (D("-0.2"), D("-0.1"))


def test_a_span_begins_with_the_day_before_it():
    days = days_of(("100", "100"), "200", "150", "180")

    curve = curve_from(days, date(2026, 11, 3))

    assert curve.before is not None
    assert (curve.before.equity, curve.total) == (D(200), D("-0.1"))
    assert (curve.fall.share, curve.fall.peak) == (D("-0.25"), date(2026, 11, 2))
    assert (curve.gained, curve.began) == (D(-20), D(200))


def test_nothing_comes_of_nothing():
    curve = Curve(None, ())

    assert {curve.total, curve.gained, curve.fall.share, curve.money_fall} == {D(0)}


def test_what_was_lost_whole_stays_lost():
    assert Curve(None, tuple(days_of(("100", "100"), "0", ("50", "50")))).total == -1
