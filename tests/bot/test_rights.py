"""Who may ask for what (AC-06), and that nobody reaches what is another's (AC-05), through every command there is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import COMMANDS, App
from bot.console.frontend import Console
from bot.console.script import parse
from bot.dispatch import Answer, Speaker, private
from core.accounts.model import Person
from core.command import Command
from core.kernel.access import Level
from core.orders.model import Trade
from tests.story.stage import Stage
from tests.town import person_id

pytestmark = pytest.mark.postgres_when_heavy

# The lowest level of every command. One that is missing here fails: nothing is open because nobody thought of it.
LEVELS: dict[Level, str] = {
    Level.VIEWER: """
        help, me brokers, me language, me notify, me quiet, me zone, leaderboard how, leaderboard show,
        provider list, provider show, provider verify, start
    """,
    Level.TRADER: """
        me logins, share create, share edit, share list, share revoke, share show, share stop, alert drift,
        portfolio rebalance, portfolio targets, copy ask, copy edit, copy list, copy pause, copy resume,
        copy start, copy stop, me book, me connect, me disconnect, me limits, me link, me mode, me paper,
        me reconnect, me protect, me show, me unlink, panic, portfolio cash, portfolio export,
        portfolio pnl, portfolio positions, portfolio show, portfolio stats, provider edit, provider hook,
        provider look, provider pause, provider register, provider remove, provider resume, provider tap,
        provider teach, provider test, signal answer, signal cancel, signal check, signal close,
        signal list, signal post, signal read, signal show, signal update, signal verify, trade buy,
        trade cancel, trade close, trade edit, trade history, trade note, trade plan, trade compare,
        trade protect, trade sell, trade send, trade settle, trade show, trade size, trade sync, trade undo,
        trade why, portfolio chart, trade chart, trade replay, me privacy, leaderboard join,
        leaderboard leave, leaderboard me, leaderboard post, copy whatif, copy report
    """,
    Level.MODERATOR: """
        admin audit, admin health, admin kill, admin limits, admin members, admin resume, provider add
    """,
    Level.ADMIN: """
        admin board, admin channels, admin dead, admin model, admin roles, admin setup, admin test
    """,
    Level.OWNER: """
        admin compare, admin rotate
    """,
}
# Of these, the ones whose effect stays in one server or group: a role there is enough.
LOCAL = {"provider add", "admin limits"}


def lowest() -> dict[str, Level]:
    """The level that each command is meant to have."""
    named = [(" ".join(path.split()), level) for level, text in LEVELS.items() for path in text.split(",")]
    assert len(dict(named)) == len(named), "a command stands at two levels"
    return dict(named)


def test_every_command_has_the_level_that_it_is_meant_to_have():
    assert {path: command.level for path, command in COMMANDS.commands.items()} == lowest()


def test_only_what_stays_in_a_community_is_open_to_roles_of_one():
    assert {path for path, command in COMMANDS.commands.items() if command.local} == LOCAL


@pytest.fixture
async def town(url: str) -> AsyncIterator[tuple[App, Console]]:
    """Bob has a trade that is open, and one that is over; Ann has nothing."""
    async with Stage(url).open() as (app, console):
        for line in ("bob: /trade buy $2000 btc sl 58500", "bob [1]", "bob: /trade buy $500 eth", "bob [1]"):
            await console.do(parse(line))
        for line in ("bob: /trade close eth", "bob [1]", "ann: /me show"):
            await console.do(parse(line))
        await console.flush()
        yield app, console


def typed(command: Command[..., object], word: str) -> str:
    """The command with something in every option that it needs."""
    words = [word if option.required else "" for option in command.options]
    return " ".join(["/" + command.path, *words]).strip()


async def asked(app: App, name: str, text: str) -> Answer:
    speaker = Speaker("console", name, name)
    return await app.dispatcher.say(speaker, private("console", name), text, app.world.ids.new())


def code(answer: Answer) -> str:
    return str(answer.reply.data.get("code", "")) if answer.kind == "refusal" else ""


def by_level(answer: Answer) -> bool:
    """Refused for one's level. Whose own a thing is, a command says itself, with the same code."""
    return code(answer) == "no_right" and "level" in answer.reply.data["facts"]


async def test_who_is_below_a_command_is_refused_and_who_is_not_is_let_in(town: tuple[App, Console]):
    app, _ = town
    person = await app.world.view.get(Person, person_id("ann"))
    assert person is not None
    wrong = []
    for level in Level:
        async with app.world.store.unit() as unit:
            await unit.put([replace(person, level=level)])
        for path, command in COMMANDS.commands.items():
            answer = await asked(app, "ann", typed(command, "btc"))
            if by_level(answer) is not (level < command.level) or code(answer) == "bug":
                wrong.append((path, level.name, code(answer)))
        # Whatever was switched off by trying is on again for the next round.
        await asked(app, "ann", "/me show")

    assert wrong == []


async def test_nobody_reaches_anothers_trade_through_any_command(town: tuple[App, Console]):
    app, _ = town
    trades = await app.world.view.all(Trade, person=person_id("bob"))
    before = {trade.id: trade for trade in trades}
    leaked = []
    for trade in trades:
        for command in COMMANDS.commands.values():
            if command.level > Level.PROVIDER or not command.options:
                continue
            for line in lines_about(command, trade.id):
                answer = await asked(app, "ann", line)
                shown = f"{answer.reply.title} {answer.reply.blocks}"
                if code(answer) == "bug" or tells_of(shown, trade):
                    leaked.append((line, shown))

    assert leaked == []
    assert {trade.id: trade for trade in await app.world.view.all(Trade, person=person_id("bob"))} == before


def lines_about(command: Command[..., object], trade: str) -> list[str]:
    """The command with another's trade wherever a word may stand, whole and shortened."""
    lines = []
    for option in command.options:
        for word in (trade, trade[:6]):
            named = "" if option.required else f"{option.name} "
            others = ["1" for other in command.options if other.required and other is not option]
            lines.append(" ".join(["/" + command.path, *others, f"{named}{word}"]))
    return lines


def tells_of(shown: str, trade: Trade) -> bool:
    """Whether a card has more of a trade than the word that was typed: its size, its price, its stop."""
    facts = {"0.03332", "0.03333", "60,012.00", "58,500.00", "3,431.69"}
    return any(re.search(rf"(?<![\d.]){re.escape(fact)}(?![\d])", shown) for fact in facts)


@pytest.mark.postgres_when_heavy(False)
async def test_what_one_owns_is_in_nobody_elses_views(town: tuple[App, Console]):
    app, _ = town
    for path in ("portfolio show", "portfolio positions", "trade history", "copy list", "me show"):
        answer = await asked(app, "ann", f"/{path}")
        shown = f"{answer.reply.title} {answer.reply.blocks} {answer.reply.data}"

        assert not any(tells_of(shown, trade) for trade in await app.world.view.all(Trade)), path
        assert person_id("bob") not in shown


async def test_a_stranger_cannot_press_anothers_button(town: tuple[App, Console]):
    app, console = town
    await console.do(parse("bob: /trade close btc"))
    await console.do(parse("ann [Confirm] of bob"))
    told = await console.flush()

    refused = [answer for name, answer in told if name == "ann"]
    assert [code(answer) for answer in refused] == ["not_yours"]
    [trade] = [one for one in await app.world.view.all(Trade) if one.symbol == "BTC/USDT"]
    assert trade.held
