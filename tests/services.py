"""The pytest side of `tests.servers`: real servers once per run, a fresh database or prefix per test.

A test asks by fixture: `fresh_postgres_url` (an empty database of its own) or `redis_url` (with `redis_prefix`).
BELLWETHER_TEST_DATABASE_URL and BELLWETHER_TEST_REDIS_URL name servers to use instead of our own. Without
`--sqlite-only` a server that does not start is an error, never a skip.

`python -m tests.services` starts both for a person and prints their addresses until Ctrl-C.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest
import redis

T = TypeVar("T")

CHECKOUT = Path(__file__).parent.parent
OVERRIDES = {"postgres": "BELLWETHER_TEST_DATABASE_URL", "valkey": "BELLWETHER_TEST_REDIS_URL"}
MARK_OF_FIXTURE = {
    "postgres_admin_url": "postgres",
    "fresh_postgres_url": "postgres",
    "redis_url": "redis",
    "redis_prefix": "redis",
}
DATABASES_PER_WORKER = 32


class ServicesFailedError(RuntimeError):
    """The servers for the tests did not start."""


def in_thread(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `work()` to its end from plain code, without touching the event loop of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


def given_addresses() -> dict[str, str]:
    """The servers named by the environment, if any."""
    given = {name: os.environ[key] for name, key in OVERRIDES.items() if os.environ.get(key)}
    if "postgres" in given:
        given["postgres"] = given["postgres"].replace("postgresql+asyncpg://", "postgresql://", 1)
    return given


@dataclass
class Services:
    """The servers of this run: started at the first question, stopped at the end."""

    known: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=given_addresses)
    failure: str | None = None
    keeper: subprocess.Popen[str] | None = None

    def addresses(self) -> dict[str, str]:
        if self.failure:
            raise ServicesFailedError(self.failure)
        if not self.known:
            self.known = {**self._start([name for name in OVERRIDES if name not in self.given]), **self.given}
        return self.known

    def _start(self, wanted: list[str]) -> dict[str, str]:
        if not wanted:
            return {}
        # A session of its own: Ctrl-C reaches the tests first, and the servers go when the tests are done.
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.servers", *wanted],
            cwd=CHECKOUT,
            text=True,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.keeper.stdout is not None
        line = self.keeper.stdout.readline()
        if not line:
            self.failure = f"the servers for the tests did not start:\n{self.keeper.communicate()[1]}"
            raise ServicesFailedError(self.failure)
        return dict(json.loads(line))

    def stop(self) -> None:
        if self.keeper is not None:
            self.keeper.communicate()  # closes its input, which is the word to stop
            self.keeper = None

    def describe(self) -> str:
        """Which engines were really used: a run that quietly used other ones proves something else."""
        parts = [f"SQLite {sqlite3.sqlite_version}"]
        if not self.known:
            return f"{parts[0]} only"
        origin = {name: "given" if name in self.given else "own, from wheels" for name in self.known}
        version = in_thread(lambda: postgres_version(self.known["postgres"]))
        parts.append(f"PostgreSQL {version} ({origin['postgres']})")
        parts.append(f"{valkey_version(self.known['valkey'])} ({origin['valkey']})")
        return ", ".join(parts)


async def postgres_version(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval("SHOW server_version"))
    finally:
        await connection.close()


def valkey_version(url: str) -> str:
    with contextlib.closing(redis.Redis.from_url(url)) as client:
        told = client.info("server")
    return (
        f"Valkey {told['valkey_version']}" if "valkey_version" in told else f"Redis {told['redis_version']}"
    )


# ---- pytest: one controller starts, every worker is told


SERVICES = pytest.StashKey[Services]()


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sqlite-only", action="store_true", help="skip what needs PostgreSQL or Valkey, and start neither"
    )


def pytest_configure(config: pytest.Config) -> None:
    if is_worker(config):
        services = Services(known=config.workerinput.get("services", {}))  # type: ignore[attr-defined]
    else:
        services = Services()
        config.add_cleanup(services.stop)
        config.pluginmanager.register(Distributor(config), "bellwether-services")
    config.stash[SERVICES] = services


class Distributor:
    """Runs in the controller only. Without xdist nothing starts until a test asks."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        distributed = self.config.getoption("dist", "no") != "no"
        if distributed and not self.config.getoption("sqlite_only") and not self.config.option.collectonly:
            try:
                self.config.stash[SERVICES].addresses()
            except ServicesFailedError as error:
                raise pytest.UsageError(str(error)) from error

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput["services"] = self.config.stash[SERVICES].known

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.config.option.collectonly:
            terminalreporter.write_line(f"engines: {self.config.stash[SERVICES].describe()}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for mark in {
            MARK_OF_FIXTURE[name] for name in getattr(item, "fixturenames", ()) if name in MARK_OF_FIXTURE
        }:
            item.add_marker(mark)
        if twice_over(item):
            item.add_marker("heavy")
        needed = [mark for mark in ("postgres", "redis") if item.get_closest_marker(mark)]
        if needed and config.getoption("sqlite_only"):
            item.add_marker(pytest.mark.skip(reason=f"--sqlite-only: needs {' and '.join(needed)}"))


