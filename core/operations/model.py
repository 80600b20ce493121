"""Help and health, as they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Topic(StrEnum):
    """What a page of help is about."""

    ALL = "all"
    GROUP = "group"
    COMMAND = "command"
    WORD = "word"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Words:
    """Something to be said, by the key of its text and what that takes; `count` is a number."""

    key: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One command. `options` are names and what to type for them."""

    path: str
    usage: str
    help: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpGroup:
    """A first word and the second words that the asker may use with it; none for a command of one word."""

    noun: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """One page of a topic. Only its `kind` decides which of the lists are filled; pages count from 1."""

    topic: str
    kind: Topic
    groups: tuple[HelpGroup, ...] = ()
    lines: tuple[HelpLine, ...] = ()
    words: tuple[str, ...] = ()
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPart:
    """One part of the program: `ok`, or what is the matter with it; a market also quotes something.

    A `source` of prices that fails is no trouble while another one answers. `detail` is for machines. `facts` are the
    same by their codes, each with its value, for who says them to people.
    """

    name: str
    state: str
    detail: str
    facts: tuple[tuple[str, str], ...] = ()
    symbol: str = ""
    price: Decimal | None = None
    source: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether this installation is well, part by part."""

    well: bool
    version: str
    parts: tuple[HealthPart, ...]
    at: datetime
