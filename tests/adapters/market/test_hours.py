"""When exchanges are open: the days that differ from others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.market.hours import exchange_of, hours
from core.market.model import AssetClass, Session
from core.market.symbols import builtin_table


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stock(text: str, exchange: str = "XNYS") -> Session | None:
    return hours(AssetClass.STOCK, exchange, at(text))


def opens(text: str) -> Session:
    return Session(is_open=False, opens_at=at(text))


def closes(text: str) -> Session:
    return Session(is_open=True, closes_at=at(text))


@pytest.mark.parametrize(
    ("now", "session"),
    [
        ("2026-11-20T14:29:59", opens("2026-11-20T14:30")),
        ("2026-11-20T14:30", closes("2026-11-20T21:00")),
        ("2026-11-20T20:59:59", closes("2026-11-20T21:00")),
        ("2026-11-20T21:00", opens("2026-11-23T14:30")),
        # Thanksgiving, and the half day after it.
        ("2026-11-26T16:00", opens("2026-11-27T14:30")),
        ("2026-11-27T17:59", closes("2026-11-27T18:00")),
        ("2026-11-27T18:00", opens("2026-11-30T14:30")),
        # An hour earlier by UTC once New York has put its clocks forward.
        ("2026-03-09T13:29", opens("2026-03-09T13:30")),
        # Over the year's end.
        ("2026-12-31T21:00", opens("2027-01-04T14:30")),
    ],
)
def test_shares_in_new_york(now: str, session: Session):
    assert stock(now) == session


def test_a_lunch_break_is_closed_until_it_is_over():
    assert stock("2026-11-20T02:45", "XTKS") == opens("2026-11-20T03:30")
    assert stock("2026-11-20T03:30", "XTKS") == closes("2026-11-20T06:30")


@pytest.mark.parametrize(
    ("now", "session"),
    [
        ("2026-11-20T21:59", closes("2026-11-20T22:00")),
        ("2026-11-20T22:00", opens("2026-11-22T22:00")),
        ("2026-11-21T12:00", opens("2026-11-22T22:00")),
        ("2026-11-22T21:59", opens("2026-11-22T22:00")),
        ("2026-11-22T22:00", closes("2026-11-27T22:00")),
        # The week in which the clocks are put back ends an hour later by UTC than it began.
        ("2026-10-26T12:00", closes("2026-10-30T21:00")),
    ],
)
def test_currencies_and_metals_go_by_the_week_in_new_york(now: str, session: Session):
    assert hours(AssetClass.FOREX, "", at(now)) == session
    assert hours(AssetClass.METAL, "", at(now)) == session


def test_coins_never_close_and_what_nobody_knows_is_not_guessed():
    assert hours(AssetClass.CRYPTO, "", at("2026-11-21T12:00")) == Session(is_open=True)
    assert stock("2026-11-20T15:00", "") is None
    assert stock("2026-11-20T15:00", "NOWHERE") is None


@pytest.mark.parametrize(("symbol", "code"), [("AAPL", "XNYS"), ("SBER", "XMOS"), ("ES", "CMES")])
def test_an_instrument_s_hours_follow_its_exchange(symbol: str, code: str):
    instrument = builtin_table().get(symbol)
    assert instrument is not None

    assert exchange_of(instrument) == code
