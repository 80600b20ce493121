"""What is written down comes back the same; what cannot be written down says so at once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.codec import Vocabulary, decode, dumps, encode
from core.kernel.errors import Bug
from core.kernel.money import Money, Price, Quantity
from core.kernel.writing import writer_of

TradeId = NewType("TradeId", str)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Inner:
    price: Price
    held: Quantity = Quantity(0)


@dataclass(frozen=True, slots=True)
class Outer:
    name: Annotated[str, "a note for people"]
    trade: TradeId
    count: int
    yes: bool
    amount: Decimal
    money: Money
    at: datetime
    length: timedelta
    colour: Colour
    inner: Inner | None
    many: tuple[Inner, ...]
    pair: tuple[str, Decimal]
    facts: dict[str, Decimal]


numbers = st.decimals(min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=12)
above = st.decimals(min_value=Decimal("0.00001"), max_value=Decimal("1e9"), places=8)
inners = st.builds(Inner, above.map(Price), above.map(Quantity))
outers = st.builds(
    Outer,
    name=st.text(),
    trade=st.text().map(TradeId),
    count=st.integers(),
    yes=st.booleans(),
    amount=numbers,
    money=st.builds(Money, numbers, st.sampled_from(["USDT", "EUR"])),
    at=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))])),
    length=st.timedeltas(),
    colour=st.sampled_from(Colour),
    inner=st.none() | inners,
    many=st.lists(inners, max_size=3).map(tuple),
    pair=st.tuples(st.text(), numbers),
    facts=st.dictionaries(st.text(), numbers, max_size=3),
)


@given(outers)
def test_whatever_is_written_down_is_read_back_the_same(value):
    text = dumps(encode(value))

    assert decode(Outer, json.loads(text)) == value
    assert dumps(encode(decode(Outer, json.loads(text)))) == text


@given(outers)
def test_a_value_travels_under_its_name(value):
    vocabulary = Vocabulary([Outer, Inner])

    assert vocabulary.read(vocabulary.write(value)) == value


def test_exact_numbers_are_text_and_times_are_utc():
    berlin = timezone(timedelta(hours=1))
    data = encode(Inner(Price("61500.0"), Quantity("1E+2")))

    assert data == {"price": "61500", "held": "100"}
    assert encode(datetime(2026, 11, 17, 15, 3, tzinfo=berlin)) == "2026-11-17T14:03:00+00:00"
    assert encode(timedelta(seconds=1.5)) == "1.5"


def test_a_field_that_was_not_written_yet_takes_its_default():
    assert decode(Inner, {"price": "5"}) == Inner(Price("5"))


def test_a_wrong_number_is_not_read_back():
    with pytest.raises(Bug):
        decode(Inner, {"price": "-5"})


def test_a_type_without_a_form_is_a_bug():
    @dataclass(frozen=True)
    class Loose:
        both: int | str

    @dataclass(frozen=True)
    class Odd:
        items: list[int] = field(default_factory=list)

    for value in (Loose(1), Odd()):
        with pytest.raises((Bug, NameError)):
            encode(value)


def test_a_naive_time_is_a_bug():
    with pytest.raises(Bug, match="without a zone"):
        encode(datetime(2026, 11, 17))  # noqa: DTZ001 - that is the point


def test_two_classes_of_one_name_are_a_bug():
    @dataclass(frozen=True)
    class Twin:
        pass

    first = Twin

    @dataclass(frozen=True)
    class Twin:  # type: ignore[no-redef]
        pass

    with pytest.raises(Bug, match="Twin"):
        Vocabulary([first, Twin])


def test_only_what_is_in_the_vocabulary_travels():
    vocabulary = Vocabulary([Inner])

    with pytest.raises(Bug, match="not in the vocabulary"):
        vocabulary.write(Colour.RED)
    with pytest.raises(Bug, match="nothing here"):
        vocabulary.read('{"is":"Outer"}')


@given(outers)
def test_text_written_in_one_go_is_the_text_of_what_is_encoded(value: Outer):
    assert writer_of(Outer)(value) == dumps(encode(value))


def test_a_hint_without_a_short_way_is_written_the_long_one():
    assert writer_of(dict[str, Decimal])({"a": Decimal("1.50")}) == '{"a":"1.5"}'
    with pytest.raises(Bug, match="no form"):
        writer_of(bytes)
