"""The record of instruments: what each is called, and where it belongs (MD-09)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.kernel.errors import Unavailable
from core.kernel.time import Clock
from core.market.model import Description, Instrument, Listing
from core.ports.descriptions import Descriptions
from core.ports.store import Store, View

# Names and sectors change seldom; a source that was silent is asked again sooner.
KEPT_FOR = timedelta(days=30)


async def listing_of(
    store: Store, clock: Clock, descriptions: Descriptions, instrument: Instrument
) -> Listing:
    """The instrument's record, made when there is none and looked up again after thirty days. Safe to repeat: a symbol
    has one row. While no source answers it is what is known, and a new one is bare and not kept."""
    known = await store.view.get(Listing, instrument.symbol)
    now = clock.now()
    if known is not None and now - known.updated_at < KEPT_FOR:
        return known
    bare = Description(source="")
    try:
        said = await descriptions.describe(instrument)
    except Unavailable:
        return known or _listing(instrument, bare, None, clock)
    made = _listing(instrument, said or bare, known, clock)
    async with store.unit() as unit:
        await unit.put([made])
    return made


async def listings(view: View, after: str = "", size: int = 100) -> Sequence[Listing]:
    """Instruments on record in order of their symbols, beyond this one."""
    return await view.page(Listing, after=(after,) if after else (), size=size)


def _listing(instrument: Instrument, said: Description, known: Listing | None, clock: Clock) -> Listing:
    now = clock.now()
    return Listing(
        symbol=instrument.symbol,
        asset_class=instrument.asset_class,
        name=said.name,
        sector=said.sector,
        industry=said.industry,
        exchange=said.exchange,
        source=said.source,
        created_at=now if known is None else known.created_at,
        updated_at=now,
    )
