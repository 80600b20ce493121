"""In which language somebody is answered, and told what comes unasked (rows AC-08, CH-05)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.app import App
from bot.console.frontend import Console
from bot.console.script import parse
from bot.dispatch import Answer, Speaker, channel, private
from core.operations.frontends import FrontState, note_front
from core.operations.model import Words
from tests.story.stage import Stage
from tests.story.told import Told

pytestmark = pytest.mark.postgres_when_heavy

BUY = "/trade buy $2000 btc sl 58500"


async def asked(app: App, text: str, language: str) -> Answer:
    speaker = Speaker("console", "ann", "ann", language=language)
    return await app.dispatcher.say(speaker, private("console", "ann"), text, app.world.ids.new())


async def done(console: Console, line: str) -> Told:
    await console.do(parse(line))
    return await console.flush()


def titles(told: Told) -> list[str]:
    return [" ".join(answer.reply.title.split()) for _, answer in told]


async def test_the_platform_s_word_counts_and_is_remembered_for_what_comes_unasked(url: str):
    async with Stage(url).open() as (app, console):
        answer = await asked(app, BUY, "ru-RU")
        told = await done(console, "ann [1]")  # the console tells no language: what was heard holds

    assert "Купить BTC/USDT" in answer.reply.title
    assert "PAPER Куплено BTC/USDT" in titles(told)


@pytest.mark.postgres_when_heavy(False)
async def test_a_choice_goes_before_the_platform_s_word(url: str):
    async with Stage(url).open() as (app, _):
        before = await asked(app, "/me language es", "ru")
        after = await asked(app, BUY, "ru")
        left = await asked(app, "/me language off", "ru")

    assert before.reply.title == "Idioma cambiado"
    assert "¿Comprar BTC/USDT" in after.reply.title
    assert left.reply.title == "Язык изменён"


async def test_a_language_that_is_not_here_is_english(url: str):
    async with Stage(url).open() as (app, _):
        answer = await asked(app, BUY, "ja")

    assert "Buy BTC/USDT" in answer.reply.title


async def test_what_everybody_sees_is_in_the_language_of_the_place(url: str):
    async with Stage(url).open() as (app, console):
        await done(console, "pro #calls: /provider register")
        await done(console, "pro [Go live]")
        speaker = Speaker("console", "ann", "ann", language="es")
        seen = await app.dispatcher.say(speaker, channel("console", "calls"), "/provider list", "1")
        hers = await app.dispatcher.say(speaker, channel("console", "calls"), "/portfolio show", "2")

    assert seen.reply.title == "Providers"
    assert hers.aside is not None
    assert hers.aside.title == "Sent to you in private."
    assert "PAPER" in hers.reply.title
    assert any("Operaciones" in button.label for button in hers.reply.buttons)


async def test_the_consoles_own_refusals_speak_the_language_of_whoever_typed(
    tmp_path: Path, migrated_file: Path
):
    shutil.copy(migrated_file, tmp_path / "story.db")
    async with Stage(f"sqlite:///{tmp_path / 'story.db'}").open() as (_, console):
        await done(console, "ann: /me language es")
        [(_, refused)] = await done(console, "ann [Nada]")

    assert "no tiene el botón" in str(refused.reply.blocks)


async def test_what_ails_a_platform_is_told_to_the_owner_in_their_language(url: str):
    async with Stage(url).open() as (app, console):
        now = app.world.clock.now()
        words = (Words("discord.servers", (("count", "3"),)), Words("discord.lost"))
        state = FrontState(
            platform="discord", ready=False, name="Desk", said="lost", since=now, noted_at=now, words=words
        )
        await note_front(app.world, state)

        await done(console, "owner: /me language ru")
        [(_, answer)] = await done(console, "owner: /admin health")

    assert "3 сервера; связь потеряна, возвращаюсь" in str(answer.reply.blocks)
