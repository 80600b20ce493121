"""Trading by hand: buy, sell, close, panic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Annotated

from core.command import AWord, Named, Preview, command, confirmed
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.money import ZERO, Price, Quantity, plain, to_step
from core.market.model import Instrument
from core.market.options import AnInstrument, APrice
from core.orders.amount import Amount, Unit
from core.orders.cards import ticket
from core.orders.changes import CloseUnits
from core.orders.model import (
    CancelAsked,
    Mover,
    Order,
    OrderStatus,
    Purpose,
    Side,
    Trade,
    TradeStatus,
    TradeTold,
)
from core.orders.options import STOP_WORDS, TARGET_WORDS, AnAmount
from core.orders.planning import EntryPlan, entry_rows
from core.orders.proposal import Wanted, equal_targets
from core.orders.record import mark_unfilled, step
from core.orders.results import (
    ClosePart,
    ClosePlan,
    CloseTicket,
    OrderTicket,
    SwitchState,
)
from core.orders.steering import add_orders, steer
from core.orders.switches import Switch
from core.orders.views import find_trade, price_now, propose, show_trade
from core.portfolio.model import Portfolio
from core.portfolio.views import load_book, write_openings
from core.ports.store import Unit as StoreUnit
from core.risk.checks import drift_of
from core.risk.limits import Limits
from core.risk.model import Decision
from core.signals.model import Signal, SignalStatus

BY_HAND = "manual"


class PanicWhat(StrEnum):
    """How far a panic goes."""

    FLATTEN = "flatten"
    ENTRIES = "entries"
    RESUME = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePlan:
    """New orders about to be allowed again."""

    person: str
    since: str


@command("trade buy")
async def buy(
    ctx: Context,
    symbol: Annotated[AnInstrument, "what to buy"],
    amount: Annotated[AnAmount, "0.5, $100 or 10%"],
    limit: Annotated[APrice | None, "highest price; market when left out", Named(("at",))] = None,
    stop: Annotated[APrice | None, "stop loss", STOP_WORDS] = None,
    targets: Annotated[tuple[APrice, ...], "take profits", TARGET_WORDS] = (),
) -> Preview[EntryPlan]:
    """Buy something: shows what would happen, then asks."""
    return await _preview(ctx, Side.BUY, symbol, amount, limit, stop, targets)


@command("trade sell")
async def sell(
    ctx: Context,
    symbol: Annotated[AnInstrument, "what to sell"],
    amount: Annotated[AnAmount | None, "0.5, $100 or 50%; all of it when left out"] = None,
    limit: Annotated[APrice | None, "lowest price of a short; market when left out", Named(("at",))] = None,
    stop: Annotated[APrice | None, "stop loss of a short", STOP_WORDS] = None,
    targets: Annotated[tuple[APrice, ...], "take profits of a short", TARGET_WORDS] = (),
) -> Preview[EntryPlan] | Preview[ClosePlan]:
    """Sell what you hold; with nothing held and an amount given, sell short."""
    trades = await _open_trades(ctx, symbol.symbol, Side.BUY)
    if trades:
        return Preview(await _close_plan(ctx, trades, await _units(ctx, symbol, amount, trades)))
    if amount is None:
        raise Refusal("nothing_held", {"symbol": symbol.symbol})
    return await _preview(ctx, Side.SELL, symbol, amount, limit, stop, targets)


async def _preview(
    ctx: Context,
    side: Side,
    symbol: Instrument,
    amount: Amount,
    limit: Price | None,
    stop: Price | None,
    targets: Sequence[Price],
) -> Preview[EntryPlan]:
    wanted = Wanted(
        instrument=symbol,
        side=side,
        posted=None,
        limit=limit,
        stop=stop,
        targets=equal_targets(tuple(sorted(targets, reverse=side is Side.SELL))),
        copied=False,
        asked=True,
        amount=amount,
        posted_at=None,
        triggered_by=BY_HAND,
        signal=None,
        reading=None,
    )
    for target in targets:
        reference = limit or await price_now(ctx.world, symbol.symbol)
        if side.sign * (target - reference) <= 0:
            facts = {"target": plain(target), "entry": plain(reference), "side": side.value}
            raise Refusal("wrong_target", facts)
    plan, _ = await propose(ctx.world, ctx.actor.person, wanted)
    return Preview(plan)


@confirmed
async def place(ctx: Context, plan: EntryPlan) -> OrderTicket:
    """Carry out an entry that was shown. The trade's id follows from the tap, so a tap makes one trade."""
    limits = await ctx.view.get(Limits, plan.person) or Limits(person=plan.person)
    now = await price_now(ctx.world, plan.symbol)
    if drift_of(plan.side, plan.now, now) > limits.chase_share:
        raise Refusal("price_moved", {"symbol": plan.symbol, "was": plain(plan.now), "price": plain(now)})
    at = ctx.world.clock.now()
    chunk = derived("chunk", ctx.cause.key)
    trade, order = entry_rows(plan, ctx.cause.key, chunk, ctx.world.installation, at)
    book = await load_book(ctx.view, plan.person, plan.quote, at)
    async with ctx.unit() as unit:
        await _must_stand(unit, plan)
        await write_openings(unit, [book])
        await unit.add([trade])
        await add_orders(unit, [order], "confirmed")
        await unit.add([_decision(plan, trade)])
        faultpoint("confirm.spent")
    faultpoint("intent.committed")
    return ticket(plan, order)


