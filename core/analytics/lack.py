"""Why a figure is not known. What is not known is said to be so, with its reason, and never shown as 0."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Lack(StrEnum):
    """The reasons, each with a sentence of its own in `bot/present/words/`."""

    DAYS = "days"  # fewer days than a ratio means anything over
    DEVIATION = "deviation"  # every day brought the same
    FALL = "fall"  # it never fell, so there is nothing to divide by
    TRADES = "trades"  # nothing was closed in this time
    WINS = "wins"
    LOSSES = "losses"
    STOPS = "stops"  # no closed trade had a stop, so none has an R
    RECORD = "record"  # too few trades for Kelly's fraction
    BENCHMARK = "benchmark"  # nobody tells its closes here, or it has none on these days
    FLOWS = "flows"  # no rate of return explains what was paid in and what there is
    FEES = "fees"  # a fee has no worth yet


def known(figure: T | Lack) -> T | None:
    """The figure, or None where it is lacking."""
    return None if isinstance(figure, Lack) else figure
