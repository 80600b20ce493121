"""May this entry happen: every reason, failed ones first, and the smallest change that really helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.errors import Reason
from core.kernel.money import Price, Quantity, to_step
from core.orders.model import Side
from core.orders.proposal import equal_targets
from core.risk.change import LOOSENED, assess, smallest_change
from core.risk.checks import CODES, judge
from core.risk.limits import Limits
from core.risk.model import Refused, Request, Situation, Sized
from tests.core.builders import HALVES, NOW, RULES, SYMBOL, a_quote

D = Decimal

LIMITS = Limits(person="ann")
POINT = D("0.0001")
SECOND = timedelta(seconds=1)


def a_request(
    *,
    side: Side = Side.BUY,
    reference: str = "60000",
    stop: str | None = "58500",
    copied: bool = True,
    quantity: str | None = None,
    age: timedelta | None = SECOND * 3,
    targets=HALVES,
) -> Request:
    return Request(
        symbol=SYMBOL,
        side=side,
        posted=Price(60000),
        reference=Price(reference),
        stop=None if stop is None else Price(stop),
        targets=targets,
        copied=copied,
        quantity=None if quantity is None else Quantity(quantity),
        age=age,
    )


def a_situation(
    equity: str = "10000",
    *,
    last: str = "60000",
    cash: str | None = None,
    position_value: str = "0",
    switch: str | None = None,
    minimum: str = "1",
) -> Situation:
    return Situation(
        now=NOW,
        quote=a_quote(last),
        rules=replace(RULES, minimum_notional=D(minimum)),
        equity=D(equity),
        cash=D(equity if cash is None else cash),
        position_value=D(position_value),
        switch=switch,
    )


def told(reasons: tuple[Reason, ...]) -> dict[str, Reason]:
    assert len({reason.check for reason in reasons}) == len(reasons)
    return {reason.check: reason for reason in reasons}


# -- the storyboard's figures -------------------------------------------------------------------------------


def test_scene_1_the_owner_pastes_a_signal():
    sized = assess(a_request(age=None), LIMITS, a_situation("100000"))

    assert isinstance(sized, Sized)
    assert sized.quantity == D("0.33333")
    assert sized.quantity * 60000 == D("19999.80")
    assert sized.worst == D("60300.00")
    assert sized.risk is not None
    assert to_step(sized.risk, D("0.01"), "ROUND_HALF_EVEN") == D("500.00")


@pytest.mark.parametrize(
    ("last", "reference", "quantity", "value", "risk"),
    [
        ("60000", "60000", "0.03333", "1999.80", "50.00"),
        ("60012", "60012", "0.03306", "1984.00", "49.99"),
    ],
)
def test_scene_6_ann_by_itself_and_asked(last, reference, quantity, value, risk):
    sized = assess(a_request(reference=reference), LIMITS, a_situation("10000", last=last))

    assert isinstance(sized, Sized)
    assert sized.quantity == D(quantity)
    assert to_step(sized.quantity * D(reference), D("0.01"), "ROUND_HALF_EVEN") == D(value)
    assert sized.risk is not None
    assert to_step(sized.risk, D("0.01"), "ROUND_HALF_EVEN") == D(risk)


def test_scene_6_bob_is_too_small_for_two_targets_and_the_price_ran():
    refused = assess(a_request(reference="60410"), LIMITS, a_situation("82.50", last="60410"))

    assert isinstance(refused, Refused)
    assert refused.code == "too_small"
    assert refused.reasons[:2] == (
        Reason("size", "6.041", "10", passed=False, per="target"),
        Reason("price", "0.006833", "0.005", passed=False),
    )
    reasons = told(refused.reasons)
    assert reasons["age"] == Reason("age", "3", "120", passed=True)
    assert reasons["stop"] == Reason("stop", "-0.025", "needed", passed=True)
    assert refused.change == {"risk_share": "0.0079", "chase_share": "0.0069"}


def test_scene_7_fifty_dollars_of_btc_by_hand():
    targets = equal_targets((Price(62000), Price(65000)))
    request = a_request(copied=False, quantity="0.00083", stop="58000", age=None, targets=targets)

    sized = assess(request, LIMITS, a_situation("10000"))

    assert isinstance(sized, Sized)
    assert sized.quantity * 60000 == D("49.80")
    assert sized.risk == D("1.66")
    assert "age" not in told(sized.reasons)


# -- one check at a time ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "situation", "code", "failed"),
    [
        (a_request(), a_situation(switch="otto, 14:31 UTC"), "kill_switch", ["switch"]),
        (a_request(age=SECOND * 134), a_situation(), "stale_signal", ["age"]),
        (a_request(age=SECOND * -6), a_situation(), "stale_signal", ["age"]),
        (a_request(), a_situation(last="60410"), "price_ran", ["price"]),
        (a_request(), a_situation(last="62000"), "price_ran", ["price", "band"]),
        (a_request(), a_situation(last="58790"), "price_ran", ["band"]),
        (a_request(stop="61000"), a_situation(), "wrong_side", ["side"]),
        (a_request(), a_situation(last="58400"), "wrong_side", ["side", "band"]),
        (a_request(stop=None), a_situation(), "no_stop", ["stop"]),
        (a_request(), a_situation("30"), "too_small", ["size"]),
        (a_request(), a_situation(cash="1310"), "no_cash", ["funds"]),
        (a_request(quantity="0.05", copied=False), a_situation(), "instrument_limit", ["position"]),
        (a_request(side=Side.SELL, stop="58500"), a_situation(), "wrong_side", ["side"]),
    ],
)
def test_each_check_refuses_in_its_own_name(request_, situation, code, failed):
    refused = assess(request_, LIMITS, situation)

    assert isinstance(refused, Refused)
    assert refused.code == code
    assert [reason.check for reason in refused.reasons if not reason.passed] == failed


def test_all_that_failed_is_told_first_and_the_rest_is_told_too():
    request = a_request(age=SECOND * 134, stop="61000")

    refused = assess(request, LIMITS, a_situation(last="62000", switch="you", cash="5"))

    assert isinstance(refused, Refused)
    assert [(reason.check, reason.passed) for reason in refused.reasons] == [
        ("switch", False),
        ("side", False),
        ("age", False),
        ("funds", False),
        ("price", False),
        ("band", False),
        ("stop", True),
        ("distance", True),
        ("open", True),
        ("orders", True),
        ("minute", True),
        ("size", True),
        ("position", True),
        ("exposure", True),
        ("turnover", True),
    ]
    assert refused.change is None


def test_a_fraction_of_a_second_over_the_limit_is_over_it():
    """The gate takes the moment exactly; a post that could not be sent any more must not be planned."""
    late, just = SECOND * 120 + timedelta(milliseconds=1), SECOND * 120

    refused = assess(a_request(age=late), LIMITS, a_situation())

    assert isinstance(refused, Refused)
    assert refused.reasons[0] == Reason("age", "121", "120", passed=False)
    assert refused.change == {"signal_age": "121"}
    assert isinstance(assess(a_request(age=just), LIMITS, a_situation()), Sized)


def test_a_position_that_is_there_already_counts():
    sized = assess(a_request(), LIMITS, a_situation(position_value="1300"))

    assert isinstance(sized, Sized)
    assert sized.quantity == D("0.02")


def test_a_full_position_names_the_limit_that_is_in_the_way():
    refused = assess(a_request(), LIMITS, a_situation(position_value="2500"))

    assert isinstance(refused, Refused)
    assert refused.code == "instrument_limit"
    assert refused.reasons[0] == Reason("position", "4499.8", "2500", passed=False)
    assert refused.change == {"position_share": "0.2521"}


def test_an_order_by_hand_that_is_too_large_names_the_share_it_needs():
    refused = assess(a_request(quantity="0.05", copied=False), LIMITS, a_situation())

    assert isinstance(refused, Refused)
    assert refused.change == {"position_share": "0.3"}


def test_no_change_is_offered_where_none_would_help():
    for situation in (a_situation("0"), a_situation("10"), a_situation(switch="otto"), a_situation(cash="5")):
        refused = assess(a_request(), LIMITS, situation)
        assert isinstance(refused, Refused)
        assert refused.change is None


def test_one_target_is_measured_whole():
    one = equal_targets((Price(61500),))
    refused = assess(a_request(targets=one), LIMITS, a_situation("25"))

    assert isinstance(refused, Refused)
    assert refused.reasons[0] == Reason("size", "4.8", "10", passed=False)


# -- what holds always ---------------------------------------------------------------------------------------

TROUBLES = ("price", "age", "size", "cash", "cap", "held", "named", "stop", "switch", "short")
shares_of = {
    "risk": st.integers(20, 300).map(lambda count: count * POINT),
    "cap": st.integers(1, 3000).map(lambda count: count * POINT),
}
targets = st.integers(0, 5).map(
    lambda count: equal_targets(tuple(Price(61000 + 700 * n) for n in range(count)))
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Request, Limits, Situation]:
    """Fair entries with up to three troubles each, so that most checks come out either way often."""
    trouble = draw(st.sets(st.sampled_from(TROUBLES), max_size=3))
    drift = st.integers(-150_000, 150_000) if "price" in trouble else st.integers(-29_000, 29_000)
    last = str(D(6_000_000 + draw(drift)) * D("0.01"))
    equity = (
        D(draw(st.integers(1_000, 40_000) if "size" in trouble else st.integers(200_000, 2_000_000))) / 100
    )
    named = st.sampled_from(["0.00001", "0.00021", "0.01", "0.2"])
    stops = st.sampled_from(["58500", "59900", "50000", "61800", None])
    request = a_request(
        side=Side.SELL if "short" in trouble else Side.BUY,
        reference=draw(st.sampled_from(["60000", last])),
        stop=draw(stops) if "stop" in trouble else "61500" if "short" in trouble else "58500",
        copied=draw(st.sampled_from([True, True, False])),
        quantity=draw(named) if "named" in trouble else None,
        age=draw(st.timedeltas(SECOND * -8, SECOND * 400)) if "age" in trouble else SECOND * 3,
        targets=draw(targets),
    )
    limits = replace(
        LIMITS,
        risk_share=draw(shares_of["risk"]),
        position_share=draw(shares_of["cap"]) if "cap" in trouble else D("0.25"),
        chase_share=draw(st.integers(50, 200)) * POINT,
        signal_age=draw(st.integers(60, 200)) * SECOND,
        smallest_entry=D(draw(st.sampled_from(["0", "1", "10"]))),
    )
    situation = a_situation(
        str(equity),
        last=last,
        cash=str(equity * draw(st.integers(0, 100)) / 100) if "cash" in trouble else str(equity),
        position_value=str(equity * draw(st.integers(0, 40)) / 100) if "held" in trouble else "0",
        switch="you" if "switch" in trouble else None,
        minimum=draw(st.sampled_from(["1", "5", "10"])),
    )
    return request, limits, situation


@settings(max_examples=400)
@given(cases())
def test_what_is_allowed_keeps_every_limit(case):
    request, limits, situation = case
    sized = judge(request, limits, situation)
    if isinstance(sized, Refused):
        return

    value = sized.quantity * request.reference
    assert sized.quantity > 0
    assert sized.quantity % situation.rules.step == 0
    assert value + situation.position_value <= situation.equity * limits.position_share
    assert situation.switch is None
    if request.side is Side.BUY:
        assert sized.quantity * situation.quote.ask * (1 + situation.rules.fee_rate) <= situation.cash
    if request.quantity is None:
        assert sized.risk is not None
        assert sized.risk <= situation.equity * limits.risk_share
    else:
        assert sized.quantity == request.quantity


@settings(max_examples=400)
@given(cases())
def test_every_check_that_applies_is_told_whatever_came_out(case):
    request, limits, situation = case
    outcome = assess(request, limits, situation)
    reasons = told(outcome.reasons)

    expected = {"switch", "open", "orders", "minute"}
    if request.stop is not None or request.quantity is not None:
        # without a stop a copy has no size to speak of
        expected |= {"size", "funds", "position", "exposure", "turnover"}
    elif not request.copied:
        expected |= {"basis"}
    if request.copied:
        expected |= {"price", "stop"}
        expected |= {"age"} if request.age is not None else set()
    if request.stop is not None:
        expected |= {"side", "distance"} if request.copied else {"side"}
    assert set(reasons) - {"band"} == expected
    assert set(reasons) <= set(CODES)
    verdicts = [reason.passed for reason in outcome.reasons]
    assert verdicts == sorted(verdicts)
    assert all(verdicts) is isinstance(outcome, Sized)
    if isinstance(outcome, Refused):
        assert outcome.code == CODES[outcome.reasons[0].check]
        assert judge(request, limits, situation) == replace(outcome, change=None)


def loosened(limits: Limits, change: dict[str, str]) -> Limits:
    values: dict[str, Any] = {
        name: int(text) * SECOND if name == "signal_age" else D(text) for name, text in change.items()
    }
    return replace(limits, **values)


@settings(max_examples=600)
@given(cases())
def test_the_smallest_change_passes_and_nothing_smaller_does(case):
    request, limits, situation = case
    change = smallest_change(request, limits, situation)
    if isinstance(judge(request, limits, situation), Sized) or change is None:
        return

    enough = loosened(limits, change)
    assert isinstance(judge(request, enough, situation), Sized)
    assert tuple(change) == tuple(name for name in LOOSENED if name in change)
    for name in change:
        found, before = getattr(enough, name), getattr(limits, name)
        assert found > before
        smaller = found - (SECOND if name == "signal_age" else POINT)
        assert isinstance(judge(request, replace(enough, **{name: max(smaller, before)}), situation), Refused)


@settings(max_examples=600)
@given(cases(), st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 300), st.integers(0, 300))
def test_where_no_change_is_offered_none_would_have_helped(case, risk, position, chase, age):
    request, limits, situation = case
    allowed = isinstance(judge(request, limits, situation), Sized)
    if allowed or smallest_change(request, limits, situation) is not None:
        return

    looser = replace(
        limits,
        risk_share=max(limits.risk_share, risk * POINT),
        position_share=max(limits.position_share, position * POINT),
        chase_share=max(limits.chase_share, chase * POINT),
        signal_age=max(limits.signal_age, age * SECOND),
    )

    assert isinstance(judge(request, looser, situation), Refused)
