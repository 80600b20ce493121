"""Days of those who joined, looked up: today as it stands, and those that are over (rows LB-02, BX-14).

A person's accounts of one mode count together, and those of people who were linked to them: nobody is ranked by the
best of several accounts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.accounts.model import PAPER_CURRENCY, Mode, Person
from core.analytics.closed import ClosedTrade
from core.analytics.model import EquityDay, Period
from core.analytics.views import curves_of, kept_days
from core.boards.days import AccountDay, day_of
from core.boards.model import BoardDay, BoardMember, FollowerDay
from core.boards.spans import DAY, MONTH, midnight, span_now, span_until
from core.boards.standing import Standing, combined, standing
from core.context import World
from core.kernel.money import ZERO
from core.orders.model import Trade, TradeStatus
from core.portfolio.model import Portfolio, Position
from core.portfolio.views import prices_of, rates_into
from core.ports.questions import ClosedTrades
from core.ports.store import View

ONE = Decimal(1)


async def groups_of(view: View, persons: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Everybody whose accounts count for each of these: themselves and who was linked to them."""
    groups = {person: [person] for person in persons}
    for joined in await view.all(Person, joined_to=tuple(persons)) if persons else ():
        groups[joined.joined_to or ""].append(joined.id)
    return {person: tuple(group) for person, group in groups.items()}


async def standing_alone(view: View, members: Sequence[BoardMember]) -> Sequence[BoardMember]:
    """Those of one mode who are measured by themselves: not who was linked to another member, and counts there."""
    ids = {one.person for one in members}
    linked = [one for one in await view.all(Person, id=ids) if one.joined_to in ids] if ids else []
    gone = {one.id for one in linked}
    return [one for one in members if one.person not in gone]


@dataclass(frozen=True, slots=True)
class Books:
    """What some members of one mode own: portfolios by member, what each portfolio's currency is worth in USDT, and
    those that hold something which nobody quotes now."""

    owned: Mapping[str, Sequence[Portfolio]]
    rates: Mapping[str, Decimal]
    unpriced: Collection[str]

    @property
    def portfolios(self) -> Sequence[Portfolio]:
        """All of them."""
        return [one for owned in self.owned.values() for one in owned]

    def known(self, person: str) -> bool:
        """Whether every account of theirs can be weighed, and all that is in it has a price: what nobody quotes would
        count at cost, and a loss could hide there."""
        ids = [one.id for one in self.owned[person]]
        return all(id_ in self.rates and id_ not in self.unpriced for id_ in ids)


async def books_of(world: World, members: Sequence[BoardMember]) -> Books:
    """What these own. A currency without a rate into USDT has none in it."""
    groups = await groups_of(world.view, {one.person for one in members})
    heads = {person: head for head, group in groups.items() for person in group}
    mode = members[0].mode
    found = await world.view.all(Portfolio, person=tuple(heads), mode=mode)
    owned: dict[str, list[Portfolio]] = {head: [] for head in groups}
    for portfolio in found:
        owned[heads[portfolio.person]].append(portfolio)
    foreign = {one.currency for one in found} - {PAPER_CURRENCY}
    used = await rates_into(world, PAPER_CURRENCY, foreign)
    rates = {currency: rate.rate for currency, rate in used.items()} | {PAPER_CURRENCY: ONE}
    return Books(
        owned,
        {one.id: rates[one.currency] for one in found if one.currency in rates},
        await _unpriced(world, [one.id for one in found]),
    )


async def _unpriced(world: World, portfolios: Sequence[str]) -> frozenset[str]:
    rows = await world.view.all(Position, portfolio=portfolios) if portfolios else ()
    held = [row for row in rows if row.quantity]
    prices = await prices_of(world, {row.symbol for row in held})
    return frozenset(row.portfolio for row in held if row.symbol not in prices)


