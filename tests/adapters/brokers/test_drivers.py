"""Venues are found by any of their names, loaded when they are asked for, and clear about what is not installed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from types import ModuleType

import pytest

from adapters.brokers.drivers import Drivers, all_infos
from core.accounts.model import Mode
from core.market.model import AssetClass
from core.market.symbols import builtin_table
from core.ports.broker import BrokerError, ErrorKind, Placed
from core.venues.model import Checked, Rights, VenueInfo
from tests.worlds import MovedClock

NORTH = VenueInfo(
    name="north",
    title="North Exchange",
    aliases=("old_north",),
    classes=(AssetClass.CRYPTO,),
    quotes=("USD",),
    extra="north",
)


class North:
    """A driver that remembers how it was made."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        self.closed = False

    async def check(self, credentials: Mapping[str, str]) -> Checked:
        return Checked(
            mode=Mode.LIVE, rights=Rights(), currency="USD", balances=(), label=credentials["key"][-4:]
        )

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    info, driver = ModuleType("north.info"), ModuleType("north.driver")
    info.INFOS = (NORTH,)  # type: ignore[attr-defined]
    driver.make = lambda name, *, clock, table, url: North(url)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "north", ModuleType("north"))
    monkeypatch.setitem(sys.modules, "north.info", info)
    monkeypatch.setitem(sys.modules, "north.driver", driver)
    return ["north"]


def drivers(packages: list[str], **urls: str) -> Drivers:
    return Drivers(clock=MovedClock(), table=builtin_table(), urls=urls, packages=packages)


@pytest.mark.parametrize("name", ["north", "NORTH", "North Exchange", " old_north "])
def test_a_venue_answers_to_all_its_names(packages: list[str], name: str):
    assert drivers(packages).named(name) is NORTH


def test_nobody_s_name_is_nobody(packages: list[str]):
    assert drivers(packages).named("south") is None
    with pytest.raises(BrokerError) as told:
        drivers(packages).driver("south")
    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)


async def test_a_driver_is_made_once_with_its_own_address_and_closed(packages: list[str]):
    found = drivers(packages, north="http://127.0.0.1:1")
    made = found.driver("north")

    checked = await found.check("north", {"key": "abcd1234"})
    await found.close()

    assert found.driver("north") is not made
    assert isinstance(made, North)
    assert (made.url, made.closed, checked.label) == ("http://127.0.0.1:1", True, "1234")


def test_a_library_that_is_missing_is_named_by_its_extra(
    packages: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delitem(sys.modules, "north.driver")

    with pytest.raises(BrokerError) as told:
        drivers(packages).driver("north")

    assert told.value.kind is ErrorKind.UNSUPPORTED
    assert "bellwether[north]" in str(told.value)


def test_a_venue_with_keys_has_no_sign_in(packages: list[str]):
    with pytest.raises(BrokerError) as told:
        drivers(packages).sign_in("north", "state")
    assert told.value.kind is ErrorKind.UNSUPPORTED


def test_where_people_sign_in_the_installation_s_app_is_handed_over(packages: list[str]):
    app = {"key": "k", "secret": "s", "callback": "https://desk.example/oauth/schwab/callback"}
    found = Drivers(clock=MovedClock(), table=builtin_table(), urls={}, apps={"schwab": app})

    assert found.named("td_ameritrade") is found.named("SCHWAB") is not None
    assert "client_id=k&" in found.sign_in("schwab", "state")
    with pytest.raises(BrokerError, match="not registered"):
        Drivers(clock=MovedClock(), table=builtin_table(), urls={}).sign_in("schwab", "state")


async def nowhere(_: Mapping[str, str]) -> None:
    """Nothing changes here."""


@pytest.mark.parametrize("venue", [*all_infos()])
async def test_an_account_without_keys_is_opened_or_refused_by_name(venue: str):
    every = Drivers(clock=MovedClock(), table=builtin_table(), urls={})
    try:
        for given in ({}, {"key": "k", "secret": "s", "token": "t", "passphrase": "p"}):
            with suppress(BrokerError):
                assert every.driver(venue).open("mine", given, Mode.LIVE, nowhere).venue == venue
    finally:
        await every.close()
