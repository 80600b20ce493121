"""Crypto exchanges' public prices, books and candles, through ccxt: no key, one exchange object for each venue.

The library is loaded when the first price is asked for. It would alter what it parses: numbers are kept as the text
that the venue sent (`number = str`), and Decimals are made here. Its own waiting is off: `source.Guard` decides what
may be asked. Only spot markets are read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from adapters.market.source import Bar, Budget, Failure, SourceFailed, Told, number, price
from core.kernel.money import Price, Quantity, plain
from core.kernel.time import Clock
from core.market.candles import instant, milliseconds
from core.market.model import AssetClass, Description, Instrument, Rules
from core.paper.matching import FEE_RATE

# How long a list of markets counts, and how far from the price a book is counted.
LISTED_FOR = timedelta(hours=12)
NEAR = Decimal("0.005")
TIMEFRAMES = {
    timedelta(minutes=1): "1m",
    timedelta(minutes=5): "5m",
    timedelta(minutes=15): "15m",
    timedelta(hours=1): "1h",
    timedelta(days=1): "1d",
}
LIBRARY = "ccxt.async_support"


@dataclass(frozen=True, slots=True)
class Venue:
    """What is particular about one exchange.

    `dated`: a ticker says when it was so; elsewhere it is of the moment in which it was asked for. `book` is how many
    levels of the book are asked for, `page` how many candles one answer holds, `newest` that it only has so many.
    """

    id: str
    title: str
    budget: Budget
    at_once: int
    dated: bool
    book: int
    page: int
    newest: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


# Documented limits, and a part of them: what else comes from this address (orders) has its own.
VENUES = (
    Venue(
        "binance",
        "Binance",
        Budget(300),
        at_once=20,
        dated=True,
        book=500,
        page=1000,
        options={"fetchMarkets": {"types": ["spot"]}, "defaultType": "spot", "fetchCurrencies": False},
    ),
    Venue("kraken", "Kraken", Budget(60), at_once=50, dated=False, book=500, page=720, newest=720),
    Venue("coinbase", "Coinbase", Budget(240), at_once=1, dated=False, book=500, page=300),
)


class Exchange:
    """One exchange as a source of prices."""

    def __init__(self, venue: Venue, clock: Clock, url: str | None = None) -> None:
        self.name = venue.title
        self.id = venue.id
        self.budget = venue.budget
        self.at_once = venue.at_once
        self.spans = tuple(TIMEFRAMES)
        self.page = venue.page
        self._venue = venue
        self._clock = clock
        self._url = url
        self._library: Any = None
        self._exchange: Any = None
        self._listed: dict[str, Any] | None = None
        self._listed_at: datetime | None = None
        self._allowed: dict[str, Rules | None] = {}  # read once: every price on every card asks for its step

    def serves(self, instrument: Instrument, *, order: bool) -> bool:
        """Coins, and currencies where they are traded like coins; once its list is read, what stands there."""
        if instrument.asset_class not in (AssetClass.CRYPTO, AssetClass.FOREX):
            return False
        return self._listed is None or instrument.symbol in self._listed

    def cost(self, count: int, *, order: bool) -> int:
        """One request, however many instruments are in it."""
        return 1 if self.at_once > 1 else count

    async def ready(self, *, renew: bool = False) -> None:
        """Read the list of markets: once, and anew where it is older than twelve hours."""
        now = self._clock.now()
        if self._listed_at is not None and not (renew and now - self._listed_at >= LISTED_FOR):
            return
        exchange = await self._made()
        markets = await self._call(exchange.load_markets(self._listed is not None))
        listed = {
            symbol: market
            for symbol, market in markets.items()
            if market.get("spot") and market.get("active") is not False
        }
        if not listed:
            raise SourceFailed(Failure.NONSENSE, "no markets")
        self._listed, self._listed_at = listed, now
        self._allowed.clear()

    async def ask(self, instruments: Sequence[Instrument], *, order: bool) -> Mapping[str, Told]:
        """Tickers of these, in one request where the venue takes several."""
        exchange, asked_at = await self._made(), self._clock.now()
        symbols = [one.symbol for one in instruments if self.serves(one, order=order)]
        if self._listed is None or not symbols:
            return {}
        if len(symbols) == 1:
            tickers = {symbols[0]: await self._call(exchange.fetch_ticker(symbols[0]))}
        else:
            tickers = await self._call(exchange.fetch_tickers(symbols))
        told = {symbol: self._told(tickers.get(symbol), asked_at) for symbol in symbols}
        found = {symbol: one for symbol, one in told.items() if one is not None}
        if not found:  # a page of a proxy becomes an empty ticker in the library's hands
            raise SourceFailed(Failure.NONSENSE, "no prices")
        return found

    async def describe(self, instrument: Instrument) -> Description | None:
        """Where it trades: a coin has no sector here."""
        if self._listed is None or instrument.symbol not in self._listed:
            return None
        return Description(source=self.name, name=instrument.base, exchange=self.name)

    async def depth(self, instrument: Instrument) -> Quantity | None:
        """Units within half a percent of the middle on the thinner side: what a crowd meets going in or coming out.

        The venue shows so many levels and no more; beyond them nothing is counted.
        """
        exchange = await self._made()
        book = await self._call(exchange.fetch_order_book(instrument.symbol, self._venue.book))
        sides = [_levels(book.get(side)) for side in ("bids", "asks")]
        if not all(sides):
            return None
        bids, asks = sides
        middle = (max(at for at, _ in bids) + min(at for at, _ in asks)) / 2
        held = [
            sum((amount for at, amount in side if abs(at - middle) <= middle * NEAR), Decimal(0))
            for side in sides
        ]
        return Quantity(min(held))

    def rules(self, instrument: Instrument) -> Rules | None:
        """The venue's own tick, step and minima; None before its list was read."""
        if self._listed is None:
            return None
        if instrument.symbol not in self._allowed:
            self._allowed[instrument.symbol] = self._read_rules(instrument)
        return self._allowed[instrument.symbol]

    def _read_rules(self, instrument: Instrument) -> Rules | None:
        market = None if self._listed is None else self._listed.get(instrument.symbol)
        if market is None:
            return None
        precision, limits = market.get("precision") or {}, market.get("limits") or {}
        tick, step = price(precision.get("price")), number(precision.get("amount"))
        if tick is None or step is None or step <= 0:
            return None
        smallest = number((limits.get("amount") or {}).get("min"))
        least = number((limits.get("cost") or {}).get("min"))
        return Rules(
            tick=Price(plain(tick)),
            step=Quantity(plain(step)),
            minimum_quantity=Quantity(plain(max(smallest or step, step))),
            minimum_notional=least if least is not None and least > 0 else Decimal(1),
            fee_rate=FEE_RATE,
        )

    def oldest(self, span: timedelta) -> datetime | None:
        """The first candle of this span that it still has; None when it has them all."""
        return None if self._venue.newest is None else self._clock.now() - span * self._venue.newest

    async def candles(
        self, instrument: Instrument, span: timedelta, since: datetime, until: datetime
    ) -> Sequence[Bar]:
        """The first page of candles that open at `since` or later."""
        exchange = await self._made()
        count = min(self._venue.page, (until - since) // span + 1)
        rows = await self._call(
            exchange.fetch_ohlcv(instrument.symbol, TIMEFRAMES[span], milliseconds(since), count)
        )
        bars = [bar for row in rows if (bar := _bar(row)) is not None]
        return [bar for bar in bars if since <= bar.at < until]

    async def close(self) -> None:
        """Close its connections."""
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            await exchange.close()

    async def _made(self) -> Any:
        """The exchange object: made once, when it is first needed."""
        if self._exchange is None:
            try:
                self._library = await asyncio.to_thread(import_module, LIBRARY)
            except ImportError:
                raise SourceFailed(Failure.NONSENSE, "ccxt is not installed") from None
        if self._exchange is None:  # somebody else may have made it while we loaded
            kind = getattr(self._library, self._venue.id)
            exchange = kind({"enableRateLimit": False, "options": dict(self._venue.options)})
            exchange.number = str
            exchange.has["fetchCurrencies"] = self._venue.id == "kraken"  # names of coins; others need none
            if self._url is not None:
                exchange.urls["api"] = _pointed(exchange.urls["api"], self._url)
            self._exchange = exchange
        return self._exchange

    async def _call(self, question: Any) -> Any:
        """What the library says, its failures as ours."""
        library = self._library
        try:
            return await question
        except (library.RateLimitExceeded, library.DDoSProtection):
            raise SourceFailed(Failure.LIMITED) from None
        except (library.AuthenticationError, library.PermissionDenied):
            raise SourceFailed(Failure.REFUSED) from None
        except library.NetworkError as error:
            raise SourceFailed(Failure.SILENT, type(error).__name__) from None
        # The library parses whatever a server or a proxy sends, and stumbles in ways of its own.
        except (
            library.BaseError,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            raise SourceFailed(Failure.NONSENSE, type(error).__name__) from None

    def _told(self, ticker: Any, asked_at: datetime) -> Told | None:
        if not isinstance(ticker, dict):
            return None
        last = price(ticker.get("last"))
        if last is None:
            return None
        stamp, traded_at = ticker.get("timestamp"), None
        at = asked_at
        if isinstance(stamp, int):
            if self._venue.dated:
                at = min(asked_at, instant(stamp))
            else:
                traded_at = instant(stamp)
        volume = number(ticker.get("quoteVolume"))
        if volume is None and (units := number(ticker.get("baseVolume"))) is not None:
            volume = units * last
        return Told(
            last=last,
            bid=price(ticker.get("bid")),
            ask=price(ticker.get("ask")),
            at=at,
            traded_at=traded_at,
            volume=volume,
        )


def _levels(side: Any) -> list[tuple[Price, Decimal]]:
    # In books alone the library makes floats whatever it is told. They bound crowds; nothing is priced by them.
    found = [(price(str(level[0])), number(str(level[1]))) for level in side or () if len(level) >= 2]
    return [(at, amount) for at, amount in found if at is not None and amount is not None]


def _bar(row: Any) -> Bar | None:
    if not isinstance(row, list | tuple) or len(row) < 5 or not isinstance(row[0], int):
        return None
    prices = [price(one) for one in row[1:5]]
    first, high, low, last = prices
    if first is None or high is None or low is None or last is None:
        return None
    volume = number(row[5]) if len(row) > 5 else None
    return Bar(at=instant(row[0]), open=first, high=high, low=low, close=last, volume=volume)


def _pointed(addresses: Any, url: str) -> Any:
    """The same addresses at another server, whatever their shape."""
    if isinstance(addresses, dict):
        return {name: _pointed(one, url) for name, one in addresses.items()}
    if isinstance(addresses, list):
        return [_pointed(one, url) for one in addresses]
    return url.rstrip("/") + urlsplit(addresses).path if isinstance(addresses, str) else addresses
