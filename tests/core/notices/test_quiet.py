"""When a notice is told: quiet hours over midnight and over the night that a clock jumps, digests, mutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.present.table import SUBJECTS
from core.notices.kinds import KINDS
from core.notices.model import NoticeKind, Preferences, Waits
from core.notices.options import read_about, read_hour, read_hours, write_hour, write_hours
from core.notices.quiet import ALWAYS, Verdict, judge, next_time, quiet_ends
from core.notices.zones import clock_of, find_zone, near_zones

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Preferences(person="ann", zone="Europe/Berlin", quiet_from=22 * 60, quiet_until=7 * 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2026-11-17T20:59:59", None),
        ("2026-11-17T21:00:00", "2026-11-18T06:00:00"),
        ("2026-11-18T05:59:59", "2026-11-18T06:00:00"),
        ("2026-11-18T06:00:00", None),
        # In summer Berlin is two hours ahead.
        ("2026-07-01T20:00:00", "2026-07-02T05:00:00"),
        # In the night to 29 March clocks jump an hour: seven comes an hour earlier.
        ("2026-03-28T22:00:00", "2026-03-29T05:00:00"),
        ("2026-10-24T22:00:00", "2026-10-25T06:00:00"),
    ],
)
def test_quiet_hours_end_by_the_clock_of_the_place(now: str, ends: str | None):
    assert quiet_ends(NIGHT, BERLIN, at(now)) == (None if ends is None else at(ends))


def test_quiet_hours_may_lie_within_a_day():
    noon = replace(NIGHT, quiet_from=12 * 60, quiet_until=13 * 60 + 30)

    assert quiet_ends(noon, UTC, at("2026-11-17T13:29:00")) == at("2026-11-17T13:30:00")
    assert quiet_ends(noon, UTC, at("2026-11-17T13:30:00")) is None


def test_an_hour_that_a_clock_jumps_over_is_still_reached():
    half_past_two = next_time(150, BERLIN, at("2026-03-28T23:00:00"))

    assert half_past_two == at("2026-03-29T01:30:00")


@given(
    minute=st.integers(0, 24 * 60 - 1),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    now=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)),  # noqa: DTZ001
)
def test_the_next_time_comes_within_a_day_and_an_hour(minute: int, zone: str, now: datetime):
    instant = now.replace(tzinfo=UTC)

    found = next_time(minute, ZoneInfo(zone), instant)

    assert timedelta(0) < found - instant <= timedelta(hours=25)
    assert found.astimezone(ZoneInfo(zone)).minute % 30 == minute % 30


@pytest.mark.parametrize("kind", sorted(ALWAYS))
def test_what_needs_somebody_rings_at_any_hour_and_under_any_mute(kind: NoticeKind):
    deaf = replace(NIGHT, off=tuple(NoticeKind), silent=tuple(NoticeKind))

    assert judge(kind, "", deaf, BERLIN, at("2026-11-18T02:00:00")) == Verdict(rings=True)


def test_a_mute_goes_before_the_digest_and_the_digest_before_quiet_hours():
    night = at("2026-11-18T02:00:00")
    digest = replace(NIGHT, digest=("skip",))
    muted = replace(digest, off=("skip",))

    assert judge(NoticeKind.SKIP, "", NIGHT, BERLIN, night).why is Waits.QUIET
    assert judge(NoticeKind.SKIP, "", digest, BERLIN, night) == Verdict(
        until=at("2026-11-18T17:00:00"), why=Waits.DIGEST
    )
    assert judge(NoticeKind.SKIP, "", muted, BERLIN, night) == Verdict(wanted=False)


def test_a_reason_is_settled_apart_from_its_kind():
    wishes = Preferences(person="ann", off=("too_small",))
    day = at("2026-11-17T12:00:00")

    assert not judge(NoticeKind.SKIP, "too_small", wishes, UTC, day).wanted
    assert judge(NoticeKind.SKIP, "price_ran", wishes, UTC, day) == Verdict(rings=False)


def test_every_subject_is_of_a_kind():
    assert {kind.__name__ for kind in SUBJECTS} - KINDS.keys() == set()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
        ("Narnia", None),
        ("", None),
        ("../../etc/passwd", None),
    ],
)
def test_zones_are_found_by_name_and_city(typed: str, zone: str | None):
    assert find_zone(typed) == zone


def test_a_misspelled_zone_has_neighbors_and_an_unknown_one_is_reckoned_in_utc():
    assert "Europe/Berlin" in near_zones("Europe/Berlim")
    assert clock_of("Gone/Away") is UTC


@pytest.mark.parametrize("typed", ["24", "7:60", "7-", "noon", "-1", "7:5"])
def test_what_is_no_time_of_day_is_not_read(typed: str):
    assert read_hour(typed) is None
    assert read_hours(f"{typed}-07") is None


@given(since=st.integers(0, 24 * 60 - 1), until=st.integers(0, 24 * 60 - 1))
def test_hours_are_read_as_they_are_written(since: int, until: int):
    assert read_hour(write_hour(since)) == since
    if since != until:
        hours = read_hours(f"{write_hour(since)}-{write_hour(until)}")
        assert hours is not None
        assert read_hours(write_hours(hours)) == hours


def test_how_something_comes_is_nothing_that_comes():
    assert read_about("off") is None
    assert read_about("skips") == "skip"
    assert read_about("too_small") == "too_small"
