"""Instants are UTC; lengths of time are typed as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Bug
from core.kernel.time import parse_length, utc


@given(st.datetimes(timezones=st.timezones()))
def test_utc_is_the_same_instant(at):
    assert utc(at).timestamp() == at.timestamp()
    assert utc(at).tzinfo is UTC


def test_an_hour_that_comes_twice_is_two_instants():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    second = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))

    assert utc(second) - utc(first) == timedelta(hours=1)


def test_a_time_without_a_zone_is_a_bug():
    with pytest.raises(Bug, match="without a zone"):
        utc(datetime(2026, 11, 17, 14, 3))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("5m", 300),
        ("5min", 300),
        ("+2h", 7200),
        ("1d 6h", 108000),
        (" 1H30M ", 5400),
        ("0s", 0),
    ],
)
def test_a_length_of_time(text, seconds):
    assert parse_length(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "-2h", "2 weeks", "1.5h", "h", "5x", "99999999d", "1e3s"])
def test_what_is_no_length_of_time(text):
    assert parse_length(text) is None


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text):
    length = parse_length(text)

    assert length is None or timedelta(0) <= length <= timedelta(days=3660)
