"""Candles of one instrument: what is known of its price at any moment of the past, and nothing of later.

Kept as whole numbers of the smallest step that was written, in arrays: exact, quick to compare, and a year of minutes
takes 21 MB. Times are milliseconds since 1970 UTC; a candle's time is when it opens.
"""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from core.kernel.errors import Bug
from core.kernel.money import Price
from core.kernel.time import utc

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
# A market that closes over a long weekend opens again sooner; what is missing for longer is not known.
HOLE = timedelta(days=5) // MILLISECOND
# A day is 23 h once a year, and February is shorter than March: such candles do not overlap.
SHORTEST = Decimal("0.85")
BLOCK = 512
LONGEST_NUMBER = 40
DIGITS_MAX = 18


@dataclass(eq=False)
class CandleFault(Exception):
    """Candles that cannot be used. `line` counts from 1 in what was read; `other` is the one it contradicts."""

    code: str
    line: int
    value: str = ""
    other: int = 0


def milliseconds(at: datetime) -> int:
    """An instant as whole milliseconds since 1970 UTC, rounded down."""
    return (utc(at) - EPOCH) // MILLISECOND


def instant(at: int) -> datetime:
    """The instant of so many milliseconds since 1970 UTC."""
    return EPOCH + at * MILLISECOND


class Series:
    """Candles, oldest first. Made by `Gathering.series` alone."""

    def __init__(self, times: array[int], prices: Sequence[array[int]], digits: int, span: int) -> None:
        self.times = times
        self.opens, self.highs, self.lows, self.closes = prices
        self.span = span
        self._digits = digits
        starts = range(0, len(times), BLOCK)
        self._lowest = [min(self.lows[start : start + BLOCK]) for start in starts]
        self._highest = [max(self.highs[start : start + BLOCK]) for start in starts]
        gaps = itertools.pairwise(times)
        self._holes = [place + 1 for place, (one, next_) in enumerate(gaps) if next_ - one > HOLE + span]

    def __len__(self) -> int:
        return len(self.times)

    def price(self, units: int) -> Price:
        """A number of these arrays as the price that it is."""
        return Price(Decimal(units).scaleb(-self._digits))

    def at_most(self, price: Decimal) -> int:
        """The largest number of these arrays that is not above the price."""
        return int(price.scaleb(self._digits).to_integral_value(ROUND_FLOOR))

    def at_least(self, price: Decimal) -> int:
        """The smallest number of these arrays that is not below the price."""
        return int(price.scaleb(self._digits).to_integral_value(ROUND_CEILING))

    def first_from(self, at: int) -> int:
        """The place of the first candle that opens at this time or later."""
        return bisect_left(self.times, at)

    def over_by(self, at: int) -> int:
        """How many candles, from the first on, are over at this time."""
        place = bisect_right(self.times, at)
        while place and self.ends(place - 1) > at:
            place -= 1
        return place

    def ends(self, place: int) -> int:
        """When this candle is over."""
        end = self.times[place] + self.span
        return min(end, self.times[place + 1]) if place + 1 < len(self.times) else end

    def last_before(self, at: int) -> Price | None:
        """What it cost at this time as far as anybody can know: the close of the newest candle that is over."""
        place = self.over_by(at) - 1
        if place < 0 or at - self.ends(place) > HOLE:
            return None
        return self.price(self.closes[place])

    def known_until(self, place: int) -> int:
        """The place behind the last candle that follows this one without a hole of more than five days."""
        hole = bisect_right(self._holes, place)
        return self._holes[hole] if hole < len(self._holes) else len(self.times)

    def touch(self, start: int, end: int, below: int | None, above: int | None) -> int:
        """The first place in start <= place < end whose low is at most `below` or high at least `above`, else end.

        Blocks of candles in which neither can be are passed over whole.
        """
        lows, highs = self.lows, self.highs
        floor = -1 if below is None else below
        place = start
        while place < end:
            block = place // BLOCK
            stop = min((block + 1) * BLOCK, end)
            if self._lowest[block] <= floor or (above is not None and self._highest[block] >= above):
                for each in range(place, stop):
                    if lows[each] <= floor or (above is not None and highs[each] >= above):
                        return each
            place = stop
        return end


