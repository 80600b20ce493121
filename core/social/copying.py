"""What copying a signal means for a follower: pure, from the signal to what is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.kernel.money import Price, plain
from core.kernel.values import quick, replace
from core.market.model import Instrument
from core.orders.model import Side, Target
from core.orders.proposal import Wanted, equal_targets
from core.risk.limits import Bounds
from core.risk.model import BY_RISK, Footprint, SizeMode, Sizing
from core.signals.model import Signal
from core.signals.reading import Direction, EntryType
from core.social.model import CopySettings, Follow, Paused

# How sure the reading is, as people are told (storyboard, scene 5).
SURE = {"auto": "clear", "confirm": "check", "ignore": "chat"}


def unclear(entry_type: EntryType | None, entries: tuple[Price, ...]) -> bool:
    """A breakout without its price is not guessed."""
    return entry_type is EntryType.STOP and not entries


def side_of(direction: Direction) -> Side:
    """The side that opens a position in this direction."""
    return Side.BUY if direction is Direction.LONG else Side.SELL


def posted_price(entries: tuple[Price, ...], direction: Direction) -> Price | None:
    """The price that chase and size are measured from: as written, of a zone the end that is paid last."""
    if not entries:
        return None
    return max(entries) if direction is Direction.LONG else min(entries)


@quick
@dataclass(frozen=True, slots=True)
class Terms:
    """What a follow means for one signal: its size mode with its facts, its own bounds, whether it waits."""

    sizing: Sizing = BY_RISK
    own: Bounds | None = None
    paused: tuple[str, str, str] | None = None
    target_shares: tuple[Decimal, ...] | None = None
    crowd: Footprint | None = None


def sizing_of(chosen: CopySettings, leader_share: Decimal | None, kelly_share: Decimal | None) -> Sizing:
    """The size mode of a follow with the fact that it needs, or what is missing."""
    missing = ""
    if chosen.size in (SizeMode.MIRROR, SizeMode.FACTOR) and leader_share is None:
        missing = "no_leader"
    if chosen.size is SizeMode.KELLY and kelly_share is None:
        missing = "few_trades"
    return Sizing(
        mode=chosen.size,
        figure=chosen.figure,
        leader_share=leader_share,
        kelly_share=kelly_share,
        missing=missing,
    )


def terms_of(
    follow: Follow,
    name: str,
    leader_share: Decimal | None,
    kelly_share: Decimal | None,
    target_shares: tuple[Decimal, ...] | None = None,
    crowd: Footprint | None = None,
) -> Terms:
    """The terms of one follow. `target_shares` are the provider's, where the person chose none."""
    chosen = follow.chosen
    paused = None
    if follow.paused is Paused.BY_YOU:
        paused = (name, "", "")
    elif follow.paused is Paused.BY_LOSS:
        paused = (name, plain(follow.paused_at_loss), plain(-chosen.loss_share))
    return Terms(
        sizing=sizing_of(chosen, leader_share, kelly_share),
        own=None if follow.settings is None else chosen.bounds,
        paused=paused,
        target_shares=chosen.bounds.target_shares or target_shares,
        crowd=crowd,
    )


NO_TERMS = Terms()


def wanted_of(signal: Signal, instrument: Instrument, *, asked: bool, terms: Terms = NO_TERMS) -> Wanted:
    """The entry that this signal asks of a follower, on the terms of their follow, with the exits
    that stand now."""
    wanted = wanted_entry(
        instrument,
        signal.direction,
        signal.entries,
        signal.stop_now,
        shared(signal.targets_now, terms.target_shares),
        asked=asked,
        signal=signal,
        reading=SURE[signal.tier.value],
        entry_type=signal.entry_type,
    )
    return replace(
        wanted,
        sizing=terms.sizing,
        own=terms.own,
        paused=terms.paused,
        provider=signal.provider,
        channel=signal.channel,
        leverage=signal.leverage,
        adding=signal.adds_to is not None,
        crowd=terms.crowd,
    )


def shared(targets: tuple[Target, ...], shares: tuple[Decimal, ...] | None) -> tuple[Target, ...]:
    """Targets with other shares, where there are as many; as they were read otherwise."""
    if shares is None or len(shares) != len(targets):
        return targets
    return tuple(Target(target.price, share) for target, share in zip(targets, shares, strict=True))


def wanted_entry(
    instrument: Instrument,
    direction: Direction,
    entries: tuple[Price, ...],
    stop: Price | None,
    targets: tuple[Target, ...],
    *,
    asked: bool,
    signal: Signal | None,
    reading: str,
    entry_type: EntryType = EntryType.LIMIT,
) -> Wanted:
    """An entry as read in a post, whoever posted it.

    A breakout waits for its price and then pays at most max chase more; a ladder buys equal parts at each price.
    """
    posted = posted_price(entries, direction)
    ladder = entries if entry_type is EntryType.LADDER and len(entries) > 1 else ()
    return Wanted(
        instrument=instrument,
        side=side_of(direction),
        posted=posted,
        limit=None,
        stop=stop,
        targets=targets,
        copied=True,
        asked=asked,
        amount=None,
        posted_at=None if signal is None else signal.posted_at,
        triggered_by="manual" if signal is None else f"signal:{signal.id}",
        signal=None if signal is None else signal.id,
        share=None if signal is None else signal.size_share,
        reading=reading,
        trigger=posted if entry_type is EntryType.STOP else None,
        ladder=equal_targets(ladder),
    )
