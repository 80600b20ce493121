"""A trade on its candles: levels with their words at the right edge, fills as dots where they happened.

Up is hollow and down is filled, so that the colour is not all there is to tell them apart.
"""

from __future__ import annotations

from bot.drawing.canvas import Canvas, letters
from bot.drawing.equity import EDGE, GAP, GUTTER_MOST, HEAD, LEFT, below, head, watermark
from bot.drawing.lettering import width
from bot.drawing.scales import Across, apart, slots, upright
from bot.present.plots import CandlePlot, Level, LevelKind

WIDE, HIGH = 1000.0, 650.0
TOP, BOTTOM, FOOT = 92.0, 566.0, 626.0
LINE = 42.0


def candles(plot: CandlePlot) -> Canvas:
    """1000 x 650."""
    canvas = Canvas(WIDE, HIGH, plot.theme, letters(WIDE))
    words = [*(tick.label for tick in plot.ticks), *(level.label for level in plot.levels)]
    longest = max((width(word, canvas.size) for word in words), default=0.0)
    right = WIDE - EDGE - min(longest + GAP, GUTTER_MOST)
    watermark(canvas, plot.mode, ((LEFT + right) / 2, (TOP + BOTTOM) / 2 + 46))
    head(canvas, plot, y=HEAD)
    x, wide = slots(len(plot.bars), LEFT, right)
    prices = [price for bar in plot.bars for price in (bar.high, bar.low)]
    y = upright(
        (*prices, *(level.price for level in plot.levels), *(dot.price for dot in plot.dots)), TOP, BOTTOM
    )
    taken = [y(float(level.price)) for level in plot.levels]
    for tick in plot.ticks:
        place = y(float(tick.at))
        canvas.line((LEFT, place), (right, place), colour=canvas.colours.edge)
        if all(abs(place - other) > 1.2 * LINE for other in taken):
            canvas.text(
                WIDE - EDGE, place + 13, tick.label, colour=canvas.colours.dim, anchor="end", room=GUTTER_MOST
            )
    _bars(canvas, plot, x, y, wide)
    _levels(canvas, plot, y, right)
    for dot in plot.dots:
        at = (x(dot.at), y(float(dot.price)))
        fill = canvas.colours.up if dot.bought else canvas.colours.down
        side = 1 if dot.bought else -1  # a purchase points up from below, a sale down from above
        tip = [(at[0], at[1] + 4 * side), (at[0] - 15, at[1] + 30 * side), (at[0] + 15, at[1] + 30 * side)]
        canvas.area(tip, colour=canvas.colours.ground)
        canvas.area(
            [(px * 0.8 + at[0] * 0.2, py * 0.88 + (at[1] + 17 * side) * 0.12) for px, py in tip], colour=fill
        )
        canvas.dot(at, 6, fill=fill, stroke=canvas.colours.ground)
    below(canvas, plot.marks, x, LEFT, right, FOOT)
    return canvas


def _bars(canvas: Canvas, plot: CandlePlot, x: Across, y: Across, wide: float) -> None:
    thick = max(min(wide * 0.62, 26.0), 1.6)
    wicks: dict[bool, list[str]] = {True: [], False: []}
    bodies: dict[bool, list[str]] = {True: [], False: []}
    for place, bar in enumerate(plot.bars):
        rose = bar.close >= bar.open
        middle = x(place)
        high, low = y(float(bar.high)), y(float(bar.low))
        first, last = sorted((y(float(bar.open)), y(float(bar.close))))
        last = max(last, first + 1.6)
        left = middle - thick / 2
        wicks[rose].append(f"M{middle:.1f} {high:.1f}V{first:.1f}M{middle:.1f} {last:.1f}V{low:.1f}")
        bodies[rose].append(f"M{left:.1f} {first:.1f}h{thick:.1f}V{last:.1f}h{-thick:.1f}z")
    for rose, colour in ((True, canvas.colours.up), (False, canvas.colours.down)):
        canvas.paths(wicks[rose], colour=colour, thick=2)
        hollow = rose and thick > 8
        canvas.paths(bodies[rose], colour=colour, thick=2, fill=canvas.colours.ground if hollow else colour)


def _levels(canvas: Canvas, plot: CandlePlot, y: Across, right: float) -> None:
    """Lines across, and their words beside them without lying over each other."""
    ordered = sorted(plot.levels, key=lambda level: -level.price)
    places = [y(float(level.price)) for level in ordered]
    for level, place, word in zip(ordered, places, apart(places, LINE, TOP, BOTTOM), strict=True):
        colour = _colour(canvas, level)
        dashes = "" if level.done else "14 9"
        words = LEFT + width(level.word, canvas.size) + 22
        canvas.line((words, place), (right, place), colour=colour, thick=3, dashes=dashes)
        if abs(word - place) > 2:
            canvas.line((right, place), (right + GAP - 4, word), colour=colour, thick=2)
        canvas.text(WIDE - EDGE, word + 13, level.label, colour=colour, anchor="end", room=GUTTER_MOST)
        _word(canvas, level, (LEFT, word), colour)


def _word(canvas: Canvas, level: Level, at: tuple[float, float], colour: str) -> None:
    """What a level is, on its line at the left, on a ground of its own."""
    wide = width(level.word, canvas.size) + 16
    canvas.box((at[0], at[1] - 22), wide, 44, fill=canvas.colours.ground, opacity=0.7, radius=6)
    canvas.text(at[0] + 8, at[1] + 13, level.word, colour=colour, room=wide)


def _colour(canvas: Canvas, level: Level) -> str:
    return {
        LevelKind.ENTRY: canvas.colours.line,
        LevelKind.STOP: canvas.colours.down,
        LevelKind.TARGET: canvas.colours.up,
        LevelKind.NOW: canvas.colours.text,
    }[level.kind]