async def _must_stand(unit: StoreUnit, plan: EntryPlan) -> None:
    """A signal that its provider ended or changed since the card was made is not entered by that card."""
    if plan.signal is None:
        return
    await unit.hold(Signal, [plan.signal])
    signal = await unit.get(Signal, plan.signal)
    if signal is None or signal.entries_over or signal.status is not SignalStatus.OPEN:
        raise Refusal("signal_over", {"symbol": plan.symbol})
    if signal.updates and (plan.stop, plan.targets) != (signal.stop_now, signal.targets_now):
        raise Refusal("signal_changed", {"symbol": plan.symbol})


def _decision(plan: EntryPlan, trade: Trade) -> Decision:
    return Decision(
        id=derived("decision", trade.id),
        person=plan.person,
        signal=plan.signal,
        trade=trade.id,
        symbol=plan.symbol,
        mode=plan.mode,
        source=plan.triggered_by,
        code="",
        reasons=plan.reasons,
        change=None,
        at=trade.created_at,
    )


@command("trade close")
async def close(
    ctx: Context,
    what: Annotated[AWord, "a symbol, a trade (T-7K2Q), or all, winners, losers"],
    amount: Annotated[AnAmount | None, "50%, 0.5 or $100; all of it when left out"] = None,
) -> Preview[ClosePlan]:
    """Close positions at market: shows what would be sold, then asks."""
    trades = await _named_trades(ctx, what)
    instrument = ctx.world.market.table.get(trades[0].symbol)
    if amount is not None and len({trade.symbol for trade in trades}) > 1:
        raise Refusal("amount_of_what", {"typed": what})
    units = None if amount is None or instrument is None else await _units(ctx, instrument, amount, trades)
    only = what.lower() if what.lower() in ("winners", "losers") else ""
    return Preview(await _close_plan(ctx, trades, units, only=only))


async def _named_trades(ctx: Context, what: str) -> list[Trade]:
    word = what.lower()
    if word not in ("all", "winners", "losers"):
        trades = [await find_trade(ctx.world, ctx.actor.person, what)] if word.startswith("t-") else []
        instrument = None if trades else ctx.world.market.table.find(what)
        if instrument is not None:
            trades = await _open_trades(ctx, instrument.symbol)
        held = [trade for trade in trades if trade.held]
        if not held:
            raise Refusal("nothing_held", {"symbol": what if instrument is None else instrument.symbol})
        return held
    trades = await _open_trades(ctx)
    if word != "all":
        cards = [await show_trade(ctx.world, TradeTold(trade.id)) for trade in trades]
        wins = {card.trade: (card.unrealized or ZERO) > 0 for card in cards if card is not None}
        trades = [trade for trade in trades if wins[trade.id] is (word == "winners")]
    if not trades:
        raise Refusal("nothing_held", {"symbol": word})
    return trades


async def _open_trades(ctx: Context, symbol: str | None = None, side: Side | None = None) -> list[Trade]:
    """The person's open trades, oldest first."""
    found = await ctx.view.all(Trade, person=ctx.actor.person, status=TradeStatus.OPEN)
    fitting = [t for t in found if symbol in (None, t.symbol) and side in (None, t.side)]
    return sorted(fitting, key=lambda trade: (trade.created_at, trade.id))


async def _units(
    ctx: Context, instrument: Instrument, amount: Amount | None, trades: Sequence[Trade]
) -> Quantity | None:
    """How much of these trades an amount means; a percent is of what is held."""
    if amount is None:
        return None
    held = sum((trade.held for trade in trades), ZERO)
    broker = await ctx.world.brokers.of(trades[0].account)
    rules = await broker.rules(instrument)
    if rules is None:
        raise Refusal("not_at_broker", {"venue": broker.venue, "symbol": instrument.symbol})
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


async def _close_plan(
    ctx: Context, trades: Sequence[Trade], units: Quantity | None, *, only: str = "", panic: bool = False
) -> ClosePlan:
    """Parts to close: all that is held, or `units` from the oldest trades on."""
    parts, left = [], units
    for trade in trades:
        quantity = Quantity(trade.held if left is None else min(left, trade.held))
        if not quantity:
            continue
        left = None if left is None else Quantity(left - quantity)
        parts.append(await _part(ctx, trade, quantity))
    book = await ctx.view.get(Portfolio, trades[0].portfolio) if trades else None
    return ClosePlan(
        person=ctx.actor.person,
        mode="paper" if book is None else book.mode.value,
        only=only,
        parts=tuple(parts),
        open_positions=len(await _open_trades(ctx)),
        panic=panic,
    )


