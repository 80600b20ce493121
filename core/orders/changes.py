"""Changing the exits of a standing trade: one place for what its owner types and for what a provider replies.

Plain functions from a trade to the trade as it should be, or why not (`Declined`). They change the wish; which
orders follow from it is decided by `exits.plan_exits`, and `steering.steer` carries both out. A stop only moves
in the trade's favor unless its owner says otherwise; a provider's moves keep off a stop that its owner moved.

Targets are numbered 1, 2, ... as the trade lists them. Those that have sold something stay as they are, in
front; the others are put in order of distance behind them (row EX-03).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.market.model import Rules
from core.orders.exits import break_even as break_even_price
from core.orders.exits import stop_now
from core.orders.lifecycle import LIVE
from core.orders.model import Mover, Order, Purpose, Side, Target, Trade, TradeStatus

ALL = Decimal(1)


@dataclass(frozen=True, slots=True)
class MoveStop:
    """Put the stop there."""

    price: Price


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Put the stop where the rest ends at 0.00 after fees."""


@dataclass(frozen=True, slots=True)
class SetTargets:
    """Sell what is left at these prices; shares are of what the paid targets leave, and sum to 1."""

    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class SetTarget:
    """Move the target of this number."""

    number: int
    price: Price


@dataclass(frozen=True, slots=True)
class Trail:
    """Let the stop follow the best price at this distance, a share of it (0.015)."""

    share: Decimal


@dataclass(frozen=True, slots=True)
class CloseShare:
    """Give back this share (0 to 1) of what is held, at market; 1 also takes back what is not yet bought."""

    share: Decimal


@dataclass(frozen=True, slots=True)
class CloseUnits:
    """Give back so many units at market, at most what is held."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Reprice:
    """Buy what is not yet bought at this limit instead."""

    price: Price


@dataclass(frozen=True, slots=True)
class Soften:
    """Whether the program watches the stop itself instead of resting it at the venue."""

    soft: bool


@dataclass(frozen=True, slots=True)
class CancelEntries:
    """Take back what is not yet bought."""


Move = (
    MoveStop
    | BreakEven
    | SetTargets
    | SetTarget
    | Trail
    | CloseShare
    | CloseUnits
    | CancelEntries
    | Reprice
    | Soften
)


# Every reason for which a move is declined.
DECLINES = frozenset(
    {
        "own_stop",
        "stop_further",
        "stop_passed",
        "target_passed",
        "no_such_target",
        "target_paid",
        "nothing_held",
        "not_open",
        "too_small_to_sell",
        "same",
        "nothing_to_cancel",
        "wrong_share",
        "several_entries",
        "no_limit",
    }
)


@dataclass(frozen=True, slots=True)
class Declined:
    """Why a trade stays as it is. `code` is one of `DECLINES` and stable, `facts` fill its words."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """The trade as it should be, the units to give back at market, and the limit to buy the rest at."""

    trade: Trade
    closing: Quantity = Quantity(0)
    reprice: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a trade stands when it is changed.

    `stop` is where the stop belongs now, trailing and break-even included; `paid` are the numbers of targets that
    sold something; `closing` are units whose closing is on its way; `waiting` says that something is still to
    be bought, `limits` by how many orders with a limit. `price` None means that nobody knows the price: what
    depends on it is then not checked.
    """

    rules: Rules
    price: Decimal | None
    stop: Price | None
    paid: frozenset[int]
    closing: Decimal
    waiting: bool
    limits: int

    def free(self, trade: Trade) -> Quantity:
        """Units that are held and not on their way out."""
        return Quantity(max(trade.held - self.closing, ZERO))


def standing_of(
    trade: Trade,
    orders: Sequence[Order],
    filled: Mapping[str, Decimal],
    rules: Rules,
    price: Decimal | None,
) -> Standing:
    """How this trade stands, from all its orders and the units each has filled."""
    known = dict(filled)
    exits = [order for order in orders if order.purpose in (Purpose.STOP, Purpose.TARGET)]
    return Standing(
        rules=rules,
        price=price,
        stop=stop_now(trade, exits, known, rules),
        paid=frozenset(o.number for o in exits if o.purpose is Purpose.TARGET and known.get(o.id, ZERO)),
        closing=sum(
            (
                order.quantity - known.get(order.id, ZERO)
                for order in orders
                if order.purpose is Purpose.CLOSE and order.status in LIVE
            ),
            ZERO,
        ),
        waiting=any(order.purpose is Purpose.ENTRY and order.status in LIVE for order in orders),
        limits=sum(
            1
            for order in orders
            if order.purpose is Purpose.ENTRY and order.status in LIVE and order.limit_price is not None
        ),
    )


