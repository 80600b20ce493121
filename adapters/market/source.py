"""One source of prices, whatever it is, and the guard that stands before each: time limits, budget, breaker.

A source says what it knows or raises `SourceFailed`; it never waits for anybody and tries nothing again. The guard
decides whether it is asked at all.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Protocol, cast

from adapters.market.flight import Flight
from core.kernel.money import Price, Quantity
from core.kernel.time import Clock
from core.market.model import Description, Instrument, Rules, SourceState

# A price, a page of candles, and what a source must read before it can answer any: the list of what it quotes.
ASK_SECONDS, PAGE_SECONDS, LOAD_SECONDS = 3.0, 10.0, 20.0
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# So many failures in a row, and the source is left alone: so long the first time, then twice as long, up to the most.
FAILURES, REST, REST_MOST = 3, timedelta(seconds=30), timedelta(minutes=5)
# The part of a budget that only orders may use.
FOR_ORDERS = Decimal("0.25")
# The part of a day's budget that may be used for less at once after midnight.
FIRST_SHARE = Decimal("0.1")
SECONDS_OF_DAY = 86_400
LONGEST_NUMBER, LONGEST_NAME = 60, 120


class Failure(StrEnum):
    """Why a source did not say."""

    SILENT = "silent"  # no answer in time, no connection, a server's own trouble
    LIMITED = "limited"  # we asked too much
    REFUSED = "refused"  # our key is not taken
    NONSENSE = "nonsense"  # an answer that cannot be read


class SourceFailed(Exception):
    """A source did not say. `after` is when it may be asked again, where it says so. Carries no address and no key."""

    def __init__(self, kind: Failure, message: str = "", *, after: timedelta | None = None) -> None:
        super().__init__(f"{kind.value} {message}".strip())
        self.kind = kind
        self.after = after


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a source says of an instrument. `at` is when that was so, by the source's clock where it tells the time.

    `traded_at` is when `last` was paid, where it is known: a book may be of now and its last trade of an hour ago.
    `volume` is what traded in a day, in quote currency.
    """

    last: Price
    at: datetime
    bid: Price | None = None
    ask: Price | None = None
    traded_at: datetime | None = None
    volume: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """How many requests a source takes in a minute and in a day, as it publishes them; None is no bound."""

    minute: int
    day: int | None = None