async def _part(ctx: Context, trade: Trade, quantity: Quantity) -> ClosePart:
    instrument = ctx.world.market.table.get(trade.symbol)
    if instrument is None:
        raise Refusal("unknown_symbol", {"typed": trade.symbol, "near": ""})
    quote = await ctx.world.market.quote(instrument)
    rules = await (await ctx.world.brokers.of(trade.account)).rules(instrument)
    rate = rules.fee_rate if rules is not None else ZERO
    cost = quantity * (trade.average_entry or ZERO)
    value = quantity * quote.last
    profit = trade.side.sign * (value - cost) - cost * rate
    return ClosePart(
        trade=trade.id,
        account=trade.account,
        symbol=trade.symbol,
        quote=trade.quote,
        side=trade.side,
        quantity=quantity,
        held=trade.held,
        price=quote.last,
        value=value,
        fee=value * rate,
        spread=quantity * (quote.last - quote.bid if trade.side is Side.BUY else quote.ask - quote.last),
        profit=profit,
        profit_share=profit / cost if cost else None,
    )


@confirmed
async def place_close(ctx: Context, plan: ClosePlan) -> CloseTicket:
    """Carry out a closing that was shown: at most what is held now, reduce-only."""
    prices = {part.symbol: Decimal(part.price) for part in plan.parts}
    async with ctx.unit() as unit:
        if plan.panic:
            await _switch_off(ctx, unit)
        closed: list[str] = []
        for part in plan.parts:
            moves = [CloseUnits(part.quantity)]
            steered = await steer(
                ctx.world,
                unit,
                [part.trade],
                moves,
                by=Mover.OWNER,
                cause=f"{ctx.cause.key}/{part.trade}",
                prices=prices,
            )
            closed += [one.trade for one in steered if one.declined is None]
    faultpoint("intent.committed")
    return CloseTicket(
        mode=plan.mode,
        symbols=tuple(dict.fromkeys(part.symbol for part in plan.parts)),
        trades=tuple(closed),
        stopped=plan.panic,
    )


async def _switch_off(ctx: Context, unit: StoreUnit) -> int:
    """Pull the person's own switch and take back entries that have not filled. Exits stay."""
    now = ctx.world.clock.now()
    await unit.put([Switch(scope=ctx.actor.person, by="you", at=now)])
    entries = await unit.all(
        Order,
        person=ctx.actor.person,
        purpose=Purpose.ENTRY,
        status=(OrderStatus.PLANNED, OrderStatus.HELD, OrderStatus.OPEN, OrderStatus.PARTIALLY_FILLED),
    )
    waiting = [order for order in entries if order.status in (OrderStatus.PLANNED, OrderStatus.HELD)]
    resting = [order for order in entries if order not in waiting]
    await step(unit, [(order, OrderStatus.CANCELED, "kill_switch") for order in waiting], now)
    await mark_unfilled(unit, [order.trade for order in waiting])
    moved = await step(unit, [(order, OrderStatus.PENDING_CANCEL, "kill_switch") for order in resting], now)
    by_account: dict[str, list[str]] = {}
    for order in resting:
        if order.id in moved:
            by_account.setdefault(order.account, []).append(order.id)
    unit.record(*(CancelAsked(account, tuple(ids)) for account, ids in sorted(by_account.items())))
    return len(entries)


@command("panic")
async def panic(
    ctx: Context,
    what: Annotated[PanicWhat, "flatten (sell all), entries (no new orders), resume"] = PanicWhat.FLATTEN,
) -> Preview[ClosePlan] | Preview[ResumePlan] | SwitchState:
    """Stop everything: no new orders, open entries taken back, positions sold after you confirm."""
    if what is PanicWhat.FLATTEN:
        return Preview(await _close_plan(ctx, await _open_trades(ctx), None, panic=True))
    if what is PanicWhat.RESUME:
        switch = await ctx.view.get(Switch, ctx.actor.person)
        if switch is None:
            return SwitchState(off=False, since=None, by="", canceled=0)
        return Preview(ResumePlan(person=ctx.actor.person, since=f"{switch.at:%H:%M} UTC"))
    async with ctx.unit() as unit:
        canceled = await _switch_off(ctx, unit)
    return SwitchState(off=True, since=ctx.world.clock.now(), by="you", canceled=canceled)


@confirmed
async def resume(ctx: Context, plan: ResumePlan) -> SwitchState:
    """Allow new orders again."""
    async with ctx.unit() as unit:
        await unit.drop(Switch, [plan.person])
    return SwitchState(off=False, since=None, by="", canceled=0)
