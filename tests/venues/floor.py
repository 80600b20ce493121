"""An exchange in memory, outside the program: accounts, balances, orders, fills and prices.

It trades by `core/paper/matching` with the paper venue's figures, so that one contract suite holds over everything that
stands on it. How a venue names things, numbers them and writes them on a wire is the business of the servers here.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from adapters.market.simulated import OPENING
from core.kernel.money import ZERO, Money, Price, Quantity
from core.market.model import Quote, Rules
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce, VenueFill
from core.paper.fees import IN_QUOTE, charge
from core.paper.matching import FEE_RATE, day_over, fill_price, fill_quantity, taken, triggers
from core.paper.model import PaperOrder
from core.ports.broker import ErrorKind

RESTING = (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)
OPENS = Price("60000")


class Refused(Exception):
    """The exchange said no. `kind` is the class of refusal; servers word it as their venue does."""

    def __init__(self, kind: ErrorKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


@dataclass(slots=True)
class Placed:
    """An order that reached the exchange, and what became of it. `ended` says why, once it is over."""

    number: int
    order: PaperOrder
    placed_at: datetime
    changed_at: datetime
    fills: list[VenueFill] = field(default_factory=list)
    hidden: bool = False

    @property
    def status(self) -> OrderStatus:
        """How it stands."""
        return self.order.status

    @property
    def resting(self) -> bool:
        """Whether it still may trade."""
        return self.order.status in RESTING

    @property
    def ended(self) -> str:
        """Why it is over: `canceled`, `replaced`, `ioc`, `fok`, `day`, or a refusal's name; empty before."""
        return self.order.reason

    @property
    def spent(self) -> Decimal:
        """What its fills were worth together, in quote currency."""
        return sum((fill.quantity * fill.price for fill in self.fills), ZERO)


def rules(tick: str = "0.01", step: str = "0.00001", *, minimum: str = "1", fee: Decimal = FEE_RATE) -> Rules:
    """Rules of an instrument as the paper venue has them for BTC/USDT."""
    return Rules(
        tick=Price(tick),
        step=Quantity(step),
        minimum_quantity=Quantity(step),
        minimum_notional=Decimal(minimum),
        fee_rate=fee,
    )


LISTINGS: Mapping[str, Rules] = {"BTC/USDT": rules(), "ETH/USDT": rules(step="0.0001")}


def pair(symbol: str) -> tuple[str, str]:
    """What is traded and what it is paid in: a stock is paid in dollars."""
    base, _, quote = symbol.partition("/")
    return base, quote or "USD"


