"""Both tokens in one process, both busy: everybody is answered, and in each chat in the order of asking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.platforms.discord import Discord
from tests.platforms.discord import Person as DiscordPerson
from tests.platforms.telegram import Person as TelegramPerson
from tests.platforms.telegram import Telegram
from tests.processes.run import program, rows

PEOPLE, LINES, WITHIN, SOON = 8, 6, 60, 30


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

            await joins(tmp_path, there[0], here[0])

        assert [each[:LINES] for each in told()] == [wanted] * (2 * PEOPLE)
        assert telegram.violations == []
        assert discord.violations == []


async def joins(folder: Path, there: TelegramPerson, here: DiscordPerson) -> None:
    """One person on both: a code from the one side, entered on the other, and a yes on each."""
    asked = await (await here.runs("/me link", within=SOON)).shown(SOON)
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", asked.text)
    assert code, asked.text
    await there.writes(f"/me link {code[0]}")
    await there.presses(await there.reads("Is this you", within=SOON), "Yes, that is me")
    await here.presses(
        await here.reads(lambda one: "Join both" in [each.label for each in one.buttons], within=SOON),
        "Join both",
        within=SOON,
    )
    await here.reads("Linked", within=SOON)
    await there.reads("Linked", within=SOON)
    names = f"external IN ('{there.id}', '{here.id}')"
    assert rows(folder, f"SELECT count(*) FROM identity WHERE {names}") == 2
    people = f"SELECT person FROM identity WHERE {names}"
    assert rows(folder, f"SELECT count(*) FROM person WHERE id IN ({people}) AND joined_to IS NULL") == 1
