"""A broker: one account at one venue. What it must promise is written here and tested in `tests/contract`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import Flag, StrEnum, auto
from typing import Protocol

from core.kernel.money import Money
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.model import Candidate, OrderRequest, OrderSnapshot, Sent, VenueFill


class Ability(Flag):
    """What a venue can do by itself; the core stands in for the rest where it can."""

    MARKET = auto()
    LIMIT = auto()
    STOP = auto()
    REPLACE = auto()
    CLIENT_ID_UNIQUE = auto()
    FIND_BY_CLIENT_ID = auto()
    REDUCE_ONLY = auto()
    SHORT = auto()
    STOP_LIMIT = auto()
    TAKE_PROFIT = auto()
    IMMEDIATE = auto()
    """Immediate-or-cancel and fill-or-kill."""
    MULTI_EXIT = auto()
    """Several resting exits may stand over the same units: a stop over all and targets beside it. Without it what
    is held backs one resting order."""
    CONSISTENT = auto()
    """What was accepted is visible at once: a "not found" after the send has ended is final."""


class Placed(StrEnum):
    """Whether an order may exist after a failure."""

    NO = "no"
    UNKNOWN = "unknown"


class ErrorKind(StrEnum):
    """What went wrong at a venue: the stable evidence of orders and refusals (brokers, 2.2)."""

    INSUFFICIENT_FUNDS = "insufficient_funds"
    INVALID_SIZE = "invalid_size"
    INVALID_PRICE = "invalid_price"
    UNKNOWN_INSTRUMENT = "unknown_instrument"
    MARKET_CLOSED = "market_closed"
    RATE_LIMITED = "rate_limited"
    AUTH = "auth"
    UNAVAILABLE = "unavailable"
    UNSUPPORTED = "unsupported"
    REJECTED = "rejected"
    NOTHING_TO_REDUCE = "nothing_to_reduce"
    """Ours: a reduce-only order and nothing held."""
    NOTHING_TO_REPLACE = "nothing_to_replace"
    """Ours: the order whose place was asked for is not there (any more)."""
    TIMEOUT = "timeout"
    """Ours: no answer in time."""
    CLOCK = "clock"
    """The venue takes nothing from us, since our clock and its are too far apart."""
    AMBIGUOUS = "ambiguous"
    """Ours: several orders at the venue fit what was sent, and it knows no id of ours. A person must look."""
    UNNAMED = "unnamed"
    """Ours: the adapter has no name for it. Whether something was placed is not known."""


class BrokerError(Exception):
    """A venue's failure. `kind` is a class of failures, never the venue's sentence; that is the message.

    `placed` is NO only for refusals the adapter knows by name; everything else is UNKNOWN. `retry_after` is how many
    seconds the venue wants to be left alone. `candidates` are the orders that fit where an order is `AMBIGUOUS`.
    """

    def __init__(
        self,
        kind: ErrorKind,
        placed: Placed,
        message: str,
        *,
        retry_after: float | None = None,
        candidates: Sequence[Candidate] = (),
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.placed = placed
        self.retry_after = retry_after
        self.candidates = tuple(candidates)


class Broker(Protocol):
    """One account. No method retries a write; whoever calls gives each call a time limit."""

    @property
    def venue(self) -> str:
        """The venue's short name: `paper`."""
        ...

    @property
    def abilities(self) -> Ability:
        """What the venue does natively."""
        ...

    @property
    def in_flight(self) -> int:
        """How many orders may be on the wire at once for this venue."""
        ...

    async def rules(self, instrument: Instrument) -> Rules | None:
        """Ticks, steps, minima and fees, or None when the venue does not trade it. Raises `BrokerError` when it cannot
        be asked."""
        ...

    async def session(self, instrument: Instrument) -> Session:
        """Whether it trades there now, and until or from when. Raises `BrokerError` when the venue does not say."""
        ...

    async def quote(self, instrument: Instrument) -> Quote | None:
        """What it costs at this venue now; None where the venue offers no prices and the market's count. Raises
        `BrokerError` when it cannot be asked."""
        ...

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        """Place an order. Returns only when the venue gave it an id.

        Raises `BrokerError(placed=NO)` for a proven refusal and `placed=UNKNOWN` for everything else. The second
        time with one client order id: where `CLIENT_ID_UNIQUE`, the first order's snapshot and nothing new.
        """
        ...

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        """Put a new order in the place of a resting one, in one step. Only with `Ability.REPLACE`.

        Raises as `submit` does; `placed=NO` also when the old order is no longer there.
        """
        ...

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        """Ask for an order's end and tell how it is now. None: the venue does not know it."""
        ...

    async def find(self, order: Sent) -> OrderSnapshot | None:
        """The order with its fills; None only on the venue's definite "not found".

        A venue that knows no ids of ours is searched for what was asked, since it was: `AMBIGUOUS` when more than one
        order fits.
        """
        ...

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        """All resting orders of the account."""
        ...

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        """All fills of these orders, oldest first."""
        ...

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        """All fills of the account from this instant on, oldest first: those of orders that are not ours as well.

        `client_order_id` is empty where the venue names none. Venues that tell fills by instrument only are asked for
        these symbols; all others tell of everything.
        """
        ...

    async def balances(self) -> Sequence[Money]:
        """What the account holds, by currency or asset, zeros left out; below zero is a short."""
        ...


class Brokers(Protocol):
    """Hands out the broker of an account."""

    async def of(self, account: str) -> Broker:
        """The account's broker, without asking the venue anything: it is had inside transactions too, for its name
        and abilities. Raises `Unavailable` when it cannot be had now."""
        ...

    async def learn(self, accounts: Collection[str]) -> None:
        """These are about to be had: what must be read for them is read at once."""
        ...

    def forget(self, account: str) -> None:
        """Its keys have changed, or are gone."""
        ...
