"""Who runs this installation, where no setting says it: whoever sends the code that its start prints (row AC-06)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

from core.accounts.model import Person
from core.accounts.results import OwnerNow
from core.bookkeeping import Setting
from core.context import Context, World
from core.kernel.access import Level
from core.kernel.errors import Refusal
from core.kernel.ids import base32
from core.linking.codes import OWNER_LETTERS, digest_of, same, written
from core.linking.tries import CODES_TRIED, count

OFFERED, CLAIMED = "owner_code", "owner_claimed"
PURPOSE = "owner"


async def offer_ownership(world: World, key: bytes, *, wanted: bool = True) -> str | None:
    """The code to print, `K7QM-2XTD-9F4A-PPQ3`: the same at every start, until somebody has used it. None after that.

    It follows from the installation's secret key; of the code itself only a digest is kept. Not `wanted`, since the
    settings name an owner: then no code works, not even one that was printed before.
    """
    claimed = await world.view.get(Setting, CLAIMED)
    if claimed is not None or not wanted:
        async with world.store.unit() as unit:
            await unit.drop(Setting, [OFFERED])
        return None
    mac = hmac.new(key, f"{PURPOSE}\x1f{world.installation}".encode(), hashlib.sha256)
    letters = base32(mac.digest(), OWNER_LETTERS)
    digest = digest_of(world.installation, PURPOSE, letters)
    async with world.store.unit() as unit:
        await unit.put([Setting(OFFERED, digest)])
    return written(letters)


async def claim_ownership(ctx: Context, letters: str) -> OwnerNow:
    """Whoever sends the code is the owner from now on, and nobody after them. Wrong ones are counted."""
    await count(ctx, CODES_TRIED)
    offered = await ctx.view.get(Setting, OFFERED)
    if offered is None or not same(digest_of(ctx.world.installation, PURPOSE, letters), offered.value):
        raise Refusal("no_owner_code")
    async with ctx.unit() as unit:
        if not await unit.drop(Setting, [OFFERED]):
            raise Refusal("no_owner_code")
        await unit.add([Setting(CLAIMED, ctx.actor.person)])
        person = await unit.get(Person, ctx.actor.person)
        if person is not None:
            await unit.put([replace(person, level=Level.OWNER)])
    return OwnerNow(name=ctx.actor.name, platform=ctx.place.platform)
