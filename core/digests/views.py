"""What a summary tells, worked out at the moment of telling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from core.analytics.closed import ClosedTrade, tally
from core.analytics.curve import Curve
from core.analytics.model import Period
from core.analytics.periods import last_whole
from core.analytics.views import curve_from, curves_of
from core.context import World
from core.digests.model import DAILY, WEEKLY
from core.digests.results import Digest, DigestBook, Span
from core.digests.schedule import is_weekly
from core.kernel.money import ZERO
from core.notices.model import Way
from core.notices.quiet import way_of
from core.notices.views import wishes_of
from core.portfolio.model import Portfolio, Position
from core.portfolio.views import prices_of
from core.ports.questions import ClosedTrades

DAY = timedelta(days=1)
# Before noon the day has little to tell yet: the one before is told, all of it.
NOON = 12


@dataclass(frozen=True, slots=True)
class _Days:
    """The first day of a span and the day after its last."""

    since: date
    until: date


async def digest_of(world: World, reader: str, person: str, at: datetime) -> Digest | None:
    """The summary of a person's portfolios that fell due then; None where there is nothing to tell, or nothing wished.

    `reader` is who wished it so, where somebody else speaks for the account.
    """
    wishes = await wishes_of(world.view, reader)
    at = at.astimezone(UTC)
    daily = way_of(DAILY, wishes) is not Way.OFF
    weekly = way_of(WEEKLY, wishes) is not Way.OFF and is_weekly(at)
    portfolios = await world.view.all(Portfolio, person=person) if daily or weekly else ()
    if not portfolios:
        return None
    day, week = day_told(at) if daily else None, week_told(at) if weekly else None
    since = min(days.since for days in (day, week) if days is not None)
    ids = tuple(portfolio.id for portfolio in portfolios)
    closed = await world.view.ask(ClosedTrades(ids, _begins(since)))
    held = [one for one in await world.view.all(Position, portfolio=list(ids)) if one.quantity]
    active = {one.portfolio for one in closed} | {one.portfolio for one in held}
    told = sorted((one for one in portfolios if one.id in active), key=lambda one: (one.opened_at, one.id))
    curves = await curves_of(world, told, since)
    prices = await prices_of(world, {one.symbol for one in held})
    books = [
        _book(one, curves[one.id], day, week, closed, [p for p in held if p.portfolio == one.id], prices)
        for one in told
    ]
    return Digest(at=at, books=tuple(books)) if books else None


def day_told(at: datetime) -> _Days:
    """The day that a summary at this instant (UTC) tells: today as far as it is, or before noon yesterday."""
    today = at.date()
    return _Days(today, today + DAY) if at.hour >= NOON else _Days(today - DAY, today)


def week_told(at: datetime) -> _Days:
    """The newest week that is over."""
    since, until = last_whole(Period.WEEKLY, at)
    assert since is not None
    return _Days(since, until)


def _book(
    portfolio: Portfolio,
    curve: Curve,
    day: _Days | None,
    week: _Days | None,
    closed: Sequence[ClosedTrade],
    held: Sequence[Position],
    prices: Mapping[str, Decimal],
) -> DigestBook:
    own = [one for one in closed if one.portfolio == portfolio.id]
    known = all(one.symbol in prices and not one.unvalued for one in held)
    return DigestBook(
        mode=portfolio.mode,
        currency=portfolio.currency,
        equity=curve.days[-1].equity,
        day=None if day is None else span_of(curve, day.since, day.until, own),
        open_positions=len(held),
        unrealized=sum((one.quantity * prices[one.symbol] - one.cost for one in held), ZERO)
        if known
        else None,
        week=None if week is None else span_of(curve, week.since, week.until, own),
    )


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def span_of(curve: Curve, since: date, until: date, closed: Sequence[ClosedTrade]) -> Span | None:
    """What a curve and closed trades tell of some days; None where the book did not exist yet."""
    days = [*([curve.before] if curve.before is not None else []), *curve.days]
    part = curve_from([one for one in days if one.day < until], since)
    if not part.days:
        return None
    own = tally(one for one in closed if since <= one.closed_at.astimezone(UTC).date() < until)
    return Span(
        since=_begins(since),
        until=_begins(until - DAY),
        change=part.total,
        gained=part.gained,
        fall=part.fall.share,
        closed=own.trades,
        won=own.won,
        profit=own.profit,
    )
