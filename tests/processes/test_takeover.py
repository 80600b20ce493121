"""A worker that is killed in the middle of a chunk: another one finishes it, and no order is there twice (P1, P7)."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from core.bookkeeping import Delivery, Process
from core.orders.model import Order, OrderAudit, OrderStatus, Purpose
from core.paper.model import PaperOrder
from tests.kill.truth import read_all, untruths
from tests.processes.house import KILLED, House, a_house

FOLLOWERS = [f"f{number:03d}" for number in range(40)]
POST = "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
# Leases end after 60 s by themselves: sooner than this, somebody took the work over.
PROMISED_SECONDS = 10.0
PATIENCE_SECONDS = 55.0
WORKING = {OrderStatus.PLANNED, OrderStatus.SUBMITTING, OrderStatus.UNKNOWN, OrderStatus.HELD}


async def entries_are_over(house: House) -> bool:
    """Every follower's entry has come to rest, and nothing is owed."""
    orders = await house.rows(Order)
    entries = [order for order in orders if order.purpose is Purpose.ENTRY]
    if len(entries) < len(FOLLOWERS) or any(order.status in WORKING for order in orders):
        return False
    return not await house.rows(Delivery)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.parametrize("point", ["order.sending", pytest.param("paper.placed", marks=pytest.mark.heavy)])
async def test_a_killed_workers_chunk_is_finished_by_another(
    tmp_path: Path, emptied_postgres_url: str, redis_url: str, point: str
):
    async with a_house(tmp_path, emptied_postgres_url, redis_url, FOLLOWERS) as house:
        chat, second = house.start("chat"), house.start("worker")
        await house.at_work(2)
        second.send_signal(signal.SIGSTOP)  # so that it is the first one that has the chunk
        first = house.start("worker", kill=(point, 12))
        house.start("clock")

        async def first_is_here() -> bool:
            return len({one.id for one in await house.rows(Process)}) >= 3

        await house.until(first_is_here, PATIENCE_SECONDS)
        house.tell(chat, POST)

        async def killed() -> bool:
            return first.poll() is not None

        await house.until(killed, PATIENCE_SECONDS)
        second.send_signal(signal.SIGCONT)
        took = await house.until(lambda: entries_are_over(house), PATIENCE_SECONDS)

        assert first.returncode == KILLED
        assert untruths(await read_all(house.url)) == [], house.said()
        at_venue = [order.client_order_id for order in await house.rows(PaperOrder)]
        assert len(at_venue) == len(set(at_venue))
        sent = [audit.order for audit in await house.rows(OrderAudit, now=OrderStatus.SUBMITTING)]
        assert len(sent) == len(set(sent)), "an order was claimed twice"
        assert took < PATIENCE_SECONDS
        print(f"taken over in {took:.1f} s")
