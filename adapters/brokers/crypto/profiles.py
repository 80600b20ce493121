"""The rows of the crypto venues: what each can do by itself, what it wants to be asked like, and how fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from adapters.brokers.crypto.classify import Refusals
from adapters.brokers.crypto.refusals import BINANCE, COINBASE, KRAKEN, KUCOIN, NOBODYS
from core.orders.model import TimeInForce
from core.ports.broker import Ability


class Search(StrEnum):
    """How an order is found whose venue id is not known."""

    CLIENT_ID = "client_id"
    """The venue is asked for our id."""
    LISTS = "lists"
    """Its lists of open and of closed orders are asked for our id."""
    SCAN = "scan"
    """All its orders since the send are read, and our id is looked for among them."""


class Trades(StrEnum):
    """How the trades of one order are had."""

    IDS = "ids"
    """The order names them, and they are asked for by name."""
    BY_ORDER = "orderId"
    BY_ORDERS = "order_ids"
    LISTED = "listed"
    """From the account's list."""


class Paging(StrEnum):
    """How a long list of trades is read on."""

    TIME = "time"
    """From the last one's time on; pages overlap."""
    OFFSET = "offset"
    NUMBER = "number"
    CURSOR = "cursor"


class Limits(StrEnum):
    """Whom a venue counts requests by."""

    KEY = "key"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One venue.

    `client_id` is the parameter that carries our id past the library to the venue. `conditional_apart`: orders that
    wait for a price stand in lists of their own; `triggered_keeps_id`: once it came, among the others under our id.
    `prepare` are the library's questions about an account before its first use. A list of trades reaches over
    `window_days`. `calls_at_once` of one key; `orders_per_second` and `orders_burst` of
    one account; `per_second` and `burst` are counted in the library's costs. `stop_reach` is how far past its trigger a
    stop may trade where a venue has only stop-limits, as a share of the price; `market_reach` the same for a purchase
    at market where a venue takes only money. `own_fees`: its markets do not say what an account pays, and it is asked.
    `times` are the times in force it takes, as it writes them. `thin` is the part of the library's table of addresses
    where orders are taken that go past the library (`thin.py`); empty: all go through it.
    """

    name: str
    exchange: str
    abilities: Ability
    refusals: Refusals
    search: Search
    limits: Limits
    per_second: float
    burst: float
    orders_per_second: float
    orders_burst: float
    # How long a venue is left alone that says it was asked too much, and not for how long.
    away_seconds: float = 10.0
    client_id: str = "clientOrderId"
    calls_at_once: int = 8
    in_flight: int = 64
    swap: bool = False
    conditional_apart: bool = False
    triggered_keeps_id: bool = False
    prepare: tuple[str, ...] = ()
    window_days: int | None = None
    stop_reach: Decimal | None = None
    market_reach: Decimal | None = None
    fills_by_symbol: bool = False
    trade_ids_by_symbol: bool = True
    answers_with_fills: bool = False
    times: Mapping[TimeInForce, str] = field(
        default_factory=lambda: {TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"}
    )
    extra: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    fee_rate: Decimal | None = None
    own_fees: bool = False
    quotes: tuple[str, ...] = ("USDT", "USD", "USDC", "EUR")
    set_aside_prefix: str = ""
    thin: str = ""
    no_prefix: frozenset[str] = frozenset({"LDO"})
    trades: Trades = Trades.BY_ORDER
    paging: Paging = Paging.TIME
    page: int | None = 1000


SPOT = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.STOP_LIMIT
    | Ability.TAKE_PROFIT
    | Ability.FIND_BY_CLIENT_ID
)
# A late request is refused by the venue rather than carried out minutes later.
RECEIVED_WITHIN_MS = 5000
_BINANCE_OPTIONS = {
    "recvWindow": RECEIVED_WITHIN_MS,
    "adjustForTimeDifference": False,
    "warnOnFetchOpenOrdersWithoutSymbol": False,
    "newOrderRespType": {"market": "FULL", "limit": "FULL"},
    "fetchCurrencies": False,
}

KRAKEN_ROW = Profile(
    name="kraken",
    exchange="kraken",
    abilities=SPOT,
    refusals=KRAKEN,
    search=Search.LISTS,
    limits=Limits.KEY,
    # A counter of 15 that falls by a third of a point a second for the accounts that have least; a call is 3 here.
    per_second=1.0,
    burst=45.0,
    orders_per_second=1.0,
    orders_burst=60.0,
    # It wants the numbers of a key's calls to go up as they arrive.
    calls_at_once=1,
    trade_ids_by_symbol=False,
    times={TimeInForce.IOC: "IOC"},
    trades=Trades.IDS,
    paging=Paging.OFFSET,
    page=None,
    extra={"oflags": "fciq"},  # fees in the quote currency: an answer does not say which it was
)
BINANCE_ROW = Profile(
    name="binance",
    exchange="binance",
    thin="private",
    abilities=SPOT | Ability.IMMEDIATE,
    refusals=BINANCE,
    search=Search.CLIENT_ID,
    limits=Limits.ADDRESS,
    per_second=20.0,
    burst=200.0,
    orders_per_second=9.0,
    orders_burst=45.0,
    fills_by_symbol=True,
    answers_with_fills=True,
    set_aside_prefix="LD",
    options={**_BINANCE_OPTIONS, "fetchMarkets": {"types": ["spot"]}},
)
BINANCEUS_ROW = Profile(
    name="binanceus",
    exchange="binanceus",
    thin="private",
    abilities=SPOT | Ability.IMMEDIATE,
    refusals=BINANCE,
    search=Search.CLIENT_ID,
    limits=Limits.ADDRESS,
    per_second=20.0,
    burst=200.0,
    orders_per_second=9.0,
    orders_burst=45.0,
    fills_by_symbol=True,
    answers_with_fills=True,
    options={**_BINANCE_OPTIONS, "fetchMarkets": {"types": ["spot"]}},
)
BINANCEUSDM_ROW = Profile(
    name="binanceusdm",
    exchange="binanceusdm",
    thin="fapiPrivate",
    abilities=SPOT | Ability.IMMEDIATE | Ability.REDUCE_ONLY | Ability.SHORT | Ability.MULTI_EXIT,
    refusals=BINANCE,
    search=Search.CLIENT_ID,
    limits=Limits.ADDRESS,
    per_second=20.0,
    burst=200.0,
    orders_per_second=9.0,
    orders_burst=45.0,
    swap=True,
    conditional_apart=True,
    window_days=7,
    fills_by_symbol=True,
    options={**_BINANCE_OPTIONS, "fetchMarkets": {"types": ["linear"]}},
)
COINBASE_ROW = Profile(
    name="coinbase",
    exchange="coinbase",
    abilities=(SPOT | Ability.IMMEDIATE) & ~Ability.TAKE_PROFIT & ~Ability.FIND_BY_CLIENT_ID,
    refusals=COINBASE,
    search=Search.SCAN,
    limits=Limits.KEY,
    per_second=29.0,
    burst=30.0,
    orders_per_second=20.0,
    orders_burst=20.0,
    client_id="client_order_id",
    stop_reach=Decimal("0.05"),
    market_reach=Decimal("0.02"),
    trades=Trades.BY_ORDERS,
    paging=Paging.CURSOR,
    page=100,
    own_fees=True,
    options={"fetchBalance": "v3PrivateGetBrokerageAccounts"},
    trade_ids_by_symbol=False,
)
KUCOIN_ROW = Profile(
    name="kucoin",
    exchange="kucoin",
    abilities=SPOT | Ability.IMMEDIATE,
    refusals=KUCOIN,
    search=Search.CLIENT_ID,
    limits=Limits.KEY,
    per_second=100.0,
    burst=200.0,
    orders_per_second=20.0,
    orders_burst=60.0,
    client_id="clientOid",
    conditional_apart=True,
    triggered_keeps_id=True,
    prepare=("load_migration_status", "is_uta_enabled"),
    window_days=7,
    fills_by_symbol=True,
    paging=Paging.NUMBER,
    page=100,
    options={"partner": {}, "fetchMarkets": {"types": ["spot"]}},
)
PROFILES = {
    row.name: row
    for row in (KRAKEN_ROW, BINANCE_ROW, BINANCEUS_ROW, BINANCEUSDM_ROW, COINBASE_ROW, KUCOIN_ROW)
}


def any_exchange(exchange: str) -> Profile:
    """A row for any other ccxt exchange: nothing it says is taken for proof, and orders are found by lists."""
    return Profile(
        name=exchange,
        exchange=exchange,
        abilities=Ability.MARKET | Ability.LIMIT,
        refusals=NOBODYS,
        search=Search.SCAN,
        limits=Limits.KEY,
        per_second=2.0,
        burst=5.0,
        orders_per_second=2.0,
        orders_burst=5.0,
        calls_at_once=1,
        fills_by_symbol=True,
        trades=Trades.LISTED,
    )
