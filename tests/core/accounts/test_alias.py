"""Which aliases may be shown, and which two are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.alias import fault, folded, tidied


@pytest.mark.parametrize(
    "alias",
    ["north", "bo", "mira-7", "Élan", "Анна", "山田", "田中さん", "अनिल", "محمد", "ήλιος", "김철수", "ok.ok"],
)
def test_names_of_one_alphabet_may_be_shown(alias: str):
    assert fault(tidied(alias)) is None


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("x", "length"),
        ("a" * 17, "length"),
        ("", "length"),
        ("nоrth", "alphabets"),  # a Cyrillic о
        ("αnn", "alphabets"),
        ("ᏚᎪᎷ", "alphabets"),  # Cherokee, as good as SAM
        ("north!", "letters"),
        ("no rth", "letters"),
        ("-north", "letters"),
        ("12345", "letters"),
        ("nor\u200bth", "letters"),
        ("\u202enorth", "letters"),
        ("o\u0336ld", "letters"),  # struck through
        ("👍👍", "letters"),
        ("left", "reserved"),
        ("LEFT", "reserved"),
        ("1eft", "reserved"),
        ("0wner", "reserved"),
    ],
)
def test_a_name_that_misleads_is_refused(alias: str, why: str):
    assert fault(tidied(alias)) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("north", "NORTH"),
        ("north", "n0rth"),
        ("north", "nor_th"),
        ("north", "nоrth"),
        ("coco", "сосо"),  # all Cyrillic
        ("BOTAX", "ВОТАХ"),
        ("HAHA", "ΗΑΗΑ"),  # all Greek
        ("mike", "rnike"),
        ("will", "wi11"),
        ("Ian", "lan"),
        ("ann", "ａｎｎ"),
        ("elan", "Élan"),
        ("ann7", "ann٧"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str):
    assert folded(tidied(one)) == folded(tidied(other))


@pytest.mark.parametrize(
    ("one", "other"), [("north", "south"), ("ann", "anna"), ("bo", "bob"), ("山田", "山本")]
)
def test_others_stay_apart(one: str, other: str):
    assert folded(one) != folded(other)


@given(st.text(max_size=20))
def test_any_text_is_judged_and_folding_changes_nothing_twice(text: str):
    alias = tidied(text)

    assert fault(alias) in (None, "length", "letters", "alphabets", "reserved")
    assert fault(alias) is not None or folded(alias)
