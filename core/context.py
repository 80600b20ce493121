"""What a reaction gets (World) and what a command gets (Context)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from core.bookkeeping import Spent
from core.kernel.access import Level
from core.kernel.codec import Vocabulary
from core.kernel.errors import AlreadyDone
from core.kernel.ids import Ids
from core.kernel.time import Clock
from core.orders.road import Roads
from core.ports.bell import Bell
from core.ports.broker import Brokers
from core.ports.grounds import Grounds
from core.ports.history import History
from core.ports.language import LanguageModel
from core.ports.market import Market
from core.ports.store import Store, Unit, View
from core.ports.vault import Vault
from core.ports.venues import Venues


class PlaceKind(StrEnum):
    """Where something was said."""

    PRIVATE = "private"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Place:
    """A private talk with the bot, or a channel. `platform` and `name` are the platform's own words.

    `community` is the server or group that a channel belongs to (`discord:123`); empty in private, and where there
    is only one for all, as on the console. `hidden`: what is asked there is answered before one person's eyes, also
    what others may see.
    """

    platform: str
    kind: PlaceKind
    id: str
    name: str
    community: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, as far as rights go. `level` holds everywhere, `here` for what stays inside the place's community."""

    person: str
    name: str
    level: Level
    here: Level = Level.VIEWER

    def may(self, least: Level, *, local: bool = False) -> bool:
        """Whether they stand at this level or above, for something that is `local` to a community or not."""
        return self.level >= least or (local and self.here >= least)


@dataclass(slots=True)
class Cause:
    """What made this happen. The first unit of work spends it; a second one with the same key is refused."""

    key: str
    spent: bool = False


@dataclass(frozen=True, slots=True)
class CommandInfo:
    """What help needs to know of a command."""

    path: str
    usage: str
    help: str
    level: Level
    options: tuple[tuple[str, str], ...]
    local: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """The ports, made once in `bot/app.py`."""

    store: Store
    clock: Clock
    ids: Ids
    market: Market
    brokers: Brokers
    bell: Bell
    vocabulary: Vocabulary
    installation: str
    commands: tuple[CommandInfo, ...]
    version: str
    # Reads what the reader could not, within so many calls a day. None: it is off.
    language: LanguageModel | None = None
    language_calls: int = 0
    # Codes of the languages that people can be spoken to in.
    languages: tuple[str, ...] = ("en",)
    # What this process is known by among those that share the database; empty where it is alone on it.
    process: str = ""
    # The roads to the venues from here: what is sent, canceled and asked shares their places.
    roads: Roads = field(default_factory=Roads)
    # Ids that nobody can repeat, where the others may come from a seed. None: the others are such.
    secrets: Ids | None = None
    # Whether orders with real money may be sent at all.
    live_trading: bool = False
    # Where the web pages are reached, without a slash at the end.
    address: str = ""
    # Where people can connect accounts, and what keeps their secrets. None: nothing can be connected.
    venues: Venues | None = None
    vault: Vault | None = None
    # What money earns in a year without any risk, as a fraction: what ratios are held against.
    risk_free: Decimal = Decimal("0.03")
    # The market's past. None: nobody tells it here.
    history: History | None = None
    # What each platform lets us build in a community; front-ends put themselves in.
    grounds: dict[str, Grounds] = field(default_factory=dict)

    def secret(self) -> str:
        """Twenty-six characters that nobody can guess: for codes, shown once and kept as a digest."""
        return (self.secrets or self.ids).new()

    @property
    def view(self) -> View:
        """What was committed last."""
        return self.store.view


@dataclass(frozen=True, slots=True)
class Context:
    """A World, somebody who asks, where they ask, and why this runs at all."""

    world: World
    actor: Actor
    place: Place
    cause: Cause

    @property
    def view(self) -> View:
        """What was committed last."""
        return self.world.view

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """One transaction. The first of a context also spends its cause, so nothing happens twice.

        Raises `AlreadyDone` when the cause was spent before: the tap came twice, the message was delivered
        twice, the process died after the commit.
        """
        async with self.world.store.unit() as unit:
            if not self.cause.spent:
                spent = Spent(cause=self.cause.key, at=self.world.clock.now())
                if not await unit.add([spent], new_only=True):
                    raise AlreadyDone(self.cause.key)
            yield unit
        self.cause.spent = True
