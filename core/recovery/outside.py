"""Trades that somebody made at a venue without us are taken into the books as they happened, and never undone.

What they sell of a standing trade is an exit of that trade, at its own price, oldest trade first; the rest is units
that came or went from outside. Stops and targets then follow what is left. Nothing is ever ordered because of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from core.accounts.model import PAPER, Account
from core.context import World
from core.kernel.ids import derived
from core.kernel.money import ZERO, Money, Quantity, to_step
from core.notices.model import NoticeKind
from core.notices.tell import notice, tell
from core.orders.chain import first_rows
from core.orders.model import (
    OUTSIDE,
    Fill,
    Order,
    OrderStatus,
    OrderType,
    Purpose,
    Trade,
    TradeStatus,
    VenueFill,
    fill_id,
)
from core.orders.planning import new_order
from core.orders.record import Report, record
from core.portfolio.lots import SMALLEST, base_of
from core.portfolio.model import CashFlow, Change, ChangeKind, FlowKind, Portfolio, Position
from core.portfolio.record import book_change, book_flow
from core.portfolio.views import open_book
from core.ports.store import Unit
from core.recovery.model import OutsideFill, OutsideTold


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of an outside fill: what it took of one trade, or of none."""

    trade: Trade | None
    quantity: Quantity
    fee: Decimal


def portions(fill: VenueFill, trades: Sequence[Trade]) -> tuple[Portion, ...]:
    """What a fill takes of standing trades of the other side, the oldest first, and what is left of it.

    The fee is shared by size; the last portion has what rounding leaves, so that the sums are exact.
    """
    against = [one for one in trades if one.side is fill.side.opposite and one.held]
    parts: list[tuple[Trade | None, Decimal]] = []
    left = Decimal(fill.quantity)
    for one in sorted(against, key=lambda one: (one.began_at, one.id)):
        part = min(left, Decimal(one.held))
        if part:
            parts.append((one, part))
            left -= part
    if left:
        parts.append((None, left))
    found, fee_left = list[Portion](), fill.fee.amount
    for place, (trade, part) in enumerate(parts, start=1):
        fee = to_step(fill.fee.amount * part / fill.quantity, SMALLEST, ROUND_HALF_EVEN)
        fee = fee_left if place == len(parts) else fee
        found.append(Portion(trade, Quantity(part), fee))
        fee_left -= fee
    return tuple(found)


async def take_in(world: World, account: Account, fill: VenueFill) -> bool:
    """Book a fill that no order of ours made, once. False when it was taken in before, or is of nothing we know."""
    instrument = world.market.table.get(fill.symbol)
    if instrument is None:
        return False
    id_ = fill_id(account.id, fill.venue_trade_id)
    async with world.store.unit() as unit:
        portfolio = await _book_in(unit, account, instrument.quote, world.clock.now())
        await unit.hold(Portfolio, {portfolio.id})
        if await unit.get(Fill, id_) is not None or await unit.get(OutsideFill, id_) is not None:
            return False
        held = await unit.get(Position, portfolio.id, fill.symbol)
        before = ZERO if held is None else held.quantity
        trades = await unit.all(Trade, portfolio=portfolio.id, symbol=fill.symbol, status=TradeStatus.OPEN)
        parts = portions(fill, trades)
        for number, part in enumerate(parts):
            await _book(world, unit, portfolio, fill, part, number, instrument.quote)
        held = await unit.get(Position, portfolio.id, fill.symbol)
        taken = OutsideFill(
            id=id_,
            account=portfolio.account,
            person=portfolio.person,
            portfolio=portfolio.id,
            symbol=fill.symbol,
            side=fill.side,
            quantity=fill.quantity,
            price=fill.price,
            fee=fill.fee.amount,
            fee_currency=fill.fee.currency,
            held_before=before,
            held_after=ZERO if held is None else held.quantity,
            trades=tuple(part.trade.id for part in parts if part.trade is not None),
            at=fill.at,
        )
        await unit.add([taken])
        card = notice(world, OutsideTold(id_), person=portfolio.person, kind=NoticeKind.ALARM)
        await tell(unit, [card])
    return True


async def _book_in(unit: Unit, account: Account, currency: str, now: datetime) -> Portfolio:
    """The account's book of this currency, opened where there is none yet. The paper account has one for all."""
    books = await unit.all(Portfolio, account=account.id)
    for book in books:
        if book.currency == currency or account.venue == PAPER:
            return book
    return await open_book(unit, account, currency, now)


async def _book(
    world: World, unit: Unit, portfolio: Portfolio, fill: VenueFill, part: Portion, number: int, quote: str
) -> None:
    if part.trade is None:
        await _book_units(unit, portfolio, fill, part, quote)
        return
    order = _order(world, portfolio, part.trade, fill, part, number)
    await unit.add([order])
    await unit.add(first_rows([order], OUTSIDE))
    trade_id = fill.venue_trade_id if number == 0 else f"{fill.venue_trade_id}/{number}"
    own = replace(
        fill,
        venue_trade_id=trade_id,
        client_order_id=order.client_order_id,
        quantity=part.quantity,
        fee=Money(part.fee, fill.fee.currency),
    )
    report = Report(
        client_order_id=order.client_order_id, status=OrderStatus.FILLED, evidence=OUTSIDE, fills=(own,)
    )
    await record(unit, [report], world.clock.now())


def _order(
    world: World, portfolio: Portfolio, trade: Trade, fill: VenueFill, part: Portion, number: int
) -> Order:
    """A row for an order that was never ours: filled by somebody else, and marked so."""
    id_ = f"{OUTSIDE}/{derived(portfolio.account, fill.venue_trade_id, number)}"
    made = new_order(
        trade,
        order_id=id_,
        side=fill.side,
        kind=OrderType.MARKET,
        purpose=Purpose.CLOSE,
        quantity=part.quantity,
        chunk=id_,
        installation=world.installation,
        at=world.clock.now(),
    )
    return replace(made, status=OrderStatus.OPEN, evidence=OUTSIDE, triggered_by=OUTSIDE)


async def _book_units(unit: Unit, portfolio: Portfolio, fill: VenueFill, part: Portion, quote: str) -> None:
    """Units that no trade of ours holds: they come or go at their price, with their fee."""
    units, fee, flow = fill.side.sign * part.quantity, part.fee, None
    if fill.fee.currency == base_of(fill.symbol) != quote:
        # The fee was kept back in units: fewer came in, for the same money.
        units, fee = units - part.fee, part.fee * fill.price
    elif fill.fee.currency != quote:
        flow = CashFlow(
            id=f"{portfolio.account}:{fill.venue_trade_id}:fee",
            portfolio=portfolio.id,
            kind=FlowKind.CHARGE,
            money=Money(-part.fee, fill.fee.currency),
            at=fill.at,
            symbol=fill.symbol,
        )
        fee = ZERO
    if flow is not None:
        await book_flow(unit, flow)
    change = Change(
        id=fill_id(portfolio.account, fill.venue_trade_id),
        portfolio=portfolio.id,
        kind=ChangeKind.OUTSIDE,
        symbol=fill.symbol,
        quote=quote,
        at=fill.at,
        units=units,
        price=fill.price,
        fee=fee,
    )
    if units:
        await book_change(unit, change)
