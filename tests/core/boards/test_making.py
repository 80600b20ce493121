"""Boards as they are made of kept days, on both databases: who is on them, under which name, and what is never
there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from core.accounts.model import Account, Mode, Person, Profile
from core.analytics.model import EquityDay, Period
from core.boards.aliases import must_be_free, take_alias
from core.boards.model import Board, BoardDay, BoardMember, BoardPost, BoardRow, BoardTold, Metric
from core.boards.reactions import make_boards, next_board, post_boards, rank_boards
from core.boards.spans import board_id
from core.boards.views import board_of, rank_of, show_boards
from core.bookkeeping import Setting
from core.context import World
from core.kernel.access import Level
from core.kernel.codec import encode
from core.kernel.errors import Refusal, Unavailable
from core.kernel.money import ZERO
from core.notices.model import Notice
from core.portfolio.model import Cash, Portfolio, Position
from core.ports.market import Market
from core.ports.store import Unit
from core.signals.model import Provider, ProviderStatus
from storage.database import Database
from tests.worlds import MovedClock, a_world, rows

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
DAY = timedelta(days=1)
SAMPLE = (2, 2, 1)


class NoMarket:
    """Nothing is held, so nobody is asked what it costs."""

    table: dict[str, object] = {}  # noqa: RUF012 - empty


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(MONDAY + 3 * DAY + timedelta(hours=12))


@pytest.fixture
def world(database: Database, clock: MovedClock) -> World:
    return replace(a_world(database, clock=clock), market=cast("Market", NoMarket()))


async def joins(
    world: World, name: str, mode: Mode, changes: Sequence[str], *, trades: Sequence[int] = SAMPLE
) -> None:
    """Somebody who joined before Monday, with an account that did this on Monday, Tuesday and so on."""
    async with world.store.unit() as unit:
        person = Person(id=f"id-{name}", name=f"Name of {name}", level=Level.TRADER, created_at=MONDAY)
        await unit.add([person], new_only=True)
        profile = await take_alias(unit, person.id, name, MONDAY)
        await unit.put([replace(profile, on_boards=True)])
        await unit.add([_member(person.id, mode, len(changes))])
        await _account(unit, person.id, mode, changes)
        await unit.add(
            [
                BoardDay(
                    person=person.id,
                    mode=mode,
                    begins_at=MONDAY + number * DAY,
                    change=Decimal(change),
                    worth=Decimal(10_000),
                    traded=(*trades, *[0] * len(changes))[number],
                )
                for number, change in enumerate(changes)
            ]
        )


def _member(person: str, mode: Mode, days: int) -> BoardMember:
    return BoardMember(
        person=person,
        mode=mode,
        joined_at=MONDAY - DAY,
        counts_from=MONDAY,
        counted_to=MONDAY + days * DAY,
    )


async def _account(unit: Unit, person: str, mode: Mode, changes: Sequence[str]) -> None:
    id_ = f"{person}-{mode.value}"
    account = Account(
        id=id_, person=person, venue=mode.value, mode=mode, currency="USDT", opened_at=MONDAY - DAY
    )
    portfolio = Portfolio(
        id=id_, person=person, account=id_, mode=mode, currency="USDT", opened_at=MONDAY - DAY
    )
    await unit.add([account])
    await unit.add([portfolio])
    index, days = Decimal(10_000), []
    for number, change in enumerate(["0", *changes]):
        index *= 1 + Decimal(change)
        begins = MONDAY + (number - 1) * DAY
        days.append(
            EquityDay(
                portfolio=id_,
                begins_at=begins,
                marked_at=begins + DAY,
                equity=index,
                paid_in=ZERO,
                taken_out=ZERO,
                change=Decimal(change),
                index=index,
            )
        )
    await unit.add(days)
    await unit.add([Cash(portfolio=id_, currency="USDT", amount=index)])


async def the_week(
    world: World, mode: Mode = Mode.PAPER, until: datetime | None = None
) -> list[tuple[str | None, str]]:
    board = await board_of(world.view, world.clock.now(), mode, Period.WEEKLY, until=until)
    return [(line.alias, str(line.value.normalize())) for line in board.lines]


async def test_what_was_earned_on_paper_is_on_no_live_board(world: World):
    await joins(world, "sly", Mode.PAPER, ["0.5", "0.5", "0.5"])
    await joins(world, "sly", Mode.LIVE, ["-0.01", "0", "0"])
    await joins(world, "honest", Mode.LIVE, ["0.01", "0", "0"])

    await make_boards(world)

    assert await the_week(world, Mode.LIVE) == [("honest", "0.01"), ("sly", "-0.01")]
    assert await the_week(world, Mode.PAPER) == [("sly", "2.375")]


async def test_who_leaves_stays_without_a_name_until_the_week_is_over(world: World, clock: MovedClock):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    await joins(world, "bob", Mode.PAPER, ["-0.2", "0", "0"])
    async with world.store.unit() as unit:
        bob = await unit.get(BoardMember, "id-bob", Mode.PAPER)
        assert bob is not None
        await unit.put([replace(bob, left_at=clock.now())])
    await make_boards(world)

    assert await the_week(world) == [("ann", "0.01"), (None, "-0.2")]

    clock.pass_by(7 * DAY)
    async with world.store.unit() as unit:
        for name in ("ann", "bob"):
            await unit.put([replace(_member(f"id-{name}", Mode.PAPER, 10), left_at=clock.now() - 7 * DAY)])
            await unit.put([_member("id-ann", Mode.PAPER, 10)])
    await make_boards(world)

    now = await board_of(world.view, clock.now(), Mode.PAPER, Period.WEEKLY)
    assert (now.joined, now.left) == (1, 0)
    assert await the_week(world, until=MONDAY + 7 * DAY) == [("ann", "0.01"), (None, "-0.2")]


async def test_whoever_hides_is_hidden_on_boards_that_were_made_before(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    await make_boards(world)
    async with world.store.unit() as unit:
        await unit.put([Profile(person="id-ann", alias="ann", folded="ann", on_boards=False, since=MONDAY)])

    board = await board_of(world.view, world.clock.now(), Mode.PAPER, Period.WEEKLY)

    assert [line.alias for line in board.lines] == [None]


async def test_nothing_but_the_alias_says_who_somebody_is(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    await make_boards(world)
    seen = []
    for period in Period:
        for metric in Metric:
            board = await board_of(world.view, world.clock.now(), Mode.PAPER, period, metric)
            seen.append(str(encode(board)))

    assert any("'ann'" in text for text in seen)
    assert not [text for text in seen if "id-ann" in text or "Name of ann" in text or "10100" in text]


async def test_accounts_of_people_who_were_linked_count_together(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.1", "0", "0"])
    await joins(world, "second", Mode.PAPER, ["-0.1", "0", "0"])
    async with world.store.unit() as unit:
        second = await unit.get(Person, "id-second")
        assert second is not None
        await unit.put([replace(second, joined_to="id-ann")])

    await make_boards(world)

    assert await the_week(world) == [("ann", "0")]


async def test_days_are_noted_from_what_is_kept_and_only_once(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0.02", "0.03"])
    async with world.store.unit() as unit:
        await unit.drop(BoardDay, [("id-ann", Mode.PAPER, MONDAY + number * DAY) for number in range(3)])
        await unit.put([_member("id-ann", Mode.PAPER, 0)])

    await make_boards(world)
    first = await rows(world, BoardDay)
    await make_boards(world)

    assert [(day.begins_at - MONDAY, day.change, day.worth) for day in first] == [
        (0 * DAY, Decimal("0.01"), Decimal(10_000)),
        (1 * DAY, Decimal("0.02"), Decimal(10_100)),
        (2 * DAY, Decimal("0.03"), Decimal(10_302)),
    ]
    assert await rows(world, BoardDay) == first


async def test_a_board_that_was_cut_short_while_it_was_made_is_never_seen(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    await make_boards(world)
    id_ = board_id(Mode.PAPER, Period.WEEKLY, Metric.RETURN, None)
    stands = await world.view.get(Board, id_)
    assert stands is not None
    other = f"{id_}/{'b' if stands.rows.endswith('/a') else 'a'}"
    half = [
        BoardRow(
            rows=other,
            number=number,
            place=number,
            person=f"ghost{number}",
            value=ZERO,
            change=ZERO,
            fall=ZERO,
            trades=1,
        )
        for number in range(1, 4)
    ]
    async with world.store.unit() as unit:
        await unit.add(half)

    assert await the_week(world) == [("ann", "0.01")]
    await make_boards(world)
    assert await the_week(world) == [("ann", "0.01")]
    assert not [row for row in await rows(world, BoardRow) if row.person.startswith("ghost")]


async def test_a_final_board_stays_as_it_was(world: World, clock: MovedClock):
    await joins(world, "ann", Mode.PAPER, ["0.01", *["0"] * 6])
    clock.at = MONDAY + 7 * DAY + timedelta(hours=4)
    await make_boards(world)
    final = await world.view.get(Board, board_id(Mode.PAPER, Period.WEEKLY, Metric.RETURN, MONDAY + 7 * DAY))
    clock.pass_by(DAY)
    await make_boards(world)

    assert final is not None
    assert final.final
    assert await world.view.get(Board, final.id) == final
    assert await the_week(world, until=MONDAY + 7 * DAY) == [("ann", "0.01")]


async def test_ones_own_place_and_what_the_next_takes(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.03", "-0.01", "0"])
    await joins(world, "bob", Mode.PAPER, ["0.01", "0", "0"])
    await joins(world, "cy", Mode.PAPER, ["0.9"], trades=(4,))
    await make_boards(world)

    bob = await rank_of(world, "id-bob", Mode.PAPER, Period.WEEKLY, Metric.RETURN)
    cy = await rank_of(world, "id-cy", Mode.PAPER, Period.WEEKLY, Metric.RETURN)
    stranger = await rank_of(world, "id-dan", Mode.PAPER, Period.WEEKLY, Metric.RETURN)

    assert (bob.place, bob.ranked, bob.above, bob.gap) == (2, 2, 1, Decimal("0.0097"))
    assert (cy.place, cy.missing, cy.sampled) == (None, "few_trades", 4)
    assert (stranger.place, stranger.missing) == (None, "joins")


async def test_two_who_want_one_alias_at_once_do_not_both_have_it(world: World):
    async def takes(person: str, alias: str) -> str:
        try:
            async with world.store.unit() as unit:
                await unit.put([await take_alias(unit, person, alias, MONDAY)])
        except Refusal as refusal:
            return refusal.code
        return "theirs"

    got = await asyncio.gather(takes("one", "north"), takes("two", "N0rth"))

    assert sorted(got) == ["alias_taken", "theirs"]
    assert len(await rows(world, Profile)) == 1


async def test_boards_are_made_each_half_hour_and_not_where_nobody_joined(world: World, clock: MovedClock):
    async def present() -> set[datetime]:
        return {board.made_at for board in await rows(world, Board) if not board.final}

    await rank_boards(world)
    assert await rows(world, Board) == []

    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    await rank_boards(world)
    assert await present() == {clock.now()}
    made = clock.now()
    clock.pass_by(timedelta(minutes=5))
    await rank_boards(world)
    assert await present() == {made}
    clock.pass_by(timedelta(minutes=25))
    await rank_boards(world)
    assert await present() == {clock.now()}


async def test_a_week_is_posted_once_in_each_channel(world: World, clock: MovedClock):
    await joins(world, "ann", Mode.PAPER, ["0.01", *["0"] * 6])
    async with world.store.unit() as unit:
        await unit.add([BoardPost(channel="a:1", community="", posted=MONDAY, since=MONDAY, set_by="owner")])
        await unit.add([BoardPost(channel="a:2", community="", posted=None, since=MONDAY, set_by="owner")])
    end = MONDAY + 7 * DAY
    clock.at = end + timedelta(hours=8, minutes=59)
    await post_boards(world)
    assert await rows(world, Notice) == []
    assert await next_board(world) == end + timedelta(hours=9)

    clock.at = end + timedelta(hours=9)
    await post_boards(world)
    await post_boards(world)

    told = [(notice.channel, world.vocabulary.read(notice.subject)) for notice in await rows(world, Notice)]
    assert sorted(told, key=str) == [("a:1", BoardTold(end)), ("a:2", BoardTold(end))]
    card = cast("Any", await show_boards(world, BoardTold(end)))
    assert [(board.mode, board.final, board.ranked) for board in card.boards] == [(Mode.PAPER, True, 1)]
    assert await next_board(world) == end + 7 * DAY + timedelta(hours=9)


async def test_who_holds_what_nobody_quotes_is_not_ranked_by_what_it_cost(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    await joins(world, "bob", Mode.PAPER, ["0.02", "0", "0"])
    gone = Position(
        portfolio="id-bob-paper", symbol="GONE/USDT", quote="USDT", quantity=Decimal(5), cost=Decimal(9_000)
    )
    async with world.store.unit() as unit:
        await unit.add([gone])

    await make_boards(world)

    assert await the_week(world) == [("ann", "0.01")]
    card = await rank_of(world, "id-bob", Mode.PAPER, Period.WEEKLY, Metric.RETURN)
    assert (card.place, card.missing) == (None, "no_rate")


async def test_a_week_of_which_a_day_is_not_known_is_no_record(world: World, clock: MovedClock):
    await joins(world, "ann", Mode.PAPER, ["0.01", *["0"] * 6])
    await joins(world, "bob", Mode.PAPER, ["0.5", *["0"] * 5])
    clock.at = MONDAY + 7 * DAY + timedelta(minutes=10)
    await make_boards(world)
    assert await the_week(world, until=MONDAY + 7 * DAY) == []

    clock.at = MONDAY + 7 * DAY + timedelta(hours=3)
    await make_boards(world)
    assert await the_week(world, until=MONDAY + 7 * DAY) == [("ann", "0.01")]


async def test_one_process_makes_boards_at_a_time_and_one_that_died_holds_nobody_up_for_long(
    world: World, clock: MovedClock
):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    async with world.store.unit() as unit:
        await unit.add([Setting("boards_making", (clock.now() + timedelta(hours=1)).isoformat())])

    await make_boards(world)
    assert await rows(world, Board) == []

    clock.pass_by(timedelta(hours=1))
    await make_boards(world)
    await make_boards(world)
    assert await the_week(world) == [("ann", "0.01")]


async def test_a_name_that_people_trust_here_is_nobody_elses(world: World):
    async with world.store.unit() as unit:
        await unit.add(
            [
                Person(id="otto", name="Otto", level=Level.OWNER, created_at=MONDAY),
                Person(id="ann", name="ann", level=Level.TRADER, created_at=MONDAY),
            ]
        )
        await unit.add([a_provider("pro", "Northlight")])

    for person, alias, wanted in (
        ("ann", "0tto", "alias_taken"),
        ("ann", "North_Light", "alias_taken"),
        ("otto", "otto", None),
        ("pro", "northlight", None),
    ):
        try:
            await must_be_free(world.view, person, alias, MONDAY)
            code = None
        except Refusal as refusal:
            code = refusal.code
        assert (alias, code) == (alias, wanted)


async def test_an_alias_that_was_given_up_stays_whose_it_was_and_nobody_takes_many(world: World):
    for alias in ("one", "two", "three"):
        async with world.store.unit() as unit:
            await unit.put([await take_alias(unit, "ann", alias, MONDAY)])

    with pytest.raises(Refusal, match="alias_taken"):
        await must_be_free(world.view, "bob", "one", MONDAY)
    with pytest.raises(Refusal, match="alias_often"):
        await must_be_free(world.view, "ann", "four", MONDAY)
    await must_be_free(world.view, "ann", "one", MONDAY)
    await must_be_free(world.view, "ann", "four", MONDAY + 31 * DAY)


def a_provider(person: str, name: str) -> Provider:
    return Provider(
        id=name,
        name=name,
        person=person,
        channel="a:1",
        authors=("1",),
        default_quote="USDT",
        status=ProviderStatus.LIVE,
        signals=0,
        registered_at=MONDAY,
    )


class AwayMarket:
    """Whoever asks it what something costs hears that it is away."""

    @property
    def table(self) -> dict[str, object]:
        raise Unavailable("the market is away")


async def test_a_try_that_fails_does_not_hold_the_next_one_up(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.01", "0", "0"])
    held = Position(portfolio="id-ann-paper", symbol="BTC/USDT", quote="USDT", quantity=Decimal(1))
    async with world.store.unit() as unit:
        await unit.add([held])
    with pytest.raises(Unavailable):
        await make_boards(replace(world, market=cast("Market", AwayMarket())))
    async with world.store.unit() as unit:
        await unit.drop(Position, [("id-ann-paper", "BTC/USDT")])

    await make_boards(world)

    assert await the_week(world) == [("ann", "0.01")]


async def test_a_return_is_told_to_a_hundredth_of_a_percent(world: World):
    await joins(world, "ann", Mode.PAPER, ["0.0123456789", "0", "0"])
    await make_boards(world)

    board = await board_of(world.view, world.clock.now(), Mode.PAPER, Period.WEEKLY)

    assert (board.lines[0].value, board.lines[0].change) == (Decimal("0.0123"), Decimal("0.0123"))
