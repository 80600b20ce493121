"""Finnhub: shares of the United States, by key. A quote is the last trade with its time; it shows no bid and ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from adapters.market.alpaca import ticker_of
from adapters.market.source import Budget, Failure, SourceFailed, Told, price, words
from adapters.market.web import Web, field
from core.kernel.money import Quantity
from core.kernel.time import Clock
from core.market.candles import EPOCH
from core.market.model import AssetClass, Description, Instrument, Rules

URL = "https://finnhub.io/api/v1"


class Finnhub:
    """Quotes of shares. Its candles are for paying customers only, and not read."""

    name = "Finnhub"
    id = "finnhub"
    budget = Budget(55)  # 60 a minute are free
    at_once = 1

    def __init__(self, key: str, clock: Clock, url: str | None = None) -> None:
        self._clock = clock
        # 401 is a wrong key; 403 something that this key does not buy.
        self._web = Web(url or URL, {"X-Finnhub-Token": key}, absent=(403, 404))

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Shares that are quoted in dollars."""
        return instrument.asset_class is AssetClass.STOCK and instrument.quote == "USD"

    def cost(self, count: int, *, order: bool) -> int:
        """One request each."""
        return count

    async def ready(self, *, renew: bool = False) -> None:
        """Nothing to read first."""

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """The last trade of one share. A name that it does not know has the price 0 and the time 0."""
        found: dict[str, Told] = {}
        for instrument in instruments:
            body = (await self._web.get("/quote", {"symbol": ticker_of(instrument)})).body
            if body is None:
                continue
            if not isinstance(body, dict):
                raise SourceFailed(Failure.NONSENSE)
            last, stamp = price(field(body, "c")), field(body, "t")
            if last is not None and isinstance(stamp, int) and stamp > 0:
                at = EPOCH + timedelta(seconds=stamp)
                found[instrument.symbol] = Told(last=last, at=at, traded_at=at)
        return found

    async def describe(self, instrument: Instrument) -> Description | None:
        """The company's profile: its industry is what Finnhub calls it. An empty answer is of nobody."""
        body = (await self._web.get("/stock/profile2", {"symbol": ticker_of(instrument)})).body
        if not field(body, "name"):
            return None
        return Description(
            source=self.name,
            name=words(field(body, "name")),
            industry=words(field(body, "finnhubIndustry")),
            exchange=words(field(body, "exchange")),
        )

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """It shows no book."""
        return None

    def rules(self, instrument: Instrument) -> Rules | None:
        """Data, not a venue."""
        return None

    async def close(self) -> None:
        """Close its connections."""
        await self._web.close()
