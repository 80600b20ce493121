"""Portfolio cards: what is owned, what it earned and how that is worked out, cash, exports (scene 8)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.present.look import Look, mode_word
from bot.present.plotting import equity_plot
from bot.present.reply import Attachment, Block, Button, Line, Reply, Rows, Rule, Tone
from bot.present.taxes import tax_blocks
from core.command import Call
from core.kernel.codec import encode
from core.portfolio.export import as_csv
from core.portfolio.results import (
    CashReport,
    Export,
    ExportTable,
    FlowLine,
    PnlCurrency,
    PnlDetail,
    PnlLine,
    PnlReport,
    PnlStep,
    PortfolioReport,
    PortfolioView,
    PositionLine,
    PositionReport,
    RateUsed,
    Together,
)

STEPS_SHOWN = 12
NONE = Decimal(0)
METHODS = ("fifo", "average", "lifo")
PERIODS = ("7d", "30d", "all")


def portfolio_report(report: PortfolioReport, look: Look) -> Reply:
    """What the person owns. The main portfolio's names stand at the top of `data`, the others beside it."""
    view = report.main
    blocks: list[Block] = list(_blocks(view, look))
    for other in report.others:
        title = f"{mode_word(other.mode.value)}  {look.amount(other.equity, other.currency)}"
        blocks += [Rule(), Line(look.title(title, _today(other, look))), *_blocks(other, look)]
    if report.together is not None:
        blocks += [Rule(), *_together(report.together, look)]
    at = look.clock(look.now, seconds=True)
    oldest = min((view.priced_at, *(other.priced_at for other in report.others)))
    blocks.append(Line(look.say("portfolio.prices_age", at=at, age=look.age(look.now - oldest))))
    title = f"{mode_word(view.mode.value)}  {look.amount(view.equity, view.currency)}"
    buttons = (
        Button(look.say("buttons.refresh"), Call("portfolio show", {})),
        Button(look.say("buttons.trades"), Call("trade history", {})),
        Button(look.say("stats.button_brief"), Call("portfolio stats", {})),
        Button(look.say("buttons.more"), Call("portfolio pnl", {})),
    )
    data = {
        **encode(view),
        "others": [encode(other) for other in report.others],
        "together": None if report.together is None else encode(report.together),
    }
    mode = mode_word(view.mode.value)
    plot = (
        None if report.curve is None else equity_plot(report.curve, look, mode=mode, currency=view.currency)
    )
    return Reply(
        title=look.title(title, _today(view, look)),
        blocks=tuple(blocks),
        buttons=buttons,
        data=data,
        plots=() if plot is None else (plot,),
    )


def _today(view: PortfolioView, look: Look) -> str:
    """`today +12.40`; nothing where nobody noted what the day began with."""
    return "" if view.today is None else look.say("portfolio.today", change=look.change(view.today))


def _blocks(view: PortfolioView, look: Look) -> tuple[Block, ...]:
    rows: list[tuple[str, ...]] = []
    if view.positions:
        heads = ("portfolio.amount", "portfolio.value", "portfolio.profit")
        rows.append(("", *(look.say(head) for head in heads), ""))
    names = _names(view.positions)
    rows += [
        (
            names[line.symbol],
            look.quantity(line.quantity),
            look.money(line.value),
            look.change(line.unrealized),
            look.percent(_share(line)),
        )
        for line in view.positions
    ]
    part = look.percent(view.cash / view.equity, signed=False) if view.equity else look.unknown
    rows.append((look.say("portfolio.cash"), "", look.money(view.cash), part, look.say("portfolio.of_all")))
    rows += [
        (one.currency, look.quantity(one.amount), look.money(one.value), "", "") for one in view.other_cash
    ]
    known = view.unrealized is not None and view.realized is not None
    total = (view.unrealized or NONE) + (view.realized or NONE) if known else None
    sums = look.say(
        "portfolio.sums",
        open=look.change(view.unrealized),
        closed=look.change(view.realized),
        all=look.change(total),
    )
    blocks: list[Block] = [Rows(tuple(rows), "lrrrr"), Rule(), Line(sums)]
    if view.stop_loss is not None:
        blocks.append(Line(look.say("portfolio.stops_hit", loss=look.change(view.stop_loss))))
    blocks += [Line(_rate(one.rate, look)) for one in view.other_cash if one.rate is not None]
    return (*blocks, *_unknown(view, look))


def _unknown(view: PortfolioView, look: Look) -> list[Block]:
    """Why something is n/a: what could not be priced, and how it was counted."""
    blocks: list[Block] = []
    unpriced = [line.symbol for line in view.positions if line.price is None]
    if unpriced:
        blocks.append(Line(look.say("portfolio.no_price", what=look.join(unpriced))))
    blocks += [
        Line(look.say("portfolio.no_rate", what=one.currency, currency=view.currency))
        for one in view.other_cash
        if one.value is None
    ]
    if view.realized is None:
        blocks.append(Line(look.say("portfolio.fee_unknown")))
    return blocks


