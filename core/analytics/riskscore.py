"""How much a portfolio swings, from 1 to 10, by a formula that anybody can check (AI-05). Pure.

    score = 1 + 4.5 x min(1, volatility / 80 %) + 4.5 x min(1, deepest fall / 50 %), rounded to a whole number

Volatility is that of a year, from daily changes; the fall is the deepest of the same days. Half of the scale for each:
one says how it moves, the other what it cost. 80 % is what Bitcoin alone did in its wilder years, and half of
everything gone is as much as most people ever sit through.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.analytics.lack import Lack
from core.analytics.ratios import deepest_fall, volatility

WILDEST, DEEPEST = 0.80, 0.50
HALF = 4.5


def risk_score(changes: Sequence[float], per_year: int) -> int | Lack:
    """1 (calm) to 10 (wild); why not, where there are too few days."""
    swing = volatility(changes, per_year)
    if isinstance(swing, Lack):
        return swing
    score = 1 + HALF * min(1.0, swing / WILDEST) + HALF * min(1.0, -deepest_fall(changes) / DEEPEST)
    return math.floor(score + 0.5)
