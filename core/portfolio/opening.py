"""The rows of a new book: of a paper account with its deposit, or of a currency of an account at a venue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import PAPER, PAPER_DEPOSIT, Account, Mode
from core.kernel.ids import derived
from core.kernel.money import ZERO, Money
from core.kernel.values import quick
from core.paper.model import PaperBalance
from core.portfolio.model import Cash, CashFlow, FlowKind, Portfolio, Position


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that is written when a book opens; `more` is one row of each of several other classes."""

    account: Account
    portfolio: Portfolio
    cash: Cash
    more: tuple[object, ...] = ()

    @property
    def rows(self) -> tuple[object, ...]:
        """One row of each class."""
        return self.account, self.portfolio, self.cash, *self.more


def open_paper(person: str, currency: str, at: datetime, amount: Decimal = PAPER_DEPOSIT) -> Opening:
    """A paper account in one currency. Its ids follow from person and currency, so it opens once."""
    account_id = derived("account", person, PAPER, currency)
    portfolio_id = derived("portfolio", account_id)
    return Opening(
        account=Account(
            id=account_id, person=person, venue=PAPER, mode=Mode.PAPER, currency=currency, opened_at=at
        ),
        portfolio=Portfolio(
            id=portfolio_id,
            person=person,
            account=account_id,
            mode=Mode.PAPER,
            currency=currency,
            opened_at=at,
        ),
        cash=Cash(portfolio=portfolio_id, currency=currency, amount=amount),
        more=(
            first_deposit(portfolio_id, Money(amount, currency), at),
            PaperBalance(account=account_id, asset=currency, amount=amount),
        ),
    )


def first_deposit(portfolio: str, money: Money, at: datetime) -> CashFlow:
    """What a book opens with: paid in, never a profit."""
    return CashFlow(
        id=derived("deposit", portfolio),
        portfolio=portfolio,
        kind=FlowKind.DEPOSIT,
        money=money,
        at=at,
        before=ZERO,
    )


def open_there(account: Account, currency: str, at: datetime, amount: Decimal = ZERO) -> Opening:
    """The book of one currency of an account at a venue, with what of it lies there."""
    portfolio_id = derived("portfolio", account.id, currency)
    return Opening(
        account=account,
        portfolio=Portfolio(
            id=portfolio_id,
            person=account.person,
            account=account.id,
            mode=account.mode,
            currency=currency,
            opened_at=at,
            venue=account.venue,
        ),
        cash=Cash(portfolio=portfolio_id, currency=currency, amount=amount),
        more=(first_deposit(portfolio_id, Money(amount, currency), at),) if amount else (),
    )


@quick
@dataclass(frozen=True, slots=True)
class Book:
    """A portfolio with what a decision needs of it. `opening` is set when it does not exist yet."""

    account: Account
    portfolio: Portfolio
    cash: Decimal
    positions: tuple[Position, ...]
    opening: Opening | None

    def position(self, symbol: str) -> Position | None:
        """The position in one instrument."""
        return next((position for position in self.positions if position.symbol == symbol), None)
