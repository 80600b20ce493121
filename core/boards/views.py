"""Boards as everybody may see them, and how one person stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.accounts.directory import readers_of
from core.accounts.model import Mode, Profile
from core.analytics.model import Period
from core.boards.measuring import days_of, groups_of, newest_followers, span_of, standing_over, today_of
from core.boards.model import Board, BoardMember, BoardRow, BoardTold, FollowerDay, Metric, RankTold
from core.boards.ranking import ASCENDING
from core.boards.results import BoardCard, BoardLine, BoardView, Place, RankCard, SharedRank
from core.boards.spans import DAY, MONTH, board_id, midnight, span_now, span_until, turn, turn_before
from core.boards.standing import missing, value
from core.context import World
from core.kernel.money import ROUND_HALF_EVEN, ZERO, to_step
from core.ports.questions import PlacesOf
from core.ports.store import View

SHOWN, PAST = 10, 4
# What others see: hundredths of a percent, and cents.
SHARE, CENT = Decimal("0.0001"), Decimal("0.01")


async def board_of(
    view: View,
    now: datetime,
    mode: Mode,
    period: Period,
    metric: Metric = Metric.RETURN,
    *,
    until: datetime | None = None,
    size: int = SHOWN,
    after: int = 0,
) -> BoardView:
    """One board: the present one, or with `until` the one that was final then. Whoever left since is nobody on it."""
    board = await view.get(Board, board_id(mode, period, metric, until))
    if board is None:
        return BoardView(
            mode=mode,
            period=period,
            metric=metric,
            since=span_now(period, now) if until is None else span_until(period, until),
            until=midnight(now) + DAY if until is None else until,
            final=until is not None,
            made_at=None,
            ranked=0,
            joined=0,
            left=0,
            lines=(),
        )
    entries = await _entries(view, board, after, size)
    return _view(board, entries, await _before(view, board, [one.row.person for one in entries]))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place and how the person is called now: who left since has no name any more."""

    row: BoardRow
    alias: str | None
    public: bool
    left: bool


async def _entries(view: View, board: Board, after: int, size: int) -> Sequence[_Entry]:
    """Places of a board beyond a number, in three reads by key."""
    rows = await view.page(BoardRow, rows=board.rows, after=(board.rows, after), size=size)
    persons = [row.person for row in rows]
    profiles = {one.person: one for one in await view.all(Profile, person=persons)} if rows else {}
    members = await view.all(BoardMember, person=persons, mode=board.mode) if rows else ()
    there = {one.person for one in members if one.left_at is None}
    found = []
    for row in rows:
        profile = profiles.get(row.person)
        if profile is None or not profile.on_boards or row.person not in there:
            found.append(_Entry(row, None, public=False, left=True))
        else:
            found.append(_Entry(row, profile.alias, public=profile.public, left=False))
    return found


def _view(board: Board, entries: Sequence[_Entry], before: dict[str, int]) -> BoardView:
    return BoardView(
        mode=board.mode,
        period=board.period,
        metric=board.metric,
        since=board.since,
        until=board.until,
        final=board.final,
        made_at=board.made_at,
        ranked=board.ranked,
        joined=board.joined,
        left=board.left,
        lines=tuple(_line(entry, board.metric, before) for entry in entries),
    )


def _line(entry: _Entry, metric: Metric, before: dict[str, int]) -> BoardLine:
    """With the places that people read: with all its digits a return would give away what it was made of."""
    row = entry.row
    return BoardLine(
        place=row.place,
        alias=entry.alias,
        value=to_step(row.value, CENT if metric is Metric.AMOUNT else SHARE, ROUND_HALF_EVEN),
        change=to_step(row.change, SHARE, ROUND_HALF_EVEN),
        fall=to_step(row.fall, SHARE, ROUND_HALF_EVEN),
        trades=row.trades,
        before=before.get(row.person),
        public=entry.public,
    )


async def _before(view: View, board: Board, persons: Sequence[str]) -> dict[str, int]:
    """The places of these on the board that was final before this one."""
    until = turn_before(board.period, board.until) if board.final else turn(board.period, board.made_at)
    earlier = await view.get(Board, board_id(board.mode, board.period, board.metric, until))
    if earlier is None or not persons:
        return {}
    return {row.person: row.place for row in await view.ask(PlacesOf(earlier.rows, tuple(persons)))}


async def board_card(world: World, period: Period, metric: Metric, modes: Sequence[Mode]) -> BoardCard:
    """The present boards of these modes, each by itself; one that nobody joined is left out where another is there."""
    now = world.clock.now()
    boards = [await board_of(world.view, now, mode, period, metric) for mode in modes]
    there = [one for one in boards if one.made_at is not None] or boards[-1:]
    return BoardCard(boards=tuple(there), period=period, metric=metric, final=False)


async def show_boards(world: World, told: BoardTold) -> BoardCard | None:
    """The boards of a week that is over; None where nobody had joined by then."""
    now, metric = world.clock.now(), Metric.RETURN
    boards = [
        await board_of(world.view, now, mode, Period.WEEKLY, metric, until=told.until)
        for mode in (Mode.LIVE, Mode.PAPER)
    ]
    there = tuple(one for one in boards if one.made_at is not None and (one.ranked or one.joined))
    return BoardCard(boards=there, period=Period.WEEKLY, metric=metric, final=True) if there else None


# -- one person --------------------------------------------------------------------------------------------------


