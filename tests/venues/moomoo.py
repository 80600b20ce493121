"""Moomoo behind the facade of its library: rows with floats, sentences without codes, times of New York. No gateway."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from adapters.brokers.moomoo.facade import RET_OK, Answered, Asked
from core.accounts.model import Mode
from core.kernel.money import ZERO, Price, Quantity
from core.market.model import ALWAYS_OPEN
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from tests.venues.floor import Floor, Placed, Refused, rules
from tests.venues.schwab import kept_nowhere, shares
from tests.worlds import MovedClock

if TYPE_CHECKING:
    from tests.contract.venues import Venue

NEW_YORK = ZoneInfo("America/New_York")
RET_ERROR = -1
KINDS = {
    "MARKET": OrderType.MARKET,
    "NORMAL": OrderType.LIMIT,
    "STOP": OrderType.STOP,
    "STOP_LIMIT": OrderType.STOP_LIMIT,
    "MARKET_IF_TOUCHED": OrderType.TAKE_PROFIT,
}


@dataclass(slots=True)
class FakeOpenD:
    """A gateway's trade context on the floor. `troubles` are what happens to the next writes: before the venue was
    reached, or after it did what it was asked."""

    floor: Floor
    names: dict[int, str]
    troubles: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    closed: bool = False
    hangs: threading.Event = field(default_factory=threading.Event)
    # Threads of the adapter's pool call in, one at a time.
    one: threading.Lock = field(default_factory=threading.Lock)

    def accounts(self) -> Answered:
        return self._read("accounts", lambda: [{"acc_id": number} for number in self.names])

    def place(self, account: int, asked: Asked) -> Answered:
        def place() -> list[dict[str, Any]]:
            limit, stop = asked.price, asked.aux_price
            request = OrderRequest(
                client_order_id=asked.remark,
                symbol=asked.code.removeprefix("US."),
                side=Side[asked.side],
                type=KINDS[asked.kind],
                quantity=Quantity(asked.quantity),
                limit_price=None if limit is None else Price(limit),
                stop_price=None if stop is None else Price(stop),
                time_in_force=TimeInForce[asked.duration],
            )
            return [row_of(self.floor.place(self.names[account], request))]

        return self._write("place", place)

    def cancel(self, account: int, order_id: str) -> Answered:
        def cancel() -> list[dict[str, Any]]:
            placed = next(one for one in self._known(account) if id_of(one) == order_id)
            self.floor.cancel(self.names[account], placed)
            return [{"order_id": order_id}]

        return self._write("cancel", cancel)

    def orders(self, account: int, since: date) -> Answered:
        return self._read("orders", lambda: [row_of(one) for one in self._known(account)])

    def deals(self, account: int, since: date) -> Answered:
        def deals() -> list[dict[str, Any]]:
            return [
                {
                    "deal_id": f"D{fill.venue_trade_id}",
                    "order_id": id_of(one),
                    "code": f"US.{fill.symbol}",
                    "trd_side": fill.side.value,
                    "qty": float(fill.quantity),
                    "price": float(fill.price),
                    "create_time": written(fill.at),
                }
                for one in self._known(account)
                for fill in one.fills
                if fill.at.date() >= since
            ]

        return self._read("deals", deals)

    def fees(self, account: int, order_ids: Sequence[str]) -> Answered:
        def fees() -> list[dict[str, Any]]:
            return [
                {"order_id": id_of(one), "fee_amount": float(sum((f.fee.amount for f in one.fills), ZERO))}
                for one in self._known(account)
                if id_of(one) in order_ids
            ]

        return self._read("fees", fees)

    def money(self, account: int) -> Answered:
        cash = self.floor.balances(self.names[account]).get("USD", ZERO)
        return self._read("money", lambda: [{"cash": float(cash), "currency": "USD"}])

    def positions(self, account: int) -> Answered:
        held = self.floor.balances(self.names[account])
        rows = [
            {"code": f"US.{asset}", "qty": float(amount), "position_side": "LONG"}
            for asset, amount in held.items()
            if asset != "USD"
        ]
        return self._read("positions", lambda: rows)

    def close(self) -> None:
        self.closed = True

    def _known(self, account: int) -> list[Placed]:
        return self.floor.of(self.names[account])

    def _read(self, name: str, read: Callable[[], list[dict[str, Any]]]) -> Answered:
        with self.one:
            self.calls.append(name)
            return Answered(RET_OK, rows=read())

    def _write(self, name: str, write: Callable[[], list[dict[str, Any]]]) -> Answered:
        with self.one:
            self.calls.append(name)
            trouble = self.troubles.pop(0) if self.troubles else ""
            if trouble.endswith("before"):
                return self._troubled(trouble)
            try:
                rows = write()
            except Refused as refused:
                return Answered(RET_ERROR, sentence=f"no: {refused.kind.value}")
            return self._troubled(trouble) if trouble else Answered(RET_OK, rows=rows)

    def _troubled(self, trouble: str) -> Answered:
        if trouble.startswith("hang"):
            self.hangs.wait(5)
        if trouble.startswith("empty"):
            return Answered(RET_OK)
        return Answered(RET_ERROR, sentence="network interrupted")


def id_of(placed: Placed) -> str:
    """The venue's own id."""
    return f"M{placed.number}"


