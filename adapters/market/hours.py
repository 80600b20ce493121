"""When exchanges are open, by their calendars: holidays, half days and lunch breaks included (rows MD-02, BR-07).

For wording, and in the place of a venue that has no clock of its own; where a venue tells its hours, they count. The
calendars' library is large, and loaded by whoever asks first: about a second, so not from inside an event loop.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from core.market.model import ALWAYS_OPEN, AssetClass, Instrument, Session

if TYPE_CHECKING:
    from exchange_calendars import ExchangeCalendar

NEW_YORK = ZoneInfo("America/New_York")
# Currencies and metals trade from Sunday 17:00 to Friday 17:00 in New York.
WEEK_TURNS = time(17)
SATURDAY, SUNDAY, FRIDAY = 5, 6, 4
# The main exchange for shares that are paid in a currency: the listing names none.
EXCHANGES = {
    "USD": "XNYS",
    "EUR": "XETR",
    "GBP": "XLON",
    "JPY": "XTKS",
    "INR": "XBOM",
    "BRL": "BVMF",
    "IDR": "XIDX",
    "KRW": "XKRX",
    "CNY": "XSHG",
    "HKD": "XHKG",
    "TRY": "XIST",
    "RUB": "XMOS",
    "SAR": "XSAU",
    "CAD": "XTSE",
    "AUD": "XASX",
    "CHF": "XSWX",
}
FUTURES = "CMES"
# Sessions are looked for so far around the moment; the longest closure in decades was a week.
AROUND = timedelta(days=40)


def exchange_of(instrument: Instrument) -> str:
    """The calendar of the exchange that an instrument's hours follow; empty for what none is known of."""
    if instrument.asset_class in (AssetClass.COMMODITY, AssetClass.INDEX):
        return FUTURES
    return EXCHANGES.get(instrument.quote, "")


def hours(asset_class: AssetClass, exchange: str, now: datetime) -> Session | None:
    """Whether this kind of instrument trades at an exchange now, and until or from when.

    `exchange` is a calendar's code (`XNYS`), see `exchange_of`. None where no calendar is known.
    """
    if asset_class is AssetClass.CRYPTO:
        return ALWAYS_OPEN
    if asset_class in (AssetClass.FOREX, AssetClass.METAL):
        return _week(now)
    calendar = _calendar(exchange, now.year, now.month) if exchange else None
    return None if calendar is None else _session(calendar, now)


def _week(now: datetime) -> Session:
    """From Sunday evening to Friday evening, without holidays: those differ from house to house."""
    there = now.astimezone(NEW_YORK)
    day, hour = there.weekday(), there.time()
    shut = day == SATURDAY or (day == FRIDAY and hour >= WEEK_TURNS) or (day == SUNDAY and hour < WEEK_TURNS)
    turns = datetime.combine(_next(there, SUNDAY if shut else FRIDAY), WEEK_TURNS, NEW_YORK).astimezone(UTC)
    return Session(is_open=False, opens_at=turns) if shut else Session(is_open=True, closes_at=turns)


def _next(there: datetime, weekday: int) -> date:
    """The date of this weekday, today's where it is today."""
    return there.date() + timedelta(days=(weekday - there.weekday()) % 7)


@lru_cache(64)
def _calendar(code: str, year: int, month: int) -> ExchangeCalendar | None:
    """An exchange's calendar around a month; None for a code that nobody knows."""
    from exchange_calendars import get_calendar
    from exchange_calendars.errors import InvalidCalendarName

    middle = date(year, month, 15)
    start, end = middle - AROUND, middle + AROUND
    try:
        return get_calendar(code, start=start.isoformat(), end=end.isoformat())
    except InvalidCalendarName:
        return None


def _session(calendar: ExchangeCalendar, now: datetime) -> Session:
    from pandas import Timestamp

    at = Timestamp(now)
    if calendar.is_open_at_time(at):
        return Session(is_open=True, closes_at=_instant(calendar.next_close(at)))
    return Session(is_open=False, opens_at=_break_over(calendar, at) or _instant(calendar.next_open(at)))


def _break_over(calendar: ExchangeCalendar, at: Any) -> datetime | None:
    """When the break in the middle of a session is over, if it is that."""
    session = calendar.minute_to_session(at, direction="previous")
    if not calendar.session_has_break(session):
        return None
    began, over = calendar.session_break_start(session), calendar.session_break_end(session)
    return _instant(over) if began <= at < over else None


def _instant(stamp: Any) -> datetime:
    moment: datetime = stamp.to_pydatetime()
    return moment.astimezone(UTC)
