"""A draft's prices held against each other: what was written short is completed, what disagrees is flagged.

Nothing is repaired. A level on the wrong side stays where it was written and the reading says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.kernel.money import Price
from core.market.listing import DEAR
from core.market.model import AssetClass
from core.signals.draft import Draft, Level
from core.signals.profile import Dash, Profile
from core.signals.reading import Direction, EntryType
from core.signals.token import Token

SATOSHI = Decimal("0.00000001")
_ZONE_JOINTS = ("-", "~", "/", "_", "to")
_WIDE = Decimal("2")  # two prices of one zone do not differ by more than this factor
_FAR = Decimal("3")  # a target this many times away from the entry is probably a slip of the hand
_DOLLARS = ("USD", "USDT", "USDC", "EUR")
_ADJACENT = 3  # characters between two prices of one list
_SCALE = Decimal("300")  # levels this far apart were written in different units


@dataclass(frozen=True, slots=True)
class Levels:
    """The prices of an opening trade, ready for a reading."""

    entries: tuple[Price, ...]
    targets: tuple[Price, ...]
    stop: Price | None
    entry_type: EntryType
    direction: Direction | None
    inferred: bool


def settle(draft: Draft, profile: Profile, live: Price | None) -> Levels:
    """The draft's levels; flags and reasons go into the draft."""
    _shortened(draft)
    _triple(draft)
    _by_order(draft)
    if not draft.symbol or draft.symbol.quote == "BTC" or draft.sats:
        _satoshi(draft)
    entries = [level.value for level in draft.entries]
    targets = [level.value for level in draft.targets]
    stop = draft.stops[0].value if draft.stops else None
    kind = _entry_type(draft, profile)
    if (len(entries) == 2 and kind is EntryType.ZONE) or (
        _is_joined_pair(draft.entries) and kind is EntryType.MARKET
    ):
        entries.sort()
    if kind is EntryType.ZONE and len(entries) == 2 and entries[0] == entries[1]:
        entries, kind = entries[:1], EntryType.LIMIT
    direction, inferred = draft.direction, False
    if direction is None:
        direction, inferred = _inferred(entries, targets, stop), True
    _order(draft, direction, entries, targets, stop)
    _scale(draft, [*entries, *targets, *([stop] if stop is not None else [])], live)
    return Levels(
        tuple(map(Price, entries)), tuple(map(Price, targets)), None if stop is None else Price(stop), kind, direction,
        inferred and direction is not None,
    )  # fmt: skip


def _shortened(draft: Draft) -> None:
    """`68-69k` and `2361-64`: the part that was left out is taken from the other price of the pair."""
    for levels in (draft.entries, draft.targets):
        for place in range(len(levels) - 1):
            first, second = levels[place], levels[place + 1]
            if second.joint not in _ZONE_JOINTS or second.line != first.line:
                continue
            if second.token.thousand and not first.token.thousand and first.value * 100 < second.value:
                levels[place] = replace(first, value=first.value * 1000)
            elif first.token.thousand and not second.token.thousand and second.value * 100 < first.value:
                levels[place + 1] = replace(second, value=second.value * 1000)
            else:
                full = _completed(first, second)
                if full is not None:
                    levels[place + 1] = replace(second, value=full)
                    draft.doubt("shortened_price")


def _triple(draft: Draft) -> None:
    """`BTCUSDT L 50k/52k/48k`: entry, target and stop in one, told apart by the side and nothing else."""
    if len(draft.entries) != 3 or draft.has_levels or any(level.joint != "/" for level in draft.entries[1:]):
        return
    entry, *others = draft.entries
    high, low = sorted(others, key=lambda level: -level.value)
    if not high.value > entry.value > low.value or draft.direction is None:
        return
    target, stop = (high, low) if draft.direction is Direction.LONG else (low, high)
    draft.entries, draft.targets, draft.stops = [entry], [target], [stop]
    draft.doubt("roles_by_order")


def _by_order(draft: Draft) -> None:
    """Prices that no word explains, told apart by where they lie: beyond the entry as targets, behind it as the stop.

    Between the entry and the stop, they are rungs. Only asked about, never traded so.
    """
    values = [level.value for level in draft.entries]
    if draft.direction is None or not values or len(values) > 2 or not draft.unread:
        return
    behind = [token for token in draft.unread if token.start > draft.entries[0].token.start]
    prices = [token for token in behind if token.is_price and _like(token.value, values[0])]
    if not prices or len(prices) != len(behind):
        return
    for token in sorted(prices, key=lambda token: token.start):
        _place_by_order(draft, token, max(values), min(values))
    draft.doubt("roles_by_order")


def _place_by_order(draft: Draft, token: Token, high: Decimal, low: Decimal) -> None:
    assert token.value is not None
    sign = 1 if draft.direction is Direction.LONG else -1
    far, near = (high, low) if sign > 0 else (low, high)
    level = Level(token.value, "", token, draft.entries[0].line)
    stop = draft.stops[0].value if draft.stops else None
    if sign * (token.value - far) > 0:
        if _goes_on(draft.targets, level, sign):
            draft.targets.append(level)
    elif sign * (token.value - near) < 0:
        listed = token.start - draft.entries[-1].token.end <= _ADJACENT
        if stop is None and listed:
            draft.entries.append(level)  # a list of entries goes on, with whatever it ends
            draft.ladder = True
        elif stop is None:
            draft.stops.append(level)
        elif sign * (token.value - stop) > 0 and high == low:
            draft.entries.append(level)
            draft.ladder = True


