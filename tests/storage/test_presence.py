"""Being at work on a database: how one comes, and how one goes when the connection went before."""

from __future__ import annotations

import pytest

from storage.database import open_database
from storage.presence import Self, present


async def test_whoever_lost_the_connection_in_the_midst_of_a_statement_still_leaves(url: str):
    if url.startswith("sqlite"):
        pytest.skip("there nobody else is at work")
    database = open_database(url)

    async with present(database, Self(id="me", role="worker", build="b", revision="r")) as presence:
        connection = presence._connection
        assert connection is not None
        await connection.invalidate()

    assert presence._connection is None
    await database.close()
