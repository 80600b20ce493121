"""Where Alpaca is, what is asked of it, and how long it is waited for. Plain values, without the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.accounts.model import Mode

LIVE, PAPER, DATA = (
    "https://api.alpaca.markets",
    "https://paper-api.alpaca.markets",
    "https://data.alpaca.markets",
)
# Keys of paper accounts begin so; all others trade with real money.
PAPER_KEYS = "PK"


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where it is reached. One address given from outside stands for all of them."""

    live: str = LIVE
    paper: str = PAPER
    data: str = DATA

    def trading(self, mode: Mode) -> str:
        """Where orders of this mode go."""
        return self.paper if mode is Mode.PAPER else self.live


def hosts_at(url: str | None) -> Hosts:
    """Alpaca's own addresses, or this one for all; the version is added where it is missing, and taken off here."""
    if url is None:
        return Hosts()
    base = url.rstrip("/").removesuffix("/v2")
    return Hosts(live=base, paper=base, data=base)


def mode_of(key: str) -> Mode:
    """Whether a key trades with play money or real money."""
    return Mode.PAPER if key.startswith(PAPER_KEYS) else Mode.LIVE


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a connection may take, that an answer may take, and that a call may take with its waiting here.

    All of it ends before the core gives up on a send (20 s): what became of it is then said by name."""

    connect: float = 4.0
    answer: float = 10.0
    whole: float = 17.0


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `fields` are the body of what writes and the question of what reads."""

    method: str
    path: str
    fields: Mapping[str, str] = field(default_factory=dict)
    market_data: bool = False
    version: str = "v2"

    @property
    def writes(self) -> bool:
        """Whether it may change something there."""
        return self.method != "GET"
