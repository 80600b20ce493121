"""One seed from its first second to its verdict: lives of the machine, one after the other, in one drawn world."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from core.accounts.model import Account
from core.kernel.codec import Vocabulary
from core.kernel.money import use_exact_context
from core.kernel.time import Clock
from core.orders.model import OrderRequest, OrderSnapshot, Trade
from core.ports.store import Store
from core.signals.model import Post
from storage.tables import TABLES
from tests.simulation.file import File, followed
from tests.simulation.judges import Judges
from tests.simulation.loop import Crash, Finished, SeededLoop, Stuck, Timeline
from tests.simulation.process import BEGINS, Process
from tests.simulation.scenario import Hand, Kill, Moved, Outside, Posted, Pull, draw, draw_alone
from tests.simulation.store import Memory, MemoryStore
from tests.simulation.venue import Venue
from tests.simulation.wire import Faults, Life, Wire
from tests.town import AUTHOR, CHANNEL, PLATFORM, person_id, settle_in

LOOK_SECONDS = 5.0
PATIENCE = 400.0
TWICE = 0.10
# Whoever was not acknowledged comes again: the venue's stream, a platform's post, sometimes a person.
AGAIN_SECONDS = 8.0
HEARD = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a seed. `trace` is what happened, in order; `counts` what there was of it."""

    seed: int
    violations: tuple[str, ...]
    trace: tuple[str, ...]
    counts: Counter[str]
    steps: int

    @property
    def fingerprint(self) -> str:
        """Equal for equal runs."""
        return hashlib.sha256(
            "\n".join((*self.trace, *self.violations, str(self.steps))).encode()
        ).hexdigest()


def run_seed(seed: int, *, on_file: bool = False) -> Outcome:
    """Live one world, on rows in memory or on a SQLite file. The garbage collector is off meanwhile: it would run
    what is not of the seed.
    """
    use_exact_context()
    collecting = gc.isenabled()
    gc.disable()
    try:
        return House(seed, on_file=on_file).live()
    finally:
        if collecting:
            gc.enable()


class _Nobody:
    """Who writes what was there before the first process: nobody else is there, so nobody waits."""

    async def turn(self) -> None:
        """At once."""


class _Clock:
    """What a process believes of the time."""

    def __init__(self, house: House, off: float) -> None:
        self._timeline = house.timeline
        self._jumps = house.scenario.jumps
        self._off = off

    def now(self) -> datetime:
        now = self._timeline.now
        jumped = sum(jump.seconds for jump in self._jumps if jump.at <= now) if self._jumps else 0.0
        return BEGINS + timedelta(microseconds=round((now + self._off + jumped) * 1_000_000))


