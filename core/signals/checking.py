"""What stands against a draft before it is posted: a plain function from a reading to findings (row BX-09)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.kernel.money import Price, plain
from core.signals.reading import Direction, EntryType, Reading, ReadingKind, Tier
from core.signals.results import Finding

FEW = 5
_THIN = Decimal(1)
_FAR = Decimal("0.20")


def check(readings: Sequence[Reading], prices: dict[str, Decimal]) -> tuple[Finding, ...]:
    """Every finding about a post: those that block first."""
    opening = [one for one in readings if one.kind is ReadingKind.OPEN and one.tier is not Tier.IGNORE]
    if not opening:
        return (_finding("no_trade", blocks=True),)
    found = [finding for reading in opening for finding in _one(reading, prices)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def small_followers(looked_at: int, small: int, targets: int) -> tuple[Finding, ...]:
    """How many followers cannot split this over its targets; said of five and more, so that nobody is meant."""
    if targets < 2 or looked_at < FEW or not small:
        return ()
    share = Decimal(small * 100 // looked_at)
    return (_finding("small_followers", share=plain(share), targets=str(targets)),)


def ratios(reading: Reading, live: Decimal | None) -> tuple[Decimal, ...]:
    """Reward over risk of each target; nothing when a level is missing or on the wrong side."""
    entry = _entry(reading) or live
    if entry is None or reading.stop is None or reading.direction is None:
        return ()
    sign = 1 if reading.direction is Direction.LONG else -1
    risk = sign * (entry - reading.stop)
    if risk <= 0:
        return ()
    return tuple(sign * (target - entry) / risk for target in reading.targets)


def _one(reading: Reading, prices: dict[str, Decimal]) -> list[Finding]:
    found = []
    if reading.instrument is None:
        found.append(_finding("unknown_symbol", blocks=True, typed=reading.base or "?"))
    live = None if reading.instrument is None else prices.get(reading.instrument.symbol)
    base = reading.base or "?"
    if reading.direction is None:
        found.append(_finding("no_side", blocks=True, base=base))
    if reading.stop is None:
        found.append(_finding("no_stop", blocks=True))
    if reading.entry_type is EntryType.STOP and not reading.entries:
        found.append(_finding("entry_form", blocks=True))
    numbers = _numbers(reading, live, base)
    short = {dict(finding.facts).get("written") for finding in numbers}
    # A number that was written short is on neither side before it is written whole.
    found += [finding for finding in _sides(reading) if not short & {value for _, value in finding.facts}]
    found += numbers
    if not reading.targets:
        found.append(_finding("no_target"))
    thin = [ratio for ratio in ratios(reading, live) if 0 < ratio < _THIN]
    if thin:
        found.append(_finding("thin", ratio=plain(thin[0].quantize(Decimal("0.01")))))
    return found


def _sides(reading: Reading) -> list[Finding]:
    """Levels on the wrong side of the entry."""
    entry = _entry(reading)
    if entry is None or reading.direction is None:
        return []
    sign = 1 if reading.direction is Direction.LONG else -1
    at, side = plain(entry), reading.direction.value
    found = []
    if reading.stop is not None and sign * (entry - reading.stop) <= 0:
        found.append(_finding("wrong_stop", blocks=True, stop=plain(reading.stop), entry=at, side=side))
    wrong = [target for target in reading.targets if sign * (target - entry) <= 0]
    if wrong:
        found.append(_finding("wrong_target", blocks=True, target=plain(wrong[0]), entry=at, side=side))
    return found


def _numbers(reading: Reading, live: Decimal | None, base: str) -> list[Finding]:
    """Numbers that would be asked about before anything trades."""
    levels = [*reading.entries, *([reading.stop] if reading.stop is not None else []), *reading.targets]
    if live is None or not levels:
        return []
    price = plain(live)
    found = [
        _finding("short_number", written=plain(level), meant=plain(level * scale), base=base, price=price)
        for level in levels
        for scale in (Decimal(1000), Decimal("0.001"))
        if level * scale * 2 > live > level * scale / 2 and not level * 2 > live > level / 2
    ]
    entry = _entry(reading)
    if not found and entry is not None and abs(entry - live) > live * _FAR:
        found.append(_finding("far", entry=plain(entry), base=base, price=price))
    return found[:3]


def _entry(reading: Reading) -> Price | None:
    if not reading.entries:
        return None
    return max(reading.entries) if reading.direction is Direction.LONG else min(reading.entries)


def _finding(code: str, *, blocks: bool = False, **facts: str) -> Finding:
    return Finding(code=code, facts=tuple(sorted(facts.items())), blocks=blocks)
