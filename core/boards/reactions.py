"""What boards do because time passes: days are noted, boards made anew, last week's posted (rows LB-01, CA-10,
CA-11)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.accounts.model import Mode
from core.analytics.model import Period
from core.boards.measuring import (
    Span,
    days_of,
    days_over,
    groups_of,
    newest_followers,
    span_of,
    standing_alone,
    standing_over,
    today_of,
)
from core.boards.model import (
    Board,
    BoardDay,
    BoardMember,
    BoardPost,
    BoardRow,
    BoardTold,
    FollowerDay,
    Metric,
)
from core.boards.posting import WEEK, due_at
from core.boards.ranking import places
from core.boards.rules import FOLLOWED_DAYS
from core.boards.spans import DAY, MONTH, board_id, kept_until, midnight, turn
from core.boards.standing import Standing
from core.bookkeeping import Setting
from core.communities.model import Community
from core.context import World
from core.notices.tell import notice, tell
from core.notices.zones import clock_of
from core.ports.questions import CopiedLately
from core.signals.model import Provider

PAGE, ROWS_AT_ONCE = 50, 500
# A board of so many is sorted beside the loop, so that nobody's order waits for it.
LARGE = 2_000
# Boards are at most so old; where making them takes long, they take a twentieth of the time at most.
EVERY, SHARE = timedelta(minutes=30), 20
# A member whose days are not known by then does not keep everybody's week open.
PATIENCE = timedelta(hours=3)
DUE, MAKING = "boards_due", "boards_making"
# What was due and could not be done is tried again so much later.
RETRY = timedelta(minutes=5)


async def rank_boards(world: World) -> None:
    """Each half hour: what is over is noted and kept, and the present boards are made anew. Safe to repeat."""
    if not await world.view.page(BoardMember, size=1):
        return
    due = await world.view.get(Setting, DUE)
    if due is not None and world.clock.now() < datetime.fromisoformat(due.value):
        return
    began = world.clock.now()
    await make_boards(world)
    took = world.clock.now() - began
    async with world.store.unit() as unit:
        await unit.put([Setting(DUE, (began + max(EVERY / 2, took * SHARE)).isoformat())])


async def make_boards(world: World) -> None:
    """All boards of both modes, now; by one process at a time, and nothing where another is at it."""
    lease = await _claim(world)
    if lease is None:
        return
    try:
        for mode in Mode:
            members = await world.view.all(BoardMember, mode=mode)
            if members:
                await note_days(world, members)
                await _make_boards(world, mode)
        await _forget(world)
    finally:  # whatever went wrong is told, and the next try need not wait for the lease to end
        async with world.store.unit() as unit:
            await unit.move(Setting, [MAKING], was={"value": lease}, now={"value": ""})


async def _claim(world: World) -> str | None:
    """A lease that is given back at the end; whoever dies with it holds the others up until it is over."""
    now = world.clock.now()
    lease = (now + PATIENCE).isoformat()
    async with world.store.unit() as unit:
        if await unit.add([Setting(MAKING, lease)], new_only=True):
            return lease
        held = await unit.get(Setting, MAKING)
        if held is None or (held.value and now < datetime.fromisoformat(held.value)):
            return None
        mine = await unit.move(Setting, [MAKING], was={"value": held.value}, now={"value": lease})
    return lease if mine else None


# -- days --------------------------------------------------------------------------------------------------------


async def note_days(world: World, members: Sequence[BoardMember]) -> None:
    """Keep the days of these members of one mode that are over. What is kept is not kept again."""
    alone = await standing_alone(world.view, members)
    for page in _pages(alone):
        noted = await days_over(world, page)
        followers = await _followers(world, [one.member for one in noted])
        if not noted:
            continue
        async with world.store.unit() as unit:
            await unit.add([day for one in noted for day in one.days], new_only=True)
            moved = [replace(one.member, counted_to=one.counted_to) for one in noted]
            await unit.put(moved, only=("counted_to",))
            await unit.put(followers)


async def _followers(world: World, members: Sequence[BoardMember]) -> Sequence[FollowerDay]:
    """How many really copy those of these who post signals, at the end of the day that is over."""
    providers = await world.view.all(Provider, person={one.person for one in members}) if members else ()
    posting = {one.person for one in providers}
    end = midnight(world.clock.now())
    found = []
    for member in members:
        if member.person in posting:
            asked = CopiedLately(member.person, end - timedelta(days=FOLLOWED_DAYS))
            tally = {row.word: row.rows for row in await world.view.ask(asked)}
            number = tally.get(member.mode.value, 0)
            found.append(
                FollowerDay(person=member.person, mode=member.mode, begins_at=end - DAY, followers=number)
            )
    return found


# -- boards ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """Who may be on the boards of one mode now, whose days count for each, and what is known of today."""

    mode: Mode
    now: datetime
    members: Sequence[BoardMember]
    groups: Mapping[str, tuple[str, ...]]
    today: Mapping[str, BoardDay]
    followers: Mapping[str, int]
    whole: datetime  # the last midnight up to which everybody's days are kept


async def _make_boards(world: World, mode: Mode) -> None:
    now = world.clock.now()
    members = await standing_alone(world.view, await world.view.all(BoardMember, mode=mode))
    today: dict[str, BoardDay] = {}
    for page in _pages(members):
        today |= await today_of(world, page)
    field = _Field(
        mode=mode,
        now=now,
        members=members,
        groups=await groups_of(world.view, {one.person for one in members}),
        today=today,
        followers=await newest_followers(world, members),
        whole=min(one.counted_to for one in members),
    )
    spans = [span_of(period, now) for period in Period]
    spans += [span_of(period, now, until) for period in Period for until in await _over(world, field, period)]
    standings: list[list[Standing]] = [[] for _ in spans]
    for page in _pages(members):
        kept = await days_of(world.view, mode, page, field.groups)
        for span, found in zip(spans, standings, strict=True):
            found += _standings(field, span, page, kept)
            await asyncio.sleep(0)  # whoever waits for an order has their turn
    for span, found in zip(spans, standings, strict=True):
        await _make(world, field, span, found)


async def _over(world: World, field: _Field, period: Period) -> Sequence[datetime]:
    """The end of the period that was over last, where its board is not kept yet and its days are known."""
    until = turn(period, field.now)
    if not any(one.counts_from < until for one in field.members):
        return ()
    if field.whole < until and field.now < until + PATIENCE:
        return ()
    kept = await world.view.get(Board, board_id(field.mode, period, Metric.RETURN, until))
    return () if kept is not None else (until,)


def _takes_part(member: BoardMember, span: Span) -> bool:
    """Whoever joined in time, and has not left before it began. What has no beginning is left for a month."""
    left_after = span.until - MONTH if span.since is None else span.since
    return member.counts_from < span.until and (member.left_at is None or left_after <= member.left_at)


def _standings(
    field: _Field, span: Span, members: Sequence[BoardMember], kept: Mapping[str, Sequence[BoardDay]]
) -> list[Standing]:
    """How these stand over a span: those of them whose days are known up to its end."""
    return [
        standing_over(
            one,
            span,
            kept[one.person],
            field.today.get(one.person),
            field.followers.get(one.person, 0),
        )
        for one in members
        if _takes_part(one, span)
        and one.counted_to >= span.over
        and (span.final or one.person in field.today)
    ]


async def _make(world: World, field: _Field, span: Span, standings: Sequence[Standing]) -> None:
    """The boards of one span by every metric. That of returns is written last: it says that all of them are there."""
    left = sum(one.left_at is not None and _takes_part(one, span) for one in field.members)
    for metric in reversed(Metric):
        id_ = board_id(field.mode, span.period, metric, span.until if span.final else None)
        slot = await _free_slot(world, id_)
        made = await _beside(len(standings), metric, standings, slot)
        board = Board(
            id=id_,
            mode=field.mode,
            period=span.period,
            metric=metric,
            since=span.since,
            until=span.until,
            made_at=field.now,
            rows=slot,
            final=span.final,
            ranked=len(made),
            joined=sum(one.left_at is None for one in field.members),
            left=left,
        )
        await _write(world, board, made)


async def _beside(size: int, metric: Metric, standings: Sequence[Standing], rows: str) -> list[BoardRow]:
    if size < LARGE:
        return places(metric, standings, rows)
    return await asyncio.to_thread(places, metric, standings, rows)


async def _free_slot(world: World, id_: str) -> str:
    """Where the rows of a new board are written: not where a reader may be looking."""
    known = await world.view.get(Board, id_)
    slot = f"{id_}/b" if known is not None and known.rows.endswith("/a") else f"{id_}/a"
    await _drop_rows(world, slot)
    return slot


async def _drop_rows(world: World, rows: str) -> None:
    while found := await world.view.page(BoardRow, size=ROWS_AT_ONCE, rows=rows):
        async with world.store.unit() as unit:
            await unit.drop(BoardRow, [(row.rows, row.number) for row in found])


async def _write(world: World, board: Board, rows: Sequence[BoardRow]) -> None:
    """Rows first, a few hundred at a time, so that nobody waits long for the writer; then the board that names
    them."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        async with world.store.unit() as unit:
            await unit.put(rows[start : start + ROWS_AT_ONCE])
    known = await world.view.get(Board, board.id)
    async with world.store.unit() as unit:
        await unit.put([board])
    if known is not None and known.rows != board.rows:
        for start in range(0, known.ranked, ROWS_AT_ONCE):
            numbers = range(start + 1, min(start + ROWS_AT_ONCE, known.ranked) + 1)
            async with world.store.unit() as unit:
                await unit.drop(BoardRow, [(known.rows, number) for number in numbers])


