"""The built-in paper venue: orders, fills and balances in rows of its own, matched by `core/paper/matching`.

To the core it is a venue like any other: it is asked over the broker port, remembers client order ids, and
reports by events what happened without being asked. It decides nothing about whether somebody should trade.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from core.batch import Batch
from core.context import World
from core.kernel.errors import Bug
from core.kernel.faults import faultpoint
from core.kernel.money import ZERO, Money, Price, Quantity
from core.kernel.time import Clock
from core.market.exchange import way, worth
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.model import (
    OrderRequest,
    OrderSnapshot,
    OrderStatus,
    OrderType,
    Sent,
    Side,
    TimeInForce,
    VenueFill,
    VenueReported,
)
from core.paper.fees import IN_QUOTE, IN_RECEIVED, charge
from core.paper.matching import day_over, fill_price, fill_quantity, reached, triggers
from core.paper.model import PaperBalance, PaperFill, PaperOrder, PaperTape, PriceMoved
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed
from core.ports.market import Market, NoPrice
from core.ports.questions import PaperFillsSince
from core.ports.store import Store, Unit, View

RESTING = (OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED)
ABILITIES = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.STOP_LIMIT
    | Ability.TAKE_PROFIT
    | Ability.IMMEDIATE
    | Ability.MULTI_EXIT
    | Ability.REPLACE
    | Ability.CLIENT_ID_UNIQUE
    | Ability.FIND_BY_CLIENT_ID
    | Ability.REDUCE_ONLY
    | Ability.SHORT
    | Ability.CONSISTENT
)
IN_FLIGHT = 512
RESTING_AT_ONCE = 500


class Allowed(Protocol):
    """What the market that the venue trades on allows."""

    def rules(self, instrument: Instrument) -> Rules:
        """Ticks, steps, minima and fees, as far as they are known."""
        ...

    async def learn(self, instrument: Instrument) -> None:
        """Find out what has to be asked for."""
        ...

    async def session(self, instrument: Instrument) -> Session:
        """Whether it trades there now."""
        ...


@dataclass(slots=True)
class _Asked:
    """One order on its way into the book, and what became of it."""

    order: PaperOrder
    replaces: str | None
    outcome: OrderSnapshot | None = None
    refusal: ErrorKind | None = None


class PaperVenue:
    """One venue for all paper accounts, at the prices of the market that it trades on.

    While nobody says what an instrument costs, nothing of it trades: what waits for a price rests, what wants to trade
    at once is refused.
    """

    def __init__(self, store: Store, market: Market, rules: Allowed, clock: Clock, *, window: float) -> None:
        self._store = store
        self._market = market
        self._rules = rules
        self._clock = clock
        # What fees are taken in (`core/paper/fees.py`): the quote currency unless somebody wants it otherwise.
        self.fees_in = IN_QUOTE
        self._entries: Batch[_Asked] = Batch(self._enter, window=window, most=RESTING_AT_ONCE)

    def account(self, account: str) -> PaperBroker:
        """The broker of one account."""
        return PaperBroker(self, account)

    def rules(self, instrument: Instrument) -> Rules:
        """Ticks, steps and fees."""
        return self._rules.rules(instrument)

    async def learned(self, instrument: Instrument) -> Rules:
        """The same, asked for where they are not known yet."""
        await self._rules.learn(instrument)
        return self._rules.rules(instrument)

    async def session(self, instrument: Instrument) -> Session:
        """The hours of the market that it trades on."""
        return await self._rules.session(instrument)

    def worth_of(self, currency: str, quote: str, quotes: dict[str, Quote]) -> Decimal | None:
        """What one unit of a currency that fees are taken in is worth; None when there is no such currency."""
        legs = () if currency in (IN_QUOTE, IN_RECEIVED) else way(self._market.table, currency, quote)
        if not legs or any(leg.instrument.symbol not in quotes for leg in legs):
            return None
        return worth(legs, {symbol: one.last for symbol, one in quotes.items()})

    def instrument(self, symbol: str) -> Instrument:
        """The instrument of a symbol that is in the book, and so must be known."""
        found = self._market.table.get(symbol)
        if found is None:
            raise Bug(f"{symbol} is in the paper book and not in the listing")
        return found

    def now(self) -> datetime:
        """The venue's present."""
        return self._clock.now()

    @property
    def view(self) -> View:
        """What the venue knows."""
        return self._store.view

    async def place(self, account: str, request: OrderRequest, replaces: str | None) -> OrderSnapshot:
        """Take an order into the book; those that come together are written together."""
        if self._market.table.get(request.symbol) is None:
            raise BrokerError(ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO, request.symbol)
        order = PaperOrder(
            client_order_id=request.client_order_id,
            account=account,
            symbol=request.symbol,
            side=request.side,
            type=request.type,
            quantity=request.quantity,
            limit_price=request.limit_price,
            stop_price=request.stop_price,
            reduce_only=request.reduce_only,
            status=OrderStatus.OPEN,
            at=self._clock.now(),
            time_in_force=request.time_in_force,
        )
        asked = _Asked(order, replaces)
        await self._entries.add(asked)
        faultpoint("paper.placed")
        if asked.outcome is None:
            kind = asked.refusal or ErrorKind.REJECTED
            raise BrokerError(kind, Placed.NO, kind.value)
        return asked.outcome

    async def _enter(self, entries: Sequence[_Asked]) -> None:
        quotes = await self._quotes({entry.order.symbol for entry in entries})
        async with self._store.unit() as unit:
            floor = await _Floor.open(unit, [entry.order for entry in entries], quotes, self)
            ids = {entry.order.client_order_id for entry in entries}
            for earlier in await unit.all(PaperOrder, client_order_id=ids):
                floor.keep(earlier)
            resting = await self._replaced(unit, entries)
            ended = [order for entry in entries for order in _take(floor, entry, resting)]
            await floor.close(unit)
            for order, shot in zip(ended, await _snapshots(unit, ended), strict=True):
                unit.record(VenueReported(order.account, (shot,)))
            taken = [entry for entry in entries if entry.refusal is None]
            shots = await _snapshots(unit, [floor.order(entry.order.client_order_id) for entry in taken])
            faultpoint("paper.entered")
        for entry, shot in zip(taken, shots, strict=True):
            entry.outcome = shot

    async def _replaced(self, unit: Unit, entries: Sequence[_Asked]) -> dict[tuple[str, str], PaperOrder]:
        """The resting orders whose place is asked for, by account and venue order id."""
        ids = {entry.replaces.removeprefix("paper-") for entry in entries if entry.replaces is not None}
        if not ids:
            return {}
        found = await unit.all(PaperOrder, client_order_id=ids, status=RESTING)
        return {(order.account, order.venue_order_id): order for order in found}

    async def work(self, world: World, events: Sequence[PriceMoved]) -> None:
        """Outside(PriceMoved): trade what rests at the new price. A second run finds nothing left to trade."""
        for symbol in sorted({event.symbol for event in events}):
            await self.trade(symbol)

    async def trade(self, symbol: str) -> None:
        """Trade what rests in one instrument and can trade now."""
        quotes = await self._quotes({symbol})
        if symbol not in quotes:
            return
        after: tuple[object, ...] = ()
        while True:
            page = await self.view.page(
                PaperOrder, symbol=symbol, status=RESTING, after=after, size=RESTING_AT_ONCE
            )
            if not page:
                return
            after = (page[-1].client_order_id,)
            # A price moves all the time and reaches few of those who wait: for the others nothing is written.
            if any(reached(order, quotes[symbol], self.now()) for order in page):
                await self._work_page(page, quotes)

    async def _work_page(self, page: Sequence[PaperOrder], quotes: dict[str, Quote]) -> None:
        async with self._store.unit() as unit:
            floor = await _Floor.open(unit, page, quotes, self)
            ids = {order.client_order_id for order in page}
            fresh = await unit.all(PaperOrder, client_order_id=ids, status=RESTING)
            touched = [order for order in sorted(fresh, key=_priority) if floor.reach(order)]
            await floor.close(unit)
            faultpoint("paper.matched")
            snapshots = await _snapshots(unit, [floor.order(order.client_order_id) for order in touched])
            unit.record(
                *(
                    VenueReported(order.account, (shot,))
                    for order, shot in zip(touched, snapshots, strict=True)
                )
            )

    async def cancel(self, account: str, client_order_id: str) -> OrderSnapshot | None:
        """End an order, unless it is over already; how it is now."""
        order = await self.view.get(PaperOrder, client_order_id)
        if order is None or order.account != account:
            return None
        async with self._store.unit() as unit:
            # Who trades or replaces an order of this account holds its money meanwhile.
            await unit.hold(PaperBalance, {(account, self.instrument(order.symbol).quote)})
            now = {"status": OrderStatus.CANCELED, "reason": "canceled"}
            await unit.move(PaperOrder, [client_order_id], was={"status": RESTING}, now=now)
            [order] = await unit.all(PaperOrder, client_order_id=client_order_id)
            return await _snapshot(unit, order)

    def _fee_symbols(self, symbols: set[str]) -> set[str]:
        """The pairs that tell what a fee in a third currency is worth."""
        if self.fees_in in (IN_QUOTE, IN_RECEIVED):
            return set()
        quotes = {found.quote for one in symbols if (found := self._market.table.get(one)) is not None}
        legs = [leg for one in quotes for leg in way(self._market.table, self.fees_in, one) or ()]
        return {leg.instrument.symbol for leg in legs}

    async def _quotes(self, symbols: set[str]) -> dict[str, Quote]:
        found = {}
        for symbol in sorted(symbols | self._fee_symbols(symbols)):
            instrument = self._market.table.get(symbol)
            if instrument is not None:
                with suppress(NoPrice):
                    found[symbol] = await self._market.quote(instrument)
        return found


