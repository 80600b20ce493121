"""Targets, what restores them, and when their drift is told (storyboard, section 10)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from core.command import Preview, command, confirmed
from core.communities.model import Community
from core.context import Context, PlaceKind
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.faults import faultpoint
from core.kernel.ids import derived
from core.kernel.money import ZERO
from core.kernel.values import replace
from core.market.model import Instrument
from core.market.options import AnInstrument
from core.orders.model import Side
from core.orders.proposal import decide, refusal_of
from core.orders.views import circumstances
from core.portfolio.lots import base_of
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.portfolio.views import prices_of
from core.ports.store import Unit
from core.rebalancing.carrying import PATIENCE
from core.rebalancing.mix import Mix
from core.rebalancing.model import (
    APART,
    BAND,
    CASH,
    DriftWatch,
    Rebalance,
    RebalanceDue,
    RebalanceStatus,
    RebalanceStep,
    RebalancingTarget,
    StepStatus,
)
from core.rebalancing.options import AMix, AWish, Wish
from core.rebalancing.restoring import Kept, Restored, Restoring, Terms, after, purchase, restore
from core.rebalancing.results import (
    DriftSettings,
    KeptLine,
    OrderLine,
    RebalancePlan,
    RebalanceTicket,
    Share,
    TargetsCard,
    TargetsGone,
    TargetsPlan,
)
from core.rebalancing.shares import Part
from core.rebalancing.views import (
    Standing,
    account_word,
    beside,
    chosen_book,
    instrument_of,
    realized_by,
    sold,
    standing_of,
    terms_of,
)
from core.risk.limits import Limits
from core.risk.model import Refused


@command("portfolio targets")
async def targets(
    ctx: Context,
    mix: Annotated[
        AMix | None, "btc 50 eth 30 cash 20 drift 5; yours when left out; off gives them up"
    ] = None,
) -> Preview[TargetsPlan] | TargetsCard | TargetsGone:
    """What your portfolio should be made of, in percent; I tell you when it drifts off."""
    if mix is None:
        return _card(await _own(ctx))
    if mix.empty:
        return await _give_up(ctx)
    book, shares = await chosen_book(ctx, mix)
    standing = await _beside(ctx, book, shares)
    kept = await ctx.view.get(DriftWatch, book.portfolio.id)
    limits = await ctx.view.get(Limits, ctx.actor.person) or Limits(person=ctx.actor.person)
    largest = max((share for asset, share in shares.items() if asset != CASH), default=ZERO)
    plan = TargetsPlan(
        person=ctx.actor.person,
        portfolio=book.portfolio.id,
        mode=book.portfolio.mode,
        currency=book.portfolio.currency,
        equity=standing.equity,
        mix=str(mix),
        shares=tuple(Share(asset, share) for asset, share in shares.items()),
        band=mix.band or (BAND if kept is None else kept.band),
        parts=standing.lines,
        bound=limits.position_share if limits.position_share < largest else None,
        replaces=await _replaced(ctx, book),
    )
    return Preview(plan)


async def _replaced(ctx: Context, book: Book) -> str:
    """The money that targets are for now which new ones would take the place of; empty for none or the same."""
    there = await standing_of(ctx.world, ctx.actor.person)
    if there is None or there.book.portfolio.id == book.portfolio.id:
        return ""
    return f"{there.book.portfolio.venue} {there.book.portfolio.currency}"


async def _own(ctx: Context) -> Standing:
    """The person's own targets. Raises `no_targets`."""
    standing = await standing_of(ctx.world, ctx.actor.person)
    if standing is None:
        raise Refusal("no_targets")
    return standing


async def _beside(ctx: Context, book: Book, shares: dict[str, Decimal]) -> Standing:
    """A book beside shares that are only talked of."""
    held = {one.symbol for one in book.positions if one.quantity}
    parts, unknown = beside(book, shares, await prices_of(ctx.world, held))
    return Standing(book, (), None, parts, unknown)


def _card(standing: Standing, *, saved: bool = False, met: bool = False) -> TargetsCard:
    portfolio, watch = standing.book.portfolio, standing.watch
    mix = Mix(
        tuple((base_of(one.asset).lower(), one.share) for one in standing.targets if one.asset != CASH),
        next((one.share for one in standing.targets if one.asset == CASH), None),
        None if watch is None else watch.band,
    )
    return TargetsCard(
        mode=portfolio.mode,
        currency=portfolio.currency,
        equity=standing.equity,
        mix=str(mix),
        band=BAND if watch is None else watch.band,
        on=watch is not None and watch.on,
        parts=standing.lines,
        unknown=standing.unknown,
        saved=saved,
        met=met,
    )


async def _give_up(ctx: Context) -> TargetsGone:
    standing = await _own(ctx)
    portfolio = standing.book.portfolio
    async with ctx.unit() as unit:
        await _drop_targets(unit, ctx.actor.person)
    return TargetsGone(portfolio.mode, portfolio.currency)


