"""What portfolios are held against: the daily closes of the S&P 500 and of Bitcoin (MD-08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.kernel.errors import Unavailable
from core.kernel.money import Price
from core.market.candles import instant
from core.market.symbols import SymbolTable
from core.ports.history import History


@dataclass(frozen=True, slots=True)
class Measure:
    """One benchmark: what people call it, and what stands for it. `proxy` says that this is not the thing itself.

    The index has no price of its own to buy at; SPY is the largest fund that follows it, its price about a tenth, its
    dividends paid out and not in the price.
    """

    name: str
    symbols: tuple[str, ...]
    proxy: bool


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Closes by day, oldest first, of the instrument that was found."""

    name: str
    symbol: str
    proxy: bool
    closes: tuple[tuple[date, Price], ...]


SP500 = Measure("S&P 500", ("SPY",), proxy=True)
BITCOIN = Measure("BTC", ("BTC/USD", "BTC/USDT"), proxy=False)
MEASURES = (SP500, BITCOIN)


async def daily_closes(
    history: History, table: SymbolTable, measure: Measure, since: datetime, until: datetime
) -> Benchmark | None:
    """A benchmark's closes of the whole days in between; None when no source has them. Raises `Unavailable`."""
    away: Unavailable | None = None
    for symbol in measure.symbols:
        instrument = table.get(symbol)
        try:
            series = None if instrument is None else await history.daily(instrument, since, until)
        except Unavailable as error:
            away, series = error, None
        if series is not None:
            closes = tuple(
                (instant(at).date(), series.price(close))
                for at, close in zip(series.times, series.closes, strict=True)
            )
            return Benchmark(measure.name, symbol, measure.proxy, closes)
    if away is not None:
        raise away
    return None
