"""Time and turns: an asyncio loop whose clock is virtual and whose order of turns is drawn from a seed.

Nothing here sleeps. When nobody has a turn, the clock jumps to the next timer or to the next thing that
happens outside the processes, whichever is first. Of the handles that are ready together, task steps are put
into a drawn order; plain callbacks stay where they are, because asyncio promises their order.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
from collections.abc import Callable
from contextvars import copy_context
from random import Random
from typing import Any, NoReturn

# At a clock reading of years the grain of a float is coarser than the loop's own resolution, and it would spin
# for ever. Time therefore begins at 0, and a timer within a microsecond is due.
RESOLUTION = 1e-6
MOST_STEPS = 200_000
MOST_CLOSINGS = 8


class Crash(BaseException):
    """The machine stopped between two steps. Raised where nobody's catch-all can swallow it: between
    two turns."""


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


class Turn:
    """A handle as asyncio's own, with nothing in it that a seeded run does not need."""

    __slots__ = ("_at", "_callback", "_canceled", "_context", "arguments")

    def __init__(
        self, callback: Callable[..., Any], arguments: tuple[Any, ...], context: Any, at: float
    ) -> None:
        self._callback = callback
        self.arguments = arguments
        self._context = copy_context() if context is None else context
        self._canceled = False
        self._at = at

    def cancel(self) -> None:
        """It will not be run."""
        self._canceled = True

    def cancelled(self) -> bool:
        return self._canceled

    def when(self) -> float:
        """The time of a timer."""
        return self._at


class SeededLoop(asyncio.BaseEventLoop):
    """One life of the machine. `on_step` is told the number of each batch's last task step before it runs."""

    # asyncio's own: set by `stop`.
    _stopping: bool

    def __init__(self, timeline: Timeline, rng: Random, on_step: Callable[[int], None]) -> None:
        super().__init__()
        self._clock_resolution = RESOLUTION
        self._timeline = timeline
        self._rng = rng
        self._on_step = on_step
        self._end: BaseException | None = None
        # Who has a turn now, and whose time will come: timers of one moment in the order in which they were set.
        self._now: list[Turn] = []
        self._timers: list[tuple[float, int, Turn]] = []
        self._set = 0
        self._left = 0
        self.steps = 0

    def time(self) -> float:
        return self._timeline.now

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        turn = Turn(callback, args, context, 0.0)
        self._now.append(turn)
        return turn

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        turn = Turn(callback, args, context, when)
        self._set += 1
        heapq.heappush(self._timers, (when, self._set, turn))
        return turn

    def call_later(self, delay: float, callback: Any, *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        return self.call_at(self._timeline.now + delay, callback, *args, context=context)

    def _run_once(self) -> None:
        """One round: who is ready has a turn, in a drawn order; time passes only when nobody is."""
        if self._end is not None:
            raise self._end
        timers = self._timers
        while timers and timers[0][2]._canceled:
            heapq.heappop(timers)
        if not self._now and not self._stopping:
            self._pass_to(timers[0][0] if timers else None)
        due = self._timeline.now + RESOLUTION
        while timers and timers[0][0] < due:
            self._now.append(heapq.heappop(timers)[2])
        turns, self._now = self._now, []
        self._draw(turns)
        for place, turn in enumerate(turns):
            if place >= self._left:  # the end came before this turn of the round
                break
            if not turn._canceled:
                try:
                    turn._context.run(turn._callback, *turn.arguments)
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException as error:  # noqa: BLE001 - as asyncio does it: told, and the others go on
                    self.call_exception_handler({"message": f"in {turn._callback}", "exception": error})

    def _pass_to(self, bound: float | None) -> None:
        if not self._timeline.pass_to(bound):
            raise Stuck("nobody has a turn and nothing will happen")
        if self._end is not None:
            raise self._end

    def _draw(self, turns: list[Turn]) -> None:
        """Put the task steps among these into a drawn order; plain callbacks stay where they are."""
        self._left = len(turns)
        if self._left == 1:  # mostly
            self.steps += _is_step(turns[0]._callback)
        else:
            places = [place for place, turn in enumerate(turns) if _is_step(turn._callback)]
            if len(places) > 1:
                drawn = [turns[place] for place in places]
                self._rng.shuffle(drawn)
                for place, turn in zip(places, drawn, strict=True):
                    turns[place] = turn
            self.steps += len(places)
        if self.steps > MOST_STEPS:
            raise Stuck(f"more than {MOST_STEPS} steps")
        self._on_step(self.steps)

    def crash(self) -> None:
        """Stop the machine: part of those who are ready now still have their turn, nobody after them."""
        self._left = self._rng.randint(0, self._left)
        self._end = Crash()

    def finish(self) -> None:
        """End the seed before anybody's next turn."""
        self._end = self._end or Finished()
        self._left = 0

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
        self._now.clear()
        self._timers.clear()
        self.close()

    def _write_to_self(self) -> None:
        """Nobody sleeps, so nobody has to be woken."""

    def _asyncgen_finalizer_hook(self, agen: Any) -> None:
        """A killed process runs nothing to its end, generators neither."""

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> NoReturn:  # type: ignore[override]
        raise Stuck("threads have no place in a run that must repeat")

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> NoReturn:  # type: ignore[override]
        raise Stuck("threads have no place in a run that must repeat")


def _step_type() -> type:
    """What asyncio's C form wraps the first step of a task in."""

    class Probe:
        def get_debug(self) -> bool:
            return False

        def call_soon(self, callback: Any, *args: Any, context: Any = None) -> None:
            seen.append(type(callback))

    probe: Any = Probe()
    seen: list[type] = []

    async def nothing() -> None: ...

    coroutine = nothing()
    task: Any = asyncio.Task(coroutine, loop=probe)
    task._log_destroy_pending = False
    coroutine.close()
    return seen[0]


STEP = _step_type()


def _is_step(callback: Any) -> bool:
    """Whether this is a step of a task, in asyncio's C form or in its Python form."""
    return type(callback) is STEP or isinstance(getattr(callback, "__self__", None), asyncio.Task)
