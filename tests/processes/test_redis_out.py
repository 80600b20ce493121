"""Redis goes away in the middle of a fan-out: latency, and nothing else. It comes back, and hints go on."""

from __future__ import annotations

from pathlib import Path

import pytest
import redis

from core.bookkeeping import Delivery
from core.orders.model import Order, OrderStatus, Purpose
from tests.kill.truth import read_all, untruths
from tests.processes.house import House, a_house
from tests.servers import free_port, valkey_at

FOLLOWERS = [f"f{number:03d}" for number in range(150)]
POST = "pro #calls: LONG {symbol} entry {price} sl {stop} tp {target}"
BTC = POST.format(symbol="BTC/USDT", price=60000, stop=58500, target=63000)
ETH = POST.format(symbol="ETH/USDT", price=3431, stop=3340, target=3600)
PATIENCE_SECONDS = 60.0


async def filled(house: House, symbol: str) -> bool:
    found = await house.rows(Order, purpose=Purpose.ENTRY, symbol=symbol, status=OrderStatus.FILLED)
    return len(found) == len(FOLLOWERS) and not await house.rows(Delivery)


@pytest.mark.heavy
@pytest.mark.postgres
async def test_redis_out_costs_latency_only(tmp_path: Path, emptied_postgres_url: str):
    port = free_port()
    url = f"redis://127.0.0.1:{port}/0"
    async with a_house(tmp_path, emptied_postgres_url, url, FOLLOWERS) as house:
        with valkey_at(port, tmp_path):
            chat = house.start("chat")
            for role in ("worker", "worker", "clock"):
                house.start(role)
            await house.at_work(4)
            house.tell(chat, BTC)

            async def begun() -> bool:
                return bool(await house.rows(Order, purpose=Purpose.ENTRY, status=OrderStatus.FILLED))

            await house.until(begun, PATIENCE_SECONDS)
        # It is gone now, with everything that was in it.
        without = await house.until(lambda: filled(house, "BTC/USDT"), PATIENCE_SECONDS)
        with valkey_at(port, tmp_path), redis.Redis.from_url(url) as client:

            async def everybody_reads_again() -> bool:
                try:
                    groups = client.xinfo_groups("bellwether:work")
                    return bool(groups) and groups[0]["consumers"] == 2
                except redis.RedisError:
                    return False

            await house.until(everybody_reads_again, PATIENCE_SECONDS)
            house.tell(chat, ETH)
            with_it = await house.until(lambda: filled(house, "ETH/USDT"), PATIENCE_SECONDS)
            assert client.xinfo_stream("bellwether:work")["last-generated-id"] != b"0-0"
        assert untruths(await read_all(house.url)) == [], house.said()
        assert all(process.poll() is None for process in house.started), house.said()
        print(f"the rest without Redis {without:.1f} s; all with it {with_it:.1f} s")
