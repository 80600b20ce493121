"""The loop under the simulator: virtual time, drawn turns, kills that no handler swallows, and no threads."""

import asyncio
from collections.abc import Callable, Coroutine
from random import Random
from typing import Any

import pytest

from tests.simulation.loop import Crash, Finished, SeededLoop, Stuck, Timeline

SECOND, YEAR = 1.0, 365 * 24 * 3600.0


def lived(
    main: Callable[[], Coroutine[Any, Any, Any]],
    *,
    seed: int = 1,
    timeline: Timeline | None = None,
    on_step: Callable[[SeededLoop, int], None] = lambda loop, step: None,
) -> Any:
    """What a coroutine returns when it is lived on a seeded loop; the dead are buried after it."""
    loop = SeededLoop(timeline or Timeline(), Random(seed), lambda step: on_step(loop, step))
    try:
        return loop.run_until_complete(main())
    finally:
        loop.bury()


def test_time_begins_at_nothing_and_passes_without_waiting():
    async def main() -> tuple[float, float]:
        begins = asyncio.get_running_loop().time()
        await asyncio.sleep(YEAR)
        return begins, asyncio.get_running_loop().time()

    begins, ends = lived(main)

    assert begins == 0
    assert ends == pytest.approx(YEAR)


def test_what_happens_outside_happens_in_its_order_among_timers():
    timeline, seen = Timeline(), []
    timeline.after(1.5, lambda: seen.append("outside"))

    async def main() -> None:
        for name in ("one", "two"):
            await asyncio.sleep(SECOND)
            seen.append(name)

    lived(main, timeline=timeline)

    assert seen == ["one", "outside", "two"]


def order_of_turns(seed: int) -> list[int]:
    seen: list[int] = []

    async def one(number: int) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
            seen.append(number)

    async def main() -> None:
        await asyncio.gather(*(one(number) for number in range(5)))

    lived(main, seed=seed)
    return seen


def test_the_order_of_turns_follows_from_the_seed_alone():
    drawn = [order_of_turns(seed) for seed in range(6)]

    assert [order_of_turns(seed) for seed in range(6)] == drawn
    assert len({tuple(order) for order in drawn}) > 1
    assert all(sorted(order) == sorted(drawn[0]) for order in drawn)


def test_plain_callbacks_keep_their_order():
    seen: list[int] = []

    async def main() -> None:
        for number in range(20):
            asyncio.get_running_loop().call_soon(seen.append, number)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    lived(main, seed=3)

    assert seen == list(range(20))


def test_a_crash_is_swallowed_by_nobody_and_nothing_runs_after_it():
    seen: list[str] = []

    async def stubborn() -> None:
        while True:
            try:
                await asyncio.sleep(SECOND)
                seen.append("turn")
            except BaseException:
                seen.append("caught")
                raise

    async def main() -> None:
        tasks = [asyncio.ensure_future(stubborn()) for _ in range(3)]
        await asyncio.gather(*tasks)

    loop = SeededLoop(Timeline(), Random(1), lambda step: loop.crash() if step >= 20 else None)
    with pytest.raises(Crash):
        loop.run_until_complete(main())
    assert "caught" not in seen

    turns = seen.count("turn")
    loop.bury()  # closing is not living: it ends what waited, and nothing of it goes on
    assert seen.count("turn") == turns


def test_the_end_of_a_seed_ends_it_before_anybodys_next_turn():
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    timeline = Timeline()
    loop = SeededLoop(timeline, Random(1), lambda step: None)
    timeline.after(5, loop.finish)
    with pytest.raises(Finished):
        loop.run_until_complete(main())
    loop.bury()


def test_waiting_for_nothing_is_seen():
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(Stuck, match="nobody has a turn"):
        lived(main)


def test_turns_without_end_are_seen(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.simulation.loop.MOST_STEPS", 1_000)

    async def main() -> None:
        for _ in iter(int, 1):
            await asyncio.sleep(0)

    with pytest.raises(Stuck, match="more than 1000 steps"):
        lived(main)


async def in_a_thread() -> None:
    await asyncio.to_thread(int)


async def from_a_thread() -> None:
    asyncio.get_running_loop().call_soon_threadsafe(int)


@pytest.mark.parametrize("main", [in_a_thread, from_a_thread])
def test_threads_are_refused(main: Callable[[], Coroutine[Any, Any, None]]):
    with pytest.raises(Stuck, match="threads"):
        lived(main)
