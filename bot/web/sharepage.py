"""The words and numbers of a share's page: from what others may see, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.present.look import Look, mode_word
from bot.web.drawing import Chart, chart
from core.kernel.money import ZERO
from core.orders.model import Side
from core.sharing.model import SharePeriod
from core.sharing.results import PublicHolding, PublicTrade, PublicTrades, PublicView


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its label; `tone` is `up`, `down` or nothing."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells, what stands small under each, a bar as wide as a part of a hundred."""

    cells: tuple[str, ...]
    under: tuple[str, ...] = ()
    tone: str = ""
    width: str = "0"
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its words around it; `bars` beside its rows where there is room for them."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    summary: str = ""
    more: str = ""
    empty: str = ""
    bars: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page; the current one is no link."""

    label: str
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePage:
    """Everything on the page, ready to be laid out."""

    title: str
    heading: str
    description: str
    mode: str
    span: str
    skip: str
    figures: tuple[Figure, ...]
    results_label: str
    chart: Chart | None
    holdings: Table | None
    trades: Table | None
    nothing: str
    periods_label: str
    periods: tuple[Link, ...]
    links: tuple[Link, ...]
    small: tuple[str, ...]
    events: str
    picture: str
    picture_alt: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that change while the page is open."""
        there = {
            "results": self.figures or self.chart,
            "trades": self.trades,
            "holdings": self.holdings,
        }
        return tuple(name for name, part in there.items() if part)


def share_page(view: PublicView, look: Look, path: str, *, picture: str = "") -> SharePage:
    """The page of a share at `path`. `picture` is the whole address of its picture, where there is one."""
    heading = view.name or look.say("web.a_portfolio")
    mode, span = mode_word(view.mode), _span(view, look)
    title = f"{heading} · {mode} · {span}"
    figures, drawn = _figures(view, look), _chart(view, look)
    small = [look.say("web.promise")]
    if view.delayed:
        small.insert(0, look.say("web.delayed"))
    nothing = not (figures or view.holdings is not None or view.trades is not None)
    return SharePage(
        title=title,
        heading=heading,
        description=_description(view, look),
        mode=mode,
        span=span,
        skip=look.say("web.skip"),
        figures=figures,
        results_label=look.say("web.results"),
        chart=drawn,
        holdings=None
        if view.holdings is None
        else _holdings(view.holdings, look, amounts=view.amounts is not None),
        trades=None if view.trades is None else _trades(view.trades, look, amounts=view.amounts is not None),
        nothing=look.say("web.shows_nothing") if nothing else "",
        periods_label=look.say("web.periods"),
        periods=_periods(view, look, path),
        links=_links(view, look, path),
        small=tuple(small),
        events="" if view.delayed else f"{path}/events?period={view.period}",
        picture=picture,
        picture_alt=_description(view, look) if picture else "",
    )


def _span(view: PublicView, look: Look) -> str:
    if view.since == view.until:
        return look.day(view.until)
    return f"{look.day(view.since)} – {look.day(view.until)}"


def _description(view: PublicView, look: Look) -> str:
    """One sentence for those who only see the link: nothing that the page does not show."""
    parts = [mode_word(view.mode)]
    if view.returns is not None:
        said = look.say(
            "web.went", total=look.percent(view.returns.total), fall=look.percent(view.returns.fall)
        )
        parts.append(said)
    if view.trades is not None:
        parts.append(_closed(view.trades, look))
    return " · ".join(parts)


def _figures(view: PublicView, look: Look) -> tuple[Figure, ...]:
    found = []
    if view.returns is not None:
        total, fall = view.returns.total, view.returns.fall
        found.append(Figure(look.say("web.total"), look.percent(total), _tone(total)))
        found.append(Figure(look.say("web.fall"), look.percent(fall), _tone(fall)))
    if view.amounts is not None:
        currency = view.amounts.currency
        found.append(Figure(look.say("web.worth"), look.amount(view.amounts.equity, currency)))
        found.append(Figure(look.say("web.cash"), look.amount(view.amounts.cash, currency)))
        if view.amounts.profit is not None:
            profit = view.amounts.profit
            found.append(Figure(look.say("web.profit"), f"{look.change(profit)} {currency}", _tone(profit)))
    return tuple(found)


