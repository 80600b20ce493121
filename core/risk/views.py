"""Decisions as they are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from core.context import World
from core.kernel.errors import Refusal
from core.kernel.money import ZERO, Price, Quantity, plain
from core.market.model import Instrument
from core.orders.model import OUTSIDE, Order, OrderAudit, OrderStatus, Trade, TradeStatus
from core.orders.switches import HOLD, Switch, hold_words
from core.portfolio.model import Portfolio
from core.portfolio.opening import Book
from core.portfolio.views import book_equity, home_book, load_book
from core.ports.questions import LastDecisions, OpenTradesOf, PaidInto, TradesSince
from core.ports.store import View
from core.risk.calculators import Kelly, kelly, record_of, reward_risk, units_for
from core.risk.change import written
from core.risk.limits import Bounds, Limits, provider_scope, server_scope
from core.risk.model import (
    BrakeCard,
    BrakeTold,
    DayBook,
    Decision,
    LimitsCard,
    LimitsTold,
    OpenTrade,
    PendingChange,
    RecentTrade,
    SizeCard,
    WaitingLine,
    WhyCard,
    WhyStep,
)
from core.risk.pending import read
from core.risk.sizing import capped
from core.risk.today import MINUTE, Today, midnight
from core.signals.model import Channel, Provider, Signal

LOOK_BACK = 200
STEPS_SHOWN = 12
NOTABLE = frozenset(
    {
        OrderStatus.HELD,
        OrderStatus.UNKNOWN,
        OrderStatus.ABSENT,
        OrderStatus.REJECTED,
        OrderStatus.EXPIRED,
        OrderStatus.CANCELED,
    }
)
NOTABLE_EVIDENCE = frozenset({OUTSIDE, "fills", "more fills"})


async def decided_about(world: World, person: str, what: str) -> WhyCard:
    """What was decided for a person about a trade, a signal or a symbol; the newest when nothing is named."""
    decision = await find_decision(world, person, what)
    card = await why_card(world, decision)
    return replace(card, steps=await _steps(world, decision), hold=await _held_now(world, person, decision))


async def _steps(world: World, decision: Decision) -> tuple[WhyStep, ...]:
    """Orders of the trade that were held, skipped, doubted, or made by somebody else, oldest first."""
    if decision.trade is None:
        return ()
    orders = await world.view.all(Order, trade=decision.trade)
    audits: dict[str, list[OrderAudit]] = {}
    for audit in await world.view.all(OrderAudit, order={order.id for order in orders}) if orders else ():
        audits.setdefault(audit.order, []).append(audit)
    steps = []
    for order in sorted(orders, key=lambda one: (one.created_at, one.id)):
        told = [one for one in audits.get(order.id, ()) if _is_notable(one)]
        steps += [
            WhyStep(
                purpose=order.purpose.value,
                number=order.number,
                status=one.now.value,
                evidence=one.evidence,
                at=one.at,
            )
            for one in told
        ]
    return tuple(sorted(steps, key=lambda step: step.at)[-STEPS_SHOWN:])


def _is_notable(audit: OrderAudit) -> bool:
    """A step that somebody may ask about: what simply went through is no news."""
    return audit.now in NOTABLE or audit.evidence in NOTABLE_EVIDENCE


async def _held_now(world: World, person: str, decision: Decision) -> tuple[str, str] | None:
    """Why the program holds new entries in this back now, if it does."""
    holds = [one for one in await world.view.all(Switch) if one.scope.startswith(HOLD)]
    if not holds:
        return None
    for portfolio in await world.view.all(Portfolio, person=person):
        found = hold_words(holds, portfolio.id, portfolio.account, decision.symbol)
        if found is not None:
            return found
    return None


async def find_decision(world: World, person: str, what: str) -> Decision:
    """The newest decision that a person may mean by a trade, a signal or a symbol."""
    decisions = await world.view.ask(LastDecisions(person, LOOK_BACK))
    wanted = what.strip().upper()
    for decision in decisions:
        if not wanted or wanted in _names(decision, await why_card(world, decision)):
            return decision
    raise Refusal("no_such_trade" if decisions else "nothing_decided", {"typed": wanted[:40]})


def _names(decision: Decision, card: WhyCard) -> set[str]:
    """How a person may name an entry: by its symbol, its signal's number, or its trade's first letters."""
    names = {card.symbol, card.symbol.split("/")[0], decision.id.upper(), (decision.signal or "").upper()}
    number = card.source.rpartition("#")[2]
    names |= {f"#{number}", number, card.source.upper()} if "#" in card.source else set()
    if decision.trade is not None:
        names |= {decision.trade[:size] for size in range(4, len(decision.trade) + 1)}
        names |= {name.removeprefix("T-") for name in names}
    return names


async def why_card(world: World, decision: Decision) -> WhyCard:
    """A decision as it is shown."""
    source = "by hand"
    if decision.signal is not None:
        signal = await world.view.get(Signal, decision.signal)
        provider = None if signal is None else await world.view.get(Provider, signal.provider)
        if signal is not None and provider is not None:
            source = f"{provider.name} #{signal.number}"
    instrument = world.market.table.get(decision.symbol)
    return WhyCard(
        symbol=decision.symbol,
        source=source,
        taken=decision.code == "",
        trade=decision.trade,
        code=decision.code,
        reasons=decision.reasons,
        change=decision.change,
        currency="" if instrument is None else instrument.quote,
        mode=decision.mode,
        at=decision.at,
    )


@dataclass(frozen=True, slots=True)
class Theirs:
    """What others bound: the community in whose channel a signal was posted, and its provider."""

    server: Bounds | None
    provider: Bounds | None


async def bounds_of(view: View, provider: str | None, channel: str | None) -> Theirs:
    """The bounds that hold for a provider's signals in a channel; none for a trade by hand."""
    if provider is None or channel is None:
        return Theirs(None, None)
    room = await view.get(Channel, channel)
    scopes = server_scope(channel, "" if room is None else room.community), provider_scope(provider)
    found = {row.scope: row for row in await view.all(Bounds, scope=scopes)}
    return Theirs(found.get(scopes[0]), found.get(scopes[1]))


