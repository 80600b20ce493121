"""The venue of the simulated world: it lives outside every process and remembers everything it ever did.

It trades by `core/paper/matching`, so a new kind of order is here by itself. What it tells may be late, told
twice or in parts; what it did is exact, and is what the judges hold the books against.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from random import Random

from adapters.market.simulated import OPENING
from core.accounts.model import PAPER_CURRENCY, PAPER_DEPOSIT
from core.kernel.money import ZERO, Money, Price, Quantity, to_step
from core.market.model import Quote, Rules
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, OrderType, Side, VenueFill
from core.paper.matching import FEE_RATE, fill_price, fill_quantity, taken
from core.paper.model import PaperOrder
from core.ports.broker import ErrorKind
from tests.simulation.loop import Timeline
from tests.simulation.manners import Manners

OPENINGS = {symbol: OPENING[symbol] for symbol in ("BTC/USDT", "ETH/USDT", "SOL/USDT")}
RESTING = (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)
RULES = {
    symbol: Rules(
        tick=Price(tick),
        step=Quantity(step),
        minimum_quantity=Quantity(step),
        minimum_notional=Decimal(1),
        fee_rate=FEE_RATE,
    )
    for symbol, (_, tick, step) in OPENINGS.items()
}
# Three in ten trades happen in parts, the rest of them seconds later.
IN_PARTS = 0.3
REST_SECONDS = (0.3, 6.0)
# What a venue hides of an order altogether, late and forgotten, is shorter than absence takes to be proven, less the
# hole between two questions that counts for it.
FORGETS_SECONDS, HIDES_SECONDS = 20.0, 19.0
SLOWLY = 0.5
# How orders of the venue's own app are named.
APP = "app-"


class Refused(Exception):
    """The venue said no, by a word that it is known for."""

    def __init__(self, kind: ErrorKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


@dataclass(slots=True)
class Placed:
    """An order that reached the venue, and what became of it."""

    number: int
    order: PaperOrder
    landed_at: float
    visible_at: float
    forgotten: tuple[float, float] = (0.0, 0.0)
    fills: list[VenueFill] = field(default_factory=list)

    @property
    def venue_order_id(self) -> str:
        """The venue's own id: its own, not ours."""
        return f"v{self.number}"

    @property
    def resting(self) -> bool:
        """Whether it still may trade."""
        return self.order.status in RESTING

    def snapshot(self) -> OrderSnapshot:
        """How it stands."""
        return OrderSnapshot(
            venue_order_id=self.venue_order_id,
            client_order_id=self.order.client_order_id,
            symbol=self.order.symbol,
            status=self.order.status,
            quantity=self.order.quantity,
            filled=self.order.filled,
            fills=tuple(self.fills),
            reason=self.order.reason,
        )


