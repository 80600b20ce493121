"""Twelve Data: shares, currencies and metals, by key.

Its full quote is of the last whole minute, so it is for eyes. What it calls the real-time price has no time of its own:
it counts as of when it was asked for, and only while the full quote says that the market is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.market.alpaca import ticker_of
from adapters.market.source import Bar, Budget, Failure, SourceFailed, Told, number, price, words
from adapters.market.web import Page, Web, field
from core.kernel.money import Quantity
from core.kernel.time import Clock
from core.market.candles import EPOCH
from core.market.model import AssetClass, Description, Instrument, Rules

URL = "https://api.twelvedata.com"
SPANS = {
    timedelta(minutes=1): "1min",
    timedelta(minutes=5): "5min",
    timedelta(minutes=15): "15min",
    timedelta(hours=1): "1h",
    timedelta(days=1): "1day",
}
PAGE = 5_000
FREE = Budget(8, 800)
OPEN_FOR = timedelta(minutes=1)  # how long its word counts that a market is open
SERVED = frozenset({AssetClass.STOCK, AssetClass.FOREX, AssetClass.METAL})


class TwelveData:
    """Quotes and candles. The budget is that of the free plan until an answer says what the plan allows."""

    name = "Twelve Data"
    id = "twelve_data"
    at_once = 8
    spans = tuple(SPANS)
    page = PAGE

    def __init__(self, key: str, clock: Clock, url: str | None = None) -> None:
        self.budget = FREE
        self._clock = clock
        self._web = Web(url or URL, {"Authorization": f"apikey {key}"})
        self._open: dict[str, tuple[datetime, Told]] = {}

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Shares in dollars, currencies and metals."""
        if instrument.asset_class is AssetClass.STOCK and instrument.quote != "USD":
            return False
        return instrument.asset_class in SERVED

    def cost(self, count: int, *, order: bool) -> int:
        """One credit for each instrument, and for an order one more: whether its market is open."""
        return 2 * count if order else count

    async def ready(self, *, renew: bool = False) -> None:
        """Nothing to read first."""

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """For eyes the full quote; for an order the price of this moment."""
        if not order:
            return await self._quotes(instruments)
        now = self._clock.now()
        known = {one.symbol: self._open.get(one.symbol) for one in instruments}
        unsure = [
            one
            for one in instruments
            if (at := known[one.symbol]) is None or not timedelta(0) <= now - at[0] < OPEN_FOR
        ]
        quotes = dict(await self._quotes(unsure)) if unsure else {}
        trading = [one for one in instruments if one.symbol in self._open]
        return {**quotes, **(await self._prices(trading) if trading else {})}

    async def _quotes(self, instruments: Sequence[Instrument]) -> Mapping[str, Told]:
        names = {ticker_of(one): one for one in instruments}
        found: dict[str, Told] = {}
        now = self._clock.now()
        for name, one in (await self._asked("/quote", names)).items():
            instrument = names[name]
            self._open.pop(instrument.symbol, None)
            told = _told(one, instrument)
            if told is not None:
                found[instrument.symbol] = told
                if field(one, "is_market_open") is True:
                    self._open[instrument.symbol] = (now, told)
        return found

    async def _prices(self, instruments: Sequence[Instrument]) -> Mapping[str, Told]:
        names = {ticker_of(one): one for one in instruments}
        now, found = self._clock.now(), dict[str, Told]()
        for name, one in (await self._asked("/price", names)).items():
            last, symbol = price(field(one, "price")), names[name].symbol
            if last is not None:
                found[symbol] = Told(last=last, at=now, volume=self._open[symbol][1].volume)
        return found

    async def _asked(self, path: str, names: Mapping[str, Instrument]) -> dict[str, Any]:
        """Answers by name: one alone stands bare, several stand under their names."""
        body = self._read(await self._web.get(path, {"symbol": ",".join(names)}))
        if len(names) == 1:
            return dict.fromkeys(names, body)
        return {name: one for name, one in body.items() if name in names and _fine(one)}

    def _read(self, page: Page) -> dict[str, Any]:
        self._learn(page.headers)
        body = page.body
        if not isinstance(body, dict):
            raise SourceFailed(Failure.NONSENSE)
        if _fine(body):
            return body
        code = field(body, "code")
        if code in (403, 404):  # nothing of this name, or not in this plan
            return {}
        if code == 429:
            raise SourceFailed(Failure.LIMITED)
        raise SourceFailed(Failure.REFUSED if code == 401 else Failure.NONSENSE)

    def _learn(self, headers: Mapping[str, str]) -> None:
        """What a paid plan allows in a minute: what was used of it and what is left."""
        lower = {name.lower(): value for name, value in headers.items()}
        used, left = lower.get("api-credits-used", ""), lower.get("api-credits-left", "")
        if used.isdecimal() and left.isdecimal() and int(used) + int(left) > FREE.minute:
            self.budget = Budget(int(used) + int(left))

    async def describe(self, instrument: Instrument) -> Description | None:
        """The name and the exchange of a share; of anything else it has none."""
        if instrument.asset_class is not AssetClass.STOCK:
            return None
        given = {"symbol": ticker_of(instrument), "country": "United States"}
        rows = field(self._read(await self._web.get("/stocks", given)), "data")
        if not isinstance(rows, list) or not rows or not field(rows[0], "name"):
            return None
        return Description(
            source=self.name,
            name=words(field(rows[0], "name")),
            exchange=words(field(rows[0], "exchange")),
        )

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """It shows no book."""
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
        """A time series, oldest first, in UTC."""
        given = {
            "symbol": ticker_of(instrument),
            "interval": SPANS[span],
            "start_date": f"{since:%Y-%m-%d %H:%M:%S}",
            "end_date": f"{min(until, since + span * PAGE):%Y-%m-%d %H:%M:%S}",
            "outputsize": str(PAGE),
            "timezone": "UTC",
            "order": "ASC",
        }
        body = self._read(await self._web.get("/time_series", given))
        rows = field(body, "values")
        bars = [bar for row in rows or () if (bar := _bar(row)) is not None]
        return [bar for bar in bars if since <= bar.at < until]

    async def close(self) -> None:
        """Close its connections."""
        await self._web.close()


def _fine(body: Any) -> bool:
    return isinstance(body, dict) and body.get("status") != "error" and "code" not in body


def _told(quote: Any, instrument: Instrument) -> Told | None:
    last, stamp = price(field(quote, "close")), field(quote, "last_quote_at")
    if not isinstance(stamp, int):
        stamp = field(quote, "timestamp")
    currency = field(quote, "currency")
    if last is None or not isinstance(stamp, int) or currency not in (None, "", instrument.quote):
        return None
    volume = number(field(quote, "volume"))
    return Told(
        last=last,
        at=EPOCH + timedelta(seconds=stamp),
        volume=None if not volume else volume * last,
    )


def _bar(row: Any) -> Bar | None:
    try:
        at = datetime.fromisoformat(str(field(row, "datetime"))).replace(tzinfo=UTC)
    except ValueError:
        return None
    first, high, low, last = (price(field(row, name)) for name in ("open", "high", "low", "close"))
    if first is None or high is None or low is None or last is None:
        return None
    return Bar(at=at, open=first, high=high, low=low, close=last, volume=number(field(row, "volume")))
