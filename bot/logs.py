"""Logs: events with fields on stderr. Nothing that a person typed, and no key, goes in."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog

from core.kernel.errors import Unavailable
from core.venues.pasted import without_keys


def set_up_logs(*, json: bool) -> None:
    """Lines for people on a terminal, JSON elsewhere."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if json or not sys.stderr.isatty()
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    processors += [structlog.processors.format_exc_info, without_secrets]
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def without_secrets(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """What looks like a key becomes dots: somebody else's error may have repeated what it was given."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = without_keys(value)
    return event


def reporter() -> Callable[[str, str, BaseException], None]:
    """Tells the log of what failed, with its trace; of what is away only that it is."""
    log = structlog.get_logger()

    def report(where: str, what: str, error: BaseException) -> None:
        trace = None if isinstance(error, Unavailable) else error
        log.error("failed", where=where, what=what, error=f"{type(error).__name__}: {error}", exc_info=trace)

    return report
