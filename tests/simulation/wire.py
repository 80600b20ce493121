"""What lies between a process and the venue: requests lost, late or never answered, and the process's end of it.

A request that left is no longer the process's: it lands up to three seconds later, whether or not the process
that sent it still lives by then. What it was answered is heard only by the living.
"""

from __future__ import annotations

import asyncio
import functools
import types
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from core.accounts.model import PAPER_CURRENCY
from core.kernel.errors import Unavailable
from core.kernel.money import Money, Price
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session, SourceState
from core.market.symbols import SymbolTable
from core.orders.model import OrderRequest, OrderSnapshot, OrderType, Sent, VenueFill
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed
from tests.simulation.loop import Timeline
from tests.simulation.manners import Manners
from tests.simulation.venue import RULES, Refused, Venue

T = TypeVar("T")

HALF = 0.5
SLOW, SLOW_SECONDS = 0.15, 0.02
HALTED, HALT_SECONDS = 0.004, 0.9

ABILITIES = Ability.MARKET | Ability.LIMIT | Ability.FIND_BY_CLIENT_ID | Ability.REDUCE_ONLY | Ability.SHORT


class Buried(BaseException):
    """A dead process's code still ran: it is being closed, and may touch nothing."""


@types.coroutine
def _one_turn() -> Iterator[None]:
    """Let everybody else who is ready have a turn."""
    yield


class Life:
    """Whether a process lives. A dead one never comes back from a wait, and so does nothing any more."""

    def __init__(self, rng: Random) -> None:
        self.dead = False
        self.buried = False
        self._rng = rng
        self._chance = rng.random

    async def turn(self) -> None:
        """Let others go first. Every call to the world outside passes here, before and after."""
        if not self.dead:
            # Mostly no time passes; now and then a disk is slow, rarely the whole process stands.
            chance = self._chance()
            if chance > SLOW:
                await _one_turn()
            else:
                seconds = self._rng.uniform(0.0, HALT_SECONDS if chance < HALTED else SLOW_SECONDS)
                await asyncio.sleep(seconds)
        if self.dead:
            await self.stand()

    async def stand(self) -> None:
        """Stop here for ever if dead."""
        if self.buried:
            raise Buried
        if self.dead:
            await asyncio.get_running_loop().create_future()


@dataclass(frozen=True, slots=True)
class Faults:
    """How often what goes wrong, as a share of all times (reliability, 3.2)."""

    lost: float = 0.08
    refused: float = 0.03
    unanswered: float = 0.12
    query: float = 0.10
    cancel: float = 0.10
    stop: float = 0.15
    quote: float = 0.02
    late: float = 0.06
    slow_quote: float = 0.10


class Wire:
    """Carries requests to the venue and answers back, as badly as it was drawn.

    While it is `deaf` no request arrives, while it is `mute` no answer.
    """

    def __init__(self, timeline: Timeline, rng: Random, venue: Venue, faults: Faults) -> None:
        self.timeline = timeline
        self.venue = venue
        self.faults = faults
        self.calm = False
        self.deaf = False
        self.mute = False
        self.under_way = 0
        self._rng = rng

    def happens(self, share: float) -> bool:
        """Whether this goes wrong now."""
        return self._rng.random() < share and not self.calm

    def travel(self) -> float:
        """How long a message is on its way."""
        return (
            self._rng.uniform(0.3, 3.0) if self.happens(self.faults.late) else self._rng.uniform(0.005, 0.2)
        )

    async def carry(self, life: Life, do: Callable[[], T], *, lost: float, unanswered: float) -> T:
        """Send a request and wait for its answer. Raises `BrokerError` as the port says."""
        await life.turn()
        answered: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def answer(result: T | Exception) -> None:
            if life.dead or answered.done():
                return
            if isinstance(result, Exception):
                answered.set_exception(result)
            else:
                answered.set_result(result)

        self._send(do, answer, lost=lost, unanswered=unanswered)
        result = await answered
        await life.turn()
        return result

    def _send(
        self, do: Callable[[], T], answer: Callable[[T | Exception], None], *, lost: float, unanswered: float
    ) -> None:
        if self.deaf or self.happens(lost):
            self._drop(answer)
            return

        def land() -> None:
            self.under_way -= 1
            try:
                result: T | Exception = do()
            except Refused as refused:
                result = BrokerError(refused.kind, Placed.NO, refused.kind.value)
            if self.mute or self.happens(unanswered):
                self._drop(answer)
            else:
                self.timeline.after(self.travel(), lambda: answer(result))

        self.under_way += 1
        self.timeline.after(self.travel(), land)

    def _drop(self, answer: Callable[[Any], None]) -> None:
        """Half of what is lost ends in an error at once, half in silence; an outage is mostly plain to see."""
        if self._rng.random() < (0.9 if self.mute else 0.5):
            self.timeline.after(self.travel(), lambda: answer(_cut_off()))


def _cut_off() -> BrokerError:
    return BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, "the connection was cut")


