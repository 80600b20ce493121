"""Questions to venues about orders whose fate is not proven, many at a time.

A round asks about each of its orders once: those of exits first, within the places that the venue's road has for
questions and an account's share of them. Of an account with several the orders that rest are read in one listing. What
was answered is booked by group commit. A venue that does not answer is left alone until the next round: each question
would cost its whole time.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.batch import Batch
from core.context import World
from core.kernel.errors import Unavailable
from core.kernel.faults import faultpoint
from core.orders.model import Order, OrderSnapshot, Sent, VenueFill
from core.orders.road import Road, rank_of
from core.orders.sent import sent_orders
from core.ports.broker import Ability, Broker, BrokerError, ErrorKind

ASK_SECONDS = 20.0
# From so many orders of one account on, what rests there is listed first: one question instead of several.
LISTED_FROM = 3
# So many questions in a row that a venue did not answer: it is not there.
UNANSWERED_MOST = 5
BOOKED_AT_ONCE = 256
BOOK_SECONDS = 0.02
# Failures of the venue; every other is one of this account or of this question.
SILENT = frozenset({ErrorKind.UNAVAILABLE, ErrorKind.TIMEOUT, ErrorKind.UNNAMED})


@dataclass(frozen=True, slots=True)
class Said:
    """What a venue said of an order: how it stands, or that it is not there, with what it traded all the same.

    `several`: it knows no ids of ours, and more than one order there fits. That is no answer: a person must look.
    """

    order: Order
    abilities: Ability
    snapshot: OrderSnapshot | None
    fills: Sequence[VenueFill] = ()
    several: bool = False


T = TypeVar("T")
Book = Callable[[Sequence[Said]], Awaitable[None]]


async def ask_venue(broker: Broker, order: Order, sent: Sent) -> Said:
    """Ask about one order. Raises `BrokerError` and `TimeoutError`: no answer is no evidence."""
    async with asyncio.timeout(ASK_SECONDS):
        snapshot = await broker.find(sent)
        # What is nowhere may have traded and been forgotten: fills are the last word.
        fills = () if snapshot is not None else await broker.fills([sent])
    return Said(order, broker.abilities, snapshot, fills)


async def _asked(broker: Broker, order: Order, sent: Sent) -> Said:
    """The same; that several orders fit is told, and is no failure of the venue."""
    try:
        return await ask_venue(broker, order, sent)
    except BrokerError as error:
        if error.kind is not ErrorKind.AMBIGUOUS:
            raise
        return Said(order, broker.abilities, None, several=True)


class Round:
    """One round of questions. `book` writes answers down, all of a batch in one transaction."""

    def __init__(self, world: World, book: Book, *, listing: bool = True) -> None:
        self._world = world
        self._answers: Batch[Said] = Batch(book, window=BOOK_SECONDS, most=BOOKED_AT_ONCE)
        self._listing = listing
        self._unanswered: Counter[str] = Counter()
        self._left_alone: set[str] = set()

    async def ask(self, orders: Collection[Order]) -> None:
        """Ask about these, each once. What fails to be booked is raised once everybody was asked."""
        of_account: dict[str, list[Order]] = {}
        for order in sorted(orders, key=lambda one: (rank_of(one), one.created_at, one.id)):
            of_account.setdefault(order.account, []).append(order)
        await _all(self._account(account, own) for account, own in of_account.items())

    async def _account(self, account: str, orders: Sequence[Order]) -> None:
        try:
            broker = await self._world.brokers.of(account)
        except Unavailable:
            return
        road = self._world.roads.to(broker.venue, broker.in_flight)
        resting = dict[str, OrderSnapshot]()
        if self._listing and len(orders) >= LISTED_FROM:
            resting = await self._list(road, broker, account, orders)
        sent = await sent_orders(self._world.view, orders)
        await _all(
            self._one(road, broker, order, asked, resting.get(order.client_order_id))
            for order, asked in zip(orders, sent, strict=True)
        )

    async def _list(
        self, road: Road, broker: Broker, account: str, orders: Sequence[Order]
    ) -> dict[str, OrderSnapshot]:
        """What rests in an account, by the ids that we gave; nothing where the venue does not say."""

        async def listed() -> Sequence[OrderSnapshot]:
            async with asyncio.timeout(ASK_SECONDS):
                return await broker.open_orders()

        async with road.question(account, rank_of(orders[0])):
            found = await self._answered(broker, listed)
        return {one.client_order_id: one for one in found or () if one.client_order_id}

    async def _one(
        self, road: Road, broker: Broker, order: Order, sent: Sent, resting: OrderSnapshot | None
    ) -> None:
        said: Said | None
        if resting is not None:
            said = Said(order, broker.abilities, resting)
        else:
            async with road.question(order.account, rank_of(order)):
                said = await self._answered(broker, lambda: _asked(broker, order, sent))
        if said is not None:
            faultpoint("order.asked")
            await self._answers.add(said)

    async def _answered(self, broker: Broker, question: Callable[[], Awaitable[T]]) -> T | None:
        """The answer, or None where there is none: the venue was silent, is silent, or would not say."""
        if broker.venue in self._left_alone:
            return None
        try:
            answer = await question()
        except TimeoutError:
            self._failed(broker, ErrorKind.TIMEOUT)
            return None
        except BrokerError as error:
            self._failed(broker, error.kind)
            return None
        self._unanswered[broker.venue] = 0
        return answer

    def _failed(self, broker: Broker, kind: ErrorKind) -> None:
        if kind in SILENT:
            self._unanswered[broker.venue] += 1
        # Who says that too much was asked is asked no more now.
        if kind is ErrorKind.RATE_LIMITED or self._unanswered[broker.venue] >= UNANSWERED_MOST:
            self._left_alone.add(broker.venue)


async def _all(questions: Iterable[Awaitable[None]]) -> None:
    """Let all of these come to their end, then raise what went wrong first: nobody's failure cuts another short."""
    for outcome in await asyncio.gather(*questions, return_exceptions=True):
        if outcome is not None:
            raise outcome
