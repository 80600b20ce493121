"""The list of methods that the local server knows; the files beside this one fill it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from tests.platforms.telegram.state import State
from tests.platforms.telegram.wire import Given

Method = Callable[[State, Given], Any | Awaitable[Any]]
T = TypeVar("T", bound=Method)
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[T], T]:
    """Put a function into the list under its name in the Bot API."""

    def keep(function: T) -> T:
        METHODS[name.lower()] = function
        return function

    return keep
