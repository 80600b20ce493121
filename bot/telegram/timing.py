"""How long things take on Telegram, in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The defaults hold but in tests, which have no time."""

    poll: int = 25  # how long Telegram keeps a poll open when nothing comes
    again: float = 1.0  # the first pause after a failure; each next one is twice as long
    again_most: float = 30.0
    conflict: float = 5.0
    look: float = 60.0  # how often a webhook is looked after
    slow: float = 0.7  # an answer that takes longer is announced by `typing`
    typing: float = 4.0  # how often it is said again
    tap: float = 1.0  # a tap on a public card waits so long for what its pop-up says
    aside: float = 20.0  # how long the line about a private answer stands in a group
    aside_gap: float = 3.0
    finish: float = 5.0  # how long what is on the wire may take when the program ends