class Floor:
    """Orders, balances and prices of all accounts. `listings` may be changed: what is taken out is delisted.

    `reserves`: what rests binds the units or the money it would need, so that one lot backs one resting sale.
    `shorts`: an account may sell what it does not hold, up to the money that it has.
    `unique`: the second order of one client order id is the first one, as the paper venue has it.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        listings: Mapping[str, Rules] = LISTINGS,
        *,
        reserves: bool = False,
        shorts: bool = True,
        unique: bool = False,
    ) -> None:
        self.now = now
        self.listings = dict(listings)
        self.reserves, self.shorts, self.unique = reserves, shorts, unique
        self.orders: list[Placed] = []
        self.closed: set[str] = set()
        self.fees_in = IN_QUOTE
        # Of the next orders so many are hidden as soon as they are placed: a venue shows late what it took.
        self.hides_next = 0
        self.changed: Callable[[str, Placed], None] = lambda account, placed: None
        self._accounts: dict[str, defaultdict[str, Decimal]] = {}
        self._quotes: dict[str, Quote] = {}
        self._used: dict[str, Decimal] = {}
        self._fills = 0

    # -- accounts

    def open(self, account: str, amounts: Mapping[str, Decimal]) -> None:
        """An account and what is in it."""
        self._accounts[account] = defaultdict(Decimal, amounts)

    def balances(self, account: str) -> dict[str, Decimal]:
        """What an account holds by asset, zeros left out."""
        return {asset: amount for asset, amount in self._accounts[account].items() if amount}

    def available(self, account: str) -> dict[str, Decimal]:
        """What of it no resting order binds; all of it where orders bind nothing."""
        return {
            asset: amount - self._bound(account, asset) for asset, amount in self.balances(account).items()
        }

    # -- prices

    def quote(self, symbol: str) -> Quote:
        """What it costs now. Raises `Refused` for what is not listed."""
        if symbol not in self.listings:
            raise Refused(ErrorKind.UNKNOWN_INSTRUMENT)
        if symbol not in self._quotes:
            opens = OPENING.get(symbol)
            self._quote(symbol, OPENS if opens is None else Price(opens[0]), None)
        return replace(self._quotes[symbol], at=self.now())

    def price(self, symbol: str, last: str | Decimal, size: str | Decimal | None = None) -> None:
        """Put the market there, and trade what rests; `size` bounds what can trade at this price."""
        self._quote(symbol, Price(last), None if size is None else Quantity(size))
        self._used[symbol] = ZERO
        there = [one for one in self.orders if one.resting and one.order.symbol == symbol]
        for placed in sorted(there, key=_priority):
            self._reach(placed)

    def _quote(self, symbol: str, last: Price, size: Quantity | None) -> None:
        tick = self.listings[symbol].tick
        bid, ask = taken(Side.SELL, last, tick), taken(Side.BUY, last, tick)
        self._quotes[symbol] = Quote(symbol=symbol, last=last, bid=bid, ask=ask, at=self.now(), size=size)

    # -- orders

    def place(self, account: str, request: OrderRequest, replaces: Placed | None = None) -> Placed:
        """Take an order in and trade at once what can be. Raises `Refused`; nothing is left behind then."""
        if self.unique and (known := self.under(account, request.client_order_id)):
            return known[0]
        self._must_trade(request.symbol)
        if replaces is not None and (not replaces.resting or replaces.order.account != account):
            raise Refused(ErrorKind.NOTHING_TO_REPLACE)
        order = _book_order(account, request, self.now())
        lack = self._lack(order, replaces)
        if lack is not None:
            raise Refused(lack)
        placed = self._enter(order)
        if replaces is not None:
            self._end(replaces, OrderStatus.CANCELED, "replaced")
        self._begin(placed)
        return placed

    def cancel(self, account: str, placed: Placed) -> None:
        """End an order of this account, unless it is over already. Raises `Refused` for another account's."""
        if placed.order.account != account:
            raise Refused(ErrorKind.REJECTED)
        if placed.resting:
            self._end(placed, OrderStatus.CANCELED, "canceled")

    def of(self, account: str) -> list[Placed]:
        """The orders that the venue shows this account, oldest first."""
        return [one for one in self.orders if one.order.account == account and not one.hidden]

    def under(self, account: str, client_order_id: str) -> list[Placed]:
        """Every order of the account that came under this id, the hidden ones too, the first one first."""
        ours = (one for one in self.orders if one.order.account == account)
        return [one for one in ours if one.order.client_order_id == client_order_id]

    def fills(self, account: str) -> list[VenueFill]:
        """What the account traded, as far as the venue shows it, oldest first."""
        found = [fill for one in self.of(account) for fill in one.fills]
        return sorted(found, key=lambda fill: (fill.at, int(fill.venue_trade_id)))

    def show(self) -> None:
        """What was hidden is seen from now on."""
        self.hides_next = 0
        for one in self.orders:
            one.hidden = False

    # -- how it trades

    def _must_trade(self, symbol: str) -> None:
        if symbol not in self.listings:
            raise Refused(ErrorKind.UNKNOWN_INSTRUMENT)
        if symbol in self.closed:
            raise Refused(ErrorKind.MARKET_CLOSED)

    def _enter(self, order: PaperOrder) -> Placed:
        placed = Placed(len(self.orders) + 1, order, order.at, order.at)
        if self.hides_next:
            placed.hidden = True
            self.hides_next -= 1
        self.orders.append(placed)
        self.changed(order.account, placed)
        return placed

    def _begin(self, placed: Placed) -> None:
        """What a new order does at once."""
        order = placed.order = replace(placed.order, triggered=self._triggered(placed.order))
        price = self._price(order, resting=False)
        if order.time_in_force is TimeInForce.FOK and (
            price is None or self._tradable(order) < order.quantity
        ):
            return self._end(placed, OrderStatus.EXPIRED, TimeInForce.FOK.value)
        if price is not None:
            self._trade(placed, price)
        if order.time_in_force is TimeInForce.IOC and placed.resting:
            self._end(placed, OrderStatus.EXPIRED, TimeInForce.IOC.value)
        return None

    def _reach(self, placed: Placed) -> None:
        """What a resting order does when the price moved."""
        order = placed.order
        if day_over(order, self.now()):
            return self._end(placed, OrderStatus.EXPIRED, TimeInForce.DAY.value)
        price = self._price(order, resting=True)
        placed.order = replace(order, triggered=self._triggered(order))
        if price is None:
            return None
        lack = self._lack(placed.order, placed)
        if lack is not None:
            return self._end(placed, OrderStatus.CANCELED, lack.value)
        return self._trade(placed, price)

    def _triggered(self, order: PaperOrder) -> bool:
        waits = order.stop_price is not None
        return order.triggered or (waits and triggers(order, self.quote(order.symbol).last))

    def _price(self, order: PaperOrder, *, resting: bool) -> Price | None:
        return fill_price(order, self.quote(order.symbol), resting=resting)

    def _held(self, order: PaperOrder) -> Decimal:
        return self._accounts[order.account][pair(order.symbol)[0]]

    def _tradable(self, order: PaperOrder) -> Quantity:
        size, used = self.quote(order.symbol).size, self._used.get(order.symbol, ZERO)
        return fill_quantity(order, self._held(order), None if size is None else max(size - used, ZERO))

    def _lack(self, order: PaperOrder, besides: Placed | None) -> ErrorKind | None:
        """Why the account cannot carry this order, if so. What `besides` binds counts as free."""
        if order.reduce_only:
            nothing = not fill_quantity(order, self._held(order), None)
            return ErrorKind.NOTHING_TO_REDUCE if nothing else None
        base, quote = pair(order.symbol)
        price = self._price(order, resting=False) or _cost(order) or self.quote(order.symbol).last
        money = self._accounts[order.account][quote] - self._bound(order.account, quote, besides)
        if order.side is Side.BUY:
            short = order.remaining * price * (1 + self.listings[order.symbol].fee_rate) > money
        else:
            units = self._accounts[order.account][base] - self._bound(order.account, base, besides)
            after = units - order.remaining
            short = after < 0 and (not self.shorts or -after * price > money)
        return ErrorKind.INSUFFICIENT_FUNDS if short else None

    def _bound(self, account: str, asset: str, besides: Placed | None = None) -> Decimal:
        """What resting orders hold of this asset."""
        if not self.reserves:
            return ZERO
        resting = (one.order for one in self.orders if one.resting and one is not besides)
        return sum((self._binds(one, asset) for one in resting if one.account == account), ZERO)

    def _binds(self, order: PaperOrder, asset: str) -> Decimal:
        base, quote = pair(order.symbol)
        if order.side is Side.SELL:
            return Decimal(order.remaining) if asset == base else ZERO
        fee_rate = self.listings[order.symbol].fee_rate
        return order.remaining * (_cost(order) or ZERO) * (1 + fee_rate) if asset == quote else ZERO

    def _trade(self, placed: Placed, price: Price) -> None:
        order = placed.order
        quantity = self._tradable(order)
        if not quantity:
            return
        base, quote = pair(order.symbol)
        fee = self._fee(order, quantity, quantity * price)
        held = self._accounts[order.account]
        held[base] += order.side.sign * quantity
        held[quote] -= order.side.sign * quantity * price
        held[fee.currency] -= fee.amount
        self._used[order.symbol] = self._used.get(order.symbol, ZERO) + quantity
        self._fills += 1
        fill = VenueFill(
            venue_trade_id=str(self._fills),
            client_order_id=order.client_order_id,
            symbol=order.symbol,
            side=order.side,
            quantity=quantity,
            price=price,
            fee=fee,
            at=self.now(),
        )
        placed.fills.append(fill)
        filled = Quantity(order.filled + quantity)
        status = OrderStatus.FILLED if filled == order.quantity else OrderStatus.PARTIALLY_FILLED
        self._change(placed, replace(order, filled=filled, status=status))

    def _fee(self, order: PaperOrder, quantity: Quantity, value: Decimal) -> Money:
        base, quote = pair(order.symbol)
        coin = f"{self.fees_in}/{quote}"
        return charge(
            order.side,
            quantity,
            value,
            self.listings[order.symbol].fee_rate,
            base=base,
            quote=quote,
            taken_in=self.fees_in,
            worth=self.quote(coin).last if coin in self.listings else None,
            held=self._accounts[order.account][self.fees_in],
        )

    def _end(self, placed: Placed, status: OrderStatus, reason: str) -> None:
        self._change(placed, replace(placed.order, status=status, reason=reason))

    def _change(self, placed: Placed, order: PaperOrder) -> None:
        placed.order, placed.changed_at = order, self.now()
        self.changed(order.account, placed)


def _cost(order: PaperOrder) -> Decimal | None:
    """The price that money is set aside by for an order that waits."""
    return order.limit_price or order.stop_price


def _priority(placed: Placed) -> tuple[object, ...]:
    # Stops first: where both could trade at one price, the person's protection goes before the gain.
    order = placed.order
    return (not (order.type is OrderType.STOP and order.side is Side.SELL), placed.number)


def _book_order(account: str, request: OrderRequest, at: datetime) -> PaperOrder:
    """The request as a row of the book: every field that both know, so that new ones come along."""
    shared = {one.name for one in dataclasses.fields(request)}
    shared &= {one.name for one in dataclasses.fields(PaperOrder)}
    values = {name: getattr(request, name) for name in shared}
    return PaperOrder(**values, account=account, status=OrderStatus.OPEN, at=at)
