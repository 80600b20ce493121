"""What is asked about a post that teaches, and what can be tapped (row BX-08).

The questions come in a fixed order. A post with the answers given so far is plain data; everything else follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.market.symbols import SymbolTable
from core.signals.cues import Cue
from core.signals.normalise import Plain, normalise
from core.signals.pieces import Group, Shape, key, may_name, shape
from core.signals.profile import Profile, Role
from core.signals.read import lexed
from core.signals.template import SIDED
from core.signals.token import Kind

LONGEST_POST = 600
GROUPS_MAX = 16  # numbers or groups of them in a post that teaches
WORDS_MAX = 12  # words and signs that are offered for the side
NONE, APART = "none", "apart"


class Step(StrEnum):
    """What is asked about a post, in this order."""

    SIDE = "side"
    ENTRY = "entry"
    STOP = "stop"
    TARGETS = "targets"
    RIGHT = "right"


STEPS = tuple(Step)
ROLES = {Step.ENTRY: Role.ENTRY, Step.STOP: Role.STOP, Step.TARGETS: Role.TARGET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One post that teaches, and the answers given so far, one a step. `apart`: numbers are offered one by one.

    An answer is `none`, the place of a word or sign among the tokens, or the first and last number of a group.
    """

    text: str
    answers: tuple[str, ...] = ()
    apart: bool = False

    @property
    def step(self) -> Step | None:
        """What is to be asked next; None when everything was answered."""
        return STEPS[len(self.answers)] if len(self.answers) < len(STEPS) else None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be tapped: what is kept, and the words of the post that it stands for."""

    answer: str
    label: str


def why_not(text: str, profile: Profile, table: SymbolTable) -> str | None:
    """Why a post cannot teach: a code, or None."""
    if len(text) > LONGEST_POST:
        return "long"
    tokens = lexed(text, profile, table)
    parts = shape(tokens)
    if not parts.symbols and not any(map(may_name, tokens)):
        return "no_symbol"
    if parts.symbols > 1:
        return "symbols"
    if not 2 <= len(numbers_of(parts)) <= GROUPS_MAX:
        return "numbers"
    return None


def taken_apart(lesson: Lesson, profile: Profile, table: SymbolTable) -> Shape:
    """The pieces of a lesson's post; the side that was tapped shows which word beside it is the instrument."""
    tokens = lexed(lesson.text, profile, table)
    side = lesson.answers[0] if lesson.answers else NONE
    return shape(tokens, () if side == NONE else (key(tokens[int(side)]),))


def choices(lesson: Lesson, profile: Profile, table: SymbolTable) -> tuple[Choice, ...]:
    """What can be tapped at the present step, without `none`."""
    parts = taken_apart(lesson, profile, table)
    if lesson.step is Step.SIDE:
        return _words(lesson, parts)
    if lesson.step is None or lesson.step is Step.RIGHT:
        return ()
    free = _free(lesson, parts)
    found = [_choice(lesson, parts, group) for group in free]
    if lesson.step is Step.TARGETS and len(free) > 1 and _follow(parts, free):
        found.insert(0, _choice(lesson, parts, [*free[0][:1], *free[-1][-1:]]))
    return tuple(found)


def can_part(lesson: Lesson, profile: Profile, table: SymbolTable) -> bool:
    """Whether numbers that are offered together could be offered one by one."""
    parts = taken_apart(lesson, profile, table)
    one_by_one = {place for group in parts.groups for place in _loose(group)}
    return not lesson.apart and any(one_by_one & set(numbers[1:]) for numbers in _free(lesson, parts))


def _loose(group: Group) -> list[int]:
    return [place for place, loose in zip(group.numbers[1:], group.loose, strict=True) if loose]


def _words(lesson: Lesson, parts: Shape) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for place in parts.pieces:
        token = parts.tokens[place]
        if token.cue in _SIDES or token.cue is Cue.FILL or token.kind is Kind.MARK:
            found.setdefault(key(token), Choice(str(place), token.text))
    return tuple(found.values())[:WORDS_MAX]


# What may be a side: a word or sign that means a side to everybody, or nothing.
_SIDES = (None, *SIDED)


def numbers_of(parts: Shape) -> list[int]:
    return [number for group in parts.groups for number in group.numbers]


def _split(group: Group, *, apart: bool) -> list[list[int]]:
    """The numbers of a group as they are offered: a pair stays together, a longer row only where it is joined."""
    row = len(group.numbers) > 2
    out = [[group.numbers[0]]]
    for number, loose in zip(group.numbers[1:], group.loose, strict=True):
        if loose and (row or apart):
            out.append([number])
        else:
            out[-1].append(number)
    return out


def tapped(lesson: Lesson, parts: Shape) -> dict[Role, list[int]]:
    """The numbers that were given a role."""
    numbers = numbers_of(parts)
    taken: dict[Role, list[int]] = {}
    for step, answer in zip(STEPS, lesson.answers, strict=False):
        if step in ROLES:
            first, _, last = answer.partition("-")
            chosen = [] if answer == NONE else [n for n in numbers if int(first) <= n <= int(last)]
            taken[ROLES[step]] = chosen
    return taken


def _free(lesson: Lesson, parts: Shape) -> list[list[int]]:
    """What is left to be tapped, in order."""
    gone = {number for numbers in tapped(lesson, parts).values() for number in numbers}
    offered = [numbers for group in parts.groups for numbers in _split(group, apart=lesson.apart)]
    return [numbers for numbers in offered if not gone & set(numbers)]


def _follow(parts: Shape, free: Sequence[Sequence[int]]) -> bool:
    """Whether nothing that was given a role stands between these."""
    numbers = numbers_of(parts)
    first, last = numbers.index(free[0][0]), numbers.index(free[-1][-1])
    return numbers[first : last + 1] == [number for group in free for number in group]


def _choice(lesson: Lesson, parts: Shape, numbers: Sequence[int]) -> Choice:
    label = _span(normalise(lesson.text), parts, numbers[0], numbers[-1])
    return Choice(f"{numbers[0]}-{numbers[-1]}", label)


def said(lesson: Lesson, profile: Profile, table: SymbolTable) -> tuple[tuple[str, str], ...]:
    """What is known of a post so far: the instrument, and the words that each answer stands for."""
    parts = taken_apart(lesson, profile, table)
    plain = normalise(lesson.text)
    known = [] if parts.symbol is None else [("symbol", _span(plain, parts, parts.symbol, parts.symbol))]
    for step, answer in zip(STEPS, lesson.answers, strict=False):
        if step is Step.RIGHT:
            continue
        if answer == NONE:
            known.append((step.value, NONE))
        else:
            first, _, last = answer.partition("-")
            known.append((step.value, _span(plain, parts, int(first), int(last or first))))
    return tuple(known)


def _span(plain: Plain, parts: Shape, first: int, last: int) -> str:
    return " ".join(plain.slice(parts.tokens[first].start, parts.tokens[last].end)[0].split())
