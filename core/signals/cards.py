"""What is shown of signals: the public card, the lines of its thread, and what is told in private."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from core.command import ASKED_PREVIEW
from core.context import World
from core.kernel.money import Price
from core.orders.model import Fill, Order, Purpose, Target, Trade, TradeStatus
from core.portfolio.model import Portfolio
from core.portfolio.views import shown_price
from core.ports.questions import (
    BreakEvenTally,
    DecisionTally,
    FollowTally,
    ModeTally,
    OutcomeTally,
    SilentTally,
    TradeTally,
)
from core.risk.model import ASKED, TOLD, Footprint
from core.signals.answering import choices
from core.signals.doubts import prices_of, scaled
from core.signals.instructions import posted_entry
from core.signals.model import (
    FollowUpCard,
    FollowUpTold,
    HeldBackCard,
    HeldBackTold,
    LedgerEntry,
    PostGoneCard,
    PostGoneTold,
    Provider,
    ProviderLeftTold,
    QuestionCard,
    QuestionKind,
    QuestionLine,
    QuestionTold,
    ReadingItem,
    Score,
    Signal,
    SignalCard,
    SignalName,
    SignalQuestion,
    SignalStatus,
    SignalTold,
    SignalUpdate,
    ThreadLine,
    ThreadTold,
    UpdateLine,
)
from core.signals.outcome import Paid, as_posted, middle, middle_half
from core.signals.reach import reach_of
from core.signals.reading import ReadingKind
from core.signals.results import ProviderLeft

SAMPLE = 200
NOT_SKIPPED = frozenset({"", ASKED, TOLD})
ON_CARD = (QuestionKind.NUMBER, QuestionKind.REPEAT, QuestionKind.TAUGHT)
SILENT = "silent"
APPLIED, OWN_STOP, OVER_LIMIT = "applied", "own_stop", "over_limit"
TOLD_APART = frozenset({APPLIED, OWN_STOP, OVER_LIMIT})


async def show_signal(world: World, told: SignalTold) -> SignalCard | None:
    """The public card of a signal as it stands now."""
    signal = await world.view.get(Signal, told.signal)
    if signal is None:
        return None
    provider = await world.view.get(Provider, signal.provider)
    price = await shown_price(world, signal.symbol)
    decisions = {row.word: row.rows for row in await world.view.ask(DecisionTally(signal.id))}
    silent = await world.view.ask(SilentTally(signal.id, world.clock.now() - ASKED_PREVIEW))
    skips = {code: rows for code, rows in decisions.items() if code not in NOT_SKIPPED}
    skips |= {SILENT: sum(row.rows for row in silent)} if silent else {}
    trades = {row.word: row.rows for row in await world.view.ask(TradeTally(signal.id))}
    modes = {row.word: row.rows for row in await world.view.ask(ModeTally(signal.id))}
    followers = await world.view.ask(FollowTally(signal.provider))
    out = trades.get(TradeStatus.CLOSED.value, 0)
    filled = trades.get(TradeStatus.OPEN.value, 0) + out
    sample = await world.view.page(Trade, signal=signal.id, size=SAMPLE)
    mode, closed = await _closed_of_one_mode(world, sample)
    paid = await first_paid(world, sample)
    updates = await updates_of(world, signal)
    crowd = await world.view.get(Footprint, signal.id)
    parent = None if signal.adds_to is None else await world.view.get(Signal, signal.adds_to)
    return SignalCard(
        signal=signal.id,
        provider="" if provider is None else provider.name,
        number=signal.number,
        symbol=symbol_of(signal),
        direction=signal.direction,
        tier=signal.tier,
        entry_type=signal.entry_type,
        entries=signal.entries,
        stop=signal.stop,
        targets=signal.targets,
        stop_now=signal.stop_now,
        targets_now=signal.targets_now,
        spans=signal.spans,
        reasons=signal.reasons,
        status=signal.status,
        price=price,
        followers=sum(row.rows for row in followers),
        taken=decisions.get("", 0),
        waiting=trades.get(TradeStatus.PLANNED.value, 0),
        filled=filled,
        live=modes.get("live", 0),
        paper=modes.get("paper", 0),
        out=out,
        skipped=sum(skips.values()),
        skips=tuple(sorted(skips.items(), key=lambda one: (-one[1], one[0]))),
        typical_entry=middle([t.cost / t.entered for t in sample if t.entered]),
        delay=middle([seconds(signal.posted_at, t.opened_at) for t in sample if t.opened_at is not None]),
        targets_hit=tuple((one.number, one.at) for one in paid if one.number),
        stop_hit=next((one.at for one in paid if not one.number), None),
        closed=signal.status is SignalStatus.CLOSED or (filled > 0 and out == filled),
        as_posted=score_of(signal, paid, updates),
        mode=mode,
        typical=_typical(closed),
        middle=middle_half([returned(trade) for trade in closed]),
        held=middle([seconds(t.opened_at, t.closed_at) for t in closed if t.opened_at and t.closed_at]),
        updates=await update_lines(world, updates),
        question=await _question(world, signal),
        confirmed_at=signal.confirmed_at,
        adds_to=None if parent is None else parent.number,
        cut=None if crowd is None or crowd.share == 1 else crowd.share,
        seen_at=signal.seen_at,
        closed_at=signal.closed_at,
        seal=await _seal(world, signal),
    )


def symbol_of(signal: Signal) -> str:
    """The instrument as it is shown: what it resolved to, else what was written."""
    return signal.symbol or "/".join(part for part in (signal.base, signal.quote) if part) or "?"


def score_of(signal: Signal, paid: Sequence[Paid], updates: Sequence[SignalUpdate]) -> Score | None:
    """What the signal brought as posted, once all of it is over."""
    return as_posted(posted_entry(signal), signal.stop, signal.targets, signal.direction, paid, updates)


def seconds(since: datetime, until: datetime) -> Decimal:
    """The time between two instants, exact."""
    span = until - since
    return Decimal(span.days * 86_400 + span.seconds) + Decimal(span.microseconds) / 1_000_000


def returned(trade: Trade) -> Decimal:
    """What a closed trade brought, fees in, as a share of what was paid."""
    profit = trade.side.sign * (trade.proceeds - trade.cost) - trade.fees
    return profit / trade.cost if trade.cost else Decimal(0)


def _typical(closed: Sequence[Trade]) -> Score | None:
    share = middle([returned(trade) for trade in closed])
    if share is None:
        return None
    multiples = [returned(trade) * trade.cost / trade.risk for trade in closed if trade.risk]
    return Score(share=share, multiple=middle(multiples))


async def _closed_of_one_mode(world: World, sample: Sequence[Trade]) -> tuple[str, list[Trade]]:
    """Closed trades of live accounts when there are any, else of paper ones: never both in one figure."""
    portfolios = {one.portfolio for one in sample}
    modes = {p.id: p.mode.value for p in await world.view.all(Portfolio, id=portfolios)} if portfolios else {}
    entered = [trade for trade in sample if trade.entered]
    live = any(modes.get(trade.portfolio) == "live" for trade in entered)
    mode = "live" if live else "paper"
    done = [t for t in entered if t.status is TradeStatus.CLOSED and modes.get(t.portfolio, "paper") == mode]
    return mode, done


async def first_paid(world: World, trades: Sequence[Trade]) -> tuple[Paid, ...]:
    """Targets and the stop (0) that paid for at least one follower in the sample, and when the first did."""
    ids = [trade.id for trade in trades if trade.entered]
    if not ids:
        return ()
    orders = await world.view.all(Order, trade=ids, purpose=(Purpose.TARGET, Purpose.STOP))
    numbers = {order.id: order.number for order in orders}
    first: dict[int, datetime] = {}
    for fill in await world.view.all(Fill, trade=ids):
        if fill.order in numbers:
            number = numbers[fill.order]
            first[number] = min(first.get(number, fill.at), fill.at)
    return tuple(Paid(number, at) for number, at in sorted(first.items()))


async def updates_of(world: World, signal: Signal) -> Sequence[SignalUpdate]:
    """A signal's updates, oldest first."""
    found = await world.view.all(SignalUpdate, signal=signal.id)
    return sorted(found, key=lambda update: update.number)