class House:
    """Everything outside the processes, and who of them lives."""

    def __init__(self, seed: int, *, on_file: bool = False) -> None:
        self.seed = seed
        self.scenario = (draw_alone if on_file else draw)(self.random("scenario"))
        self.timeline = Timeline()
        self.memory = Memory(TABLES.mappers, side_by_side=self.scenario.side_by_side)
        self._file = File(self.memory) if on_file else None
        self.venue = Venue(self.timeline, self.random("venue"), self.now, self.scenario.manners)
        self.wire = Wire(self.timeline, self.random("wire"), self.venue, Faults())
        self.in_flight = self.scenario.in_flight
        self.violations: list[str] = []
        self.trace: list[str] = []
        self.judges = Judges(self.memory, self.venue, self.found, self.said, self._closings)
        self._rng = self.random("house")
        self._turns = self.random("turns")
        self._kills = list(self.scenario.kills)
        self._processes: list[Process] = []
        self._dead: list[Process] = []
        self._started = 0
        self._steps = 0
        self._down = 0.0
        self._told = 0
        self._news = 0
        self._loop: SeededLoop | None = None

    # -- what processes find

    def random(self, purpose: str) -> Random:
        """A stream of chance of its own, so that what one part draws does not shift the others."""
        return Random(f"{self.seed}/{purpose}")

    def clock(self, number: int) -> Clock:
        """The clock of a process: it may be some seconds off, and it jumps when somebody sets the machine's."""
        skewed = self.scenario.skewed
        return _Clock(self, self.random(f"clock {number}").uniform(-skewed, skewed))

    def now(self) -> datetime:
        """The true time of day."""
        return BEGINS + timedelta(microseconds=round(self.timeline.now * 1_000_000))

    def open_store(
        self,
        clock: Clock,
        vocabulary: Vocabulary,
        subscribers: Mapping[str, Sequence[str]],
        ring: Callable[[], None],
        life: Life,
    ) -> Store:
        """A process's way to what survives it."""
        if self._file is not None:
            return self._file.store(clock, vocabulary, subscribers, ring, life)
        return MemoryStore(self.memory, clock, vocabulary, subscribers, ring, life)

    def said(self, text: str) -> None:
        """A line of the trace."""
        self.trace.append(f"{self.timeline.now:9.4f} {text}")

    def found(self, violation: str) -> None:
        """Something that must not be. The seed ends here: what follows would only blur it."""
        self.said(f"VIOLATION: {violation}")
        self.violations.append(violation)
        if self._loop is not None:
            self._loop.finish()

    def broke(self, who: str, error: BaseException) -> None:
        """Something failed that nobody expects to fail."""
        where = "".join(traceback.format_exception(error)[-4:]).rstrip()
        self.found(f"{who}: {type(error).__name__}: {error}\n{where}")

    def sending(self, who: str, account: str, request: OrderRequest, replaces: str | None) -> None:
        """An order is about to leave a process."""
        self.judges.counts["sent"] += 1
        self.judges.sending(who, account, request)

    def rang(self, process: Process) -> None:
        """A bell was rung: the others hear it, or not."""
        for other in self._processes:
            if other is not process and self._rng.random() < HEARD:
                self.timeline.after(self._rng.uniform(0.0, 0.01), other.hear_bell)

    # -- the course of a seed

    def live(self) -> Outcome:
        """Life after life, until the end."""
        self._settle_in()
        self._announce()
        with contextlib.ExitStack() as stack:
            if self._file is not None:
                stack.callback(self._file.close)
                stack.enter_context(followed(self._file))
                self._file.settle()
            while self._one_life():
                self.judges.counts["machine kills"] += 1
            if not self.violations:
                self.judges.in_the_end()
            for word in () if self._file is None or self.violations else self._file.differences():
                self.found(word)
        return Outcome(self.seed, tuple(self.violations), tuple(self.trace), self.judges.counts, self._steps)

    def _settle_in(self) -> None:
        """The town before the first second: a provider and followers, with no process yet."""
        store = MemoryStore(self.memory, self, Vocabulary(()), {}, lambda: None, _Nobody())
        coroutine = settle_in(store, self.scenario.followers, self.now())
        try:
            coroutine.send(None)
        except StopIteration:
            return
        raise Stuck("settling in waited for something")

    def _announce(self) -> None:
        """Put everything that comes from outside onto the timeline."""
        self.memory.watch = self.judges.committed
        self.venue.saw = self.judges.landed
        self.venue.tell = self._tell
        for post in self.scenario.posts:
            for arrival in post.arrivals:
                self.timeline.after(arrival, partial(self._post, post))
        for move in self.scenario.moves:
            self.timeline.after(move.at, partial(self._move, move))
        for one in self.scenario.outside:
            self.timeline.after(one.at, partial(self._trade_outside, one))
        for number, hand in enumerate(self.scenario.hands):
            self.timeline.after(hand.at, partial(self._hand, f"tap:{number}", hand))
        outage = self.scenario.outage
        if outage is not None:
            self.timeline.after(outage.start, lambda: self._cut(deaf=outage.deaf, mute=True))
            self.timeline.after(outage.end, lambda: self._cut(deaf=False, mute=False))
        self.timeline.after(self.scenario.heals, self._heal)

    def _one_life(self) -> bool:
        """From a start to a kill; whether another life follows."""
        base = self._steps

        def on_step(steps: int) -> None:
            self._steps = base + steps
            while self._kills and self._steps >= self._kills[0].step:
                self._kill(self._kills.pop(0))

        loop = self._loop = SeededLoop(self.timeline, self._turns, on_step)
        loop.set_exception_handler(self._lost)
        again = False
        try:
            loop.run_until_complete(self._machine(self._down))
        except Crash:
            again = not self.violations
        except Finished:
            pass
        except Stuck as stuck:
            self.found(str(stuck))
        finally:
            self._loop = None
            for process in (*self._processes, *self._dead):
                process.life.dead = process.life.buried = True
                self._undo(process)
            self._processes.clear()
            self._dead.clear()
            loop.bury()
        return again

    def _lost(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Something failed in the loop itself; what the dead left behind is no failure."""
        if loop is self._loop:
            self.found(f"{context.get('message')}: {context.get('exception')!r}")

    async def _machine(self, down: float) -> None:
        await asyncio.sleep(down)
        for _ in range(self.scenario.workers):
            self._start()
        await asyncio.get_running_loop().create_future()

    def _start(self) -> None:
        self._started += 1
        process = Process(self, self._started, alone=self.scenario.workers == 1)
        self._processes.append(process)
        self.said(f"{process.name} starts")
        alone = self.scenario.workers == 1
        process.begin("life", lambda: process.run(alone=alone), lambda: None)

    def _kill(self, kill: Kill) -> None:
        if self._loop is None or self.timeline.now >= self.scenario.heals:
            return
        if kill.machine:
            self.said(f"KILL the machine at step {self._steps}")
            self._down = kill.down
            self._loop.crash()
        elif self._processes:
            victim = self._processes.pop(self._rng.randrange(len(self._processes)))
            self.said(f"KILL {victim.name} at step {self._steps}")
            self.judges.counts["worker kills"] += 1
            victim.life.dead = True
            self._dead.append(victim)
            self._undo(victim)
            self._loop_only(kill.down, self._start)

    def _undo(self, process: Process) -> None:
        """The database undoes what a dead process was in the middle of."""
        self.memory.locks.of_the_dead(process.life)
        if self._file is not None:
            self._file.bury(process.life)

    def _loop_only(self, seconds: float, do: Callable[[], None]) -> None:
        """Do this later, unless the machine stopped meanwhile: its next start starts everybody."""
        loop = self._loop
        self.timeline.after(seconds, lambda: do() if self._loop is loop else None)

    def _heal(self) -> None:
        """From here on nothing fails, nobody is killed, and time only passes."""
        self.said("healing begins")
        self.wire.calm = self.venue.calm = True
        self._cut(deaf=False, mute=False)
        self._kills.clear()
        self.timeline.after(LOOK_SECONDS, lambda: self._look(0))

    def _look(self, quiet: int) -> None:
        """End the seed once everything was at rest twice in a row, or when patience ends."""
        busy = self._told or self._news or self.wire.under_way or self.judges.unsettled()
        quiet = 0 if busy else quiet + 1
        if quiet == 2 or self.timeline.now > self.scenario.heals + PATIENCE:
            if self._loop is not None:
                self._loop.finish()
        else:
            self.timeline.after(LOOK_SECONDS, lambda: self._look(quiet))

    # -- what comes in from outside

    def _to_somebody(
        self, what: str, make: Callable[[Process], Coroutine[Any, Any, None]], *, again: bool = True
    ) -> None:
        """Hand this to a process that is up; as long as nobody acknowledged it, it comes again."""
        self._told += 1
        acknowledged = False

        def done() -> None:
            nonlocal acknowledged
            if not acknowledged:
                acknowledged = True
                self._told -= 1

        def give_up_or_repeat() -> None:
            if acknowledged:
                return
            if again:
                hand()
            else:
                done()

        def hand() -> None:
            up = [process for process in self._processes if process.ready and not process.life.dead]
            if not up or self._loop is None:
                self.timeline.after(1.0, hand)
                return
            process = self._rng.choice(up)
            process.begin(what, lambda: make(process), done)
            self.timeline.after(AGAIN_SECONDS, give_up_or_repeat)

        hand()

    def _tell(self, account: str, snapshot: OrderSnapshot) -> None:
        """The venue's stream: late, sometimes twice, never lost."""
        self.said(
            f"venue: {snapshot.venue_order_id} is {snapshot.status} {snapshot.filled}/{snapshot.quantity}"
        )
        self.judges.counts["events"] += 1
        away = (
            self.scenario.outage.end - self.timeline.now if self.scenario.outage and self.wire.mute else 0.0
        )
        for _ in range(2 if self._rng.random() < TWICE and not self.wire.calm else 1):
            late = away + self._rng.uniform(0.0, self.scenario.manners.stream)
            self._news += 1
            self.timeline.after(late, lambda: self._arrives(account, snapshot))

    def _arrives(self, account: str, snapshot: OrderSnapshot) -> None:
        self._news -= 1
        self._to_somebody("stream", lambda process: process.take(account, snapshot))

    def _post(self, posted: Posted) -> None:
        about = "" if posted.reply_to is None else f" ^{posted.reply_to}"
        self.said(f"{AUTHOR} #{CHANNEL}{about}{' ~' if posted.version else ''}: {posted.text}")
        post = Post(
            platform=PLATFORM,
            channel=CHANNEL,
            message=f"m{posted.number}",
            version=posted.version,
            author=AUTHOR,
            author_name=AUTHOR,
            text=posted.text,
            posted_at=BEGINS + timedelta(seconds=round(posted.at, 6)),
            reply_to=None if posted.reply_to is None else f"m{posted.reply_to}",
        )
        self._to_somebody("post", lambda process: process.hear(post))

    def _closings(self, trade: Trade) -> int:
        """How often somebody asked to close this trade."""
        mine = [one for one in self.scenario.hands if one.closes and person_id(one.person) == trade.person]
        said = [one for one in self.scenario.posts if one.closes and one.symbol == trade.symbol]
        return len(mine) + len(said)

    def _move(self, move: Moved) -> None:
        self.said(f"market: {move.symbol} {move.last}")
        self.venue.move(move.symbol, move.last)

    def _trade_outside(self, one: Outside) -> None:
        account = next(row for row in self.memory.all(Account) if row.person == person_id(one.person))
        self.said(
            f"{one.person} {'buys' if one.buys else 'sells'} {one.share} {one.symbol} at the venue itself"
        )
        self.judges.counts["outside"] += 1
        self.venue.trade_by_app(account.id, one.symbol, buys=one.buys, share=one.share)

    def _cut(self, *, deaf: bool, mute: bool) -> None:
        self.said(
            f"venue: {'no request arrives' if deaf else 'requests arrive'}, {'no' if mute else 'all'} answers"
        )
        self.wire.deaf, self.wire.mute = deaf, mute

    def _hand(self, cause: str, hand: Hand) -> None:
        again = self._rng.random() < 0.5
        self.said(f"{hand.person}: {hand.pull or hand.line}")
        self.judges.counts["hands"] += 1
        if hand.pull is None:
            self._command(hand.person, hand.line, cause, again=again)
        elif hand.pull in (Pull.ENTRIES, Pull.FLATTEN):
            self._command(hand.person, f"/panic {hand.pull}", cause, again=again)
        else:
            self._command(AUTHOR, f"/admin kill {hand.pull}", cause, again=True)

    def _command(self, person: str, line: str, cause: str, *, again: bool) -> None:
        self._to_somebody(line, lambda process: process.command(person, line, cause=cause), again=again)
