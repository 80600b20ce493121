"""Linking a key at a crypto venue, its markets, and what many accounts cost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from adapters.brokers.crypto.driver import make
from adapters.brokers.crypto.info import INFOS
from adapters.brokers.crypto.profiles import PROFILES
from core.accounts.model import Mode
from core.kernel.money import Money
from core.market.model import AssetClass, Instrument
from core.market.symbols import builtin_table
from core.ports.broker import Ability, BrokerError, ErrorKind, Placed
from core.venues.model import Feature, How
from tests.adapters.brokers.crypto.stage import HOUSES, staged
from tests.contract.venues import asks
from tests.venues.crypto import nothing
from tests.venues.floor import rules
from tests.venues.trouble import Asked
from tests.worlds import MovedClock

BTC = Instrument("BTC/USDT", "BTC", "USDT", AssetClass.CRYPTO)
# What makes a key that trades, and one that takes money out, in each venue's words.
TRADES = {
    "kraken": "modify-orders",
    "binance": "trade",
    "binanceusdm": "trade",
    "coinbase": "trade",
    "kucoin": "Spot",
}
TAKES_OUT = {
    "kraken": "withdraw-funds",
    "binance": "withdraw",
    "binanceusdm": "withdraw",
    "coinbase": "withdraw",
    "kucoin": "Withdrawal",
}


@pytest.mark.parametrize("name", TRADES)
async def test_linking_tells_what_a_key_may_do_and_what_is_there(name: str):
    async with staged(name, None, TRADES[name]) as stage:
        checked = await stage.driver.check(stage.key.credentials)

    assert (checked.rights.trade, checked.rights.withdraw) == (True, False)
    assert (checked.mode, checked.currency) == (Mode.LIVE, "USDT")
    assert checked.balances == (Money(Decimal(100_000), "USDT"),)
    assert checked.label == stage.key.key[-4:]
    assert checked.skew_seconds == 0.0


@pytest.mark.parametrize("name", TAKES_OUT)
async def test_linking_sees_a_key_that_may_take_money_out(name: str):
    async with staged(name, None, TRADES[name], TAKES_OUT[name]) as stage:
        checked = await stage.driver.check(stage.key.credentials)

    assert checked.rights.withdraw is True


@pytest.mark.parametrize("name", HOUSES)
async def test_a_key_that_is_not_taken_is_refused_as_such(name: str):
    async with staged(name) as stage:
        stage.key.revoked = True
        with pytest.raises(BrokerError) as told:
            await stage.driver.check(stage.key.credentials)

    assert told.value.kind is ErrorKind.AUTH
    assert stage.key.secret not in str(told.value)


@pytest.mark.parametrize("name", HOUSES)
async def test_a_clock_that_is_five_seconds_off_is_named(name: str):
    async with staged(name) as stage:
        if name in ("kraken", "coinbase"):
            stage.house.drift = 5.0
        else:
            stage.house.drift_ms = 5000
        with pytest.raises(BrokerError) as told:
            await stage.driver.check(stage.key.credentials)

    assert told.value.kind is ErrorKind.CLOCK


async def test_an_order_from_a_clock_that_is_off_is_refused_by_proof():
    async with staged("binance") as stage:
        await stage.broker.balances()
        stage.house.drift_ms = 6000
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks())

    assert (told.value.kind, told.value.placed) == (ErrorKind.CLOCK, Placed.NO)


@pytest.mark.parametrize("name", ["kraken", "kucoin"])
async def test_while_a_venue_cannot_be_reached_at_first_nothing_was_placed(name: str):
    async with staged(name) as stage:
        await stage.served.down()
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks())
        await stage.served.up()
        again = await stage.broker.submit(asks())

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)
    assert again.filled == Decimal("0.1")


async def test_markets_are_loaded_once_for_all_and_again_when_they_are_old():
    async with staged("kraken") as stage:
        for account in ("a", "b", "c"):
            stage.house.floor.open(account, {"USDT": Decimal(1)})
            other = stage.driver.open(account, stage.house.key(account).credentials, Mode.LIVE, nothing)
            await other.balances()
            assert await other.rules(BTC) is not None
        assert sum("AssetPairs" in one for one in stage.bodies) == 1
        stage.house.floor.listings["SOL/USDT"] = rules()
        sol = Instrument("SOL/USDT", "SOL", "USDT", AssetClass.CRYPTO)
        assert await stage.broker.rules(sol) is None

        stage.clock.pass_by(timedelta(hours=1))
        assert await stage.broker.rules(sol) is None  # nobody waits for the new table
        await stage.driver.settle()

        assert await stage.broker.rules(sol) is not None
        assert (await stage.broker.submit(asks())).filled == Decimal("0.1")
        assert sum("AssetPairs" in one for one in stage.bodies) == 2


async def test_an_old_table_serves_while_the_venue_does_not_tell_a_new_one():
    async with staged("binance") as stage:
        await stage.broker.balances()
        told = stage.house._open["GET /api/v3/exchangeInfo"]
        stage.house._open["GET /api/v3/exchangeInfo"] = lambda _: {"symbols": []}
        stage.clock.pass_by(timedelta(hours=1))
        for _ in range(5):
            assert (await stage.broker.submit(asks(quantity="0.01"))).filled == Decimal("0.01")
            await stage.driver.settle()
        assert sum("exchangeInfo" in one for one in stage.bodies) == 2  # once more, and then not for a minute
        stage.house._open["GET /api/v3/exchangeInfo"] = told
        stage.clock.pass_by(timedelta(minutes=1))
        await stage.broker.rules(BTC)
        await stage.driver.settle()

        assert sum("exchangeInfo" in one for one in stage.bodies) == 3


async def test_what_the_venue_refuses_as_closed_is_looked_up_again():
    async with staged("kraken") as stage:
        assert (await stage.broker.session(BTC)).is_open
        stage.house.floor.closed.add("BTC/USDT")
        stage.clock.pass_by(timedelta(minutes=1))
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks())
        await stage.broker.session(BTC)
        await stage.driver.settle()

        assert told.value.kind is ErrorKind.MARKET_CLOSED
        assert not (await stage.broker.session(BTC)).is_open


async def test_ten_thousand_accounts_are_opened_without_a_word():
    async with staged("binance") as stage:
        brokers = [
            stage.driver.open(str(n), {"key": f"k{n}", "secret": f"s{n}"}, Mode.LIVE, nothing)
            for n in range(10_000)
        ]

        assert len({id(one) for one in brokers}) == 10_000
        assert stage.served.weather.seen == []
        await brokers[0].rules(BTC)
        assert stage.served.weather.count(Asked.READ) == 1


async def test_a_price_step_that_is_coarser_than_its_decimals_counts():
    async with staged("kraken") as stage:
        listed = stage.house._pair
        stage.house._pair = lambda symbol: {**listed(symbol), "tick_size": "0.1"}
        found = await stage.broker.rules(BTC)

    assert found is not None
    assert found.tick == Decimal("0.1")


async def test_a_unified_account_at_kucoin_is_said_not_to_be_supported():
    async with staged("kucoin") as stage:
        stage.house.unified = True
        stage.house.app  # noqa: B018 - the same server, which reads it now
        stage.house._signed = {
            **stage.house._signed,
            "GET /api/ua/v1/account/mode": lambda *_: {"selfAccountMode": "UNIFIED"},
        }
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks())

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)
    assert stage.house.floor.orders == []


async def test_after_the_end_nothing_is_sent():
    async with staged("kraken") as stage:
        await stage.broker.balances()
        await stage.driver.close()
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks())

        assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)
        assert stage.house.floor.orders == []


def test_every_venue_that_is_shown_has_a_row_and_says_what_the_row_says():
    """A feature is native where the row has the ability, unless the adapter makes it out of another."""
    said = {
        Ability.MARKET: Feature.MARKET,
        Ability.LIMIT: Feature.LIMIT,
        Ability.STOP_LIMIT: Feature.STOP_LIMIT,
        Ability.TAKE_PROFIT: Feature.TAKE_PROFIT,
        Ability.MULTI_EXIT: Feature.SEVERAL_EXITS,
        Ability.SHORT: Feature.SHORT,
        Ability.REDUCE_ONLY: Feature.REDUCE_ONLY,
        Ability.REPLACE: Feature.REPLACE,
    }
    assert {info.name for info in INFOS} == set(PROFILES)
    for info in INFOS:
        row = PROFILES[info.name]
        for ability, feature in said.items():
            assert (info.how(feature) is How.NATIVE) is (ability in row.abilities), (info.name, feature)


async def test_any_other_exchange_is_a_row_without_proof():
    driver = make("bitstamp", clock=MovedClock(), table=builtin_table(), url="http://127.0.0.1:9")
    broker = driver.open("mine", {"key": "k", "secret": "s"}, Mode.LIVE, nothing)

    assert broker.venue == "bitstamp"
    with pytest.raises(BrokerError) as told:
        await broker.submit(asks())
    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)
    await driver.close()