async def head_of(world: World, person: str) -> str:
    """Who speaks for this account, and is measured with it, since it was linked; else themselves."""
    return (await readers_of(world.view, [person]))[person]


async def rank_of(world: World, person: str, mode: Mode, period: Period, metric: Metric) -> RankCard:
    """How somebody stands on a present board: their place, what the next one takes, or why they have none."""
    now = world.clock.now()
    profile = await world.view.get(Profile, person)
    member = await world.view.get(BoardMember, person, mode)
    board = await world.view.get(Board, board_id(mode, period, metric, None))
    if member is None or member.left_at is not None:
        return _unranked(mode, period, metric, profile, board, "joins", None)
    row = None if board is None else await _row_of(world.view, board, person)
    if board is not None and row is not None:
        return await _ranked(world, member, board, row, profile)
    card = _unranked(mode, period, metric, profile, board, "begins", member.counts_from)
    followers = await newest_followers(world, [member])
    kept = await days_of(world.view, mode, [member], await groups_of(world.view, [person]))
    today = await today_of(world, [member])
    one = standing_over(
        member, span_of(period, now), kept[person], today.get(person), followers.get(person, 0)
    )
    begun = now >= member.counts_from
    why = missing(metric, one) or ("soon" if one.days and value(metric, one) is not None else "no_value")
    if begun and person not in today:
        why = "no_rate"
    return replace(
        card,
        value=value(metric, one) if one.days else None,
        change=one.change,
        fall=one.fall,
        sampled=one.sampled,
        sampled_days=one.sampled_days,
        missing=why if begun else "begins",
        past=await _past(world.view, now, mode, period, metric, person),
        followers=one.followers,
        followers_before=await _followers_before(world, member),
    )


def _unranked(
    mode: Mode,
    period: Period,
    metric: Metric,
    profile: Profile | None,
    board: Board | None,
    why: str,
    counts_from: datetime | None,
) -> RankCard:
    return RankCard(
        mode=mode,
        period=period,
        metric=metric,
        alias=None if profile is None else profile.alias,
        place=None,
        ranked=0 if board is None else board.ranked,
        value=None,
        change=ZERO,
        fall=ZERO,
        sampled=0,
        sampled_days=0,
        missing=why,
        above=None,
        gap=None,
        before=None,
        past=(),
        followers=0,
        followers_before=None,
        counts_from=counts_from,
    )


async def _row_of(view: View, board: Board, person: str) -> BoardRow | None:
    found = await view.ask(PlacesOf(board.rows, (person,)))
    return found[0] if found else None


async def _ranked(
    world: World, member: BoardMember, board: Board, row: BoardRow, profile: Profile | None
) -> RankCard:
    view, person = world.view, member.person
    above = await view.get(BoardRow, board.rows, row.place - 1) if row.place > 1 else None
    followers = (await newest_followers(world, [member])).get(person, 0)
    card = _unranked(member.mode, board.period, board.metric, profile, board, "", member.counts_from)
    return replace(
        card,
        place=row.place,
        value=row.value,
        change=row.change,
        fall=row.fall,
        sampled=row.trades,
        missing=None,
        above=None if above is None else above.place,
        gap=None if above is None else _gap(board.metric, row.value, above.value),
        before=(await _before(view, board, [person])).get(person),
        past=await _past(view, world.clock.now(), member.mode, board.period, board.metric, person),
        followers=followers,
        followers_before=await _followers_before(world, member),
    )


def _gap(metric: Metric, mine: Decimal, theirs: Decimal) -> Decimal:
    """What is missing to the value before."""
    return mine - theirs if metric in ASCENDING else theirs - mine


async def _past(
    view: View, now: datetime, mode: Mode, period: Period, metric: Metric, person: str
) -> tuple[Place, ...]:
    """Places on the boards that were final last, the newest first (row AN-20)."""
    ends = [turn(period, now)]
    while len(ends) < PAST:
        ends.append(turn_before(period, ends[-1]))
    found = []
    for until in ends:
        board = await view.get(Board, board_id(mode, period, metric, until))
        row = None if board is None else await _row_of(view, board, person)
        if board is not None and row is not None:
            found.append(Place(until=until, place=row.place, ranked=board.ranked))
    return tuple(found)


async def _followers_before(world: World, member: BoardMember) -> int | None:
    """Followers thirty days before the newest day that was counted; None where nobody counted them."""
    then = midnight(world.clock.now()) - MONTH - DAY
    day = await world.view.get(FollowerDay, member.person, member.mode, then)
    return None if day is None else day.followers


async def show_rank(world: World, told: RankTold) -> SharedRank | None:
    """Somebody's place, as long as they are on the board they posted it from."""
    board = await world.view.get(Board, told.board)
    member = None if board is None else await world.view.get(BoardMember, told.person, board.mode)
    row = None if board is None else await _row_of(world.view, board, told.person)
    if board is None or row is None or member is None or member.left_at is not None:
        return None
    entries = await _entries(world.view, board, row.number - 1, 1)
    mine = [entry for entry in entries if entry.row.person == told.person and not entry.left]
    if not mine:
        return None
    view = _view(board, (), {})
    return SharedRank(
        board=view, line=_line(mine[0], board.metric, await _before(world.view, board, [told.person]))
    )


async def profile_of(view: View, person: str, now: datetime) -> Profile:
    """What somebody lets others see; nothing until they say otherwise."""
    return await view.get(Profile, person) or Profile(person=person, since=now)
