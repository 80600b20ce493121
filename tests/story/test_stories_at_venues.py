"""The stories of the foundation with people's accounts at venues: through each venue's adapter and its real library.

A `.story` of `venues/` is a script of the console, as those of `tests/story/stage.py` are, with `{symbol}` for what is
traded there and `{0.1}` for so many of the suite's units, and with two lines more:

    price 61500 size 0.4     the market goes there, at the venue and in what we see of it; then some time passes
    #? ann stop 58500        what must be true now of ann's newest trade that bought something, in our books

After every price, and at the end, our books and the venue's must say the same: what is held, which orders rest, and
that nothing happened there that nobody here asked for.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

from adapters.brokers.driver import Driver, Keep
from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.accounts.model import Account, Mode
from core.kernel.money import ZERO
from core.orders.lifecycle import LIVE
from core.orders.model import Fill, Order, Purpose, Trade, TradeStatus
from core.ports.broker import Broker
from core.recovery.compare import compare_account
from core.recovery.model import OutsideFill, StrayOrder
from tests.contract.venues import SERVED, Venue
from tests.story.stage import Stage
from tests.story.test_at_venues import linked
from tests.story.told import Told, holds, shown
from tests.venues_told import ToldVenues

pytestmark = pytest.mark.parametrize(("url", "database_url"), [("sqlite", "sqlite")], indirect=True)
STORIES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "venues").glob("*.story"))
}
HERE = ("binance", "kraken", "coinbase", "kucoin", "alpaca-coins", "alpaca-shares")
# Told in every run: the most different ones, each where it asks most of the venue's adapter.
FAST = {("copied", "binance"), ("waiting", "binance"), ("follow_ups", "kraken")}
MINUTE = timedelta(minutes=1)
LOOKS = 3
ROUNDINGS = 3
# Alpaca takes less for what rested than for what took, and its server here the same for both: what it holds of a coin
# that was bought by a limit is then not what Alpaca would hold.
ONE_FEE = {("waiting", "alpaca-coins"), ("edited", "alpaca-coins")}
PRICE = re.compile(r"price (?P<last>[\d.]+)(?: size (?P<size>[\d.]+))?")
TOLD = re.compile(r"#([>!=]) (#?[\w.-]+)(?:: (.+))?")
STATE = re.compile(r"#\? (\w+) (.+)")


class Both(ToldVenues):
    """A venue with two accounts, each behind its real adapter."""

    brokers: Mapping[str, Broker]

    def driver(self, venue: str) -> Driver:
        return cast("Driver", self)

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        return self.brokers[account]


@dataclass
class Floor:
    """Ann and Bob with an account each at one venue, and what a story's lines do there."""

    app: App
    console: Console
    venue: Venue
    accounts: Mapping[str, Account]

    async def does(self, line: str) -> Told:
        if found := PRICE.fullmatch(line):
            return await self._price(found["last"], found["size"])
        await self.console.do(parse(line))
        return await self.console.flush()

    async def _price(self, last: str, size: str | None) -> Told:
        await self.venue.to(last, size)
        await self.console.do(parse(f"market: {self.venue.symbol} {last}"))
        for _ in range(LOOKS):
            self.venue.pass_by(MINUTE)
            await self.console.do(parse("clock: +1m"))
            for account in self.accounts.values():
                await compare_account(self.app.world, account, deep=True)
            await self.app.quiet()
        told = await self.console.flush()
        await self.agrees()
        return told

    # -- what our books say

    async def orders(self, who: str, purpose: Purpose | None = None) -> list[Order]:
        account = self.accounts[who].id
        found = await self.app.world.view.all(Order, account=account)
        return [one for one in found if one.status in LIVE and purpose in (None, one.purpose)]

    async def trade(self, who: str) -> Trade:
        """The newest trade that holds or held something; before there is any, the newest."""
        found = await self.app.world.view.all(Trade, account=self.accounts[who].id)
        return max(found, key=lambda one: (one.entered > 0, one.created_at, one.id))

    async def is_so(self, who: str, words: str) -> bool:
        """Whether this is true of somebody's newest trade."""
        trade, stops = await self.trade(who), await self.orders(who, Purpose.STOP)
        match words.split():
            case ["open" | "closed" as status]:
                return trade.status is (TradeStatus.OPEN if status == "open" else TradeStatus.CLOSED)
            case ["sold", share]:
                return self._is_part(trade.exited, trade.entered, share)
            case ["bought", share]:
                return self._is_part(trade.entered, self.venue.units("0.1"), share)
            case ["nothing", "bought"]:
                return trade.entered == ZERO
            case ["waiting", many]:
                return len(await self.orders(who, Purpose.ENTRY)) == int(many)
            case ["no", "stop"]:
                return not stops
            case ["stop", "over", price]:
                return [one.quantity for one in stops if (one.stop_price or 0) > Decimal(price)] == [
                    trade.held
                ]
            case ["stop", price]:
                return [(one.quantity, one.stop_price) for one in stops] == [(trade.held, Decimal(price))]
        raise AssertionError(f"nothing is asked by: {words}")

    def _is_part(self, amount: Decimal, whole: Decimal, share: str) -> bool:
        """Fees may be taken in what is bought: an amount is so large within them and what is rounded."""
        off = abs(Fraction(amount) - Fraction(whole) * Fraction(share))
        return off <= Fraction(whole) * Fraction(self.venue.fee_rate) + ROUNDINGS * Fraction(self.venue.step)

    # -- and the venue's

    async def agrees(self) -> None:
        view = self.app.world.view
        for who, account in self.accounts.items():
            broker = self.venue.broker if who == "ann" else self.venue.other
            held = {money.currency: money.amount for money in await broker.balances()}
            ours = await view.all(Trade, account=account.id)
            there, here = held.get(self.venue.base, ZERO), sum((one.held for one in ours), ZERO)
            assert abs(there - here) < self.venue.step, (who, there, here)
            resting = {one.client_order_id for one in await broker.open_orders()}
            assert resting == {one.client_order_id for one in await self.orders(who)}, who
            trades = {one.id for one in ours}
            assert {one.trade for one in await view.all(Fill, account=account.id)} <= trades
        assert await view.all(OutsideFill) == []
        assert [one for one in await view.all(StrayOrder) if one.ours] == []


