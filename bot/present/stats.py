"""Statistics cards: a few lines, all twenty figures, how each is worked out (scene 8)."""

from __future__ import annotations

from decimal import Decimal

from bot.present.lacking import why_lines
from bot.present.look import Look, mode_word
from bot.present.plots import Plot
from bot.present.plotting import equity_plot
from bot.present.reply import Block, Button, Line, Reply, Rows, Rule
from core.analytics.model import Period
from core.analytics.results import About, Against, Figure, Returns, Stats, StatsReport, Trades
from core.command import Call

COMMAND = "portfolio stats"
NONE = Decimal(0)
BITCOIN = "BTC"
# Every figure whose formula is told, in the order of the card.
EXPLAINED = (
    *("total", "money_weighted", "fall", "sharpe", "sortino", "calmar", "volatility", "consistency", "risk"),
    *("trades", "profit_factor", "multiple", "expectancy", "exposure", "kelly", "beta", "alpha", "excess"),
)


def stats_report(report: StatsReport, look: Look) -> Reply:
    """The statistics of one portfolio and period."""
    show = {About.BRIEF: _brief, About.ALL: _all, About.EXPLAIN: _explained}[report.about]
    return Reply(
        title=_title(report.stats, look),
        blocks=tuple(show(report.stats, look)),
        buttons=_buttons(report, look),
        plots=_plots(report, look),
    )


def _plots(report: StatsReport, look: Look) -> tuple[Plot, ...]:
    """The curve above the few lines."""
    if report.about is not About.BRIEF or report.curve is None:
        return ()
    stats = report.stats
    mode = mode_word(stats.mode.value)
    plot = equity_plot(report.curve, look, mode=mode, currency=stats.currency)
    return () if plot is None else (plot,)


def _title(stats: Stats, look: Look) -> str:
    total = stats.returns.total.value
    head = f"{mode_word(stats.mode.value)}  {look.say(f'stats.period_{_key(stats.period)}')}"
    return f"{head}  {look.percent(total)}"


def _key(period: Period) -> str:
    return period.value.replace("-", "_")


def _buttons(report: StatsReport, look: Look) -> tuple[Button, ...]:
    stats, period = report.stats, report.stats.period.value
    cards = {
        About.BRIEF: ("all", "explain", "attribution"),
        About.ALL: ("explain", "attribution", "correlation"),
        About.EXPLAIN: ("all", "attribution", "correlation"),
    }[report.about]
    buttons = [
        Button(look.say(f"stats.button_{card}"), Call(COMMAND, {"period": period, "show": card}))
        for card in cards
    ]
    other = Period.ALL_TIME if stats.period is not Period.ALL_TIME else Period.THIRTY_DAYS
    options = {"period": other.value, "show": report.about.value}
    buttons.append(Button(look.say(f"stats.button_{_key(other)}"), Call(COMMAND, options)))
    return tuple(buttons)


# -- a few lines ---------------------------------------------------------------------------------------------------


def _brief(stats: Stats, look: Look) -> list[Block]:
    returns, trades = stats.returns, stats.trades
    tally = trades.tally
    blocks: list[Block] = [
        Line(look.say("stats.deepest", share=look.percent(returns.fall.share))),
        Line(
            look.say(
                "stats.ratios",
                sharpe=_number(returns.sharpe, look),
                sortino=_number(returns.sortino, look),
                trades=look.say("stats.trades_count", count=tally.trades),
            )
        ),
    ]
    if tally.trades:
        blocks.append(Line(_won(trades, look)))
    bitcoin = next((one for one in stats.against if one.name == BITCOIN), None)
    if bitcoin is not None:
        blocks.append(Line(look.say("stats.beta_to", beta=_number(bitcoin.beta, look), name=bitcoin.name)))
    lacking: dict[str, Figure] = {"Sharpe": returns.sharpe, "Sortino": returns.sortino}
    if bitcoin is not None:
        lacking |= {look.say("stats.beta"): bitcoin.beta}
    return [*blocks, *why_lines(lacking, returns.days, look)]


def _won(trades: Trades, look: Look) -> str:
    tally = trades.tally
    counts = look.say("stats.won_lost", won=tally.won, lost=tally.losing, even=tally.even)
    won, lost = trades.average_multiple_won.value, trades.average_multiple_lost.value
    if won is None or lost is None:
        return counts
    return f"{counts}  {look.change(won)} / {look.multiple(lost)}"


# -- all of them ---------------------------------------------------------------------------------------------------


def _all(stats: Stats, look: Look) -> list[Block]:
    blocks: list[Block] = [Rows((*_return_rows(stats, look), *_trade_rows(stats, look)), "lr")]
    if stats.trades.tally.unmeasured:
        blocks.append(Line(look.say("stats.without_stop", count=stats.trades.tally.unmeasured)))
    if stats.against:
        blocks += [Rule(), Rows(_against_rows(stats.against, look), "lrrr")]
        blocks += [
            Line(look.say("stats.stands_for", symbol=one.symbol, name=one.name))
            for one in stats.against
            if one.proxy and one.symbol
        ]
    blocks.append(Rule())
    blocks += why_lines(_lacking(stats, look), stats.returns.days, look)
    if stats.trades.unvalued:
        blocks.append(Line(look.say("stats.fee_unknown", what=look.join(stats.trades.unvalued))))
    blocks += _small_print(stats, look)
    return blocks


