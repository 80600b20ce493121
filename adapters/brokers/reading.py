"""Reading a venue's answer: every number exact, and nothing guessed at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from typing import Any, TypeVar

from core.kernel.money import ZERO, to_step
from core.kernel.time import utc
from core.orders.model import VenueFill
from core.ports.broker import BrokerError, ErrorKind, Placed

Body = Mapping[str, Any]
T = TypeVar("T")
# Fees that are told for an order as a whole are shared in parts of a dollar this small.
SHARE = Decimal("0.00000001")


class Unreadable(ValueError):
    """An answer of a venue that lacks what it must have, or has it in another shape."""


def unreadable(error: Unreadable) -> BrokerError:
    """An answer that makes no sense: what became of what was asked is not known."""
    return BrokerError(ErrorKind.UNNAMED, Placed.UNKNOWN, f"the answer cannot be read: {error}")


def made(read: Callable[[], T]) -> T:
    """What `read` makes of an answer. Raises `BrokerError` for one that cannot be read."""
    try:
        return read()
    except Unreadable as error:
        raise unreadable(error) from error


def read_json(text: str) -> Any:
    """The answer. Raises `Unreadable`."""
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise Unreadable("no JSON") from error


def objects(value: object, under: str = "") -> list[Body]:
    """A list of objects, also where it stands `under` a name. Raises `Unreadable` for anything else."""
    found = value.get(under) if isinstance(value, Mapping) else value
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise Unreadable("a list was expected")
    return found


def mapping(value: object) -> Body:
    """An object. Raises `Unreadable` for anything else."""
    if not isinstance(value, Mapping):
        raise Unreadable("an object was expected")
    return value


def number(body: Body, name: str, default: Decimal | None = None) -> Decimal:
    """An exact number of this name; `default` where it is missing or empty. Raises `Unreadable`."""
    found = body.get(name)
    if (found is None or found == "") and default is not None:
        return default
    if isinstance(found, bool) or not isinstance(found, str | int | Decimal):
        raise Unreadable(f"{name} is no number")
    try:
        value = Decimal(found)
    except InvalidOperation as error:
        raise Unreadable(f"{name} is no number") from error
    if not value.is_finite():
        raise Unreadable(f"{name} is no number")
    return value


def text(body: Body, name: str) -> str:
    """A text of this name. Raises `Unreadable`."""
    found = body.get(name)
    if not isinstance(found, str) or not found:
        raise Unreadable(f"{name} is missing")
    return found


def moment(body: Body, name: str) -> datetime:
    """An instant of this name. Raises `Unreadable`."""
    try:
        found = datetime.fromisoformat(text(body, name))
    except ValueError as error:
        raise Unreadable(f"{name} is no instant") from error
    if found.tzinfo is None:
        raise Unreadable(f"{name} has no zone")
    return utc(found)


def by_worth(whole: Decimal, worth: Sequence[Decimal]) -> list[Decimal]:
    """A fee in parts by what each was worth; the last has what rounding leaves, so that the sum is exact."""
    total = sum(worth, ZERO)
    if not total:
        return []
    shares = [to_step(whole * one / total, SHARE, ROUND_DOWN) for one in worth[:-1]]
    return [*shares, whole - sum(shares, ZERO)]


def in_order(fills: Iterable[VenueFill]) -> list[VenueFill]:
    """Fills as the port tells them: oldest first."""
    return sorted(fills, key=lambda fill: (fill.at, fill.venue_trade_id))
