"""How safe mode and comparisons stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.accounts.model import Account
from core.bookkeeping import Setting
from core.context import World
from core.kernel.money import ZERO
from core.operations.views import BACKUP_FAILED
from core.orders.exits import stop_now
from core.orders.kept_rules import kept_rules
from core.orders.model import Purpose, Trade
from core.orders.switches import Holding, Switch, hold_scope
from core.orders.views import orders_and_filled
from core.portfolio.model import Portfolio
from core.portfolio.views import prices_of
from core.recovery.model import (
    BackupTold,
    BooksTold,
    BrokenTold,
    CameTold,
    DifferenceTold,
    Discrepancy,
    Exposed,
    ExposedTold,
    Fallback,
    OutsideFill,
    OutsideTold,
    Protection,
    SafeModeTold,
    StrayOrder,
    StrayTold,
)
from core.recovery.results import (
    BackupCard,
    BooksCard,
    BrokenCard,
    CameCard,
    DifferenceCard,
    ExposedCard,
    OutsideCard,
    SafeModeCard,
    StrayCard,
)
from core.recovery.safety import SCOPE


async def show_safe_mode(world: World, told: SafeModeTold) -> SafeModeCard | None:
    """Safe mode, or that it is over."""
    switch = await world.view.get(Switch, SCOPE)
    stands = switch is not None and switch.at == told.at
    return SafeModeCard(
        why=switch.by if switch is not None and stands else "",
        since=told.at,
        left_at=None if stands else world.clock.now(),
    )


async def show_difference(world: World, told: DifferenceTold) -> DifferenceCard | None:
    """What differs, or that it does no more."""
    row = await world.view.get(Discrepancy, told.account, told.asset)
    portfolio = None if row is None else await world.view.get(Portfolio, row.portfolio)
    if row is None or portfolio is None:
        return None
    return DifferenceCard(
        mode=portfolio.mode.value,
        venue=await _venue(world, told.account),
        asset=row.asset,
        books=row.books,
        at_venue=row.venue,
        since=row.first_at,
        ended_at=row.ended_at,
        holds=row.asset != portfolio.currency,
    )


async def show_came(world: World, told: CameTold) -> CameCard:
    """What came or went at somebody's venue. What was told stays as it was."""
    return CameCard(
        mode=await _mode(world, told.account),
        venue=await _venue(world, told.account),
        asset=told.asset,
        amount=told.amount,
    )


async def show_stray(world: World, told: StrayTold) -> StrayCard | None:
    """An order of ours that the books do not know."""
    row = await world.view.get(StrayOrder, told.account, told.client_order_id)
    if row is None:
        return None
    return StrayCard(
        mode=await _mode(world, told.account),
        venue=await _venue(world, told.account),
        symbol=row.symbol,
        base=world.market.table.base(row.symbol),
        side=row.side,
        quantity=row.quantity,
        gone_at=row.gone_at,
    )


async def show_outside(world: World, told: OutsideTold) -> OutsideCard | None:
    """A trade at the venue that was none of ours, and what it changed."""
    row = await world.view.get(OutsideFill, told.fill)
    if row is None:
        return None
    return OutsideCard(
        mode=await _mode(world, row.account),
        venue=await _venue(world, row.account),
        symbol=row.symbol,
        base=world.market.table.base(row.symbol),
        side=row.side,
        quantity=row.quantity,
        price=row.price,
        before=row.held_before,
        after=row.held_after,
        at=row.at,
        trades=row.trades,
        covered=await _covered(world, row.trades),
    )


async def _covered(world: World, trades: Sequence[str]) -> Decimal | None:
    """What the stops of these trades stand over now; None where there is no stop."""
    found = await world.view.all(Trade, id=set(trades)) if trades else ()
    if not any(trade.stop is not None and trade.held for trade in found):
        return None
    return sum((trade.held for trade in found if trade.stop is not None), ZERO)


async def _venue(world: World, account: str) -> str:
    found = await world.view.get(Account, account)
    return "" if found is None else found.venue


async def _mode(world: World, account: str) -> str:
    found = await world.view.get(Account, account)
    return "paper" if found is None else found.mode.value


async def show_exposed(world: World, told: ExposedTold) -> ExposedCard | None:
    """A position without its stop, as it stands now."""
    row = await world.view.get(Exposed, told.trade)
    trade = await world.view.get(Trade, told.trade)
    if row is None or trade is None:
        return None
    price = (await prices_of(world, [trade.symbol])).get(trade.symbol)
    bare = max(trade.held - row.covered, ZERO)
    orders, filled = await orders_and_filled(world.view, trade)
    rules = (await kept_rules(world, world.view, [trade]))[trade.id]
    exits = [order for order in orders if order.purpose is not Purpose.ENTRY]
    chosen = await world.view.get(Protection, row.person)
    return ExposedCard(
        trade=trade.id,
        mode=await _mode(world, trade.account),
        venue=await _venue(world, trade.account),
        symbol=trade.symbol,
        base=world.market.table.base(trade.symbol),
        quote=trade.quote,
        held=trade.held,
        bare=bare,
        value=bare * (trade.reference if price is None else price),
        stop=stop_now(trade, exits, filled, rules),
        why=row.why,
        since=row.since,
        fallback=(Fallback.EXIT if chosen is None else chosen.fallback).value,
        fell_back=row.fell_back_at is not None,
        hands_off=row.hands_off,
        ended_at=row.ended_at,
        watched=trade.soft_stop,
    )


async def show_books(world: World, told: BooksTold) -> BooksCard | None:
    """Whether somebody's books are being checked."""
    portfolio = await world.view.get(Portfolio, told.portfolio)
    if portfolio is None:
        return None
    held = await world.view.get(Switch, hold_scope(Holding.BOOKS, portfolio.id))
    return BooksCard(mode=portfolio.mode.value, since=None if held is None else held.at)


async def show_backup(world: World, told: BackupTold) -> BackupCard | None:
    """A night without a copy."""
    row = await world.view.get(Setting, BACKUP_FAILED)
    return BackupCard(night=told.night, why="" if row is None else row.value, missing=row is not None)


async def show_broken(world: World, told: BrokenTold) -> BrokenCard | None:
    """What does not hold together."""
    return BrokenCard(what=told.what, where=told.where)
