"""How often links were opened, counted in handfuls: a page is never held up by its own count (row SO-01)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.context import World
from core.sharing.model import Share, ShareViews


async def count_opened(world: World, shares: Sequence[str]) -> None:
    """Count one opening for each name of a link; a link that is gone meanwhile is left out."""
    opened, now = Counter(shares), world.clock.now()
    async with world.store.unit() as unit:
        known = sorted(one.id for one in await unit.all(Share, id=set(opened)))
        await unit.hold(ShareViews, set(known))
        before = {one.share: one.views for one in await unit.all(ShareViews, share=known)} if known else {}
        rows = [ShareViews(share=id_, views=before.get(id_, 0) + opened[id_], last_at=now) for id_ in known]
        await unit.put(rows)
