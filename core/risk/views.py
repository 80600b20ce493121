"""Decisions as they are shown."""

from __future__ import annotations

from core.context import World
from core.kernel.errors import Refusal
from core.ports.questions import LastDecisions
from core.risk.model import Decision, WhyCard
from core.signals.model import Provider, Signal

LOOK_BACK = 200


async def decided_about(world: World, person: str, what: str) -> WhyCard:
    """What was decided for a person about a trade, a signal or a symbol; the newest when nothing is named."""
    return await why_card(world, await find_decision(world, person, what))


async def find_decision(world: World, person: str, what: str) -> Decision:
    """The newest decision that a person may mean by a trade, a signal or a symbol."""
    decisions = await world.view.ask(LastDecisions(person, LOOK_BACK))
    wanted = what.strip().upper()
    for decision in decisions:
        if not wanted or wanted in _names(decision, await why_card(world, decision)):
            return decision
    raise Refusal("no_such_trade" if decisions else "nothing_decided", {"typed": wanted[:40]})


def _names(decision: Decision, card: WhyCard) -> set[str]:
    """How a person may name an entry: by its symbol, its signal's number, or its trade's first letters."""
    names = {card.symbol, card.symbol.split("/")[0], decision.id.upper(), (decision.signal or "").upper()}
    number = card.source.rpartition("#")[2]
    names |= {f"#{number}", number, card.source.upper()} if "#" in card.source else set()
    if decision.trade is not None:
        names |= {decision.trade[:size] for size in range(4, len(decision.trade) + 1)}
        names |= {name.removeprefix("T-") for name in names}
    return names


async def why_card(world: World, decision: Decision) -> WhyCard:
    """A decision as it is shown."""
    source = "by hand"
    if decision.signal is not None:
        signal = await world.view.get(Signal, decision.signal)
        provider = None if signal is None else await world.view.get(Provider, signal.provider)
        if signal is not None and provider is not None:
            source = f"{provider.name} #{signal.number}"
    instrument = world.market.table.get(decision.symbol)
    return WhyCard(
        symbol=decision.symbol,
        source=source,
        taken=decision.code == "",
        trade=decision.trade,
        code=decision.code,
        reasons=decision.reasons,
        change=decision.change,
        currency="" if instrument is None else instrument.quote,
        mode=decision.mode,
        at=decision.at,
    )
