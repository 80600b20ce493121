"""The store in memory obeys the port: the contract suite of the real one, over it, test by test."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

import pytest

from core.kernel.codec import Vocabulary
from core.notices.model import NoticesDue
from core.orders.model import ChunkPlanned
from storage.tables import TABLES
from tests.contract.conftest import SUBSCRIBERS, THINGS, Bell, StandingClock, Thing
from tests.contract.test_store import *  # noqa: F403 - every test of the suite is a test here
from tests.contract.test_store_units import *  # noqa: F403
from tests.simulation.store import Memory, MemoryStore


class Turns:
    """A process that nobody kills."""

    async def turn(self) -> None:
        await asyncio.sleep(0)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture(params=[False, True], ids=["in turn", "side by side"])
def memory(request: pytest.FixtureRequest) -> Memory:
    """Empty, with every table; in both ways in which units may stand to each other."""
    return Memory({**TABLES.mappers, Thing: THINGS}, side_by_side=request.param)


@pytest.fixture
def store(memory: Memory, bell: Bell) -> MemoryStore:
    """A store whose events the suite's subscribers wait for."""
    return made(memory, SUBSCRIBERS, bell)


@pytest.fixture
def unheard(memory: Memory) -> MemoryStore:
    """A store whose events nobody waits for."""
    return made(memory, {}, lambda: None)


def made(memory: Memory, subscribers: Mapping[str, Sequence[str]], ring: Callable[[], None]) -> MemoryStore:
    vocabulary = Vocabulary([ChunkPlanned, NoticesDue])
    return MemoryStore(memory, StandingClock(), vocabulary, subscribers, ring, Turns())