async def update_lines(world: World, updates: Sequence[SignalUpdate]) -> tuple[UpdateLine, ...]:
    """Each action and each note of these updates as a line, with how many it was done for."""
    lines = []
    for update in updates:
        for index, action in enumerate(update.actions):
            tally = {row.word: row.rows for row in await world.view.ask(OutcomeTally(update.id, index))}
            lines.append(
                UpdateLine(
                    number=update.number,
                    at=update.at,
                    source=update.source,
                    action=action,
                    noted=False,
                    stop_was=update.stop_was,
                    targets_was=update.targets_was,
                    applied=tally.get(APPLIED, 0),
                    kept_own=tally.get(OWN_STOP, 0),
                    held_back=tally.get(OVER_LIMIT, 0),
                    unchanged=sum(rows for code, rows in tally.items() if code not in TOLD_APART),
                )
            )
        noted = update.noted or (() if update.actions else (None,))
        lines += [
            UpdateLine(
                number=update.number,
                at=update.at,
                source=update.source,
                action=action,
                noted=True,
                stop_was=update.stop_was,
                targets_was=update.targets_was,
                applied=0,
                kept_own=0,
                held_back=0,
                unchanged=0,
            )
            for action in noted
        ]
    return tuple(lines)


async def _seal(world: World, signal: Signal) -> str:
    entries = await world.view.all(LedgerEntry, chain=signal.channel, message=signal.message)
    return min(entries, key=lambda entry: entry.version).seal if entries else ""