def change(
    trade: Trade, standing: Standing, move: Move, by: Mover, *, tighten_only: bool = False
) -> Changed | Declined:
    """Carry out one move. A trade that is over is not changed."""
    if trade.status in (TradeStatus.CLOSED, TradeStatus.UNFILLED):
        return Declined("not_open", {"symbol": trade.symbol})
    if isinstance(move, MoveStop):
        return move_stop(trade, standing, move.price, by, tighten_only=tighten_only)
    if isinstance(move, CloseShare | CloseUnits | CancelEntries | Reprice):
        return _resize(trade, standing, move)
    match move:
        case BreakEven():
            return break_even(trade, standing, by)
        case SetTargets():
            return set_targets(trade, standing, move.targets)
        case SetTarget():
            return set_target(trade, standing, move.number, move.price)
        case Trail():
            return trail(trade, standing, move.share, by)
        case Soften():
            return Changed(replace(trade, soft_stop=move.soft))


def _resize(
    trade: Trade, standing: Standing, move: CloseShare | CloseUnits | CancelEntries | Reprice
) -> Changed | Declined:
    match move:
        case CloseShare():
            return close_share(trade, standing, move.share)
        case CloseUnits():
            return close_units(trade, standing, move.quantity)
        case CancelEntries():
            return cancel_entries(trade, standing)
        case Reprice():
            return reprice(trade, standing, move.price)


def move_stop(
    trade: Trade, standing: Standing, price: Price, by: Mover, *, tighten_only: bool = False
) -> Changed | Declined:
    """Put the stop at `price`. One that would sell at once is declined: that is a closing."""
    sign = trade.side.sign
    stop = Price(to_step(price, standing.rules.tick, _early(trade)))
    if by is Mover.PROVIDER and trade.stop_by is Mover.OWNER:
        return Declined("own_stop", {"stop": _said(standing.stop)})
    if stop == standing.stop and trade.trail is None:
        return Declined("same", {"stop": plain(stop)})
    if (gone := _passed(trade, standing, stop)) is not None:
        return gone
    wider = standing.stop is not None and sign * (stop - standing.stop) < 0
    # Trailing and break-even moved it further than the post said: a provider's word does not take that back.
    earned = standing.stop is not None and trade.stop != standing.stop
    if wider and (tighten_only or (by is not Mover.OWNER and earned)):
        return Declined("stop_further", {"stop": plain(stop), "now": _said(standing.stop)})
    moved = _with_risk(replace(trade, stop=stop, stop_by=by))
    if wider and by is Mover.OWNER:  # what its owner took back is not put there again by itself
        moved = replace(moved, break_even_after=0, break_even_asked=False, trail=None)
        moved = replace(moved, high_water=None, stop_reached=None)
    return Changed(moved)


def break_even(trade: Trade, standing: Standing, by: Mover) -> Changed | Declined:
    """Put the stop where selling the rest brings back what it cost, fees in."""
    if not trade.held:
        return Declined("nothing_held", {"symbol": trade.symbol})
    if by is Mover.PROVIDER and trade.stop_by is Mover.OWNER:
        return Declined("own_stop", {"stop": _said(standing.stop)})
    price = break_even_price(trade, standing.rules)
    if standing.stop is not None and trade.side.sign * (price - standing.stop) <= 0:
        return Declined("same", {"stop": plain(standing.stop)})
    if (gone := _passed(trade, standing, price)) is not None:
        return gone
    return Changed(replace(trade, break_even_asked=True, stop_by=by))


def trail(trade: Trade, standing: Standing, share: Decimal, by: Mover) -> Changed | Declined:
    """Let the stop follow the price from here on. It starts no further away than it is."""
    if not 0 < share < 1:
        return Declined("wrong_share", {"share": plain(share)})
    if by is Mover.PROVIDER and trade.stop_by is Mover.OWNER:
        return Declined("own_stop", {"stop": _said(standing.stop)})
    if by is not Mover.OWNER and trade.trail is not None and share > trade.trail:
        return Declined("stop_further", {"share": plain(share), "now": _said(standing.stop)})
    best = trade.high_water
    if trade.held and standing.price is not None:
        now = Price(standing.price)
        best = now if best is None else (max(best, now) if trade.side is Side.BUY else min(best, now))
    return Changed(replace(trade, trail=share, high_water=best, stop_by=by))


def set_targets(trade: Trade, standing: Standing, targets: tuple[Target, ...]) -> Changed | Declined:
    """New targets for what the paid ones leave."""
    if not targets or sum((target.share for target in targets), ZERO) != 1:
        return Declined("wrong_share")
    for target in targets:
        if (gone := _beyond(trade, standing, target.price)) is not None:
            return gone
    kept = trade.targets[: max(standing.paid, default=0)]
    left = 1 - sum((target.share for target in kept), ZERO)
    new = [Target(target.price, target.share * left) for target in targets]
    return Changed(replace(trade, targets=(*kept, *_in_order(trade, new))))