async def today_of(world: World, members: Sequence[BoardMember]) -> dict[str, BoardDay]:
    """How today stands for these members of one mode, with what is open. Who cannot be weighed now is missing."""
    now = world.clock.now()
    begins_at = midnight(now)
    books = await books_of(world, members)
    curves = await curves_of(world, books.portfolios, begins_at.date())
    ids = tuple(one.id for one in books.portfolios)
    closed = await world.view.ask(ClosedTrades(ids, begins_at, now + DAY)) if ids else ()
    standing = await _open_results(world, books)
    found = {}
    for member in members:
        if begins_at < member.counts_from or not books.known(member.person):
            continue
        owned = [one.id for one in books.owned[member.person]]
        accounts = [
            AccountDay(curves[id_].before, curves[id_].days[-1], books.rates[id_])
            for id_ in owned
            if id_ in curves and curves[id_].days
        ]
        found[member.person] = day_of(
            member.person,
            member.mode,
            begins_at,
            accounts,
            _counted(closed, owned, member.counts_from),
            [result for trade, result in standing if _counts(trade, owned, member.counts_from)],
            books.rates,
        )
    return found


async def _open_results(world: World, books: Books) -> Sequence[tuple[Trade, Decimal]]:
    """What each open trade would bring now, in USDT; those in what nobody quotes count at cost."""
    ids = [one.id for one in books.portfolios]
    trades = await world.view.all(Trade, portfolio=ids, status=TradeStatus.OPEN) if ids else ()
    prices = await prices_of(world, {trade.symbol for trade in trades})
    return [
        (trade, _result(trade, prices.get(trade.symbol)) * books.rates[trade.portfolio])
        for trade in trades
        if trade.portfolio in books.rates
    ]


def _result(trade: Trade, price: Decimal | None) -> Decimal:
    """What an open trade would bring in its quote currency, fees in, at this price; at cost without one."""
    value = trade.held * ((trade.average_entry or ZERO) if price is None else price)
    return trade.side.sign * (trade.proceeds + value - trade.cost) - trade.fees


def _counts(trade: Trade, owned: Collection[str], since: datetime) -> bool:
    """Whether it is one of these portfolios' and began when counting had: what was open before brings nobody a
    place."""
    return trade.portfolio in owned and trade.began_at >= since


def _counted(trades: Sequence[ClosedTrade], owned: Collection[str], since: datetime) -> Sequence[ClosedTrade]:
    return [trade for trade in trades if trade.portfolio in owned and trade.opened_at >= since]


@dataclass(frozen=True, slots=True)
class Noted:
    """Days that are over, of one member, and up to which midnight they are known."""

    member: BoardMember
    days: Sequence[BoardDay]
    counted_to: datetime


async def days_over(world: World, members: Sequence[BoardMember]) -> Sequence[Noted]:
    """The days of these members of one mode since they were last noted, as far as their accounts' days are kept."""
    end = midnight(world.clock.now())
    due = [one for one in members if one.counted_to < end]
    if not due:
        return ()
    books = await books_of(world, due)
    ids = tuple(one.id for one in books.portfolios)
    since = min(one.counted_to for one in due)
    kept = await kept_days(world.view, ids, since.date()) if ids else {}
    closed = await world.view.ask(ClosedTrades(ids, since, end)) if ids else ()
    standing = await _open_results(world, books)
    return [_noted(one, books, kept, closed, standing, end) for one in due if books.known(one.person)]


