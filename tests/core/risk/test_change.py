"""The smallest change, over every limit that a person may loosen: it really passes, and nothing smaller does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.money import Price, Quantity
from core.market.model import Session
from core.orders.model import Side
from core.risk.change import GRIDS, LOOSENED, assess, smallest_change, written
from core.risk.checks import CODES, judge
from core.risk.limits import Limits, Whose, loosens
from core.risk.model import BY_RISK, Facts, Refused, Request, Situation, Sized, SizeMode, Sizing
from tests.core.builders import HALVES, NOW, RULES, SYMBOL, a_quote

D = Decimal
SECOND = timedelta(seconds=1)
LIMITS = Limits(person="ann")
COUNTS = frozenset({"open_most", "orders_day", "orders_minute", "live_orders_day", "live_orders_minute"})


def a_request(**changed: Any) -> Request:
    request = Request(
        symbol=SYMBOL,
        side=Side.BUY,
        posted=Price(60000),
        reference=Price(60000),
        stop=Price(58500),
        targets=HALVES,
        copied=True,
        age=SECOND * 3,
    )
    return replace(request, **changed)


def a_situation(equity: str = "10000", **changed: Any) -> Situation:
    situation = Situation(
        now=NOW,
        quote=a_quote("60000"),
        rules=RULES,
        equity=D(equity),
        cash=D(equity),
        position_value=D(0),
        switch=None,
    )
    return replace(situation, **changed)


@pytest.mark.parametrize(
    ("limits", "request_", "situation", "code", "value", "limit", "change"),
    [
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(open_trades=20)),
            "position_limit",
            "20",
            "20",
            {"open_most": "21"},
        ),
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(orders_today=500)),
            "slow_down",
            "500",
            "500",
            {"orders_day": "501"},
        ),
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(orders_this_minute=60)),
            "slow_down",
            "60",
            "60",
            {"orders_minute": "61"},
        ),
        (
            LIMITS,
            a_request(),
            a_situation(live=True, facts=Facts(orders_today=200)),
            "slow_down",
            "200",
            "200",
            {"live_orders_day": "201"},
        ),
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(turnover=D(199_995))),
            "turnover_limit",
            "201994.8",
            "200000",
            {"turnover_most": "20.1"},
        ),
        (
            LIMITS,
            a_request(stop=Price(50000), targets=()),
            a_situation(),
            "stop_too_far",
            "0.166667",
            "0.15",
            {"stop_share": "0.1667"},
        ),
        (
            replace(LIMITS, reward_least=D(2)),
            a_request(),
            a_situation(),
            "reward_too_small",
            "1.5",
            "2",
            {"reward_least": "1.5"},
        ),
        (
            LIMITS,
            a_request(leverage=D(20)),
            a_situation(rules=replace(RULES, leverage=D(50))),
            "leverage_limit",
            "20",
            "3",
            {"leverage_most": "20"},
        ),
        (
            replace(LIMITS, order_most=D(2000)),
            a_request(copied=False, quantity=Quantity("0.04"), age=None),
            a_situation(),
            "order_limit",
            "2400",
            "2000",
            {"order_most": "2400"},
        ),
        (
            replace(LIMITS, exposure_share=D("0.5")),
            a_request(copied=False, quantity=Quantity("0.04"), age=None),
            a_situation(facts=Facts(exposure=D(4000))),
            "exposure_limit",
            "6400",
            "5000",
            {"exposure_share": "0.64"},
        ),
        (
            LIMITS,
            a_request(),
            a_situation(live=True, volume=D(41_000)),
            "thin_market",
            "41000",
            "1000000",
            {"volume_least": "41000"},
        ),
        (
            replace(LIMITS, allowed=("ETH",)),
            a_request(),
            a_situation(),
            "symbol_blocked",
            SYMBOL,
            "1",
            {"allowed": "ETH,BTC"},
        ),
        (
            replace(LIMITS, blocked=("BTC", "DOGE")),
            a_request(),
            a_situation(),
            "symbol_blocked",
            SYMBOL,
            "",
            {"blocked": "DOGE"},
        ),
        (
            LIMITS,
            a_request(sizing=Sizing(mode=SizeMode.FIXED, figure=D(15))),
            a_situation(),
            "too_small",
            "7.2",
            "10",
            {"smallest_entry": "7.2"},
        ),
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(copied_risk=D(50), copied_from=("north",))),
            "overlap_limit",
            "99.995",
            "50",
            {"risk_share": "0.0051"},
        ),
        # Brakes, and what a person cannot change, have no smallest change.
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(day=D("-0.0304"))),
            "daily_halt",
            "-0.0304",
            "-0.03",
            None,
        ),
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(fall=D("-0.21"))),
            "drawdown_halt",
            "-0.21",
            "-0.2",
            None,
        ),
        (
            LIMITS,
            a_request(),
            a_situation(facts=Facts(paused=("north", "-0.101", "-0.1"))),
            "copy_stopped",
            "-0.101",
            "-0.1",
            None,
        ),
        (
            LIMITS,
            a_request(),
            a_situation(session=Session(is_open=False)),
            "market_closed",
            "closed",
            "",
            None,
        ),
        (
            LIMITS,
            a_request(sizing=Sizing(mode=SizeMode.MIRROR, missing="no_leader")),
            a_situation(),
            "no_size",
            "mirror",
            "no_leader",
            None,
        ),
    ],
)
def test_each_limit_refuses_with_its_number_and_names_its_least_loosening(
    limits, request_, situation, code, value, limit, change
):
    refused = assess(request_, limits, situation)

    assert isinstance(refused, Refused)
    first = refused.reasons[0]
    assert (refused.code, first.value, first.limit) == (code, value, limit)
    assert refused.change == change


def test_what_the_community_holds_is_not_offered_and_is_named():
    situation = a_situation(
        facts=Facts(open_trades=20), whose={"open_most": Whose.SERVER}, theirs={"open_most": 20}
    )
    refused = assess(a_request(), LIMITS, situation)

    assert isinstance(refused, Refused)
    assert refused.reasons[0].whose == "server"
    assert refused.change is None


def test_a_venue_without_leverage_takes_a_post_that_asks_for_it():
    """Size follows from the risk and is paid in full: the same loss at the stop, no borrowed money."""
    assert isinstance(assess(a_request(leverage=D(20)), LIMITS, a_situation()), Sized)


def test_by_hand_risk_and_a_far_stop_are_told_and_forbid_nothing():
    request = a_request(copied=False, age=None, quantity=Quantity("0.03"), stop=Price(50000), targets=())

    sized = assess(request, LIMITS, a_situation())

    assert isinstance(sized, Sized)
    assert [(one.check, one.value) for one in sized.advice] == [("distance", "0.166667"), ("risk", "0.03")]


# -- what holds always ---------------------------------------------------------------------------------------------

TROUBLES = (
    "open",
    "today",
    "minute",
    "cap",
    "exposure",
    "far",
    "floor",
    "symbol",
    "small",
    "overlap",
    "turnover",
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Request, Limits, Situation]:
    """Entries with up to three troubles each."""
    trouble = draw(st.sets(st.sampled_from(TROUBLES), max_size=3))
    equity = D(draw(st.integers(10_000, 2_000_000))) / 100
    limits = replace(
        LIMITS,
        risk_share=D(draw(st.integers(20, 200))) / 10_000,
        order_most=D(draw(st.integers(1, 3_000))) if "cap" in trouble else None,
        exposure_share=D(draw(st.integers(1, 10_000))) / 10_000 if "exposure" in trouble else D(1),
        reward_least=D(draw(st.integers(100, 300))) / 100 if "floor" in trouble else D(0),
        allowed=draw(st.sampled_from([("ETH",), ("BTC",)])) if "symbol" in trouble else None,
        smallest_entry=D(draw(st.sampled_from(["10", "50", "500"]))),
        turnover_most=D(draw(st.integers(1, 20))),
    )
    facts = Facts(
        open_trades=draw(st.integers(0, 30)) if "open" in trouble else 0,
        orders_today=draw(st.integers(400, 600)) if "today" in trouble else 0,
        orders_this_minute=draw(st.integers(40, 80)) if "minute" in trouble else 0,
        exposure=equity * draw(st.integers(0, 100)) / 100 if "exposure" in trouble else D(0),
        copied_risk=equity * draw(st.integers(0, 200)) / 10_000 if "overlap" in trouble else D(0),
        turnover=equity * draw(st.integers(0, 25)) if "turnover" in trouble else D(0),
    )
    sizing = BY_RISK
    if "small" in trouble:
        figure = D(draw(st.integers(1, 400)))
        sizing = draw(st.sampled_from([BY_RISK, Sizing(mode=SizeMode.FIXED, figure=figure)]))
    stop = Price(draw(st.sampled_from([50000, 51500]))) if "far" in trouble else Price(58500)
    return a_request(stop=stop, sizing=sizing), limits, a_situation(str(equity), facts=facts)


def loosened(limits: Limits, change: dict[str, str]) -> Limits:
    values: dict[str, Any] = {}
    for name, text in change.items():
        if name in COUNTS:
            values[name] = int(text)
        elif name in ("allowed", "blocked"):
            values[name] = tuple(text.split(",")) if text else ()
        else:
            values[name] = D(text)
    return replace(limits, **values)


@settings(max_examples=300)
@given(cases())
def test_the_smallest_change_passes_and_any_smaller_one_does_not(case):
    request, limits, situation = case
    change = smallest_change(request, limits, situation)
    if isinstance(judge(request, limits, situation), Sized) or change is None:
        return

    enough = loosened(limits, change)
    assert isinstance(judge(request, enough, situation), Sized)
    assert tuple(change) == tuple(name for name in LOOSENED if name in change)
    for name in change:
        found, before = getattr(enough, name), getattr(limits, name)
        assert loosens(name, before, found)
        if name in ("allowed", "blocked"):
            smaller = before
        else:
            step = 1 if name in COUNTS else GRIDS[name]
            smaller = found + step if name in ("smallest_entry", "reward_least") else found - step
            if not loosens(name, before, smaller):
                smaller = before
        assert isinstance(judge(request, replace(enough, **{name: smaller}), situation), Refused), name


@settings(max_examples=300)
@given(cases())
def test_no_size_is_above_a_cap_or_below_the_minimum(case):
    request, limits, situation = case
    sized = judge(request, limits, situation)
    if isinstance(sized, Refused):
        assert sized.code in CODES.values()
        return

    value, facts = sized.quantity * request.reference, situation.facts
    assert value + facts.working <= situation.equity * limits.position_share
    assert value + facts.exposure <= situation.equity * limits.exposure_share
    assert limits.order_most is None or value <= limits.order_most
    assert sized.risk is not None
    assert sized.risk <= situation.equity * limits.risk_share
    assert not facts.copied_risk or sized.risk + facts.copied_risk <= situation.equity * limits.risk_share
    assert value >= limits.smallest_entry
    assert facts.open_trades < limits.open_most


def test_limits_are_written_as_they_are_typed():
    assert [written(one) for one in (D("0.0050"), SECOND * 90, 20, ("BTC", "ETH"), None)] == [
        "0.005",
        "90",
        "20",
        "BTC,ETH",
        "",
    ]
