"""Whether a position stands behind its stop, and whether a stop that does not stand yet only waits for its turn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.orders.model import OrderStatus, Purpose
from core.recovery.covering import QUEUES_AT_MOST, stop_queues_here
from tests.core.builders import NOW, an_order

SOON = NOW + timedelta(seconds=70)


@pytest.mark.parametrize(
    ("status", "queues"),
    [
        (OrderStatus.PLANNED, True),
        (OrderStatus.SUBMITTING, False),
        (OrderStatus.UNKNOWN, False),
        (OrderStatus.REJECTED, False),
        (OrderStatus.OPEN, False),
    ],
)
def test_only_a_stop_that_was_never_sent_queues_here(status: OrderStatus, queues: bool):
    stop = an_order(purpose=Purpose.STOP, status=status, created_at=NOW)

    assert stop_queues_here([stop], SOON) is queues


def test_the_newest_stop_is_asked_for():
    refused = an_order(id="a", purpose=Purpose.STOP, status=OrderStatus.REJECTED, created_at=NOW)
    planned = an_order(id="b", purpose=Purpose.STOP, status=OrderStatus.PLANNED, created_at=SOON)
    target = an_order(id="c", purpose=Purpose.TARGET, status=OrderStatus.PLANNED, created_at=SOON)

    assert stop_queues_here([refused, planned, target], SOON)
    assert not stop_queues_here([planned, refused, target], SOON)
    assert not stop_queues_here([target], SOON)


def test_nobody_waits_for_ever():
    stop = an_order(purpose=Purpose.STOP, status=OrderStatus.PLANNED, created_at=NOW)

    assert not stop_queues_here([stop], NOW + QUEUES_AT_MOST)
