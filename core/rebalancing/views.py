"""Reads that the commands, reactions and cards of rebalancing share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from core.accounts.model import PAPER
from core.context import Context, World
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Price, Quantity, to_step
from core.market.model import Instrument
from core.market.options import read_instrument
from core.orders.access import rules_at, session_at
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Order, Purpose, Side, Trade, TradeStatus
from core.orders.views import quote_for
from core.portfolio.lots import Move, apply, base_of
from core.portfolio.model import Lot, Portfolio, Position
from core.portfolio.opening import Book
from core.portfolio.views import books_of, home_book, load_book, prices_of
from core.rebalancing.mix import Mix
from core.rebalancing.model import (
    CASH,
    DriftPosted,
    DriftTold,
    DriftWatch,
    Rebalance,
    RebalanceStep,
    RebalanceTold,
    RebalancingTarget,
)
from core.rebalancing.restoring import Restoring, Terms, Units
from core.rebalancing.results import (
    DriftCard,
    DriftPost,
    Needed,
    PartLine,
    RebalanceCard,
    Share,
    StepLine,
)
from core.rebalancing.shares import Part, parts_of
from core.risk.limits import Limits
from core.venues.choosing import account_named

# What a widened band gains, and the fee that an estimate counts where no venue was asked.
WIDER = Decimal("0.05")
FEE_RATE = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Standing:
    """A portfolio beside its targets. `unknown` are symbols that nobody prices: then there are no parts."""

    book: Book
    targets: tuple[RebalancingTarget, ...]
    watch: DriftWatch | None
    parts: tuple[Part, ...]
    unknown: tuple[str, ...]

    @property
    def equity(self) -> Decimal:
        """What the parts are worth together."""
        return sum((part.value for part in self.parts), ZERO)

    def part(self, asset: str) -> Part | None:
        """The part of one asset."""
        return next((part for part in self.parts if part.asset == asset), None)

    @property
    def lines(self) -> tuple[PartLine, ...]:
        """The parts as they are shown."""
        return lines_of(self.parts, [one.asset for one in self.targets if one.muted])


def lines_of(parts: Sequence[Part], muted: Collection[str] = ()) -> tuple[PartLine, ...]:
    """Parts as they are shown."""
    return tuple(
        PartLine(
            asset=part.asset,
            name=part.name,
            want=part.want,
            have=part.have,
            drift=part.drift,
            muted=part.asset in muted,
        )
        for part in parts
    )


async def standings(world: World, portfolios: Collection[str]) -> list[Standing]:
    """These portfolios beside their targets, at prices for what is held; those without targets are left out."""
    rows = await world.view.all(RebalancingTarget, portfolio=list(portfolios)) if portfolios else ()
    targets: dict[str, list[RebalancingTarget]] = {}
    for row in sorted(rows, key=lambda one: one.place):
        targets.setdefault(row.portfolio, []).append(row)
    watches = {one.portfolio: one for one in await world.view.all(DriftWatch, portfolio=list(targets))}
    books = await books_of(world.view, await world.view.all(Portfolio, id=list(targets)))
    symbols = {position.symbol for book in books for position in book.positions if position.quantity}
    prices = await prices_of(world, symbols)
    found = []
    for book in books:
        own = tuple(targets[book.portfolio.id])
        parts, unknown = beside(book, {one.asset: one.share for one in own}, prices)
        found.append(Standing(book, own, watches.get(book.portfolio.id), parts, unknown))
    return found


def beside(
    book: Book, wanted: Mapping[str, Decimal], prices: Mapping[str, Decimal]
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts of a book at these prices; none, and what is missing, where one of them is not known."""
    held = [position for position in book.positions if position.quantity]
    unknown = tuple(one.symbol for one in held if one.symbol not in prices)
    if unknown:
        return (), unknown
    values = {one.symbol: one.quantity * prices[one.symbol] for one in held}
    return parts_of(wanted, values, book.cash), ()


async def standing_of(world: World, person: str) -> Standing | None:
    """Somebody's targets; None where they have none. They are for one portfolio at a time."""
    rows = await world.view.all(DriftWatch, person=person)
    found = await standings(world, [one.portfolio for one in rows])
    return found[0] if found else None


