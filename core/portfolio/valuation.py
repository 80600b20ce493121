"""What a portfolio is worth at given prices: cash plus positions at last (row PF-08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from core.kernel.money import ZERO, to_step
from core.portfolio.model import Cash, Portfolio, Position
from core.portfolio.results import OtherCash, PortfolioView, PositionLine, RateUsed, Together

SHARE_DIGITS = Decimal("0.000001")


def equity(cash: Decimal, positions: Sequence[Position], prices: Mapping[str, Decimal]) -> Decimal:
    """Free money plus what the positions would bring at these prices. A missing price counts at cost."""
    return cash + sum((_value(position, prices) for position in positions), ZERO)


def _value(position: Position, prices: Mapping[str, Decimal]) -> Decimal:
    price = prices.get(position.symbol)
    return position.cost if price is None else position.quantity * price


def line(position: Position, price: Decimal | None) -> PositionLine:
    """One position as it is shown. A fee of unknown worth leaves cost and profit unknown."""
    value = None if price is None else position.quantity * price
    known = not position.unvalued
    unrealized = value - position.cost if known and value is not None else None
    return PositionLine(
        symbol=position.symbol,
        quantity=position.quantity,
        average_price=position.average_price if known else None,
        price=price,
        value=value,
        realized=position.realized if known else None,
        unrealized=unrealized,
        cost=position.cost if known else None,
        share=_share(unrealized, position.cost),
    )


def _share(profit: Decimal | None, cost: Decimal) -> Decimal | None:
    return None if profit is None or not cost else to_step(profit / abs(cost), SHARE_DIGITS, ROUND_HALF_EVEN)


def portfolio_view(
    portfolio: Portfolio,
    cash: Sequence[Cash],
    positions: Sequence[Position],
    prices: Mapping[str, Decimal],
    *,
    deposits: Decimal,
    stop_loss: Decimal | None,
    at: datetime,
    earned: Decimal = ZERO,
    day_began_with: Decimal | None = None,
    rates: Mapping[str, RateUsed] | None = None,
) -> PortfolioView:
    """The portfolio at these prices. `deposits`, what was paid in less what was taken out, is never profit.

    `earned` is what was paid for holding: funding, interest, charges. `rates` lead from other currencies into the
    portfolio's own. `day_began_with` is what it was worth at 00:00 UTC and what was paid in since; None when nobody
    knows.
    """
    free = sum((row.amount for row in cash if row.currency == portfolio.currency), ZERO)
    others = tuple(
        _other(row, rates or {}) for row in cash if row.currency != portfolio.currency and row.amount
    )
    held = [position for position in positions if position.quantity]
    lines = tuple(line(position, prices.get(position.symbol)) for position in held)
    worth = equity(free, held, prices) + sum((one.value for one in others if one.value is not None), ZERO)
    unvalued = any(position.unvalued for position in positions)
    open_now = sum((one.unrealized for one in lines if one.unrealized is not None), ZERO)
    unrealized = None if any(one.unrealized is None for one in lines) else open_now
    realized = None if unvalued else sum((position.realized for position in positions), earned)
    return PortfolioView(
        mode=portfolio.mode,
        currency=portfolio.currency,
        cash=free,
        equity=worth,
        realized=realized,
        unrealized=unrealized,
        profit=None if realized is None or unrealized is None else realized + unrealized,
        positions=lines,
        priced_at=at,
        deposits=deposits,
        stop_loss=stop_loss,
        today=None if day_began_with is None else worth - day_began_with,
        earned=earned,
        other_cash=others,
        unknown=(
            *(one.symbol for one in lines if one.price is None),
            *(one.currency for one in others if one.value is None),
        ),
    )


def _other(row: Cash, rates: Mapping[str, RateUsed]) -> OtherCash:
    rate = rates.get(row.currency)
    value = None if rate is None else row.amount * rate.rate
    return OtherCash(currency=row.currency, amount=row.amount, value=value, rate=rate)


def together(views: Sequence[PortfolioView], rates: Mapping[str, RateUsed]) -> Together | None:
    """Portfolios of the first one's mode in its currency. A single currency needs no sum."""
    main = views[0]
    same = [view for view in views if view.mode is main.mode]
    if len(same) < 2:
        return None
    foreign = sorted({view.currency for view in same} - {main.currency})
    missing = tuple(currency for currency in foreign if currency not in rates)
    worth = [
        view.equity if view.currency == main.currency else view.equity * rates[view.currency].rate
        for view in same
        if view.currency == main.currency or view.currency in rates
    ]
    return Together(
        currency=main.currency,
        equity=None if missing else sum(worth, ZERO),
        rates=tuple(rates[currency] for currency in foreign if currency in rates),
        missing=missing,
    )