def abilities_of(manners: Manners) -> Ability:
    """What a venue of these manners can do."""
    more = (
        (manners.unique, Ability.CLIENT_ID_UNIQUE),
        (manners.replace, Ability.REPLACE),
        (manners.several, Ability.MULTI_EXIT),
        (manners.stops, Ability.STOP),
    )
    return functools.reduce(lambda sum_, one: sum_ | one, (one for has, one in more if has), ABILITIES)


class WireBroker:
    """One account at the venue, as one process reaches it."""

    venue = "simulated"

    def __init__(
        self,
        wire: Wire,
        life: Life,
        account: str,
        in_flight: int,
        sending: Callable[[str, OrderRequest, str | None], None],
    ) -> None:
        self._wire = wire
        self._life = life
        self._account = account
        self._sending = sending
        self.in_flight = in_flight
        self.abilities = abilities_of(wire.venue.manners)

    async def rules(self, instrument: Instrument) -> Rules | None:
        return RULES.get(instrument.symbol)

    async def session(self, instrument: Instrument) -> Session:
        return ALWAYS_OPEN

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        return await self._place(request, None)

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        return await self._place(request, venue_order_id)

    async def _place(self, request: OrderRequest, replaces: str | None) -> OrderSnapshot:
        await self._life.stand()
        self._sending(self._account, request, replaces)
        wire, faults = self._wire, self._wire.faults
        # Drawn here and not at the venue, where a second order of one id would draw anew.
        refused = wire.happens(faults.refused)
        fails = request.type is OrderType.STOP and wire.happens(faults.stop)
        refused = refused or (fails and wire.happens(HALF))

        def do() -> OrderSnapshot:
            if refused:
                raise Refused(ErrorKind.REJECTED)
            return wire.venue.place(self._account, request, replaces).snapshot()

        return await wire.carry(
            self._life, do, lost=1.0 if fails and not refused else faults.lost, unanswered=faults.unanswered
        )

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        def do() -> OrderSnapshot | None:
            venue = self._wire.venue
            known = [one for one in venue.orders if one.venue_order_id == order.venue_order_id]
            placed = known[0] if known else venue.visible(self._account, order.client_order_id)
            if placed is None or placed.order.account != self._account or not venue.knows(placed):
                return None
            venue.cancel(placed)
            return placed.snapshot()

        return await self._ask(do, self._wire.faults.cancel)

    async def find(self, order: Sent) -> OrderSnapshot | None:
        def do() -> OrderSnapshot | None:
            placed = self._wire.venue.visible(self._account, order.client_order_id)
            return None if placed is None else placed.snapshot()

        return await self._ask(do, self._wire.faults.query)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        def do() -> Sequence[OrderSnapshot]:
            venue = self._wire.venue
            return [placed.snapshot() for placed in venue.resting(self._account) if venue.knows(placed)]

        return await self._ask(do, self._wire.faults.query)

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        ids = {order.client_order_id for order in orders}

        def do() -> Sequence[VenueFill]:
            venue = self._wire.venue
            found = [fill for _, fill in venue.all_fills() if fill.client_order_id in ids]
            return sorted(found, key=lambda fill: (fill.at, fill.venue_trade_id))

        return await self._ask(do, self._wire.faults.query)

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        def do() -> Sequence[VenueFill]:
            found = [
                fill
                for placed, fill in self._wire.venue.all_fills()
                if placed.order.account == self._account and fill.at >= since
            ]
            return sorted(found, key=lambda fill: (fill.at, fill.venue_trade_id))

        return await self._ask(do, self._wire.faults.query)

    async def balances(self) -> Sequence[Money]:
        def do() -> Sequence[Money]:
            venue = self._wire.venue
            touched = {asset for account, asset in venue.balances if account == self._account}
            assets = sorted({PAPER_CURRENCY, *touched})
            held = [Money(venue.balance(self._account, asset), asset) for asset in assets]
            return [money for money in held if money.amount]

        return await self._ask(do, self._wire.faults.query)

    async def _ask(self, do: Callable[[], T], fails: float) -> T:
        # Questions cost nothing when they get lost, so both ways share the loss.
        return await self._wire.carry(self._life, do, lost=fails / 2, unanswered=fails / 2)


class WireMarket:
    """The venue's prices, as one process sees them: sometimes slowly, sometimes not at all."""

    simulated = True
    sources: tuple[SourceState, ...] = ()

    def __init__(self, wire: Wire, life: Life, table: SymbolTable, rng: Random) -> None:
        self._wire = wire
        self._life = life
        self._rng = rng
        self.table = table

    async def quote(self, instrument: Instrument) -> Quote:
        await self._life.turn()
        if instrument.symbol not in RULES or self._wire.happens(self._wire.faults.quote):
            raise Unavailable(f"no price of {instrument.symbol}")
        if self._wire.happens(self._wire.faults.slow_quote):
            await asyncio.sleep(self._rng.uniform(0.1, 2.0))
        await self._life.turn()
        return self._wire.venue.quote(instrument.symbol)

    async def shown(self, instrument: Instrument) -> Quote | None:
        try:
            return await self.quote(instrument)
        except Unavailable:
            return None

    def tick(self, instrument: Instrument) -> Price:
        return RULES[instrument.symbol].tick
