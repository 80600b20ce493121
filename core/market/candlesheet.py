"""Candles as people have them: rows of a CSV file under whatever headings its maker chose.

Read line by line, so that a file of any size takes the memory of its candles. What cannot be read is a `CandleFault`
with its line; nothing is skipped in silence but empty lines and what stands above the headings.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal, InvalidOperation

from core.market.candles import CandleFault, Gathering, milliseconds
from core.market.model import Instrument
from core.market.symbols import SymbolTable

# The surest first: a whole number of seconds needs no zone.
TIMES = (
    "unix",
    "unixtime",
    "unixtimestamp",
    "timestamp",
    "opentime",
    "datetime",
    "gmttime",
    "localtime",
    "date",
    "time",
)
PRICES = ("open", "high", "low", "close")
_SPELLED = {
    **dict.fromkeys(("o", "openprice"), "open"),
    **dict.fromkeys(("h", "max", "highprice"), "high"),
    **dict.fromkeys(("l", "min", "lowprice"), "low"),
    **dict.fromkeys(("c", "last", "closelast", "closeprice", "price"), "close"),
}
ABOVE_HEADINGS = 5  # lines of address or title that some sources put first
LONGEST_LINE = 4_096
_BARE = re.compile(r"[^a-z]")
# How many units of a whole number of time make a second, by its size: years 2001 to 2286 in each.
_UNITS = ((10**9, 10**10, 1), (10**12, 10**13, 10**3), (10**15, 10**16, 10**6), (10**18, 10**19, 10**9))
_DOTTED = re.compile(r"(\d{4})[./](\d\d)[./](\d\d)(.*)")
# What sources add to a symbol in the name of a file: 1h, 1440, 2024-01, 20240101, usd-m.
_ADDED = re.compile(r"(?:\d+|\d+[a-z]+|[a-z]\d+|spot|perp|futures?|daily|hourly|minute|ohlcv?|klines?|candles?|binance|"
                    r"bybit|kraken|okx|coinbase|bitstamp|oanda|histdata)", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file has what. `clock` is the column of the time of day where that stands apart from the date."""

    time: int
    prices: tuple[int, ...]
    clock: int | None = None


def gather(
    lines: Iterable[str], into: Gathering, zone: tzinfo, since: int | None = None, behind: int = 0
) -> None:
    """Read all rows of a sheet. Times that name no zone are of `zone`; rows that open before `since` are left out.

    `behind` is added to the line numbers, so that several sheets in one gathering are told apart. Raises
    `CandleFault`: empty, no_headings, no_column, not_a_sheet, short_row, not_a_time, and what `Gathering.add` finds.
    """
    rows = _rows(lines, behind)
    columns, first = _headings(rows)
    if first is not None:
        _take(first[1], first[0], columns, into, zone, since)
    for number, row in rows:
        _take(row, number, columns, into, zone, since)


def instrument_of(name: str, table: SymbolTable) -> Instrument | None:
    """The instrument that a file is named after: BTC-USDT, BTCUSDT-1h-2024-01, Binance_BTCUSDT_1h. None for none."""
    found = table.find(name)
    if found is not None:
        return found
    parts = [part for part in re.split(r"[-_ .]+", name) if part and not _ADDED.fullmatch(part)]
    return table.find("-".join(parts)) if 0 < len(parts) <= 3 else None


def _rows(lines: Iterable[str], behind: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their line, whatever separates their cells."""
    mark = ""
    for number, line in enumerate(lines, start=behind + 1):
        line = line.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        if len(line) > LONGEST_LINE or "\0" in line:
            raise CandleFault("not_a_sheet", number)
        if not mark or mark not in line:
            mark = next((each for each in ("\t", ";", ",") if each in line), mark) or ","
        cells = line.split(mark) if '"' not in line else next(csv.reader([line], delimiter=mark))
        yield number, [cell.strip() for cell in cells]


def _headings(
    rows: Iterator[tuple[int, list[str]]],
) -> tuple[Columns, tuple[int, list[str]] | None]:
    """Where things stand by the headings; a sheet without them begins with its first row, which is handed back."""
    number = 0
    nearest: tuple[str, ...] = ()
    for (number, row), _ in zip(rows, range(ABOVE_HEADINGS), strict=False):
        names = [_SPELLED.get(name, name) for name in (_BARE.sub("", cell.lower()) for cell in row)]
        times = [name for name in TIMES if name in names]
        missing = tuple(name for name in PRICES if name not in names)
        if times and not missing:
            clock = names.index("time") if times[0] == "date" and "time" in names else None
            return Columns(names.index(times[0]), tuple(names.index(name) for name in PRICES), clock), None
        bare = _without_headings(row)
        if bare is not None:
            return bare, (number, row)
        if times or len(missing) < len(PRICES):
            nearest = (*(() if times else ("time",)), *missing)
    if nearest:
        raise CandleFault("no_column", number, ", ".join(nearest))
    raise CandleFault("no_headings" if number else "empty", number)


def _without_headings(row: Sequence[str]) -> Columns | None:
    """The usual order: time, or date and time of day, then open, high, low, close."""
    for columns in (Columns(0, (1, 2, 3, 4)), Columns(0, (2, 3, 4, 5), 1)):
        if len(row) > max(columns.prices) and all(_is_number(row[at]) for at in columns.prices):
            return columns if row[0][:4].isdecimal() else None
    return None


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _take(
    row: Sequence[str], number: int, columns: Columns, into: Gathering, zone: tzinfo, since: int | None
) -> None:
    if len(row) <= max(columns.time, *columns.prices, columns.clock or 0):
        raise CandleFault("short_row", number, str(len(row)))
    text = row[columns.time]
    at = _time(text if columns.clock is None else f"{text} {row[columns.clock]}", zone)
    if at is None:
        raise CandleFault("not_a_time", number, text[:40])
    if since is None or at >= since:
        one, two, three, four = columns.prices
        into.add(at, (row[one], row[two], row[three], row[four]), number)


def _time(text: str, zone: tzinfo) -> int | None:
    """Milliseconds since 1970, of a whole number of seconds (or ms, us, ns) or of a date."""
    if text.isdecimal() and len(text) != 8:
        return _counted(int(text)) if len(text) < 20 else None
    try:
        at = datetime.fromisoformat(_DOTTED.sub(r"\1-\2-\3\4", text.removesuffix("UTC").strip()))
    except ValueError:
        try:
            return _counted(int(Decimal(text))) if len(text) < 30 and "." in text else None
        except (InvalidOperation, ValueError, OverflowError):
            return None
    try:
        return milliseconds(at if at.tzinfo is not None else at.replace(tzinfo=zone))
    except OverflowError:
        return None


def _counted(value: int) -> int | None:
    return next((value * 1000 // per for low, high, per in _UNITS if low <= value < high), None)
