"""How often somebody may try what could be guessed: counted in the database, so that a restart forgives nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from core.context import Context
from core.kernel.errors import Refusal
from core.linking.model import Tries


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many times within a window."""

    what: str
    most: int
    window: timedelta


CODES_MADE = Allowance("link code", 5, timedelta(hours=1))
CODES_TRIED = Allowance("code tried", 5, timedelta(hours=1))


async def count(ctx: Context, allowance: Allowance) -> None:
    """Count one more, in a transaction of its own that also spends the cause.

    Raises `Refusal("too_many_tries")` beyond the allowance: then nothing more is counted, and time alone helps.
    """
    now, person = ctx.world.clock.now(), ctx.actor.person
    async with ctx.unit() as unit:
        known = await unit.get(Tries, person, allowance.what)
        if known is None or now - known.since >= allowance.window:
            known = Tries(person=person, what=allowance.what, since=now, count=0)
        if known.count >= allowance.most:
            wait = known.since + allowance.window - now
            facts = {"wait": str(wait // timedelta(seconds=1)), "most": str(allowance.most)}
            raise Refusal("too_many_tries", facts)
        await unit.put([replace(known, count=known.count + 1)])
