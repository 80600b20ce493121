"""Before keys are wiped: what is open there is counted, so that its owner knows what they leave alone (BR-16)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.accounts.model import Account, Mode
from core.context import World
from core.orders.model import OrderStatus
from core.portfolio.model import Portfolio, Position
from core.venues.accounts import leaving
from core.venues.credentials import Connection
from core.venues.model import Rights
from storage.database import Database
from tests.core.builders import NOW, an_order
from tests.databases import POSTGRES_WHEN_HEAVY
from tests.venues_told import ToldVenues
from tests.worlds import MovedClock, a_world

pytestmark = pytest.mark.parametrize("url", POSTGRES_WHEN_HEAVY, indirect=["url"])
KRAKEN = Account(id="kraken", person="ann", venue="kraken", mode=Mode.LIVE, currency="USD", opened_at=NOW)
LINKED = Connection(
    account="kraken", person="ann", venue="kraken", label="··4F2Q", rights=Rights(), checked_at=NOW
)
BOOK = Portfolio(id="book", person="ann", account="kraken", mode=Mode.LIVE, currency="USD", opened_at=NOW)


async def test_what_is_held_and_what_rests_is_counted(database: Database):
    world: World = replace(a_world(database), venues=ToldVenues(MovedClock()))
    resting = replace(an_order(), account="kraken", portfolio="book", status=OrderStatus.OPEN)
    over = replace(resting, id="over", client_order_id="over", status=OrderStatus.FILLED)
    elsewhere = replace(resting, id="else", client_order_id="else", account="paper", portfolio="other")
    async with world.store.unit() as unit:
        await unit.add([KRAKEN])
        await unit.add([LINKED])
        await unit.add([BOOK])
        await unit.add([
            Position(portfolio="book", symbol="BTC/USD", quote="USD", quantity=Decimal("0.1")),
            Position(portfolio="book", symbol="ETH/USD", quote="USD", quantity=Decimal(0)),
            Position(portfolio="other", symbol="BTC/USD", quote="USD", quantity=Decimal(1)),
        ])  # fmt: skip
        await unit.add([resting, over, elsewhere])

    [found] = await leaving(world, [LINKED])

    assert (found.title, found.label, found.mode) == ("Kraken", "··4F2Q", Mode.LIVE)
    assert (found.positions, found.orders) == (1, 1)
