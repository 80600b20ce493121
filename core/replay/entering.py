"""A signal as the trade and the entry orders that a follower would have had: one unit, by the rules of live entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from core.kernel.ids import derived
from core.kernel.money import ZERO, Price, Quantity
from core.market.model import Rules
from core.orders.model import Order, OrderStatus, OrderType, Purpose, Side, Trade, TradeStatus
from core.orders.planning import Rung, new_order
from core.orders.proposal import equal_targets, rungs_of
from core.signals.instructions import posted_entry
from core.signals.model import Signal
from core.signals.reading import Direction, EntryType

# One unit in steps so fine that no rounding is seen, at a venue that refuses nothing.
WHOLE, STEP, TICK = Quantity(1), Quantity("1E-9"), Price("1E-18")


def rules_of(fee: Decimal) -> Rules:
    """What a venue of no limits allows, at this fee."""
    return Rules(tick=TICK, step=STEP, minimum_quantity=STEP, minimum_notional=ZERO, fee_rate=fee)


def trade_of(signal: Signal, price: Price, break_even_after: int, at: datetime) -> Trade:
    """The trade, before anything is bought. `price` is what it costs, where the post names no entry."""
    return Trade(
        id=signal.id,
        person="",
        account="",
        portfolio="",
        symbol=signal.symbol or "",
        quote=signal.quote or "USD",
        side=Side.BUY if signal.direction is Direction.LONG else Side.SELL,
        status=TradeStatus.PLANNED,
        planned=WHOLE,
        reference=posted_entry(signal) or price,
        stop=signal.stop,
        targets=signal.targets,
        break_even_after=break_even_after if signal.targets and signal.stop is not None else 0,
        risk=None,
        triggered_by=f"signal:{signal.id}",
        signal=signal.id,
        entered=Quantity(0),
        exited=Quantity(0),
        cost=ZERO,
        proceeds=ZERO,
        fees=ZERO,
        created_at=at,
        opened_at=None,
        closed_at=None,
    )


def entries_of(signal: Signal, trade: Trade, rules: Rules) -> Iterator[Order]:
    """Its entry orders as they wait: at market, at a limit (of a zone the end that is paid last), at the price of a
    breakout, or one for each price of a ladder, in equal parts."""
    posted = posted_entry(signal)
    if signal.entry_type is EntryType.LADDER and len(signal.entries) > 1:
        for number, rung in enumerate(
            rungs_of(equal_targets(signal.entries), trade.side, WHOLE, rules), start=1
        ):
            yield _order(trade, OrderType.LIMIT, number, rung)
    elif signal.entry_type is EntryType.MARKET or posted is None:
        yield _order(trade, OrderType.MARKET, 0, None)
    else:
        kind = OrderType.STOP if signal.entry_type is EntryType.STOP else OrderType.LIMIT
        yield _order(trade, kind, 0, Rung(posted, WHOLE))


def _order(trade: Trade, kind: OrderType, number: int, rung: Rung | None) -> Order:
    planned = new_order(
        trade,
        order_id=derived("entry", trade.id, number),
        side=trade.side,
        kind=kind,
        purpose=Purpose.ENTRY,
        number=number,
        quantity=WHOLE if rung is None else rung.quantity,
        limit_price=rung.price if rung is not None and kind is OrderType.LIMIT else None,
        stop_price=rung.price if rung is not None and kind is OrderType.STOP else None,
        chunk="",
        installation="replay",
        at=trade.created_at,
    )
    return replace(planned, status=OrderStatus.OPEN)
