"""The equity curve: its line, what was paid in and out as notches, its falls as a strip below, its mode behind it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bot.drawing.canvas import Canvas, Point, letters
from bot.drawing.lettering import width
from bot.drawing.scales import Across, along, upright
from bot.present.plots import EquityPlot, Mark, Plot, Trend

WIDE, HIGH = 1000.0, 500.0
LEFT, EDGE, GAP = 28.0, 28.0, 16.0
# The line of words above, the course, its falls, and the line of words below.
HEAD, TOP, BOTTOM = 56.0, 92.0, 320.0
FALLS, DEPTH, FOOT = 346.0, 420.0, 476.0
GUTTER_MOST = 320.0


def equity(plot: EquityPlot) -> Canvas:
    """1000 x 500."""
    canvas = Canvas(WIDE, HIGH, plot.theme, letters(WIDE))
    longest = max((width(tick.label, canvas.size) for tick in plot.ticks), default=0.0)
    right = WIDE - EDGE - min(longest + GAP, GUTTER_MOST)
    watermark(canvas, plot.mode, ((LEFT + right) / 2, (TOP + BOTTOM) / 2 + 46))
    head(canvas, plot)
    x = along(plot.places or range(len(plot.values)), LEFT, right)
    y = upright((*plot.values, *plot.against), TOP, BOTTOM)
    for tick in plot.ticks:
        place = y(float(tick.at))
        canvas.line((LEFT, place), (right, place), colour=canvas.colours.edge)
        canvas.text(
            WIDE - EDGE, place + 13, tick.label, colour=canvas.colours.dim, anchor="end", room=GUTTER_MOST
        )
    _course(canvas, plot, x, y)
    _falls(canvas, plot, x, right)
    below(canvas, plot.marks, x, LEFT, right, FOOT)
    return canvas


def watermark(canvas: Canvas, word: str, at: Point) -> None:
    """LIVE or PAPER, large and faint behind everything."""
    canvas.text(
        *at, word, anchor="middle", bold=True, size=130, opacity=0.09 if canvas.theme == "dark" else 0.07
    )


def head(canvas: Canvas, plot: Plot, *, y: float = HEAD, edge: float = LEFT) -> None:
    """What it is, and the figure that matters at the right."""
    taken = 0.0
    if plot.figure:
        taken = canvas.text(
            canvas.width - edge, y, plot.figure, colour=canvas.of(plot.trend), anchor="end", bold=True
        )
    canvas.text(edge, y, plot.title, bold=True, room=canvas.width - 2 * edge - taken - GAP)


def below(canvas: Canvas, marks: Sequence[Mark], x: Across, left: float, right: float, y: float) -> None:
    """Words below the axis: at their points, never over its ends, and never over each other."""
    free = left
    for mark in marks:
        wide = width(mark.label, canvas.size)
        middle = min(max(x(mark.at), left + wide / 2), right - wide / 2)
        if middle - wide / 2 < free - 1:
            continue
        canvas.text(middle, y, mark.label, colour=canvas.colours.dim, anchor="middle")
        free = middle + wide / 2 + 2 * GAP


def _course(canvas: Canvas, plot: EquityPlot, x: Across, y: Across) -> None:
    points = [(x(place), y(float(value))) for place, value in enumerate(plot.values)]
    if plot.against:
        other = [(x(place), y(float(value))) for place, value in enumerate(plot.against)]
        canvas.course(other, colour=canvas.colours.dim, thick=3, opacity=0.8)
        canvas.text(
            *_beside(other[-1], points[-1]), plot.against_name, colour=canvas.colours.dim, anchor="end"
        )
    canvas.area(
        [(points[0][0], BOTTOM), *points, (points[-1][0], BOTTOM)], colour=canvas.colours.line, opacity=0.13
    )
    flows = {notch.at for notch in plot.notches if notch.at > 0}
    for start, end in itertools.pairwise([0, *sorted(flows), len(points)]):
        canvas.course(points[start:end], colour=canvas.colours.line, thick=5)
    for notch in plot.notches:
        _notch(canvas, points[max(notch.at - 1, 0)], points[notch.at], paid_in=notch.paid_in)
    canvas.dot(points[-1], 9, fill=canvas.colours.line, stroke=canvas.colours.ground)


def _notch(canvas: Canvas, before: Point, after: Point, *, paid_in: bool) -> None:
    """The step that money made which came or went, drawn apart from what was gained, and a mark at the foot."""
    canvas.line(before, after, colour=canvas.colours.caution, thick=3, dashes="3 7")
    up = -1 if paid_in else 1
    x, y = after[0], BOTTOM
    canvas.area([(x, y + 14 * up), (x - 12, y - 6 * up), (x + 12, y - 6 * up)], colour=canvas.colours.caution)


def _beside(other: Point, own: Point) -> Point:
    """Where the name of what is compared with stands: on the side of its line that the own one is not on."""
    return other[0] - 14, other[1] + (44 if other[1] > own[1] else -16)


def _falls(canvas: Canvas, plot: EquityPlot, x: Across, right: float) -> None:
    """How far below its highest point before, as a strip that hangs down."""
    canvas.line((LEFT, FALLS), (right, FALLS), colour=canvas.colours.edge)
    deepest = min((float(fall) for fall in plot.falls), default=0.0)
    if deepest < 0:
        points = [
            (x(place), FALLS + (DEPTH - FALLS) * float(fall) / deepest)
            for place, fall in enumerate(plot.falls)
        ]
        canvas.area(
            [(points[0][0], FALLS), *points, (points[-1][0], FALLS)], colour=canvas.colours.down, opacity=0.75
        )
    if plot.deepest:
        colour = canvas.of(Trend.DOWN if deepest < 0 else Trend.FLAT)
        canvas.text(WIDE - EDGE, DEPTH - 18, plot.deepest, colour=colour, anchor="end", room=GUTTER_MOST)
