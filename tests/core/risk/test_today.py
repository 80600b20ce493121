"""What the books say about today: a day is measured from midnight, and money paid in is no profit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.kernel.money import Price, Quantity
from core.orders.model import Side, TradeStatus
from core.portfolio.model import Position
from core.portfolio.opening import Book, open_paper
from core.risk.model import DayBook, OpenTrade, Opposite, RecentTrade
from core.risk.today import Today, change_of, facts_of, fall_of, midnight, opposite_of, risk_left
from tests.core.builders import NOW, SYMBOL

D = Decimal

OPENING = open_paper("ann", "USDT", NOW, D(10_000))
BOOK = Book(OPENING.account, OPENING.portfolio, D(10_000), (), None)
MARK = DayBook(portfolio=OPENING.portfolio.id, marked_at=midnight(NOW), mark=D(10_000), peak=D(12_000))


def an_open_trade(
    status: TradeStatus = TradeStatus.OPEN, *, provider: str | None = "north", **changed: object
) -> OpenTrade:
    trade = OpenTrade(
        id="T-7K2Q",
        portfolio=OPENING.portfolio.id,
        person="ann",
        symbol=SYMBOL,
        side=Side.BUY,
        status=status,
        planned=Quantity("0.03333"),
        entered=Quantity("0.03333" if status is TradeStatus.OPEN else 0),
        exited=Quantity(0),
        cost=D("2000.19996") if status is TradeStatus.OPEN else D(0),
        reference=Price(60000),
        stop=Price(58500),
        break_even_after=1,
        signal=None if provider is None else "86",
        provider=provider,
        provider_name=provider,
    )
    return replace(trade, **changed)  # type: ignore[arg-type]  # fields of the trade


@pytest.mark.parametrize(
    ("mark", "flows", "equity", "change"),
    [
        ("10000", "0", "9759", "-0.0241"),  # scene 6: 80 % of the way to the brake
        ("10000", "0", "9696", "-0.0304"),  # scene 6: the brake
        ("10000", "5000", "15000", "0"),  # paid in: neither profit nor loss
        ("10000", "5000", "14700", "-0.02"),
        ("10000", "-9000", "950", "-0.05"),  # paid out: the loss is of what is left
        ("0", "10000", "9900", "-0.01"),  # opened today: the deposit is what the day began with
    ],
)
def test_a_day_is_measured_from_its_mark_and_what_was_paid_in_since(mark, flows, equity, change):
    today = Today(day_book=replace(MARK, mark=D(mark)), flows=D(flows))

    assert change_of(D(equity), today) == D(change)


def test_without_a_beginning_there_is_no_change():
    assert change_of(D(5), Today()) is None


@pytest.mark.parametrize(
    ("peak", "flows", "equity", "fall"),
    [("12000", "0", "9600", "-0.2"), ("12000", "0", "13000", "0"), ("12000", "3000", "13500", "-0.1")],
)
def test_a_fall_is_from_the_peak_in_the_money_that_is_there_now(peak, flows, equity, fall):
    today = Today(day_book=replace(MARK, peak=D(peak)), flows=D(flows))

    assert fall_of(D(equity), today) == D(fall)


def test_what_was_done_today_is_counted_and_what_never_filled_is_no_turnover():
    def planned(minutes: int, status: TradeStatus = TradeStatus.OPEN) -> RecentTrade:
        at = NOW - timedelta(minutes=minutes)
        return RecentTrade(
            portfolio="p", created_at=at, status=status, planned=Quantity("0.1"), reference=Price(60000)
        )

    recent = [planned(0), planned(0), planned(30), planned(60, TradeStatus.UNFILLED), planned(60 * 20)]
    facts = facts_of(Today(day_book=MARK, recent=recent), BOOK, D(10_000), {}, SYMBOL, Side.BUY, NOW)

    assert facts.orders_today == 4
    assert facts.orders_this_minute == 2
    assert facts.next_in == timedelta(minutes=1)
    assert facts.turnover == 18_000


def test_entries_that_still_work_count_as_exposure_and_as_open():
    standing = [an_open_trade(TradeStatus.PLANNED), an_open_trade(symbol="ETH/USDT")]

    facts = facts_of(Today(open_trades=standing), BOOK, D(10_000), {}, SYMBOL, Side.BUY, NOW)

    assert facts.open_trades == 2
    assert facts.working == facts.exposure == D("1999.8")


def test_copies_of_one_thing_in_one_direction_share_a_risk():
    standing = [
        an_open_trade(provider="north"),
        an_open_trade(provider="south"),
        an_open_trade(provider=None),  # by hand: no copy
        an_open_trade(side=Side.SELL, stop=Price(61500)),
        an_open_trade(symbol="ETH/USDT"),
    ]

    facts = facts_of(Today(open_trades=standing), BOOK, D(10_000), {}, SYMBOL, Side.BUY, NOW)

    # 0.03333 x (60,012 - 58,500) = 50.39 each.
    assert facts.copied_risk == 2 * D("50.39496")
    assert facts.copied_from == ("north", "south")


@pytest.mark.parametrize(
    ("trade", "left"),
    [
        (an_open_trade(TradeStatus.PLANNED), "49.995"),
        (an_open_trade(exited=Quantity("0.01666")), "0"),  # the stop stands at break-even now
        (an_open_trade(exited=Quantity("0.01333"), break_even_after=0), "30.24"),
        (an_open_trade(stop=None), "2000.19996"),
        (an_open_trade(stop=Price(61000)), "0"),  # a stop in profit risks nothing
    ],
)
def test_what_a_trade_may_still_lose(trade, left):
    assert risk_left(trade) == D(left)


def test_a_brake_holds_until_midnight():
    pulled = replace(MARK, halted_at=NOW)

    for days, halted in ((0, True), (1, False)):
        at = NOW + timedelta(days=days)
        facts = facts_of(Today(day_book=pulled), BOOK, D(10_000), {}, SYMBOL, Side.BUY, at)
        assert facts.halted is halted


@pytest.mark.parametrize(
    ("standing", "side", "found"),
    [
        ([an_open_trade()], Side.BUY, None),  # the same side only adds to it
        ([an_open_trade()], Side.SELL, Opposite("T-7K2Q", Side.BUY)),
        ([an_open_trade(TradeStatus.PLANNED)], Side.SELL, Opposite("T-7K2Q", Side.BUY, waits=True)),
        ([an_open_trade(symbol="ETH/USDT")], Side.SELL, None),
        # What holds units is named before what waits.
        (
            [an_open_trade(TradeStatus.PLANNED), an_open_trade(id="T-HELD")],
            Side.SELL,
            Opposite("T-HELD", Side.BUY),
        ),
    ],
)
def test_what_stands_the_other_way_round_is_seen(standing, side, found):
    assert opposite_of(Today(open_trades=standing), BOOK, SYMBOL, side) == found


@pytest.mark.parametrize(("units", "side"), [("0.5", Side.SELL), ("-0.5", Side.BUY)])
def test_units_that_no_trade_holds_stand_against_an_entry_as_well(units, side):
    position = Position(portfolio=OPENING.portfolio.id, symbol=SYMBOL, quote="USDT", quantity=D(units))
    book = replace(BOOK, positions=(position,))

    assert opposite_of(Today(), book, SYMBOL, side) == Opposite("", side.opposite)
    assert opposite_of(Today(), book, SYMBOL, side.opposite) is None
