"""What every language model promises (`core/ports/language.py`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest

from adapters.language.completions import Completions
from adapters.language.scripted import Scripted, ScriptedModel
from core.kernel.codec import encode
from core.kernel.errors import Bug
from core.ports.language import Failure, LanguageModel, ModelFailed
from core.ports.store import in_unit
from core.signals.reading import Direction, EntryType
from core.signals.suggestion import ANSWER_MOST, Suggestion
from tests.language import NO_TRADE, Behaviour, hangs, says, sends, serving

POST = "Long ADA from around 0.45, room until 0.42, then 0.55"
READING = Suggestion(
    symbol="ADA",
    side=Direction.LONG,
    entry_type=EntryType.LIMIT,
    entries=("0.45",),
    stop="0.42",
    targets=("0.55",),
)
BABBLE = "word " * 300
Making = Callable[[Scripted], Awaitable[LanguageModel]]


@dataclass(slots=True)
class _Servers:
    """Real models, each at a server of its own that answers as it is told."""

    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def make(self, answer: Scripted) -> LanguageModel:
        server = await self.stack.enter_async_context(serving(_behaviour(answer)))
        slow = isinstance(answer, ModelFailed) and answer.kind is Failure.TIMEOUT
        return Completions(model="small", base_url=server.url, seconds=0.3 if slow else 30.0)


def _behaviour(answer: Scripted) -> Behaviour:
    if answer is None:
        return says(NO_TRADE)
    if isinstance(answer, Suggestion):
        return says({"kind": "open", **encode(answer)})
    if answer.kind is Failure.TIMEOUT:
        return hangs
    return sends(500, b"{}") if answer.kind is Failure.REFUSED else says(answer.answer)


@pytest.fixture(params=["scripted", "completions"])
async def a_model(request: pytest.FixtureRequest) -> AsyncIterator[Making]:
    if request.param == "scripted":

        async def scripted(answer: Scripted) -> LanguageModel:
            return ScriptedModel([answer])

        yield scripted
        return
    pytest.importorskip("openai", reason="locked, but not in this .venv: make setup-dev")
    servers = _Servers()
    async with servers.stack:
        yield servers.make


async def test_it_says_its_name(a_model: Making):
    assert (await a_model(None)).name


async def test_it_gives_a_suggestion_as_the_model_made_it(a_model: Making):
    assert await (await a_model(READING)).suggest(POST) == READING


async def test_no_trade_is_no_failure(a_model: Making):
    assert await (await a_model(None)).suggest(POST) is None


async def test_asked_again_it_answers_again(a_model: Making):
    model = await a_model(READING)

    assert [await model.suggest(POST) for _ in range(3)] == [READING] * 3


@pytest.mark.parametrize(
    "failed",
    [
        ModelFailed(Failure.TIMEOUT, "no whole answer"),
        ModelFailed(Failure.REFUSED, "status 500"),
        ModelFailed(Failure.UNREADABLE, "answer: not JSON", BABBLE),
    ],
    ids=lambda failed: failed.kind.value,
)
async def test_a_failure_says_its_kind_and_keeps_the_answer_out_of_its_text(
    a_model: Making, failed: ModelFailed
):
    with pytest.raises(ModelFailed) as caught:
        await (await a_model(failed)).suggest(POST)

    assert caught.value.kind is failed.kind
    assert caught.value.answer == failed.answer
    assert len(caught.value.answer) <= ANSWER_MOST
    assert "word word" not in str(caught.value)


async def test_it_is_never_asked_inside_a_transaction(a_model: Making):
    model = await a_model(READING)
    token = in_unit.set(True)
    try:
        with pytest.raises(Bug):
            await model.suggest(POST)
    finally:
        in_unit.reset(token)
