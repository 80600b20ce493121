"""A trade as it is told afterwards: what happened when, and which round trips it opened. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from core.journal.results import LastExit, RoundTrip, Step
from core.kernel.money import ZERO, to_step
from core.orders.model import Purpose, Trade
from core.orders.results import OrderView, TradeCard
from core.portfolio.lots import Match

SHARE = Decimal("0.000001")
CLOSED = "CLOSED"


def steps(trade: Trade, card: TradeCard, posted_at: datetime | None) -> tuple[Step, ...]:
    """Post, planned, sent, filled, and each exit at its last fill; in the order in which they happened."""
    told = [] if posted_at is None else [_step(posted_at, "post")]
    told.append(_step(trade.created_at, "planned"))
    sent = [step.at for step in card.history if (step.order, step.what) == ("entry", "submitting")]
    told += [_step(at, "sent") for at in sent[:1]]
    if card.order.fills:
        told.append(_step(card.order.fills[-1].at, "filled"))
    exits = sorted(
        _exits(card), key=lambda view: (view.fills[-1].at, view.purpose is not Purpose.TARGET, view.number)
    )
    told += [
        Step(
            at=view.fills[-1].at,
            what=view.purpose.value,
            number=view.number,
            break_even=view.purpose is Purpose.TARGET
            and view.number == trade.break_even_after
            and _moved_to_even(trade, card),
        )
        for view in exits
    ]
    return tuple(told)


def _step(at: datetime, what: str) -> Step:
    return Step(at=at, what=what, number=0, break_even=False)


def _exits(card: TradeCard) -> list[OrderView]:
    return [view for view in card.orders if view.purpose is not Purpose.ENTRY and view.fills]


def _moved_to_even(trade: Trade, card: TradeCard) -> bool:
    """Whether a stop was placed at or past the mean entry."""
    entry = trade.average_entry
    stops = [view.price for view in card.orders if view.purpose is Purpose.STOP and view.price is not None]
    return entry is not None and any(trade.side.sign * (stop - entry) >= 0 for stop in stops)


def last_exit(card: TradeCard) -> LastExit | None:
    """How units were given back last; None while all of them are held."""
    exits = _exits(card)
    if not exits:
        return None
    last = max(exits, key=lambda view: (view.fills[-1].at, view.purpose is not Purpose.TARGET, view.number))
    given = sum((fill.quantity for fill in last.fills), ZERO)
    share = to_step(given / card.quantity, SHARE, ROUND_HALF_EVEN) if card.quantity else ZERO
    return LastExit(purpose=last.purpose, number=last.number, share=share, whole=not card.held)


def round_trips(matches: Iterable[Match], fills: Collection[str]) -> tuple[RoundTrip, ...]:
    """Closed round trips that these fills opened."""
    return tuple(_trip(match) for match in matches if match.opened in fills)


def _trip(match: Match) -> RoundTrip:
    cost = abs(match.cost)
    return RoundTrip(
        symbol=match.symbol,
        side=match.side,
        quantity=match.quantity,
        entry_price=match.entry_price,
        exit_price=match.exit_price,
        entry_time=match.opened_at,
        exit_time=match.closed_at,
        status=CLOSED,
        profit_loss=match.realized,
        profit_loss_percentage=to_step(100 * match.realized / cost, SHARE, ROUND_HALF_EVEN) if cost else None,
    )
