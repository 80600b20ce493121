"""Help and health."""

from __future__ import annotations

from bot.present.look import Look
from bot.present.reply import Block, Line, Reply, Rows, Tone
from core.operations.model import Health, HelpPage

JARGON = (
    ("stop", "a price at which I sell so that you lose no more"),
    ("target", "a price at which I take profit"),
    ("R", "profit divided by what was at risk"),
    ("chase", "how far above the posted price you still buy"),
)


def help_page(page: HelpPage, look: Look) -> Reply:
    """Commands and how they are typed."""
    blocks: list[Block] = []
    if page.options:
        (line,) = page.lines
        blocks = [Line(line.help), Line(line.usage), Rows(page.options, "ll")]
        return Reply(title=f"/{page.topic}", blocks=tuple(blocks))
    for line in page.lines:
        blocks += [Line(line.usage), Line(f"   {line.help}")]
    if not page.topic:
        blocks += [
            Line("Or paste a signal:  LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"),
            Rows(JARGON, "ll"),
        ]
    return Reply(title=f"/{page.topic}" if page.topic else "What you can ask", blocks=tuple(blocks))


def health(result: Health, look: Look) -> Reply:
    """Part by part."""
    rows = tuple((part.name, part.state, part.detail) for part in result.parts)
    title = look.title("Well" if result.well else "Not well", f"version {result.version}")
    return Reply(title=title, blocks=(Rows(rows, "lll"),), tone=Tone.DONE if result.well else Tone.ALARM)
