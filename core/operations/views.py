"""One truth about health, for chat and for `/readyz` alike (row OP-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from core.accounts.model import Person
from core.bookkeeping import Process, Setting
from core.context import World
from core.kernel.errors import Unavailable
from core.operations.builds import builds_of, differ
from core.operations.model import Health, HealthPart
from core.orders.model import OrderStatus
from core.orders.switches import EVERYONE, HOLD, Holding, Switch, holding_of, is_public
from core.ports.questions import AccountTally, DeliveryTally, ModelTally, OrderTally, PostTally
from core.recovery.model import Exposed
from core.signals.ledger import first_break
from core.signals.model import LedgerEntry
from core.signals.model_readings import Fate, ModelDay

CHAINS_AT_MOST = 50
# When the newest nightly copy was made, and why the one that should have been made was not (`bot/backups.py`).
BACKED_UP, BACKUP_FAILED = "backed_up_at", "backup_failed"


async def health(world: World) -> Health:
    """How every part stands now."""
    owed = {row.word: row.rows for row in await world.view.ask(DeliveryTally())}
    orders = {row.word: row.rows for row in await world.view.ask(OrderTally())}
    unknown = orders.get(OrderStatus.UNKNOWN.value, 0) + orders.get(OrderStatus.SUBMITTING.value, 0)
    dead = owed.get("dead", 0)
    pulled = await world.view.all(Switch)
    switches = [switch for switch in pulled if is_public(switch)]
    holds = [switch for switch in pulled if switch.scope.startswith(HOLD)]
    people = await world.view.page(Person, size=1)
    parts = [
        HealthPart(name="database", state="ok", detail="answers" if people else "empty"),
        await _market(world),
        _orders(unknown, len(await world.view.all(Exposed, ended_at=None))),
        _books(holds),
        HealthPart(
            name="outbox",
            state="ok" if not dead else "stuck",
            detail=f"due {owed.get('due', 0)}, dead {dead}",
        ),
        *[
            HealthPart(name=row.word, state="ok", detail=f"accounts {row.rows}")
            for row in await world.view.ask(AccountTally())
        ],
        await _record(world),
        *await _model(world),
        *await _processes(world),
        *await _backup(world),
        HealthPart(name="new orders", state=_state(switches), detail=_since(switches)),
    ]
    well = all(part.state in ("ok", "on", "partly") for part in parts)
    return Health(well=well, version=world.version, parts=tuple(parts), at=world.clock.now())


async def _model(world: World) -> list[HealthPart]:
    """Calls of a language model today, where there is one. Its silence is no trouble of the installation's."""
    if world.language is None:
        return []
    day = f"{world.clock.now():%Y-%m-%d}"
    counted = await world.view.get(ModelDay, day)
    fates = {row.word: row.rows for row in await world.view.ask(ModelTally(day))}
    calls = 0 if counted is None else counted.calls
    failed = fates.get(Fate.FAILED.value, 0) + fates.get(Fate.LOST.value, 0)
    detail = f"{calls} of {world.language_calls} today, failed {failed}"
    return [HealthPart(name="model", state="partly" if failed else "ok", detail=detail)]


async def _processes(world: World) -> list[HealthPart]:
    """Who else is at work on a shared database, and whether all run the same build."""
    if not world.process:
        return []
    found = await world.view.all(Process)
    roles = " ".join(sorted(one.role for one in found))
    if differ(found):
        return [
            HealthPart(name="processes", state="mixed", detail=f"{len(builds_of(found))} builds: {roles}")
        ]
    return [HealthPart(name="processes", state="ok", detail=roles)]


async def _backup(world: World) -> list[HealthPart]:
    """The newest nightly copy; nothing before the first night."""
    rows = {row.name: row.value for row in await world.view.all(Setting, name=(BACKED_UP, BACKUP_FAILED))}
    made = rows.get(BACKED_UP)
    detail = "none yet" if made is None else f"{datetime.fromisoformat(made):%d %b %H:%M} UTC"
    if BACKUP_FAILED in rows:
        return [HealthPart(name="backup", state="missing", detail=f"last {detail}")]
    return [] if made is None else [HealthPart(name="backup", state="ok", detail=detail)]


def _orders(unknown: int, bare: int) -> HealthPart:
    """Orders whose fate is not proven, and positions without their stop."""
    state = "no stop" if bare else "unproven" if unknown else "ok"
    return HealthPart(name="orders", state=state, detail=f"unknown {unknown}, no stop {bare}")


def _books(holds: Sequence[Switch]) -> HealthPart:
    """What the program holds back by itself, because books and venues, or books and facts, are not the same."""
    if not holds:
        return HealthPart(name="books", state="ok", detail="as at the venues")
    counts = Counter(holding_of(one) for one in holds)
    safe = [one for one in holds if holding_of(one) is Holding.SAFE]
    words = [f"safe mode since {one.at:%H:%M} UTC" for one in safe]
    del counts[Holding.SAFE]
    words += [f"{why.value.replace('_', ' ')} {count}" for why, count in sorted(counts.items())]
    return HealthPart(name="books", state="safe mode" if safe else "held", detail=", ".join(words))


def _state(switches: Sequence[Switch]) -> str:
    """A switch that is not everybody's is no trouble of the installation."""
    if any(switch.scope == EVERYONE for switch in switches):
        return "off"
    return "partly" if switches else "on"


def _since(switches: Sequence[Switch]) -> str:
    """Since when new orders are off, and for whom; the widest switch speaks for the others."""
    if not switches:
        return "allowed"
    first = min(switches, key=lambda one: (one.scope != EVERYONE, one.at))
    more = f", {len(switches)} switches" if len(switches) > 1 else ""
    return f"since {first.at:%H:%M} UTC, by {first.by}{more}"


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
