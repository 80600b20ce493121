"""An account at Alpaca over its own wire format: what the contract suite does not say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.brokers.alpaca.account import Account
from adapters.brokers.alpaca.driver import AlpacaDriver
from adapters.brokers.alpaca.house import quote_of
from core.accounts.model import Mode
from core.kernel.money import Money, Price
from core.market.model import Instrument
from core.market.symbols import builtin_table
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Rights
from tests.contract.venues import OPENS_AT, asks, sent
from tests.venues.alpaca import COINS, HASTE, SHARE, Stand, credentials, keep, standing
from tests.venues.trouble import TROUBLES, Asked

MONEY = Decimal(10_000_000)
STOPS: dict[str, Any] = {"side": Side.SELL, "stop": "58500", "reduce_only": True}


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with standing({**SHARE, **COINS}, MONEY) as stand:
        stand.alpaca.floor.fees_in = "received"
        yield stand


@pytest.fixture
async def driver(stand: Stand) -> AsyncIterator[AlpacaDriver]:
    driver = stand.driver()
    yield driver
    await driver.close()


@pytest.fixture
def mine(driver: AlpacaDriver) -> Account:
    opened = driver.open("mine", credentials("mine"), Mode.PAPER, keep)
    assert isinstance(opened, Account)
    return opened


def known(symbol: str) -> Instrument:
    instrument = builtin_table().get(symbol)
    assert instrument is not None
    return instrument


def shares(quantity: str = "10", **more: Any) -> OrderRequest:
    return asks(quantity=quantity, symbol="AAPL", **more)


async def refused(account: Account, request: OrderRequest) -> ErrorKind:
    with pytest.raises(BrokerError) as told:
        await account.submit(request)
    assert told.value.placed is Placed.NO
    return told.value.kind


# -- whatever happens on the way (`tests/contract/test_venue_faults.py` has more of it)


async def test_a_caller_who_goes_away_leaves_an_order_that_is_found(stand: Stand, mine: Account):
    request = shares(limit="59000")
    arrived = asyncio.Event()
    stand.alpaca.floor.changed = lambda _account, _placed: arrived.set()
    task = asyncio.create_task(mine.submit(request))
    async with asyncio.timeout(10):
        await arrived.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    found = await mine.find(sent(request))

    assert found is not None
    assert stand.served.weather.count(Asked.ORDER) == 1


# -- refusals in the right words


async def test_a_revoked_key_is_told_as_one(stand: Stand, mine: Account):
    del stand.alpaca.keys["PKMINE"]

    assert await refused(mine, shares(limit="59000")) is ErrorKind.AUTH
    with pytest.raises(BrokerError) as told:
        await mine.balances()
    assert told.value.kind is ErrorKind.AUTH


async def test_an_entry_at_market_waits_for_no_open_and_an_exit_does(stand: Stand, mine: Account):
    await mine.submit(shares())
    stand.clock.pass_by(timedelta(minutes=1))
    stand.alpaca.floor.closed.add("F")

    session = await mine.session(known("AAPL"))

    assert (session.is_open, session.opens_at) == (False, stand.clock.now() + timedelta(hours=17))
    assert await refused(mine, shares()) is ErrorKind.MARKET_CLOSED
    assert stand.served.weather.count(Asked.ORDER) == 1
    assert (await mine.submit(shares(side=Side.SELL, reduce_only=True))).status is OrderStatus.OPEN
    assert (await mine.submit(asks(quantity="0.1", symbol="BTC/USD"))).status is OrderStatus.OPEN


async def test_what_is_too_small_fractional_or_delisted_is_told_apart(stand: Stand, mine: Account):
    assert await refused(mine, shares("0.00001")) is ErrorKind.INVALID_SIZE
    assert await refused(mine, asks(quantity="0.0001", symbol="BTC/USD")) is ErrorKind.INVALID_SIZE
    assert await refused(mine, asks(quantity="1.5", symbol="F")) is ErrorKind.INVALID_SIZE
    assert await refused(mine, shares(limit="59000.123")) is ErrorKind.INVALID_PRICE
    stand.alpaca.inactive.add("AAPL")
    assert await refused(mine, shares(limit="59000")) is ErrorKind.UNKNOWN_INSTRUMENT
    assert await mine.rules(known("AAPL")) is None


async def test_who_asked_too_much_is_left_alone_by_all_but_exits(
    stand: Stand, driver: AlpacaDriver, mine: Account
):
    await mine.submit(shares())
    stand.alpaca.too_many = True
    assert await refused(mine, shares(limit="59000")) is ErrorKind.RATE_LIMITED
    stand.alpaca.too_many = False
    before = len(stand.served.weather.seen)

    again = driver.open("mine", credentials("mine"), Mode.PAPER, keep)
    with pytest.raises(BrokerError) as told:
        await again.balances()
    sold = await again.submit(shares(side=Side.SELL, reduce_only=True))

    assert (told.value.kind, told.value.placed) == (ErrorKind.RATE_LIMITED, Placed.NO)
    assert told.value.retry_after == pytest.approx(30, abs=2)
    assert sold.status is OrderStatus.OPEN
    assert [one.method for one in stand.served.weather.seen[before:]] == ["POST"]


async def test_a_share_of_another_country_is_not_traded(mine: Account):
    assert await refused(mine, asks(symbol="SBER")) is ErrorKind.UNKNOWN_INSTRUMENT
    assert await mine.rules(known("SBER")) is None
    assert await mine.quote(known("SBER")) is None


async def test_an_exit_of_what_is_not_held_opens_nothing(stand: Stand, mine: Account):
    assert await refused(mine, shares(side=Side.SELL, reduce_only=True)) is ErrorKind.NOTHING_TO_REDUCE
    assert stand.alpaca.floor.orders == []


async def test_a_key_of_real_money_never_serves_a_paper_account(driver: AlpacaDriver):
    with pytest.raises(BrokerError) as told:
        driver.open("mine", {"key": "AKMINE", "secret": "secret"}, Mode.PAPER, keep)

    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)
    driver.open("mine", {"key": "AKMINE", "secret": "secret"}, Mode.LIVE, keep)


async def test_without_a_key_it_says_what_the_venue_can_do_and_asks_nothing(
    stand: Stand, driver: AlpacaDriver
):
    nobody = driver.open("mine", {}, Mode.PAPER, keep)

    assert nobody.abilities == Account.abilities
    with pytest.raises(BrokerError) as told:
        await nobody.submit(shares(limit="59000"))
    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert stand.served.weather.seen == []


# -- fractions and coins


async def test_a_fraction_is_bought_protected_for_the_day_and_its_stop_moves(stand: Stand, mine: Account):
    bought = await mine.submit(shares("2.5"))
    stop = await mine.submit(shares("2.5", **STOPS))

    moved = await mine.replace(
        stop.venue_order_id, replace(shares("2.5", **STOPS), stop_price=Price("59000"))
    )

    found = await mine.find(sent(bought))
    assert found is not None
    assert (found.status, found.filled) == (OrderStatus.FILLED, Decimal("2.5"))
    [resting] = stand.alpaca.floor.orders[-1:]
    assert (resting.order.stop_price, resting.order.time_in_force.value) == (Decimal(59000), "day")
    with pytest.raises(BrokerError) as told:
        await mine.replace(moved.venue_order_id, shares("1.5", **STOPS))
    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)


async def test_what_traded_in_part_is_not_changed(stand: Stand, mine: Account):
    stand.alpaca.floor.price("AAPL", "60000", "4")
    order = await mine.submit(shares(limit="60000"))

    with pytest.raises(BrokerError) as told:
        await mine.replace(order.venue_order_id, shares(limit="59000"))

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)


async def test_a_coin_s_stop_trades_down_to_its_limit_and_fees_are_taken_from_what_comes_in(
    stand: Stand, mine: Account
):
    bought = await mine.submit(asks(quantity="0.1", symbol="BTC/USD"))
    found = await mine.find(sent(bought))
    assert found is not None
    assert [one.fee for one in found.fills] == [Money(Decimal("0.00025"), "BTC")]
    held = Decimal("0.1") - Decimal("0.00025")
    assert Money(held, "BTC") in await mine.balances()

    stop = await mine.submit(asks(quantity=str(held), symbol="BTC/USD", **STOPS))
    [there] = stand.alpaca.floor.orders[-1:]
    assert (there.order.type, there.order.limit_price) == (OrderType.STOP_LIMIT, Decimal("55575"))
    stand.alpaca.floor.price("BTC/USD", "58000")

    sold = await mine.find(sent(stop))
    assert sold is not None
    # 0.09975 x 57,988.4 x 0.25 %, rounded up to 1E-9.
    assert [(one.price, one.fee) for one in sold.fills] == [
        (Decimal("57988.4"), Money(Decimal("14.460857250"), "USD"))
    ]
    assert "BTC" not in {one.currency for one in await mine.balances()}


async def test_who_rested_in_the_book_pays_the_maker_s_fee(stand: Stand, mine: Account):
    order = await mine.submit(asks(quantity="0.1", symbol="BTC/USD", limit="59000"))
    stand.clock.pass_by(timedelta(minutes=5))
    stand.alpaca.floor.price("BTC/USD", "59000")

    found = await mine.find(sent(order))

    assert found is not None
    assert [one.fee for one in found.fills] == [Money(Decimal("0.00015"), "BTC")]


# -- what is told late, and what others do


async def test_fills_that_are_told_late_keep_the_order_open(stand: Stand, mine: Account):
    stand.alpaca.lags = True
    order = await mine.submit(shares())

    early = await mine.find(sent(order))
    stand.alpaca.lags = False
    late = await mine.find(sent(order))

    assert early is not None
    assert (early.status, early.fills) == (OrderStatus.OPEN, ())
    assert late is not None
    assert (late.status, len(late.fills)) == (OrderStatus.FILLED, 1)


async def test_an_order_that_somebody_changed_at_the_venue_is_followed(stand: Stand, mine: Account):
    order = await mine.submit(shares(limit="59000"))
    [there] = stand.alpaca.floor.orders
    changed = stand.alpaca.change_outside("mine", there, limit_price=Price("59500"))
    stand.alpaca.floor.price("AAPL", "59500", "4")

    found = await mine.find(sent(order))
    fills = await mine.fills([sent(order)])

    assert found is not None
    assert (found.status, found.filled) == (OrderStatus.PARTIALLY_FILLED, Decimal(4))
    assert [(one.client_order_id, one.quantity) for one in fills] == [(order.client_order_id, Decimal(4))]
    ended = await mine.cancel(sent(order))
    assert ended is not None
    assert (ended.status, changed.status) == (OrderStatus.CANCELED, OrderStatus.CANCELED)


async def test_many_fills_are_read_page_by_page(stand: Stand, mine: Account):
    big = await mine.submit(shares("230", limit="59"))
    for number in range(230):
        stand.clock.pass_by(timedelta(seconds=1))
        stand.alpaca.floor.price("AAPL", str(59 - number % 2), "1")

    found = await mine.find(sent(big))

    assert found is not None
    assert (found.status, len(found.fills)) == (OrderStatus.FILLED, 230)
    assert len({one.venue_trade_id for one in found.fills}) == 230


async def test_fills_of_orders_that_another_process_sent_name_the_venue_s_id(stand: Stand, mine: Account):
    order = await mine.submit(shares())
    elsewhere = stand.driver()
    again = elsewhere.open("mine", credentials("mine"), Mode.PAPER, keep)

    [fill] = await again.fills_since(OPENS_AT, ())

    assert (fill.client_order_id, fill.venue_order_id) == ("", order.venue_order_id)
    await elsewhere.close()


async def test_a_short_is_below_zero(stand: Stand, mine: Account):
    await mine.submit(shares(side=Side.SELL))

    assert Money(Decimal(-10), "AAPL") in await mine.balances()


# -- linking, prices, what is shared


async def test_a_key_is_looked_at_before_it_is_kept(stand: Stand, driver: AlpacaDriver, mine: Account):
    await mine.submit(asks(quantity="0.1", symbol="BTC/USD"))
    stand.clock.pass_by(timedelta(seconds=0))

    checked = await driver.check(credentials("mine"))

    assert (checked.mode, checked.rights, checked.currency) == (Mode.PAPER, Rights(trade=True), "USD")
    assert (checked.label, checked.skew_seconds) == ("MINE", 0.0)
    assert {one.currency for one in checked.balances} == {"USD", "BTC"}
    stand.alpaca.keys["PKMINE"].blocked = True
    assert (await driver.check(credentials("mine"))).rights == Rights(trade=False)
    with pytest.raises(BrokerError) as told:
        await driver.check({"key": "PKMINE", "secret": "another"})
    assert told.value.kind is ErrorKind.AUTH
    assert "another" not in str(told.value)


async def test_its_prices_are_exact_and_asked_once_for_all(stand: Stand, driver: AlpacaDriver, mine: Account):
    stand.alpaca.floor.price("AAPL", "170.3")
    other = driver.open("other", credentials("other"), Mode.PAPER, keep)
    before = stand.served.weather.count(Asked.READ)

    quotes = await asyncio.gather(*(one.quote(known("AAPL")) for one in (mine, other) * 5))

    assert {None if one is None else one.last for one in quotes} == {Decimal("170.3")}
    assert stand.served.weather.count(Asked.READ) == before + 1


async def test_a_venue_that_is_silent_fails_everybody_who_waits_at_once(stand: Stand):
    driver = stand.driver(HASTE)
    mine = driver.open("mine", credentials("mine"), Mode.PAPER, keep)
    stand.served.weather.plan(
        *[replace(one, asked=Asked.READ) for one in TROUBLES if one.name == "silence_before"]
    )

    told = await asyncio.gather(*(mine.submit(shares()) for _ in range(20)), return_exceptions=True)

    assert {(one.kind, one.placed) for one in told if isinstance(one, BrokerError)} == {
        (ErrorKind.TIMEOUT, Placed.NO)
    }
    assert len(stand.served.weather.seen) == 1, "one question for all, and no order"
    await driver.close()


@pytest.mark.parametrize(
    ("age", "bid", "at"),
    [
        (1, 170.2, 0),
        (59, 170.2, 0),
        # A feed that stopped, or a closed market.
        (61, 170.2, 61),
        # Nobody offers: the last trade is of its own time.
        (1, 0, 1),
    ],
)
def test_offers_stand_until_they_change(age: int, bid: float, at: int):
    was = f"{OPENS_AT - timedelta(seconds=age):%Y-%m-%dT%H:%M:%S}Z"
    shot = {
        "latestTrade": {"t": was, "p": Decimal("170.3")},
        "latestQuote": {"t": was, "bp": Decimal(str(bid)), "ap": Decimal("170.4")},
    }

    quote = quote_of("AAPL", shot, OPENS_AT)

    assert quote is not None
    assert quote.at == OPENS_AT - timedelta(seconds=at)
    assert (quote.bid, quote.last, quote.ask) == (
        Decimal(str(bid or 170.3)),
        Decimal("170.3"),
        Decimal("170.4"),
    )


def test_what_never_traded_has_no_price():
    assert quote_of("AAPL", {}, OPENS_AT) is None
    assert quote_of("AAPL", {"latestTrade": None, "latestQuote": None}, OPENS_AT) is None


async def test_rules_of_shares_fractions_and_coins(mine: Account):
    whole, parts, coin = [await mine.rules(known(symbol)) for symbol in ("F", "AAPL", "BTC/USD")]

    assert whole is not None
    assert parts is not None
    assert coin is not None
    assert [str(Decimal(one.step)) for one in (whole, parts, coin)] == ["1", "1E-9", "1E-9"]
    assert [one.minimum_notional for one in (whole, parts, coin)] == [Decimal(1), Decimal(1), Decimal(10)]
    assert [one.fee_rate for one in (whole, coin)] == [Decimal(0), Decimal("0.0025")]


async def test_what_rests_is_listed_with_what_it_traded(stand: Stand, mine: Account):
    stand.alpaca.floor.price("AAPL", "60000", "4")
    part = await mine.submit(shares(limit="60000"))
    rest = await mine.submit(shares(limit="59000"))

    found = {one.client_order_id: one for one in await mine.open_orders()}

    assert set(found) == {part.client_order_id, rest.client_order_id}
    assert [one.quantity for one in found[part.client_order_id].fills] == [Decimal(4)]


async def test_a_secret_is_in_no_name_of_anything(mine: Account):
    shown = f"{mine!r} {mine._line!r} {vars(mine)!r}"

    assert "secret of mine" not in shown
    assert "PKMINE" not in shown
