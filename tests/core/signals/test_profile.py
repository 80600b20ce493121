"""A provider's habits settle what a post leaves open, and nothing that the post itself proves (BX-08)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.market.symbols import builtin_table
from core.signals.profile import Decimals, Profile
from core.signals.read import read
from core.signals.reading import Reading
from tests.core.signals.test_template import by, learned

TABLE = builtin_table()
OPEN = "LONG SOL/USDT entry 142.500 sl 139.250 tp 150.125"
PROVEN = "LONG SOL/USDT entry 142.5 sl 139.25 tp 150.125"


def one(text: str, profile: Profile) -> Reading:
    (reading,) = read(text, profile=profile, table=TABLE)
    return reading


@pytest.mark.parametrize(
    ("profile", "stop"),
    [
        (Profile(decimals=Decimals.POINT), "139.250"),
        (Profile(decimals=Decimals.COMMA), "139250"),
        (Profile(language="de"), "139.250"),  # no SOL ever cost a thousand
        (Profile(language="ja"), "139.250"),
        (Profile(language="de", decimals=Decimals.POINT), "139.250"),
    ],
)
def test_a_habit_settles_what_is_open(profile: Profile, stop: str):
    assert one(OPEN, profile).stop == Decimal(stop)


def test_a_language_settles_the_point_of_a_share():
    share = OPEN.replace("SOL/USDT", "$NVDA")
    assert one(share, Profile(language="de")).stop == Decimal(139_250)
    assert one(share, Profile()).stop == Decimal("139.25")


@pytest.mark.parametrize("decimals", list(Decimals))
@pytest.mark.parametrize("language", ["", "de", "en"])
def test_no_habit_changes_what_is_proven(decimals: Decimals, language: str):
    assert one(PROVEN, Profile(decimals=decimals, language=language)).stop == Decimal("139.25")


def test_a_form_brings_the_mark_of_its_posts():
    form = learned(
        ("eth 🔼 3400,5 out 3300,25 | 3900,75", "🔼", "3400,5", "3300,25", "3900,75"),
        ("sol 🔼 142,5 out 139,25 | 150,75", "🔼", "142,5", "139,25", "150,75"),
        ("btc 🔼 60000,5 out 59000,25 | 63000,75", "🔼", "60000,5", "59000,25", "63000,75"),
    )
    reading = one("sol 🔼 142,500 out 139,250 | 150,125", by(form))

    assert form.decimals is Decimals.COMMA
    assert (reading.entries, reading.stop) == ((Decimal("142.500"),), Decimal("139.250"))
