"""Prices and time move portfolios off their targets; fills move rebalances on (rows AL-04, AL-05)."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import World
from core.kernel.values import replace
from core.notices.model import Notice
from core.notices.tell import notice, tell
from core.orders.model import OrderSettled, TradeRecorded
from core.paper.model import PriceMoved
from core.ports.store import Unit
from core.rebalancing.carrying import carry_on
from core.rebalancing.model import (
    APART,
    DriftPosted,
    DriftTold,
    DriftWatch,
    Rebalance,
    RebalanceDue,
    RebalanceStatus,
    RebalanceStep,
    RebalancingTarget,
    StepStatus,
)
from core.rebalancing.shares import Seen, look_at
from core.rebalancing.views import Standing, standings

PAGE = 500


# -- drift ---------------------------------------------------------------------------------------------------


async def drift_on_prices(world: World, events: Sequence[PriceMoved]) -> None:
    """Outside(PriceMoved): portfolios with a target for what moved, each once however often it did."""
    for symbol in dict.fromkeys(event.symbol for event in events):
        after: tuple[object, ...] = ()
        while rows := await world.view.page(RebalancingTarget, after=after, size=PAGE, asset=symbol):
            await _look_at(world, [one.portfolio for one in rows])
            after = (rows[-1].portfolio, rows[-1].asset)


async def watch_drift(world: World) -> None:
    """Each minute: every portfolio that has targets. What came or went without a price is seen here."""
    after: tuple[object, ...] = ()
    while rows := await world.view.page(DriftWatch, after=after, size=PAGE):
        await _look_at(world, [one.portfolio for one in rows])
        after = (rows[-1].portfolio,)


async def _look_at(world: World, portfolios: Sequence[str]) -> None:
    for standing in await standings(world, portfolios):
        if standing.watch is not None and standing.parts:
            seen = look_at(standing.parts, standing.watch.band, standing.targets)
            if seen.back or (seen.news and _may_tell(world, standing.watch)):
                await _keep(world, standing, standing.watch, seen)


def _may_tell(world: World, watch: DriftWatch) -> bool:
    """Whether it is time: not within a day of the last time, nor while its owner wants quiet."""
    now = world.clock.now()
    quiet = watch.quiet_until is not None and now < watch.quiet_until
    return watch.on and not quiet and (watch.told_at is None or now - watch.told_at >= APART)


async def _keep(world: World, standing: Standing, watch: DriftWatch, seen: Seen) -> None:
    """Note what is back, and tell what is news, in one transaction; whoever looked at the same time finds it told."""
    now = world.clock.now()
    telling = bool(seen.news) and _may_tell(world, watch)
    by_asset = {one.asset: one for one in standing.targets}
    async with world.store.unit() as unit:
        then = {"told_at": now if telling else watch.told_at}
        was = {"told_at": watch.told_at, "quiet_until": watch.quiet_until, "on": watch.on}
        if not await unit.move(DriftWatch, [watch.portfolio], was=was, now=then):
            return
        changed = [replace(by_asset[asset], alerted_at=None) for asset in seen.back]
        if telling:
            changed += [replace(by_asset[asset], alerted_at=now) for asset in seen.outside]
        await _mark(unit, changed)
        if telling:
            await tell(unit, _notices(world, watch, seen))


async def _mark(unit: Unit, rows: Sequence[RebalancingTarget]) -> None:
    """Write when these were told of; targets that were changed meanwhile stay as they are."""
    for row in rows:
        key = (row.portfolio, row.asset)
        await unit.move(
            RebalancingTarget, [key], was={"share": row.share}, now={"alerted_at": row.alerted_at}
        )


def _notices(world: World, watch: DriftWatch, seen: Seen) -> list[Notice]:
    now = world.clock.now()
    notices = [notice(world, DriftTold(watch.portfolio, seen.outside, now), person=watch.person)]
    if watch.channel:
        posted = DriftPosted(watch.portfolio, seen.outside, now)
        notices.append(notice(world, posted, channel=watch.channel))
    return notices


# -- rebalances ------------------------------------------------------------------------------------------------


async def carry_due(world: World, events: Sequence[RebalanceDue]) -> None:
    """Outside(RebalanceDue): the next order, or the end. A second run finds it done."""
    for id_ in dict.fromkeys(event.rebalance for event in events):
        await carry_on(world, id_)


async def rebalance_on_fills(world: World, events: Sequence[TradeRecorded]) -> None:
    """Outside(TradeRecorded): rebalances whose order has filled."""
    await _carry(world, {event.order for event in events})


async def rebalance_on_orders(world: World, events: Sequence[OrderSettled]) -> None:
    """Outside(OrderSettled): rebalances whose order came to rest without a fill."""
    await _carry(world, {event.order for event in events})


async def _carry(world: World, orders: set[str]) -> None:
    if not await world.view.page(Rebalance, size=1, status=RebalanceStatus.RUNNING):
        return
    steps = await world.view.all(RebalanceStep, order=orders, status=StepStatus.SENT)
    for id_ in sorted({one.rebalance for one in steps}):
        await carry_on(world, id_)


async def watch_rebalances(world: World) -> None:
    """Each few seconds: those that run, for what nobody told of. An order that takes too long stops the rest."""
    after: tuple[object, ...] = ()
    while rows := await world.view.page(Rebalance, after=after, size=PAGE, status=RebalanceStatus.RUNNING):
        for row in rows:
            await carry_on(world, row.id)
        after = (rows[-1].id,)
