"""One process of the program for a drill: `python -m tests.processes.member REQUEST`, a JSON object.

`arguments` are the program's own. `kill` names a fault point and which passing of it is this process's last moment;
`build` stands for the digest of another build's files.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import bot.cli
import bot.run
from core.kernel import faults
from tests.kill.keeper import killer


def main(request: dict[str, Any]) -> int:
    """Live as asked."""
    if request.get("kill"):
        point, nth = request["kill"]
        faults.install(killer(point, nth))
    if request.get("build"):
        vars(bot.run)["build_of"] = lambda: request["build"]
    return bot.cli.main(request["arguments"])


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
