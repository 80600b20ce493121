"""A leaderboard: place, name, figure, what stands beside it, and by how much somebody rose or fell."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drawing.canvas import Canvas, letters
from bot.drawing.equity import head, watermark
from bot.drawing.fonts import readable
from bot.drawing.lettering import width, wrapped
from bot.present.plots import BoardPlot, BoardRow

WIDE = 640.0
EDGE, HEAD, TOP, ROW, NOTE, FOOT = 24.0, 46.0, 70.0, 48.0, 34.0, 22.0
GAP = 14.0
LINES_MOST = 2


def board(plot: BoardPlot) -> Canvas:
    """640 wide, as high as there are rows."""
    notes = [line for note in plot.notes for line in _note(note)]
    high = TOP + ROW * len(plot.rows) + NOTE * len(notes) + FOOT
    canvas = Canvas(WIDE, high, plot.theme, letters(WIDE))
    head(canvas, plot, y=HEAD, edge=EDGE)
    ranks = max((width(str(row.rank), canvas.size, bold=True) for row in plot.rows), default=0.0)
    figures = max((width(row.figure, canvas.size, bold=True) for row in plot.rows), default=0.0)
    columns = zip(*(row.beside for row in plot.rows), strict=True)
    besides = [max(width(readable(cell), canvas.size) for cell in column) for column in columns]
    for number, row in enumerate(plot.rows):
        _row(canvas, row, TOP + ROW * number, ranks, figures, besides)
    watermark(canvas, plot.mode, (WIDE / 2, (TOP + high) / 2 + 30))
    for number, note in enumerate(notes):
        y = TOP + ROW * len(plot.rows) + NOTE * (number + 1)
        canvas.text(EDGE, y, note, colour=canvas.colours.dim, room=WIDE - 2 * EDGE)
    return canvas


def _note(note: str) -> list[str]:
    """A sentence below the board, over two lines where it must be."""
    return wrapped(readable(note), letters(WIDE), WIDE - 2 * EDGE, LINES_MOST)


def _row(
    canvas: Canvas, row: BoardRow, top: float, ranks: float, figures: float, besides: Sequence[float]
) -> None:
    line = top + ROW / 2 + 9
    canvas.box((EDGE - 10, top + 3), WIDE - 2 * EDGE + 20, ROW - 6, fill=canvas.colours.raised, radius=8)
    canvas.text(EDGE + ranks, line, str(row.rank), anchor="end", bold=True, colour=canvas.colours.dim)
    left = EDGE + ranks + GAP
    _moved(canvas, row, left + 9, top + ROW / 2)
    left += 18 + GAP
    right = WIDE - EDGE
    for cell, wide in reversed([*zip(row.beside, besides, strict=True)]):
        canvas.text(right, line, cell, anchor="end", colour=canvas.colours.dim)
        right -= wide + GAP
    canvas.text(right, line, row.figure, anchor="end", bold=True, colour=canvas.of(row.trend))
    canvas.text(left, line, row.name, room=right - figures - GAP - left)


def _moved(canvas: Canvas, row: BoardRow, x: float, y: float) -> None:
    """A triangle up or down, a dot for who is new, nothing for who stayed."""
    if row.moved is None:
        canvas.dot((x, y), 6, fill=canvas.colours.line)
    elif row.moved:
        up = -1 if row.moved > 0 else 1
        colour = canvas.colours.up if row.moved > 0 else canvas.colours.down
        canvas.area([(x, y + 8 * up), (x - 9, y - 6 * up), (x + 9, y - 6 * up)], colour=colour)
