"""A backup is taken while the world goes on, and put back later: the venue remembers what the books have forgotten.

The rest is a world like any other, with its faults and kills. What is judged is the promise alone (P15): nothing is
sent a second time, entries stay off, and in the end the books know what is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from core.orders.model import Order, OrderRequest, Purpose
from core.portfolio.lots import base_of
from core.portfolio.model import Cash, Portfolio, Position
from core.recovery.model import Discrepancy
from core.recovery.safety import begin_epoch
from tests.simulation.house import House
from tests.simulation.process import Process

# The copy is of a moment in the thick of it; it is put back when much has happened since.
BACKED_UP, PUT_BACK = (4.0, 28.0), (1.0, 40.0)
DOWN_SECONDS = 5.0
COMPARED_SECONDS = 150.0


class Drill(House):
    """One seed with a restore in it."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        random = self.random("drill")
        self._at = random.uniform(*BACKED_UP)
        self._back_at = min(self._at + random.uniform(*PUT_BACK), self.scenario.heals - 2 * DOWN_SECONDS)
        self._copy: Mapping[type, tuple[dict[Any, Any], int]] = {}
        self._restore_due = self._restored = False
        self.sent_again: list[str] = []
        self.entries_since: list[str] = []

    def live_through(self) -> list[str]:
        """Live it, and what must not have been."""
        self._settle_in()
        self.venue.tell = self._tell
        self._announce_outside()
        self.timeline.after(self._at, self._back_up)
        self.timeline.after(self._back_at, self._put_back)
        while self._one_life():
            if self._restore_due:
                self._restore_due, self._restored = False, True
                self._write_back()
        return [*self.violations, *self.judged()]

    def _announce_outside(self) -> None:
        """Everything that comes from outside, without the judges: to them a past that comes back is a violation."""
        self._announce()
        self.memory.watch = lambda changes: None
        self.venue.saw = lambda placed: None

    def _back_up(self) -> None:
        self.said("BACKUP")
        self._copy = {kind: (dict(table.rows), table.counter) for kind, table in self.memory.tables.items()}

    def _put_back(self) -> None:
        if self._loop is None:  # between two lives: at the next moment of one
            self.timeline.after(0.5, self._put_back)
            return
        self.said("RESTORE")
        self._restore_due, self._down = True, DOWN_SECONDS
        self._loop.crash()

    def _write_back(self) -> None:
        for kind, (rows, counter) in self._copy.items():
            table = self.memory.tables[kind]
            for key in list(table.rows):
                table.write(key, None)
            for key, row in rows.items():
                table.write(key, row)
            table.counter = counter

    def _start(self) -> None:
        self._started += 1
        process = Process(self, self._started, alone=self.scenario.workers == 1)
        self._processes.append(process)
        self.said(f"{process.name} starts")
        process.begin("life", self._life_of(process), lambda: None)

    def _life_of(self, process: Process) -> Callable[[], Any]:
        async def life() -> None:
            # What `bot/run.py` does with the file beside the database, which a restore leaves as it is.
            await begin_epoch(process.world, 1_000_000 if self._restored else None)
            await process.run(alone=self.scenario.workers == 1)

        return life

    def sending(self, who: str, account: str, request: OrderRequest, replaces: str | None) -> None:
        """An order leaves: nothing that is at the venue already, and no entry in safe mode."""
        if self.venue.of(request.client_order_id):
            self.sent_again.append(f"{who} sends {request.client_order_id} again")
        found = self.memory.all(Order)
        order = next((one for one in found if one.client_order_id == request.client_order_id), None)
        if self._restored and order is not None and order.purpose is Purpose.ENTRY:
            self.entries_since.append(f"{who} sends the entry {order.id} in safe mode")

    def _look(self, quiet: int) -> None:
        """Not over before every account was compared once more with nothing failing."""
        super()._look(quiet if self.timeline.now > self.scenario.heals + COMPARED_SECONDS else 0)

    # -- the verdict

    def judged(self) -> list[str]:
        """What must hold in the end."""
        twice = Counter(placed.order.client_order_id for placed in self.venue.orders)
        double = [f"{id_} is at the venue {count} times" for id_, count in twice.items() if count > 1]
        return [*self.sent_again, *self.entries_since, *double, *self._unknown_holdings()]

    def _unknown_holdings(self) -> list[str]:
        """What the venue holds and the books do not, unless that is known as a difference."""
        words = []
        known = {(row.account, row.asset) for row in self.memory.all(Discrepancy) if row.ended_at is None}
        for portfolio in self.memory.all(Portfolio):
            books: Counter[str] = Counter()
            for cash in self.memory.all(Cash):
                if cash.portfolio == portfolio.id:
                    books[cash.currency] += cash.amount  # type: ignore[assignment]
            for position in self.memory.all(Position):
                if position.portfolio == portfolio.id:
                    books[base_of(position.symbol)] += position.quantity  # type: ignore[assignment]
            for asset, amount in sorted(books.items()):
                theirs = self.venue.balance(portfolio.account, asset)
                if amount != theirs and (portfolio.account, asset) not in known:
                    words.append(f"{asset} of {portfolio.account[:6]}: {amount} here, {theirs} there")
        return words
