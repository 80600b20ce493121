"""One signal on a few hourly candles, every figure worked out by hand. R is 10: entry 100, stop 90."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from core.market.candles import series_of
from core.replay.model import Outcome, Terms
from tests.core.replay.worlds import LONG, at, bars, only, post, replay, row_at

D = Decimal

SHORT = "SHORT SOL/USDT entry 100 sl 110 tp 90 80"
NOW = "LONG SOL/USDT now sl 90 tp 110 120"


def parts(line) -> list[tuple[str, str, str]]:
    """Each exit: why, at what price, what share."""
    return [
        (f"{one.reason.value}{one.number or ''}", str(one.price), str(one.share.normalize()))
        for one in line.exits
    ]


def test_a_limit_is_filled_when_a_candle_touches_it_and_both_targets_pay():
    # Posted 12:00:30, so the first candle that counts opens at 13:00; it comes down to 99 and fills 100.
    # Half at 110 (+1 R of it), half at 120 (+2 R of it): (0.5 x 10 + 0.5 x 20) / 10 = +1.5 R, +15 %.
    line = only(
        replay(
            [post(1, 0, LONG)], bars("105 106 98 105", "105 106 99 104", "104 111 103 110", "110 121 109 120")
        )
    )

    assert (line.outcome, line.entry, line.multiple, line.share) == (
        Outcome.TARGET,
        D(100),
        D("1.5"),
        D("0.15"),
    )
    assert parts(line) == [("target1", "110", "0.5"), ("target2", "120", "0.5")]
    # A fill inside a candle happened by its end; that is when it counts.
    assert (line.opened_at, line.closed_at, line.held) == (at(120), at(240), timedelta(hours=2))


def test_the_candle_that_the_post_stands_in_fills_nothing():
    """It opened before the post: its low may be older than the words."""
    line = only(replay([post(1, 0, LONG)], bars("105 106 98 105", "105 106 101 105", "105 106 101 105")))

    assert (line.outcome, line.opened_at) == (Outcome.UNRESOLVED, None)


def test_a_post_at_the_very_second_of_a_candle_may_use_it():
    exact = replace(post(1, 0, LONG), posted_at=at(0))

    assert only(replay([exact], bars("105 106 99 105", "105 106 101 105"))).opened_at == at(60)


def test_when_one_candle_holds_both_the_stop_comes_first():
    # Entered at 13:00..14:00; 14:00 reaches 111 and 89. The worse order is taken: -1 R.
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 106 99 104", "104 111 89 100")))

    assert (line.outcome, line.multiple, line.share) == (Outcome.STOP, D(-1), D("-0.1"))
    assert parts(line) == [("stop", "90", "1")]


def test_a_gap_through_the_stop_is_filled_at_the_open():
    # It opens at 85, under the stop of 90: what is got is 85, (85 - 100) / 10 = -1.5 R.
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 106 99 104", "85 88 84 86")))

    assert (line.multiple, parts(line)) == (D("-1.5"), [("stop", "85", "1")])


def test_a_gap_over_a_target_is_filled_at_the_open_even_when_the_stop_is_reached_later():
    # Opens at 113: the first half is sold there for certain. Then 89: the rest at the stop.
    # (0.5 x 13 - 0.5 x 10) / 10 = +0.15 R.
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 106 99 104", "113 114 89 90")))

    assert (line.multiple, parts(line)) == (D("0.15"), [("target1", "113", "0.5"), ("stop", "90", "0.5")])


def test_in_the_candle_of_the_touch_a_high_may_be_older_than_the_entry():
    # 105, up to 112, down to 99 or the other way round: nobody knows. The target does not count.
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 112 99 104", "104 105 103 104")))

    assert (line.outcome, parts(line)) == (Outcome.UNRESOLVED, [])


def test_in_the_candle_of_the_touch_the_close_proves_a_target():
    # It closed at 111, after it had been at 99: 110 was passed on the way, whatever came first.
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 112 99 111", "111 111 89 90")))

    # 0.5 x 10 - 0.5 x 10 = 0.
    assert (line.outcome, line.multiple) == (Outcome.STOP, D(0))
    assert parts(line) == [("target1", "110", "0.5"), ("stop", "90", "0.5")]


def test_a_market_entry_pays_the_first_open():
    # Open 102: risk is 12. Half at 110, half at 120: (0.5 x 8 + 0.5 x 18) / 12 = 13/12 R.
    line = only(replay([post(1, 0, NOW)], bars("105 106 104 105", "102 111 101 110", "110 121 109 120")))

    assert line.entry == 102
    assert line.multiple == D(13) / 12
    assert line.opened_at == at(60)


def test_a_price_that_is_better_than_the_limit_is_what_is_paid():
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "97 98 96 97", "97 98 96 97")))

    assert (line.entry, line.opened_at) == (D(97), at(60))


def test_a_breakout_is_filled_at_its_price_or_at_the_open_beyond_it():
    breakout = "LONG SOL/USDT buy stop above 105 sl 95 tp 115"
    touched = only(
        replay([post(1, 0, breakout)], bars("100 101 99 100", "100 106 99 103", "103 104 102 103"))
    )
    gapped = only(
        replay([post(1, 0, breakout)], bars("100 101 99 100", "108 109 107 108", "108 109 107 108"))
    )

    assert (touched.entry_type.value, touched.entry, gapped.entry) == ("stop", D(105), D(108))


def test_a_breakout_whose_candle_also_saw_the_stop_is_stopped():
    breakout = "LONG SOL/USDT buy stop above 105 sl 95 tp 115"
    line = only(replay([post(1, 0, breakout)], bars("100 101 99 100", "100 106 94 103")))

    assert (line.outcome, line.multiple) == (Outcome.STOP, D(-1))


def test_a_ladder_buys_equal_parts_and_measures_what_was_filled():
    # 100 and 96 are both filled: mean 98, risk (10 + 6) / 2 = 8. All at 110: 12 / 8 = +1.5 R.
    ladder = "LONG SOL/USDT entry 1: 100 entry 2: 96 sl 90 tp 110"
    line = only(replay([post(1, 0, ladder)], bars("105 106 104 105", "105 106 95 99", "99 111 98 110")))

    assert (line.entry_type.value, line.entry, line.multiple) == ("ladder", D(98), D("1.5"))


def test_once_a_target_paid_the_rest_of_a_ladder_is_not_bought():
    ladder = "LONG SOL/USDT entry 1: 100 entry 2: 96 sl 90 tp 110 120"
    line = only(
        replay(
            [post(1, 0, ladder)],
            bars("105 106 104 105", "105 106 99 104", "104 111 103 104", "104 105 95 96", "96 97 89 90"),
        )
    )

    # One rung of 0.5 units: half of it at 110, half stopped at 90: 0.
    assert (line.entry, line.multiple) == (D(100), D(0))


def test_a_short_is_the_mirror_of_a_long():
    # Touched at 100 on the way up, half at 90, then 111: the rest stopped at 110. 0.5 - 0.5 = 0.
    line = only(
        replay([post(1, 0, SHORT)], bars("95 96 94 95", "95 101 94 98", "98 99 89 91", "91 111 90 110"))
    )

    assert (line.multiple, parts(line)) == (D(0), [("target1", "90", "0.5"), ("stop", "110", "0.5")])


def test_shares_that_were_written_are_kept():
    text = "LONG SOL/USDT entry 100 sl 90\ntp1 110 75%\ntp2 120 25%"
    line = only(replay([post(1, 0, text)], bars("105 106 104 105", "105 106 99 104", "104 121 103 120")))

    # 0.75 x 1 + 0.25 x 2 = +1.25 R.
    assert (line.multiple, parts(line)) == (
        D("1.25"),
        [("target1", "110", "0.75"), ("target2", "120", "0.25")],
    )


def test_an_entry_that_is_not_filled_in_time_has_expired():
    # Valid 2 h from 12:00:30: the candle of 14:00 may fill it, the one of 15:00 may not.
    hours = ("105 106 104 105",) * 3
    late = bars(*hours, "105 106 99 104", "104 111 103 110")

    assert only(replay([post(1, 0, LONG)], late, Terms(valid=timedelta(hours=2)))).outcome is Outcome.EXPIRED
    assert only(replay([post(1, 0, LONG)], late, Terms(valid=timedelta(hours=3)))).opened_at is not None


def test_candles_that_end_before_the_entry_does_leave_it_open():
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 106 104 105")))

    assert (line.outcome, line.opened_at, line.multiple) == (Outcome.UNRESOLVED, None, None)


def test_what_is_open_at_the_end_counts_nowhere_and_is_told_at_the_last_close():
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "105 106 99 104", "104 111 103 106")))

    # Half was sold at 110, half is worth 106: (0.5 x 10 + 0.5 x 6) / 10 = +0.8 R so far.
    assert (line.outcome, line.multiple, line.closed_at) == (Outcome.UNRESOLVED, D("0.8"), None)


def test_a_price_that_is_through_the_stop_first_is_not_bought():
    line = only(replay([post(1, 0, LONG)], bars("105 106 104 105", "88 89 87 88", "88 121 87 120")))

    assert (line.outcome, line.opened_at) == (Outcome.PASSED, None)


def test_without_a_stop_there_is_a_move_and_no_r():
    line = only(
        replay(
            [post(1, 0, "LONG SOL/USDT entry 100 tp 110")],
            bars("105 106 104 105", "105 106 99 104", "104 111 103 110"),
        )
    )

    assert (line.outcome, line.share, line.multiple) == (Outcome.TARGET, D("0.1"), None)


def test_fees_of_both_ways_come_off():
    # 1 % of 100 and 1 % of 90: -10 - 1.9 = -11.9, over 10 at risk.
    line = only(
        replay(
            [post(1, 0, LONG)],
            bars("105 106 104 105", "105 106 99 104", "104 105 89 90"),
            Terms(fee=D("0.01")),
        )
    )

    assert (line.multiple, line.share) == (D("-1.19"), D("-0.119"))


def test_break_even_after_a_target_is_an_option_and_holds_from_the_next_candle():
    candles = bars("105 106 104 105", "105 106 99 104", "104 111 99 108", "108 109 99 100")

    as_posted = only(replay([post(1, 0, LONG)], candles))
    protected = only(replay([post(1, 0, LONG)], candles, Terms(break_even_after=1)))

    assert as_posted.outcome is Outcome.UNRESOLVED
    # Half at 110, the rest back at 100: 0.5 R.
    assert (protected.outcome, protected.multiple) == (Outcome.STOP, D("0.5"))


def test_a_hole_of_more_than_five_days_ends_what_is_known():
    known = [row_at(0, "105 106 104 105"), row_at(60, "105 106 99 104")]
    later = [row_at(60 * hour, "104 125 80 100") for hour in (200, 201)]

    assert only(replay([post(1, 0, LONG)], series_of([*known, *later]))).outcome is Outcome.UNRESOLVED


@pytest.mark.parametrize(
    "text", ["LONG SOL/USDT entry 100 sl 110 tp 120", "SHORT SOL/USDT entry 100 sl 90 tp 80"]
)
def test_levels_on_the_wrong_side_are_traded_by_nobody(text):
    line = only(replay([post(1, 0, text)], bars("105 106 104 105", "105 106 99 104", "104 121 79 80")))

    assert (line.outcome, line.opened_at) == (Outcome.INCONSISTENT, None)
