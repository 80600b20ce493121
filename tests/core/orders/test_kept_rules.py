"""What venues allow is kept, so that exits are planned without asking anybody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import cast

import pytest

from core.accounts.model import Account, Mode
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.money import Price
from core.market.model import Instrument, KeptRules, Rules
from core.market.symbols import builtin_table
from core.orders.kept_rules import kept_rules, learn_rules, refresh_rules
from core.orders.model import Order, Purpose, TradeRecorded
from core.orders.reactions import arrange_exits
from core.portfolio.model import Portfolio, Position
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed
from core.ports.store import outside_unit
from storage.database import Database
from tests.core.builders import NOW, RULES, SYMBOL, a_trade, held
from tests.worlds import MovedClock, ToldBroker, a_world, rows

BTC = cast("Instrument", builtin_table().get(SYMBOL))


@dataclass(frozen=True, slots=True)
class Listing:
    """A market of which only the listing is asked."""

    table = builtin_table()


@dataclass(slots=True)
class Venue(ToldBroker):
    """A venue that says what it allows, is away, or is asked where nobody may ask."""

    abilities: Ability = Ability.CLIENT_ID_UNIQUE | Ability.STOP
    says: Rules = RULES
    away: bool = False
    asked_for: list[str] = field(default_factory=list)

    async def rules(self, instrument: Instrument) -> Rules | None:
        outside_unit("a venue's rules")
        self.asked_for.append(instrument.symbol)
        if self.away:
            raise BrokerError(ErrorKind.UNAVAILABLE, Placed.NO, "away")
        return self.says


async def a_place(database: Database, venue: Venue) -> tuple[World, MovedClock]:
    """Ann holds 0.1 BTC there."""
    clock = MovedClock()
    world = replace(a_world(database, clock=clock, brokers=venue), market=Listing())  # type: ignore[arg-type]
    own = {"person": "ann", "currency": "USDT", "opened_at": NOW, "mode": Mode.LIVE}
    async with world.store.unit() as unit:
        await unit.add([Account(id="account", venue="told", **own)])  # type: ignore[arg-type]
        await unit.add([Portfolio(id="portfolio", account="account", **own)])  # type: ignore[arg-type]
        await unit.add(
            [Position(portfolio="portfolio", symbol=SYMBOL, quote="USDT", quantity=Decimal("0.1"))]
        )
        await unit.add([replace(held(a_trade(planned="0.1"), "0.1"), targets=())])
    return world, clock


async def test_exits_are_planned_while_the_venue_is_away(database: Database):
    venue = Venue()
    world, _ = await a_place(database, venue)
    await learn_rules(world, "account", BTC)
    venue.away = True

    async with world.store.unit() as unit:
        event = TradeRecorded(
            trade="T-7K2Q", person="ann", portfolio="portfolio", symbol=SYMBOL, order="entry",
            purpose=Purpose.ENTRY, number=0, fills=("1",), quantity=a_trade().planned, done=True, signal=None,
        )  # fmt: skip
        await arrange_exits(world, unit, [event])

    [stop] = await rows(world, Order)
    assert (stop.purpose, stop.stop_price) == (Purpose.STOP, Price(58500))
    assert venue.asked_for == [SYMBOL]


async def test_what_was_never_kept_is_waited_for_and_not_asked_in_between(database: Database):
    venue = Venue(away=True)
    world, _ = await a_place(database, venue)
    trade = held(a_trade(), "0.1")

    with pytest.raises(Unavailable, match="what told allows for BTC/USDT is not known yet"):
        async with world.store.unit() as unit:
            await kept_rules(world, unit, [trade])
    await refresh_rules(world)  # the venue is away: the next time
    assert await rows(world, KeptRules) == []

    venue.away = False
    await refresh_rules(world)
    async with world.store.unit() as unit:
        assert await kept_rules(world, unit, [trade]) == {trade.id: RULES}


async def test_what_is_kept_is_asked_for_anew_once_a_day(database: Database):
    venue = Venue()
    world, clock = await a_place(database, venue)

    await refresh_rules(world)
    await refresh_rules(world)
    assert venue.asked_for == [SYMBOL]

    venue.says = replace(RULES, tick=Price("0.1"))
    clock.pass_by(timedelta(days=1))
    await refresh_rules(world)

    [kept] = await rows(world, KeptRules)
    assert (kept.rules.tick, kept.at) == (Price("0.1"), clock.now())


async def test_two_venues_have_their_own_rules_for_one_instrument(database: Database):
    """They were mixed up by the symbol alone."""
    there = Venue(says=replace(RULES, tick=Price(5)), venue="there")

    class Both(Venue):
        async def of(self, account: str) -> ToldBroker:
            return there if account == "elsewhere" else self

    world, _ = await a_place(database, Both())
    await learn_rules(world, "account", BTC)
    await learn_rules(world, "elsewhere", BTC)
    here, other = a_trade(), replace(a_trade(), id="T-OTHER", account="elsewhere")

    found = await kept_rules(world, world.view, [here, other])

    assert (found[here.id].tick, found[other.id].tick) == (RULES.tick, Price(5))
