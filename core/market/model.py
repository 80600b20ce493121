"""What can be traded, what it costs now, and what a venue allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.kernel.money import Price, Quantity
from core.kernel.values import quick


class AssetClass(StrEnum):
    """What kind of thing an instrument is."""

    CRYPTO = "crypto"
    FOREX = "forex"
    METAL = "metal"
    COMMODITY = "commodity"
    INDEX = "index"
    STOCK = "stock"
    OPTION = "option"


@quick
@dataclass(frozen=True, slots=True)
class Instrument:
    """A thing that can be bought and sold, whatever the venue. Its symbol is its identity.

    Pairs are written `BTC/USDT`; a stock is its ticker, `AAPL`, and quoted in `quote` all the same.
    """

    symbol: str
    base: str
    quote: str
    asset_class: AssetClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a venue allows for one instrument: prices in ticks, quantities in steps. `leverage` 1 is none."""

    tick: Price
    step: Quantity
    minimum_quantity: Quantity
    minimum_notional: Decimal
    fee_rate: Decimal
    leverage: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRules:
    """What a venue allowed for an instrument when it was last asked: what exits are planned by, also while the venue
    cannot be asked."""

    venue: str
    symbol: str
    rules: Rules
    at: datetime


@quick
@dataclass(frozen=True, slots=True)
class Quote:
    """What an instrument costs, and when that was so.

    `bid` and `ask` are what a market order gets or pays. `size` bounds what can trade at this price, where the
    source says so; `revision` tells one price from the next. `volume` is what traded in a day, in quote currency;
    `depth` is what the book holds within half a percent of the price, in units. `source` is who says all that.
    """

    symbol: str
    last: Price
    bid: Price
    ask: Price
    at: datetime
    size: Quantity | None = None
    revision: int = 0
    volume: Decimal | None = None
    depth: Quantity | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source of prices stands: `state` is ok, idle (not asked yet), resting (it failed, and is left alone until
    `until`), spent (its budget is) or refused (it does not take our key). `asked` counts requests of this UTC day."""

    name: str
    state: str
    asked: int = 0
    failed: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candle:
    """What an instrument cost from `at` on for `span` seconds, as a source told it; `volume` in units."""

    symbol: str
    span: int
    at: datetime
    open: Price
    high: Price
    low: Price
    close: Price
    volume: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleRange:
    """From when until when the candles of an instrument are kept, whose they are, and when they were last asked for."""

    symbol: str
    span: int
    since: datetime
    until: datetime
    source: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a source says of an instrument besides its price; what it does not say is empty."""

    source: str
    name: str = ""
    sector: str = ""
    industry: str = ""
    exchange: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An instrument as it is on record: one row a symbol, `created_at` when it was first met (MD-09)."""

    symbol: str
    asset_class: AssetClass
    name: str
    sector: str
    industry: str
    exchange: str
    source: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Whether an instrument trades now at a venue. What trades around the clock opens and closes never: None."""

    is_open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None


ALWAYS_OPEN = Session(is_open=True)
