"""What a provider is asked about a post says what was read in it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.present.followups import question_card
from bot.present.reply import Line
from core.signals.model import QuestionCard, QuestionKind, SignalName
from core.signals.reading import Action, Direction, Do
from tests.bot.present.test_table import LOOK

NAME = SignalName(signal="s", number=1, symbol="SOL/USDT", direction=Direction.LONG)


def read_as(*actions: Action) -> str:
    card = QuestionCard(
        question="q", kind=QuestionKind.SURE, text="words", actions=actions, signals=(NAME,), choices=("yes", "no"),
        answer=None, until=datetime(2026, 11, 17, 14, 5, tzinfo=UTC),
    )  # fmt: skip
    return next(block.text for block in question_card(card, LOOK).blocks if isinstance(block, Line))


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action(do=Do.CLOSE_PART, pct=Decimal("33.33"), price=Decimal(145)), "close 33 % (you wrote 145)"),
        (Action(do=Do.CLOSE_PART, qty=Decimal("0.05")), "close 0.05"),
        (Action(do=Do.CLOSE_PART), "close a part"),
        (Action(do=Do.MOVE_STOP, stop=Decimal("61234.5")), "stop to 61,234.5"),
        (Action(do=Do.SET_TARGET, index=2, price=Decimal(150)), "target 2 to 150"),
        (Action(do=Do.SET_TARGETS, targets=(Decimal(150), Decimal(156))), "targets to 150, 156"),
        (Action(do=Do.TRAIL_STOP, pct=Decimal("1.5")), "trail the stop by 1.50 %"),
        (Action(do=Do.ADD, price=Decimal(141)), "add to it at 141"),
    ],
)
def test_each_instruction_is_told_with_its_numbers(action: Action, words: str):
    assert read_as(action) == f"I read it as: {words}."


@pytest.mark.parametrize("do", Do)
def test_there_are_words_for_every_instruction(do: Do):
    assert read_as(Action(do=do, price=Decimal(1), stop=Decimal(1), index=1)).startswith("I read it as: ")
