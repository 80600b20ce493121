"""What every test may ask for. The servers live in `tests/services.py`."""

from hypothesis import settings

from core.kernel.money import use_exact_context

pytest_plugins = ["tests.services"]

# This suite is a gate: the same answer twice, whatever the machine is doing besides.
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("gate")

# As every start of the program does: sums and products of money are exact in tests too.
use_exact_context()
