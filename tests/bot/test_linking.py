"""Two platforms' ids become one person and two again (AC-01), through the dispatcher that every front-end has."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, SimulatedMoves
from bot.buttons import Place as Button
from bot.console.frontend import Console
from bot.console.render import body
from bot.console.script import parse
from bot.dispatch import Answer, Speaker, private
from core.accounts.model import Identity, Person
from core.kernel.ids import derived
from core.linking.model import LinkCode
from core.operations.frontends import FrontState, note_front
from core.orders.model import Trade, TradeStatus
from tests.story.stage import Stage

pytestmark = pytest.mark.postgres_when_heavy

ANN = Speaker("discord", "1001", "ann.trades")
ANN_T = Speaker("telegram", "2002", "ann_t")
BOB_T = Speaker("telegram", "3003", "bob")


@dataclass
class Town:
    """A program at work, spoken to as the platforms would."""

    app: App
    console: Console
    stage: Stage
    last: dict[Speaker, Answer] = field(default_factory=dict)

    async def say(self, who: Speaker, text: str) -> Answer:
        place = private(who.platform, who.external)
        return await self._heard(
            who, await self.app.dispatcher.say(who, place, text, self.app.world.ids.new())
        )

    async def tap(self, who: Speaker, answer: Answer, label: str) -> Answer:
        number = [button.label for button in answer.reply.buttons].index(label)
        place, tap = private(who.platform, who.external), self.app.world.ids.new()
        return await self._heard(
            who, await self.app.dispatcher.press(who, place, answer.card, Button(number), tap)
        )

    async def _heard(self, who: Speaker, answer: Answer) -> Answer:
        await self.app.relay.quiet()
        return answer

    async def told(self) -> list[Answer]:
        return [answer for _, answer in await self.console.flush()]

    async def code(self) -> str:
        answer = await self.say(ANN, "/me link")
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", body(answer.reply))
        assert found, body(answer.reply)
        return found[0]

    async def link(self) -> Answer:
        """Both sides say yes; what the first one reads at last."""
        entered = await self.say(ANN_T, f"/start {(await self.code()).replace('-', '')}")
        await self.told()
        await self.tap(ANN_T, entered, "Yes, that is me")
        [asked] = await self.told()
        return await self.tap(ANN, asked, "Join both")

    async def person(self, who: Speaker) -> Person:
        identity = await self.app.world.view.get(Identity, who.platform, who.external)
        assert identity is not None
        person = await self.app.world.view.get(Person, identity.person)
        assert person is not None
        return person


@asynccontextmanager
async def opened(stage: Stage) -> AsyncIterator[Town]:
    async with stage.open() as (app, console):
        yield Town(app, console, stage)


@pytest.fixture
async def town(url: str) -> AsyncIterator[Town]:
    async with opened(Stage(url)) as town:
        yield town


def words(answer: Answer) -> str:
    return f"{answer.reply.title} {' '.join(body(answer.reply).split())}"


def labels(answer: Answer) -> list[str]:
    return [button.label for button in answer.reply.buttons]


def code(answer: Answer) -> str:
    return str(answer.reply.data.get("code", ""))


@pytest.mark.postgres_when_heavy(False)
async def test_both_sides_say_yes_and_are_one_person(town: Town):
    await town.say(ANN, "/start 10000")
    entered = await town.say(ANN_T, f"/me link {await town.code()}")

    assert entered.reply.title == "Is this you?"
    assert "Discord ann.trades" in words(entered)
    assert "same portfolio, limits and brokers" in words(entered)
    assert labels(entered) == ["Yes, that is me", "No, stop"]
    assert (await town.person(ANN_T)).id != (await town.person(ANN)).id

    waits = await town.tap(ANN_T, entered, "Yes, that is me")
    assert "Now press Join both on Discord" in words(waits)
    assert waits.card == entered.card
    [asked] = await town.told()
    assert asked.person == (await town.person(ANN)).id
    assert asked.rings
    assert "Telegram ann_t entered your code" in words(asked)
    assert (await town.person(ANN_T)).id != (await town.person(ANN)).id

    linked = await town.tap(ANN, asked, "Join both")
    assert linked.reply.title == "Linked"
    assert "second account" not in words(linked)
    [other] = await town.told()
    assert (other.card, other.reply.title) == (entered.card, "Linked")
    assert await town.person(ANN_T) == await town.person(ANN)
    assert "10,000.00 USDT" in words(await town.say(ANN_T, "/portfolio show"))
    assert "discord: ann.trades, telegram: ann_t" in words(await town.say(ANN, "/me show"))


async def test_a_code_for_telegram_can_be_opened_there_by_one_tap(town: Town):
    now = town.stage.clock.now()
    state = FrontState(
        platform="telegram", ready=True, name="@bw_bot", said="", since=now, noted_at=now, last_heard=None
    )
    await note_front(town.app.world, state)

    issued = words(await town.say(ANN, "/me link"))

    [letters] = re.findall(r"https://t\.me/bw_bot\?start=([0-9a-z]{8})", issued.replace(" ", ""))
    assert "t.me" not in words(await town.say(ANN_T, "/me link"))
    assert (await town.say(ANN_T, f"/start {letters}")).reply.title == "Is this you?"


async def test_the_last_word_has_who_asked_for_the_code(town: Town):
    entered = await town.say(BOB_T, f"/start {await town.code()}")
    await town.tap(BOB_T, entered, "Yes, that is me")
    [asked] = await town.told()

    refused = await town.tap(ANN, asked, "Not me")

    assert refused.reply.title == "Not linked"
    [told] = await town.told()
    assert (told.person, told.reply.title) == ((await town.person(BOB_T)).id, "Not linked")
    assert (await town.person(BOB_T)).id != (await town.person(ANN)).id
    assert code(await town.tap(BOB_T, entered, "Yes, that is me")) == "already_done"
    assert code(await town.tap(ANN, asked, "Join both")) == "already_done"


async def test_a_code_works_once_and_for_ten_minutes(town: Town):
    first = await town.code()
    await town.say(ANN_T, f"/me link {first}")
    assert code(await town.say(BOB_T, f"/me link {first}")) == "no_such_code"

    second = await town.code()
    await SimulatedMoves(town.app, town.stage.clock).clock(timedelta(minutes=10))
    assert code(await town.say(BOB_T, f"/me link {second}")) == "no_such_code"


async def test_a_new_code_ends_the_one_before_and_who_entered_it_is_told(town: Town):
    entered = await town.say(ANN_T, f"/me link {await town.code()}")
    await town.code()

    [told] = await town.told()
    assert (told.card, told.reply.title) == (entered.card, "Not linked")
    assert code(await town.tap(ANN_T, entered, "Yes, that is me")) == "code_over"


async def test_a_yes_that_comes_too_late_links_nothing(town: Town):
    entered = await town.say(ANN_T, f"/me link {await town.code()}")
    await town.tap(ANN_T, entered, "Yes, that is me")
    [asked] = await town.told()
    await SimulatedMoves(town.app, town.stage.clock).clock(timedelta(minutes=10, seconds=1))

    assert code(await town.tap(ANN, asked, "Join both")) == "expired"
    assert (await town.person(ANN_T)).id != (await town.person(ANN)).id


async def test_nobody_links_themselves_or_two_ids_of_one_platform(town: Town):
    assert code(await town.say(ANN, f"/me link {await town.code()}")) == "own_code"
    other = Speaker("discord", "1009", "ann.again")
    assert code(await town.say(other, f"/me link {await town.code()}")) == "same_platform"


async def test_a_provider_keeps_their_own_account(town: Town):
    for line in ("pro #calls: /provider register", "pro [Go live]"):
        await town.console.do(parse(line))
    pro = Speaker("console", "pro", "pro")

    refused = await town.say(pro, f"/me link {await town.code()}")

    assert code(refused) == "provider_links_first"


async def test_nothing_that_could_be_used_is_in_the_records(town: Town, url: str):
    made = await town.code()
    await town.say(ANN_T, f"/me link {made}")
    [kept] = await town.app.world.view.all(LinkCode)

    assert made.replace("-", "").lower() not in str(kept)
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///"))
        files = [path, path.with_name(f"{path.name}-wal")]
        everything = b"".join(file.read_bytes() for file in files if file.exists()).lower()
        assert kept.digest.encode() in everything
        for spelling in (made, made.replace("-", "")):
            assert spelling.lower().encode() not in everything


async def test_it_goes_on_after_a_restart_in_the_midst(url: str):
    stage = Stage(url)
    async with opened(stage) as town:
        entered = await town.say(ANN_T, f"/me link {await town.code()}")
        await town.tap(ANN_T, entered, "Yes, that is me")
        [asked] = await town.told()
    async with opened(stage) as town:
        linked = await town.tap(ANN, asked, "Join both")
        assert linked.reply.title == "Linked"
        assert await town.person(ANN_T) == await town.person(ANN)


async def with_a_trade(town: Town) -> None:
    """On Telegram she holds something with a stop, before she links."""
    preview = await town.say(ANN_T, "/trade buy $2000 btc sl 58500")
    await town.tap(ANN_T, preview, "Confirm")
    await town.told()


@pytest.mark.postgres_when_heavy(False)
async def test_an_account_that_has_traded_stays_beside_with_its_stops(town: Town):
    await with_a_trade(town)
    second = derived("person", "telegram", "2002")
    before = await town.app.world.view.all(Trade, person=second)

    linked = await town.link()

    assert "What Telegram had of its own stays a second account" in words(linked)
    assert await town.app.world.view.all(Trade, person=second) == before
    assert "nothing" in words(await town.say(ANN_T, "/portfolio positions")).lower()

    # Its stop works, and she hears of it, and of which account it is.
    await town.told()
    await town.console.do(parse("market: BTC/USDT 58000"))
    told = await town.told()
    first = (await town.person(ANN)).id
    assert {answer.person for answer in told} == {first}
    assert any("Your second account: ann_t" in words(one) and "BTC/USDT" in words(one) for one in told)
    [trade] = await town.app.world.view.all(Trade, person=second)
    assert trade.status is TradeStatus.CLOSED


async def test_the_account_beside_can_be_looked_at_and_closed_from_either_chat(town: Town):
    await with_a_trade(town)
    await town.link()

    book = await town.say(ANN, "/me book")
    assert "Your second account: ann_t" in words(book)
    assert "BTC" in words(book)
    asks = await town.tap(ANN, book, "Close all")
    assert "Your second account: ann_t" in words(asks)
    stranger = await town.app.dispatcher.press(
        BOB_T, private("telegram", "3003"), asks.card, Button(0), town.app.world.ids.new()
    )
    assert code(stranger) == "not_yours"
    await town.tap(ANN, asks, labels(asks)[0])

    [trade] = await town.app.world.view.all(Trade, person=derived("person", "telegram", "2002"))
    assert trade.status is TradeStatus.CLOSED
    assert await town.app.world.view.all(Trade, person=(await town.person(ANN)).id) == []


async def test_cards_from_before_the_link_act_in_the_account_they_were_shown_for(town: Town):
    asks = await town.say(ANN_T, "/trade buy $300 eth")
    await town.link()

    done = await town.tap(ANN_T, asks, "Confirm")

    assert "Your second account: ann_t" in words(done)
    [trade] = await town.app.world.view.all(Trade)
    assert trade.person == derived("person", "telegram", "2002")


async def test_unlinking_gives_each_what_they_had(town: Town):
    await with_a_trade(town)
    await town.link()
    await town.told()
    preview = await town.say(ANN, "/me unlink")
    assert "Unlink Telegram?" in words(preview)

    undone = await town.tap(ANN, preview, "Unlink")

    assert "Telegram ann_t is an account of its own again" in words(undone)
    assert {one.person for one in await town.told()} == {
        derived("person", "discord", "1001"),
        derived("person", "telegram", "2002"),
    }
    assert (await town.person(ANN_T)).joined_to is None
    assert "BTC" in words(await town.say(ANN_T, "/portfolio positions"))
    assert code(await town.say(ANN, "/me book")) == "no_book"
    assert code(await town.say(ANN, "/me unlink")) == "not_linked"
    assert code(await town.tap(ANN, preview, "Unlink")) == "already_done"


async def test_they_can_be_linked_again_after_being_unlinked(town: Town):
    await town.link()
    await town.tap(ANN, await town.say(ANN, "/me unlink"), "Unlink")
    await town.told()

    linked = await town.link()

    assert linked.reply.title == "Linked"
    assert await town.person(ANN_T) == await town.person(ANN)


async def test_a_role_goes_with_the_account_and_is_said(town: Town):
    await town.say(ANN, "/me show")
    async with town.app.world.store.unit() as unit:
        await unit.move(Person, [derived("person", "discord", "1001")], was={}, now={"level": 30})

    entered = await town.say(ANN_T, f"/me link {await town.code()}")

    assert "moderator" in words(entered)