def _names(lines: Sequence[PositionLine]) -> dict[str, str]:
    """How instruments are called in a narrow table: `BTC`, or `ETH/EUR` where there is another ETH beside it."""
    bases = [line.symbol.split("/")[0] for line in lines]
    return {
        line.symbol: base if bases.count(base) == 1 else line.symbol
        for line, base in zip(lines, bases, strict=True)
    }


def _together(sum_of: Together, look: Look) -> list[Block]:
    """All accounts in one currency, never without its rates."""
    text = look.unknown if sum_of.equity is None else look.amount(sum_of.equity, sum_of.currency)
    blocks: list[Block] = [Line(look.say("portfolio.together", value=text))]
    blocks += [Line(_rate(rate, look)) for rate in sum_of.rates]
    blocks += [
        Line(look.say("portfolio.no_rate_sum", what=missing, currency=sum_of.currency))
        for missing in sum_of.missing
    ]
    return blocks


def _rate(rate: RateUsed, look: Look) -> str:
    """`1 EUR = 1.08 USD, 14:30 UTC`, and the way where it went over several pairs."""
    said = {
        "base": rate.base,
        "quote": rate.quote,
        "rate": look.quantity(rate.rate),
        "at": look.clock(rate.at),
    }
    if "," in rate.source:
        return look.say("portfolio.rate_over", **said, over=rate.source)
    return look.say("portfolio.rate", **said)


def _share(line: PositionLine) -> Decimal | None:
    """Profit as a share of what the position cost."""
    if line.value is None or line.unrealized is None or line.value == line.unrealized:
        return None
    return line.unrealized / abs(line.value - line.unrealized)