async def text_of(world: World, channel: str, message: str, version: int = 0) -> str:
    """The words of a post, as they were at this version."""
    entries = await world.view.all(LedgerEntry, chain=channel, message=message, version=version)
    return entries[0].text if entries else ""


async def _question(world: World, signal: Signal) -> QuestionLine | None:
    """What stands on the card of a signal that waits, or waited, for its provider."""
    asked = await world.view.all(SignalQuestion, channel=signal.channel, message=signal.message)
    mine = [one for one in asked if one.signals[-1:] == (signal.id,) and one.kind in ON_CARD]
    if not mine:
        return None
    question = mine[-1]
    earlier = await world.view.get(Signal, question.signals[0]) if len(question.signals) > 1 else None
    meant = signal if question.scale is None or question.answer else scaled(signal, question.scale)
    text = await text_of(world, signal.channel, signal.message)
    first = "" if earlier is None else await text_of(world, earlier.channel, earlier.message)
    return QuestionLine(
        question=question.id,
        kind=question.kind,
        answer=question.answer,
        until=question.until,
        answered_at=question.answered_at,
        text=text,
        meant=() if question.scale is None else all_prices(meant.entries, meant.stop, meant.targets),
        earlier=None if earlier is None else earlier.number,
        same_text=bool(first) and first.split() == text.split(),
        choices=choices(question),
    )


def all_prices(entries: Sequence[Price], stop: Price | None, targets: Sequence[Target]) -> tuple[Price, ...]:
    """Entries, stop and targets, in the order in which they are read out."""
    return (*entries, *(() if stop is None else (stop,)), *prices_of(targets))


async def show_thread(world: World, told: ThreadTold) -> ThreadLine | None:
    """One line in a signal's thread."""
    signal = await world.view.get(Signal, told.signal)
    if signal is None:
        return None
    provider = await world.view.get(Provider, signal.provider)
    updates = await updates_of(world, signal)
    sample = await world.view.page(Trade, signal=signal.id, size=SAMPLE)
    protected = await world.view.ask(BreakEvenTally(signal.id, told.number))
    mine = [update for update in updates if update.number == told.number]
    return ThreadLine(
        signal=signal.id,
        provider="" if provider is None else provider.name,
        number=signal.number,
        symbol=symbol_of(signal),
        direction=signal.direction,
        kind=told.kind,
        target=told.number,
        at_break_even=sum(row.rows for row in protected),
        as_posted=score_of(signal, await first_paid(world, sample), updates),
        updates=await update_lines(world, mine) if told.kind.value == "update" else (),
    )


