"""Commands that look after an installation from outside: migrate, health; and the developers' bench and simulator."""

from __future__ import annotations

import asyncio
import importlib
import sys
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.settings import Settings, SettingsError, load
from core.kernel.money import use_exact_context
from storage.folder import DataFolder, StartRefused
from storage.migrate import migrate

HEALTH_SECONDS = 3.0


def migrate_now(environ: Mapping[str, str], folder: Path) -> int:
    """`bellwether migrate`."""
    try:
        settings = load(environ, folder)
        data = DataFolder(settings.data_dir)
        if settings.database.startswith("sqlite"):
            data.hold(since=datetime.now(UTC), command="bellwether migrate")
        done = asyncio.run(migrate(settings.database, backup_folder=data.backups, at=datetime.now(UTC)))
    except (SettingsError, StartRefused) as error:
        sys.stderr.write(f"bellwether: {error}\n")
        return 1
    was = done.was or "an empty database"
    sys.stdout.write(
        f"At schema revision {done.now}, was {was}.\n" if done.changed else f"Already at {done.now}.\n"
    )
    if done.backup is not None:
        sys.stdout.write(f"The copy from before is {done.backup}\n")
    return 0


def ask_health(environ: Mapping[str, str], folder: Path) -> int:
    """`bellwether health`: 0 when the program that runs here answers."""
    try:
        settings = load(environ, folder)
    except SettingsError as error:
        sys.stderr.write(f"bellwether: {error}\n")
        return 1
    address = f"{_address(settings)}/livez"
    try:
        with urllib.request.urlopen(address, timeout=HEALTH_SECONDS) as answer:  # noqa: S310 - our own address
            return 0 if answer.status == 200 else 1
    except OSError as error:
        sys.stderr.write(f"bellwether: nothing answers at {address}: {error}\n")
        return 1


def _address(settings: Settings) -> str:
    """Where the program that runs on this data folder listens; a wildcard is asked at loopback."""
    noted = settings.data_dir / "web-address"
    address = f"http://{settings.web_host}:{settings.web_port}"
    if noted.is_file() and not settings.web_port_was_set:
        address = noted.read_text(encoding="utf-8").strip()
    return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//:::", "//[::1]:")


def bench(name: str | None, *, full: bool) -> int:
    """`bellwether bench`: the figures live with the tests, in a checkout."""
    made = _of_a_checkout("bench")
    return 1 if made is None else int(made.main(name, full=full))


def simulate(seeds: str | None, *, mutants: bool, store: str) -> int:
    """`bellwether simulate`: the simulated worlds live with the tests, in a checkout."""
    made = _of_a_checkout("simulation")
    return 1 if made is None else int(made.main(seeds, mutants=mutants, store=store))


def _of_a_checkout(part: str) -> Any:
    """A part of the tests that is a command of developers; None, and said, where there is no checkout."""
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / "tests" / part).is_dir():
        sys.stderr.write(
            f"bellwether: this needs a checkout of the source (tests/{part} is not installed).\n"
        )
        return None
    sys.path.insert(0, str(checkout))
    use_exact_context()
    return importlib.import_module(f"tests.{part}")