def _noted(
    member: BoardMember,
    books: Books,
    kept: Mapping[str, Sequence[EquityDay]],
    closed: Sequence[ClosedTrade],
    standing: Sequence[tuple[Trade, Decimal]],
    end: datetime,
) -> Noted:
    owned = [one for one in books.owned[member.person] if one.opened_at < end]
    ids = [one.id for one in owned]
    # A portfolio that is not kept up to the end holds everything back: half a day is no day.
    ends = [kept[id_][-1].begins_at + DAY if kept.get(id_) else member.counted_to for id_ in ids]
    until = min([end, *ends])
    trades = _counted(closed, ids, member.counts_from)
    results = [result for trade, result in standing if _counts(trade, ids, member.counts_from)]
    days, at = [], member.counted_to
    while at < until:
        accounts = [one for id_ in ids for one in _on(at, kept.get(id_, ()), books.rates[id_])]
        today = [trade for trade in trades if at <= trade.closed_at < at + DAY]
        under = results if at + DAY == end else ()
        if accounts or today:
            days.append(day_of(member.person, member.mode, at, accounts, today, under, books.rates))
        at += DAY
    return Noted(member, days, until)


def _on(at: datetime, kept: Sequence[EquityDay], rate: Decimal) -> list[AccountDay]:
    """The day of one account that began then, if it was kept."""
    for before, day in zip([None, *kept[:-1]], kept, strict=True):
        if day.begins_at == at:
            return [AccountDay(before, day, rate)]
    return []


@dataclass(frozen=True, slots=True)
class Span:
    """Which days a board is about. `over` is up to where they are over; past that there is today, unless it is
    `final`."""

    period: Period
    since: datetime | None
    until: datetime
    over: datetime

    @property
    def final(self) -> bool:
        """Whether all of its days are over."""
        return self.over == self.until

    @property
    def sampled_since(self) -> datetime | None:
        """A day alone is no sample: its trades are counted over the thirty days that end with it."""
        return self.until - MONTH if self.period is Period.DAILY else self.since


def span_of(period: Period, now: datetime, until: datetime | None = None) -> Span:
    """The span of the present board, or of the one that was final `until` then."""
    if until is not None:
        return Span(period, span_until(period, until), until, until)
    return Span(period, span_now(period, now), midnight(now) + DAY, midnight(now))


async def days_of(
    view: View, mode: Mode, members: Sequence[BoardMember], groups: Mapping[str, tuple[str, ...]]
) -> dict[str, list[BoardDay]]:
    """All kept days of these members of one mode, oldest first, in one read."""
    persons = [person for one in members for person in groups[one.person]]
    rows = await view.all(BoardDay, person=persons, mode=mode) if persons else ()
    kept: dict[str, list[BoardDay]] = {}
    for day in rows:
        kept.setdefault(day.person, []).append(day)
    found = {}
    for member in members:
        group = groups[member.person]
        days = [day for person in group for day in kept.get(person, ())]
        found[member.person] = days if len(group) == 1 else together(days)
    return found


def standing_over(
    member: BoardMember, span: Span, kept: Sequence[BoardDay], today: BoardDay | None, followers: int
) -> Standing:
    """How a member stands over a span, from all their days and from today."""
    first = span.sampled_since
    sample = [day for day in kept if day.begins_at < span.over and (first is None or day.begins_at >= first)]
    if today is not None and not span.final:
        sample.append(today)
    days = sample
    if first != span.since:
        days = [day for day in sample if span.since is None or day.begins_at >= span.since]
    return standing(member.person, days, sample, followers=followers, amounts=member.amounts)


def together(days: Sequence[BoardDay]) -> list[BoardDay]:
    """Days of one person and of those who were linked to them, oldest first, one for each day."""
    same: dict[datetime, list[BoardDay]] = {}
    for day in days:
        same.setdefault(day.begins_at, []).append(day)
    return [combined(same[at]) for at in sorted(same)]


async def newest_followers(world: World, members: Sequence[BoardMember]) -> dict[str, int]:
    """Followers of these members of one mode at the end of the newest day that was counted, of the last two."""
    if not members:
        return {}
    end = midnight(world.clock.now())
    persons = {one.person for one in members}
    days = await world.view.all(
        FollowerDay, person=persons, mode=members[0].mode, begins_at=(end - 2 * DAY, end - DAY)
    )
    return {day.person: day.followers for day in sorted(days, key=lambda day: day.begins_at)}
