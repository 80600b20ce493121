"""Curves of portfolios: the days that were kept, and the present as the last of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.analytics.curve import Curve
from core.analytics.days import Flow, day_of
from core.analytics.model import EquityDay
from core.context import World
from core.kernel.money import ZERO
from core.portfolio.model import Cash, Change, ChangeKind, Portfolio, Position
from core.portfolio.valuation import equity
from core.portfolio.views import prices_of, rates_into
from core.ports.questions import DaysOf, LastDays, PaidInto
from core.ports.store import View
from core.risk.today import midnight


@dataclass(frozen=True, slots=True)
class Prices:
    """What instruments cost, and what other currencies are worth in a portfolio's own (by own, then by other)."""

    last: Mapping[str, Decimal]
    rates: Mapping[str, Mapping[str, Decimal]]


async def prices_for(world: World, portfolios: Sequence[Portfolio]) -> Prices:
    """Everything that is needed to value these, asked for once. What nobody quotes is missing."""
    ids = [portfolio.id for portfolio in portfolios]
    held = {row.symbol for row in await world.view.all(Position, portfolio=ids) if row.quantity}
    own = {portfolio.id: portfolio.currency for portfolio in portfolios}
    others: dict[str, set[str]] = {}
    for row in await world.view.all(Cash, portfolio=ids):
        if row.amount and row.currency != own[row.portfolio]:
            others.setdefault(own[row.portfolio], set()).add(row.currency)
    rates = {into: await rates_into(world, into, foreign) for into, foreign in sorted(others.items())}
    return Prices(
        await prices_of(world, held),
        {into: {currency: used.rate for currency, used in found.items()} for into, found in rates.items()},
    )


async def worths_of(view: View, portfolios: Sequence[Portfolio], prices: Prices) -> Mapping[str, Decimal]:
    """What these are worth at these prices: free money, other currencies by their rate, positions at last."""
    ids = [portfolio.id for portfolio in portfolios]
    own = {portfolio.id: portfolio.currency for portfolio in portfolios}
    cash = dict.fromkeys(ids, ZERO)
    for row in await view.all(Cash, portfolio=ids):
        currency = own[row.portfolio]
        rate = Decimal(1) if row.currency == currency else prices.rates.get(currency, {}).get(row.currency)
        # A currency whose rate nobody knows is left out, as it is on the card.
        cash[row.portfolio] += ZERO if rate is None else row.amount * rate
    held: dict[str, list[Position]] = {}
    for position in await view.all(Position, portfolio=ids):
        if position.quantity:
            held.setdefault(position.portfolio, []).append(position)
    return {id_: equity(cash[id_], held.get(id_, ()), prices.last) for id_ in ids}


async def last_days(view: View, portfolios: Sequence[Portfolio]) -> Mapping[str, EquityDay]:
    """The newest kept day of each portfolio that has one."""
    ids = tuple(portfolio.id for portfolio in portfolios)
    return {day.portfolio: day for day in await view.ask(LastDays(ids))}


async def flows_since(
    view: View, portfolios: Sequence[Portfolio], last: Mapping[str, EquityDay]
) -> Mapping[str, Sequence[Flow]]:
    """What came into and went out of each since its last day (without one: since it was opened), in kind too."""
    ids = tuple(portfolio.id for portfolio in portfolios)
    marks = {id_: day.marked_at for id_, day in last.items()}
    since = min(marks.values()) if marks.keys() >= set(ids) and ids else None
    found: dict[str, list[Flow]] = {id_: [] for id_ in ids}

    def keep(portfolio: str, flow: Flow) -> None:
        # What came at the very instant of a mark was there when it was taken.
        if portfolio not in marks or flow.at > marks[portfolio]:
            found[portfolio].append(flow)

    for paid in await view.ask(PaidInto(ids, since)):
        keep(paid.portfolio, Flow(paid.at, paid.amount, paid.before))
    for change in await view.all(Change, portfolio=ids):
        if change.kind is ChangeKind.TRANSFER and change.price is not None:
            keep(change.portfolio, Flow(change.at, change.units * change.price))
    return found


async def days_now(
    view: View, portfolios: Sequence[Portfolio], prices: Prices, *, begins_at: datetime, now: datetime
) -> Sequence[EquityDay]:
    """The day of each that began then, with its end taken now."""
    last = await last_days(view, portfolios)
    before = {id_: day for id_, day in last.items() if day.begins_at < begins_at}
    flows = await flows_since(view, portfolios, before)
    worths = await worths_of(view, portfolios, prices)
    return [
        day_of(one.id, before.get(one.id), worths[one.id], flows[one.id], begins_at=begins_at, marked_at=now)
        for one in portfolios
    ]


async def curves_of(world: World, portfolios: Sequence[Portfolio], since: date | None) -> Mapping[str, Curve]:
    """The curve of each portfolio from the day `since` on (None: from its opening), up to the present.

    Three reads of the store and one look at the market for all of them together.
    """
    if not portfolios:
        return {}
    now = world.clock.now()
    kept = await kept_days(world.view, [portfolio.id for portfolio in portfolios], since)
    prices = await prices_for(world, portfolios)
    today = await days_now(world.view, portfolios, prices, begins_at=midnight(now), now=now)
    return {day.portfolio: curve_from([*kept.get(day.portfolio, ()), day], since) for day in today}


async def curve_of(world: World, portfolio: Portfolio, since: date | None) -> Curve:
    """One portfolio's curve from the day `since` on (None: from its opening), up to the present."""
    return (await curves_of(world, [portfolio], since))[portfolio.id]


async def kept_days(
    view: View, portfolios: Collection[str], since: date | None
) -> Mapping[str, Sequence[EquityDay]]:
    """Kept days by portfolio, oldest first: those from `since` on and the newest before it, which they begin from."""
    found: dict[str, list[EquityDay]] = {}
    for day in await view.ask(DaysOf(tuple(portfolios), since)):
        found.setdefault(day.portfolio, []).append(day)
    return {id_: sorted(days, key=lambda day: day.begins_at) for id_, days in found.items()}


def curve_from(days: Sequence[EquityDay], since: date | None) -> Curve:
    """Days of one portfolio, oldest first, as a curve that begins at `since`."""
    before = [day for day in days if since is not None and day.day < since]
    return Curve(before[-1] if before else None, tuple(days[len(before) :]))
