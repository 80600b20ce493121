"""Calls that place something come to their end, and a key's budget lets those go first."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.brokers.calling import Budget, Writes, must_be_open, or_nothing_to_reduce
from core.market.model import ALWAYS_OPEN, Session
from core.orders.model import OrderType, Side
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.contract.venues import asks


async def test_what_is_being_written_comes_to_its_end_though_nobody_waits():
    writes, go, done = Writes(), asyncio.Event(), list[str]()

    async def write() -> None:
        await go.wait()
        done.append("written")

    waiting = asyncio.create_task(writes.send(write()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert done == []

    go.set()
    await writes.over()
    assert done == ["written"]


async def test_a_failure_that_nobody_waits_for_any_more_is_no_complaint():
    writes, go = Writes(), asyncio.Event()

    async def write() -> None:
        await go.wait()
        raise ValueError("refused")

    waiting = asyncio.create_task(writes.send(write()))
    await asyncio.sleep(0)
    waiting.cancel()
    go.set()
    await writes.over()

    with pytest.raises(ValueError, match="refused"):
        await writes.send(write())


async def test_calls_that_place_something_go_before_those_that_ask():
    budget, gone = Budget(2, 0.02), list[str]()

    async def take(name: str, *, first: bool) -> None:
        await budget.take(first=first)
        gone.append(name)

    async with asyncio.TaskGroup() as group:
        for name in ("ask 1", "ask 2", "ask 3", "ask 4"):
            group.create_task(take(name, first=False))
        for name in ("exit 1", "exit 2"):
            group.create_task(take(name, first=True))

    assert gone == ["ask 1", "ask 2", "exit 1", "exit 2", "ask 3", "ask 4"]


async def test_who_gives_up_waiting_takes_no_call_from_the_others():
    budget = Budget(1, 0.01)
    await budget.take()
    gives_up, stays = (asyncio.create_task(budget.take()) for _ in range(2))
    await asyncio.sleep(0)

    gives_up.cancel()

    await asyncio.wait_for(stays, 5)
    assert gives_up.cancelled()


async def told(session: Session | BrokerError) -> Session:
    if isinstance(session, BrokerError):
        raise session
    return session


CLOSED = Session(is_open=False)
SILENT = BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "no answer")


async def test_an_entry_at_market_waits_for_no_open_and_everything_else_is_sent():
    entry = asks()
    resting, exit_ = asks(limit="1"), replace(entry, reduce_only=True)
    assert entry.type is OrderType.MARKET

    await must_be_open(entry, told(ALWAYS_OPEN))
    for sent in (resting, exit_):
        await must_be_open(sent, told(CLOSED))
        await must_be_open(sent, told(SILENT))
    for session, kind in ((CLOSED, ErrorKind.MARKET_CLOSED), (SILENT, ErrorKind.UNAVAILABLE)):
        with pytest.raises(BrokerError) as refused:
            await must_be_open(entry, told(session))
        assert (refused.value.kind, refused.value.placed) == (kind, Placed.NO)


@pytest.mark.parametrize(
    ("kind", "reduces", "held", "told"),
    [
        (ErrorKind.INSUFFICIENT_FUNDS, True, "0", ErrorKind.NOTHING_TO_REDUCE),
        (ErrorKind.INSUFFICIENT_FUNDS, True, "0.1", ErrorKind.INSUFFICIENT_FUNDS),
        (ErrorKind.INSUFFICIENT_FUNDS, True, None, ErrorKind.INSUFFICIENT_FUNDS),
        (ErrorKind.INSUFFICIENT_FUNDS, False, "0", ErrorKind.INSUFFICIENT_FUNDS),
        (ErrorKind.MARKET_CLOSED, True, "0", ErrorKind.MARKET_CLOSED),
    ],
)
async def test_a_sale_of_what_is_not_there_is_told_from_one_of_what_is_bound(
    kind: ErrorKind, reduces: bool, held: str | None, told: ErrorKind
):
    async def left() -> Decimal:
        if held is None:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "away")
        return Decimal(held)

    refused = BrokerError(kind, Placed.NO, "no")

    found = await or_nothing_to_reduce(refused, asks(Side.SELL, reduce_only=reduces), left)

    assert (found.kind, found.placed) == (told, Placed.NO)
