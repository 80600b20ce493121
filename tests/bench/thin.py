"""The bench's venue behind the broker port, over the thin path, and the same requests without any program around."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time

from adapters.http import Wire, WireError
from core.kernel.money import Money, Price, Quantity
from core.market.model import ALWAYS_OPEN, Instrument, Quote, Rules, Session
from core.orders.model import OrderRequest, OrderSnapshot, OrderStatus, Sent, Side, VenueFill
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed

ROOT = Path(__file__).parents[2]
IN_FLIGHT = 500
ABILITIES = (
    Ability.MARKET
    | Ability.LIMIT
    | Ability.STOP
    | Ability.MULTI_EXIT
    | Ability.CLIENT_ID_UNIQUE
    | Ability.FIND_BY_CLIENT_ID
    | Ability.REDUCE_ONLY
    | Ability.CONSISTENT
)


@dataclass(frozen=True, slots=True)
class Away:
    """The venue's process, and the port it listens on."""

    process: subprocess.Popen[str]
    port: int

    def move(self, milliseconds: float) -> None:
        """It is that far away from now on."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{milliseconds}\n")
        self.process.stdin.flush()
        self.process.stdout.readline()


@contextmanager
def venue(milliseconds: float) -> Iterator[Away]:
    """The venue's process with this round trip."""
    command = [sys.executable, "-m", "tests.bench.venue", str(milliseconds)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield Away(process, int(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.wait(10)


class Thin:
    """One account at the bench's venue. Rules and sessions are those of the broker it stands in for."""

    venue = "thin"
    abilities = ABILITIES
    in_flight = IN_FLIGHT

    def __init__(self, wire: Wire, behind: Broker) -> None:
        self._wire = wire
        self._behind = behind

    async def rules(self, instrument: Instrument) -> Rules | None:
        return await self._behind.rules(instrument)

    async def session(self, instrument: Instrument) -> Session:
        return ALWAYS_OPEN

    async def quote(self, instrument: Instrument) -> Quote | None:
        return None

    async def submit(self, request: OrderRequest) -> OrderSnapshot:
        answer = await self._ask("POST", written(request))
        if answer is None:
            raise BrokerError(ErrorKind.REJECTED, Placed.UNKNOWN, "an empty answer")
        return answer

    async def replace(self, venue_order_id: str, request: OrderRequest) -> OrderSnapshot:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "replace")

    async def cancel(self, order: Sent) -> OrderSnapshot | None:
        return await self._ask("DELETE", order.client_order_id.encode())

    async def find(self, order: Sent) -> OrderSnapshot | None:
        return await self._ask("GET", order.client_order_id.encode())

    async def open_orders(self) -> Sequence[OrderSnapshot]:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "open_orders")

    async def fills(self, orders: Sequence[Sent]) -> Sequence[VenueFill]:
        found = [await self.find(one) for one in orders]
        return [fill for order in found if order is not None for fill in order.fills]

    async def fills_since(self, since: datetime, symbols: Collection[str]) -> Sequence[VenueFill]:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "fills_since")

    async def balances(self) -> Sequence[Money]:
        raise BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "balances")

    async def _ask(self, method: str, body: bytes) -> OrderSnapshot | None:
        try:
            response = await self._wire.ask(method, "/orders", body)
        except WireError as error:
            placed = Placed.UNKNOWN if error.sent else Placed.NO
            raise BrokerError(ErrorKind.UNAVAILABLE, placed, str(error)) from error
        if response.status != 200:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.UNKNOWN, str(response.status))
        return read(response.body.decode()) if response.body else None


def written(request: OrderRequest) -> bytes:
    """The order as the venue is asked for it."""
    price = request.limit_price or request.stop_price or ""
    return (
        f"{request.client_order_id}|{request.symbol}|{request.side.value}|{request.type.value}|"
        f"{request.quantity}|{price}|{request.reduce_only:d}"
    ).encode()


def read(line: str) -> OrderSnapshot:
    """What the venue says of one order."""
    order, client, symbol, status, quantity, filled, price, fee, at = line.split("|")
    fills: tuple[VenueFill, ...] = ()
    if filled != "0":
        fills = (
            VenueFill(
                venue_trade_id=order,
                client_order_id=client,
                symbol=symbol,
                side=Side.BUY,
                quantity=Quantity(filled),
                price=Price(price),
                fee=Money(Quantity(fee), "USDT"),
                at=datetime.fromisoformat(at),
            ),
        )
    return OrderSnapshot(
        venue_order_id=order,
        client_order_id=client,
        symbol=symbol,
        status=OrderStatus(status),
        quantity=Quantity(quantity),
        filled=Quantity(filled),
        fills=fills,
    )


async def bare(port: int, orders: int, run: int) -> tuple[float, float]:
    """The same requests by the client alone: seconds, and seconds of processor."""
    wire = Wire("127.0.0.1", port, most=IN_FLIGHT)
    await opened(wire)
    todo = iter(range(orders))

    async def one_after_another() -> None:
        for number in todo:
            body = f"bare{run:04d}{number:024d}|BTC/USDT|BUY|limit|0.0123|60012.00|0"
            answer = await wire.ask("POST", "/orders", body.encode())
            assert answer.status == 200

    begun, worked = perf_counter(), process_time()
    await asyncio.gather(*(one_after_another() for _ in range(IN_FLIGHT)))
    took = perf_counter() - begun, process_time() - worked
    await wire.close()
    return took


async def opened(wire: Wire) -> None:
    """Open every connection that the wire may have, as a program that runs has them open."""
    await asyncio.gather(*(wire.ask("GET", "/orders", b"nobody") for _ in range(IN_FLIGHT)))
