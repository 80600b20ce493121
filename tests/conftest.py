"""What every test may ask for. The servers live in `tests/services.py`."""

pytest_plugins = ["tests.services"]
