"""Group commit: everybody's item is written, together as far as it goes, and nobody waits for who went away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from core.batch import Batch
from tests.worlds import turns


class Written:
    """What was written, batch by batch. `gate` holds the writer up, `bad` items cannot be written."""

    def __init__(self, *bad: str) -> None:
        self.batches: list[list[str]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.writing = 0
        self.bad = set(bad)

    async def __call__(self, items: Sequence[str]) -> None:
        self.writing += 1
        assert self.writing == 1, "two writes at once"
        try:
            await self.gate.wait()
            if self.bad & set(items):
                raise ValueError(*sorted(self.bad & set(items)))
            self.batches.append(list(items))
        finally:
            self.writing -= 1

    @property
    def items(self) -> list[str]:
        return [item for batch in self.batches for item in batch]


def adding(batch: Batch[str], *items: str) -> list[asyncio.Task[None]]:
    return [asyncio.ensure_future(batch.add(item)) for item in items]


async def test_what_comes_together_is_written_together_and_in_order():
    written = Written()
    batch = Batch(written, window=0)

    await asyncio.gather(*adding(batch, "a", "b", "c"))

    assert written.batches == [["a", "b", "c"]]


async def test_add_returns_only_when_its_item_is_written():
    written = Written()
    written.gate.clear()
    batch = Batch(written, window=0)
    first, second = adding(batch, "a", "b")
    await turns()
    assert not first.done()
    assert not second.done()

    written.gate.set()

    await asyncio.gather(first, second)


async def test_who_comes_while_others_are_written_goes_with_the_next():
    written = Written()
    written.gate.clear()
    batch = Batch(written, window=0)
    early = adding(batch, "a", "b")
    await turns()
    late = adding(batch, "c", "d")
    await turns()

    written.gate.set()
    await asyncio.gather(*early, *late)

    assert written.batches == [["a", "b"], ["c", "d"]]


async def test_no_write_is_larger_than_it_may_be():
    written = Written()
    batch = Batch(written, window=0, most=2)

    await asyncio.gather(*adding(batch, *"abcde"))

    assert written.items == list("abcde")
    assert max(map(len, written.batches)) == 2


async def test_it_goes_on_after_a_rest():
    written = Written()
    batch = Batch(written, window=0)

    await batch.add("a")
    await batch.add("b")

    assert written.batches == [["a"], ["b"]]


@pytest.mark.parametrize("bad", ["a", "c", "h"])
async def test_a_bad_item_fails_alone(bad: str):
    written = Written(bad)
    batch = Batch(written, window=0)

    told = await asyncio.gather(*adding(batch, *"abcdefgh"), return_exceptions=True)

    assert [repr(one) for one in told if one is not None] == [f"ValueError('{bad}')"]
    assert written.items == [item for item in "abcdefgh" if item != bad]


async def test_when_nothing_can_be_written_everybody_hears_of_it():
    batch = Batch(Written("a", "b", "c"), window=0)

    told = await asyncio.gather(*adding(batch, "a", "b", "c"), return_exceptions=True)

    assert [type(one) for one in told] == [ValueError] * 3


async def test_a_leader_canceled_while_waiting_hands_over():
    written = Written()
    batch = Batch(written, window=3_600)
    leader, *others = adding(batch, "a", "b", "c")
    await turns()
    batch._window = 0  # the next one need not wait an hour

    leader.cancel()
    await asyncio.gather(*others)

    assert leader.cancelled()
    assert written.items == ["b", "c"]


async def test_a_leader_canceled_while_writing_hands_over_what_it_had_taken():
    written = Written()
    written.gate.clear()
    batch = Batch(written, window=0)
    leader, *others = adding(batch, "a", "b", "c")
    await turns()

    leader.cancel()
    await turns()
    written.gate.set()
    await asyncio.gather(*others)

    assert written.items == ["b", "c"]


async def test_a_follower_that_goes_away_holds_nobody_up():
    written = Written()
    batch = Batch(written, window=3_600)
    leader, gone, last = adding(batch, "a", "b", "c")
    await turns()
    batch._window = 0

    gone.cancel()
    leader.cancel()
    await last

    assert written.items == ["c"]


async def test_who_is_asked_to_lead_and_canceled_at_once_hands_on():
    written = Written()
    batch = Batch(written, window=3_600)
    leader, second, third = adding(batch, "a", "b", "c")
    await turns()
    batch._window = 0

    leader.cancel()
    await asyncio.sleep(0)  # the leader ends and hands over to the second ...
    second.cancel()  # ... which is canceled in that very moment
    await third
    await batch.add("d")

    assert written.items[-2:] == ["c", "d"]


async def test_everybody_gone_leaves_it_ready_for_the_next():
    written = Written()
    batch = Batch(written, window=3_600)
    tasks = adding(batch, "a", "b")
    await turns()
    batch._window = 0

    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await batch.add("c")

    assert written.items[-1] == "c"
