"""Orders that go past the library: signed, written and read as the library itself would, and sent once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from adapters.brokers.crypto.asking import call_for
from adapters.brokers.crypto.binance import order_words, query, told, which
from adapters.brokers.crypto.profiles import BINANCE_ROW, BINANCEUSDM_ROW
from adapters.brokers.crypto.reading import snapshot_of
from adapters.brokers.crypto.signing import signer
from core.accounts.model import Mode
from core.orders.model import OrderRequest, OrderStatus, OrderType, Side, TimeInForce
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.adapters.brokers.crypto.stage import Stage, staged
from tests.contract.venues import asks, sent
from tests.venues.binance import Binance, Wrong
from tests.venues.crypto import nothing, spot_floor
from tests.venues.trouble import Asked, Fate, Trouble
from tests.worlds import MovedClock

ROWS = {"binance": BINANCE_ROW, "binanceusdm": BINANCEUSDM_ROW}
TARGET = replace(asks(Side.SELL, stop="61000"), type=OrderType.TAKE_PROFIT)
# What the venue's documents name as an order's status.
STATUSES = (
    "NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "PENDING_CANCEL", "REJECTED", "EXPIRED", "EXPIRED_IN_MATCH",
    "PENDING_NEW", "ACCEPTED",
)  # fmt: skip
PLAIN = [
    asks(),
    asks(Side.SELL, "0.00001"),
    asks(limit="59000.10"),
    asks(Side.SELL, "8999.99999", limit="0.01"),
    asks(limit="59000", waits=TimeInForce.IOC),
    asks(limit="59000", waits=TimeInForce.FOK),
    asks(Side.SELL, reduce_only=True),
]
WAITING = [
    asks(Side.SELL, stop="58500"),
    asks(Side.SELL, stop="58500.5", limit="58400"),
    TARGET,
]


@cache
def the_library(name: str) -> Any:
    """The library's object for a key, with the venue's market in Bitcoin."""
    import ccxt.async_support as library

    row = ROWS[name]
    made = getattr(library, row.exchange)({"apiKey": "k" * 64, "secret": "s" * 64, "number": str})
    made.number = str
    made.options |= {**row.options, "crossMarginPairsData": [], "isolatedMarginPairsData": []}
    house = Binance(spot_floor(MovedClock()))
    made.set_markets([made.parse_market(house.listed("BTC/USDT", futures=row.swap))])
    return made


def pem(key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey) -> str:
    how = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, *how).decode()


SECRETS = {
    "a word": "s3cret" * 10,
    "Ed25519": pem(ed25519.Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)),
    "RSA": pem(rsa.generate_private_key(65537, 2048)),
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("kind", SECRETS)
def test_a_signature_is_the_library_s_own(name: str, kind: str):
    exchange = the_library(name)
    exchange.secret = SECRETS[kind].strip()
    words = order_words(call_of(PLAIN[2], exchange), "BTCUSDT", futures=exchange.id == "binanceusdm")
    api = "fapiPrivate" if exchange.id == "binanceusdm" else "private"

    body = exchange.sign("order", [api], "POST", words)["body"]
    text, _, signature = body.rpartition("&signature=")

    assert signer(SECRETS[kind])(text.encode()) == signature
    assert dict(parse_qsl(text)).items() >= words.items()


@pytest.mark.parametrize("secret", ["-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----", None])
def test_a_private_key_that_is_none_is_no_key(secret: str | None):
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    how = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    other = key.private_bytes(serialization.Encoding.PEM, *how).decode()

    with pytest.raises(ValueError, match=r".+"):
        signer(secret or other)


def call_of(request: OrderRequest, exchange: Any) -> Any:
    symbol = "BTC/USDT" if exchange.id == "binance" else "BTC/USDT:USDT"
    return call_for(request, ROWS[exchange.id], symbol, tick=Decimal("0.01"), last=None)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        pytest.param(name, request, id=f"{name}-{request.type}-{number}")
        for name in ROWS
        # What waits for a price stands in a list of its own at the futures, and goes through the library.
        for number, request in enumerate([*PLAIN, *(WAITING if name == "binance" else ())])
    ],
)
def test_an_order_is_written_as_the_library_writes_it(name: str, asked: OrderRequest):
    exchange = the_library(name)
    call = call_of(asked, exchange)

    theirs = exchange.create_order_request(
        call.symbol, call.type, call.side, call.amount, call.price, dict(call.params)
    )

    written = dict(parse_qsl(exchange.urlencode(theirs)))
    assert dict(parse_qsl(query(order_words(call, "BTCUSDT", futures=exchange.id != "binance")))) == written


def test_what_a_query_may_not_hold_is_written_in_other_words():
    assert query(which("币安USDT&side=SELL", "28", "")) == (
        "symbol=%E5%B8%81%E5%AE%89USDT%26side%3DSELL&orderId=28"
    )


def answers() -> list[dict[str, Any]]:
    """Orders as the venue tells them: to a send, to a question, of either market, in every status."""
    base = {
        "symbol": "BTCUSDT",
        "orderId": 9007199254740993,
        "clientOrderId": f"be11{1:028x}",
        "price": "59000.00000000",
        "origQty": "0.30000000",
        "executedQty": "0.10000000",
        "type": "LIMIT",
        "side": "BUY",
        "timeInForce": "GTC",
    }
    fills = [
        {"price": "59000.0", "qty": "0.06", "commission": "0.00001", "commissionAsset": "BNB", "tradeId": 7},
        {"price": "58999.9", "qty": "0.04", "commission": "0.00004", "commissionAsset": "BTC", "tradeId": 8},
    ]
    spot = {**base, "orderListId": -1, "cummulativeQuoteQty": "5899.996"}
    futures = {**base, "positionSide": "BOTH", "cumQuote": "5899.996", "avgPrice": "58999.96"}
    asked, at_once = {"time": 1507725176595, "updateTime": 1507725176999}, {"transactTime": 1507725176595}
    return [
        {**spot, **asked, "workingTime": 1507725176600, "status": "CANCELED"},
        *({**spot, **at_once, "status": status, "fills": fills} for status in STATUSES),
        *({**futures, **asked, "status": status} for status in STATUSES),
        {**spot, **at_once, "status": "SOMETHING_NEW", "fills": []},
        {**futures, "updateTime": 1507725176999, "status": "NEW", "side": "SELL"},
        {"symbol": "BTCUSDT", "orderId": 28, "clientOrderId": "x", "transactTime": 1507725176595},
    ]


@pytest.mark.parametrize("answer", answers(), ids=lambda one: one.get("status", "bare"))
def test_an_order_is_read_as_the_library_reads_it(answer: dict[str, Any]):
    exchange = the_library("binanceusdm" if "positionSide" in answer else "binance")
    market = next(iter(exchange.markets.values()))
    theirs, ours = exchange.parse_order(answer, market), told(answer)

    for name in ("id", "clientOrderId", "timestamp", "side", "amount", "filled", "status"):
        if answer.get("status") or name not in ("filled", "status"):
            assert ours[name] == theirs[name], name
    trades = [(one["id"], one["amount"], one["price"], one["fee"]) for one in ours["trades"]]
    assert trades == [
        (one["id"], one["amount"], one["price"], {name: one["fee"][name] for name in ("cost", "currency")})
        for one in theirs["trades"]
    ]
    fits = [snapshot_of(one, (), "BTC/USDT", "x", None) for one in (ours, theirs)]
    assert fits[0] == fits[1]


def test_an_answer_without_an_id_tells_of_no_order():
    with pytest.raises(LookupError):
        told({"symbol": "BTCUSDT", "status": "FILLED", "executedQty": "1"})


# -- on the wire


def arrived(stage: Stage) -> list[tuple[str, str]]:
    return [(one.method, one.target.partition("?")[0]) for one in stage.served.weather.seen]


async def test_an_order_is_one_request_and_so_is_taking_it_back():
    async with staged("binance") as stage:
        await stage.driver.ready()
        stage.served.weather.seen.clear()
        resting = await stage.broker.submit(asks(limit="59000"))
        bought = await stage.broker.submit(asks())
        placed, stage.served.weather.seen[:] = arrived(stage), []
        back = await stage.broker.cancel(sent(resting))

    assert placed == [("POST", "/api/v3/order")] * 2
    assert arrived(stage) == [("DELETE", "/api/v3/order"), ("GET", "/api/v3/order")]
    assert (bought.status, len(bought.fills)) == (OrderStatus.FILLED, 1)
    assert back is not None
    assert back.status is OrderStatus.CANCELED


async def test_a_stop_of_the_futures_goes_to_their_list_of_stops():
    async with staged("binanceusdm") as stage:
        await stage.broker.submit(asks())
        await stage.broker.submit(asks(Side.SELL, stop="58500", reduce_only=True))

    posts = [target for method, target in arrived(stage) if method == "POST"]
    assert posts == ["/fapi/v1/order", "/fapi/v1/algoOrder"]


async def test_an_answer_about_another_order_is_no_answer():
    async with staged("binance") as stage:
        await stage.driver.ready()
        request = asks(limit="59000")
        body = '{"symbol":"BTCUSDT","orderId":1,"clientOrderId":"somebody","status":"NEW"}'
        stage.served.weather.plan(Trouble(name="other", fate=Fate.JSON, reaches=True, body=body))

        with pytest.raises(BrokerError) as raised:
            await stage.broker.submit(request)
        found = await stage.broker.find(replace(sent_as(request)))

    assert (raised.value.kind, raised.value.placed) == (ErrorKind.UNNAMED, Placed.UNKNOWN)
    assert found is not None
    assert stage.served.weather.count(Asked.ORDER) == 1


def sent_as(request: OrderRequest) -> Any:
    """As a send of which nothing is known."""
    return replace(sent(request), venue_order_id=None)


async def test_a_venue_that_is_asked_too_much_says_for_how_long_it_wants_to_be_left_alone():
    async with staged("binance") as stage:
        await stage.driver.ready()
        stage.house.says = Wrong(-1015, "Too many new orders.", 429, {"Retry-After": "7"})
        with pytest.raises(BrokerError) as raised:
            await stage.broker.submit(asks(limit="59000"))

    assert (raised.value.kind, raised.value.placed) == (ErrorKind.RATE_LIMITED, Placed.NO)
    assert raised.value.retry_after == 7.0


async def test_a_private_key_that_cannot_be_read_sends_nothing():
    async with staged("binance") as stage:
        secret = "-----BEGIN PRIVATE KEY-----\nbm90aGluZw==\n-----END PRIVATE KEY-----"
        mine = stage.driver.open("mine", {"key": stage.key.key, "secret": secret}, Mode.LIVE, nothing)
        await stage.driver.ready()

        with pytest.raises(BrokerError) as raised:
            await mine.submit(asks(limit="59000"))

    assert (raised.value.kind, raised.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert "bm90aGluZw" not in f"{raised.value!r} {raised.value.__cause__!r}"
    assert stage.served.weather.count(Asked.ORDER) == 0


async def test_a_key_of_several_lines_is_no_head_of_anybody_s_request():
    async with staged("binance") as stage:
        key = {**stage.key.credentials, "key": "k\r\nContent-Length: 0\r\n\r\nPOST /api/v3/order"}
        mine = stage.driver.open("mine", key, Mode.LIVE, nothing)
        await stage.driver.ready()
        stage.served.weather.seen.clear()

        with pytest.raises(BrokerError) as raised:
            await mine.submit(asks(limit="59000"))

    assert (raised.value.kind, raised.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert not stage.served.weather.seen


async def test_an_order_whose_turn_does_not_come_in_time_was_not_sent(monkeypatch: pytest.MonkeyPatch):
    async with staged("binance", replace(BINANCE_ROW, orders_per_second=0.001, orders_burst=1.0)) as stage:
        await stage.broker.submit(asks(limit="59000"))
        await stage.broker.submit(asks(limit="59000"))
        monkeypatch.setattr("adapters.brokers.crypto.desk.WRITE_SECONDS", 0.05)
        with pytest.raises(BrokerError) as raised:
            await stage.broker.submit(asks(limit="59000"))

    assert (raised.value.kind, raised.value.placed) == (ErrorKind.RATE_LIMITED, Placed.NO)
    assert stage.served.weather.count(Asked.ORDER) == 2


async def test_nothing_leaves_after_the_end_and_nothing_hangs():
    async with staged("binance") as stage:
        await stage.broker.submit(asks(limit="59000"))
        hanging = Trouble(name="silence", fate=Fate.SILENCE, reaches=True, asked=Asked.READ)
        stage.served.weather.plan(hanging)
        asking = asyncio.ensure_future(stage.broker.find(sent_as(PLAIN[0])))
        await asyncio.wait_for(stage.served.weather.hit.wait(), 10)
        await stage.driver.close()

        with pytest.raises(BrokerError):
            await asking
        with pytest.raises(BrokerError) as raised:
            await stage.broker.submit(asks(limit="59000"))

    assert raised.value.placed is Placed.NO
    assert stage.served.weather.count(Asked.ORDER) == 1


def test_secrets_are_in_nobody_s_words():
    from adapters.brokers.crypto.budget import Budget, Lane
    from adapters.brokers.crypto.thin import Thin, Way

    thin = Thin(
        way=cast("Way", None),  # nothing is asked of it
        key="a" * 64,
        secret="b" * 64,
        lane=Lane(1),
        budgets=(),
        orders=Budget(1, 1),
        window_ms="5000",
    )
    assert "aaaa" not in repr(thin)
    assert "bbbb" not in repr(thin)
