"""What trades brought, asked of the store: only what is closed, by the moment of closing, whoever made it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from core.analytics.closed import ClosedTrade
from core.kernel.money import Quantity
from core.orders.model import Side, Trade, TradeStatus
from core.ports.questions import ClosedTrades
from core.ports.store import Store
from tests.contract.conftest import added
from tests.core.builders import NOW, a_trade

DAY = timedelta(days=1)
D = Decimal


def a_closed(
    id_: str, days: int, *, side: Side = Side.BUY, proceeds: str = "130", **changes: object
) -> Trade:
    trade = replace(
        a_trade(side=side),
        id=id_,
        status=TradeStatus.CLOSED,
        entered=Quantity(1),
        exited=Quantity(1),
        cost=D(100),
        proceeds=D(proceeds),
        fees=D("0.23"),
        risk=D("12.5"),
        opened_at=NOW,
        closed_at=NOW + days * DAY,
    )
    return replace(trade, **changes)  # type: ignore[arg-type]  # what a test says


async def test_trades_are_found_by_when_they_were_closed(unheard: Store):
    trades = [
        a_closed("T-1", 3),
        a_closed("T-2", 1, side=Side.SELL, proceeds="70.5"),
        a_closed("T-3", 2, signal="signal", triggered_by="signal:signal"),
        a_closed("T-4", 2, portfolio="another"),
        a_closed("T-5", 2, status=TradeStatus.OPEN, closed_at=None),
    ]
    await added(unheard, trades)
    mine = (trades[0].portfolio,)

    found = await unheard.view.ask(ClosedTrades(mine))

    assert [(one.trade, one.profit) for one in found] == [
        ("T-2", D("29.27")),
        ("T-3", D("29.77")),
        ("T-1", D("29.77")),
    ]
    assert found[0] == ClosedTrade(
        trade="T-2",
        portfolio=trades[1].portfolio,
        symbol=trades[1].symbol,
        quote="USDT",
        profit=D("29.27"),
        cost=D(100),
        risk=D("12.5"),
        triggered_by=trades[1].triggered_by,
        provider="",
        opened_at=NOW,
        closed_at=NOW + DAY,
    )
    within = await unheard.view.ask(ClosedTrades(mine, NOW + 2 * DAY, NOW + 3 * DAY))
    assert [one.trade for one in within] == ["T-3"]
    both = await unheard.view.ask(ClosedTrades((*mine, "another"), NOW + 2 * DAY))
    assert [one.trade for one in both] == ["T-3", "T-4", "T-1"]
