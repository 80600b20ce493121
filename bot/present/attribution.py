"""Where a result came from, and how holdings move together (scene 8)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import BY_HAND, Look, mode_word
from bot.present.reply import Block, Button, Line, Reply, Rows
from bot.present.stats import COMMAND
from core.analytics.attribution import SIGNAL, By
from core.analytics.closed import Tally, win_rate
from core.analytics.lack import Lack, known
from core.analytics.ratios import LEAST_DAYS
from core.analytics.results import AttributionReport, CorrelationReport, PartLine
from core.command import Call

LINES_SHOWN = 10


def attribution_report(report: AttributionReport, look: Look) -> Reply:
    """Closed trades by instrument, provider, cause or hour, and the whole beneath."""
    period = look.say(f"stats.period_{report.period.value.replace('-', '_')}")
    by = look.say(f"stats.by_{report.by.value}")
    buttons = [
        Button(look.say(f"stats.button_{other.value}"), _call(report, other.value))
        for other in By
        if other is not report.by
    ]
    return Reply(
        title=f"{mode_word(report.mode.value)}  {period}  {by}",
        blocks=tuple(_lines(report, look)),
        buttons=(*buttons, Button(look.say("stats.button_brief"), _call(report, "brief"))),
    )


def _call(report: AttributionReport, show: str) -> Call:
    return Call(COMMAND, {"period": report.period.value, "show": show})


def _lines(report: AttributionReport, look: Look) -> list[Block]:
    if not report.lines:
        return [Line(look.say("stats.nothing_closed"))]
    shown = report.lines[:LINES_SHOWN] if report.by is not By.HOUR else report.lines
    heads = ("", *(look.say(f"stats.{name}") for name in ("trades", "won", "closed")))
    rows = [heads, *(_row(_name(line, report.by, look), line.tally, report, look) for line in shown)]
    rows.append(_row(report.currency, report.total, report, look))
    blocks: list[Block] = [Rows(tuple(rows), "lrrr")]
    if len(report.lines) > len(shown):
        blocks.append(Line(look.say("stats.more_lines", count=len(report.lines) - len(shown))))
    if report.unvalued:
        blocks.append(Line(look.say("stats.fee_unknown", what=look.join(report.unvalued))))
    blocks.append(Line(look.say("stats.hours" if report.by is By.HOUR else "stats.not_owned")))
    return blocks


def _row(name: str, tally: Tally, report: AttributionReport, look: Look) -> tuple[str, ...]:
    profit: Decimal | None = None if report.unvalued else tally.profit
    rate = None if report.unvalued else known(win_rate(tally))
    return name, look.number(tally.trades), look.percent(rate, signed=False, places=0), look.change(profit)


def _name(line: PartLine, by: By, look: Look) -> str:
    if by is By.SYMBOL:
        return line.word.split("/")[0]
    if by is By.PROVIDER:
        return line.name or (line.word[:8] if line.word else look.say("stats.no_provider"))
    if by is By.HOUR:
        return f"{line.word}:00"
    if line.word == SIGNAL:
        return look.say("stats.signals")
    return look.say("trades.by_hand") if line.word in BY_HAND else line.word


def correlation_report(report: CorrelationReport, look: Look) -> Reply:
    """The lower half of the table: the upper one says the same."""
    names = [name.split("/")[0] for name in report.names]
    blocks: list[Block] = []
    if len(names) > 1:
        rows = [("", *names[:-1])]
        rows += [
            (names[at], *(look.number(cell.value, 2) for cell in report.table[at][:at]))
            for at in range(1, len(names))
        ]
        blocks.append(Rows(tuple(rows), f"l{'r' * (len(names) - 1)}"))
        whys = {cell.why for row in report.table for cell in row if cell.value is None}
        if Lack.DAYS in whys:
            blocks.append(Line(look.say("stats.few_closes", least=LEAST_DAYS)))
        if Lack.DEVIATION in whys:
            blocks.append(Line(look.say("stats.stood_still")))
    else:
        blocks.append(Line(look.say("stats.nothing_to_compare")))
    if report.silent:
        blocks.append(Line(look.say("stats.no_closes", what=look.join(report.silent))))
    if report.more:
        blocks.append(Line(look.say("stats.smaller", count=report.more)))
    blocks.append(Line(look.say("stats.correlation_means", days=str(report.days))))
    if report.simulated:
        blocks.append(Line(look.say("stats.simulated")))
    title = f"{mode_word(report.mode.value)}  {look.say('stats.correlation')}"
    buttons = (
        Button(look.say("stats.button_brief"), Call(COMMAND, {})),
        Button(look.say("buttons.positions"), Call("portfolio positions", {})),
    )
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons)
