"""Whose limits hold: the tightest, but for what is a person's own choice; and what counts as loosening."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.risk.limits import (
    LIMITED,
    SENSES,
    Bounds,
    Limits,
    Sense,
    Whose,
    allows,
    loosens,
    merge,
    server_scope,
    stated,
)

D = Decimal
ANN = Limits(person="ann")

shares = st.integers(0, 40).map(lambda count: D(count) / 100)
counts = st.integers(0, 40)
lengths = st.integers(0, 40).map(lambda seconds: timedelta(seconds=seconds))
symbols = st.lists(st.sampled_from(["BTC", "ETH", "SOL", "DOGE"]), unique=True, max_size=4).map(tuple)
LENGTHS = frozenset({"signal_age", "undo", "entry_for"})
WHOLE = frozenset(one.name for one in fields(Limits) if str(one.type) == "int")


def values_of(name: str) -> st.SearchStrategy[Any]:
    if name in LENGTHS:
        return lengths
    if name == "stop_needed":
        return st.booleans()
    if name in ("allowed", "blocked"):
        return symbols
    return counts if name in WHOLE else shares


@st.composite
def bounds(draw: st.DrawFn) -> Bounds | None:
    names = draw(st.sets(st.sampled_from(LIMITED), max_size=8))
    stating = Bounds(**{name: draw(values_of(name)) for name in names})
    return draw(st.sampled_from([stating, stating, None]))


def test_every_limit_of_a_person_has_a_sense_and_can_be_stated_by_others():
    assert set(LIMITED) == {one.name for one in fields(Limits)} - {"person"}
    assert {one.name for one in fields(Bounds)} == {*LIMITED, "scope", "target_shares"}


def test_the_storyboard_s_defaults():
    assert (
        Limits(
            person="ann",
            risk_share=D("0.005"),
            position_share=D("0.25"),
            exposure_share=D(1),
            open_most=20,
            day_share=D("0.03"),
            drawdown_share=D("0.20"),
            chase_share=D("0.005"),
            band_share=D("0.02"),
            signal_age=timedelta(seconds=120),
            stop_needed=True,
            stop_share=D("0.15"),
            reward_least=D(0),
            leverage_most=D(3),
            orders_day=500,
            orders_minute=60,
            live_orders_day=200,
            live_orders_minute=20,
            turnover_most=D(20),
            smallest_entry=D(10),
            order_most=None,
            volume_least=D(1_000_000),
            allowed=None,
            blocked=(),
            undo=timedelta(0),
            entry_for=timedelta(minutes=15),
            break_even_after=1,
        )
        == ANN
    )


def test_nobody_else_speaks_and_all_is_the_person_s():
    effective = merge(ANN)

    assert effective.limits is ANN
    assert {effective.of(name) for name in LIMITED} == {Whose.YOU}


def test_the_tightest_holds_and_is_named():
    server = Bounds(chase_share=D("0.003"), open_most=20, risk_share=D("0.02"), smallest_entry=D(25))
    provider = Bounds(chase_share=D("0.004"), signal_age=timedelta(seconds=60))

    effective = merge(ANN, server=server, provider=provider)

    assert effective.limits == replace(
        ANN, chase_share=D("0.003"), signal_age=timedelta(seconds=60), smallest_entry=D(25)
    )
    assert effective.of("chase_share") is Whose.SERVER
    assert effective.of("signal_age") is Whose.PROVIDER
    assert effective.of("smallest_entry") is Whose.SERVER
    assert effective.of("risk_share") is Whose.YOU
    # Both allow 20: raising one's own would not help, so the server's is named.
    assert effective.of("open_most") is Whose.SERVER


def test_what_is_chosen_for_one_follow_takes_the_place_of_what_holds_in_general():
    effective = merge(ANN, own=Bounds(risk_share=D("0.01"), chase_share=D("0.002")))

    assert effective.limits == replace(ANN, risk_share=D("0.01"), chase_share=D("0.002"))
    assert effective.of("risk_share") is Whose.YOU


def test_the_server_s_limit_holds_over_what_is_chosen_for_one_follow():
    effective = merge(ANN, own=Bounds(risk_share=D("0.03")), server=Bounds(risk_share=D("0.02")))

    assert effective.limits.risk_share == D("0.02")
    assert effective.of("risk_share") is Whose.SERVER


def test_a_style_is_the_follow_s_then_the_provider_s_then_the_person_s():
    provider = Bounds(break_even_after=2, target_shares=(D("0.7"), D("0.3")))

    theirs, mine = (
        merge(ANN, provider=provider),
        merge(ANN, own=Bounds(break_even_after=0), provider=provider),
    )

    assert (theirs.limits.break_even_after, theirs.of("break_even_after")) == (2, Whose.PROVIDER)
    assert (mine.limits.break_even_after, mine.of("break_even_after")) == (0, Whose.YOU)
    assert theirs.target_shares == mine.target_shares == (D("0.7"), D("0.3"))


def test_lists_of_symbols_become_shorter_and_never_longer():
    person = replace(ANN, allowed=("BTC", "ETH"), blocked=("SOL",))
    server = Bounds(allowed=("ETH", "DOGE"), blocked=("ADA",))

    limits = merge(person, server=server).limits

    assert limits.allowed == ("ETH",)
    assert limits.blocked == ("SOL", "ADA")
    assert merge(ANN, server=server).limits.allowed == ("ETH", "DOGE")


@pytest.mark.parametrize(
    ("symbol", "allowed", "blocked", "may"),
    [
        ("BTC/USDT", None, (), True),
        ("BTC/USDT", ("BTC",), (), True),
        ("BTC/USDT", ("BTC/USDT",), (), True),
        ("BTC/USDC", ("BTC/USDT",), (), False),
        ("BTC/USDT", (), (), False),
        ("DOGE/USDT", None, ("DOGE",), False),
        ("DOGE/USDT", ("DOGE",), ("DOGE/USDT",), False),
    ],
)
def test_an_instrument_is_named_by_its_symbol_or_by_what_it_is_of(symbol, allowed, blocked, may):
    assert allows(replace(ANN, allowed=allowed, blocked=blocked), symbol) is may


@pytest.mark.parametrize(
    ("name", "before", "after", "looser"),
    [
        ("risk_share", D("0.005"), D("0.01"), True),
        ("risk_share", D("0.005"), D("0.001"), False),
        ("smallest_entry", D(10), D(5), True),
        ("smallest_entry", D(10), D(20), False),
        ("stop_needed", True, False, True),
        ("stop_needed", False, True, False),
        ("order_most", D(2000), None, True),
        ("order_most", None, D(2000), False),
        ("allowed", ("BTC",), ("BTC", "ETH"), True),
        ("allowed", ("BTC", "ETH"), ("ETH",), False),
        ("allowed", ("BTC",), None, True),
        ("allowed", None, ("BTC",), False),
        ("blocked", ("DOGE",), (), True),
        ("blocked", ("DOGE",), ("ADA", "DOGE"), False),
        ("undo", timedelta(seconds=5), timedelta(0), False),
        ("break_even_after", 1, 0, False),
    ],
)
def test_what_loosens(name, before, after, looser):
    assert loosens(name, before, after) is looser


@given(bounds(), bounds(), bounds())
def test_what_holds_never_allows_more_than_server_or_provider_do(own, server, provider):
    effective = merge(ANN, own=own, server=server, provider=provider)

    for bounds_, who in ((server, Whose.SERVER), (provider, Whose.PROVIDER)):
        for name, value in stated(bounds_).items():
            if name in SENSES and SENSES[name] is not Sense.OWN:
                held = getattr(effective.limits, name)
                assert not loosens(name, value, held), (name, who)


@given(bounds(), bounds(), bounds())
def test_a_field_that_is_said_to_be_somebody_s_has_their_word(own, server, provider):
    effective = merge(ANN, own=own, server=server, provider=provider)

    for name in LIMITED:
        held = getattr(effective.limits, name)
        chosen = stated(own).get(name, getattr(ANN, name))
        if effective.of(name) is Whose.YOU:
            assert held == chosen
        else:
            theirs = stated(server if effective.of(name) is Whose.SERVER else provider)[name]
            if SENSES[name] is Sense.OWN:
                assert held == theirs
            else:
                assert not loosens(name, theirs, held)
                assert not loosens(name, chosen, held)


def test_a_console_is_one_community():
    assert server_scope("console:calls") == server_scope("console:other") == "server:console"
