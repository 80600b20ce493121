"""How shares and lengths of time are typed by people."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from core.command import plain_kind
from core.kernel.money import plain
from core.kernel.time import parse_length
from core.market.options import read_number


class Share(Decimal):
    """A fraction that people type as percent: `0.5%` is 0.005."""

    __slots__ = ()


def read_share(text: str) -> Share | None:
    """`0.5%` or `0.5` as a share; None for more than 100 % or something else."""
    number = read_number(text.strip().removesuffix("%"))
    return None if number is None or number > 100 else Share(number / 100)


def write_share(share: Share) -> str:
    """The share as it would be typed."""
    return f"{plain(share * 100)}%"


def write_length(length: timedelta) -> str:
    """The length as it would be typed."""
    return f"{length // timedelta(seconds=1)}s"


def read_length(text: str) -> timedelta | None:
    """`120s`, `2m`; a bare number is seconds."""
    return parse_length(f"{text}s" if text.isdigit() else text)


class Figure(Decimal):
    """A plain amount of money."""

    __slots__ = ()


def read_figure(text: str) -> Figure | None:
    """An amount as typed."""
    number = read_number(text)
    return None if number is None else Figure(number)


AShare = Annotated[Share, plain_kind(Share, read_share, write=write_share)]
ALength = Annotated[timedelta, plain_kind(timedelta, read_length, write=write_length)]
AFigure = Annotated[Figure, plain_kind(Figure, read_figure, write=plain)]