async def load_today(view: View, books: Collection[Book], now: datetime) -> dict[str, Today]:
    """What these portfolios' own books say about today, in at most five reads however many they are."""
    opened = [book for book in books if book.opening is None]
    ids = [book.portfolio.id for book in opened]
    if not ids:
        return {}
    marks = {row.portfolio: row for row in await view.all(DayBook, portfolio=ids)}
    trades = await view.ask(OpenTradesOf(tuple({book.portfolio.person for book in opened})))
    standing: dict[str, list[OpenTrade]] = {}
    of_person: dict[str, int] = {}
    for trade in trades:
        standing.setdefault(trade.portfolio, []).append(trade)
        of_person[trade.person] = of_person.get(trade.person, 0) + 1
    recent: dict[str, list[RecentTrade]] = {}
    # What was planned in the last minute may be yesterday's.
    since = min(midnight(now), now - MINUTE)
    for one in await view.ask(TradesSince(tuple(ids), since)):
        recent.setdefault(one.portfolio, []).append(one)
    flows = await _flows(view, ids, marks)
    return {
        book.portfolio.id: Today(
            day_book=marks.get(book.portfolio.id),
            flows=flows.get(book.portfolio.id, ZERO),
            open_trades=standing.get(book.portfolio.id, ()),
            open_elsewhere=of_person.get(book.portfolio.person, 0) - len(standing.get(book.portfolio.id, ())),
            recent=recent.get(book.portfolio.id, ()),
        )
        for book in opened
    }


async def _flows(view: View, ids: Sequence[str], marks: Mapping[str, DayBook]) -> dict[str, Decimal]:
    """What was paid in since each portfolio's mark; where there is none, since it was opened."""
    flows: dict[str, Decimal] = {}
    unmarked = tuple(one for one in ids if one not in marks)
    rows = list(await view.ask(PaidInto(unmarked))) if unmarked else []
    if marks:
        first = min(mark.marked_at for mark in marks.values())
        rows += [
            row
            for row in await view.ask(PaidInto(tuple(marks), first))
            if row.at > marks[row.portfolio].marked_at
        ]
    for row in rows:
        flows[row.portfolio] = flows.get(row.portfolio, ZERO) + row.amount
    return flows


