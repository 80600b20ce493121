"""Cards as each platform was sent them, one readable file for each kind: `snapshots/<platform>/<card>.txt`.

They are taken from the stories of every run. BELLWETHER_TEST_SNAPSHOTS=update writes them anew; what changed is then to
be read in the difference.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tests.platforms.stage import Shown

FOLDER = Path(__file__).parent / "snapshots"
VARIABLE = "BELLWETHER_TEST_SNAPSHOTS"

# By story: a card, and how it begins.
CARDS = {
    "by_hand": {"trade_preview": "PAPER Buy BTC", "partly_bought": "PAPER Partly bought"},
    "confirm_mode": {
        "question": "PAPER Buy BTC/USDT for 19",
        "copy_preview": "PAPER Copy pro",
        "provider_preview": "pro will post in",
        "too_old": "Too old",
    },
    "digest": {"digest": "Digest:", "skipped": "PAPER Skipped"},
    "edited_post": {"signal": "BTC/USDT long 60,012", "bought": "PAPER Bought", "edit": "An edit made"},
    "export": {"export": "PAPER Export"},
    "help": {"help": "What you can ask", "help_of_a_command": "/trade buy"},
    "portfolio": {
        "portfolio": "PAPER 10,033",
        "positions": "PAPER Positions",
        "profit": "PAPER P&L",
        "target_hit": "PAPER Target 1 hit",
    },
    "restart": {"closed": "PAPER Closed"},
    "roles": {"members": "Members", "kill_preview": "Stop new orders for", "refusal": "Not allowed"},
    "teach_by_tapping": {"to_check": "ETH/USDT long reading: check"},
}


def differences(platform: str, story: str, seen: Sequence[Shown]) -> list[str]:
    """Cards of a story that are not sent as they stand in their files."""
    wrong = []
    for card, begins in CARDS.get(story, {}).items():
        fits = [one for one in seen if " ".join(one.text.split()).startswith(begins)]
        found = min(fits, key=lambda one: one.to, default=None)  # who is told first is nobody's business
        if found is None:
            wrong.append(f"{story} shows no card that begins with {begins!r}")
            continue
        path, sent = FOLDER / platform / f"{card}.txt", f"to {found.to}\n\n{found.raw}\n"
        if os.environ.get(VARIABLE) == "update":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(sent, encoding="utf-8")
        kept = path.read_text(encoding="utf-8") if path.exists() else "(no file)"
        if kept != sent:
            wrong.append(f"{path.name} is\n{kept}\nbut this was sent ({VARIABLE}=update keeps it):\n{sent}")
    return wrong
