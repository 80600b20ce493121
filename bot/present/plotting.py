"""From results to plots, for every card that shows one: words and numbers as their reader has them, on the ground that
is asked for. What is not given here is in no picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal

from bot.present.look import Look, mode_word
from bot.present.plots import (
    AllocationPlot,
    Bar,
    CandlePlot,
    Dot,
    EquityPlot,
    HeatCell,
    HeatPlot,
    HeatYear,
    Level,
    LevelKind,
    Mark,
    Notch,
    Share,
    Theme,
    Tick,
    Trend,
)
from core.analytics.curve import Curve
from core.analytics.model import EquityDay
from core.charts.results import (
    ChartBar,
    MonthReturn,
)
from core.orders.model import Purpose, Side
from core.orders.results import FillView, TradeCard

ZERO, ONE = Decimal(0), Decimal(1)
NOON = timedelta(hours=12)
TICKS_MOST = 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
YEARS_SHOWN = 5
# A curve of less than so many points is a line from here to there, which words say better.
POINTS_LEAST = 3
# And more than so many cannot be told apart: a plot travels in letters, and is no longer than that.
POINTS_MOST = 240


def equity_plot(
    curve: Curve, look: Look, *, mode: str, currency: str | None, light: bool = False, title: str = ""
) -> EquityPlot | None:
    """The curve as a picture; None where there is too little of it. Without a `currency` no amount is in it: the
    curve is that of the return, from 1, and so are its words."""
    points = _points(curve)
    if len(points) < POINTS_LEAST:
        return None
    amounts = currency is not None
    shown = _thinned(points)
    values = tuple(point.equity if amounts else point.index for point in shown)
    first, last = points[0], points[-1]
    lowest = min(points, key=lambda point: point.equity if amounts else point.index)
    said = {
        "since": _date(first, look),
        "until": _date(last, look),
        "day": _date(lowest, look),
        "total": look.percent(curve.total),
        "fall": look.percent(curve.fall.share),
    }
    if amounts:
        alt = look.say(
            "charts.equity_alt",
            **said,
            start=look.money(values[0]),
            end=look.amount(values[-1], currency or ""),
            lowest=look.money(lowest.equity),
        )
    else:
        alt = look.say("charts.return_alt", **said)
    worth = look.amount(values[-1], currency) if currency is not None else look.say("charts.return_title")
    return EquityPlot(
        name="equity",
        alt=alt,
        mode=mode,
        title=title or f"{mode}  {worth}",
        figure=look.percent(curve.total),
        trend=trend_of(curve.total),
        theme=Theme.LIGHT if light else Theme.DARK,
        values=values,
        falls=_falls(points, len(shown)),
        ticks=ticks_over(values, look, percent=not amounts),
        marks=tuple(Mark(at, _date(shown[at], look)) for at in _thirds(len(shown))),
        deepest=look.percent(curve.fall.share),
        places=_places(shown),
        notches=_notches(shown) if amounts else (),
    )


def _points(curve: Curve) -> Sequence[EquityDay]:
    """The ends of its days, and before them what it began with."""
    if curve.before is not None:
        return (curve.before, *curve.days)
    if not curve.days:
        return ()
    first = curve.days[0]
    began = first.paid_in - first.taken_out
    if began <= ZERO:
        return curve.days
    opening = EquityDay(
        portfolio=first.portfolio,
        begins_at=first.begins_at,
        marked_at=first.begins_at,
        equity=began,
        paid_in=ZERO,
        taken_out=ZERO,
        change=ZERO,
        index=ONE,
    )
    return (opening, replace(first, paid_in=ZERO, taken_out=ZERO), *curve.days[1:])


def _date(point: EquityDay, look: Look) -> str:
    """A day of universal time, which is the same day in most of the reader's zones."""
    return look.date(point.begins_at + NOON)


def _thinned(points: Sequence[EquityDay]) -> Sequence[EquityDay]:
    """As many as a picture can tell apart: several days become their last one, with the flows of all of them."""
    each = _each(len(points))
    if each == 1:
        return points
    groups = [points[start : start + each] for start in range(0, len(points), each)]
    return [
        replace(
            group[-1],
            paid_in=sum((one.paid_in for one in group), ZERO),
            taken_out=sum((one.taken_out for one in group), ZERO),
        )
        for group in groups
    ]


