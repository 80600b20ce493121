"""What every test may ask for. The servers live in `tests/services.py`, databases in `tests/databases.py`."""

import gc

import pytest
from hypothesis import Phase, settings

from core.kernel.money import use_exact_context

pytest_plugins = ["tests.services", "tests.databases"]

# This suite is a gate: the same answer twice, whatever the machine is doing besides.
# To explain a failure, every line is traced: slower than the failure is worth.
PHASES = (Phase.explicit, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=50, phases=PHASES)
# Ten times as many, for who asks: `make test-heavy`.
settings.register_profile("deep", settings.get_profile("gate"), max_examples=500)
settings.load_profile("gate")

# As every start of the program does: sums and products of money are exact in tests too.
use_exact_context()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first, so that nobody waits for the last one of it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was collected stays until the end: nobody looks through it again for what could go."""
    gc.collect()
    gc.freeze()
