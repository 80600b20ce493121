"""A profile tried on posts of the past: what is counted, and what forbids a template (BX-08, BX-09)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.market.symbols import builtin_table
from core.signals.profile import DEFAULT
from core.signals.trial import Mark, PastPost, Trial, run
from tests.core.signals.test_template import BTC, ETH, FORM

TABLE = builtin_table()
CLEAR = "LONG SOL/USDT entry 142 sl 139 tp 150"
HALF = "LONG SOL/USDT entry 142 tp 150"
TALK = "good morning everyone, quiet day"


def tried(*posts: str | PastPost, form: bool = True) -> Trial:
    past = [
        post if isinstance(post, PastPost) else PastPost(number=number, text=post, answers=False)
        for number, post in enumerate(posts, start=1)
    ]
    return run(past, replace(DEFAULT, template=FORM if form else None), TABLE)


def test_a_dry_run_counts_what_is_clear_and_what_needs_a_look():
    trial = tried(CLEAR, HALF, TALK, ETH[0], form=False)

    assert (trial.posts, trial.signals, trial.clear, trial.look, trial.chat) == (4, 2, 1, 1, 0)
    assert [(line.number, line.reasons) for line in trial.marked(Mark.LOOK)] == [(2, ("no_stop",))]


def test_a_form_gains_the_posts_that_only_it_reads():
    trial = tried(CLEAR, TALK, ETH[0], BTC[0])

    assert (trial.before, trial.clear, trial.chat, trial.turned) == (1, 3, 0, 0)
    assert [line.number for line in trial.marked(Mark.NEW)] == [4, 3]
    assert not trial.harm


def test_an_answer_to_another_post_is_no_entry():
    trial = tried(
        CLEAR,
        PastPost(number=8, text=ETH[0], answers=True),
        PastPost(number=9, text=CLEAR, answers=True),
    )

    assert [(line.mark, line.number) for line in trial.lines] == [(Mark.CHAT, 9)]
    assert trial.chat == 1


def test_a_reading_with_something_in_doubt_is_chat():
    trial = tried("eth 🔼 3.4 3.5k out 3600 | 3.9k")

    assert [(line.mark, line.number) for line in trial.harm] == [(Mark.CHAT, 1)]
    assert "inconsistent_levels" in trial.harm[0].reasons


def test_levels_that_say_the_other_side_are_a_changed_side():
    trial = tried("eth 🔼 3.4 3.5k out 3600 | 3.1k")

    assert [line.mark for line in trial.harm] == [Mark.SIDE]
    assert trial.turned == 1


def test_the_price_of_then_counts():
    far = PastPost(number=1, text=CLEAR, answers=False, prices=(("SOL/USDT", Decimal("1420")),))

    assert tried(CLEAR).clear == 1
    assert tried(far).clear == 0


def test_a_card_keeps_a_few_posts_of_each_kind():
    trial = tried(*[ETH[0]] * 30)

    assert trial.clear == 30
    assert len(trial.short.lines) == 6
    assert trial.short.clear == 30
