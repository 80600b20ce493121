"""One Schwab account behind the broker port.

Schwab knows no id of ours. What was placed is known by the id in the answer's `Location`, which is believed only after
the order of that id was read and is what was asked; an order whose answer was lost is found by its content.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from adapters.brokers.calling import must_be_open, or_nothing_to_reduce
from adapters.brokers.reading import Body, Unreadable, in_order, made, objects, unreadable
from adapters.brokers.schwab import shapes
from adapters.brokers.schwab.client import Answered, Client
from adapters.brokers.schwab.market import Shares
from adapters.brokers.schwab.refusals import kind_of
from core.kernel.money import ZERO, Money
from core.kernel.time import Clock
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, Sent, VenueFill
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed

ABILITIES = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.STOP_LIMIT
    | Ability.IMMEDIATE
    | Ability.REPLACE
    | Ability.REDUCE_ONLY
)
IN_FLIGHT = 32
ACCEPTED = (200, 201)
# As far back as orders and transactions can be listed.
LISTED = timedelta(days=60) - timedelta(hours=1)
AHEAD = timedelta(hours=1)
IDS_MOST = 5_000


class SchwabBroker:
    """One account. `client` makes its calls; `shares` answers what is the same for everybody."""

    venue = "schwab"
    abilities = ABILITIES
    in_flight = IN_FLIGHT

    def __init__(self, client: Client, shares: Shares, clock: Clock) -> None:
        self._client = client
        self._shares = shares
        self._clock = clock
        self._ids = Ids()

    async def rules(self, instrument: Instrument) -> Rules | None:
        return await self._shares.rules(self._client, instrument)

    async def session(self, instrument: Instrument) -> Session:
        return await self._shares.session(self._client)

    async def quote(self, instrument: Instrument) -> Quote | None:
        return await self._shares.quote(self._client, instrument)

    # -- what places, and what takes back

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        body, account = shapes.order_body(request), self._client.account
        await must_be_open(request, self._shares.session(self._client))
        return await self._client.writes.send(
            self._placed(request, lambda library: library.place_order(account, body))
        )

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        body, account = shapes.order_body(request), self._client.account
        try:
            return await self._client.writes.send(
                self._placed(request, lambda library: library.replace_order(account, venue_order_id, body))
            )
        except BrokerError as error:
            if error.placed is Placed.NO and await self._is_over(venue_order_id):
                raise BrokerError(ErrorKind.NOTHING_TO_REPLACE, Placed.NO, str(error)) from error
            raise

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return await self._client.writes.send(self._canceled(order))

    async def _placed(self, request: OrderRequest, call: Any) -> OrderSnapshot:
        sent = Sent(request=request, at=self._clock.now())
        answer = await self._client.ask(call, first=True)
        if answer.status not in ACCEPTED:
            raise await self._refusal(answer, request)
        id_ = shapes.order_id_in(answer.location, self._client.account)
        if id_ is None:
            raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, "Schwab's answer names no order")
        try:
            shot = await self._verified(id_, sent)
        except BrokerError as error:  # it was accepted, so it may well be there
            raise BrokerError(error.kind, Placed.UNKNOWN, str(error)) from error
        if shot.status is OrderStatus.REJECTED and not shot.filled:
            raise BrokerError(kind_of(shot.reason) or ErrorKind.REJECTED, Placed.NO, shot.reason)
        return shot

    async def _verified(self, id_: str, sent: Sent) -> OrderSnapshot:
        """The order of this id, once it was read and is what was sent: such addresses have named orders of others."""
        order = await self._order(id_, first=True)
        mine = made(lambda: order is not None and self._is_ours(order, sent))
        if order is None or not mine:
            raise BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, f"order {id_} is not what was asked")
        self._ids.note(sent.client_order_id, id_)
        return await self._read(order, sent.client_order_id, first=True)

    def _is_ours(self, order: Body, sent: Sent) -> bool:
        """Whether the order that an answer names is what was just sent, though clocks may differ."""
        fresh = shapes.entered(order) >= sent.at.replace(microsecond=0) - shapes.UNSURE
        free = self._ids.ours(shapes.id_of(order)) in ("", sent.client_order_id)
        return fresh and free and shapes.fits(order, sent.request)

    async def _refusal(self, answer: Answered, request: OrderRequest) -> BrokerError:
        """Why an order was not accepted."""
        return await or_nothing_to_reduce(answer.error(), request, lambda: self._held(request.symbol))

    async def _canceled(self, order: Sent) -> OrderSnapshot | None:
        found = await self._located(order)
        if found is None:
            return None
        id_, account = _id(found), self._client.account
        if shapes.is_resting(found):
            # Whatever it answers, how the order stands now is the answer: refused is also what is over already.
            await self._client.ask(lambda library: library.cancel_order(id_, account), first=True)
            found = await self._order(id_, first=True)
        return None if found is None else await self._read(found, order.client_order_id, first=True)

    async def _is_over(self, id_: str) -> bool:
        """Whether an order is not there any more, or may no longer trade."""
        order = await self._order(id_)
        return order is None or not shapes.is_resting(order)

    # -- what asks

    async def find(self, order: Sent) -> OrderSnapshot | None:
        found = await self._located(order)
        return None if found is None else await self._read(found, order.client_order_id)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        now = self._clock.now()
        resting = [one for one in await self._listed(now - LISTED, now + AHEAD) if shapes.is_resting(one)]
        fees = await self._fees(resting)
        return [_shot(one, self._ids.ours(_id(one)), fees) for one in resting]

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        found = [(one, await self._located(one)) for one in orders]
        there = [(sent, order) for sent, order in found if order is not None]
        fees = await self._fees([order for _, order in there])
        return in_order(
            fill for sent, order in there for fill in _shot(order, sent.client_order_id, fees).fills
        )

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        now = self._clock.now()
        orders = {_id(one): one for one in await self._listed(now - LISTED, now + AHEAD)}
        fees = await self._trades(since)
        for id_ in fees.keys() - orders.keys():  # what was entered longer ago than orders are listed
            older = await self._order(id_)
            if older is not None:
                orders[id_] = older
        shots = [_shot(order, self._ids.ours(id_), fees) for id_, order in orders.items()]
        return in_order(fill for shot in shots for fill in shot.fills if fill.at >= since)

    async def balances(self) -> Sequence[Money]:
        account = self._client.account
        body = await self._client.read(
            lambda library: library.get_account(account, fields=[library.Account.Fields.POSITIONS])
        )
        return made(lambda: shapes.holdings(body if isinstance(body, Mapping) else {}))

    async def _held(self, symbol: str) -> Decimal:
        """How many shares of this the account has."""
        return sum((money.amount for money in await self.balances() if money.currency == symbol), ZERO)

    async def _located(self, sent: Sent) -> Body | None:
        """The order that was sent: by the venue's id where one is known, else by its content."""
        id_ = sent.venue_order_id or self._ids.theirs(sent.client_order_id)
        try:
            if id_ is not None:
                order = await self._order(id_)
                if order is not None and shapes.fits(order, sent.request):
                    return order
            listed = await self._listed(sent.at - shapes.UNSURE, sent.at + shapes.LATEST)
            found = shapes.chosen(listed, sent, self._ids.besides(sent.client_order_id))
        except Unreadable as error:
            raise unreadable(error) from error
        if found is not None:
            self._ids.note(sent.client_order_id, _id(found))
        return found

    async def _order(self, id_: str, *, first: bool = False) -> Body | None:
        """The order of this id; None when Schwab says that the account has none."""
        account = self._client.account
        answer = await self._client.ask(lambda library: library.get_order(id_, account), first=first)
        if answer.unknown:
            return None
        body = answer.read()
        if not isinstance(body, Mapping):
            raise unreadable(Unreadable("no order"))
        return body

    async def _listed(self, from_: datetime, until: datetime) -> list[Body]:
        """Every order that was entered in this time."""
        account = self._client.account
        body = await self._client.read(
            lambda library: library.get_orders_for_account(
                account, from_entered_datetime=from_, to_entered_datetime=until
            )
        )
        return made(lambda: list(shapes.flat(objects(body))))

    async def _read(self, order: Body, client_order_id: str, *, first: bool = False) -> OrderSnapshot:
        return _shot(order, client_order_id, await self._fees([order], first=first))

    async def _fees(self, orders: Sequence[Body], *, first: bool = False) -> Mapping[str, Sequence[Body]]:
        """The trades that booked what these orders traded; nothing is asked when nothing traded."""
        began = made(
            lambda: min((part.at for one in orders for part in shapes.executions(one)), default=None)
        )
        return {} if began is None else await self._trades(began, first=first)

    async def _trades(self, since: datetime, *, first: bool = False) -> Mapping[str, Sequence[Body]]:
        """The account's trades since then, by order."""
        account, now = self._client.account, self._clock.now()
        body = await self._client.read(
            lambda library: library.get_transactions(
                account,
                start_date=max(since, now - LISTED) - AHEAD,
                end_date=now + AHEAD,
                transaction_types=library.Transactions.TransactionType.TRADE,
            ),
            first=first,
        )
        return made(lambda: shapes.trades_by_order(objects(body)))


