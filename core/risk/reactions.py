"""What risk does because time passes or money moved: marks of the day, the brake, limits that waited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.context import World
from core.notices.model import Notice, NoticeKind
from core.notices.tell import notice, tell
from core.orders.model import Purpose, TradeRecorded
from core.paper.model import PriceMoved
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.portfolio.valuation import equity
from core.portfolio.views import books_of, prices_of
from core.ports.questions import Holders
from core.ports.store import Unit
from core.risk.brake import braked
from core.risk.limits import Limits
from core.risk.model import BrakeTold, DayBook, LimitsTold, PendingChange
from core.risk.pending import applied, read
from core.risk.today import UNTOUCHED, Today, midnight, peak_of
from core.risk.views import load_today
from core.social.model import Follow

PAGE = 500
CHANGES = 200


@dataclass(frozen=True, slots=True)
class _Worth:
    """A portfolio, what it is worth now, and its today."""

    book: Book
    equity: Decimal
    today: Today

    def mark(self, at: datetime) -> DayBook:
        """Its day book, were its day to begin now."""
        return DayBook(
            portfolio=self.book.portfolio.id,
            marked_at=at,
            mark=self.equity,
            peak=peak_of(self.equity, self.today),
        )


async def _worth_of(
    world: World, portfolios: Sequence[Portfolio], prices: dict[str, Decimal]
) -> Sequence[_Worth]:
    """What these portfolios are worth now. `prices` is filled up with what was looked up."""
    books = await books_of(world.view, portfolios)
    todays = await load_today(world.view, books, world.clock.now())
    held = {p.symbol for book in books for p in book.positions if p.quantity}
    prices |= await prices_of(world, held - prices.keys())
    return [
        _Worth(
            book,
            equity(book.cash, [p for p in book.positions if p.quantity], prices),
            todays.get(book.portfolio.id, UNTOUCHED),
        )
        for book in books
    ]


async def mark_day(world: World) -> None:
    """At 00:00 UTC: what every portfolio is worth is what its day is measured from. A second run changes nothing."""
    after: tuple[object, ...] = ()
    prices: dict[str, Decimal] = {}
    while portfolios := await world.view.page(Portfolio, after=after, size=PAGE):
        now = world.clock.now()
        marks = [
            one.mark(now)
            for one in await _worth_of(world, portfolios, prices)
            if one.today.day_book is None or one.today.day_book.marked_at < midnight(now)
        ]
        async with world.store.unit() as unit:
            await unit.put(marks)
        after = (portfolios[-1].id,)


# -- the daily brake ---------------------------------------------------------------------------------------------


async def brake_on_prices(world: World, events: Sequence[PriceMoved]) -> None:
    """Outside(PriceMoved): whoever holds what moved is looked at. What was told today is not told again."""
    for symbol in dict.fromkeys(event.symbol for event in events):
        await _watch_holders(world, symbol)


async def brake_on_fills(world: World, events: Sequence[TradeRecorded]) -> None:
    """Outside(TradeRecorded): whoever gave something back is looked at; an entry alone loses only its costs."""
    ids = sorted({event.portfolio for event in events if event.purpose is not Purpose.ENTRY})
    if ids:
        await _brake(world, await world.view.all(Portfolio, id=ids))


async def watch_brakes(world: World) -> None:
    """Each minute: everybody who holds something."""
    await _watch_holders(world, None)


async def _watch_holders(world: World, symbol: str | None) -> None:
    after = ""
    while ids := await world.view.ask(Holders(symbol, after, PAGE)):
        await _brake(world, await world.view.all(Portfolio, id=list(ids)))
        after = ids[-1]


async def _brake(world: World, portfolios: Sequence[Portfolio]) -> None:
    """Warn at 80 % of the day's limit and stop new trades at the limit, each once a day."""
    now = world.clock.now()
    worths = await _worth_of(world, portfolios, {})
    persons = [one.book.portfolio.person for one in worths]
    limits = {row.person: row for row in await world.view.all(Limits, person=persons)}
    steps = {}
    for one in worths:
        person = one.book.portfolio.person
        step = braked(one.today, one.equity, limits.get(person) or Limits(person=person), now)
        if step is not None:
            steps[one.book.portfolio.id] = (one, step)
    if not steps:
        return
    async with world.store.unit() as unit:
        known = {row.portfolio: row for row in await unit.all(DayBook, portfolio=list(steps))}
        told = []
        for portfolio, (one, step) in steps.items():
            day = known.get(portfolio) or one.mark(now)
            if portfolio not in known:
                # The first day: it began with what was paid in, not with what is left of it.
                day = replace(day, mark=one.today.flows, peak=max(day.peak, one.today.flows))
            if (day.halted_at if step.halts else day.warned_at or day.halted_at) is not None:
                continue
            day = replace(day, warned_at=now, halted_at=now if step.halts else None)
            await unit.put([day])
            told.append(_brake_notice(world, one.book.portfolio, day, step.change, step.limit))
        await tell(unit, told)


