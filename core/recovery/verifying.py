"""Whether the records hold together: posts, orders with their fills, and books (reliability, P14).

Every row that was changed, removed, put in or moved since it was written is found, from the post to the fill: posts are
sealed channel by channel, orders one by one, and the books follow from the fills.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from core.bookkeeping import Spent
from core.orders.chain import broken_at
from core.orders.model import Fill, Order, OrderAudit
from core.orders.record import sealed_after, signal_of
from core.portfolio.model import Portfolio
from core.ports.questions import PostTally
from core.ports.store import View
from core.recovery.books import differences
from core.signals.ledger import first_break
from core.signals.model import EntryKind, LedgerEntry, Signal

T = TypeVar("T")

AT_ONCE = 500
SHOWN = 20
POST = "post:"


@dataclass(slots=True)
class Checked:
    """One kind of record: how many rows were looked at, and where they do not hold together."""

    what: str
    rows: int = 0
    chains: int = 0
    broken: list[str] = field(default_factory=list)

    def found(self, words: str) -> None:
        """Something does not hold."""
        self.broken.append(words)


async def verify(view: View) -> tuple[Checked, ...]:
    """Look at every record. Reads only; on a database that is at work a book may be looked at again."""
    return await _posts(view), await _orders(view), await _books(view)


async def rows_of(
    view: View, kind: type[T], *key: str, after: tuple[object, ...] = ()
) -> AsyncIterator[Sequence[T]]:
    """All rows of a class, page by page."""
    while page := await view.page(kind, after=after, size=AT_ONCE):
        yield page
        after = tuple(getattr(page[-1], name) for name in key)


async def _posts(view: View) -> Checked:
    """Each channel's chain, and that it ends where its newest post was taken in."""
    checked = Checked("posts")
    known: set[str] = set()
    for chain in await view.ask(PostTally()):
        entries = await view.all(LedgerEntry, chain=chain.word)
        checked.chains += 1
        checked.rows += len(entries)
        known |= {_cause(one) for one in entries}
        number = first_break(entries)
        if number is not None:
            checked.found(f"{chain.word}: record {number}")
    await _taken(view, known, checked)
    return checked


def _cause(entry: LedgerEntry) -> str:
    """What was spent when this was recorded."""
    version = "deleted" if entry.kind is EntryKind.DELETED else entry.version
    return f"{POST}{entry.chain}:{entry.message}:{version}"


async def _taken(view: View, known: set[str], checked: Checked) -> None:
    """A post that was taken in has a record: one that was cut off the end of a chain leaves only this trace."""
    async for page in rows_of(view, Spent, "cause", after=(POST,)):
        for row in page:
            if not row.cause.startswith(POST):
                return
            if row.cause not in known:
                checked.found(f"{row.cause.removeprefix(POST)}: its record is gone")


async def _orders(view: View) -> Checked:
    """Each order's chain, with its fills, and that nothing stands beside the orders."""
    checked = Checked("orders")
    after = await sealed_after(view)
    known: set[str] = set()
    async for orders in rows_of(view, Order, "id"):
        known |= {order.id for order in orders}
        await _page(view, orders, after, checked)
    async for audits in rows_of(view, OrderAudit, "number"):
        checked.rows += len(audits)
        for order in sorted({audit.order for audit in audits} - known):
            checked.found(f"order {order} is gone, its steps are there")
    async for fills in rows_of(view, Fill, "id"):
        checked.rows += len(fills)
        for fill in fills:
            if fill.order not in known:
                checked.found(f"fill {fill.id}: its order is gone")
    return checked


async def orders_since(view: View, number: int) -> tuple[Checked, int]:
    """Orders that made a step since this number, each with its whole chain; and the number to go on from."""
    checked, after = Checked("orders"), await sealed_after(view)
    while audits := await view.page(OrderAudit, after=(number,), size=AT_ONCE):
        number = audits[-1].number
        checked.rows += len(audits)
        ids = {audit.order for audit in audits}
        orders = await view.all(Order, id=ids)
        for order in sorted(ids - {one.id for one in orders}):
            checked.found(f"order {order} is gone, its steps are there")
        await _page(view, orders, after, checked)
    return checked, number


async def _page(view: View, orders: Sequence[Order], after: int, checked: Checked) -> None:
    ids = [order.id for order in orders]
    audits = defaultdict[str, list[OrderAudit]](list)
    for audit in sorted(await view.all(OrderAudit, order=ids), key=lambda one: one.number):
        audits[audit.order].append(audit)
    fills = defaultdict[str, dict[str, Fill]](dict)
    for fill in await view.all(Fill, trade={order.trade for order in orders}):
        fills[fill.order][fill.id] = fill
    posts = await _posts_behind(view, orders)
    checked.chains += len(orders)
    checked.rows += len(orders)
    for order in orders:
        where = broken_at(order, audits[order.id], fills[order.id], after)
        if where:
            checked.found(f"{order.trade}: {where}")
        signal = signal_of(order)
        if signal is not None and signal not in posts:
            checked.found(f"{order.trade}: the post behind order {order.id} is gone")


async def _posts_behind(view: View, orders: Sequence[Order]) -> set[str]:
    """Signals of these orders whose post is on record."""
    wanted = {signal for order in orders if (signal := signal_of(order)) is not None}
    if not wanted:
        return set()
    signals = await view.all(Signal, id=wanted)
    found = await view.all(
        LedgerEntry, chain={one.channel for one in signals}, message={one.message for one in signals}
    )
    on_record = {(one.chain, one.message) for one in found}
    return {one.id for one in signals if (one.channel, one.message) in on_record}


async def _books(view: View) -> Checked:
    checked = Checked("books")
    async for portfolios in rows_of(view, Portfolio, "id"):
        for portfolio in portfolios:
            checked.chains += 1
            checked.rows += 1
            for words in await differences(view, portfolio):
                checked.found(f"{portfolio.id}: {words}")
    return checked
