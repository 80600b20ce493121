"""One truth about health, for chat and for `/readyz` alike (row OP-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.accounts.model import Person
from core.bookkeeping import Process, Setting
from core.context import World
from core.kernel.errors import Unavailable
from core.market.model import SourceState
from core.operations.builds import builds_of, differ
from core.operations.frontends import front_parts
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
        _part("database", "ok", [("answers" if people else "empty", "")]),
        await _market(world),
        *[_source(one) for one in world.market.sources],
        _orders(unknown, len(await world.view.all(Exposed, ended_at=None))),
        _books(holds),
        _part("outbox", "ok" if not dead else "stuck", [("due", owed.get("due", 0)), ("dead", dead)]),
        *[_part(row.word, "ok", [("accounts", row.rows)]) for row in await world.view.ask(AccountTally())],
        await _record(world),
        *await _model(world),
        *await _processes(world),
        *await _backup(world),
        *await front_parts(world),
        _part("new orders", _state(switches), _since(switches)),
    ]
    # One source stands in for another: what counts is whether there are prices.
    well = all(part.state in ("ok", "on", "partly") for part in parts if not part.source)
    return Health(well=well, version=world.version, parts=tuple(parts), at=world.clock.now())


def _part(name: str, state: str, facts: Sequence[tuple[str, object]]) -> HealthPart:
    """A part by its facts: `[("due", 0), ("dead", 2)]` is `due 0, dead 2` for machines."""
    said = tuple((code, str(value)) for code, value in facts)
    detail = ", ".join(f"{code.replace('_', ' ')} {value}".strip() for code, value in said)
    return HealthPart(name=name, state=state, detail=detail, facts=said)


async def _model(world: World) -> list[HealthPart]:
    """Calls of a language model today, where there is one. Its silence is no trouble of the installation's."""
    if world.language is None:
        return []
    day = f"{world.clock.now():%Y-%m-%d}"
    counted = await world.view.get(ModelDay, day)
    fates = {row.word: row.rows for row in await world.view.ask(ModelTally(day))}
    calls = 0 if counted is None else counted.calls
    failed = fates.get(Fate.FAILED.value, 0) + fates.get(Fate.LOST.value, 0)
    facts = [("today", f"{calls}/{world.language_calls}"), ("failed", failed)]
    return [_part("model", "partly" if failed else "ok", facts)]


async def _processes(world: World) -> list[HealthPart]:
    """Who else is at work on a shared database, and whether all run the same build."""
    if not world.process:
        return []
    found = await world.view.all(Process)
    roles = ("roles", " ".join(sorted(one.role for one in found)))
    if differ(found):
        return [_part("processes", "mixed", [("builds", len(builds_of(found))), roles])]
    return [_part("processes", "ok", [roles])]


async def _backup(world: World) -> list[HealthPart]:
    """The newest nightly copy; nothing before the first night."""
    rows = {row.name: row.value for row in await world.view.all(Setting, name=(BACKED_UP, BACKUP_FAILED))}
    made = rows.get(BACKED_UP)
    fact = (
        ("none_yet", "") if made is None else ("last", f"{datetime.fromisoformat(made):%Y-%m-%d %H:%M} UTC")
    )
    if BACKUP_FAILED in rows:
        return [_part("backup", "missing", [fact])]
    return [] if made is None else [_part("backup", "ok", [fact])]


def _orders(unknown: int, bare: int) -> HealthPart:
    """Orders whose fate is not proven, and positions without their stop."""
    state = "no stop" if bare else "unproven" if unknown else "ok"
    return _part("orders", state, [("unknown", unknown), ("no_stop", bare)])


def _books(holds: Sequence[Switch]) -> HealthPart:
    """What the program holds back by itself, because books and venues, or books and facts, are not the same."""
    if not holds:
        return _part("books", "ok", [("as_at_the_venues", "")])
    counts = Counter(holding_of(one) for one in holds)
    safe = [one for one in holds if holding_of(one) is Holding.SAFE]
    facts: list[tuple[str, object]] = [("safe_mode_since", f"{one.at:%H:%M} UTC") for one in safe]
    del counts[Holding.SAFE]
    facts += [(why.value, count) for why, count in sorted(counts.items())]
    return _part("books", "safe mode" if safe else "held", facts)


def _state(switches: Sequence[Switch]) -> str:
    """A switch that is not everybody's is no trouble of the installation."""
    if any(switch.scope == EVERYONE for switch in switches):
        return "off"
    return "partly" if switches else "on"


def _since(switches: Sequence[Switch]) -> list[tuple[str, object]]:
    """Since when new orders are off, and for whom; the widest switch speaks for the others."""
    if not switches:
        return [("allowed", "")]
    first = min(switches, key=lambda one: (one.scope != EVERYONE, one.at))
    more = [("switches", len(switches))] if len(switches) > 1 else []
    return [("since", f"{first.at:%H:%M} UTC"), ("by", first.by), *more]


async def _market(world: World) -> HealthPart:
    instrument = world.market.table.find("BTC/USDT")
    kind = "simulated" if world.market.simulated else "live"
    if instrument is None:
        return _part("market", "empty", [(kind, "")])
    try:
        quote = await world.market.shown(instrument)
    except Unavailable as error:
        return HealthPart(name="market", state="silent", detail=str(error))
    if quote is None:
        return _part("market", "silent", [(kind, "")])
    by = [("by", quote.source)] if quote.source else []
    part = _part("market", "ok", [(kind, ""), *by])
    return replace(part, symbol=instrument.symbol, price=quote.last)


def _source(one: SourceState) -> HealthPart:
    """A source of prices: what was asked of it today, what of that failed, and when it is asked again."""
    facts: list[tuple[str, object]] = [("requests", one.asked), ("failed", one.failed)]
    if one.until is not None:
        facts.append(("again", f"{one.until:%H:%M} UTC"))
    return replace(_part(one.name, one.state, facts), source=True)


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
    if broken:
        return _part("record", "broken", [("broken", ", ".join(broken))])
    return _part("record", "ok", [("posts", posts)])