def _like(value: Decimal | None, entry: Decimal) -> bool:
    return value is not None and entry / _WIDE <= value <= entry * _WIDE and value != entry


def _goes_on(targets: Sequence[Level], level: Level, sign: int) -> bool:
    """Whether a further target lies beyond the last one."""
    return not targets or sign * (level.value - targets[-1].value) > 0


def _completed(first: Level, second: Level) -> Decimal | None:
    tail, head = second.token.text, first.token.text
    if not tail.isdigit() or not 1 < len(tail) < len(head) or first.token.thousand or first.value <= 0:
        return None
    if first.value / _WIDE < second.value < first.value * _WIDE or not head.replace(".", "").isdigit():
        return None
    decimals = len(head.partition(".")[2])
    if "." in head and len(tail) > decimals:
        return None
    full = Decimal(head[: len(head) - len(tail)] + tail)
    return full if full * Decimal("0.8") < first.value < full * Decimal("1.25") else None


def _satoshi(draft: Draft) -> None:
    """Whole numbers over ten against bitcoin are satoshi: no coin costs ten bitcoin."""
    levels = [*draft.entries, *draft.targets, *draft.stops]
    whole = bool(levels) and all(
        level.value > 10 and level.value == level.value.to_integral_value() for level in levels
    )
    if not (draft.sats or (whole and draft.symbol and draft.symbol.quote == "BTC")):
        return
    draft.sats = True
    for group in (draft.entries, draft.targets, draft.stops):
        group[:] = [
            replace(level, value=level.value * SATOSHI) if level.value > 1 else level for level in group
        ]


def _is_joined_pair(entries: Sequence[Level]) -> bool:
    return len(entries) == 2 and entries[1].joint in (*_ZONE_JOINTS, "and")


def _entry_type(draft: Draft, profile: Profile) -> EntryType:
    entries = draft.entries
    ranged = len(entries) == 2 and entries[1].joint in ("-", "~", "to")
    pair = len(entries) == 2 and (not draft.ladder or ranged) and not draft.entry_shares
    joined = pair and (entries[1].joint in _ZONE_JOINTS or draft.zone)
    if joined and profile.dash is Dash.TWO_ENTRIES and not draft.zone:
        return EntryType.LADDER
    if draft.market:
        if draft.ladder and entries and not ranged:
            return EntryType.LADDER
        return (
            EntryType.ZONE
            if joined and entries[1].joint in ("-", "to") and draft.entries
            else EntryType.MARKET
        )
    if not entries:
        return EntryType.MARKET
    if joined or (pair and draft.limit and entries[1].joint != "and"):
        return EntryType.ZONE
    if draft.breakout and not draft.limit:
        return EntryType.STOP
    return EntryType.LADDER if len(entries) > 1 else EntryType.LIMIT


def _inferred(
    entries: Sequence[Decimal], targets: Sequence[Decimal], stop: Decimal | None
) -> Direction | None:
    """The side that the order of the prices leaves, when nothing was said and everything agrees."""
    if stop is None or not entries or not targets:
        return None
    if stop < min(entries) and max(entries) < min(targets):
        return Direction.LONG
    if stop > max(entries) and min(entries) > max(targets):
        return Direction.SHORT
    return None


def _order(
    draft: Draft,
    direction: Direction | None,
    entries: Sequence[Decimal],
    targets: Sequence[Decimal],
    stop: Decimal | None,
) -> None:
    if direction is None:
        return
    sign = 1 if direction is Direction.LONG else -1
    entry = [sign * each for each in entries]
    aims = [sign * each for each in targets]
    guard = None if stop is None else sign * stop
    wrong = bool(entry and aims and min(aims) <= min(entry))
    wrong = wrong or (guard is not None and bool(entry) and guard >= min(entry))
    wrong = wrong or (guard is not None and bool(aims) and guard >= min(aims))
    if wrong:
        draft.flags.append("inconsistent_levels")
    elif entry and aims and min(aims) <= max(entry):
        draft.doubt("target_inside_entries")
    if aims != sorted(aims):
        draft.doubt("targets_out_of_order")
    if len(set(aims)) != len(aims):
        draft.doubt("repeated_target")
    _outliers(draft, entries, targets, stop)


def _outliers(
    draft: Draft, entries: Sequence[Decimal], targets: Sequence[Decimal], stop: Decimal | None
) -> None:
    reference = entries[0] if entries else stop
    if reference is None or not targets:
        return
    far = [each for each in targets if not reference / _FAR <= each <= reference * _FAR]
    if far and (len(far) < len(targets) or len(targets) == 1):
        draft.flags.append("outlier_target")
    if stop is not None and entries and not reference / _WIDE <= stop <= reference * _WIDE:
        draft.doubt("stop_far_away")


def _scale(draft: Draft, levels: Sequence[Decimal], live: Price | None) -> None:
    if not levels:
        return
    if max(levels) / min(levels) > _SCALE:
        draft.flags.append("scale_suspect")
    elif live is not None:
        middle = sorted(levels)[len(levels) // 2]
        ratio = live / middle
        if 500 < ratio < 2000 and draft.asset_class is not AssetClass.OPTION:
            draft.flags.append("implied_thousands")
        elif not Decimal("0.5") < ratio < 2:
            draft.flags.append("scale_suspect")
    elif max(levels) < _floor(draft):
        draft.flags.append("implied_thousands")


def _floor(draft: Draft) -> int:
    """What the instrument has not been cheaper than for years; nothing where that is not known."""
    instrument = draft.instrument
    if instrument is None or draft.option is not None or instrument.quote not in _DOLLARS:
        return 0
    return DEAR.get(instrument.base, 0)
