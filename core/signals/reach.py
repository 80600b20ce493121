"""How far a provider's word may reach into each follower's trade: what the follower allows to be at risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.context import World
from core.kernel.money import Price
from core.orders.model import Trade
from core.portfolio.valuation import equity
from core.portfolio.views import load_books, prices_of
from core.risk.limits import Limits


@dataclass(frozen=True, slots=True)
class Reach:
    """Last prices by symbol, and the most that each person may lose on one trade, by (person, currency)."""

    prices: Mapping[str, Decimal]
    allowed: Mapping[tuple[str, str], Decimal]


async def reach_of(world: World, trades: Sequence[Trade]) -> Reach:
    """What is true now around the owners of these trades. Asked before a transaction begins."""
    now = world.clock.now()
    prices = dict(await prices_of(world, {trade.symbol for trade in trades}))
    persons = sorted({trade.person for trade in trades})
    limits = {row.person: row for row in await world.view.all(Limits, person=persons)}
    allowed: dict[tuple[str, str], Decimal] = {}
    for quote in sorted({trade.quote for trade in trades}):
        books = await load_books(world.view, persons, quote, now)
        held = {p.symbol for book in books.values() for p in book.positions if p.quantity} - prices.keys()
        prices |= await prices_of(world, held)
        for person, book in books.items():
            worth = equity(book.cash, [p for p in book.positions if p.quantity], prices)
            share = (limits.get(person) or Limits(person=person)).risk_share
            allowed[person, quote] = worth * share
    return Reach(prices, allowed)


def within(trade: Trade, stop: Price, reach: Reach) -> bool:
    """Whether this trade with this stop risks no more than its owner allows.

    Measured as its size was: from the entry's reference price. A stop that is no looser than the one that stands
    always is.
    """
    sign = trade.side.sign
    if trade.stop is None or sign * (stop - trade.stop) >= 0:
        return True
    waiting = not trade.entries_over and trade.entered < trade.planned
    units = trade.planned - trade.exited if waiting else trade.held
    return units * sign * (trade.reference - stop) <= reach.allowed.get(
        (trade.person, trade.quote), Decimal(0)
    )
