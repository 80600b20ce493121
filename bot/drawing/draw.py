"""From a plot to a PNG: the one file that knows the library that fills pixels. Loaded by the drawing process alone."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

from bot.drawing.allocation import allocation
from bot.drawing.board import board
from bot.drawing.candles import candles
from bot.drawing.canvas import Canvas
from bot.drawing.equity import equity
from bot.drawing.fonts import FAMILY, files_of
from bot.drawing.heat import heat
from bot.drawing.sharing import sharing
from bot.present.plots import (
    AllocationPlot,
    BoardPlot,
    CandlePlot,
    EquityPlot,
    HeatPlot,
    Plot,
    SharePlot,
)

# Twice as many pixels as it is wide: a phone's screen has that many. What unfurls has a size that others set.
TWICE, ONCE = 2.0, 1.0
# No picture is larger (bytes); one that would be has fewer pixels.
MOST, COARSEST = 200_000, 0.8
# A tall one has fewer from the start: as many as a trade on its candles.
PIXELS_MOST = 2_700_000
# What is drawn again has so much fewer pixels than would just do: a file shrinks a little less than its area.
TO_BE_SURE = 0.94

DRAWN: dict[type[Plot], tuple[Callable[[Any], Canvas], float]] = {
    EquityPlot: (equity, TWICE),
    AllocationPlot: (allocation, TWICE),
    CandlePlot: (candles, TWICE),
    HeatPlot: (heat, TWICE),
    BoardPlot: (board, TWICE),
    SharePlot: (sharing, ONCE),
}


def picture(plot: Plot) -> tuple[Canvas, float]:
    """The picture as it is to be filled, and how many times its size."""
    draw, zoom = DRAWN[type(plot)]
    canvas = draw(plot)
    return canvas, min(zoom, sqrt(PIXELS_MOST / (canvas.width * canvas.height)))


def png(plot: Plot) -> bytes:
    """The PNG. It carries no words besides those that are seen. Raises ValueError for what cannot be drawn."""
    canvas, zoom = picture(plot)
    while True:
        made = filled(canvas, zoom)
        if len(made) < MOST or zoom <= COARSEST:
            return made
        zoom = max(zoom * TO_BE_SURE * sqrt(MOST / len(made)), COARSEST)


def filled(canvas: Canvas, zoom: float, *, svg: str = "") -> bytes:
    """A picture's pixels, so many times its size; `svg` instead of what is on the canvas."""
    import resvg_py  # the process that shows cards has no use for it

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg or canvas.svg(),
            zoom=zoom,
            skip_system_fonts=True,
            font_files=files_of(canvas.families),
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
