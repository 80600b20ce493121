"""What must hold in every world. Safety is judged at each commit and at each order that reaches the venue; what
must become of everything in the end is judged after a healing phase in which nothing fails any more.

Judges read the committed rows and the venue's own memory, and never what a process believes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from core.bookkeeping import Delivery, DeliveryState
from core.kernel.money import ZERO
from core.notices.model import Notice
from core.orders.commands import BY_HAND
from core.orders.lifecycle import LEGAL
from core.orders.model import (
    OUTSIDE,
    Fill,
    Mover,
    Order,
    OrderAudit,
    OrderRequest,
    OrderStatus,
    OrderType,
    Purpose,
    Trade,
    VenueFill,
)
from core.orders.sharing import BESIDE, BESIDE_ID
from core.orders.switches import EVERYONE, Switch
from core.orders.telling import OVERTAKEN
from core.portfolio.model import Cash, Change, Lot, Portfolio, Position
from core.recovery.model import Discrepancy
from core.risk.model import Decision
from core.signals.model import Signal, SignalStatus
from core.social.model import Follow
from tests.simulation.store import Changed, Memory
from tests.simulation.venue import APP, Placed, Venue

IN_DOUBT = frozenset({OrderStatus.SUBMITTING, OrderStatus.UNKNOWN, OrderStatus.PENDING_CANCEL})
UNPROVEN = IN_DOUBT | {OrderStatus.PLANNED, OrderStatus.HELD}
AT_VENUE = frozenset({OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED, OrderStatus.FILLED})
NEVER_THERE = frozenset({OrderStatus.REJECTED, OrderStatus.ABSENT})
TROUBLE_TOLD = ("ProblemTold", "DoubtTold")
# P5: no new order starts later than so many seconds after the switch is committed.
SWITCHED_SECONDS = 1.0
# How long absence takes to be proven (reliability, section 5).
PROVEN_SECONDS = 30.0
# What the program sells by itself: a position that had no stop for a minute.
UNPROTECTED = Mover.PLAN.value
# A sale of what is left, planned in the moment in which one of more was given up.
INSTEAD = "exit plan"
# Rows of what somebody else's order did: the venue never had them from us.
ELSEWHERE = frozenset({BESIDE, OUTSIDE})
NOT_SENT = (BESIDE_ID, OUTSIDE)
# Which switches stop every copy of these worlds: one server, one provider.
WIDE = ("server:", "provider:")
OVER = frozenset({OrderStatus.CANCELED, OrderStatus.EXPIRED})


class Judges:
    """Watches one seed. `found` is told of every violation, `said` of what a trace should show; `closings` says how
    often somebody asked to close a trade.
    """

    def __init__(
        self,
        memory: Memory,
        venue: Venue,
        found: Callable[[str], None],
        said: Callable[[str], None],
        closings: Callable[[Trade], int],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._memory = memory
        self._venue = venue
        self._found = found
        self._said = said
        self._closings = closings
        self._ids: dict[str, str] = {}
        self._claimed: dict[str, tuple[int, float]] = {}
        self._pulled: dict[str, tuple[int, float]] = {}
        self._booked: dict[str, tuple[Decimal, Decimal]] = {}
        self._traded: dict[tuple[object, str], str] = {}

    # -- safety, at once

    def committed(self, changes: Sequence[Changed]) -> None:
        """A commit was made."""
        for change in changes:
            look = LOOKS.get(change.kind)
            if look is not None:
                look(self, change)

    def _order(self, change: Changed) -> None:
        order: Order | None = change.now
        if order is None:
            self._found(f"order {change.was.id} was deleted")
            return
        if change.was is None:
            self._ids[order.client_order_id] = order.id
        was = None if change.was is None else change.was.status
        if was is order.status:
            return
        self._said(f"  {name(order)} {was or ''} -> {order.status} ({order.evidence})")
        self.counts[order.status.value] += 1
        if order.status is OrderStatus.SUBMITTING:
            self._claimed[order.id] = self._moment()
        if order.evidence in ELSEWHERE:
            return
        there = self._venue.of(order.client_order_id)
        # What a venue hid for longer than absence takes to be proven is no fault of the books; that it stays so is.
        there = [one for one in there if order.status in AT_VENUE or not self._is_hidden(one)]
        if order.status in AT_VENUE and not there:
            self._found(f"the books say {order.status} of {name(order)}, which the venue never had")
        if order.status in NEVER_THERE and there:
            self._found(
                f"the books say {order.status} of {name(order)}, which is {there[0].order.status} there"
            )
        if order.status in OVER and any(one.resting for one in there):
            self._found(f"the books say {order.status} of {name(order)}, which rests at the venue")

    def _is_hidden(self, placed: Placed) -> bool:
        """Whether the venue hides an order for longer than anybody can be expected to wait, or did until now."""
        late = placed.visible_at - placed.landed_at
        return late > PROVEN_SECONDS and self._venue.timeline.now < placed.visible_at + PROVEN_SECONDS

    def _switch(self, change: Changed) -> None:
        scope = (change.now or change.was).scope
        if change.now is None:
            self._pulled.pop(scope, None)
        else:
            self._pulled.setdefault(scope, self._moment())
            self._said(f"  the switch of {scope[:8]} is off")
            self.counts["switches"] += 1

    def _trade(self, change: Changed) -> None:
        trade: Trade = change.now
        if change.was is not None or trade.signal is None:
            return
        signal = self._memory.of(Signal).rows.get((trade.signal,))
        key = (None if signal is None else signal.posted_at, trade.person)
        if key in self._traded:
            self._found(f"one post was traded twice for one person: {self._traded[key]} and {trade.id}")
        self._traded[key] = trade.id
        self.counts["trades"] += 1

    def _fill(self, change: Changed) -> None:
        fill: Fill = change.now
        name_of = fill.id.partition(":")[2].partition("/")[0]
        there = self._venue.fill(name_of)
        if there is None:
            self._found(f"{fill.id} is booked, and never happened")
            return
        # One of the venue's fills may be booked in parts, by the trades whose units it moved.
        units, fee = self._booked.get(name_of, (ZERO, ZERO))
        units, fee = units + fill.quantity, fee + fill.fee
        self._booked[name_of] = units, fee
        same = (there.price, there.fee.currency) == (fill.price, fill.fee_currency)
        if not same or units > there.quantity or fee > there.fee.amount:
            self._found(f"{fill.id} is booked as {fill}, and was {there}")

    def sending(self, who: str, account: str, request: OrderRequest) -> None:
        """A process is about to send this (P2, P5, and exits that only reduce)."""
        order = self._known(request.client_order_id)
        if order is None:
            self._found(f"{who} sends {request.client_order_id}, of which nothing is committed")
            return
        self._said(f"{who} sends {name(order)}: {request.side} {request.quantity} {request.type}")
        if order.status is not OrderStatus.SUBMITTING or order.id not in self._claimed:
            self._found(f"{who} sends {name(order)}, which is {order.status}: not claimed before it is sent")
        if order.account != account or order.quantity != request.quantity or order.side is not request.side:
            self._found(f"{who} sends {name(order)} otherwise than it was planned: {request}")
        if order.purpose is Purpose.ENTRY and not order.triggered_by.startswith(("signal:", BY_HAND)):
            self._found(f"{who} sends {name(order)}, which nobody asked for: {order.triggered_by}")
        if order.purpose is not Purpose.ENTRY:
            if not request.reduce_only:
                self._found(f"{who} sends {name(order)}, an exit that could open a position")
            return
        for scope, pulled in self._pulled.items():
            # One server and one provider have all posts.
            copied = order.triggered_by.startswith("signal:")
            met = scope in (EVERYONE, order.person) or (copied and scope.startswith(WIDE))
            if met and self._is_too_late(self._claimed.get(order.id, (0, 0.0)), pulled):
                self._found(f"{who} sends {name(order)}, claimed after the kill switch was pulled")

    def _moment(self) -> tuple[int, float]:
        """Which commit this is, and when."""
        return self._memory.commits, self._venue.timeline.now

    def _is_too_late(self, claimed: tuple[int, float], pulled: tuple[int, float]) -> bool:
        """Nothing starts later than a second after the pulling; units that follow each other see it at once."""
        if self._venue.timeline.now > pulled[1] + SWITCHED_SECONDS:
            return True
        return not self._memory.side_by_side and claimed > pulled

    def landed(self, placed: Placed) -> None:
        """The venue took an order in (P1)."""
        cid = placed.order.client_order_id
        order = self._known(cid)
        if len(self._venue.of(cid)) > 1:
            self._found(f"two orders at the venue for {cid if order is None else name(order)}")
        if order is None:
            self._found(f"the venue has {cid}, which the books do not know")
            return
        self._said(f"venue: {name(order)} landed as {placed.venue_order_id}")
        if order.status not in IN_DOUBT:
            self._found(f"{name(order)} landed at the venue while the books say {order.status}")
        if order.purpose is Purpose.ENTRY:
            self._against(order)
        twins = [o for o in self._there(order.trade) if o.purpose is order.purpose is Purpose.ENTRY]
        if len(twins) > 1 and order.replaces is None:
            self._found(f"two entries at the venue for {order.trade}")
        if order.purpose is Purpose.STOP:
            stops = [one for one in self._resting(order.trade) if self._purpose(one) is Purpose.STOP]
            if len([one for one in stops if not self._is_hidden(one)]) > 1:
                self._found(f"{len(stops)} live stops at the venue for {order.trade}")

    def _against(self, entry: Order) -> None:
        """An account nets what it holds of an instrument: an entry against a trade would only take from it. What
        somebody bought at the venue itself, or the venue hid for too long, nobody here knew in time."""
        there = self._venue.balance(entry.account, entry.symbol.split("/")[0])
        unseen = self._venue.manners.late > PROVEN_SECONDS or any(
            one.order.account == entry.account for one in self._outside()
        )
        if there * entry.side.sign < 0 and not unseen:
            self._found(f"{name(entry)} landed at the venue, against {there} that are held there")
        for trade in self._memory.all(Trade):
            same = (trade.portfolio, trade.symbol) == (entry.portfolio, entry.symbol)
            if not same or trade.side is entry.side:
                continue
            resting = [one for one in self._resting(trade.id) if self._purpose(one) is Purpose.ENTRY]
            if trade.held or resting:
                self._found(f"{name(entry)} landed at the venue, against what {trade.id} holds or will hold")

    def _known(self, client_order_id: str) -> Order | None:
        found: Order | None = self._memory.of(Order).rows.get((self._ids.get(client_order_id, ""),))
        return found

    def _cid(self, order: str) -> str:
        return str(self._memory.of(Order).rows[(order,)].client_order_id)

    def _there(self, trade: str) -> list[Order]:
        """Our orders of a trade that reached the venue."""
        orders = [self._known(placed.order.client_order_id) for placed in self._venue.orders]
        return [order for order in orders if order is not None and order.trade == trade]

    def _resting(self, trade: str) -> list[Placed]:
        resting = [placed for placed in self._venue.orders if placed.resting]
        known = [(placed, self._known(placed.order.client_order_id)) for placed in resting]
        return [placed for placed, order in known if order is not None and order.trade == trade]

    def _purpose(self, placed: Placed) -> Purpose | None:
        order = self._known(placed.order.client_order_id)
        return None if order is None else order.purpose

    # -- liveness and the books, after healing

    def in_the_end(self) -> None:
        """Everything must have come to rest, and the books must be the venue's."""
        for look in (
            self._stuck,
            self._statuses,
            self._audits,
            self._fills,
            self._books,
            self._oversold,
            self._closed,
            self._copies,
            self._protection,
            self._switched,
            self._told,
        ):
            for word in look():
                self._found(f"in the end: {word}")

    def unsettled(self) -> bool:
        """Whether anything still has to come to rest."""
        return (
            any(order.status in UNPROVEN for order in self._memory.all(Order))
            or any(delivery.state is DeliveryState.DUE for delivery in self._memory.all(Delivery))
            or any(row.ended_at is None for row in self._memory.all(Discrepancy))
            or any(self._statuses())
            or any(self._unbooked())
        )

    def _unbooked(self) -> Iterator[VenueFill]:
        """Fills that are not in the books, or not whole: taken in from outside they may be units of no trade."""
        units = {row.id.partition(":")[2]: abs(row.units or ZERO) for row in self._memory.all(Change)}
        fees = {row.id.partition(":")[2]: row.fee for row in self._memory.all(Change)}
        for _, fill in self._venue.all_fills():
            id_ = fill.venue_trade_id
            quantity, fee = self._booked.get(id_, (ZERO, ZERO))
            whole = quantity + units.get(id_, ZERO), fee + fees.get(id_, ZERO)
            if whole != (fill.quantity, fill.fee.amount):
                yield fill

    def _stuck(self) -> Iterator[str]:
        for order in self._memory.all(Order):
            if order.status in UNPROVEN:
                yield f"{name(order)} is still {order.status}"
        for delivery in self._memory.all(Delivery):
            if delivery.state is DeliveryState.DEAD and (delivery.error or "").startswith("Unavailable"):
                continue  # the venue could not be reached for too long: set aside, and shown to the owner
            yield f"{delivery.reaction} owes {delivery.number}, {delivery.state}: {delivery.error}"

    def _statuses(self) -> Iterator[str]:
        for placed in self._venue.orders:
            order = self._known(placed.order.client_order_id)
            if order is not None and order.status is not placed.order.status:
                yield f"{name(order)} is {order.status}, and at the venue {placed.order.status}"

    def _audits(self) -> Iterator[str]:
        lives: dict[str, list[OrderAudit]] = defaultdict(list)
        for audit in self._memory.all(OrderAudit):
            lives[audit.order].append(audit)
        for order in self._memory.all(Order):
            at: OrderStatus | None = None
            for audit in lives[order.id]:
                if audit.was is not at or (at is not None and audit.now not in {at, *LEGAL[at]}):
                    yield f"{name(order)} went from {at} (says {audit.was}) to {audit.now}"
                at = audit.now
            if at is not order.status:
                yield f"{name(order)} is {order.status}, and its audit ends at {at}"

    def _fills(self) -> Iterator[str]:
        for fill in self._unbooked():
            yield f"{fill.venue_trade_id} happened and is booked as {self._booked.get(fill.venue_trade_id)}"
        for row in self._memory.all(Discrepancy):
            if row.ended_at is None:
                yield f"{row.asset} of {row.account[:6]}: {row.books} in the books, {row.venue} there, and no end of it"

    def _books(self) -> Iterator[str]:
        """Lots sum to positions; positions and cash are the venue's, to the last digit."""
        lots: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for lot in self._memory.all(Lot):
            lots[lot.portfolio, lot.symbol] += lot.side.sign * lot.quantity
        accounts = {portfolio.id: portfolio.account for portfolio in self._memory.all(Portfolio)}
        held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for position in self._memory.all(Position):
            key = position.portfolio, position.symbol
            if lots[key] != position.quantity:
                yield f"lots of {key} sum to {lots[key]}, the position says {position.quantity}"
            held[accounts[position.portfolio], position.symbol.split("/")[0]] += position.quantity
        for cash in self._memory.all(Cash):
            held[accounts[cash.portfolio], cash.currency] += cash.amount
        for account, asset in sorted({*held, *self._venue.balances}):
            ours, theirs = held[account, asset], self._venue.balance(account, asset)
            if ours != theirs:
                yield f"{asset} of {account[:6]}: {ours} in the books, {theirs} at the venue"

    def _oversold(self) -> Iterator[str]:
        """No trade gave back more than it got, by the fills; every one of which the venue had."""
        moved: dict[str, Decimal] = defaultdict(Decimal)
        for fill in self._memory.all(Fill):
            order = self._memory.of(Order).rows[(fill.order,)]
            # What somebody bought at the venue itself is nobody's, and may be sold by any exit that is left.
            if not any(placed.order.symbol == fill.symbol for placed in self._outside()):
                moved[fill.trade] += fill.quantity if order.purpose is Purpose.ENTRY else -fill.quantity
        yield from (
            f"{trade} gave back {-left} more than it got" for trade, left in moved.items() if left < 0
        )

    def _outside(self) -> Iterator[Placed]:
        return (one for one in self._venue.orders if one.order.client_order_id.startswith(APP))

    def _closed(self) -> Iterator[str]:
        """Who asks once to close something closes it once, however often that arrives. A sale that gave way to one
        of what is left, or was given up before it was sent, closed nothing."""
        ours = self._sold_unasked()
        closings = [
            order
            for order in self._memory.all(Order)
            if order.purpose is Purpose.CLOSE and order.id not in ours and not order.id.startswith(NOT_SENT)
        ]
        asked = Counter(order.trade for order in closings if order.status is not OrderStatus.CANCELED)
        for trade in self._memory.all(Trade):
            if asked[trade.id] > self._closings(trade):
                yield f"{trade.id} was closed {asked[trade.id]} times, asked for {self._closings(trade)} times"

    def _sold_unasked(self) -> set[str]:
        """Closings that the program decided on, and those that took the place of one when less was left to sell."""
        audits = self._memory.all(OrderAudit)
        ours = {row.order for row in audits if row.was is None and row.evidence == UNPROTECTED}
        trades = {order.id: order.trade for order in self._memory.all(Order)}
        given_up = {
            (trades[row.order], row.at)
            for row in audits
            if row.order in ours and row.now is OrderStatus.CANCELED
        }
        instead = {
            row.order
            for row in audits
            if row.was is None and row.evidence == INSTEAD and (trades[row.order], row.at) in given_up
        }
        return ours | instead

    def _copies(self) -> Iterator[str]:
        decided = Counter((one.signal, one.person) for one in self._memory.all(Decision) if one.signal)
        for signal in self._memory.all(Signal):
            for follow in self._memory.all(Follow):
                times = decided[signal.id, follow.person]
                if times != 1 and (
                    times or signal.status is SignalStatus.OPEN
                ):  # one that was over at once is over
                    yield f"signal {signal.number} was decided {times} times for one follower"

    def _protection(self) -> Iterator[str]:
        """What is held with a stop has one stop at the venue over all of it, or its owner knows why not."""
        refused, refused_others = self._refused(stops=True), self._refused(stops=False)
        for trade in self._memory.all(Trade):
            resting = [one for one in self._resting(trade.id) if self._purpose(one) is not Purpose.ENTRY]
            stops = [one.order.remaining for one in resting if self._purpose(one) is Purpose.STOP]
            others = [one.order.remaining for one in resting if self._purpose(one) is not Purpose.STOP]
            rests = self._venue.manners.stops and not trade.soft_stop
            wanted = [trade.held] if rests and trade.stop and trade.held else []
            if trade.held and stops != wanted and trade.id not in refused:
                yield f"{trade.id} holds {trade.held} behind stops over {stops}"
            if trade.held and trade.stop and not rests and self._is_past(trade, trade.stop):
                yield f"{trade.id} holds {trade.held} though the price is past its stop"
            if sum(others) > trade.held and trade.id not in refused | refused_others:
                yield f"{trade.id} holds {trade.held} and would sell {others} at targets"
            if not trade.held and resting:
                yield f"{trade.id} holds nothing and has exits {stops} {others}"

    def _is_past(self, trade: Trade, stop: Decimal) -> bool:
        return trade.side.sign * (self._venue.prices[trade.symbol] - stop) <= 0

    def _refused(self, *, stops: bool) -> set[str]:
        """Trades of which the venue said no to an exit, or to a change of one: what was there stays as it was."""
        return {
            order.trade
            for order in self._memory.all(Order)
            if order.purpose is not Purpose.ENTRY
            and (order.purpose is Purpose.STOP) is stops
            and order.status is OrderStatus.REJECTED
            and order.evidence not in OVERTAKEN
        }

    def _switched(self) -> Iterator[str]:
        """Who stopped trading has no entry at the venue that could still fill."""
        people = {switch.scope for switch in self._memory.all(Switch)} - {EVERYONE}
        for placed in self._venue.orders:
            order = self._known(placed.order.client_order_id)
            entry = order is not None and order.purpose is Purpose.ENTRY
            if order is not None and entry and placed.resting and order.person in people:
                yield f"{name(order)} rests, and its owner has stopped trading"

    def _told(self) -> Iterator[str]:
        """A refused or absent order has a notice that names it as trouble, whatever happened meanwhile."""
        notices = self._memory.all(Notice)
        subjects = [one.subject for one in notices if any(word in one.subject for word in TROUBLE_TOLD)]
        alarms = " ".join(one.subject for one in notices if "ExposedTold" in one.subject)
        bare = {one.id for one in self._memory.all(Trade) if one.held and one.id not in alarms}
        for order in self._memory.all(Order):
            if order.status not in NEVER_THERE or order.evidence in OVERTAKEN:
                continue
            resting = order.purpose is Purpose.STOP and order.type is not OrderType.MARKET
            if resting and (order.trade not in bare or self._made_good(order)):
                continue  # told as a position without its stop, once for all of its stops; or nothing was held
            if not any(order.id in subject for subject in subjects):
                yield f"nobody was told that {name(order)} is {order.status}"

    def _made_good(self, order: Order) -> bool:
        """Whether the next stop stood at once: nobody has to hear of the one that did not."""
        return order.replaces is None and any(
            one.purpose is Purpose.STOP and one.status in AT_VENUE and one.created_at >= order.created_at
            for one in self._memory.all(Order)
            if one.trade == order.trade
        )


LOOKS: Mapping[type, Callable[[Judges, Changed], None]] = {
    Order: Judges._order,
    Switch: Judges._switch,
    Trade: Judges._trade,
    Fill: Judges._fill,
}


def name(order: Order) -> str:
    """How a trace calls an order."""
    number = f"{order.number}" if order.number else ""
    return f"{order.purpose}{number} {order.symbol.split('/')[0]} {order.trade[2:7]}/{order.id[:5]}"
