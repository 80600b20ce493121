"""Why an entry was taken or not, and the checks behind it (row BX-04)."""

from __future__ import annotations

from typing import Annotated

from core.command import AWord, command
from core.context import Context
from core.kernel.errors import Refusal
from core.ports.questions import LastDecisions
from core.risk.model import Decision, WhyCard
from core.risk.views import why_card


@command("trade why")
async def why(
    ctx: Context,
    what: Annotated[AWord | None, "a trade (T-7K2Q) or a signal (#86); the last one when left out"] = None,
) -> WhyCard:
    """Every check about an entry, failed ones first, and the smallest change that would have passed."""
    decisions = await ctx.view.ask(LastDecisions(ctx.actor.person, 200))
    wanted = (what or "").upper()
    for decision in decisions:
        card = await why_card(ctx.world, decision)
        if not wanted or wanted in _names(decision, card):
            return card
    if not decisions:
        raise Refusal("nothing_decided")
    raise Refusal("no_such_trade", {"typed": wanted[:40]})


def _names(decision: Decision, card: WhyCard) -> set[str]:
    names = {card.symbol, card.symbol.split("/")[0], decision.id.upper()}
    number = card.source.rpartition("#")[2]
    names |= {f"#{number}", number, card.source.upper()} if "#" in card.source else set()
    if decision.trade is not None:
        names |= {decision.trade[:size] for size in range(4, len(decision.trade) + 1)}
        names |= {name.removeprefix("T-") for name in names}
    return names