class Ids:
    """The venue's ids of the orders that this process knows, the newest `IDS_MOST`."""

    def __init__(self) -> None:
        self._theirs: OrderedDict[str, str] = OrderedDict()
        self._ours: dict[str, str] = {}

    def note(self, ours: str, theirs: str) -> None:
        """The order of our id has this id of theirs."""
        self._theirs[ours] = theirs
        self._ours[theirs] = ours
        if len(self._theirs) > IDS_MOST:
            _, forgotten = self._theirs.popitem(last=False)
            self._ours.pop(forgotten, None)

    def theirs(self, ours: str) -> str | None:
        """Their id of an order of ours, where it is known."""
        return self._theirs.get(ours)

    def ours(self, theirs: str) -> str:
        """Our id of an order of theirs, empty where it is not known."""
        return self._ours.get(theirs, "")

    def besides(self, ours: str) -> frozenset[str]:
        """Their ids of all orders but this one."""
        return frozenset(theirs for theirs, known in self._ours.items() if known != ours)


def _id(order: Body) -> str:
    return made(lambda: shapes.id_of(order))


def _shot(order: Body, client_order_id: str, fees: Mapping[str, Sequence[Body]]) -> OrderSnapshot:
    return made(lambda: shapes.snapshot(order, client_order_id, fees))