class Venue:
    """Orders, balances and prices. `tell` hears of every change; `saw` of every order that landed."""

    def __init__(
        self, timeline: Timeline, rng: Random, now: Callable[[], datetime], manners: Manners
    ) -> None:
        self.timeline = timeline
        self.manners = manners
        self.orders: list[Placed] = []
        self.balances: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self.prices = {symbol: Price(opens) for symbol, (opens, _, _) in OPENINGS.items()}
        self.tell: Callable[[str, OrderSnapshot], None] = lambda account, snapshot: None
        self.saw: Callable[[Placed], None] = lambda placed: None
        self.calm = False
        self._rng = rng
        self._now = now

    def quote(self, symbol: str) -> Quote:
        """What it costs now."""
        last, tick = self.prices[symbol], RULES[symbol].tick
        bid, ask = taken(Side.SELL, last, tick), taken(Side.BUY, last, tick)
        return Quote(symbol=symbol, last=last, bid=bid, ask=ask, at=self._now())

    def balance(self, account: str, asset: str) -> Decimal:
        """What an account has; everybody began with the same money."""
        opened = PAPER_DEPOSIT if asset == PAPER_CURRENCY else ZERO
        return opened + self.balances[account, asset]

    def place(self, account: str, request: OrderRequest, replaces: str | None = None) -> Placed:
        """Take an order in; trade at once what can be. Raises `Refused`."""
        if self.manners.unique and (known := self.of(request.client_order_id)):
            return known[0]
        old = None
        if replaces is not None:
            old = next((one for one in self.resting(account) if one.venue_order_id == replaces), None)
            if old is None:
                raise Refused(ErrorKind.NOTHING_TO_REPLACE)
        order = _book_order(account, request, self._now())
        if order.reduce_only and not fill_quantity(order, self._held(order), None):
            raise Refused(ErrorKind.NOTHING_TO_REDUCE)
        if order.reduce_only and not self.manners.several and self._is_backed_already(order, old):
            raise Refused(ErrorKind.INSUFFICIENT_FUNDS)
        placed = self._placed(order)
        self.orders.append(placed)
        if old is not None:
            self._end(old, "replaced")
        self.saw(placed)
        if not self._trade(placed, resting=False):
            self._tell(placed)
        return placed

    def _placed(self, order: PaperOrder) -> Placed:
        now, manners = self.timeline.now, self.manners
        late = 0.0 if self.calm else self._rng.uniform(0, manners.late)
        visible = now + late
        forgotten = (0.0, 0.0)
        if self._rng.random() < manners.forgets:
            from_ = visible + self._rng.uniform(0.0, 20.0)
            length = min(self._rng.uniform(1.0, FORGETS_SECONDS), HIDES_SECONDS - late)
            forgotten = from_, from_ + max(length, 0.0)
        return Placed(len(self.orders) + 1, order, now, visible, forgotten)

    def _is_backed_already(self, order: PaperOrder, leaving: Placed | None) -> bool:
        """Where units back one resting exit: whether those that rest leave too few for this one."""
        resting = (one for one in self.resting(order.account) if one is not leaving)
        same = [one.order for one in resting if one.order.reduce_only and one.order.symbol == order.symbol]
        bound = sum((one.remaining for one in same if one.side is order.side), ZERO)
        return bound + order.quantity > abs(self._held(order))

    def trade_by_app(self, account: str, symbol: str, *, buys: bool, share: Decimal) -> None:
        """The account's owner trades here by another way: more of what is held, or less, down to nothing.

        Nobody turns a position round, or holds one against the bot's: what nets at the venue is left out here, as
        trades of one person against each other are.
        """
        held = self.balance(account, symbol.split("/", maxsplit=1)[0])
        more = buys == (held > 0)
        quantity = Quantity(
            to_step(abs(held) * (share if more else min(share, Decimal(1))), RULES[symbol].step, ROUND_DOWN)
        )
        if not quantity:
            return
        request = OrderRequest(
            client_order_id=f"{APP}{len(self.orders) + 1}",
            symbol=symbol,
            side=Side.BUY if buys else Side.SELL,
            type=OrderType.MARKET,
            quantity=quantity,
        )
        order = _book_order(account, request, self._now())
        placed = Placed(len(self.orders) + 1, order, self.timeline.now, self.timeline.now)
        self.orders.append(placed)
        self._fill(placed, quantity, taken(order.side, self.prices[symbol], RULES[symbol].tick))

    def cancel(self, placed: Placed) -> None:
        """End an order, unless it is over already; where that takes its time, it may trade meanwhile."""
        if not placed.resting:
            return
        slow = 0.0 if self.calm else self.manners.slow_cancel
        if slow and self._rng.random() < SLOWLY:
            self.timeline.after(self._rng.uniform(0.2, slow), lambda: self._cancel_now(placed))
        else:
            self._cancel_now(placed)

    def _cancel_now(self, placed: Placed) -> None:
        if placed.resting:
            self._end(placed, "canceled")

    def knows(self, placed: Placed) -> bool:
        """Whether the venue would show this order now."""
        now = self.timeline.now
        forgotten = placed.forgotten[0] <= now < placed.forgotten[1] and not self.calm
        return placed.visible_at <= now and not forgotten

    def of(self, client_order_id: str) -> list[Placed]:
        """Every order that came under this id, the first one first."""
        return [one for one in self.orders if one.order.client_order_id == client_order_id]

    def visible(self, account: str, client_order_id: str) -> Placed | None:
        """The order as the account may see it by now."""
        for one in self.of(client_order_id):
            if one.order.account == account and self.knows(one):
                return one
        return None

    def resting(self, account: str) -> list[Placed]:
        """What still may trade."""
        return [one for one in self.orders if one.resting and one.order.account == account]

    def move(self, symbol: str, last: Price) -> None:
        """The market goes there, and what rests trades: stops first."""
        self.prices[symbol] = last
        there = [one for one in self.orders if one.resting and one.order.symbol == symbol]
        for placed in sorted(there, key=lambda one: (one.order.type is not OrderType.STOP, one.number)):
            self._reach(placed)

    def fill(self, venue_trade_id: str) -> VenueFill | None:
        """The fill of this name."""
        number = venue_trade_id.removeprefix("v").partition("-")[0]
        if not number.isdecimal() or int(number) > len(self.orders):
            return None
        found = (fill for fill in self.orders[int(number) - 1].fills if fill.venue_trade_id == venue_trade_id)
        return next(found, None)

    def all_fills(self) -> Iterable[tuple[Placed, VenueFill]]:
        """Everything that was ever traded."""
        return ((placed, fill) for placed in self.orders for fill in placed.fills)

    def _reach(self, placed: Placed) -> None:
        if not placed.resting or self._price(placed, resting=True) is None:
            return
        if placed.order.reduce_only and not fill_quantity(placed.order, self._held(placed.order), None):
            self._end(placed, "nothing_to_reduce")
        else:
            self._trade(placed, resting=True)

    def _price(self, placed: Placed, *, resting: bool) -> Price | None:
        symbol = placed.order.symbol
        return fill_price(placed.order, self.quote(symbol), resting=resting)

    def _held(self, order: PaperOrder) -> Decimal:
        return self.balance(order.account, order.symbol.split("/", maxsplit=1)[0])

    def _trade(self, placed: Placed, *, resting: bool) -> bool:
        """Trade what can be, perhaps only a part now; whether anything traded."""
        price = self._price(placed, resting=resting)
        if price is None:
            return False
        order = placed.order
        whole = fill_quantity(order, self._held(order), None)
        part = whole if self.calm or self._rng.random() > IN_PARTS else self._part(order.symbol, whole)
        if not part:
            return False
        self._fill(placed, part, price)
        if part < whole:
            self.timeline.after(self._rng.uniform(*REST_SECONDS), lambda: self._reach(placed))
        if part == whole and placed.resting and order.type is OrderType.MARKET:
            self._end(placed, "nothing_to_reduce")  # nothing at market waits for better days
        else:
            self._tell(placed)
        return True

    def _part(self, symbol: str, whole: Quantity) -> Quantity:
        share = Decimal(self._rng.randint(1, 99)) / 100
        return Quantity(to_step(whole * share, RULES[symbol].step, ROUND_DOWN)) or whole

    def _fill(self, placed: Placed, quantity: Quantity, price: Price) -> None:
        order = placed.order
        base, currency = order.symbol.split("/")
        value = quantity * price
        fee = value * FEE_RATE
        self.balances[order.account, base] += order.side.sign * quantity
        self.balances[order.account, currency] -= order.side.sign * value + fee
        filled = Quantity(order.filled + quantity)
        status = OrderStatus.FILLED if filled == order.quantity else OrderStatus.PARTIALLY_FILLED
        placed.order = replace(order, filled=filled, status=status)
        placed.fills.append(
            VenueFill(
                venue_trade_id=f"{placed.venue_order_id}-{len(placed.fills) + 1}",
                client_order_id=order.client_order_id,
                symbol=order.symbol,
                side=order.side,
                quantity=quantity,
                price=price,
                fee=Money(fee, currency),
                at=self._now(),
            )
        )

    def _end(self, placed: Placed, reason: str) -> None:
        placed.order = replace(placed.order, status=OrderStatus.CANCELED, reason=reason)
        self._tell(placed)

    def _tell(self, placed: Placed) -> None:
        self.tell(placed.order.account, placed.snapshot())


def _book_order(account: str, request: OrderRequest, at: datetime) -> PaperOrder:
    """The request as a row of the book: every field that both know, so that new ones come along."""
    shared = {one.name for one in dataclasses.fields(request)} & {
        one.name for one in dataclasses.fields(PaperOrder)
    }
    values = {name: getattr(request, name) for name in shared}
    return PaperOrder(**values, account=account, status=OrderStatus.OPEN, at=at)
