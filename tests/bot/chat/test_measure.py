"""Length by UTF-16 units, and cuts that never part what a reader sees as one letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.measure import clusters, cut, units

# Each is one thing to a reader.
WHOLE = [
    "a", "é", "e\u0301", "👍", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "❤️", "क्षि", "각", "\u1100\u1161\u11a8", "ن\u0651\u064e",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*WHOLE, " ", "\n", "x", "🇩🇪🇫🇷", "12"]), max_size=40).map("".join)


@pytest.mark.parametrize("whole", WHOLE)
def test_one_letter_is_one_cluster(whole: str):
    assert list(clusters(whole)) == [whole]
    assert list(clusters(f"{whole} {whole}")) == [whole, " ", whole]


def test_flags_are_pairs():
    assert list(clusters("🇩🇪🇫🇷🇮")) == ["🇩🇪", "🇫🇷", "🇮"]


@given(st.text())
def test_nothing_is_lost_between_clusters(text: str):
    assert "".join(clusters(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_are_those_of_utf_16(text: str):
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.integers(1, 60))
def test_a_cut_text_fits_and_ends_between_clusters(text: str, most: int):
    shorter = cut(text, most)

    assert units(shorter) <= most
    if shorter != text:
        assert shorter.endswith("…")
        kept = shorter[:-1]
        starts = {len("".join(list(clusters(text))[:count])) for count in range(len(text) + 1)}
        assert len(kept) in starts or text[len(kept)] in " \n"
        assert text.startswith(kept)