def _take(floor: _Floor, entry: _Asked, resting: dict[tuple[str, str], PaperOrder]) -> Sequence[PaperOrder]:
    """Put one order on the floor, or note why not; the order whose place it took, if any.

    An id that is there already, even since a moment ago, brings nothing new: the first order stands.
    """
    entry.refusal = None
    if floor.knows(entry.order.client_order_id):
        return ()
    place = None if entry.replaces is None else (entry.order.account, entry.replaces)
    if place is not None and place not in resting:
        entry.refusal = ErrorKind.NOTHING_TO_REPLACE
        return ()
    entry.refusal = floor.enter(entry.order)
    if place is None or entry.refusal is not None:
        return ()
    return (floor.end(resting.pop(place), OrderStatus.CANCELED, "replaced"),)


def _priority(order: PaperOrder) -> tuple[object, ...]:
    # Stops first: where both could trade at one price, the person's protection goes before the gain.
    return (not (order.type is OrderType.STOP and order.reduce_only), order.at, order.client_order_id)


class _Floor:
    """The venue's floor during one transaction: balances and tape read once, written once."""

    def __init__(self, quotes: dict[str, Quote], venue: PaperVenue) -> None:
        self._quotes = quotes
        self._venue = venue
        self._balances: dict[tuple[str, str], Decimal] = {}
        self._tape: dict[str, Quantity] = {}
        self._orders: dict[str, PaperOrder] = {}
        self._fills: list[PaperFill] = []
        self._changed: set[str] = set()
        self._moved: set[tuple[str, str]] = set()

    @classmethod
    async def open(
        cls, unit: Unit, orders: Sequence[PaperOrder], quotes: dict[str, Quote], venue: PaperVenue
    ) -> _Floor:
        floor = cls(quotes, venue)
        accounts = {order.account for order in orders}
        await unit.hold(PaperBalance, {(order.account, floor.assets(order.symbol)[1]) for order in orders})
        for row in await unit.all(PaperBalance, account=accounts) if accounts else ():
            floor._balances[row.account, row.asset] = row.amount
        for tape in await unit.all(PaperTape, symbol=set(quotes)) if quotes else ():
            if tape.revision == quotes[tape.symbol].revision:
                floor._tape[tape.symbol] = tape.used
        return floor

    def assets(self, symbol: str) -> tuple[str, str]:
        """Base and quote of a symbol."""
        instrument = self._venue.instrument(symbol)
        return (instrument.symbol if "/" not in symbol else instrument.base), instrument.quote

    def order(self, client_order_id: str) -> PaperOrder:
        """The order as it is on the floor now."""
        return self._orders[client_order_id]

    def knows(self, client_order_id: str) -> bool:
        """Whether an order of this id is on the floor."""
        return client_order_id in self._orders

    def keep(self, order: PaperOrder) -> None:
        """An order that is known already and stays as it is."""
        self._orders[order.client_order_id] = order

    def enter(self, order: PaperOrder) -> ErrorKind | None:
        """Take a new order in, trading at once what can be; or why not."""
        if order.reduce_only and not fill_quantity(order, self._held(order), None):
            return ErrorKind.NOTHING_TO_REDUCE
        if order.symbol not in self._quotes and order.type is OrderType.MARKET:
            return ErrorKind.UNAVAILABLE
        price = self._price(order, resting=False)
        lack = self._lack(order, price or order.limit_price or self._last(order))
        if lack is not None:
            return lack
        order = self._keep(replace(order, triggered=self._triggered(order)))
        if order.time_in_force is TimeInForce.FOK and not self._whole(order, price):
            self.end(order, OrderStatus.EXPIRED, TimeInForce.FOK.value)
            return None
        if price is not None:
            self._trade(order, price)
        now = self._orders[order.client_order_id]
        if order.time_in_force is TimeInForce.IOC and now.status in RESTING:
            self.end(now, OrderStatus.EXPIRED, TimeInForce.IOC.value)
        return None

    def _keep(self, order: PaperOrder) -> PaperOrder:
        self._orders[order.client_order_id] = order
        self._changed.add(order.client_order_id)
        return order

    def _triggered(self, order: PaperOrder) -> bool:
        """Whether the price that it waits for is there, or was before."""
        quote = self._quotes.get(order.symbol)
        waits = order.stop_price is not None and quote is not None
        return order.triggered or (waits and quote is not None and triggers(order, quote.last))

    def _last(self, order: PaperOrder) -> Price:
        """What a purchase is taken to cost that names no limit: the last price, else the one that it waits for."""
        quote = self._quotes.get(order.symbol)
        if quote is not None:
            return quote.last
        return order.stop_price or Price(1)

    def _whole(self, order: PaperOrder, price: Price | None) -> bool:
        """Whether all of it can trade now."""
        return price is not None and self._tradable(order) == order.quantity

    def _tradable(self, order: PaperOrder) -> Quantity:
        """How much of it can trade now."""
        quote = self._quotes[order.symbol]
        used = self._tape.get(order.symbol, Quantity(0))
        available = None if quote.size is None else max(quote.size - used, ZERO)
        return fill_quantity(order, self._held(order), available)

    def reach(self, order: PaperOrder) -> bool:
        """Trade a resting order if the price has come to it; whether anything happened."""
        self._orders[order.client_order_id] = order
        if day_over(order, self._venue.now()):
            self.end(order, OrderStatus.EXPIRED, TimeInForce.DAY.value)
            return True
        price = self._price(order, resting=True)
        if self._triggered(order) and not order.triggered:
            order = self._keep(replace(order, triggered=True))
        if price is None:
            return False
        if order.reduce_only and not fill_quantity(order, self._held(order), None):
            self.end(order, OrderStatus.CANCELED, ErrorKind.NOTHING_TO_REDUCE.value)
            return True
        lack = self._lack(order, price)
        if lack is not None:  # what rests reserves nothing: the money may be gone since
            self.end(order, OrderStatus.CANCELED, lack.value)
            return True
        return self._trade(order, price)

    def end(self, order: PaperOrder, status: OrderStatus, reason: str) -> PaperOrder:
        """Take an order off the book."""
        ended = replace(order, status=status, reason=reason)
        self._orders[order.client_order_id] = ended
        self._changed.add(order.client_order_id)
        return ended

    def _price(self, order: PaperOrder, *, resting: bool) -> Price | None:
        quote = self._quotes.get(order.symbol)
        return None if quote is None else fill_price(order, quote, resting=resting)

    def _rules(self, symbol: str) -> Rules:
        return self._venue.rules(self._venue.instrument(symbol))

    def _held(self, order: PaperOrder) -> Decimal:
        return self._balances.get((order.account, self.assets(order.symbol)[0]), ZERO)

    def _lack(self, order: PaperOrder, price: Price) -> ErrorKind | None:
        """Spot rules: money for a purchase must be there; a short may be as large as the money behind it."""
        if order.reduce_only:
            return None
        base, quote = self.assets(order.symbol)
        money = self._balances.get((order.account, quote), ZERO)
        fee_rate = self._rules(order.symbol).fee_rate
        if order.side is Side.BUY:
            short = order.remaining * price * (1 + fee_rate) > money
        else:
            after = self._balances.get((order.account, base), ZERO) - order.remaining
            short = after < 0 and -after * price > money
        return ErrorKind.INSUFFICIENT_FUNDS if short else None

    def _trade(self, order: PaperOrder, price: Price) -> bool:
        quantity = self._tradable(order)
        if not quantity:
            return False
        base, currency = self.assets(order.symbol)
        value = quantity * price
        fee = self._fee(order, quantity, value)
        self._shift(order.account, base, order.side.sign * quantity)
        self._shift(order.account, currency, -order.side.sign * value)
        self._shift(order.account, fee.currency, -fee.amount)
        self._tape[order.symbol] = Quantity(self._tape.get(order.symbol, Quantity(0)) + quantity)
        filled = Quantity(order.filled + quantity)
        status = OrderStatus.FILLED if filled == order.quantity else OrderStatus.PARTIALLY_FILLED
        self._orders[order.client_order_id] = replace(order, filled=filled, status=status)
        self._changed.add(order.client_order_id)
        fill = PaperFill(
            # Units filled so far tell fills of one order apart, and are the same when a move is worked twice.
            id=f"{order.client_order_id}-{filled}",
            account=order.account,
            client_order_id=order.client_order_id,
            quantity=quantity,
            price=price,
            fee=fee.amount,
            fee_currency=fee.currency,
            at=self._quotes[order.symbol].at,
        )
        self._fills.append(fill)
        return True

    def _fee(self, order: PaperOrder, quantity: Decimal, value: Decimal) -> Money:
        base, quote = self.assets(order.symbol)
        taken_in = self._venue.fees_in
        return charge(
            order.side,
            quantity,
            value,
            self._rules(order.symbol).fee_rate,
            base=base,
            quote=quote,
            taken_in=taken_in,
            worth=self._venue.worth_of(taken_in, quote, self._quotes),
            held=self._balances.get((order.account, taken_in), ZERO),
        )

    def _shift(self, account: str, asset: str, by: Decimal) -> None:
        self._balances[account, asset] = self._balances.get((account, asset), ZERO) + by
        self._moved.add((account, asset))

    async def close(self, unit: Unit) -> None:
        """Write what changed."""
        await unit.put([self._orders[id_] for id_ in sorted(self._changed)])
        await unit.add(self._fills)
        rows = [PaperBalance(account=a, asset=b, amount=self._balances[a, b]) for a, b in sorted(self._moved)]
        await unit.put(rows)
        tapes = [
            PaperTape(symbol=symbol, revision=self._quotes[symbol].revision, used=used)
            for symbol, used in sorted(self._tape.items())
        ]
        await unit.put(tapes)


