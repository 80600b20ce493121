"""`bellwether doctor` on live prices: each source is asked for one thing, and what is in the way is said (MD-03)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from adapters.market.chain import Keys, sources_of
from adapters.market.finnhub import Finnhub
from adapters.market.source import Source
from bot.clock import VirtualClock
from bot.doctor.findings import Finding, State, as_json, as_text, well
from bot.doctor.main import examine
from tests.adapters.market.test_sources import made
from tests.venues.market import keyed
from tests.venues.market.binance import Binance
from tests.venues.market.keyed import KEY, SECRET
from tests.venues.market.stall import BEGINS, Stall

WRONG = "hush-hush"


async def looked(folder: Path, *sources: Source, market: str = "live") -> list[Finding]:
    """What a doctor says of these sources."""
    environ = {"BELLWETHER_DATA_DIR": str(folder / "data"), "BELLWETHER_MARKET": market}
    found = await examine(environ, folder, sources=lambda _: sources)
    assert WRONG not in as_text(found) + as_json(found)
    assert "127.0.0.1:" not in as_text([one for one in found if one.name == "prices"])
    return [one for one in found if one.name == "prices"]


async def test_every_source_tells_a_price_and_is_asked_once(tmp_path: Path):
    stalls: Sequence[Stall] = [
        Binance(), keyed.Alpaca(), keyed.TwelveData(), keyed.Finnhub(), keyed.AlphaVantage(), keyed.Yahoo()
    ]  # fmt: skip
    async with AsyncExitStack() as open_ones:
        for stall in stalls:
            await open_ones.enter_async_context(stall.open())
        found = await looked(tmp_path, *(made(stall) for stall in stalls))

    assert [one.state for one in found] == [State.FINE] * len(stalls)
    assert found[0].said == "Binance: BTC/USDT at 60,000.01"
    assert found[1].said == "Alpaca: AAPL at 229.87"
    assert [len(stall.asked) for stall in stalls[1:]] == [1] * 5
    assert stalls[0].count("/api/v3/ticker") == 1


async def test_a_key_that_is_not_taken_is_said_by_the_setting_it_stands_in(tmp_path: Path):
    other = keyed.AlphaVantage()
    async with other.open(), keyed.Finnhub().open() as url:
        found = await looked(tmp_path, made(other), Finnhub(WRONG, VirtualClock(BEGINS), url))

    assert [one.state for one in found] == [State.FINE, State.CAUTION]
    assert found[1].said == "Finnhub does not take the key"
    assert "BELLWETHER_FINNHUB_KEY" in found[1].to_do


@pytest.mark.parametrize(
    ("mood", "said", "to_do"),
    [
        (429, "Finnhub says that it is asked too much", "Wait 7 s"),
        (503, "Finnhub does not answer", "BELLWETHER_VENUE_FINNHUB_URL"),
        ("text", "Finnhub answers what is no price", "a proxy or a sign-in page"),
    ],
)
async def test_what_is_in_the_way_is_told_apart(tmp_path: Path, mood: str | int, said: str, to_do: str):
    stall = keyed.Finnhub(mood=mood, headers={"Retry-After": "7"})
    async with stall.open():
        *found, nobody = await looked(tmp_path, made(stall))

    assert [(one.state, one.said) for one in found] == [(State.CAUTION, said)]
    assert to_do in found[0].to_do
    assert nobody.state is State.BROKEN
    assert len(stall.asked) == 1, "one question, and never again"


async def test_who_is_silent_keeps_nobody_else_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.doctor.prices.SECONDS", 0.2)
    silent, quick = keyed.Finnhub(mood="hangs"), keyed.Yahoo()
    async with silent.open(), quick.open():
        async with asyncio.timeout(5):
            found = await looked(tmp_path, made(silent), made(quick))
        silent.calm.set()

    assert [one.state for one in found] == [State.CAUTION, State.FINE]
    assert "does not answer within" in found[0].said
    assert well(found)


async def test_an_exchange_that_refuses_this_server_has_no_key_to_blame(tmp_path: Path):
    stall, quick = Binance(mood=403), keyed.Yahoo()
    async with stall.open(), quick.open():
        found = await looked(tmp_path, made(stall), made(quick))

    assert found[0].state is State.CAUTION
    assert "KEY" not in found[0].to_do


async def test_what_a_key_does_not_buy_is_no_price(tmp_path: Path):
    stall, quick = keyed.Finnhub(not_bought={"AAPL"}), keyed.Yahoo()
    async with stall.open(), quick.open():
        found = await looked(tmp_path, made(stall), made(quick))

    assert (found[0].state, found[0].said) == (State.CAUTION, "Finnhub has no price of AAPL")


async def test_on_the_simulated_market_nobody_is_asked(tmp_path: Path):
    stall = keyed.Finnhub()
    async with stall.open():
        assert await looked(tmp_path, made(stall), market="simulated") == []

    assert stall.asked == []


async def test_the_sources_are_those_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("adapters.market.chain.VENUES", ())
    stall = keyed.Finnhub()
    async with stall.open() as url:
        environ = {
            "BELLWETHER_DATA_DIR": str(tmp_path / "data"),
            "BELLWETHER_MARKET": "live",
            "BELLWETHER_FINNHUB_KEY": KEY,
            "BELLWETHER_VENUE_FINNHUB_URL": url,
        }
        found = await examine(environ, tmp_path)

    assert [one.said for one in found if one.name == "prices"] == ["Finnhub: AAPL at 229.87"]


def test_every_source_that_wants_a_key_is_known_by_the_setting_of_it():
    from bot.doctor.prices import KEYED

    clock = VirtualClock(BEGINS)
    without = {one.name for one in sources_of(Keys(yahoo=True), clock, {})}
    keys = Keys(alpaca=(KEY, SECRET), twelve_data=KEY, finnhub=KEY, alpha_vantage=KEY, yahoo=True)
    assert {one.name for one in sources_of(keys, clock, {})} - without == set(KEYED)
