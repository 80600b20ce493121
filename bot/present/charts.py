"""Cards that are pictures first: the curve, what is held, months, a trade on its candles. Every fact of a picture
stands in words beside it.
"""

from __future__ import annotations

from decimal import Decimal

from bot.present.look import Look, mode_word, short
from bot.present.plots import (
    Share,
)
from bot.present.plotting import (
    allocation_plot,
    equity_plot,
    levels_of,
    month_name,
    months_plot,
    trade_plot,
)
from bot.present.reply import Block, Button, Line, Reply, Rows
from core.analytics.curve import Curve
from core.analytics.model import Period
from core.charts.results import (
    AllocationChart,
    EquityChart,
    Holding,
    MonthsChart,
    TradeChart,
)
from core.command import Call
from core.kernel.codec import encode
from core.kernel.money import plain

ZERO = Decimal(0)
PARTS_SHOWN = 8
DAYS_TOLD = 100
MONTHS_SHOWN, FILLS_SHOWN = 12, 6


def equity_chart(result: EquityChart, look: Look) -> Reply:
    """The curve of a portfolio."""
    mode, curve = mode_word(result.mode.value), result.curve
    title = look.title(look.say("charts.equity", mode=mode), look.percent(curve.total))
    blocks: list[Block] = []
    if curve.days:
        blocks.append(Rows(_facts(curve, result.currency, look), "lrr"))
    blocks.append(Line(look.say(f"charts.period_{result.period.name.lower()}")))
    plot = equity_plot(curve, look, mode=mode, currency=result.currency, light=result.light)
    if plot is None:
        blocks.append(Line(look.say("charts.too_young")))
    return Reply(
        title=title,
        blocks=tuple(blocks),
        buttons=_equity_buttons(result, look),
        data=_equity_data(result),
        plots=() if plot is None else (plot,),
    )


def _equity_data(result: EquityChart) -> dict[str, object]:
    """The same for machines: the whole, and its newest days."""
    curve = result.curve
    whole = {
        "total": curve.total,
        "gained": curve.gained,
        "fall": curve.fall.share,
        "money_fall": curve.money_fall,
    }
    return {
        "mode": result.mode.value,
        "currency": result.currency,
        "period": result.period.value,
        **{name: plain(value) for name, value in whole.items()},
        "days": [encode(day) for day in curve.days[-DAYS_TOLD:]],
        "all_days": len(curve.days),
    }


def _facts(curve: Curve, currency: str, look: Look) -> tuple[tuple[str, ...], ...]:
    last = curve.days[-1]
    rows: list[tuple[str, ...]] = [
        (look.say("charts.worth"), look.amount(last.equity, currency), ""),
        (look.say("charts.made"), look.change(curve.gained), look.percent(curve.total)),
        (look.say("charts.fall"), look.change(curve.money_fall), look.percent(curve.fall.share)),
    ]
    paid_in = sum((day.paid_in for day in curve.days), ZERO)
    taken = sum((day.taken_out for day in curve.days), ZERO)
    if paid_in:
        rows.append((look.say("charts.paid_in"), look.money(paid_in), ""))
    if taken:
        rows.append((look.say("charts.taken_out"), look.money(taken), ""))
    return tuple(rows)


def _equity_buttons(result: EquityChart, look: Look) -> tuple[Button, ...]:
    own = {"what": "equity", "period": result.period.value}
    other = Period.ALL_TIME if result.period is not Period.ALL_TIME else Period.THIRTY_DAYS
    return (
        Button(
            look.say(f"charts.show_{other.name.lower()}"), Call("portfolio chart", {"period": other.value})
        ),
        Button(look.say("charts.allocation_button"), Call("portfolio chart", {"what": "allocation"})),
        Button(look.say("charts.months_button"), Call("portfolio chart", {"what": "months"})),
        _ground(own, look, light=result.light),
    )


