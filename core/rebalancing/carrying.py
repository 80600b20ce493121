"""Carry a confirmed rebalance on: the next order goes out once the one before it has filled, and not before.

Everything that it knows is in rows: whoever looks, after a fill, each few seconds or after a start, does what is due
and nothing twice, for each move is a compare-and-set. What the house refuses, what ends before it filled and what has
not filled in time stops the rest, and that is said (storyboard, section 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from core.context import World
from core.kernel.errors import Refusal
from core.kernel.faults import faultpoint
from core.kernel.money import ZERO, plain
from core.kernel.values import replace
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.changes import CloseUnits
from core.orders.lifecycle import FINAL
from core.orders.model import Fill, Mover, Order, OrderStatus, Side
from core.orders.placing import keep_rules_of, write_entry
from core.orders.steering import steer
from core.orders.views import price_now, propose
from core.portfolio.model import Portfolio
from core.portfolio.views import books_of
from core.ports.store import Unit as StoreUnit
from core.rebalancing.model import (
    Rebalance,
    RebalanceDue,
    RebalanceStatus,
    RebalanceStep,
    RebalanceTold,
    StepStatus,
)
from core.rebalancing.restoring import purchase
from core.rebalancing.views import account_word, instrument_of
from core.risk.checks import drift_of
from core.risk.limits import Limits

# A market order fills within seconds wherever there is anybody to trade with; what takes longer is looked at by a
# person before anything else is sent.
PATIENCE = timedelta(minutes=2)
# Why a rebalance stopped, where no refusal says it.
ENDED, LATE = "order_ended", "order_waits"


class Verdict(StrEnum):
    """How the order that was sent last is."""

    WAIT = "wait"
    FILLED = "filled"
    ENDED = "ended"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a rebalance stops: a code and what its words need."""

    why: str
    facts: dict[str, str] = field(default_factory=dict)


def verdict_of(order: Order, filled: Decimal, until: datetime, now: datetime) -> Verdict:
    """Whether the next order may go: once this one has filled, all of it."""
    if filled >= order.quantity and order.status is OrderStatus.FILLED:
        return Verdict.FILLED
    if order.status in FINAL:
        return Verdict.ENDED
    return Verdict.LATE if now >= until else Verdict.WAIT


async def carry_on(world: World, rebalance_id: str) -> None:
    """Do what is due of a rebalance now. Safe to repeat, and for several to do at once."""
    rebalance = await world.view.get(Rebalance, rebalance_id)
    if rebalance is None or rebalance.status is not RebalanceStatus.RUNNING:
        return
    rows = await world.view.all(RebalanceStep, rebalance=rebalance_id)
    steps = sorted(rows, key=lambda one: one.number)
    step = next((one for one in steps if one.status is not StepStatus.FILLED), None)
    if step is None:
        await _end(world, rebalance, RebalanceStatus.DONE, Stop(""))
    elif step.status is StepStatus.WAITING:
        await _send(world, rebalance, step)
    else:
        await _look_at(world, rebalance, step)


async def _look_at(world: World, rebalance: Rebalance, step: RebalanceStep) -> None:
    """How the order that was sent is, and what follows from that."""
    order = await world.view.get(Order, step.order)
    if order is None or step.until is None:
        return
    filled = sum((fill.quantity for fill in await world.view.all(Fill, order=order.id)), ZERO)
    verdict = verdict_of(order, filled, step.until, world.clock.now())
    if verdict is Verdict.FILLED:
        async with world.store.unit() as unit:
            was, now = {"status": StepStatus.SENT}, {"status": StepStatus.FILLED}
            if await unit.move(RebalanceStep, [(rebalance.id, step.number)], was=was, now=now):
                unit.record(RebalanceDue(rebalance.id))
            faultpoint("rebalance.filled")
    elif verdict is not Verdict.WAIT:
        facts = {
            "symbol": step.symbol,
            "side": step.side.value,
            "filled": plain(filled),
            "quantity": plain(step.quantity),
            "evidence": order.evidence,
        }
        why = ENDED if verdict is Verdict.ENDED else LATE
        await _end(world, rebalance, RebalanceStatus.STOPPED, Stop(why, facts))


