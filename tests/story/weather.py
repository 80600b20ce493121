"""What a venue does in a story, beyond answering. `bellwether console FILE` reads these lines as comments.

Once, to the next order (`order` may be `stop`, `limit` or `market`, and `the next 3 orders` means three):

    # venue: loses the answer                  it takes the order; the answer never arrives
    # venue: loses the order                   the order never arrives there; nobody says so
    # venue: cuts the answer                   it takes the order; the answer cannot be read
    # venue: hides the next order for 5s       it takes the order, loses the answer, and knows nothing of it for 5 s
    # venue: fills the next order 10s late     it takes the order, and tells of the fills only then
    # venue: fills half of the next order      the rest is cancelled by the venue
    # venue: has two of the next order         loses the answer, knows no names of ours, and two orders there fit
    # venue: refuses the next stop: invalid_price
    # venue: loses the next cancel             the same for the end of an order; `the answer to the next cancel`

From now on, until `# venue: is well`:

    # venue: silent 30s                        no connection for so long
    # venue: revoked                           the key is not accepted any more
    # venue: closed BTC/USDT until 15:30       the market is shut until then, UTC (or for good, without `until`)
    # venue: does not trade TON/USDT
    # venue: offers leverage of 50x            its rules say so; what is bought is paid in full all the same
    # venue: takes 2s                          every call is so long on its way
    # venue: says everything twice

Without us, at once (on the paper account in USDT):

    # venue: ann sells 0.02 BTC/USDT           somebody trades there, not through us
    # venue: ann cancels the stop              the resting stops of the account end there
    # venue: ann moves -0.01 BTC               units leave the account, or come to it, without a trade
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from adapters.brokers.faulty import Fault, Faults, Faulty, Trouble
from bot.clock import STORY_BEGINS, VirtualClock
from core.accounts.model import PAPER_CURRENCY
from core.context import World
from core.kernel.money import Quantity
from core.kernel.time import parse_length
from core.orders.model import Order, OrderRequest, OrderSnapshot, OrderType, Side, VenueReported
from core.orders.sent import sent_of
from core.paper.model import PaperBalance
from core.portfolio.model import Cash, Portfolio
from core.portfolio.opening import open_paper
from core.ports.broker import Broker, ErrorKind
from tests.town import person_id

VENUE = "# venue: "

_NEXT = r"the next (?:(?P<times>\d+) )?(?P<type>order|stop|limit|market)(?: order)?s?"
_ONCE = {
    rf"loses the answer(?: to {_NEXT})?": Trouble.LOSE_ANSWER,
    rf"loses (?:the order|{_NEXT})": Trouble.LOSE_ORDER,
    rf"cuts the answer(?: to {_NEXT})?": Trouble.CUT_ANSWER,
    rf"hides {_NEXT} for (?P<lasts>\w+)": Trouble.HIDE,
    rf"fills {_NEXT} (?P<lasts>\w+) late": Trouble.FILL_LATE,
    rf"fills half of {_NEXT}": Trouble.FILL_PART,
    rf"has two of {_NEXT}": Trouble.TWIN,
    rf"refuses {_NEXT}: (?P<kind>\w+)": Trouble.REFUSE,
}
_CANCELS = {
    "loses the next cancel": Trouble.LOSE_ORDER,
    "loses the answer to the next cancel": Trouble.LOSE_ANSWER,
}


@dataclass(slots=True)
class Forecast(Faults):
    """The venue's weather; and once, where the story says so, our own program breaks on its way there."""

    breaks: Exception | None = None

    def reach(self) -> None:
        broken, self.breaks = self.breaks, None
        if broken is not None:
            raise broken
        Faults.reach(self)


