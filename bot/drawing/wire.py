"""What is said between the program and the process that draws: a length in four bytes, then so many bytes.

A plot goes in as JSON with the name of its class; an answer comes back as a PNG, or as words for the log behind a mark.
"""

from __future__ import annotations

import json

from bot.present.plots import PLOTS, Plot
from core.kernel.codec import decode, dumps, encode

LENGTH = 4
# What either side takes at most (bytes).
PLOT_MOST, ANSWER_MOST = 1_000_000, 4_000_000
DRAWN, FAILED = b"+", b"-"


def packed(plot: Plot) -> bytes:
    """A plot as it travels."""
    return dumps([type(plot).__name__, encode(plot)]).encode("utf-8", "replace")


def unpacked(body: bytes) -> Plot:
    """The plot that `packed` made."""
    name, data = json.loads(body)
    return decode(PLOTS[name], data)


def framed(body: bytes) -> bytes:
    """With its length before it."""
    return len(body).to_bytes(LENGTH, "big") + body
