"""From what somebody wants to a plan: the price that size is measured from, and the words of a refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import ZERO, Price, Quantity
from core.market.model import AssetClass, Instrument
from core.orders.amount import Amount, Unit
from core.orders.model import OrderType, Side
from core.orders.planning import EntryPlan
from core.orders.proposal import Circumstances, Wanted, decide, equal_targets, refusal_of
from core.portfolio.model import Position
from core.portfolio.opening import Book, open_paper
from core.risk.limits import Bounds, Effective, Limits, merge
from core.risk.model import Refused
from tests.core.builders import HALVES, NOW, RULES, SYMBOL, a_quote

D = Decimal

BTC = Instrument(SYMBOL, "BTC", "USDT", AssetClass.CRYPTO)


def wanted(
    *,
    posted: str | None = None,
    limit: str | None = None,
    amount: Amount | None = None,
    asked: bool = False,
    copied: bool = False,
    posted_at: datetime | None = None,
    side: Side = Side.BUY,
    stop: str | None = "58500",
) -> Wanted:
    return Wanted(
        instrument=BTC,
        side=side,
        posted=None if posted is None else Price(posted),
        limit=None if limit is None else Price(limit),
        stop=None if stop is None else Price(stop),
        targets=HALVES,
        copied=copied,
        asked=asked,
        amount=amount,
        posted_at=posted_at,
        triggered_by="manual",
        signal=None,
        reading=None,
    )


def around(
    equity: str = "10000", *, last: str = "60000", held: str = "0", switch: str | None = None
) -> Circumstances:
    opening = open_paper("ann", "USDT", NOW, D(equity))
    position = Position(portfolio="portfolio", symbol=SYMBOL, quote="USDT", quantity=D(held))
    book = Book(
        account=opening.account,
        portfolio=opening.portfolio,
        cash=D(equity),
        positions=(position,),
        opening=opening,
    )
    return Circumstances(
        now=NOW,
        book=book,
        equity=D(equity),
        effective=Effective(limits=Limits(person="ann")),
        quote=a_quote(last),
        rules=RULES,
        switch=switch,
    )


def planned(outcome: EntryPlan | Refused) -> EntryPlan:
    assert isinstance(outcome, EntryPlan), outcome
    return outcome


def test_a_copy_that_goes_out_by_itself_is_sized_by_the_posted_entry():
    plan = planned(decide(wanted(posted="60000", copied=True), around(last="60012")))

    assert (plan.quantity, plan.reference, plan.now) == (D("0.03333"), D(60000), D(60012))
    assert (plan.type, plan.limit_price) == (OrderType.LIMIT, D("60300"))


def test_a_card_that_asks_is_sized_by_what_one_would_pay_now():
    plan = planned(decide(wanted(posted="60000", copied=True, asked=True), around(last="60012")))

    assert (plan.quantity, plan.reference) == (D("0.03306"), D(60012))
    assert plan.limit_price == D("60300")


def test_by_hand_without_a_limit_it_is_a_market_order():
    plan = planned(decide(wanted(amount=Amount(Unit.MONEY, D(50)), asked=True), around()))

    assert (plan.type, plan.limit_price, plan.quantity) == (OrderType.MARKET, None, D("0.00083"))
    assert plan.fee == D("0.0498")
    assert plan.send_before is None


def test_by_hand_with_a_limit_never_more_is_paid():
    plan = planned(decide(wanted(limit="59000", amount=Amount(Unit.MONEY, D(500)), asked=True), around()))

    assert (plan.type, plan.limit_price, plan.reference) == (OrderType.LIMIT, D(59000), D(59000))


def test_a_copy_lapses_with_the_signal_and_a_hand_trade_does_not():
    at = NOW - timedelta(seconds=3)

    copy = planned(decide(wanted(posted="60000", copied=True, posted_at=at), around()))
    by_hand = planned(decide(wanted(posted="60000", posted_at=at), around()))

    assert copy.send_before == at + timedelta(seconds=120)
    assert by_hand.send_before is None


def test_the_stop_moves_to_break_even_only_where_there_are_both():
    assert planned(decide(wanted(posted="60000"), around())).break_even_after == 1
    without = replace(wanted(posted="60000"), targets=())
    assert planned(decide(without, around())).break_even_after == 0


@pytest.mark.parametrize("held", ["0.05", "-0.05"])
def test_what_is_held_already_counts_whichever_way(held):
    refused = decide(wanted(posted="60000", copied=True), around(held=held))

    assert isinstance(refused, Refused)
    assert refused.change == {"position_share": "0.3021"}


def test_a_refusal_carries_whose_limit_it_was():
    bob, want = around(last="60410"), wanted(posted="60000", copied=True, asked=True)
    limits = replace(bob.limits, chase_share=D("0.002"))
    merged = merge(limits, server=Bounds(chase_share=D("0.001")))
    server = replace(bob, effective=merged)
    own = replace(bob, effective=merge(limits))

    told = []
    for one in (server, own):
        refused = decide(want, one)
        assert isinstance(refused, Refused)
        told.append(refusal_of(refused, want, one))

    assert [(one.code, one.facts["whose"]) for one in told] == [("price_ran", "server"), ("price_ran", "")]


def test_a_refusal_speaks_of_the_check_that_failed_first():
    bob = around("82.50", last="60410")
    want = wanted(posted="60000", copied=True, asked=True)
    refused = decide(want, bob)
    assert isinstance(refused, Refused)

    refusal = refusal_of(refused, want, bob)

    assert refusal.code == "too_small"
    assert {name: refusal.facts[name] for name in ("value", "limit", "per", "currency", "price", "stop")} == {
        "value": "6.041",
        "limit": "10",
        "per": "target",
        "currency": "USDT",
        "price": "60410",
        "stop": "58500",
    }
    assert refusal.reasons == refused.reasons
    assert refusal.change == {"risk_share": "0.0079", "chase_share": "0.0069"}


@given(st.integers(0, 40))
def test_equal_targets_are_equal_and_make_a_whole(count):
    targets = equal_targets(tuple(Price(61000 + number) for number in range(count)))

    assert sum((target.share for target in targets), ZERO) == (1 if count else 0)
    assert all(target.share > 0 for target in targets)
    assert all(abs(target.share - D(1) / count) <= D("0.0001") * count for target in targets)


@given(st.integers(100_000, 100_000_000).map(lambda cents: str(D(cents) / 100)), st.integers(59_000, 60_300))
def test_a_plan_says_exactly_what_it_risks(equity, last):
    outcome = decide(wanted(posted="60000", copied=True, asked=True), around(equity, last=str(last)))
    if isinstance(outcome, Refused):
        return

    assert outcome.risk == outcome.quantity * (outcome.reference - 58500)
    assert outcome.risk <= D(equity) * D("0.005")
    assert outcome.quantity == Quantity(outcome.quantity)


@pytest.mark.parametrize(
    ("asked", "cash", "code", "use"),
    [
        ("5", "10000", "too_small", "10.2"),  # 0.00017 BTC is the first step that is worth ten
        ("2400", "8000", "instrument_limit", "1999.8"),  # a quarter of 8,000, in whole steps
        ("9000", "3000", "no_cash", "750"),  # the free cash and the quarter both hold
    ],
)
def test_a_refusal_by_hand_names_the_nearest_amount_that_passes(asked, cash, code, use):
    want = replace(wanted(amount=Amount(Unit.MONEY, D(asked)), asked=True, stop=None), targets=())
    refused = decide(want, around(cash))

    assert isinstance(refused, Refused)
    refusal = refusal_of(refused, want, around(cash))
    assert (refusal.code, refusal.facts["use"]) == (code, use)


@given(
    asked=st.decimals("0.01", "1000000", places=2),
    cash=st.decimals("1", "100000", places=2),
    last=st.decimals("0.5", "90000", places=2),
    held=st.decimals("0", "0.2", places=5),
)
def test_the_amount_that_a_refusal_names_passes_when_it_is_typed(asked, cash, last, held):
    here = around(str(cash), last=str(last), held=str(held))
    want = replace(wanted(amount=Amount(Unit.MONEY, asked), asked=True, stop=None), targets=())
    refused = decide(want, here)
    use = refusal_of(refused, want, here).facts["use"] if isinstance(refused, Refused) else ""

    if use:
        plan = planned(decide(replace(want, amount=Amount(Unit.MONEY, D(use))), here))
        assert plan.quantity * plan.reference <= D(use)


def test_a_copied_entry_is_told_no_other_amount():
    refused = decide(wanted(posted="60000", copied=True), around("82.50"))

    assert isinstance(refused, Refused)
    assert refusal_of(refused, wanted(posted="60000", copied=True), around("82.50")).facts["use"] == ""
