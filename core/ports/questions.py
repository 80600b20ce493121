"""Questions that need SQL of their own. Few, on purpose: each has three places (here, storage, tests)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.accounts.model import Account, Person
from core.analytics.closed import ClosedTrade
from core.analytics.model import EquityDay
from core.boards.model import BoardRow
from core.bookkeeping import Offer
from core.kernel.values import quick
from core.lookback.model import CopyEntered
from core.orders.model import Order, OrderStatus, Trade
from core.paper.model import PaperFill
from core.ports.store import Query
from core.risk.model import CopiedTrade, Decision, OpenTrade, PaidIn, RecentTrade
from core.signals.model_readings import ModelReading


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows share this word."""

    word: str
    rows: int


@dataclass(frozen=True, slots=True)
class DecisionTally(Query[Counted]):
    """Decisions about a signal by code; the empty code counts those that were taken."""

    signal: str


@dataclass(frozen=True, slots=True)
class TradeTally(Query[Counted]):
    """Trades of a signal by status."""

    signal: str


@dataclass(frozen=True, slots=True)
class ModeTally(Query[Counted]):
    """Trades of a signal that were entered, by the mode of their portfolio: paper, live."""

    signal: str


@dataclass(frozen=True, slots=True)
class SilentTally(Query[Counted]):
    """People who were asked about a signal before an instant and have no trade by it."""

    signal: str
    before: datetime


@dataclass(frozen=True, slots=True)
class BreakEvenTally(Query[Counted]):
    """Open trades of a signal whose stop goes to break-even once so many targets paid."""

    signal: str
    paid: int


@dataclass(frozen=True, slots=True)
class OutcomeTally(Query[Counted]):
    """What one action of a signal's update did, by outcome."""

    update: str
    index: int


@dataclass(frozen=True, slots=True)
class FollowTally(Query[Counted]):
    """Active followers by provider (all of them, or one)."""

    provider: str | None = None


@dataclass(frozen=True, slots=True)
class CrowdMoney(Query[int]):
    """A whole number of `currency` that all active followers of a provider together have free at most: each one's
    money rounded up, and `deposit` for whoever has no account in it yet. A bound, and no figure to be shown."""

    provider: str
    currency: str
    deposit: int


@dataclass(frozen=True, slots=True)
class Members(Query[Person]):
    """People, the highest roles first, then by name; `size` of them after the first `skip`."""

    skip: int
    size: int


@dataclass(frozen=True, slots=True)
class AccountTally(Query[Counted]):
    """Accounts by venue."""


@dataclass(frozen=True, slots=True)
class SignInsEnding(Query[str]):
    """Connected accounts whose sign-in ends between two instants."""

    after: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class CredentialTally(Query[Counted]):
    """Sealed secrets by the name of the key that sealed them."""


@dataclass(frozen=True, slots=True)
class MemberTally(Query[int]):
    """How many people there are."""


@dataclass(frozen=True, slots=True)
class NewestTrade(Query[Trade]):
    """The trade that anybody began last, if there is one."""


@dataclass(frozen=True, slots=True)
class TradesNamed(Query[Trade]):
    """Trades of anybody whose id begins like this."""

    prefix: str
    size: int


@dataclass(frozen=True, slots=True)
class PeopleFollowing(Query[int]):
    """How many people copy one of these providers, or anybody at all (None)."""

    providers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class EntriesSent(Query[Order]):
    """Entries that left since a step of an order's life, oldest first."""

    after: int
    size: int


@dataclass(frozen=True, slots=True)
class PostTally(Query[Counted]):
    """Recorded posts by chain."""


@dataclass(frozen=True, slots=True)
class DecisionsByProvider(Query[Counted]):
    """A person's decisions about one provider's signals, by code."""

    person: str
    provider: str


@dataclass(frozen=True, slots=True)
class OrdersDue(Query[Order]):
    """Entries of this status whose time has come: held ones that go by themselves, resting ones that run out."""

    status: OrderStatus
    by: datetime
    size: int


@dataclass(frozen=True, slots=True)
class NumberedTrade:
    """A trade and the number of its first audit row: its place among those of the same instant."""

    trade: Trade
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TradePage(Query[NumberedTrade]):
    """A person's trades, newest first, beyond (`at`, `number`); with `newer` the other way, oldest first."""

    person: str
    size: int
    at: datetime | None = None
    number: int = 0
    newer: bool = False
    trade: str | None = None
    status: str | None = None
    symbol: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeCount(Query[int]):
    """How many of a person's trades there are; with `at` how many of them are newer than (`at`, `number`)."""

    person: str
    at: datetime | None = None
    number: int = 0
    status: str | None = None
    symbol: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class LastDecisions(Query[Decision]):
    """What was decided for a person, newest first."""

    person: str
    size: int


@dataclass(frozen=True, slots=True)
class ModelTally(Query[Counted]):
    """Posts that a language model was to read on a day (`2026-11-21`), by what became of them."""

    day: str


@dataclass(frozen=True, slots=True)
class NewestModelReadings(Query[ModelReading]):
    """What a language model was asked to read last, newest first."""

    size: int