def _each(count: int) -> int:
    """How many days are one point."""
    return -(-count // POINTS_MOST)


def _falls(points: Sequence[EquityDay], shown: int) -> tuple[Decimal, ...]:
    """How far below the highest before it each point is, the deepest where several are one."""
    found, top = list[Decimal](), ZERO
    for point in points:
        top = max(top, point.index)
        found.append(point.index / top - ONE if top else ZERO)
    each = _each(len(points))
    return tuple(min(found[at * each : (at + 1) * each]) for at in range(shown))


def _places(points: Sequence[EquityDay]) -> tuple[int, ...]:
    """Days since the first point. An opening is a day before the end of its own day."""
    first = points[0].day
    later = 1 if len(points) > 1 and points[1].day == first else 0
    return (0, *((point.day - first).days + later for point in points[1:]))


def _notches(points: Sequence[EquityDay]) -> tuple[Notch, ...]:
    """Where money came or went, after the first point."""
    return tuple(
        Notch(at, point.paid_in >= point.taken_out)
        for at, point in enumerate(points)
        if at and point.paid_in != point.taken_out
    )


def _thirds(count: int) -> Sequence[int]:
    """The first, the middle and the last of so many."""
    return sorted({0, (count - 1) // 2, count - 1})


def allocation_plot(
    shares: Sequence[Share], look: Look, *, mode: str, title: str, light: bool = False
) -> AllocationPlot:
    """Parts of a whole as bars; the words beside them are given."""
    said = ", ".join(f"{one.name} {one.label}" for one in shares)
    return AllocationPlot(
        name="allocation",
        alt=look.say("charts.allocation_alt", mode=mode, parts=said),
        mode=mode,
        title=title,
        theme=Theme.LIGHT if light else Theme.DARK,
        shares=tuple(shares),
    )


def months_plot(
    months: Sequence[MonthReturn], look: Look, *, mode: str, total: Decimal, light: bool = False
) -> HeatPlot | None:
    """Months as a heat map, the newest year first; None where there is none."""
    if not months:
        return None
    known = {(one.year, one.month): one.change for one in months}
    newest = max(year for year, _ in known)
    years = [
        year for year in range(newest, newest - YEARS_SHOWN, -1) if any(year == each for each, _ in known)
    ]
    best, worst = max(months, key=lambda one: one.change), min(months, key=lambda one: one.change)
    alt = look.say(
        "charts.months_alt",
        since=month_name(months[0], look),
        until=month_name(months[-1], look),
        total=look.percent(total),
        best=f"{month_name(best, look)} {look.percent(best.change)}",
        worst=f"{month_name(worst, look)} {look.percent(worst.change)}",
    )
    return HeatPlot(
        name="months",
        alt=alt,
        mode=mode,
        title=look.say("charts.months", mode=mode),
        figure=look.percent(total),
        trend=trend_of(total),
        theme=Theme.LIGHT if light else Theme.DARK,
        years=tuple(_year(year, known, look) for year in years),
    )


def _year(year: int, known: dict[tuple[int, int], Decimal], look: Look) -> HeatYear:
    whole = ONE
    cells = []
    for month in range(1, 13):
        change = known.get((year, month))
        whole *= ONE if change is None else ONE + change
        cells.append(
            HeatCell(look.style.months[month - 1], change, "" if change is None else _bare(change, look))
        )
    return HeatYear(str(year), look.percent(whole - ONE), tuple(cells))


def _bare(change: Decimal, look: Look) -> str:
    """A share in percent without its mark, which stands at the year: `+4.12`; one place from a hundred on."""
    places = 2 if abs(change) < 1 else 1 if abs(change) < 10 else 0
    return look.percent(change, places=places).removesuffix(" %").removesuffix("\u00a0%")


def month_name(one: MonthReturn, look: Look) -> str:
    """`Nov 2026`."""
    return f"{look.style.months[one.month - 1]} {one.year}"


def trade_plot(
    card: TradeCard, bars: Sequence[ChartBar], look: Look, *, light: bool = False
) -> CandlePlot | None:
    """A trade's candles with its levels and fills; None without candles."""
    if not bars:
        return None
    mode, levels = mode_word(card.mode), levels_of(card, look)
    gained = card.realized if card.realized is not None else card.unrealized
    prices = [price for bar in bars for price in (bar.high, bar.low)] + [level.price for level in levels]
    marks = tuple(Mark(at, _moment(bars, at, look)) for at in _thirds(len(bars)))
    alt = look.say(
        "charts.trade_alt",
        symbol=card.symbol,
        since=look.moment(bars[0].at),
        until=look.moment(bars[-1].at),
        first=look.price(card.symbol, bars[0].open),
        last=look.price(card.symbol, bars[-1].close),
        high=look.price(card.symbol, max(bar.high for bar in bars)),
        low=look.price(card.symbol, min(bar.low for bar in bars)),
        levels=", ".join(f"{level.word} {level.label}" for level in levels),
    )
    return CandlePlot(
        name="trade",
        alt=alt,
        mode=mode,
        title=f"{mode}  {card.symbol}",
        figure="" if gained is None else look.change(gained),
        trend=trend_of(gained),
        theme=Theme.LIGHT if light else Theme.DARK,
        bars=tuple(Bar(one.open, one.high, one.low, one.close) for one in bars),
        ticks=ticks_over(prices, look, places=look.places(card.symbol)),
        marks=marks,
        levels=levels,
        dots=tuple(_dot(fill, bars) for fill in card.fills),
    )


def levels_of(card: TradeCard, look: Look) -> tuple[Level, ...]:
    """What the trade's prices are, in the order of a card: entry, stop, targets."""

    def level(kind: LevelKind, price: Decimal, word: str, *, done: bool = False) -> Level:
        return Level(kind, price, word, look.price(card.symbol, price), done)

    entry = card.average_price or card.reference
    found = [level(LevelKind.ENTRY, entry, look.say("common.entry"), done=bool(card.quantity))]
    stop = _last_stop(card)
    if stop is not None:
        hit = any(one.purpose is Purpose.STOP and one.filled for one in card.orders)
        found.append(level(LevelKind.STOP, stop, look.say("common.stop"), done=hit))
    reached = {one.number for one in card.orders if one.purpose is Purpose.TARGET and one.filled}
    found += [
        level(
            LevelKind.TARGET, target.price, look.say("common.target", number=number), done=number in reached
        )
        for number, target in enumerate(card.targets, 1)
    ]
    return tuple(found)


def _last_stop(card: TradeCard) -> Decimal | None:
    """Where the stop stood last: it may have moved since the entry."""
    stops = [one.trigger for one in card.orders if one.purpose is Purpose.STOP and one.trigger is not None]
    return stops[-1] if stops else card.watched_stop or card.stop


def _dot(fill: FillView, bars: Sequence[ChartBar]) -> Dot:
    """Where a fill stands: in the candle that it happened in."""
    place = max((at for at, bar in enumerate(bars) if bar.at <= fill.at), default=0)
    return Dot(place, fill.price, fill.side is Side.BUY)


def _moment(bars: Sequence[ChartBar], at: int, look: Look) -> str:
    """The day where the candles go over several, else the hour."""
    long = bars[-1].at - bars[0].at > timedelta(days=2)
    return look.date(bars[at].at) if long else look.hour(bars[at].at)


def ticks_over(
    values: Sequence[Decimal], look: Look, *, percent: bool = False, places: int | None = None
) -> tuple[Tick, ...]:
    """Round figures across a scale, four at most. `percent`: the figures are an index, and are read as a return."""
    low, high = min(values), max(values)
    if low == high:
        return (Tick(low, _tick(low, ZERO, look, percent=percent, places=places)),)
    rough = (high - low) / TICKS_MOST
    unit = Decimal(1).scaleb(rough.adjusted())
    step = next(each * unit for each in STEPS if each * unit >= rough)
    at = (low / step).to_integral_value(ROUND_CEILING) * step
    found = []
    while at <= high:
        found.append(Tick(at, _tick(at, step, look, percent=percent, places=places)))
        at += step
    return tuple(found)


def _tick(at: Decimal, step: Decimal, look: Look, *, percent: bool, places: int | None) -> str:
    if percent:
        exponent = (step * 100).normalize().as_tuple().exponent
        return look.percent(at - ONE, places=max(-exponent, 0) if isinstance(exponent, int) else 2)
    exponent = step.normalize().as_tuple().exponent
    needed = max(-exponent, 0) if isinstance(exponent, int) else 2
    return look.number(at, needed if places is None else min(needed, places))


def trend_of(value: Decimal | None) -> Trend:
    """Which way a figure points."""
    if not value:
        return Trend.FLAT
    return Trend.UP if value > 0 else Trend.DOWN