@asynccontextmanager
async def floor(name: str, url: str, bare_database: Any) -> AsyncIterator[Floor]:
    stage = Stage(url, live_trading=True)
    async with SERVED[name](bare_database) as venue:
        stage.venues = both = Both(stage.clock)
        both.brokers = {"hers": venue.broker, "his": venue.other}
        async with stage.open() as (app, console):
            for line in ("ann: /start", "bob: /start", f"market: {venue.symbol} 60000"):
                await console.do(parse(line))
            await console.flush()
            accounts = {"ann": await linked(app, venue), "bob": await linked(app, venue, "bob", "his")}
            yield Floor(app, console, venue, accounts)
    assert stage.broken == []


def every() -> list[Any]:
    """Each story at each venue, most of them only when the heavy tests are asked for."""
    return [
        pytest.param(
            story, name, id=f"{name}-{story}", marks=[] if (story, name) in FAST else [pytest.mark.heavy]
        )
        for story in STORIES
        for name in HERE
        if (story, name) not in ONE_FEE
    ]


def filled_in(line: str, venue: Venue) -> str:
    """The line with this venue's instrument and units."""
    line = line.replace("{symbol}", venue.symbol)
    return re.sub(r"\{([\d.]+)\}", lambda found: str(venue.units(found[1])), line)


@pytest.mark.parametrize(("story", "name"), every())
async def test_a_story_at_a_venue(
    story: str, name: str, url: str, bare_database: Any, monkeypatch: pytest.MonkeyPatch
):
    # What was sent is looked after in our own time, which no story has to wait for.
    monkeypatch.setattr("core.orders.looks.AFTER", (0.0, 0.02))
    wrong: list[str] = []
    async with floor(name, url, bare_database) as there:
        told: Told = ()
        for number, written in enumerate(STORIES[story].splitlines(), start=1):
            line, where = filled_in(written, there.venue), f"{story}:{number}: {written}"
            if found := TOLD.fullmatch(line):
                if not holds(found[1], found[2], found[3] or "", told):
                    wrong.append(f"{where}\n  told at this rest:\n{shown(told)}")
            elif found := STATE.fullmatch(line):
                if not await there.is_so(found[1], found[2]):
                    wrong.append(
                        f"{where}\n  told at this rest:\n{shown(told)}\n  {await there.trade(found[1])}"
                    )
            elif line and not line.startswith("# "):
                told = await there.does(line)
        await there.agrees()
    assert not wrong, "\n\n".join(wrong)
