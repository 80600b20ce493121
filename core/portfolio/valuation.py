"""What a portfolio is worth at given prices: cash plus positions at last (row PF-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from core.kernel.money import ZERO
from core.portfolio.model import Cash, Portfolio, PortfolioView, Position, PositionLine


def equity(cash: Decimal, positions: Sequence[Position], prices: Mapping[str, Decimal]) -> Decimal:
    """Free money plus what the positions would bring at these prices. A missing price counts at cost."""
    return cash + sum((_value(position, prices) for position in positions), ZERO)


def _value(position: Position, prices: Mapping[str, Decimal]) -> Decimal:
    price = prices.get(position.symbol)
    return position.cost if price is None else position.quantity * price


def line(position: Position, price: Decimal | None) -> PositionLine:
    """One position as it is shown."""
    value = None if price is None else position.quantity * price
    return PositionLine(
        symbol=position.symbol,
        quantity=position.quantity,
        average_price=position.average_price,
        price=price,
        value=value,
        realized=position.realized,
        unrealized=None if value is None else value - position.cost,
    )


def portfolio_view(
    portfolio: Portfolio,
    cash: Sequence[Cash],
    positions: Sequence[Position],
    prices: Mapping[str, Decimal],
    *,
    deposits: Decimal,
    stop_loss: Decimal | None,
    at: datetime,
) -> PortfolioView:
    """The portfolio at these prices. Deposits are told apart from profit: they never are any."""
    free = sum((row.amount for row in cash if row.currency == portfolio.currency), ZERO)
    held = [position for position in positions if position.quantity]
    lines = tuple(line(position, prices.get(position.symbol)) for position in held)
    return PortfolioView(
        mode=portfolio.mode,
        currency=portfolio.currency,
        cash=free,
        equity=equity(free, held, prices),
        realized=sum((position.realized for position in positions), ZERO),
        unrealized=sum((one.unrealized for one in lines if one.unrealized is not None), ZERO),
        positions=lines,
        priced_at=at,
        deposits=deposits,
        stop_loss=stop_loss,
    )
