"""Time and turns: an asyncio loop whose clock is virtual and whose order of turns is drawn from a seed.

Nothing here sleeps. When nobody has a turn, the clock jumps to the next timer or to the next thing that
happens outside the processes, whichever is first. Of the handles that are ready together, task steps are put
into a drawn order; plain callbacks stay where they are, because asyncio promises their order.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any, NoReturn

# At a clock reading of years the grain of a float is coarser than the loop's own resolution, and it would spin
# for ever. Time therefore begins at 0, and a timer within a microsecond is due.
RESOLUTION = 1e-6
MOST_STEPS = 200_000
MOST_CLOSINGS = 8


class Crash(BaseException):
    """The machine stopped between two steps. Raised where no handle's catch-all can swallow it: in the selector."""


class Finished(BaseException):
    """The seed's time is over."""


class Stuck(Exception):
    """Nobody has a turn, no timer is set and nothing will happen outside; or turns without end."""


class Timeline:
    """Virtual seconds since the start, and what happens outside of every process: it survives their deaths."""

    def __init__(self) -> None:
        self.now = 0.0
        self._coming: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def after(self, seconds: float, do: Callable[[], None]) -> None:
        """Do this in so many seconds, whoever lives then."""
        self._count += 1
        heapq.heappush(self._coming, (self.now + seconds, self._count, do))

    def pass_to(self, bound: float | None) -> bool:
        """Go on to the next outside event or to the bound, whichever is first; whether there was either."""
        if self._coming and (bound is None or self._coming[0][0] <= bound):
            at, _, do = heapq.heappop(self._coming)
            self.now = max(self.now, at)
            do()
            return True
        if bound is None:
            return False
        self.now = max(self.now, bound)
        return True


class _Turns:
    """Stands where the loop expects a selector of sockets. There are none."""

    def __init__(self, loop: SeededLoop) -> None:
        self._loop = loop

    def select(self, timeout: float | None) -> list[Any]:
        self._loop.take_turns(timeout)
        return []


class SeededLoop(asyncio.BaseEventLoop):
    """One life of the machine. `on_step` is told the number of each batch's last task step before it runs."""

    # asyncio's own: who has a turn now, and whose time will come.
    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self, timeline: Timeline, rng: Random, on_step: Callable[[int], None]) -> None:
        super().__init__()
        self._clock_resolution = RESOLUTION
        self._selector = _Turns(self)
        self._timeline = timeline
        self._rng = rng
        self._on_step = on_step
        self._end: BaseException | None = None
        self.steps = 0

    def time(self) -> float:
        return self._timeline.now

    def take_turns(self, timeout: float | None) -> None:
        """Between two rounds of the loop: let time pass if nobody is ready, then draw the order of turns."""
        if self._end is not None:
            raise self._end
        if not self._ready:
            bound = None if timeout is None else self._timeline.now + timeout
            if not self._timeline.pass_to(bound):
                raise Stuck("nobody has a turn and nothing will happen")
        places = [place for place, handle in enumerate(self._ready) if _is_step(handle)]
        if len(places) > 1:
            ready = list(self._ready)
            drawn = [ready[place] for place in places]
            self._rng.shuffle(drawn)
            for place, handle in zip(places, drawn, strict=True):
                ready[place] = handle
            self._ready.clear()
            self._ready.extend(ready)
        self.steps += len(places)
        if self.steps > MOST_STEPS:
            raise Stuck(f"more than {MOST_STEPS} steps")
        self._on_step(self.steps)

    def crash(self) -> None:
        """Stop the machine: part of those who are ready now still have their turn, nobody after them."""
        kept = self._rng.randint(0, len(self._ready))
        while len(self._ready) > kept:
            self._ready.pop()
        self._end = Crash()

    def finish(self) -> None:
        """End the seed before anybody's next turn."""
        self._end = self._end or Finished()

    def bury(self) -> None:
        """Close what the dead left behind. Their handles are dead, so that no `finally` writes anything."""
        for task in asyncio.all_tasks(self):
            task._log_destroy_pending = False  # type: ignore[attr-defined]  # it was killed, not forgotten
            coroutine = task.get_coro()
            for _ in range(MOST_CLOSINGS):
                if getattr(coroutine, "cr_frame", None) is None:
                    break
                # A `finally` that waits for something says so by a RuntimeError; it is closed again from there.
                with contextlib.suppress(BaseException):
                    coroutine.close()
        self._ready.clear()
        self._scheduled.clear()
        self.close()

    def _process_events(self, event_list: list[Any]) -> None:
        """There are no sockets, so there are no events of theirs."""

    def _write_to_self(self) -> None:
        """Nobody sleeps, so nobody has to be woken."""

    def _asyncgen_finalizer_hook(self, agen: Any) -> None:
        """A killed process runs nothing to its end, generators neither."""

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> NoReturn:  # type: ignore[override]
        raise Stuck("threads have no place in a run that must repeat")

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> NoReturn:  # type: ignore[override]
        raise Stuck("threads have no place in a run that must repeat")


def _is_step(handle: Any) -> bool:
    """Whether a handle is a step of a task, in asyncio's C form or in its Python form."""
    return isinstance(getattr(handle._callback, "__self__", None), asyncio.Task)
