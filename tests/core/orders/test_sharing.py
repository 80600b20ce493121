"""What an exit sold beyond its own trade belongs to the trades whose units it moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Money, Price, Quantity
from core.orders.model import OrderStatus, Purpose, Side, VenueFill
from core.orders.sharing import beside, portions
from tests.core.builders import a_trade, an_order

AT = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)
UNITS = st.decimals("0", "5", places=1)


def a_fill(quantity: str | Decimal) -> VenueFill:
    return VenueFill(
        venue_trade_id="v9-1",
        client_order_id="c",
        symbol="BTC/USDT",
        side=Side.SELL,
        quantity=Quantity(quantity),
        price=Price(60000),
        fee=Money(Decimal("0.7"), "USDT"),
        at=AT,
    )


def test_a_fill_is_of_its_own_trade_as_far_as_that_holds_and_then_of_the_oldest_that_does():
    own = a_trade()
    old, new = (
        replace(own, id=name, opened_at=AT.replace(hour=hour)) for name, hour in (("a", 9), ("b", 10))
    )
    held = {own.id: Decimal("0.5"), "a": Decimal("0.2"), "b": Decimal(1)}
    none = dict.fromkeys(held, Decimal(0))

    parts = portions(a_fill("0.9"), own, held, none, [new, old])

    assert [(trade.id, fill.quantity, fill.venue_trade_id) for trade, fill in parts] == [
        (own.id, Decimal("0.5"), "v9-1"),
        ("a", Decimal("0.2"), "v9-1/1"),
        ("b", Decimal("0.2"), "v9-1/2"),
    ]
    assert [fill.fee.amount for _, fill in parts] == [Decimal("0.7"), 0, 0]


def test_units_that_nobody_is_known_to_hold_are_of_the_trade_whose_entry_is_not_told_yet():
    """Found by a simulated world: an exit sold what another trade had bought a moment before, and nobody knew yet."""
    own = a_trade()
    other = replace(own, id="b")

    [(trade, fill)] = portions(
        a_fill("2.1"), own, {own.id: Decimal(0), "b": Decimal(0)}, {"b": Decimal("2.1")}, [other]
    )

    assert (trade.id, fill.venue_trade_id, fill.quantity) == ("b", "v9-1", Decimal("2.1"))


def test_what_others_are_known_to_hold_goes_before_what_its_own_entry_may_still_bring():
    """Found by a simulated world: two exits of a trade sold all it was known to hold, and then units of another's,
    while its own entry was being canceled."""
    own, other = a_trade(), replace(a_trade(), id="b")
    held = {own.id: Decimal("0.3"), "b": Decimal("0.1")}

    parts = portions(a_fill("0.9"), own, held, {own.id: Decimal("0.2"), "b": Decimal(1)}, [other])

    assert [(trade.id, fill.quantity) for trade, fill in parts] == [
        (own.id, Decimal("0.5")),
        ("b", Decimal("0.4")),
    ]


@given(
    fill=st.decimals("0.1", "9", places=1), rooms=st.lists(st.tuples(UNITS, UNITS), min_size=1, max_size=4)
)
def test_nothing_is_lost_and_no_other_trade_gives_more_than_it_has(
    fill: Decimal, rooms: list[tuple[Decimal, Decimal]]
):
    trades = [replace(a_trade(), id=f"T-{place}") for place in range(len(rooms))]
    held = {trade.id: room for trade, (room, _) in zip(trades, rooms, strict=True)}
    coming = {trade.id: more for trade, (_, more) in zip(trades, rooms, strict=True)}

    parts = portions(a_fill(fill), trades[0], held, coming, trades[1:])

    assert sum(part.quantity for _, part in parts) == fill
    assert sum(part.fee.amount for _, part in parts) == Decimal("0.7")
    assert len({part.venue_trade_id for _, part in parts}) == len(parts)
    assert all(
        part.quantity <= held[trade.id] + coming[trade.id] for trade, part in parts if trade is not trades[0]
    )


def test_its_row_says_whose_exit_it_was():
    order = an_order(Purpose.TARGET, "0.9", "61500", id="target", side=Side.SELL)

    row, audit = beside(order, replace(a_trade(), id="b"), a_fill("0.2"), AT)

    assert (row.trade, row.purpose, row.quantity) == ("b", Purpose.CLOSE, Decimal("0.2"))
    assert row.triggered_by == f"trade:{order.trade}"
    assert row.client_order_id != order.client_order_id
    assert (audit.order, audit.was, audit.now) == (row.id, None, OrderStatus.OPEN)
