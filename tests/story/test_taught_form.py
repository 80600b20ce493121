"""A taught form proves itself: each answer counts once, twenty make it clear, a wrong one starts over (BX-08)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from core.orders.model import Trade
from core.signals.model import Provider, QuestionKind, Signal, SignalQuestion, SignalStatus
from core.signals.profile import PROVEN
from core.signals.reading import Tier
from tests.core.signals.test_template import FORM
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

SET_UP = ("pro #calls: /provider register", "pro [Go live]", "ann: /copy start pro", "ann [Follow]")
ETH = "pro #calls: eth 🔼 3420 3440 out 3350 | 3600"
SOL = "pro #calls: sol 🔽 142 143 out 147 | 130"


async def play(console: Console, *lines: str) -> None:
    for line in lines:
        await console.do(parse(line))
        await console.flush()


async def begin(app: App, console: Console, right: int) -> None:
    """A provider whose form was right so often."""
    await play(console, *SET_UP)
    (provider,) = await app.world.view.all(Provider)
    async with app.world.store.unit() as unit:
        await unit.put([replace(provider, template=FORM, right=right)])


async def standing(app: App) -> tuple[Signal, int]:
    """The newest signal, and how often the form was right in a row."""
    signals = await app.world.view.all(Signal)
    (provider,) = await app.world.view.all(Provider)
    return max(signals, key=lambda one: one.number), provider.right


@pytest.mark.postgres_when_heavy(False)
async def test_the_twentieth_right_answer_makes_it_clear(url: str):
    async with Stage(url).open() as (app, console):
        await begin(app, console, PROVEN - 1)
        await play(console, ETH)
        asked, right = await standing(app)
        assert (asked.status, asked.tier, right) == (SignalStatus.WAITING, Tier.CONFIRM, PROVEN - 1)
        assert not await app.world.view.all(Trade)

        await play(console, "pro #calls [Yes, right]")
        answered, right = await standing(app)
        # It was in doubt when it was posted: its followers are asked all the same.
        assert (answered.status, answered.tier, right) == (SignalStatus.OPEN, Tier.CONFIRM, PROVEN)
        assert not await app.world.view.all(Trade)

        await play(console, SOL)
        clear, _ = await standing(app)
        assert (clear.status, clear.tier, clear.taught) == (SignalStatus.OPEN, Tier.AUTO, True)
        assert not await app.world.view.all(SignalQuestion, message=clear.message)


@pytest.mark.parametrize("right", [0, 7, PROVEN - 1])
async def test_a_wrong_one_starts_over(url: str, right: int):
    async with Stage(url).open() as (app, console):
        await begin(app, console, right)
        await play(console, ETH, "pro #calls [No signal]")

        signal, counted = await standing(app)
        assert (signal.status, counted) == (SignalStatus.DROPPED, 0)


async def test_a_proven_form_that_reads_no_signal_starts_over(url: str):
    async with Stage(url).open() as (app, console):
        await begin(app, console, PROVEN)
        await play(console, "pro #calls: eth 🔼 3.42 3.44 out 3.35 | 3.60")
        (question,) = await app.world.view.all(SignalQuestion)
        assert question.kind is QuestionKind.NUMBER
        await play(console, "pro #calls [No signal]")

        assert (await standing(app))[1] == 0


async def test_an_answer_counts_once_and_silence_not_at_all(url: str):
    async with Stage(url).open() as (app, console):
        await begin(app, console, 3)
        await play(console, ETH, "pro #calls [Yes, right]")
        (question,) = await app.world.view.all(SignalQuestion)
        await play(console, f"pro: /signal answer {question.id} yes")
        assert (await standing(app))[1] == 4

        await play(console, SOL, "clock: +3m")
        signal, right = await standing(app)
        assert (signal.status, right) == (SignalStatus.LAPSED, 4)


async def test_other_habits_make_a_form_prove_itself_anew(url: str):
    async with Stage(url).open() as (app, console):
        await begin(app, console, PROVEN)
        await play(console, ETH)
        await play(console, "pro: /provider edit dash two_entries")

        assert (await standing(app))[1] == 0
