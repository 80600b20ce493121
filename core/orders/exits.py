"""Which exits a trade should have now: a pure plan from the trade and its orders to what must be changed.

The plan holds no state and runs after every fill. What it keeps true, tested as properties: working targets
never sum to more than is held; at most one live stop, over all that is held; exits are reduce-only; a stop
only moves in the trade's favor unless its owner says otherwise; no target is under what the venue takes.

How venues differ is in `Ways`. Where a venue replaces, a change is one step and there is no moment without a
stop; elsewhere the order is canceled, that is waited for, and what is needed then is placed afresh. Where what is
held backs one resting order only, that is the stop, and targets are watched here. Where a venue has no stops, or
the owner wants a soft one, the stop is watched here too (brokers, 6.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from core.kernel.money import ZERO, Price, Quantity, to_step
from core.kernel.values import replace
from core.market.model import Rules
from core.orders.lifecycle import LIVE
from core.orders.model import Order, OrderStatus, OrderType, Purpose, Side, Target, Trade
from core.risk.sizing import slices

# Still changeable from here: not being sent, not being canceled, no proof missing.
AT_REST = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED})
NEVER_PLACED = frozenset({OrderStatus.REJECTED, OrderStatus.ABSENT})
# A trailing stop moves only when it moves so many ticks and such a share of the price: replaces are not free.
TRAIL_TICKS = 5
TRAIL_SHARE = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Ways:
    """What a venue can do with exits: change one in one step, rest several over the same units, rest stops."""

    replace: bool = True
    several: bool = True
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Send this exit. `replaces` is the resting order whose place it takes. Without a price it trades at market."""

    purpose: Purpose
    number: int
    quantity: Quantity
    price: Price | None
    replaces: Order | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take this exit back."""

    order: Order


@dataclass(frozen=True, slots=True)
class Release:
    """Let this held sale go: what stood in its way is gone."""

    order: Order


@dataclass(frozen=True, slots=True)
class Drop:
    """Give up this held sale: what it would sell is gone."""

    order: Order


Change = Place | Withdraw | Release | Drop


def plan_exits(
    trade: Trade, orders: Sequence[Order], filled: Mapping[str, Decimal], rules: Rules, ways: Ways = Ways()
) -> tuple[Change, ...]:
    """What to change so that the trade's exits are as they should be.

    `orders` are all orders of the trade, `filled` the units each has filled so far.
    """
    exits = [order for order in orders if order.purpose is not Purpose.ENTRY]
    live = _live(exits)
    sales = [order for order in live if order.type is OrderType.MARKET]
    resting = [order for order in live if order.type is not OrderType.MARKET]
    if not trade.held:
        return (*_withdraw(resting), *(Drop(sale) for sale in sales if sale.status is OrderStatus.HELD))
    stop = stop_now(trade, exits, filled, rules)
    watched = trade.soft_stop or not ways.stops
    if not ways.several:
        return _one_at_a_time(trade, sales, resting, filled, None if watched else stop, ways)
    changes: list[Change] = []
    for leg in legs_of(trade, exits, filled, rules):
        changes += _arrange(resting, Purpose.TARGET, leg.number, leg.quantity, leg.price, filled, ways)
    extra = [o for o in resting if o.purpose is Purpose.TARGET and o.number > len(trade.targets)]
    changes += _withdraw(extra)
    if stop is None or watched:
        changes += _withdraw([order for order in resting if order.purpose is Purpose.STOP])
    else:
        changes += _arrange(resting, Purpose.STOP, 0, trade.held, stop, filled, ways)
    return tuple(changes)


def _live(exits: Sequence[Order]) -> list[Order]:
    # An order whose place is being taken, or was, is the venue's to end, however late we hear of it: to look at it
    # again would replace it twice.
    replaced = {order.replaces for order in exits if order.status not in NEVER_PLACED}
    return [order for order in exits if order.status in LIVE and order.id not in replaced]


def _withdraw(orders: Sequence[Order]) -> list[Withdraw]:
    return [Withdraw(order) for order in orders if order.status in AT_REST]


def _one_at_a_time(
    trade: Trade,
    sales: Sequence[Order],
    resting: Sequence[Order],
    filled: Mapping[str, Decimal],
    stop: Price | None,
    ways: Ways,
) -> tuple[Change, ...]:
    """Where what is held backs one order: a sale that was decided goes once the stop is gone, then the stop rests."""
    held = [sale for sale in sales if sale.status is OrderStatus.HELD]
    if any(sale not in held for sale in sales):  # on its way: what it fills is looked at then
        return ()
    if held:
        if resting:
            return tuple(_withdraw(resting))
        [first, *_] = held
        if first.quantity <= trade.held:
            return (Release(first),)
        # A leg was filled in between: sell what is there, never what was planned.
        return Drop(first), Place(first.purpose, first.number, trade.held, None)
    targets = [order for order in resting if order.purpose is Purpose.TARGET]
    if targets or stop is None:
        return tuple(_withdraw(resting))
    return tuple(_arrange(resting, Purpose.STOP, 0, trade.held, stop, filled, ways))


def _is(order: Order, purpose: Purpose, number: int) -> bool:
    return order.purpose is purpose and order.number == number


@dataclass(frozen=True, slots=True)
class Leg:
    """What a target has still to sell."""

    number: int
    quantity: Quantity
    price: Price


def legs_of(
    trade: Trade, exits: Sequence[Order], filled: Mapping[str, Decimal], rules: Rules
) -> tuple[Leg, ...]:
    """What each target has still to sell: its share of what was bought, less what it sold.

    What was closed otherwise is missed by all of them alike: after `close half` each target has half of its part
    left, and one that sold that is paid: it does not sell again at its price what belongs to the others. The last
    one takes what rounding leaves. A leg that is under what the venue takes sells the next ones
    too, until it is enough; a last one goes to the leg before it; what is too small even so is left to the stop.
    """
    if not trade.targets:
        return ()
    nominal = [quantity for _, quantity in slices(trade.entered, trade.targets, rules.step)]
    done = [_sold(number, exits, filled) for number in range(1, len(nominal) + 1)]
    outstanding = [max(part - sold, ZERO) for part, sold in zip(nominal, done, strict=True)]
    paid = _paid(exits, filled)
    unpaid = [ZERO if number in paid else part for number, part in enumerate(outstanding, start=1)]
    if any(unpaid):  # what came in after every target was paid is sold as if none were
        outstanding = unpaid
    open_ = _shared(outstanding, trade.held, rules)
    prices = [_tick_price(trade, target, rules) for target in trade.targets]
    for index in range(len(open_)):
        if not open_[index] or _standing(index + 1, prices[index], open_[index], exits, filled):
            continue
        later = [other for other in range(index + 1, len(open_)) if open_[other]]
        while later and not _enough(open_[index], prices[index], rules):
            open_[index] += open_[later[0]]
            open_[later.pop(0)] = ZERO
        if not _enough(open_[index], prices[index], rules):
            before = [other for other in range(index) if open_[other]]
            if before:
                open_[before[-1]] += open_[index]
            open_[index] = ZERO
    return tuple(Leg(index + 1, Quantity(open_[index]), prices[index]) for index in range(len(open_)))


def _shared(outstanding: Sequence[Decimal], held: Quantity, rules: Rules) -> list[Decimal]:
    """What each leg may still sell of what is held: all of its part, or its share where less is there."""
    whole = sum(outstanding, ZERO)
    if not whole:
        return list(outstanding)
    parts = list(outstanding)
    if whole > held:
        parts = [to_step(part * held / whole, rules.step, ROUND_DOWN) for part in outstanding]
    last = max(index for index, part in enumerate(outstanding) if part)
    parts[last] += held - sum(parts, ZERO)
    return parts


def _sold(number: int, exits: Sequence[Order], filled: Mapping[str, Decimal]) -> Decimal:
    return sum((filled.get(o.id, ZERO) for o in exits if _is(o, Purpose.TARGET, number)), ZERO)


def _standing(
    number: int, price: Price, wanted: Decimal, exits: Sequence[Order], filled: Mapping[str, Decimal]
) -> bool:
    """Whether this very leg rests at the venue already, filled in part: it stays, however small the rest is."""
    return any(
        _is(order, Purpose.TARGET, number)
        and order.limit_price == price
        and order.quantity - filled.get(order.id, ZERO) == wanted
        for order in _live(exits)  # one whose place is being taken stands no more
    )


def _enough(quantity: Decimal, price: Price, rules: Rules) -> bool:
    return quantity >= rules.minimum_quantity and quantity * price >= rules.minimum_notional


def _tick_price(trade: Trade, target: Target, rules: Rules) -> Price:
    rounding = ROUND_UP if trade.side is Side.BUY else ROUND_DOWN
    return Price(to_step(target.price, rules.tick, rounding))


def _arrange(
    resting: Sequence[Order],
    purpose: Purpose,
    number: int,
    wanted: Decimal,
    price: Price,
    filled: Mapping[str, Decimal],
    ways: Ways,
) -> list[Change]:
    """Make the one exit of this purpose and number cover `wanted` more units at `price`."""
    working = [order for order in resting if _is(order, purpose, number)]
    if not working:
        return [Place(purpose, number, Quantity(wanted), price)] if wanted > 0 else []
    order = working[-1]
    if order.status not in AT_REST:  # on its way: the next fill or answer looks again
        return []
    remaining = order.quantity - filled.get(order.id, ZERO)
    if remaining == wanted and price in (order.limit_price, order.stop_price):
        return []
    if wanted <= 0 or not ways.replace:  # canceled first; what is needed then is placed once it is gone
        return [Withdraw(order)]
    return [Place(purpose, number, Quantity(wanted), price, replaces=order)]


def stop_now(
    trade: Trade, exits: Sequence[Order], filled: Mapping[str, Decimal], rules: Rules
) -> Price | None:
    """Where the stop belongs: as posted or moved, at break-even once enough targets paid or somebody asked, or
    trailing the best price, whichever is nearest. It never moves back by itself."""
    long = trade.side is Side.BUY
    rounding = ROUND_UP if long else ROUND_DOWN  # never later than asked
    wanted = [] if trade.stop is None else [Price(to_step(trade.stop, rules.tick, rounding))]
    if trade.trail is not None and trade.high_water is not None:
        wanted.append(trailed(trade.side, trade.high_water, trade.trail, rules))
    if wanted or trade.break_even_asked:
        wanted += _earned(trade, exits, filled, rules)
    if not wanted:
        return None
    return max(wanted) if long else min(wanted)


def _earned(trade: Trade, exits: Sequence[Order], filled: Mapping[str, Decimal], rules: Rules) -> list[Price]:
    """Break-even where it is due, and how far the stop had come by it: a later, cheaper fill lowers neither."""
    enough = bool(trade.break_even_after) and targets_paid(exits, filled) >= trade.break_even_after
    if not trade.entered or not (enough or trade.break_even_asked):
        return []
    return [break_even(trade, rules), *([trade.stop_reached] if trade.stop_reached is not None else [])]


def reached(trade: Trade, exits: Sequence[Order], filled: Mapping[str, Decimal], rules: Rules) -> Trade:
    """The trade with how far its stop has come, so that it does not go back: break-even, and where trailing begins."""
    if trade.trail is not None and trade.high_water is None and trade.average_entry is not None:
        rounding = ROUND_DOWN if trade.side is Side.BUY else ROUND_UP
        trade = replace(trade, high_water=Price(to_step(trade.average_entry, rules.tick, rounding)))
    earned = _earned(trade, exits, filled, rules)
    if not earned:
        return trade
    best = max(earned) if trade.side is Side.BUY else min(earned)
    return trade if best == trade.stop_reached else replace(trade, stop_reached=best)


def trailed(side: Side, best: Price, share: Decimal, rules: Rules) -> Price:
    """Where a stop stands that follows the best price at this distance, a share of it."""
    if side is Side.BUY:
        return Price(to_step(best * (1 - share), rules.tick, ROUND_UP))
    return Price(to_step(best * (1 + share), rules.tick, ROUND_DOWN))


def raised(trade: Trade, price: Price, rules: Rules) -> Trade:
    """The trade with a better price seen, when its trailing stop moves by enough of a step for it."""
    if trade.trail is None or not trade.held:
        return trade
    if trade.high_water is None:
        return replace(trade, high_water=price)
    now = trailed(trade.side, trade.high_water, trade.trail, rules)
    then = trailed(trade.side, price, trade.trail, rules)
    step = max(TRAIL_TICKS * rules.tick, TRAIL_SHARE * price)
    return replace(trade, high_water=price) if trade.side.sign * (then - now) >= step else trade


def touched(
    trade: Trade,
    orders: Sequence[Order],
    filled: Mapping[str, Decimal],
    price: Price,
    rules: Rules,
    ways: Ways,
) -> Place | None:
    """The sale that this price calls for, of exits that are watched here: the stop first, else the nearest target.

    Nothing while another sale is on its way: what it fills is looked at then.
    """
    exits = [order for order in orders if order.purpose is not Purpose.ENTRY]
    selling = any(order.type is OrderType.MARKET for order in _live(exits))
    if not trade.held or selling:
        return None
    stop = stop_now(trade, exits, filled, rules)
    if stop is not None and (trade.soft_stop or not ways.stops) and trade.side.sign * (price - stop) <= 0:
        return Place(Purpose.STOP, 0, trade.held, None)
    if ways.several:
        return None
    for leg in legs_of(trade, exits, filled, rules):
        if leg.quantity and trade.side.sign * (price - leg.price) >= 0:
            return Place(Purpose.TARGET, leg.number, leg.quantity, None)
    return None


def needs_watching(trade: Trade, ways: Ways) -> bool:
    """Whether somebody here has to look at the price for this trade."""
    if trade.trail is not None or trade.soft_stop:
        return True
    return (trade.stop is not None and not ways.stops) or (bool(trade.targets) and not ways.several)


def targets_paid(exits: Sequence[Order], filled: Mapping[str, Decimal]) -> int:
    """How many targets were filled whole."""
    return len(_paid(exits, filled))


def _paid(exits: Sequence[Order], filled: Mapping[str, Decimal]) -> set[int]:
    """The numbers of targets of which an order was filled whole."""
    return {
        order.number
        for order in exits
        if order.purpose is Purpose.TARGET and filled.get(order.id, ZERO) >= order.quantity
    }


def break_even(trade: Trade, rules: Rules) -> Price:
    """The price at which selling the rest brings back what it cost, both fees in, rounded to the safe side."""
    average, fee = trade.cost / trade.entered, rules.fee_rate
    if trade.side is Side.BUY:
        return Price(to_step(average * (1 + fee) / (1 - fee), rules.tick, ROUND_UP))
    return Price(to_step(average * (1 - fee) / (1 + fee), rules.tick, ROUND_DOWN))


def order_type(purpose: Purpose, price: Price | None) -> OrderType:
    """A stop waits at its price and then sells at market; a target rests as a limit; without a price it sells now."""
    if price is None:
        return OrderType.MARKET
    return OrderType.STOP if purpose is Purpose.STOP else OrderType.LIMIT
