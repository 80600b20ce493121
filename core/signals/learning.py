"""From answered posts to a template, or why there is none (row BX-08).

A template that does not give back exactly what was tapped in each of its posts is not handed out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from core.market.symbols import SymbolTable
from core.signals.cues import Cue
from core.signals.lessons import NONE, Lesson, numbers_of, taken_apart, tapped
from core.signals.normalise import normalise
from core.signals.numbers import style_of
from core.signals.pieces import Group, Shape
from core.signals.profile import TARGETS_MAX, Decimals, Profile, Role, Slot, Template
from core.signals.read import lexed, retold
from core.signals.reading import Direction, Reading
from core.signals.template import CUES, HARMLESS, SIDED, retell
from core.signals.token import Kind

POSTS = 3
ENTRIES_MAX = 4
ANCHOR_MAX = 3  # words and signs right before a group
# Words that say that something is no instruction: no template makes them say anything else.
_TALK = frozenset(
    {
        Cue.RESULT, Cue.PAST, Cue.CONDITION, Cue.HEDGE, Cue.QUESTION, Cue.EXAMPLE, Cue.EXECUTED, Cue.PROMO,
        Cue.INJECTION, Cue.NEGATION,
    }
)  # fmt: skip


class NotLearned(Exception):
    """Why the three posts make no template: a stable code, the number of the post, and words that matter."""

    def __init__(self, code: str, post: int = 0, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.post = post
        self.facts = facts


@dataclass(frozen=True, slots=True)
class _Told:
    """One post with its answers carried out."""

    lesson: Lesson
    parts: Shape
    side: int | None
    direction: Direction | None
    roles: dict[int, Role]

    def places(self, role: Role) -> list[int]:
        """The numbers of this role."""
        return [place for place, given in self.roles.items() if given is role]


def understood(lesson: Lesson, profile: Profile, table: SymbolTable) -> Reading:
    """How one answered post would be read, for its writer to look at. Raises `NotLearned`."""
    form = learn([lesson], profile, table)
    reading = retold(lesson.text, profile=replace(profile, template=form), table=table)
    assert reading is not None  # `learn` has read it back
    return reading


def guessed(lesson: Lesson, earlier: Sequence[Lesson], profile: Profile, table: SymbolTable) -> Lesson:
    """A further post with the answers that the form of the earlier ones gives, for its writer to say yes to."""
    try:
        form = learn(earlier, profile, table)
    except NotLearned:
        return lesson
    told = retell(form, lexed(lesson.text, profile, table))
    if told is None or retold(lesson.text, profile=replace(profile, template=form), table=table) is None:
        return lesson
    rows = [told.places[role] for role in (Role.ENTRY, Role.STOP, Role.TARGET)]
    levels = [f"{row[0]}-{row[-1]}" if row else NONE for row in rows]
    return replace(lesson, answers=(NONE if told.side is None else str(told.side), *levels))


def learn(lessons: Sequence[Lesson], profile: Profile, table: SymbolTable) -> Template:
    """The form that answered posts have in common. Raises `NotLearned` with what stands against it."""
    told = [_told(lesson, profile, table, number) for number, lesson in enumerate(lessons, start=1)]
    slots = _slots(told)
    sides = _sides(told)
    form = Template(
        slots=slots,
        sides=tuple(sorted(sides.items())),
        side_told=all(one.side is not None for one in told),
        filler=_filler(told, slots, sides),
        decimals=_decimals(told),
    )
    if not form.side_told and not any(slot.anchor for slot in slots):
        raise NotLearned("only_numbers")
    for number, one in enumerate(told, start=1):
        _read_back(form, one, number, profile, table)
    return form


def _told(lesson: Lesson, profile: Profile, table: SymbolTable, number: int) -> _Told:
    parts = taken_apart(lesson, profile, table)
    if parts.symbol is None:
        raise NotLearned("symbol_beside", number)
    taken = tapped(lesson, parts)
    roles = {place: role for role, places in taken.items() for place in places}
    left = [place for place in numbers_of(parts) if place not in roles]
    if left:
        raise NotLearned("left_over", number, number=parts.tokens[left[0]].text)
    _must_suffice(taken, number)
    side = None if not lesson.answers or lesson.answers[0] == NONE else int(lesson.answers[0])
    direction = _way(parts, taken)
    if direction is None:
        raise NotLearned("order", number)
    token = None if side is None else parts.tokens[side]
    if token is not None and token.cue in SIDED and SIDED[token.cue] is not direction:
        raise NotLearned("side", number, word=token.text, side=direction.value)
    return _Told(lesson, parts, side, direction, roles)


def _must_suffice(taken: dict[Role, list[int]], number: int) -> None:
    if not taken.get(Role.STOP) and not taken.get(Role.TARGET):
        raise NotLearned("no_levels", number)
    if sum(bool(places) for places in taken.values()) < 2:
        raise NotLearned("one_level", number)
    if len(taken.get(Role.STOP, ())) > 1:
        raise NotLearned("stops", number)
    if len(taken.get(Role.ENTRY, ())) > ENTRIES_MAX or len(taken.get(Role.TARGET, ())) > TARGETS_MAX:
        raise NotLearned("numbers", number)


def _way(parts: Shape, taken: dict[Role, list[int]]) -> Direction | None:
    """The side that the order of the levels leaves; None where they contradict each other."""
    rows = [_values(parts, taken.get(role, [])) for role in (Role.STOP, Role.ENTRY, Role.TARGET)]
    rows = [row for row in rows if row]
    if all(max(low) < min(high) for low, high in pairwise(rows)):
        return Direction.LONG
    if all(min(low) > max(high) for low, high in pairwise(rows)):
        return Direction.SHORT
    return None


def _values(parts: Shape, places: Sequence[int]) -> list[Decimal]:
    """Prices of a row; a k that is written once holds for all of it."""
    tokens = [parts.tokens[place] for place in places]
    most = max((token.value or Decimal(0) for token in tokens if token.thousand), default=Decimal(0))
    return [
        value * 1000 if not token.thousand and value * 100 < most else value
        for token in tokens
        if (value := token.value) is not None
    ]


# -- what the posts have in common ---------------------------------------------------------------------------


def _slots(told: Sequence[_Told]) -> tuple[Slot, ...]:
    runs = [_runs(one) for one in told]
    first = [role for role, _, _ in runs[0]]
    for number, other in enumerate(runs[1:], start=2):
        if [role for role, _, _ in other] != first:
            raise NotLearned("other_order", number)
    out = []
    for at, role in enumerate(first):
        groups = [(one, run[at][1]) for one, run in zip(told, runs, strict=True)]
        anchors = [(one, _before(one, begun[0])) for one, begun in groups]
        further = [(one, _before(one, group)) for one, begun in groups for group in begun[1:]]
        counts = [run[at][2] for run in runs]
        out.append(
            Slot(
                role=role,
                anchor=_common(anchors, role),
                least=1 if role is Role.TARGET else min(counts),
                most=TARGETS_MAX if role is Role.TARGET else max(counts),
                again=_common(further, role) if further else None,
            )
        )
    return tuple(out)


def _runs(one: _Told) -> list[tuple[Role, list[Group], int]]:
    """Neighbouring numbers of one role, with the groups that they begin and how many they are."""
    runs: list[tuple[Role, list[Group], int]] = []
    for group in one.parts.groups:
        for nth, place in enumerate(group.numbers):
            role = one.roles[place]
            if runs and runs[-1][0] is role:
                if nth == 0:
                    runs[-1][1].append(group)
                runs[-1] = (role, runs[-1][1], runs[-1][2] + 1)
            else:
                # A role that begins inside a group has no words before it: its place alone gives it.
                start = group if nth == 0 else Group((place,), (), ())
                runs.append((role, [start], 1))
    roles = [role for role, _, _ in runs]
    if len(set(roles)) != len(roles):
        raise NotLearned("mixed")
    return runs


def _before(one: _Told, group: Group) -> list[int]:
    """Words and signs right before a group, the side not among them."""
    found: list[int] = []
    for place in group.before:
        if one.side is not None and one.parts.key(place) == one.parts.key(one.side):
            found = []
        else:
            found.append(place)
    return [place for place in found if _may_anchor(one, place)]


def _may_anchor(one: _Told, place: int) -> bool:
    token = one.parts.tokens[place]
    return token.cue is None or token.cue not in HARMLESS or token.cue in (*CUES.values(), Cue.SELL, Cue.BUY)


def _common(one_each: Sequence[tuple[_Told, list[int]]], role: Role) -> tuple[str, ...]:
    """The words and signs that stand before a group in every post, in their order."""
    rows = [[told.parts.key(place) for place in places] for told, places in one_each]
    shared = [word for word in dict.fromkeys(rows[0]) if all(word in row for row in rows)][-ANCHOR_MAX:]
    if any([word for word in row if word in shared] != shared for row in rows):
        shared = shared[-1:]
    for told, places in one_each:
        for place in places:
            token = told.parts.tokens[place]
            if told.parts.key(place) in shared:
                _may_mean(token.cue, token.text, role)
    return tuple(shared)


def _may_mean(cue: Cue | None, word: str, role: Role) -> None:
    """A word that means something else to everybody is not given a new meaning."""
    if cue in _TALK:
        raise NotLearned("talk", word=word)
    if cue in CUES.values() and cue is not CUES[role]:
        raise NotLearned("word_means", word=word, role=role.value)


def _sides(told: Sequence[_Told]) -> dict[str, Direction]:
    sides: dict[str, Direction] = {}
    for number, one in enumerate(told, start=1):
        if one.side is None or one.direction is None:
            continue
        token = one.parts.tokens[one.side]
        if (
            token.cue not in SIDED
            and sides.setdefault(one.parts.key(one.side), one.direction) is not one.direction
        ):
            raise NotLearned("side_both", number, word=token.text)
    return sides


def _filler(told: Sequence[_Told], slots: Sequence[Slot], sides: dict[str, Direction]) -> tuple[str, ...]:
    """Words of these posts that were given no meaning, and have none."""
    meant = {word for slot in slots for word in (*slot.anchor, *(slot.again or ()))} | set(sides)
    found: dict[str, None] = {}
    for number, one in enumerate(told, start=1):
        for place in one.parts.pieces:
            token = one.parts.tokens[place]
            if one.parts.key(place) in meant or place == one.side:
                continue
            if token.cue not in HARMLESS and token.cue is not Cue.RUNNER:
                raise NotLearned("talk", number, word=token.text)
            if token.cue in (None, Cue.RUNNER) and (token.kind is Kind.WORD or token.text.isascii()):
                found[one.parts.key(place)] = None
    return tuple(found)


def _decimals(told: Sequence[_Told]) -> Decimals:
    """The decimal mark that the posts prove, when they agree."""
    styles = [style_of(normalise(one.lesson.text).text) for one in told]
    marks = {style.comma for style in styles if style.proven}
    if len(marks) != 1:
        return Decimals.BY_POST
    return Decimals.COMMA if marks.pop() else Decimals.POINT


def _read_back(form: Template, one: _Told, number: int, profile: Profile, table: SymbolTable) -> None:
    """Each post must give exactly what was tapped in it."""
    reading = retold(one.lesson.text, profile=replace(profile, template=form), table=table)
    if reading is None:
        raise NotLearned("not_read_back", number)
    wanted = {role: _values(one.parts, one.places(role)) for role in Role}
    stop = [] if reading.stop is None else [reading.stop]
    symbol = one.parts.symbol
    same = (
        symbol is not None
        and reading.instrument == one.parts.tokens[symbol].instrument
        and reading.direction is one.direction
        and sorted(reading.entries) == sorted(wanted[Role.ENTRY])
        and stop == wanted[Role.STOP]
        and list(reading.targets) == wanted[Role.TARGET]
    )
    if not same:
        raise NotLearned("read_otherwise", number)
