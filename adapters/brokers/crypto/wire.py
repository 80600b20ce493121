"""A ccxt exchange with our hand on the wire: each call's status and body are kept for whoever made it, time is the
program's, pace is ours, and what was rounded by the core is sent as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from types import FunctionType
from typing import Any, cast

from adapters.brokers.crypto.budget import Budget, Turn, Urgency
from core.kernel.time import Clock


@dataclass(slots=True)
class Exchanged:
    """One request and what came back: no status means that no answer came, no body that it broke off."""

    method: str
    path: str
    status: int | None = None
    body: str | None = None
    retry_after: float | None = None


# The calls of whoever is asking right now, oldest first; the one on its way in this task; and their turn at the venue.
exchanged: ContextVar[list[Exchanged] | None] = ContextVar("exchanged", default=None)
current: ContextVar[Exchanged | None] = ContextVar("current", default=None)
turn: ContextVar[Turn | None] = ContextVar("turn", default=None)

# The library logs headers, and with them keys. What it has to say nobody hears.
SILENT = logging.Logger("ccxt.silent", level=logging.CRITICAL + 1)  # noqa: LOG001 - it must hang on nothing


class Wired:
    """Mixed in before a ccxt exchange class."""

    clock: Clock
    budgets: tuple[Budget, ...] = ()
    logger = SILENT

    def milliseconds(self) -> int:
        """The program's present."""
        return int(self.clock.now().timestamp() * 1000)

    def seconds(self) -> int:
        return int(self.clock.now().timestamp())

    def microseconds(self) -> int:
        return int(self.clock.now().timestamp() * 1_000_000)

    async def throttle(self, cost: float | None = None) -> None:
        """Wait for tokens by the costs that the library knows, then for a place: who waits for tokens keeps nobody from
        one. The library makes its signature right after this, so that numbers go up as places are had."""
        mine = turn.get()
        for budget in self.budgets:
            urgency = Urgency.QUESTION if mine is None else mine.urgency
            await budget.take(1.0 if cost is None else float(cost), urgency)
        if mine is not None:
            await mine.begin()

    async def fetch(
        self,
        url: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
    ) -> Any:
        kept, mine = exchanged.get(), turn.get()
        if kept is None or mine is None:
            return await cast("Any", super()).fetch(url, method, headers, body)
        path = url.split("?", 1)[0].split("://", 1)[-1].partition("/")[2]
        one = Exchanged(method, path)
        kept.append(one)
        before = current.set(one)  # several may be on their way at once, each in a task of its own
        try:
            return await cast("Any", super()).fetch(url, method, headers, body)
        finally:
            current.reset(before)
            mine.end()

    def on_rest_response(
        self,
        code: int,
        reason: str,
        url: str,
        method: str,
        response_headers: Mapping[str, str],
        response_body: str,
        request_headers: Mapping[str, str],
        request_body: str | None,
    ) -> str:
        """Keep what came back, per call: what the exchange object remembers is overwritten by the next one."""
        body = response_body.strip()
        one = current.get()
        if one is not None:
            one.status, one.body = code, body
            one.retry_after = _seconds(response_headers.get("Retry-After"))
        return body

    def amount_to_precision(self, symbol: str, amount: Any) -> Any:
        """The core rounds; the same digits go out."""
        return amount

    def price_to_precision(self, symbol: str, price: Any) -> Any:
        return price

    def cost_to_precision(self, symbol: str, cost: Any) -> Any:
        return cost

    def __del__(self) -> None:
        """Connections belong to the driver, which closes them."""


def _seconds(value: str | None) -> float | None:
    return float(value) if value is not None and value.isdecimal() else None


def wired(exchange: str) -> Callable[[Mapping[str, Any]], Any]:
    """The class of this ccxt exchange with our hand on it."""
    import ccxt.async_support as library

    base = getattr(library, exchange)
    return type(f"Wired_{exchange}", (Wired, base), {})


def shared(template: Any) -> type[Any]:
    """A class of exchanges that have all that the loaded template has, until they are given something of their own: an
    account is then what its key changes, and not another table of names."""
    held = {
        name: staticmethod(value) if isinstance(value, FunctionType) else value
        for name, value in vars(template).items()
    }
    held |= {name: None for name in held if name.startswith("last_")}
    return type(f"Shared_{template.id}", (type(template),), held)


def copied(template: Any, cls: type[Any], credentials: Mapping[str, str], budgets: tuple[Budget, ...]) -> Any:
    """An exchange of one key in a class of `shared`: markets and connections are one, what a key does is its own.

    The library writes into `options` (nonces, what it found out about an account) and remembers the last call's
    headers on the object.
    """
    own = object.__new__(cls)
    own.__dict__.update(credentials)
    own.options = dict(template.options)
    own.headers = dict(template.headers)
    own.budgets = budgets
    return own
