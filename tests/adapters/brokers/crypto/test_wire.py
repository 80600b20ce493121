"""What stands on the wire to the crypto venues: our ids, the core's digits, nobody's broker mark."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from core.orders.model import OrderStatus, Sent, Side, TimeInForce
from core.ports.broker import BrokerError, Placed
from tests.adapters.brokers.crypto.stage import HOUSES, Stage, staged
from tests.contract.venues import OPENS_AT, asks
from tests.venues.crypto import profile
from tests.venues.trouble import Asked, Fate, Handler, Seen, Trouble, Weather

OURS = {
    "kraken": "cl_ord_id",
    "binance": "newClientOrderId",
    "binanceusdm": "newClientOrderId",
    "binanceus": "newClientOrderId",
    "coinbase": "client_order_id",
    "kucoin": "clientOid",
}


def sent_orders(stage: Stage) -> list[dict[str, str]]:
    """The fields of the orders that arrived; of a nested body the innermost."""
    return [fields(one) for one in stage.served.weather.seen if one.asked is Asked.ORDER]


def fields(seen: Seen) -> dict[str, str]:
    if not seen.body.startswith("{"):
        return {name: values[0] for name, values in parse_qs(seen.body).items()}
    told = json.loads(seen.body)
    for shape in told.pop("order_configuration", {}).values():
        told |= shape
    return {name: str(value) for name, value in told.items()}


@pytest.mark.parametrize("name", HOUSES)
async def test_our_id_and_the_core_s_digits_go_out_as_they_are(name: str):
    async with staged(name) as stage:
        request = asks(quantity="0.12345", limit="59000.10")
        await stage.broker.submit(request)

        [order] = sent_orders(stage)
    assert order[OURS[name]] == request.client_order_id
    digits = set(order.values())
    assert "0.12345" in digits
    assert "59000.1" in digits
    everything = " ".join([*order.values(), *stage.bodies])
    assert "ccxt" not in everything
    assert "x-TKT5PX2F" not in everything
    headers = [one.headers for one in stage.served.weather.seen]
    assert not any(key.upper().startswith("KC-API-PARTNER") for one in headers for key in one)


@pytest.mark.parametrize("name", ["binance", "binanceusdm", "binanceus"])
async def test_a_late_request_is_to_be_refused(name: str):
    async with staged(name) as stage:
        await stage.broker.submit(asks(limit="59000"))
        [order] = sent_orders(stage)

    assert order["recvWindow"] == "5000"
    assert {one.host for one in stage.served.weather.seen} <= {
        "api.binance.com",
        "fapi.binance.com",
        "api.binance.us",
    }


async def test_a_sale_at_futures_that_only_reduces_says_so():
    async with staged("binanceusdm") as stage:
        await stage.broker.submit(asks())
        await stage.broker.submit(asks(Side.SELL, reduce_only=True))
        await stage.broker.submit(asks(limit="50000"))
        bought, reduced, opened = sent_orders(stage)

    assert reduced["reduceOnly"].lower() == "true"
    assert "reduceOnly" not in bought
    assert "reduceOnly" not in opened


async def test_numbers_of_a_key_go_up_however_many_ask_at_once():
    """Kraken refuses a call whose number is not above the last one's: the server here does too."""
    async with staged("kraken") as stage:
        await stage.driver.ready()
        again = stage.driver.desk(stage.key.credentials)

        told = await asyncio.gather(*(stage.broker.balances() for _ in range(8)))

        assert [len(one) for one in told] == [1] * 8
        assert stage.driver.desk(stage.key.credentials) is again


async def test_a_purchase_at_market_on_coinbase_is_a_limit_at_once_over_the_offer():
    async with staged("coinbase") as stage:
        shot = await stage.broker.submit(asks(quantity="0.1"))
        [order] = sent_orders(stage)

    # The offer is 60,012; 2 % over it, rounded up to the tick.
    assert (order["limit_price"], order["base_size"]) == ("61212.24", "0.1")
    assert [str(fill.price) for fill in shot.fills] == ["60012.00"]


