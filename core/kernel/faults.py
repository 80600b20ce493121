"""Named points between the steps of the money path: nothing in production, the kill test's handle."""

from __future__ import annotations

from collections.abc import Callable

_hook: Callable[[str], None] | None = None


def faultpoint(name: str) -> None:
    """Say that the step called `name` was reached. Does nothing unless a test installed a hook."""
    if _hook is not None:
        _hook(name)


def install(hook: Callable[[str], None] | None) -> None:
    """Set or clear the hook. Only tests and the simulator call this."""
    global _hook
    _hook = hook
