"""What the body of an alert says about itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hooks.alerts import Alert, read_alert, too_old

NOW = datetime(2026, 11, 17, 14, 3, tzinfo=UTC)


def alert(body: str) -> Alert:
    found = read_alert(body)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "body",
    [
        "ticker=BTCUSDT;action=buy;price=60000;sl=58500",
        "ticker=BTCUSDT\naction=buy\nprice=60000\nsl=58500",
        "ticker=BTCUSDT&action=buy&price=60000&sl=58500",
        "ticker = BTCUSDT, action = buy, price = 60000, sl = 58500",
        'ticker="BTCUSDT" action=buy price=60000 sl=58500',
    ],
)
def test_pairs_are_read_like_json(body: str):
    assert json.loads(alert(body).text) == {
        "ticker": "BTCUSDT",
        "action": "buy",
        "price": "60000",
        "sl": "58500",
    }


@pytest.mark.parametrize(
    "body", ["LONG BTC/USDT entry 60000 sl 58500", "risk = ok, but wait", '{"broken', "[1, 2]"]
)
def test_words_stay_words(body: str):
    assert alert(body).text == body


def test_what_is_no_letter_is_left_out():
    assert alert("LONG\x00 BTC\x1b\n60000").text == "LONG BTC\n60000"


@pytest.mark.parametrize("body", ["\x00\x01", "", "  \n", "﻿"])
def test_nothing_is_no_alert(body: str):
    assert read_alert(body) is None


@pytest.mark.parametrize(
    "time",
    ['"2026-11-17T14:02:00Z"', '"2026-11-17T15:02:00+01:00"', "1794924120", "1794924120000", '"1794924120"'],
)
def test_a_time_is_read_in_its_usual_forms(time: str):
    assert alert(f'{{"timenow": {time}, "action": "buy"}}').sent_at == NOW - timedelta(minutes=1)


def test_an_id_makes_two_texts_one_alert_and_a_time_tells_two_apart():
    assert alert('{"id": "7", "action": "buy"}').key == alert('{"id": 7, "action": "buy", "x": 1}').key
    assert alert("time=1794924120;a=b").key != alert("time=1794924121;a=b").key
    assert alert('{"id": "7"}').exact
    assert not alert('{"action": "buy"}').exact


@pytest.mark.parametrize(
    ("sent", "old"),
    [(timedelta(minutes=-1), False), (timedelta(minutes=-6), True), (timedelta(seconds=90), True)],
)
def test_what_is_old_or_from_the_future_is_told_apart(sent: timedelta, old: bool):
    assert too_old(alert(json.dumps({"time": (NOW + sent).isoformat()})), NOW) is old


def test_without_a_time_nothing_is_old():
    assert not too_old(alert("LONG BTC/USDT"), NOW)


@given(st.text(max_size=300))
def test_any_body_is_read_or_empty(body: str):
    found = read_alert(body)

    assert found is None or (found.text and len(found.key) == 32)
