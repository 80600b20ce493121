"""What a portfolio is made of: a bar for each part, and where it is wanted, a line."""

from __future__ import annotations

from bot.drawing.canvas import Canvas, letters
from bot.drawing.equity import EDGE, HEAD, LEFT, head, watermark
from bot.drawing.lettering import width
from bot.present.plots import AllocationPlot

WIDE = 1000.0
ROW, THICK, TOP, FOOT = 66.0, 34.0, 100.0, 24.0
NAME_MOST = 300.0


def allocation(plot: AllocationPlot) -> Canvas:
    """1000 wide, as high as there are parts."""
    high = TOP + ROW * max(len(plot.shares), 3) + FOOT
    canvas = Canvas(WIDE, high, plot.theme, letters(WIDE))
    head(canvas, plot, y=HEAD)
    names = min(max((width(one.name, canvas.size) for one in plot.shares), default=0.0), NAME_MOST)
    labels = max((width(one.label, canvas.size) for one in plot.shares), default=0.0)
    left, right = LEFT + names + 24, WIDE - EDGE - labels - 24
    longest = max((max(one.part, one.target or 0) for one in plot.shares), default=1)
    unit = (right - left) / float(longest or 1)
    for number, one in enumerate(plot.shares):
        middle = TOP + ROW * (number + 0.5)
        canvas.text(LEFT, middle + 13, one.name, room=NAME_MOST)
        top = middle - THICK / 2
        canvas.box((left, top), right - left, THICK, fill=canvas.colours.raised, radius=6)
        part = max(float(one.part) * unit, 3.0 if one.part else 0.0)
        canvas.box(
            (left, top), part, THICK, fill=canvas.colours.line, radius=6, opacity=max(1 - 0.09 * number, 0.4)
        )
        if one.target is not None:
            at = left + float(one.target) * unit
            canvas.line((at, top - 8), (at, top + THICK + 8), colour=canvas.colours.text, thick=5)
        canvas.text(WIDE - EDGE, middle + 13, one.label, anchor="end")
    watermark(canvas, plot.mode, (WIDE / 2, (TOP + high) / 2 + 46))
    return canvas