class Source(Protocol):
    """One source. Everything but `ready` and the questions is known without asking."""

    @property
    def name(self) -> str:
        """What people call it: `Binance`."""
        ...

    @property
    def budget(self) -> Budget:
        """What may be asked of it. A source may come to know better by its answers."""
        ...

    @property
    def at_once(self) -> int:
        """How many instruments one request may ask for."""
        ...

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Whether it may be asked for this, as far as is known; for an order only if it tells the price of now."""
        ...

    def cost(self, count: int, *, order: bool) -> int:
        """How many requests of the budget a question for so many instruments is."""
        ...

    async def ready(self, *, renew: bool = False) -> None:
        """Read what must be known first, where it is not known; `renew` also where it was read long ago."""
        ...

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """What these cost, by symbol; what it does not know is left out."""
        ...

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """What its book holds within half a percent, on the thinner side; None where it shows no book."""
        ...

    def rules(self, instrument: Instrument) -> Rules | None:
        """Ticks, steps and minima, where it tells them."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Guard:
    """Decides whether a source is asked, and counts."""

    def __init__(self, source: Source, clock: Clock) -> None:
        self.source = source
        self._clock = clock
        self._spent: deque[tuple[datetime, int]] = deque()
        self._day: date | None = None
        self._asked = self._failed = self._in_a_row = self._rests = 0
        self._until: datetime | None = None
        self._refused = False
        self._loading: Flight[None] = Flight()

    @property
    def state(self) -> SourceState:
        """How it stands."""
        now = self._clock.now()
        self._turn_day(now)
        resting = self._until is not None and now < self._until
        word = "ok" if self._asked or self._failed else "idle"
        if resting:
            word = "refused" if self._refused else "resting"
        elif not self._room(1, urgent=True):
            word = "spent"
        return SourceState(
            name=self.source.name,
            state=word,
            asked=self._asked,
            failed=self._failed,
            until=self._until if resting else None,
        )

    def open(self, count: int, *, order: bool, urgent: bool) -> bool:
        """Whether it may be asked for so many instruments now. What is not urgent leaves a part of the budget."""
        now = self._clock.now()
        self._turn_day(now)
        cost = self.source.cost(count, order=order)
        return (self._until is None or now >= self._until) and self._room(cost, urgent=urgent)

    async def ready(self, *, renew: bool = False) -> None:
        """Have it read what it must know first; those who come meanwhile wait for the same reading."""
        await self._loading.share(renew, lambda: self._ready(renew=renew))

    async def _ready(self, *, renew: bool) -> None:
        try:
            async with asyncio.timeout(LOAD_SECONDS):
                await self.source.ready(renew=renew)
        except TimeoutError:
            self._fails(SourceFailed(Failure.SILENT), at_once=True)
            raise SourceFailed(Failure.SILENT) from None
        except SourceFailed as error:
            self._fails(error, at_once=True)
            raise

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """What these cost by symbol. Raises `SourceFailed`, also when there was no whole answer in time."""
        self._spend(self.source.cost(len(instruments), order=order))
        try:
            async with asyncio.timeout(ASK_SECONDS):
                told = await self.source.ask(instruments, order=order)
        except TimeoutError:
            self._fails(SourceFailed(Failure.SILENT))
            raise SourceFailed(Failure.SILENT) from None
        except SourceFailed as error:
            self._fails(error)
            raise
        self._in_a_row = self._rests = 0
        self._until, self._refused = None, False
        return told

    async def room(self) -> None:
        """Wait until the minute's budget has room, a minute at most: whoever asks for the past has time."""
        for _ in range(MINUTE // SECOND + 1):
            resting = self._until is not None and self._clock.now() < self._until
            if resting or self.open(1, order=False, urgent=False):
                return
            await asyncio.sleep(SECOND.total_seconds())

    async def candles(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """A page of its candles. Raises `SourceFailed`, also when its budget is spent."""
        if not self.open(1, order=False, urgent=False):
            raise SourceFailed(Failure.LIMITED)
        self._spend(self.source.cost(1, order=False))
        past = cast("Past", self.source)
        try:
            async with asyncio.timeout(PAGE_SECONDS):
                bars = await past.candles(instrument, span, since, until)
        except TimeoutError:
            self._fails(SourceFailed(Failure.SILENT))
            raise SourceFailed(Failure.SILENT) from None
        except SourceFailed as error:
            self._fails(error)
            raise
        self._in_a_row = self._rests = 0
        return bars

    async def describe(self, instrument: Instrument) -> Description | None:
        """What it says of an instrument. Raises `SourceFailed`, also when its budget is spent."""
        if not self.open(1, order=False, urgent=False):
            raise SourceFailed(Failure.LIMITED)
        self._spend(1)
        source = cast("Describing", self.source)
        try:
            async with asyncio.timeout(ASK_SECONDS):
                return await source.describe(instrument)
        except TimeoutError:
            self._fails(SourceFailed(Failure.SILENT))
            raise SourceFailed(Failure.SILENT) from None
        except SourceFailed as error:
            self._fails(error)
            raise

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """What its book holds; None also when it does not say. A book that is missing is no failure."""
        if not self.open(1, order=True, urgent=False):
            return None
        self._spend(1)
        try:
            async with asyncio.timeout(ASK_SECONDS):
                return await self.source.depth(instrument)
        except (TimeoutError, SourceFailed):
            return None

    def _turn_day(self, now: datetime) -> None:
        if self._day != now.date():
            self._day, self._asked, self._failed = now.date(), 0, 0

    def _room(self, cost: int, *, urgent: bool) -> bool:
        now = self._clock.now()
        while self._spent and now - self._spent[0][0] >= MINUTE:
            self._spent.popleft()
        budget = self.source.budget
        if budget.day is not None:
            # Watching goes on all day: what is not urgent may use no more than belongs to the hours that are over.
            gone = Decimal((now.hour * 60 + now.minute) * 60 + now.second) / SECONDS_OF_DAY
            share = Decimal(1) if urgent else FIRST_SHARE + (1 - FOR_ORDERS - FIRST_SHARE) * gone
            if self._asked + cost > budget.day * share:
                return False
        kept = 0 if urgent else int(budget.minute * FOR_ORDERS)
        return sum(count for _, count in self._spent) + cost <= budget.minute - kept

    def _spend(self, cost: int) -> None:
        now = self._clock.now()
        self._turn_day(now)
        self._spent.append((now, cost))
        self._asked += cost

    def _fails(self, error: SourceFailed, *, at_once: bool = False) -> None:
        """One more failure. What asks us to wait, or does not take our key, is left alone at once."""
        self._failed += 1
        self._in_a_row += 1
        self._refused = error.kind is Failure.REFUSED
        if not (at_once or self._refused or error.kind is Failure.LIMITED or self._in_a_row >= FAILURES):
            return
        rest = min(REST * 2**self._rests, REST_MOST)
        if self._refused:
            rest = REST_MOST
        elif error.kind is Failure.LIMITED:
            rest = error.after or MINUTE
        self._until = self._clock.now() + rest
        self._rests = min(self._rests + 1, 10)
        self._in_a_row = FAILURES - 1  # one more after the rest, and it rests again


def number(value: object) -> Decimal | None:
    """A finite number of an answer, from its text or a whole number; None for what is none. A float is none: whoever
    reads an answer reads its numbers as Decimal."""
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        return None
    if isinstance(value, str) and (len(value) > LONGEST_NUMBER or "_" in value):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def price(value: object) -> Price | None:
    """A number above zero as a price."""
    found = number(value)
    return Price(found) if found is not None and found > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One candle as a source tells it. `at` is when it opens."""

    at: datetime
    open: Price
    high: Price
    low: Price
    close: Price
    volume: Decimal | None = None


class Past(Source, Protocol):
    """A source that also keeps candles."""

    @property
    def spans(self) -> Sequence[timedelta]:
        """Lengths of candles that it has, the shortest first."""
        ...

    @property
    def page(self) -> int:
        """How many candles one answer holds at least, where there are so many."""
        ...

    def oldest(self, span: timedelta) -> datetime | None:
        """The first candle of this span that it still has; None when it has them all."""
        ...

    async def candles(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """The first of the candles that open at `since` or later and before `until`, oldest first: as many as one
        answer holds. None at all when there are none. Raises `SourceFailed`."""
        ...


class Describing(Source, Protocol):
    """A source that also says what instruments are."""

    async def describe(self, instrument: Instrument) -> Description | None:
        """What it says; None for what it does not know. Raises `SourceFailed`."""
        ...


def words(value: object) -> str:
    """A name of an answer, as far as one is read; nothing for what is none."""
    said = " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) else ""
    return "" if said in ("None", "-", "N/A") else said
