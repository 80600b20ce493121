"""Ask venues now, instead of waiting for them to tell: orders on their way, and fills that were never told.

It books what comes back the way everything is booked, so asking twice changes nothing. Nothing is sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from core.accounts.model import Account, Mode
from core.context import World
from core.journal.results import Synced
from core.kernel.errors import Unavailable
from core.orders.lifecycle import WORKING
from core.orders.model import Fill, Order, OrderStatus, VenueFill, fill_id
from core.orders.record import Report, record, report_of
from core.orders.sent import sent_orders
from core.ports.broker import Broker, BrokerError
from core.ports.questions import TradePage

ASK_SECONDS = 20.0
# How many of the newest trades are looked at again: a venue may tell their fills late.
LOOK_BACK = 200
ASKED_AFTER = (*WORKING, OrderStatus.ABSENT)


@dataclass(frozen=True, slots=True)
class _Found:
    """What asking one account brought."""

    orders: int = 0
    settled: int = 0
    fills: int = 0


async def sync_accounts(world: World, person: str) -> Synced:
    """Ask about everything of a person. A venue that does not answer is named, and nothing of it is changed."""
    answered, silent, found = list[str](), list[str](), list[_Found]()
    accounts = await world.view.all(Account, person=person)
    for account in accounts:
        try:
            broker = await world.brokers.of(account.id)
            async with world.roads.to(broker.venue, broker.in_flight).question(account.id):
                async with asyncio.timeout(ASK_SECONDS):
                    reports, asked = await _ask(world, broker, account)
        except (BrokerError, Unavailable, TimeoutError):
            silent.append(account.venue)
            continue
        answered.append(broker.venue)
        found.append(await _book(world, account.id, reports, asked))
    return Synced(
        mode=(accounts[0].mode if accounts else Mode.PAPER).value,
        venues=tuple(dict.fromkeys(answered)),
        silent=tuple(dict.fromkeys(silent)),
        orders=sum(one.orders for one in found),
        settled=sum(one.settled for one in found),
        fills=sum(one.fills for one in found),
        at=world.clock.now(),
    )


async def _ask(world: World, broker: Broker, account: Account) -> tuple[list[Report], int]:
    """What the venue says of orders that may still change, and fills of the newest others."""
    moving = await world.view.all(Order, account=account.id, status=ASKED_AFTER)
    reports = []
    for sent in await sent_orders(world.view, moving):
        snapshot = await broker.find(sent)
        if snapshot is not None:
            reports.append(report_of(snapshot))
    over = await _over(world, account)
    by_order: dict[str, list[VenueFill]] = {}
    done = await sent_orders(world.view, [over[id_] for id_ in sorted(over)])
    for fill in await broker.fills(done) if done else ():
        by_order.setdefault(fill.client_order_id, []).append(fill)
    reports += [
        Report(client_order_id=id_, status=over[id_].status, evidence="venue", fills=tuple(fills))
        for id_, fills in sorted(by_order.items())
    ]
    return reports, len(moving)


async def _over(world: World, account: Account) -> dict[str, Order]:
    """Orders that are over, of the newest trades: their fills may have been told late, or never."""
    newest = await world.view.ask(TradePage(person=account.person, size=LOOK_BACK))
    trades = [one.trade.id for one in newest if one.trade.account == account.id]
    orders = await world.view.all(Order, trade=trades) if trades else ()
    return {order.client_order_id: order for order in orders if order.status not in ASKED_AFTER}


async def _book(world: World, account: str, reports: Sequence[Report], asked: int) -> _Found:
    """Book the reports; how many orders moved and how many fills were new."""
    told = {fill_id(account, fill.venue_trade_id) for report in reports for fill in report.fills}
    ids = {report.client_order_id for report in reports}
    if not ids:
        return _Found(orders=asked)
    async with world.store.unit() as unit:
        before = {order.id: order.status for order in await unit.all(Order, client_order_id=ids)}
        known = {fill.id for fill in await unit.all(Fill, id=told)} if told else set[str]()
        await record(unit, reports, world.clock.now())
        after = {order.id: order.status for order in await unit.all(Order, client_order_id=ids)}
    moved = sum(1 for id_, status in after.items() if before.get(id_) is not status)
    return _Found(orders=asked, settled=moved, fills=len(told - known))
