"""What is asked for many cards at once: how many somebody was shown, and who has only one trade."""

from __future__ import annotations

from dataclasses import replace

from core.accounts.model import Person
from core.bookkeeping import Offer
from core.kernel.access import Level
from core.ports.questions import LastShown, OnlyTrade, Shown
from core.ports.store import Store
from tests.contract.conftest import added
from tests.core.builders import NOW, a_trade


def somebody(name: str) -> Person:
    return Person(id=name, name=name, level=Level.TRADER, created_at=NOW)


def card(id_: str, place: str, shown: int) -> Offer:
    return Offer(id_, None, place, (), (), None, None, NOW, None, shown)


async def test_the_newest_private_card_of_each(unheard: Store):
    await added(unheard, [somebody("ann"), somebody("bob"), somebody("cat")])
    await added(
        unheard,
        [
            card("1", "person:ann", 1),
            card("2", "person:ann", 7),
            card("3", "person:bob", 3),
            card("4", "channel:ann", 9),
            card("5", "person:annabel", 11),
        ],
    )

    found = await unheard.view.ask(LastShown(("cat", "ann", "nobody")))

    assert found == [Shown("ann", 7), Shown("cat", 0)]
    assert await unheard.view.ask(LastShown(("bob",))) == [Shown("bob", 3)]


async def test_who_has_one_trade(unheard: Store):
    await added(unheard, [somebody("ann"), somebody("bob"), somebody("cat")])
    trade = a_trade()
    trades = [("T-1", "ann"), ("T-2", "bob"), ("T-3", "bob"), ("T-4", "bob")]
    await added(unheard, [replace(trade, id=id_, person=person) for id_, person in trades])

    assert await unheard.view.ask(OnlyTrade(("cat", "bob", "ann"))) == ["ann"]
    assert await unheard.view.ask(OnlyTrade(("bob",))) == []
