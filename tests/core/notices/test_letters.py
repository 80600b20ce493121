"""What becomes of a letter: told once, changed in its place, shown anew, tried again, set aside. And where it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.accounts.model import Identity
from core.notices.letters import (
    JUST_SHOWN,
    TRIES,
    Address,
    Letter,
    LetterState,
    News,
    Urgency,
    doubted,
    fresh,
    lost,
    over,
    postponed,
    revised,
    settled,
    taken,
    urgency_of,
    ways,
)
from core.notices.model import NoticeKind
from tests.core.builders import NOW

LATER = NOW + timedelta(hours=1)


def news(form: str = "a", *, version: int = 1, ring: bool = True, urgency: Urgency = Urgency.TRADE) -> News:
    return News(version=version, body=f"body {form}", digest=form, urgency=urgency, ring=ring)


def a_letter(form: str = "a", *, version: int = 1, urgency: Urgency = Urgency.TRADE) -> Letter:
    return fresh(
        news(form, version=version, urgency=urgency),
        NOW, platform="discord", chat="@7", card="card", person="ann", room=False,
    )  # fmt: skip


def shown(letter: Letter) -> Letter:
    return settled(taken(letter, NOW), letter.digest, "m1", None, NOW, edited=False)


def test_the_same_telling_once_more_changes_nothing():
    letter = shown(a_letter())

    assert revised(letter, news(), LATER) is letter


def test_an_answer_to_the_same_message_once_more_takes_its_place():
    """What was asked is done again after a kill."""
    first = replace(shown(a_letter("60 s left", version=0, urgency=Urgency.ANSWER)), answers="asked")
    again = replace(news("58 s left", version=0, urgency=Urgency.ANSWER), answers="asked")

    assert revised(first, replace(news("60 s left", version=0), answers="asked"), LATER) is first
    assert revised(first, again, LATER).message == "m1"
    assert revised(first, replace(again, answers="asked later"), LATER).message is None


def test_an_edit_that_shows_the_same_is_not_sent():
    again = revised(shown(a_letter()), news(version=2, ring=False), LATER)

    assert (again.state, again.version) == (LetterState.SHOWN, 2)


def test_an_older_form_never_takes_the_place_of_a_newer_one():
    letter = a_letter("new", version=5)

    assert revised(letter, news("old", version=4), LATER) is letter


def test_progress_is_changed_in_its_place_silently():
    letter = shown(a_letter())

    again = revised(letter, news("b", version=2, ring=False), LATER)

    assert (again.state, again.message, again.rings) == (LetterState.DUE, "m1", False)
    assert again.nonce == letter.nonce


def test_what_rings_again_is_a_new_message_with_a_nonce_of_its_own():
    letter = shown(a_letter())

    again = revised(letter, news("b", version=2), LATER)

    assert (again.state, again.message, again.rings) == (LetterState.DUE, None, True)
    assert again.nonce != letter.nonce


@pytest.mark.parametrize(("after", "in_place"), [(JUST_SHOWN / 2, True), (JUST_SHOWN, False)])
def test_a_fill_takes_the_place_of_its_ticket_while_that_is_before_the_readers_eyes(after, in_place):
    ticket = shown(a_letter("ticket", version=0, urgency=Urgency.ANSWER))

    told = revised(ticket, news("fill"), NOW + after)

    assert (told.message == "m1") is in_place
    assert told.rings is not in_place


def test_what_cannot_be_changed_any_more_is_shown_as_a_new_message():
    letter = settled(taken(a_letter(), NOW), "a", "m1", NOW + timedelta(minutes=15), NOW, edited=False)

    again = revised(letter, news("b", version=2, ring=False), LATER)

    assert (again.state, again.message, again.rings) == (LetterState.DUE, None, False)


def test_an_answer_changes_the_message_that_was_tapped_unless_it_has_one_of_its_own():
    first = over(a_letter(), "tapped")
    ringing = shown(a_letter())

    assert (first.message, first.rings) == ("tapped", False)
    assert over(ringing, "tapped") is ringing
    assert over(taken(a_letter(), NOW), "tapped").message is None


def test_what_is_due_already_is_told_in_its_newest_form_and_keeps_its_ring_and_its_haste():
    again = revised(
        a_letter(urgency=Urgency.ALARM), news("b", version=2, ring=False, urgency=Urgency.INFO), LATER
    )

    assert (again.body, again.rings, again.urgency) == ("body b", True, Urgency.ALARM)
    assert again.due_at == NOW


def test_what_changed_while_it_was_sent_is_an_edit_right_after():
    letter = revised(taken(a_letter(), NOW), news("b", version=2, ring=False), NOW)

    after = settled(letter, "a", "m1", None, NOW, edited=False)

    assert (after.state, after.message, after.body) == (LetterState.DUE, "m1", "body b")


def test_a_ring_that_came_while_a_change_was_on_its_way_is_a_new_message_after_it():
    changing = taken(revised(shown(a_letter()), news("b", version=2, ring=False), NOW), NOW)

    after = settled(revised(changing, news("c", version=3), NOW), "b", "m1", None, NOW, edited=True)

    assert (after.state, after.message, after.rings) == (LetterState.DUE, None, True)


def test_a_letter_in_doubt_stays_so_over_pauses_until_it_is_settled():
    once = doubted(taken(a_letter(), NOW), "broke", NOW, counts=True)
    asked_to_wait = postponed(taken(once, LATER), LATER, shown_perhaps=True)

    assert (once.state, once.sent_at) == (LetterState.DUE, NOW)
    assert asked_to_wait.sent_at == NOW
    assert taken(asked_to_wait, LATER).sent_at == NOW
    assert postponed(taken(a_letter(), NOW), LATER, shown_perhaps=False).sent_at is None


def test_a_letter_that_fails_while_others_pass_is_set_aside_with_its_card():
    letter = a_letter()
    for _ in range(TRIES):
        letter = doubted(taken(letter, NOW), "broke", NOW, counts=True)

    assert (letter.state, letter.error, letter.body) == (LetterState.DEAD, "broke", "body a")


def test_a_letter_is_not_given_up_while_the_whole_platform_is_away():
    letter = a_letter()
    for _ in range(10 * TRIES):
        letter = doubted(taken(letter, NOW), "away", NOW, counts=False)

    assert letter.state is LetterState.DUE
    assert letter.not_before > NOW


def test_a_message_that_is_gone_is_shown_anew_without_a_ring():
    letter = taken(revised(shown(a_letter()), news("b", version=2, ring=False), NOW), NOW)

    again = lost(letter, LATER)

    assert (again.state, again.message, again.rings, again.body) == (LetterState.DUE, None, False, "body b")


def test_what_is_shown_keeps_no_words():
    assert shown(a_letter()).body == ""


def test_questions_and_alarms_go_before_trades_and_these_before_news():
    order = [
        urgency_of(kind) for kind in (NoticeKind.QUESTION, NoticeKind.ALARM, NoticeKind.EXIT, NoticeKind.SKIP)
    ]

    assert order == [Urgency.ALARM, Urgency.ALARM, Urgency.TRADE, Urgency.INFO]


def known(platform: str, external: str) -> Identity:
    return Identity(platform=platform, external=external, person="ann", name="ann")


def test_somebody_is_told_where_they_spoke_last_and_never_where_the_door_is_shut():
    identities = [
        known("console", "ann"),
        known("discord", "7"),
        known("discord", "8"),
        known("telegram", "9"),
    ]
    addresses = [
        Address(platform="discord", external="7", last_spoke=NOW),
        Address(platform="discord", external="8", last_spoke=LATER, reachable=False, why="blocked"),
        Address(platform="telegram", external="9", last_spoke=LATER),
    ]

    assert ways(identities, addresses, ("discord", "telegram")) == [("telegram", "9"), ("discord", "7")]
    assert ways(identities, addresses, ()) == []
    assert ways(identities, [], ("discord",)) == [("discord", "7"), ("discord", "8")]
