"""Whose account is traded at which venue: by its rows, with the keys of now, and refused by name without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.brokers.accounts import FRESH_SECONDS, AccountBrokers
from adapters.brokers.driver import Driver, Keep
from core.accounts.model import Account, Mode
from core.kernel.errors import Unavailable
from core.orders.model import Side
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind, Placed
from core.venues.credentials import Connection
from core.venues.model import Rights
from storage.database import Database
from tests.contract.venues import asks
from tests.core.builders import NOW
from tests.worlds import ToldBroker, a_world

MINE = Account(id="mine", person="ann", venue="north", mode=Mode.LIVE, currency="USD", opened_at=NOW)
LINK = Connection(
    account="mine", person="ann", venue="north", label="··4F2Q", rights=Rights(trade=True), checked_at=NOW
)


class Keyed(ToldBroker):
    """An account that remembers which keys it was opened with."""

    keys: Mapping[str, str] = {}


class North:
    """A driver whose accounts can rest stops."""

    opened = 0

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        self.opened += bool(credentials)
        broker = Keyed(venue="north", abilities=Ability.STOP)
        broker.keys = dict(credentials)
        return broker


class House:
    """The rows, the keys, and the clock of one process."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = a_world(database)
        self.keys: dict[str, str] | Exception = {"key": "one"}
        self.driver: Any = North()
        self.now = 0.0
        self.paper: list[str] = []
        monkeypatch.setattr(AccountBrokers, "_now", lambda _self: self.now)

    async def begin(self, *rows: object) -> None:
        async with self.world.store.unit() as unit:
            for row in rows:
                await unit.put([row])

    def brokers(self, *, live: bool = True) -> AccountBrokers:
        async def open_keys(account: str) -> Mapping[str, str]:
            if isinstance(self.keys, Exception):
                raise self.keys
            return self.keys

        async def keep_keys(account: str, keys: Mapping[str, str]) -> bool:
            return True

        return AccountBrokers(
            self.world.view, self._on_paper, self._driver, open_keys, keep_keys, live_trading=live
        )

    def _driver(self, venue: str) -> Driver:
        if isinstance(self.driver, Exception):
            raise self.driver
        return self.driver  # type: ignore[no-any-return]

    def _on_paper(self, account: str) -> Broker:
        self.paper.append(account)
        return ToldBroker(venue="paper")


@pytest.fixture
def house(database: Database, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(database, monkeypatch)


async def test_an_account_is_had_at_its_venue_and_an_unknown_one_on_paper(house: House):
    await house.begin(MINE, LINK)
    brokers = house.brokers()

    assert (await brokers.of("mine")).venue == "north"
    assert (await brokers.of("not-opened-yet")).venue == "paper"
    assert house.paper == ["not-opened-yet"]


async def test_keys_are_opened_once_and_anew_when_they_changed(house: House):
    await house.begin(MINE, LINK)
    brokers = house.brokers()
    for _ in range(3):
        await brokers.of("mine")
    assert house.driver.opened == 1

    house.keys = {"key": "two"}
    await house.begin(replace(LINK, checked_at=NOW + timedelta(hours=1)))
    await brokers.of("mine")
    assert house.driver.opened == 1, "within the time it goes by what it knew"
    house.now += FRESH_SECONDS + 1
    await brokers.of("mine")

    assert house.driver.opened == 2


async def test_who_takes_keys_out_here_is_heard_at_once_and_nothing_goes_to_paper_instead(house: House):
    await house.begin(MINE, LINK)
    brokers = house.brokers()
    await brokers.of("mine")

    house.keys = {}
    await house.begin(replace(LINK, ended_at=NOW))
    brokers.forget("mine")
    broker = await brokers.of("mine")

    assert (broker.venue, broker.abilities) == ("north", Ability.STOP)
    with pytest.raises(BrokerError) as told:
        await broker.submit(asks())
    assert (told.value.kind, told.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert house.paper == []


@pytest.mark.parametrize(
    ("keys", "driver", "kind"),
    [
        (Unavailable("sealed with a key that is not here"), North(), ErrorKind.AUTH),
        ({"key": "one"}, BrokerError(ErrorKind.UNSUPPORTED, Placed.NO, "no library"), ErrorKind.UNSUPPORTED),
    ],
)
async def test_an_account_that_cannot_be_opened_refuses_by_name(
    house: House, keys: Any, driver: Any, kind: ErrorKind
):
    await house.begin(MINE, LINK)
    house.keys, house.driver = keys, driver

    with pytest.raises(BrokerError) as told:
        await (await house.brokers().of("mine")).balances()

    assert (told.value.kind, told.value.placed) == (kind, Placed.NO)


class Strict(North):
    """A driver that opens nothing without a key."""

    def open(self, account: str, credentials: Mapping[str, str], mode: Mode, keep: Keep) -> Broker:
        if not credentials:
            raise BrokerError(ErrorKind.AUTH, Placed.NO, "no key")
        return super().open(account, credentials, mode, keep)


async def test_a_venue_that_opens_nothing_without_a_key_is_opened_with_one(house: House):
    """It was asked for its abilities without a key first, and so no account there was ever had."""
    await house.begin(MINE, LINK)
    house.driver = Strict()

    assert await (await house.brokers().of("mine")).balances() == ()

    house.keys = {}
    await house.begin(replace(LINK, ended_at=NOW))
    with pytest.raises(BrokerError) as told:
        await (await house.brokers().of("mine")).balances()
    assert told.value.kind is ErrorKind.AUTH


async def test_while_real_money_is_off_nothing_is_bought_with_it_and_what_is_held_can_be_closed(house: House):
    await house.begin(MINE, LINK)
    broker = await house.brokers(live=False).of("mine")

    with pytest.raises(BrokerError) as told:
        await broker.submit(asks())
    assert (told.value.kind, told.value.placed) == (ErrorKind.UNSUPPORTED, Placed.NO)
    await broker.submit(asks(Side.SELL, reduce_only=True))
    assert await broker.balances() == ()


async def test_play_money_at_a_venue_trades_while_real_money_is_off(house: House):
    await house.begin(replace(MINE, mode=Mode.PAPER), LINK)

    assert await (await house.brokers(live=False).of("mine")).submit(asks())


async def test_many_accounts_are_read_at_once(house: House):
    many = [replace(MINE, id=f"a{number}", currency=str(number)) for number in range(50)]
    await house.begin(*many, *(replace(LINK, account=one.id) for one in many))
    brokers = house.brokers()

    await brokers.learn([one.id for one in many])
    house.keys = RuntimeError("nobody is looked at a second time")

    assert {(await brokers.of(one.id)).venue for one in many} == {"north"}
