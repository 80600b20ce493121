"""A database that does not answer is told apart from one that says no."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel.errors import Unavailable
from storage.gone import answering


class Said(Exception):
    """What a driver says, with the server's code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def wrapped(code: str, *, invalidated: bool = False) -> DBAPIError:
    return DBAPIError("SELECT 1", {}, Said(code), connection_invalidated=invalidated)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("nobody is there"),
        TimeoutError(),
        PoolTimeout("no connection is free"),
        Said("57P03"),
        wrapped("57P01"),
        wrapped("53300"),
        wrapped("08006"),
        wrapped("", invalidated=True),
    ],
    ids=str,
)
def test_nobody_is_there(error: Exception):
    with pytest.raises(Unavailable), answering():
        raise error


@pytest.mark.parametrize(
    "error",
    [IntegrityError("INSERT", {}, Said("23505")), wrapped("42P01"), ValueError("ours"), Said("22003")],
    ids=str,
)
def test_somebody_says_no(error: Exception):
    with pytest.raises(type(error)), answering():
        raise error