async def limits_card(world: World, person: str, changed: tuple[str, ...]) -> LimitsCard:
    """What a person allows now, and what will hold later."""
    book = await home_book(world.view, person, world.clock.now())
    rows = await world.view.all(PendingChange, person=person)
    return LimitsCard(
        limits=await world.view.get(Limits, person) or Limits(person=person),
        currency=book.portfolio.currency,
        equity=await book_equity(world, book, {}),
        changed=changed,
        mode=book.portfolio.mode.value,
        waiting=tuple(
            WaitingLine(
                name="brake" if row.scope.startswith("brake:") else row.name,
                value=written(read(row.name, row.value)),
                due_at=row.due_at,
            )
            for row in rows
        ),
    )


async def show_limits(world: World, told: LimitsTold) -> LimitsCard | None:
    """A person's limits after what waited began to hold."""
    return await limits_card(world, told.person, told.names)


async def show_brake(world: World, told: BrakeTold) -> BrakeCard | None:
    """What the brake said. Its numbers are those of the moment at which it spoke."""
    return BrakeCard(mode=told.mode, halts=told.halts, change=told.change, limit=told.limit)


@dataclass(frozen=True, slots=True)
class SizeAsked:
    """What the calculator is asked; None where it was left out."""

    instrument: Instrument
    entry: Price | None
    stop: Price
    target: Price | None
    risk: Decimal | None
    amount: Decimal | None
    commission: Decimal | None
    wins: Decimal | None
    payoff: Decimal | None


async def size_card(world: World, person: str, asked: SizeAsked) -> SizeCard:
    """The calculators' answer (RK-02, RK-03, RK-04). Money is the account's in the instrument's currency."""
    instrument = asked.instrument
    book = await load_book(world.view, person, instrument.quote, world.clock.now())
    broker = await world.brokers.of(book.account.id)
    rules = await broker.rules(instrument)
    if rules is None:
        raise Refusal("not_at_broker", {"venue": broker.venue, "symbol": instrument.symbol})
    entry = asked.entry or (await world.market.quote(instrument)).last
    if entry == asked.stop:
        raise Refusal("stop_at_entry", {"symbol": instrument.symbol, "price": plain(entry)})
    if asked.target is not None and (asked.target > entry) is not (asked.stop < entry):
        side = "BUY" if asked.stop < entry else "SELL"
        facts = {"target": plain(asked.target), "entry": plain(entry), "side": side}
        raise Refusal("wrong_target", facts)
    limits = await world.view.get(Limits, person) or Limits(person=person)
    equity = await book_equity(world, book, {})
    share = None if asked.amount is not None else asked.risk or limits.risk_share
    risk = asked.amount if share is None else equity * share
    commission = asked.commission or ZERO
    wanted = units_for(Decimal(risk or 0), entry, asked.stop, commission, rules.step)
    units = capped(Quantity(wanted), equity * limits.position_share, entry, rules.step)
    record, trades = await _record(world, person, asked)
    return SizeCard(
        mode=book.portfolio.mode.value,
        symbol=instrument.symbol,
        base=instrument.base,
        quote=instrument.quote,
        entry=entry,
        stop=asked.stop,
        target=asked.target,
        risk=Decimal(risk or 0),
        risk_share=share,
        commission=commission,
        units=units,
        value=units * entry,
        loss=units * (abs(entry - asked.stop) + 2 * commission),
        cut=units < wanted,
        reward_risk=None
        if asked.target is None
        else reward_risk(entry, asked.stop, asked.target, rules.fee_rate, commission),
        kelly=() if record is None else _fractions(kelly(*record)),
        win_rate=None if record is None else record[0],
        payoff=None if record is None else record[1],
        trades=trades,
    )


def _fractions(found: Kelly) -> tuple[Decimal, ...]:
    return found.full, found.half, found.quarter


async def _record(
    world: World, person: str, asked: SizeAsked
) -> tuple[tuple[Decimal, Decimal] | None, int | None]:
    """Win rate and payoff: typed, or of one's own closed trades; and how many of those there are."""
    if asked.wins is not None and asked.payoff is not None:
        return (Decimal(asked.wins), Decimal(asked.payoff)), None
    closed = await world.view.all(Trade, person=person, status=TradeStatus.CLOSED)
    results = [trade.side.sign * (trade.proceeds - trade.cost) - trade.fees for trade in closed]
    return record_of(results), len(closed)