def _tone(value: Decimal | None) -> str:
    return "" if not value else "up" if value > ZERO else "down"


def _chart(view: PublicView, look: Look) -> Chart | None:
    if view.returns is None or not view.returns.points:
        return None
    points = view.returns.points
    lowest = min(points, key=lambda one: one.change)
    alt = look.say(
        "web.chart_alt",
        since=look.day(points[0].day),
        until=look.day(points[-1].day),
        total=look.percent(points[-1].change),
        lowest=look.percent(lowest.change),
        day=look.day(lowest.day),
    )
    return chart([one.change for one in points], alt=alt, caption=look.say("web.chart_caption"))


def _holdings(held: Sequence[PublicHolding], look: Look, *, amounts: bool) -> Table:
    heads = ["web.symbol", "web.part", *(("web.value",) if amounts else ())]
    return Table(
        title=look.say("web.holds"),
        heads=tuple(look.say(head) for head in heads),
        rows=tuple(_holding(one, look, amounts=amounts) for one in held),
        empty=look.say("web.holds_nothing"),
        bars=not amounts,
    )


def _holding(one: PublicHolding, look: Look, *, amounts: bool) -> Row:
    part = min(abs(one.share or ZERO), Decimal(1)) * 100
    cells = (one.symbol, look.percent(one.share, signed=False))
    return Row(
        cells=(*cells, look.money(one.value)) if amounts else cells,
        under=(look.quantity(one.quantity),) if amounts else (),
        width=f"{part:.1f}",
        short=one.share is not None and one.share < ZERO,
    )


def _closed(trades: PublicTrades, look: Look) -> str:
    if trades.won is None or not trades.closed:
        return look.say("web.closed", count=trades.closed)
    return look.say("web.won", won=trades.won, all=trades.closed)


def _trades(trades: PublicTrades, look: Look, *, amounts: bool) -> Table:
    results = trades.won is not None
    heads = ["web.day", "web.symbol", *(("web.change",) if results else ())]
    heads += [] if not results else ["web.profit"] if amounts else ["web.multiple"]
    summary = _closed(trades, look)
    if trades.average_r is not None:
        summary = look.say("web.won_average", won=summary, average=look.multiple(trades.average_r))
    left = trades.closed - len(trades.lines)
    return Table(
        title=look.say("web.trades"),
        heads=tuple(look.say(head) for head in heads),
        rows=tuple(_trade(one, look, results=results, amounts=amounts) for one in trades.lines),
        summary=summary,
        more=look.say("web.more", count=left) if left > 0 else "",
    )


def _trade(one: PublicTrade, look: Look, *, results: bool, amounts: bool) -> Row:
    """A line of four cells at most, so that a phone shows it whole: what more there is stands under them."""
    symbol = one.symbol if one.side is Side.BUY else look.say("web.sold_short", symbol=one.symbol)
    notes = (look.quantity(one.quantity) if amounts else "", one.note)
    cells, under = [look.day(one.closed_on), symbol], ["", " · ".join(note for note in notes if note)]
    if results:
        cells += [look.percent(one.change), look.change(one.profit if amounts else one.r_multiple)]
        under += [look.multiple(one.r_multiple)] if amounts else []
    return Row(cells=tuple(cells), under=tuple(under), tone=_tone(one.change))


def _periods(view: PublicView, look: Look, path: str) -> tuple[Link, ...]:
    return tuple(
        Link(look.say(f"web.period_{one.value}"), f"{path}?period={one.value}", one.value == view.period)
        for one in SharePeriod
    )


def _links(view: PublicView, look: Look, path: str) -> tuple[Link, ...]:
    found = []
    if view.trades is not None and view.trades.lines:
        found.append(Link(look.say("web.csv"), f"{path}/trades.csv?period={view.period}"))
    found.append(Link(look.say("web.json"), f"{path}/data.json?period={view.period}"))
    return tuple(found)
