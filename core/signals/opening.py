"""New signals out of readings: numbered, judged once more by price and by what was posted before, put on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.command import ASKED_PREVIEW
from core.context import World
from core.notices.tell import notice, tell
from core.orders.model import TradeStatus
from core.ports.questions import DecisionTally, FollowTally, SilentTally, TradeTally
from core.ports.store import Unit
from core.risk.model import ASKED
from core.signals.answering import withdraw
from core.signals.doubts import number_doubt, repeats
from core.signals.instructing import Word, ask
from core.signals.making import opening, signal_of
from core.signals.model import (
    LedgerEntry,
    Provider,
    QuestionKind,
    Signal,
    SignalAccepted,
    SignalStatus,
    SignalTold,
)
from core.signals.reading import Reading
from core.signals.template import TAUGHT

Prices = Mapping[str, Decimal]
SUGGESTED = 200  # the place in its post of what a language model read there


async def open_signals(
    world: World, unit: Unit, word: Word, readings: Sequence[Reading], entry: LedgerEntry, prices: Prices
) -> tuple[str, ...]:
    """New signals of a post. Those in doubt wait for their provider's word; the others go to the followers."""
    signals = await _numbered(unit, word.provider, readings, entry)
    earlier = await unit.all(Signal, provider=word.provider, status=(SignalStatus.OPEN, SignalStatus.WAITING))
    known = sorted(earlier, key=lambda one: one.number)
    known = await _told_plainly(world, unit, signals, known)
    signals = [await _judged(world, unit, word, signal, known, prices) for signal in signals]
    await unit.add(signals)
    unit.record(
        *(
            SignalAccepted(signal.id)
            for signal in signals
            if signal.symbol is not None and signal.status is SignalStatus.OPEN
        )
    )
    await tell(unit, [notice(world, SignalTold(signal.id), channel=entry.chain) for signal in signals])
    return tuple(signal.id for signal in signals)


async def _told_plainly(
    world: World, unit: Unit, signals: Sequence[Signal], earlier: Sequence[Signal]
) -> list[Signal]:
    """The earlier signals, without what a language model read and nobody confirmed: a post that says the same trade
    in plain words takes back the question about it, instead of being taken for a repeat."""
    unconfirmed = [one for one in earlier if one.item == SUGGESTED and one.status is SignalStatus.WAITING]
    for signal in signals:
        same = repeats(signal, unconfirmed)
        if same is not None:
            await withdraw(world, unit, same.channel, same.message)
    return [one for one in earlier if one not in unconfirmed]


async def _judged(
    world: World, unit: Unit, word: Word, signal: Signal, earlier: Sequence[Signal], prices: Prices
) -> Signal:
    doubt = number_doubt(signal, prices.get(signal.symbol or ""))
    if doubt is not None:
        await ask(world, unit, word, QuestionKind.NUMBER, [signal.id], scale=doubt.scale)
        return replace(signal, status=SignalStatus.WAITING)
    again = repeats(signal, earlier)
    if again is not None and await concerns_anybody(world, unit, again):
        await ask(world, unit, word, QuestionKind.REPEAT, [again.id, signal.id])
        return replace(signal, status=SignalStatus.WAITING)
    if TAUGHT in signal.reasons:
        await ask(world, unit, word, QuestionKind.TAUGHT, [signal.id])
        return replace(signal, status=SignalStatus.WAITING)
    return signal


async def concerns_anybody(world: World, unit: Unit, earlier: Signal) -> bool:
    """Whether somebody is in the earlier signal, on the way in, asked, or not yet decided about.

    Where everybody was skipped there is nothing to add to and nothing to repeat.
    """
    if earlier.status is SignalStatus.WAITING:
        return True
    trades = {row.word: row.rows for row in await unit.ask(TradeTally(earlier.id))}
    if any(trades.get(status.value) for status in (TradeStatus.PLANNED, TradeStatus.OPEN)):
        return True
    decisions = {row.word: row.rows for row in await unit.ask(DecisionTally(earlier.id))}
    silent = await unit.ask(SilentTally(earlier.id, world.clock.now() - ASKED_PREVIEW))
    if decisions.get(ASKED, 0) > sum(row.rows for row in silent):
        return True
    followers = sum(row.rows for row in await unit.ask(FollowTally(earlier.provider)))
    return sum(decisions.values()) < followers


async def open_late(
    world: World, unit: Unit, word: Word, readings: Sequence[Reading], entry: LedgerEntry
) -> tuple[str, ...]:
    """An edit made a signal of what was none: nothing is opened, its provider is asked."""
    signals = [
        replace(signal, status=SignalStatus.WAITING)
        for signal in await _numbered(unit, word.provider, readings, entry)
    ]
    await unit.add(signals)
    for signal in signals:
        await ask(world, unit, word, QuestionKind.LATE, [signal.id])
    return tuple(signal.id for signal in signals)


async def offer_suggested(world: World, unit: Unit, word: Word, reading: Reading, entry: LedgerEntry) -> bool:
    """A trade that a language model read: nothing is opened, its provider is asked. False where it stands already."""
    provider = await unit.get(Provider, word.provider)
    assert provider is not None
    signal = signal_of(provider, provider.signals + 1, SUGGESTED, reading, entry)
    earlier = await unit.all(Signal, provider=provider.id, status=(SignalStatus.OPEN, SignalStatus.WAITING))
    if repeats(signal, sorted(earlier, key=lambda one: one.number)) is not None:
        return False
    unread = [one.id for one in earlier if one.message == entry.message]
    await unit.put([replace(provider, signals=provider.signals + 1)])
    await unit.add([replace(signal, status=SignalStatus.WAITING)])
    await ask(world, unit, word, QuestionKind.MODEL, [*unread, signal.id])
    return True


async def _numbered(
    unit: Unit, provider_id: str, readings: Sequence[Reading], entry: LedgerEntry
) -> list[Signal]:
    provider = await unit.get(Provider, provider_id)
    found = opening(readings)
    if provider is None or not found:
        return []
    await unit.put([replace(provider, signals=provider.signals + len(found))])
    return [
        signal_of(provider, provider.signals + count, item, reading, entry)
        for count, (item, reading) in enumerate(found, start=1)
    ]