def _return_rows(stats: Stats, look: Look) -> list[tuple[str, str]]:
    found = stats.returns
    fall = f"{look.change(found.fall.money)}  " if found.fall.money else ""
    return [
        (look.say("stats.total"), look.percent(found.total.value)),
        (look.say("stats.money_weighted"), look.percent(found.money_weighted.value)),
        (look.say("stats.gained", currency=stats.currency), look.change(found.gained)),
        (look.say("stats.fall"), f"{fall}{look.percent(found.fall.share)}"),
        (look.say("stats.longest"), look.say("stats.days", count=found.fall.longest)),
        ("Sharpe", _number(found.sharpe, look)),
        ("Sortino", _number(found.sortino, look)),
        ("Calmar", _number(found.calmar, look)),
        (look.say("stats.volatility_a_year"), _share(found.volatility, look)),
        (look.say("stats.consistency_a_day"), _share(found.consistency, look)),
        (look.say("stats.risk"), _risk(found, look)),
    ]


def _risk(found: Returns, look: Look) -> str:
    score = found.risk.value
    return look.unknown if score is None else look.say("stats.of_ten", score=look.number(score))


def _trade_rows(stats: Stats, look: Look) -> list[tuple[str, str]]:
    trades, tally = stats.trades, stats.trades.tally
    loss = trades.average_loss.value
    means = (look.change(trades.average_win.value), look.change(None if loss is None else -loss))
    counted = (look.number(one) for one in (tally.won, tally.losing, tally.even))
    return [
        (look.say("stats.counts"), " · ".join(counted)),
        (look.say("stats.win_rate"), _share(trades.win_rate, look)),
        (look.say("stats.closed_in", currency=stats.currency), look.change(trades.profit.value)),
        (look.say("stats.profit_factor"), _number(trades.profit_factor, look)),
        (look.say("stats.average_both"), " / ".join(means)),
        (look.say("stats.multiple"), look.multiple(trades.average_multiple.value)),
        (look.say("stats.expectancy_a_trade"), look.change(trades.expectancy.value)),
        (look.say("stats.exposure"), look.percent(trades.exposure, signed=False)),
        (look.say("stats.kelly_parts"), _kelly(trades, look)),
    ]


def _kelly(trades: Trades, look: Look) -> str:
    if not trades.kelly:
        return look.unknown
    *first, last = (look.percent(part, signed=False) for part in trades.kelly)
    return " · ".join([*(one.removesuffix(" %") for one in first), last])


def _against_rows(against: tuple[Against, ...], look: Look) -> tuple[tuple[str, ...], ...]:
    heads = ("", *(look.say(f"stats.{name}") for name in ("beta", "alpha", "excess")))
    return (
        heads,
        *(
            (
                one.name,
                _number(one.beta, look),
                look.percent(one.alpha.value),
                look.percent(one.excess.value),
            )
            for one in against
        ),
    )


def _lacking(stats: Stats, look: Look) -> dict[str, Figure]:
    """What of the card is n/a, by its name there."""
    returns, trades = stats.returns, stats.trades
    found = {
        look.say("stats.total"): returns.total,
        look.say("stats.money_weighted"): returns.money_weighted,
        "Sharpe": returns.sharpe,
        "Sortino": returns.sortino,
        "Calmar": returns.calmar,
        look.say("stats.volatility"): returns.volatility,
        look.say("stats.consistency"): returns.consistency,
        look.say("stats.risk"): returns.risk,
        look.say("stats.win_rate"): trades.win_rate,
        look.say("stats.closed"): trades.profit,
        look.say("stats.profit_factor"): trades.profit_factor,
        look.say("stats.average_win"): trades.average_win,
        look.say("stats.average_loss"): trades.average_loss,
        look.say("stats.multiple"): trades.average_multiple,
        look.say("stats.expectancy"): trades.expectancy,
        look.say("stats.kelly"): Figure(trades.kelly[0] if trades.kelly else None, trades.kelly_why),
    }
    for one in stats.against:
        found[look.say("stats.beta_of", name=one.name)] = one.beta
        found[look.say("stats.excess_of", name=one.name)] = one.excess
    return found


def _small_print(stats: Stats, look: Look) -> list[Block]:
    returns = stats.returns
    said = look.say(
        "stats.basis",
        days=look.say("stats.whole_days", count=returns.days),
        year=str(returns.per_year),
        rate=look.percent(stats.risk_free, signed=False),
    )
    blocks: list[Block] = [Line(said)]
    if returns.missing:
        blocks.append(Line(look.say("stats.missing", count=returns.missing)))
    if stats.simulated and any(one.days for one in stats.against):
        blocks.append(Line(look.say("stats.simulated")))
    return blocks


# -- how it is worked out ------------------------------------------------------------------------------------------


def _explained(stats: Stats, look: Look) -> list[Block]:
    blocks: list[Block] = [Line(look.say(f"stats.explain_{name}")) for name in EXPLAINED]
    return [*blocks, *_small_print(stats, look)]


def _number(found: Figure, look: Look) -> str:
    return look.number(found.value, 2)


def _share(found: Figure, look: Look) -> str:
    return look.percent(found.value, signed=False)
