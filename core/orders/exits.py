"""Which exits a trade should have now: a pure plan from the trade and its orders to what must be changed.

The plan holds no state and runs after every fill. What it keeps true, tested as properties: working targets
never sum to more than is held; at most one live stop, over all that is held; exits are reduce-only; a stop
only moves in the trade's favour. A stop is changed by replacing it at the venue in one step, so there is no
moment without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.kernel.money import ZERO, Price, Quantity, to_step
from core.market.model import Rules
from core.orders.lifecycle import LIVE
from core.orders.model import Order, OrderStatus, OrderType, Purpose, Side, Trade
from core.risk.sizing import split

# Still changeable from here: not being sent, not being canceled, no proof missing.
AT_REST = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})
NEVER_PLACED = frozenset({OrderStatus.REJECTED, OrderStatus.ABSENT})


@dataclass(frozen=True, slots=True)
class Place:
    """Send this exit. `replaces` is the resting order whose place it takes."""

    purpose: Purpose
    number: int
    quantity: Quantity
    price: Price
    replaces: Order | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take this exit back."""

    order: Order


Change = Place | Withdraw


def plan_exits(
    trade: Trade, orders: Sequence[Order], filled: dict[str, Decimal], rules: Rules
) -> tuple[Change, ...]:
    """What to change so that the trade's exits are as they should be.

    `orders` are all orders of the trade, `filled` the units each has filled so far.
    """
    exits = [order for order in orders if order.purpose in (Purpose.STOP, Purpose.TARGET)]
    # An order whose place is being taken, or was, is the venue's to end, however late we hear of it: to look at it
    # again would replace it twice.
    replaced = {order.replaces for order in exits if order.status not in NEVER_PLACED}
    live = [order for order in exits if order.status in LIVE and order.id not in replaced]
    if not trade.held:
        return tuple(Withdraw(order) for order in live if order.status in AT_REST)
    changes: list[Change] = []
    left = Decimal(trade.held)
    for number, (price, quantity) in enumerate(_targets(trade, rules), start=1):
        done = sum((filled.get(o.id, ZERO) for o in exits if _is(o, Purpose.TARGET, number)), ZERO)
        wanted = max(min(quantity - done, left), ZERO)  # what was closed otherwise is missed by the last ones
        left -= wanted
        changes += _arrange(live, Purpose.TARGET, number, wanted, price, filled)
    stop = stop_now(trade, exits, filled, rules)
    if stop is not None:
        changes += _arrange(live, Purpose.STOP, 0, trade.held, stop, filled)
    return tuple(changes)


def _is(order: Order, purpose: Purpose, number: int) -> bool:
    return order.purpose is purpose and order.number == number


def _targets(trade: Trade, rules: Rules) -> list[tuple[Price, Quantity]]:
    slices = split(trade.entered, trade.targets, rules)
    rounding = ROUND_UP if trade.side is Side.BUY else ROUND_DOWN
    return [(Price(to_step(target.price, rules.tick, rounding)), quantity) for target, quantity in slices]


def _arrange(
    live: Sequence[Order],
    purpose: Purpose,
    number: int,
    wanted: Decimal,
    price: Price,
    filled: dict[str, Decimal],
) -> list[Change]:
    """Make the one exit of this purpose and number cover `wanted` more units at `price`."""
    working = [order for order in live if _is(order, purpose, number)]
    if not working:
        return [Place(purpose, number, Quantity(wanted), price)] if wanted > 0 else []
    order = working[-1]
    if order.status not in AT_REST:  # on its way: the next fill or answer looks again
        return []
    remaining = order.quantity - filled.get(order.id, ZERO)
    if wanted <= 0:
        return [Withdraw(order)]
    if remaining == wanted and price in (order.limit_price, order.stop_price):
        return []
    return [Place(purpose, number, Quantity(wanted), price, replaces=order)]


def stop_now(trade: Trade, exits: Sequence[Order], filled: dict[str, Decimal], rules: Rules) -> Price | None:
    """Where the stop belongs: as posted or moved, at break-even once enough targets paid or somebody asked, or
    trailing the best price, whichever is nearest. It never moves back by itself."""
    long = trade.side is Side.BUY
    rounding = ROUND_UP if long else ROUND_DOWN  # never later than asked
    wanted = [] if trade.stop is None else [Price(to_step(trade.stop, rules.tick, rounding))]
    if trade.trail is not None and trade.high_water is not None:
        wanted.append(trailed(trade.side, trade.high_water, trade.trail, rules))
    paid = targets_paid(exits, filled)
    due = trade.break_even_asked or (wanted and trade.break_even_after and paid >= trade.break_even_after)
    if due and trade.entered:
        # A later, cheaper fill of the entry lowers break-even, but not the stop that stands there.
        standing = [o.stop_price for o in exits if _is(o, Purpose.STOP, 0) and o.status in LIVE]
        wanted += [break_even(trade, rules), *(price for price in standing if price is not None)]
    if not wanted:
        return None
    return max(wanted) if long else min(wanted)


def trailed(side: Side, best: Price, share: Decimal, rules: Rules) -> Price:
    """Where a stop stands that follows the best price at this distance, a share of it."""
    if side is Side.BUY:
        return Price(to_step(best * (1 - share), rules.tick, ROUND_UP))
    return Price(to_step(best * (1 + share), rules.tick, ROUND_DOWN))


def targets_paid(exits: Sequence[Order], filled: dict[str, Decimal]) -> int:
    """How many targets were filled whole."""
    whole = {
        order.number
        for order in exits
        if order.purpose is Purpose.TARGET and filled.get(order.id, ZERO) >= order.quantity
    }
    return len(whole)


def break_even(trade: Trade, rules: Rules) -> Price:
    """The price at which selling the rest brings back what it cost, both fees in, rounded to the safe side."""
    average, fee = trade.cost / trade.entered, rules.fee_rate
    if trade.side is Side.BUY:
        return Price(to_step(average * (1 + fee) / (1 - fee), rules.tick, ROUND_UP))
    return Price(to_step(average * (1 - fee) / (1 + fee), rules.tick, ROUND_DOWN))


def order_type(purpose: Purpose) -> OrderType:
    """A stop waits at its price and then sells at market; a target rests as a limit."""
    return OrderType.STOP if purpose is Purpose.STOP else OrderType.LIMIT