async def _send(world: World, rebalance: Rebalance, step: RebalanceStep) -> None:
    """Send the next order, or stop where the house refuses it."""
    try:
        await _must_not_have_run(world, rebalance, step)
        if step.side is Side.SELL:
            await _sell(world, rebalance, step)
        else:
            await _buy(world, rebalance, step)
    except Refusal as refusal:
        await _end(world, rebalance, RebalanceStatus.STOPPED, Stop(refusal.code, refusal.facts))
    else:
        faultpoint("rebalance.sent")


async def _must_not_have_run(world: World, rebalance: Rebalance, step: RebalanceStep) -> None:
    """What was confirmed was confirmed at a price."""
    limits = await world.view.get(Limits, rebalance.person) or Limits(person=rebalance.person)
    now = await price_now(world, step.symbol)
    if drift_of(step.side, step.price, now) > limits.chase_share:
        raise Refusal("price_moved", {"symbol": step.symbol, "was": plain(step.price), "price": plain(now)})


async def _sell(world: World, rebalance: Rebalance, step: RebalanceStep) -> None:
    prices = {step.symbol: Decimal(await price_now(world, step.symbol))}
    async with world.store.unit() as unit:
        if not await _claimed(world, unit, rebalance, step):
            return
        moves = [CloseUnits(step.quantity)]
        cause = _cause(rebalance, step)
        steered = await steer(world, unit, [step.trade], moves, by=Mover.OWNER, cause=cause, prices=prices)
        order = steered[0].order if steered and steered[0].declined is None else None
        if order is None or steered[0].closing != step.quantity:
            raise Refusal("holdings_changed", {"symbol": step.symbol})
        await _note(world, unit, step, step.trade, order)


async def _buy(world: World, rebalance: Rebalance, step: RebalanceStep) -> None:
    portfolio = await world.view.get(Portfolio, rebalance.portfolio)
    assert portfolio is not None
    [book] = await books_of(world.view, [portfolio])
    instrument = instrument_of(world, step.symbol)
    wanted = purchase(instrument, step.quantity, step.limit, account_word(book), PATIENCE)
    plan, book = await propose(world, rebalance.person, wanted)
    await keep_rules_of(world, plan)
    async with world.store.unit() as unit:
        if not await _claimed(world, unit, rebalance, step):
            return
        order = await write_entry(world, unit, plan, _cause(rebalance, step), book)
        await _note(world, unit, step, order.trade, order.id)


def _cause(rebalance: Rebalance, step: RebalanceStep) -> str:
    return f"rebalance/{rebalance.id}/{step.number}"


async def _claimed(world: World, unit: StoreUnit, rebalance: Rebalance, step: RebalanceStep) -> bool:
    """Whether this step is ours to send: nobody stopped the rebalance, and nobody sent the step."""
    running = {"status": RebalanceStatus.RUNNING}
    if not await unit.move(Rebalance, [rebalance.id], was=running, now=running):
        return False
    was, now = {"status": StepStatus.WAITING}, {"status": StepStatus.SENT}
    return bool(await unit.move(RebalanceStep, [(rebalance.id, step.number)], was=was, now=now))


async def _note(world: World, unit: StoreUnit, step: RebalanceStep, trade: str, order: str) -> None:
    at = world.clock.now()
    sent = replace(step, status=StepStatus.SENT, trade=trade, order=order, sent_at=at, until=at + PATIENCE)
    await unit.put([sent])
    faultpoint("rebalance.sending")


async def _end(world: World, rebalance: Rebalance, status: RebalanceStatus, stop: Stop) -> None:
    """The last word on a rebalance, told once. What was not sent is never sent."""
    async with world.store.unit() as unit:
        was, now = {"status": RebalanceStatus.RUNNING}, {"status": status}
        if not await unit.move(Rebalance, [rebalance.id], was=was, now=now):
            return
        at = world.clock.now()
        await unit.put([replace(rebalance, status=status, ended_at=at, why=stop.why, facts=stop.facts)])
        rows: Sequence[RebalanceStep] = await unit.all(RebalanceStep, rebalance=rebalance.id)
        left = [(one.rebalance, one.number) for one in rows]
        waits = {"status": (StepStatus.WAITING, StepStatus.SENT)}
        await unit.move(RebalanceStep, left, was=waits, now={"status": StepStatus.STOPPED})
        kind = NoticeKind.FILL if status is RebalanceStatus.DONE else NoticeKind.ALARM
        told = notice(world, RebalanceTold(rebalance.id), person=rebalance.person, kind=kind)
        await tell(unit, [told])