async def _drop_targets(unit: Unit, person: str) -> None:
    rows = await unit.all(RebalancingTarget, person=person)
    await unit.drop(RebalancingTarget, [(one.portfolio, one.asset) for one in rows])
    watches = await unit.all(DriftWatch, person=person)
    await unit.drop(DriftWatch, [one.portfolio for one in watches])


@confirmed
async def keep_targets(ctx: Context, plan: TargetsPlan) -> TargetsCard:
    """Keep targets that were shown: they take the place of those there were, whatever portfolio they were for."""
    rows = [
        RebalancingTarget(
            portfolio=plan.portfolio, asset=one.asset, person=plan.person, share=one.share, place=place
        )
        for place, one in enumerate(plan.shares)
    ]
    async with ctx.unit() as unit:
        await unit.hold(Portfolio, [plan.portfolio])
        kept = await unit.get(DriftWatch, plan.portfolio)
        watch = kept or DriftWatch(portfolio=plan.portfolio, person=plan.person)
        await _drop_targets(unit, plan.person)
        await unit.add([replace(watch, band=plan.band, told_at=None, quiet_until=None)])
        await unit.add(rows)
    standing = await standing_of(ctx.world, plan.person)
    assert standing is not None
    return _card(standing, saved=True)


# -- rebalancing -----------------------------------------------------------------------------------------------


@command("portfolio rebalance")
async def rebalance(
    ctx: Context,
    mix: Annotated[AMix | None, "another mix than your targets: btc 50 eth 30 cash 20"] = None,
) -> Preview[RebalancePlan] | TargetsCard:
    """The exact orders that would bring your portfolio back to its targets: shows them, then asks."""
    standing = await _own(ctx) if mix is None else await _talked_of(ctx, mix)
    if standing.unknown:
        raise Refusal("price_silent", {"symbol": standing.unknown[0]})
    await _must_be_alone(ctx, standing.book)
    limits = await ctx.view.get(Limits, ctx.actor.person) or Limits(person=ctx.actor.person)
    off = [part.asset for part in standing.parts if part.asset != CASH and part.off(standing.equity)]
    terms = await terms_of(ctx.world, standing.book, off, limits)
    restored = restore(standing.parts, terms, limits.chase_share)
    if not restored.orders:
        return _card(standing, met=True)
    await _must_pass(ctx, standing.book, restored.orders, terms)
    return Preview(await _plan(ctx, standing.book, standing.parts, restored, terms))


async def _talked_of(ctx: Context, mix: Mix) -> Standing:
    if mix.empty:
        raise Refusal("targets_unclear", {"typed": str(mix)})
    book, shares = await chosen_book(ctx, mix)
    return await _beside(ctx, book, shares)


async def _must_be_alone(ctx: Context, book: Book) -> None:
    """Two rebalances at once would sell and buy by shares that are no longer true."""
    running = await ctx.view.all(Rebalance, portfolio=book.portfolio.id, status=RebalanceStatus.RUNNING)
    if running:
        raise Refusal("rebalance_runs", {"since": running[0].began_at.isoformat()})


async def _must_pass(ctx: Context, book: Book, orders: Sequence[Restoring], terms: dict[str, Terms]) -> None:
    """Every purchase passes the checks, held against the book as the orders before it will leave it."""
    for order in orders:
        quote = terms[order.symbol].quote
        if order.side is Side.BUY:
            instrument = instrument_of(ctx.world, order.symbol)
            wanted = purchase(instrument, order.quantity, order.limit, account_word(book), PATIENCE)
            around = await circumstances(ctx.world, book, wanted)
            outcome = decide(wanted, around)
            if isinstance(outcome, Refused):
                raise refusal_of(outcome, wanted, around)
        book = sold(book, order, quote.bid if order.side is Side.SELL else quote.ask)


async def _plan(
    ctx: Context, book: Book, parts: Sequence[Part], restored: Restored, terms: dict[str, Terms]
) -> RebalancePlan:
    sales = [one for one in restored.orders if one.side is Side.SELL]
    shares = after(parts, restored.orders)
    return RebalancePlan(
        person=ctx.actor.person,
        portfolio=book.portfolio.id,
        account=book.account.id,
        venue=book.portfolio.venue,
        mode=book.portfolio.mode,
        currency=book.portfolio.currency,
        equity=sum((part.value for part in parts), ZERO),
        orders=tuple(map(_line, restored.orders)),
        kept=tuple(map(_kept, restored.kept)),
        after=tuple(Share(part.asset, shares[part.asset]) for part in parts if part.want is not None),
        fees=sum((one.fee for one in restored.orders), ZERO),
        realized=await realized_by(ctx.world, book, sales, terms),
    )


