"""Positions that people mean, and what closing them would bring: reads for `/trade close`, `sell` and `/panic`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Quantity, plain, to_step
from core.market.model import Instrument
from core.orders.amount import Amount, Unit
from core.orders.choice import Choice, Only
from core.orders.model import Side, Trade, TradeStatus
from core.orders.results import ClosePart, ClosePlan, Staying
from core.orders.views import find_trade, price_now, rules_of_account, source_of
from core.portfolio.model import Portfolio
from core.ports.market import NoPrice
from core.ports.questions import TradePage

MOST_OPEN = 10_000


async def open_trades(ctx: Context, symbol: str | None = None, side: Side | None = None) -> list[Trade]:
    """The person's open trades, oldest first."""
    # In the order of history: of two trades of one instant, the one that was begun first.
    asked = TradePage(person=ctx.actor.person, status=TradeStatus.OPEN, symbol=symbol, size=MOST_OPEN)
    found = [one.trade for one in reversed(await ctx.view.ask(asked))]
    return [trade for trade in found if side in (None, trade.side)]


async def chosen_trades(ctx: Context, choice: Choice) -> list[Trade]:
    """Open trades of this choice, oldest first. Raises `nothing_held` when there is none."""
    trades = await _named(ctx, choice.what)
    if choice.only is not None:
        profits = {trade.id: await _profit(ctx, trade) for trade in trades}
        winners = choice.only is Only.WINNERS
        trades = [t for t in trades if (profits[t.id] > 0 if winners else profits[t.id] < 0)]
    if choice.older is not None:
        before = ctx.world.clock.now() - choice.older
        trades = [trade for trade in trades if trade.began_at <= before]
    if choice.source is not None:
        wanted = choice.source.lower().lstrip("@#")
        sources = {trade.id: await source_of(ctx.world, trade) for trade in trades}
        trades = [trade for trade in trades if sources[trade.id].lower().split(" #")[0] == wanted]
    if not trades:
        word = choice.what or (choice.only.value if choice.only else "") or choice.source or "all"
        raise Refusal("nothing_held", {"symbol": word})
    return trades


async def _named(ctx: Context, what: str) -> list[Trade]:
    if not what:
        return await open_trades(ctx)
    if what.lower().startswith("t-"):
        found = [await find_trade(ctx.world, ctx.actor.person, what)]
        symbol = found[0].symbol
    else:
        instrument = ctx.world.market.table.find(what)
        symbol = what if instrument is None else instrument.symbol
        found = [] if instrument is None else await open_trades(ctx, symbol)
    held = [trade for trade in found if trade.held]
    if not held:
        raise Refusal("nothing_held", {"symbol": symbol})
    return held


async def plan_of_choice(ctx: Context, choice: Choice, trades: Sequence[Trade]) -> ClosePlan:
    """What closing so much of these trades would bring. A part of several symbols is the same part of each."""
    only = choice.only.value if choice.only else ""
    symbols = list(dict.fromkeys(trade.symbol for trade in trades))
    if choice.amount is None:
        return await close_plan(ctx, trades, only=only)
    if len(symbols) > 1 and choice.amount.unit is not Unit.SHARE:
        raise Refusal("amount_of_what", {"typed": choice.what or "all"})
    parts: list[tuple[Trade, Quantity]] = []
    for symbol in symbols:
        same = [trade for trade in trades if trade.symbol == symbol]
        instrument = _instrument(ctx, symbol)
        parts += _from_oldest(same, await units_of(ctx, instrument, choice.amount, same))
    return await _plan(ctx, parts, only=only, panic=False)


async def units_of(
    ctx: Context, instrument: Instrument, amount: Amount | None, trades: Sequence[Trade]
) -> Quantity | None:
    """How much of these trades an amount means; a percent is of what is held."""
    if amount is None:
        return None
    held = sum((trade.held for trade in trades), ZERO)
    rules = await rules_of_account(ctx.world, trades[0].account, instrument)
    if amount.unit is Unit.SHARE:
        units = Quantity(to_step(held * amount.value / 100, rules.step, ROUND_DOWN))
    else:
        units = amount.quantity(ZERO, await price_now(ctx.world, instrument.symbol), rules)
    if units > held:
        raise Refusal(
            "more_than_held", {"symbol": instrument.symbol, "held": plain(held), "asked": plain(units)}
        )
    if not units:
        raise Refusal("too_small_to_sell", {"symbol": instrument.symbol, "step": plain(rules.step)})
    return units


async def close_plan(
    ctx: Context,
    trades: Sequence[Trade],
    units: Quantity | None = None,
    *,
    only: str = "",
    panic: bool = False,
) -> ClosePlan:
    """Parts to close: all that is held, or `units` from the oldest trades on."""
    return await _plan(ctx, _from_oldest(trades, units), only=only, panic=panic)


def _from_oldest(trades: Sequence[Trade], units: Quantity | None) -> list[tuple[Trade, Quantity]]:
    parts, left = [], units
    for trade in trades:
        quantity = Quantity(trade.held if left is None else min(left, trade.held))
        if quantity:
            left = None if left is None else Quantity(left - quantity)
            parts.append((trade, quantity))
    return parts


async def _plan(
    ctx: Context, parts: Sequence[tuple[Trade, Quantity]], *, only: str, panic: bool
) -> ClosePlan:
    positions = await open_trades(ctx)
    book = await ctx.view.get(Portfolio, parts[0][0].portfolio) if parts else None
    chosen = {trade.id for trade, _ in parts}
    staying = [await _part(ctx, trade, trade.held) for trade in positions if trade.id not in chosen]
    return ClosePlan(
        person=ctx.actor.person,
        mode="paper" if book is None else book.mode.value,
        only=only,
        parts=tuple([await _part(ctx, trade, quantity) for trade, quantity in parts]),
        open_positions=len(positions),
        panic=panic,
        staying=tuple(Staying(symbol=part.symbol, profit=part.profit) for part in staying),
    )


async def _profit(ctx: Context, trade: Trade) -> Decimal:
    """How a trade stands. Raises `NoPrice` while nobody says what it costs."""
    profit = (await _part(ctx, trade, trade.held)).profit
    if profit is None:
        raise NoPrice("price_silent", trade.symbol)
    return profit


async def _part(ctx: Context, trade: Trade, quantity: Quantity) -> ClosePart:
    instrument = _instrument(ctx, trade.symbol)
    quote = await ctx.world.market.shown(instrument)
    bare = ClosePart(
        trade=trade.id,
        account=trade.account,
        symbol=trade.symbol,
        quote=trade.quote,
        side=trade.side,
        quantity=quantity,
        held=trade.held,
        price=None,
        value=None,
        fee=None,
        spread=None,
        profit=None,
        profit_share=None,
    )
    if quote is None:
        return bare
    rate = (await rules_of_account(ctx.world, trade.account, instrument)).fee_rate
    cost = quantity * (trade.average_entry or ZERO)
    value = quantity * quote.last
    profit = trade.side.sign * (value - cost) - cost * rate
    return replace(
        bare,
        price=quote.last,
        value=value,
        fee=value * rate,
        spread=quantity * (quote.last - quote.bid if trade.side is Side.BUY else quote.ask - quote.last),
        profit=profit,
        profit_share=profit / cost if cost else None,
    )


def _instrument(ctx: Context, symbol: str) -> Instrument:
    instrument = ctx.world.market.table.get(symbol)
    if instrument is None:
        raise Refusal("unknown_symbol", {"typed": symbol, "near": ""})
    return instrument
