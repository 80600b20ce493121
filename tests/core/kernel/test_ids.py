"""Ids that follow from their cause, and the id that a venue sees."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.ids import ALPHABET, base32, client_order_id, derived

parts = st.lists(st.text(st.characters(exclude_characters="\x1f"), max_size=20), min_size=1, max_size=4)


@given(parts, parts)
def test_equal_causes_and_no_others_give_equal_ids(one, other):
    assert (derived(*one) == derived(*other)) == (one == other)


def test_an_id_stays_what_it_was():
    """Rows of older versions are found by these ids: the function may never change."""
    assert derived("trade", "offer:1") == "tj3gbf4y7byrhy5q193ymgcm8z"
    assert client_order_id("home", "intent") == "be114ea1282bcbc3f0a34a8a4ac6f00c"


@given(st.text(), st.text())
def test_an_order_id_suits_every_venue(installation, intent):
    made = client_order_id(installation, intent)

    assert re.fullmatch(r"be11[0-9a-f]{28}", made)
    assert made == client_order_id(installation, intent)


def test_two_installations_tell_their_orders_apart():
    assert client_order_id("one", "intent")[:8] != client_order_id("two", "intent")[:8]


@given(st.binary(min_size=17, max_size=32))
def test_an_id_is_read_aloud_without_doubt(number):
    text = base32(number, 26)

    assert len(text) == 26
    assert set(text) <= set(ALPHABET)
    assert not set(ALPHABET) & set("ilou")
