"""What venues allow, kept: exits are planned inside transactions, and nobody asks a venue there.

A venue is asked when an entry is planned, and its answer is kept before the entry is. Whoever plans exits reads what
was kept, however long ago. A start and a job ask for what is old, and for what was traded before rules were kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from core.context import World
from core.kernel.errors import Refusal, Unavailable
from core.market.model import Instrument, KeptRules, Rules
from core.orders.access import rules_at
from core.orders.model import Trade
from core.ports.questions import TradedNow
from core.ports.store import View

FRESH_FOR = timedelta(days=1)


async def keep_rules(world: World, venue: str, symbol: str, rules: Rules) -> None:
    """Keep what a venue has just said, where that is new or what is kept is a day old."""
    kept = await world.view.get(KeptRules, venue, symbol)
    now = world.clock.now()
    if kept is not None and kept.rules == rules and now - kept.at < FRESH_FOR:
        return
    async with world.store.unit() as unit:
        await unit.put([KeptRules(venue=venue, symbol=symbol, rules=rules, at=now)])


async def learn_rules(world: World, account: str, instrument: Instrument) -> None:
    """Ask the venue of an account what it allows, and keep it. Raises what `rules_at` raises."""
    broker = await world.brokers.of(account)
    rules = await rules_at(broker, instrument, world.clock.now())
    await keep_rules(world, broker.venue, instrument.symbol, rules)


async def kept_rules(world: World, view: View, trades: Sequence[Trade]) -> Mapping[str, Rules]:
    """What the venues of these trades allow, by trade, as it was kept.

    Raises `Unavailable` where nothing was: the trade is older than this table, and its venue has not answered yet.
    """
    venues = {account: (await world.brokers.of(account)).venue for account in {one.account for one in trades}}
    if not venues:
        return {}
    symbols = {trade.symbol for trade in trades}
    rows = await view.all(KeptRules, venue=set(venues.values()), symbol=symbols)
    kept = {(row.venue, row.symbol): row.rules for row in rows}
    missing = {(venues[one.account], one.symbol) for one in trades} - kept.keys()
    if missing:
        venue, symbol = min(missing)
        raise Unavailable(f"what {venue} allows for {symbol} is not known yet")
    return {trade.id: kept[venues[trade.account], trade.symbol] for trade in trades}


async def refresh_rules(world: World) -> None:
    """A start and a job: ask for the rules of everything that is traded and was not asked for a day. What does not
    answer is asked again the next time."""
    fresh = {
        (row.venue, row.symbol)
        for row in await world.view.all(KeptRules)
        if world.clock.now() - row.at < FRESH_FOR
    }
    for pair in await world.view.ask(TradedNow()):
        instrument = world.market.table.get(pair.symbol)
        if instrument is None or (pair.venue, pair.symbol) in fresh:
            continue
        try:
            await learn_rules(world, pair.account, instrument)
        except (Refusal, Unavailable):
            continue
