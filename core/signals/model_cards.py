"""What is shown of posts that a language model read: two readings that differ, a spent budget, the whole record."""

from __future__ import annotations

import json

from core.context import World
from core.kernel.codec import decode
from core.kernel.money import Price
from core.ports.questions import ModelTally, NewestModelReadings
from core.signals.cards import text_of
from core.signals.grounding import ground
from core.signals.intake import profile_of
from core.signals.model import Provider
from core.signals.model_readings import (
    BudgetSpentCard,
    BudgetSpentTold,
    ModelCard,
    ModelDay,
    ModelDiffersCard,
    ModelDiffersTold,
    ModelLine,
    ModelReading,
    TwoReadings,
)
from core.signals.suggestion import Suggestion

NEWEST = 8


async def show_model_differs(world: World, told: ModelDiffersTold) -> ModelDiffersCard | None:
    """What the reader made out in a post, and what the model says that stands in it."""
    reading = await world.view.get(ModelReading, told.reading)
    provider = None if reading is None else await world.view.get(Provider, reading.provider)
    if reading is None or provider is None:
        return None
    text = await text_of(world, reading.channel, reading.message)
    suggestion = decode(Suggestion, json.loads(reading.output))
    found = ground(text, suggestion, profile=profile_of(provider), table=world.market.table)
    symbol = None if found.instrument is None else found.instrument.symbol
    both = TwoReadings(
        symbol=(found.seen.symbol, symbol),
        side=(found.seen.direction, found.direction),
        entry=(_first(found.seen.entries), _first(found.entries)),
        stop=(found.seen.stop, found.stop),
    )
    return ModelDiffersCard(text=text, both=both, differs=reading.why)


def _first(prices: tuple[Price, ...]) -> Price | None:
    return prices[0] if prices else None


async def show_budget_spent(world: World, told: BudgetSpentTold) -> BudgetSpentCard | None:
    """How many calls were made on the day whose calls are spent."""
    day = await world.view.get(ModelDay, told.day)
    return None if day is None else BudgetSpentCard(day=day.day, calls=day.calls)


async def model_card(world: World) -> ModelCard:
    """How reading by a language model goes today, and the newest posts that it was to read."""
    day = f"{world.clock.now():%Y-%m-%d}"
    counted = await world.view.get(ModelDay, day) or ModelDay(day=day, calls=0, refused=0)
    names = {one.id: one.name for one in await world.view.all(Provider)}
    tally = await world.view.ask(ModelTally(day))
    return ModelCard(
        name="" if world.language is None else world.language.name,
        day=day,
        calls=counted.calls,
        most=world.language_calls,
        refused=counted.refused,
        fates=tuple((row.word, row.rows) for row in tally),
        newest=tuple(
            ModelLine(
                at=one.asked_at,
                provider=names.get(one.provider, ""),
                text_hash=one.text_hash,
                model=one.model,
                output=one.output,
                fate=one.fate,
                why=one.why,
            )
            for one in await world.view.ask(NewestModelReadings(NEWEST))
        ),
    )