async def test_a_stop_on_coinbase_reaches_a_twentieth_past_its_price():
    async with staged("coinbase") as stage:
        await stage.broker.submit(asks())
        await stage.broker.submit(asks(Side.SELL, stop="58500"))
        order = sent_orders(stage)[-1]

    assert (order["stop_price"], order["limit_price"]) == ("58500", "55575")
    assert order["stop_direction"] == "STOP_DIRECTION_STOP_DOWN"


async def test_what_a_venue_cannot_do_is_not_sent():
    async with staged("kraken") as stage:
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(asks(limit="59000", waits=TimeInForce.FOK))

        assert told.value.kind == "unsupported"
        assert sent_orders(stage) == []


@pytest.mark.parametrize("name", HOUSES)
async def test_two_accounts_share_connections_and_nothing_of_their_keys(name: str):
    async with staged(name) as stage:
        other = stage.house.key("other")
        await stage.broker.balances()
        mine, theirs = stage.driver.desk(stage.key.credentials), stage.driver.desk(other.credentials)

        assert mine.exchange.session is theirs.exchange.session
        assert mine.exchange.markets is theirs.exchange.markets
        assert mine.exchange.options is not theirs.exchange.options
        assert mine.exchange.headers is not theirs.exchange.headers
        assert (mine.exchange.apiKey, theirs.exchange.apiKey) == (stage.key.key, other.key)
        assert theirs.exchange.last_request_headers is None


async def test_keys_and_secrets_stand_in_no_log(caplog: pytest.LogCaptureFixture):
    caplog.set_level("DEBUG")
    async with staged("kraken") as stage:
        await stage.broker.balances()
        stage.key.revoked = True
        with pytest.raises(BrokerError):
            await stage.broker.balances()
        key = stage.key

    assert key.secret not in caplog.text
    assert key.key not in caplog.text


async def test_no_two_calls_of_a_kraken_key_are_on_their_way_at_once(monkeypatch: pytest.MonkeyPatch):
    """Their numbers would arrive in another order than they were made in."""
    there, most, pass_on = 0, 0, Weather.pass_on

    async def counted(
        weather: Weather, request: web.Request, asked: Asked, handler: Handler
    ) -> web.StreamResponse:
        nonlocal there, most
        there += request.method == "POST"
        most = max(most, there)
        for _ in range(20):
            await asyncio.sleep(0)
        answer = await pass_on(weather, request, asked, handler)
        there -= request.method == "POST"
        return answer

    monkeypatch.setattr(Weather, "pass_on", counted)
    async with staged("kraken") as stage:
        await asyncio.gather(*(stage.broker.balances() for _ in range(6)), stage.broker.submit(asks()))

    assert most == 1


WITHOUT_ID = {
    "kraken": '{"error": [], "result": {"descr": {"order": "buy"}}}',
    "binance": '{"symbol": "BTCUSDT", "status": "NEW"}',
    "coinbase": '{"success": true, "success_response": {}}',
    "kucoin": '{"code": "200000", "data": {"note": "taken"}}',
}


@pytest.mark.parametrize("name", WITHOUT_ID)
async def test_a_good_answer_without_an_id_proves_nothing_and_the_order_is_found(name: str):
    async with staged(name) as stage:
        request = asks(limit="59000")
        whole = Trouble(name="no id", fate=Fate.JSON, reaches=True, body=WITHOUT_ID[name])
        await stage.broker.balances()
        stage.served.weather.plan(whole)
        with pytest.raises(BrokerError) as told:
            await stage.broker.submit(request)
        found = await stage.broker.find(Sent(request=request, at=OPENS_AT))

    assert told.value.placed is Placed.UNKNOWN
    assert found is not None
    assert found.status is OrderStatus.OPEN


async def test_a_question_that_waits_for_its_tokens_keeps_no_exit_from_the_venue():
    """Kraken's orders cost nothing there; its questions cost what is soon spent."""
    few = replace(profile("kraken"), per_second=0.001, burst=9.0)
    async with staged("kraken", few) as stage:
        await stage.broker.balances()
        spent = [asyncio.ensure_future(stage.broker.balances()) for _ in range(6)]
        for _ in range(50):
            await asyncio.sleep(0)

        async with asyncio.timeout(5):
            order = await stage.broker.submit(asks(stop="61000"))

        assert order.status is OrderStatus.OPEN
        for one in spent:
            one.cancel()
        await asyncio.gather(*spent, return_exceptions=True)
