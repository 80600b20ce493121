"""The guard before every venue: nothing of it is asked while a transaction is open, whatever it is."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from adapters.brokers.guarded import Guarded
from core.kernel.errors import Bug
from core.ports.broker import Broker
from core.ports.store import in_unit
from tests.worlds import ToldBroker

VERBS = sorted(name for name, verb in vars(Broker).items() if inspect.iscoroutinefunction(verb))


class Counting(ToldBroker):
    """A venue that knows whether anybody asked it something."""

    heard = 0

    async def _anything(self, *given: Any) -> None:
        self.heard += 1

    rules = session = quote = submit = replace = cancel = find = _anything  # type: ignore[assignment]
    open_orders = fills = fills_since = balances = _anything  # type: ignore[assignment]


def test_the_port_has_verbs():
    assert {"submit", "find", "rules", "session"} <= set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
async def test_no_venue_is_asked_inside_a_transaction(verb: str):
    """Rules of a venue once were: on paper they are a table, at a venue they are a call."""
    venue = Counting()
    guarded = Guarded(venue)  # type: ignore[arg-type]  # it answers everything with nothing
    call = getattr(guarded, verb)
    given = [None] * len(inspect.signature(call).parameters)
    token = in_unit.set(True)
    try:
        with pytest.raises(Bug, match=f"told.{verb} inside a transaction"):
            await call(*given)
    finally:
        in_unit.reset(token)
    assert venue.heard == 0

    await call(*given)

    assert venue.heard == 1
