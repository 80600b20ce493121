"""What is used of Moomoo's library: the few calls of a trade context, and nothing of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

RET_OK = 0

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of the library: rows where `ret` is `RET_OK`, its sentence otherwise. There are no codes."""

    ret: int
    rows: Sequence[Row] = ()
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An order in the library's words: its names of sides, kinds and durations."""

    code: str
    side: str
    kind: str
    quantity: Decimal
    price: Decimal | None
    aux_price: Decimal | None
    duration: str
    remark: str


class Gateway(Protocol):
    """One account at one gateway. Every call blocks and is made on a thread."""

    def accounts(self) -> Answered:
        """The accounts that the gateway is signed in for: `acc_id`."""
        ...

    def place(self, account: int, asked: Asked) -> Answered:
        """Place an order: `order_id`."""
        ...

    def cancel(self, account: int, order_id: str) -> Answered:
        """Ask for an order's end."""
        ...

    def orders(self, account: int, since: date) -> Answered:
        """The orders of these days, today's among them."""
        ...

    def deals(self, account: int, since: date) -> Answered:
        """What traded on these days, today among them."""
        ...

    def fees(self, account: int, order_ids: Sequence[str]) -> Answered:
        """The fees of orders: `order_id`, `fee_amount`."""
        ...

    def money(self, account: int) -> Answered:
        """The account's cash in dollars: `cash`."""
        ...

    def positions(self, account: int) -> Answered:
        """What it holds: `code`, `qty`, `position_side`."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...
