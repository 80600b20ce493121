"""Trading by hand: buy, sell, close, panic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from core.accounts.model import PAPER
from core.command import AWord, Named, Preview, command, confirmed
from core.context import Context
from core.kernel.errors import Refusal
from core.kernel.faults import faultpoint
from core.kernel.money import Price, plain
from core.market.model import Instrument
from core.market.options import AnInstrument, APrice
from core.orders.amount import Amount
from core.orders.cards import ticket
from core.orders.changes import CloseUnits
from core.orders.choosing import chosen_trades, close_plan, open_trades, plan_of_choice, units_of
from core.orders.lifecycle import LIVE
from core.orders.model import Mover, Order, OrderType, Purpose, Side, TimeInForce, Trade
from core.orders.options import (
    LASTING_WORDS,
    SOFT_WORDS,
    STOP_WORDS,
    TARGET_WORDS,
    TRAIL_WORDS,
    TRIGGER_WORDS,
    AChoice,
    ADistance,
    ALasting,
    AnAmount,
    Distance,
    Lasting,
)
from core.orders.placing import keep_rules_of, write_entry
from core.orders.planning import EntryPlan, part_of
from core.orders.proposal import Wanted, entry_type, equal_targets
from core.orders.results import ClosePlan, CloseTicket, OrderTicket, SwitchState
from core.orders.steering import Steered, steer, take_entries_back
from core.orders.switches import Switch
from core.orders.views import price_at_hand, price_now, propose, rules_of_account
from core.portfolio.model import Portfolio
from core.portfolio.views import load_book
from core.ports.store import Unit as StoreUnit
from core.risk.checks import drift_of
from core.risk.limits import Limits
from core.signals.model import Signal, SignalStatus
from core.venues.choosing import account_named

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
    trigger: Annotated[APrice | None, "wait until the price is there", TRIGGER_WORDS] = None,
    stop: Annotated[APrice | None, "stop loss", STOP_WORDS] = None,
    soft: Annotated[APrice | None, "stop loss that I watch, not the venue", SOFT_WORDS] = None,
    trail: Annotated[ADistance | None, "let the stop follow at 1.5%", TRAIL_WORDS] = None,
    lasting: Annotated[ALasting | None, "gtc, day, ioc, fok, or 15min, 2h", LASTING_WORDS] = None,
    broker: Annotated[AWord | None, "which of your accounts: paper, kraken", Named(("on",))] = None,
    targets: Annotated[tuple[APrice, ...], "take profits", TARGET_WORDS] = (),
) -> Preview[EntryPlan]:
    """Buy something: shows what would happen, then asks."""
    asked = Asked(limit, trigger, stop, soft, trail, lasting, targets, broker)
    return await _preview(ctx, Side.BUY, symbol, amount, asked)


@command("trade sell")
async def sell(
    ctx: Context,
    symbol: Annotated[AnInstrument, "what to sell"],
    amount: Annotated[AnAmount | None, "0.5, $100 or 50%; all of it when left out"] = None,
    limit: Annotated[APrice | None, "lowest price of a short; market when left out", Named(("at",))] = None,
    trigger: Annotated[APrice | None, "wait until the price is there", TRIGGER_WORDS] = None,
    stop: Annotated[APrice | None, "stop loss of a short", STOP_WORDS] = None,
    soft: Annotated[APrice | None, "stop loss that I watch, not the venue", SOFT_WORDS] = None,
    trail: Annotated[ADistance | None, "let the stop follow at 1.5%", TRAIL_WORDS] = None,
    lasting: Annotated[ALasting | None, "gtc, day, ioc, fok, or 15min, 2h", LASTING_WORDS] = None,
    broker: Annotated[AWord | None, "which of your accounts: paper, kraken", Named(("on",))] = None,
    targets: Annotated[tuple[APrice, ...], "take profits of a short", TARGET_WORDS] = (),
) -> Preview[EntryPlan] | Preview[ClosePlan]:
    """Sell what you hold; with nothing held and an amount given, sell short."""
    trades = await _those_on(ctx, broker, await open_trades(ctx, symbol.symbol, Side.BUY))
    if trades:
        return Preview(await close_plan(ctx, trades, await units_of(ctx, symbol, amount, trades)))
    if amount is None:
        raise Refusal("nothing_held", {"symbol": symbol.symbol})
    asked = Asked(limit, trigger, stop, soft, trail, lasting, targets, broker)
    return await _preview(ctx, Side.SELL, symbol, amount, asked)


async def _those_on(ctx: Context, broker: str | None, trades: list[Trade]) -> list[Trade]:
    """Of these trades, those at the account that is named; all of them where none is."""
    if broker is None:
        return trades
    account = await account_named(ctx.view, ctx.actor.person, broker)
    portfolios = {one.id: one for one in await ctx.view.all(Portfolio, person=ctx.actor.person)}
    if account is None:
        return [one for one in trades if portfolios[one.portfolio].venue == PAPER]
    return [one for one in trades if one.account == account.id]


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be said of an entry by hand besides symbol and amount."""

    limit: Price | None
    trigger: Price | None
    stop: Price | None
    soft: Price | None
    trail: Distance | None
    lasting: Lasting | None
    targets: tuple[Price, ...]
    broker: str | None