def position_report(report: PositionReport, look: Look) -> Reply:
    """What is held now."""
    held = [line for view in report.portfolios for line in view.positions]
    names = _names(held)
    rows = [
        (
            names[line.symbol],
            look.quantity(line.quantity),
            look.price(line.symbol, line.average_price),
            look.price(line.symbol, line.price),
            look.change(line.unrealized),
        )
        for line in held
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


def pnl_report(report: PnlReport, look: Look) -> Reply:
    """Profit and loss by instrument, a sum for each currency."""
    heads = ("portfolio.closed", "portfolio.open", "portfolio.fees")
    rows: list[tuple[str, ...]] = [("", *(look.say(head) for head in heads))]
    for sums in report.currencies:
        rows += [_pnl_row(line.symbol.split("/")[0], line, look) for line in sums.lines]
        rows.append(_pnl_row(sums.currency, sums, look))
    blocks: list[Block] = []
    if any(sums.lines for sums in report.currencies):
        blocks.append(Rows(tuple(rows), "lrrr"))
        blocks.append(Line(look.say("portfolio.fees_inside")))
    else:
        blocks.append(Line(look.say("portfolio.nothing_earned")))
    for sums in report.currencies:
        if sums.earned:
            earned = f"{look.change(sums.earned)} {sums.currency}"
            blocks.append(Line(look.say("portfolio.earned", amount=earned)))
    blocks.append(Line(look.say(f"portfolio.method_{report.method}")))
    title = look.title(
        look.say(f"portfolio.pnl_{report.period}", mode=mode_word(report.mode.value)), report.method.upper()
    )
    return Reply(title=title, blocks=tuple(blocks), buttons=_pnl_buttons(report, look))


def _pnl_row(name: str, line: PnlLine | PnlCurrency, look: Look) -> tuple[str, ...]:

    return name, look.change(line.realized), look.change(line.unrealized), look.money(line.fees)


def _pnl_buttons(report: PnlReport, look: Look) -> tuple[Button, ...]:
    period, method = {"period": report.period}, {"method": report.method}
    buttons = []
    lines = [line for sums in report.currencies for line in sums.lines]
    if lines:
        # The figure that is asked about first is the largest.
        largest = max(lines, key=lambda line: abs((line.realized or NONE) + (line.unrealized or NONE)))
        how = Call("portfolio pnl", {**period, **method, "symbol": largest.symbol})
        buttons.append(Button(look.say("buttons.worked_out"), how))
    for other in PERIODS:
        if other != report.period:
            label = look.say(f"buttons.period_{other}")
            buttons.append(Button(label, Call("portfolio pnl", {"period": other, **method})))
    buttons += _method_buttons(report.method, period, look)
    buttons.append(Button(look.say("buttons.cash"), Call("portfolio cash", {})))
    buttons.append(Button(look.say("buttons.csv"), Call("portfolio export", method)))
    return tuple(buttons)


def _method_buttons(method: str, also: dict[str, str], look: Look) -> list[Button]:
    return [
        Button(look.say(f"buttons.method_{other}"), Call("portfolio pnl", {**also, "method": other}))
        for other in METHODS
        if other != method
    ]


def pnl_detail(detail: PnlDetail, look: Look) -> Reply:
    """Every fill behind the figures of one instrument."""
    shown = detail.steps[-STEPS_SHOWN:]
    rows = tuple(_step_row(step, detail, look) for step in shown)
    blocks: list[Block] = []
    if len(detail.steps) > len(shown):
        blocks.append(Line(look.say("portfolio.earlier_steps", count=len(detail.steps) - len(shown))))
    blocks.append(Rows(rows, "llrrr") if rows else Line(look.say("portfolio.nothing_then")))
    blocks.append(Rule())
    closed = look.say(
        "portfolio.closed_sum", closed=look.change(detail.realized), fees=look.money(detail.fees)
    )
    blocks.append(Line(closed))
    if detail.held:
        held = look.say(
            "portfolio.held_sum",
            units=look.quantity(detail.held),
            average=look.price(detail.symbol, detail.average_price),
        )
        now = look.say(
            "portfolio.now_sum",
            price=look.price(detail.symbol, detail.price),
            open=look.change(detail.unrealized),
        )
        blocks += [Line(held), Line(now)]
    blocks.append(Line(look.say(f"portfolio.method_{detail.method}")))
    if detail.realized is None:
        blocks.append(Line(look.say("portfolio.fee_unknown")))
    also = {"period": detail.period, "symbol": detail.symbol}
    buttons = (
        *_method_buttons(detail.method, also, look),
        Button(look.say("buttons.pnl"), Call("portfolio pnl", {"period": detail.period})),
    )
    title = look.say("portfolio.worked_out", mode=mode_word(detail.mode.value), symbol=detail.symbol)
    return Reply(title=look.title(title, detail.method.upper()), blocks=tuple(blocks), buttons=buttons)


def _step_row(step: PnlStep, detail: PnlDetail, look: Look) -> tuple[str, ...]:
    return (
        look.date(step.at),
        look.say(f"portfolio.did_{step.what}"),
        look.quantity(step.quantity) if step.quantity else "",
        "" if step.price is None else look.price(detail.symbol, step.price),
        look.change(step.realized) if step.realized else "",
    )


def cash_report(report: CashReport, look: Look) -> Reply:
    """Free money, what was put in and taken out, what was paid for holding."""
    mode = mode_word(report.mode.value)
    rows = tuple(
        (
            purse.currency,
            look.amount(purse.amount, purse.currency).rpartition(" ")[0],
            look.say("portfolio.put_in", amount=look.money(purse.put_in)),
        )
        for purse in report.purses
    )
    blocks: list[Block] = [Rows(rows, "lrl")]
    if report.flows:
        blocks += [Rule(), Rows(tuple(_flow_row(flow, look) for flow in report.flows), "llrl")]
    if report.total_flows > len(report.flows):
        blocks.append(Line(look.say("portfolio.more_flows", count=report.total_flows - len(report.flows))))
    blocks.append(Line(look.say("portfolio.never_profit")))
    buttons = (
        Button(look.say("buttons.portfolio"), Call("portfolio show", {})),
        Button(look.say("buttons.csv"), Call("portfolio export", {})),
    )
    if report.moved is None:
        title, tone = look.say("portfolio.cash_title", mode=mode), Tone.INFO
    else:
        amount = look.amount(abs(report.moved.amount), report.moved.currency)
        key = "portfolio.deposited" if report.moved.amount > 0 else "portfolio.withdrew"
        title, tone = look.say(key, mode=mode, amount=amount), Tone.DONE
    return Reply(title=title, blocks=tuple(blocks), buttons=buttons, tone=tone)


def _flow_row(flow: FlowLine, look: Look) -> tuple[str, ...]:
    what = look.say(f"portfolio.flow_{flow.kind}")
    return look.date(flow.at), what, look.change(flow.amount), flow.currency


def export(result: Export, look: Look) -> Reply:
    """The files, with what is in them; the rows themselves for machines."""
    stamp = f"{result.at:%Y%m%dT%H%M%SZ}"
    all_tables = (*result.tables, *(() if result.tax is None else (result.tax.table,)))
    rows = tuple(
        (f"{table.name}.csv", look.say("portfolio.rows", count=len(table.rows))) for table in all_tables
    )
    files = tuple(
        Attachment(
            name=f"{stamp}-{table.name}-{result.method}.csv",
            text=as_csv(table),
            alt=look.say(
                "portfolio.file_alt",
                what=look.say(f"portfolio.file_{table.name}"),
                rows=look.say("portfolio.rows", count=len(table.rows)),
            ),
        )
        for table in all_tables
    )
    data = {
        "mode": result.mode.value,
        "method": result.method,
        "at": result.at.isoformat(),
        **{table.name: _records(table) for table in all_tables},
    }
    title = look.say("portfolio.export", mode=mode_word(result.mode.value))
    blocks: tuple[Block, ...] = (Rows(rows, "ll"), Line(look.say(f"portfolio.method_{result.method}")))
    if result.tax is not None:
        title = look.say("taxes.title", mode=mode_word(result.mode.value), year=str(result.tax.year))
        blocks = (*tax_blocks(result.tax, look), *blocks)
    return Reply(
        title=look.title(title, result.method.upper()),
        blocks=blocks,
        buttons=(Button(look.say("buttons.portfolio"), Call("portfolio show", {})),),
        tone=Tone.DONE,
        data=data,
        files=files,
    )


def _records(table: ExportTable) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