async def _snapshot(view: View, order: PaperOrder) -> OrderSnapshot:
    [snapshot] = await _snapshots(view, [order])
    return snapshot


async def _snapshots(view: View, orders: Sequence[PaperOrder]) -> list[OrderSnapshot]:
    """What the venue says of these orders, in their order: one read for the fills of all."""
    filled = {order.client_order_id for order in orders if order.filled}
    fills: dict[str, list[PaperFill]] = defaultdict(list)
    for fill in await view.all(PaperFill, client_order_id=filled) if filled else ():
        fills[fill.client_order_id].append(fill)
    return [_shown(order, fills[order.client_order_id]) for order in orders]


def _shown(order: PaperOrder, fills: Sequence[PaperFill]) -> OrderSnapshot:
    return OrderSnapshot(
        venue_order_id=order.venue_order_id,
        client_order_id=order.client_order_id,
        symbol=order.symbol,
        status=order.status,
        quantity=order.quantity,
        side=order.side,
        filled=order.filled,
        fills=tuple(_told(order, fill) for fill in sorted(fills, key=lambda fill: (fill.at, fill.id))),
        reason=order.reason,
    )


def _told(order: PaperOrder, fill: PaperFill) -> VenueFill:
    return VenueFill(
        venue_trade_id=fill.id,
        client_order_id=order.client_order_id,
        symbol=order.symbol,
        side=order.side,
        quantity=fill.quantity,
        price=fill.price,
        fee=Money(fill.fee, fill.fee_currency),
        at=fill.at,
    )


