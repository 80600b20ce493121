"""One truth about health, for chat and for `/readyz` alike (row OP-07)."""

from __future__ import annotations

from core.accounts.model import Person
from core.context import World
from core.kernel.errors import Unavailable
from core.operations.model import Health, HealthPart
from core.orders.model import OrderStatus
from core.orders.switches import EVERYONE, Switch
from core.ports.questions import DeliveryTally, OrderTally, PostTally
from core.signals.ledger import first_break
from core.signals.model import LedgerEntry

CHAINS_AT_MOST = 50


async def health(world: World) -> Health:
    """How every part stands now."""
    owed = {row.word: row.rows for row in await world.view.ask(DeliveryTally())}
    orders = {row.word: row.rows for row in await world.view.ask(OrderTally())}
    unknown = orders.get(OrderStatus.UNKNOWN.value, 0) + orders.get(OrderStatus.SUBMITTING.value, 0)
    dead = owed.get("dead", 0)
    switch = await world.view.get(Switch, EVERYONE)
    people = await world.view.page(Person, size=1)
    parts = [
        HealthPart(name="database", state="ok", detail="answers" if people else "empty"),
        await _market(world),
        HealthPart(name="orders", state="ok" if not unknown else "unproven", detail=f"unknown {unknown}"),
        HealthPart(
            name="outbox",
            state="ok" if not dead else "stuck",
            detail=f"due {owed.get('due', 0)}, dead {dead}",
        ),
        await _record(world),
        HealthPart(name="new orders", state="on" if switch is None else "off", detail=_since(switch)),
    ]
    well = all(part.state in ("ok", "on") for part in parts)
    return Health(well=well, version=world.version, parts=tuple(parts), at=world.clock.now())


def _since(switch: Switch | None) -> str:
    return "allowed" if switch is None else f"since {switch.at:%H:%M} UTC, by {switch.by}"


async def _market(world: World) -> HealthPart:
    instrument = world.market.table.find("BTC/USDT")
    kind = "simulated" if world.market.simulated else "live"
    if instrument is None:
        return HealthPart(name="market", state="empty", detail=kind)
    try:
        quote = await world.market.quote(instrument)
    except Unavailable as error:
        return HealthPart(name="market", state="silent", detail=str(error))
    return HealthPart(name="market", state="ok", detail=kind, symbol=instrument.symbol, price=quote.last)


async def _record(world: World) -> HealthPart:
    """Every seal of every channel's record is checked, up to a bound of channels."""
    broken = []
    chains = await world.view.ask(PostTally())
    for chain in chains[:CHAINS_AT_MOST]:
        entries = await world.view.all(LedgerEntry, chain=chain.word)
        number = first_break(entries)
        if number is not None:
            broken.append(f"{chain.word} at {number}")
    posts = sum(chain.rows for chain in chains)
    detail = f"{posts} posts" if not broken else f"broken: {', '.join(broken)}"
    return HealthPart(name="record", state="ok" if not broken else "broken", detail=detail)
