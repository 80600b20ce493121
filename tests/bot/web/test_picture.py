"""The picture that a link unfurls to carries nothing but its pixels (DF-38)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

from bot.drawing.painter import Painter
from bot.present.look import Look
from bot.web.picture import share_plot
from bot.web.sharepage import share_page
from core.context import World
from core.market.symbols import builtin_table
from core.sharing.filter import public_view
from core.sharing.model import ShareSettings
from tests.core.builders import NOW
from tests.core.sharing.test_filter import FACTS

PIXELS = {"IHDR", "PLTE", "IDAT", "IEND", "pHYs", "sRGB", "gAMA", "tRNS", "sBIT"}


async def test_a_picture_has_pixels_and_no_notes():
    world = cast(World, SimpleNamespace(market=SimpleNamespace(table=builtin_table())))
    look = Look(world, NOW)
    view = public_view(FACTS, ShareSettings())
    painter = Painter(_no_report, seconds=60)
    try:
        png = await painter.png(share_plot(view, share_page(view, look, "/s/x"), look))
    finally:
        await painter.close()

    assert png is not None
    assert len(png) < 200_000
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (1200, 630)
    assert set(chunks(png)) <= PIXELS


def _no_report(_where: str, _what: str, error: BaseException) -> None:
    raise error


def chunks(png: bytes) -> Iterator[str]:
    """The names of the parts of a PNG."""
    at = 8
    while at < len(png):
        [length] = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8].decode()
        at += length + 12
