"""Back up under load, trade on, put the old copy back: nothing is sent twice, and the books catch up (P15)."""

from __future__ import annotations

import gc

import pytest

from core.kernel.money import use_exact_context
from tests.simulation.drill import Drill


def lived(seeds: range) -> list[str]:
    """What must not have been, by seed."""
    use_exact_context()
    found = []
    for seed in seeds:
        gc.disable()
        try:
            found += [f"seed {seed}: {words}" for words in Drill(seed).live_through()]
        finally:
            gc.enable()
    return found


def test_an_old_copy_sends_nothing_again():
    assert lived(range(8)) == []


@pytest.mark.heavy
@pytest.mark.timeout(1_200)
def test_two_hundred_old_copies_send_nothing_again():
    assert lived(range(200)) == []
