"""A picture under way, as SVG: lines, areas and words in the house's colours. Plain strings; nothing is drawn here.

Coordinates are pixels at single size, from the top left. Everything that somebody wrote is made readable and escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from bot.drawing.fonts import FAMILY, readable
from bot.drawing.lettering import pieces, shortened, width
from bot.present.plots import Theme, Trend

# The narrowest phone that is thought of, and how large words are at least when the picture is shown across it.
PHONE, SMALLEST = 360, 14.0


def letters(picture: float) -> float:
    """The size of words in a picture of this width, so that they can be read on a phone."""
    return float(-(-SMALLEST * picture // PHONE))


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a ground (storyboard, section 16). Words have a contrast of 4.5 to 1 at least."""

    ground: str
    raised: str
    edge: str
    text: str
    dim: str
    line: str
    up: str
    down: str
    caution: str


DARK = Palette(
    ground="#0F1218", raised="#171C25", edge="#2A3240", text="#E6EAF0", dim="#97A3B6",
    line="#4C8DFF", up="#2FA97C", down="#E08A4C", caution="#E0A030",
)  # fmt: skip
LIGHT = Palette(
    ground="#FFFFFF", raised="#F2F4F8", edge="#D5DAE3", text="#12161D", dim="#566072",
    line="#1F63D6", up="#137A55", down="#A8551A", caution="#8A5B00",
)  # fmt: skip
PALETTES = {Theme.DARK: DARK, Theme.LIGHT: LIGHT}

Point = tuple[float, float]


@dataclass(slots=True)
class Canvas:
    """A picture of this size on this ground."""

    width: float
    height: float
    theme: Theme
    size: float
    families: set[str] = field(default_factory=set)
    _parts: list[str] = field(default_factory=list)

    @property
    def colours(self) -> Palette:
        """Those of its ground."""
        return PALETTES[self.theme]

    def of(self, trend: Trend) -> str:
        """The colour of a figure."""
        return {Trend.UP: self.colours.up, Trend.DOWN: self.colours.down}.get(trend, self.colours.text)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: str = "",
        anchor: str = "start",
        bold: bool = False,
        size: float = 0.0,
        room: float = 0.0,
        opacity: float = 1.0,
    ) -> float:
        """Words on the line `y`; how wide they are. `room`: they are cut to that."""
        size = size or self.size
        said = readable(words)
        if room:
            said = shortened(said, size, room, bold=bold)
        wide = width(said, size, bold=bold)
        left = x - {"end": wide, "middle": wide / 2}.get(anchor, 0.0)
        weight = ' font-weight="bold"' if bold else ""
        faint = f' opacity="{opacity:g}"' if opacity < 1 else ""
        self._parts.append(f'<g font-size="{size:g}" fill="{colour or self.colours.text}"{weight}{faint}>')
        for piece in pieces(said, bold=bold):
            if piece.text.strip():
                self.families.add(piece.family)
                family = "" if piece.family == FAMILY else f' font-family="{piece.family}"'
                self._parts.append(
                    f'<text x="{left:.1f}" y="{y:.1f}"{family} xml:space="preserve">{escape(piece.text)}</text>'
                )
            left += piece.width * size
        self._parts.append("</g>")
        return wide

    def line(self, one: Point, other: Point, *, colour: str, thick: float = 2.0, dashes: str = "") -> None:
        """A straight line."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._parts.append(
            f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{other[0]:.1f}" y2="{other[1]:.1f}" '
            f'stroke="{colour}" stroke-width="{thick:g}"{dashed}/>'
        )

    def course(self, points: Sequence[Point], *, colour: str, thick: float, opacity: float = 1.0) -> None:
        """A line through points."""
        self._parts.append(
            f'<polyline points="{_listed(points)}" fill="none" stroke="{colour}" stroke-width="{thick:g}" '
            f'stroke-linejoin="round" stroke-linecap="round" opacity="{opacity:g}"/>'
        )

    def area(self, points: Sequence[Point], *, colour: str, opacity: float = 1.0) -> None:
        """What lies between points."""
        self._parts.append(f'<polygon points="{_listed(points)}" fill="{colour}" opacity="{opacity:g}"/>')

    def box(
        self,
        at: Point,
        wide: float,
        high: float,
        *,
        fill: str,
        opacity: float = 1.0,
        radius: float = 0.0,
        stroke: str = "",
    ) -> None:
        """A rectangle from its top left corner."""
        edge = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
        self._parts.append(
            f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{max(wide, 0):.1f}" height="{max(high, 0):.1f}" '
            f'rx="{radius:g}" fill="{fill}" opacity="{opacity:g}"{edge}/>'
        )

    def dot(self, at: Point, radius: float, *, fill: str, stroke: str = "", thick: float = 3.0) -> None:
        """A filled circle."""
        edge = f' stroke="{stroke}" stroke-width="{thick:g}"' if stroke else ""
        self._parts.append(f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:g}" fill="{fill}"{edge}/>')

    def paths(self, pieces: Iterable[str], *, colour: str, thick: float = 0.0, fill: str = "none") -> None:
        """Many small shapes of one colour at once."""
        drawn = "".join(pieces)
        if drawn:
            stroke = f' stroke="{colour}" stroke-width="{thick:g}"' if thick else ""
            self._parts.append(f'<path d="{drawn}" fill="{fill}"{stroke}/>')

    def svg(self) -> str:
        """The whole picture. It says nothing of who made it or when."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{self.height:g}" '
            f'viewBox="0 0 {self.width:g} {self.height:g}" font-family="{FAMILY}">'
            f'<rect width="100%" height="100%" fill="{self.colours.ground}"/>{"".join(self._parts)}</svg>'
        )


def _listed(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
