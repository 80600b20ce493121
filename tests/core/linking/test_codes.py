"""Codes that people carry from chat to chat."""

from __future__ import annotations

import pytest

from core.linking.codes import LINK_LETTERS, OWNER_LETTERS, digest_of, read_code, same, written


def test_a_code_is_shown_in_fours():
    assert written("k7qm2xtd") == "K7QM-2XTD"


@pytest.mark.parametrize("typed", ["K7QM-2XTD", "k7qm2xtd", " k7qm 2xtd ", "K7QM2XTD"])
def test_a_code_is_read_as_people_type_it(typed: str):
    assert read_code(typed) == "k7qm2xtd"


def test_letters_that_look_like_digits_are_those_digits():
    assert read_code("OIL0-1QQQ") == "0110" + "1qqq"


@pytest.mark.parametrize(
    "typed", ["", "10000", "100,000", "K7QM-2XT", "K7QM-2XTDD", "K7QM-2XT!", "K7QM-2XTU", "é" * 8]
)
def test_what_cannot_be_a_code_is_none(typed: str):
    assert read_code(typed) is None


def test_a_longer_code_is_read_by_its_own_length():
    assert read_code("K7QM-2XTD-9F4A-PPQ3", OWNER_LETTERS) == "k7qm2xtd9f4appq3"
    assert read_code("K7QM-2XTD-9F4A-PPQ3", LINK_LETTERS) is None


def test_what_is_kept_tells_purposes_and_installations_apart():
    digests = {digest_of(place, what, "k7qm2xtd") for place in ("a", "b") for what in ("link", "owner")}

    assert len(digests) == 4
    assert all(len(digest) == 64 and "k7qm" not in digest for digest in digests)
    assert same(digest_of("a", "link", "k7qm2xtd"), digest_of("a", "link", "k7qm2xtd"))
    assert not same(*sorted(digests)[:2])