class Gathering:
    """Rows of candles as they are read, in any order and from several files; `series` checks and orders them."""

    def __init__(self) -> None:
        self._times: array[int] = array("q")
        self._lines: array[int] = array("q")
        self._prices: tuple[array[int], ...] = tuple(array("q") for _ in range(4))
        self._digits = 0

    def __len__(self) -> int:
        return len(self._times)

    def add(self, at: int, prices: Sequence[str], line: int) -> None:
        """One row: when it opens, and open, high, low, close as they were written. Raises `CandleFault`."""
        values = [self._units(text, line) for text in prices]
        if len({digits for _, digits in values} | {self._digits}) > 1:
            self._widen(max(digits for _, digits in values))
            values = [(units * 10 ** (self._digits - digits), self._digits) for units, digits in values]
        (first, _), (high, _), (low, _), (last, _) = values
        if low <= 0:
            raise CandleFault("not_above_zero", line, prices[2])
        if high < first or high < last or high < low:
            raise CandleFault("high_too_low", line, prices[1])
        if low > first or low > last:
            raise CandleFault("low_too_high", line, prices[2])
        try:
            for column, units in zip(self._prices, (first, high, low, last), strict=True):
                column.append(units)
        except OverflowError as error:
            raise CandleFault("too_many_digits", line, max(prices, key=len)) from error
        self._times.append(at)
        self._lines.append(line)

    def _units(self, text: str, line: int) -> tuple[int, int]:
        whole, _, part = text.partition(".")
        if (
            whole.isdecimal()
            and (not part or part.isdecimal())
            and text.isascii()
            and len(text) <= LONGEST_NUMBER
        ):
            part = part.rstrip("0")
            digits = max(len(part), self._digits)
            if digits <= DIGITS_MAX:
                return int(whole + part.ljust(digits, "0")), digits
        return self._slowly(text, line)

    def _slowly(self, text: str, line: int) -> tuple[int, int]:
        """The same for numbers that are written in another way: 1.2e-05."""
        try:
            value = Decimal(text.strip() if text.isascii() and "_" not in text else "")
        except InvalidOperation as error:
            raise CandleFault("not_a_price", line, text[:LONGEST_NUMBER]) from error
        if (
            not value.is_finite()
            or len(text) > LONGEST_NUMBER
            or not -DIGITS_MAX <= value.adjusted() <= DIGITS_MAX
        ):
            raise CandleFault("not_a_price", line, text[:LONGEST_NUMBER])
        exponent = value.normalize().as_tuple().exponent
        digits = max(-int(exponent), self._digits)
        if digits > DIGITS_MAX:
            raise CandleFault("too_many_digits", line, text[:LONGEST_NUMBER])
        return int(value.scaleb(digits)), digits

    def _widen(self, digits: int) -> None:
        """Room for more decimals: what was read before is written in the smaller step."""
        if digits <= self._digits:
            return
        factor = 10 ** (digits - self._digits)
        try:
            self._prices = tuple(array("q", [units * factor for units in column]) for column in self._prices)
        except OverflowError as error:
            raise CandleFault("too_many_digits", int(self._lines[-1]) + 1) from error
        self._digits = digits

    def series(self) -> Series:
        """The candles in order, each once. Raises `CandleFault` when they contradict each other or are too few."""
        times = self._times
        order: Sequence[int] = range(len(times))
        if any(one >= next_ for one, next_ in itertools.pairwise(times)):
            order = self._once(sorted(order, key=times.__getitem__))
        if len(order) < 2:
            raise CandleFault("too_few", 0, str(len(order)))
        steps = Counter(times[after] - times[before] for before, after in itertools.pairwise(order))
        most = max(steps.values())
        span = min(step for step, count in steps.items() if count == most)
        for before, after in itertools.pairwise(order):
            if times[after] - times[before] < SHORTEST * span:
                raise CandleFault("overlap", self._lines[after], str(span), self._lines[before])
        if not isinstance(order, range):
            times = array("q", [times[place] for place in order])
            self._prices = tuple(array("q", [column[place] for place in order]) for column in self._prices)
        return Series(times, self._prices, self._digits, span)

    def _once(self, order: list[int]) -> list[int]:
        """Each time once: a row that says the same again is dropped, one that says something else is a fault."""
        kept = order[:1]
        for place in order[1:]:
            last = kept[-1]
            if self._times[place] != self._times[last]:
                kept.append(place)
            elif any(column[place] != column[last] for column in self._prices):
                first, second = sorted((self._lines[last], self._lines[place]))
                raise CandleFault("two_of_one_time", second, instant(self._times[place]).isoformat(), first)
        return kept


def series_of(rows: Sequence[tuple[datetime, str, str, str, str]]) -> Series:
    """A series of rows that are known to be sound: open, high, low, close. A fault in them is a Bug."""
    gathering = Gathering()
    try:
        for line, (at, *prices) in enumerate(rows, start=1):
            gathering.add(milliseconds(at), prices, line)
        return gathering.series()
    except CandleFault as fault:
        raise Bug(f"candles: {fault}") from fault
