"""How far a provider's word may reach into each follower's trade: what the follower allows to be at risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.context import World
from core.kernel.money import Price
from core.orders.model import Trade
from core.portfolio.model import Portfolio
from core.portfolio.valuation import equity
from core.portfolio.views import books_of, prices_now, prices_of
from core.ports.store import View
from core.risk.limits import Limits, merge
from core.risk.views import bounds_of
from core.signals.model import Signal
from core.social.model import Follow


@dataclass(frozen=True, slots=True)
class Reach:
    """Last prices by symbol, and the most that each trade may lose, by its id."""

    prices: Mapping[str, Decimal]
    allowed: Mapping[str, Decimal]


async def reach_of(world: World, trades: Sequence[Trade]) -> Reach:
    """What is true now around the owners of these trades. Asked before a transaction begins."""
    prices = dict(await prices_now(world, {trade.symbol for trade in trades}))
    shares = await _shares(world.view, trades)
    portfolios = await world.view.all(Portfolio, id={trade.portfolio for trade in trades}) if trades else ()
    books = await books_of(world.view, portfolios)
    held = {p.symbol for book in books for p in book.positions if p.quantity} - prices.keys()
    prices |= await prices_of(world, held)
    worth = {
        book.portfolio.id: equity(book.cash, [p for p in book.positions if p.quantity], prices)
        for book in books
    }
    allowed = {one.id: worth[one.portfolio] * shares[one.id] for one in trades if one.portfolio in worth}
    return Reach(prices, allowed)


async def _shares(view: View, trades: Sequence[Trade]) -> Mapping[str, Decimal]:
    """The share of an account that each trade may lose, by its id: the limits that its copy was sized by, merged."""
    persons = sorted({trade.person for trade in trades})
    limits = {row.person: row for row in await view.all(Limits, person=persons)}
    named = sorted({one.signal for one in trades if one.signal is not None})
    signals = {row.id: row for row in await view.all(Signal, id=named)}
    bounds = {
        (one.provider, one.channel): await bounds_of(view, one.provider, one.channel)
        for one in {(row.provider, row.channel): row for row in signals.values()}.values()
    }
    providers = sorted({row.provider for row in signals.values()})
    follows = {
        (row.provider, row.person): row
        for row in await view.all(Follow, provider=providers, person=persons)
        if row.settings is not None
    }
    shares = {}
    for trade in trades:
        own = limits.get(trade.person) or Limits(person=trade.person)
        signal = signals.get(trade.signal or "")
        if signal is None:
            shares[trade.id] = own.risk_share
            continue
        theirs = bounds[signal.provider, signal.channel]
        follow = follows.get((signal.provider, trade.person))
        chosen = None if follow is None else follow.chosen.bounds
        merged = merge(own, own=chosen, server=theirs.server, provider=theirs.provider)
        shares[trade.id] = merged.limits.risk_share
    return shares


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
    return units * sign * (trade.reference - stop) <= reach.allowed.get(trade.id, Decimal(0))
