"""What the commands about accounts at venues answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import Mode
from core.kernel.money import ZERO, Money
from core.venues.model import Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAccount:
    """One paper account as it stands: what is in it, what is open in it."""

    currency: str
    equity: Decimal
    cash: Decimal
    deposited: Decimal
    trades: int
    open_trades: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCard:
    """Every paper account of a person."""

    accounts: tuple[PaperAccount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPlan:
    """A paper account about to begin anew: its cash is set, its records stay."""

    person: str
    portfolio: str
    currency: str
    before: Decimal
    after: Decimal
    trades: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetDone:
    """A paper account began anew. `flow` is what came in, or went out below zero: never a profit."""

    currency: str
    cash: Decimal
    flow: Decimal
    trades: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeCard:
    """In which mode a person trades, at which account, and how a new copy begins."""

    mode: Mode
    venue: str
    copying: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """A purchase at one account: units at a price, its fee and half the spread, in the instrument's currency. `why` is
    the code of what keeps it from being made there, empty when nothing does."""

    account: str
    mode: Mode
    why: str
    quantity: Decimal = ZERO
    price: Decimal | None = None
    fee: Decimal = ZERO
    spread: Decimal = ZERO
    minimum: Decimal = ZERO

    @property
    def cost(self) -> Decimal | None:
        """What buying takes beside the price in the middle; None where nobody says."""
        return None if self.price is None else self.fee + self.spread


@dataclass(frozen=True, slots=True, kw_only=True)
class CostCard:
    """The same purchase at each account, the cheapest first."""

    symbol: str
    base: str
    quote: str
    lines: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerLine:
    """One venue that a person has accounts at, or one account that they connected.

    `balance` is what the venue says now, None where it says nothing. `default`: what is new is traded there. `until` is
    when its sign-in ends, `ended` whether its keys are gone.
    """

    venue: str
    mode: Mode
    currencies: tuple[str, ...]
    since: datetime
    title: str = ""
    name: str = ""
    label: str = ""
    balance: Money | None = None
    default: bool = False
    until: datetime | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerList:
    """The venues that a person has accounts at."""

    brokers: tuple[BrokerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerChoice:
    """Which brokers can be connected: name and title of each, and whether it is still being tried out."""

    brokers: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectCard:
    """A key is asked for: where it is entered, until when, and what it should be able to do.

    `asks` are the names of what is asked for, `hidden` those of them that nobody may see, and `spare` those that may be
    left out. `address` is the page
    that opens once, or the broker's own sign-in page; empty where neither can be reached safely. `replaces` is the
    account whose key it would be. `operator` is who runs this installation.
    """

    ticket: str
    path: str
    platform: str
    broker: str
    title: str
    name: str
    asks: tuple[str, ...]
    hidden: tuple[str, ...]
    spare: tuple[str, ...]
    sign_in: bool
    expires_at: datetime
    expired: bool
    address: str = ""
    keys_page: str = ""
    region: str = ""
    experimental: bool = False
    replaces: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """An account is connected: what its key may do, and what is in it. `default`: what is new is traded there, where
    real money may be traded with at all (`live`)."""

    ticket: str
    account: str
    broker: str
    title: str
    mode: Mode
    name: str
    label: str
    rights: Rights
    balances: tuple[Money, ...]
    until: datetime | None
    default: bool
    live: bool = False
    operator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectStopped:
    """Asking for a key came to nothing: `why` is the code of a refusal, or empty when it was left."""

    ticket: str
    broker: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """An account whose keys are to be wiped, and what is open there."""

    account: str
    title: str
    name: str
    label: str
    mode: Mode
    positions: int
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectPlan:
    """Keys of these accounts are about to be wiped. Their records stay."""

    person: str
    accounts: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected:
    """Keys are gone."""

    accounts: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReloginCard:
    """A sign-in that ends, or has ended."""

    broker: str
    title: str
    name: str
    label: str
    until: datetime
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RotatePlan:
    """Another key for everything that is sealed. `unfinished`: an earlier change is to be brought to its end first."""

    key: str
    rows: int
    unfinished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """Everything is sealed with another key. `left` could not be: their key is lost."""

    key: str
    rows: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysNews:
    """For those who run the place: secrets that the key file does not open."""

    key: str
    rows: int
