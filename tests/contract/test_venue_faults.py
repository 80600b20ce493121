"""Whatever happens on the wire to a venue: one intent is one order there at most, and what is told of it is so.

Through the port, over a real socket and the real library. The troubles are those of `tests/venues/trouble.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.orders.model import OrderStatus, Side
from core.ports.broker import BrokerError, ErrorKind, Placed
from tests.contract.venues import SERVED, Venue, sent
from tests.venues.crypto import CRYPTO
from tests.venues.matrix import a_cancel_is_proven, one_intent_is_one_order
from tests.venues.trouble import TROUBLES, Asked, Fate, Trouble

# What says nothing to the adapter about a cancel beyond what the same trouble does to an order.
NO_ANSWER = [
    trouble
    for trouble in TROUBLES
    if trouble.reaches
    and trouble.fate is not Fate.ANSWER
    and not trouble.hides
    and trouble.name != "list_200"
]
FOR_CANCELS = [trouble for trouble in TROUBLES if not trouble.hides]


HERE = (*CRYPTO, "alpaca-shares")


def every(troubles: Sequence[Trouble]) -> list[Any]:
    """Each trouble at each venue: at one of them in every run, at all when the heavy tests are asked for."""
    return [
        pytest.param(
            name,
            trouble,
            id=f"{name}-{trouble.name}",
            marks=[] if HERE[turn % len(HERE)] == name else [pytest.mark.heavy],
        )
        for turn, trouble in enumerate(troubles)
        for name in HERE
    ]


@pytest.fixture(params=HERE)
async def venue(request: pytest.FixtureRequest) -> AsyncIterator[Venue]:
    """A venue that has been asked something before: its markets are loaded, its connections are warm."""
    async with SERVED[request.param](None) as venue:  # type: ignore[arg-type]
        venue.needs_to(request.function.__name__)
        await venue.broker.balances()
        yield venue


def meets(venue: Venue, trouble: Trouble) -> None:
    if trouble.fate is Fate.SILENCE:
        venue.impatient()


@pytest.mark.parametrize("limit", [None, "59000"], ids=["market", "resting"])
@pytest.mark.parametrize(("venue", "trouble"), every(TROUBLES), indirect=["venue"])
async def test_one_intent_is_one_order_and_the_truth_is_found(
    venue: Venue, trouble: Trouble, limit: str | None
):
    meets(venue, trouble)
    request = venue.asks(limit=limit)

    await one_intent_is_one_order(venue, request, sent(request), trouble)


@pytest.mark.parametrize(("venue", "trouble"), every(FOR_CANCELS), indirect=["venue"])
async def test_a_cancel_through_any_trouble_is_told_as_it_is(venue: Venue, trouble: Trouble):
    meets(venue, trouble)
    order = await venue.submit(venue.asks(limit="59000"))

    await a_cancel_is_proven(venue, sent(order), trouble)


async def test_where_no_connection_is_made_nothing_was_placed(venue: Venue):
    assert venue.served is not None
    request = venue.asks()
    await venue.served.down()
    with pytest.raises(BrokerError) as told:
        await venue.broker.submit(request)
    await venue.served.up()

    assert (told.value.kind, told.value.placed) == (ErrorKind.UNAVAILABLE, Placed.NO)
    assert await venue.broker.find(sent(request)) is None


@pytest.mark.parametrize("known", [True, False], ids=["by_its_id", "by_ours"])
@pytest.mark.parametrize(("venue", "trouble"), every(NO_ANSWER), indirect=["venue"])
async def test_a_question_that_fails_is_no_evidence(venue: Venue, trouble: Trouble, known: bool):
    """Whatever comes instead of the venue's own word, nobody concludes from it that an order is not there."""
    assert venue.weather is not None
    meets(venue, trouble)
    order = await venue.submit(venue.asks(limit="59000"))
    asked = sent(order) if known else replace(sent(order), venue_order_id=None)
    # Reads may be asked again by the client; whatever it takes, there is no answer.
    again = replace(trouble, reaches=False, asked=Asked.READ)
    venue.weather.plan(*[again] * 20)

    with pytest.raises(BrokerError):
        await venue.broker.find(asked)
    venue.weather.end()

    found = await venue.broker.find(asked)
    assert found is not None
    assert found.status is OrderStatus.OPEN


async def test_who_stops_waiting_for_a_send_does_not_stop_it(venue: Venue):
    """The order goes on to the venue, and is found there afterwards."""
    assert venue.floor is not None
    request = venue.asks(limit="60500")
    waiting = asyncio.ensure_future(venue.broker.submit(request))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await venue.settled()

    [placed] = venue.floor.orders
    found = await venue.broker.find(sent(request))
    assert found is not None
    assert (found.status, placed.status) == (OrderStatus.FILLED, OrderStatus.FILLED)


async def test_a_dead_key_is_the_key_s_fault_even_after_it_worked(venue: Venue):
    await venue.submit(venue.asks())
    venue.revoke()

    with pytest.raises(BrokerError) as sold:
        await venue.broker.submit(venue.asks(Side.SELL))
    with pytest.raises(BrokerError) as asked:
        await venue.broker.balances()

    assert (sold.value.kind, sold.value.placed) == (ErrorKind.AUTH, Placed.NO)
    assert asked.value.kind is ErrorKind.AUTH


async def test_a_closed_market_and_a_delisted_one_are_told_apart(venue: Venue):
    assert venue.floor is not None
    closed, gone = venue.asks(), venue.asks()
    venue.floor.closed.add(venue.symbol)
    with pytest.raises(BrokerError) as while_closed:
        await venue.broker.submit(closed)
    del venue.floor.listings[venue.symbol]
    with pytest.raises(BrokerError) as when_gone:
        await venue.broker.submit(gone)

    assert (while_closed.value.kind, while_closed.value.placed) == (ErrorKind.MARKET_CLOSED, Placed.NO)
    assert (when_gone.value.kind, when_gone.value.placed) == (ErrorKind.UNKNOWN_INSTRUMENT, Placed.NO)


async def test_what_is_too_small_is_refused_by_its_size(venue: Venue):
    with pytest.raises(BrokerError) as told:
        await venue.broker.submit(venue.asks(quantity="0.00001"))

    assert (told.value.kind, told.value.placed) == (ErrorKind.INVALID_SIZE, Placed.NO)


async def test_no_secret_is_told_with_a_failure(venue: Venue):
    venue.revoke()
    with pytest.raises(BrokerError) as told:
        await venue.broker.submit(venue.asks())

    words = f"{told.value!r} {told.value} {venue.broker!r}"
    assert not any(secret in words for secret in venue.secrets)
