"""One signal on old candles: when it would have been entered, and how it would have ended.

Which exits stand where is decided by the rules of live trades (`orders.exits`, `orders.changes`); here is only what a
candle does to them. A candle says four prices and not their order, so wherever two orders of events fit, the worse one
for the trade is taken:

* nothing happens before the first candle that opens at or after the moment the words were known, follow-ups included;
* at the open: what the channel asked, the stop (a gap fills at the open), entries, targets;
* then entries that are touched, then the stop, and last the targets. In the candle of a touched limit a target counts
  only when the close is there, for the high may have come first; a low that a breakout's stop may have seen counts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from core.kernel.ids import derived
from core.kernel.money import ZERO, Price, Quantity
from core.market.candles import MILLISECOND, Series, instant
from core.orders.advancing import advance
from core.orders.changes import Declined, Move, change, standing_of
from core.orders.exits import Leg, Place, legs_of, raised, reached, stop_now
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Mover, Order, OrderStatus, OrderType, Purpose
from core.orders.planning import close_order, exit_order
from core.replay.entering import entries_of, rules_of, trade_of
from core.replay.model import Exit, ExitReason, Outcome, Terms
from core.signals.model import Signal

ENDED = {
    Purpose.STOP: Outcome.STOP,
    Purpose.TARGET: Outcome.TARGET,
    Purpose.CLOSE: Outcome.CLOSED,
}


class Course:
    """How far one signal is on its candles. `outcome` is None as long as it waits or is open. `paid` is what an entry
    at market cost, where that is known better than by the open of the next candle."""

    def __init__(
        self,
        signal: Signal,
        series: Series,
        known: int,
        terms: Terms,
        break_even_after: int = 0,
        paid: Price | None = None,
    ) -> None:
        self.outcome: Outcome | None = None
        self.exits: list[Exit] = []
        self.declined: list[str] = []
        self.risk: Decimal | None = None
        self._paid = paid
        self._series = series
        self._rules = rules_of(terms.fee)
        self._place = series.first_from(known)
        self._end = series.known_until(self._place)
        self._deadline = known + terms.valid // MILLISECOND
        self._asked: list[tuple[int, tuple[Move, ...]]] = []
        first = series.price(series.opens[self._place])
        self.trade = trade_of(signal, first, break_even_after, instant(known))
        self._orders = list(entries_of(signal, self.trade, self._rules))
        self._filled: dict[str, Decimal] = {}
        self._first_stop: Price | None = None
        self._sign = self.trade.side.sign

    def ask(self, at: int, moves: tuple[Move, ...]) -> None:
        """What the channel said at this time: carried out at the first candle that opens then or later."""
        self._asked.append((at, moves))

    def follow(self, until: int) -> None:
        """Live through every candle that is over at this time, and no other."""
        last = min(self._series.over_by(until), self._end)
        while self.outcome is None and self._place < last:
            place = self._next(last)
            if place < last:
                self._live(place)
                place += 1
            self._place = place
        # Candles may end just before an entry does: all of its time is known then.
        over = min(until, self._series.ends(self._end - 1)) >= self._deadline
        if self.outcome is None and self._place == self._end and over:
            self._take_back(OrderStatus.EXPIRED, Outcome.EXPIRED)

    def finish(self) -> None:
        """Live through all candles there are; what still waits or is open stays without an end."""
        self.follow(self._series.ends(self._end - 1))
        self.outcome = self.outcome or Outcome.UNRESOLVED

    @property
    def fee_rate(self) -> Decimal:
        """The share of each fill's value that is taken as its fee."""
        return self._rules.fee_rate

    @property
    def profit(self) -> Decimal:
        """What it brought in quote currency, fees off; what is still held counts at the last known close."""
        last = self._series.price(self._series.closes[self._end - 1])
        worth = self.trade.proceeds + self.trade.held * last
        return self._sign * (worth - self.trade.cost) - self.trade.fees

    # -- from one candle to the next ---------------------------------------------------------------------

    def _waiting(self) -> list[Order]:
        """Entries that are not filled, those that the price comes to first in front."""
        waiting = [o for o in self._orders if o.purpose is Purpose.ENTRY and o.status in LIVE]
        return sorted(waiting, key=lambda order: -self._sign * (order.limit_price or ZERO))

    def _next(self, last: int) -> int:
        """The next candle in which something may happen, or `last`."""
        end = last
        waiting = self._waiting()
        if any(order.type is OrderType.MARKET for order in waiting):
            return self._place
        if waiting:
            end = min(end, self._series.first_from(self._deadline))
        if self._asked:
            end = min(end, self._series.first_from(self._asked[0][0]))
        worse, better = self._levels(waiting)
        lower, upper = (worse, better) if self._sign > 0 else (better, worse)
        below = None if not lower else self._series.at_most(max(lower))
        above = None if not upper else self._series.at_least(min(upper))
        return self._series.touch(self._place, max(end, self._place), below, above)

    def _levels(self, waiting: list[Order]) -> tuple[list[Decimal], list[Decimal]]:
        """Prices that matter: those to which it must fall against the trade, and those to which it must go for it."""
        worse: list[Decimal] = [order.limit_price for order in waiting if order.limit_price is not None]
        better: list[Decimal] = [order.stop_price for order in waiting if order.stop_price is not None]
        if self.trade.held:
            stop = self._stop()
            worse += [] if stop is None else [stop]
            better += [leg.price for leg in self._legs() if leg.quantity]
            if self.trade.trail is not None and self.trade.high_water is not None:
                better.append(self.trade.high_water)
        return worse, better

    def _live(self, place: int) -> None:
        """One candle, in the order that the head of this file tells."""
        series = self._series
        at, first = series.times[place], series.price(series.opens[place])
        high, low = series.price(series.highs[place]), series.price(series.lows[place])
        worst, best = (low, high) if self._sign > 0 else (high, low)
        self._obey(at, first)
        if self.outcome is None and at >= self._deadline:
            self._take_back(OrderStatus.EXPIRED, Outcome.EXPIRED)
        if self.outcome is None:
            self._at_open(first, instant(at))
        if self.outcome is None:
            self._within(worst, best, series.price(series.closes[place]), instant(series.ends(place)))

    def _at_open(self, price: Price, at: datetime) -> None:
        stop = self._stop()
        if self.trade.held and stop is not None and self._sign * (price - stop) <= 0:
            self._give_back(Purpose.STOP, 0, self.trade.held, price, at)
            return
        for order in self._waiting():
            if order.limit_price is not None and self._sign * (price - order.limit_price) > 0:
                continue
            if order.stop_price is not None and self._sign * (price - order.stop_price) < 0:
                continue
            known = self._paid if order.type is OrderType.MARKET else None
            self._enter(order, known or price, at)
        self._take_targets(price, at, gap=True)

    def _within(self, worst: Price, best: Price, close: Price, at: datetime) -> None:
        reach = best
        for order in self._waiting():
            if order.limit_price is not None and self._sign * (worst - order.limit_price) <= 0:
                reach = close
                self._enter(order, order.limit_price, at)
            elif order.stop_price is not None and self._sign * (best - order.stop_price) >= 0:
                self._enter(order, order.stop_price, at)
        stop = self._stop()
        if self.trade.held and stop is not None and self._sign * (worst - stop) <= 0:
            self._give_back(Purpose.STOP, 0, self.trade.held, stop, at)
            return
        self._take_targets(reach, at, gap=False)
        self.trade = raised(self.trade, reach, self._rules)

    def _take_targets(self, reach: Price, at: datetime, *, gap: bool) -> None:
        """Sell what the price reached: at the target, or at the open that went beyond it."""
        while self.trade.held:
            hit = [leg for leg in self._legs() if leg.quantity and self._sign * (reach - leg.price) >= 0]
            if not hit:
                return
            leg = hit[0]
            self._give_back(Purpose.TARGET, leg.number, leg.quantity, reach if gap else leg.price, at)

    # -- what changes the trade --------------------------------------------------------------------------

    def _obey(self, at: int, price: Price) -> None:
        """What the channel asked until now, at the price of this open."""
        while self._asked and self._asked[0][0] <= at and self.outcome is None:
            for move in self._asked.pop(0)[1]:
                standing = standing_of(self.trade, self._orders, self._filled, self._rules, price)
                changed = change(self.trade, standing, move, Mover.PROVIDER)
                if isinstance(changed, Declined):
                    self.declined.append(changed.code)
                    continue
                self.trade = changed.trade
                if changed.closing:
                    self._give_back(Purpose.CLOSE, 0, changed.closing, price, instant(at))
                if self.trade.entries_over:
                    self._take_back(OrderStatus.CANCELED, Outcome.CANCELED)

    def _enter(self, order: Order, price: Price, at: datetime) -> None:
        """Fill an entry, unless the price is through the stop already: nobody buys what is to be sold at once."""
        stop = self._stop()
        if stop is not None and self._sign * (price - stop) <= 0:
            self._take_back(OrderStatus.CANCELED, Outcome.PASSED)
            return
        if not self.trade.entered:
            self._first_stop = stop
            self.risk = None if stop is None else ZERO
        if self.risk is not None and self._first_stop is not None:
            self.risk += order.quantity * abs(price - self._first_stop)
        self._orders[self._orders.index(order)] = replace(order, status=OrderStatus.FILLED)
        self._book(order, order.quantity, price, at)

    def _give_back(
        self, purpose: Purpose, number: int, quantity: Quantity, price: Price, at: datetime
    ) -> None:
        """Sell so much. Once a stop or a target sold something, nothing more is bought (as in live trades)."""
        cause = str(len(self._orders))
        if purpose is Purpose.CLOSE:
            order = close_order(self.trade, quantity, cause, "", "replay", at)
        else:
            exit_ = Place(purpose, number, quantity, price)
            order = exit_order(self.trade, exit_, self._orders, "", "replay", at)
        self._orders.append(replace(order, status=OrderStatus.FILLED))
        self.exits.append(
            Exit(at=at, price=price, share=quantity, reason=ExitReason(purpose.value), number=number)
        )
        self._book(order, quantity, price, at)
        if purpose is not Purpose.CLOSE or not self.trade.held:
            self._take_back(OrderStatus.CANCELED, Outcome.CANCELED)
        if not self.trade.held:
            self.outcome = ENDED[purpose]

    def _book(self, order: Order, quantity: Quantity, price: Price, at: datetime) -> None:
        trade = self.trade
        fill = Fill(
            id=derived("fill", order.id), order=order.id, account=trade.account, portfolio=trade.portfolio,
            trade=trade.id, symbol=trade.symbol, side=order.side, quantity=quantity, price=price,
            fee=quantity * price * self._rules.fee_rate, fee_currency=trade.quote, at=at,
        )  # fmt: skip
        self._filled[order.id] = quantity
        self.trade = reached(advance(trade, fill), self._sold(), self._filled, self._rules)

    def _take_back(self, status: OrderStatus, outcome: Outcome) -> None:
        """Nothing more is bought. Where nothing was, that is the end of it."""
        self._orders = [
            replace(one, status=status) if one.purpose is Purpose.ENTRY and one.status in LIVE else one
            for one in self._orders
        ]
        if not self.trade.entered:
            self.outcome = self.outcome or outcome

    def _sold(self) -> list[Order]:
        return [order for order in self._orders if order.purpose is not Purpose.ENTRY]

    def _stop(self) -> Price | None:
        return stop_now(self.trade, self._sold(), self._filled, self._rules)

    def _legs(self) -> tuple[Leg, ...]:
        return legs_of(self.trade, self._sold(), self._filled, self._rules)
