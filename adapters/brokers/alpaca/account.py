"""One account at Alpaca behind the broker port."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import cast

from adapters.brokers.alpaca.books import Books
from adapters.brokers.alpaca.classify import Failed, Meaning, classify
from adapters.brokers.alpaca.fees import TAKER
from adapters.brokers.alpaca.hosts import Call
from adapters.brokers.alpaca.house import THREADS, House, Line
from adapters.brokers.alpaca.words import (
    Row,
    Told,
    body_of,
    instant,
    instrument_of,
    is_fraction,
    number,
    prices_of,
    snapshot_of,
    trades,
    unread,
    unsupported,
)
from core.kernel.money import ZERO, Money, Price, Quantity, plain
from core.market.model import ALWAYS_OPEN, AssetClass, Instrument, Quote, Rules, Session
from core.market.symbols import SymbolTable
from core.orders.model import OrderRequest, OrderSnapshot, OrderType, Sent, VenueFill
from core.orders.road import Rank
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed

ABILITIES = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.STOP_LIMIT
    | Ability.REPLACE
    | Ability.SHORT
    | Ability.CLIENT_ID_UNIQUE
    | Ability.FIND_BY_CLIENT_ID
)
CENT, SHARE, FRACTION = Decimal("0.01"), Decimal(1), Decimal("1E-9")
# The least that an order may be worth, in dollars.
LEAST_SHARES, LEAST_COINS = Decimal(1), Decimal(10)
# A cancel is carried out within a moment; seconds to wait between looks whether it was.
CANCEL_LOOKS = (0.1, 0.3, 0.6, 1.0)


class Account:
    """One account: its line to the venue, and what all accounts share."""

    venue = "alpaca"
    abilities = ABILITIES
    in_flight = THREADS

    def __init__(self, house: House, line: Line, table: SymbolTable) -> None:
        self._house = house
        self._line = line
        self._table = table
        self._books = Books(house, line, table)

    # -- what is traded, when, for how much

    async def rules(self, instrument: Instrument) -> Rules | None:
        asset = await self._house.asset(self._line, instrument) if trades(instrument) else None
        if asset is None:
            return None
        coin = instrument.asset_class is AssetClass.CRYPTO
        if coin:
            step = number(asset.get("min_trade_increment")) or FRACTION
        else:
            step = FRACTION if asset.get("fractionable") is True else SHARE
        # Of shares below a dollar finer prices are taken too; a cent always is.
        return Rules(
            tick=Price(number(asset.get("price_increment")) or CENT) if coin else Price(CENT),
            step=Quantity(step),
            minimum_quantity=Quantity(number(asset.get("min_order_size")) or step)
            if coin
            else Quantity(step),
            minimum_notional=LEAST_COINS if coin else LEAST_SHARES,
            fee_rate=TAKER if coin else ZERO,
        )

    async def session(self, instrument: Instrument) -> Session:
        if instrument.asset_class is AssetClass.CRYPTO:
            return ALWAYS_OPEN
        hours = await self._house.hours(self._line)
        if hours.get("is_open") is True:
            return Session(is_open=True, closes_at=instant(hours.get("next_close")))
        return Session(is_open=False, opens_at=instant(hours.get("next_open")))

    async def quote(self, instrument: Instrument) -> Quote | None:
        return await self._house.quote(self._line, instrument) if trades(instrument) else None

    # -- writes: each is sent once

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        instrument, tick = await self._prepared(request)
        return await self._write(Call("POST", "/orders", body_of(request, instrument, tick)), request)

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        """One step at the venue. The quantity of a fraction cannot be changed there, nor what has traded in part."""
        instrument, tick = await self._prepared(request)
        old = await self._before(venue_order_id, _rank(request))
        changes = _changes(old, request, instrument, prices_of(request, instrument, tick))
        return await self._write(Call("PATCH", f"/orders/{old.id}", changes), request)

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        told = None
        if order.venue_order_id is None:
            told = await self._books.named(order.client_order_id, Rank.EXIT)
            if told is None:
                return None
        id_ = order.venue_order_id if told is None else told.id
        for _ in range(2):  # the second for whoever changed it at the venue itself
            told = await self._ended(cast("str", id_))
            newest = None if told is None else await self._books.newest(told, Rank.EXIT)
            if newest is None:
                return None
            if newest.over or newest is told:
                break
            id_ = newest.id
        return await self._books.shown(cast("Told", told), order.client_order_id)

    async def _ended(self, venue_order_id: str) -> Told | None:
        """Ask for an order's end, and look until it is there. A refusal says that it is over, or never was."""
        waits: Sequence[float] = CANCEL_LOOKS
        try:
            await self._house.ask(self._line, Call("DELETE", f"/orders/{venue_order_id}"), Rank.EXIT)
        except Failed as failed:
            meaning = classify(failed)
            if meaning.placed is Placed.UNKNOWN or meaning.kind in (ErrorKind.AUTH, ErrorKind.RATE_LIMITED):
                raise meaning.error(failed.pause) from None
            waits = ()
        told = await self._books.order(venue_order_id, Rank.EXIT)
        for wait in waits:
            if told is None or told.over:
                break
            await asyncio.sleep(wait)
            told = await self._books.order(venue_order_id, Rank.EXIT)
        return told

    async def _write(self, call: Call, request: OrderRequest) -> OrderSnapshot:
        """Send it, once. Whatever the answer does not prove is unknown."""
        try:
            answer = await self._house.ask(self._line, call, _rank(request))
        except Failed as failed:
            meaning = classify(failed)
            if meaning.duplicate:
                return await self._first(request, meaning)
            if meaning.absent and call.method == "PATCH":
                raise _gone("it is not known there") from None
            raise meaning.error(failed.pause) from None
        told = self._books.read(answer)
        if told.client_order_id != request.client_order_id:
            raise unread("it is of another order")
        return self._taken(told, request)

    def _taken(self, told: Told, request: OrderRequest) -> OrderSnapshot:
        """An order that the venue took. What it filled at once is told by its fills: whoever asks next gets them."""
        instrument = instrument_of(self._table, told.symbol, told.asset_class)
        return snapshot_of(told, (), instrument, request.client_order_id)

    async def _first(self, request: OrderRequest, meaning: Meaning) -> OrderSnapshot:
        """The order that has this id already: the venue took it before."""
        told = await self._books.named(request.client_order_id, _rank(request))
        if told is None:
            raise meaning.error()
        return self._taken(told, request)

    async def _prepared(self, request: OrderRequest) -> tuple[Instrument, Decimal]:
        """What has to be known to word an order. Raises `BrokerError` (not placed): nothing was sent."""
        instrument = self._table.get(request.symbol)
        if instrument is None or not trades(instrument):
            raise BrokerError(ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO, f"alpaca: no {request.symbol}")
        try:
            await self._must_be_open(request, instrument)
            collared = request.type is OrderType.STOP and instrument.asset_class is AssetClass.CRYPTO
            return instrument, await self._house.tick(self._line, instrument) if collared else CENT
        except BrokerError as error:
            raise _not_sent(error) from error

    async def _must_be_open(self, request: OrderRequest, instrument: Instrument) -> None:
        """The venue keeps an order at market for the next open, at whatever price that is: an entry is not sent."""
        if request.type is not OrderType.MARKET or request.reduce_only:
            return
        if not (await self.session(instrument)).is_open:
            raise BrokerError(ErrorKind.MARKET_CLOSED, Placed.NO, "alpaca: the market is closed")

    async def _before(self, venue_order_id: str, rank: Rank) -> Told:
        """The order whose place is asked for. Raises `BrokerError` (not placed) when it is not there any more."""
        try:
            old = await self._books.order(venue_order_id, rank)
        except BrokerError as error:
            raise _not_sent(error) from error
        if old is None or old.over:
            raise _gone("it is over")
        return old

    # -- questions

    async def find(self, order: Sent) -> OrderSnapshot | None:
        told = await self._books.look(order)
        return None if told is None else await self._books.shown(told, order.client_order_id)

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        return await self._books.resting()

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        return await self._books.fills(orders)

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        return await self._books.fills_since(since)

    async def balances(self) -> Sequence[Money]:
        account = await self._house.row(self._line, Call("GET", "/account"))
        positions = await self._house.rows(self._line, Call("GET", "/positions"))
        return balances_of(account, positions, self._table)


