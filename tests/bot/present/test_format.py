"""Numbers and times look one way everywhere."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.present import format as form
from core.kernel.errors import Bug

NOW = datetime(2026, 11, 17, 14, 3, 7, tzinfo=UTC)
D = Decimal
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=D("-1e30"), max_value=D("1e30"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (form.price(D("60000"), 2), "60,000.00"),
        (form.price(D("142.05"), 2), "142.05"),
        (form.price(D("0.00001234"), 8), "0.00001234"),
        (form.price(D("61500"), 0), "61,500"),
        (form.money(D("19999.8")), "19,999.80"),
        (form.money(D("-35.28")), "−35.28"),
        (form.money(D("-0.001")), "0.00"),
        (form.money(D("-0")), "0.00"),
        (form.amount(D("50"), "USDT"), "50.00 USDT"),
        (form.amount(D("0.0125"), "BTC"), "0.0125 BTC"),
        (form.quantity(D("0.33333")), "0.33333"),
        (form.quantity(D("6.50")), "6.5"),
        (form.quantity(D("1250")), "1,250"),
        (form.quantity(D("1E+3")), "1,000"),
        (form.quantity(D("0")), "0"),
        (form.change(D("227.74")), "+227.74"),
        (form.change(D("-50.02")), "−50.02"),
        (form.change(D("0.004")), "0.00"),
        (form.change(D("-0.004")), "0.00"),
        (form.percent(D("0.025")), "+2.50 %"),
        (form.percent(D("-0.025")), "−2.50 %"),
        (form.percent(D("-0.00001")), "0.00 %"),
        (form.percent(D("0.5"), signed=False, places=0), "50 %"),
        (form.percent(D("0.005"), signed=False), "0.50 %"),
        (form.multiple(D("1.41")), "+1.41 R"),
        (form.multiple(D("-1.03")), "−1.03 R"),
        (form.points(D("71.44")), "71.4"),
    ],
)
def test_numbers_look_as_agreed(said: str, expected: str):
    assert said == expected


@pytest.mark.parametrize(("value", "expected"), [("0.125", "0.12"), ("0.135", "0.14"), ("-2.345", "−2.34")])
def test_halves_go_to_the_even_neighbour(value: str, expected: str):
    assert form.money(D(value)) == expected


def test_what_is_unknown_is_never_a_zero():
    said = [
        form.number(None, 2),
        form.price(None, 2),
        form.money(None),
        form.amount(None, "USDT"),
        form.quantity(None),
        form.change(None),
        form.percent(None),
        form.multiple(None),
        form.points(None),
        form.age(None),
        form.length(None),
        form.clock(None),
        form.date(None, NOW),
        form.moment(None, NOW),
    ]

    assert set(said) == {"n/a"}


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), 1.5])
def test_what_is_no_exact_number_is_a_bug(value: Decimal):
    with pytest.raises(Bug):
        form.money(value)


@given(decimals, st.integers(0, 8))
def test_a_number_reads_back_and_never_is_a_negative_zero(value: Decimal, places: int):
    for text in (form.number(value, places), form.change(value, places)):
        assert re.fullmatch(r"[+−]?\d{1,3}(,\d{3})*(\.\d+)?", text)
        plain = text.replace(",", "").replace("−", "-")
        with localcontext(prec=80):
            assert abs(D(plain) - value) <= D(5).scaleb(-places - 1)
        assert D(plain) or text[0] not in "+−"


@given(decimals)
def test_precision_of_the_thread_does_not_show(value: Decimal):
    with localcontext(prec=3):
        narrow = form.percent(value)

    assert narrow == form.percent(value)


@pytest.mark.parametrize(
    ("seconds", "age", "length"),
    [
        (0, "0 s", "0 s"),
        (-3, "0 s", "0 s"),
        (3.9, "3 s", "3 s"),
        (60, "60 s", "1 min"),
        (112, "112 s", "1 min 52 s"),
        (134, "134 s", "2 min 14 s"),
        (25740, "7 h 9 min", "7 h 9 min"),
        (3605, "1 h", "1 h"),
        (6 * 86400 + 4 * 3600 + 59, "6 d 4 h", "6 d 4 h"),
    ],
)
def test_ages_and_lengths(seconds: float, age: str, length: str):
    value = timedelta(seconds=seconds)

    assert (form.age(value), form.length(value)) == (age, length)


def test_times_carry_their_zone():
    berlin = ZoneInfo("Europe/Berlin")

    assert form.clock(NOW) == "14:03 UTC"
    assert form.clock(NOW, berlin) == "15:03 Berlin"
    assert form.clock(NOW, ZoneInfo("America/New_York"), seconds=True) == "09:03:07 New York"


def test_dates_say_the_year_only_when_it_is_another():
    assert form.date(NOW, NOW) == "17 Nov"
    assert form.date(datetime(2025, 3, 1, tzinfo=UTC), NOW) == "1 Mar 2025"
    assert (
        form.date(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), NOW, ZoneInfo("Europe/Berlin")) == "1 Jan 2027"
    )


def test_a_moment_of_today_needs_no_date():
    assert form.moment(NOW, NOW) == "14:03 UTC"
    assert form.moment(NOW - timedelta(days=1), NOW) == "16 Nov 14:03 UTC"


def test_an_instant_without_a_zone_is_a_bug():
    with pytest.raises(Bug):
        form.clock(NOW.replace(tzinfo=None))


@given(decimals, st.sampled_from(["USDT", "USD", "EUR", "BTC", "DOGE"]))
def test_whatever_is_a_figure_is_known_as_one_and_never_cut(value: Decimal, currency: str):
    small = value.scaleb(-25)
    figures = [
        form.money(value), form.change(value), form.quantity(value), form.percent(value), form.multiple(small),
        form.percent(value, signed=False), form.amount(value, currency), form.points(value), form.price(value, 5),
    ]  # fmt: skip

    assert [figure for figure in (*figures, "n/a") if not form.is_figure(figure)] == []


@given(decimals)
def test_money_has_two_places_and_coins_at_most_eight_without_zeros_at_the_end(value: Decimal):
    assert re.fullmatch(r"−?[\d,]+\.\d\d USDT", form.amount(value, "USDT"))
    coins = form.amount(value, "BTC")
    assert re.fullmatch(r"−?[\d,]+(\.\d{0,7}[1-9])? BTC", coins)


@given(decimals)
def test_a_change_has_its_sign_and_nothing_else_has_a_plus(value: Decimal):
    for text in (form.change(value), form.percent(value), form.multiple(value)):
        zero = not text.split(" ")[0].strip("+−0.,")
        assert text[0].isdigit() if zero else text[0] == ("+" if value > 0 else "−")
    assert "+" not in form.money(value) + form.quantity(value) + form.percent(value, signed=False)


@given(decimals)
def test_a_share_and_its_percent_are_the_same_number(value: Decimal):
    percent = (
        form.percent(value, places=12, signed=False).removesuffix(" %").replace(",", "").replace("−", "-")
    )

    with localcontext(prec=80):
        assert abs(D(percent) - value * 100) <= D("0.5").scaleb(-12)


def test_an_opening_names_the_city_of_the_exchange():
    at = datetime(2026, 11, 19, 14, 30, tzinfo=UTC)

    assert form.session(at, "America/New_York") == "Thu 09:30 New York"


@given(st.text(max_size=30), st.integers(2, 20))
def test_a_name_is_cut_with_a_mark_where_something_is_missing(name: str, width: int):
    text = form.cut(name, width)

    assert len(text) <= max(width, 1)
    assert text == name if len(name) <= width else text.endswith("…") and name.startswith(text[:-1])
