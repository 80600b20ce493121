"""Before the first order of a signal: is the crowd that follows it too large for its market (row BX-10)?

A bound that costs one question is enough nearly always. Only where all the money of the followers is more than the
market bears is everybody's size counted, page by page, and nothing is sent before that is done. What came out is
kept: whoever is planned later, and a second run after a kill, goes by the same share.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from decimal import Decimal

from core.accounts.model import PAPER_DEPOSIT
from core.context import World
from core.kernel.money import ZERO
from core.market.model import Instrument
from core.ports.market import NoPrice
from core.ports.questions import CrowdMoney
from core.risk.footprint import cap_of, share_of
from core.risk.model import Footprint
from core.signals.model import Signal
from core.social.model import Follow

# What each follower of a page would trade by the signal, in its quote currency, were nobody cut.
Sizes = Callable[[Sequence[Follow]], Awaitable[Sequence[Decimal]]]


async def measure(
    world: World, signal: Signal, instrument: Instrument, pages: AsyncIterator[list[Follow]], sizes: Sizes
) -> bool:
    """Hold the crowd of a signal against its market, once. True: all sizes were counted, and go by a share now."""
    try:
        cap = cap_of(await world.market.quote(instrument))
    except NoPrice:  # nobody will be let in by a price that is not there
        return False
    if cap is None or await world.view.get(Footprint, signal.id) is not None:
        return False
    deposit = int(PAPER_DEPOSIT) + 1
    (most,) = await world.view.ask(CrowdMoney(signal.provider, instrument.quote, deposit))
    if most <= cap:  # nobody can buy for more than the money they have, nor be short of more
        return False
    wanted, people = ZERO, 0
    async for page in pages:
        for size in await sizes(page):
            wanted += size
            people += 1
    footprint = Footprint(
        signal=signal.id,
        wanted=wanted,
        cap=cap,
        share=share_of(wanted, cap),
        people=people,
        at=world.clock.now(),
    )
    async with world.store.unit() as unit:
        await unit.add([footprint], new_only=True)
    return True
