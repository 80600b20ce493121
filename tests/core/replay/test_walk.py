"""Follow-ups, ties and edits of old posts: what is carried out, what is counted as unclear, and from when."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.replay.model import FollowUpFate as Fate
from core.replay.model import Outcome, Terms
from tests.core.replay.worlds import LONG, SOL, at, bars, only, post, replay, told

D = Decimal

# Filled at 100 in the candle of 13:00, and then quiet.
QUIET = ("105 106 104 105", "105 106 99 104", "104 105 103 104", "104 105 103 104", "104 105 103 104")
ETH = "LONG ETH/USDT entry 3000 sl 2900 tp 3100"
ETH_QUIET = ("3050 3060 3040 3050", "3050 3060 2990 3050", "3050 3060 3040 3050", "3050 3060 3040 3050")


def reply(number: int, minutes: int, text: str):
    return post(number, minutes, text, reply=1)


def test_a_close_is_done_at_the_open_of_the_next_candle():
    # Said 14:10:30; the candle of 15:00 opens at 104: +4, 0.4 R.
    line = only(replay([post(1, 0, LONG), reply(2, 130, "close")], bars(*QUIET)))

    assert (line.outcome, line.multiple, line.closed_at) == (Outcome.CLOSED, D("0.4"), at(180))


def test_what_the_running_candle_does_comes_before_what_was_said_in_it():
    # Said 14:10:30 in a candle that pays the first target; the rest goes at the open of 15:00, at 108.
    candles = bars(*QUIET[:2], "104 111 103 108", "108 109 103 104")
    line = only(replay([post(1, 0, LONG), reply(2, 130, "close")], candles))

    assert [(one.price, one.at) for one in line.exits] == [(D(110), at(180)), (D(108), at(180))]


def test_a_part_is_closed_and_each_target_keeps_its_part_of_the_rest():
    # Half at 104; a quarter at 110, a quarter at 120: (0.5 x 4 + 0.25 x 10 + 0.25 x 20) / 10 = 0.95 R.
    candles = bars(*QUIET[:3], "104 111 103 110", "110 121 109 120")
    line = only(replay([post(1, 0, LONG), reply(2, 130, "close half")], candles))

    assert (line.outcome, line.multiple) == (Outcome.TARGET, D("0.95"))
    assert [one.share for one in line.exits] == [D("0.5"), D("0.25"), D("0.25")]


def test_break_even_holds_from_the_next_candle():
    # Said in the candle of 14:00, which falls to 99: too early to matter. That of 15:00 falls to 100: out at 0.
    candles = bars(*QUIET[:2], "104 105 99 104", "104 105 100 104")
    line = only(replay([post(1, 0, LONG), reply(2, 130, "sl to be")], candles))

    assert (line.outcome, line.multiple, line.closed_at) == (Outcome.STOP, D(0), at(240))


def test_a_stop_is_moved_and_r_stays_what_was_risked_at_the_entry():
    candles = bars(*QUIET[:3], "104 105 94 95")
    line = only(replay([post(1, 0, LONG), reply(2, 130, "sl 95")], candles))

    assert (line.outcome, line.multiple) == (Outcome.STOP, D("-0.5"))


def test_a_cancel_takes_back_what_is_not_filled():
    line = only(replay([post(1, 0, LONG), reply(2, 10, "cancel")], bars(*QUIET)))

    assert (line.outcome, line.opened_at) == (Outcome.CANCELED, None)


def test_new_targets_are_those_that_pay():
    candles = bars(*QUIET[:3], "104 107 103 106")
    line = only(replay([post(1, 0, LONG), reply(2, 130, "tp 106")], candles))

    assert (line.outcome, line.multiple) == (Outcome.TARGET, D("0.6"))


def test_what_cannot_be_meant_changes_nothing_and_is_counted():
    record = replay([post(1, 0, LONG), reply(2, 130, "sl 108")], bars(*QUIET))

    assert record.follow_ups == {Fate.DECLINED: 1}
    assert record.declined == {"stop_passed": 1}


def test_a_follow_up_without_a_name_is_about_the_only_open_signal():
    line = only(replay([post(1, 0, LONG), post(2, 130, "close")], bars(*QUIET)))

    assert line.outcome is Outcome.CLOSED


def test_of_two_open_signals_a_follow_up_without_a_name_is_not_guessed():
    candles = {SOL: bars(*QUIET), "ETH/USDT": bars(*ETH_QUIET)}
    record = replay([post(1, 0, LONG), post(2, 1, ETH), post(3, 130, "close")], candles)

    assert record.follow_ups == {Fate.AMBIGUOUS: 1}
    assert told(record.lines) == ["unresolved", "unresolved"]


def test_of_two_open_signals_the_one_that_is_named_is_meant():
    candles = {SOL: bars(*QUIET), "ETH/USDT": bars(*ETH_QUIET)}
    record = replay([post(1, 0, LONG), post(2, 1, ETH), post(3, 130, "close SOL")], candles)

    assert told(record.lines) == ["closed", "unresolved"]


def test_a_signal_whose_trade_is_over_is_followed_up_no_more():
    """The second signal is the only open one once the first was stopped in the candle of 14:00."""
    candles = {SOL: bars(*QUIET[:2], "104 105 89 90", "90 91 89 90"), "ETH/USDT": bars(*ETH_QUIET)}
    record = replay([post(1, 0, LONG), post(2, 1, ETH), post(3, 181, "close")], candles)

    # The candle of 16:00 is missing for ETH: what was asked is not done before the candles end.
    assert record.follow_ups == {Fate.APPLIED: 1}
    assert told(record.lines) == ["stop", "unresolved"]


def test_what_will_happen_later_in_the_candle_is_not_known_yet():
    """At 14:01 the candle of 14:00, which will stop the first signal, is not over: two signals stand."""
    candles = {SOL: bars(*QUIET[:2], "104 105 89 90", "90 91 89 90"), "ETH/USDT": bars(*ETH_QUIET)}
    record = replay([post(1, 0, LONG), post(2, 1, ETH), post(3, 121, "close")], candles)

    assert record.follow_ups == {Fate.AMBIGUOUS: 1}


def test_a_reply_to_a_follow_up_is_about_the_same_signal():
    candles = {SOL: bars(*QUIET), "ETH/USDT": bars(*ETH_QUIET)}
    posts = [
        post(1, 0, LONG),
        post(2, 1, ETH),
        post(3, 125, "sl 95", reply=1),
        post(4, 130, "close", reply=3),
    ]

    assert told(replay(posts, candles).lines) == ["closed", "unresolved"]


def test_a_report_of_a_close_is_counted_and_not_obeyed():
    record = replay([post(1, 0, LONG), reply(2, 130, "closed at 104")], bars(*QUIET))

    assert (record.follow_ups, told(record.lines)) == ({Fate.REPORT: 1}, ["unresolved"])


def test_a_follow_up_about_nothing_is_counted():
    record = replay([post(1, 0, "gm"), post(2, 1, "close SOL/USDT now")], bars(*QUIET))

    assert (record.follow_ups, record.lines) == ({Fate.UNTIED: 1}, ())


# -- edits ---------------------------------------------------------------------------------------------------


def test_an_edited_post_counts_from_its_last_edit():
    """The candle of 13:00 would have filled it at 100; its words are known from 14:30 on, when it costs 104."""
    line = only(replay([post(1, 0, LONG, edited=150)], bars(*QUIET)))

    assert (line.edited, line.known_at, line.outcome) == (True, at(150, 30), Outcome.UNRESOLVED)
    assert line.opened_at is None


def test_an_answer_to_words_that_were_edited_later_is_not_carried_out():
    record = replay([post(1, 0, LONG, edited=150), reply(2, 130, "close")], bars(*QUIET))

    assert record.follow_ups == {Fate.EARLY: 1}
    assert told(record.lines) == ["unresolved"]


def test_an_edited_follow_up_is_obeyed_from_its_edit_on():
    line = only(replay([post(1, 0, LONG), post(2, 65, "close", reply=1, edited=200)], bars(*QUIET)))

    # Known 15:20:30, done at the open of 16:00.
    assert line.closed_at == at(240)


def test_an_edit_that_is_dated_before_its_post_is_no_edit():
    line = only(replay([post(1, 10, LONG, edited=5)], bars(*QUIET)))

    assert (line.edited, line.known_at) == (False, at(10, 30))


# -- one signal in two posts ---------------------------------------------------------------------------------

ALERT = "LONG SOL/USDT now"


def test_an_alert_and_its_levels_are_one_signal_from_the_second_post_on():
    # Entered at the open of 13:00, 105; all of it at 110 in the candle of 14:00: 5 / 10 = +0.5 R.
    record = replay(
        [post(1, 0, ALERT), post(2, 1, "sl 95 tp 110")],
        bars(*QUIET[:1], "105 106 104 105", "105 111 104 110"),
    )

    assert told(record.lines) == ["joined", "target"]
    assert (record.lines[1].message, record.lines[1].multiple) == ("2", D("0.5"))


def test_levels_that_come_too_late_are_not_the_alert_s():
    record = replay([post(1, 0, ALERT), post(2, 10, "sl 95 tp 110")], bars(*QUIET))

    assert told(record.lines) == ["unresolved"]


# -- what is not traded --------------------------------------------------------------------------------------


def test_the_same_trade_again_within_ten_minutes_is_counted_once():
    record = replay([post(1, 0, LONG), post(2, 5, LONG)], bars(*QUIET))

    assert told(record.lines) == ["unresolved", "repeat"]


def test_a_number_in_doubt_is_not_guessed():
    """9.5 where it costs 105: its provider would have been asked."""
    text = "LONG SOL/USDT entry 9.5 sl 9 tp 11"

    assert only(replay([post(1, 65, text)], bars(*QUIET))).outcome is Outcome.DOUBT


def test_symbols_without_candles_are_listed_with_their_counts():
    posts = [post(1, 0, ETH), post(2, 20, "SHORT ETH/USDT entry 3000 sl 3100 tp 2900"), post(3, 40, LONG)]
    record = replay(posts, bars(*QUIET))

    assert record.missing == {"ETH/USDT": 2}
    assert told(record.lines) == ["no_candles", "no_candles", "unresolved"]


def test_candles_of_another_time_are_no_candles():
    early = replace(post(1, 0, LONG), posted_at=at(0) - timedelta(days=6))

    assert only(replay([early], bars(*QUIET))).outcome is Outcome.NO_CANDLES
    assert only(replay([replace(early, posted_at=at(600))], bars(*QUIET))).outcome is Outcome.NO_CANDLES


def test_a_signal_without_candles_stands_only_as_long_as_an_entry_would():
    posts = [post(1, 0, ETH), post(2, 1, LONG), post(3, 130, "close")]
    short = Terms(valid=timedelta(hours=2))

    assert replay(posts, bars(*QUIET)).follow_ups == {Fate.AMBIGUOUS: 1}
    assert replay(posts, bars(*QUIET), short).follow_ups == {Fate.APPLIED: 1}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("BTO TSLA 250C 6/21 @ 3.20 sl 2 tp 5", Outcome.OPTION),
        ("LONG ZZQQX/USDT entry 100 sl 90 tp 110", Outcome.NO_SYMBOL),
    ],
)
def test_what_no_candle_can_price_is_told_apart(text, outcome):
    assert [line.outcome for line in replay([post(1, 0, text)], bars(*QUIET)).lines] == [outcome]