def balances_of(account: Row, positions: Sequence[object], table: SymbolTable) -> Sequence[Money]:
    """Cash, and units of what is held; below zero is a short. Raises `BrokerError` where it cannot be read."""
    held: dict[str, Decimal] = {}
    try:
        held[str(account["currency"])] = number(account["cash"]) or ZERO
        for row in cast("Sequence[Row]", positions):
            base = instrument_of(table, str(row["symbol"]), str(row.get("asset_class"))).base
            quantity = number(row["qty"]) or ZERO
            short = row.get("side") == "short" and quantity > 0
            held[base] = held.get(base, ZERO) + (-quantity if short else quantity)
    except (KeyError, TypeError, ValueError) as error:
        raise unread(f"balances: {error}") from None
    return [Money(amount, currency) for currency, amount in held.items() if amount]


def _changes(
    old: Told, request: OrderRequest, instrument: Instrument, prices: Mapping[str, str]
) -> dict[str, str]:
    """What a replacement changes. Raises `BrokerError` (not placed) for what the venue cannot change in one step."""
    same = old.symbol.replace("/", "") == instrument.symbol.replace("/", "") and old.side is request.side
    if not same or old.type != prices["type"]:
        raise unsupported("another kind of order cannot take its place")
    if old.filled:
        raise unsupported("it has traded in part, and is not changed any more")
    changes = {name: price for name, price in prices.items() if name != "type"}
    changes["client_order_id"] = request.client_order_id
    if request.quantity != old.quantity:
        shares = instrument.asset_class is not AssetClass.CRYPTO
        if shares and (is_fraction(request.quantity) or is_fraction(old.quantity)):
            raise unsupported("the size of a fraction cannot be changed")
        changes["qty"] = plain(request.quantity)
    return changes


def _rank(request: OrderRequest) -> Rank:
    return Rank.EXIT if request.reduce_only else Rank.ENTRY


def _not_sent(error: BrokerError) -> BrokerError:
    """A question that went before an order failed: the order was not sent."""
    return BrokerError(error.kind, Placed.NO, str(error), retry_after=error.retry_after)


def _gone(why: str) -> BrokerError:
    return BrokerError(ErrorKind.NOTHING_TO_REPLACE, Placed.NO, f"alpaca: {why}")