def _line(order: Restoring) -> OrderLine:
    return OrderLine(
        symbol=order.symbol,
        name=base_of(order.symbol),
        side=order.side,
        quantity=order.quantity,
        price=order.price,
        value=order.value,
        fee=order.fee,
        limit=order.limit,
        trade=order.trade,
    )


def _kept(one: Kept) -> KeptLine:
    return KeptLine(symbol=one.symbol, name=base_of(one.symbol), value=one.value, why=one.why)


@confirmed
async def begin(ctx: Context, plan: RebalancePlan) -> RebalanceTicket:
    """Begin a rebalance that was shown. Its orders are rows; the first goes out once this is committed."""
    id_ = derived("rebalance", ctx.cause.key)
    now = ctx.world.clock.now()
    row = Rebalance(
        id=id_,
        person=plan.person,
        portfolio=plan.portfolio,
        account=plan.account,
        mode=plan.mode,
        currency=plan.currency,
        status=RebalanceStatus.RUNNING,
        began_at=now,
        facts={},
    )
    steps = [
        RebalanceStep(
            rebalance=id_,
            number=number,
            symbol=one.symbol,
            side=one.side,
            quantity=one.quantity,
            price=one.price,
            status=StepStatus.WAITING,
            limit=one.limit,
            trade=one.trade,
        )
        for number, one in enumerate(plan.orders, start=1)
    ]
    async with ctx.unit() as unit:
        await unit.hold(Portfolio, [plan.portfolio])
        running = await unit.all(Rebalance, portfolio=plan.portfolio, status=RebalanceStatus.RUNNING)
        if running:
            raise Refusal("rebalance_runs", {"since": running[0].began_at.isoformat()})
        await unit.add([row])
        await unit.add(steps)
        unit.record(RebalanceDue(id_))
    faultpoint("rebalance.begun")
    return RebalanceTicket(id=id_, mode=plan.mode, orders=plan.orders)


# -- the alert ---------------------------------------------------------------------------------------------------


@command("alert drift")
async def drift(
    ctx: Context,
    what: Annotated[AWish | None, "points, on, off, tomorrow, here (this channel too), private"] = None,
    mute: Annotated[AnInstrument | None, "never told of this one; again to be told"] = None,
) -> DriftSettings:
    """When I tell you that your portfolio has drifted off its targets."""
    standing = await _own(ctx)
    watch = standing.watch
    assert watch is not None
    changed = watch if what is None else await _wished(ctx, watch, what)
    muted = {one.asset for one in standing.targets if one.muted}
    toggled = None if mute is None else _target(standing, mute)
    if toggled is not None:
        muted ^= {toggled.asset}
    if changed != watch or toggled is not None:
        async with ctx.unit() as unit:
            await unit.put([changed])
            if toggled is not None:
                await unit.put([replace(toggled, muted=not toggled.muted)], only=("muted",))
            if what is not None and what.word in ("tomorrow", "on"):
                again = [replace(one, alerted_at=None) for one in standing.targets]
                await unit.put(again, only=("alerted_at",))
    portfolio = standing.book.portfolio
    return DriftSettings(
        mode=portfolio.mode,
        currency=portfolio.currency,
        band=changed.band,
        on=changed.on,
        quiet_until=changed.quiet_until,
        channel=changed.channel,
        here=ctx.place.name if ctx.place.id == changed.channel else "",
        muted=tuple(base_of(one.asset) for one in standing.targets if one.asset in muted),
        changed=changed != watch or toggled is not None,
    )


def _target(standing: Standing, instrument: Instrument) -> RebalancingTarget:
    """The target that somebody means by an instrument, whatever it is paid for in. Raises `not_a_target`."""
    found = [one for one in standing.targets if base_of(one.asset) == instrument.base]
    if not found:
        raise Refusal("not_a_target", {"symbol": instrument.symbol})
    return found[0]


async def _wished(ctx: Context, watch: DriftWatch, wish: Wish) -> DriftWatch:
    if wish.band is not None:
        return replace(watch, band=wish.band, on=True)
    match wish.word:
        case "on":
            return replace(watch, on=True, quiet_until=None, told_at=None)
        case "off":
            return replace(watch, on=False)
        case "tomorrow":
            return replace(watch, quiet_until=ctx.world.clock.now() + APART)
        case "here":
            return replace(watch, on=True, channel=await _channel(ctx))
    return replace(watch, channel="")


async def _channel(ctx: Context) -> str:
    """The channel where this was said, if alerts may be posted there: it is for results, or a moderator asks."""
    place = ctx.place
    if place.kind is not PlaceKind.CHANNEL:
        raise Refusal("not_a_channel")
    community = await ctx.view.get(Community, place.community) if place.community else None
    if not ctx.actor.may(Level.MODERATOR, local=True) and (
        community is None or community.results != place.id
    ):
        raise Refusal("not_for_alerts", {"channel": place.name})
    return place.id
