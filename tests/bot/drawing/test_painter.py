"""The painter: pictures from a process of its own, kept for a while, and a card that has its words whatever happens."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.drawing import painter as module
from bot.drawing.painter import NotDrawn, Painter, unpainted
from bot.drawing.wire import packed, unpacked
from bot.present.plots import Plot
from bot.present.reply import Line, Picture, Reply
from tests.bot.drawing.plots import BARE, EQUITY, FULL, SHARED

PNG = b"\x89PNG"
CARD = Reply(title="PAPER  10,033.10 USDT", blocks=(Line("today +12.40"),), plots=(EQUITY,))
SIMPLE = BARE[3]

Told = list[tuple[str, BaseException]]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
async def painter(told: Told) -> AsyncIterator[Painter]:
    made = Painter(lambda _where, what, error: told.append((what, error)), seconds=60.0)
    yield made
    await made.close()


def process_of(painter: Painter) -> asyncio.subprocess.Process:
    assert painter._process is not None
    return painter._process


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


async def test_a_card_gets_pictures_in_the_place_of_its_plots(painter: Painter, told: Told):
    shown = await painter.painted(CARD)

    [picture] = shown.pictures
    assert (picture.name, picture.alt) == ("equity.png", EQUITY.alt)
    assert picture.content is not None
    assert picture.content.startswith(PNG)
    assert shown.plots == ()
    assert (shown.title, shown.blocks) == (CARD.title, CARD.blocks)
    assert told == []


async def test_a_card_without_plots_starts_nothing(painter: Painter):
    card = replace(CARD, plots=(), pictures=(Picture("there.png", "There"),))

    assert await painter.painted(card) is card
    assert painter._process is None


async def test_it_is_drawn_in_another_process_that_knows_no_secret(
    painter: Painter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BELLWETHER_DISCORD_TOKEN", "canary-token")

    assert await painter.png(SIMPLE)

    process = process_of(painter)
    assert process.pid != os.getpid()
    if sys.platform == "linux":
        assert b"canary" not in environment_of(process.pid)


async def test_the_same_picture_is_drawn_once_also_for_several_who_want_it_together(painter: Painter):
    together = await asyncio.gather(*(painter.png(SIMPLE) for _ in range(5)))
    first = process_of(painter)
    first.kill()
    await first.wait()

    assert len(set(together)) == 1
    assert await painter.png(SIMPLE) == together[0]
    assert painter._process is first, "nothing was drawn again"


async def test_what_was_kept_for_two_hours_is_drawn_anew(painter: Painter, monkeypatch: pytest.MonkeyPatch):
    before = await painter.png(SIMPLE)
    process = process_of(painter)
    process.kill()
    await process.wait()
    monkeypatch.setattr(module, "KEPT_SECONDS", -1.0)

    assert await painter.png(SIMPLE) == before
    assert painter._process is not process


async def test_what_is_kept_is_bounded(painter: Painter, monkeypatch: pytest.MonkeyPatch):
    first = await painter.png(replace(SIMPLE, title="0"))
    assert first is not None
    monkeypatch.setattr(module, "KEPT_BYTES", 5 * len(first) // 2)

    for number in range(1, 4):
        assert await painter.png(replace(SIMPLE, title=str(number)))

    assert len(painter._kept) == 2
    assert painter._size == sum(len(content) for _, content in painter._kept.values())


async def test_what_cannot_be_drawn_leaves_the_words_and_is_told(painter: Painter, told: Told):
    impossible = replace(EQUITY, values=())

    shown = await painter.painted(replace(CARD, plots=(impossible, SHARED)))

    assert shown.blocks == CARD.blocks
    assert [picture.name for picture in shown.pictures] == ["share.png"]
    [(what, error)] = told
    assert what.startswith("EquityPlot")
    assert isinstance(error, NotDrawn)


async def test_one_that_takes_too_long_is_ended_and_the_next_one_is_drawn(told: Told):
    hasty = Painter(lambda _where, what, error: told.append((what, error)), seconds=0.0)

    assert await hasty.painted(CARD) == replace(CARD, plots=())
    assert [type(error) for _, error in told] == [TimeoutError]
    assert hasty._process is None

    hasty._seconds = 60.0
    assert await hasty.png(SIMPLE)
    await hasty.close()


async def test_a_process_that_dies_is_started_again(painter: Painter, told: Told):
    assert await painter.png(SIMPLE)
    process = process_of(painter)
    process.kill()  # nobody has noticed yet

    assert await painter.png(SHARED)
    assert told == []
    assert painter._process is not process


async def test_too_many_at_once_are_shown_words_and_not_kept_waiting(
    painter: Painter, told: Told, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "WAITING_MOST", 2)

    made = await asyncio.gather(*(painter.png(replace(SIMPLE, title=str(number))) for number in range(4)))

    assert [one is not None for one in made] == [True, True, False, False]
    assert len(told) == 2


async def test_nobody_wants_pictures_any_more_and_the_process_ends(painter: Painter):
    assert await painter.png(SIMPLE)
    process = process_of(painter)

    painter._rest()

    assert await asyncio.wait_for(process.wait(), 30) == 0
    assert await painter.png(SHARED)


async def test_where_nobody_draws_there_are_words():
    assert await unpainted(CARD) == replace(CARD, plots=())


@pytest.mark.parametrize("plot", [*FULL, *BARE], ids=lambda plot: type(plot).__name__)
def test_a_plot_arrives_as_it_was_sent(plot: Plot):
    assert unpacked(packed(plot)) == plot