def twice_over(item: pytest.Item) -> bool:
    """Whether this is the PostgreSQL half of a test that stands for either engine, where SQLite's proves enough."""
    mark = item.get_closest_marker("postgres_when_heavy")
    if mark is None or mark.args == (False,):
        return False
    parameters = getattr(item, "callspec", None)
    return parameters is not None and "postgres" in parameters.id.split("-")


# ---- fixtures


@pytest.fixture(scope="session")
def service_addresses(pytestconfig: pytest.Config) -> dict[str, str]:
    return pytestconfig.stash[SERVICES].addresses()


@pytest.fixture(scope="session")
def postgres_admin_url(service_addresses: dict[str, str]) -> str:
    """The database from which others are made, as `postgresql://...` for asyncpg itself."""
    return service_addresses["postgres"]


@contextlib.asynccontextmanager
async def fresh_database(admin_url: str) -> AsyncIterator[str]:
    """A new database, dropped at the end of the block; yields its address for SQLAlchemy."""
    name = f"bellwether_test_{uuid.uuid4().hex[:16]}"
    await run_statement(admin_url, f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield database_url(admin_url, name)
    finally:
        await run_statement(admin_url, f'DROP DATABASE "{name}" WITH (FORCE)')


async def run_statement(admin_url: str, statement: str) -> None:
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def database_url(admin_url: str, name: str) -> str:
    address, _, query = admin_url.partition("?")
    server = address.rpartition("/")[0].replace("postgresql://", "postgresql+asyncpg://", 1)
    return f"{server}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
async def fresh_postgres_url(postgres_admin_url: str) -> AsyncIterator[str]:
    """A database of this test's own, as `postgresql+asyncpg://...`."""
    async with fresh_database(postgres_admin_url) as url:
        yield url


@pytest.fixture
def redis_prefix() -> str:
    """For channel names and for servers that are shared: publish/subscribe ignores database numbers."""
    return f"bellwether-test-{uuid.uuid4().hex[:12]}:"


_turns = itertools.count()


@pytest.fixture
def redis_url(
    service_addresses: dict[str, str], redis_prefix: str, pytestconfig: pytest.Config, worker_id: str
) -> Iterator[str]:
    """A database of this test's own. A given server is never flushed: only keys under `redis_prefix` go."""
    given = "valkey" in pytestconfig.stash[SERVICES].given
    url = service_addresses["valkey"]
    if not given:
        worker = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
        url = f"{url}/{(worker * DATABASES_PER_WORKER + next(_turns) % DATABASES_PER_WORKER) % 1024}"
    yield url
    with contextlib.closing(redis.Redis.from_url(url)) as client:
        if not given:
            client.flushdb()
            return
        for key in client.scan_iter(match=f"{redis_prefix}*"):
            client.delete(key)


def main() -> int:
    """Start both for a person, until Ctrl-C."""
    services = Services(given={})
    try:
        addresses = services.addresses()
        print(f"BELLWETHER_DATABASE_URL={database_url(addresses['postgres'], 'postgres')}")
        print(f"BELLWETHER_REDIS_URL={addresses['valkey']}/0")
        print(f"# {services.describe()}; Ctrl-C stops both and removes their data", flush=True)
        assert services.keeper is not None
        services.keeper.wait()
    except KeyboardInterrupt:
        return 0
    except ServicesFailedError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        services.stop()
    return 1


if __name__ == "__main__":
    sys.exit(main())
