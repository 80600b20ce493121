"""How links, and what they show, are typed by people."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

from core.command import plain_kind
from core.sharing import tokens
from core.sharing.model import Visibility

DAYS = re.compile(r"([1-9]\d{0,3})d")
LONGEST_DAYS = 3_660
NEVER = "never"
ON, OFF, YEAR = "on", "off", "1y"


class ShareWhat(StrEnum):
    """What of a link is changed."""

    PNL = "pnl"
    HOLDINGS = "holdings"
    TRADES = "trades"
    AMOUNTS = "amounts"
    NOTES = "notes"
    DELAY = "delay"
    ACCESS = "access"
    EXPIRES = "expires"
    ACTIVE = "active"


class Reference(str):
    """The first letters of a link's id, or its whole token."""

    __slots__ = ()


class Setting(str):
    """What something is set to: on, off, who may see it, or for how many days."""

    __slots__ = ()


def read_reference(text: str) -> Reference | None:
    """`9fk2mq`, a token, or an address with one."""
    word = tokens.typed(text)
    return None if word is None else Reference(word)


def read_setting(text: str) -> Setting | None:
    """One of the words, or a number of days."""
    word = text.strip().lower()
    if word in (ON, OFF, NEVER, YEAR, *(one.value for one in Visibility)) or length_of(word) is not None:
        return Setting(word)
    return None


def length_of(word: str) -> timedelta | None:
    """`30d` as a length; None for anything else, or for longer than ten years."""
    found = DAYS.fullmatch(word)
    if found is None or int(found[1]) > LONGEST_DAYS:
        return None
    return timedelta(days=int(found[1]))


AReference = Annotated[Reference, plain_kind(Reference, read_reference)]
ASetting = Annotated[Setting, plain_kind(Setting, read_setting)]