async def _forget(world: World) -> None:
    """Final boards of days, of 30 days and of all time are kept for two months."""
    now = world.clock.now()
    for board in await world.view.all(Board, final=True):
        kept = kept_until(board.period, now)
        if kept is not None and board.until < kept:
            await _drop_rows(world, board.rows)
            async with world.store.unit() as unit:
                await unit.drop(Board, [board.id])


def _pages(members: Sequence[BoardMember]) -> list[Sequence[BoardMember]]:
    return [members[start : start + PAGE] for start in range(0, len(members), PAGE)]


# -- posting -----------------------------------------------------------------------------------------------------


async def post_boards(world: World) -> None:
    """Last week's boards into the channels whose hour has come, each once; made first where nobody did yet."""
    now = world.clock.now()
    until = turn(Period.WEEKLY, now)
    due = [one for one, at in await _due(world, until) if at <= now]
    if not due:
        return
    ready = await _is_ready(world, until)
    if not ready and await world.view.page(BoardMember, size=1):
        await make_boards(world)
        ready = await _is_ready(world, until)
    if not ready and now < until + PATIENCE and await _counted(world, until):
        return
    async with world.store.unit() as unit:
        was = {row.channel: row for row in await unit.all(BoardPost, channel=[one.channel for one in due])}
        mine = [one for one in due if one.channel in was and was[one.channel].posted == one.posted]
        await unit.put([replace(one, posted=until) for one in mine], only=("posted",))
        if ready:
            await tell(unit, [notice(world, BoardTold(until), channel=one.channel) for one in mine])