def written(at: datetime) -> str:
    """An instant in the market's own time."""
    return at.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def row_of(placed: Placed) -> dict[str, Any]:
    """An order as a row of the library's table."""
    order = placed.order
    status = {
        OrderStatus.OPEN: "SUBMITTED",
        OrderStatus.PARTIALLY_FILLED: "FILLED_PART",
        OrderStatus.FILLED: "FILLED_ALL",
    }.get(placed.status, "CANCELLED_PART" if order.filled else "CANCELLED_ALL")
    return {
        "order_id": id_of(placed),
        "remark": order.client_order_id,
        "code": f"US.{order.symbol}",
        "trd_side": order.side.value,
        "order_type": next(name for name, one in KINDS.items() if one is order.type),
        "order_status": status,
        "qty": float(order.quantity),
        "price": float(order.limit_price or 0),
        "dealt_qty": float(order.filled),
        "last_err_msg": "",
        "create_time": written(placed.placed_at),
    }


@asynccontextmanager
async def venue(_database: object) -> AsyncIterator[Venue]:
    """The contract suite's venue: shares of AAPL, a hundred for the suite's one unit."""
    from adapters.brokers.moomoo.driver import MoomooDriver
    from tests.contract.venues import OPENS_AT, Venue

    clock, scale = MovedClock(OPENS_AT), Decimal(100)
    floor = shares(clock.now, {"AAPL": rules(step="1", minimum="0", fee=Decimal(0))})
    gateway = FakeOpenD(floor, {1: "MINE", 2: "OTHER"})
    for name in gateway.names.values():
        floor.open(name, {"USD": Decimal(100_000) * scale})
    driver = MoomooDriver(
        clock=clock,
        reach=lambda host, port, password: gateway,
        hours=lambda _: ALWAYS_OPEN,
        pace=(10_000, 1.0),
    )
    brokers = [
        driver.open(name, {"port": "11111", "account": str(number)}, Mode.LIVE, kept_nowhere)
        for number, name in gateway.names.items()
    ]

    async def move(price: str, size: str | None) -> None:
        floor.price("AAPL", price, size)

    no_proof = "its refusals are sentences without codes, so none is proven"
    yield Venue(
        broker=brokers[0],
        other=brokers[1],
        move=move,
        pass_by=clock.pass_by,
        symbol="AAPL",
        scale=scale,
        step=Decimal(1),
        fee_rate=Decimal(0),
        lacks={
            "end a day": "a day that is over is a cancel there",
            "prove a refusal": no_proof,
            "refuse to reduce nothing": no_proof,
            "tell what it does not trade": "its list of shares is with its prices, which are not asked for",
        },
        floor=floor,
    )
    await driver.close()
