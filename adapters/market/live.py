"""The live market: what instruments cost now, from a chain of sources that stand in for each other (MD-03, MD-04).

The first source that is set, lists the instrument and is not being left alone is asked; what fails falls to the next.
Prices are kept for a minute, for eyes. An order goes by one of at most five seconds or by none (CA-02): how old a price
is follows from what its source says of the time, never from when we would have liked it. Many who ask for one
instrument at once share one request.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from adapters.market.flight import Flight
from adapters.market.hours import exchange_of, hours
from adapters.market.source import Guard, Source, SourceFailed, Told
from core.kernel.money import Price, Quantity
from core.kernel.time import Clock
from core.market.candles import milliseconds
from core.market.model import ALWAYS_OPEN, AssetClass, Instrument, Quote, Rules, Session, SourceState
from core.market.symbols import STABLE, SymbolTable
from core.orders.model import Side
from core.paper.matching import FEE_RATE, taken
from core.ports.market import ORDER_AGE, SHOWN_AGE, NoPrice
from core.ports.store import outside_unit

# A price so young is handed out again: it must still be young enough when an order goes by it.
AGAIN = timedelta(seconds=2)
# A book is asked for once in so long: it bounds crowds, and they do not change by the second.
DEPTH_KEPT = timedelta(minutes=1)
# After nobody said a price nobody is asked for so long.
SILENCE = timedelta(seconds=2)
KEPT_MOST = 5_000
UNKNOWN_FOR = timedelta(hours=1)
# A price that is ten minutes old is looked at again after one minute, by whoever only watches.
IDLE_SHARE = 0.1
# How often lists of instruments are looked at, and what is tried again.
LOAD_EVERY = 60.0

WHOLE = {
    AssetClass.STOCK: Decimal("0.01"),
    AssetClass.METAL: Decimal("0.01"),
    AssetClass.OPTION: Decimal("0.01"),
}
LARGE_UNITS = frozenset({"JPY", "HUF", "KRW", "INR", "RUB", "THB", "IDR", "CNH", "CZK", "ZAR", "MXN", "TRY"})
PIP, LARGE_PIP, STABLE_PIP = Decimal("0.00001"), Decimal("0.001"), Decimal("0.0001")
SMALLEST = Decimal("0.00000001")
DIGITS_SHOWN = 5
STEPS = {
    AssetClass.STOCK: Decimal("0.0001"),
    AssetClass.FOREX: Decimal("0.01"),
    AssetClass.METAL: Decimal("0.001"),
}

Report = Callable[[str, str, BaseException], None]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A price as it was told, and when it was asked for."""

    quote: Quote
    asked_at: datetime


