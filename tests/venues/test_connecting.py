"""Somebody connects Kraken through the real library, over a socket: what the venue says of a key is what they read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from adapters.brokers.drivers import Drivers
from bot.app import App
from bot.console.frontend import Console
from bot.console.render import body
from bot.console.script import parse
from core.market.symbols import builtin_table
from core.venues.credentials import Connection
from core.venues.keys import credentials_of, vault_of
from tests.story.stage import Stage
from tests.venues.floor import Floor
from tests.venues.house import Key
from tests.venues.kraken import Kraken
from tests.venues.serving import Served, serving

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=["url"])
MAY_TRADE = ("query-funds", "query-open-trades", "query-closed-trades", "modify-trades", "close-trades")


@dataclass
class Desk:
    """Ann at the console, and the venue."""

    app: App
    console: Console
    stage: Stage
    venue: Kraken
    served: Served

    async def enters(self, key: str, secret: str, how: str = "/me connect kraken") -> str:
        """What she reads in the end."""
        told = []
        for line in (how, key, secret):
            await self.console.do(parse(f"ann: {line}"))
            told += [answer.reply for _, answer in await self.console.flush()]
        return f"{told[-1].title}\n{body(told[-1])}"

    async def has(self, key: Key) -> str:
        return await self.enters(key.key, key.secret)


@pytest.fixture
async def desk(url: str) -> AsyncIterator[Desk]:
    stage = Stage(url)
    floor = Floor(stage.clock.now, reserves=True, shorts=False)
    floor.open("ann", {"USD": Decimal(4000)})
    venue = Kraken(floor)
    async with serving(venue.app, floor, venue.asked) as served:
        stage.venues = drivers = Drivers(
            clock=stage.clock, table=builtin_table(), urls={"kraken": served.url}
        )
        try:
            async with stage.open() as (app, console):
                yield Desk(app, console, stage, venue, served)
        finally:
            await drivers.close()
    assert stage.broken == []


async def test_a_good_key_is_kept(desk: Desk):
    key = desk.venue.key("ann", *MAY_TRADE)

    said = await desk.has(key)

    assert "LIVE ready" in said
    assert f"··{key.key[-4:]}" in said
    assert "4,000.00 USD" in said
    [connection] = await desk.app.world.view.all(Connection)
    assert (
        await credentials_of(desk.app.world.view, vault_of(desk.app.world), connection.account)
        == key.credentials
    )


async def test_a_key_that_may_withdraw_is_not(desk: Desk):
    assert "I did not keep it" in await desk.has(desk.venue.key("ann", *MAY_TRADE, "withdraw-funds"))
    assert await desk.app.world.view.all(Connection) == []


async def test_a_key_that_may_only_look_is_not(desk: Desk):
    assert "may look but not trade" in await desk.has(desk.venue.key("ann", "query-funds"))


async def test_a_revoked_key_and_a_wrong_secret_are_not(desk: Desk):
    key = desk.venue.key("ann", *MAY_TRADE)
    assert "does not take this key" in await desk.enters(key.key, "d3Jvbmc=" * 8)
    key.revoked = True

    assert "does not take this key" in await desk.has(key)
    assert await desk.app.world.view.all(Connection) == []


async def test_a_secret_that_is_none_is_refused_in_words(desk: Desk):
    key = desk.venue.key("ann", *MAY_TRADE)

    assert "Kraken" in await desk.enters(key.key, "not base64 at all")
    assert await desk.app.world.view.all(Connection) == []


async def test_a_clock_that_is_off_is_said(desk: Desk):
    desk.venue.drift = 30.0

    assert "clock of this server is off" in await desk.has(desk.venue.key("ann", *MAY_TRADE))


async def test_a_venue_that_is_away_is_said(desk: Desk):
    await desk.served.down()

    assert "does not answer now" in await desk.has(desk.venue.key("ann", *MAY_TRADE))
