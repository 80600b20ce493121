"""An entry that its owner said yes to becomes a trade and its orders: one way, whoever asked for the yes."""

from __future__ import annotations

from core.context import World
from core.kernel.errors import Refusal
from core.kernel.ids import derived
from core.orders.kept_rules import learn_rules
from core.orders.model import Order, Trade, TradeStatus
from core.orders.opposing import OPPOSITE, STANDING, first_against
from core.orders.planning import EntryPlan, entry_rows
from core.orders.steering import add_orders
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.portfolio.views import write_openings
from core.ports.store import Unit
from core.risk.model import Decision


async def keep_rules_of(world: World, plan: EntryPlan) -> None:
    """What the exits of an entry will be planned by is on record before the entry is. May ask the venue."""
    instrument = world.market.table.get(plan.symbol)
    if instrument is not None:
        await learn_rules(world, plan.account, instrument)


async def write_entry(world: World, unit: Unit, plan: EntryPlan, cause: str, book: Book) -> Order:
    """Write an entry down with what was decided about it, and return its (first) order. It is sent once the unit is
    committed. The ids follow from the cause, so one cause makes one trade.

    Raises the refusal `opposite` where something stands against it by now.
    """
    at = world.clock.now()
    trade, orders = entry_rows(plan, cause, derived("chunk", cause), world.installation, at)
    await _must_not_take_from(unit, plan)
    await write_openings(unit, [book])
    await unit.add([trade])
    await add_orders(unit, orders, "confirmed")
    await unit.add([_decision(plan, trade)])
    return orders[0]


async def _must_not_take_from(unit: Unit, plan: EntryPlan) -> None:
    """Nothing went the other way while the card was looked at: two cards that oppose each other become one trade."""
    await unit.hold(Portfolio, [plan.portfolio])
    trades = await unit.all(Trade, portfolio=plan.portfolio, symbol=plan.symbol, status=STANDING)
    other = first_against(trades, plan.side, plan.symbol)
    if other is not None:
        waits = {"waits": "yes"} if other.status is TradeStatus.PLANNED else {}
        facts = {"symbol": plan.symbol, "trade": other.id, "held": other.side.value, "mode": plan.mode}
        raise Refusal(OPPOSITE, facts | waits)


def _decision(plan: EntryPlan, trade: Trade) -> Decision:
    return Decision(
        id=derived("decision", trade.id),
        person=plan.person,
        signal=plan.signal,
        trade=trade.id,
        symbol=plan.symbol,
        mode=plan.mode,
        source=plan.triggered_by,
        code="",
        reasons=plan.reasons,
        change=None,
        at=trade.created_at,
    )