class LiveMarket:
    """Quotes from sources, in the order in which they are given."""

    simulated = False

    def __init__(self, clock: Clock, table: SymbolTable, sources: Sequence[Source], report: Report) -> None:
        self.table = table
        self._clock = clock
        self._guards = [Guard(source, clock) for source in sources]
        self._report = report
        self._kept: dict[str, _Kept] = {}
        self._depths: dict[str, tuple[datetime, Quantity | None]] = {}
        self._silent: dict[tuple[str, bool], tuple[datetime, NoPrice]] = {}
        self._asking: Flight[Quote] = Flight()
        self._unknown: dict[tuple[str, str], datetime] = {}
        self._down: set[str] = set()

    @property
    def sources(self) -> Sequence[SourceState]:
        """How each source stands."""
        return [guard.state for guard in self._guards]

    async def quote(self, instrument: Instrument) -> Quote:
        """What it costs now: a price of at most five seconds. Raises `NoPrice`."""
        kept = self._kept.get(instrument.symbol)
        if kept is not None and self._age(kept.quote) <= AGAIN:
            return await self._with_depth(instrument, kept.quote)
        quote = await self._asked(instrument, order=True)
        if self._age(quote) > ORDER_AGE:
            raise self._remembered((instrument.symbol, True), self._too_old(quote))
        return await self._with_depth(instrument, quote)

    async def shown(self, instrument: Instrument) -> Quote | None:
        """What it costs, asked at most a minute ago; None when nobody says."""
        kept = self._kept.get(instrument.symbol)
        if kept is not None and self._clock.now() - kept.asked_at <= SHOWN_AGE:
            return kept.quote
        try:
            return await self._asked(instrument, order=False)
        except NoPrice:
            return None

    async def refresh(self, instruments: Sequence[Instrument]) -> Mapping[str, Quote]:
        """Prices of many at once, in as few requests as their sources take; what nobody says is left out.

        For whoever watches the market: what is found is kept for everybody else.
        """
        outside_unit("the market")
        left = {one.symbol: one for one in instruments if self._is_due(one)}
        for guard in self._guards:
            wanted = [one for one in left.values() if self._may(guard, one, order=True)]
            if not wanted or not await self._loaded(guard):
                continue
            wanted = [one for one in wanted if self._may(guard, one, order=True)]
            size = guard.source.at_once
            for part in [wanted[at : at + size] for at in range(0, len(wanted), size)]:
                for symbol in await self._some(guard, part, order=True, urgent=False):
                    left.pop(symbol, None)
        found = (self._kept.get(one.symbol) for one in instruments)
        return {kept.quote.symbol: kept.quote for kept in found if kept is not None}

    def _may(self, guard: Guard, instrument: Instrument, *, order: bool) -> bool:
        """Whether a source may know it: what it did not know an hour ago costs nothing of its budget."""
        since = self._unknown.get((guard.source.name, instrument.symbol))
        if since is not None and self._clock.now() - since < UNKNOWN_FOR:
            return False
        return guard.source.serves(instrument, order=order)

    def _is_due(self, instrument: Instrument) -> bool:
        """Where nothing trades, the same price need not be fetched every moment."""
        kept = self._kept.get(instrument.symbol)
        return kept is None or self._clock.now() - kept.asked_at >= min(
            self._age(kept.quote) * IDLE_SHARE, SHOWN_AGE
        )

    def tick(self, instrument: Instrument) -> Price:
        """The venue's own step where it is known, else one by the kind of thing and its price."""
        rules = self._venue_rules(instrument)
        kept = self._kept.get(instrument.symbol)
        return (
            default_tick(instrument, None if kept is None else kept.quote.last)
            if rules is None
            else rules.tick
        )

    def rules(self, instrument: Instrument) -> Rules:
        """What a paper venue at these prices allows: what the first exchange that lists it does."""
        rules = self._venue_rules(instrument)
        if rules is not None:
            return rules
        kept = self._kept.get(instrument.symbol)
        last = None if kept is None else kept.quote.last
        step = STEPS.get(instrument.asset_class) or default_step(last)
        return Rules(
            tick=default_tick(instrument, last),
            step=Quantity(step),
            minimum_quantity=Quantity(step),
            minimum_notional=Decimal(1),
            fee_rate=FEE_RATE,
        )

    async def learn(self, instrument: Instrument) -> None:
        """Have the lists read that say what is allowed; without one what it costs says what is likely."""
        for guard in self._guards:
            asked = self._may(guard, instrument, order=True) and await self._loaded(guard)
            if asked and guard.source.rules(instrument) is not None:
                return
        if instrument.symbol not in self._kept:
            await self.shown(instrument)

    async def session(self, instrument: Instrument) -> Session:
        """Whether it trades now, by the calendar of its exchange; what has none trades whenever somebody quotes it."""
        if instrument.asset_class is AssetClass.CRYPTO or instrument.base in STABLE:
            return ALWAYS_OPEN
        now = self._clock.now()
        # The calendars' library takes a second to load.
        known = await asyncio.to_thread(hours, instrument.asset_class, exchange_of(instrument), now)
        return ALWAYS_OPEN if known is None else known

    async def run(self) -> None:
        """Read what sources must know first, again and again, until canceled."""
        while True:
            async with asyncio.TaskGroup() as group:
                for guard in self._guards:
                    group.create_task(self._loaded(guard, renew=True))
            await asyncio.sleep(LOAD_EVERY)

    async def close(self) -> None:
        """Let go of connections."""
        await asyncio.gather(*(guard.source.close() for guard in self._guards))

    # -- asking ---------------------------------------------------------------------------------------------------

    async def _asked(self, instrument: Instrument, *, order: bool) -> Quote:
        """A new price, whatever its age. Raises `NoPrice`, again for a moment without asking anybody."""
        key = (instrument.symbol, order)
        silent = self._silent.get(key)
        if silent is not None and timedelta(0) <= self._clock.now() - silent[0] < SILENCE:
            raise _again(silent[1])
        outside_unit("the market")
        try:
            return await self._asking.share(key, lambda: self._chain(instrument, order=order))
        except NoPrice as error:
            raise self._remembered(key, error) from None

    def _remembered(self, key: tuple[str, bool], error: NoPrice) -> NoPrice:
        """The same as an error of its own: everybody who asks in the next moment gets one."""
        if len(self._silent) > KEPT_MOST:
            self._silent.clear()
        self._silent[key] = (self._clock.now(), error)
        return _again(error)

    async def _chain(self, instrument: Instrument, *, order: bool) -> Quote:
        """Source after source. For an order one that is too old is held against what the next one says."""
        best: Quote | None = None
        listed = False
        for guard in self._guards:
            if not self._may(guard, instrument, order=order):
                continue
            if not await self._loaded(guard):
                listed = True
                continue
            if not self._may(guard, instrument, order=order):
                continue
            listed = True
            if instrument.symbol in await self._some(guard, [instrument], order=order, urgent=order):
                quote = self._kept[instrument.symbol].quote
                best = quote if best is None or quote.at > best.at else best
                if not order or self._age(best) <= ORDER_AGE:
                    return best
        if best is not None:
            return best
        raise NoPrice("price_silent" if listed else "price_nobody", instrument.symbol)

    async def _loaded(self, guard: Guard, *, renew: bool = False) -> bool:
        """Whether a source has read what it must know; it does so now if it may."""
        if not guard.open(1, order=True, urgent=True):
            return False
        try:
            await guard.ready(renew=renew)
        except SourceFailed as error:
            self._tell(guard, error)
            return False
        return True

    async def _some(
        self, guard: Guard, instruments: Sequence[Instrument], *, order: bool, urgent: bool
    ) -> set[str]:
        """Ask one source for these, and keep what it says; the symbols that it told."""
        if not guard.open(len(instruments), order=order, urgent=urgent):
            return set()
        now = self._clock.now()
        try:
            told = await guard.ask(instruments, order=order)
        except SourceFailed as error:
            self._tell(guard, error)
            return set()
        self._down.discard(guard.source.name)
        known = {one.symbol: one for one in instruments}
        if len(self._unknown) > KEPT_MOST:
            self._unknown.clear()
        self._unknown |= {(guard.source.name, symbol): now for symbol in known.keys() - told.keys()}
        for symbol in told.keys() & known.keys():
            self._keep(known[symbol], told[symbol], guard.source.name, now)
        return told.keys() & known.keys()

    def _tell(self, guard: Guard, error: SourceFailed) -> None:
        """The log hears of a source that fails once, until it answers again."""
        if guard.source.name not in self._down:
            self._down.add(guard.source.name)
            self._report("market", guard.source.name, error)

    def _keep(self, instrument: Instrument, told: Told, source: str, asked_at: datetime) -> None:
        """What a source said, as a quote. An older price never takes the place of a younger one."""
        if len(self._kept) > KEPT_MOST:
            self._kept.clear()
        quote = quote_of(instrument, told, source, self._clock.now(), self.tick(instrument))
        kept = self._kept.get(instrument.symbol)
        if kept is not None and kept.quote.at > quote.at:
            quote = kept.quote
        self._kept[instrument.symbol] = _Kept(quote, asked_at)

    async def _with_depth(self, instrument: Instrument, quote: Quote) -> Quote:
        """The same with what the book holds, where the source that said it shows one."""
        now = self._clock.now()
        known = self._depths.get(instrument.symbol)
        if known is None or not timedelta(0) <= now - known[0] <= DEPTH_KEPT:
            guard = next((one for one in self._guards if one.source.name == quote.source), None)
            depth = None if guard is None else await guard.depth(instrument)
            if len(self._depths) > KEPT_MOST:
                self._depths.clear()
            known = self._depths[instrument.symbol] = (now, depth)
        return quote if known[1] is None else replace(quote, depth=known[1])

    def _venue_rules(self, instrument: Instrument) -> Rules | None:
        found = (guard.source.rules(instrument) for guard in self._guards)
        return next((rules for rules in found if rules is not None), None)

    def _age(self, quote: Quote) -> timedelta:
        return self._clock.now() - quote.at

    def _too_old(self, quote: Quote) -> NoPrice:
        seconds = str(self._age(quote) // timedelta(seconds=1))
        return NoPrice("price_old", quote.symbol, age=seconds, source=quote.source)


def _again(error: NoPrice) -> NoPrice:
    facts = dict(error.facts)
    return NoPrice(error.code, facts.pop("symbol"), **facts)


def quote_of(instrument: Instrument, told: Told, source: str, now: datetime, tick: Price) -> Quote:
    """What a source said as a quote: whole, and with a last price that the book bears out.

    A clock that is ahead of ours makes nothing younger than now. Where only a last price is told, buyer and seller
    are held to be as far from it as the paper venue has them. A last trade that is older than the book and lies
    outside of it is not what anybody would pay now: the nearer side of the book is.
    """
    last, bid, ask = told.last, told.bid, told.ask
    if bid is None or ask is None or bid > ask:
        bid, ask = taken(Side.SELL, last, tick), taken(Side.BUY, last, tick)
    elif told.traded_at is None or told.at - told.traded_at > ORDER_AGE:
        last = min(max(last, bid), ask)
    at = min(told.at, now)
    return Quote(
        symbol=instrument.symbol,
        last=last,
        bid=bid,
        ask=ask,
        at=at,
        revision=milliseconds(at),
        volume=told.volume,
        source=source,
    )


def default_tick(instrument: Instrument, last: Decimal | None) -> Price:
    """A step for a price of this kind and size, until a venue says its own. One too fine shows digits too many;
    one too coarse would show a price that is not there."""
    kind = instrument.asset_class
    if kind is AssetClass.FOREX:
        pip = LARGE_PIP if instrument.quote in LARGE_UNITS else PIP
        return Price(STABLE_PIP if instrument.base in ("USDT", "USDC") else pip)
    if kind in WHOLE:
        return Price(WHOLE[kind] if last is None or last >= 1 else STABLE_PIP)
    if last is None:
        return Price(SMALLEST if kind is AssetClass.CRYPTO else Decimal("0.01"))
    by_size = Decimal(1).scaleb(last.adjusted() - DIGITS_SHOWN + 1)
    return Price(max(min(by_size, Decimal("0.01")), SMALLEST))


def default_step(last: Decimal | None) -> Decimal:
    """A step of units that is worth about a hundredth of the quote currency, or finer."""
    return SMALLEST if last is None else max(Decimal(1).scaleb(-max(last.adjusted(), 0) - 3), SMALLEST)
