"""Returns month by month: two rows of six for each year, so that the figures can be read on a phone."""

from __future__ import annotations

from bot.drawing.canvas import Canvas, letters
from bot.drawing.equity import EDGE, HEAD, LEFT, head, watermark
from bot.present.plots import HeatCell, HeatPlot, HeatYear, Trend

WIDE = 1000.0
COLUMNS, GAP = 6, 8.0
TOP, YEAR, CELL, FOOT = 76.0, 62.0, 104.0, 20.0
# From here on a month has its full colour.
STRONG = 0.10
FAINTEST, STRONGEST = 0.16, 0.62


def heat(plot: HeatPlot) -> Canvas:
    """1000 wide, as high as there are years."""
    one = YEAR + 2 * (CELL + GAP)
    canvas = Canvas(WIDE, TOP + one * max(len(plot.years), 1) + FOOT, plot.theme, letters(WIDE))
    head(canvas, plot, y=HEAD)
    for number, year in enumerate(plot.years):
        _year(canvas, year, TOP + one * number)
    watermark(canvas, plot.mode, (WIDE / 2, (TOP + canvas.height) / 2 + 46))
    return canvas


def _year(canvas: Canvas, year: HeatYear, top: float) -> None:
    canvas.text(LEFT, top + 46, year.name, colour=canvas.colours.dim)
    canvas.text(WIDE - EDGE, top + 46, year.label, colour=canvas.colours.dim, anchor="end")
    wide = (WIDE - LEFT - EDGE - GAP * (COLUMNS - 1)) / COLUMNS
    for number, month in enumerate(year.months):
        row, column = divmod(number, COLUMNS)
        at = (LEFT + column * (wide + GAP), top + YEAR + row * (CELL + GAP))
        _month(canvas, month, at, wide)


def _month(canvas: Canvas, month: HeatCell, at: tuple[float, float], wide: float) -> None:
    canvas.box(at, wide, CELL, fill=canvas.colours.raised, radius=8)
    middle = at[0] + wide / 2
    if month.value is not None and month.value:
        share = min(abs(float(month.value)) / STRONG, 1.0)
        colour = canvas.of(Trend.UP if month.value > 0 else Trend.DOWN)
        canvas.box(at, wide, CELL, fill=colour, radius=8, opacity=FAINTEST + (STRONGEST - FAINTEST) * share)
    known = month.value is not None
    canvas.text(middle, at[1] + 44, month.name, colour=canvas.colours.text if known else canvas.colours.dim,
                anchor="middle", room=wide - 8)  # fmt: skip
    canvas.text(middle, at[1] + 88, month.label, colour=canvas.colours.text if known else canvas.colours.dim,
                anchor="middle", bold=known, room=wide - 6)  # fmt: skip