def set_target(trade: Trade, standing: Standing, number: int, price: Price) -> Changed | Declined:
    """Move one target; its share goes with it."""
    if not 1 <= number <= len(trade.targets):
        return Declined("no_such_target", {"number": str(number), "targets": str(len(trade.targets))})
    if number <= max(standing.paid, default=0):
        return Declined("target_paid", {"number": str(number)})
    if (gone := _beyond(trade, standing, price)) is not None:
        return gone
    if trade.targets[number - 1].price == price:
        return Declined("same", {"target": plain(price)})
    paid = max(standing.paid, default=0)
    others = [t for n, t in enumerate(trade.targets, start=1) if n > paid and n != number]
    moved = Target(price, trade.targets[number - 1].share)
    return Changed(replace(trade, targets=(*trade.targets[:paid], *_in_order(trade, [*others, moved]))))


def close_share(trade: Trade, standing: Standing, share: Decimal) -> Changed | Declined:
    """Units to give back for a share of what is held; whole when what would stay could not be sold any more."""
    if not 0 < share <= 1:
        return Declined("wrong_share", {"share": plain(share)})
    free = standing.free(trade)
    if share == 1 and not free and standing.waiting:
        return cancel_entries(trade, standing)
    return close_units(trade, standing, Quantity(to_step(free * share, standing.rules.step, ROUND_DOWN)))


def close_units(trade: Trade, standing: Standing, quantity: Quantity) -> Changed | Declined:
    """Give back so many units, at most what is held and not yet on its way out."""
    free = standing.free(trade)
    if not free:
        return Declined("nothing_held", {"symbol": trade.symbol})
    units = min(Decimal(quantity), Decimal(free))
    if not units:
        return Declined("too_small_to_sell", {"symbol": trade.symbol, "step": plain(standing.rules.step)})
    if not _sellable(free - units, standing):
        units = Decimal(free)
    whole = units == free
    return Changed(replace(trade, entries_over=trade.entries_over or whole), Quantity(units))


def cancel_entries(trade: Trade, standing: Standing) -> Changed | Declined:
    """Nothing more is bought."""
    if not standing.waiting:
        return Declined("nothing_to_cancel", {"symbol": trade.symbol})
    return Changed(replace(trade, entries_over=True))


def reprice(trade: Trade, standing: Standing, price: Price) -> Changed | Declined:
    """Buy the rest at another limit. Only one order that has a limit can be told so."""
    if not standing.waiting:
        return Declined("nothing_to_cancel", {"symbol": trade.symbol})
    if standing.limits != 1:
        code = "several_entries" if standing.limits else "no_limit"
        return Declined(code, {"symbol": trade.symbol, "entries": str(standing.limits)})
    if trade.stop is not None and trade.side.sign * (price - trade.stop) <= 0:
        return Declined("stop_passed", {"stop": plain(trade.stop), "price": plain(price)})
    moved = trade if trade.entered else _with_risk(replace(trade, reference=price))
    return Changed(moved, reprice=price)


def _with_risk(trade: Trade) -> Trade:
    """Risk is frozen at entry (DF-35): until something is bought it follows stop and price."""
    if trade.entered or trade.stop is None:
        return trade
    return replace(trade, risk=trade.planned * abs(trade.reference - trade.stop))


def _sellable(rest: Decimal, standing: Standing) -> bool:
    if not rest:
        return True
    worth = rest * standing.price if standing.price is not None else standing.rules.minimum_notional
    return rest >= standing.rules.minimum_quantity and worth >= standing.rules.minimum_notional


def _early(trade: Trade) -> str:
    """Rounding of a stop: never later than asked."""
    return ROUND_UP if trade.side is Side.BUY else ROUND_DOWN


def _passed(trade: Trade, standing: Standing, stop: Price) -> Declined | None:
    if not trade.held or standing.price is None or trade.side.sign * (standing.price - stop) > 0:
        return None
    return Declined("stop_passed", {"stop": plain(stop), "price": plain(standing.price)})


def _beyond(trade: Trade, standing: Standing, target: Price) -> Declined | None:
    reference = standing.price if trade.held and standing.price is not None else trade.reference
    if trade.side.sign * (target - reference) > 0:
        return None
    return Declined("target_passed", {"target": plain(target), "price": plain(reference)})


def _in_order(trade: Trade, targets: Sequence[Target]) -> list[Target]:
    return sorted(targets, key=lambda target: trade.side.sign * target.price)


def _said(price: Price | None) -> str:
    return "" if price is None else plain(price)