@dataclass(frozen=True, slots=True)
class LastOffers(Query[Offer]):
    """The cards that were shown last in a place, newest first."""

    place: str
    size: int


@dataclass(frozen=True, slots=True)
class Shown:
    """How many cards a person was shown in private, as their newest one counts."""

    person: str
    cards: int


@dataclass(frozen=True, slots=True)
class LastShown(Query[Shown]):
    """The number of the newest card in the private talk with each of these people; 0 for who was shown none."""

    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlyTrade(Query[str]):
    """Those of these people who have one trade, and never had another."""

    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewestInstant(Query[datetime]):
    """The latest instant that anything in the database speaks of; nothing in an empty one."""


@dataclass(frozen=True, slots=True)
class DeliveryTally(Query[Counted]):
    """What reactions still owe, by state."""


@dataclass(frozen=True, slots=True)
class FinishedRows(Query[int]):
    """Numbers of outbox rows from before an instant to which nobody owes anything any more."""

    before: datetime
    size: int


@dataclass(frozen=True, slots=True)
class OldLetters(Query[str]):
    """Ids of letters that are not on their way and were due before an instant, at most so many."""

    before: datetime
    size: int


@dataclass(frozen=True, slots=True)
class OrderTally(Query[Counted]):
    """Orders by status, those that are over left out."""


@dataclass(frozen=True, slots=True)
class PaperFillsSince(Query[PaperFill]):
    """What traded in a paper account from an instant on, oldest first."""

    account: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AccountsDue(Query[Account]):
    """Accounts whose comparison with their venue is due, the longest due first, and those that never were."""

    by: datetime
    size: int


@dataclass(frozen=True, slots=True)
class BareTrades(Query[str]):
    """Open trades from before an instant whose stop should rest at a venue, and no stop of theirs does."""

    opened_by: datetime
    size: int


@quick
@dataclass(frozen=True, slots=True)
class BookedFill:
    """As much of a fill as says what it did to the units that are held, and its place in the order of booking.
    `bought` is whether it added to them."""

    number: int
    fill: str
    symbol: str
    bought: bool
    quantity: Decimal
    fee: Decimal
    fee_currency: str


@dataclass(frozen=True, slots=True)
class BookedFills(Query[BookedFill]):
    """Fills of a portfolio in these instruments, the one that was booked last first: those booked before `before`, and
    the newest of all where that is None."""

    portfolio: str
    symbols: tuple[str, ...]
    size: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class TradedThere:
    """An instrument that is held or has an order at a venue, and one of the accounts there."""

    venue: str
    symbol: str
    account: str


@dataclass(frozen=True, slots=True)
class TradedNow(Query[TradedThere]):
    """What is held or has a live order, each instrument of a venue once, by venue and symbol."""


@dataclass(frozen=True, slots=True)
class OrderSeal:
    """The newest seal of an order's chain."""

    order: str
    seal: str


@dataclass(frozen=True, slots=True)
class LastSeals(Query[OrderSeal]):
    """The newest seal of each of these orders."""

    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExitsComing(Query[str]):
    """Those of these trades of which an exit is not at its venue yet, while its stop covers all that was bought
    and nothing was given back."""

    trades: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owing(Query[str]):
    """Names of the reactions that owe something now: due, and in nobody's hands."""

    now: datetime


@dataclass(frozen=True, slots=True)
class OpenTradesOf(Query[OpenTrade]):
    """Trades of these persons that are open, or planned and not yet filled."""

    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TradesSince(Query[RecentTrade]):
    """Entries that were planned in these portfolios from an instant on."""

    portfolios: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class PaidInto(Query[PaidIn]):
    """Money paid into or out of these portfolios, from an instant on where one is given."""

    portfolios: tuple[str, ...]
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class LastDays(Query[EquityDay]):
    """The newest kept day of each of these portfolios."""

    portfolios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaysOf(Query[EquityDay]):
    """Kept days of these portfolios from `since` on and the newest one before it; all of them without it."""

    portfolios: tuple[str, ...]
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Holders(Query[str]):
    """Portfolios that hold something (or this instrument), in order of their ids, beyond `after`."""

    symbol: str | None
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class CopiedBy(Query[CopiedTrade]):
    """Copies of these persons that were filled at least in part (of one provider's signals, or of all)."""

    persons: tuple[str, ...]
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedTrades(Query[ClosedTrade]):
    """Trades of these portfolios of which all was given back, at `since` or later and before `until`, the one that was
    closed first coming first (DF-05)."""

    portfolios: tuple[str, ...]
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlacesOf(Query[BoardRow]):
    """The places of these persons on a board (`rows`), in no order."""

    rows: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopiedLately(Query[Counted]):
    """How many others still follow this person and had a copy of theirs filled since an instant, by the mode in which
    they trade it."""

    person: str
    since: datetime


@dataclass(frozen=True, slots=True)
class CopiesEntered(Query[CopyEntered]):
    """The newest copies of one provider's signals (of one person) that were filled at least in part, newest first."""

    provider: str
    size: int
    person: str | None = None
