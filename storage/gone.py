"""A database that does not answer, told apart from one that says no: the first is `Unavailable` to everybody above."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel.errors import Unavailable

# Classes of PostgreSQL's codes: the connection broke, no room for another, the server stops or starts.
AWAY = ("08", "53", "57P")


@contextmanager
def answering() -> Iterator[None]:
    """Raise `Unavailable` where the database did not answer. A commit may have happened for all that."""
    try:
        yield
    except (DBAPIError, PoolTimeout, OSError) as error:
        if not is_gone(error):
            raise
        raise Unavailable(f"the database does not answer: {type(error).__name__}") from error
    except Exception as error:
        # The driver's own, from a connection that was never made; it has no class in common with the others.
        if not _code(error).startswith(AWAY):
            raise
        raise Unavailable(f"the database does not answer: {type(error).__name__}") from error


def is_gone(error: BaseException) -> bool:
    """Whether this says that nobody is there, and not that what was asked is wrong."""
    if not isinstance(error, DBAPIError):
        return True
    return (
        error.connection_invalidated or isinstance(error.orig, OSError) or _code(error.orig).startswith(AWAY)
    )


def _code(error: BaseException | None) -> str:
    return str(getattr(error, "sqlstate", None) or getattr(error, "pgcode", None) or "")
