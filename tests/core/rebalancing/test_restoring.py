"""The orders that restore targets: what they sum to, and what they never do."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import ZERO, Price, Quantity, plain
from core.market.model import Quote, Rules
from core.orders.model import Side
from core.rebalancing.model import CASH
from core.rebalancing.restoring import Kept, Left, Restored, Terms, Units, after, restore
from core.rebalancing.shares import parts_of
from tests.core.builders import NOW

BTC, ETH = "BTC/USD", "ETH/USD"
CHASE = Decimal("0.005")
FEE = Decimal("0.001")


def terms(symbol: str, last: str, step: str, held: str = "0", *, trades: int = 1, least: str = "10") -> Terms:
    price = Decimal(last)
    units = Decimal(held) / trades
    return Terms(
        quote=Quote(
            symbol=symbol,
            last=Price(price),
            bid=Price(price * Decimal("0.9998")),
            ask=Price(price * Decimal("1.0002")),
            at=NOW,
        ),
        rules=Rules(
            tick=Price("0.01"),
            step=Quantity(step),
            minimum_quantity=Quantity(step),
            minimum_notional=Decimal(least),
            fee_rate=FEE,
        ),
        held=[Units(f"T-{number}", Quantity(units)) for number in range(trades)] if units else [],
    )


def restored(
    wanted: dict[str, str],
    cash: str,
    at: dict[str, Terms],
    *,
    sell_only: bool = False,
    held: dict[str, str] | None = None,
) -> Restored:
    values = {
        symbol: Decimal((held or {}).get(symbol, sum((u.quantity for u in one.held), ZERO))) * one.quote.last
        for symbol, one in at.items()
    }
    parts = parts_of({name: Decimal(share) for name, share in wanted.items()}, values, Decimal(cash))
    return restore(parts, at, CHASE, sell_only=sell_only)


def brief(found: Restored) -> list[tuple[str, str, str]]:
    return [(one.side.value, one.symbol, str(one.quantity)) for one in found.orders]


STORY = {BTC: "0.5", ETH: "0.3", CASH: "0.2"}


def story() -> dict[str, Terms]:
    """4,000.00: 0.0388 BTC at 60,000, 964.00 in ETH at 3,504.18, 708.00 in cash."""
    return {
        BTC: terms(BTC, "60000", "0.00001", "0.0388"),
        ETH: terms(ETH, "3504.18", "0.0001", str(Decimal(964) / Decimal("3504.18"))),
    }


def test_the_storyboard_s_orders():
    found = restored(STORY, "708", story())

    assert brief(found) == [("SELL", BTC, "0.00546"), ("BUY", ETH, "0.0673")]
    assert [round(one.value, 2) for one in found.orders] == [Decimal("327.60"), Decimal("235.83")]
    assert found.kept == ()


def test_sells_only_where_that_is_asked():
    assert brief(restored(STORY, "708", story(), sell_only=True)) == [("SELL", BTC, "0.00546")]


def test_takes_units_of_the_oldest_trade_first_an_order_each():
    at = {BTC: terms(BTC, "60000", "0.00001", "0.04", trades=2)}

    found = restored({BTC: "0.2"}, "600", at)

    assert [(one.trade, plain(one.quantity)) for one in found.orders] == [("T-0", "0.02"), ("T-1", "0.01")]


def test_what_would_stay_too_small_to_sell_is_sold_too():
    at = {BTC: terms(BTC, "60000", "0.00001", "0.01")}

    found = restored({BTC: "0.009"}, "0", at)

    assert [str(one.quantity) for one in found.orders] == ["0.01"]


def test_what_is_under_the_smallest_order_is_left_and_said():
    at = {BTC: terms(BTC, "60000", "0.00001", "0.01"), ETH: terms(ETH, "3000", "0.0001", "0.1")}

    found = restored({BTC: "0.664", ETH: "0.335"}, "0", at)

    assert found.orders == ()
    assert [(one.symbol, one.why) for one in found.kept] == [(BTC, Left.SMALL), (ETH, Left.SMALL)]


def test_units_that_no_trade_holds_are_left_and_said():
    at = {BTC: terms(BTC, "60000", "0.00001", "0.005")}

    found = restored({BTC: "0"}, "0", at, held={BTC: "0.01"})

    assert brief(found) == [("SELL", BTC, "0.005")]
    assert found.kept == (Kept(BTC, Decimal(300), Left.ELSEWHERE),)


def test_cash_of_its_own_target_is_not_spent():
    at = {
        BTC: terms(BTC, "60000", "0.00001"),
        ETH: terms(ETH, "3000", "0.0001", "1"),
    }

    found = restored({BTC: "0.5", CASH: "0.25"}, "1000", at)

    assert brief(found) == []
    assert found.kept == (Kept(BTC, Decimal(2000), Left.CASH),)


def test_nothing_is_bought_with_money_that_is_not_there():
    at = {BTC: terms(BTC, "60000", "0.00001", "0.1"), ETH: terms(ETH, "3000", "0.0001", "0")}

    found = restored({BTC: "0.5", ETH: "0.5"}, "0", at)

    [sale, purchase] = found.orders
    proceeds = sale.quantity * at[BTC].quote.bid * (1 - FEE)
    assert purchase.limit is not None
    assert purchase.quantity * purchase.limit * (1 + FEE) <= proceeds


AMOUNTS = st.integers(0, 2_000).map(Decimal)
WEIGHTS = st.lists(st.integers(0, 100), min_size=3, max_size=3).filter(lambda found: sum(found) > 0)


@given(btc=AMOUNTS, eth=AMOUNTS, cash=AMOUNTS, weights=WEIGHTS, trades=st.integers(1, 3), named=st.booleans())
def test_orders_are_sendable_paid_for_and_bring_it_closer(
    btc: Decimal, eth: Decimal, cash: Decimal, weights: list[int], trades: int, named: bool
):
    at = {
        BTC: terms(BTC, "60000", "0.00001", str(btc / 20000), trades=trades),
        ETH: terms(ETH, "3000", "0.0001", str(eth / 1000), trades=trades),
    }
    shares = [Decimal(weight) / sum(weights) for weight in weights]
    wanted = {BTC: shares[0], ETH: shares[1]} | ({CASH: 1 - shares[0] - shares[1]} if named else {})
    values = {
        symbol: sum((unit.quantity for unit in one.held), ZERO) * one.quote.last for symbol, one in at.items()
    }
    parts = parts_of(wanted, values, cash)

    found = restore(parts, at, CHASE)

    sides = [one.side for one in found.orders]
    assert sides == sorted(sides, key=lambda side: side is Side.BUY), "sales come first"
    money = cash
    for order in found.orders:
        here = at[order.symbol]
        assert order.quantity % here.rules.step == 0 or order.quantity in [
            unit.quantity for unit in here.held
        ]
        assert here.enough(order.quantity, order.side)
        if order.side is Side.SELL:
            [unit] = [unit for unit in here.held if unit.trade == order.trade]
            assert order.quantity <= unit.quantity
            money += order.quantity * here.quote.bid * (1 - FEE)
        else:
            assert order.limit is not None
            money -= order.quantity * order.limit * (1 + FEE)
    assert money >= 0, "no cash below zero, even at the worst price"
    if parts:
        then = after(parts, found.orders)
        for part in parts:
            if part.want is not None and part.asset != CASH:
                slack = Decimal(25) / sum((one.value for one in parts), ZERO)
                assert abs(then[part.asset] - part.want) <= abs(part.drift or ZERO) + slack