async def chosen_book(ctx: Context, mix: Mix) -> tuple[Book, dict[str, Decimal]]:
    """The book that a mix is for, and its shares by asset: the one that all its assets are paid for in.

    Raises `no_portfolio`, `unknown_symbol`, `target_twice` and `targets_currency`.
    """
    view, person, now = ctx.view, ctx.actor.person, ctx.world.clock.now()
    account: str | None = None
    home = await home_book(view, person, now)
    if mix.account:
        named = await account_named(view, person, mix.account)
        account = "" if named is None else named.id
        currency = home.portfolio.currency if named is None else named.currency
        home = await load_book(view, person, currency, now, account)
    found = [(await read_instrument(ctx, name), share) for name, share in mix.shares]
    currency = _currency(ctx.world, [one for one, _ in found], home.portfolio.currency)
    shares: dict[str, Decimal] = {}
    for instrument, share in found:
        symbol = _paid_in(ctx.world, instrument, currency)
        assert symbol is not None
        if symbol in shares:
            raise Refusal("target_twice", {"name": base_of(symbol)})
        shares[symbol] = share
    if mix.cash is not None:
        shares[CASH] = mix.cash
    book = (
        home if currency == home.portfolio.currency else await load_book(view, person, currency, now, account)
    )
    if book.opening is not None:
        raise Refusal("no_portfolio")
    return book, shares


def _currency(world: World, instruments: Sequence[Instrument], home: str) -> str:
    """The one currency that all of these are paid for in: that of the person's own money where it can be."""
    away = [one for one in instruments if _paid_in(world, one, home) is None]
    if not away:
        return home
    other = away[0].quote
    if all(_paid_in(world, one, other) is not None for one in instruments):
        return other
    facts = {"symbol": away[0].symbol, "quote": other, "currency": home}
    raise Refusal("targets_currency", facts)


def _paid_in(world: World, instrument: Instrument, currency: str) -> str | None:
    """The symbol under which something is traded for this currency; None where it is not."""
    if instrument.quote == currency:
        return instrument.symbol
    there = world.market.table.get(f"{instrument.base}/{currency}")
    return None if there is None else there.symbol


# -- what orders need ----------------------------------------------------------------------------------------


def account_word(book: Book) -> str:
    """The account of a book as an entry names it: empty on paper."""
    return "" if book.portfolio.venue == PAPER else book.account.id


def instrument_of(world: World, symbol: str) -> Instrument:
    """The instrument of a symbol. Raises `unknown_symbol`."""
    instrument = world.market.table.get(symbol)
    if instrument is None:
        raise Refusal("unknown_symbol", {"typed": symbol, "near": ""})
    return instrument


async def terms_of(world: World, book: Book, symbols: Collection[str], limits: Limits) -> dict[str, Terms]:
    """What orders in these cost at the venue of a book, and what there is to sell. Raises what keeps an order from the
    venue now: `market_closed`, `not_at_broker`, `broker_down`, and `NoPrice`."""
    held = await _units(world, book, symbols)
    found = {}
    for symbol in symbols:
        instrument = instrument_of(world, symbol)
        broker, now = await world.brokers.of(book.account.id), world.clock.now()
        session = await session_at(broker, instrument, now)
        if not session.is_open:
            opens = {} if session.opens_at is None else {"opens": session.opens_at.isoformat(), "city": "UTC"}
            raise Refusal("market_closed", {"symbol": symbol, **opens})
        found[symbol] = Terms(
            quote=await quote_for(world, instrument, session, broker),
            rules=await rules_at(broker, instrument, now),
            held=held.get(symbol, ()),
            least=limits.smallest_entry,
        )
    return found


async def _units(world: World, book: Book, symbols: Collection[str]) -> dict[str, list[Units]]:
    """Units of open trades that are not on their way out, by symbol, of the oldest trade first."""
    asked = {"portfolio": book.portfolio.id, "symbol": list(symbols), "status": TradeStatus.OPEN}
    trades = sorted(await world.view.all(Trade, **asked), key=lambda one: (one.began_at, one.id))
    bought = [one for one in trades if one.side is Side.BUY]
    closing: dict[str, Decimal] = {}
    ids = [one.id for one in bought]
    for order in await world.view.all(Order, trade=ids, purpose=Purpose.CLOSE, status=LIVE) if ids else ():
        closing[order.trade] = closing.get(order.trade, ZERO) + order.quantity
    found: dict[str, list[Units]] = {}
    for trade in bought:
        free = max(trade.held - closing.get(trade.id, ZERO), ZERO)
        if free:
            found.setdefault(trade.symbol, []).append(Units(trade.id, Quantity(free)))
    return found


async def realized_by(
    world: World, book: Book, sales: Sequence[Restoring], terms: Mapping[str, Terms]
) -> Decimal | None:
    """The profit that these sales would bring by FIFO, fees in; None where the cost of what is sold is not known."""
    total = ZERO
    for symbol in dict.fromkeys(one.symbol for one in sales):
        position = book.position(symbol)
        if position is None or position.unvalued:
            return None
        lots = await world.view.all(Lot, portfolio=book.portfolio.id, symbol=symbol)
        own = [one for one in sales if one.symbol == symbol]
        move = Move(
            id="",
            side=Side.SELL,
            quantity=sum((one.quantity for one in own), ZERO),
            price=Price(terms[symbol].quote.bid),
            fee=sum((one.fee for one in own), ZERO),
            at=world.clock.now(),
        )
        total += apply(position, sorted(lots, key=lambda lot: lot.sequence), move).realized
    return total


