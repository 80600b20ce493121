"""Yahoo Finance: shares, indices and currencies without a key. Not an official service: off unless it is switched on,
asked little, and the last of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote as escaped

from adapters.market.alpaca import ticker_of
from adapters.market.source import Bar, Budget, Failure, SourceFailed, Told, number, price
from adapters.market.web import Web, field
from core.kernel.money import ROUND_HALF_EVEN, Decimal, Price, Quantity, to_step
from core.kernel.time import Clock
from core.market.candles import EPOCH
from core.market.model import AssetClass, Instrument, Rules

URL = "https://query1.finance.yahoo.com"
PRECISION = Decimal("0.000001")
AGENT = "Mozilla/5.0 (compatible; Bellwether)"
# How far back each length of candle goes there.
SPANS = {
    timedelta(minutes=1): ("1m", timedelta(days=7)),
    timedelta(minutes=5): ("5m", timedelta(days=59)),
    timedelta(minutes=15): ("15m", timedelta(days=59)),
    timedelta(hours=1): ("1h", timedelta(days=729)),
    timedelta(days=1): ("1d", None),
}
INDICES = {
    "US30": "^DJI", "NAS100": "^NDX", "SPX500": "^GSPC", "US2000": "^RUT", "GER40": "^GDAXI", "UK100": "^FTSE",
    "FRA40": "^FCHI", "EU50": "^STOXX50E", "JPN225": "^N225", "HK50": "^HSI", "VIX": "^VIX",
}  # fmt: skip


class Yahoo:
    """Quotes and candles."""

    name = "Yahoo"
    id = "yahoo"
    budget = Budget(30)
    at_once = 1
    spans = tuple(SPANS)
    page = 10_000  # all that there is

    def __init__(self, clock: Clock, url: str | None = None) -> None:
        self._clock = clock
        self._web = Web(url or URL, {"User-Agent": AGENT})

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Shares in dollars, the large indices, currencies."""
        return _name(instrument) is not None

    def cost(self, count: int, *, order: bool) -> int:
        """One request each."""
        return count

    async def ready(self, *, renew: bool = False) -> None:
        """Nothing to read first."""

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """The last price and when it was paid."""
        found: dict[str, Told] = {}
        for instrument in instruments:
            meta = field(await self._chart(instrument, {"interval": "1m", "range": "1d"}), "meta")
            last, stamp = _price(field(meta, "regularMarketPrice")), field(meta, "regularMarketTime")
            if last is None or not isinstance(stamp, int) or not _is_of(meta, instrument):
                continue
            at = EPOCH + timedelta(seconds=stamp)
            volume = number(field(meta, "regularMarketVolume"))
            found[instrument.symbol] = Told(
                last=last, at=at, traded_at=at, volume=None if not volume else volume * last
            )
        return found

    async def _chart(self, instrument: Instrument, given: Mapping[str, str]) -> Any:
        page = await self._web.get(f"/v8/finance/chart/{escaped(_name(instrument) or '', safe='')}", given)
        if page.body is None:
            return None
        results = field(page.body, "chart", "result")
        if not isinstance(results, list) or not results:
            raise SourceFailed(Failure.NONSENSE)
        return results[0]

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """It shows no book."""
        return None

    def rules(self, instrument: Instrument) -> Rules | None:
        """Data, not a venue."""
        return None

    def oldest(self, span: timedelta) -> datetime | None:
        """The shorter the candle, the less far back."""
        kept = SPANS[span][1]
        return None if kept is None else self._clock.now() - kept

    async def candles(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """Candles as columns; a minute without a trade is null and left out."""
        given = {
            "interval": SPANS[span][0],
            "period1": str((since - EPOCH) // timedelta(seconds=1)),
            "period2": str((until - EPOCH) // timedelta(seconds=1)),
        }
        chart = await self._chart(instrument, given)
        if chart is None or not _is_of(field(chart, "meta"), instrument):
            return ()
        times, quotes = field(chart, "timestamp"), field(chart, "indicators", "quote")
        if not isinstance(times, list) or not isinstance(quotes, list) or not quotes:
            return ()
        bars = [bar for place, at in enumerate(times) if (bar := _bar(quotes[0], place, at)) is not None]
        return [bar for bar in bars if since <= bar.at < until]

    async def close(self) -> None:
        """Close its connections."""
        await self._web.close()


def _price(value: object) -> Price | None:
    """Its candles are of floats of single precision, written out to the last digit."""
    found = number(value)
    return None if found is None else price(to_step(found, PRECISION, ROUND_HALF_EVEN))


def _name(instrument: Instrument) -> str | None:
    if instrument.asset_class is AssetClass.FOREX:
        return f"{instrument.base}{instrument.quote}=X"
    if instrument.asset_class is AssetClass.INDEX:
        return INDICES.get(instrument.symbol)
    if instrument.asset_class is AssetClass.STOCK and instrument.quote == "USD":
        return ticker_of(instrument).replace(".", "-")
    return None


def _is_of(meta: Any, instrument: Instrument) -> bool:
    """A share of this name somewhere else in the world is another one. Indices count points."""
    return instrument.asset_class is AssetClass.INDEX or field(meta, "currency") == instrument.quote


def _bar(columns: Any, place: int, at: object) -> Bar | None:
    cells = []
    for name in ("open", "high", "low", "close", "volume"):
        column = field(columns, name)
        cells.append(column[place] if isinstance(column, list) and place < len(column) else None)
    first, high, low, last = (_price(cell) for cell in cells[:4])
    if not isinstance(at, int) or first is None or high is None or low is None or last is None:
        return None
    begins = EPOCH + timedelta(seconds=at)
    return Bar(at=begins, open=first, high=high, low=low, close=last, volume=number(cells[4]))
