"""What a bench prints: one JSON line for each figure, with what is wanted of it where something is."""

from __future__ import annotations

import json
import operator
import sys
from dataclasses import dataclass

COMPARE = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `want` judges the ratio to the bound where there is one, else the value."""

    bench: str
    value: float
    unit: str
    bound: float | None = None
    want: str | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the bound it took."""
        return None if self.bound is None else self.value / self.bound

    @property
    def met(self) -> bool:
        """Whether it is as wanted."""
        if self.want is None:
            return True
        sign, limit = self.want.split()
        judged = self.value if self.ratio is None else self.ratio
        return bool(COMPARE[sign](judged, float(limit)))


def show(row: Row) -> None:
    """One line on stdout."""
    ratio = None if row.ratio is None else round(row.ratio, 3)
    line = {
        "bench": row.bench,
        "value": round(row.value, 4),
        "unit": row.unit,
        "bound": None if row.bound is None else round(row.bound, 4),
        "ratio": ratio,
        "want": row.want,
    }
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()
