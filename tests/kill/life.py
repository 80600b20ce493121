"""One installation that is killed and started again, as the tests drive it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent.parent
KILLED = -9


class Keeper:
    """The process that forks lives."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.keeper"],
            cwd=CHECKOUT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def live(self, request: dict[str, object]) -> int:
        """Start the program and wait for its end, by itself or by the signal."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def stop(self) -> None:
        """End the keeper: its input ends."""
        self._process.communicate()


@dataclass(slots=True)
class Installation:
    """A data folder and a database, and how many lines of the script were acknowledged so far."""

    keeper: Keeper
    folder: Path
    database: str
    done: int = field(default=0)
    lives: int = field(default=0)

    def live(self, lines: Sequence[str], point: str | None = None, nth: int = 1) -> int:
        """One life, given what is left of the script. The person repeats the line that was not acknowledged."""
        self.lives += 1
        script = self.folder / f"life-{self.lives}.txt"
        script.write_text("".join(f"{line}\n" for line in lines[self.done :]))
        acknowledged = self.folder / f"acknowledged-{self.lives}"
        code = self.keeper.live(
            {
                "arguments": ["console", "--json", str(script)],
                "environment": {
                    "BELLWETHER_DATA_DIR": str(self.folder / "data"),
                    "BELLWETHER_DATABASE_URL": self.database,
                },
                "point": point,
                "nth": nth,
                "output": str(self.folder / "output"),
                "acknowledged": str(acknowledged),
            }
        )
        shown = len(acknowledged.read_text()) if acknowledged.exists() else 0
        self.done += min(shown, len(lines) - self.done)  # an empty script has one empty line
        return code

    @property
    def output(self) -> str:
        """What all lives said, for a failure's report."""
        return (self.folder / "output").read_text()