async def _preview(
    ctx: Context, side: Side, symbol: Instrument, amount: Amount, asked: Asked
) -> Preview[EntryPlan]:
    _must_fit(side, symbol, asked, await price_at_hand(ctx.world, symbol))
    lasting = asked.lasting or Lasting(TimeInForce.GTC)
    wanted = Wanted(
        instrument=symbol,
        side=side,
        posted=None,
        limit=asked.limit,
        stop=asked.stop or asked.soft,
        targets=equal_targets(tuple(sorted(asked.targets, reverse=side is Side.SELL))),
        copied=False,
        asked=True,
        amount=amount,
        posted_at=None,
        triggered_by=BY_HAND,
        signal=None,
        reading=None,
        trigger=asked.trigger,
        time_in_force=lasting.time_in_force,
        valid_for=lasting.length,
        trail=None if asked.trail is None else asked.trail.share,
        soft_stop=asked.soft is not None,
        account=await _account(ctx, asked.broker),
    )
    plan, _ = await propose(ctx.world, ctx.actor.person, wanted)
    return Preview(plan)


async def _account(ctx: Context, broker: str | None) -> str | None:
    """Which account an entry is for: the one that is named, else the person's own choice."""
    if broker is None:
        return None
    account = await account_named(ctx.view, ctx.actor.person, broker)
    return "" if account is None else account.id


def _must_fit(side: Side, symbol: Instrument, asked: Asked, last: Price) -> None:
    """What contradicts itself is refused, not guessed."""
    reference = asked.limit or asked.trigger or last
    for target in asked.targets:
        if side.sign * (target - reference) <= 0:
            facts = {"target": plain(target), "entry": plain(reference), "side": side.value}
            raise Refusal("wrong_target", facts)
    if asked.stop is not None and asked.soft is not None:
        raise Refusal("two_stops", {"symbol": symbol.symbol})
    if asked.trigger is None:
        return
    kind = entry_type(side, asked.trigger, last, capped=asked.limit is not None)
    said = {
        "symbol": symbol.symbol,
        "trigger": plain(asked.trigger),
        "price": plain(last),
        "limit": "" if asked.limit is None else plain(asked.limit),
        "word": "" if asked.lasting is None else asked.lasting.time_in_force.value.upper(),
    }
    if kind is OrderType.TAKE_PROFIT and asked.limit is not None:
        raise Refusal("touch_with_limit", said)
    if asked.limit is not None and side.sign * (asked.limit - asked.trigger) < 0:
        raise Refusal("limit_before_trigger", said)
    if asked.lasting is not None and asked.lasting.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        raise Refusal("waits_not", said)


