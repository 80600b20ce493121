"""How the chat platforms are doing, as rows: whoever asks about health reads them, in whichever process."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.bookkeeping import Setting
from core.context import World
from core.kernel.codec import decode, dumps, encode
from core.operations.model import HealthPart, Words

# The fact of a part of health that is words by their keys.
FRONT = "front"
PLATFORMS = ("discord", "telegram")
# Whoever runs a front-end notes how it is this often at least; older than that it is not known any more.
NOTED_EVERY = timedelta(seconds=30)
SILENT_AFTER = 3 * NOTED_EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontState:
    """One platform: whether it is heard and spoken to, as whom, and what is to be said of it. `since` when it is so.

    `words` are the same as `said`, for whoever reads another language than the log's.
    """

    platform: str
    ready: bool
    name: str
    said: str
    since: datetime
    noted_at: datetime
    last_heard: datetime | None = None
    words: tuple[Words, ...] = ()


def _name(platform: str) -> str:
    return f"frontend:{platform}"


async def front_state(world: World, platform: str) -> FrontState | None:
    """How a platform is doing; None where nobody speaks to it."""
    row = await world.view.get(Setting, _name(platform))
    return None if row is None else decode(FrontState, json.loads(row.value))


async def note_front(world: World, state: FrontState) -> None:
    """Write down how a platform is doing."""
    async with world.store.unit() as unit:
        await unit.put([Setting(_name(state.platform), dumps(encode(state)))])


async def forget_fronts(world: World, served: Collection[str]) -> None:
    """Platforms whose token was taken out are no part of this installation any more."""
    gone = [_name(platform) for platform in PLATFORMS if platform not in served]
    if await world.view.all(Setting, name=gone):
        async with world.store.unit() as unit:
            await unit.drop(Setting, gone)


async def front_parts(world: World) -> list[HealthPart]:
    """The platforms as parts of health."""
    rows = await world.view.all(Setting, name=[_name(platform) for platform in PLATFORMS])
    return [_part(decode(FrontState, json.loads(row.value)), world.clock.now()) for row in rows]


def _part(state: FrontState, now: datetime) -> HealthPart:
    name = state.platform.capitalize()
    if now - state.noted_at > SILENT_AFTER:
        return HealthPart(name=name, state="silent", detail=f"nothing noted since {state.noted_at:%H:%M} UTC")
    if not state.ready:
        detail = f"since {state.since:%H:%M} UTC: {state.said}"
        return HealthPart(name=name, state="down", detail=detail, facts=_facts(state, since=state.since))
    heard = "" if state.last_heard is None else f", heard {state.last_heard:%H:%M} UTC"
    detail = ", ".join(part for part in (state.name, state.said) if part)
    facts = _facts(state, heard=state.last_heard)
    return HealthPart(name=name, state="ok", detail=f"{detail}{heard}", facts=facts)


def _facts(
    state: FrontState, *, since: datetime | None = None, heard: datetime | None = None
) -> tuple[tuple[str, str], ...]:
    """The same for people; none where it is known in English alone."""
    if not state.words:
        return ()
    found = [("named", state.name), (FRONT, dumps([encode(one) for one in state.words]))]
    times = {"since": since, "heard": heard}
    found += [(name, f"{at:%H:%M} UTC") for name, at in times.items() if at is not None]
    return tuple((name, value) for name, value in found if value)


def words_of(text: str) -> tuple[Words, ...]:
    """The words that a part of health carries as the fact `FRONT`."""
    return tuple(decode(Words, one) for one in json.loads(text))