def sold(book: Book, order: Restoring, price: Decimal) -> Book:
    """A book as it would be after an order at this price, its fee paid."""
    cash = book.cash - order.side.sign * order.quantity * price - order.fee
    by = order.side.sign * order.quantity
    known = book.position(order.symbol) or Position(
        portfolio=book.portfolio.id, symbol=order.symbol, quote=book.portfolio.currency
    )
    others = tuple(one for one in book.positions if one.symbol != order.symbol)
    return replace(book, cash=cash, positions=(*others, replace(known, quantity=known.quantity + by)))


# -- cards -----------------------------------------------------------------------------------------------------


async def show_drift(world: World, told: DriftTold) -> DriftCard | None:
    """How a portfolio is off its targets now; None when it is back, or has none any more."""
    standing = next(iter(await standings(world, [told.portfolio])), None)
    worst = None if standing is None else _worst(standing, told.assets)
    if standing is None or worst is None or worst.want is None or worst.drift is None:
        return None
    band = standing.watch.band if standing.watch is not None else abs(worst.drift)
    needed = [
        Needed(
            asset=part.asset,
            name=part.name,
            side=Side.SELL if part.off(standing.equity) > 0 else Side.BUY,
            value=abs(to_step(part.off(standing.equity), Decimal("0.01"), ROUND_DOWN)),
        )
        for part in standing.parts
        if part.asset != CASH and part.off(standing.equity)
    ]
    return DriftCard(
        mode=standing.book.portfolio.mode,
        currency=standing.book.portfolio.currency,
        equity=standing.equity,
        asset=worst.asset,
        name=worst.name,
        want=worst.want,
        have=worst.have,
        drift=worst.drift,
        band=band,
        wider=min(band + WIDER, Decimal("0.5")),
        needed=tuple(sorted(needed, key=lambda one: (one.side is Side.BUY, one.asset))),
        fees=sum((one.value for one in needed), ZERO) * FEE_RATE,
        parts=standing.lines,
        cash=-sum(((one.value if one.side is Side.BUY else -one.value) for one in needed), ZERO),
    )


def _worst(standing: Standing, assets: Collection[str]) -> Part | None:
    """Of these assets the one that is off by most."""
    parts = [part for part in standing.parts if part.asset in assets and part.drift]
    return max(parts, key=lambda part: abs(part.drift or ZERO), default=None)


async def show_drift_post(world: World, told: DriftPosted) -> DriftPost | None:
    """The same in percent alone."""
    standing = next(iter(await standings(world, [told.portfolio])), None)
    worst = None if standing is None else _worst(standing, told.assets)
    if standing is None or worst is None or worst.want is None or worst.drift is None:
        return None
    return DriftPost(
        mode=standing.book.portfolio.mode,
        asset=worst.asset,
        name=worst.name,
        want=worst.want,
        have=worst.have,
        drift=worst.drift,
        parts=tuple(one for one in standing.lines if one.want is not None),
    )


async def show_rebalance(world: World, told: RebalanceTold) -> RebalanceCard | None:
    """A rebalance as it stands, order by order."""
    rebalance = await world.view.get(Rebalance, told.rebalance)
    if rebalance is None:
        return None
    steps = sorted(await world.view.all(RebalanceStep, rebalance=rebalance.id), key=lambda one: one.number)
    fills = await world.view.all(Fill, order=[one.order for one in steps if one.order])
    standing = next(iter(await standings(world, [rebalance.portfolio])), None)
    return RebalanceCard(
        mode=rebalance.mode,
        currency=rebalance.currency,
        status=rebalance.status,
        steps=tuple(_step_line(one, [fill for fill in fills if fill.order == one.order]) for one in steps),
        why=rebalance.why,
        facts=rebalance.facts,
        after=() if standing is None else shares_of(standing.parts),
    )


def shares_of(parts: Sequence[Part]) -> tuple[Share, ...]:
    """The shares of what has a target."""
    return tuple(Share(part.asset, part.have) for part in parts if part.want is not None)


def _step_line(step: RebalanceStep, fills: Sequence[Fill]) -> StepLine:
    units = sum((fill.quantity for fill in fills), ZERO)
    money = sum((fill.quantity * fill.price for fill in fills), ZERO)
    return StepLine(
        symbol=step.symbol,
        name=base_of(step.symbol),
        side=step.side,
        quantity=step.quantity,
        filled=units,
        average_price=money / units if units else None,
        status=step.status,
    )
