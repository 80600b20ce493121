"""What every test may ask for. The servers live in `tests/services.py`, databases in `tests/databases.py`."""

from hypothesis import Phase, settings

from core.kernel.money import use_exact_context

pytest_plugins = ["tests.services", "tests.databases"]

# This suite is a gate: the same answer twice, whatever the machine is doing besides.
# To explain a failure, every line is traced: slower than the failure is worth.
PHASES = (Phase.explicit, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=100, phases=PHASES)
settings.load_profile("gate")

# As every start of the program does: sums and products of money are exact in tests too.
use_exact_context()
