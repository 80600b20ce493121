"""Alpha Vantage: shares of the last trading day, and exchange rates of now, by key.

A share's quote names a day and no time: it is shown, and no order goes by it. It says that it is asked too much in the
body of a good answer. The key travels in the address: it takes it nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.market.alpaca import ticker_of
from adapters.market.source import Bar, Budget, Failure, SourceFailed, Told, number, price, words
from adapters.market.web import Web, field
from core.kernel.money import Quantity
from core.kernel.time import Clock
from core.market.model import AssetClass, Description, Instrument, Rules

URL = "https://www.alphavantage.co"
RATED = frozenset({AssetClass.FOREX, AssetClass.METAL})
DAY = timedelta(days=1)
RECENT = timedelta(days=130)  # what the compact answer of a hundred trading days surely holds


class AlphaVantage:
    """Quotes, rates and daily candles."""

    name = "Alpha Vantage"
    id = "alpha_vantage"
    budget = Budget(5, 25)  # of the free plan
    at_once = 1
    spans = (DAY,)
    page = 10_000  # all that there is

    def __init__(self, key: str, clock: Clock, url: str | None = None) -> None:
        self._clock = clock
        self._key = key
        self._web = Web(url or URL)

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Rates of currencies and metals; shares in dollars for eyes only."""
        if instrument.asset_class in RATED:
            return True
        return not order and instrument.asset_class is AssetClass.STOCK and instrument.quote == "USD"

    def cost(self, count: int, *, order: bool) -> int:
        """One request each."""
        return count

    async def ready(self, *, renew: bool = False) -> None:
        """Nothing to read first."""

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """A rate, or a share's last day."""
        found: dict[str, Told] = {}
        for instrument in instruments:
            told = await (
                self._rate(instrument) if instrument.asset_class in RATED else self._share(instrument)
            )
            if told is not None:
                found[instrument.symbol] = told
        return found

    async def _rate(self, instrument: Instrument) -> Told | None:
        given = {"from_currency": instrument.base, "to_currency": instrument.quote}
        rate = field(await self._asked("CURRENCY_EXCHANGE_RATE", given), "Realtime Currency Exchange Rate")
        last, at = price(field(rate, "5. Exchange Rate")), _time(field(rate, "6. Last Refreshed"))
        if last is None or at is None or field(rate, "7. Time Zone") != "UTC":
            return None
        bid, ask = price(field(rate, "8. Bid Price")), price(field(rate, "9. Ask Price"))
        return Told(last=last, bid=bid, ask=ask, at=at, traded_at=at)

    async def _share(self, instrument: Instrument) -> Told | None:
        quote = field(await self._asked("GLOBAL_QUOTE", {"symbol": ticker_of(instrument)}), "Global Quote")
        last, day = price(field(quote, "05. price")), _time(field(quote, "07. latest trading day"))
        if last is None or day is None:
            return None
        volume = number(field(quote, "06. volume"))
        # The day is all that it says of the time: as old as the beginning of that day, rather than too young.
        return Told(last=last, at=day, traded_at=day, volume=None if volume is None else volume * last)

    async def _asked(self, function: str, given: Mapping[str, str]) -> Any:
        body = (await self._web.get("/query", {"function": function, **given, "apikey": self._key})).body
        if not isinstance(body, dict):
            raise SourceFailed(Failure.NONSENSE)
        if "Note" in body or "Information" in body:
            raise SourceFailed(Failure.LIMITED)
        if "Error Message" in body:
            wrong_key = "apikey" in str(body["Error Message"]).lower()
            if wrong_key:
                raise SourceFailed(Failure.REFUSED)
            return {}
        return body

    async def describe(self, instrument: Instrument) -> Description | None:
        """The company's overview. An empty answer is of nobody."""
        if instrument.asset_class in RATED:
            return None
        body = await self._asked("OVERVIEW", {"symbol": ticker_of(instrument)})
        if not field(body, "Name"):
            return None
        name, sector, industry, exchange = (
            words(field(body, one)) for one in ("Name", "Sector", "Industry", "Exchange")
        )
        return Description(source=self.name, name=name, sector=sector, industry=industry, exchange=exchange)

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """It shows no book."""
        return None

    def rules(self, instrument: Instrument) -> Rules | None:
        """Data, not a venue."""
        return None

    def oldest(self, span: timedelta) -> datetime | None:
        """A hundred days: all of them are for paying customers."""
        return self._clock.now() - RECENT

    async def candles(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """Days of a share or of a rate."""
        if instrument.asset_class in RATED:
            given = {"from_symbol": instrument.base, "to_symbol": instrument.quote}
            rows = field(await self._asked("FX_DAILY", given), "Time Series FX (Daily)")
        else:
            given = {"symbol": ticker_of(instrument)}
            rows = field(await self._asked("TIME_SERIES_DAILY", given), "Time Series (Daily)")
        bars = [bar for day, row in (rows or {}).items() if (bar := _bar(day, row)) is not None]
        return sorted((bar for bar in bars if since <= bar.at < until), key=lambda bar: bar.at)

    async def close(self) -> None:
        """Close its connections."""
        await self._web.close()


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)
    except ValueError:
        return None


def _bar(day: str, row: Any) -> Bar | None:
    at = _time(day)
    first, high, low, last = (
        price(field(row, name)) for name in ("1. open", "2. high", "3. low", "4. close")
    )
    if at is None or first is None or high is None or low is None or last is None:
        return None
    return Bar(at=at, open=first, high=high, low=low, close=last, volume=number(field(row, "5. volume")))
