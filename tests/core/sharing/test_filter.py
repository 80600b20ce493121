"""What others may see is made from what is allowed: no hidden number is in it, in no form (SO-01, DF-38)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.model import Mode
from core.kernel.codec import encode
from core.orders.model import Side
from core.sharing.filter import TRADES_SHOWN, ClosedFact, Facts, HeldFact, public_view
from core.sharing.model import ShareSettings

DAY = date(2026, 11, 1)
AT = datetime(2026, 11, 12, 10, 17, 33, tzinfo=UTC)
HELD = HeldFact(symbol="BTC/USDT", quantity=Decimal("0.016670077"), value=Decimal("1030.2060777"))
TRADE = ClosedFact(
    symbol="ADA/USDT",
    side=Side.BUY,
    closed_at=AT,
    quantity=Decimal("4173.77"),
    cost=Decimal("2003.4096777"),
    profit=Decimal("61.3043777"),
    risk=Decimal("50.2494777"),
    note="took it late, 4173.77 of them",
)
FACTS = Facts(
    name="north",
    mode=Mode.PAPER,
    currency="USDT",
    period="all",
    since=DAY,
    until=date(2026, 11, 17),
    points=[(DAY, Decimal(1)), (DAY, Decimal("0.996100077")), (DAY, Decimal("1.003309776"))],
    total=Decimal("0.003309776"),
    fall=Decimal("-0.006100077"),
    profit=Decimal("33.0977607"),
    equity=Decimal("10033.0977607"),
    cash=Decimal("8096.7916007"),
    held=[HELD],
    trades=[TRADE],
    closed=1,
    won=1,
    average_r=TRADE.r_multiple,
)
NOTHING = ShareSettings(show_pnl=False, show_holdings=False, show_trades=False)
ALL = ShareSettings(show_amounts=True, show_notes=True)


def text_of(settings: ShareSettings, facts: Facts = FACTS) -> str:
    return json.dumps(encode(public_view(facts, settings)))


def test_nothing_is_shown_but_whose_it_is_and_when():
    view = public_view(FACTS, NOTHING)

    assert (view.returns, view.holdings, view.trades, view.amounts) == (None, None, None, None)
    assert (view.name, view.mode) == ("north", "paper")


# Each secret as somebody would look for it: the digits that only the full figure has.
MONEY = ("33.09", "10033", "8096", "0.0166", "1030.2", "4173", "2003.4", "61.3", "50.2")
EXACT = ("0.003309", "0.0061", "0.996100", "1.003309", "10:17")


@pytest.mark.parametrize("flags", list(product([False, True], repeat=4)))
def test_without_amounts_there_is_no_money_in_it(flags: tuple[bool, ...]):
    settings = ShareSettings(
        show_pnl=flags[0], show_holdings=flags[1], show_trades=flags[2], delayed=flags[3]
    )

    text = text_of(settings)

    assert [one for one in MONEY if one in text] == []
    assert [one for one in ("0.003309", "0.996100", "1.003309", "10:17") if one in text] == []
    assert "4173" in text_of(ALL)
    assert "10033.1" in text_of(ALL)


def test_without_results_nothing_says_how_it_went():
    settings = replace(ALL, show_pnl=False)

    text = text_of(settings)

    assert [
        one for one in ("0.0033", "-0.0061", '"33.1"', "61.3", "0.0306", "1.22", '"won": 1') if one in text
    ] == []
    assert "10033.1" in text  # what it is worth is an amount, and those were allowed


def test_notes_are_shown_only_where_wanted():
    assert "took it late" in text_of(ShareSettings(show_notes=True))
    assert "took it late" not in text_of(ShareSettings())
    assert "took it late" not in text_of(ShareSettings(show_notes=True, show_trades=False))


def test_what_is_allowed_is_there():
    view = public_view(FACTS, ALL)

    assert view.returns is not None
    assert view.returns.total == Decimal("0.0033")
    assert view.returns.fall == Decimal("-0.0061")
    assert [point.change for point in view.returns.points] == [0, Decimal("-0.0039"), Decimal("0.0033")]
    assert view.holdings is not None
    assert (view.holdings[0].share, view.holdings[0].quantity) == (Decimal("0.1027"), HELD.quantity)
    assert view.trades is not None
    [trade] = view.trades.lines
    assert (trade.change, trade.r_multiple, trade.profit) == (
        Decimal("0.0306"),
        Decimal("1.22"),
        Decimal("61.30"),
    )
    assert (view.trades.closed, view.trades.won, view.trades.average_r) == (1, 1, Decimal("1.22"))
    assert view.amounts is not None
    assert (view.amounts.equity, view.amounts.profit) == (Decimal("10033.10"), Decimal("33.10"))


def test_only_so_many_trades_are_shown_and_all_are_counted():
    many = [replace(TRADE, closed_at=AT - timedelta(days=day)) for day in range(TRADES_SHOWN + 5)]

    trades = public_view(replace(FACTS, trades=many, closed=612), ShareSettings()).trades

    assert trades is not None
    assert (trades.closed, len(trades.lines)) == (612, TRADES_SHOWN)
    assert trades.lines[0].closed_on == many[0].closed_at.date()


def test_what_nobody_prices_has_no_part():
    view = public_view(replace(FACTS, held=[replace(HELD, value=None)]), ALL)

    assert view.holdings is not None
    assert (view.holdings[0].share, view.holdings[0].value) == (None, None)


@given(equity=st.decimals("0.01", "1e9", places=8), part=st.decimals("0", "1", places=9))
def test_a_part_of_the_whole_has_four_places_and_no_more(equity: Decimal, part: Decimal):
    held = replace(HELD, value=equity * part)

    view = public_view(replace(FACTS, equity=equity, held=[held]), ShareSettings())

    assert view.holdings is not None
    share = view.holdings[0].share
    assert share is not None
    assert share == share.quantize(Decimal("0.0001"))
    assert abs(share - part) <= Decimal("0.00005")