class PaperBroker:
    """One paper account behind the broker port."""

    venue = "paper"
    abilities = ABILITIES
    in_flight = IN_FLIGHT

    def __init__(self, venue: PaperVenue, account: str) -> None:
        self._venue = venue
        self._account = account

    async def rules(self, instrument: Instrument) -> Rules | None:
        return await self._venue.learned(instrument)

    async def session(self, instrument: Instrument) -> Session:
        return await self._venue.session(instrument)

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        return await self._venue.place(self._account, request, None)

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        return await self._venue.place(self._account, request, venue_order_id)

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return await self._venue.cancel(self._account, order.client_order_id)

    async def find(self, order: Sent) -> OrderSnapshot | None:
        found = await self._venue.view.get(PaperOrder, order.client_order_id)
        if found is None or found.account != self._account:
            return None
        return await _snapshot(self._venue.view, found)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        orders = await self._venue.view.all(PaperOrder, account=self._account, status=RESTING)
        return await _snapshots(self._venue.view, orders)

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        ids = [order.client_order_id for order in orders]
        known = await self._venue.view.all(PaperOrder, client_order_id=ids, account=self._account)
        found = [fill for shot in await _snapshots(self._venue.view, known) for fill in shot.fills]
        return sorted(found, key=lambda fill: (fill.at, fill.venue_trade_id))

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        fills = await self._venue.view.ask(PaperFillsSince(self._account, since))
        ids = {fill.client_order_id for fill in fills}
        orders = await self._venue.view.all(PaperOrder, client_order_id=ids) if ids else ()
        known = {order.client_order_id: order for order in orders}
        return [_told(known[fill.client_order_id], fill) for fill in fills]

    async def balances(self) -> Sequence[Money]:
        rows = await self._venue.view.all(PaperBalance, account=self._account)
        return [Money(row.amount, row.asset) for row in rows if row.amount]