async def next_board(world: World) -> datetime | None:
    """When boards are posted next."""
    now = world.clock.now()
    until = turn(Period.WEEKLY, now)
    moments = [at for _, at in await _due(world, until)] or [at for _, at in await _due(world, until + WEEK)]
    return None if not moments else max(min(moments), now + RETRY if min(moments) <= now else min(moments))


async def _due(world: World, until: datetime) -> list[tuple[BoardPost, datetime]]:
    """Channels that the week which ended then was not posted in, each with its hour."""
    waiting = [one for one in await world.view.all(BoardPost) if one.posted is None or one.posted < until]
    ids = {one.community for one in waiting}
    known = {one.id: one for one in await world.view.all(Community, id=ids)} if ids else {}
    zones = {id_: clock_of(one.zone) for id_, one in known.items()}
    return [(one, due_at(until, zones.get(one.community, clock_of("UTC")))) for one in waiting]


async def _is_ready(world: World, until: datetime) -> bool:
    ids = [board_id(mode, Period.WEEKLY, Metric.RETURN, until) for mode in Mode]
    return bool(await world.view.all(Board, id=ids))


async def _counted(world: World, until: datetime) -> bool:
    """Whether anybody's days counted in that week."""
    return any(one.counts_from < until for one in await world.view.all(BoardMember))
