"""Which days a summary tells, and what it makes of a curve and of closed trades."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.analytics.closed import ClosedTrade
from core.analytics.curve import Curve
from core.analytics.model import EquityDay
from core.digests.schedule import is_weekly, next_digest_of
from core.digests.views import day_told, span_of, week_told
from core.notices.model import Preferences

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
DAY = timedelta(days=1)


def a_day(number: int, equity: str, *, paid_in: str = "0", change: str = "0", index: str = "1") -> EquityDay:
    """The day that begins so many days after Monday the 16th."""
    begins = MONDAY - 7 * DAY + number * DAY
    return EquityDay(
        portfolio="p",
        begins_at=begins,
        marked_at=begins + DAY,
        equity=Decimal(equity),
        paid_in=Decimal(paid_in),
        taken_out=Decimal(0),
        change=Decimal(change),
        index=Decimal(index),
    )


def a_trade(at: datetime, profit: str) -> ClosedTrade:
    return ClosedTrade(
        trade="T-1",
        portfolio="p",
        symbol="BTC/USDT",
        quote="USDT",
        profit=Decimal(profit),
        cost=Decimal(100),
        risk=None,
        triggered_by="manual",
        provider="",
        opened_at=at,
        closed_at=at,
    )


# 1,000 before; a deposit of 500 on Tuesday; +10 % on Wednesday; −10 % on Thursday; nothing on Friday.
DAYS = (
    a_day(0, "1000"),
    a_day(1, "1500", paid_in="500"),
    a_day(2, "1650", change="0.1", index="1.1"),
    a_day(3, "1485", change="-0.1", index="0.99"),
    a_day(4, "1485", index="0.99"),
)
CURVE = Curve(a_day(-1, "1000"), DAYS)


def test_a_week_has_no_deposit_in_it_and_tells_its_deepest_fall():
    closed = [a_trade(MONDAY - 3 * DAY, "30"), a_trade(MONDAY - 2 * DAY, "-5"), a_trade(MONDAY, "99")]

    week = span_of(CURVE, date(2026, 11, 16), date(2026, 11, 23), closed)

    assert week is not None
    assert (week.change, week.gained, week.fall) == (Decimal("-0.01"), Decimal(-15), Decimal("-0.1"))
    assert (week.closed, week.won, week.profit) == (2, 1, Decimal(25))
    assert (week.since, week.until) == (MONDAY - 7 * DAY, MONDAY - DAY)


def test_a_day_is_measured_from_the_one_before():
    day = span_of(CURVE, date(2026, 11, 18), date(2026, 11, 19), [])

    assert day is not None
    assert (day.change, day.gained) == (Decimal("0.1"), Decimal(150))


def test_a_book_that_was_not_there_yet_has_no_such_days():
    assert span_of(Curve(None, DAYS[3:]), date(2026, 11, 16), date(2026, 11, 18), []) is None


@pytest.mark.parametrize(
    ("hour", "told"), [(7, date(2026, 11, 22)), (11, date(2026, 11, 22)), (12, date(2026, 11, 23))]
)
def test_before_noon_the_day_before_is_told(hour: int, told: date):
    assert day_told(MONDAY + timedelta(hours=hour)).since == told


def test_the_week_that_is_over_is_told_with_monday_s_summary():
    assert is_weekly(MONDAY)
    assert not is_weekly(MONDAY - timedelta(minutes=1))
    assert not is_weekly(MONDAY + DAY)
    assert week_told(MONDAY).since == date(2026, 11, 16)


def test_the_next_summary_is_at_the_hour_of_the_person_s_own_clock():
    wishes = Preferences(person="ann", zone="Europe/Berlin")

    assert next_digest_of(wishes, "ann", MONDAY).due_at == MONDAY + timedelta(hours=17)
    assert next_digest_of(wishes, "ann", MONDAY + timedelta(hours=17)).due_at == MONDAY + timedelta(hours=41)
    # The last Sunday of March: an hour is left out, and six in the evening there is sixteen hours UTC from then on.
    spring = datetime(2027, 3, 27, 18, tzinfo=UTC)
    assert next_digest_of(wishes, "ann", spring).due_at == datetime(2027, 3, 28, 16, tzinfo=UTC)
    early = replace(wishes, digest_at=8 * 60)
    assert next_digest_of(early, "ann", MONDAY).due_at == MONDAY + timedelta(hours=7)
