"""A process of another build beside the others: new trades wait until it is gone (incident 1)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.orders.model import Order, OrderStatus, Purpose
from tests.processes.house import House, a_house

POST = "pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
PATIENCE_SECONDS = 60.0


async def entries(house: House) -> set[OrderStatus]:
    return {order.status for order in await house.rows(Order, purpose=Purpose.ENTRY)}


@pytest.mark.heavy
@pytest.mark.postgres
async def test_new_trades_wait_while_builds_differ_and_go_once_they_are_alike(
    tmp_path: Path, emptied_postgres_url: str
):
    async with a_house(tmp_path, emptied_postgres_url, None, ["ann", "bob"]) as house:
        chat, old = house.start("chat"), house.start("web", build="0.0.9-0123456789")
        house.start("worker")
        house.start("clock")
        await house.at_work(4)
        house.tell(chat, "/me show")  # the owner is known from then on
        house.tell(chat, POST)

        async def held() -> bool:
            return await entries(house) == {OrderStatus.HELD}

        await house.until(held, PATIENCE_SECONDS)
        house.tell(chat, "/admin health")

        async def told() -> bool:
            house.tell(chat, "/admin health")
            lines = (tmp_path / "said-0-chat").read_text().splitlines()
            asked = [json.loads(line) for line in lines if '"command":"admin health"' in line]
            states = {part["name"]: part["state"] for one in asked for part in one["data"]["parts"]}
            return states.get("processes") == "mixed" and any("different builds" in line for line in lines)

        await house.until(told, PATIENCE_SECONDS)
        old.kill()

        async def filled() -> bool:
            return await entries(house) == {OrderStatus.FILLED}

        await house.until(filled, PATIENCE_SECONDS)
