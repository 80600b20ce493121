"""Portfolio cards (storyboard, scene 8)."""

from __future__ import annotations

from decimal import Decimal

from bot.present import format as fmt
from bot.present.look import Look, mode_word
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule
from core.command import Call
from core.kernel.codec import encode
from core.portfolio.model import PortfolioReport, PortfolioView, PositionLine, PositionReport


def portfolio_report(report: PortfolioReport, look: Look) -> Reply:
    """What the person owns. The main portfolio's names stand at the top of `data`, the others beside it."""
    view = report.main
    blocks: list[Block] = list(_blocks(view, look))
    for other in report.others:
        blocks += [
            Rule(),
            Line(f"{mode_word(other.mode.value)}  {fmt.amount(other.equity, other.currency)}"),
            *_blocks(other, look),
        ]
    blocks.append(Line(look.say("portfolio.prices_now", at=look.clock(look.now))))
    title = f"{mode_word(view.mode.value)}  {fmt.amount(view.equity, view.currency)}"
    buttons = (
        Button(look.say("buttons.refresh"), Call("portfolio show", {})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
    )
    data = {**encode(view), "others": [encode(other) for other in report.others]}
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, data=data)


def _blocks(view: PortfolioView, look: Look) -> tuple[Block, ...]:
    rows: list[tuple[str, ...]] = []
    if view.positions:
        heads = ("portfolio.amount", "portfolio.value", "portfolio.profit")
        rows.append(("", *(look.say(head) for head in heads), ""))
    for line in view.positions:
        share = fmt.percent(_share(line))
        rows.append(
            (
                line.symbol.split("/")[0],
                fmt.quantity(line.quantity),
                fmt.money(line.value),
                fmt.change(line.unrealized),
                share,
            )
        )
    part = fmt.percent(view.cash / view.equity, signed=False) if view.equity else fmt.UNKNOWN
    rows.append((look.say("portfolio.cash"), "", fmt.money(view.cash), part, look.say("portfolio.of_all")))
    total = view.unrealized + view.realized
    sums = look.say(
        "portfolio.sums",
        open=fmt.change(view.unrealized),
        closed=fmt.change(view.realized),
        all=fmt.change(total),
    )
    blocks: list[Block] = [Rows(tuple(rows), "lrrrr"), Rule(), Line(sums)]
    if view.stop_loss is not None:
        blocks.append(Line(look.say("portfolio.stops_hit", loss=fmt.change(view.stop_loss))))
    return tuple(blocks)


def _share(line: PositionLine) -> Decimal | None:
    """Profit as a share of what the position cost."""
    if line.value is None or line.unrealized is None or line.value == line.unrealized:
        return None
    return line.unrealized / abs(line.value - line.unrealized)


def position_report(report: PositionReport, look: Look) -> Reply:
    """What is held now."""
    rows = [
        (
            line.symbol,
            fmt.quantity(line.quantity),
            look.price(line.symbol, line.average_price),
            look.price(line.symbol, line.price),
            fmt.change(line.unrealized),
        )
        for view in report.portfolios
        for line in view.positions
    ]
    mode = mode_word(report.portfolios[0].mode.value)
    heads = ("portfolio.amount", "portfolio.average", "portfolio.now", "portfolio.profit")
    head = ("", *(look.say(each) for each in heads))
    blocks: tuple[Block, ...] = (
        (Rows((head, *rows), "lrrrr"),) if rows else (Line(look.say("portfolio.nothing_held")),)
    )
    buttons = (
        Button(look.say("buttons.refresh"), Call("portfolio positions", {})),
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
    )
    data = {**encode(report.portfolios[0]), "others": [encode(view) for view in report.portfolios[1:]]}
    return Reply(title=look.say("portfolio.positions", mode=mode), blocks=blocks, buttons=buttons, data=data)
