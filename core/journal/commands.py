"""Trades that were made: the list, and one in full."""

from __future__ import annotations

from typing import Annotated

from core.accounts.model import Mode
from core.command import AWord, command
from core.context import Context
from core.journal.results import TradeLine, TradeList
from core.kernel.errors import Refusal
from core.orders.model import TradeTold
from core.orders.results import TradeCard
from core.orders.views import find_trade, show_trade
from core.ports.questions import TradesBefore
from core.risk.model import WhyCard
from core.risk.views import decided_about

PAGE = 8


@command("trade history")
async def history(
    ctx: Context, older: Annotated[AWord | None, "show trades before this one"] = None
) -> TradeList:
    """Your trades, newest first."""
    last = None if older is None else await find_trade(ctx.world, ctx.actor.person, older)
    query = TradesBefore(
        ctx.actor.person, PAGE + 1, None if last is None else last.created_at, "" if last is None else last.id
    )
    trades = await ctx.view.ask(query)
    cards = [await show_trade(ctx.world, TradeTold(trade.id)) for trade in trades[:PAGE]]
    lines = tuple(
        TradeLine(
            trade=card.trade,
            symbol=card.symbol,
            side=card.side,
            status=card.status,
            quantity=card.quantity,
            realized=card.realized,
            triggered_by=card.source,
            created_at=card.created_at,
        )
        for card in cards
        if card is not None
    )
    more = lines[-1].trade if len(trades) > PAGE else None
    modes = [card.mode for card in cards if card is not None]
    return TradeList(mode=modes[0] if modes else Mode.PAPER.value, trades=lines, older=more)


@command("trade show")
async def show(
    ctx: Context, trade: Annotated[AWord, "a trade (T-7K2Q), a symbol, or a signal (#86)"]
) -> TradeCard | WhyCard:
    """One trade as it stands; of a signal that you did not trade, why."""
    if "#" in trade:
        decided = await decided_about(ctx.world, ctx.actor.person, trade)
        if decided.trade is None:
            return decided
        trade = decided.trade
    found = await find_trade(ctx.world, ctx.actor.person, trade)
    card = await show_trade(ctx.world, TradeTold(found.id))
    if card is None:
        raise Refusal("no_such_trade", {"typed": trade})
    return card
