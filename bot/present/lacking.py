"""Why a figure is n/a: one line for each reason, with everything that it is the reason of."""

from __future__ import annotations

from collections.abc import Mapping

from bot.present.look import Look
from bot.present.reply import Block, Line
from core.analytics.lack import Lack
from core.analytics.ratios import LEAST_DAYS
from core.analytics.results import Figure
from core.risk.calculators import TRADES_NEEDED


def why_lines(figures: Mapping[str, Figure], days: int, look: Look) -> list[Block]:
    """What is n/a of these, gathered by why."""
    names: dict[Lack, list[str]] = {}
    for name, figure in figures.items():
        if figure.value is None and figure.why is not None:
            names.setdefault(figure.why, []).append(name)
    return [
        Line(look.say(f"lacking.{why.value}", what=look.join(what), **_facts(why, days)))
        for why, what in names.items()
    ]


def _facts(why: Lack, days: int) -> dict[str, str | int]:
    if why is Lack.DAYS:
        return {"least": LEAST_DAYS, "days": days}
    return {"least": TRADES_NEEDED} if why is Lack.RECORD else {}
