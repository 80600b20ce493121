"""A tap means the button that was seen, wherever that stands now; and one from before there were marks its place."""

from __future__ import annotations

import pytest

from bot.buttons import NOWHERE, Place, action_of, meant, place_in, place_of, read_wire_id, wire_id
from bot.present.reply import Button, Confirm, Dismiss
from core.bookkeeping import Offer
from core.command import Call
from core.kernel.codec import dumps
from tests.core.builders import NOW

BUY, CLOSE, OTHER, LEAVE = (
    Button("Confirm", Confirm()),
    Button("Close", Call("trade close", {"trade": "T-1"})),
    Button("Close", Call("trade close", {"trade": "T-2"})),
    Button("Leave", Dismiss()),
)


def a_card(*buttons: Button) -> Offer:
    return Offer(
        id="card", actor=None, place="person:ann", labels=tuple(one.label for one in buttons),
        actions=tuple(dumps(action_of(one)) for one in buttons), plan=None, again=None, made_at=NOW,
        expires_at=None, shown=1,
    )  # fmt: skip


def test_what_a_tap_says_is_read_as_it_was_written():
    place = place_of(CLOSE, 12)

    assert read_wire_id(wire_id("card", place)) == ("card", place)
    assert read_wire_id("bw:card:12") == ("card", Place(12))
    odd = (
        "",
        "bw",
        "bw:x",
        "bw::1",
        "bw:x:",
        "bw:x:-1",
        "no:x:1",
        "bw:x:1٣",
        "bw:x:1.",
        "bw:x:1.abcdef",
        "bw:x:123",
    )
    assert [read_wire_id(text) for text in odd] == [None] * len(odd)


def test_a_button_that_is_kept_has_the_mark_of_the_one_that_was_shown():
    assert place_in(a_card(BUY, CLOSE, LEAVE), 1) == place_of(CLOSE, 1)


@pytest.mark.parametrize(
    ("now", "number"),
    [
        ((BUY, CLOSE), 1),
        ((CLOSE, LEAVE), 0),
        ((BUY, OTHER), None),  # the same word for another trade
        ((BUY,), None),
        ((), None),
    ],
)
def test_a_tap_on_a_card_that_changed_means_what_was_seen_or_nothing(
    now: tuple[Button, ...], number: int | None
):
    assert meant(a_card(*now), place_of(CLOSE, 1)) == number


def test_a_tap_from_before_there_were_marks_means_its_place():
    card = a_card(BUY, CLOSE)

    assert meant(card, Place(1)) == 1
    assert meant(card, Place(2)) is None
    assert meant(card, NOWHERE) is None
