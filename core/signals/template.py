"""A provider's own form of posts, learned from three of them by tapping (row BX-08), and how a post is held against it.

A template is plain data: which signs and words stand for a side, a stop, a target, and which numbers have a role by
their place alone. It knows no numbers. A post that has this form to the last level is retold in words the standard
reader knows; everything that the reader checks, it checks then. A post that does not have it is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.signals.cues import Cue
from core.signals.pieces import Group, Shape, key, shape
from core.signals.profile import Role, Template
from core.signals.reading import Direction, Reading, ReadingKind, Tier
from core.signals.token import Kind, Token

TAUGHT = "taught"  # the reason of a reading that only a template made
DIFFERS = "taught_differs"  # the standard reader and the template read different things
STRANGERS_MAX = 2  # words that nobody knows, in a post that has the form

CUES = {Role.ENTRY: Cue.ENTRY, Role.STOP: Cue.STOP, Role.TARGET: Cue.TARGET}
SIDED = {
    Cue.LONG: Direction.LONG, Cue.BUY: Direction.LONG, Cue.SHORT: Direction.SHORT, Cue.SELL: Direction.SHORT,
}  # fmt: skip
# Words with these meanings change nothing about what a post is. With any other, it may be talk or a follow-up.
HARMLESS = frozenset(
    {
        None, *SIDED, *CUES.values(), Cue.FILL, Cue.AT, Cue.TO, Cue.AND, Cue.PAIR, Cue.SIDE, Cue.DOLLARS, Cue.WORTH,
        Cue.LEVERAGE, Cue.CROSS, Cue.ISOLATED, Cue.SIZE, Cue.RISK, Cue.QUANTITY, Cue.RATIO, Cue.LABEL, Cue.MARKET,
        Cue.LIMIT, Cue.ZONE, Cue.UNITS, Cue.CENTS, Cue.TIMES, Cue.THOUSAND,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retold:
    """A post in words that the reader knows, and what must come of it: anything else is no reading of this form."""

    tokens: list[Token]
    direction: Direction | None
    side: int | None  # the place of the word or sign that names it, among the post's own tokens
    places: dict[Role, list[int]]  # the numbers of each role, likewise

    def fits(self, reading: Reading) -> bool:
        """Whether the reading holds exactly the levels that the form has."""
        found = {
            Role.ENTRY: len(reading.entries),
            Role.STOP: 0 if reading.stop is None else 1,
            Role.TARGET: len(reading.targets),
        }
        return (
            reading.kind is ReadingKind.OPEN
            and reading.instrument is not None
            and found == {role: len(places) for role, places in self.places.items()}
            and self.direction in (None, reading.direction)
        )


def retell(template: Template, tokens: Sequence[Token]) -> Retold | None:
    """The post in known words, when it has this form; None for everything else."""
    parts = shape(tokens, [word for word, _ in template.sides])
    if parts.symbol is None or any(token.text == "?" for token in tokens):
        return None
    side = _side(template, parts)
    if side is None:
        return None
    filled = _fill(template, parts, side)
    if filled is None or not _quiet(template, parts, {*side.places, *filled.anchors}):
        return None
    words: dict[int, Cue] = {**dict.fromkeys(filled.anchors, Cue.FILL), **filled.leads}
    if side.cue is not None:
        words |= {place: (side.cue if nth == 0 else Cue.FILL) for nth, place in enumerate(side.places)}
    filler = {place for place in parts.pieces if parts.key(place) in template.filler}
    words = {**dict.fromkeys(filler - words.keys(), Cue.FILL), **words}
    places = {role: [place for r, run in filled.runs if r is role for place in run] for role in Role}
    return Retold(_written(parts, words, filled.runs), side.direction, side.at, places)


@dataclass(frozen=True, slots=True)
class _Side:
    places: tuple[int, ...]
    direction: Direction | None
    cue: Cue | None
    at: int | None


def _side(template: Template, parts: Shape) -> _Side | None:
    """The side that the post names in its own sign; one that is missing, or two, is not this form."""
    sides = dict(template.sides)
    own = [place for place in parts.pieces if parts.key(place) in sides]
    if own:
        named = {sides[parts.key(place)] for place in own}
        if len(named) != 1:
            return None
        direction = named.pop()
        cue = Cue.LONG if direction is Direction.LONG else Cue.SHORT
        return _Side(tuple(own), direction, cue, own[0])
    common = [place for place in parts.pieces if parts.tokens[place].cue in SIDED]
    if template.side_told and not common:
        return None
    return _Side((), None, None, common[0] if common else None)


@dataclass(slots=True)
class _Filled:
    """Which numbers went into which slot; anchors that were met; of these, what stands right before its numbers."""

    runs: list[tuple[Role, tuple[int, ...]]]
    anchors: list[int]
    leads: dict[int, Cue]


def _fill(template: Template, parts: Shape, side: _Side) -> _Filled | None:
    """Every number in its slot, in order and to the last one, or nothing."""
    out = _Filled([], [], {})
    counts = [0] * len(template.slots)
    at = -1
    for group in parts.groups:
        step = _step(template, parts, group, side, at)
        if step is None:
            return None
        at, met = step
        _note(template.slots[at].role, parts, group, met, out)
        left = list(group.numbers)
        while left:
            slot = template.slots[at]
            room = slot.most - counts[at]
            taken, left = left[:room], left[room:]
            if not taken:
                return None
            counts[at] += len(taken)
            out.runs.append((slot.role, tuple(taken)))
            if left:
                at += 1
                if at >= len(template.slots) or template.slots[at].anchor:
                    return None
    whole = all(slot.least <= count <= slot.most for slot, count in zip(template.slots, counts, strict=True))
    return out if whole else None


def _step(
    template: Template, parts: Shape, group: Group, side: _Side, at: int
) -> tuple[int, tuple[int, ...]] | None:
    """The slot that a group belongs to, and the anchor before it: the next one, or one more group of the same."""
    slots = template.slots
    following = at + 1
    met = _anchor(template, parts, group, side, slots[following].role) if following < len(slots) else None
    if met is not None and tuple(parts.key(place) for place in met) == slots[following].anchor:
        return following, met
    again = slots[at].again if at >= 0 else None
    if again is not None:
        met = _anchor(template, parts, group, side, slots[at].role)
        if met is not None and tuple(parts.key(place) for place in met) == again:
            return at, met
    return None


def _anchor(
    template: Template, parts: Shape, group: Group, side: _Side, role: Role
) -> tuple[int, ...] | None:
    """The words and signs before a group that count, or None where one of them speaks against this role."""
    known = {word for slot in template.slots for word in (*slot.anchor, *(slot.again or ()))}
    met: list[int] = []
    for place in group.before:
        token = parts.tokens[place]
        if place in side.places:
            met = []
        elif key(token) in known:
            met.append(place)
        elif _speaks_against(template, token, role):
            return None
    return tuple(met)


def _speaks_against(template: Template, token: Token, role: Role) -> bool:
    """A word that names another role to everybody, or a plain mark that this form does not know."""
    if token.cue in CUES.values():
        return token.cue is not CUES[role]
    return token.kind is Kind.MARK and token.text.isascii() and token.text not in template.filler


def _note(role: Role, parts: Shape, group: Group, met: tuple[int, ...], out: _Filled) -> None:
    out.anchors += met
    if met and met[-1] + 1 == group.numbers[0]:
        out.leads[met[-1]] = CUES[role]


def _quiet(template: Template, parts: Shape, meant: set[int]) -> bool:
    """Whether no word of the post speaks of anything but this trade, and few are unknown."""
    strangers = 0
    for place in parts.pieces:
        token = parts.tokens[place]
        if place in meant or key(token) in template.filler:
            continue
        if token.cue not in HARMLESS:
            return False
        strangers += token.kind is Kind.WORD and token.cue is None
    return strangers <= STRANGERS_MAX


def _written(parts: Shape, words: dict[int, Cue], runs: list[tuple[Role, tuple[int, ...]]]) -> list[Token]:
    """The tokens with every word in its meaning, a role before each run, and a joint where a run has none."""
    leads = {run[0]: role for role, run in runs}
    joined = {number: joint for role, run in runs for number, joint in _joints(parts, role, run)}
    out: list[Token] = []
    for place, token in enumerate(parts.tokens):
        if place in leads and words.get(place - 1) is not CUES[leads[place]]:
            role = leads[place]
            out.append(Token(Kind.WORD, "", token.start, token.start, role.value, CUES[role]))
        if place in joined:
            out.append(Token(Kind.MARK, joined[place], token.start, token.start))
        if place in words:
            token = token._replace(kind=Kind.WORD, word=key(token), cue=words[place])
        elif place == parts.symbol:
            token = token._replace(kind=Kind.SYMBOL, cue=None)
        out.append(token)
    return out


def _joints(parts: Shape, role: Role, run: tuple[int, ...]) -> list[tuple[int, str]]:
    """`3.4 3.5k`: two entries are one zone, and a k that is written once holds for its group."""
    numbers = [parts.tokens[place] for place in run]
    shared = len({number.thousand for number in numbers}) > 1
    if role is Role.STOP or len(run) < 2 or not (shared or (role is Role.ENTRY and len(run) == 2)):
        return []
    mark = "-" if role is Role.ENTRY else "/"
    return [(place, mark) for place in run[1:] if not _is_joined(parts, place)]


def _is_joined(parts: Shape, place: int) -> bool:
    before = parts.tokens[place - 1]
    return before.text in "-~/_" or before.cue is Cue.TO


def merged(readings: tuple[Reading, ...], told: Reading, *, proven: bool) -> tuple[Reading, ...]:
    """The standard reader's word, and a template's where the standard reader found nothing or was not sure.

    A report stays a report. Where the two contradict each other nobody trades without being asked. `proven`: this
    template has been right often enough; before that, what it alone reads is asked about.
    """
    if any(reading.kind is ReadingKind.RESULT for reading in readings):
        return readings
    told = replace(told if proven else marked(told, TAUGHT), taught=True)
    opened = [one for one in readings if one.kind is ReadingKind.OPEN]
    if not opened:
        return (told,)
    if len(opened) > 1 or differs(opened[0], told):
        return tuple(marked(one, DIFFERS) if one.kind is ReadingKind.OPEN else one for one in readings)
    return readings if opened[0].tier is Tier.AUTO else (told,)


def differs(standard: Reading, told: Reading) -> bool:
    """Whether two readings of one post say different things; a level that one of them has not is no difference."""
    if standard.instrument != told.instrument or _unlike(standard.direction, told.direction):
        return True
    if _unlike(standard.stop, told.stop):
        return True
    sure = standard.tier is Tier.AUTO
    return sure and (standard.entries, standard.targets) != (told.entries, told.targets)


def _unlike(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def marked(reading: Reading, reason: str) -> Reading:
    """The reading with one more reason to ask first."""
    reasons = reading.reasons if reason in reading.reasons else (*reading.reasons, reason)
    return replace(reading, tier=Tier.CONFIRM, reasons=reasons)
