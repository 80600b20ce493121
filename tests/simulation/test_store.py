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


@pytest.fixture
def store(bell: Bell) -> MemoryStore:
    """Empty, with every table."""
    return made(SUBSCRIBERS, bell)


@pytest.fixture
def unheard() -> MemoryStore:
    """A store whose events nobody waits for."""
    return made({}, lambda: None)


def made(subscribers: Mapping[str, Sequence[str]], ring: Callable[[], None]) -> MemoryStore:
    memory = Memory({**TABLES.mappers, Thing: THINGS})
    vocabulary = Vocabulary([ChunkPlanned, NoticesDue])
    return MemoryStore(memory, StandingClock(), vocabulary, subscribers, ring, Turns())
