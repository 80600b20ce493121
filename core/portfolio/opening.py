"""The rows of a new paper account: account, portfolio, deposit and the venue's own balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import PAPER, PAPER_DEPOSIT, Account, Mode
from core.kernel.ids import derived
from core.kernel.money import Money
from core.kernel.values import quick
from core.paper.model import PaperBalance
from core.portfolio.model import Cash, CashFlow, FlowKind, Portfolio, Position


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that is written when a paper account opens."""

    account: Account
    portfolio: Portfolio
    cash: Cash
    flow: CashFlow
    balance: PaperBalance

    @property
    def rows(self) -> tuple[object, ...]:
        """One row of each class."""
        return self.account, self.portfolio, self.cash, self.flow, self.balance


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
        flow=CashFlow(
            id=derived("deposit", portfolio_id),
            portfolio=portfolio_id,
            kind=FlowKind.DEPOSIT,
            money=Money(amount, currency),
            at=at,
        ),
        balance=PaperBalance(account=account_id, asset=currency, amount=amount),
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