async def show_follow_up(world: World, told: FollowUpTold) -> FollowUpCard | None:
    """What somebody hears about words of theirs that changed nothing."""
    signal = None if told.signal is None else await world.view.get(Signal, told.signal)
    return FollowUpCard(
        code=told.code,
        text=await text_of(world, told.channel, told.message, told.version),
        symbol="" if signal is None else symbol_of(signal),
        direction=None if signal is None else signal.direction,
        number=None if signal is None else signal.number,
        price=await shown_price(world, None if signal is None else signal.symbol),
        actions=(),
    )


async def show_question(world: World, told: QuestionTold) -> QuestionCard | None:
    """A question to a provider, in private."""
    question = await world.view.get(SignalQuestion, told.question)
    if question is None:
        return None
    signals = {one.id: one for one in await world.view.all(Signal, id=list(question.signals))}
    return QuestionCard(
        question=question.id,
        kind=question.kind,
        text=await text_of(world, question.channel, question.message, question.version),
        actions=question.actions,
        signals=tuple(name_of(signals[id_]) for id_ in question.signals if id_ in signals),
        choices=() if question.answer is not None else choices(question),
        answer=question.answer,
        until=question.until,
        read=None if question.kind is not QuestionKind.MODEL else _item(signals[question.signals[-1]]),
    )


def _item(signal: Signal) -> ReadingItem:
    """A signal as an item of its post: what its provider is asked to confirm."""
    return ReadingItem(
        kind=ReadingKind.OPEN,
        tier=signal.tier,
        symbol=signal.symbol,
        direction=signal.direction,
        entry_type=signal.entry_type,
        entries=signal.entries,
        stop=signal.stop,
        targets=prices_of(signal.targets),
        reasons=signal.reasons,
        spans=signal.spans,
    )


def name_of(signal: Signal) -> SignalName:
    """A signal as it is named on a button."""
    return SignalName(
        signal=signal.id, number=signal.number, symbol=symbol_of(signal), direction=signal.direction
    )


async def show_held_back(world: World, told: HeldBackTold) -> HeldBackCard | None:
    """Why a follower's stop was not widened."""
    update = await world.view.get(SignalUpdate, told.update)
    trade = await world.view.get(Trade, told.trade)
    signal = None if update is None else await world.view.get(Signal, update.signal)
    asked = None if update is None else update.actions[told.index].stop
    if update is None or trade is None or signal is None or asked is None:
        return None
    provider = await world.view.get(Provider, signal.provider)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    reach = await reach_of(world, [trade])
    return HeldBackCard(
        provider="" if provider is None else provider.name,
        number=signal.number,
        trade=trade.id,
        symbol=trade.symbol,
        mode="paper" if portfolio is None else portfolio.mode.value,
        asked=Price(asked),
        stop=trade.stop,
        risk=(trade.held or trade.planned) * abs(trade.reference - asked),
        allowed=reach.allowed.get(trade.id, Decimal(0)),
        currency=trade.quote,
    )


async def show_post_gone(world: World, told: PostGoneTold) -> PostGoneCard | None:
    """The post that a follower copied was deleted."""
    signal = await world.view.get(Signal, told.signal)
    trade = await world.view.get(Trade, told.trade)
    if signal is None or trade is None:
        return None
    provider = await world.view.get(Provider, signal.provider)
    portfolio = await world.view.get(Portfolio, trade.portfolio)
    return PostGoneCard(
        provider="" if provider is None else provider.name,
        number=signal.number,
        trade=trade.id,
        symbol=trade.symbol,
        mode="paper" if portfolio is None else portfolio.mode.value,
        stop=trade.stop,
    )


async def show_provider_left(world: World, told: ProviderLeftTold) -> ProviderLeft:
    """A provider left."""
    return ProviderLeft(name=told.name)
