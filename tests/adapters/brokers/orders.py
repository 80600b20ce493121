"""What the tests of venues that trade shares ask for, and how they hurry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from core.kernel.money import Price, Quantity
from core.market.model import Instrument
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderType, Sent, Side
from tests.venues.trouble import Fate, Trouble

OPEN = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)


def buy(**changed: Any) -> OrderRequest:
    """Ten shares at a limit, but for what is changed."""
    return replace(
        OrderRequest(
            client_order_id="be11" + "a" * 28,
            symbol="AAPL",
            side=Side.BUY,
            type=OrderType.LIMIT,
            quantity=Quantity(10),
            limit_price=Price("199.5"),
        ),
        **changed,
    )


def as_sent(request: OrderRequest, **changed: Any) -> Sent:
    """An order as it was sent at the open."""
    return replace(Sent(request=request, at=OPEN), **changed)


def listed(symbol: str) -> Instrument:
    """An instrument of the built-in table."""
    found = builtin_table().get(symbol)
    assert found is not None
    return found


def hurried(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> Callable[[Trouble], None]:
    """Nobody waits long for an answer that never comes; any other may take its time on a busy machine."""

    def hurry(trouble: Trouble) -> None:
        if trouble.fate is Fate.SILENCE:
            monkeypatch.setattr(module, "ANSWER_SECONDS", 1.0)

    return hurry
