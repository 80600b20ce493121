"""The orders that bring a portfolio back to its targets. Pure (AL-04).

Sales come first, from the oldest trade on and rounded down to the venue's step; purchases share what the sales bring
and what is free, each at its limit with its fee in, so that cash never goes below zero nor below its own target. What
would be under the venue's smallest order is left, and said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from core.kernel.money import ZERO, Price, Quantity, to_step
from core.market.model import Instrument, Quote, Rules
from core.orders.amount import Amount, Unit
from core.orders.model import Side
from core.orders.proposal import Wanted
from core.rebalancing.model import CASH
from core.rebalancing.shares import Part
from core.risk.sizing import worst_price

# What a trade of a rebalance is said to be caused by.
TRIGGERED_BY = "rebalance"


@dataclass(frozen=True, slots=True)
class Units:
    """What a trade holds that is not on its way out."""

    trade: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an order in one instrument costs, and what there is to sell of it, oldest first. `least` is the smallest
    entry that its owner allows."""

    quote: Quote
    rules: Rules
    held: Sequence[Units] = ()
    least: Decimal = ZERO

    def enough(self, quantity: Decimal, side: Side) -> bool:
        """Whether an order of so much is one that the venue takes."""
        worth = quantity * self.quote.last
        least = max(self.rules.minimum_notional, self.least if side is Side.BUY else ZERO)
        return quantity > 0 and quantity >= self.rules.minimum_quantity and worth >= least

    def whole(self, money: Decimal) -> Decimal:
        """So much money in units, rounded down to the step."""
        return to_step(money / self.quote.last, self.rules.step, ROUND_DOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """One order: `price` is the last price, `limit` the most that a purchase pays, `trade` what a sale is taken of."""

    symbol: str
    side: Side
    quantity: Quantity
    price: Price
    fee: Decimal
    limit: Price | None = None
    trade: str = ""

    @property
    def value(self) -> Decimal:
        """What it is worth at the last price."""
        return self.quantity * self.price


class Left(StrEnum):
    """Why something stays as it is."""

    SMALL = "small"
    ELSEWHERE = "elsewhere"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Kept:
    """An asset that stays off its target: by so much money, and why."""

    symbol: str
    value: Decimal
    why: Left


@dataclass(frozen=True, slots=True)
class Restored:
    """Orders in the order in which they are sent, and what they leave."""

    orders: tuple[Restoring, ...]
    kept: tuple[Kept, ...]


def restore(
    parts: Sequence[Part], terms: Mapping[str, Terms], chase: Decimal, *, sell_only: bool = False
) -> Restored:
    """The orders that lead these parts to their targets. `chase` is how much more than now a purchase may pay."""
    if not parts:
        return Restored((), ())
    equity = sum((part.value for part in parts), ZERO)
    kept: list[Kept] = []
    orders: list[Restoring] = []
    freed = ZERO
    for part in parts:
        surplus = part.off(equity)
        if part.asset != CASH and surplus > 0:
            sales, left = _sales(part.asset, surplus, terms[part.asset])
            orders += sales
            kept += left
            # What is owed to rounding is no cash, and no reason to buy less of something else.
            freed += surplus - sum((one.value for one in left), ZERO)
    if sell_only:
        return Restored(tuple(orders), tuple(kept))
    cash = next(part for part in parts if part.asset == CASH)
    proceeds = sum((one.quantity * terms[one.symbol].quote.bid - one.fee for one in orders), ZERO)
    floor = ZERO if cash.want is None else cash.want * equity
    lacking = [
        (part.asset, -part.off(equity)) for part in parts if part.asset != CASH and part.off(equity) < 0
    ]
    bought, left = _purchases(lacking, terms, chase, cash.value + freed - floor, cash.value + proceeds)
    return Restored((*orders, *bought), (*kept, *left))


def _sales(symbol: str, surplus: Decimal, at: Terms) -> tuple[list[Restoring], list[Kept]]:
    """Units of the oldest trades, each an order. What would be left too small to sell is sold with them."""
    wanted = at.whole(surplus)
    orders: list[Restoring] = []
    why = Left.SMALL
    for one in at.held:
        units = Decimal(one.quantity)
        if wanted < units:
            units = to_step(wanted, at.rules.step, ROUND_DOWN)
        rest = one.quantity - units
        if rest and not at.enough(rest, Side.SELL):
            units = Decimal(one.quantity)
        if not at.enough(units, Side.SELL):
            break
        orders.append(_order(symbol, Side.SELL, units, at, trade=one.trade))
        wanted -= units
        if wanted <= 0:
            break
    else:
        why = Left.ELSEWHERE if wanted > 0 else Left.SMALL
    short = surplus - sum((one.value for one in orders), ZERO)
    if wanted > 0 or not orders:
        return orders, [Kept(symbol, max(short, ZERO), why)]
    return orders, []


def _purchases(
    lacking: Sequence[tuple[str, Decimal]],
    terms: Mapping[str, Terms],
    chase: Decimal,
    budget: Decimal,
    free: Decimal,
) -> tuple[list[Restoring], list[Kept]]:
    """Purchases for what is lacking: scaled to the `budget`, and, at the most that they may cost, to what is `free`."""
    total = sum((money for _, money in lacking), ZERO)
    if total <= 0:
        return [], []
    scale = min(Decimal(1), max(budget, ZERO) / total)
    units = {symbol: terms[symbol].whole(money * scale) for symbol, money in lacking}
    cost = sum((units[symbol] * _most(terms[symbol], chase) for symbol in units), ZERO)
    if cost > free:
        share = max(free, ZERO) / cost
        units = {
            symbol: to_step(count * share, terms[symbol].rules.step, ROUND_DOWN)
            for symbol, count in units.items()
        }
    orders: list[Restoring] = []
    kept: list[Kept] = []
    for symbol, money in lacking:
        at = terms[symbol]
        if at.enough(units[symbol], Side.BUY):
            limit = worst_price(Side.BUY, at.quote.last, chase, at.rules.tick)
            orders.append(_order(symbol, Side.BUY, units[symbol], at, limit=limit))
        else:
            small = not at.enough(at.whole(money), Side.BUY)
            kept.append(Kept(symbol, money, Left.SMALL if small else Left.CASH))
    return orders, kept


def _most(at: Terms, chase: Decimal) -> Decimal:
    """The most that a unit may cost, with its fee: what the check of free money counts too."""
    limit = worst_price(Side.BUY, at.quote.last, chase, at.rules.tick)
    return max(limit, at.quote.ask) * (1 + at.rules.fee_rate)


def _order(
    symbol: str, side: Side, units: Decimal, at: Terms, *, limit: Price | None = None, trade: str = ""
) -> Restoring:
    return Restoring(
        symbol=symbol,
        side=side,
        quantity=Quantity(units),
        price=at.quote.last,
        fee=units * at.quote.last * at.rules.fee_rate,
        limit=limit,
        trade=trade,
    )


def purchase(
    instrument: Instrument, quantity: Quantity, limit: Price | None, account: str, patience: timedelta
) -> Wanted:
    """A purchase as the house is asked for it by hand: so many units, never above its limit, and not for ever."""
    return Wanted(
        instrument=instrument,
        side=Side.BUY,
        posted=None,
        limit=limit,
        stop=None,
        targets=(),
        copied=False,
        asked=True,
        amount=Amount(Unit.UNITS, quantity),
        posted_at=None,
        triggered_by=TRIGGERED_BY,
        signal=None,
        reading=None,
        valid_for=patience,
        account=account,
    )


def after(parts: Sequence[Part], orders: Sequence[Restoring]) -> dict[str, Decimal]:
    """The shares that these orders lead to, at the prices that they were made by, fees left aside."""
    values = {part.asset: part.value for part in parts}
    equity = sum(values.values(), ZERO)
    for order in orders:
        by = order.side.sign * order.value
        values[order.symbol] = values.get(order.symbol, ZERO) + by
        values[CASH] -= by
    return {asset: value / equity for asset, value in values.items()} if equity > 0 else {}