def allocation_chart(result: AllocationChart, look: Look) -> Reply:
    """What a portfolio is made of."""
    mode = mode_word(result.mode.value)
    parts = _parts(result, look)
    rows = tuple((one.name, look.money(value), one.label) for one, value in parts)
    blocks: list[Block] = [Rows(rows, "lrr")]
    if result.unknown:
        blocks.append(Line(look.say("portfolio.no_price", what=look.join(result.unknown))))
    worth = look.amount(result.equity, result.currency)
    plot = allocation_plot(
        [one for one, _ in parts], look, mode=mode, title=f"{mode}  {worth}", light=result.light
    )
    own = {"what": "allocation"}
    return Reply(
        title=look.title(look.say("charts.allocation", mode=mode), worth),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("charts.equity_button"), Call("portfolio chart", {})),
            Button(look.say("charts.months_button"), Call("portfolio chart", {"what": "months"})),
            _ground(own, look, light=result.light),
        ),
        data=_data(result),
        plots=(plot,) if plot.shares else (),
    )


def _parts(result: AllocationChart, look: Look) -> list[tuple[Share, Decimal]]:
    """Parts as they are called, the smallest put together, free money last."""
    bases = [one.symbol.split("/")[0] for one in result.holdings]
    named = [
        (base if bases.count(base) == 1 else one.symbol, one)
        for base, one in zip(bases, result.holdings, strict=True)
    ]
    shown, rest = named[:PARTS_SHOWN], named[PARTS_SHOWN:]
    if rest:
        value, share = sum((one.value for _, one in rest), ZERO), sum((one.share for _, one in rest), ZERO)
        shown.append((look.say("charts.others", count=len(rest)), Holding("", value, share)))
    shown.append((look.say("portfolio.cash"), result.cash))
    return [
        (Share(name, abs(one.share), look.percent(one.share, signed=one.share < 0)), one.value)
        for name, one in shown
    ]


def months_chart(result: MonthsChart, look: Look) -> Reply:
    """Returns month by month."""
    mode = mode_word(result.mode.value)
    rows = tuple(
        (month_name(one, look), look.percent(one.change)) for one in reversed(result.months[-MONTHS_SHOWN:])
    )
    plot = months_plot(result.months, look, mode=mode, total=result.total, light=result.light)
    return Reply(
        title=look.title(look.say("charts.months", mode=mode), look.percent(result.total)),
        blocks=(Rows(rows, "lr"),) if rows else (Line(look.say("charts.too_young")),),
        buttons=(
            Button(look.say("charts.equity_button"), Call("portfolio chart", {})),
            Button(look.say("charts.allocation_button"), Call("portfolio chart", {"what": "allocation"})),
            _ground({"what": "months"}, look, light=result.light),
        ),
        data=_data(result),
        plots=() if plot is None else (plot,),
    )


def trade_chart(result: TradeChart, look: Look) -> Reply:
    """A trade on its candles, its levels in words beside it."""
    card, mode = result.card, mode_word(result.card.mode)
    levels = levels_of(card, look)
    rows = tuple((level.word, level.label) for level in levels)
    blocks: list[Block] = [Rows(rows, "lr")]
    blocks += [
        Line(
            look.say(
                "charts.fill",
                did=look.say(f"portfolio.did_{fill.side.name.lower()}"),
                quantity=look.quantity(fill.quantity),
                price=look.price(card.symbol, fill.price),
                at=look.moment(fill.at),
            )
        )
        for fill in card.fills[:FILLS_SHOWN]
    ]
    if not result.bars:
        blocks.append(Line(look.say("charts.no_candles", symbol=card.symbol)))
    elif result.simulated:
        blocks.append(Line(look.say("charts.made_up")))
    gained = card.realized if card.realized is not None else card.unrealized
    title = f"{mode}  {short(card.trade)}  {card.symbol}"
    plot = trade_plot(card, result.bars, look, light=result.light)
    return Reply(
        title=look.title(title, "" if gained is None else look.change(gained)),
        blocks=tuple(blocks),
        buttons=(
            Button(look.say("buttons.open"), Call("trade show", {"trade": card.trade})),
            Button(
                look.say("charts.dark" if result.light else "charts.light"),
                Call("trade chart", {"trade": card.trade, "ground": "dark" if result.light else "light"}),
            ),
        ),
        data=_data(result),
        plots=() if plot is None else (plot,),
    )


def _ground(options: dict[str, str], look: Look, *, light: bool) -> Button:
    """The same on the other ground."""
    other = "dark" if light else "light"
    return Button(look.say(f"charts.{other}"), Call("portfolio chart", {**options, "ground": other}))


def _data(result: EquityChart | AllocationChart | MonthsChart | TradeChart) -> dict[str, object]:
    data = encode(result)
    assert isinstance(data, dict)
    return data
