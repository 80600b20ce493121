"""What a shared link unfurls to: whose it is, the figure, the course without amounts, and what else is shown there."""

from __future__ import annotations

from bot.drawing.canvas import Canvas
from bot.drawing.scales import along, upright
from bot.present.plots import SharePlot

WIDE, HIGH = 1200.0, 630.0
EDGE = 64.0
# An unfurled picture is shown smaller than the page: its words are larger than anywhere else.
WORDS, NAME, FIGURE = 48.0, 72.0, 132.0


def sharing(plot: SharePlot) -> Canvas:
    """1200 x 630."""
    canvas = Canvas(WIDE, HIGH, plot.theme, WORDS)
    if len(plot.values) > 1:
        x, y = (
            along(range(len(plot.values)), 0.0, WIDE),
            upright(plot.values, 460.0 if plot.facts else 330.0, 545.0),
        )
        points = [(x(place), y(float(value))) for place, value in enumerate(plot.values)]
        canvas.area([(0.0, HIGH), *points, (WIDE, HIGH)], colour=canvas.colours.line, opacity=0.16)
        canvas.course(points, colour=canvas.colours.line, thick=6, opacity=0.55)
    canvas.text(
        WIDE - EDGE, 120, plot.mode, colour=canvas.colours.caution, anchor="end", bold=True, size=NAME
    )
    canvas.text(EDGE, 120, plot.title, bold=True, size=NAME, room=WIDE - 2 * EDGE - 320)
    if plot.figure:
        canvas.text(
            EDGE, 290, plot.figure, colour=canvas.of(plot.trend), bold=True, size=FIGURE, room=WIDE - 2 * EDGE
        )
    for number, fact in enumerate(plot.facts[:3]):
        canvas.text(EDGE, 376 + 62 * number, fact, room=WIDE - 2 * EDGE)
    canvas.text(EDGE, HIGH - 36, plot.foot, colour=canvas.colours.dim, room=WIDE - 2 * EDGE, size=40)
    return canvas
