"""Sums over lines, worked out by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from core.kernel.money import Price
from core.replay.figures import deepest_fall, figures_of
from core.replay.model import Line, Outcome
from core.signals.reading import Direction, EntryType, Tier
from tests.core.replay.worlds import at

D = Decimal


def line(
    number: int, multiple: str | None, *, outcome: Outcome = Outcome.STOP, hours: int = 1, closed: int = 0
) -> Line:
    filled = outcome in (Outcome.STOP, Outcome.TARGET, Outcome.CLOSED, Outcome.UNRESOLVED)
    end = at(60 * (closed or 10 + number))
    return Line(
        number=number, message=str(number), item=0, author="1", author_name="Alpha", posted_at=at(number),
        known_at=at(number), edited=False, forwarded=False, symbol="SOL/USDT", direction=Direction.LONG, tier=Tier.AUTO,
        reasons=(), entry_type=EntryType.LIMIT, entries=(), stop=None if multiple is None and filled else Price(90),
        targets=(), outcome=outcome, opened_at=end - timedelta(hours=hours) if filled else None,
        closed_at=end if filled and outcome is not Outcome.UNRESOLVED else None,
        share=None if not filled else D(multiple or "0.03") / 10, multiple=None if multiple is None else D(multiple),
    )  # fmt: skip


def test_the_figures_of_five_trades():
    # +2, -1, +1, -1, 0: sum 1, five measured, two won; gains 3, losses 2.
    lines = [line(n, r, hours=n) for n, r in enumerate(["2", "-1", "1", "-1", "0"], start=1)]
    found = figures_of(lines)

    assert (found.closed, found.won, found.measured) == (5, 2, 5)
    assert (found.win_rate, found.average, found.total) == (D("0.4"), D("0.2"), D(1))
    assert (found.profit_factor, found.expectancy) == (D("1.5"), D("0.2"))
    assert found.fall == 1
    assert found.held == timedelta(hours=3)


def test_what_never_filled_lowers_the_expectancy_and_nothing_else():
    lines = [line(1, "2"), line(2, None, outcome=Outcome.EXPIRED), line(3, None, outcome=Outcome.NO_CANDLES)]
    found = figures_of(lines)

    assert (found.signals, found.filled, found.average, found.expectancy) == (3, 1, D(2), D(1))


def test_what_is_unresolved_is_in_no_figure():
    found = figures_of([line(1, "2"), line(2, "-5", outcome=Outcome.UNRESOLVED)])

    assert (found.filled, found.closed, found.total, found.average, found.expectancy) == (
        2,
        1,
        D(2),
        D(2),
        D(2),
    )


def test_a_trade_without_a_stop_counts_as_won_or_lost_and_has_no_r():
    found = figures_of([line(1, None), line(2, "-1")])

    assert (found.closed, found.won, found.measured, found.average) == (2, 1, 1, D(-1))


def test_nothing_at_all_has_no_figures():
    found = figures_of([])

    assert (found.win_rate, found.average, found.expectancy, found.profit_factor, found.held) == (None,) * 5


def test_without_a_loss_there_is_no_profit_factor():
    assert figures_of([line(1, "1")]).profit_factor is None


@pytest.mark.parametrize(
    ("multiples", "fall"),
    [([], 0), (["1", "1"], 0), (["-1"], 1), (["2", "-1", "-1", "3", "-1"], 2), (["-1", "-1", "5"], 2)],
)
def test_the_deepest_fall_is_from_the_highest_point_before_it(multiples, fall):
    assert deepest_fall(map(D, multiples)) == fall


def test_falls_are_counted_in_the_order_in_which_trades_closed():
    # Closed in the order -1, -1, +2: the fall is 2. In the order of the posts it would be 1.
    lines = [line(1, "-1", closed=18), line(2, "2", closed=20), line(3, "-1", closed=19)]

    assert figures_of(lines).fall == 2
