"""Every kind of picture, on both grounds: its size and weight, whether a phone can show it, what is in the file."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from bot.drawing.canvas import PALETTES, PHONE, SMALLEST, Palette
from bot.drawing.draw import DRAWN, MOST, picture, png
from bot.present.plots import PLOTS, Plot, Theme
from tests.bot.drawing.plots import BARE, BOARD, EQUITY, FULL, HEAT, SHARED, on

PNG = b"\x89PNG\r\n\x1a\n"
SIZES = {"EquityPlot": (2000, 1000), "CandlePlot": (2000, 1300), "SharePlot": (1200, 630)}
WIDTHS = {"AllocationPlot": 2000, "HeatPlot": 2000, "BoardPlot": 1280}
ENOUGH = 4.5


def chunks(content: bytes) -> list[bytes]:
    """The kinds of parts that a PNG has."""
    at, found = len(PNG), []
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        found.append(kind)
        at += length + 12
    return found


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    wide, high = struct.unpack(">II", content[16:24])
    return wide, high


@cache
def made(plot: Plot) -> bytes:
    """The picture, drawn once for all who look at it."""
    return png(plot)


def kind(plot: Plot) -> str:
    return type(plot).__name__


def test_every_kind_of_plot_can_be_drawn_and_is_tried_here():
    assert set(PLOTS.values()) == set(DRAWN) == {type(plot) for plot in FULL}


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("plot", FULL, ids=kind)
def test_a_full_picture_is_light_enough_and_has_its_size(plot: Plot, theme: Theme):
    content = made(on(plot, theme))

    assert content.startswith(PNG)
    assert len(content) < MOST == 200_000
    wide, high = size(content)
    if kind(plot) in SIZES:
        assert (wide, high) == SIZES[kind(plot)]
    else:
        assert wide <= WIDTHS[kind(plot)]


@pytest.mark.parametrize(
    "plot", [replace(BOARD, rows=BOARD.rows[:10]), replace(HEAT, years=HEAT.years[:1])], ids=kind
)
def test_one_of_ordinary_size_has_twice_as_many_pixels_as_it_is_wide(plot: Plot):
    assert size(png(plot))[0] == WIDTHS[kind(plot)]


@pytest.mark.parametrize("plot", BARE, ids=kind)
def test_the_least_there_can_be_is_drawn_too(plot: Plot):
    assert png(plot).startswith(PNG)


@pytest.mark.parametrize("plot", [*FULL, *BARE], ids=kind)
def test_every_word_can_be_read_across_a_phone(plot: Plot):
    canvas, _ = picture(plot)
    sizes = [float(one) for one in re.findall(r'font-size="([\d.]+)"', canvas.svg())]

    # What a link unfurls to is shown at two thirds of a phone's width and more.
    least = SMALLEST if kind(plot) != "SharePlot" else SMALLEST * 0.85
    assert min(sizes) * PHONE / canvas.width >= least


@pytest.mark.parametrize("plot", FULL, ids=kind)
def test_the_mode_stands_on_every_picture(plot: Plot):
    canvas, _ = picture(plot)

    assert f">{plot.mode}</text>" in canvas.svg()


@pytest.mark.parametrize("plot", FULL, ids=kind)
def test_the_file_says_nothing_that_is_not_seen(plot: Plot):
    assert set(chunks(made(plot))) <= {b"IHDR", b"IDAT", b"IEND", b"sRGB", b"pHYs"}


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
def test_words_stand_out_from_their_ground(colours: Palette):
    for word in (colours.text, colours.dim, colours.line, colours.up, colours.down, colours.caution):
        for ground in (colours.ground, colours.raised):
            assert contrast(word, ground) >= ENOUGH, (word, ground)


def test_what_somebody_wrote_is_no_markup():
    canvas, _ = picture(replace(EQUITY, title='</text><image href="x"/>&amp;'))

    assert "<image" not in canvas.svg()
    assert png(replace(SHARED, title="]]> <!-- & \" '"))


def test_days_that_nobody_kept_leave_a_gap_on_the_time_axis():
    even = picture(
        replace(EQUITY, values=EQUITY.values[:3], falls=EQUITY.falls[:3], against=(), notches=(), marks=())
    )
    wide = picture(
        replace(
            EQUITY, values=EQUITY.values[:3], falls=EQUITY.falls[:3], against=(), notches=(), marks=(),
            places=(0, 8, 10),
        )
    )  # fmt: skip

    assert even[0].svg() != wide[0].svg()


def test_what_was_paid_in_is_not_drawn_as_a_gain():
    with_notch, _ = picture(replace(EQUITY, against=()))
    without, _ = picture(replace(EQUITY, against=(), notches=()))

    assert with_notch.svg().count("<polyline") == without.svg().count("<polyline") + 1


@pytest.mark.parametrize("value", [Decimal("1e-9"), Decimal("1e15")])
def test_very_small_and_very_large_figures_are_drawn(value: Decimal):
    assert png(
        replace(EQUITY, values=(value, value * 2), falls=(Decimal(0),) * 2, against=(), notches=(), marks=())
    )


def contrast(one: str, other: str) -> float:
    """The ratio of two colours by WCAG 2.2, "contrast ratio"."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
