"""The program on a local Discord, killed in the midst: what people asked is done once, and they hear of it once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms.discord import Discord, Person
from tests.processes.run import program, rows

ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
CARD = "/channels/{channel_id}/messages/{message_id}"
SOON = 20


@pytest.mark.slow
async def test_a_kill_in_the_midst_of_a_confirm_buys_once_and_tells(tmp_path: Path):
    """And whoever asked something else at that moment is answered; buttons from before the kill work."""
    async with Discord() as discord:
        ann, bob, calls = discord.person("ann"), discord.person("bob"), discord.channel("calls")
        async with program(tmp_path, discord) as life:
            preview = await (await ann.runs("/trade buy", symbol="btc", amount="$100", within=SOON)).shown(
                SOON
            )
            spent = next(one.id for one in preview.buttons if one.label == "Confirm")
            held = [
                discord.holds("PATCH", path, times=100) for path in (ORIGINAL, CARD)
            ]  # nothing gets through
            await ann.presses(preview, "Confirm", within=SOON)
            asked = await bob.runs("/portfolio show", calls, within=SOON)
            await discord.until(
                lambda: all(one.waiting for one in held), SOON, "the card's change and an answer"
            )
            await discord.until(lambda: rows(tmp_path, "SELECT count(*) FROM fill"), SOON, "a fill")
            life.kill()
            await life.wait()
        for fault in held:
            fault.release()
        assert asked.message is not None
        assert asked.message.loading

        async with program(tmp_path, discord):
            await discord.until(lambda: "Bought BTC/USDT" in preview.text, SOON, "the card")
            assert "PAPER" in (await asked.shown(SOON)).text
            await discord.until(lambda: not rows(tmp_path, "SELECT count(*) FROM heard WHERE NOT done"), SOON)
            assert rows(tmp_path, "SELECT count(*) FROM trade_order") == 1
            assert spent is not None
            await ann.taps(preview, spent, within=SOON)
            await ann.next_message(lambda one: "already" in one.text.lower(), within=SOON)
            await ann.presses(preview, "Close", within=SOON)
            await ann.next_message(lambda one: "Confirm" in [each.label for each in one.buttons], within=SOON)

        assert len([one for one in ann.sees() if "Bought BTC/USDT" in one.text]) == 1
        assert discord.violations == []


@pytest.mark.slow
async def test_a_kill_in_the_midst_of_a_burst_answers_everybody_once_and_in_order(tmp_path: Path):
    """Also what was written while nobody was there."""
    async with Discord() as discord:
        people = [discord.person(f"p{number}") for number in range(6)]
        wanted = [f"/trade buy ${100 + number} btc" for number in range(4)]
        async with program(tmp_path, discord) as life:
            for line in wanted:
                for person in people:
                    await person.dm(line)
            await discord.until(lambda: sum(len(answered(one)) for one in people) >= 5, SOON, "some answers")
            life.kill()
            await life.wait()
        known = [one for one in people if answered(one)]
        for person in known:
            await person.dm("/me show")

        def all_told() -> bool:
            return all(len(answered(one)) >= len(wanted) + (one in known) for one in people)

        async with program(tmp_path, discord):
            await discord.until(all_told, 30, "all answers")
            await discord.until(lambda: not rows(tmp_path, "SELECT count(*) FROM heard WHERE NOT done"), SOON)
        async with program(tmp_path, discord):
            pass  # what was answered is not answered again

        for person in people:
            more = ["/me show"] if person in known else []
            assert answered(person) == wanted + more
        assert discord.violations == []


def answered(person: Person) -> list[str]:
    """What they asked and were answered, in the order of the answers."""
    return [one.answers.content for one in person.sees(person.room) if one.answers is not None]
