"""What a change of a trade would do, from the trade and how it stands: old, new, and the risk of both. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.handling.results import EditLine, EditPlan
from core.kernel.errors import Refusal
from core.kernel.money import Price
from core.orders.changes import (
    BreakEven,
    Declined,
    Move,
    MoveStop,
    Reprice,
    SetTargets,
    Soften,
    Standing,
    Trail,
    change,
)
from core.orders.exits import stop_now
from core.orders.model import Mover, Order, Target, Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is asked of a trade. None and empty leave things alone."""

    stop: Price | None = None
    break_even: bool = False
    soft: bool | None = None
    targets: tuple[Target, ...] = ()
    trail: Decimal | None = None
    limit: Price | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """The same as moves, in the order in which they are carried out."""
        moves: list[Move] = []
        if self.limit is not None:
            moves.append(Reprice(self.limit))
        if self.soft is not None:
            moves.append(Soften(self.soft))
        if self.stop is not None:
            moves.append(MoveStop(self.stop))
        if self.break_even:
            moves.append(BreakEven())
        if self.trail is not None:
            moves.append(Trail(self.trail))
        if self.targets:
            moves.append(SetTargets(self.targets))
        return tuple(moves)


def plan_edit(
    trade: Trade,
    standing: Standing,
    edit: Edit,
    mode: str,
    orders: Sequence[Order],
    filled: dict[str, Decimal],
) -> EditPlan:
    """The change with its figures. Raises a refusal for what cannot be done."""
    if edit.stop == standing.stop and edit.soft not in (None, trade.soft_stop):
        edit = replace(edit, stop=None)  # it stays where it is, and only changes who keeps it
    changed = trade
    for move in edit.moves:
        outcome = change(changed, standing, move, Mover.OWNER)
        if isinstance(outcome, Declined):
            raise declined(trade, outcome)
        changed = outcome.trade
    before, after = standing.stop, stop_now(changed, orders, filled, standing.rules)
    return EditPlan(
        person=trade.person,
        trade=trade.id,
        mode=mode,
        symbol=trade.symbol,
        quote=trade.quote,
        side=trade.side,
        stop=edit.stop,
        break_even=edit.break_even,
        soft=edit.soft,
        targets=edit.targets,
        trail=edit.trail,
        limit=edit.limit,
        lines=_lines(trade, changed, before, after, edit, orders),
        risk_was=at_risk(trade, before),
        risk_now=at_risk(changed, after),
    )


def declined(trade: Trade, outcome: Declined) -> Refusal:
    """The refusal that a person hears."""
    return Refusal(f"edit_{outcome.code}", {"symbol": trade.symbol, "trade": trade.id, **outcome.facts})


def raises_risk(plan: EditPlan) -> bool:
    """Whether more is at risk afterwards. All of it is more than any part."""
    if plan.risk_now is None or plan.risk_was is None:
        return plan.risk_now is None and plan.risk_was is not None
    return plan.risk_now > plan.risk_was


def at_risk(trade: Trade, stop: Price | None) -> Decimal | None:
    """What is lost if the stop is hit, before fees: of what is held, or of what is to be bought. Never below 0."""
    if stop is None:
        return None
    units = trade.held if trade.entered else trade.planned
    entry = trade.average_entry or trade.reference
    return max(units * trade.side.sign * (entry - stop), Decimal(0))


def _lines(
    trade: Trade,
    changed: Trade,
    before: Price | None,
    after: Price | None,
    edit: Edit,
    orders: Sequence[Order],
) -> tuple[EditLine, ...]:
    lines = []
    if edit.limit is not None:
        old = next((order.limit_price for order in orders if order.limit_price is not None), None)
        lines.append(EditLine("limit", 0, old, edit.limit))
    if before != after:
        lines.append(EditLine("stop", 0, before, after))
    if changed.soft_stop != trade.soft_stop:
        lines.append(EditLine("soft", 0, Decimal(trade.soft_stop), Decimal(changed.soft_stop)))
    if changed.trail != trade.trail:
        lines.append(EditLine("trail", 0, trade.trail, changed.trail))
    for number in range(max(len(trade.targets), len(changed.targets))):
        pair = [one[number].price if number < len(one) else None for one in (trade.targets, changed.targets)]
        if pair[0] != pair[1]:
            lines.append(EditLine("target", number + 1, *pair))
    return tuple(lines)
