"""One plot of each kind, with names in many scripts, as small and as full as they come."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.present.plots import (
    AllocationPlot,
    Bar,
    BoardPlot,
    BoardRow,
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
    Plot,
    Share,
    SharePlot,
    Theme,
    Tick,
    Trend,
)

NAMES = (
    "north",
    "Михаил Ѣ",
    "王小明 陳大文",
    "髙橋 カタカナ",
    "김철수 뷁",
    "محمد العربي",
    "שלום דוד",
    "अर्जुन क्षत्रिय",
    "தமிழ் తెలుగు",
    "🚀 ann لا 👨‍👩‍👧",
    "𝓐𝓵𝓮𝔁 ★ ✓ ₿",
    "ไทย ქართული Հայ አማርኛ",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def wave(count: int, *, around: int = 10_000) -> tuple[Decimal, ...]:
    """Figures that go up and down, always the same ones."""
    return tuple(Decimal(around + (number * 7919) % 997 - (number * 104729) % 613) for number in range(count))


def falls(values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """How far below its highest point before each of them is."""
    highest = [max(values[: number + 1]) for number in range(len(values))]
    return tuple(value / top - 1 for value, top in zip(values, highest, strict=True))


EQUITY = EquityPlot(
    name="equity",
    alt="Equity 1 to 17 Nov",
    mode="PAPER",
    title="30 days",
    figure="+7.33 %",
    trend=Trend.UP,
    values=wave(90),
    falls=falls(wave(90)),
    ticks=tuple(Tick(Decimal(at), f"{at:,}") for at in (9_600, 10_000, 10_400)),
    marks=(Mark(0, "24 Sep"), Mark(45, "23 Oct"), Mark(89, "22 Nov")),
    deepest="−5.00 %",
    notches=(Notch(30, True), Notch(0, False)),
    against=wave(90, around=9_900),
    against_name="BTC",
)
CANDLES = CandlePlot(
    name="trade",
    alt="BTC/USDT, 17 Nov",
    mode="LIVE",
    title="BTC/USDT  T-7K2Q",
    figure="+70.53",
    trend=Trend.UP,
    bars=tuple(
        Bar(one, max(one, other) + 90, min(one, other) - 90, other)
        for one, other in zip(wave(200), wave(201)[1:], strict=True)
    ),
    ticks=(Tick(Decimal(10_000), "10,000"),),
    marks=(Mark(0, "17 Nov 09:00"), Mark(199, "23:50")),
    levels=(
        Level(LevelKind.ENTRY, Decimal(10_000), "entry", "10,000.00", done=True),
        Level(LevelKind.STOP, Decimal(9_990), "stop", "9,990.00"),
        Level(LevelKind.TARGET, Decimal(10_010), "target 1", "10,010.00"),
        Level(LevelKind.NOW, Decimal(10_011), "now", "10,011.00"),
    ),
    dots=(Dot(0, Decimal(10_000), True), Dot(199, Decimal(10_400), False)),
)
ALLOCATION = AllocationPlot(
    name="allocation",
    alt="BTC 58.2 %",
    mode="LIVE",
    title="4,000.00 USD",
    shares=tuple(
        Share(name, Decimal(number), f"{number}.00 %", Decimal(9 - number))
        for number, name in enumerate(NAMES[:9])
    ),
)
HEAT = HeatPlot(
    name="months",
    alt="Months of 2026",
    mode="PAPER",
    title="Months",
    figure="−0.05 %",
    trend=Trend.DOWN,
    years=tuple(
        HeatYear(
            str(year),
            "+12.34 %",
            tuple(
                HeatCell(month, Decimal(number - 6) / 50 if number else None, "−12.34" if number else "")
                for number, month in enumerate(MONTHS)
            ),
        )
        for year in range(2026, 2022, -1)
    ),
)
BOARD = BoardPlot(
    name="board",
    alt="Week 47",
    mode="PAPER",
    title="PAPER  Week 47  16-22 Nov 2026",
    rows=tuple(
        BoardRow(
            rank,
            name * (1 + rank % 3),
            "+4.12 %",
            Trend.UP,
            ("−1.10 %", str(rank)),
            (None, 0, 3, -2)[rank % 4],
        )
        for rank, name in enumerate(NAMES * 2, 1)
    ),
    notes=("12 ranked of 31 joined, 1 left", "Return without deposits; open losses count."),
)
SHARED = SharePlot(
    name="share",
    alt="ann, PAPER",
    mode="PAPER",
    title=f"ann {NAMES[2]} {NAMES[9]}",
    figure="+0.33 %",
    trend=Trend.UP,
    facts=("1-17 Nov 2026   fall −0.61 %", "won 20 of 38   average +0.01 R"),
    values=wave(60),
    foot="Bellwether",
)
FULL: tuple[Plot, ...] = (EQUITY, CANDLES, ALLOCATION, HEAT, BOARD, SHARED)
# The least that there can be of each.
BARE: tuple[Plot, ...] = (
    replace(EQUITY, values=wave(1), falls=wave(1), ticks=(), marks=(), notches=(), against=(), figure=""),
    replace(EQUITY, values=(Decimal(5),) * 3, falls=(Decimal(0),) * 3, notches=(), marks=(), against=()),
    replace(CANDLES, bars=CANDLES.bars[:1], levels=(), dots=(), marks=(), ticks=()),
    replace(ALLOCATION, shares=(Share("cash", Decimal(1), "100.00 %"),)),
    replace(HEAT, years=HEAT.years[:1]),
    replace(BOARD, rows=(), notes=()),
    replace(SHARED, facts=(), values=(), figure="", foot=""),
)


def on(plot: Plot, theme: Theme) -> Plot:
    """The same on another ground."""
    return replace(plot, theme=theme)
