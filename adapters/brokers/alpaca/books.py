"""What one account's orders and fills are, as the venue tells them: orders by either id, fills by their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from adapters.brokers.alpaca.fees import AT_ONCE, fee_of, rate_of
from adapters.brokers.alpaca.hosts import Call
from adapters.brokers.alpaca.house import House, Known, Line
from adapters.brokers.alpaca.words import (
    Told,
    Trade,
    instrument_of,
    orders_of,
    snapshot_of,
    told_of,
    trade_of,
    unread,
)
from core.kernel.money import ZERO
from core.market.model import AssetClass, Instrument
from core.market.symbols import SymbolTable
from core.orders.model import OrderSnapshot, Sent, VenueFill
from core.orders.road import Rank

FILLS_PAGE, ORDERS_PAGE = 100, 500
PAGES_MOST = 60
# The venue's moments and ours: fills are looked for from so much earlier on. What it calls "after" is after.
MARGIN = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
CHAIN_MOST = 10
TIER_LASTS = timedelta(hours=12)


class Books:
    """Orders and fills of one account."""

    def __init__(self, house: House, line: Line, table: SymbolTable) -> None:
        self._house = house
        self._line = line
        self._table = table
        self._tier: tuple[datetime, int] | None = None

    # -- orders

    async def look(self, order: Sent, rank: Rank = Rank.QUERY) -> Told | None:
        """The order by the venue's id, or by ours; None only where the venue says that it has none."""
        if order.venue_order_id is not None:
            return await self.order(order.venue_order_id, rank)
        return await self.named(order.client_order_id, rank)

    async def named(self, client_order_id: str, rank: Rank = Rank.QUERY) -> Told | None:
        """The order of our id."""
        fields = {"client_order_id": client_order_id}
        return await self._one(Call("GET", "/orders:by_client_order_id", fields), rank)

    async def order(self, venue_order_id: str, rank: Rank = Rank.QUERY) -> Told | None:
        """The order of the venue's id."""
        return await self._one(Call("GET", f"/orders/{venue_order_id}"), rank)

    async def _one(self, call: Call, rank: Rank) -> Told | None:
        answer = await self._house.find(self._line, call, rank)
        return None if answer is None else self.read(answer)

    def read(self, answer: object) -> Told:
        """An order from the venue's answer. Raises `BrokerError` where it cannot be read."""
        try:
            told = told_of(answer)
        except ValueError as error:
            raise unread(str(error)) from None
        self._house.know(told)
        return told

    async def newest(self, told: Told, rank: Rank = Rank.QUERY) -> Told:
        """The order that stands in the place of this one, where somebody changed it at the venue itself. One that
        we replaced is over: what stands there now is another order of ours."""
        for _ in range(CHAIN_MOST):
            if told.word != "replaced" or told.replaced_by is None:
                return told
            after = await self.order(told.replaced_by, rank)
            if after is None or is_ours(after.client_order_id):
                return told
            told = after
        return told

    async def resting(self) -> Sequence[OrderSnapshot]:
        """All that rests, legs too. Never a part of it: then it raises."""
        found: dict[str, Told] = {}
        fields = {"status": "open", "nested": "true", "limit": str(ORDERS_PAGE), "direction": "asc"}
        for _ in range(PAGES_MOST):
            rows = await self._house.rows(self._line, Call("GET", "/orders", fields))
            try:
                told = [one for row in rows for one in orders_of(row)]
            except ValueError as error:
                raise unread(str(error)) from None
            fresh = {one.id: one for one in told if one.id not in found}
            found |= fresh
            if len(rows) < ORDERS_PAGE or not fresh:
                return await self._all_shown([one for one in found.values() if not one.over])
            last = max(one.submitted_at for one in told if one.submitted_at is not None)
            fields = fields | {"after": stamp(last - SECOND)}
        raise unread("more orders rest than can be listed")

    # -- as the core sees them

    async def shown(self, told: Told, asked: str) -> OrderSnapshot:
        """An order with its fills; `asked` is the client order id that we know it by."""
        told = await self.newest(told)
        fills: Sequence[VenueFill] = ()
        ids = await self._chain(told)
        if told.filled or len(ids) > 1:
            until = None if told.filled_at is None else told.filled_at + MARGIN
            found = await self.trades((told.submitted_at or self._house.clock.now()) - MARGIN, until)
            fills = [await self.fill(one, asked) for one in found if one.order in ids]
        return snapshot_of(told, fills, self._instrument(told), asked)

    async def _all_shown(self, orders: Sequence[Told]) -> Sequence[OrderSnapshot]:
        partly = [one for one in orders if one.filled]
        trades: Sequence[Trade] = ()
        if partly:
            began = min(one.submitted_at or self._house.clock.now() for one in partly)
            trades = await self.trades(began - MARGIN)
        shots = []
        for one in orders:
            self._house.know(one)
            fills = [await self.fill(each, one.client_order_id) for each in trades if each.order == one.id]
            shots.append(snapshot_of(one, fills, self._instrument(one), one.client_order_id))
        return shots

    async def _chain(self, told: Told) -> Sequence[str]:
        """The ids of an order and of those of its forerunners that somebody changed at the venue."""
        ids = [told.id]
        while told.replaces is not None and not is_ours(told.client_order_id) and len(ids) < CHAIN_MOST:
            before = await self.order(told.replaces)
            if before is None:
                break
            told = before
            ids.append(told.id)
        return ids

    def _instrument(self, told: Told) -> Instrument:
        return instrument_of(self._table, told.symbol, told.asset_class)

    # -- fills

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        """All fills of these orders, oldest first."""
        asked: dict[str, str] = {}
        for order in orders:
            told = await self.look(order)
            # What the venue has forgotten may have traded all the same.
            known = () if order.venue_order_id is None else (order.venue_order_id,)
            ids = known if told is None else await self._chain(await self.newest(told))
            asked |= dict.fromkeys(ids, order.client_order_id)
        if not asked:
            return ()
        found = await self.trades(min(order.at for order in orders) - MARGIN)
        return [await self.fill(one, asked[one.order]) for one in found if one.order in asked]

    async def fills_since(self, since: datetime) -> Sequence[VenueFill]:
        """All fills of the account from this moment on, oldest first."""
        found = [one for one in await self.trades(since - SECOND) if one.at >= since]
        known = [self._house.known(one.order) for one in found]
        names = ["" if one is None else one.client_order_id for one in known]
        return [await self.fill(one, name) for one, name in zip(found, names, strict=True)]

    async def trades(self, after: datetime, until: datetime | None = None) -> Sequence[Trade]:
        """Every fill of the account after a moment, oldest first. Never a part of them: then it raises."""
        fields = {"after": stamp(after), "direction": "asc", "page_size": str(FILLS_PAGE)}
        if until is not None:
            fields["until"] = stamp(until)
        found: dict[str, Trade] = {}
        for _ in range(PAGES_MOST):
            rows = await self._house.rows(self._line, Call("GET", "/account/activities/FILL", fields))
            try:
                page = [trade_of(row) for row in rows]
            except ValueError as error:
                raise unread(str(error)) from None
            fresh = {one.id: one for one in page if one.id not in found}
            found |= fresh
            if len(rows) < FILLS_PAGE or not fresh:
                return sorted(found.values(), key=lambda one: (one.at, one.id))
            fields = fields | {"page_token": page[-1].id}
        raise unread("more fills than can be read")

    async def fill(self, trade: Trade, client_order_id: str) -> VenueFill:
        """A fill with its fee."""
        instrument = instrument_of(self._table, trade.symbol, "")
        rate = await self._rate(instrument, trade)
        return VenueFill(
            venue_trade_id=trade.id,
            client_order_id=client_order_id,
            symbol=instrument.symbol,
            side=trade.side,
            quantity=trade.quantity,
            price=trade.price,
            fee=fee_of(instrument, trade.side, trade.quantity, trade.price, rate),
            at=trade.at,
            venue_order_id=trade.order,
        )

    async def _rate(self, instrument: Instrument, trade: Trade) -> Decimal:
        """The share that a fill of a coin costs: less where the order had rested."""
        if instrument.asset_class is not AssetClass.CRYPTO:
            return ZERO
        order = self._house.known(trade.order)
        if order is None and await self.order(trade.order) is not None:
            order = self._house.known(trade.order)
        return rate_of(await self._fee_tier(), rested=_rested(order, trade))

    async def _fee_tier(self) -> int:
        now = self._house.clock.now()
        if self._tier is None or now - self._tier[0] > TIER_LASTS:
            account = await self._house.row(self._line, Call("GET", "/account"))
            told = account.get("crypto_tier")
            self._tier = now, told if isinstance(told, int) else 1
        return self._tier[1]


def _rested(order: Known | None, trade: Trade) -> bool:
    if order is None or not order.limit or order.submitted_at is None:
        return False
    return trade.at - order.submitted_at > AT_ONCE


def is_ours(client_order_id: str) -> bool:
    """Whether this program made the id: `be11` and 28 more hexadecimal digits."""
    return len(client_order_id) == 32 and client_order_id.startswith("be11")


def stamp(at: datetime) -> str:
    """A moment as the venue reads it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
