"""Days, standings and places: what each rule of the boards does to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.model import Mode
from core.analytics.closed import ClosedTrade
from core.analytics.model import EquityDay, Period
from core.boards.days import AccountDay, day_of
from core.boards.model import BoardDay, Metric
from core.boards.posting import due_at
from core.boards.ranking import places
from core.boards.rules import FACTOR_MOST
from core.boards.spans import span_now, span_until, turn, turn_before
from core.boards.standing import Standing, combined, missing, standing, value

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def a_day(number: int = 0, change: str = "0", **fields: object) -> BoardDay:
    day = BoardDay(
        person="ann",
        mode=Mode.PAPER,
        begins_at=MONDAY + number * DAY,
        change=Decimal(change),
        worth=Decimal(10_000),
    )
    return replace(day, **fields)  # type: ignore[arg-type]


def a_week(*changes: str, **fields: object) -> list[BoardDay]:
    return [a_day(number, change, traded=2, **fields) for number, change in enumerate(changes)]


def stands(days: Sequence[BoardDay], person: str = "ann", **fields: object) -> Standing:
    return standing(person, days, days, **fields)  # type: ignore[arg-type]


# -- values


def test_returns_are_multiplied_and_the_fall_is_from_the_highest_point():
    one = stands(a_week("0.1", "-0.2", "0.05"))

    assert one.change == Decimal("-0.0760000000")
    assert one.fall == Decimal("-0.2000000000")


@given(st.lists(st.decimals("-0.9", "3", places=6), min_size=1, max_size=30))
def test_a_return_is_exact_to_its_last_place(changes: list[Decimal]):
    index = Fraction(1)
    for change in changes:
        index *= 1 + Fraction(change)

    got = stands(a_week(*map(str, changes))).change

    assert abs(Fraction(got) - (index - 1)) <= Fraction(1, 10**10)


def test_each_metric_of_one_week():
    days = a_week(
        "0.02", "0.01", "-0.01", won=2, lost=1, profit=Decimal(70), gained=Decimal(90), gave=Decimal(20)
    )
    days[-1] = replace(days[-1], under=3, under_by=Decimal(30))
    one = stands(days, followers=7, amounts=True)

    found = {metric: value(metric, one) for metric in Metric}

    assert found[Metric.RETURN] == Decimal("0.0198980000")
    assert found[Metric.ROI] == Decimal("0.021")  # 210 of 10,000
    assert found[Metric.AMOUNT] == 210
    assert found[Metric.WINRATE] == Decimal("0.5")  # 6 of 9 closed and 3 below zero
    assert found[Metric.CONSISTENCY] == Decimal("0.0152752523")
    assert found[Metric.PROFITABILITY] == 3  # 270 by 60 and 30 that is open
    assert found[Metric.FOLLOWERS] == 7
    assert found[Metric.RISK] == Decimal("1.98980")  # the fall is 1 %


def test_a_record_without_a_loss_is_not_infinitely_good():
    one = stands(a_week("0.01", "0.01", "0.01", won=1, gained=Decimal(10)))

    assert value(Metric.PROFITABILITY, one) == FACTOR_MOST
    assert value(Metric.RISK, one) == one.change * 100


def test_money_that_came_later_is_part_of_what_the_profit_is_held_against():
    days = a_week("0.01", "0.01", "0.01", profit=Decimal(100))
    days[2] = replace(days[2], paid_in=Decimal(20_000))

    assert value(Metric.ROI, stands(days)) == Decimal("0.01")


# -- who is ranked


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([], "begins"),
        ([a_day(0, traded=4)], "few_trades"),
        ([a_day(0, traded=3), a_day(1, traded=3)], "few_days"),
        ([a_day(0, traded=2), a_day(1, traded=2), a_day(2, traded=1)], None),
    ],
)
def test_five_trades_on_three_days_are_needed(days: list[BoardDay], why: str | None):
    assert missing(Metric.RETURN, stands(days)) == why


def test_a_single_day_is_ranked_by_a_sample_of_more():
    today = [a_day(5, "0.5", traded=1)]

    assert missing(Metric.RETURN, standing("ann", today, today)) == "few_trades"
    assert missing(Metric.RETURN, standing("ann", today, a_week("0", "0", "0"))) is None


def test_money_is_shown_only_of_who_shows_it():
    days = a_week("0.1", "0.1", "0.1")

    assert missing(Metric.AMOUNT, stands(days)) == "hidden_amounts"
    assert missing(Metric.AMOUNT, stands(days, amounts=True)) is None


def test_whoever_does_next_to_nothing_is_not_the_most_consistent():
    assert missing(Metric.CONSISTENCY, stands(a_week("0.0001", "0", "0"))) == "small_gain"
    assert missing(Metric.CONSISTENCY, stands(a_week("0.01", "0.01", "0"))) is None


# -- places


def test_equal_values_share_a_place_and_the_next_one_is_further_down():
    everybody = [
        stands(a_week("0.02", "0", "0"), "bo"),
        stands(a_week("0.03", "-0.01", "0.05"), "cy"),
        stands(a_week("0", "0.02", "0"), "ann"),
        stands(a_week("-0.05", "0", "0"), "dan"),
        stands([], "eve"),
    ]

    rows = places(Metric.RETURN, everybody, "rows")

    assert [(row.number, row.place, row.person) for row in rows] == [
        (1, 1, "cy"),
        (2, 2, "ann"),
        (3, 2, "bo"),
        (4, 4, "dan"),
    ]


def test_of_consistency_less_is_better():
    everybody = [stands(a_week("0.1", "0", "0"), "wild"), stands(a_week("0.02", "0.02", "0.01"), "calm")]

    assert [row.person for row in places(Metric.CONSISTENCY, everybody, "rows")] == ["calm", "wild"]


@given(st.permutations([stands(a_week("0.01", str(Decimal(n % 3) / 100), "0"), f"p{n}") for n in range(6)]))
def test_places_do_not_depend_on_who_is_asked_first(everybody: list[Standing]):
    assert places(Metric.RETURN, everybody, "rows") == places(
        Metric.RETURN, sorted(everybody, key=str), "rows"
    )


# -- days


def equity_day(
    number: int, equity: str, change: str = "0", paid_in: str = "0", portfolio: str = "usdt"
) -> EquityDay:
    begins = MONDAY + number * DAY
    return EquityDay(
        portfolio=portfolio,
        begins_at=begins,
        marked_at=begins + DAY,
        equity=Decimal(equity),
        paid_in=Decimal(paid_in),
        taken_out=Decimal(0),
        change=Decimal(change),
        index=Decimal(1),
    )


def measured(
    *accounts: AccountDay, trades: Sequence[ClosedTrade] = (), results: Sequence[Decimal] = ()
) -> BoardDay:
    return day_of("ann", Mode.PAPER, MONDAY + DAY, accounts, trades, results, {"portfolio": Decimal(1)})


ACCOUNT = AccountDay(equity_day(0, "10000"), equity_day(1, "10100", "0.01"), Decimal(1))


def closed(
    profit: str = "10",
    *,
    cost: str = "1000",
    held: timedelta = timedelta(hours=1),
    number: int = 0,
    symbol: str = "BTC/USDT",
) -> ClosedTrade:
    at = MONDAY + DAY + timedelta(hours=2, minutes=number)
    return ClosedTrade(
        trade=f"T-{number}",
        portfolio="portfolio",
        symbol=symbol,
        quote="USDT",
        profit=Decimal(profit),
        cost=Decimal(cost),
        risk=None,
        triggered_by="by hand",
        provider="",
        opened_at=at,
        closed_at=at + held,
    )


def test_accounts_are_weighed_by_what_was_in_them_that_morning():
    euro = AccountDay(
        equity_day(0, "10000", portfolio="eur"),
        equity_day(1, "9000", "-0.1", portfolio="eur"),
        Decimal("1.1"),
    )

    day = measured(ACCOUNT, euro)

    assert day.change == (Decimal("0.01") * 10_000 + Decimal("-0.1") * 11_000) / 21_000
    assert day.profit == 100 - Decimal("1100")


def test_a_second_account_opened_in_the_midst_of_a_bad_day_makes_it_no_better():
    lost = AccountDay(equity_day(0, "10000"), equity_day(1, "5000", "-0.5"), Decimal(1))
    opened = AccountDay(None, equity_day(1, "100000", "0", "100000", portfolio="eur"), Decimal(1))

    assert measured(lost, opened).change == Decimal("-0.5")


def test_what_is_paid_in_is_no_profit():
    paid = AccountDay(equity_day(0, "10000"), equity_day(1, "1010000", "0", "1000000"), Decimal(1))

    assert measured(paid).profit == 0
    assert measured(paid).change == 0


def test_a_gain_made_with_next_to_nothing_does_not_count_and_a_loss_does():
    small = AccountDay(equity_day(0, "10"), equity_day(1, "100", "9"), Decimal(1))
    lost = AccountDay(equity_day(0, "10"), equity_day(1, "1", "-0.9"), Decimal(1))

    assert measured(small).change == 0
    assert measured(lost).change == Decimal("-0.9")


def test_trades_that_risk_nothing_make_no_sample_and_no_wins():
    tiny = [closed(cost="9", number=number) for number in range(5)]
    short = [closed(held=timedelta(seconds=59), number=number, symbol="ETH/USDT") for number in range(5)]

    day = measured(ACCOUNT, trades=[*tiny, *short])

    assert (day.traded, day.won, day.lost, day.gained) == (0, 0, 0, Decimal(0))


def test_a_loss_counts_however_small_and_short_it_was():
    day = measured(ACCOUNT, trades=[closed("-3", cost="9", held=timedelta(seconds=1))])

    assert (day.traded, day.lost, day.gave) == (0, 1, Decimal(3))


def test_the_same_thing_over_and_over_is_three_trades_of_the_sample_and_all_of_them_of_the_result():
    day = measured(ACCOUNT, trades=[closed(number=number) for number in range(10)])

    assert (day.traded, day.won, day.gained) == (3, 10, Decimal(100))


def test_what_stands_below_zero_is_lost_until_it_is_not():
    day = measured(ACCOUNT, results=[Decimal(-40), Decimal(5), Decimal(-2)])

    assert (day.under, day.under_by) == (2, Decimal(42))


def test_people_who_turned_out_to_be_one_are_weighed_like_accounts():
    one = combined([a_day(0, "0.1"), a_day(0, "-0.1", person="bob", worth=Decimal(30_000))])

    assert (one.person, one.change, one.worth) == ("ann", Decimal("-0.05"), Decimal(40_000))


# -- spans


def test_where_each_period_turns():
    now = MONDAY + 3 * DAY + timedelta(hours=14)
    turns = {period: turn(period, now) for period in Period}

    assert turns[Period.DAILY] == MONDAY + 3 * DAY
    assert turns[Period.WEEKLY] == MONDAY
    assert turns[Period.MONTHLY] == datetime(2026, 11, 1, tzinfo=UTC)
    assert turns[Period.THIRTY_DAYS] == turns[Period.ALL_TIME] == MONDAY
    assert turn_before(Period.MONTHLY, turns[Period.MONTHLY]) == datetime(2026, 10, 1, tzinfo=UTC)
    assert turn_before(Period.WEEKLY, MONDAY) == MONDAY - 7 * DAY


def test_thirty_days_are_thirty():
    now = MONDAY + timedelta(hours=14)

    assert MONDAY + DAY - (span_now(Period.THIRTY_DAYS, now) or now) == 30 * DAY
    assert MONDAY - (span_until(Period.THIRTY_DAYS, MONDAY) or now) == 30 * DAY
    assert span_until(Period.MONTHLY, datetime(2026, 3, 1, tzinfo=UTC)) == datetime(2026, 2, 1, tzinfo=UTC)
    assert span_now(Period.ALL_TIME, now) is None


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("UTC", MONDAY + timedelta(hours=9)),
        ("Europe/Berlin", MONDAY + timedelta(hours=8)),
        ("America/New_York", MONDAY + timedelta(hours=14)),
        # Nine on Monday in Auckland is Sunday evening in UTC: the week is not over, so it is posted once it is.
        ("Pacific/Auckland", MONDAY + timedelta(minutes=5)),
    ],
)
def test_a_week_is_posted_at_nine_once_it_is_over(zone: str, at: datetime):
    assert due_at(MONDAY, ZoneInfo(zone)) == at
