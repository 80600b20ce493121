"""Alpaca for the contract suite: its server (`alpaca_server.py`), two accounts, and what the suite's figures miss."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal

from adapters.brokers.alpaca.driver import AlpacaDriver
from adapters.brokers.alpaca.hosts import Patience, hosts_at
from core.accounts.model import Mode
from core.market.model import Rules
from core.market.symbols import builtin_table
from storage.database import Database
from tests.contract.venues import MONEY, OPENS_AT, Venue
from tests.venues.alpaca_server import Alpaca, Key, asked
from tests.venues.floor import Floor, rules
from tests.venues.serving import Served, serving
from tests.worlds import MovedClock

NO_FEE = Decimal(0)
COIN_FEE = Decimal("0.0025")
FRACTION = "0.000000001"
SHARE: Mapping[str, Rules] = {"AAPL": rules(step=FRACTION, fee=NO_FEE), "F": rules(step="1", fee=NO_FEE)}
COINS: Mapping[str, Rules] = {
    "BTC/USD": rules(step="0.000000001", minimum="10", fee=COIN_FEE),
    "ETH/USD": rules(step="0.000000001", minimum="10", fee=COIN_FEE),
}
HASTE = Patience(connect=1.0, answer=0.4, whole=3.0)
# A busy machine is no trouble on the way.
CALM = Patience(connect=2.0, answer=10.0, whole=15.0)


@dataclass(slots=True)
class Stand:
    """The venue with its server, and drivers that know the way to it."""

    alpaca: Alpaca
    served: Served
    clock: MovedClock

    def driver(self, patience: Patience = CALM, threads: int = 16) -> AlpacaDriver:
        """A driver of a process of its own."""
        return AlpacaDriver(self.clock, builtin_table(), hosts_at(self.served.url), patience, threads)


def credentials(account: str) -> dict[str, str]:
    """The paper key of an account."""
    return {"key": f"PK{account.upper()}", "secret": f"secret of {account}"}


async def keep(_: Mapping[str, str]) -> None:
    """Keys do not change by being used."""


@asynccontextmanager
async def standing(listings: Mapping[str, Rules], money: Decimal = MONEY) -> AsyncIterator[Stand]:
    """The venue with two accounts."""
    clock = MovedClock(OPENS_AT)
    floor = Floor(clock.now, listings, reserves=True)
    alpaca = Alpaca(floor)
    for name in ("mine", "other"):
        floor.open(name, {"USD": money})
        made = credentials(name)
        alpaca.keys[made["key"]] = Key(made["secret"], name)
    async with serving(alpaca.app(), floor, asked) as served:
        yield Stand(alpaca, served, clock)


SHARES_LACK = {
    "end a day": "shares trade until the close in New York, which the floor does not keep",
    "test_a_closed_market_and_a_delisted_one_are_told_apart": "its clock is asked once in half a minute",
    "test_what_is_too_small_is_refused_by_its_size": "so small a part of a share is worth enough",
    "test_who_stops_waiting_for_a_send_does_not_stop_it": "what no thread has taken up yet is not sent any more",
}
# What is bought of a coin comes in less its fee, so all of it cannot be sold again: the suite's figures do not fit.
NET = "fees are taken from what is received"
COINS_LACK = {
    "end a day": "coins have no day orders",
    "refuse to reduce nothing": "a coin that is not held is a balance that is too small",
    "test_a_market_order_pays_the_spread_and_the_fee": NET,
    "test_a_stop_waits_and_then_sells_at_what_the_market_gives": NET,
    "test_the_same_id_again_is_the_first_order": NET,
    "test_the_same_id_many_times_at_once_is_one_order": NET,
    "test_a_replacement_takes_the_place_in_one_step": NET,
    "test_what_is_gone_cannot_be_replaced": NET,
    "test_fills_are_told_once_each_oldest_first_and_make_the_balances": NET,
    "test_a_protecting_sale_with_a_floor_is_not_sold_below_it": NET,
}


@asynccontextmanager
async def _contract(
    symbol: str, listings: Mapping[str, Rules], scale: Decimal, lacks: Mapping[str, str]
) -> AsyncIterator[Venue]:
    async with standing(listings, MONEY * scale) as stand:
        driver, hasty = stand.driver(), stand.driver(HASTE)
        floor = stand.alpaca.floor
        key = credentials("mine")

        async def move(price: str, size: str | None) -> None:
            floor.price(symbol, price, size)

        def impatient() -> None:
            venue.broker = hasty.open("mine", key, Mode.PAPER, keep)

        def revoke() -> None:
            del stand.alpaca.keys[key["key"]]

        venue = Venue(
            broker=driver.open("mine", key, Mode.PAPER, keep),
            other=driver.open("other", credentials("other"), Mode.PAPER, keep),
            move=move,
            pass_by=stand.clock.pass_by,
            symbol=symbol,
            scale=scale,
            tick=listings[symbol].tick,
            step=listings[symbol].step,
            fee_rate=listings[symbol].fee_rate,
            lacks=lacks,
            floor=floor,
            weather=stand.served.weather,
            served=stand.served,
            impatient=impatient,
            revoke=revoke,
            secrets=(key["secret"],),
        )
        try:
            yield venue
        finally:
            await driver.close()
            await hasty.close()


@asynccontextmanager
async def alpaca_shares(_: Database) -> AsyncIterator[Venue]:
    """Whole shares: a hundred where the suite says one."""
    async with _contract("AAPL", SHARE, Decimal(100), SHARES_LACK) as venue:
        yield venue


@asynccontextmanager
async def alpaca_coins(_: Database) -> AsyncIterator[Venue]:
    """Coins: fees are taken from what is received."""
    async with _contract("BTC/USD", COINS, Decimal(1), COINS_LACK) as venue:
        assert venue.floor is not None
        venue.floor.fees_in = "received"
        yield venue
