"""PostgreSQL goes away under a running house: nothing is traded, who asks is told, posts are kept, nobody dies."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from core.bookkeeping import Delivery
from core.orders.model import Order, OrderStatus, Purpose
from core.signals.model import LedgerEntry
from storage.migrate import migrate
from tests.kill.truth import read_all, untruths
from tests.processes.house import House, a_house
from tests.servers import make_postgres

POST = "pro #calls{age}: LONG {symbol} entry {price} sl {stop} tp {target}"
PATIENCE_SECONDS = 90.0


def post(symbol: str, price: str, stop: str, target: str, age: str = "") -> str:
    return POST.format(age=age, symbol=symbol, price=price, stop=stop, target=target)


def told(folder: Path) -> Sequence[dict[str, Any]]:
    lines = (folder / "said-0-chat").read_text().splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"kind"')]


async def at_rest(house: House, entries: int) -> bool:
    orders = await house.rows(Order)
    begun = [order for order in orders if order.purpose is Purpose.ENTRY]
    moving = {OrderStatus.PLANNED, OrderStatus.SUBMITTING, OrderStatus.UNKNOWN}
    return (
        len(begun) >= entries
        and not any(order.status in moving for order in orders)
        and not await house.rows(Delivery)
    )


@pytest.mark.heavy
@pytest.mark.timeout(300)
async def test_postgres_out_refuses_aloud_keeps_posts_and_comes_back_by_itself(tmp_path: Path):
    with TemporaryDirectory(prefix="bellwether-servers-") as folder, ExitStack() as runs:
        os.chmod(folder, 0o755)  # noqa: PTH101 - the server is another user
        server = make_postgres(Path(folder))
        url = server.address.replace("postgresql://", "postgresql+asyncpg://")
        runs.enter_context(server.running())
        await migrate(url, at=datetime.now(UTC))
        async with a_house(tmp_path, url, None, ["ann", "bob"]) as house:
            chat = house.start("chat")
            for role in ("worker", "clock"):
                house.start(role)
            await house.at_work(3)
            house.tell(chat, post("BTC/USDT", "60000", "58500", "63000"))
            await house.until(lambda: at_rest(house, 2), PATIENCE_SECONDS)

            await house.database.close()
            runs.close()
            await without_it(house, chat, tmp_path)
            runs.enter_context(server.running())

            # Two that were fresh enough and one that was too old: each was decided, and the old one bought nothing.
            await house.until(lambda: at_rest(house, 4), PATIENCE_SECONDS)

            async def all_read() -> bool:
                return len(await house.rows(LedgerEntry)) == 3

            await house.until(all_read, PATIENCE_SECONDS)
            house.tell(chat, "ann: /me show")

            async def back() -> bool:
                return any("I was away from" in one["title"] for one in told(tmp_path))

            await house.until(back, PATIENCE_SECONDS)
            symbols = {order.symbol for order in await house.rows(Order)}
            assert symbols == {"BTC/USDT", "ETH/USDT"}
            assert untruths(await read_all(house.url)) == [], house.said()
            assert all(process.poll() is None for process in house.started), house.said()
            assert "Traceback" not in house.said(), house.said()


async def without_it(house: House, chat: subprocess.Popen[str], folder: Path) -> None:
    """People ask and post, and are answered."""
    house.tell(chat, "ann: /trade buy BTC/USDT $500 sl 58500")
    house.tell(chat, "bob: /portfolio show")
    house.tell(chat, post("ETH/USDT", "3431", "3340", "3600"))
    house.tell(chat, post("SOL/USDT", "142.05", "138", "150", " -300s"))
    house.tell(chat, "ann: /me show")

    async def answered() -> bool:
        return len(refusals(folder)) >= 3

    await house.until(answered, PATIENCE_SECONDS)
    assert [(one["to"], one["data"]["code"]) for one in refusals(folder)] == [
        (name, "database_out") for name in ("ann", "bob", "ann")
    ]


def refusals(folder: Path) -> Sequence[dict[str, Any]]:
    return [one for one in told(folder) if one["kind"] == "refusal"]