def _brake_notice(
    world: World, portfolio: Portfolio, day: DayBook, change: Decimal, limit: Decimal
) -> Notice:
    halts = day.halted_at is not None
    subject = BrakeTold(
        portfolio=portfolio.id,
        person=portfolio.person,
        mode=portfolio.mode.value,
        halts=halts,
        change=change,
        limit=limit,
        marked_at=day.marked_at,
    )
    kind = NoticeKind.ALARM if halts else NoticeKind.INFO
    return notice(world, subject, person=portfolio.person, kind=kind)


# -- limits that waited --------------------------------------------------------------------------------------------


async def apply_changes(world: World) -> None:
    """Looser limits whose ten minutes are over hold from now on. A row that is gone was applied or taken back."""
    while True:
        now = world.clock.now()
        due = [row for row in await world.view.page(PendingChange, size=CHANGES) if row.due_at <= now]
        if not due:
            return
        brakes = [row.scope.partition(":")[2] for row in due if row.scope.startswith("brake:")]
        portfolios = await world.view.all(Portfolio, id=brakes) if brakes else ()
        marks = {one.book.portfolio.id: one.mark(now) for one in await _worth_of(world, portfolios, {})}
        async with world.store.unit() as unit:
            rows = {(row.due_at, row.person, row.scope, row.name): row for row in due}
            mine = await unit.drop(PendingChange, list(rows))
            groups: dict[tuple[str, str], list[PendingChange]] = {}
            for key in rows:
                if key in mine:
                    groups.setdefault((rows[key].person, rows[key].scope), []).append(rows[key])
            told = [await _apply(world, unit, group, marks) for group in groups.values()]
            await tell(unit, told)


async def _apply(
    world: World, unit: Unit, rows: Sequence[PendingChange], marks: dict[str, DayBook]
) -> Notice:
    """Changes of one person and scope. A brake that is let go measures from now on."""
    person, scope = rows[0].person, rows[0].scope
    names = tuple(row.name for row in rows)
    if scope.startswith("brake:"):
        await unit.put([marks[scope.partition(":")[2]]])
        names = ("brake",)
    elif scope.startswith("follow:"):
        follow = await unit.get(Follow, scope.partition(":")[2], person)
        if follow is not None:
            values = {row.name: read(row.name, row.value) for row in rows}
            loss = values.pop("loss_share", follow.chosen.loss_share)
            chosen = replace(follow.chosen, loss_share=loss, bounds=replace(follow.chosen.bounds, **values))
            await unit.put([replace(follow, settings=chosen)])
    else:
        limits = await unit.get(Limits, person) or Limits(person=person)
        await unit.put([applied(limits, rows)])
    return notice(world, LimitsTold(person, names, world.clock.now()), person=person)


async def next_change(world: World) -> datetime | None:
    """When the first waiting change falls due."""
    first = await world.view.page(PendingChange, size=1)
    return first[0].due_at if first else None
