"""A trade's whole life at each venue: through the program, the venue's adapter and its real library, over a socket.

Whatever the venue does by itself and whatever we do in its place, the person meets the same: one entry, one stop for
all that is held, a part sold at the first target, and nothing left when the stop is hit.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from adapters.brokers.driver import Driver, Keep
from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.accounts.model import Account, Mode, TradingAccount
from core.kernel.money import ZERO, Price
from core.kernel.secret import Secret
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Order, OrderStatus, Purpose, Trade, TradeStatus
from core.portfolio.model import Cash
from core.portfolio.opening import open_there
from core.ports.broker import Broker
from core.rebalancing.model import Rebalance, RebalanceStatus
from core.recovery.compare import compare_account
from core.recovery.model import OutsideFill, StrayOrder
from core.venues.credentials import Connection, Credential
from core.venues.keys import sealed_rows
from core.venues.model import Rights
from tests.contract.venues import SERVED, Venue
from tests.story.stage import Stage
from tests.town import person_id
from tests.venues_told import ToldVenues

# What a venue says does not depend on the database.
pytestmark = pytest.mark.parametrize(("url", "database_url"), [("sqlite", "sqlite")], indirect=True)
WHOLE = [name for name in SERVED if name != "binanceus"]
MINUTE = timedelta(minutes=1)
LOOKS = 6


class There(ToldVenues):
    """Venues that know one account, behind its real adapter."""

    broker: Broker

    def driver(self, venue: str) -> Driver:
        return cast("Driver", self)

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        return self.broker


@dataclass
class Desk:
    """Ann at the console, her account at a venue, and both sides of the market."""

    app: App
    console: Console
    venue: Venue
    account: Account

    async def says(self, *lines: str) -> list[str]:
        told: list[str] = []
        for line in lines:
            await self.console.do(
                parse(f"ann: {line}" if not line.startswith(("ann", "market", "clock")) else line)
            )
            told += [answer.reply.title for _, answer in await self.console.flush()]
        return told

    async def price(self, last: str) -> None:
        """The market goes there, at the venue and in what we see of it; then some minutes pass."""
        await self.venue.to(last)
        await self.says(f"market: {self.venue.symbol} {last}")
        for _ in range(LOOKS):
            self.venue.pass_by(MINUTE)
            await self.says("clock: +1m")
            await compare_account(self.app.world, self.account, deep=True)
            await self.app.quiet()

    async def trade(self) -> Trade:
        [trade] = await self.app.world.view.all(Trade)
        return trade

    async def at_venue(self) -> Decimal:
        """Units that the venue says are held."""
        held = {money.currency: money.amount for money in await self.venue.broker.balances()}
        return held.get(self.venue.base, ZERO)

    async def stops(self) -> list[Order]:
        found = await self.app.world.view.all(Order, purpose=Purpose.STOP)
        return [one for one in found if one.status in LIVE]


@asynccontextmanager
async def desk(name: str, url: str, bare_database: Any) -> AsyncIterator[Desk]:
    stage = Stage(url)
    async with SERVED[name](bare_database) as venue:
        stage.venues = there = There(stage.clock)
        there.broker = venue.broker
        stage.live_trading = True
        async with stage.open() as (app, console):
            await console.do(parse("ann: /start"))
            await console.flush()
            account = await linked(app, venue)
            yield Desk(app, console, venue, account)
    assert stage.broken == []


async def linked(app: App, venue: Venue, who: str = "ann", name: str = "hers") -> Account:
    """The rows of a connected account that somebody trades at."""
    now, world = app.world.clock.now(), app.world
    account = Account(
        id=name, person=person_id(who), venue=venue.broker.venue, mode=Mode.LIVE, currency=venue.quote,
        opened_at=now,
    )  # fmt: skip
    assert world.vault is not None
    keys: list[Credential] = sealed_rows(world.vault, account, {"key": Secret("told")}, now)
    connection = Connection(
        account=name, person=account.person, venue=account.venue, label="··told", rights=Rights(trade=True),
        checked_at=now,
    )  # fmt: skip
    opening = open_there(account, venue.quote, now)
    async with world.store.unit() as unit:
        for row in (account, connection, *keys, opening.portfolio, opening.cash):
            await unit.add([row])
        await unit.put([TradingAccount(person=account.person, account=name)])
    await compare_account(world, account, deep=True)
    return account


@pytest.mark.parametrize("name", WHOLE)
async def test_a_trade_lives_and_ends_at_its_venue(name: str, url: str, bare_database: Any):
    async with desk(name, url, bare_database) as ann:
        venue, units = ann.venue, ann.venue.units("0.1")
        book = open_there(ann.account, venue.quote, ann.account.opened_at).portfolio
        [cash] = await ann.app.world.view.all(Cash, portfolio=book.id)
        assert cash.amount == venue.money, "what lies there is how its books begin"

        await ann.says(f"market: {venue.symbol} 60000")
        await ann.says(f"/trade buy {units} {venue.symbol} sl 58500 tp 61500 63000", "ann [Confirm]")
        await ann.price("60000")
        trade = await ann.trade()
        assert (trade.account, trade.status) == ("hers", TradeStatus.OPEN)
        assert units * Decimal("0.99") <= trade.entered <= units, "some take their fee in what was bought"
        assert await ann.at_venue() == trade.held
        [stop] = await ann.stops()
        assert (stop.quantity, stop.stop_price) == (trade.held, Price("58500"))

        await ann.price("61500")
        trade = await ann.trade()
        assert abs(trade.exited - trade.held) <= venue.step
        assert await ann.at_venue() == trade.held
        assert [one.quantity for one in await ann.stops()] == [trade.held]

        await ann.price("58000")
        trade = await ann.trade()
        assert (trade.status, await ann.at_venue(), await ann.stops()) == (TradeStatus.CLOSED, ZERO, [])
        assert list(await venue.broker.open_orders()) == []
        fills = await ann.app.world.view.all(Fill, account="hers")
        assert {one.trade for one in fills} == {trade.id}
        assert await ann.app.world.view.all(OutsideFill) == []
        assert [one for one in await ann.app.world.view.all(StrayOrder) if one.ours] == []


async def rebalanced(ann: Desk, share: Decimal) -> Rebalance:
    """Bring what she holds to this share of her account, and see it through."""
    percent = f"{share * 100:.2f}"
    told = await ann.says(f"/portfolio rebalance {ann.venue.symbol.lower()} {percent}", "ann [Confirm]")
    assert any("Rebalancing" in title for title in told), told
    await ann.price("60000")
    return max(await ann.app.world.view.all(Rebalance), key=lambda one: one.began_at)


# One venue that replaces a stop and one that takes its fee in what was bought; the others at leisure.
FEW = [
    pytest.param(name, marks=() if name in ("kraken", "alpaca-coins") else pytest.mark.heavy)
    for name in WHOLE
]


@pytest.mark.parametrize("name", FEW)
async def test_a_portfolio_is_rebalanced_at_its_venue(name: str, url: str, bare_database: Any):
    """A part is sold and bought back, both through the gate; the stop follows what is held."""
    async with desk(name, url, bare_database) as ann:
        venue, units = ann.venue, ann.venue.units("0.1")
        await ann.says("/me limits position 100%", "ann [Confirm]", "clock: +10m")
        await ann.price("60000")
        await ann.says(f"/trade buy {units} {venue.symbol} sl 58500", "ann [Confirm]")
        await ann.price("60000")
        first = await ann.trade()
        whole = first.held * 60_000 / venue.money

        sold = await rebalanced(ann, whole / 2)
        first = await ann.trade()
        assert (sold.status, sold.mode, sold.account) == (RebalanceStatus.DONE, Mode.LIVE, "hers"), sold
        assert abs(first.held - first.entered / 2) <= first.entered / 20
        assert await ann.at_venue() == first.held
        assert [one.quantity for one in await ann.stops()] == [first.held]

        bought = await rebalanced(ann, whole * 3 / 4)
        assert bought.status is RebalanceStatus.DONE, bought
        trades = await ann.app.world.view.all(Trade)
        held = sum((one.held for one in trades), ZERO)
        assert abs(held - first.entered * 3 / 4) <= first.entered / 20
        assert abs(await ann.at_venue() - held) < Decimal("1E-9"), "a venue rounds each fee for itself"
        assert {one.triggered_by for one in trades} == {"manual", "rebalance"}


async def refusal(ann: Desk, line: str) -> str:
    """The code of what is refused."""
    await ann.console.do(parse(f"ann: {line}"))
    [told] = [answer.reply for _, answer in await ann.console.flush()]
    return str(told.data.get("code", told.title))


async def test_trouble_at_a_venue_ends_in_the_right_words_and_the_right_state(url: str, bare_database: Any):
    """Too small, not traded there, away for ten minutes, a key that was taken back."""
    async with desk("kraken", url, bare_database) as ann:
        venue = ann.venue
        assert venue.served is not None
        assert await refusal(ann, f"/trade buy 0.00001 {venue.symbol}") == "too_small"
        assert await refusal(ann, "/trade buy 1 tsla") == "not_at_broker"
        await ann.says(f"/trade buy 0.1 {venue.symbol} sl 58500 tp 61500", "ann [Confirm]")
        await ann.price("60000")
        [stop] = await ann.stops()

        await venue.served.down()
        for _ in range(10):
            venue.pass_by(MINUTE)
            await ann.says("clock: +1m")
        assert await refusal(ann, f"/trade buy 0.1 {venue.symbol} sl 58500") == "broker_down"
        await venue.served.up()
        await ann.price("60100")
        assert await ann.stops() == [stop], "it stood at the venue all the while"
        assert (await ann.trade()).held == await ann.at_venue() == Decimal("0.1")

        venue.revoke()
        told = await ann.says(f"/trade buy 0.1 {venue.symbol} sl 58500", "ann [Confirm]")
        entries = await ann.app.world.view.all(Order, purpose=Purpose.ENTRY, status=OrderStatus.REJECTED)
        assert [one.evidence for one in entries] == ["auth"], told
        open_trades = await ann.app.world.view.all(Trade, status=TradeStatus.OPEN)
        assert [one.id for one in open_trades] == [stop.trade], "what stands at the venue is left as it is"
