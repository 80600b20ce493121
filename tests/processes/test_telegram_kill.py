"""The program on a local Telegram, killed in the midst: what people asked is done once, and they hear of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms.telegram import Person, Telegram
from tests.processes.run import program, rows


@pytest.mark.slow
async def test_a_kill_in_the_midst_of_a_confirm_buys_once_and_tells(tmp_path: Path):
    async with Telegram() as telegram:
        ann = telegram.person("Ann")
        async with program(tmp_path, telegram) as life:
            await ann.writes("/trade buy $100 btc")
            card = await ann.reads("Buy BTC/USDT", within=20)
            telegram.faults.holds("editMessageText")  # it never gets through
            await ann.presses(card, "Confirm")
            await telegram.until(lambda: telegram.calls_of("editMessageText"), 20)
            await telegram.until(lambda: rows(tmp_path, "SELECT count(*) FROM fill"), 20, "a fill")
            life.kill()
            await life.wait()

        async with program(tmp_path, telegram):
            await ann.reads("Bought BTC/USDT", within=20)
            assert card.labels[0] == "Close", "what was bought takes the place of the question"
            await telegram.until(lambda: not rows(tmp_path, "SELECT count(*) FROM heard WHERE NOT done"), 20)

        assert rows(tmp_path, "SELECT count(*) FROM trade_order") == 1
        assert len([one for one in ann.told() if "Bought BTC/USDT" in one.text]) == 1


@pytest.mark.slow
async def test_a_kill_in_the_midst_of_a_burst_leaves_nobody_without_an_answer(tmp_path: Path):
    async with Telegram() as telegram:
        people = [telegram.person(f"P{number}") for number in range(6)]
        async with program(tmp_path, telegram) as life:
            with telegram.updates.held():
                for number in range(4):
                    for person in people:
                        await person.writes(f"/trade buy ${100 + number} btc")
            await telegram.until(lambda: sum(len(person.told()) for person in people) >= 5, 20)
            life.kill()
            await life.wait()

        wanted = [f"/trade buy ${100 + number} btc" for number in range(4)]
        async with program(tmp_path, telegram):
            await telegram.until(
                lambda: all(set(answered(one)) == set(wanted) for one in people), 30, "all answers"
            )
            await telegram.until(lambda: telegram.quiet, 20)

        for person in people:
            found = answered(person)
            # What was on the wire at that moment may stand there twice: Telegram cannot be asked.
            assert list(dict.fromkeys(found)) == wanted
        doubled = sum(len(answered(person)) - 4 for person in people)
        assert doubled <= 16


def answered(person: Person) -> list[str]:
    """What they asked and were answered, in the order of the answers."""
    return [one.answers.text for one in person.told() if one.answers is not None]