@confirmed
async def place(ctx: Context, plan: EntryPlan) -> OrderTicket:
    """Carry out an entry that was shown. The trade's id follows from the tap, so a tap makes one trade."""
    limits = await ctx.view.get(Limits, plan.person) or Limits(person=plan.person)
    now = await price_now(ctx.world, plan.symbol)
    if drift_of(plan.side, plan.now, now) > limits.chase_share:
        raise Refusal("price_moved", {"symbol": plan.symbol, "was": plain(plan.now), "price": plain(now)})
    plan = await _sized(ctx, plan)
    await keep_rules_of(ctx.world, plan)
    book = await load_book(ctx.view, plan.person, plan.quote, ctx.world.clock.now(), plan.account)
    async with ctx.unit() as unit:
        await _must_stand(unit, plan)
        order = await write_entry(ctx.world, unit, plan, ctx.cause.key, book)
        faultpoint("confirm.spent")
    faultpoint("intent.committed")
    return ticket(plan, order)


async def _sized(ctx: Context, plan: EntryPlan) -> EntryPlan:
    """The plan with the part of its size that was chosen, in the venue's steps."""
    instrument = ctx.world.market.table.get(plan.symbol)
    if plan.part == 1 or instrument is None:
        return plan
    rules = await rules_of_account(ctx.world, plan.account, instrument)
    less = part_of(plan, rules)
    value = less.quantity * less.reference
    if less.quantity < max(rules.minimum_quantity, rules.step) or value < rules.minimum_notional:
        facts = {"value": plain(value), "limit": plain(rules.minimum_notional), "currency": plan.quote}
        raise Refusal("half_too_small", facts)
    return less


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


@command("trade close")
async def close(
    ctx: Context,
    what: Annotated[AChoice, "BTC, T-7K2Q, all, losers, half btc, from Northlight, older than 3d"],
) -> Preview[ClosePlan]:
    """Close positions at market: shows what would be sold, then asks."""
    trades = await chosen_trades(ctx, what)
    return Preview(await plan_of_choice(ctx, what, trades))


@confirmed
async def place_close(ctx: Context, plan: ClosePlan) -> CloseTicket:
    """Carry out a closing that was shown: at most what is held now, reduce-only."""
    prices = {part.symbol: Decimal(part.price) for part in plan.parts if part.price is not None}
    async with ctx.unit() as unit:
        if plan.panic:
            await _switch_off(ctx, unit)
        closed: list[Steered] = []
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
            closed += [one for one in steered if one.declined is None]
    faultpoint("intent.committed")
    return CloseTicket(
        mode=plan.mode,
        symbols=tuple(dict.fromkeys(part.symbol for part in plan.parts)),
        trades=tuple(one.trade for one in closed),
        orders=tuple(one.order for one in closed if one.order is not None),
        stopped=plan.panic,
    )


async def _switch_off(ctx: Context, unit: StoreUnit) -> int:
    """Pull the person's own switch and take back entries that have not filled. Exits stay."""
    now = ctx.world.clock.now()
    await unit.put([Switch(scope=ctx.actor.person, by="you", at=now)])
    entries = await unit.all(Order, person=ctx.actor.person, purpose=Purpose.ENTRY, status=LIVE)
    return len(await take_entries_back(unit, entries, "kill_switch", now))


@command("panic")
async def panic(
    ctx: Context,
    what: Annotated[PanicWhat, "flatten (sell all), entries (no new orders), resume"] = PanicWhat.FLATTEN,
) -> Preview[ClosePlan] | Preview[ResumePlan] | SwitchState:
    """Stop everything: no new orders, open entries taken back, positions sold after you confirm."""
    if what is PanicWhat.FLATTEN:
        return Preview(await close_plan(ctx, await open_trades(ctx), panic=True))
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
