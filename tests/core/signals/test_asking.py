"""A language model is asked once, within the day's budget, outside every transaction, and holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.language.scripted import Scripted, ScriptedModel
from bot.app import App, list_reactions
from core.context import World
from core.kernel.errors import Unavailable
from core.market.model import Instrument, Quote
from core.orders.model import Order
from core.ports.language import Failure, ModelFailed
from core.signals.answering import YES, settle
from core.signals.asking import ask_model
from core.signals.intake import receive
from core.signals.model import (
    LedgerEntry,
    Post,
    Provider,
    ProviderStatus,
    Signal,
    SignalQuestion,
    SignalStatus,
)
from core.signals.model_readings import Fate, ModelDay, ModelReading, PostUnread
from core.signals.reading import Direction, EntryType, Tier
from core.signals.suggestion import REASON, Suggestion
from tests.story.stage import Stage
from tests.town import AUTHOR, CHANNEL, PLATFORM, PROVIDER, settle_in
from tests.worlds import rows, turns

pytestmark = pytest.mark.postgres_when_heavy

POST = "Going long BTC from about 60k with my friends today, room until 58k, first 61.5k and later on 63k"
CLEAR = "LONG ETH/USDT entry 3431 sl 3300 tp 3600"
READING = Suggestion(
    symbol="BTC",
    side=Direction.LONG,
    entry_type=EntryType.LIMIT,
    entries=("60000",),
    stop="58000",
    targets=("61500", "63000"),
)
UNREAD = PostUnread(f"{PLATFORM}:{CHANNEL}", "m1")
Opening = Callable[..., AbstractAsyncContextManager[tuple[Stage, App]]]


@pytest.fixture
def opened(url: str) -> Opening:
    """The program at work with a model, a provider, and Ann who copies by itself."""

    @asynccontextmanager
    async def open_(*answers: Scripted, calls: int = 5) -> AsyncIterator[tuple[Stage, App]]:
        stage = Stage(url, calls=calls, model=ScriptedModel(answers or (READING,)))
        async with stage.open() as (app, _):
            await settle_in(app.world.store, ["ann"], app.world.clock.now())
            yield stage, app
            assert stage.broken == []

    return open_


def a_post(world: World, text: str = POST, message: str = "m1", version: int = 0, age: int = 0) -> Post:
    return Post(
        platform=PLATFORM,
        channel=CHANNEL,
        message=message,
        version=version,
        author=AUTHOR,
        author_name=AUTHOR,
        text=text,
        posted_at=world.clock.now() - timedelta(seconds=age),
    )


async def fates(world: World) -> list[Fate]:
    return [one.fate for one in await rows(world, ModelReading)]


async def on_record(world: World, text: str = POST) -> World:
    """The post on record, and a world in which nobody but the test asks the model."""
    await receive(replace(world, language=None), a_post(world, text))
    return world


class Looking(ScriptedModel):
    """Looks at what was committed while it is asked."""

    def __init__(self, world: World) -> None:
        super().__init__([READING])
        self.world = world
        self.saw: list[Any] = []

    async def suggest(self, text: str) -> Suggestion | None:
        self.saw = [
            [one.text for one in await rows(self.world, LedgerEntry)],
            await fates(self.world),
            [one.calls for one in await rows(self.world, ModelDay)],
        ]
        return await super().suggest(text)


class Killed(ScriptedModel):
    """The program ends while it is asked, the first time."""

    async def suggest(self, text: str) -> Suggestion | None:
        suggestion = await super().suggest(text)
        if len(self.asked) == 1:
            raise asyncio.CancelledError
        return suggestion


class Held(ScriptedModel):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__([READING])
        self.let_go = asyncio.Event()

    async def suggest(self, text: str) -> Suggestion | None:
        suggestion = await super().suggest(text)
        await self.let_go.wait()
        return suggestion


async def test_the_post_and_the_attempt_are_on_record_before_the_call(opened: Opening):
    async with opened() as (_, app):
        world = await on_record(app.world)
        model = Looking(world)

        await ask_model(replace(world, language=model), [UNREAD])

        assert model.saw == [[POST], [Fate.ASKED], [1]]
        assert model.asked == [POST]
        (reading,) = await rows(world, ModelReading)
        assert (reading.fate, reading.counted, reading.model) == (Fate.OFFERED, True, "scripted")
        assert len(reading.text_hash) == 64
        assert '"58000"' in reading.output


async def test_what_it_reads_waits_for_its_provider_and_is_never_certain(opened: Opening):
    async with opened() as (_, app):
        await receive(app.world, a_post(app.world))
        await app.relay.quiet()

        (signal,) = await rows(app.world, Signal)
        assert (signal.status, signal.tier, signal.reasons) == (
            SignalStatus.WAITING,
            Tier.CONFIRM,
            (REASON,),
        )
        assert signal.leverage is None
        assert await rows(app.world, Order) == []


@pytest.mark.postgres_when_heavy(False)
async def test_a_second_delivery_asks_nobody_again(opened: Opening):
    async with opened() as (stage, app):
        for _ in range(3):
            await receive(app.world, a_post(app.world))
            await app.relay.quiet()
        await ask_model(app.world, [UNREAD, UNREAD])

        assert len(stage.model.asked) == 1
        assert len(await rows(app.world, SignalQuestion)) == 1


@pytest.mark.postgres_when_heavy(False)
async def test_a_call_that_a_kill_cut_off_is_not_made_again(opened: Opening):
    async with opened() as (_, app):
        world = await on_record(app.world)
        model = Killed([READING])
        world = replace(world, language=model)
        with pytest.raises(asyncio.CancelledError):
            await ask_model(world, [UNREAD])
        assert await fates(world) == [Fate.ASKED]

        await ask_model(world, [UNREAD])

        assert len(model.asked) == 1
        assert await fates(world) == [Fate.LOST]
        assert await rows(world, Signal) == []


async def test_an_answer_that_comes_after_it_was_given_up_changes_nothing(opened: Opening):
    async with opened() as (_, app):
        model = Held()
        world = replace(await on_record(app.world), language=model)
        asking = asyncio.ensure_future(ask_model(world, [UNREAD]))
        while not model.asked:
            await turns()
        await ask_model(world, [UNREAD])  # somebody else finds it, and takes the one who asks for dead

        model.let_go.set()
        await asking

        assert await fates(world) == [Fate.LOST]
        assert await rows(world, Signal) == []


async def test_a_slow_model_holds_up_no_other_post(opened: Opening):
    async with opened() as (_, app):
        model = Held()
        slow = replace(await on_record(app.world), language=model)
        asking = asyncio.ensure_future(ask_model(slow, [UNREAD]))
        while not model.asked:
            await turns()

        await receive(app.world, a_post(app.world, CLEAR, "m2"))
        await app.relay.quiet()

        assert {one.symbol for one in await rows(app.world, Order)} == {"ETH/USDT"}
        assert not asking.done()
        model.let_go.set()
        await asking


@pytest.mark.postgres_when_heavy(False)
async def test_the_budget_holds_for_all_processes_together(opened: Opening):
    async with opened(calls=2) as (stage, app):
        world = app.world
        texts = [POST.replace("friends", f"friends {'la ' * number}") for number in range(5)]
        for number, text in enumerate(texts):
            await receive(replace(world, language=None), a_post(world, text, f"m{number}"))
        events = [PostUnread(UNREAD.channel, f"m{number}") for number in range(5)]

        await asyncio.gather(*(ask_model(world, [event]) for event in events))

        assert len(stage.model.asked) == 2
        (day,) = await rows(world, ModelDay)
        assert (day.calls, day.refused) == (2, 3)
        found = await fates(world)
        assert found.count(Fate.OVER_BUDGET) == 3


async def test_failures_cost_a_call_and_say_what_they_were(opened: Opening):
    failed = ModelFailed(Failure.UNREADABLE, "answer: not JSON", "go all in")
    async with opened(failed) as (_, app):
        await receive(app.world, a_post(app.world))
        await app.relay.quiet()

        (reading,) = await rows(app.world, ModelReading)
        assert (reading.fate, reading.why, reading.output) == (
            Fate.FAILED,
            ("unreadable", "answer: not JSON"),
            "go all in",
        )
        assert await rows(app.world, Signal) == []


async def test_an_old_post_is_not_worth_a_call(opened: Opening):
    async with opened() as (stage, app):
        await receive(app.world, a_post(app.world, age=11 * 60))
        await app.relay.quiet()

        assert stage.model.asked == []
        assert await fates(app.world) == [Fate.TOO_OLD]
        assert [one.calls for one in await rows(app.world, ModelDay)] == []


async def test_a_post_that_was_edited_meanwhile_is_not_asked_about(opened: Opening):
    async with opened() as (stage, app):
        world = await on_record(app.world)
        await receive(replace(world, language=None), a_post(world, POST + " la", version=1))

        await ask_model(world, [UNREAD])

        assert stage.model.asked == []
        assert await fates(world) == [Fate.CHANGED]


async def test_a_post_that_is_edited_while_the_model_reads_is_not_offered(opened: Opening):
    async with opened() as (_, app):
        model = Held()
        world = replace(await on_record(app.world), language=model)
        asking = asyncio.ensure_future(ask_model(world, [UNREAD]))
        while not model.asked:
            await turns()
        await receive(replace(world, language=None), a_post(world, POST + " la", version=1))

        model.let_go.set()
        await asking

        assert await fates(world) == [Fate.CHANGED]
        assert await rows(world, SignalQuestion) == []


async def test_a_paused_providers_posts_go_to_nobody(opened: Opening):
    async with opened() as (stage, app):
        async with app.world.store.unit() as unit:
            provider = await unit.get(Provider, PROVIDER)
            assert provider is not None
            await unit.put([replace(provider, status=ProviderStatus.PAUSED)])

        await receive(app.world, a_post(app.world))
        await app.relay.quiet()

        assert stage.model.asked == []
        assert await fates(app.world) == []


async def test_a_strangers_post_goes_to_nobody(opened: Opening):
    async with opened() as (stage, app):
        await receive(app.world, replace(a_post(app.world), author="ann"))
        await app.relay.quiet()

        assert stage.model.asked == []


async def test_what_stands_already_is_not_offered_again(opened: Opening):
    async with opened() as (_, app):
        await receive(app.world, a_post(app.world, "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000", "m0"))
        await receive(app.world, a_post(app.world))
        await app.relay.quiet()

        assert await fates(app.world) == [Fate.REPEATED]
        assert len(await rows(app.world, Signal)) == 1


async def test_without_a_price_nothing_is_offered(opened: Opening):
    async with opened() as (stage, app):

        class Closed:
            table = app.world.market.table

            async def quote(self, instrument: Instrument) -> Quote:
                raise Unavailable(f"no price of {instrument.symbol}")

        world = await on_record(app.world)
        market: Any = Closed()

        await ask_model(replace(world, market=market), [UNREAD])

        assert len(stage.model.asked) == 1
        assert await fates(world) == [Fate.NO_PRICE]
        assert await rows(world, Signal) == []


async def test_turned_off_it_asks_and_writes_nothing(opened: Opening):
    async with opened() as (stage, app):
        world = replace(app.world, language=None)
        await receive(world, a_post(world))
        await ask_model(world, [UNREAD])
        await app.relay.quiet()

        assert stage.model.asked == []
        assert await fates(world) == []


async def test_a_yes_takes_the_place_of_what_was_read_without_a_symbol(opened: Opening):
    async with opened() as (_, app):
        world = await on_record(app.world)
        await ask_model(replace(world, language=ScriptedModel([READING])), [UNREAD])
        (suggested,) = await rows(world, Signal)
        (question,) = await rows(world, SignalQuestion)
        nameless = replace(
            suggested,
            id="nameless",
            number=7,
            item=0,
            symbol=None,
            status=SignalStatus.OPEN,
            reasons=("no_symbol",),
        )
        async with world.store.unit() as unit:
            await unit.add([nameless])

        asked = replace(question, signals=("nameless", suggested.id))
        async with world.store.unit() as unit:
            await settle(world, unit, asked, YES, suggested.author, {})
        await app.relay.quiet()

        found = {one.id: one.status for one in await rows(world, Signal)}
        assert found == {"nameless": SignalStatus.DROPPED, suggested.id: SignalStatus.OPEN}
        assert await rows(world, Order) == []  # Ann, who copies by herself, is asked as well


def test_nothing_waits_for_a_model():
    parts: Any = SimpleNamespace(submit_chunk=turns, cancel_orders=turns, work=turns, deliver_notices=turns)
    patience = {one.name: one.patience for one in list_reactions(parts, parts, parts)}

    assert patience["PostUnread.ask_model"] == max(patience.values())
