"""A provider's update is carried out for those who copied the signal: page by page, once for each trade.

An update is one row; what it did to a trade is a row in the transaction that did it. A second run, after a kill or
a lost answer, finds the rows of the first and goes on behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.bookkeeping import Spent
from core.command import ASKED_PREVIEW
from core.context import World
from core.kernel.faults import faultpoint
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.orders.changes import Move, MoveStop
from core.orders.model import Mover, OrderSettled, Purpose, Trade, TradeRecorded, TradeStatus, TradeTold
from core.orders.steering import Steered, steer
from core.ports.questions import TradeTally
from core.ports.store import Unit
from core.risk.model import ASKED, Decision
from core.signals.answering import lapse
from core.signals.instructions import moves_of
from core.signals.model import (
    HeldBackTold,
    PostGoneTold,
    Signal,
    SignalQuestion,
    SignalStatus,
    SignalTold,
    SignalUpdate,
    SignalUpdated,
    ThreadKind,
    ThreadTold,
    UpdateOutcome,
    UpdateSource,
)
from core.signals.reach import Reach, reach_of, within
from core.signals.reading import Do
from core.social.model import AskTold

PAGE = 256
APPLIED = "applied"
OVER_LIMIT = "over_limit"
PLAYING = (TradeStatus.PLANNED.value, TradeStatus.OPEN.value)


async def carry_out(world: World, events: Sequence[SignalUpdated]) -> None:
    """Outside(SignalUpdated): every trade of the signal, and of what adds to it, in pages by key."""
    for event in events:
        update = await world.view.get(SignalUpdate, event.update)
        signal = None if update is None else await world.view.get(Signal, update.signal)
        if update is not None and signal is not None:
            await _carry_out(world, update, signal)


async def _carry_out(world: World, update: SignalUpdate, signal: Signal) -> None:
    family = [signal.id, *(one.id for one in await world.view.all(Signal, adds_to=signal.id))]
    after: tuple[object, ...] = ()
    while update.actions or update.source is UpdateSource.DELETED:  # what is only noted changes no trade
        page = await world.view.page(Trade, signal=family, after=after, size=PAGE)
        if page:
            playing = [trade for trade in page if trade.status.value in PLAYING]
            await _carry_out_page(world, update, signal, playing)
            after = (page[-1].id,)
        if len(page) < PAGE:
            break
    await _ask_again(world, signal, family)
    async with world.store.unit() as unit:
        await _end(world, unit, signal.id)
        told = [notice(world, SignalTold(one), channel=signal.channel) for one in family]
        if update.actions:
            told.append(_thread(world, signal, ThreadKind.UPDATE, update.number))
        await tell(unit, told)
    faultpoint("update.carried")


async def _ask_again(world: World, signal: Signal, family: Sequence[str]) -> None:
    """Questions to followers that still stand are asked by what stands now, in their place and for no longer."""
    now = world.clock.now()
    newest = max(
        [signal.posted_at, *(one.posted_at for one in await world.view.all(Signal, adds_to=signal.id))]
    )
    after: tuple[object, ...] = ()
    while now - newest < ASKED_PREVIEW * 2:
        page = await world.view.page(Decision, signal=family, code=ASKED, after=after, size=PAGE)
        asked = {
            notice(world, AskTold(one.signal, one.person), person=one.person).id: one
            for one in page
            if one.signal is not None and now - one.at < ASKED_PREVIEW
        }
        spent = await world.view.all(Spent, cause=[f"offer:{id_}" for id_ in asked])
        answered = {one.cause.removeprefix("offer:") for one in spent}
        async with world.store.unit() as unit:
            await tell(
                unit,
                [
                    notice(world, AskTold(one.signal or "", one.person), person=one.person)
                    for id_, one in asked.items()
                    if id_ not in answered
                ],
            )
        if len(page) < PAGE:
            return
        after = (page[-1].id,)


async def _carry_out_page(
    world: World, update: SignalUpdate, signal: Signal, trades: Sequence[Trade]
) -> None:
    """One page in one transaction; trades whose outcome is on record are left alone."""
    if not trades:
        return
    reach = await reach_of(world, trades)
    ids = [trade.id for trade in trades]
    async with world.store.unit() as unit:
        done = {one.trade for one in await unit.all(UpdateOutcome, update=update.id, trade=ids)}
        left = [trade for trade in await unit.all(Trade, id=ids) if trade.id not in done]
        if update.source is UpdateSource.DELETED:
            await _tell_of_deletion(world, unit, update, left)
        else:
            await _steer(world, unit, update, signal, left, reach)
    faultpoint("update.page")


async def _steer(
    world: World, unit: Unit, update: SignalUpdate, signal: Signal, trades: Sequence[Trade], reach: Reach
) -> None:
    """Those for whom a looser stop would risk more than they allow keep theirs; all else is done for everybody."""
    moves = moves_of(update.actions, signal.direction)
    rows: list[UpdateOutcome] = []
    told: list[Notice] = []
    tighten_only = await _only_tightens(unit, update)
    held_back = {trade.id for trade in trades if not _within(trade, [move for _, move in moves], reach)}
    for name, some in (("all", False), ("held", True)):
        group = [trade.id for trade in trades if (trade.id in held_back) is some]
        if not group:
            continue
        steered = await steer(
            world, unit, group, [move for _, move in moves], by=Mover.PROVIDER,
            cause=f"{update.id}/{name}/{group[0]}", prices=reach.prices, tighten_only=some or tighten_only,
        )  # fmt: skip
        rows += _outcomes(update, moves, steered, held_back, world)
    await unit.add(rows, new_only=True)
    for row in rows:
        if row.code == OVER_LIMIT:
            told.append(notice(world, HeldBackTold(update.id, row.index, row.trade), person=row.person))
        elif row.code == APPLIED:
            told.append(notice(world, TradeTold(row.trade), person=row.person))
    await tell(unit, told)


async def _only_tightens(unit: Unit, update: SignalUpdate) -> bool:
    """Whether this update may not widen a stop: an edit never does, and neither does a word that a later one has
    overtaken, as it may when an attempt failed and comes again."""
    if update.source is UpdateSource.EDIT:
        return True
    later = [one for one in await unit.all(SignalUpdate, signal=update.signal) if one.number > update.number]
    return any(action.do is Do.MOVE_STOP for one in later for action in one.actions)


def _within(trade: Trade, moves: Sequence[Move], reach: Reach) -> bool:
    return all(within(trade, move.price, reach) for move in moves if isinstance(move, MoveStop))


def _outcomes(
    update: SignalUpdate,
    moves: Sequence[tuple[int, Move]],
    steered: Sequence[Steered],
    held_back: set[str],
    world: World,
) -> list[UpdateOutcome]:
    """What each action did to each trade: `steer` answers trade by trade, in the order of the moves."""
    rows = []
    for number, answer in enumerate(steered):
        index, move = moves[number % len(moves)]
        code = APPLIED if answer.declined is None else answer.declined.code
        if answer.trade in held_back and isinstance(move, MoveStop) and code == "stop_further":
            code = OVER_LIMIT
        rows.append(
            UpdateOutcome(
                update=update.id,
                index=index,
                trade=answer.trade,
                person=answer.person,
                code=code,
                at=world.clock.now(),
            )
        )
    return rows


async def _tell_of_deletion(world: World, unit: Unit, update: SignalUpdate, trades: Sequence[Trade]) -> None:
    now = world.clock.now()
    rows = [
        UpdateOutcome(update=update.id, index=0, trade=one.id, person=one.person, code="told", at=now)
        for one in trades
    ]
    await unit.add(rows, new_only=True)
    await tell(
        unit, [notice(world, PostGoneTold(update.signal, one.id), person=one.person) for one in trades]
    )


async def follow_fills(world: World, unit: Unit, events: Sequence[TradeRecorded]) -> None:
    """Inside(TradeRecorded): a target or the stop that was reached is said once in the signal's thread, and a
    signal whose last trade ended by them is over. What somebody closes by hand is no word on the signal."""
    exits = [event for event in events if event.purpose in (Purpose.TARGET, Purpose.STOP) and event.done]
    signals = {
        one.id: one for one in await unit.all(Signal, id={event.signal for event in exits if event.signal})
    }
    told = []
    for event in exits:
        if event.signal in signals:
            kind = ThreadKind.TARGET if event.purpose is Purpose.TARGET else ThreadKind.STOP
            line = _thread(world, signals[event.signal], kind, event.number)
            if await unit.add([Spent(cause=f"thread:{line.id}", at=world.clock.now())], new_only=True):
                told.append(line)
    await tell(unit, told)
    closed = {event.signal for event in events if event.purpose is not Purpose.ENTRY and event.signal}
    for id_ in sorted(closed):
        await _end(world, unit, id_, by_exit=id_ in signals)


async def follow_orders(world: World, unit: Unit, events: Sequence[OrderSettled]) -> None:
    """Inside(OrderSettled): a canceled signal whose last entry is gone is over."""
    for id_ in sorted({event.signal for event in events if event.signal is not None}):
        await _end(world, unit, id_)


def _thread(world: World, signal: Signal, kind: ThreadKind, number: int) -> Notice:
    return notice(world, ThreadTold(signal.id, kind, number), channel=signal.channel, rank=1)


async def _end(world: World, unit: Unit, signal_id: str, *, by_exit: bool = False) -> None:
    """A signal is over when nobody is in it or on the way in any more, and its exits or its provider ended it."""
    signal = await unit.get(Signal, signal_id)
    if signal is None or signal.status is not SignalStatus.OPEN or not (signal.entries_over or by_exit):
        return
    tally = {row.word: row.rows for row in await unit.ask(TradeTally(signal.id))}
    if any(tally.get(word) for word in PLAYING):
        return
    over = SignalStatus.CLOSED if tally.get(TradeStatus.CLOSED.value) else SignalStatus.CANCELED
    await unit.put([replace(signal, status=over, closed_at=world.clock.now())])
    if over is SignalStatus.CLOSED:
        await tell(unit, [_thread(world, signal, ThreadKind.CLOSE, 0)])


async def lapse_questions(world: World) -> None:
    """A job: what a provider did not answer in time lapses, and its card says so."""
    now = world.clock.now()
    for question in await world.view.all(SignalQuestion, answer=None):
        if question.until > now:
            continue
        async with world.store.unit() as unit:
            was, set_to = {"answer": None}, {"answer": "lapsed", "answered_at": now}
            if await unit.move(SignalQuestion, [question.id], was=was, now=set_to):
                await lapse(world, unit, question)