class Weather:
    """Turns the words of a story into what happens between the core and its venue."""

    def __init__(self, clock: VirtualClock, known: Callable[[str], str] = person_id) -> None:
        self._known = known
        self.faults = Forecast(clock=clock)
        self._inner: dict[str, Broker] = {}
        self._by_hand: list[Callable[[World], Awaitable[None]]] = []
        self._number = 0

    def around(self, broker: Broker, account: str) -> Broker:
        """The account's broker, with the weather before it."""
        self._inner[account] = broker
        return Faulty(broker, account, self.faults)

    def blows_over(self, world: World) -> None:
        """The program at work now is this one: it hears what the venue tells unasked."""

        async def report(account: str, snapshot: OrderSnapshot) -> None:
            async with world.store.unit() as unit:
                unit.record(VenueReported(account, (snapshot,)))

        self.faults.report = report

    async def pass_by(self, world: World) -> bool:
        """After a line: the venue tells what is due. Whether there was anything that could be."""
        if not self.faults.repeats and all(one.filled_from is None for one in self.faults.seen.values()):
            return False
        await self.faults.catch_up(lambda account: self._inner[account])
        return True

    def say(self, words: str) -> bool:
        """What the venue does from now on. False for words that mean nothing."""
        return self._once(words) or self._lasting(words) or self._without_us(words)

    async def happen(self, world: World) -> None:
        """What people do at the venue without us, before the next line."""
        while self._by_hand:
            await self._by_hand.pop(0)(world)

    def alter_cash(self, name: str, by: Decimal) -> None:
        """Before the next line a row of the books is changed, as no code of ours does."""

        async def alter(world: World) -> None:
            [portfolio] = await world.view.all(Portfolio, account=self._account_of(name))
            async with world.store.unit() as unit:
                [cash] = await unit.all(Cash, portfolio=portfolio.id)
                await unit.put([replace(cash, amount=cash.amount + by)])

        self._by_hand.append(alter)

    def _account_of(self, name: str) -> str:
        return paper_account(self._known(name))

    def _without_us(self, words: str) -> bool:
        if found := re.fullmatch(r"(\w+) (buys|sells) (\S+) (\S+)", words):
            name, verb, quantity, symbol = found.groups()
            side = Side.BUY if verb == "buys" else Side.SELL
            self._by_hand.append(lambda world: self._trade(self._account_of(name), side, quantity, symbol))
        elif found := re.fullmatch(r"(\w+) cancels the stop", words):
            name = found[1]
            self._by_hand.append(lambda world: self._end_stops(world, self._account_of(name)))
        elif found := re.fullmatch(r"(\w+) moves (\S+) (\w+)", words):
            name, units, asset = found.groups()
            self._by_hand.append(lambda world: _move(world, self._account_of(name), Decimal(units), asset))
        else:
            return False
        return True

    async def _trade(self, account: str, side: Side, quantity: str, symbol: str) -> None:
        self._number += 1
        request = OrderRequest(
            client_order_id=f"by-hand-{self._number}",
            symbol=symbol,
            side=side,
            type=OrderType.MARKET,
            quantity=Quantity(quantity),
        )
        await self._inner[account].submit(request)

    async def _end_stops(self, world: World, account: str) -> None:
        orders = await world.view.all(Order, account=account, type=OrderType.STOP)
        for order in orders:
            await self._inner[account].cancel(sent_of(order, None))

    def _once(self, words: str) -> bool:
        if words in _CANCELS:
            self.faults.plan(Fault(trouble=_CANCELS[words], verb="cancel"))
            return True
        for pattern, trouble in _ONCE.items():
            if found := re.fullmatch(pattern, words):
                self._plan(trouble, found.groupdict())
                return True
        return False

    def _plan(self, trouble: Trouble, words: dict[str, str | None]) -> None:
        kind = words.get("type") or "order"
        fault = Fault(
            trouble=trouble,
            type=None if kind == "order" else OrderType(kind),
            times=int(words.get("times") or 1),
            lasts=_length(words.get("lasts") or "5s"),
            kind=ErrorKind(words.get("kind") or ErrorKind.REJECTED.value),
        )
        self.faults.plan(fault)

    def _lasting(self, words: str) -> bool:
        faults, now = self.faults, self.faults.clock.now()
        if words == "is well":
            faults.end()
        elif words == "revoked":
            faults.revoked = True
        elif words == "says everything twice":
            faults.repeats = True
        elif found := re.fullmatch(r"silent (\w+)", words):
            faults.silent_until = now + _length(found[1])
        elif found := re.fullmatch(r"takes (\w+)", words):
            faults.latency = _length(found[1])
        elif found := re.fullmatch(r"does not trade (\S+)", words):
            faults.untraded.add(found[1])
        elif found := re.fullmatch(r"offers leverage of (\d+)x", words):
            faults.lends = Decimal(found[1])
        elif found := re.fullmatch(r"closed (\S+)(?: until (\d\d):(\d\d))?", words):
            faults.closed[found[1]] = None if found[2] is None else _next(now, int(found[2]), int(found[3]))
        else:
            return False
        return True


def account_of(name: str) -> str:
    """The paper account of somebody in a story that is told on the console."""
    return paper_account(person_id(name))


def paper_account(person: str) -> str:
    """The first paper account that somebody has."""
    return open_paper(person, PAPER_CURRENCY, STORY_BEGINS).account.id


async def _move(world: World, account: str, units: Decimal, asset: str) -> None:
    async with world.store.unit() as unit:
        held = await unit.get(PaperBalance, account, asset)
        amount = units if held is None else held.amount + units
        await unit.put([PaperBalance(account=account, asset=asset, amount=amount)])


def _length(words: str) -> timedelta:
    length = parse_length(words)
    assert length is not None, words
    return length


def _next(now: datetime, hour: int, minute: int) -> datetime:
    """The next time that a clock in UTC shows this."""
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return at if at > now else at + timedelta(days=1)
