"""Alpaca's market data: shares of the United States, by the keys of anybody's Alpaca account, paper ones too.

Its own client makes floats of prices, so this speaks to the service directly: snapshots for prices, bars for candles.
Without a paid plan prices are those of one exchange (IEX): real, but not every trade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from adapters.market.source import Bar, Budget, Failure, SourceFailed, Told, number, price
from adapters.market.web import Web, field
from core.kernel.money import Quantity
from core.kernel.time import Clock, utc
from core.market.model import AssetClass, Instrument, Rules

URL = "https://data.alpaca.markets"
SPANS = {
    timedelta(minutes=1): "1Min",
    timedelta(minutes=5): "5Min",
    timedelta(minutes=15): "15Min",
    timedelta(hours=1): "1Hour",
    timedelta(days=1): "1Day",
}
PAGE = 10_000
FEED = "iex"


class Alpaca:
    """Quotes and candles of shares."""

    name = "Alpaca"
    id = "alpaca"
    budget = Budget(180)  # 200 a minute are allowed
    at_once = 100
    spans = tuple(SPANS)
    page = PAGE

    def __init__(self, key: str, secret: str, clock: Clock, url: str | None = None) -> None:
        self._clock = clock
        self._web = Web(url or URL, {"APCA-API-KEY-ID": key, "APCA-API-SECRET-KEY": secret})

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Shares that are quoted in dollars."""
        return instrument.asset_class is AssetClass.STOCK and instrument.quote == "USD"

    def cost(self, count: int, *, order: bool) -> int:
        """One request for all."""
        return 1

    async def ready(self, *, renew: bool = False) -> None:
        """Nothing to read first."""

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """Snapshots: the last trade, the best bid and ask, the day."""
        names = {ticker_of(one): one.symbol for one in instruments}
        given = {"symbols": ",".join(names), "feed": FEED}
        body = (await self._web.get("/v2/stocks/snapshots", given)).body
        if not isinstance(body, dict):
            raise SourceFailed(Failure.NONSENSE)
        found = {names[name]: _told(one) for name, one in body.items() if name in names}
        return {symbol: told for symbol, told in found.items() if told is not None}

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """It shows the best prices only."""
        return None

    def rules(self, instrument: Instrument) -> Rules | None:
        """Data, not a venue."""
        return None

    def oldest(self, span: timedelta) -> datetime | None:
        """Years of all spans."""
        return None

    async def candles(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """Bars, not adjusted for splits: what was paid then."""
        given = {
            "timeframe": SPANS[span],
            "start": since.isoformat(),
            "end": until.isoformat(),
            "limit": str(PAGE),
            "adjustment": "raw",
            "feed": FEED,
        }
        body = (await self._web.get(f"/v2/stocks/{ticker_of(instrument)}/bars", given)).body
        rows = field(body, "bars")
        bars = [bar for row in rows or () if (bar := _bar(row)) is not None]
        return [bar for bar in bars if since <= bar.at < until]

    async def close(self) -> None:
        """Close its connections."""
        await self._web.close()


def ticker_of(instrument: Instrument) -> str:
    """A share's name as services write it: ours says `.N` where a coin has the same."""
    return instrument.symbol.removesuffix(".N")


def moment(text: object) -> datetime | None:
    """`2026-11-20T15:59:59.123456789Z` as an instant, to the microsecond."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    head, dot, rest = text.partition(".")
    digits = rest.rstrip("Z")
    if dot and digits.isdecimal():
        text = f"{head}.{digits[:6]}+00:00"
    try:
        return utc(datetime.fromisoformat(text))
    except ValueError:
        return None


def _told(snapshot: Any) -> Told | None:
    last, traded_at = price(field(snapshot, "latestTrade", "p")), moment(field(snapshot, "latestTrade", "t"))
    if last is None or traded_at is None:
        return None
    bid, ask = price(field(snapshot, "latestQuote", "bp")), price(field(snapshot, "latestQuote", "ap"))
    quoted_at = moment(field(snapshot, "latestQuote", "t"))
    whole = bid is not None and ask is not None and quoted_at is not None
    volume = number(field(snapshot, "dailyBar", "v"))
    return Told(
        last=last,
        bid=bid if whole else None,
        ask=ask if whole else None,
        at=max(quoted_at, traded_at) if whole and quoted_at is not None else traded_at,
        traded_at=traded_at,
        volume=None if volume is None else volume * last,
    )


def _bar(row: Any) -> Bar | None:
    at = moment(field(row, "t"))
    first, high, low, last = (price(field(row, name)) for name in "ohlc")
    if at is None or first is None or high is None or low is None or last is None:
        return None
    return Bar(at=at, open=first, high=high, low=low, close=last, volume=number(field(row, "v")))
