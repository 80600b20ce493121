"""Both tokens in one process, both busy: everybody is answered, and in each chat in the order of asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms.discord import Discord
from tests.platforms.telegram import Telegram
from tests.processes.run import program

PEOPLE, LINES, WITHIN = 8, 6, 60


@pytest.mark.slow
async def test_both_are_answered_and_the_order_of_each_chat_is_kept(tmp_path: Path):
    wanted = [f"/trade buy ${100 + number} btc" for number in range(LINES)]
    async with Telegram() as telegram, Discord() as discord:
        there = [telegram.person(f"T{number}") for number in range(PEOPLE)]
        here = [discord.person(f"d{number}") for number in range(PEOPLE)]
        async with program(tmp_path, telegram, discord):
            for line in wanted:
                for one, other in zip(there, here, strict=True):
                    await one.writes(line)
                    await other.dm(line)

            def told() -> list[list[str]]:
                by_telegram = [[one.answers.text for one in each.told() if one.answers] for each in there]
                by_discord = [
                    [one.answers.content for one in each.sees(each.room) if one.answers] for each in here
                ]
                return by_telegram + by_discord

            await discord.until(
                lambda: all(len(one) >= LINES for one in told()), WITHIN, "an answer for everybody"
            )

        assert told() == [wanted] * (2 * PEOPLE)
        assert telegram.violations == []
        assert discord.violations == []
