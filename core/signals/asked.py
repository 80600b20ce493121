"""What the clauses of a post about a standing trade ask for, as it is gathered."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from core.signals.clauses import Clause
from core.signals.reading import Action, Direction, ReadingKind
from core.signals.token import Kind, Token

TALKATIVE = 2  # words of no list in a post of which one word would otherwise be an instruction


@dataclass(slots=True)
class FollowUp:
    """What the clauses of a post ask for."""

    kind: ReadingKind
    actions: list[Action] = field(default_factory=list)
    scope: str | None = None
    direction: Direction | None = None
    price: Decimal | None = None
    counted: Decimal | None = None  # how many a close names: covered 200 @ 276.40
    held: Decimal | None = None  # how many a close says that there are: both contracts
    elsewhere: bool = False  # the only symbol stands in talk behind all that is asked for
    bare: bool = False  # a word or two, which only as an answer is about a trade: `break even`, `20% off`
    own: bool = (
        False  # a close that names nothing, told of oneself or at break-even: said to nobody it is talk
    )
    secures: bool = False  # the first part was told by a word for making safe, which what follows may explain
    unread: bool = False  # an instruction was seen whose numbers were not


def is_counted(clause: Clause, word: Token) -> bool:
    """4.98% out of 5"""
    at = clause.tokens.index(word)
    return at > 0 and clause.tokens[at - 1].kind is Kind.NUMBER


def act(found: FollowUp, action: Action) -> None:
    if action not in found.actions:
        found.actions.append(action)
