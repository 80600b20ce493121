"""Every broker stands behind this guard: no call inside a transaction, no foreign error past this line.

An error that the adapter did not name is of unknown outcome: the order may exist (brokers, 2.2).
"""

from __future__ import annotations

from collections.abc import Collection, Coroutine, Sequence
from datetime import datetime
from typing import Any, TypeVar

from core.kernel.errors import Bug
from core.kernel.money import Money
from core.market.model import Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, Sent, VenueFill
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed
from core.ports.store import outside_unit

T = TypeVar("T")


class Guarded:
    """A broker with its promises checked at run time."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    @property
    def venue(self) -> str:
        return self._broker.venue

    @property
    def abilities(self) -> Ability:
        return self._broker.abilities

    @property
    def in_flight(self) -> int:
        return self._broker.in_flight

    async def rules(self, instrument: Instrument) -> Rules | None:
        return await self._call("rules", self._broker.rules(instrument))

    async def session(self, instrument: Instrument) -> Session:
        return await self._call("session", self._broker.session(instrument))

    async def quote(self, instrument: Instrument) -> Quote | None:
        return await self._call("quote", self._broker.quote(instrument))

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        return await self._call("submit", self._broker.submit(request))

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        return await self._call("replace", self._broker.replace(venue_order_id, request))

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return await self._call("cancel", self._broker.cancel(order))

    async def find(self, order: Sent) -> OrderSnapshot | None:
        return await self._call("find", self._broker.find(order))

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        return await self._call("open_orders", self._broker.open_orders())

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        return await self._call("fills", self._broker.fills(orders))

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        return await self._call("fills_since", self._broker.fills_since(since, symbols))

    async def balances(self) -> Sequence[Money]:
        return await self._call("balances", self._broker.balances())

    async def _call(self, verb: str, call: Coroutine[Any, Any, T]) -> T:
        try:
            outside_unit(f"{self.venue}.{verb}")
        except Bug:
            call.close()
            raise
        try:
            return await call
        except (BrokerError, TimeoutError):
            raise
        except Bug:
            raise
        except Exception as error:
            raise BrokerError(
                ErrorKind.UNNAMED, Placed.UNKNOWN, f"{self.venue}.{verb}: {type(error).__name__}"
            ) from error
