"""What all Schwab accounts have in common: rules and prices of shares, and the hours of their market."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.brokers.reading import Body, Unreadable, made, unreadable
from adapters.brokers.schwab import shapes
from adapters.brokers.schwab.client import Client
from adapters.brokers.schwab.shapes import Hours
from core.kernel.time import Clock
from core.market.model import AssetClass, Instrument, Quote, Rules, Session
from core.ports.broker import BrokerError, ErrorKind, Placed

NEW_YORK = ZoneInfo("America/New_York")
# Over the longest row of days without trading there was, a weekend and holidays beside it.
DAYS_AHEAD = 6
RULES_LAST = timedelta(hours=1)
HOURS_LAST = timedelta(minutes=15)
KEPT_MOST = 5_000


class Shares:
    """Answers about shares, asked through whichever account wants to know and kept for all."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rules: dict[str, tuple[Rules | None, datetime]] = {}
        self._hours: dict[date, tuple[Hours, datetime]] = {}

    async def rules(self, client: Client, instrument: Instrument) -> Rules | None:
        """What is allowed for a stock; None for what Schwab does not trade."""
        if instrument.asset_class is not AssetClass.STOCK or instrument.quote != shapes.USD:
            return None
        now = self._clock.now()
        kept = self._rules.get(instrument.symbol)
        if kept is not None and now - kept[1] < RULES_LAST:
            return kept[0]
        body = await self._quotes(client, instrument.symbol)
        found = made(lambda: shapes.rules(body, instrument.symbol))
        if len(self._rules) >= KEPT_MOST:
            self._rules.clear()
        self._rules[instrument.symbol] = (found, now)
        return found

    async def quote(self, client: Client, instrument: Instrument) -> Quote | None:
        """What a stock costs now."""
        if instrument.asset_class is not AssetClass.STOCK:
            return None
        body = await self._quotes(client, instrument.symbol)
        return made(lambda: shapes.quote(body, instrument.symbol, self._clock.now()))

    async def session(self, client: Client) -> Session:
        """Whether shares trade now, by the venue's own hours."""
        now = self._clock.now()
        today = now.astimezone(NEW_YORK).date()
        days: list[Hours] = []
        for ahead in range(DAYS_AHEAD):
            days.append(await self._day(client, today + timedelta(days=ahead)))
            found = shapes.session(days, now)
            if found is not None:
                return found
        raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "Schwab does not say when shares trade next")

    async def _day(self, client: Client, day: date) -> Hours:
        now = self._clock.now()
        kept = self._hours.get(day)
        if kept is not None and now - kept[1] < HOURS_LAST:
            return kept[0]
        body = await client.read(
            lambda library: library.get_market_hours([library.MarketHours.Market.EQUITY], date=day)
        )
        found = made(lambda: shapes.hours(body))
        self._hours = {known: one for known, one in self._hours.items() if known >= day - timedelta(days=1)}
        self._hours[day] = (found, now)
        return found

    async def _quotes(self, client: Client, symbol: str) -> Body:
        name = shapes.their_symbol(symbol)
        body = await client.read(lambda library: library.get_quotes([name]))
        if not isinstance(body, dict):
            raise unreadable(Unreadable("no quotes"))
        return body
