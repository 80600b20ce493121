"""Places on a board, from how everybody stands. Pure.

The best value is first; equal values share a place. Among equals the smaller fall, then the larger record, then the
person's id decide the order in which they are shown, and none of these the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.boards.model import BoardRow, Metric
from core.boards.standing import Standing, missing, value

# The lower the better.
ASCENDING = frozenset({Metric.CONSISTENCY})


def places(metric: Metric, standings: Sequence[Standing], rows: str) -> list[BoardRow]:
    """The board's rows, in order."""
    sign = 1 if metric in ASCENDING else -1
    found = [(value(metric, one), one) for one in standings if missing(metric, one) is None]
    order = sorted(
        ((worth, one) for worth, one in found if worth is not None),
        key=lambda pair: (sign * pair[0], -pair[1].fall, -pair[1].trades, pair[1].person),
    )
    made: list[BoardRow] = []
    last: Decimal | None = None
    for number, (worth, one) in enumerate(order, start=1):
        place = made[-1].place if made and worth == last else number
        last = worth
        made.append(
            BoardRow(
                rows=rows,
                number=number,
                place=place,
                person=one.person,
                value=worth,
                change=one.change,
                fall=one.fall,
                trades=one.trades,
            )
        )
    return made
