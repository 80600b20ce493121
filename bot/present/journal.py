"""Cards of trades that were made: the list (storyboard, scene 8)."""

from __future__ import annotations

from bot.present import format as fmt
from bot.present.look import Look, mode_word, short
from bot.present.reply import Block, Button, Line, Reply, Rows
from core.command import Call
from core.journal.results import TradeList


def trade_list(page: TradeList, look: Look) -> Reply:
    """A page of trades."""
    rows = tuple(
        (
            look.date(line.created_at),
            line.symbol,
            line.status.value,
            fmt.change(line.realized) if line.realized is not None else "",
            short(line.trade),
        )
        for line in page.trades
    )
    blocks: tuple[Block, ...] = (
        (Rows(rows, "lllrl"),) if rows else (Line("No trades yet. Paste a signal, or /trade buy."),)
    )
    buttons = (Button("Older >", Call("trade history", {"older": page.older})),) if page.older else ()
    return Reply(title=f"{mode_word(page.mode)}  Trades", blocks=blocks, buttons=buttons)
